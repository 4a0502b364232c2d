"""Reads the last few quarters of every indicator, for lines that are drawn small; never at start-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.series import series_of
from csptui.storage import actuals, files
from csptui.storage.findings import BrokenFileError
from csptui.storage.journal import path_of
from csptui.storage.where import where_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from typing import TypeAlias

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Theme
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Reading
    from csptui.domain.series import Series

    Readings: TypeAlias = "Mapping[str, Reading]"


def _always() -> bool:
    return True


QUARTERS = 8
"""How many quarters are read, the one shown among them."""


def recent_quarters(shown: Quarter) -> tuple[Quarter, ...]:
    """Give the quarters that a small line has, oldest first, held or not."""
    quarters = [shown]
    while len(quarters) < QUARTERS:
        quarters.insert(0, quarters[0].previous())
    return tuple(quarters)


class Recent:
    """The figures of the last quarters; a file is read again only when it is another one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._themes: tuple[Theme, ...] = ()
        self._held: dict[Quarter, tuple[tuple[int, int, int] | None, Readings]] = {}

    def read(
        self, dataset: Dataset, only: Iterable[str] | None = None, *, is_wanted: Callable[[], bool] = _always
    ) -> dict[str, Series]:
        """Give the last quarters of every indicator, or of some; a file that cannot be used holds nothing.

        What the dataset itself holds is not read again, and once nobody wants the answer there is none.
        Problems of these files are told with their quarter.
        """
        if dataset.themes is not self._themes:
            self._themes = dataset.themes
            self._held.clear()
        quarters = recent_quarters(dataset.shown)
        self._held = {one: held for one, held in self._held.items() if one in quarters}
        readings: dict[Quarter, Readings] = {}
        for one in quarters:
            if not is_wanted():
                return {}
            readings[one] = self._readings(dataset, one)
        chosen = None if only is None else frozenset(only)
        return {
            indicator.id: series_of(indicator, _of(indicator.id, readings), quarters, {})
            for indicator in dataset.indicators
            if (chosen is None or indicator.id in chosen) and is_wanted()
        }

    def _readings(self, dataset: Dataset, quarter: Quarter) -> Readings:
        if quarter in dataset.quarters:
            return dataset.quarters[quarter].readings
        if quarter not in dataset.available:
            return {}
        where = where_of(quarter, actuals.FILE)
        stamp = self._stamp(where)
        held = self._held.get(quarter)
        if held is None or held[0] != stamp:
            held = self._held[quarter] = stamp, self._parsed(dataset, where)
        return held[1]

    def _stamp(self, where: str) -> tuple[int, int, int] | None:
        try:
            found = path_of(self._folder, where).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _parsed(self, dataset: Dataset, where: str) -> Readings:
        try:
            content = files.read_inside(self._folder, where)
            if content is None:
                return {}
            return actuals.read(content, where, {one.id: one for one in dataset.indicators}).readings
        except BrokenFileError:
            return {}


def _of(indicator: str, readings: Mapping[Quarter, Readings]) -> dict[Quarter, Reading]:
    return {one: held[indicator] for one, held in readings.items() if indicator in held}
