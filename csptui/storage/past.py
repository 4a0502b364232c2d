"""The data as they stood at a moment, from what the files hold now and what the log says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from csptui.domain.change import FIGURE_FIELDS, NARRATIVE, NEW_QUARTER, TARGET_FIELDS, Change
from csptui.domain.dataset import put
from csptui.domain.quarter import Quarter
from csptui.domain.scorecard import NO_READING
from csptui.domain.then import Then, walk_back
from csptui.storage import changes, edits, targets
from csptui.storage.findings import BadCellError
from csptui.storage.folder import open_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from csptui.domain.change import Logged
    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator
    from csptui.domain.then import Held
    from csptui.storage.folder import LoadedFolder

    _ByPlace = dict[tuple[Quarter, str], dict[str, str]]

_TEXTS = {"comment", "source", NARRATIVE}


def read_entries(folder: Path) -> tuple[Logged, ...]:
    """Read the log of a data folder."""
    return changes.read_log(folder / changes.FILE)


class Present:
    """What the files hold now, of any quarter; each is read when it is first asked for."""

    def __init__(self, folder: Path, shown: LoadedFolder) -> None:
        self._folder = folder
        self._shown = shown
        self._loaded = {shown.dataset.shown: shown}

    def text(self, change: Change) -> str | None:
        """Give what the field that a change is of holds now, or None if there is no such field."""
        quarter = Quarter.parse(change.quarter)
        dataset = self._shown.dataset
        if quarter is None:
            return None
        if change.field in TARGET_FIELDS:
            target = dataset.target(change.indicator, quarter.year)
            return dict(edits.target_fields(target))[change.field]
        is_held = quarter in dataset.available
        if change.field == NEW_QUARTER:
            return str(quarter) if is_held else ""
        if change.field not in (*FIGURE_FIELDS, *_TEXTS):
            return None
        if not is_held:
            return ""
        if quarter not in self._loaded:
            self._loaded[quarter] = open_folder(self._folder, quarter)
        return edits.text_now(self._loaded[quarter], change)


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
