"""The log as the changes screen shows it: saves, newest first, narrowed to a row or to words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.change import FIELD_WORDS, NEW_QUARTER, TARGET_FIELDS, Change
from csptui.domain.quarter import Quarter
from csptui.domain.then import field_of, walk_back
from csptui.outputs.log import Names, moment_text
from csptui.storage import edits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from csptui.domain.change import FieldKey, Logged
    from csptui.domain.dataset import Dataset
    from csptui.domain.then import Then


class Item(NamedTuple):
    """One changed field and its line of the log; without a line it was changed outside csptui."""

    change: Change
    entry: Logged | None = None


class Save(NamedTuple):
    """What was saved in one go, or what was found changed outside csptui.

    `mark` says that it takes another save back, does one again, or was itself taken back; `of` counts the
    fields that it changed, shown or not.
    """

    items: tuple[Item, ...]
    of: int
    mark: str = ""

    @property
    def entry(self) -> Logged | None:
        """A line of the save."""
        return self.items[0].entry


@dataclass(frozen=True, slots=True)
class History:
    """The log of a data folder, seen from the quarter shown; times are of `zone`, or this computer's.

    `here` are the lines of the quarter shown, and `marks` says by their action which saves are an undo or
    a redo, and which were undone since.
    """

    dataset: Dataset
    entries: tuple[Logged, ...]
    here: tuple[Logged, ...]
    names: Names
    outside: Mapping[FieldKey, Item]
    last: Mapping[FieldKey, Logged]
    marks: Mapping[str, str]
    zone: tzinfo | None = None

    @classmethod
    def of(cls, dataset: Dataset, entries: tuple[Logged, ...], zone: tzinfo | None = None) -> History:
        """Look through a log, and find what is not as it was last written."""
        is_shown = _Here(dataset).has
        stands = walk_back(entries, partial(text_here, dataset), lambda *_: True, is_shown)
        outside = {one.key: Item(_found(one)) for one in stands if one.outside}
        here = tuple(entry for entry in entries if is_shown(entry.change))
        last = {field_of(entry.change): entry for entry in here}
        return cls(dataset, entries, here, Names.of(dataset), outside, last, _marks(entries, zone), zone)

    def saves(self, indicator: str = "", wanted: str = "") -> tuple[Save, ...]:
        """Give what was changed in the quarter shown, of one indicator or of all, with all words wanted."""
        words = wanted.casefold().split()
        grouped: dict[str, list[Item]] = {}
        sizes: dict[str, int] = {}
        for entry in self.here:
            sizes[entry.action] = sizes.get(entry.action, 0) + 1
            item = Item(entry.change, entry)
            if self._is_wanted(item, indicator, words):
                grouped.setdefault(entry.action, []).append(item)
        logged = [Save(tuple(items), sizes[one], self.marks.get(one, "")) for one, items in grouped.items()]
        found = tuple(one for one in self.outside.values() if self._is_wanted(one, indicator, words))
        outside = [Save(found, len(self.outside))] if found else []
        return (*outside, *reversed(logged))

    def _is_wanted(self, item: Item, indicator: str, words: Sequence[str]) -> bool:
        if indicator and item.change.indicator != indicator:
            return False
        if not words:
            return True
        text = self._text_of(item).casefold()
        return all(word in text for word in words)

    def _text_of(self, item: Item) -> str:
        change, entry = item.change, item.entry
        said = [self.names.of_change(change), FIELD_WORDS.get(change.field, change.field)]
        said += [change.indicator, change.theme, change.before, change.after]
        said += ["outside csptui"] if entry is None else [entry.who, self.moment(entry), entry.why]
        return " ".join(said)

    def moment(self, entry: Logged) -> str:
        """Say when something was saved."""
        return moment_text(entry.when, self.zone)


def _marks(entries: Sequence[Logged], zone: tzinfo | None) -> dict[str, str]:
    """Say which saves are an undo or a redo, and which were undone since."""
    first: dict[str, Logged] = {}
    for entry in entries:
        first.setdefault(entry.action, entry)
    marks: dict[str, str] = {}
    for action, entry in first.items():
        taken = entry.undoes or entry.redoes
        if not taken:
            continue
        of = (
            f"the save of {moment_text(first[taken].when, zone)}"
            if taken in first
            else "a save that is not here"
        )
        marks[action] = f"{'undo' if entry.undoes else 'redo'} of {of}"
        if entry.undoes:
            marks[taken] = "undone since"
        else:
            marks.pop(taken, None)
    return marks


class _Here:
    """Tells the changes of the quarter shown from others; each spelling of a quarter is read once."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._known: dict[tuple[str, bool], bool] = {}

    def has(self, change: Change) -> bool:
        """Whether a change is of the quarter shown."""
        place = (change.quarter, change.field in TARGET_FIELDS)
        if place not in self._known:
            self._known[place] = is_here(self._dataset, change)
        return self._known[place]


def is_here(dataset: Dataset, change: Change) -> bool:
    """Whether a change is of the quarter shown; a target is of all quarters of its year."""
    quarter = Quarter.parse(change.quarter)
    if quarter is None:
        return False
    return quarter.year == dataset.shown.year if change.field in TARGET_FIELDS else quarter == dataset.shown


def text_here(dataset: Dataset, change: Change) -> str | None:
    """Give what the quarter shown holds of a field; None for another quarter's, or what is no field."""
    if change.field == NEW_QUARTER or change.field not in FIELD_WORDS or not is_here(dataset, change):
        return None
    return edits.text_in(dataset, change)


def _found(one: Then) -> Change:
    key = one.key
    return Change(key.quarter, key.field, one.then, one.now, key.indicator, key.theme)
