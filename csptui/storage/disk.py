"""The few calls by which files are changed, each down to the disk (ARCHITECTURE, Saving 8 to 10)."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Windows refuses to replace a file that another program holds open, often for a moment only.
REPLACE_PAUSES = (0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ()

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_END = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
# What a system answers that cannot bring a folder to the disk at all; any other answer is a failure.
_NO_FOLDER_SYNC = {errno.EINVAL, errno.EACCES, errno.EPERM, errno.EBADF, errno.EISDIR, errno.ENOSYS}
_NO_FOLDER_SYNC |= {number for name in ("ENOTSUP", "EOPNOTSUPP") if (number := getattr(errno, name, None))}


def digest(data: bytes | None) -> str:
    """Give the SHA-256 of a file's bytes in hexadecimal; empty for a file that is not there."""
    if data is None:
        return ""
    import hashlib  # noqa: PLC0415 - needed only to save

    return hashlib.sha256(data).hexdigest()


def is_there(path: Path) -> bool:
    """Whether a name is taken, by whatever it is."""
    return os.path.lexists(path)


def write_new(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write a file that is not there yet, down to the disk; a failure leaves none.

    A file whose bytes could not be brought to the disk is dropped, never tried again: the system may
    have forgotten which of them it still owes.
    """
    handle = os.open(path, _NEW, 0o666 if mode is None else 0o600)
    try:
        try:
            _write_all(handle, data)
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(handle, mode)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        with suppress(OSError):
            os.unlink(path)  # noqa: PTH108 - the calls of a save are those of os, by which it is proved
        raise


def append(path: Path, data: bytes) -> None:
    """Add bytes at a file's end, down to the disk; a failure may leave some of them."""
    handle = os.open(path, _END, 0o666)
    try:
        _write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def cut(path: Path, size: int) -> None:
    """Take bytes off a file's end; what is appended after that brings it to the disk."""
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0))
    try:
        os.ftruncate(handle, size)
    finally:
        os.close(handle)


def settle(path: Path) -> None:
    """Bring a file to the disk that somebody else has written, perhaps no further than to memory."""
    # Windows brings to the disk only what is open for writing; elsewhere a read-only file may be brought too.
    flags = os.O_RDWR if os.name == "nt" else os.O_RDONLY
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(temporary: Path, path: Path) -> None:
    """Put a file in another's place in one step; on Windows, wait a moment for who holds it open."""
    for pause in REPLACE_PAUSES:
        try:
            os.replace(temporary, path)  # noqa: PTH105 - as above
        except PermissionError:
            time.sleep(pause)
        else:
            return
    os.replace(temporary, path)  # noqa: PTH105 - as above


def remove(path: Path) -> None:
    """Take a file away; one that is not there is no error."""
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108 - as above


def make_folder(path: Path) -> bool:
    """Make a folder in one that is there, down to the disk; tell whether it is new."""
    try:
        os.mkdir(path)  # noqa: PTH102 - as above
    except FileExistsError:
        return False
    try:
        sync_folder(path.parent)
    except OSError:
        with suppress(OSError):
            os.rmdir(path)  # noqa: PTH106 - as above
        raise
    return True


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can; network drives may refuse to."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
