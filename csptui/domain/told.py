"""Says changes and conflicts in words, by the codes and names that the report has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.change import FIELD_WORDS, KEPT, LONG_FIELDS, OUTSIDE
from csptui.domain.then import field_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from csptui.domain.change import Change, Conflict, Logged
    from csptui.domain.dataset import Dataset

LONGEST = 24
"""Characters of a value that a sentence holds."""


def changes_told(dataset: Dataset, changes: Sequence[Change]) -> str:
    """Name changes in a few words: `NI 33 7.9 → 7.8`, `NI 33 7.9 → 7.8 and comment`."""
    names = list(dict.fromkeys(subject_of(dataset, change) for change in changes))
    if len(names) > 1:
        return f"{len(changes)} fields of {', '.join(names)}"
    parts = [_part(change) for change in changes]
    if not parts:
        return "nothing"
    rest = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{names[0]} {rest}"


def subject_of(dataset: Dataset, change: Change) -> str:
    """Name what a change is of: an indicator's code, a theme's name, or the id where neither is known."""
    indicator = dataset.indicator(change.indicator)
    if indicator is not None:
        return indicator.code
    names = {theme.id: theme.name for theme in dataset.themes}
    return names.get(change.theme, change.indicator or change.theme or change.quarter)


def conflict_told(dataset: Dataset, conflict: Conflict, *, undoing: bool = False) -> str:
    """Say what both have made of a field, and who and when where it is known; an undo makes nothing new."""
    change = conflict.change
    name = f"{subject_of(dataset, change)} {FIELD_WORDS.get(change.field, change.field)}"
    who = conflict.who or OUTSIDE
    when = f" on {moment_told(conflict.when)}" if conflict.when is not None else ""
    if change.field in LONG_FIELDS:
        they = "they were" if change.field == KEPT else "it was"
        return f"{name}: {they} changed by {who}{when}"
    if undoing:
        return f"{name}: it was changed to {short(conflict.theirs)} by {who}{when}"
    return f"{name}: {short(conflict.theirs)} was saved by {who}{when}, and {short(change.after)} is yours"


def moment_told(when: datetime) -> str:
    """Give a moment by this computer's clock, as the log is listed: `2010-04-20 09:30`."""
    try:
        return f"{when.astimezone():%Y-%m-%d %H:%M}"
    except (OverflowError, OSError):  # at the ends of the calendar, where a log is forged
        return f"{when:%Y-%m-%d %H:%M} UTC"


def news_told(
    dataset: Dataset, news: Sequence[Change], log: Sequence[Logged], put_back: Sequence[Logged]
) -> str:
    """Say what others have changed, who did it where the log knows, and what was only put back."""
    back = [entry.change.turned() for entry in put_back if entry.change.turned() in news]
    rest = [change for change in news if change not in back]
    parts = []
    if back:
        parts.append(
            f"Put back by another program: {changes_told(dataset, back)}. d shows it, and can undo that."
        )
    if rest:
        last = {field_of(entry.change): entry for entry in log}
        known = [(change, last.get(field_of(change))) for change in rest]
        who = {one.who for change, one in known if one is not None and one.change.after == change.after}
        who.discard(OUTSIDE)
        by = f" by {' and '.join(sorted(who))}" if who else ""
        parts.append(f"Changed elsewhere{by}: {changes_told(dataset, rest)}.")
    return " ".join(parts) or "The files have changed and were read again."


def short(text: str) -> str:
    """Give a value on one line, cut where it is long; an empty one is `none`."""
    text = " ".join(text.split())
    if not text:
        return "none"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _part(change: Change) -> str:
    word = FIELD_WORDS.get(change.field, change.field)
    if change.field in LONG_FIELDS:
        return word
    both = f"{short(change.before)} → {short(change.after)}"
    return both if change.field == "value" else f"{word} {both}"
