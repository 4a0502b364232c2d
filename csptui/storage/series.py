"""Reads one indicator through every quarter held: only when it is asked for, never at start-up.

Of a plain file only the lines that may hold the indicator are parsed, so that its history takes the same
time beside one indicator and beside 500. Every other file goes through the full reader.
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from csptui.domain.groups import first_average
from csptui.domain.scorecard import NO_READING
from csptui.domain.series import Series, series_of
from csptui.storage import actuals, files, tables
from csptui.storage.area_history import of_indicator
from csptui.storage.findings import BrokenFileError
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

_HEAD = ",".join(actuals.COLUMNS) + "\n"


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
        problems += [one for one in held.problems if one.indicator == indicator.id]
        if indicator.id in held.readings:
            readings[quarter] = held.readings[indicator.id]
    averages = _averages(folder, dataset, indicator, readings, problems)
    return series_of(indicator, readings, dataset.available, dataset.targets, averages), tuple(problems)


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
        self.indicator = indicator
        self._dataset = dataset
        # A row is the indicator's if its first cell is the id with nothing but white space around it.
        self._rows = re.compile(rf"\n[^\S\n]*{re.escape(indicator.id)}[^\S\n]*,.*")

    @cached_property
    def _indicators(self) -> Mapping[str, Indicator]:
        return {one.id: one for one in self._dataset.indicators}

    def read(self, content: Content, where: str) -> actuals.Actuals:
        """Read a file as `actuals.read` does, as far as the indicator goes. Raises if it is no table."""
        text = plain_text(content.text)
        if text is None:
            return actuals.read(content, where, self._indicators)
        own = {self.indicator.id: self.indicator}
        found = list(self._rows.finditer(text, len(_HEAD) - 1))
        alone = _HEAD.rstrip("\n") + "".join(one[0] for one in found)
        held = actuals.read(replace(content, text=alone), where, own)
        if not held.problems:
            return held
        # A problem names its line: each row is put where it stands, under lines that are empty.
        return actuals.read(replace(content, text=_in_place(text, found)), where, own)


def _in_place(text: str, found: list[re.Match[str]]) -> str:
    """Give a file with some lines alone and all the others empty, so that each keeps its number."""
    at = len(_HEAD) - 1
    parts = [text[:at]]
    for one in found:
        parts += ("\n" * text.count("\n", at, one.start()), one[0])
        at = one.end()
    return "".join(parts)


def plain_text(text: str) -> str | None:
    """Give a file's text with bare line feeds if each of its lines is surely one row of plain cells.

    Otherwise a line read alone could mean something else than it means in its file, or hide that
    the file is no table: then there is None.
    """
    if "\r" in text:
        if text.count("\r") != text.count("\r\n"):
            return None
        text = text.replace("\r\n", "\n")
    if not text.startswith(_HEAD) or '"' in text or text.count("\n") >= tables.MOST_ROWS:
        return None
    longest = csv.field_size_limit()
    if len(text) > longest and max(map(len, text.split("\n"))) > longest:
        return None
    return text
