"""Cuts a document's text into pages, as the preview shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from csptui.outputs.document.text.blocks import Setter
from csptui.outputs.document.text.chunks import Chunk
from csptui.outputs.document.text.writer import foot_line, warning_lines
from csptui.outputs.layout import spread
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csptui.outputs.appearance import Look
    from csptui.outputs.document.model import Document

LEAST_BODY = 8
"""Lines of a page between head and foot, however low the page was asked to be."""
_APART = 2
"""Fewest lines of a paragraph that stand alone at the end or at the top of a page."""
_NOTHING = Chunk()


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `number` is from 1, `part` the id of the part that it belongs to.

    `anchors` has for each line the anchor of the indicator that it is about, or nothing.
    """

    number: int
    part: str
    lines: list[Line]
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """A document in pages of one height; `starts` are the numbers of the pages that parts begin on."""

    pages: tuple[Page, ...]
    starts: Mapping[str, int]
    places: Mapping[str, tuple[int, int]]

    def page_of(self, anchor: str) -> tuple[int, int] | None:
        """Give the page (from 1) and the line on it (from 0) of an anchor or a part's id.

        An indicator that has no place of its own in the document is found where it is first spoken of.
        """
        return self.places.get(anchor)

    def anchor_at(self, page: int, line: int) -> str:
        """Give the anchor of the indicator whose row, comment or exception stands on a line, or nothing."""
        if not 0 < page <= len(self.pages):
            return ""
        anchors = self.pages[page - 1].anchors
        return anchors[line] if 0 <= line < len(anchors) else ""


@dataclass(slots=True)
class _Body:
    """The lines of a page between head and foot, while they are being set."""

    part: str
    lines: list[Line] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    spoken: dict[str, int] = field(default_factory=dict)
    heads: tuple[Line, ...] = ()

    def put(self, lines: Sequence[Line], about: str = "") -> None:
        self.lines += lines
        self.anchors += [about] * len(lines)


def pages_of(document: Document, look: Look, height: int) -> Pages:
    """Cut a document into pages of `height` lines, head and foot among them; a part begins a page.

    No heading is the last of a page; rows, and what is to be kept together, are parted only where they
    are longer than a page; a table that goes on has its heads again.
    """
    setter = Setter(document, look)
    above = len(_head(document, look, 9_999, 9_999)) + 1
    room = max(LEAST_BODY, height - above - 2)
    bodies: list[_Body] = []
    for part in document.parts:
        if chunks := setter.part(part):
            bodies += _Cutter(part.id, room).cut(chunks)
    pages: list[Page] = []
    starts: dict[str, int] = {}
    places: dict[str, tuple[int, int]] = {}
    spoken: dict[str, tuple[int, int]] = {}
    for number, body in enumerate(bodies, start=1):
        head = [*_head(document, look, number, len(bodies)), Line()]
        # A long head may take a line less where the number of the page is short.
        head += [Line() for _ in range(above - len(head))]
        fill = [Line() for _ in range(room - len(body.lines) + 1)]
        lines = [*head, *body.lines, *fill, foot_line(document, look)]
        anchors = ("",) * above + tuple(body.anchors) + ("",) * (len(fill) + 1)
        pages.append(Page(number, body.part, lines, anchors))
        starts.setdefault(body.part, number)
        for anchor, line in body.places.items():
            places.setdefault(anchor, (number, above + line))
        for anchor, line in body.spoken.items():
            spoken.setdefault(anchor, (number, above + line))
    return Pages(tuple(pages), MappingProxyType(starts), MappingProxyType(spoken | places))


def _head(document: Document, look: Look, number: int, of: int) -> list[Line]:
    """Give the head of a page: whose it is, for when, what it is, which page, and that it is a draft."""
    names = Line(look.line(document.partnership), "strong")
    period = Line(look.line(f"{document.quarter}, {document.period}"))
    title = Line(look.line(document.title))
    lines = spread(names, period, look.width)
    lines += spread(title, Line(f"Page {number:,} of {of:,}"), look.width)
    return lines + warning_lines(document, look)


class _Cutter:
    """Sets the chunks of one part on pages."""

    def __init__(self, part: str, room: int) -> None:
        self._part, self._room = part, room
        self._bodies = [_Body(part)]

    def cut(self, chunks: Sequence[Chunk]) -> list[_Body]:
        """Give the pages of a part."""
        for run in _runs(chunks, kept=True):
            whole = self._height(run)
            if whole <= self._left:
                self._put(run)
            elif self._height(run, top=True) <= self._room and (len(run) > 1 or not run[0].splits):
                self._turn()
                self._put(run)
            else:
                for few in _runs(run, kept=False):
                    self._unit(few)
        return self._bodies

    @property
    def _left(self) -> int:
        return self._room - len(self._bodies[-1].lines)

    def _height(self, run: Sequence[Chunk], *, top: bool = False) -> int:
        """Give the lines that a run takes here, or at the top of a page."""
        body = self._bodies[-1]
        top = top or not body.lines
        heads: tuple[Line, ...] = () if top else body.heads
        size = -run[0].space if top else 0
        for chunk in run:
            size += chunk.space + len(chunk.lines)
            if chunk.heads and chunk.heads is not heads:
                heads = chunk.heads
                size += 0 if chunk.leads else len(heads)
        return size

    def _turn(self) -> None:
        if self._bodies[-1].lines:
            self._bodies.append(_Body(self._part))

    def _put(self, run: Sequence[Chunk]) -> None:
        for chunk in run:
            self._begin(chunk)
            self._bodies[-1].put(chunk.lines, chunk.about)

    def _begin(self, chunk: Chunk) -> None:
        """Leave the space before a chunk, set its heads again on a page that lacks them, note its place."""
        body = self._bodies[-1]
        if body.lines:
            body.put([Line() for _ in range(min(chunk.space, self._left))])
        if chunk.heads and chunk.heads is not body.heads:
            body.heads = chunk.heads
            if not chunk.leads:
                self._pour(chunk.heads)
        body = self._bodies[-1]
        if chunk.anchor:
            body.places.setdefault(chunk.anchor, len(body.lines))
        if chunk.about and not chunk.leads:
            body.spoken.setdefault(chunk.about, len(body.lines))

    def _unit(self, run: Sequence[Chunk]) -> None:
        """Set what leads with what it leads to, parting the latter where it may be or has to be."""
        last = run[-1]
        parted = last.splits and len(last.lines) > _APART + 1
        least = _APART if parted else len(last.lines)
        need = self._height(run) - len(last.lines) + least
        if need > self._left:
            self._turn()
        for chunk in run:
            if self._height([chunk]) <= self._left:
                self._put([chunk])
            else:
                if self._left <= chunk.space:
                    self._turn()
                self._begin(chunk)
                self._pour(chunk.lines, chunk)

    def _pour(self, lines: Sequence[Line], chunk: Chunk = _NOTHING) -> None:
        """Set lines on this page and, where it is full, on further ones, under the heads of their table."""
        while lines:
            size = self._share(len(lines), splits=chunk.splits)
            self._bodies[-1].put(lines[:size], chunk.about)
            lines = lines[size:]
            if lines:
                body = _Body(self._part, heads=chunk.heads)
                body.put(chunk.heads[: self._room - 1])
                self._bodies.append(body)

    def _share(self, lines: int, *, splits: bool) -> int:
        """Give how many of some lines go on this page: never all but one."""
        size = min(lines, self._left)
        alone = lines - size
        return size - 1 if splits and alone == 1 and size > _APART else size


def _runs(chunks: Sequence[Chunk], *, kept: bool) -> list[list[Chunk]]:
    """Give chunks with those that they lead to, and, if so asked, with those that they are kept with."""
    runs: list[list[Chunk]] = []
    before: Chunk | None = None
    for chunk in chunks:
        tied = before is not None and (before.leads or (kept and chunk.kept and chunk.kept == before.kept))
        if tied:
            runs[-1].append(chunk)
        else:
            runs.append([chunk])
        before = chunk
    return runs
