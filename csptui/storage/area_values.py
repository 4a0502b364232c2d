"""Reads what other areas have in one quarter: the quarter's own comparators.csv.

A value belongs to its area: every group that has the area as a member in that quarter draws on it. The
file is optional, and beside the partnership's comparators.csv it is the one used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from csptui.domain.figure import (
    EMPTY,
    Figure,
    digits,
    fraction_agrees,
    fraction_value,
    places_of,
    value_of,
)
from csptui.domain.groups import AreaValue
from csptui.storage import actuals, tables
from csptui.storage.findings import BadCellError, Findings, quoted
from csptui.storage.where import where_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from csptui.domain.dataset import Partnership
    from csptui.domain.indicator import Indicator
    from csptui.domain.problem import Problem
    from csptui.domain.quarter import Quarter
    from csptui.storage.files import Content

FILE = "comparators.csv"
COLUMNS = ("indicator", "area", "value", "numerator", "denominator")

Values = dict[str, dict[str, AreaValue]]


@dataclass(frozen=True, slots=True)
class Areas:
    """The values of one quarter by indicator and area; `given` has the rows without a value too."""

    values: Mapping[str, Mapping[str, AreaValue]] = field(default_factory=dict)
    given: frozenset[tuple[str, str]] = frozenset()
    problems: tuple[Problem, ...] = ()


NO_FILE = Areas()


def wanted(folder: Path, held: Sequence[Quarter]) -> str:
    """Say what a folder lacks that has neither a comparators.csv of its own nor one in any quarter."""
    places = chain((FILE,), (where_of(quarter, FILE) for quarter in reversed(held)))
    if any(_stands(folder / where) for where in places):
        return ""
    return "is missing, so no group of areas is compared: bring it back"


def _stands(path: Path) -> bool:
    """Whether there is something; what the system will not tell of is not called missing."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def known_areas(partnership: Partnership) -> frozenset[str]:
    """Give every area that a row may name: the members of all groups at any time, and the area itself."""
    return frozenset((partnership.area, *(area for group in partnership.groups for area in group.members)))


def read(
    content: Content, quarter: Quarter, indicators: Mapping[str, Indicator], partnership: Partnership
) -> Areas:
    """Read the values of known indicators and areas; a bad row is a problem. Raises if it is no table."""
    findings = Findings(where_of(quarter, FILE), content.warnings)
    table = tables.parse(content.text, COLUMNS, findings)
    return values_in(table.rows, table.delimiter, findings, indicators, partnership)


def values_in(
    rows: Iterable[tables.Row],
    delimiter: str,
    findings: Findings,
    indicators: Mapping[str, Indicator],
    partnership: Partnership,
) -> Areas:
    """Read the rows of a table."""
    areas = known_areas(partnership)
    values: Values = {}
    lines: dict[tuple[str, str], int] = {}
    for line, cells, ragged in rows:
        if ragged:
            continue
        name, area, *rest = (cell.strip() for cell in cells)
        indicator = indicators.get(name)
        fault = _row_fault(name, area, indicators, areas)
        if indicator is None or fault:
            findings.error(line, fault, None if indicator is None else name)
            continue
        if (first := lines.setdefault((name, area), line)) != line:
            message = f"{area} stands in line {first} already for {name}, which is the one used: take one out"
            findings.error(line, message, name)
            continue
        try:
            figure = _figure(rest, indicator, delimiter)
        except BadCellError as error:
            findings.error(line, f"{area}: {error}", name)
            continue
        if fraction_agrees(figure, indicator) is False:
            findings.warning(line, _disagreement(area, figure, indicator), name)
        value = value_of(figure, indicator)
        # The area's own values are its figures; published tables list it among the others: no harm.
        if value is not None and area != partnership.area:
            values.setdefault(name, {})[area] = AreaValue(value, figure.fraction)
    return Areas(values, frozenset(lines), findings.problems())


def _row_fault(name: str, area: str, indicators: Mapping[str, Indicator], areas: frozenset[str]) -> str:
    if name not in indicators:
        return actuals.unknown(name, indicators)
    if not area:
        return "the row has no area: put a name in its second cell"
    if area not in areas:
        return f"{quoted(area)} is not a member of any group: correct the name, or add it to a group"
    return ""


def _figure(cells: list[str], indicator: Indicator, delimiter: str) -> Figure:
    """Read value and fraction by the rules of actuals.csv, without its marks of absence: empty is missing."""
    value, numerator, denominator = cells
    if value.startswith("["):
        raise BadCellError(value, "value", "is not plain digits: leave the cell empty where none is held")
    if not (value or numerator or denominator):
        return EMPTY
    return actuals.reading_of(
        [indicator.id, value, "", numerator, denominator, "", "", ""], indicator, delimiter
    ).figure


def _disagreement(area: str, figure: Figure, indicator: Indicator) -> str:
    exact = fraction_value(figure, indicator)
    if exact is None or figure.value is None:
        return ""
    made = digits(exact, max(2, places_of(figure.value)))
    return (
        f"{area}: {figure.fraction} makes {made}, not the {digits(figure.value)} that is stated: "
        "correct one of them; the stated value is the one compared"
    )
