"""Then and now: how each field stood at a moment, by walking back from the present through the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.change import TARGET_FIELDS, FieldKey
from csptui.domain.quarter import Quarter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from csptui.domain.change import Change, Logged

    Held = Callable[[int, Logged], bool]
    Entries = list[tuple[int, Logged]]


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
    by_digest = {entry.digest: entry for entry in entries}
    fields: dict[FieldKey, Entries] = {}
    for number, entry in enumerate(entries):
        fields.setdefault(field_of(entry.change), []).append((number, entry))
    found = []
    for key, changes in fields.items():
        now = now_of(changes[-1][1].change)
        if now is not None:
            found.append(_then(key, changes, now, held, by_digest))
    return tuple(found)


def _then(key: FieldKey, changes: Entries, now: str, held: Held, by_digest: Mapping[str, Logged]) -> Then:
    last_held = max((at for at, (number, entry) in enumerate(changes) if held(number, entry)), default=-1)
    then = changes[last_held][1].change.after if last_held >= 0 else changes[0][1].change.before
    since = [entry for at, (_, entry) in enumerate(changes) if at > last_held]
    gaps = range(max(last_held + 1, 1), len(changes))
    outside = not _is_written(changes, now, by_digest)
    outside = outside or not all(_follows(changes[:at], changes[at][1], by_digest) for at in gaps)
    return Then(key, then, now, since[-1] if since else None, outside)


def _follows(changes: Entries, entry: Logged, by_digest: Mapping[str, Logged]) -> bool:
    """Whether a change was made to what the log had written, in its own branch or in one joined before it."""
    before = entry.change.before
    if changes[-1][1].change.after == before:
        return True
    behind = _seen_by(entry, by_digest)
    own = [pair for pair in changes if pair[1].digest in behind]
    return not own or own[-1][1].change.after == before or _is_written(changes, before, by_digest)


def _is_written(changes: Entries, text: str, by_digest: Mapping[str, Logged]) -> bool:
    """Whether a text is what the log wrote last.

    In a log that forked and was joined there are several last lines, none of which had seen another.
    """
    superseded: set[str] = set()
    for _, entry in reversed(changes):
        if entry.digest in superseded:
            return False
        if entry.change.after == text:
            return True
        superseded |= _seen_by(entry, by_digest)
    return False


def _seen_by(entry: Logged, by_digest: Mapping[str, Logged]) -> set[str]:
    """Give every line that a line follows, directly or by others."""
    behind: set[str] = set()
    at: Logged | None = entry
    while at is not None and at.seen not in behind:
        behind.add(at.seen)
        at = by_digest.get(at.seen)
    return behind
