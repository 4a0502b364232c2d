"""The blocks of a document as paragraphs and tables of Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from csptui.outputs.document.model import Bullets, Chart, Heading, Kept, Paragraph, Table, Terms, Tone
from csptui.outputs.document.word.lists import counting
from csptui.outputs.document.word.tables import table_nodes
from csptui.outputs.document.word.xml import keep_with_next, paragraph, run, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csptui.outputs.document.model import Block, Item, Spans, Term
    from csptui.outputs.document.word.setting import Setting
    from csptui.outputs.document.word.xml import Node

_TONES = {Tone.ASIDE: "Report Aside", Tone.WARNING: "Report Warning"}
_TABLE = "tbl"
_APART = ("heading 1", "heading 2", "heading 3", "heading 4", "Report Term", "Report Warning")
_LISTS = ("List Bullet", "List Bullet 2", "List Number", "List Number 2")
_BELOW_TABLE, _BELOW_LIST = 120, 60

_SHORT_WORD = 12
"""Characters of a word that is set beside what is said to it, not above."""

_TERM, _TERM_LINE = 1230, 227
"""How far what is said to a word stands in, beside and below it; in twentieths of a point."""

_LIST, _SECOND, _HANGING = 340, 680, 283


def block_nodes(blocks: Iterable[Block], setting: Setting) -> list[Node]:
    """Give the nodes of blocks one below the other."""
    nodes: list[Node] = []
    for block in blocks:
        new = _nodes(block, setting)
        if nodes and new:
            if nodes[-1].tag == new[0].tag == _TABLE:
                # Word makes one table of two that touch.
                nodes.append(paragraph(setting.styles["Table Text"]))
            _set_apart(nodes[-1], new[0], setting)
        nodes += new
    return nodes


def _set_apart(before: Node, node: Node, setting: Setting) -> None:
    """Leave room above a text that follows a table or a list; headings and titles have room of their own."""
    if node.tag == _TABLE or _style(node) in {setting.styles[name] for name in _APART}:
        return
    room = _BELOW_TABLE if before.tag == _TABLE else _BELOW_LIST if _style(before) in _lists(setting) else 0
    if room and _style(node) not in _lists(setting):
        _direct(node[0], w("spacing", before=room // 2 if setting.dense else room))


def _style(node: Node) -> str:
    return "" if node.tag == _TABLE else str(node[0][0].values["val"])


def _lists(setting: Setting) -> set[str]:
    return {setting.styles[name] for name in _LISTS}


def _nodes(block: Block, setting: Setting) -> list[Node]:  # noqa: PLR0911 - a case for each kind of block
    match block:
        case Heading():
            node = paragraph(setting.styles[f"heading {block.level}"], run(block.text))
            setting.places.begin(block.anchor, node)
            return [node]
        case Paragraph():
            return [_text(block.spans, _TONES.get(block.tone, setting.prose), setting)]
        case Bullets():
            return _items(block.items, 1, setting)
        case Terms():
            return _terms(block, setting)
        case Table():
            return table_nodes(block, setting)
        case Chart():
            return table_nodes(block.numbers, setting)
        case Kept():
            return _kept(block_nodes(block.blocks, setting))
        case _ as never:
            assert_never(never)


_MOST_KEPT = 100
"""Paragraphs, cells among them, that a page has room for."""

_ORDER = ("pStyle", "keepNext", "pageBreakBefore", "numPr", "tabs", "spacing", "ind", "outlineLvl")


def _direct(layout: Node, new: Node) -> None:
    """Set something on a paragraph itself, at its place in the order of the schema."""
    before = _ORDER[: _ORDER.index(new.tag)]
    place = sum(node.tag in before for node in layout)
    layout.insert(place, new)


def _runs(spans: Spans, setting: Setting) -> list[Node]:
    strong, link = setting.styles["Strong"], setting.styles["Hyperlink"]
    return [
        setting.places.linked(span.text, span.link, link)
        if span.link
        else run(span.text, strong if span.strong else "")
        for span in spans
    ]


def _text(spans: Spans, style: str, setting: Setting) -> Node:
    node = paragraph(setting.styles[style], *_runs(spans, setting))
    if setting.indent:
        _direct(node[0], w("ind", left=setting.indent))
    return node


def _items(items: Sequence[Item], level: int, setting: Setting) -> list[Node]:
    """Give a list; numbers are Word's own where it counts as the writer did, else as they were written."""
    counted = counting(items)
    number = setting.lists.counted(*counted) if counted else ""
    nodes = []
    for item in items:
        nodes.append(_item(item, level, number, setting))
        if item.items:
            nodes += _items(item.items, 2, setting)
    return nodes


def _item(item: Item, level: int, number: str, setting: Setting) -> Node:
    name = f"List {'Number' if item.number else 'Bullet'}{' 2' if level > 1 else ''}"
    node = paragraph(setting.styles[name], *_runs(item.spans, setting))
    layout, left = node[0], (_SECOND if level > 1 else _LIST) + setting.indent
    if item.number and not number:
        node.insert(1, w("r", w("tab")))
        node.insert(1, run(item.number))
        _direct(layout, w("numPr", w("numId", val=0)))
        _direct(layout, w("ind", left=left, hanging=_HANGING))
    elif item.number:
        _direct(layout, w("numPr", w("ilvl", val=level - 1), w("numId", val=number)))
    if setting.indent and layout.first("ind") is None:
        _direct(layout, w("ind", left=left, hanging=_HANGING))
    return node


def _terms(block: Terms, setting: Setting) -> list[Node]:
    beside = all(len(term.word) <= _SHORT_WORD for term in block.terms)
    nodes: list[Node] = []
    for term in block.terms:
        new = _beside(term, setting) if beside else _below(term, setting)
        setting.places.begin(term.anchor, new[0])
        nodes += new
    return nodes


def _word(term: Term, setting: Setting) -> list[Node]:
    """Give a term's word; one that stands for a rating has its glyph and its colours."""
    strong = setting.styles["Strong"]
    if term.mark is None:
        return [run(term.word, strong)]
    rating = setting.styles[f"Rating {term.mark.style}"]
    badge = run(f" {term.mark.glyph} {term.mark.word} ", rating)
    return [badge] if term.word == term.mark.word else [badge, run(f" {term.word}", strong)]


def _beside(term: Term, setting: Setting) -> list[Node]:
    far = round(_TERM * setting.widths.spare)
    inside = setting.inside(far)
    said = block_nodes(term.blocks, inside)
    if said and isinstance(term.blocks[0], Paragraph):
        first = said[0]
        for at, node in enumerate((*_word(term, setting), w("r", w("tab"))), 1):
            first.insert(at, node)
        first[0][:] = [one for one in first[0] if one.tag != "ind"]
    else:
        first = paragraph(setting.styles["Report Definition"], *_word(term, setting))
        if said:
            keep_with_next(first)
        said.insert(0, first)
    _direct(first[0], w("tabs", w("tab", val="left", pos=inside.indent)))
    _direct(first[0], w("ind", left=inside.indent, hanging=far))
    return said


def _below(term: Term, setting: Setting) -> list[Node]:
    first = paragraph(setting.styles["Report Term"], *_word(term, setting))
    if setting.indent:
        _direct(first[0], w("ind", left=setting.indent))
    return [first, *block_nodes(term.blocks, setting.inside(_TERM_LINE))]


def _kept(nodes: list[Node]) -> list[Node]:
    """Keep nodes on one page, but what is longer than one: kept together, it would begin one for nothing."""
    if sum(1 for node in nodes for _ in node.all_of("p")) > _MOST_KEPT:
        return nodes
    for node in nodes[:-1]:
        keep_with_next(node)
    if nodes and nodes[-1].tag == _TABLE:
        for row in [one for one in nodes[-1] if one.tag == "tr"][:-1]:
            keep_with_next(row)
    return nodes
