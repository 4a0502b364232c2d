"""Full disks, readers that leave, folders that are gone, barred or endless: a sentence, and its exit code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from run_csptui import DERBY, csptui, environment

LONG = "x" * 300
POSIX = pytest.mark.skipif(os.name != "posix", reason="uses a shell and devices of POSIX")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
QUARTER = "quarters/2009-10-Q4"


def shell(command: str, home: Path, folder: Path | None = None, **more: str) -> tuple[int, str]:
    """Run a line of shell with `csptui` in it; give its exit code, and all it says on standard error."""
    done = subprocess.run(  # noqa: S602 - the shell's pipes and redirections are what is tested
        f"set -o pipefail; {command.replace('csptui ', f'{sys.executable} -m csptui ')}",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        check=False,
        env=environment(home, **more),
        cwd=folder or home,
        timeout=120,
    )
    return done.returncode, done.stderr.decode()


@POSIX
class TestNobodyListens:
    """The answer's reader has left: what was done is done, and there is nothing to say."""

    @pytest.mark.parametrize(
        "verb",
        [
            "record NI18 -4.19%",
            "record NI18 -4.19% --json",
            "comment NI20 Word.",
            "narrate 1 Word.",
            "target NI40 1,322",
            "list",
            "report --json",
            "-h",
            "--version",
        ],
    )
    def test_a_reader_that_left_before_the_answer(self, data: Path, tmp_path: Path, verb: str) -> None:
        assert shell(f"csptui {verb} | true", tmp_path, CSPTUI_DATA=str(data)) == (0, "")
        saves = not verb.startswith(("list", "report", "-"))
        assert (data / "changes.jsonl").exists() is saves

    @FULL
    @pytest.mark.parametrize("verb", ["list", "list --json", "report", "-h", "--version"])
    def test_an_answer_that_finds_no_room(self, tmp_path: Path, verb: str) -> None:
        code, said = shell(f"csptui {verb} > /dev/full", tmp_path, CSPTUI_DATA=str(DERBY))
        assert (code, said) == (1, "csptui: The answer could not be written: No space left on device\n")

    @FULL
    @pytest.mark.parametrize("verb", ["record NI18 -4.2", "record NI18 -4.2 --json", "narrate 1 Word."])
    def test_a_change_whose_answer_finds_no_room_is_said_to_be_saved(
        self, data: Path, tmp_path: Path, verb: str
    ) -> None:
        code, said = shell(f"csptui {verb} > /dev/full", tmp_path, CSPTUI_DATA=str(data))
        assert code == 1
        assert said == "csptui: Saved, but the answer could not be written (No space left on device)\n"
        assert (data / "changes.jsonl").exists()

    @FULL
    @pytest.mark.parametrize(
        ("command", "code"),
        [
            ("csptui list > /dev/full 2> /dev/full", 1),
            ("csptui list --data nowhere 2> /dev/full", 3),
            ("csptui nonsense 2> /dev/full", 2),
            ("csptui list --quarter 2001-02-Q1 2> /dev/full", 2),
        ],
    )
    def test_a_refusal_that_nobody_hears_keeps_its_code(
        self, tmp_path: Path, command: str, code: int
    ) -> None:
        assert shell(command, tmp_path, CSPTUI_DATA=str(DERBY)) == (code, "")

    @FULL
    def test_narration_that_finds_no_room_does_not_stop_a_save(self, data: Path, tmp_path: Path) -> None:
        """There is a problem to tell of before the save, and no room to tell it."""
        with (data / QUARTER / "actuals.csv").open("a", encoding="utf-8") as file:
            file.write("NI99,1,0,,,,,\n")
        assert shell("csptui record NI18 5 2> /dev/full", tmp_path, CSPTUI_DATA=str(data)) == (0, "")
        assert (data / "changes.jsonl").exists()


@POSIX
class TestFoldersThatAreNone:
    """No name of a folder, and nothing in its place, ends in more than a sentence."""

    def test_no_such_user(self, tmp_path: Path) -> None:
        code, said = shell("csptui list", tmp_path, CSPTUI_DATA="~nosuch/x")
        assert (code, said) == (
            3,
            "csptui: There is no data folder ~nosuch/x: the system knows no such user's home\n",
        )

    @pytest.mark.parametrize("verb", ["list", "record NI18 1", "check"])
    def test_a_name_that_is_too_long(self, tmp_path: Path, verb: str) -> None:
        code, said = shell(f"csptui {verb} --data {LONG}", tmp_path)
        assert (code, said) == (3, f"csptui: There is no data folder {LONG}\n")
        code, said = shell(f"csptui {verb}", tmp_path, CSPTUI_DATA=LONG)
        assert (code, said) == (3, f"csptui: There is no data folder {LONG}\n")

    def test_a_working_folder_that_is_gone(self, tmp_path: Path) -> None:
        gone = "mkdir gone && cd gone && rmdir ../gone && "
        code, said = shell(f"{gone}csptui list", tmp_path)
        assert code == 0, said
        assert said.startswith("Copied the bundled example")
        code, said = shell(f"{gone}csptui init new", tmp_path)
        assert (code, said.count("\n")) == (1, 1), said
        code, said = shell(f"{gone}csptui init .", tmp_path)
        assert (code, said.count("\n")) == (2, 1), said

    @pytest.mark.parametrize(("where", "code"), [("loop", 2), ("loop/x", 1), ("file/x", 1), (LONG, 1)])
    def test_no_folder_is_made_where_none_can_be(self, tmp_path: Path, where: str, code: int) -> None:
        (tmp_path / "loop").symlink_to("loop")
        (tmp_path / "file").write_bytes(b"")
        done = csptui("init", where, home=tmp_path, folder=tmp_path)
        assert done.returncode == code
        assert done.stderr.startswith(b"csptui: ")
        assert done.stderr.count(b"\n") == 1
        assert sorted(one.name for one in tmp_path.iterdir() if one.name not in {".config", ".local"}) == [
            "file",
            "loop",
        ]

    def test_a_refused_name_leaves_nothing_in_the_way(self, tmp_path: Path) -> None:
        code, said = shell("csptui init new --name $'a\\xff'", tmp_path)
        assert (code, said.count("\n")) == (2, 1), said
        assert not (tmp_path / "new").exists()
        assert shell("csptui init new --name A", tmp_path)[0] == 0

    @pytest.mark.parametrize("kind", ["file", "loop", "long", "inner"])
    def test_the_place_of_the_users_data_may_be_none(self, tmp_path: Path, kind: str) -> None:
        away = tmp_path / "away"
        (away / "inner").mkdir(parents=True)
        (away / "file").write_bytes(b"")
        (away / "inner" / "csptui").write_bytes(b"")
        (away / "loop").symlink_to("loop")
        place = away / (LONG if kind == "long" else kind)
        code, said = shell("csptui list", tmp_path, away, XDG_DATA_HOME=str(place))
        assert (code, said.count("\n")) == (3, 1), said
        assert "The example data could not be copied to" in said

    @pytest.mark.parametrize("kind", ["file", "loop", "long"])
    def test_the_place_of_the_settings_may_be_none(self, data: Path, tmp_path: Path, kind: str) -> None:
        (tmp_path / "file").write_bytes(b"")
        (tmp_path / "loop").symlink_to("loop")
        place = str(tmp_path / (LONG if kind == "long" else kind))
        code, said = shell("csptui record NI18 1", tmp_path, CSPTUI_DATA=str(data), XDG_CONFIG_HOME=place)
        assert code == 0, said
        assert "Traceback" not in said


@POSIX
class TestBarred:
    """What may not be read or written, even for root: its power to read anything is put aside."""

    @staticmethod
    def barred(home: Path, *words: str, folder: Path | None = None, **more: str) -> tuple[int, str]:
        """Run one command without the right to pass over permissions."""
        prefix: tuple[str, ...] = ()
        if getattr(os, "geteuid", lambda: 1)() == 0:
            if shutil.which("setpriv") is None:
                pytest.skip("root may read anything, and there is no setpriv to put that aside")
            less = "-dac_override,-dac_read_search"
            prefix = ("setpriv", f"--bounding-set={less}", f"--inh-caps={less}")
        done = subprocess.run(
            [*prefix, sys.executable, "-m", "csptui", *words],
            capture_output=True,
            check=False,
            env=environment(home, **more),
            cwd=folder or home,
            timeout=120,
        )
        return done.returncode, done.stderr.decode()

    @pytest.mark.parametrize("mode", [0o000, 0o444, 0o111])
    @pytest.mark.parametrize("where", [QUARTER, "quarters"])
    @pytest.mark.parametrize(
        ("verb", "codes"), [("list", {0}), ("check", {0, 4}), ("record", {1, 2}), ("comment", {1, 2})]
    )
    def test_a_folder_of_a_quarter(
        self, data: Path, tmp_path: Path, mode: int, where: str, verb: str, codes: set[int]
    ) -> None:
        words = {"record": ("record", "NI18", "2"), "comment": ("comment", "NI18", "Word.")}.get(
            verb, (verb,)
        )
        (data / where).chmod(mode)
        try:
            code, said = self.barred(tmp_path, *words, CSPTUI_DATA=str(data))
        finally:
            (data / where).chmod(0o755)
        if verb in {"record", "comment"} and where == "quarters" and mode == 0o111:  # only listing is barred
            codes = codes | {0}
        assert code in codes, said
        assert "Traceback" not in said

    @pytest.mark.parametrize("at", ["place", "place/csptui"])
    def test_the_users_own_places(self, data: Path, tmp_path: Path, at: str) -> None:
        (tmp_path / "place" / "csptui").mkdir(parents=True)
        away = tmp_path / "place"
        (tmp_path / at).chmod(0)
        try:
            code, said = self.barred(
                tmp_path, "check", folder=Path("/"), CSPTUI_DATA="", XDG_DATA_HOME=str(away)
            )
            saved = self.barred(
                tmp_path, "record", "NI18", "2", CSPTUI_DATA=str(data), XDG_CONFIG_HOME=str(away)
            )
        finally:
            (tmp_path / at).chmod(0o755)
        assert (code, said.count("\n")) == (3, 1), said
        assert saved[0] == 0, saved[1]
        assert "Traceback" not in said + saved[1]
