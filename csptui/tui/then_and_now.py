"""Then and now: a changed field before its save, after it and today, and what puts the former value back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.change import Change
from csptui.domain.then import Then, field_of
from csptui.storage import past
from csptui.tui.history import text_here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.change import FieldKey, Logged
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row
    from csptui.tui.history import History, Item

_ONE_FIGURE = {"value", "fraction"}
"""What states one figure: put back together where one save has changed both."""
_RATED = {*_ONE_FIGURE, "target"}
"""What a rating hangs on."""


class Standing(NamedTuple):
    """How a changed field stood and stands; rows only where it is one of those that a rating hangs on.

    `now` is None where it is not a field of the quarter shown. `since` is a later change of the same field,
    and `outside` tells of one that the log does not have.
    """

    now: str | None
    rows: tuple[Row | None, Row | None, Row | None] = (None, None, None)
    since: Logged | None = None
    outside: bool = False


def standing(history: History, item: Item) -> Standing:
    """Tell how the field of a change stands, and the row before the save, after it and now."""
    dataset, change, entry = history.dataset, item.change, item.entry
    now, key = text_here(dataset, change), field_of(change)
    last = history.last.get(key)
    since = last if entry is not None and last is not entry else None
    outside = entry is not None and key in history.outside
    if now is None or change.field not in _RATED:
        return Standing(now, (None, None, None), since, outside)
    name, today = change.indicator, row_of(dataset, change.indicator)
    if entry is None:
        before = row_of(_then(dataset, {key: change.before}), name)
        return Standing(now, (before, today, today), since, outside)
    own = [one for one in history.entries if one.change.indicator == name]
    places = [at for at, one in enumerate(own) if one.action == entry.action]
    fields = (_stood(own, places[0]), _stood(own, places[-1] + 1))
    before, after = (row_of(_then(dataset, texts), name) for texts in fields)
    return Standing(now, (before, after, today), since, outside)


def _stood(entries: Sequence[Logged], lines: int) -> dict[FieldKey, str]:
    """Give each field as it stood when the log had only so many of its lines."""
    stood: dict[FieldKey, str] = {}
    for at, entry in enumerate(entries):
        if at < lines:
            stood[field_of(entry.change)] = entry.change.after
        else:
            stood.setdefault(field_of(entry.change), entry.change.before)
    return stood


def _then(dataset: Dataset, stood: dict[FieldKey, str]) -> Dataset | None:
    """Give the dataset with fields as they stood; None where the log spells one that cannot be read."""
    fields = []
    for key, then in stood.items():
        now = text_here(dataset, Change(key.quarter, key.field, "", then, key.indicator, key.theme))
        if now is not None:
            fields.append(Then(key, then, now))
    found, unread = past.as_of(dataset, fields)
    return None if unread else found


def row_of(dataset: Dataset | None, indicator_id: str) -> Row | None:
    """Rate one indicator, where it is reported in the quarter shown."""
    if dataset is None:
        return None
    for theme in dataset.themes:
        for one in theme.indicators:
            if one.id == indicator_id and one.runs_in(dataset.shown):
                return dataset.row(one, theme, 0)
    return None


def putting_back(history: History, item: Item) -> tuple[Change, ...]:
    """Give the changes that put back what was there before a save: none where it stands there now."""
    change, entry = item.change, item.entry
    together = [change]
    if entry is not None and change.field in _ONE_FIGURE:
        together = [
            one.change
            for one in history.entries
            if one.action == entry.action
            and one.change.indicator == change.indicator
            and one.change.field in _ONE_FIGURE
        ]
    made = []
    for one in together:
        now = text_here(history.dataset, one)
        if now is not None and now != one.before:
            made.append(replace(one, quarter=str(history.dataset.shown), before=now, after=one.before))
    return tuple(made)
