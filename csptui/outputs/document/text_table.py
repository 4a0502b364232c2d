"""Tables of a document in a page of text: columns for its width, and rows whose figures are told in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from csptui.outputs import layout
from csptui.outputs.document.model import Align, Table
from csptui.outputs.document.text_chunks import Chunk
from csptui.outputs.layout import flow, indented, lay_row, words_of, wrap
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from csptui.outputs.appearance import Look
    from csptui.outputs.document.model import Cell, Document, TableRow

_STEP = 2
_LEAST_FIGURE, _MOST_FIGURE, _MOST_WORD = 6, 14, 14
_BADGE = len("▲ Amber")
_LEAST_NAME, _ROOMY_NAME = 20, 26


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
    """What a column holds at most: its head's longest word, its longest text and detail."""

    head: int
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


def _layout(tables: Sequence[Table], look: Look) -> Layout:
    needs = _needs(tables, look)
    name = _name_of(tables)
    shown = list(range(len(needs)))
    if any(need.detail for at, need in enumerate(needs) if at != name):
        roomy = _fitted(needs, shown, name, look.width, gap=2, under=True)
        if roomy is not None:
            return roomy
    for leaving in (None, *_leaving(needs, name)):
        if leaving is not None:
            shown.remove(leaving)
        for gap in (2, 1):
            least = _ROOMY_NAME if gap > 1 else _LEAST_NAME
            found = _fitted(needs, shown, name, look.width, gap=gap, under=False, least=least)
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
    turn = [*rights[:1], *rights[:0:-1]]
    return [*turn, *reversed(others)]


def _fitted(
    needs: Sequence[_Need],
    shown: Sequence[int],
    name: int,
    width: int,
    *,
    gap: int,
    under: bool,
    least: int = _ROOMY_NAME,
) -> Layout | None:
    """Give widths, or None where too little is left for what is long; a step at a time, so that they last."""
    fixed = {at: _fixed(needs[at], under=under) for at in shown if at != name}
    long = [at for at in fixed if not needs[at].right and not needs[at].mark and needs[at].text > _MOST_WORD]
    room = width - gap * (len(shown) - 1) - sum(size for at, size in fixed.items() if at not in long)
    flexible = [name, *long]
    shares = sum(needs[at].share for at in flexible)
    widths = dict(fixed)
    left = room
    for at in reversed(flexible):
        part = int(room * needs[at].share / shares) if at != name else left
        wanted = _stepped(max(needs[at].text, needs[at].head, needs[at].detail if at == name else 0), 4)
        widths[at] = min(part, wanted)
        left -= widths[at]
        if widths[at] < min(wanted, least if at == name else _MOST_WORD):
            return None
    return Layout(tuple(shown), tuple(widths[at] for at in shown), gap, under, name)


def _fixed(need: _Need, *, under: bool) -> int:
    detail = min(need.detail, _MOST_FIGURE - 4) if under else 0
    if need.mark:
        return max(need.head, min(need.text, need.text if under else _BADGE))
    if need.right:
        return max(_LEAST_FIGURE, _stepped(max(need.head, detail, min(need.word, _MOST_FIGURE)), _STEP))
    return _stepped(max(need.head, detail, min(need.text, _MOST_WORD)), _STEP)


def _stepped(size: int, step: int) -> int:
    return -(-size // step) * step


def _squeezed(shown: Sequence[int], name: int, width: int) -> Layout:
    """Divide a page that is too narrow for any of it evenly."""
    each = max(1, (width - len(shown) + 1) // len(shown))
    return Layout(tuple(shown), tuple(each for _ in shown), 1, under=False, name=name)


def table_chunks(table: Table, found: Layout, look: Look, *, caption: bool = True) -> list[Chunk]:
    """Set a table: its caption and heads, which are repeated on a further page, and a chunk for each row."""
    columns = [
        layout.Column(table.columns[at].head, width, right=table.columns[at].align is Align.RIGHT)
        for at, width in zip(found.shown, found.widths, strict=True)
    ]
    cells = [layout.Cell(wrap(look.line(one.head), one.width), "strong") for one in columns]
    heads = [*_raised(columns, cells, found.gap), Line(look.hairline * min(found.whole, look.width), "quiet")]
    title = flow(words_of(look.line(table.title), "strong"), look.width) if caption else []
    chunks = [Chunk([*title, *([Line()] if title else []), *heads], leads=True)]
    rows = [_row_lines(table, row, columns, found, look) for row in table.rows]
    space = 1 if any(len(lines) > 1 for lines in rows) else 0
    for at, (row, lines) in enumerate(zip(table.rows, rows, strict=True)):
        about = row.anchor or next((cell.link for cell in row.cells if cell.link), "")
        chunks.append(
            Chunk(lines, space=space if at else 0, anchor=row.anchor, about=about, heads=tuple(heads))
        )
    return chunks


def _raised(columns: Sequence[layout.Column], cells: Sequence[layout.Cell], gap: int) -> list[Line]:
    """Set heads so that the last line of each stands on the hairline."""
    height = max(len(cell.lines) for cell in cells)
    even = []
    for cell in cells:
        above = [""] * (height - len(cell.lines))
        even.append(cell._replace(lines=[*above, *cell.lines], upper=height))
    return lay_row(columns, even, gap)


def _row_lines(
    table: Table, row: TableRow, columns: Sequence[layout.Column], found: Layout, look: Look
) -> list[Line]:
    cells = []
    for at, column in zip(found.shown, columns, strict=True):
        cell = row.cells[at]
        lines = wrap(text_of(cell, look), column.width)
        upper = len(lines)
        if cell.detail and (found.under or at == found.name):
            lines += wrap(look.line(cell.detail), column.width)
        style = cell.mark.style if cell.mark is not None else ("strong" if cell.head else "")
        cells.append(layout.Cell(lines, style, "quiet", upper))
    told = "; ".join(_told(table, row, found, look))
    below = flow(words_of(told, "quiet"), max(1, look.width - found.margin))
    return [*lay_row(columns, cells, found.gap), *indented(below, found.margin)]


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
