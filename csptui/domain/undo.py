"""What can be undone and done again, read off the log: so both outlive the program, and none rewrites it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from csptui.domain.change import NEW_QUARTER, ROLLED, TARGET_FIELDS
from csptui.domain.then import field_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csptui.domain.change import Change, FieldKey, Logged


TARGET = TARGET_FIELDS[0]
PASSED = "passed over"
"""Why a line of the log undoes or redoes nothing: somebody else was there before, or it was so already."""


@dataclass(frozen=True, slots=True)
class Step:
    """One action of the log that can be undone, or done again: its lines as they were first logged."""

    action: str
    entries: tuple[Logged, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes as they were made."""
        return tuple(entry.change for entry in self.entries)

    @property
    def quarter(self) -> str:
        """The quarter that the action was in; an action has one."""
        return self.entries[0].change.quarter

    def undoing(self) -> tuple[Change, ...]:
        """Give the changes that take the action back, last first."""
        return tuple(change.turned() for change in reversed(self.changes))

    def of(self, taken_back: Iterable[Logged]) -> Step:
        """Give the part that an undo has taken back: what it left to somebody else is not done again."""
        keys = {entry.change.key for entry in taken_back}
        return replace(
            self, entries=tuple(one for one in self.entries if one.change.key in keys) or self.entries
        )


def steps(entries: Iterable[Logged], who: str) -> tuple[list[Step], list[Step]]:
    """Give somebody's own steps to undo and to redo, the next one last in each.

    A new change ends what could be redone. What others have done is theirs to undo, and a new quarter
    is no step: nobody takes a quarter away by a single key.
    """
    grouped: dict[str, list[Logged]] = {}
    for entry in entries:
        if entry.who == who and entry.change.field != NEW_QUARTER:
            grouped.setdefault(entry.action, []).append(entry)
    done: dict[str, Step] = {}
    undone: dict[str, Step] = {}
    for action, lines in grouped.items():
        undoes, redoes = lines[0].undoes, lines[0].redoes
        if lines[0].why == PASSED:
            done.pop(undoes, None)
            undone.pop(redoes, None)
        elif undoes:
            if (step := done.pop(undoes, None)) is not None:
                undone[undoes] = step.of(lines)
        elif redoes:
            if (step := undone.pop(redoes, None)) is not None:
                done[redoes] = step
        else:
            undone.clear()
            done[action] = Step(action, tuple(lines))
    return list(done.values()), list(undone.values())


def confirmed_then(step: Step, entries: Iterable[Logged]) -> tuple[Change, ...]:
    """Give the targets that a step confirmed, untouched, as the log had them before it.

    Whoever takes a confirmation back, or gives it again, means the target that it was of: where another
    has been set since, that is a conflict.
    """
    set_anew = {change.indicator for change in step.changes if change.field == TARGET}
    marks = {
        field_of(replace(change, field=TARGET)): change
        for change in step.changes
        if change.field == ROLLED and change.before and not change.after and change.indicator not in set_anew
    }
    held: dict[FieldKey, Change] = {}
    for change in (one.change for one in takewhile(lambda one: one.action != step.action, entries)):
        if change.field == TARGET and (mark := marks.get(key := field_of(change))) is not None:
            held[key] = replace(mark, field=TARGET, before=change.after, after=change.after)
    return tuple(held.values())
