"""A drive without locks: saving goes on without, and drafts are not lost, nor taken from a running app."""

from __future__ import annotations

import errno
import os
import tempfile
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

import filelock
import pytest

from csptui.domain.problem import LockedError, StorageError
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage import locking, writing
from csptui.storage.draft_lines import KeptText
from csptui.storage.drafts import DraftJournal
from csptui.storage.examine import folder_signs
from csptui.storage.writing import LOCK, Write, locked, save

fcntl = pytest.importorskip("fcntl", reason="this system has locks of another kind")

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLD, NEW = b"old\n", b"new\n"
TABLE = "targets.csv"
NONE = [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL]
TYPED = KeptText(Quarter(FinancialYear(2009), 4), "safety", "Half a sentence", "")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a folder with a file."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / TABLE).write_bytes(OLD)
    return tmp_path / "home"


def without_locks(patch: pytest.MonkeyPatch, code: int, below: Path) -> None:
    """Make the system answer that the drive that holds a folder has no locks."""
    real = fcntl.flock

    def answer(handle: int, operation: int) -> None:
        held = os.fstat(handle)
        for path in below.rglob("*"):
            if path.is_file() and os.path.samestat(path.stat(), held):
                raise OSError(code, os.strerror(code))
        real(handle, operation)

    patch.setattr(fcntl, "flock", answer)


@pytest.mark.parametrize("code", NONE, ids=[errno.errorcode[code] for code in NONE])
def test_a_save_goes_on_without_a_lock_again_and_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Nor does any file stand for the lock, which a kill would leave there."""
    without_locks(monkeypatch, code, home)
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.0)
    for old, new in ((OLD, NEW), (NEW, OLD)):
        with warnings.catch_warnings(), locked(home), locked(home):
            save(home, [Write(TABLE, new, old)])
    assert (home / TABLE).read_bytes() == OLD


def test_a_lock_that_was_left_there_keeps_nobody_out(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with locked(home):
        save(home, [Write(TABLE, NEW, OLD)])
    (home / LOCK).touch()
    without_locks(monkeypatch, errno.ENOSYS, home)
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.0)
    with locked(home):
        save(home, [Write(TABLE, OLD, NEW)])


def test_the_examination_says_so_and_leaves_no_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / LOCK).parent.mkdir()
    (home / LOCK).touch()
    without_locks(monkeypatch, errno.ENOSYS, home)
    found = {sign.name: sign.found for sign in folder_signs(home)}
    assert found["lock"] == "the drive has no locks: saves go on without"
    assert [path.name for path in (home / LOCK).parent.iterdir()] == ["lock"]


def test_an_early_filelock_that_waits_where_there_is_no_lock(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Versions before 3.29 took each answer but one for a lock that is held: the system itself is asked."""

    def waits(self: filelock.BaseFileLock, **_: object) -> None:
        raise filelock.Timeout(self.lock_file)

    monkeypatch.setattr(filelock.FileLock, "acquire", waits)
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.0)
    (home / ".csptui").mkdir()
    (home / LOCK).touch()
    with pytest.raises(LockedError), locked(home):
        pytest.fail("the lock was had")
    without_locks(monkeypatch, errno.ENOLCK, home)
    with locked(home):
        save(home, [Write(TABLE, NEW, OLD)])


def test_no_version_of_filelock_puts_a_file_in_the_place_of_a_lock(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those before 4 have no parameter for it, and turn to one by a method of their own."""
    monkeypatch.setattr(locking, "_FALLBACK", "a parameter that there is not")
    without_locks(monkeypatch, errno.ENOSYS, home)
    assert locking.acquire(home / TABLE, 0, 0o644) is None


@pytest.mark.parametrize("code", [errno.EIO, errno.EROFS])
def test_another_failure_of_the_lock_is_a_refusal(
    home: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    without_locks(monkeypatch, code, home)
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.0)
    # An early filelock cannot tell it from a lock that is held.
    with pytest.raises((StorageError, LockedError), match="nothing was written"), locked(home):
        pytest.fail("the lock was had")


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Give what makes a place for drafts on a drive without locks; they may be had nearby."""

    def made(*, nearby: bool) -> Path:
        place, near = tmp_path / "d", tmp_path / "near"
        place.mkdir()
        near.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", os.fspath(near))
        without_locks(monkeypatch, errno.ENOLCK, place if nearby else tmp_path)
        return place

    return made


def test_drafts_of_a_running_app_are_left_to_it_and_offered_once_it_has_ended(
    nowhere: Callable[..., Path], tmp_path: Path
) -> None:
    place = nowhere(nearby=True)
    running = DraftJournal.open(place, tmp_path)
    running.hold([TYPED])
    running.write()
    assert DraftJournal.open(place, tmp_path).found == ()
    running.close()
    after = DraftJournal.open(place, tmp_path)
    assert after.found == (TYPED,)
    assert DraftJournal.open(place, tmp_path).found == ()
    after.hold([])
    after.close()
    assert list(place.iterdir()) == []
    assert list((tmp_path / "near").iterdir()) == []


def test_drafts_without_any_lock_may_be_offered_twice_and_none_is_lost(
    nowhere: Callable[..., Path], tmp_path: Path
) -> None:
    """As those of an app on another machine: it writes again what another app has taken to itself."""
    place = nowhere(nearby=False)
    running = DraftJournal.open(place, tmp_path)
    running.hold([TYPED])
    running.write()
    other = DraftJournal.open(place, tmp_path)
    assert other.found == (TYPED,)
    other.hold(other.found)
    other.close()
    more = KeptText(TYPED.quarter, "health", "More", "")
    running.hold([TYPED, more])
    running.close()
    found = DraftJournal.open(place, tmp_path)
    assert {*found.found, *found.spare} == {TYPED, more}


def test_a_folder_that_cannot_be_written_to_is_told_of_and_no_mode_is_refused(home: Path) -> None:
    """The mode of a lock follows from its folder's, and filelock itself wants the owner to read and write."""
    with locked(home):
        save(home, [Write(TABLE, NEW, OLD)])
    lock = home / LOCK
    lock.chmod(0o444)
    lock.parent.chmod(0o555)
    try:
        told = {sign.name: sign.found for sign in folder_signs(home)}
        with suppress(StorageError), locked(home):
            pass
    finally:
        lock.parent.chmod(0o755)
    assert told["lock"] in {"free", "it cannot be tried"}
