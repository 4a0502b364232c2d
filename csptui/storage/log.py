"""Judges the log of changes line by line, and joins two logs that grew apart (ARCHITECTURE, the chain)."""

from __future__ import annotations

import heapq
import json
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from csptui.storage.changes import LineParser, digest_of_line, read_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_MERGE_MARKS = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")


class Wrong(Enum):
    """What can be wrong with a line of the log, with what it means in words."""

    TORN = "is no whole line of the log"
    MARK = "is the mark of a merge that was not finished"
    ALTERED = "was altered: its digest is not that of what it says"
    MISSING = "follows a line that is not in the log: that line was taken out or altered"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log: its number from 1, its bytes without the line end, and what they say of themselves.

    `when`, `seen` and `digest` are empty where the line cannot be read.
    """

    number: int
    data: bytes
    when: str = ""
    seen: str = ""
    digest: str = ""
    wrong: Wrong | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What reading every line has found: how many there are, and the wrong ones in their order."""

    lines: int
    wrong: tuple[Line, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether every line is as it was written, and none before another is missing."""
        return not self.wrong


def verify(path: Path) -> Verdict:
    """Judge every line of a log; one that is not there yet is sound. Raises if it cannot be read."""
    return verdict_on(lines_of(read_whole(path)))


def lines_of(data: bytes, known: dict[bytes, Line] | None = None) -> list[Line]:
    """Give every line that holds anything, each judged by itself; `known` spares judging one twice."""
    known = {} if known is None else known
    found, parser = [], LineParser()
    for number, text in enumerate(data.split(b"\n"), start=1):
        bare = text.strip(b" \t\r")
        if not bare:
            continue
        if (line := known.get(bare)) is None:
            line = known[bare] = _judged(number, bare, parser)
        found.append(line if line.number == number else replace(line, number=number))
    return found


def verdict_on(lines: Sequence[Line]) -> Verdict:
    """Judge lines together: what one has seen must be among them, wherever it stands, for a log may fork.

    A first line has seen nothing. So has the first of a log that was begun apart and joined later.
    """
    known = {line.digest for line in lines if line.digest and line.wrong is None}
    wrong = []
    for line in lines:
        if line.wrong is not None:
            wrong.append(line)
        elif line.seen and line.seen not in known:
            wrong.append(replace(line, wrong=Wrong.MISSING))
    return Verdict(len(lines), tuple(_causes(wrong, lines)))


def _causes(wrong: list[Line], lines: Sequence[Line]) -> list[Line]:
    """Leave out lines that miss one which stands there altered: that one is named already."""
    altered = {line.digest for line in lines if line.wrong is Wrong.ALTERED}
    return [one for one in wrong if one.wrong is not Wrong.MISSING or one.seen not in altered]


def _judged(number: int, data: bytes, parser: LineParser) -> Line:
    if data.startswith(_MERGE_MARKS):
        return Line(number, data, wrong=Wrong.MARK)
    entry = parser.logged_of(data)
    if entry is None:
        return Line(number, data, wrong=Wrong.TORN)
    # Two of one name in a line: whoever reads the line may see the first, a program takes the last.
    twice: list[str] = []
    fields = json.loads(data, object_pairs_hook=lambda pairs: _once(pairs, twice))
    sound = not twice and digest_of_line(fields) == entry.digest
    when = entry.when.isoformat()
    return Line(number, data, when, entry.seen, entry.digest, None if sound else Wrong.ALTERED)


def _once(pairs: list[tuple[str, object]], twice: list[str]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twice.append(pairs[0][0])
    return fields


def union(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Join two logs: every sound line of either, in an order that depends on nothing but the lines.

    A line stands after the one that it has seen; beyond that the earlier comes first, then the smaller
    digest. A line that is not sound is kept where nobody took it out.
    """
    known: dict[bytes, Line] = {}
    held = [lines_of(data, known) for data in (base, ours, theirs)]
    sound: dict[str, Line] = {}
    for line in (line for lines in held for line in lines if line.wrong is None):
        # One line may have two spellings, of which one has to be chosen.
        if line.digest not in sound or line.data < sound[line.digest].data:
            sound[line.digest] = line
    before, mine, other = ({line.data: line for line in lines if line.wrong is not None} for lines in held)
    kept = (mine.keys() & other.keys()) | ((mine.keys() ^ other.keys()) - before.keys())
    rest = {data: (mine.get(data) or other[data]) for data in kept}
    readable = [*sound.values(), *(line for line in rest.values() if line.digest)]
    unread = sorted(line.data for line in rest.values() if not line.digest)
    ordered = [line.data for line in _in_order(readable)]
    return b"".join(data + b"\n" for data in (*ordered, *unread))


def _in_order(lines: Iterable[Line]) -> list[Line]:
    """Give lines each after the one that it has seen, else by moment and digest."""
    held = list(lines)
    known = {line.digest for line in held}
    after: dict[str, list[Line]] = {}
    ready: list[tuple[str, str, bytes, Line]] = []
    for line in held:
        if line.seen in known and line.seen != line.digest:
            after.setdefault(line.seen, []).append(line)
        else:
            ready.append((line.when, line.digest, line.data, line))
    heapq.heapify(ready)
    ordered: list[Line] = []
    while ready:
        line = heapq.heappop(ready)[3]
        ordered.append(line)
        for next_one in after.pop(line.digest, ()):
            heapq.heappush(ready, (next_one.when, next_one.digest, next_one.data, next_one))
    # What is left has seen itself in a ring, which only altered lines can.
    left = {line.data: line for lines_left in after.values() for line in lines_left}
    return [*ordered, *(left[data] for data in sorted(left))]
