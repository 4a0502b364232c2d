"""Reads one indicator through every quarter held: only when it is asked for, never at start-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.series import Series, series_of
from csptui.storage import actuals, files
from csptui.storage.findings import BrokenFileError
from csptui.storage.where import where_of

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator
    from csptui.domain.problem import Problem
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Reading


def read_series(folder: Path, dataset: Dataset, indicator: Indicator) -> tuple[Series, tuple[Problem, ...]]:
    """Read an indicator's figures of all quarters, with what is wrong in its rows or in a whole file."""
    readings: dict[Quarter, Reading] = {}
    problems: list[Problem] = []
    for quarter in dataset.available:
        where = where_of(quarter, actuals.FILE)
        try:
            content = files.read_inside(folder, where)
        except BrokenFileError as error:
            problems.append(error.problem)
            continue
        if content is None:
            continue
        held = actuals.read(content, where, {one.id: one for one in dataset.indicators})
        problems += [one for one in held.problems if one.indicator == indicator.id]
        if indicator.id in held.readings:
            readings[quarter] = held.readings[indicator.id]
    return series_of(indicator, readings, dataset.available, dataset.targets), tuple(problems)
