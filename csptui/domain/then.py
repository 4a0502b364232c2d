"""Then and now: how each field stood at a moment, by walking back from the present through the log."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from csptui.domain.change import TARGET_FIELDS, FieldKey
from csptui.domain.quarter import Quarter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csptui.domain.change import Change, Logged

    Held = Callable[[int, Logged], bool]


@dataclass(frozen=True, slots=True)
class Then:
    """How a field stood then and stands now; `last` is its last logged change since, if there is one.

    `outside` tells that it was changed without csptui, at some time since: the log then has a gap.
    """

    key: FieldKey
    then: str
    now: str
    last: Logged | None = None
    outside: bool = False

    @property
    def differs(self) -> bool:
        """Whether it is another now than then."""
        return self.then != self.now


def field_of(change: Change) -> FieldKey:
    """Give what a change is of; a target is of a year, whichever of its quarters the change was made in."""
    quarter = Quarter.parse(change.quarter) if change.field in TARGET_FIELDS else None
    if quarter is None:
        return change.key
    return change.key._replace(quarter=str(Quarter(quarter.year, 4)))


def walk_back(
    entries: Sequence[Logged],
    now_of: Callable[[Change], str | None],
    held: Held,
    is_wanted: Callable[[Change], bool] | None = None,
) -> tuple[Then, ...]:
    """Give each logged field as it stood when the log had no lines but those that `held` accepts.

    `now_of` gives what stands there now, or None for what is no field; in the order of first changes.
    Changes that are not wanted are passed over; all that are of one field are wanted, or none.
    """
    lines = _Lines(entries)
    fields: dict[FieldKey, list[int]] = {}
    for number, entry in enumerate(entries):
        if is_wanted is None or is_wanted(entry.change):
            fields.setdefault(field_of(entry.change), []).append(number)
    found = []
    for key, changes in fields.items():
        now = now_of(entries[changes[-1]].change)
        if now is not None:
            found.append(_then(key, changes, now, held, lines))
    return tuple(found)


class _Lines:
    """The lines of a log, and which of them its writer had seen when a later one was written."""

    def __init__(self, entries: Sequence[Logged]) -> None:
        self.entries = entries

    def change(self, number: int) -> Change:
        """Give the change of a line."""
        return self.entries[number].change

    @cached_property
    def _spans(self) -> tuple[list[int], list[int]]:
        """Give each line its place in a walk through all branches, and the place after all that follow it."""
        number_of = {entry.digest: number for number, entry in enumerate(self.entries)}
        count = len(self.entries)
        # Each stands after the one that it has seen; who says otherwise begins a branch.
        before = [number_of.get(entry.seen, number) for number, entry in enumerate(self.entries)]
        sizes = [1] * count
        for number in range(count - 1, -1, -1):
            if before[number] < number:
                sizes[before[number]] += sizes[number]
        starts, free, roots = [0] * count, [0] * count, 0
        for number, seen in enumerate(before):
            if seen < number:
                starts[number] = free[seen]
                free[seen] += sizes[number]
            else:
                starts[number] = roots
                roots += sizes[number]
            free[number] = starts[number] + 1
        return starts, [start + size for start, size in zip(starts, sizes, strict=True)]

    def span(self, number: int) -> tuple[int, int]:
        """Give the place of a line, and the place after all that follow it, directly or by others."""
        starts, ends = self._spans
        return starts[number], ends[number]


class _Field:
    """The changes of one field, in the log's order."""

    def __init__(self, numbers: Sequence[int], lines: _Lines) -> None:
        self.numbers = numbers
        self._lines = lines

    def change(self, at: int) -> Change:
        """Give a change."""
        return self._lines.change(self.numbers[at])

    def follows(self, at: int) -> bool:
        """Whether a change was made to what the log had written, in its branch or in one joined before."""
        before = self.change(at).before
        if self.change(at - 1).after == before:
            return True
        own = self._seen[at]
        return own is None or self.change(own).after == before or self.is_written(before, at)

    def is_written(self, text: str, until: int) -> bool:
        """Whether a text is what the first changes, so many of them, wrote last.

        In a log that forked and was joined there are several last ones, none of which had seen another.
        """
        last: list[int] = []
        for at in range(until - 1, -1, -1):
            start, end = self._lines.span(self.numbers[at]) if last else (0, 0)
            place = bisect_left(last, start)
            if place < len(last) and last[place] < end:
                return False
            if self.change(at).after == text:
                return True
            last.insert(place, self._lines.span(self.numbers[at])[0])
        return False

    @cached_property
    def _seen(self) -> list[int | None]:
        """Give for each change the nearest one before it that its writer had seen."""
        spans = [self._lines.span(number) for number in self.numbers]
        found: list[int | None] = [None] * len(spans)
        around: list[int] = []
        for at in sorted(range(len(spans)), key=spans.__getitem__):
            while around and spans[around[-1]][1] <= spans[at][0]:
                around.pop()
            found[at] = around[-1] if around else None
            around.append(at)
        return found


def _then(key: FieldKey, numbers: list[int], now: str, held: Held, lines: _Lines) -> Then:
    entries, field = lines.entries, _Field(numbers, lines)
    count = len(numbers)
    last_held = next((at for at in range(count - 1, -1, -1) if held(numbers[at], entries[numbers[at]])), -1)
    then = field.change(last_held).after if last_held >= 0 else field.change(0).before
    # Of two branches that were joined, the one whose value was kept has changed the field last.
    since = range(count - 1, last_held, -1)
    at = next((at for at in since if field.change(at).after == now), count - 1)
    last = entries[numbers[at]] if since else None
    outside = not field.is_written(now, count)
    outside = outside or not all(map(field.follows, range(max(last_held + 1, 1), count)))
    return Then(key, then, now, last, outside)
