"""Reads and writes a quarter's figures: actuals.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from csptui.domain.figure import (
    EMPTY,
    Absence,
    Figure,
    Fraction,
    Status,
    digits,
    fraction_agrees,
    fraction_value,
    places_of,
)
from csptui.domain.indicator import FractionUse, fold_code
from csptui.domain.period import Period
from csptui.domain.problem import Fault, RefusedError
from csptui.domain.scorecard import NO_READING, Reading
from csptui.domain.typed import LONGEST, MOST_PLACES, parse_figure, parse_whole
from csptui.storage import tables
from csptui.storage.findings import BadCellError, Findings, quoted
from csptui.storage.tables import Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from csptui.domain.indicator import Indicator
    from csptui.domain.problem import Problem
    from csptui.storage.files import Content

FILE = "actuals.csv"
COLUMNS = ("indicator", "value", "places", "numerator", "denominator", "as_at", "status", "expected")
DECIMAL_COMMA = "has a comma, which may be meant as a decimal point: write plain digits"
STORED_PERIODS = "FY2009/10, 2009/10 Q4, M2009-12, M2010-01x1, cohort 2005 or CY2009"

# At most 15 digits, as `typed` has it: 16 characters with the point.
_PLAIN = re.compile(r"-?(?=[0-9.]{1,16}\Z)[0-9]{1,12}(?:\.[0-9]{1,6})?")
# Plain digits of any length, or with thousands commas: too many are refused later, with the reason.
_DIGITS = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_WHOLE = re.compile(r"[0-9]{1,12}")
_MARKS = {absence.mark: absence for absence in Absence}
_STATUSES = {"": Status.FINAL} | {one.value: one for one in Status}
_NO_ROWS = Table(COLUMNS)
_FIELD_CELLS = (
    *(("value", 1), ("value", 2), ("fraction", 3), ("fraction", 4)),
    *(("as_at", 5), ("status", 6), ("expected", 7)),
)
_BLANK = ["", "", "", "", "", "", ""]


@dataclass(frozen=True, slots=True)
class Actuals:
    """A file of figures as it was read: what it means, its rows as spelt, the bytes that stood there."""

    readings: Mapping[str, Reading] = field(default_factory=dict)
    table: Table = _NO_ROWS
    source: bytes | None = None
    problems: tuple[Problem, ...] = ()


def read(content: Content, where: str, indicators: Mapping[str, Indicator]) -> Actuals:
    """Read the figures of known indicators; a bad row is a problem and is kept. Raises if it is no table."""
    findings = Findings(where, content.warnings)
    table = tables.parse(content.text, COLUMNS, findings)
    readings: dict[str, Reading] = {}
    seen: dict[str, int] = {}
    for line, cells, ragged in table.rows:
        if ragged:
            continue
        name = cells[0].strip()
        indicator = indicators.get(name)
        if indicator is None:
            findings.error(line, unknown(name, indicators))
            continue
        if name in seen:
            message = f"{name} stands in line {seen[name]} already, which is the one used: take one out"
            findings.error(line, message, name)
            continue
        seen[name] = line
        try:
            reading = reading_of(cells, indicator, table.delimiter)
        except BadCellError as error:
            findings.error(line, str(error), name)
            continue
        readings[name] = reading
        if reading.figure.fraction is not None and fraction_agrees(reading.figure, indicator) is False:
            findings.warning(line, _disagreement(reading.figure, indicator), name)
    return Actuals(readings, table, content.data, findings.problems())


def unknown(name: str, indicators: Mapping[str, Indicator]) -> str:
    """Give the sentence for an id that no indicator has."""
    if not name:
        return "the row has no indicator: put an id in its first cell"
    meant = _folded(tuple(indicators)).get(fold_code(name)) if len(name) <= LONGEST else None
    advice = "correct the id, or define the indicator" if meant is None else f'write it as "{meant}"'
    return f"{quoted(name)} is not an indicator of indicators.toml: {advice}"


@lru_cache(maxsize=1)
def _folded(ids: tuple[str, ...]) -> dict[str, str]:
    """Give ids by the form in which codes are compared; remembered for a file of many unknown ones."""
    return {fold_code(one): one for one in ids}


def reading_of(cells: list[str], indicator: Indicator, delimiter: str = ",") -> Reading:
    """Read a row's cells. Raises BadCellError at the first that is wrong."""
    _, value, places, numerator, denominator, as_at, status, expected = cells
    figure = EMPTY
    if value:
        figure = _stated(value, places, indicator, delimiter)
    if numerator or denominator:
        figure = replace(figure, fraction=_fraction(numerator, denominator, figure, indicator, delimiter))
    if as_at:
        figure = replace(figure, as_at=period_of(as_at, "as_at"))
    if status:
        figure = replace(figure, status=_status(status))
    if expected:
        return Reading(figure, period_of(expected, "expected"))
    return Reading(figure) if figure is not EMPTY else NO_READING


def _stated(value: str, places: str, indicator: Indicator, delimiter: str) -> Figure:
    """Read a stated value, with zeros after its last digit as `places` has them (7.5 of 7.50)."""
    if _PLAIN.fullmatch(value) is not None and not indicator.unit.counts:
        number = unsigned_if_zero(Decimal(value))
        _, _, decimals = value.partition(".")
        if len(decimals) == places_wanted(places):
            return Figure(number)
    else:
        figure = _typed(value.strip(), indicator, delimiter)
        if figure.value is None:
            return figure
        number = figure.value
    wanted = places_wanted(places)
    return Figure(number if indicator.unit.counts else padded(number, wanted))


def _typed(value: str, indicator: Indicator, delimiter: str) -> Figure:
    if value in _MARKS:
        return Figure(absence=_MARKS[value])
    if "," in value and delimiter != ",":
        raise BadCellError(value, "value", DECIMAL_COMMA)
    if _DIGITS.fullmatch(value) is None:
        fault = "is not plain digits, [x], [z] or [c]: correct it, without a sign of per cent or plus"
        raise BadCellError(value, "value", fault)
    figure = parse_figure(value, indicator)
    if isinstance(figure, Fault):
        raise BadCellError(value, "value", f"is refused: {figure.message}; correct it")
    return figure


def places_wanted(text: str) -> int:
    """Read a cell of `places`; an empty one wants none."""
    if len(text) == 1 and "0" <= text <= str(MOST_PLACES):
        return ord(text) - ord("0")
    if text.strip():
        raise BadCellError(
            text, "cell of places", f"is not a whole number from 0 to {MOST_PLACES}: correct it"
        )
    return 0


def unsigned_if_zero(number: Decimal) -> Decimal:
    """Give a number without the sign of a nought, which a spreadsheet drops and nobody means."""
    return number or number.copy_abs()


def padded(number: Decimal, places: int) -> Decimal:
    """Give a number with at least so many digits after its point; no digit is ever dropped."""
    if places_of(number) >= places:
        return number
    return number.quantize(Decimal(1).scaleb(-places))


def _fraction(
    numerator: str, denominator: str, figure: Figure, indicator: Indicator, delimiter: str
) -> Fraction:
    for cell, column in ((numerator, "numerator"), (denominator, "denominator")):
        if not cell.strip():
            raise BadCellError(cell, column, "is missing: a fraction needs both its numbers")
    if indicator.unit.multiplier is None:
        raise BadCellError(
            numerator, "numerator", f"does not belong to {indicator.id}, a count: empty the cell"
        )
    if figure.absence is not None:
        fault = f"stands beside {figure.absence.mark}, by which there is none: empty one of them"
        raise BadCellError(numerator, "numerator", fault)
    if figure.value is None and indicator.fraction is FractionUse.SUPPORTING:
        fault = f"does not make the value of {indicator.id} by its fraction: give the value too"
        raise BadCellError(numerator, "numerator", fault)
    above = _whole(numerator, "numerator", delimiter)
    below = _whole(denominator, "denominator", delimiter)
    if below == 0:
        raise BadCellError(denominator, "denominator", "cannot be 0: correct it")
    return Fraction(above, below)


def _whole(text: str, column: str, delimiter: str) -> int:
    if _WHOLE.fullmatch(text) is not None:
        return int(text)
    if "," in text and delimiter != ",":
        raise BadCellError(text, column, DECIMAL_COMMA)
    number = parse_whole(text) if "+" not in text else Fault('"+" does not belong here')
    if isinstance(number, Fault):
        raise BadCellError(text, column, f"is refused: {number.message}; correct it")
    return number


def period_of(text: str, column: str) -> Period:
    """Read a cell that holds a period."""
    period = Period.parse(text) if len(text) <= LONGEST else None
    if period is None:
        raise BadCellError(text, f"cell of {column}", f"is no period: write it as {STORED_PERIODS}")
    return period


def _status(text: str) -> Status:
    status = _STATUSES.get(text.strip().lower())
    if status is None:
        raise BadCellError(text, "status", "is none of provisional, revised, estimated: use one, or none")
    return status


def _disagreement(figure: Figure, indicator: Indicator) -> str:
    exact = fraction_value(figure, indicator)
    if exact is None or figure.value is None:
        return ""
    made = digits(exact, max(2, places_of(figure.value)))
    return (
        f"{indicator.id}: {figure.fraction} makes {made}, not the {digits(figure.value)} that is stated: "
        "correct one of them; the stated value is the one rated"
    )


def value_text(figure: Figure) -> str:
    """Print a stated value in plain digits, or the mark of its absence."""
    if figure.value is not None:
        return f"{figure.value:f}"
    return "" if figure.absence is None else figure.absence.mark


def cells_of(indicator_id: str, reading: Reading) -> list[str]:
    """Give the canonical row for a reading."""
    figure = reading.figure
    return [
        indicator_id,
        value_text(figure),
        "" if figure.value is None else str(places_of(figure.value)),
        "" if figure.fraction is None else str(figure.fraction.numerator),
        "" if figure.fraction is None else str(figure.fraction.denominator),
        "" if figure.as_at is None else figure.as_at.stored,
        "" if figure.status is Status.FINAL else figure.status.value,
        "" if reading.expected is None else reading.expected.stored,
    ]


def cells_from(fields: Mapping[str, str], indicator: Indicator) -> list[str]:
    """Give the row for fields as the log has them: a value with its places, and a fraction as one text."""
    value = fields.get("value", "")
    _, _, decimals = value.partition(".")
    above, _, below = fields.get("fraction", "").partition("/")
    places = str(len(decimals)) if value and value not in _MARKS else ""
    rest = [fields.get(name, "") for name in ("as_at", "status", "expected")]
    return [indicator.id, value, places, above, below, *rest]


def mended(held: Actuals, indicator: Indicator, fields: Mapping[str, str]) -> Reading | None:
    """Give what a row that could not be read holds with some fields replaced; None if there is no such row.

    Its other cells stay. Raises RefusedError where one of them is why the row cannot be read.
    """
    if (row := _unread_row(held, indicator.id)) is None:
        return None
    new, cells = cells_from(fields, indicator), list(row.cells)
    for name, column in _FIELD_CELLS:
        if name in fields:
            cells[column] = new[column]
    try:
        return reading_of(cells, indicator, held.table.delimiter)
    except BadCellError as error:
        raise not_mended(indicator, row.line, error) from error


def is_unread(held: Actuals, indicator_id: str) -> bool:
    """Whether an indicator has a row that could not be read."""
    return _unread_row(held, indicator_id) is not None


def _unread_row(held: Actuals, indicator_id: str) -> Row | None:
    if indicator_id in held.readings:
        return None
    rows = (row for row in held.table.rows if not row.ragged and row.cells[0].strip() == indicator_id)
    return next(rows, None)


def not_mended(indicator: Indicator, line: int, error: BadCellError) -> RefusedError:
    """Give the refusal of a change that would leave a row as unreadable as it is."""
    return RefusedError(
        f"{indicator.code}: its row cannot be read ({error}): mend line {line} first. Nothing was written"
    )


def with_reading(table: Table, indicator_id: str, reading: Reading) -> Table:
    """Give a table with one row replaced, or inserted where the ids' order has it; no other is touched."""
    return put_row(table, cells_of(indicator_id, reading), 1, lambda cells: cells[0].strip() == indicator_id)


def put_row(table: Table, cells: list[str], key: int, same: Callable[[list[str]], bool]) -> Table:
    """Replace the first row that is the same, or insert one by the order of the first `key` cells."""
    rows = list(table.rows)
    for at, row in enumerate(rows):
        if not row.ragged and same(row.cells):
            rows[at] = row._replace(cells=cells)
            return replace(table, rows=tuple(rows))
    at = next((number for number, row in enumerate(rows) if row.cells[:key] > cells[:key]), len(rows))
    rows.insert(at, Row(0, cells))
    return replace(table, rows=tuple(rows))


def empty_table(indicator_ids: Iterable[str]) -> Table:
    """Give a table with an empty row for each indicator, so that each is plainly owed."""
    return Table(COLUMNS, tuple(Row(0, [one, *_BLANK]) for one in sorted(indicator_ids)))
