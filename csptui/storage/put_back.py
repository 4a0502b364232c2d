"""Notices that a program which knows no lock has put an old value back (ARCHITECTURE, Saving 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.change import FIELD_WORDS, NEW_QUARTER, last_of_each
from csptui.domain.problem import Place, Problem, Severity
from csptui.storage import edits
from csptui.storage.findings import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csptui.domain.change import Change, Logged
    from csptui.storage.folder import LoadedFolder


def put_back(loaded: LoadedFolder, entries: Iterable[Logged]) -> tuple[Logged, ...]:
    """Give the last changes of the quarter in view that are undone in its files, and in no line of the log.

    A spreadsheet that had a file open all the time does that when it saves (ARCHITECTURE, Saving 13).
    """
    shown = str(loaded.dataset.shown)
    last = (entry for key, entry in last_of_each(entries).items() if key.quarter == shown)
    return tuple(entry for entry in last if _is_put_back(loaded, entry.change))


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
        message = (
            f"{name} {FIELD_WORDS[change.field]}: {entry.who} saved {quoted(change.after)}, and another "
            f"program has put {quoted(change.before)} back: save it again if that was not meant"
        )
        where = Place(edits.file_of(loaded, change))
        found.append(Problem(where, message, Severity.WARNING, change.indicator or None))
    return tuple(found)
