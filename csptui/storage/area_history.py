"""Reads what other areas have of one indicator through every quarter: when asked for, never at start-up.

Only the indicator's own lines are parsed where a file is plain.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from csptui.domain.groups import AreaValues
from csptui.domain.quarter import Quarter
from csptui.domain.typed import LONGEST
from csptui.storage import area_values, comparators, files
from csptui.storage.findings import BrokenFileError
from csptui.storage.own_lines import OwnLines
from csptui.storage.where import where_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal
    from pathlib import Path

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator
    from csptui.domain.problem import Problem
    from csptui.storage.area_values import Areas
    from csptui.storage.files import Content

_IN_FIRST, _IN_SECOND = 0, 1
"""The columns that the two files have the indicator in."""


def of_indicator(
    folder: Path, dataset: Dataset, indicator: Indicator
) -> tuple[dict[Quarter, AreaValues], tuple[Problem, ...]]:
    """Give what other areas have of an indicator, by quarter, with what is wrong in its rows.

    The average of a quarter is then `groups.first_average(indicator, quarter, values, figure, partnership)`,
    which knows the members of that quarter and whether one's own figure may be counted.
    """
    reader = _Reader(folder, dataset, indicator)
    content_of = reader.shared()
    found: dict[Quarter, AreaValues] = {}
    for quarter in dataset.available:
        own = reader.areas(quarter)
        shared = content_of(quarter)
        stated = {} if shared is None else reader.stated(shared, quarter, own)
        if own.values or stated:
            found[quarter] = AreaValues.made(own.values.get(indicator.id, {}), stated)
    return found, tuple(reader.problems)


class _Reader:
    """Reads one indicator's rows out of both kinds of files; each problem is kept once."""

    def __init__(self, folder: Path, dataset: Dataset, indicator: Indicator) -> None:
        self._folder, self._dataset, self._id = folder, dataset, indicator.id
        self._one = {indicator.id: indicator}
        self._areas = OwnLines(area_values.COLUMNS, indicator.id, _IN_FIRST)
        self._stated = OwnLines(comparators.COLUMNS, indicator.id, _IN_SECOND)
        self.problems: dict[Problem, None] = {}

    @cached_property
    def _all(self) -> Mapping[str, Indicator]:
        return {one.id: one for one in self._dataset.indicators}

    def shared(self) -> Callable[[Quarter], Content | None]:
        """Read the partnership's file, and give what there is to read of each quarter in it."""
        try:
            content = files.read_inside(self._folder, comparators.FILE)
        except BrokenFileError as error:
            self.problems[error.problem] = None
            return lambda _: None
        lines = None if content is None else self._stated.lines(content)
        if content is None or lines is None:
            return lambda _: content
        by_quarter: dict[Quarter | None, list[str]] = {}
        for line in lines:
            text = ",".join(line.split(",")[2:3])
            quarter = Quarter.parse(text) if len(text) <= LONGEST else None
            by_quarter.setdefault(quarter, [self._stated.head]).append(line)
        texts = {quarter: "\n".join(held) for quarter, held in by_quarter.items()}
        return lambda quarter: replace(content, text=texts[quarter]) if quarter in texts else None

    def areas(self, quarter: Quarter) -> Areas:
        """Read the quarter's own file."""
        partnership = self._dataset.partnership
        try:
            content = files.read_inside(self._folder, where_of(quarter, area_values.FILE))
            if content is None:
                return area_values.NO_FILE
            held = self._areas.read(
                content,
                lambda alone: area_values.read(alone, quarter, self._one, partnership),
                lambda whole: area_values.read(whole, quarter, self._all, partnership),
            )
        except BrokenFileError as error:
            self.problems[error.problem] = None
            return area_values.NO_FILE
        self.problems |= dict.fromkeys(one for one in held.problems if one.indicator == self._id)
        return held

    def stated(self, content: Content, quarter: Quarter, areas: Areas) -> Mapping[str, Mapping[str, Decimal]]:
        """Read a quarter's values in the partnership's file, by group."""
        try:
            held = comparators.read(content, quarter, self._all, self._dataset.partnership, areas.given)
        except BrokenFileError as error:
            self.problems[error.problem] = None
            return {}
        return {group: values for (group, name), values in held.values.items() if name == self._id}
