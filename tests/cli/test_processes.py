"""csptui as a process: exit codes, pipes, encodings, colour, first run, and what it imports."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest
from run_csptui import CHECKOUT, DERBY, csptui, environment

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(os.name != "posix", reason="uses a pseudo-terminal or POSIX pipes")
ACTUALS = "quarters/2009-10-Q4/actuals.csv"


class TestExitCodes:
    """0 good, 1 failed, 2 wrong usage, 3 no data, 4 found, 5 conflict, 6 locked."""

    def test_a_verb_that_does_its_work_gives_0(self, data: Path, tmp_path: Path) -> None:
        done = csptui("record", "NI18", "-4.19%", home=tmp_path, CSPTUI_DATA=str(data))
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"NI18,-4.19," in (data / ACTUALS).read_bytes()
        line = json.loads((data / "changes.jsonl").read_text("utf-8").splitlines()[0])
        assert line["who"] == "officer"

    @POSIX
    @pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may write anything")
    def test_a_folder_that_cannot_be_written_gives_1(self, data: Path, tmp_path: Path) -> None:
        (data / "quarters" / "2009-10-Q4").chmod(0o500)
        done = csptui("record", "NI18", "1", home=tmp_path, CSPTUI_DATA=str(data))
        (data / "quarters" / "2009-10-Q4").chmod(0o700)
        assert done.returncode == 1

    def test_a_file_in_the_way_of_the_log_gives_1(self, data: Path, tmp_path: Path) -> None:
        (data / "changes.jsonl").mkdir()
        done = csptui("record", "NI18", "1", home=tmp_path, CSPTUI_DATA=str(data))
        assert done.returncode == 1
        assert b"csptui: " in done.stderr
        assert b"Traceback" not in done.stderr

    @pytest.mark.parametrize(
        "arguments",
        [
            ("nonsense",),
            ("list", "--nonsense"),
            ("record", "NI18", "1x"),
            ("record",),
            ("show", "NI38"),
            ("list", "--quarter", "x"),
        ],
    )
    def test_wrong_usage_gives_2(self, data: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        done = csptui(*arguments, home=tmp_path, CSPTUI_DATA=str(data))
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr

    @pytest.mark.parametrize("verb", ["list", "exceptions", "report", "check", "quarters"])
    def test_no_usable_data_give_3(self, tmp_path: Path, verb: str) -> None:
        done = csptui(verb, "--data", str(tmp_path / "nowhere"), home=tmp_path)
        assert (done.returncode, done.stdout) == (3, b"")
        assert b"Traceback" not in done.stderr

    def test_broken_definitions_give_3_with_the_reason(self, data: Path, tmp_path: Path) -> None:
        (data / "indicators.toml").write_text("[[theme]\n", encoding="utf-8")
        done = csptui("list", home=tmp_path, CSPTUI_DATA=str(data))
        assert (done.returncode, done.stdout) == (3, b"")
        assert b"indicators.toml:1" in done.stderr

    def test_check_alone_fails_for_problems(self, data: Path, tmp_path: Path) -> None:
        with (data / ACTUALS).open("a", encoding="utf-8") as file:
            file.write("NI99,1,0,,,,,\nNI20,1,0,,,,,\n")
        shown = csptui("list", "--json", home=tmp_path, CSPTUI_DATA=str(data))
        assert shown.returncode == 0
        assert b"2 problems in the data: csptui check" in shown.stderr
        assert len(json.loads(shown.stdout)) == 24
        page = csptui("check", home=tmp_path, CSPTUI_DATA=str(data))
        assert page.returncode == 4
        assert b"quarters/2009-10-Q4/actuals.csv:26" in page.stdout
        done = csptui("check", "--json", home=tmp_path, CSPTUI_DATA=str(data))
        assert done.returncode == 4
        found = [one for one in json.loads(done.stdout) if one["check"] == "file"]
        assert [(one["file"], one["line"]) for one in found] == [(ACTUALS, 26), (ACTUALS, 27)]
        assert all(one["sentence"] and one["severity"] for one in found)

    @POSIX
    def test_a_file_changed_behind_our_back_gives_5(self, data: Path, tmp_path: Path) -> None:
        """While the officer types a comment, a colleague saves the same one."""
        pexpect = pytest.importorskip("pexpect")
        officer = pexpect.spawn(
            sys.executable,
            ["-m", "csptui", "comment", "NI20", "-", "--data", str(data)],
            env=environment(tmp_path),
            cwd=str(tmp_path),
            timeout=60,
        )
        officer.expect("Type the comment of NI 20")
        commentary = data / "quarters" / "2009-10-Q4" / "commentary.toml"
        text = commentary.read_text("utf-8")
        commentary.write_text(text.replace("An increase of 3.7%.", "Theirs."), encoding="utf-8")
        officer.sendline("Mine.")
        officer.sendeof()
        officer.expect(pexpect.EOF)
        officer.close()
        assert officer.exitstatus == 5, officer.before
        assert b"NI 20 comment: it was changed by another program" in officer.before
        assert commentary.read_text("utf-8") == text.replace("An increase of 3.7%.", "Theirs.")

    def test_a_quarter_signed_off_gives_6(self, data: Path, tmp_path: Path) -> None:
        (data / "quarters" / "2009-10-Q4" / "signoff.toml").write_text("", encoding="utf-8")
        before = (data / ACTUALS).read_bytes()
        done = csptui("record", "NI18", "1", home=tmp_path, CSPTUI_DATA=str(data))
        assert (done.returncode, done.stdout) == (6, b"")
        assert b"signed off" in done.stderr
        assert (data / ACTUALS).read_bytes() == before


class TestFolders:
    """Which data are meant."""

    def test_the_nearest_folder_upward_counts(self, data: Path, tmp_path: Path) -> None:
        done = csptui("quarters", "--json", home=tmp_path, folder=data / "quarters")
        assert len(json.loads(done.stdout)) == 2
        beside = csptui("quarters", "--json", home=tmp_path, folder=tmp_path)
        assert beside.stdout == done.stdout

    def test_the_option_beats_the_environment(self, data: Path, tmp_path: Path) -> None:
        gone = str(tmp_path / "gone")
        assert csptui("list", "--data", str(data), home=tmp_path, CSPTUI_DATA=gone).returncode == 0
        assert csptui("list", home=tmp_path, CSPTUI_DATA=gone).returncode == 3

    def test_without_any_the_bundled_example_is_copied_once(self, tmp_path: Path) -> None:
        home, away = tmp_path / "home", tmp_path / "away"
        away.mkdir()
        first = csptui("record", "NI20", "11.5", home=home, folder=away)
        assert first.returncode == 0, first.stderr
        assert b"Copied the bundled example" in first.stderr
        second = csptui("show", "NI20", "--json", home=home, folder=away)
        assert second.stderr == b""
        assert json.loads(second.stdout)["value"] == 11.5


class TestPipes:
    """Pages and JSON in pipes, narrow encodings and terminals."""

    def test_a_text_comes_in_by_standard_input(self, data: Path, tmp_path: Path) -> None:
        done = csptui(
            "comment", "NI20", "-", home=tmp_path, text="Zwölf.\r\n".encode(), CSPTUI_DATA=str(data)
        )
        assert done.returncode == 0, done.stderr
        shown = csptui("show", "NI20", "--json", home=tmp_path, CSPTUI_DATA=str(data))
        assert json.loads(shown.stdout)["comment"] == "Zwölf."

    def test_no_colour_goes_into_a_pipe(self, tmp_path: Path) -> None:
        done = csptui("exceptions", "--data", str(DERBY), home=tmp_path, PYTHONUTF8="1")
        assert b"\x1b" not in done.stdout
        assert "■ Red".encode() in done.stdout
        assert max(len(line) for line in done.stdout.decode().splitlines()) == 110

    @pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437"])
    @pytest.mark.parametrize("verb", ["list", "exceptions", "report"])
    def test_a_narrow_encoding_gets_ascii_signs(self, tmp_path: Path, encoding: str, verb: str) -> None:
        done = csptui(verb, "--data", str(DERBY), home=tmp_path, PYTHONIOENCODING=encoding)
        assert done.returncode == 0, done.stderr
        page = done.stdout.decode(encoding)
        assert (" R R " if verb == "list" else "R Red ") in page
        assert page.isascii()

    def test_what_a_narrow_encoding_lacks_is_replaced(self, data: Path, tmp_path: Path) -> None:
        csptui("comment", "NI20", "Zwölf 宽", home=tmp_path, CSPTUI_DATA=str(data))
        done = csptui("show", "NI20", home=tmp_path, CSPTUI_DATA=str(data), PYTHONIOENCODING="cp1252")
        assert done.returncode == 0
        assert "Zwölf ?" in done.stdout.decode("cp1252")

    @POSIX
    def test_a_reader_that_leaves_early_is_no_error(self, tmp_path: Path) -> None:
        for verb in ("report", "list --json"):
            done = subprocess.run(  # noqa: S602 - the pipe is what is tested
                f"set -o pipefail; {sys.executable} -m csptui {verb} --data '{DERBY}' | head -n 1",
                shell=True,
                executable="/bin/bash",
                capture_output=True,
                check=False,
                env=environment(tmp_path),
                cwd=tmp_path,
                timeout=60,
            )
            assert (done.returncode, done.stderr) == (0, b"")
            assert done.stdout.count(b"\n") == 1


@POSIX
class TestTerminals:
    """What a terminal gets."""

    @staticmethod
    def seen(tmp_path: Path, *arguments: str, **more: str) -> tuple[int, bytes]:
        """Run one command in a pseudo-terminal of 100 columns, and give what it wrote there."""
        pexpect = pytest.importorskip("pexpect")
        child = pexpect.spawn(
            sys.executable,
            ["-m", "csptui", *arguments, "--data", str(DERBY)],
            env=environment(tmp_path, TERM="xterm-256color", COLORTERM="truecolor") | more,
            dimensions=(40, 100),
            cwd=str(tmp_path),
            timeout=60,
        )
        child.expect(pexpect.EOF)
        child.close()
        return child.exitstatus, child.before

    def test_a_badge_has_its_colour(self, tmp_path: Path) -> None:
        code, out = self.seen(tmp_path, "list")
        assert code == 0
        assert b"48;2;179;0;27m \xe2\x96\xa0 R " in out

    def test_sixteen_colours_keep_green_green(self, tmp_path: Path) -> None:
        _, out = self.seen(tmp_path, "list", TERM="xterm", COLORTERM="")
        assert b"42m \xe2\x97\x8f G " in out
        assert b"48;2" not in out

    @pytest.mark.parametrize(
        ("arguments", "more"), [(("--plain",), {}), ((), {"NO_COLOR": "1"}), ((), {"TERM": "dumb"})]
    )
    def test_colour_is_off_where_it_is_not_wanted(
        self, tmp_path: Path, arguments: tuple[str, ...], more: dict[str, str]
    ) -> None:
        _, out = self.seen(tmp_path, "exceptions", *arguments, **more)
        assert b"\x1b" not in out

    def test_the_page_is_as_wide_as_the_terminal(self, tmp_path: Path) -> None:
        _, out = self.seen(tmp_path, "list", NO_COLOR="1")
        assert max(len(line) for line in out.decode().splitlines()) == 100

    def test_an_interrupt_ends_quietly(self, tmp_path: Path, data: Path) -> None:
        """Typing a comment is broken off with ctrl+c: a line says what is waited for, none complains."""
        pexpect = pytest.importorskip("pexpect")
        child = pexpect.spawn(
            sys.executable,
            ["-m", "csptui", "comment", "NI20", "-", "--data", str(data)],
            env=environment(tmp_path),
            cwd=str(tmp_path),
            timeout=60,
            # Where the tests run in the background, a shell has had interrupts ignored by all below it.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )
        child.expect("Type the comment of NI 20; end with Ctrl")
        # An interrupt that comes just before the reading begins is heard at the next one only.
        for _ in range(30):
            child.sendintr()
            if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=2) == 0:
                break
        child.close()
        assert child.exitstatus == 130
        assert b"Traceback" not in child.before
        assert not (data / "changes.jsonl").exists()


class TestImports:
    """A verb imports what it needs and no more."""

    @staticmethod
    def modules(tmp_path: Path, *arguments: str) -> set[str]:
        """Give the names of all modules that one command has loaded at its end; 4 is a check's good end."""
        script = (
            "import sys; from csptui.cli import main; code = main(sys.argv[1:]);"
            "print('\\n'.join(sys.modules), file=sys.stderr); sys.exit(0 if code == 4 else code)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            capture_output=True,
            check=True,
            cwd=CHECKOUT,
            env=environment(tmp_path),
            timeout=60,
        )
        return set(done.stderr.decode().split())

    HEAVY = (
        "textual",
        "pandas",
        "asyncio",
        "platformdirs",
        "filelock",
        "tomli_w",
        "rich.console",
        "rich.table",
    )

    @pytest.mark.parametrize("verb", ["exceptions", "list", "report", "check"])
    def test_pages_load_nothing_heavy(self, tmp_path: Path, verb: str) -> None:
        loaded = self.modules(tmp_path, verb, "--data", str(DERBY))
        assert loaded.isdisjoint(self.HEAVY)
        assert "csptui.workspace" not in loaded

    def test_json_loads_no_rich(self, tmp_path: Path) -> None:
        loaded = self.modules(tmp_path, "list", "--json", "--data", str(DERBY))
        assert loaded.isdisjoint(self.HEAVY)
        assert not any(name.startswith("rich") for name in loaded)

    def test_help_reads_no_data(self, tmp_path: Path) -> None:
        loaded = self.modules(tmp_path, "record", "-h")
        assert not any(name.startswith(("csptui.storage", "rich", "csptui.outputs")) for name in loaded)


class TestCompletion:
    """The shell is offered verbs, codes and quarters."""

    @staticmethod
    def offered(tmp_path: Path, line: str) -> list[str]:
        """Give what bash would be offered at the end of a line."""
        words = line.split(" ")
        done = csptui(
            home=tmp_path,
            _CSPTUI_COMPLETE="bash_complete",
            COMP_WORDS=line,
            COMP_CWORD=str(len(words) - 1),
            CSPTUI_DATA=str(DERBY),
        )
        assert done.stderr == b""
        return [one.split(",", 1)[1] for one in done.stdout.decode().splitlines() if one]

    def test_verbs(self, tmp_path: Path) -> None:
        assert self.offered(tmp_path, "csptui ex") == ["exceptions"]

    def test_codes_in_any_case(self, tmp_path: Path) -> None:
        assert self.offered(tmp_path, "csptui record ni4") == [
            "NI40",
            "NI49",
            "NI43",
            "NI44a",
            "NI44b-d",
            "NI45",
            "NI46",
        ]
        assert self.offered(tmp_path, "csptui show laa2") == ["LAA26", "LAA21", "LAA23", "LAA24", "LAA25"]

    def test_quarters_and_themes(self, tmp_path: Path) -> None:
        assert self.offered(tmp_path, "csptui list --quarter 2009") == ["2009-10-Q4"]
        assert self.offered(tmp_path, "csptui narrate you") == ["youth-crime"]

    def test_nothing_where_the_data_cannot_be_read(self, tmp_path: Path) -> None:
        assert self.offered(tmp_path, f"csptui show --data {tmp_path} NI") == []

    @pytest.mark.parametrize("shell", ["zsh", "fish"])
    def test_a_script_is_printed(self, tmp_path: Path, shell: str) -> None:
        done = csptui("completion", shell, home=tmp_path)
        assert done.returncode == 0
        assert b"_CSPTUI_COMPLETE" in done.stdout


def test_the_version_is_one_line(tmp_path: Path) -> None:
    done = csptui("--version", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"csptui ")
