"""Writes files whole or not at all, and never over a change that was not seen (ARCHITECTURE, Saving)."""

from __future__ import annotations

import os
import stat
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csptui.domain.problem import ConflictError, LockedError, StorageError
from csptui.storage.files import read_bytes, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LOCK = ".csptui.lock"
LOCK_SECONDS = 10.0
# Windows refuses to replace a file that another program holds open, often for a moment only.
REPLACE_PAUSES = (0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ()


@dataclass(frozen=True, slots=True)
class Write:
    """New bytes for a file below the data folder; `seen` is what was read, None if it was not there."""

    where: str
    data: bytes
    seen: bytes | None = None


@dataclass(frozen=True, slots=True)
class Append:
    """Bytes to put at the end of a file below the data folder."""

    where: str
    data: bytes


@dataclass(slots=True)
class _Prepared:
    """A write that is ready: its temporary file is on the disk, and the old bytes are at hand."""

    write: Write
    path: Path
    temporary: Path
    old: bytes | None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: a courtesy between programs, since correctness comes from comparing bytes."""
    import filelock  # noqa: PLC0415 - needed only to save

    path = folder / LOCK
    if path.is_symlink():
        message = f"{LOCK} is a link: take it away, then save again"
        raise StorageError(message)
    lock = filelock.FileLock(path, timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        message = (
            "Another program is saving in this folder and did not finish: nothing was written, try again"
        )
        raise LockedError(message) from error
    except NotImplementedError:
        yield
        return
    except OSError as error:
        message = f"The folder cannot be written to ({reason(error)}): nothing was written"
        raise StorageError(message) from error
    try:
        yield
    finally:
        lock.release()


def save(folder: Path, writes: Sequence[Write], log: Append | None = None) -> None:
    """Write all the files and the log, or none of them; the caller holds the lock.

    Raises ConflictError if a file is not as it was seen, StorageError if one cannot be written.
    """
    prepared: list[_Prepared] = []
    try:
        for write in writes:
            path = inside(folder, write.where)
            old = _unchanged(path, write)
            prepared.append(_Prepared(write, path, _temporary(path, write.data), old))
        _commit(folder, prepared, log)
    except OSError as error:
        raise _not_saved(error) from error
    finally:
        for one in prepared:
            with suppress(OSError):
                one.temporary.unlink()


def inside(folder: Path, where: str) -> Path:
    """Give the path of a file that may be written: in the folder, plain or new, and not read-only."""
    path = folder.joinpath(*where.split("/"))
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
        f"{write.where} {done} since it was read. Nothing was written and what you typed is kept: "
        "look at the file's new state, then save again"
    )
    raise ConflictError(message)


def _temporary(path: Path, data: bytes) -> Path:
    """Write the bytes beside the target, in a new file with the target's mode, down to the disk."""
    temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(temporary, flags, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _commit(folder: Path, prepared: Sequence[_Prepared], log: Append | None) -> None:
    """Log, then replace; a failure on the way takes back what was done."""
    for one in prepared:
        _unchanged(one.path, one.write)
    length = None if log is None else _append(inside(folder, log.where), log)
    done: list[_Prepared] = []
    try:
        for one in prepared:
            _replace(one.temporary, one.path)
            done.append(one)
            _fsync_folder(one.path.parent)
            _read_back(one)
    except (OSError, StorageError):
        for one in reversed(done):
            _put_back(one)
        if log is not None and length is not None:
            _take_back(folder / log.where, log, length)
        raise


def _replace(temporary: Path, path: Path) -> None:
    for pause in REPLACE_PAUSES:
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    temporary.replace(path)


def _fsync_folder(folder: Path) -> None:
    """Bring a rename to the disk, where the system can; network drives may refuse."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _read_back(one: _Prepared) -> None:
    if read_bytes(one.path, one.write.where) != one.write.data:
        message = f"{one.write.where} did not come back as it was written, so it is not saved: try again"
        raise StorageError(message)


def _put_back(one: _Prepared) -> None:
    """Bring the old state back after a failure; what cannot be brought back is said by the error raised."""
    with suppress(OSError):
        if one.old is None:
            one.path.unlink()
            return
        temporary = _temporary(one.path, one.old)
        try:
            _replace(temporary, one.path)
        except OSError:
            temporary.unlink()
            raise
        _fsync_folder(one.path.parent)


def _append(path: Path, log: Append) -> int:
    """Add bytes at a file's end, down to the disk; give the length it had. A failure leaves it as it was."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(path, flags, 0o666)
    try:
        length = os.fstat(handle).st_size
        try:
            rest = memoryview(log.data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fsync(handle)
        except OSError:
            with suppress(OSError):
                os.ftruncate(handle, length)
            raise
        return length
    finally:
        os.close(handle)


def _take_back(path: Path, log: Append, length: int) -> None:
    """Cut the log where it ended before, unless somebody has added to it since."""
    with suppress(OSError):
        if path.stat().st_size == length + len(log.data):
            os.truncate(path, length)


def _not_saved(error: OSError) -> StorageError:
    name = Path(error.filename).name if isinstance(error.filename, str) else "a file"
    return StorageError(f"Not saved: {name} could not be written ({reason(error)}). What you typed is kept")
