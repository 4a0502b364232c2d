"""Two saves that no lock keeps apart, and one that is partly lost: nothing is forgotten, or falsely told."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from csptui.domain.change import NEW_QUARTER, Change
from csptui.domain.problem import StorageError
from csptui.storage import changes, disk, half_lost, journal
from csptui.storage.changes import Action, Tail
from csptui.storage.log import verify
from csptui.storage.writing import Write, locked, recover, save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLD, NEW, THEIRS = b"old\n", b"new\n", b"theirs\n"
Q4 = "2009/10 Q4"
TABLE, ACTUALS = "targets.csv", "quarters/2009-10-Q4/actuals.csv"
TEXTS, LOG = "quarters/2009-10-Q4/commentary.toml", "changes.jsonl"
PLACING = "rename" if os.name == "nt" else "link"


class KilledError(BaseException):
    """The program is killed here."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a folder with three files and a log of one line."""
    folder = tmp_path / "home"
    (folder / TEXTS).parent.mkdir(parents=True)
    for where in (TABLE, ACTUALS, TEXTS):
        (folder / where).write_bytes(OLD)
    (folder / LOG).write_bytes(lines_of(folder, [Change(Q4, "value", "1", "2", "A1")]))
    return folder


def lines_of(home: Path, made: list[Change], *where: str) -> bytes:
    files = {one: (disk.digest(OLD), disk.digest(NEW)) for one in where}
    action = Action("A. Officer", datetime(2010, 4, 20, tzinfo=UTC), files=files)
    return changes.lines(made, changes.read_tail(home / LOG), action)


def killed_at(patch: pytest.MonkeyPatch, name: str, number: int) -> None:
    """Be killed before the `number`th call of a function of the system, from 1."""
    real, calls = getattr(os, name), 0

    def call(*args: object) -> object:
        nonlocal calls
        calls += 1
        if calls == number:
            raise KilledError
        return real(*args)

    patch.setattr(os, name, call)


def first(patch: pytest.MonkeyPatch, before: Callable[[], None]) -> None:
    """Do something just before the next journal takes its place."""
    real = getattr(os, PLACING)

    def call(*args: object) -> None:
        patch.setattr(os, PLACING, real)
        before()
        real(*args)

    patch.setattr(os, PLACING, call)


def killed_save(home: Path, *writes: Write, lines: bytes = b"") -> None:
    """Save, and be killed after the commit, before the first file is replaced."""
    with pytest.MonkeyPatch.context() as patch:
        real = os.replace

        def call(old: Path, new: Path) -> None:
            if ".csptui" not in new.parts:
                raise KilledError
            real(old, new)

        patch.setattr(os, "replace", call)
        with pytest.raises(KilledError):
            save(home, writes, lines)


@pytest.mark.parametrize("links", [True, False])
def test_a_commit_never_takes_the_place_of_another_machines(
    home: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    """Where a drive has no links, after a look that none is there."""
    if not links:
        if os.name == "nt":
            pytest.skip("this system gives a name by renaming")

        def refused(*_: object) -> None:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))

        monkeypatch.setattr(os, "link", refused)
    theirs = [Write(TABLE, THEIRS, OLD), Write(ACTUALS, THEIRS, OLD)]
    first(monkeypatch, lambda: killed_save(home, *theirs, lines=b"theirs\n"))
    before = (home / LOG).read_bytes()
    with pytest.raises(StorageError, match="An earlier save waits to be finished, so nothing was written"):
        save(home, [Write(TEXTS, NEW, OLD)], b"mine\n")
    assert (home / TEXTS).read_bytes() == OLD
    assert [one.name for one in (home / ".csptui").glob("journal*")] == ["journal"]
    assert not list((home / TEXTS).parent.glob(".commentary*"))
    recover(home)
    assert ((home / TABLE).read_bytes(), (home / ACTUALS).read_bytes()) == (THEIRS, THEIRS)
    assert (home / LOG).read_bytes() == before + b"theirs\n"
    assert save(home, [Write(TEXTS, NEW, OLD)]) == ""
    assert (home / TEXTS).read_bytes() == NEW


def test_a_link_whose_answer_was_lost_is_a_commit(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network drive asks again, and is told that the name is taken: by itself."""
    if os.name == "nt":
        pytest.skip("this system gives a name by renaming")
    real = os.link

    def twice(*args: str) -> None:
        real(*args)
        real(*args)

    monkeypatch.setattr(os, "link", twice)
    assert save(home, [Write(TEXTS, NEW, OLD)]) == ""
    assert (home / TEXTS).read_bytes() == NEW
    assert not list((home / ".csptui").glob("journal*"))


def test_nobody_takes_away_another_ones_journal(home: Path) -> None:
    killed_save(home, Write(TABLE, NEW, OLD))
    held = journal.load(home)
    other = journal.Journal((), b"other\n", 0)
    journal.close(home, other)
    assert journal.withdraw(home, other) is False
    assert journal.load(home) == held


def test_journals_that_killed_saves_have_prepared_go_after_an_hour(home: Path) -> None:
    (home / ".csptui").mkdir()
    old, young = (home / f".csptui/journal.{letter * 16}.new" for letter in "ab")
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    save(home, [Write(TABLE, NEW, OLD)])
    assert (old.exists(), young.exists()) == (False, True)


BOTH = [
    Change(Q4, "value", "1", "2", "NI33"),
    Change(Q4, "comment", "", "Mine.", "NI33"),
    Change(Q4, "status", "", "provisional", "NI33"),
    Change(Q4, "target", "", "5", "NI33"),
]


def partly_lost(home: Path, where: str) -> None:
    """Leave a killed save of three files of which another program has then changed one."""
    lines = lines_of(home, BOTH, ACTUALS, TEXTS, TABLE)
    killed_save(home, *[Write(one, NEW, OLD) for one in (ACTUALS, TEXTS, TABLE)], lines=lines)
    (home / where).write_bytes(THEIRS)


def logged(home: Path) -> list[str]:
    return [one.change.field for one in changes.read_log(home / LOG)][1:]


@pytest.mark.parametrize(
    ("where", "left", "lost"),
    [
        (ACTUALS, ["comment", "target"], ["value", "status"]),
        (TEXTS, ["value", "status", "target"], ["comment"]),
        (TABLE, ["value", "comment", "status"], ["target"]),
    ],
)
def test_what_is_lost_is_put_aside_and_not_logged(
    home: Path, where: str, left: list[str], lost: list[str]
) -> None:
    partly_lost(home, where)
    with locked(home):
        recover(home)
    assert logged(home) == left
    entries = changes.read_log(home / LOG)
    assert {one for entry in entries[1:] for one in entry.files} == {ACTUALS, TEXTS, TABLE} - {where}
    assert entries[1].files
    assert [one.seen for one in entries] == ["", *(one.digest for one in entries[:-1])]
    assert len({one.action for one in entries[1:]}) == 1
    assert verify(home / LOG).is_sound
    ((_, aside),) = journal.unfinished(home)
    assert aside is not None
    assert [one.change.field for one in journal.changes_of(aside)] == lost
    assert not journal.is_waiting(home)


@pytest.mark.parametrize("name", ["replace", "open", "fsync", "unlink"])
def test_a_recovery_of_what_is_partly_lost_may_be_killed_at_any_call(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Nothing of it is forgotten, and no line stands in the log twice."""
    partly_lost(home, TEXTS)
    kills = 0
    for number in range(1, 60):
        trial = home.with_name(f"trial {number}")
        shutil.copytree(home, trial)
        with monkeypatch.context() as patch:
            killed_at(patch, name, number)
            try:
                recover(trial)
            except KilledError:
                kills += 1
        recover(trial)
        assert logged(trial) == ["value", "status", "target"]
        assert verify(trial / LOG).is_sound
        ((_, aside),) = journal.unfinished(trial)
        assert aside is not None
        assert [one.change.field for one in journal.changes_of(aside)] == ["comment"]
        assert not journal.is_waiting(trial)
        if kills < number:
            break
    assert kills


def test_lines_left_of_a_log_that_was_open_and_of_other_kinds() -> None:
    """A line that cannot be read is on both sides, since nobody knows what it is of."""
    tail = Tail("a" * 64, is_open=True)
    made = [Change("2010/11 Q1", NEW_QUARTER, "", "2010/11 Q1"), Change("x", "value", "", "1", "A1")]
    action = Action("A. Officer", datetime(2010, 4, 20, tzinfo=UTC))
    lines = changes.lines([*made, Change(Q4, "narrative", "", "x", "", "t")], tail, action) + b"two\n"
    lost = {"quarters/2010-11-Q1/actuals.csv"}
    whole = lines.lstrip(b"\n").splitlines(keepends=True)
    assert half_lost.lines_lost(lines, lost) == whole[0] + b"two\n"
    left = half_lost.lines_left(lines, lost)
    assert left.startswith(b"\n{")
    assert left.endswith(b"\ntwo\n")
    entries = [changes.logged_of(line) for line in left.strip().splitlines()]
    fields = [one and (one.change.field, one.seen) for one in entries]
    assert entries[0] is not None
    assert fields == [("value", "a" * 64), ("narrative", entries[0].digest), None]
    assert half_lost.lines_left(lines, set()) == lines
