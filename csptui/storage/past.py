"""The data as they stood at a moment, from what the files hold now and what the log says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from csptui.domain.change import FIGURE_FIELDS, NEW_QUARTER, PROSE_FIELDS, TARGET_FIELDS, Change
from csptui.domain.dataset import NO_RECORD, QuarterRecord, put
from csptui.domain.quarter import Quarter
from csptui.domain.scorecard import NO_READING
from csptui.domain.then import Then, walk_back
from csptui.storage import actuals, changes, commentary, edits, files, targets
from csptui.storage.findings import BadCellError, BrokenFileError
from csptui.storage.folder import record_of
from csptui.storage.where import where_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from csptui.domain.change import Logged
    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator
    from csptui.domain.then import Held
    from csptui.storage.files import Content
    from csptui.storage.folder import LoadedFolder

    _ByPlace = dict[tuple[Quarter, str], dict[str, str]]

T = TypeVar("T")


def read_entries(folder: Path) -> tuple[Logged, ...]:
    """Read the log of a data folder."""
    return changes.read_log(folder / changes.FILE)


class Present:
    """What the files hold now, of any quarter; each is read when a field of it is first asked for."""

    def __init__(self, folder: Path, shown: LoadedFolder) -> None:
        self._folder = folder
        self._shown = shown.dataset
        self._indicators = shown.indicators
        self._themes = frozenset(theme.id for theme in shown.dataset.themes)
        # The view holds the figures of some quarters, and the texts of the one it shows.
        self._figures = {one: self._at(one) for one in shown.dataset.quarters}
        self._texts = {shown.dataset.shown: shown.dataset}
        self._quarters: dict[str, tuple[Quarter | None, bool]] = {}

    def text(self, change: Change) -> str | None:
        """Give what the field that a change is of holds now, or None if there is no such field."""
        if change.quarter not in self._quarters:
            meant = Quarter.parse(change.quarter)
            self._quarters[change.quarter] = meant, meant in self._shown.available
        quarter, is_held = self._quarters[change.quarter]
        if quarter is None:
            return None
        if change.field in TARGET_FIELDS:
            target = self._shown.target(change.indicator, quarter.year)
            return dict(edits.target_fields(target))[change.field]
        if change.field == NEW_QUARTER:
            return str(quarter) if is_held else ""
        if change.field not in (*FIGURE_FIELDS, *PROSE_FIELDS):
            return None
        if not is_held:
            return ""
        held = self._figures if change.field in FIGURE_FIELDS else self._texts
        if quarter not in held:
            read = self._read_figures if change.field in FIGURE_FIELDS else self._read_texts
            held[quarter] = self._at(quarter, read(quarter))
        return edits.text_in(held[quarter], change)

    def _at(self, quarter: Quarter, record: QuarterRecord | None = None) -> Dataset:
        """Give the dataset with another quarter in view."""
        quarters = self._shown.quarters if record is None else {quarter: record}
        return replace(self._shown, shown=quarter, quarters=quarters)

    def _read_figures(self, quarter: Quarter) -> QuarterRecord:
        where = where_of(quarter, actuals.FILE)
        found = self._read(where, lambda content: actuals.read(content, where, self._indicators))
        return NO_RECORD if found is None else QuarterRecord(found.readings)

    def _read_texts(self, quarter: Quarter) -> QuarterRecord:
        where = where_of(quarter, commentary.FILE)
        found = self._read(
            where, lambda content: commentary.read(content, where, self._indicators, self._themes)
        )
        return NO_RECORD if found is None else record_of(actuals.Actuals(), found, signed_off=False)

    def _read(self, where: str, parse: Callable[[Content], T]) -> T | None:
        """Read a file; one that cannot be used holds nothing, as when its quarter is in view."""
        try:
            # Without definitions nothing in it is known.
            content = files.read_inside(self._folder, where) if self._indicators else None
            return None if content is None else parse(content)
        except BrokenFileError:
            return None


def since(folder: Path, loaded: LoadedFolder, entries: Sequence[Logged], held: Held) -> tuple[Then, ...]:
    """Give every logged field as it stood at a moment and as it stands."""
    return walk_back(entries, Present(folder, loaded).text, held)


def moved(dataset: Dataset, earlier: LoadedFolder, entries: Sequence[Logged]) -> tuple[Then, ...]:
    """Compare the figures and targets of an earlier quarter with those of the quarter shown."""
    last = {entry.change.key: entry for entry in entries}
    before, now = earlier.dataset, dataset
    found = []
    for indicator in dataset.indicators:
        was, is_now = (_fields(one, indicator.id) for one in (before, now))
        for name, text in was.items():
            change = Change(str(now.shown), name, text, is_now[name], indicator.id)
            found.append(Then(change.key, text, is_now[name], last.get(change.key)))
    return tuple(found)


def _fields(dataset: Dataset, indicator_id: str) -> dict[str, str]:
    reading = dataset.record.readings.get(indicator_id, NO_READING)
    target = dataset.target(indicator_id, dataset.shown.year)
    fields = dict(edits.reading_fields(reading))
    return fields | {"target": dict(edits.target_fields(target))["target"]}


def as_of(dataset: Dataset, fields: Iterable[Then]) -> tuple[Dataset, tuple[str, ...]]:
    """Give a dataset with all that it holds as it stood then, and the ids of what the log spells unreadably.

    Names, rules and comparators are today's: the log does not hold them.
    """
    readings: _ByPlace = {}
    aims: _ByPlace = {}
    for one in fields:
        key, quarter = one.key, Quarter.parse(one.key.quarter)
        if not one.differs or quarter is None:
            continue
        if key.field in TARGET_FIELDS:
            aims.setdefault((quarter, key.indicator), {})[key.field] = one.then
        elif key.field in FIGURE_FIELDS and quarter in dataset.quarters:
            readings.setdefault((quarter, key.indicator), {})[key.field] = one.then
        elif quarter == dataset.shown:
            dataset = _with_text(dataset, one)
    unread: list[str] = []
    for put_back, changed in ((_with_reading, readings), (_with_target, aims)):
        for (quarter, name), texts in changed.items():
            indicator = dataset.indicator(name)
            if indicator is None:
                continue
            try:
                dataset = put_back(dataset, quarter, indicator, texts)
            except BadCellError:
                unread.append(name)
    return dataset, tuple(dict.fromkeys(unread))


def _with_text(dataset: Dataset, one: Then) -> Dataset:
    match one.key.field:
        case "comment":
            return dataset.with_comment(one.key.indicator, one.then)
        case "source":
            return dataset.with_source(one.key.indicator, one.then)
        case "narrative":
            return dataset.with_narrative(one.key.theme, one.then)
        case "sensitive":
            return dataset.with_sensitive(one.key.theme, one.then)
        case "kept":
            return dataset.with_kept(one.then, indicator_id=one.key.indicator, theme_id=one.key.theme)
    return dataset


def _with_reading(dataset: Dataset, quarter: Quarter, indicator: Indicator, texts: dict[str, str]) -> Dataset:
    record = dataset.quarters[quarter]
    held = record.readings.get(indicator.id, NO_READING)
    reading = edits.reading_from({**dict(edits.reading_fields(held)), **texts}, indicator)
    changed = replace(record, readings=put(record.readings, indicator.id, reading))
    return replace(dataset, quarters=put(dataset.quarters, quarter, changed))


def _with_target(dataset: Dataset, quarter: Quarter, indicator: Indicator, texts: dict[str, str]) -> Dataset:
    held = dict(edits.target_fields(dataset.target(indicator.id, quarter.year)))
    return dataset.with_target(indicator.id, quarter.year, targets.target_from({**held, **texts}, indicator))
