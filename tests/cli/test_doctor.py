"""`doctor` looks at everything round the data, says what to do, and lets none of the data out."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import filelock
import pytest
from run_csptui import csptui, run

from csptui.cli import glyphs
from csptui.cli.glyphs import GLYPHS, measured
from csptui.domain.health import Sign, State
from csptui.outputs.appearance import Look
from csptui.outputs.doctor import doctor_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

needs_pty = pytest.mark.skipif(
    sys.platform == "win32", reason="a pseudo-terminal of this kind is not on Windows"
)


def signs(*arguments: str) -> dict[str, dict[str, Any]]:
    found = json.loads(run("doctor", "--json", *arguments).stdout)["signs"]
    return {sign["name"]: sign for sign in found}


class TestFolder:
    """The data folder: what is there, and what state it is in."""

    def test_a_sound_folder_has_no_fault(self, data: Path) -> None:
        done = run("doctor")
        assert done.exit_code == 0
        assert "No fault" in done.stdout
        found = signs()
        for name in (
            "writing",
            "targets.csv",
            "quarters",
            "problems",
            "lock",
            "journal",
            "log",
            "spreadsheet",
        ):
            assert found[name]["state"] == "ok", found[name]
        assert found["quarters"]["found"] == "2 held, 0 signed off"
        assert found["folder"]["found"] == "named by CSPTUI_DATA"
        assert str(data) not in done.stdout
        assert str(data.resolve()) in " ".join(run("doctor", "--paths", "--width", "400").stdout.split())

    def test_looking_leaves_the_folder_as_it_was(self, data: Path) -> None:
        assert run("record", "NI33", "7.8").exit_code == 0
        before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
        run("doctor")
        assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before

    def test_a_missing_file_is_a_fault_and_the_exit_code_is_1(self, data: Path) -> None:
        (data / "indicators.toml").unlink()
        done = run("doctor")
        assert done.exit_code == 1
        assert signs()["indicators.toml"]["state"] == "fault"

    def test_a_missing_folder_is_a_fault(self, data: Path) -> None:
        done = run("--data", str(data / "not there"), "doctor", "--json")
        assert done.exit_code == 1
        found = {sign["name"]: sign for sign in json.loads(done.stdout)["signs"]}
        assert found["folder"]["found"] == "named by --data"
        assert found["folder"]["state"] == "fault"

    def test_without_a_folder_the_example_is_named_and_not_made(self, tmp_path: Path) -> None:
        done = csptui("doctor", home=tmp_path)
        assert b"the bundled example, which is copied for you at the first start" in b" ".join(
            done.stdout.split()
        )
        assert not list(tmp_path.iterdir())

    def test_problems_are_counted_by_file(self, data: Path) -> None:
        path = data / "targets.csv"
        path.write_text(
            path.read_text("utf-8").replace("518,0", "abc,0") + "NOBODY,FY2009/10,1,0,\n", "utf-8"
        )
        found = signs()["problems"]
        assert found["state"] == "look"
        assert found["found"] == "2 errors, 0 warnings (2 in targets.csv)"

    def test_encodings_are_told(self, data: Path) -> None:
        path = data / "targets.csv"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        assert signs()["targets.csv"]["found"].endswith("bytes, UTF-8, BOM, CRLF")

    def test_a_lock_that_is_held_and_one_that_was_left(self, data: Path) -> None:
        lock = data / ".csptui" / "lock"
        lock.parent.mkdir()
        lock.touch()
        assert signs()["lock"]["found"] == "free"
        with filelock.FileLock(lock):
            held = signs()["lock"]
        assert (held["found"], held["state"]) == ("held", "look")

    def test_a_save_that_was_interrupted(self, data: Path) -> None:
        (data / ".csptui").mkdir()
        (data / ".csptui" / "journal").write_text("{}")
        assert signs()["journal"]["state"] == "look"

    def test_a_folder_of_our_own_that_is_something_else(self, data: Path) -> None:
        (data / ".csptui").write_text("not a folder")
        assert run("doctor").exit_code in {0, 1}

    def test_a_log_that_was_altered(self, data: Path) -> None:
        assert run("record", "NI33", "7.8").exit_code == 0
        path = data / "changes.jsonl"
        path.write_bytes(path.read_bytes().replace(b'"7.8"', b'"7.6"'))
        log = signs()["log"]
        assert log["state"] == "look"
        assert log["found"] == "1 lines, 1 not as written, the first in line 1"

    @pytest.mark.parametrize(("mark", "program"), [(".~lock.{}#", "LibreOffice"), ("~${}", "Excel")])
    def test_a_spreadsheet_that_has_a_file_open(self, data: Path, mark: str, program: str) -> None:
        (data / mark.format("targets.csv")).write_text("A. Colleague,desk;")
        found = signs()["spreadsheet"]
        assert (found["state"], found["found"]) == ("look", f"{program} has targets.csv open")
        assert "Colleague" not in run("doctor").stdout

    def test_versions_are_told_without_importing_what_is_heavy(self, tmp_path: Path) -> None:
        script = (
            "import sys; from csptui.cli import main; main(['doctor']); "
            "print([name for name in ('pandas', 'textual') if name in sys.modules])"
        )
        import subprocess  # noqa: PLC0415 - only here

        from run_csptui import environment  # noqa: PLC0415 - only here

        done = subprocess.run(
            [sys.executable, "-c", script],
            env=environment(tmp_path),
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        assert done.stdout.rstrip().endswith(b"[]")
        assert b"textual" in done.stdout


MARK = "Zqx"
NUMBERS = ("918273", "645.7381", "82731/91827")


def _planted(data: Path) -> None:
    """Put marked words and figures into every field of every file, sound and broken alike."""
    (data / "partnership.toml").write_text(
        f'name = "{MARK} Partnership"\nshort_name = "{MARK}"\ntitle = "{MARK}"\narea = "{MARK}area"\n'
        f'compiled_by = "{MARK}"\nnotes = ["{MARK}"]\n{MARK} = 1\n[glossary]\n{MARK} = "{MARK}"\n'
        f'[key]\nred = "{MARK}"\n[[group]]\nid = "{MARK}G"\nname = "{MARK}"\nmembers = ["{MARK}town"]\n'
    )
    (data / "indicators.toml").write_text(
        f'[[theme]]\nid = "{MARK}theme"\nname = "{MARK}"\n[[theme.section]]\nname = "{MARK}"\n'
        f'[[theme.section.indicator]]\nid = "{MARK}1"\ncodes = ["{MARK}"]\nname = "{MARK}"\n'
        f'unit = "per 1,000"\npolarity = "lower"\nowner = "{MARK}"\n'
        f'source = "{MARK}"\ndefinition = "{MARK}"\n{MARK} = "{MARK}"\n'
    )
    row = f"{MARK}1,FY2009/10,{NUMBERS[0]},0,\n{MARK}2,FY2009/10,{MARK},,\n"
    (data / "targets.csv").write_text(f"indicator,year,target,places,applies_to\n{row}")
    row = f"{MARK}G,{MARK}1,2009/10 Q4,{MARK}town,{NUMBERS[1]}\n{MARK},{MARK},{MARK},{MARK},{MARK}\n"
    (data / "comparators.csv").write_text(f"group,indicator,quarter,area,value\n{row}")
    quarter = data / "quarters" / "2009-10-Q4"
    (quarter / "actuals.csv").write_text(
        "indicator,value,places,numerator,denominator,as_at,status,expected\n"
        f"{MARK}1,{NUMBERS[1]},4,82731,91827,M2009-12,provisional,M2010-07\n{MARK}2,{MARK},,,,{MARK},{MARK},\n{MARK}\n"
    )
    (quarter / "commentary.toml").write_text(
        f'[comments]\n{MARK}1 = "{MARK}"\n{MARK}3 = 5\n[narrative]\n{MARK}theme = "{MARK}"\n'
    )
    broken = data / "quarters" / "2009-10-Q3"
    broken.mkdir()
    (broken / "actuals.csv").write_text(f"{MARK},{MARK}\n")
    (broken / "commentary.toml").write_text(f'{MARK} = = "{MARK}"\n')
    (data / "quarters" / f"{MARK} quarter").mkdir()
    (data / ".~lock.targets.csv#").write_text(f"{MARK},{MARK};")
    line = {
        "when": "2010-04-20T09:30:00+00:00",
        "who": MARK,
        "quarter": MARK,
        "indicator": MARK,
        "field": MARK,
    }
    more = {"from": MARK, "to": NUMBERS[0], "why": MARK, "action": MARK, "seen": MARK, "digest": MARK}
    (data / "changes.jsonl").write_text(json.dumps(line | more) + f"\n{MARK}\n")
    home = data.parent / "home"
    for place in ("csptui", ".config/csptui", ".local/state/csptui", ".local/state/csptui/drafts"):
        (home / place).mkdir(parents=True, exist_ok=True)
    (home / ".config/csptui/settings.toml").write_text(f'name = "{MARK}"\n{MARK} = "{MARK}"\n')
    (home / ".local/state/csptui/drafts/a-b.jsonl").write_text(f'{{"{MARK}": "{MARK}"}}\n{MARK}\n')


@pytest.mark.parametrize("more", [(), ("--json",), ("--plain",), ("--paths",)])
@pytest.mark.parametrize("whole", [True, False], ids=["opens", "does not open"])
def test_no_value_name_or_text_of_the_data_is_let_out(data: Path, more: tuple[str, ...], whole: bool) -> None:  # noqa: FBT001 - a parameter
    """Whatever stands in whichever field, sound or broken, none of it is in what is sent to somebody."""
    _planted(data)
    if not whole:
        (data / "indicators.toml").write_text(f"{MARK} = = {MARK}\n")
        (data / "partnership.toml").write_text(f"{MARK} = = {MARK}\n")
    done = run("doctor", *more)
    said = done.stdout + done.stderr
    assert len(said) > 1000
    assert MARK.casefold() not in said.casefold()
    for number in ("918273", "645.7381", "82731", "91827"):
        assert number not in re.sub(r"[0-9]+ bytes", "", said.replace(",", ""))


def answering(master: int, width_of: Callable[[str], int], seen: list[str]) -> None:
    """Be a terminal until it is closed: draw what comes, and answer where the cursor is when asked."""
    held = b""
    while True:
        try:
            part = os.read(master, 1024)
        except OSError:
            part = b""
        if not part:
            os.close(master)
            return
        held += part
        while b"\x1b[6n" in held:
            drawn, _, held = held.partition(b"\x1b[6n")
            sign = drawn.decode().rpartition("\r")[2]
            seen.append(sign)
            os.write(master, f"\x1b[5;{1 + width_of(sign)}R".encode())


@needs_pty
class TestGlyphs:
    """How wide a terminal draws our signs is measured where it answers, and else taken from a table."""

    def terminal(
        self, width_of: Callable[[str], int] | None
    ) -> tuple[dict[str, int] | None, list[str], bool]:
        import pty  # noqa: PLC0415 - not on Windows
        import termios  # noqa: PLC0415 - not on Windows

        master, slave = pty.openpty()
        seen: list[str] = []
        before = termios.tcgetattr(slave)
        if width_of is not None:
            threading.Thread(target=answering, args=(master, width_of, seen), daemon=True).start()
        widths = measured(slave, slave)
        restored = termios.tcgetattr(slave) == before
        os.close(slave)
        if width_of is None:
            os.close(master)
        return widths, seen, restored

    def test_a_terminal_that_draws_them_narrow(self) -> None:
        widths, seen, restored = self.terminal(lambda _: 1)
        assert widths == dict.fromkeys(GLYPHS, 1)
        assert seen == list(GLYPHS)
        assert restored

    def test_a_terminal_that_draws_some_of_them_wide(self) -> None:
        widths, _, _ = self.terminal(lambda sign: 2 if sign in "■●" else 1)
        assert widths is not None
        assert [sign for sign, width in widths.items() if width == 2] == ["■", "●"]

    def test_a_terminal_that_does_not_answer_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(glyphs, "SECONDS", 0.05)
        start = time.monotonic()
        widths, _, restored = self.terminal(None)
        assert widths is None
        assert restored
        assert time.monotonic() - start < 5

    def test_what_is_no_terminal_is_not_asked(self, tmp_path: Path) -> None:
        path = tmp_path / "file"
        path.write_bytes(b"")
        with path.open("r+b") as file:
            assert measured(file.fileno(), file.fileno()) is None

    def test_the_whole_verb_in_a_terminal(self, tmp_path: Path) -> None:
        """A pseudo-terminal with wide squares: doctor says so, names what to do, and exits with 1."""
        import pexpect  # noqa: PLC0415 - not on Windows
        from run_csptui import DERBY, environment  # noqa: PLC0415 - only here

        child = pexpect.spawn(
            sys.executable,
            ["-m", "csptui", "--data", str(DERBY), "doctor"],
            env=environment(tmp_path, TERM="xterm-256color"),
            dimensions=(42, 140),
            encoding="utf-8",
            timeout=30,
        )
        child.delaybeforesend = None
        for _ in GLYPHS:
            child.expect_exact("\x1b[6n")
            sign = str(child.before)[-1]
            child.send(f"\x1b[7;{3 if sign == '■' else 2}R")
        child.expect(pexpect.EOF)
        said = str(child.before)
        child.close()
        assert "■ is 2 columns wide (measured in this terminal)" in said
        assert "140 × 42" in said
        assert "stdin is one, stdout is one" in said
        assert child.exitstatus == 1


def test_each_sign_is_a_line_with_its_state_and_advice() -> None:
    """Also where a name is long and the page narrow."""
    page = doctor_page(
        [
            Sign("Terminal", "size", "80 × 24"),
            Sign(
                "Data folder",
                "quarters/2009-10-Q4/actuals.csv",
                "missing",
                State.FAULT,
                "Bring it back. " * 8,
            ),
        ],
        Look(60, ascii_only=True),
    )
    text = [line.plain for line in page]
    assert any(line.startswith("  ok     size") and line.endswith("80 x 24") for line in text)
    assert any(line.startswith("  fault  quarters/2009-10-Q4/actuals.csv") for line in text)
    assert all(line.cells <= 60 for line in page)
    assert "1 fault." in " ".join(text)
