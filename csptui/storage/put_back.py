"""Notices that a program which knows no lock has put an old value back (ARCHITECTURE, Saving 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.change import FIELD_WORDS, NEW_QUARTER, TARGET_FIELDS
from csptui.domain.problem import Place, Problem, Severity
from csptui.domain.quarter import Quarter
from csptui.domain.then import field_of
from csptui.storage import edits
from csptui.storage.findings import quoted
from csptui.storage.where import file_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csptui.domain.change import Change, Logged
    from csptui.storage.folder import LoadedFolder


def put_back(loaded: LoadedFolder, entries: Iterable[Logged]) -> tuple[Logged, ...]:
    """Give the last changes of the quarter in view that are undone in its files, and in no line of the log.

    A spreadsheet that had a file open all the time does that when it saves (ARCHITECTURE, Saving 13).
    """
    shown = loaded.dataset.shown
    of_here = {str(shown), str(Quarter(shown.year, 4))}
    last = {field_of(entry.change): entry for entry in entries}
    here = (entry for key, entry in last.items() if key.quarter in of_here)
    return tuple(
        entry for entry in here if _is_of(entry.change, shown) and _is_put_back(loaded, entry.change)
    )


def _is_of(change: Change, shown: Quarter) -> bool:
    """Whether a change is of the quarter shown, or of a target of its year."""
    return change.quarter == str(shown) or change.field in TARGET_FIELDS


def _is_put_back(loaded: LoadedFolder, change: Change) -> bool:
    if change.before == change.after or change.field == NEW_QUARTER or change.field not in FIELD_WORDS:
        return False
    return edits.text_now(loaded, change) == change.before


def put_back_problems(loaded: LoadedFolder, entries: Iterable[Logged]) -> tuple[Problem, ...]:
    """Give a warning for each change that `put_back` finds, with what to do."""
    found = []
    for entry in put_back(loaded, entries):
        change = entry.change
        name = change.indicator or change.theme
        # A list of problems is printed and mailed: nothing of a sensitive part stands in it.
        new, old = (
            ("a text", "another") if change.is_hidden else (quoted(change.after), quoted(change.before))
        )
        message = (
            f"{name} {FIELD_WORDS[change.field]}: {entry.who} saved {new}, and another "
            f"program has put {old} back: save whichever is right once more"
        )
        where = Place(file_of(loaded, change))
        found.append(Problem(where, message, Severity.WARNING, change.indicator or None))
    return tuple(found)
