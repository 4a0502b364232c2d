"""Saves files whole, all of one action or none, and never over a change that was not seen.

The order of ARCHITECTURE, Saving: gate, compare, keep the old bytes, write the new ones beside the files,
commit by the journal, replace, log, read back. Before the commit a failure leaves everything as it was;
after it the save comes true, at the next start if not now.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csptui.domain.problem import ConflictError, LockedError, StorageError
from csptui.storage import disk, journal, kept, locking
from csptui.storage.changes import FILE as LOG
from csptui.storage.disk import digest
from csptui.storage.files import read_bytes, reason
from csptui.storage.journal import OWN, Journal, Step, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LOCK = f"{OWN}/lock"
LOCK_SECONDS = 10.0
_ENDING = ".tmp"
_ORPHANED = 3600.0


class ChangedError(ConflictError):
    """A file was changed between its reading and the save: with what it holds now, another try may do."""


@dataclass(frozen=True, slots=True)
class Write:
    """New bytes for a file below the data folder, or None to take it away.

    `seen` is what was read and is to be replaced, None if the file was not there.
    """

    where: str
    data: bytes | None
    seen: bytes | None = None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, where its drive has locks.

    It is a courtesy between programs: correctness comes from comparing bytes.
    """
    path = folder / OWN / "lock"
    try:
        own_folder(folder)
        if path.is_symlink():
            message = f"{LOCK} is a link: take it away, then save again"
            raise StorageError(message)
        lock = locking.acquire(path, LOCK_SECONDS, disk.make_empty(path))
    except locking.HeldError as error:
        message = (
            "Another program is saving in this folder and did not finish: nothing was written, try again"
        )
        raise LockedError(message) from error
    except OSError as error:
        message = f"The folder cannot be written to ({reason(error)}): nothing was written"
        raise StorageError(message) from error
    try:
        yield
    finally:
        # What was done under the lock is done, and told, whatever the system says of letting it go.
        with suppress(OSError):
            if lock is not None:
                lock.release()


def own_folder(folder: Path) -> Path:
    """Give the folder for what the program itself keeps in a data folder, made if it is missing."""
    own = folder / OWN
    disk.make_folder(own)
    if own.is_symlink() or not own.is_dir():
        message = f"{OWN} is a link or no folder: take it away, then save again. Nothing was written"
        raise StorageError(message)
    return own


def save(folder: Path, writes: Sequence[Write], lines: bytes = b"") -> str:
    """Write all files and add the lines to the log, or do none of it; the caller holds the lock.

    Gives a sentence if the save is sure but not finished, else nothing. Raises ConflictError if a file is
    not as it was seen, StorageError if it cannot be written; then nothing has changed.
    """
    steps: list[Step] = []
    manifest: Journal | None = None
    try:
        _begin(folder)
        for write in writes:
            # One at a time: what is prepared is known if the next one fails.
            steps.append(_prepared(folder, write))  # noqa: PERF401
        _settle(folder, steps)
        _clear_orphans(folder, steps)
        length = _log_length(folder)
        for write in writes:
            _unchanged(inside(folder, write.where), write)
        prepared = Journal(tuple(steps), lines, length)
        path = journal.prepare(folder, prepared)
        manifest = prepared
        journal.commit(folder, path)
    except (OSError, StorageError, ConflictError) as error:
        is_sure = manifest is not None and _binds(folder, manifest, error)
        if manifest is not None and is_sure and not journal.withdraw(folder, manifest):
            return _LATER
        _drop(folder, steps)
        if isinstance(error, OSError):
            raise _not_saved(error) from error
        raise
    told = _finished(folder, manifest)
    if not told:
        kept.prune(folder, {step.old for step in steps if step.old})
    return told


_LATER = "It is saved, and will be finished at the next start"


def _begin(folder: Path) -> None:
    own_folder(folder)
    if journal.is_waiting(folder):
        raise StorageError(journal.WAITING)


def _binds(folder: Path, manifest: Journal, error: Exception) -> bool:
    """Whether a commit that failed is binding; where that cannot be known, it may be."""
    if isinstance(error, journal.TakenError) or not journal.is_waiting(folder):
        return False
    try:
        return journal.load(folder) == manifest
    except StorageError:
        return True


def _prepared(folder: Path, write: Write) -> Step:
    """Keep the old bytes and write the new ones beside them."""
    path = inside(folder, write.where)
    old = _unchanged(path, write)
    if old is not None:
        kept.keep(folder, old)
    if write.data is None:
        return Step(write.where, digest(old), "", "")
    temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}{_ENDING}")
    disk.write_new(temporary, write.data, None if old is None else path.stat())
    return Step(write.where, digest(old), digest(write.data), temporary.name)


def _settle(folder: Path, steps: Sequence[Step]) -> None:
    """Bring the names of what is kept and of the new files to the disk: the journal relies on them."""
    if any(step.old for step in steps):
        kept.settle(folder)
    for parent in dict.fromkeys(path_of(folder, step.where).parent for step in steps if step.new):
        disk.sync_folder(parent)


def _drop(folder: Path, steps: Sequence[Step]) -> None:
    """Clear away the new files of a save of which nothing will come true."""
    for step in steps:
        with suppress(OSError):
            disk.remove(path_of(folder, step.where).with_name(step.temporary))


def _clear_orphans(folder: Path, steps: Sequence[Step]) -> None:
    """Clear away what killed saves have left beside the files, an hour and more before this one.

    What is younger may belong to a save that is under way on another machine, which no lock tells of.
    """
    mine = {step.temporary: path_of(folder, step.where).parent for step in steps if step.new}
    for name, parent in mine.items():
        with suppress(OSError):
            now = parent.joinpath(name).stat().st_mtime
            for one in (*parent.iterdir(), *(folder / OWN).iterdir()):
                is_orphan = journal.is_temporary(one.name) or journal.is_prepared(one.name)
                if is_orphan and one.name not in mine and one.lstat().st_mtime < now - _ORPHANED:
                    disk.remove(one)


def _finished(folder: Path, manifest: Journal) -> str:
    """Bring a committed save to its end; an error leaves it to the next start, or takes all of it back."""
    try:
        journal.finish(folder, manifest)
        _read_back(folder, manifest)
        journal.close(folder, manifest)
    except (OSError, StorageError) as error:
        if journal.withdraw(folder, manifest):
            _drop(folder, manifest.steps)
            raise (_not_saved(error) if isinstance(error, OSError) else error) from error
        told = reason(error) if isinstance(error, OSError) else str(error)
        return f"{_LATER} ({told})"
    except ConflictError:
        # Should the journal stay, the next start finds its lines in the log, and takes it away.
        with suppress(OSError, StorageError):
            journal.close(folder, manifest)
        raise
    return ""


def _read_back(folder: Path, manifest: Journal) -> None:
    for step in manifest.steps:
        if digest(read_bytes(path_of(folder, step.where), step.where)) != step.new:
            message = (
                f"{step.where} did not come back as it was written: another program writes to it too. "
                "Read the files again"
            )
            raise ConflictError(message)


def recover(folder: Path) -> None:
    """Bring an interrupted save to its end, if one is waiting; the caller holds the lock.

    Raises StorageError if the system will not have it now. What somebody else has changed since is left to
    them, and the journal put aside with what it was to save.
    """
    manifest = journal.load(folder)
    if manifest is None:
        return
    try:
        # What a killed save has done may be in memory alone, its commit first of all.
        disk.sync_folder(folder / OWN)
        if not journal.has_lines(folder, manifest):
            lost = journal.place(folder, manifest)
            if lost:
                journal.put_aside(folder, manifest, lost)
            journal.log(folder, manifest, lost)
        journal.settle(folder, manifest)
        journal.close(folder, manifest)
    except OSError as error:
        message = f"An interrupted save waits to be finished, and cannot be now ({reason(error)}): try again"
        raise StorageError(message) from error


def inside(folder: Path, where: str) -> Path:
    """Give the path of a file that may be written: in the folder, plain or new, and not read-only."""
    path = path_of(folder, where)
    try:
        parent = path.parent.resolve(strict=True)
        found = path.lstat() if os.path.lexists(path) else None
    except OSError as error:
        message = f"{where} cannot be written ({reason(error)}): nothing was written"
        raise StorageError(message) from error
    if not parent.is_relative_to(folder.resolve()):
        message = f"{where} leads out of the data folder by a link: nothing was written"
        raise StorageError(message)
    if found is not None and not stat.S_ISREG(found.st_mode):
        message = f"{where} is a link or no plain file: nothing was written; put a plain file in its place"
        raise StorageError(message)
    if found is not None and not found.st_mode & stat.S_IWUSR:
        message = f"{where} is marked read-only: nothing was written; take the mark off, then save again"
        raise StorageError(message)
    return path


def _unchanged(path: Path, write: Write) -> bytes | None:
    """Give the bytes that are there, if they are the ones that were seen."""
    data = read_bytes(path, write.where)
    if data == write.seen:
        return data
    done = "was taken away" if data is None else "was changed by another program"
    message = (
        f"{write.where} {done} since it was read. Nothing was written: read the files again, then save again"
    )
    raise ChangedError(message)


def _log_length(folder: Path) -> int:
    """Give the log's length, after making sure that it may be added to."""
    path = inside(folder, LOG)
    return path.stat().st_size if disk.is_there(path) else 0


def _not_saved(error: OSError) -> StorageError:
    name = Path(error.filename).name if isinstance(error.filename, str) else "a file"
    return StorageError(f"Not saved: {name} could not be written ({reason(error)}). Nothing was written")
