"""Reads one indicator through every quarter held: only when it is asked for, never at start-up.

Its own lines alone are parsed where a file is plain, so that its history takes the same time beside one
indicator and beside 500.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from csptui.domain.groups import first_average
from csptui.domain.scorecard import NO_READING
from csptui.domain.series import Series, series_of
from csptui.storage import actuals, files
from csptui.storage.area_history import of_indicator
from csptui.storage.findings import BrokenFileError
from csptui.storage.own_lines import OwnLines
from csptui.storage.where import where_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from csptui.domain.dataset import Dataset
    from csptui.domain.groups import GroupAverage
    from csptui.domain.indicator import Indicator
    from csptui.domain.problem import Problem
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Reading
    from csptui.storage.files import Content


def read_series(folder: Path, dataset: Dataset, indicator: Indicator) -> tuple[Series, tuple[Problem, ...]]:
    """Read an indicator's figures of all quarters, with what is wrong in its rows or in a whole file."""
    rows = Rows(indicator, dataset)
    readings: dict[Quarter, Reading] = {}
    problems: list[Problem] = []
    for quarter in dataset.available:
        where = where_of(quarter, actuals.FILE)
        try:
            content = files.read_inside(folder, where)
            if content is None:
                continue
            held = rows.read(content, where)
        except BrokenFileError as error:
            problems.append(error.problem)
            continue
        problems += _own_problems(held, indicator.id)
        if indicator.id in held.readings:
            readings[quarter] = held.readings[indicator.id]
    averages = _averages(folder, dataset, indicator, readings, problems)
    return series_of(indicator, readings, dataset.available, dataset.targets, averages), tuple(problems)


def _own_problems(held: actuals.Actuals, indicator: str) -> list[Problem]:
    """Give what is wrong in an indicator's rows; one with too few or too many cells is known by its line."""
    ragged = {row.line for row in held.table.rows if row.ragged and row.cells[0].strip() == indicator}
    return [one for one in held.problems if one.indicator == indicator or one.where.line in ragged]


def _averages(
    folder: Path,
    dataset: Dataset,
    indicator: Indicator,
    readings: Mapping[Quarter, Reading],
    problems: list[Problem],
) -> dict[Quarter, GroupAverage]:
    """Average what other areas have in every quarter, and add what is wrong in their files."""
    if not dataset.partnership.groups:
        return {}
    held, found = of_indicator(folder, dataset, indicator)
    problems += found
    averages = {
        quarter: first_average(
            indicator, quarter, values, readings.get(quarter, NO_READING).figure, dataset.partnership
        )
        for quarter, values in held.items()
    }
    return {quarter: average for quarter, average in averages.items() if average is not None}


class Rows:
    """Reads one indicator's rows out of files of figures."""

    def __init__(self, indicator: Indicator, dataset: Dataset) -> None:
        self._dataset = dataset
        self._own = {indicator.id: indicator}
        self._lines = OwnLines(actuals.COLUMNS, indicator.id)

    @cached_property
    def _all(self) -> Mapping[str, Indicator]:
        return {one.id: one for one in self._dataset.indicators}

    def read(self, content: Content, where: str) -> actuals.Actuals:
        """Read a file as `actuals.read` does, as far as the indicator goes. Raises if it is no table."""
        return self._lines.read(
            content,
            lambda alone: actuals.read(alone, where, self._own),
            lambda whole: actuals.read(whole, where, self._all),
        )
