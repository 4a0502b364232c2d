"""The journal of a save: what it may hold, what it does, and what of it is left for another time."""

from __future__ import annotations

import errno
import json
import os
import zlib
from typing import TYPE_CHECKING

import pytest

from csptui.domain.problem import ConflictError, StorageError
from csptui.storage import disk, journal, kept
from csptui.storage.files import LARGEST
from csptui.storage.journal import Journal, State, Step
from csptui.storage.writing import Write, save

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW, OTHER = b"old\n", b"new\n", b"other\n"
TABLE = "targets.csv"
TEXTS = "quarters/2009-10-Q4/commentary.toml"
TEMPORARY = ".targets.csv.0123456789abcdef.tmp"


def step(
    where: str = TABLE, old: bytes | None = OLD, new: bytes | None = NEW, temporary: str = TEMPORARY
) -> Step:
    return Step(where, disk.digest(old), disk.digest(new), temporary)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a folder with a table, its new version beside it, and a log."""
    (tmp_path / ".csptui").mkdir()
    (tmp_path / "quarters/2009-10-Q4").mkdir(parents=True)
    (tmp_path / TABLE).write_bytes(OLD)
    (tmp_path / TEMPORARY).write_bytes(NEW)
    (tmp_path / "changes.jsonl").write_bytes(b"one\n")
    return tmp_path


def committed(home: Path, *steps: Step, lines: bytes = b"two\n", length: int = 4) -> Journal:
    held = Journal(steps, lines, length)
    prepared = journal.prepare(home, held)
    assert not journal.is_waiting(home)
    journal.commit(home, prepared)
    assert journal.is_waiting(home)
    return held


def test_a_journal_comes_back_as_it_was_written(home: Path) -> None:
    assert journal.load(home) is None
    held = committed(
        home,
        step(),
        step(TEXTS, None, NEW, ".commentary.toml.0123456789abcdef.tmp"),
        step(new=None, temporary=""),
    )
    assert journal.load(home) == held
    journal.close(home, held)
    assert not journal.is_waiting(home)
    assert journal.load(home) is None


@pytest.mark.parametrize(
    ("now", "beside", "state"),
    [
        (NEW, None, State.DONE),
        (NEW, NEW, State.DONE),
        (OLD, NEW, State.READY),
        (OLD, None, State.LOST),
        (OLD, OTHER, State.LOST),
        (OTHER, NEW, State.LOST),
        (None, NEW, State.LOST),
    ],
)
def test_how_far_a_file_has_come(home: Path, now: bytes | None, beside: bytes | None, state: State) -> None:
    for name, data in ((TABLE, now), (TEMPORARY, beside)):
        if data is None:
            (home / name).unlink()
        else:
            (home / name).write_bytes(data)
    assert journal.state_of(home, step()) is state
    lost = journal.finish(home, Journal((step(),), b"two\n", 4))
    assert lost == ((step(),) if state is State.LOST else ())
    held = (home / TABLE).read_bytes() if (home / TABLE).exists() else None
    assert held == (now if state is State.LOST else NEW)
    assert not (home / TEMPORARY).exists()
    # With all of it lost to somebody else, nothing has happened that the log could tell.
    assert (home / "changes.jsonl").read_bytes() == (b"one\n" if state is State.LOST else b"one\ntwo\n")


def test_a_file_is_taken_away(home: Path) -> None:
    gone = step(new=None, temporary="")
    assert journal.state_of(home, gone) is State.READY
    assert journal.finish(home, Journal((gone,), b"", 4)) == ()
    assert not (home / TABLE).exists()
    assert journal.state_of(home, gone) is State.DONE
    assert journal.finish(home, Journal((gone,), b"", 4)) == ()


def test_what_is_lost_of_two_is_told_and_the_rest_is_done(home: Path) -> None:
    (home / TEXTS).write_bytes(OTHER)
    lost = step(TEXTS, None, NEW, ".commentary.toml.0123456789abcdef.tmp")
    assert journal.finish(home, Journal((step(), lost), b"two\n", 4)) == (lost,)
    assert (home / TABLE).read_bytes() == NEW
    assert (home / TEXTS).read_bytes() == OTHER
    assert (home / "changes.jsonl").read_bytes() == b"one\ntwo\n"


@pytest.mark.parametrize(
    ("log", "after"),
    [
        (b"one\n", b"one\ntwo\nthree\n"),
        (b"one\ntw", b"one\ntwo\nthree\n"),
        (b"one\ntwo\n", b"one\ntwo\nthree\n"),
        (b"one\ntwo\nthree\n", b"one\ntwo\nthree\n"),
        (b"one\nfour\n", b"one\nfour\ntwo\nthree\n"),
        (b"one\nfour", b"one\nfour\ntwo\nthree\n"),
        (b"one\nfour\ntwo\n", b"one\nfour\ntwo\nthree\n"),
        (b"one\nthree\ntwo\n", b"one\nthree\ntwo\n"),
        (b"", b"two\nthree\n"),
        (b"on", b"on\ntwo\nthree\n"),
        (None, b"two\nthree\n"),
        (b"one\ntw\0\0\0", b"one\ntwo\nthree\n"),
    ],
)
def test_the_log_gets_what_it_lacks_once(home: Path, log: bytes | None, after: bytes) -> None:
    """Torn, added to by others, put back to an older one, or with the zeros of a power loss at its end."""
    path = home / "changes.jsonl"
    path.unlink()
    if log is not None:
        path.write_bytes(log)
    held = Journal((), b"two\nthree\n", 4)
    assert journal.has_lines(home, held) is (log == after)
    for _ in range(2):
        journal.finish(home, held)
        assert path.read_bytes() == after
    assert journal.has_lines(home, held)
    assert not journal.has_lines(home, Journal((), b"", 4))


def test_a_commit_of_which_nothing_is_done_is_taken_back(home: Path) -> None:
    held = committed(home, step())
    assert journal.withdraw(home, held)
    assert not journal.is_waiting(home)
    assert (home / TABLE).read_bytes() == OLD


@pytest.mark.parametrize("done", ["file", "log"])
def test_a_commit_that_is_partly_done_is_not_taken_back(home: Path, done: str) -> None:
    held = committed(home, step())
    if done == "file":
        (home / TABLE).write_bytes(NEW)
    else:
        (home / "changes.jsonl").write_bytes(b"one\ntwo\n")
    assert journal.withdraw(home, held) is False
    assert journal.is_waiting(home)


def test_a_file_that_stays_as_it_is_does_not_stand_against_taking_back(home: Path) -> None:
    assert journal.withdraw(home, committed(home, step(new=OLD)))


def test_a_journal_put_aside_is_found_again(home: Path) -> None:
    held = committed(home, step())
    for _ in range(2):
        name = journal.put_aside(home, held, held.steps)
    assert journal.is_waiting(home)
    journal.close(home, held)
    assert name.startswith(".csptui/unfinished-")
    assert len(name) == len(".csptui/unfinished-") + 16
    assert not journal.is_waiting(home)
    assert journal.unfinished(home) == ((name, held),)
    (home / ".csptui/unfinished-x").write_bytes(b"[]")
    assert journal.unfinished(home) == ((name, held), (".csptui/unfinished-x", None))
    assert journal.unfinished(home / "nowhere") == ()
    assert journal.changes_of(held) == ()


SOUND = {"steps": [[TABLE, disk.digest(OLD), disk.digest(NEW), TEMPORARY]], "lines": "two\n", "length": 4}


def spoilt(**changes: object) -> dict[str, object]:
    return {**SOUND, **changes}


def with_step(*cells: object) -> dict[str, object]:
    return spoilt(steps=[list(cells)])


DIGEST = disk.digest(OLD)


@pytest.mark.parametrize(
    "document",
    [
        spoilt(lines="\u00e9"),
        spoilt(lines=5),
        spoilt(length=-1),
        spoilt(length="4"),
        spoilt(steps={}),
        spoilt(steps=[[]]),
        spoilt(steps=["x"]),
        with_step(TABLE, DIGEST, DIGEST, TEMPORARY, ""),
        with_step("partnership.toml", DIGEST, DIGEST, TEMPORARY),
        with_step("../targets.csv", DIGEST, DIGEST, TEMPORARY),
        with_step("quarters/2009-10-Q5/actuals.csv", DIGEST, DIGEST, TEMPORARY),
        with_step("quarters/2009-10-Q4/x.csv", DIGEST, DIGEST, TEMPORARY),
        with_step(TABLE, "x", DIGEST, TEMPORARY),
        with_step(TABLE, DIGEST, DIGEST[:-1], TEMPORARY),
        with_step(TABLE, DIGEST, DIGEST, ""),
        with_step(TABLE, DIGEST, "", TEMPORARY),
        with_step(TABLE, DIGEST, DIGEST, "../x.tmp"),
        with_step(TABLE, DIGEST, DIGEST, 5),
        [SOUND],
        5,
    ],
)
def test_what_is_no_journal_is_refused_and_left(home: Path, document: object) -> None:
    path = journal.journal_path(home)
    for data in (json.dumps(document).encode(), b"{", b"[" * 100_000):
        path.write_bytes(data)
        with pytest.raises(StorageError, match=r"^\.csptui/journal is not the journal of a save"):
            journal.load(home)
        assert path.read_bytes() == data
    for sound in (SOUND, spoilt(length=0), spoilt(steps=[])):
        path.write_bytes(json.dumps(sound).encode())
        assert journal.load(home) is not None


def test_what_cannot_be_looked_at_may_be_a_save(home: Path) -> None:
    (home / ".csptui").rmdir()
    (home / ".csptui").symlink_to(home / ".csptui")
    assert journal.is_waiting(home)


def test_a_commit_that_fails_says_so_and_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = journal.prepare(home, Journal((step(),), b"two\n", 4))

    def refused(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    for call in ("link", "rename"):
        monkeypatch.setattr(os, call, refused)
    with pytest.raises(OSError, match="Input/output error"):
        journal.commit(home, prepared)
    assert list((home / ".csptui").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        (TEMPORARY, True),
        (".actuals.csv.0123456789abcdef.tmp", True),
        (".commentary.toml.0123456789abcdef.tmp", True),
        ("targets.csv.0123456789abcdef.tmp", False),
        (".targets.csv.0123456789abcde.tmp", False),
        (".targets.csv.0123456789abcdeg.tmp", False),
        (".targets.csv.0123456789abcdef.tmp~", False),
        (".targets.txt.0123456789abcdef.tmp", False),
    ],
)
def test_names_of_temporary_files(name: str, *, is_ours: bool) -> None:
    assert journal.is_temporary(name) is is_ours


def test_a_file_changed_before_the_commit_leaves_the_others_as_they_were(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last look comes after everything is prepared: then nothing of the save is begun."""
    (home / TEXTS).write_bytes(OLD)
    sync, calls = os.fsync, 0

    def somebody_saves(handle: int) -> None:
        nonlocal calls
        calls += 1
        sync(handle)
        (home / TABLE).write_bytes(OTHER)

    monkeypatch.setattr(os, "fsync", somebody_saves)
    with pytest.raises(ConflictError):
        save(home, [Write(TABLE, NEW, OLD), Write(TEXTS, NEW, OLD)], b"two\n")
    assert calls
    assert (home / TEXTS).read_bytes() == OLD
    assert (home / TABLE).read_bytes() == OTHER
    assert (home / "changes.jsonl").read_bytes() == b"one\n"
    assert not journal.is_waiting(home)
    assert journal.unfinished(home) == ()


class TestKept:
    """Old bytes under their digest."""

    def test_they_come_back_and_are_written_once(self, home: Path) -> None:
        name = kept.keep(home, OLD)
        assert name == disk.digest(OLD)
        path = home / ".csptui/kept" / f"{name}.z"
        before = path.stat().st_ino
        assert kept.keep(home, OLD) == name
        assert path.stat().st_ino == before
        assert zlib.decompress(path.read_bytes()) == OLD == kept.recall(home, name)
        assert len(path.read_bytes()) < len(zlib.compress(b"x" * 10_000, 0))

    @pytest.mark.parametrize("spoilt", [b"", b"rubbish", zlib.compress(OTHER), zlib.compress(OLD)[:-6]])
    def test_what_was_altered_is_nothing_and_is_kept_anew(self, home: Path, spoilt: bytes) -> None:
        path = home / ".csptui/kept" / f"{kept.keep(home, OLD)}.z"
        path.write_bytes(spoilt)
        assert kept.recall(home, disk.digest(OLD)) is None
        kept.keep(home, OLD)
        assert kept.recall(home, disk.digest(OLD)) == OLD

    def test_only_digests_are_names(self, home: Path) -> None:
        (home / ".csptui/kept").mkdir()
        for name in ("x", "a" * 63, "a" * 65, "." * 64, "../../" + "a" * 58):
            path = home / ".csptui/kept" / f"{name}.z"
            if "/" not in name:
                path.write_bytes(zlib.compress(OLD))
            assert kept.recall(home, name) is None

    def test_as_much_as_a_file_may_hold_and_no_more(self, home: Path) -> None:
        largest = b"x" * LARGEST
        assert kept.recall(home, kept.keep(home, largest)) == largest
        assert kept.recall(home, kept.keep(home, largest + b"x")) is None

    def test_a_folder_in_its_place_is_nothing(self, home: Path) -> None:
        (home / ".csptui/kept" / f"{disk.digest(OLD)}.z").mkdir(parents=True)
        assert kept.recall(home, disk.digest(OLD)) is None
