"""Reads what other areas have of one indicator through every quarter: when asked for, never at start-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.groups import AreaValues
from csptui.storage import area_values, comparators, files
from csptui.storage.findings import BrokenFileError
from csptui.storage.where import where_of

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator
    from csptui.domain.problem import Problem
    from csptui.domain.quarter import Quarter


def of_indicator(
    folder: Path, dataset: Dataset, indicator: Indicator
) -> tuple[dict[Quarter, AreaValues], tuple[Problem, ...]]:
    """Give what other areas have of an indicator, by quarter, with what is wrong in its rows.

    The average of a quarter is then `groups.first_average(indicator, quarter, values, figure, partnership)`,
    which knows the members of that quarter and whether one's own figure may be counted.
    """
    indicators = {indicator.id: indicator}
    partnership = dataset.partnership
    found: dict[Quarter, AreaValues] = {}
    problems: list[Problem] = []
    try:
        content = files.read_inside(folder, comparators.FILE)
    except BrokenFileError as error:
        problems.append(error.problem)
        content = None
    for quarter in dataset.available:
        own = area_values.NO_FILE
        try:
            mine = files.read_inside(folder, where_of(quarter, area_values.FILE))
            if mine is not None:
                own = area_values.read(mine, quarter, indicators, partnership)
        except BrokenFileError as error:
            problems.append(error.problem)
        problems += [one for one in own.problems if one.indicator == indicator.id]
        held = comparators.Comparators()
        if content is not None:
            held = comparators.read(content, quarter, indicators, partnership, own.given)
        stated = {group: values for (group, _), values in held.values.items()}
        if own.values or stated:
            found[quarter] = AreaValues.made(own.values.get(indicator.id, {}), stated)
    return found, tuple(dict.fromkeys(problems))
