"""csptui undo and redo: named, in any later run, refused where somebody else was there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ACTUALS = "quarters/2009-10-Q4/actuals.csv"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    import shutil  # noqa: PLC0415 - only here

    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def csptui(data: Path, *words: str, user: str = "officer") -> subprocess.CompletedProcess[str]:
    home = data.parent
    names = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "USERPROFILE")
    environment = os.environ | dict.fromkeys(names, str(home)) | {"LOGNAME": user, "USER": user}
    return subprocess.run(
        [sys.executable, "-m", "csptui", *words, "--data", str(data)],
        env=environment | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        cwd=home,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_change_is_taken_back_and_done_again_by_name(data: Path) -> None:
    before = (data / ACTUALS).read_bytes()
    csptui(data, "record", "NI33", "7.8")
    told = csptui(data, "undo", "--dry-run")
    assert told.stdout == "It would undo: 2009/10 Q4, NI 33 7.8 → 7.9.\n"
    assert (data / ACTUALS).read_bytes() != before
    done = csptui(data, "undo")
    assert (done.returncode, done.stdout) == (0, "Undone: 2009/10 Q4, NI 33 7.8 → 7.9.\n")
    assert (data / ACTUALS).read_bytes() == before
    again = csptui(data, "redo", "--json")
    assert [(one["from"], one["to"]) for one in json.loads(again.stdout)] == [("7.9", "7.8")]
    assert b"NI33,7.8,1" in (data / ACTUALS).read_bytes()


def test_with_nothing_to_undo_it_says_so(data: Path) -> None:
    done = csptui(data, "undo")
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is nothing of yours to undo" in done.stderr
    assert csptui(data, "redo").returncode == 1


def test_what_a_colleague_has_changed_since_is_not_undone(data: Path) -> None:
    csptui(data, "record", "NI33", "7.8")
    csptui(data, "record", "NI33", "7.7", user="colleague")
    done = csptui(data, "undo")
    assert done.returncode == 5
    assert "NI 33 actual: it was changed to 7.7 by colleague" in done.stderr
    assert b"NI33,7.7,1" in (data / ACTUALS).read_bytes()


def test_check_tells_of_a_value_put_back(data: Path) -> None:
    before = (data / ACTUALS).read_bytes()
    csptui(data, "record", "NI33", "7.8")
    (data / ACTUALS).write_bytes(before)
    done = csptui(data, "check", "--json", "--check", "file")
    assert done.returncode == 4
    (problem,) = json.loads(done.stdout)
    assert 'another program has put "7.9" back' in problem["sentence"]
