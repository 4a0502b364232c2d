"""Merges two versions of a CSV file of ours by row and field; what was not changed keeps its spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.figure import Absence, Status
from csptui.domain.merge import NOTHING, Record, Spelt, same, three_ways
from csptui.domain.period import Period
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.typed import LONGEST, MOST_PLACES
from csptui.storage import actuals, area_values, comparators, tables, targets
from csptui.storage.findings import Findings, broken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from csptui.domain.merge import Clash, Judge
    from csptui.storage.tables import Row

Key = tuple[str, ...]

BETWEEN = "\0"
"""Stands between the two cells of a fraction, which merge as one; no file that is read holds it."""

_DIGITS = re.compile(r"(-?)((?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?)")
_SIGNED = re.compile(r"(<=|>=|<|>|≤|≥|±|\+/-|\+-) *(-?[0-9].*)")
_SIGNS = {"≤": "<=", "≥": ">=", "+/-": "±", "+-": "±"}
_MAYBE_DECIMAL = re.compile(r"[<>=≤≥±+/ -]*[0-9.]+,[0-9.,]*+ *")
_MOST_DIGITS = 64
_MARKS = frozenset(absence.mark for absence in Absence)


@dataclass(frozen=True, slots=True)
class Layout:
    """How one kind of file holds its rows: the key in the first `keys` cells, the fields in the rest.

    `optional` names fields of the last columns, which are left out where no row has anything in them.
    `together` are fields that speak of each other: in a clash each side keeps its own of all of them.
    """

    columns: tuple[str, ...]
    keys: int
    key: Callable[[list[str]], Key]
    read: Callable[[list[str]], Record]
    write: Callable[[Key, Record], list[str]]
    judge: Judge
    optional: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedTable:
    """The text of a merged file, marks of a merge round what clashes, and what does."""

    text: str
    clashes: tuple[Clash[Key], ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """One version of a file: its records, and its rows as they are spelt, by key and in order."""

    records: dict[Key, Record]
    rows: dict[Key, Row]


def merge(layout: Layout, base: str, ours: str, theirs: str, where: Sequence[str]) -> MergedTable:
    """Merge three texts; `where` names them in this order. Raises if one of them cannot be read whole."""
    names = iter(where)
    was, mine, other = (_held(layout, text, next(names)) for text in (base, ours, theirs))
    outcome = three_ways(was.records, mine.records, other.records, layout.judge)
    clashes = {clash.key: _each_its_own(layout, clash, mine, other) for clash in outcome.clashes}
    both = [side for clash in clashes.values() for side in (clash.ours, clash.theirs) if side is not None]
    columns = _columns(layout, [*outcome.settled.values(), *both])
    lines: list[str] = []
    for key in _order(was.records, [*outcome.settled, *clashes]):
        clash = clashes.get(key)
        if clash is None:
            lines.append(_line(layout, key, outcome.settled[key], was, len(columns)))
            continue
        sides = [
            "" if side is None else _line(layout, key, side, was, len(columns))
            for side in (clash.ours, clash.theirs)
        ]
        lines.append(marked(*sides))
    text = ",".join(columns) + "\n" + "".join(lines)
    if not clashes:
        read_back = _held(layout, text, where[1]).records
        if not _as_meant(read_back, outcome.settled):
            raise broken(where[1], None, "would not read back as it was merged: merge it by hand")
    return MergedTable(text, tuple(clashes.values()))


def marked(ours: str, theirs: str) -> str:
    """Put the marks of a merge round the two sides of a clash; each ends its last line, or is empty."""
    return f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"


def _each_its_own(layout: Layout, clash: Clash[Key], mine: _Held, other: _Held) -> Clash[Key]:
    """Give each side of a clash its own of the fields that speak of each other."""
    if clash.ours is None or clash.theirs is None or not layout.together:
        return clash
    own, their = (held.records[clash.key] for held in (mine, other))
    ours = {**clash.ours, **{name: own[name] for name in layout.together}}
    return replace(
        clash, ours=ours, theirs={**clash.theirs, **{name: their[name] for name in layout.together}}
    )


def _as_meant(got: Mapping[Key, Record], meant: Mapping[Key, Record]) -> bool:
    return got.keys() == meant.keys() and all(same(got[key], meant[key]) for key in got)


def _columns(layout: Layout, records: Sequence[Record]) -> tuple[str, ...]:
    """Give the columns of the merged file: an optional one only where some row has something in it."""
    unused = [name for name in layout.optional if not any(record[name].spelling for record in records)]
    return tuple(name for name in layout.columns if name not in unused)


def _line(layout: Layout, key: Key, record: Record, was: _Held, width: int) -> str:
    """Print a row: as it was spelt where its meaning is the old one, else as csptui writes it."""
    unchanged = key in was.records and same(record, was.records[key])
    cells = was.rows[key].cells if unchanged else layout.write(key, record)
    return tables.line(cells[:width]) + "\n"


def _order(base: dict[Key, Record], keys: Sequence[Key]) -> list[Key]:
    """Give the keys in the order of the base; each new one goes before the first that is greater."""
    wanted = set(keys)
    ordered = [key for key in base if key in wanted]
    added = sorted(wanted - base.keys())
    if not added:
        return ordered
    if ordered == sorted(ordered):
        return sorted(wanted)
    for key in added:
        at = next((number for number, one in enumerate(ordered) if one > key), len(ordered))
        ordered.insert(at, key)
    return ordered


def _held(layout: Layout, text: str, where: str) -> _Held:
    records: dict[Key, Record] = {}
    rows: dict[Key, Row] = {}
    if not text.strip():
        return _Held(records, rows)
    findings = Findings(where)
    table = tables.parse(text, layout.columns, findings)
    for row in table.rows:
        if row.ragged:
            raise broken(where, row.line, f"{findings.problems()[0].message}; it was not merged")
        if table.delimiter != "," and any(map(_MAYBE_DECIMAL.fullmatch, row.cells)):
            raise broken(where, row.line, f"{actuals.DECIMAL_COMMA}; it was not merged")
        key = layout.key(row.cells)
        if key in rows:
            message = f"{' '.join(key)} stands in line {rows[key].line} already: take one out"
            raise broken(where, row.line, f"{message}; it was not merged")
        rows[key] = row._replace(cells=[cell.strip() for cell in row.cells])
        records[key] = layout.read(row.cells)
    return _Held(records, rows)


def number_text(text: str, places: str = "") -> str | None:
    """Give plain digits with so many places at least, or None where a text is no number."""
    match = _DIGITS.fullmatch(text)
    if match is None or len(text) > _MOST_DIGITS:
        return None
    number = actuals.unsigned_if_zero(Decimal(match[1] + match[2].replace(",", "")))
    wanted = int(places) if len(places) == 1 and "0" <= places <= str(MOST_PLACES) else 0
    _, _, decimals = match[2].partition(".")
    return f"{number:.{max(wanted, len(decimals))}f}"


def _plain(text: str) -> Spelt:
    return Spelt(text.strip(), text.strip())


def _period(text: str) -> Spelt:
    period = Period.parse(text) if len(text) <= LONGEST else None
    return _plain(text) if period is None else _plain(period.stored)


def _places_of(text: str) -> str:
    """Give what the column `places` says of a text as it is written."""
    digits = text.lstrip("<>=±")
    return str(len(digits.partition(".")[2])) if number_text(digits) is not None else ""


def _actual_record(cells: list[str]) -> Record:
    _, value, places, numerator, denominator, as_at, status, expected = (cell.strip() for cell in cells)
    status = status.lower() if status.lower() != Status.FINAL.value else ""
    return {
        "value": _plain(number_text(value, places) or value),
        "fraction": _fraction_text(numerator, denominator),
        "as_at": _period(as_at),
        "status": _plain(status),
        "expected": _period(expected),
    }


def _actual_cells(key: Key, record: Record) -> list[str]:
    value = record["value"].spelling
    above, _, below = record["fraction"].spelling.partition(BETWEEN)
    rest = [record[name].spelling for name in ("as_at", "status", "expected")]
    return [*key, value, _places_of(value), above, below, *rest]


def _actual_judge(record: Record) -> tuple[str, ...]:
    """Name what no row can hold together: a mark of absence, and the fraction of a figure."""
    is_absent = record["value"].meaning in _MARKS
    return ("value", "fraction") if is_absent and record["fraction"].meaning else ()


def _target_key(cells: list[str]) -> Key:
    year = FinancialYear.parse(cells[1]) if len(cells[1]) <= LONGEST else None
    return cells[0].strip(), cells[1].strip() if year is None else year.stored


def _target_record(cells: list[str]) -> Record:
    _, _, text, places, applies_to, rolled_from = (cell.strip() for cell in cells)
    match = _SIGNED.fullmatch(text[:LONGEST])
    if match is not None and (number := number_text(match[2])) is not None:
        text = _SIGNS.get(match[1], match[1]) + number
    else:
        text = number_text(text, places) or text
    rolled = _period(rolled_from)
    if rolled.spelling:
        # The mark is of this very target: to confirm it is not to confirm another that somebody sets.
        rolled = Spelt(f"{rolled.meaning}{BETWEEN}{text}", rolled.spelling)
    return {"target": _plain(text), "applies_to": _period(applies_to), tables.ROLLED: rolled}


def _target_cells(key: Key, record: Record) -> list[str]:
    text = record["target"].spelling
    return [*key, text, _places_of(text), record["applies_to"].spelling, record[tables.ROLLED].spelling]


def _comparator_key(cells: list[str]) -> Key:
    group, indicator, quarter_text, area = (cell.strip() for cell in cells[:4])
    quarter = Quarter.parse(quarter_text) if len(quarter_text) <= LONGEST else None
    return group, indicator, quarter_text if quarter is None else str(quarter), area


def _comparator_record(cells: list[str]) -> Record:
    """Read a value; no column holds its places, so that zeros after its last digit mean nothing."""
    return {"value": _without_places(cells[4].strip())}


def _without_places(value: str) -> Spelt:
    number = number_text(value)
    if number is None:
        return _plain(value)
    bare = number.rstrip("0").rstrip(".") if "." in number else number
    return Spelt(bare, number)


def _area_record(cells: list[str]) -> Record:
    """Read what an area has: its value, without places as in the other file, and its fraction as one."""
    _, _, value, numerator, denominator = (cell.strip() for cell in cells)
    return {"value": _without_places(value), "fraction": _fraction_text(numerator, denominator)}


def _area_cells(key: Key, record: Record) -> list[str]:
    above, _, below = record["fraction"].spelling.partition(BETWEEN)
    return [*key, record["value"].spelling, above, below]


def _fraction_text(numerator: str, denominator: str) -> Spelt:
    above, below = number_text(numerator) or numerator, number_text(denominator) or denominator
    return Spelt(*[f"{above}{BETWEEN}{below}"] * 2) if above or below else NOTHING


ACTUALS = Layout(
    actuals.COLUMNS, 1, lambda cells: (cells[0].strip(),), _actual_record, _actual_cells, _actual_judge
)
TARGETS = Layout(
    targets.ALL_COLUMNS,
    2,
    _target_key,
    _target_record,
    _target_cells,
    lambda _: (),
    optional=(tables.ROLLED,),
    together=("target", tables.ROLLED),
)
COMPARATORS = Layout(
    comparators.COLUMNS,
    4,
    _comparator_key,
    _comparator_record,
    lambda key, record: [*key, record["value"].spelling],
    lambda _: (),
)
AREAS = Layout(
    area_values.COLUMNS,
    2,
    lambda cells: (cells[0].strip(), cells[1].strip()),
    _area_record,
    _area_cells,
    lambda _: (),
)
