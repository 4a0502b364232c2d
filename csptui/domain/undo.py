"""What can be undone and done again, read off the log: so both outlive the program, and none rewrites it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.change import NEW_QUARTER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csptui.domain.change import Change, Logged


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
                undone[undoes] = step
        elif redoes:
            if (step := undone.pop(redoes, None)) is not None:
                done[redoes] = step
        else:
            undone.clear()
            done[action] = Step(action, tuple(lines))
    return list(done.values()), list(undone.values())
