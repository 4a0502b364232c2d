"""Then and now: how each field stood at a moment, by walking back from the present through the log."""

from __future__ import annotations

from dataclasses import dataclass
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
    entries: Sequence[Logged], now_of: Callable[[Change], str | None], held: Held
) -> tuple[Then, ...]:
    """Give each logged field as it stood when the log had no lines but those that `held` accepts.

    `now_of` gives what stands there now, or None for what is no field; in the order of first changes.
    """
    lines = _Lines(entries)
    fields: dict[FieldKey, list[int]] = {}
    for number, entry in enumerate(entries):
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
        self._number_of = {entry.digest: number for number, entry in enumerate(entries)}

    def change(self, number: int) -> Change:
        """Give the change of a line."""
        return self.entries[number].change

    def has_seen(self, later: int, earlier: int) -> bool:
        """Whether a line follows another, directly or by others; each stands after the one it has seen."""
        at = later
        while at > earlier:
            before = self._number_of.get(self.entries[at].seen, at)
            if before >= at:
                return False
            at = before
        return at == earlier


def _then(key: FieldKey, changes: list[int], now: str, held: Held, lines: _Lines) -> Then:
    entries = lines.entries
    last_held = max((at for at, number in enumerate(changes) if held(number, entries[number])), default=-1)
    then = lines.change(changes[last_held]).after if last_held >= 0 else lines.change(changes[0]).before
    since = changes[last_held + 1 :]
    gaps = range(max(last_held + 1, 1), len(changes))
    outside = not _is_written(changes, now, lines)
    outside = outside or not all(_follows(changes[:at], changes[at], lines) for at in gaps)
    return Then(key, then, now, entries[since[-1]] if since else None, outside)


def _follows(changes: list[int], number: int, lines: _Lines) -> bool:
    """Whether a change was made to what the log had written, in its own branch or in one joined before it."""
    before = lines.change(number).before
    if lines.change(changes[-1]).after == before:
        return True
    own = next((earlier for earlier in reversed(changes) if lines.has_seen(number, earlier)), None)
    return own is None or lines.change(own).after == before or _is_written(changes, before, lines)


def _is_written(changes: list[int], text: str, lines: _Lines) -> bool:
    """Whether a text is what the log wrote last.

    In a log that forked and was joined there are several last lines, none of which had seen another.
    """
    last: list[int] = []
    for number in reversed(changes):
        if any(lines.has_seen(later, number) for later in last):
            return False
        if lines.change(number).after == text:
            return True
        last.append(number)
    return False
