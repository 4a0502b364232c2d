"""Strict CSV: exactly the variants that a spreadsheet makes of our own files (ARCHITECTURE)."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from csptui.storage.findings import broken, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.storage.findings import Findings

PLACES = "places"
# Far beyond any report, and few enough to be read in about a second.
MOST_ROWS = 250_000
_DELIMITERS = (",", ";", "\t")
# Quoted too is what would stand for the mark of a merge at the beginning of a line.
_SPECIAL = re.compile(r'[",;\t\r\n]|\A(?:<{7}|\|{7}|>{7})')
_DECLARED = re.compile(r'"?sep=([,;\t])"?[,;\t]*\r?', re.IGNORECASE)


class Row(NamedTuple):
    """A row's cells and its first line, from 1; a ragged one is of no use and kept as it was found."""

    line: int
    cells: list[str]
    ragged: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows in the order of its columns, and how it was spelt."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    delimiter: str = ","
    has_places: bool = True


def parse(text: str, columns: tuple[str, ...], findings: Findings) -> Table:
    """Read a table; a header that is not `columns` stops it, a ragged row is a finding.

    The column `places` may be missing; its cells are then empty.
    """
    skipped = 0
    head, _, rest = text.partition("\n")
    if _DECLARED.fullmatch(head) is not None:
        text, skipped = rest, 1
        head = text.partition("\n")[0]
    delimiter, found = _header(head, columns, findings.where, skipped + 1)
    rows = list(_rows(text, delimiter, findings.where, skipped))[1:]
    fitted = tuple(_fitted(rows, columns, found, findings))
    return Table(columns, fitted, delimiter, has_places=len(found) == len(columns))


def dumps(table: Table) -> str:
    """Print a table with its header; bytes are stable: commas, quotes only where needed, bare line feeds.

    What was of no use when it was read must not come to mean something by a new spelling: a table with
    a ragged row keeps its columns, and one with a comma in a cell (a decimal, it may be) its delimiter.
    """
    ragged = any(row.ragged for row in table.rows)
    keeps = ragged or any("," in cell for row in table.rows for cell in row.cells)
    delimiter = table.delimiter if keeps else ","
    columns, rows = list(table.columns), [row.cells for row in table.rows]
    if ragged and not table.has_places:
        at = columns.index(PLACES)
        rows = [one.cells if one.ragged else [*one.cells[:at], *one.cells[at + 1 :]] for one in table.rows]
        del columns[at]
    lines = [delimiter.join(columns), *(delimiter.join(map(_cell, cells)) for cells in rows)]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    if _SPECIAL.search(text) is None:
        return text
    return '"' + text.replace('"', '""') + '"'


def _rows(text: str, delimiter: str, where: str, skipped: int) -> Iterator[Row]:
    """Give every row with its first line; wholly empty rows are no rows."""
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
    start, count = skipped + 1, 0
    try:
        for cells in reader:
            if any(cells):
                count += 1
                yield Row(start, cells)
            if count > MOST_ROWS:
                raise broken(
                    where, start, f"has more than {MOST_ROWS:,} rows, far beyond any report: take some out"
                )
            start = skipped + reader.line_num + 1
    except csv.Error as error:
        raise broken(where, start, _explained(str(error))) from error


def _explained(message: str) -> str:
    if "new-line" in message:
        return "a line ends in a bare carriage return: save the file again with ordinary line ends"
    if "field limit" in message or "larger than" in message:
        return "a cell is longer than any that belongs here: look for a quotation mark that is not closed"
    return 'a quotation mark (") is not closed, or stands inside a cell: correct this row'


def _header(line: str, columns: tuple[str, ...], where: str, number: int) -> tuple[str, tuple[str, ...]]:
    """Give the delimiter under which a header is right, with the columns that it has."""
    allowed = {columns, tuple(name for name in columns if name != PLACES)}
    readings = {delimiter: _names(line, delimiter) for delimiter in _DELIMITERS}
    for delimiter, names in readings.items():
        if names in allowed:
            return delimiter, names
    names = max(readings.values(), key=lambda one: len(set(one) & set(columns)))
    raise broken(where, number, _header_fault(names, columns))


def _names(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        names = next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return ()
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _header_fault(names: tuple[str, ...], columns: tuple[str, ...]) -> str:
    wanted = f"the first line must be {','.join(columns)}"
    if not any(names):
        return f"has no header: {wanted}"
    for name in names:
        if name not in columns:
            return f"unknown column {quoted(name)}: {wanted}"
    for name in names:
        if names.count(name) > 1:
            return f"the column {quoted(name)} stands twice: {wanted}"
    for name in columns:
        if name not in names and name != PLACES:
            return f"the column {quoted(name)} is missing: {wanted}"
    return f"the columns stand in another order: {wanted}"


def _fitted(
    rows: Sequence[Row], columns: tuple[str, ...], found: tuple[str, ...], findings: Findings
) -> Iterator[Row]:
    """Give rows with exactly a cell for each column; trailing empty cells beyond them are dropped."""
    width = len(found)
    missing = columns.index(PLACES) if width != len(columns) else None
    for row in rows:
        cells = row.cells
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if len(cells) != width:
            count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            findings.error(row.line, f"the row has {count} where the header has {width}: correct it")
            yield Row(row.line, cells, ragged=True)
            continue
        if missing is not None:
            cells.insert(missing, "")
        yield row
