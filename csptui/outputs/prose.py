"""Comments and narratives as lines, set from the blocks that every document has of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.outputs.document.model import Block, Bullets, Heading, Item, Paragraph
from csptui.outputs.document.prose import blocks_of
from csptui.outputs.layout import Words, flow, indented, words_of
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.outputs.appearance import Look
    from csptui.outputs.document.model import Span

_INDENT = "  "


def prose(text: str, look: Look, width: int) -> list[Line]:
    """Set a text in lines of at most `width` cells, with a blank line between its paragraphs and lists."""
    lines: list[Line] = []
    for block in blocks_of(text):
        if not (set_block := _block(block, look, width)):
            continue
        if lines:
            lines.append(Line())
        lines.extend(set_block)
    return lines


def _block(block: Block, look: Look, width: int) -> list[Line]:
    match block:
        case Heading(text):
            return flow(words_of(look.text(text), "strong"), width)
        case Paragraph(spans):
            return flow(styled(spans, look), width)
        case Bullets(items):
            return [line for item in items for line in _item(item, look, width)]
        case _:
            return []


def _item(item: Item, look: Look, width: int, indent: str = "") -> Iterator[Line]:
    """Set an entry of a list, and under it its own entries."""
    sign = f"{item.number} " if item.number else look.pick("– ", "- ")
    margin = indent + sign
    yield from indented(flow(styled(item.spans, look), width - len(margin)), len(margin), margin)
    for below in item.items:
        yield from _item(below, look, width, indent + _INDENT)


def styled(spans: Sequence[Span], look: Look) -> Words:
    """Give the words of spans; what follows bold words without a blank goes with them."""
    words: Words = []
    apart = True
    for span in spans:
        text = look.text(span.text)
        more = words_of(text, "strong" if span.strong else "")
        if more and words and not apart and not text[0].isspace():
            word, style = words.pop()
            glued = word + more.pop(0)[0]
            words.append((glued, style))
        words += more
        apart = not text or text[-1].isspace()
    return words
