"""Writes a document as Markdown: CommonMark with the pipe tables of GitHub, for diffs and for the web.

A paragraph, a list's entry and a table's row are one line each, so that a figure that changed changes
its own line. Links inside the document are left out: renderers do not agree on how places are named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from csptui.outputs.document.formats import stem
from csptui.outputs.document.markdown.escape import as_heading, begun, escaped, inline
from csptui.outputs.document.model import (
    Align,
    Bullets,
    Chart,
    Heading,
    Kept,
    Paragraph,
    Span,
    Table,
    Terms,
    Tone,
    plain,
)
from csptui.outputs.document.text.writer import warnings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from csptui.outputs.document.formats import Wanted
    from csptui.outputs.document.model import Block, Cell, Document, Item, Part, Term

_NUMBER = re.compile(r"([0-9]{1,9})[.)]")
_RULES = {Align.LEFT: ":--", Align.RIGHT: "--:"}


def files(document: Document, wanted: Wanted) -> Mapping[str, bytes]:
    """Write a document as one file of Markdown, in UTF-8."""
    del wanted
    text = "\n\n".join(_document(document)) + "\n"
    return {f"{stem(document)}.md": text.encode("utf-8")}


def _document(document: Document) -> list[str]:
    """Give what stands in a file, one text for each paragraph, list or table."""
    period = f"{document.quarter}, {document.period}"
    names = f"{escaped(document.partnership)}, {escaped(period)}"
    told = [f"# {as_heading(document.title)}", begun(names)]
    told += [begun(escaped(document.compiled))] if document.compiled else []
    told += [_strong(warning) for warning in warnings_of(document)]
    for part in document.parts:
        told += _part(part)
    return [*told, "---", begun(escaped(f"Data version {document.version}"))]


def _part(part: Part) -> list[str]:
    """Give a part; the document's title is above all of its headings, and of the cover's too."""
    has_own = any(isinstance(block, Heading) and block.level == 1 for block in part.blocks)
    return _Writer(1 if has_own else 0).blocks(part.blocks)


class _Writer:
    """Writes blocks; lists that follow on each other have other signs, or they would be one."""

    def __init__(self, lower: int) -> None:
        """Write headings so many levels lower than they are in the document."""
        self._lower = lower

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """Give a text for each block that says anything."""
        told: list[str] = []
        after_list = False
        above = ""
        for block in blocks:
            texts = self._block(block, above, other=after_list)
            if texts:
                # Every other list of several in a row has the other sign.
                after_list = isinstance(block, Bullets | Terms) and not after_list
                above = block.text if isinstance(block, Heading) else ""
            told += texts
        return told

    def _block(self, block: Block, above: str, *, other: bool) -> list[str]:  # noqa: PLR0911 - one for each kind
        match block:
            case Heading():
                return [f"{'#' * (block.level + self._lower)} {as_heading(block.text)}".rstrip()]
            case Paragraph():
                return _paragraph(block)
            case Bullets():
                return ["\n".join(_items(block.items, other=other))] if block.items else []
            case Terms():
                return [self._terms(block.terms, "*" if other else "-")] if block.terms else []
            case Table():
                return _table(block, above)
            case Chart():
                return _table(block.numbers, above)
            case Kept():
                return self.blocks(block.blocks)

    def _terms(self, terms: Sequence[Term], sign: str) -> str:
        """Give words in bold with what is said to each beside them, and what goes on below."""
        lines: list[str] = []
        for term in terms:
            glyph = "" if term.mark is None else f"{term.mark.glyph} "
            word = _strong(glyph + term.word)
            blocks = term.blocks
            said = ""
            if blocks and isinstance(blocks[0], Paragraph):
                said, blocks = inline(blocks[0].spans), blocks[1:]
            lines.append(f"{sign} {word}{': ' if word and said else ''}{said}")
            for text in self.blocks(blocks):
                lines += ["", *(f"  {line}".rstrip() for line in text.split("\n"))]
        return "\n".join(lines)


def _strong(text: str) -> str:
    return inline((Span(text, strong=True),))


def _paragraph(paragraph: Paragraph) -> list[str]:
    spans = paragraph.spans
    if paragraph.tone is Tone.WARNING:
        spans = (Span(plain(spans), strong=True),)
    line = begun(inline(spans))
    return [line] if line else []


def _items(items: Sequence[Item], *, other: bool) -> list[str]:
    """Give the lines of a list; numbers that do not follow on are the writer's own, and stay text."""
    lines = []
    numbers = _follow(items)
    for at, item in enumerate(items):
        sign = "*" if other else "-"
        said = begun(inline(item.spans))
        if numbers:
            sign = f"{numbers[at]}{')' if other else '.'}"
        elif item.number:
            said = f"{begun(escaped(item.number))} {inline(item.spans)}".rstrip()
        lines.append(f"{sign} {said}".rstrip())
        lines += [" " * (len(sign) + 1) + line for line in _items(item.items, other=False)]
    return lines


def _follow(items: Sequence[Item]) -> list[int]:
    """Give the numbers of items that are numbered one after the other, or nothing."""
    found = [_NUMBER.fullmatch(item.number) for item in items]
    numbers = [int(one[1]) for one in found if one is not None and not (one[1][0] == "0" != one[1])]
    first = numbers[0] if numbers else 0
    return numbers if numbers and numbers == list(range(first, first + len(items))) else []


def _table(table: Table, above: str) -> list[str]:
    """Give a caption and a table; its columns are not padded, so that no row moves another."""
    heads = _line(escaped(column.head) for column in table.columns)
    rules = _line(_RULES[column.align] for column in table.columns)
    rows = [
        _line(_cell(cell, column.align) for cell, column in zip(row.cells, table.columns, strict=True))
        for row in table.rows
    ]
    caption = [_strong(table.title)] if table.title and table.title != above else []
    return [*caption, "\n".join([heads, rules, *rows])]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, side: Align) -> str:
    """Give a cell's text with its details: behind a figure as they are written, else in brackets."""
    text, detail = escaped(cell.text), escaped(cell.detail)
    if detail and text and side is Align.LEFT and not detail.startswith(("(", "\\[")):
        detail = f"({detail})"
    return " ".join(part for part in (text, detail) if part)
