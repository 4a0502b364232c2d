"""Comments and narratives as blocks: the headings, lists and bold of Markdown, and nothing else of it.

A text is read by markdown-it with these rules alone. Every other sign is the writer's own and comes
through as it was typed: no link, no code, no HTML, no entity, no escape, no emphasis by a single sign.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from csptui.outputs.document.model import Block, Bullets, Heading, Item, Paragraph, Span, Spans, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEEPEST = 4
"""The lowest level that a heading has."""
_MOST_INDENT = 12
"""So many blanks before a line count: room for lists in lists, and the reader's depth is never reached."""
_MARGIN = re.compile(r"^[ \t]+", re.MULTILINE)
_PASTED = re.compile(r"^([ \t]*)•(?=[ \t])", re.MULTILINE)
_SIGN = r"(?:[-+*•]|[0-9]{1,9}[.)])"
_GUARDED = re.compile(
    # A line of signs alone, such as a ruler, or a sign with nothing behind it, is no list and no heading.
    rf"^ *(?=(?:(?:{_SIGN}|\#{{1,6}})(?:[ \t]+|$))+$)"
    # Of several signs on one line the first alone makes a list.
    rf"|^ *{_SIGN}[ \t]+(?={_SIGN}(?:[ \t]|$))",
    re.MULTILINE,
)
_SPARE = range(0xE000, 0xF8FF)
"""Characters that stand for others while a text is read: those of them that the text itself has not."""


class _Entry(NamedTuple):
    """An item of a list, however deep the lists in it are."""

    number: str
    spans: Spans
    below: tuple[_Entry, ...]


def blocks_of(text: str, *, level: int = 3) -> tuple[Block, ...]:
    """Read a text; its highest headings are of `level`, none skips a level or goes below the fourth."""
    if "\n" not in text and "*" not in text and text[:1].isalpha():
        return (Paragraph((Span(text.rstrip(" ")),)),)
    if not text.strip(" \t\r\n"):
        return ()
    guarded, back = _guarded(text)
    return tuple(_levelled(list(_blocks(_reader().parse(guarded), back)), level))


@cache
def _reader() -> MarkdownIt:
    """Give the reader of Markdown with its few rules."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - heavy; most texts of a screen need no reader

    reader = MarkdownIt("zero", {"maxNesting": 100})
    reader.enable(["heading", "list", "emphasis"])
    # It would replace NUL, and take a lone CR for a line's end: both are the writer's own signs.
    reader.disable("normalize")
    return reader


def _guarded(text: str) -> tuple[str, Mapping[int, str]]:
    """Put what the reader must not act on out of its way; the mapping puts it back."""
    text = text.replace("\r\n", "\n")
    held = set(text)
    spare = (code for code in _SPARE if chr(code) not in held)
    guard = next(spare, 0)
    # The reader trims such blanks off the ends of lines.
    blanks = {one: next(spare, ord(one)) for one in sorted(held) if one.isspace() and one not in " \t\n"}
    text = text.translate({ord(one): code for one, code in blanks.items()})
    text = _MARGIN.sub(lambda match: match[0].expandtabs(4)[:_MOST_INDENT], text)
    text = _PASTED.sub(r"\1-", _GUARDED.sub(lambda match: match[0] + chr(guard), text))
    return text, {guard: "", **{code: one for one, code in blanks.items()}}


def _blocks(tokens: Sequence[Token], back: Mapping[int, str]) -> Iterator[Block]:
    """Give the blocks of tokens; lists that follow on each other are one."""
    at, entries = 0, list[_Entry]()
    while at < len(tokens):
        token = tokens[at]
        if token.type.endswith("list_open"):
            found, at = _entries(tokens, at + 1, back)
            entries += found
            continue
        if entries:
            yield _list_of(entries)
            entries = []
        spans = _spans(tokens[at + 1], back)
        if token.type == "heading_open":
            yield Heading(plain(spans), int(token.tag[1:]))
        else:
            yield Paragraph(spans)
        at += 3
    if entries:
        yield _list_of(entries)


def _entries(tokens: Sequence[Token], at: int, back: Mapping[int, str]) -> tuple[list[_Entry], int]:
    """Read a list from its first item on: its items, and the place behind it."""
    found: list[_Entry] = []
    while not tokens[at].type.endswith("list_close"):
        number = f"{tokens[at].info}." if tokens[at].info else ""
        at += 1
        said: Spans = ()
        below: list[_Entry] = []
        while tokens[at].type != "list_item_close":
            if tokens[at].type.endswith("list_open"):
                more, at = _entries(tokens, at + 1, back)
                below += more
                continue
            spans = _spans(tokens[at + 1], back)
            if tokens[at].type == "heading_open":
                spans = tuple(replace(one, strong=True) for one in spans)
            if below:
                below.append(_Entry("", spans, ()))
            else:
                said = (*said, Span(" "), *spans) if said else spans
            at += 3
        found.append(_Entry(number, said, tuple(below)))
        at += 1
    return found, at + 1


def _list_of(entries: Iterable[_Entry]) -> Bullets:
    """Give a list of two levels: what is deeper stands in the second."""
    return Bullets(
        tuple(
            Item(one.spans, one.number, tuple(Item(low.spans, low.number) for low in _under(one.below)))
            for one in entries
        )
    )


def _under(entries: Iterable[_Entry]) -> Iterator[_Entry]:
    for one in entries:
        yield one
        yield from _under(one.below)


def _spans(inline: Token, back: Mapping[int, str]) -> Spans:
    """Give the words of a line; what is emphasised by one sign keeps its signs."""
    runs: list[tuple[str, bool]] = []
    depth = 0
    for token in inline.children or ():
        text = token.content
        if token.type in {"strong_open", "strong_close"} and token.markup == "**":
            depth += token.nesting
            continue
        if token.type != "text":
            text = token.markup
        if text:
            runs.append((text, depth > 0))
    spans: list[Span] = []
    for text, strong in _merged(runs):
        spans.append(Span(_joined(text).translate(back), strong))
    return tuple(spans)


def _joined(text: str) -> str:
    """Give the lines of a paragraph as one."""
    first, *rest = text.split("\n")
    if not rest:
        return text
    between = (line.strip(" \t") for line in rest[:-1])
    return " ".join((first.rstrip(" \t"), *between, rest[-1].lstrip(" \t")))


def _merged(runs: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Join runs that look alike."""
    held: list[str] = []
    looks = False
    for text, strong in runs:
        if held and strong is not looks:
            yield "".join(held), looks
            held = []
        held.append(text)
        looks = strong
    if held:
        yield "".join(held), looks


def _levelled(blocks: Sequence[Block], level: int) -> Iterator[Block]:
    """Give the headings their levels in the document."""
    highest = min((block.level for block in blocks if isinstance(block, Heading)), default=1)
    last = level - 1
    for block in blocks:
        if isinstance(block, Heading):
            last = min(block.level - highest + level, last + 1, _DEEPEST)
            yield Heading(block.text, last)
        else:
            yield block
