"""Tables of a document in a page of text: columns for its width, and rows whose figures are told in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from csptui.outputs import layout
from csptui.outputs.document.model import Align, Table
from csptui.outputs.document.text.chunks import Chunk, about_of
from csptui.outputs.layout import flow, indented, lay_row, words_of, wrap
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from csptui.outputs.appearance import Look
    from csptui.outputs.document.model import Cell, Document, TableRow

_STEP = 2
_LEAST_FIGURE, _LEAST_DETAIL, _MOST_FIGURE, _MOST_WORD = 6, 10, 14, 14
_BADGE = len("▲ Amber")
_SHORT_HEAD = len("Not rated")
_LEAST_NAME, _ROOMY_NAME = 18, 26
_TALL, _APART = 7, 4
"""So many rows stand one below the other before others stand beside them, and the blanks between."""


class Layout(NamedTuple):
    """The columns that a page has room for, by their places; `under` where details stand below figures."""

    shown: tuple[int, ...]
    widths: tuple[int, ...]
    gap: int
    under: bool
    name: int

    @property
    def whole(self) -> int:
        """The width of all columns."""
        return sum(self.widths) + self.gap * (len(self.widths) - 1)

    @property
    def margin(self) -> int:
        """Where the names begin; what is told below a row stands a little in where that is at the edge."""
        at = self.shown.index(self.name)
        return sum(self.widths[:at]) + self.gap * at or self.gap


class _Need(NamedTuple):
    """The widest that a column holds: its head, a word of it, its texts, a word of them, its details."""

    head: int
    head_word: int
    text: int
    word: int
    detail: int
    mark: bool
    right: bool
    share: float


def layouts_of(tables: Iterable[Table], look: Look) -> Mapping[tuple[str, ...], Layout]:
    """Lay out tables: those with the same heads alike, so that their columns stand below each other."""
    alike: dict[tuple[str, ...], list[Table]] = {}
    for table in tables:
        alike.setdefault(heads_of(table), []).append(table)
    return {heads: _layout(members, look) for heads, members in alike.items()}


def heads_of(table: Table) -> tuple[str, ...]:
    """Give the heads of a table, which are those of all that are laid out like it."""
    return tuple(column.head for column in table.columns)


def tables_of(document: Document) -> list[Table]:
    """Give every table of a document."""
    return [block for block in document.blocks() if isinstance(block, Table)]


def text_of(cell: Cell, look: Look) -> str:
    """Give a cell's text; in ASCII its rating and its arrow have the letters of the legend."""
    text = cell.text
    if look.ascii_only:
        if cell.mark is not None:
            text = f"{cell.mark.ascii} {text.removeprefix(cell.mark.glyph).strip()}"
        elif text.startswith("→"):
            text = text.replace("→", "=")
    return look.line(text)


class _Try(NamedTuple):
    """A way to lay columns out: the gap, the widest detail and figure, and the least room for names."""

    gap: int
    under: int = 0
    figure: int = _MOST_FIGURE
    least: int = _ROOMY_NAME
    narrow: bool = False

    def width(self, need: _Need) -> int:
        """Give the width of a column that is not long; with room its head and texts stand on one line."""
        head = need.head_word if self.narrow else need.head
        if need.mark:
            return max(head, need.text if self.gap > 1 else min(need.text, _BADGE))
        tight = need.right and self.gap == 1 and self.figure == _MOST_FIGURE
        text = min(need.word if tight else need.text, self.figure if need.right else _MOST_WORD)
        wanted = max(head, min(need.detail, self.under), text)
        return _stepped(max(wanted, _LEAST_FIGURE) if need.right else wanted, _STEP)


_UNDER = (_Try(2, _MOST_FIGURE), _Try(2, _LEAST_DETAIL), _Try(1, _LEAST_DETAIL))
"""Where figures have details: these below them."""
_LONG = tuple(_Try(gap, 0, figure) for figure in (24, 20, 18, 16) for gap in (2, 1))
"""Where figures are long themselves."""
_USUAL = (_Try(2), _Try(1, least=_LEAST_NAME), _Try(1, least=_LEAST_NAME, narrow=True))


def _layout(tables: Sequence[Table], look: Look) -> Layout:
    needs = _needs(tables, look)
    name = _name_of(tables)
    shown = list(range(len(needs)))
    detailed = any(need.detail for at, need in enumerate(needs) if at != name)
    long = any(need.text > _MOST_FIGURE for need in needs if need.right)
    first = _UNDER if detailed else _LONG if long else ()
    for leaving in (None, *_leaving(needs, name)):
        if leaving is not None:
            shown.remove(leaving)
        for way in (*first, *_USUAL) if leaving is None else _USUAL:
            found = _fitted(needs, shown, name, look.width, way)
            if found is not None:
                return found
    return _squeezed(shown, name, look.width)


def _needs(tables: Sequence[Table], look: Look) -> list[_Need]:
    needs = []
    for at, column in enumerate(tables[0].columns):
        cells = [row.cells[at] for table in tables for row in table.rows]
        texts = {text_of(cell, look) for cell in cells}
        details = {look.line(cell.detail) for cell in cells}
        needs.append(
            _Need(
                _head(look.line(column.head)),
                _longest(look.line(column.head).split()),
                max(_longest(texts), cell_len(look.line(column.head)) if column.align is Align.LEFT else 0),
                _longest(word for text in texts for word in text.split()),
                _longest(details),
                any(cell.mark is not None for cell in cells),
                column.align is Align.RIGHT,
                column.share,
            )
        )
    return needs


def _head(text: str) -> int:
    """Give the width of a head, which goes on a second line where it is long."""
    return cell_len(text) if cell_len(text) <= _SHORT_HEAD else _longest(text.split())


def _longest(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts), default=0)


def _name_of(tables: Sequence[Table]) -> int:
    """Give the column that takes what the others leave: the one that names the rows, else the widest."""
    columns = tables[0].columns
    shares = [column.share if column.align is Align.LEFT else 0.0 for column in columns]
    return shares.index(max(shares))


def _leaving(needs: Sequence[_Need], name: int) -> list[int]:
    """Give the columns that give way on a narrow page, in turn: they are told below their rows."""
    rights = [at for at, need in enumerate(needs) if need.right and at != name]
    others = [at for at, need in enumerate(needs) if not need.right and at != name and not need.mark]
    return [*rights[:1], *rights[1:][-1:], *rights[1:-1], *reversed(others)]


def _fitted(needs: Sequence[_Need], shown: Sequence[int], name: int, width: int, way: _Try) -> Layout | None:
    """Give widths, or None where too little is left for what is long; a step at a time, so that they last."""
    fixed = {at: way.width(needs[at]) for at in shown if at != name}
    long = [at for at in fixed if not needs[at].right and not needs[at].mark and needs[at].text > _MOST_WORD]
    left = room = width - way.gap * (len(shown) - 1) - sum(fixed[at] for at in fixed if at not in long)
    shares = sum(needs[at].share for at in (name, *long))
    widths = dict(fixed)
    for at in (*reversed(long), name):
        need = needs[at]
        part = left if at == name else int(room * need.share / shares)
        wanted = _stepped(max(need.text, need.head, need.detail if at == name else 0), 4)
        widths[at] = min(part, wanted)
        left -= widths[at]
        if widths[at] < min(wanted, way.least if at == name else _MOST_WORD):
            return None
    return Layout(tuple(shown), tuple(widths[at] for at in shown), way.gap, way.under > 0, name)


def _stepped(size: int, step: int) -> int:
    return -(-size // step) * step


def _squeezed(shown: Sequence[int], name: int, width: int) -> Layout:
    """Divide a page that is too narrow for any of it evenly."""
    each = max(1, (width - len(shown) + 1) // len(shown))
    return Layout(tuple(shown), tuple(each for _ in shown), 1, under=False, name=name)


def head_lines(table: Table, found: Layout, look: Look) -> tuple[Line, ...]:
    """Give the heads of a table over a hairline, the last line of each right upon it."""
    columns = _columns(table, found, look)
    cells = [layout.Cell(wrap(one.head, one.width), "strong") for one in columns]
    height = max(len(cell.lines) for cell in cells)
    low = []
    for cell in cells:
        above = [""] * (height - len(cell.lines))
        low.append(cell._replace(lines=[*above, *cell.lines], upper=height))
    rule = Line(look.hairline * min(found.whole, look.width), "quiet")
    return (*lay_row(columns, low, found.gap), rule)


def _columns(table: Table, found: Layout, look: Look) -> list[layout.Column]:
    return [
        layout.Column(look.line(table.columns[at].head), width, right=table.columns[at].align is Align.RIGHT)
        for at, width in zip(found.shown, found.widths, strict=True)
    ]


def table_chunks(
    table: Table,
    found: Layout,
    look: Look,
    above: tuple[Line, ...],
    *,
    caption: bool = True,
    lone: bool = False,
    heads: bool = True,
) -> list[Chunk]:
    """Set a table: its caption and the heads `above` it, unless it goes on, and a chunk for each row.

    The caption of a `lone` row is its own, and stands between the heads and the row.
    """
    columns = _columns(table, found, look)
    rows = [_row_lines(table, row, columns, found, look) for row in table.rows]
    title = flow(words_of(look.line(table.title), "strong"), look.width) if caption else []
    if (many := _beside(rows, found, look)) > 1:
        return _in_columns(title, above, [lines[0] for lines in rows], many, found)
    chunks = []
    if lone:
        rows = [[*title, *lines] for lines in rows]
        title = []
    if heads:
        chunks.append(Chunk([*title, *([Line()] if title else []), *above], leads=True, heads=above))
    space = 1 if sum(len(lines) > 1 for lines in rows) * 2 > len(rows) else 0
    for at, (row, lines) in enumerate(zip(table.rows, rows, strict=True)):
        about = about_of(*(cell.link for cell in row.cells), row.anchor)
        first = at == 0 and heads
        chunks.append(
            Chunk(lines, space=0 if first else space or at == 0, anchor=row.anchor, about=about, heads=above)
        )
    return chunks


def _beside(rows: Sequence[Sequence[Line]], found: Layout, look: Look) -> int:
    """Give how many columns of rows a long and narrow table is set in, such as a history's numbers."""
    if len(rows) <= _TALL or any(len(lines) != 1 for lines in rows):
        return 1
    return min((look.width + _APART) // (found.whole + _APART), -(-len(rows) // _TALL))


def _in_columns(
    title: Sequence[Line], heads: Sequence[Line], rows: Sequence[Line], many: int, found: Layout
) -> list[Chunk]:
    """Set the rows of a table downwards in columns, each under the heads."""
    height = -(-len(rows) // many)
    lines = [_side_by_side([line] * many, found) for line in heads]
    lines += [_side_by_side(rows[at::height], found) for at in range(height)]
    return [Chunk([*title, *([Line()] if title else []), *lines])]


def _side_by_side(lines: Sequence[Line], found: Layout) -> Line:
    whole = Line()
    for at, line in enumerate(lines):
        whole = Line.of(whole, " " * _APART if at else "", line)
        whole.append(" " * (found.whole - line.cells))
    return whole


def _row_lines(
    table: Table, row: TableRow, columns: Sequence[layout.Column], found: Layout, look: Look
) -> list[Line]:
    cells = []
    for at, column in zip(found.shown, columns, strict=True):
        cell = row.cells[at]
        lines = _wrapped(text_of(cell, look), column)
        upper = len(lines)
        if cell.detail and (found.under or at == found.name):
            lines += wrap(look.line(cell.detail), column.width)
        style = cell.mark.style if cell.mark is not None else ("strong" if cell.head else "")
        cells.append(layout.Cell(lines, style, "quiet", upper))
    told = "; ".join(_told(table, row, found, look))
    below = flow(words_of(told, "quiet"), max(1, look.width - found.margin))
    return [*lay_row(columns, cells, found.gap), *indented(below, found.margin)]


def _wrapped(text: str, column: layout.Column) -> list[str]:
    """Set a cell's text; a long figure parts before its details where these stay on one line."""
    number, bracket, rest = text.partition(" (")
    if column.right and bracket and column.width > cell_len(rest) and column.width < cell_len(text):
        return [*wrap(number, column.width), f"({rest}"]
    return wrap(text, column.width)


def _told(table: Table, row: TableRow, found: Layout, look: Look) -> list[str]:
    """Say in a line what has no column of its own: figures with their details, columns that gave way."""
    said = []
    for at, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        left_out = at not in found.shown
        if at == found.name or not (cell.text or cell.detail):
            continue
        if left_out or (cell.detail and not found.under):
            said.append(" ".join(part for part in (column.head, cell.text, cell.detail) if part))
    return [look.line(one) for one in said]
