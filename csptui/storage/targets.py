"""Reads and writes the targets of every year: targets.csv."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from csptui.domain.figure import places_of
from csptui.domain.indicator import Polarity
from csptui.domain.problem import Fault
from csptui.domain.quarter import LATEST, FinancialYear
from csptui.domain.target import Edge, Target, parse_target
from csptui.domain.typed import LONGEST
from csptui.storage import tables
from csptui.storage.actuals import (
    DECIMAL_COMMA,
    not_mended,
    padded,
    period_of,
    places_wanted,
    unknown,
    unsigned_if_zero,
)
from csptui.storage.findings import BadCellError, Findings
from csptui.storage.tables import Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csptui.domain.indicator import Indicator
    from csptui.domain.problem import Problem
    from csptui.domain.target import Comparison
    from csptui.storage.files import Content

FILE = "targets.csv"
COLUMNS = ("indicator", "year", "target", "places", "applies_to")
ALL_COLUMNS = (*COLUMNS, tables.ROLLED)
"""The last column is there only while a target that was rolled on waits to be confirmed."""

# At most 15 digits, as `typed` has it: 16 characters with the point.
_PLAIN = re.compile(r"-?(?=[0-9.]{1,16}\Z)[0-9]{1,12}(?:\.[0-9]{1,6})?")
_NO_ROWS = Table(ALL_COLUMNS)
_ANY_YEAR = FinancialYear(LATEST)
Key = tuple[str, FinancialYear]


@dataclass(frozen=True, slots=True)
class Targets:
    """The file of targets as it was read: what it means, its rows as spelt, the bytes that stood there."""

    targets: Mapping[Key, Target] = field(default_factory=dict)
    table: Table = _NO_ROWS
    source: bytes | None = None
    problems: tuple[Problem, ...] = ()


def read(content: Content, indicators: Mapping[str, Indicator]) -> Targets:
    """Read the targets of known indicators; a bad row is a problem and is kept. Raises if it is no table."""
    findings = Findings(FILE, content.warnings)
    table = tables.parse(content.text, ALL_COLUMNS, findings)
    reader = _Reader(table.delimiter)
    targets: dict[Key, Target] = {}
    seen: dict[Key, int] = {}
    for line, cells, ragged in table.rows:
        if ragged:
            continue
        name = cells[0].strip()
        indicator = indicators.get(name)
        if indicator is None:
            findings.error(line, unknown(name, indicators))
            continue
        try:
            key = (name, reader.year(cells[1]))
            if key in seen:
                message = (
                    f"{name} has a target for {key[1]} in line {seen[key]} already, which is the one used"
                )
                findings.error(line, f"{message}: take one out", name)
                continue
            seen[key] = line
            targets[key] = reader.target(cells, indicator, key[1])
        except BadCellError as error:
            findings.error(line, str(error), name)
    return Targets(targets, table, content.data, findings.problems())


class _Reader:
    """Reads the cells of one file, and remembers its years and what a bare number means by polarity."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._years: dict[str, FinancialYear] = {}
        self._bare: dict[Polarity, Comparison] = {}

    def year(self, text: str) -> FinancialYear:
        year = self._years.get(text)
        if year is None:
            year = FinancialYear.parse(text) if len(text) <= LONGEST else None
            if year is None:
                raise BadCellError(text, "year", "is no financial year: write it as FY2009/10")
            self._years[text] = year
        return year

    def target(self, cells: list[str], indicator: Indicator, year: FinancialYear) -> Target:
        _, _, text, places, applies_to, rolled_from = cells
        target = self._plain(text, indicator) or self._typed(text.strip(), indicator)
        if target.bare and places and target.edge is not None:
            limit = padded(target.edge.limit, places_wanted(places))
            if limit is not target.edge.limit:
                target = replace(target, edge=replace(target.edge, limit=limit))
        if applies_to:
            target = replace(target, applies_to=period_of(applies_to, "applies_to"))
        return self._rolled(target, rolled_from, year) if rolled_from.strip() else target

    def _rolled(self, target: Target, text: str, year: FinancialYear) -> Target:
        """Mark a target as carried over from an earlier year; only a number can be."""
        column = f"cell of {tables.ROLLED}"
        found = FinancialYear.parse(text) if len(text) <= LONGEST else None
        if found is None:
            raise BadCellError(text, column, "is no financial year: write it as FY2009/10, or empty the cell")
        if found >= year:
            raise BadCellError(text, column, f"is not a year before {year}: correct it, or empty the cell")
        if target.edge is None:
            raise BadCellError(text, column, "stands beside no target: empty the cell")
        return replace(target, rolled_from=found)

    def _plain(self, text: str, indicator: Indicator) -> Target | None:
        """Read plain digits the short way; what a bare number means depends on the polarity alone."""
        comparison = self._bare.get(indicator.polarity)
        if comparison is None or indicator.polarity is Polarity.ZERO or _PLAIN.fullmatch(text) is None:
            return None
        return Target(Edge(comparison, unsigned_if_zero(Decimal(text))), bare=True, absence=None)

    def _typed(self, text: str, indicator: Indicator) -> Target:
        fault = ""
        if "," in text and self._delimiter != ",":
            fault = DECIMAL_COMMA
        elif "(" in text:
            fault = "holds a period: put that in the column applies_to"
        elif "%" in text:
            fault = "holds a sign of per cent: take it out"
        target = parse_target(text, indicator)
        if fault or isinstance(target, Fault):
            raise BadCellError(text, "target", fault or f"is refused: {_said(target)}; correct it")
        if target.bare and target.edge is not None:
            self._bare[indicator.polarity] = target.edge.comparison
        return target


def target_from(fields: Mapping[str, str], indicator: Indicator, year: FinancialYear = _ANY_YEAR) -> Target:
    """Read a target of a year from its fields as the log has them. Raises BadCellError."""
    text = fields.get("target", "")
    rest = [fields.get(name, "") for name in ("applies_to", tables.ROLLED)]
    return _Reader(",").target(["", "", text, "", *rest], indicator, year)


def mended(
    held: Targets, indicator: Indicator, year: FinancialYear, fields: Mapping[str, str]
) -> Target | None:
    """Give what a row that could not be read holds with some fields replaced, as for a figure."""
    if (indicator.id, year) in held.targets:
        return None
    rows = (row for row in held.table.rows if not row.ragged and _is_of(row.cells, indicator.id, year))
    if (row := next(rows, None)) is None:
        return None
    name, its_year, text, places, applies_to, rolled_from = row.cells
    text, places = (fields["target"], "") if "target" in fields else (text, places)
    rest = [fields.get("applies_to", applies_to), fields.get(tables.ROLLED, rolled_from)]
    try:
        return _Reader(held.table.delimiter).target([name, its_year, text, places, *rest], indicator, year)
    except BadCellError as error:
        raise not_mended(indicator, row.line, error) from error


def unread(held: Targets) -> frozenset[Key]:
    """Give the indicators and years of rows that could not be read, also of those with too many cells."""
    named = (row.cells for row in held.table.rows if len(row.cells) > 1)
    years = ((cells[0].strip(), FinancialYear.parse(cells[1][:LONGEST])) for cells in named)
    found = frozenset((name, year) for name, year in years if year is not None)
    return found.difference(held.targets)


def line_of(held: Targets, indicator_id: str, year: FinancialYear) -> int | None:
    """Give the line of a target, if the file has a row for it."""
    rows = (row for row in held.table.rows if not row.ragged and _is_of(row.cells, indicator_id, year))
    return next((row.line for row in rows), None)


def _is_of(cells: list[str], indicator_id: str, year: FinancialYear) -> bool:
    return cells[0].strip() == indicator_id and FinancialYear.parse(cells[1][:LONGEST]) == year


def _said(target: Target | Fault) -> str:
    return target.message if isinstance(target, Fault) else ""


def text_of(target: Target) -> str:
    """Print a target as the file has it: a sign and plain digits, or the absence as it was written."""
    if target.edge is None:
        return "" if target.absence is None else target.absence.value
    sign = "" if target.bare else target.edge.comparison.value
    return f"{sign}{target.edge.limit:f}"


def with_targets(table: Table, made: Mapping[Key, Target]) -> Table:
    """Give a table with targets replaced, or inserted before the first row of a later indicator or year.

    An empty target keeps its row.
    """
    rows, wanted = list(table.rows), dict(made)
    names = {name for name, _ in wanted}
    for at, row in enumerate(rows):
        name = "" if row.ragged else row.cells[0].strip()
        year = FinancialYear.parse(row.cells[1][:LONGEST]) if name in names else None
        if year is not None and (target := wanted.pop((name, year), None)) is not None:
            rows[at] = row._replace(cells=_cells((name, year), target))
    latest = list(accumulate((row.cells[:2] for row in rows), max))
    for key in sorted(wanted, reverse=True):
        cells = _cells(key, wanted[key])
        rows.insert(bisect_right(latest, cells[:2]), Row(0, cells))
    return replace(table, rows=tuple(rows))


def _cells(key: Key, target: Target) -> list[str]:
    indicator_id, year = key
    places = "" if target.edge is None else str(places_of(target.edge.limit))
    applies_to = "" if target.applies_to is None else target.applies_to.stored
    rolled_from = "" if target.rolled_from is None else target.rolled_from.stored
    return [indicator_id, year.stored, text_of(target), places, applies_to, rolled_from]
