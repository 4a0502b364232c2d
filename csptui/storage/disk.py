"""The few calls by which files are changed, each down to the disk (ARCHITECTURE, Saving 8 to 10).

What is made new is for whom its folder is for: it gets the folder's mode and, where that is allowed, its
group, since the next officer of a shared folder has to write it too.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# Windows refuses to replace a file that another program holds open, as those of colleagues do while they read
# it over a network: five seconds in all.
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0, 1.25, 1.25)
REPLACE_PAUSES = PAUSES if os.name == "nt" else ()

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_END = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
# What a system answers that cannot bring a folder to the disk at all; any other answer is a failure.
_NO_FOLDER_SYNC = {errno.EINVAL, errno.EACCES, errno.EPERM, errno.EBADF, errno.EISDIR, errno.ENOSYS}
_NO_FOLDER_SYNC |= {number for name in ("ENOTSUP", "EOPNOTSUPP") if (number := getattr(errno, name, None))}
# What it answers that knows no modes or groups, or lets nobody but the owner of a drive set them.
_NO_MODES = {errno.EPERM, errno.EINVAL, errno.ENOSYS}
_NO_MODES |= {number for name in ("ENOTSUP", "EOPNOTSUPP") if (number := getattr(errno, name, None))}
# What it answers where no file can have two names.
_NO_LINKS = _NO_MODES - {errno.EINVAL} | {errno.EMLINK}


def digest(data: bytes | None) -> str:
    """Give the SHA-256 of a file's bytes in hexadecimal; empty for a file that is not there."""
    if data is None:
        return ""
    import hashlib  # noqa: PLC0415 - needed only to save

    return hashlib.sha256(data).hexdigest()


def is_there(path: Path) -> bool:
    """Whether a name is taken, by whatever it is."""
    return os.path.lexists(path)


def write_new(path: Path, data: bytes, replaced: os.stat_result | None = None) -> None:
    """Write a file that is not there yet, down to the disk; a failure leaves none.

    It gets the mode and the group of the file that it is to replace, else those of its folder. A file whose
    bytes could not be brought to the disk is dropped, never tried again: the system may have forgotten which
    of them it still owes.
    """
    found = path.parent.stat() if replaced is None else replaced
    handle = os.open(path, _NEW, 0o600)
    try:
        try:
            _write_all(handle, data)
            _share(
                handle, _file_mode(found) if replaced is None else stat.S_IMODE(found.st_mode), found.st_gid
            )
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        with suppress(OSError):
            os.unlink(path)  # noqa: PTH108 - the calls of a save are those of os, by which it is proved
        raise


def make_empty(path: Path) -> int:
    """Make an empty file, if none is there, and give the mode that it is to have."""
    found = path.parent.stat()
    if not is_there(path):
        with suppress(FileExistsError):
            handle = os.open(path, _NEW, 0o600)
            try:
                _share(handle, _file_mode(found), found.st_gid)
            finally:
                os.close(handle)
    return _file_mode(found)


def append(path: Path, data: bytes) -> None:
    """Add bytes at a file's end, down to the disk; a failure may leave some of them."""
    found = None if is_there(path) else path.parent.stat()
    handle = os.open(path, _END, 0o666)
    try:
        if found is not None:
            _share(handle, _file_mode(found), found.st_gid)
        _write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def _file_mode(folder: os.stat_result) -> int:
    return stat.S_IMODE(folder.st_mode) & 0o666


def _share(target: int | Path, mode: int, group: int) -> None:
    """Give a new file or folder its mode and, where that is allowed, its group; Windows has neither."""
    if os.name == "nt":
        return
    found = os.stat(target)  # noqa: PTH116 - a handle has no Path
    if found.st_gid != group:
        # Only a member of a group may give a file to it.
        with suppress(PermissionError), _where_there_are_modes():
            os.chown(target, -1, group)
    if stat.S_IMODE(found.st_mode) != mode:
        with _where_there_are_modes():
            os.chmod(target, mode)  # noqa: PTH101 - as above


@contextmanager
def _where_there_are_modes() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_MODES:
            raise


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
    """Put a file in another's place in one step; on Windows, wait a while for who holds it open."""
    _patiently(os.replace, temporary, path)


def place(temporary: Path, path: Path) -> None:
    """Give a new file its name in one step, if nothing has that name. Raises FileExistsError, or OSError."""
    if os.name == "nt":
        _patiently(os.rename, temporary, path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        # A network drive may have done it, lost its own answer, and done it again.
        if not os.path.samefile(temporary, path):  # noqa: PTH121 - as above
            raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if is_there(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(path)) from error
        os.replace(temporary, path)  # noqa: PTH105 - as above
        return
    with suppress(OSError):
        os.unlink(temporary)  # noqa: PTH108 - as above


def _patiently(move: Callable[[Path, Path], None], temporary: Path, path: Path) -> None:
    for pause in REPLACE_PAUSES:
        try:
            move(temporary, path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    move(temporary, path)


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
        found = path.parent.stat()
        _share(path, stat.S_IMODE(found.st_mode) & 0o2777, found.st_gid)
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
