"""The log of changes: a line for each field, chained by digests so that it can fork (ARCHITECTURE)."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from csptui.domain.problem import Place, Problem
from csptui.storage.files import reason
from csptui.storage.findings import broken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

FILE = "changes.jsonl"
MOST_NAMED = 100
# The last line is nearly always in the first of these; a line of a long text may not be.
_SPANS = (65_536, 2_000_000, 64_000_000)


@dataclass(frozen=True, slots=True)
class Change:
    """One changed field: of an indicator, of a theme, or of the quarter itself; texts as they are stored."""

    quarter: str
    field: str
    before: str
    after: str
    indicator: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Tail:
    """How a log ends: the digest of its last sound line, and whether a line is left open."""

    seen: str = ""
    is_open: bool = False


def problems(path: Path) -> tuple[Problem, ...]:
    """Give a problem for each line of the log that cannot be read; no log yet is none."""
    found = []
    try:
        with path.open(encoding="utf-8", errors="replace") as log:
            for number, line in enumerate(log, start=1):
                if line.strip() and not _is_sound(line):
                    message = "is not a line of the log: bring the line back as it was"
                    found.append(Problem(Place(FILE, number), message))
    except FileNotFoundError:
        return ()
    except OSError as error:
        return (Problem(Place(FILE), f"cannot be read ({reason(error)})"),)
    return tuple(found[:MOST_NAMED])


def _is_sound(line: str) -> bool:
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


def lines(changes: Sequence[Change], tail: Tail, *, who: str, when: datetime) -> bytes:
    """Give the lines to append; each names the line before it as the last one seen."""
    seen = tail.seen
    parts = [b"\n"] if tail.is_open else []
    for change in changes:
        fields: dict[str, object] = {
            "when": when.astimezone(UTC).isoformat(timespec="seconds"),
            "who": who,
            "quarter": change.quarter,
        }
        if change.indicator:
            fields["indicator"] = change.indicator
        if change.theme:
            fields["theme"] = change.theme
        fields |= {"field": change.field, "from": change.before, "to": change.after, "seen": seen}
        seen = digest_of_line(fields)
        fields["digest"] = seen
        parts.append(json.dumps(fields, ensure_ascii=True).encode("ascii") + b"\n")
    return b"".join(parts)


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
    finally:
        os.close(handle)


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
