"""Mentions of indicators in running text, as links to their places in the document."""

from __future__ import annotations

from dataclasses import replace
from itertools import dropwhile
from typing import TYPE_CHECKING

from csptui.domain.claims.codes import Codes
from csptui.domain.claims.tokens import tokens
from csptui.domain.indicator import fold_code
from csptui.outputs.document.figures import anchor_of
from csptui.outputs.document.model import Block, Bullets, Item, Paragraph, Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csptui.domain.claims.tokens import Token
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard

_OWNER = len("'s")


class Links:
    """Knows the codes of a quarter's indicators and the anchors that they lead to.

    A code that several indicators share leads to the first of them where it is the one that each goes by; one
    that merely groups them, such as a PSA's, leads nowhere.
    """

    def __init__(self, dataset: Dataset, card: Scorecard) -> None:
        self._codes = Codes(dataset)
        rows = {row.id: row for row in card}
        self._anchors = {
            code: anchor_of(held[0].indicator)
            for code, ids in self._codes.ids.items()
            if (held := [rows[one] for one in ids if one in rows]) and _goes_by(code, held)
        }

    def linked(self, blocks: Iterable[Block], *, own: str = "") -> tuple[Block, ...]:
        """Give blocks with their mentions as links, but for those of the place that they stand at."""
        return tuple(self._block(block, own) for block in blocks)

    def _block(self, block: Block, own: str) -> Block:
        match block:
            case Paragraph(spans):
                return replace(block, spans=self.spans(spans, own=own))
            case Bullets(items):
                return Bullets(tuple(self._item(item, own) for item in items))
            case _:
                return block

    def _item(self, item: Item, own: str) -> Item:
        below = tuple(self._item(one, own) for one in item.items)
        return Item(self.spans(item.spans, own=own), item.number, below)

    def spans(self, spans: Spans, *, own: str = "") -> Spans:
        """Give spans cut at their mentions."""
        return tuple(piece for span in spans for piece in self._cut(span, own))

    def _cut(self, span: Span, own: str) -> Iterator[Span]:
        at, found = 0, tokens(span.text)
        for begin, length in self._codes.runs(found):
            # A code may be found with the full stop that ends its sentence.
            mention = list(dropwhile(_is_mark, reversed(found[begin : begin + length])))[::-1]
            anchor = self._anchors.get(fold_code("".join(one.low for one in mention)), "")
            if not anchor or anchor == own:
                continue
            start, end = mention[0].start, mention[-1].end - (_OWNER if mention[-1].owns else 0)
            if start > at:
                yield replace(span, text=span.text[at:start])
            yield replace(span, text=span.text[start:end], link=anchor)
            at = end
        if at < len(span.text) or not at:
            yield replace(span, text=span.text[at:])


def _is_mark(token: Token) -> bool:
    return token.kind == "m"


def _goes_by(code: str, rows: list[Row]) -> bool:
    if len(rows) == 1:
        return True
    return all(fold_code(row.indicator.code) == code for row in rows)
