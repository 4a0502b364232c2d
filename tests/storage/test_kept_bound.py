"""What is kept of old files has a bound: the oldest go, quietly, and only what the program has put there."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from csptui.storage import disk, kept
from csptui.storage.writing import Write, save

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "targets.csv"


def beginning_with(digit: str) -> bytes:
    """Give bytes whose digest begins with a digit."""
    return next(data for count in range(1000) if disk.digest(data := b"%d\n" % count).startswith(digit))


LOOKS, NOT = beginning_with("0"), beginning_with("1")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a folder in which five old files are kept, each a second older than the one before it."""
    for number in range(5):
        path = tmp_path / ".csptui/kept" / f"{digest(number)}.z"
        (tmp_path / ".csptui").mkdir(exist_ok=True)
        kept.keep(tmp_path, b"kept %d" % number)
        os.utime(path, (1_000_000 - number, 1_000_000 - number))
    return tmp_path


def digest(number: int) -> str:
    return disk.digest(b"kept %d" % number)


def saved(home: Path, old: bytes = LOOKS) -> list[int]:
    """Replace a file, and tell which of the old ones are kept after that."""
    (home / TABLE).write_bytes(old)
    assert save(home, [Write(TABLE, b"new\n", old)]) == ""
    assert kept.recall(home, disk.digest(old)) == old
    return [number for number in range(5) if kept.recall(home, digest(number)) is not None]


def test_the_oldest_go_when_there_are_too_many(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_FILES", 4)
    assert saved(home) == [0, 1, 2]


def test_the_oldest_go_when_they_are_too_large(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = sum(path.stat().st_size for path in (home / ".csptui/kept").iterdir())
    monkeypatch.setattr(kept, "MOST_BYTES", size)
    assert saved(home) == [0, 1, 2, 3]


def test_within_the_bound_nothing_goes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (kept.MOST_FILES, kept.MOST_BYTES) == (2_000, 100_000_000)
    monkeypatch.setattr(kept, "MOST_FILES", 6)
    assert saved(home) == [0, 1, 2, 3, 4]


def test_most_saves_do_not_look(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_FILES", 0)
    assert saved(home, NOT) == [0, 1, 2, 3, 4]
    assert saved(home) == []


def test_what_is_needed_again_is_not_old(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_FILES", 2)
    kept.keep(home, b"kept 4")
    assert saved(home) == [4]


def test_only_what_was_kept_goes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a file of another name, nor a folder; half a file goes after an hour."""
    monkeypatch.setattr(kept, "MOST_FILES", 0)
    inside = home / ".csptui/kept"
    others = [inside / "notes.z", inside / f"{'a' * 64}.zip", inside / f"{'A' * 64}.z"]
    halves = [inside / f"{'a' * 64}.{'b' * 16}.new", inside / f"{'a' * 64}.new"]
    for path in (*others, *halves):
        path.write_bytes(b"x")
        os.utime(path, (1, 1))
    young = inside / f"{'c' * 64}.{'b' * 16}.new"
    young.write_bytes(b"x")
    (inside / f"{'b' * 64}.z").mkdir()
    assert saved(home) == []
    assert [path.exists() for path in (*others, *halves, young)] == [True] * 3 + [False] * 2 + [True]
    assert (inside / f"{'b' * 64}.z").is_dir()


def test_what_cannot_be_taken_away_is_no_failure_of_a_save(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_FILES", 0)
    real = os.unlink

    def refused(path: Path) -> None:
        if os.fspath(path).endswith(".z"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        real(path)

    monkeypatch.setattr(os, "unlink", refused)
    assert saved(home) == [0, 1, 2, 3, 4]


def test_two_that_keep_the_same_at_once_do_not_disturb_each_other(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a drive without locks each writes beside the other, and either's bytes are as good."""
    real = os.fsync
    others: list[bool] = []

    def meanwhile(handle: int) -> None:
        if not others:
            others.append(True)
            kept.keep(home, b"the same")
        real(handle)

    monkeypatch.setattr(os, "fsync", meanwhile)
    name = kept.keep(home, b"the same")
    assert kept.recall(home, name) == b"the same"


def test_a_replacement_is_tried_for_five_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as a colleague's program may hold a file open over a network."""
    slept: list[float] = []
    real = os.replace

    def held(old: Path, new: Path) -> None:
        if sum(slept) < 4.99:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        real(old, new)

    monkeypatch.setattr("time.sleep", slept.append)
    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(disk, "REPLACE_PAUSES", disk.PAUSES)
    (tmp_path / "new").write_bytes(b"new")
    disk.replace(tmp_path / "new", tmp_path / "old")
    assert sum(slept) == pytest.approx(5)
    assert slept == sorted(slept)
