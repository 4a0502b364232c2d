"""`csptui merge` as git calls it: in a real repository, with real branches."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from run_csptui import CHECKOUT, derby_copy, environment, run

from csptui.storage.log import verify

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")
ACTUALS = "data/quarters/2009-10-Q4/actuals.csv"
CONFLICT = "quarters/2009-10-Q4/actuals.csv: NI33, actual: 7.8 (ours), 7.7 (theirs)"


class Repository:
    """A repository with a copy of Derby's data in it, and csptui set up as the README says."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.home = place.parent / "home"
        self.home.mkdir()
        derby_copy(place / "data")
        self.git("init", "-q", "-b", "main")
        for line in readme_lines("git config"):
            program = f'"{Path(sys.executable).as_posix()}" -m csptui'
            self.git("config", "merge.csptui.driver", line.split('"')[1].replace("csptui", program, 1))
        lines = readme_lines(
            "actuals.csv", "targets.csv", "comparators.csv", "commentary.toml", "changes.jsonl"
        )
        (place / ".gitattributes").write_text("".join(f"{line}\n" for line in lines))
        (place / ".gitignore").write_text(".csptui/\n")
        self.commit("base")

    def git(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        named = {
            f"GIT_{who}_{what}": "officer" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        return subprocess.run(
            ["git", *arguments],
            cwd=self.place,
            env=environment(self.home, **named, **nothing),
            check=check,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def branch(self, name: str, *commands: tuple[str, ...]) -> None:
        """Begin a branch at the base, and record on it."""
        self.git("checkout", "-q", "-b", name, "main")
        for command in commands:
            assert run("--data", str(self.place / "data"), *command).exit_code == 0
        self.commit(name)

    def merged(self, one: str, *others: str) -> tuple[subprocess.CompletedProcess[str], dict[str, bytes]]:
        """Merge branches into one in this order, and give how it went and every file."""
        self.git("checkout", "-q", "-B", "merged", one)
        for other in others:
            done = self.git("merge", "--no-edit", other, check=False)
        files = [
            path for path in (self.place / "data").rglob("*") if path.is_file() and ".csptui" not in str(path)
        ]
        return done, {path.relative_to(self.place).as_posix(): path.read_bytes() for path in files}


def readme_lines(*beginnings: str) -> list[str]:
    """Give the lines of the README's section on git, so that what it says is what is tested."""
    section = (CHECKOUT / "README.md").read_text("utf-8").partition("### With git")[2].partition("\n### ")[0]
    return [line for line in section.splitlines() if line.startswith(beginnings)]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Give a repository of its own."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COLUMNS", raising=False)
    return Repository(_made(tmp_path / "repository"))


def _made(path: Path) -> Path:
    path.mkdir()
    return path


@needs_git
class TestGit:
    """What the README sets up, in a repository."""

    def test_adjacent_rows_on_two_branches_merge_to_the_same_bytes_either_way(
        self, repository: Repository
    ) -> None:
        repository.branch("a", ("record", "NI33", "7.8"), ("comment", "NI33", "By A."))
        repository.branch("b", ("record", "NI32", "14%"), ("record", "NI34", "1"), ("target", "NI34", "2"))
        repository.branch("c", ("record", "NI35", "3.7"), ("comment", "NI35", "By C."))
        seen = []
        for order in (("a", "b", "c"), ("c", "b", "a"), ("b", "a", "c")):
            done, files = repository.merged(*order)
            assert done.returncode == 0, done.stderr + done.stdout
            seen.append(files)
        assert seen[0] == seen[1] == seen[2]
        text = seen[0][ACTUALS].decode()
        for row in ("NI32,14,0,,,,,", "NI33,7.8,1,,,,,", "NI34,1,0,,,,,", "NI35,3.7,1,,,,,"):
            assert f"{row}\n" in text
        log = repository.place / "data" / "changes.jsonl"
        verdict = verify(log)
        assert verdict.is_sound
        assert verdict.lines >= 7

    def test_without_the_driver_git_itself_makes_a_conflict_of_these(self, repository: Repository) -> None:
        """The test above would prove nothing if git could do it alone."""
        repository.branch("a", ("record", "NI33", "7.8"))
        repository.branch("b", ("record", "NI34", "1"))
        repository.git("config", "--remove-section", "merge.csptui")
        assert repository.merged("a", "b")[0].returncode == 1

    def test_the_same_field_is_a_conflict_that_csptui_refuses_with_its_line(
        self, repository: Repository
    ) -> None:
        repository.branch("a", ("record", "NI33", "7.8"), ("record", "NI20", "12"))
        repository.branch("b", ("record", "NI33", "7.7"), ("record", "NI49", "200"))
        done, files = repository.merged("a", "b")
        assert done.returncode == 1
        assert CONFLICT in done.stderr
        text = files[ACTUALS].decode()
        block = "<<<<<<< ours\nNI33,7.8,1,,,,,\n=======\nNI33,7.7,1,,,,,\n>>>>>>> theirs\n"
        assert block in text
        assert "NI20,12,0" in text
        assert "NI49,200,0" in text
        line = text[: text.index("<<<<<<<")].count("\n") + 1
        said = run("--data", str(repository.place / "data"), "check").stdout
        assert f"actuals.csv:{line}" in said
        assert verify(repository.place / "data" / "changes.jsonl").is_sound
        (repository.place / ACTUALS).write_text(text.replace(block, "NI33,7.7,1,,,,,\n"))
        repository.commit("settled")
        asked = ("check", "--check", "file", "--json", "--data", str(repository.place / "data"))
        assert json.loads(run(*asked).stdout) == []

    def test_a_broken_side_ends_the_merge_with_its_reason_and_neither_side_is_lost(
        self, repository: Repository
    ) -> None:
        repository.branch("a", ("record", "NI33", "7.8"))
        repository.branch("b", ("record", "NI34", "1"))
        path = repository.place / ACTUALS
        path.write_text(path.read_text("utf-8").replace("NI40,1302,0", "NI40,1302"), "utf-8")
        repository.commit("a ragged row")
        done, _ = repository.merged("a", "b")
        assert done.returncode != 0
        assert "(theirs):19: the row has 7 cells where the header has 8" in done.stderr
        ours, theirs = (repository.git("show", f"{name}:{ACTUALS}").stdout for name in ("a", "b"))
        assert path.read_text("utf-8") == ours
        assert "NI34,1,0" in theirs
        assert repository.git("commit", "-q", "-m", "anyway", check=False).returncode != 0


class TestVerb:
    """The exit codes of git's drivers, and what each leaves in OURS."""

    HEAD = "indicator,value,places,numerator,denominator,as_at,status,expected\n"

    def files(self, folder: Path, *texts: str) -> list[str]:
        paths = []
        for name, text in zip(("base", "ours", "theirs"), texts, strict=True):
            path = folder / name
            path.write_bytes(text.encode())
            paths.append(str(path))
        return paths

    def test_a_clean_merge_is_written_to_ours(self, tmp_path: Path) -> None:
        base = self.HEAD + "A,1,0,,,,,\nB,2,0,,,,,\n"
        paths = self.files(tmp_path, base, base.replace("A,1", "A,3"), base.replace("B,2", "B,4"))
        done = run("merge", *paths)
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
        assert (tmp_path / "ours").read_text() == self.HEAD + "A,3,0,,,,,\nB,4,0,,,,,\n"
        assert (tmp_path / "theirs").read_text() == base.replace("B,2", "B,4")

    def test_each_field_in_conflict_is_named_with_both_values(self, tmp_path: Path) -> None:
        base = self.HEAD + "A,1,0,,,,,\nB,2,0,,,,,\n"
        ours = base.replace("A,1,0,,,,", "A,3,0,,,,revised").replace("B,2,0,,,,,\n", "")
        theirs = base.replace("A,1,0,,,,", "A,4,0,,,,estimated").replace("B,2", "B,5")
        done = run("merge", *self.files(tmp_path, base, ours, theirs), "x/actuals.csv")
        assert done.exit_code == 1
        assert "x/actuals.csv: A, actual: 3 (ours), 4 (theirs)" in done.stderr
        assert "x/actuals.csv: A, status: revised (ours), estimated (theirs)" in done.stderr
        assert "x/actuals.csv: B, row: taken out (ours), 5 (theirs)" in done.stderr

    @pytest.mark.parametrize(
        ("theirs", "path", "said"),
        [
            ("indicator,value\nA,1\n", "x/actuals.csv", "Not merged: x/actuals.csv (theirs):1"),
            (HEAD, "x/indicators.toml", "indicators.toml is none of actuals.csv"),
        ],
    )
    def test_what_cannot_be_merged_is_left_as_it_was_by_an_exit_code_over_128(
        self, tmp_path: Path, theirs: str, path: str, said: str
    ) -> None:
        ours = "nothing of ours\n" if "indicators" in path else self.HEAD
        theirs = "nothing of ours\n" if "indicators" in path else theirs
        done = run("merge", *self.files(tmp_path, "", ours, theirs), path)
        assert done.exit_code == 129
        assert said in done.stderr
        assert (tmp_path / "ours").read_bytes() == ours.encode()

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        done = run("merge", str(tmp_path / "a"), str(tmp_path / "b"), str(tmp_path / "c"), "actuals.csv")
        assert done.exit_code == 129
        assert "No such file" in done.stderr

    def test_hostile_text_in_a_conflict_does_not_reach_the_terminal(self, tmp_path: Path) -> None:
        base = "[comments]\n"
        texts = (base, f'{base}A = "\\u001b[2J"\n', f'{base}A = "\\u009b1m\\u202e"\n')
        done = run("merge", *self.files(tmp_path, *texts), "commentary.toml")
        assert done.exit_code == 1
        assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in done.stderr.replace("\n", ""))

    def test_json_names_the_conflicts(self, tmp_path: Path) -> None:
        base = self.HEAD + "A,1,0,,,,,\n"
        paths = self.files(tmp_path, base, base.replace("A,1", "A,3"), base.replace("A,1", "A,4"))
        assert '"field": "actual"' in run("merge", *paths, "--json").stdout
