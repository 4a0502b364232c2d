"""The log's lines of a save of which somebody else made some files void: those of the rest, chained anew."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from csptui.domain.quarter import Quarter
from csptui.storage.changes import digest_of_line, logged_of
from csptui.storage.where import place_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from csptui.domain.change import Change


def lines_lost(lines: bytes, lost: Collection[str]) -> bytes:
    """Give the lines of what was to stand in the files that are lost, as they are."""
    return b"".join(line + b"\n" for line in _lines(lines) if _is_in(line, lost) is not False)


def lines_left(lines: bytes, lost: Collection[str]) -> bytes:
    """Give the lines of what stands in the other files; each names the one before it as the last one seen."""
    parts = [b"\n"] if lines.startswith(b"\n") else []
    seen = None
    for line in _lines(lines):
        if (is_lost := _is_in(line, lost)) is None:
            parts.append(line + b"\n")
            continue
        fields = json.loads(line)
        if seen is None:
            seen, files = fields["seen"], fields.get("files", {})
        if is_lost:
            continue
        rest = {name: fields[name] for name in fields if name not in ("files", "seen", "digest")}
        if left := {where: both for where, both in files.items() if where not in lost}:
            rest["files"] = left
        files = {}
        rest["seen"] = seen
        rest["digest"] = seen = digest_of_line(rest)
        parts.append(json.dumps(rest, ensure_ascii=True).encode("ascii") + b"\n")
    return b"".join(parts)


def _lines(lines: bytes) -> list[bytes]:
    return [line for line in lines.split(b"\n") if line]


def _is_in(line: bytes, lost: Collection[str]) -> bool | None:
    """Whether what a line tells of was to stand in one of some files; None if that cannot be known."""
    entry = logged_of(line)
    return None if entry is None else _file_of(entry.change) in lost


def _file_of(change: Change) -> str:
    quarter = Quarter.parse(change.quarter)
    return "" if quarter is None else place_of(change.field, quarter)
