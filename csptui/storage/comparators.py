"""Reads what other areas have in the quarter shown: the partnership's comparators.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.problem import Fault
from csptui.domain.quarter import Quarter
from csptui.domain.typed import LONGEST, parse_number
from csptui.storage import tables
from csptui.storage.actuals import DECIMAL_COMMA, unknown, unsigned_if_zero
from csptui.storage.findings import Findings, quoted
from csptui.storage.own_lines import alone, in_place, lines_with, plain_text
from csptui.storage.where import where_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from csptui.domain.dataset import Partnership
    from csptui.domain.indicator import Indicator
    from csptui.domain.problem import Problem
    from csptui.storage.files import Content
    from csptui.storage.own_lines import Line

FILE = "comparators.csv"
COLUMNS = ("group", "indicator", "quarter", "area", "value")
_HEAD = ",".join(COLUMNS)
# At most 15 digits, as `typed` has it: 16 characters with the point.
_PLAIN = re.compile(r"-?(?=[0-9.]{1,16}\Z)[0-9]{1,12}(?:\.[0-9]{1,6})?")
_QUARTER_CELL = re.compile(r"\n[^,\n]*,[^,\n]*,([^,\n]*),[^,\n]*,[^,\n]*(?=\n|\Z)")
_DIGITS = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")

Values = dict[tuple[str, str], dict[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Comparators:
    """The values of one quarter by group and indicator, then by area."""

    values: Mapping[tuple[str, str], Mapping[str, Decimal]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


NONE: Mapping[tuple[str, str], Mapping[str, Decimal]] = MappingProxyType({})


def read(
    content: Content,
    shown: Quarter,
    indicators: Mapping[str, Indicator],
    partnership: Partnership,
    given: Collection[tuple[str, str]] = (),
) -> Comparators:
    """Read the values of the quarter shown. Raises if the file is no table.

    Rows of other quarters are passed over: of them only the quarter itself is judged. `given` are the
    indicators and areas that the quarter's own comparators.csv has: it is the one used.
    """
    own = _OwnRows.of(content.text, shown)

    def held(text: str) -> Comparators:
        return _read(replace(content, text=text), shown, indicators, partnership, given)

    if own is None:
        return held(content.text)
    found = held(own.alone)
    # A problem names its line: then each row is read where it stands.
    return held(own.in_place()) if found.problems else found


def _read(
    content: Content,
    shown: Quarter,
    indicators: Mapping[str, Indicator],
    partnership: Partnership,
    given: Collection[tuple[str, str]],
) -> Comparators:
    findings = Findings(FILE, content.warnings)
    table = tables.parse(content.text, COLUMNS, findings)
    # The area's own values are its figures; published tables list it among the others, and that does no harm.
    members = {group.id: frozenset((partnership.area, *group.members)) for group in partnership.groups}
    is_shown: dict[str, bool] = {}
    values: Values = {}
    for line, cells, ragged in table.rows:
        if ragged:
            continue
        quarter_text = cells[2]
        wanted = is_shown.get(quarter_text)
        if wanted is None:
            quarter = Quarter.parse(quarter_text) if len(quarter_text) <= LONGEST else None
            if quarter is None:
                findings.error(line, f'{quoted(quarter_text)} is no quarter: write it as "2009/10 Q4"')
                continue
            wanted = is_shown[quarter_text] = quarter == shown
        if not wanted:
            continue
        fault = _put(values, cells, table.delimiter, indicators, members)
        if fault is None and given:
            fault = _taken(values, cells, shown, given)
        if fault is not None:
            findings.error(line, fault)
    return Comparators(values, findings.problems())


class _OwnRows(NamedTuple):
    """The rows of one quarter in a plain file, which may hold eighty; a start needs one."""

    text: str
    rows: list[Line]

    @classmethod
    def of(cls, text: str, shown: Quarter) -> _OwnRows | None:
        """Find them; None where the file is not plain, or some line is not five cells with a quarter.

        Then each line is read.
        """
        plain = plain_text(text, _HEAD)
        if plain is None:
            return None
        cells = _QUARTER_CELL.findall(plain, len(_HEAD))
        if len(cells) != plain.count("\n", len(_HEAD)) - plain.endswith("\n"):
            return None
        quarters = {one: Quarter.parse(one) if len(one) <= LONGEST else None for one in set(cells)}
        if None in quarters.values():
            return None
        wanted = [one for one, quarter in quarters.items() if quarter == shown]
        lines = (line for one in wanted for line in lines_with(plain, f",{one},", len(_HEAD)))
        # An area or a group may have a quarter's name too.
        return cls(plain, sorted({one for one in lines if plain[slice(*one)].split(",")[2] in wanted}))

    @property
    def alone(self) -> str:
        """The file as it would be without all other rows."""
        return alone(self.text, len(_HEAD), self.rows)

    def in_place(self) -> str:
        """Give the file with all other rows empty, so that each of these keeps its line."""
        return in_place(self.text, len(_HEAD), self.rows)


def _taken(
    values: Values, cells: list[str], shown: Quarter, given: Collection[tuple[str, str]]
) -> str | None:
    """Take out a value that the quarter's own file has too, and say so."""
    group, indicator, _, area = (cell.strip() for cell in cells[:4])
    if (indicator, area) not in given:
        return None
    values[group, indicator].pop(area, None)
    return (
        f"{area} stands for {indicator} in {where_of(shown, FILE)} too, which is the one used: take one out"
    )


def _put(
    values: Values,
    cells: list[str],
    delimiter: str,
    indicators: Mapping[str, Indicator],
    members: Mapping[str, frozenset[str]],
) -> str | None:
    """Add a row's value, or give the sentence that says why not."""
    group, indicator, _, area, text = (cell.strip() for cell in cells)
    if group not in members:
        return f"{quoted(group)} is not a group of partnership.toml: correct the id, or define the group"
    if indicator not in indicators:
        return unknown(indicator, indicators)
    if area not in members[group]:
        return f"{quoted(area)} is not a member of {group}: correct the name, or add it to the group"
    held = values.setdefault((group, indicator), {})
    if area in held:
        return f"{area} stands twice for {indicator} in this quarter, and the first is used: take one out"
    value = _value(text, delimiter) if text else None
    if isinstance(value, Fault):
        return f"the value {quoted(text)} {value.message}"
    if value is not None:
        held[area] = value
    return None


def _value(text: str, delimiter: str) -> Decimal | Fault:
    if _PLAIN.fullmatch(text) is not None:
        return unsigned_if_zero(Decimal(text))
    if "," in text and delimiter != ",":
        return Fault(DECIMAL_COMMA)
    if _DIGITS.fullmatch(text) is None:
        return Fault("is not plain digits: correct it")
    value = parse_number(text)
    return Fault(f"is refused: {value.message}; correct it") if isinstance(value, Fault) else value
