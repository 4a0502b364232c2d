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

PLACES, ROLLED = "places", "rolled_from"
OPTIONAL = (PLACES, ROLLED)
"""Columns that a file may be without; their cells are then empty."""
_ONLY_FILLED = (ROLLED,)
"""Those of them that are written only where some row has something in them."""
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
    """A file's rows in the order of its columns, and how it was spelt; `found` is the header it had."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    delimiter: str = ","
    found: tuple[str, ...] = ()


def parse(text: str, columns: tuple[str, ...], findings: Findings) -> Table:
    """Read a table; a header that is not `columns` stops it, a ragged row is a finding.

    The optional columns may be missing; their cells are then empty.
    """
    skipped = 0
    head, _, rest = text.partition("\n")
    if _DECLARED.fullmatch(head) is not None:
        text, skipped = rest, 1
        head = text.partition("\n")[0]
    delimiter, found = _header(head, columns, findings.where, skipped + 1)
    rows = list(_rows(text, delimiter, findings.where, skipped))[1:]
    fitted = tuple(_fitted(rows, columns, found, findings))
    return Table(columns, fitted, delimiter, found)


def dumps(table: Table) -> str:
    """Print a table with its header; bytes are stable: commas, quotes only where needed, bare line feeds.

    What was of no use when it was read must not come to mean something by a new spelling: a table with
    a ragged row keeps its columns, and one with a comma in a cell (a decimal, it may be) its delimiter.
    """
    keeps = any(row.ragged or any("," in cell for cell in row.cells) for row in table.rows)
    delimiter = table.delimiter if keeps else ","
    columns = written_columns(table)
    lines = [delimiter.join(columns)]
    kept = [at for at, name in enumerate(table.columns) if name in columns]
    for row in table.rows:
        is_whole = row.ragged or len(kept) == len(table.columns)
        lines.append(line(row.cells if is_whole else [row.cells[at] for at in kept], delimiter))
    return "\n".join(lines) + "\n"


def written_columns(table: Table) -> tuple[str, ...]:
    """Give the columns that a table is written with: those that are never empty, and what a row needs.

    Beside a ragged row no column comes or goes, unless there is something to put in it.
    """
    ragged = any(row.ragged for row in table.rows)
    left_out = {name for name in OPTIONAL if ragged and table.found and name not in table.found}
    left_out |= {name for name in _ONLY_FILLED if not (ragged and name in table.found)}
    for name in _ONLY_FILLED:
        if name in table.columns:
            at = table.columns.index(name)
            if any(row.cells[at] for row in table.rows if not row.ragged):
                left_out.discard(name)
    return tuple(name for name in table.columns if name not in left_out)


def line(cells: Sequence[str], delimiter: str = ",") -> str:
    """Print one row, quoted only where that is needed."""
    return delimiter.join(map(_cell, cells))


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
    allowed = _allowed(columns)
    readings = {delimiter: _names(line, delimiter) for delimiter in _DELIMITERS}
    for delimiter, names in readings.items():
        if names in allowed:
            return delimiter, names
    names = max(readings.values(), key=lambda one: len(set(one) & set(columns)))
    raise broken(where, number, _header_fault(names, columns))


def _allowed(columns: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Give the headers that will do: with each optional column, and without it."""
    optional = [name for name in OPTIONAL if name in columns]
    allowed = {columns}
    for name in optional:
        allowed |= {tuple(one for one in header if one != name) for header in allowed}
    return allowed


def _names(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        names = next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return ()
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _header_fault(names: tuple[str, ...], columns: tuple[str, ...]) -> str:
    shown = [name for name in columns if name not in _ONLY_FILLED]
    wanted = f"the first line must be {','.join(shown)}"
    if not any(names):
        return f"has no header: {wanted}"
    for name in names:
        if name not in columns:
            return f"unknown column {quoted(name)}: {wanted}"
    for name in names:
        if names.count(name) > 1:
            return f"the column {quoted(name)} stands twice: {wanted}"
    for name in columns:
        if name not in names and name not in OPTIONAL:
            return f"the column {quoted(name)} is missing: {wanted}"
    return f"the columns stand in another order: {wanted}"


def _fitted(
    rows: Sequence[Row], columns: tuple[str, ...], found: tuple[str, ...], findings: Findings
) -> Iterator[Row]:
    """Give rows with exactly a cell for each column; trailing empty cells beyond them are dropped."""
    width = len(found)
    missing = [at for at, name in enumerate(columns) if name not in found]
    for row in rows:
        cells = row.cells
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if len(cells) != width:
            count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            findings.error(row.line, f"the row has {count} where the header has {width}: correct it")
            yield Row(row.line, cells, ragged=True)
            continue
        for at in missing:
            cells.insert(at, "")
        yield row
