"""Reads a file once, keeps its bytes, and refuses what is not honest text (ARCHITECTURE, Saving 1)."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.problem import Place, Problem, Severity
from csptui.storage.findings import broken
from csptui.storage.names import is_inside

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 5_000_000

_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
# A letter of two bytes or more, as UTF-8 has it: read as Windows-1252 it would be two or three wrong signs.
_MULTIBYTE = re.compile(rb"[\xc3-\xc9][\x80-\xbf]|[\xe2-\xe3][\x80-\xbf]{2}")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: |\r?$)", re.MULTILINE)
# Not blocking, so that a pipe laid in the folder cannot hold us up; both are missing on some systems.
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Content:
    """A file's text as it was read, with its bytes, by which a change of the file is noticed."""

    text: str
    data: bytes
    warnings: tuple[Problem, ...] = ()


def read(path: Path, where: str) -> Content | None:
    """Read a text file, or give None if it is not there; `where` is its name in problems."""
    data = read_bytes(path, where)
    return None if data is None else content_of(data, where)


def read_inside(folder: Path, where: str) -> Content | None:
    """Read a text file of a data folder by its name there; a link out of the folder is not followed."""
    path = folder.joinpath(*where.split("/"))
    if not is_inside(folder, path):
        raise broken(where, None, "leads out of the data folder by a link: put the file itself in its place")
    return read(path, where)


def content_of(data: bytes, where: str) -> Content:
    """Decode the bytes of a file."""
    text, warnings = decode(data, where)
    return Content(text, data, warnings)


def read_bytes(path: Path, where: str) -> bytes | None:
    """Read a file's bytes by one call, or give None if it is not there."""
    try:
        handle = os.open(path, _FLAGS)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise broken(where, None, f"cannot be opened ({reason(error)}): check its permissions") from error
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise broken(where, None, "is not a plain file: put a plain text file in its place")
        if found.st_size > LARGEST:
            raise _too_large(where)
        return _read_all(handle, found.st_size, where)
    except OSError as error:
        raise broken(where, None, f"cannot be read ({reason(error)})") from error
    finally:
        close_read(handle)


def read_from(path: Path, where: str, start: int) -> bytes | None:
    """Read a file of any length from a position on; None if it is not there, or ends before that."""
    try:
        handle = os.open(path, _FLAGS)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise broken(where, None, "is not a plain file: put a plain file in its place")
        if found.st_size < start:
            return None
        os.lseek(handle, start, os.SEEK_SET)
        parts: list[bytes] = []
        while part := os.read(handle, LARGEST):
            parts.append(part)
        return b"".join(parts)
    finally:
        close_read(handle)


def close_read(handle: int) -> None:
    """Close a file that was read; what it held is known by now, whatever the system says of the closing."""
    with suppress(OSError):
        os.close(handle)


def reason(error: OSError) -> str:
    """Give the system's own words for an error."""
    return error.strerror or type(error).__name__


def _read_all(handle: int, size: int, where: str) -> bytes:
    parts: list[bytes] = []
    held = 0
    while part := os.read(handle, max(size - held, 0) + 1):
        parts.append(part)
        held += len(part)
        if held > LARGEST:
            raise _too_large(where)
    return b"".join(parts)


def decode(data: bytes, where: str) -> tuple[str, tuple[Problem, ...]]:
    """Read bytes as UTF-8, else as Windows-1252 with a warning; refuse NUL and conflict markers."""
    if len(data) > LARGEST:
        raise _too_large(where)
    if data.startswith(_WIDE_BOMS):
        raise broken(where, 1, "is UTF-16 text: save it again as UTF-8 (a spreadsheet calls it CSV UTF-8)")
    if (at := data.find(b"\0")) >= 0:
        raise broken(
            where, _line(data, at), "holds a NUL byte, so it is not text: bring back an earlier copy"
        )
    text, warnings = _text_of(data.removeprefix(_BOM), where)
    # One sign is found fifty times as fast as seven in a row.
    if any(sign in text and sign * 7 in text for sign in "<|>") and (match := _CONFLICT.search(text)):
        line = text.count("\n", 0, match.start()) + 1
        raise broken(
            where, line, "holds the marks of a merge that was not finished: choose one side, save again"
        )
    return text, warnings


def _text_of(data: bytes, where: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = _line(data, error.start)
    if _MULTIBYTE.search(data):
        message = (
            "mixes UTF-8 with other bytes, so no reading of it is right: mend this line, save it as UTF-8"
        )
        raise broken(where, line, message)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        message = "is neither UTF-8 nor Windows-1252 text: save it again as UTF-8"
        raise broken(where, _line(data, error.start), message) from error
    message = (
        "is not UTF-8 and was read as Windows-1252: look at its accents and signs, then save it as UTF-8"
    )
    return text, (Problem(Place(where, line), message, Severity.WARNING),)


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _too_large(where: str) -> Exception:
    return broken(
        where, None, f"is larger than {LARGEST // 1_000_000} MB, so it is not read: make it smaller"
    )
