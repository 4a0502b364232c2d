"""Puts finished documents in a folder, each whole or not at all; what a person has changed there is kept."""

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.problem import StorageError
from csptui.storage import disk
from csptui.storage.files import reason

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

_MOST_KEPT = 999
_NEW = re.compile(r"[0-9]+\.new")
_ORPHANED = 3600.0
"""Seconds: what is younger may belong to a making that is under way, here or on another machine."""


class Outcome(Enum):
    """What came of putting a file."""

    WRITTEN = "written"
    AS_IT_WAS = "as it was"


class Put(NamedTuple):
    """A file that was put: where, what came of it, and under which name an earlier one is kept, if it is."""

    path: Path
    outcome: Outcome
    kept: str = ""


def read_out(path: Path, most: int | None = None) -> bytes | None:
    """Give the bytes of a finished document; None where there is no file of that name.

    Raises StorageError with the sentence for the officer if it cannot be read, or has more than `most` bytes.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return None
        if most is not None and found.st_size > most:
            size = f"{found.st_size / 1_000_000:,.0f} MB"
            message = f"{path} has {size}, and no more than {most // 1_000_000} MB are read"
            raise StorageError(message)
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"{path} cannot be read: {reason(error)}"
        raise StorageError(message) from error


def put(folder: Path, name: str, data: bytes, ours: Container[str] = ()) -> Put:
    """Put a document in a folder, which is made if need be; `name` may have folders of its own, with `/`.

    `ours` are the digests of what the program itself has put under this name: any other file there is
    somebody's work and is given another name first. Raises StorageError with the sentence for the officer.
    """
    path = folder.joinpath(*name.split("/"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            message = f"{path} is a folder: take it away, or choose another folder with -o"
            raise StorageError(message)
        _clear_orphans(path)
        if path.is_file() and read_out(path) == data:
            return Put(path, Outcome.AS_IT_WAS)
        new = path.with_name(f".{path.name}.{os.getpid()}.new")
        disk.remove(new)
        disk.write_new(new, data)
        try:
            # Somebody may have saved it while ours was written.
            is_theirs = disk.is_there(path) and disk.digest(read_out(path)) not in ours
            kept = _keep(path) if is_theirs else ""
            disk.replace(new, path)
        except OSError:
            disk.remove(new)
            raise
        disk.sync_folder(path.parent)
    except OSError as error:
        message = f"{path} cannot be written: {_why(error, path.parent)}"
        raise StorageError(message) from error
    return Put(path, Outcome.WRITTEN, kept)


def take_away(folder: Path, name: str, ours: Container[str]) -> str:
    """Take a document away that is not made any more; give the name under which somebody's work is kept.

    `ours` is as for `put`. Raises StorageError with the sentence for the officer.
    """
    path = folder.joinpath(*name.split("/"))
    try:
        if not path.is_file():
            return ""
        if disk.digest(read_out(path)) not in ours:
            return _keep(path)
        disk.remove(path)
        disk.sync_folder(path.parent)
    except OSError as error:
        message = f"{path} cannot be taken away: {_why(error, path.parent)}"
        raise StorageError(message) from error
    return ""


def _keep(path: Path) -> str:
    """Give a file another name, the first that is free, and tell which."""
    for number in range(1, _MOST_KEPT + 1):
        other = path.with_name(f"{path.stem}.kept-{number}{path.suffix}")
        if not disk.is_there(other):
            # Another program may take the name meanwhile, for a file that is not lost either.
            with suppress(FileExistsError):
                disk.place(path, other)
                return other.name
    message = f"{path}: there are {_MOST_KEPT} kept files beside it: take some away"
    raise StorageError(message)


def _clear_orphans(path: Path) -> None:
    """Take away what killed makings have left of a file beside it, half written, an hour ago and more."""
    begins, oldest = f".{path.name}.", time.time() - _ORPHANED
    with suppress(OSError):
        for one in list(path.parent.iterdir()):
            is_ours = one.name.startswith(begins) and _NEW.fullmatch(one.name.removeprefix(begins))
            if is_ours and one.lstat().st_mtime < oldest:
                disk.remove(one)


def _why(error: OSError, folder: Path) -> str:
    """Say why a file could not be written; on Windows one that is open in Word cannot."""
    if isinstance(error, FileExistsError | NotADirectoryError) and not folder.is_dir():
        return f"{folder} is no folder: choose another with -o"
    if isinstance(error, PermissionError) and os.name == "nt":
        return "it is open in another program, or its folder may not be written to: close it and try again"
    return reason(error)
