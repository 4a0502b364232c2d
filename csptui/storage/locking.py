"""The lock that the system itself keeps on a file; where a drive has none, none, and never a file instead.

A file that stands for a lock would stay behind after a kill, and keep everybody out for ever.
"""

from __future__ import annotations

import errno
import inspect
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path
    from typing import NoReturn

    from filelock import BaseFileLock

# What drives answer that have no locks, as those of a network without a daemon for them.
_NAMES = ("ENOLCK", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL")
_NO_LOCKS = {number for name in _NAMES if (number := getattr(errno, name, None)) is not None}
# A parameter of filelock from version 4 on; before that, a method does what it asks about.
_FALLBACK = "fallback_to_soft"
# Version 4 asks for no less, also of a folder that cannot be written to: the system is to say that.
_OWNER = 0o600


class HeldError(Exception):
    """Another program has the lock."""


def acquire(path: Path, seconds: float, mode: int, *, thread_local: bool = True) -> BaseFileLock | None:
    """Lock a file, or give None where its drive has no locks. Raises HeldError, or OSError."""
    import filelock  # noqa: PLC0415 - needed only to save

    lock = _hard_lock(path, {"mode": mode | _OWNER, "thread_local": thread_local})
    # Early versions of filelock wait for a lock that cannot be had as for one that is held.
    for wait in (0.0, seconds):
        try:
            lock.acquire(timeout=wait)
        except filelock.Timeout as error:
            if _has_none(path):
                return None
            if wait == seconds:
                raise HeldError from error
        except NotImplementedError:  # filelock's word for a system that knows no locks
            return None
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return None
            raise
        else:
            return lock
    return None


def _hard_lock(path: Path, options: dict[str, Any]) -> BaseFileLock:
    """Give a lock that is never a mere file, whatever this version of filelock would make of it."""
    import filelock  # noqa: PLC0415 - as above

    class HardLock(filelock.FileLock):
        def _fallback_to_soft_lock(self) -> NoReturn:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    if _FALLBACK in inspect.signature(filelock.BaseFileLock.__init__).parameters:
        options = {**options, _FALLBACK: False}
    return HardLock(path, **options)


def _has_none(path: Path) -> bool:
    """Whether a drive has no locks, asked of the system itself."""
    try:
        import fcntl  # noqa: PLC0415 - is not on Windows
    except ImportError:
        return False
    with suppress(FileNotFoundError):
        handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno in _NO_LOCKS
        finally:
            os.close(handle)
    return False
