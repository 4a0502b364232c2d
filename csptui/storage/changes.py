"""The log of changes: a line for each field, chained by digests so that it can fork (ARCHITECTURE)."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from csptui.domain.change import Change, Logged, last_of_each
from csptui.domain.problem import Place, Problem
from csptui.storage.files import close_read, read_from, reason
from csptui.storage.findings import BrokenFileError, broken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from csptui.domain.change import FieldKey

FILE = "changes.jsonl"
MOST_NAMED = 100
_OPTIONAL = ("indicator", "theme", "why", "undoes", "redoes")
_NEEDED = ("when", "who", "quarter", "field", "from", "to", "seen", "digest")
_MAYBE = (*_OPTIONAL, "action")
_EMPTY = ("",) * len(_MAYBE)
_TEXTS_ONLY = {str}
_NO_FILES: Mapping[str, tuple[str, str]] = MappingProxyType({})
_MARK = 4096
_DECODER = json.JSONDecoder()
# The last line is nearly always in the first of these; a line of a long text may not be.
_SPANS = (65_536, 2_000_000, 64_000_000)


@dataclass(frozen=True, slots=True)
class Tail:
    """How a log ends: the digest of its last sound line, and whether a line is left open."""

    seen: str = ""
    is_open: bool = False


def problems(path: Path) -> tuple[Problem, ...]:
    """Give a problem for each line of the log that cannot be read; no log yet is none."""
    try:
        data = read_whole(path)
    except BrokenFileError as error:
        return (error.problem,)
    found = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip() and not _is_sound(line):
            message = "is not a line of the log: bring the line back as it was"
            found.append(Problem(Place(FILE, number), message))
    return tuple(found[:MOST_NAMED])


def _is_sound(line: bytes) -> bool:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, dict) and "field" in fields and "digest" in fields


def digest_of_line(fields: Mapping[str, object]) -> str:
    """Give a line's digest, over its parsed fields without the digest itself."""
    rest = {name: value for name, value in fields.items() if name != "digest"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    import hashlib  # noqa: PLC0415 - needed only to save

    return hashlib.sha256(text.encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class Action:
    """What the lines of one save share: who, when, what it takes back or does again, and why.

    `files` holds, by name, the digests of the files before and after, empty where there is none.
    """

    who: str
    when: datetime
    undoes: str = ""
    redoes: str = ""
    why: str = ""
    files: Mapping[str, tuple[str, str]] | None = None


def lines(changes: Sequence[Change], tail: Tail, action: Action) -> bytes:
    """Give the lines to append; each names the line before it as the last one seen."""
    seen = tail.seen
    parts = [b"\n"] if tail.is_open else []
    shared = _action_fields(changes, tail, action)
    for number, change in enumerate(changes):
        fields: dict[str, object] = {
            "when": shared["when"],
            "who": action.who,
            "quarter": change.quarter,
            "indicator": change.indicator,
            "theme": change.theme,
            "field": change.field,
            "from": change.before,
            "to": change.after,
            "why": action.why,
            "action": shared["action"],
            "undoes": action.undoes,
            "redoes": action.redoes,
        }
        fields = {name: value for name, value in fields.items() if value or name not in _OPTIONAL}
        if action.files and number == 0:
            fields["files"] = {where: list(digests) for where, digests in action.files.items()}
        fields["seen"] = seen
        seen = digest_of_line(fields)
        fields["digest"] = seen
        parts.append(json.dumps(fields, ensure_ascii=True).encode("ascii") + b"\n")
    return b"".join(parts)


def _action_fields(changes: Sequence[Change], tail: Tail, action: Action) -> dict[str, str]:
    when = action.when.astimezone(UTC).isoformat(timespec="seconds")
    parts = [when, action.who, tail.seen, *(part for one in changes for part in (*one.key, one.after))]
    # Nothing but the chain makes two actions of the same content differ, so their names differ by it.
    return {"when": when, "action": digest_of_line(dict(enumerate_texts(parts)))[:16]}


def enumerate_texts(parts: Sequence[str]) -> list[tuple[str, object]]:
    """Give texts under their numbers, so that no two lists of texts have one spelling."""
    return [(f"{number:06}", part) for number, part in enumerate(parts)]


def read_log(path: Path) -> tuple[Logged, ...]:
    """Read the whole log in its order, passing over lines that cannot be read; no log is an empty one."""
    return tuple(_entries_in(read_whole(path), LineParser()))


def _entries_in(data: bytes, parsing: LineParser) -> list[Logged]:
    entries = map(parsing.logged_of, data.split(b"\n"))
    return [entry for entry in entries if entry is not None]


class LogReader:
    """Reads one log again and again, and parses only what was appended since it was last read.

    A log that is another file, that does not hold what it ended in where it ended, or that goes on from
    another line than its last is read anew. Only a line further up that was altered in place, in its
    length, between the last reading and a save is not noticed; `verify` reads every byte. Methods may be
    called from any thread.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = Lock()
        self._forget()

    def _forget(self) -> None:
        self._parsing = LineParser()
        self._entries: tuple[Logged, ...] = ()
        self._last: dict[FieldKey, Logged] = {}
        self._file: tuple[int, ...] = ()
        # Where the file ended, its last bytes, and those of them that no line end follows.
        self._end, self._mark, self._open = 0, b"", b""

    def read(self) -> tuple[Logged, ...]:
        """Read the whole log as `read_log` does. Raises BrokenFileError if it cannot be read."""
        with self._turn:
            self._look()
            return (*self._entries, *self._left_open()) if self._open else self._entries

    def last_of_each(self) -> dict[FieldKey, Logged]:
        """Read the log, and give the last change of each field."""
        with self._turn:
            self._look()
            return self._last | last_of_each(self._left_open())

    def _left_open(self) -> list[Logged]:
        return _entries_in(self._open, self._parsing)

    def _look(self) -> None:
        file = _file_at(self._path)
        added = self._added(file) if self._mark else None
        if added is None:
            self._forget()
            added = read_whole(self._path)
        self._file = file
        self._end += len(added)
        self._mark = (self._mark + added)[-_MARK:]
        lines, end, self._open = (self._open + added).rpartition(b"\n")
        if end:
            entries = _entries_in(lines, self._parsing)
            self._entries += tuple(entries)
            self._last |= last_of_each(entries)

    def _added(self, file: tuple[int, ...]) -> bytes | None:
        """Give what follows the part that is known, or None where that part may be another now."""
        if not file or file[:-1] != self._file[:-1]:
            return None
        try:
            found = read_from(self._path, FILE, self._end - len(self._mark))
        except OSError:
            return None  # Reading it anew says what is wrong.
        if found is None or not found.startswith(self._mark):
            return None
        added = found[len(self._mark) :]
        if not added:
            # Of one length, but written since: somebody has edited it.
            return b"" if file == self._file else None
        read = map(self._parsing.logged_of, (self._open + added).split(b"\n"))
        first = next((entry for entry in read if entry is not None), None)
        last = self._entries[-1].digest if self._entries else ""
        return added if first is None or first.seen == last else None


def _file_at(path: Path) -> tuple[int, ...]:
    """Give what tells a file from another, and when it was written; nothing where it cannot be told."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_mtime_ns


def read_whole(path: Path) -> bytes:
    """Read the log's bytes; no log is an empty one. Raises BrokenFileError if it cannot be read."""
    try:
        return read_from(path, FILE, 0) or b""
    except OSError as error:
        raise broken(FILE, None, f"cannot be read ({reason(error)}): check its permissions") from error


def logged_of(line: bytes) -> Logged | None:
    """Read one line of the log, or give None if it is none."""
    return LineParser().logged_of(line)


class LineParser:
    """Reads lines one after another; what many of them say alike is held, and read, once."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._moments: dict[str, datetime | None] = {}

    def logged_of(self, line: bytes) -> Logged | None:
        """Read one line, or give None if it is none."""
        fields = _fields_in(line)
        if fields is None:
            return None
        texts = [*map(fields.get, _NEEDED), *map(fields.get, _MAYBE, _EMPTY)]
        if set(map(type, texts)) != _TEXTS_ONLY:
            if not all(isinstance(text, str) for text in texts[: len(_NEEDED)]):
                return None
            texts = [text if isinstance(text, str) else "" for text in texts]
        said, who, quarter, field, before, after, seen, digest, *rest = cast("list[str]", texts)
        indicator, theme, why, undoes, redoes, action = rest
        when = self._moment(said)
        if when is None:
            return None
        same = self._texts.setdefault
        return Logged(
            Change(
                same(quarter, quarter),
                same(field, field),
                before,
                after,
                same(indicator, indicator),
                same(theme, theme),
            ),
            when,
            same(who, who),
            same(action, action) or digest[:16],
            undoes,
            redoes,
            same(why, why),
            # It is nearly always the digest of the line before, which is held already.
            self._texts.pop(seen, seen),
            same(digest, digest),
            _files_of(fields["files"]) if "files" in fields else _NO_FILES,
        )

    def _moment(self, text: str) -> datetime | None:
        if text not in self._moments:
            self._moments[text] = _when_of(text)
        return self._moments[text]


def _fields_in(line: bytes) -> dict[str, object] | None:
    """Give what a line holds, or None where it is no JSON object."""
    try:
        if line.startswith(b'{"'):
            text = line.decode("utf-8", "surrogatepass")
            # As json.loads has it, without its look for other encodings and for blanks.
            fields, end = _DECODER.raw_decode(text)
            if end < len(text) and text[end:].strip(" \t\n\r"):
                return None
        else:
            fields = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None


def _when_of(text: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(text[:40])
    except ValueError:
        return None
    try:
        return when.astimezone(UTC) if when.tzinfo is not None else None
    except OverflowError:
        return None


def _files_of(value: object) -> dict[str, tuple[str, str]]:
    if not isinstance(value, dict):
        return {}
    pairs = {where: both for where, both in value.items() if isinstance(both, list) and len(both) == 2}  # noqa: PLR2004 - before and after
    return {where: (str(both[0]), str(both[1])) for where, both in pairs.items()}


def read_tail(path: Path) -> Tail:
    """Read how a log ends, from its end, passing over broken lines."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        return Tail()
    except OSError as error:
        raise broken(FILE, None, f"cannot be opened ({reason(error)}): check its permissions") from error
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise broken(FILE, None, "is not a plain file: put it aside, so that changes can be logged")
        return _tail(handle, found.st_size)
    except OSError as error:
        raise broken(FILE, None, f"cannot be read ({reason(error)}): check its permissions") from error
    finally:
        close_read(handle)


def _tail(handle: int, size: int) -> Tail:
    held = b""
    for span in _SPANS:
        start = max(0, size - span)
        held = _read_from(handle, start)
        whole = held if start == 0 else held.partition(b"\n")[2]
        for line in reversed(whole.split(b"\n")):
            if digest := _digest_in(line):
                return Tail(digest, not held.endswith(b"\n"))
        if start == 0:
            break
    return Tail("", bool(held) and not held.endswith(b"\n"))


def _read_from(handle: int, start: int) -> bytes:
    os.lseek(handle, start, os.SEEK_SET)
    parts: list[bytes] = []
    while part := os.read(handle, _SPANS[1]):
        parts.append(part)
    return b"".join(parts)


def _digest_in(line: bytes) -> str:
    """Give the digest that a sound line carries, else nothing."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    digest = fields.get("digest") if isinstance(fields, dict) else None
    return digest if isinstance(digest, str) else ""
