"""Sets the blocks of a document as lines of text, in chunks that pages can be made of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from csptui.outputs.document.model import (
    Bullets,
    Chart,
    Heading,
    Kept,
    Paragraph,
    Table,
    Terms,
    Tone,
)
from csptui.outputs.document.text.chunks import Chunk, about_of
from csptui.outputs.document.text.table import head_lines, heads_of, layouts_of, table_chunks, tables_of
from csptui.outputs.layout import flow, indented, rule, words_of
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csptui.outputs.appearance import Look
    from csptui.outputs.document.model import Block, Document, Item, Part, Spans, Term
    from csptui.outputs.document.text.table import Layout
    from csptui.outputs.layout import Words

_MARGIN, _STEP = 10, 4
_TIGHT = 2
"""Most lines of a term where the next follows without a blank one."""
_TONES = {Tone.BODY: "", Tone.ASIDE: "aside", Tone.WARNING: "strong"}


class Setter:
    """Sets blocks for one look; tables with the same heads are laid out alike through the document."""

    def __init__(self, document: Document, look: Look) -> None:
        """Measure the tables of a document."""
        self.look = look
        self._layouts: Mapping[tuple[str, ...], Layout] = layouts_of(tables_of(document), look)
        self._heads: dict[tuple[str, ...], tuple[Line, ...]] = {}
        self._kept = 0

    def part(self, part: Part) -> list[Chunk]:
        """Set a part of the document; its first chunk is the part's place."""
        chunks = self.blocks(part.blocks)
        return [replace(chunks[0], anchor=chunks[0].anchor or part.id), *chunks[1:]] if chunks else []

    def blocks(self, blocks: Sequence[Block], width: int | None = None) -> list[Chunk]:
        """Set blocks one below the other; a caption that says what the heading above it says is left out."""
        chunks: list[Chunk] = []
        above = ""
        running: tuple[str, ...] = ()
        for block in blocks:
            if isinstance(block, Kept):
                chunks += self._kept_together(block, self.look.width if width is None else width, running)
                running = _heads_in(block)
                continue
            chunks += self._block(block, self.look.width if width is None else width, above)
            if isinstance(block, Heading):
                above = block.text
            else:
                running = ()
        return [chunk for chunk in chunks if chunk.lines or chunk.anchor]

    def _block(self, block: Block, width: int, above: str) -> list[Chunk]:  # noqa: PLR0911 - one for each kind
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                style = _TONES[block.tone]
                return [Chunk(flow(self._words(block.spans, style), width), splits=True)]
            case Bullets():
                return self._bullets(block, width)
            case Terms():
                return self._terms(block, width)
            case Table():
                return self._table(block, above)
            case Chart():
                return self._table(block.numbers, above)
            case Kept():
                return self._kept_together(block, width, ())

    def _heading(self, heading: Heading) -> list[Chunk]:
        """Set a heading: over a hairline across the page, over one of its own length, or alone."""
        look = self.look
        lines = flow(words_of(look.line(heading.text), "strong"), look.width)
        if heading.level == 1:
            lines.append(rule(look))
        elif heading.level == 2:  # noqa: PLR2004 - the level below the part's own
            lines.append(Line(look.hairline * max((line.cells for line in lines), default=0), "quiet"))
        return [Chunk(lines, space=2 if heading.level == 1 else 1, leads=True, anchor=heading.anchor)]

    def _words(self, spans: Spans, style: str = "") -> Words:
        """Give words with their styles; what is written without a space between two spans is one word."""
        words: Words = []
        joined = False
        for span in spans:
            text = self.look.line(span.text)
            own = "strong" if span.strong else style
            for at, word in enumerate(text.split()):
                if at == 0 and joined and words and not span.text[:1].isspace():
                    words[-1] = (words[-1][0] + word, words[-1][1])
                else:
                    words.append((word, own))
            if text:
                joined = not span.text[-1:].isspace()
        return words

    def _bullets(self, bullets: Bullets, width: int, indent: int = 0) -> list[Chunk]:
        chunks: list[Chunk] = []
        for item in bullets.items:
            chunks += self._item(item, width, indent)
        return [replace(chunk, space=0 if at or indent else 1) for at, chunk in enumerate(chunks)]

    def _item(self, item: Item, width: int, indent: int) -> list[Chunk]:
        sign = f"{self.look.line(item.number)} " if item.number else self.look.pick("– ", "- ")
        hang = cell_len(sign)
        lines = indented(flow(self._words(item.spans), width - indent - hang), hang, sign)
        chunk = Chunk(indented(lines or [Line(sign.rstrip())], indent), splits=True)
        return [chunk, *(one for inner in item.items for one in self._item(inner, width, indent + hang))]

    def _terms(self, terms: Terms, width: int) -> list[Chunk]:
        """Set words in a margin with what is said to each beside them; a long word has a line of its own."""
        labels = [self._label(term) for term in terms.terms]
        most = max(_MARGIN, width // 4)
        longest = max((label.cells for label in labels if label.cells + 2 <= most), default=0)
        margin = min(most, max(_MARGIN, -(-(longest + 2 - _MARGIN) // _STEP) * _STEP + _MARGIN))
        set_terms = [
            self._term(term, label, margin, width) for term, label in zip(terms.terms, labels, strict=True)
        ]
        loose = any(len(chunks) > 1 or len(chunks[0].lines) > _TIGHT for chunks in set_terms)
        return [
            replace(chunk, space=1 if not at or loose or inner else 0) if not inner else chunk
            for at, chunks in enumerate(set_terms)
            for inner, chunk in enumerate(chunks)
        ]

    def _label(self, term: Term) -> Line:
        text, style = self.look.line(term.word), "strong"
        if term.mark is not None:
            text = f"{self.look.pick(term.mark.glyph, term.mark.ascii)} {text}"
            style = term.mark.style
        return Line(text, style)

    def _term(self, term: Term, label: Line, margin: int, width: int) -> list[Chunk]:
        inner = self.blocks(term.blocks, width - margin)
        chunks = [replace(chunk, lines=indented(chunk.lines, margin)) for chunk in inner]
        if label.cells + 1 > margin or not chunks or not chunks[0].lines:
            above = flow([word for piece in label.pieces for word in words_of(*piece)], width)
            first = chunks[0].lines if chunks else []
            chunks[:1] = [Chunk([*above, *first])]
        else:
            head: Line = chunks[0].lines[0]
            head.pieces[:1] = []
            led = Line.of(label, " " * (margin - label.cells), head)
            chunks[0] = replace(chunks[0], lines=[led, *chunks[0].lines[1:]])
        chunks = [replace(chunk, about=chunk.about or about_of(term.anchor)) for chunk in chunks]
        return [replace(chunks[0], anchor=chunks[0].anchor or term.anchor), *chunks[1:]]

    def _table(self, table: Table, above: str) -> list[Chunk]:
        return self._rows(table, caption=bool(table.title) and table.title != above)

    def _rows(self, table: Table, *, caption: bool, lone: bool = False, heads: bool = True) -> list[Chunk]:
        """Set a table; those alike have the very same lines of heads, by which pages know them."""
        names = heads_of(table)
        found = self._layouts[names]
        if names not in self._heads:
            self._heads[names] = head_lines(table, found, self.look)
        above = self._heads[names]
        return table_chunks(table, found, self.look, above, caption=caption, lone=lone, heads=heads)

    def _kept_together(self, kept: Kept, width: int, running: tuple[str, ...]) -> list[Chunk]:
        """Set blocks without space between them; a row under heads that stand above it needs none."""
        first, *others = kept.blocks
        if _heads_in(kept) and isinstance(first, Table):
            row = self._rows(first, caption=True, lone=True, heads=heads_of(first) != running)
            below = self.blocks(others, width)
            chunks = [*row, *(replace(chunk, space=0) for chunk in below)]
        else:
            chunks = self.blocks(kept.blocks, width)
        self._kept += 1
        about = next((chunk.about for chunk in chunks if chunk.about), "")
        return [replace(chunk, kept=self._kept, about=chunk.about or about) for chunk in chunks]


def _heads_in(kept: Kept) -> tuple[str, ...]:
    """Give the heads of the one row that blocks begin with, if they do."""
    first = kept.blocks[0] if kept.blocks else None
    return heads_of(first) if isinstance(first, Table) and len(first.rows) == 1 else ()
