"""The cover: what the colours and trends mean, the notes, the abbreviations and the comparator groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.legend import COLOURS
from csptui.outputs.document.model import Block, Bullets, Heading, Item, Part, Span, Term, Terms
from csptui.outputs.document.prose import blocks_of
from csptui.outputs.document.words import members_text, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.outputs.document.given import Given

TRENDS = {"improving": "Improving", "static": "Static", "worsening": "Worsening", "no_data": "No data"}
"""The words of the partnership's key for trends, as they are printed."""


def cover_part(given: Given) -> Part:
    """Give the cover; title, names and quarter are the document's own."""
    held = given.partnership
    blocks: list[Block] = []
    if key := tuple(_key(given)):
        blocks += [Heading("Key", 2), Terms(key)]
    if held.notes:
        notes = (Item((Span(note),), f"{number}.") for number, note in enumerate(held.notes, start=1))
        blocks += [Heading("Notes", 2), Bullets(tuple(notes))]
    if held.glossary:
        terms = tuple(Term(word, blocks_of(text)) for word, text in held.glossary.items())
        blocks += [Heading("Abbreviations", 2), Terms(terms)]
    return Part("cover", "Cover and key", (*blocks, *_groups(given)))


def _key(given: Given) -> Iterator[Term]:
    key = given.partnership.key
    for mark in COLOURS.values():
        if text := key.get(mark.style, ""):
            yield Term(mark.word, blocks_of(_once(mark.word, text)), mark)
    for name, word in TRENDS.items():
        if text := key.get(name, ""):
            yield Term(word, blocks_of(_once(word, text)))


def _once(word: str, text: str) -> str:
    """Take the word off the start of its meaning, where the two stand side by side."""
    rest = text.removeprefix(f"{word}:").lstrip()
    return rest[:1].upper() + rest[1:] if rest and rest != text else text


def _groups(given: Given) -> Iterator[Block]:
    quarter = given.card.quarter
    for group in given.partnership.groups:
        if members := group.members_in(quarter):
            yield Heading(f"Comparator group: {group.name}", 2)
            yield said(members_text(group.note, members))
