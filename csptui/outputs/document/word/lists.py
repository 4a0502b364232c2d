"""The lists of a Word document: bullets, and numbers that begin anew in each list."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.parser import parse_xml
from docx.parts.numbering import NumberingPart

from csptui.outputs.document.word.parts import part
from csptui.outputs.document.word.xml import W, built, w

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Node

    from csptui.outputs.document.model import Item
    from csptui.outputs.document.word.xml import Node as Written

BULLETS, NUMBERS = 0, 1
"""Our kinds of list, by their places in `numbering.xml`."""

_COUNTED = re.compile(r"([0-9]{1,5})([.)])", re.ASCII)


class Lists:
    """The numbering part of a document, which gets one where it has none."""

    def __init__(self, word: WordDocument) -> None:
        self._root = _root_of(word)
        self._kinds: dict[tuple[int, str], str] = {}

    def added(self, kind: int) -> str:
        """Add a list of one of our kinds, and give its id."""
        return self._number(self._kind(kind, "."))

    def counted(self, first: int, sign: str) -> str:
        """Add a list that counts from `first`, with `.` or `)` after each number, and give its id."""
        begins = w("lvlOverride", w("startOverride", val=first), ilvl=0)
        inner = w("lvlOverride", w("startOverride", val=first), ilvl=1)
        return self._number(self._kind(NUMBERS, sign), begins, inner)

    def _kind(self, which: int, sign: str) -> str:
        if (which, sign) not in self._kinds:
            held = self._root.findall(f"{W}abstractNum")
            ours = deepcopy(parse_xml(part("numbering.xml")).findall(f"{W}abstractNum")[which])
            if which == NUMBERS:
                for node in ours.iter(f"{W}lvlText"):
                    node.set(f"{W}val", f"{(node.get(f'{W}val') or '')[:2]}{sign}")
            given = _free(held, "abstractNumId", 0)
            ours.set(f"{W}abstractNumId", given)
            self._root.insert(self._root.index(held[-1]) + 1 if held else 0, ours)
            self._kinds[which, sign] = given
        return self._kinds[which, sign]

    def _number(self, kind: str, *overrides: Written) -> str:
        held = self._root.findall(f"{W}num") or self._root.findall(f"{W}abstractNum")
        given = _free(self._root.findall(f"{W}num"), "numId", 1)
        node = w("num", w("abstractNumId", val=kind), *overrides, numId=given)
        self._root.insert(self._root.index(held[-1]) + 1, *built(node))
        return given


def counting(items: Sequence[Item]) -> tuple[int, str] | None:
    """Give where a list begins and the sign after its numbers, if Word counts it as it was written."""
    read = [_COUNTED.fullmatch(item.number) for item in items]
    if not read or read[0] is None:
        return None
    first, sign = int(read[0][1]), read[0][2]
    written = [item.number for item in items]
    return (first, sign) if written == [f"{first + at}{sign}" for at in range(len(items))] else None


def _free(held: Sequence[Node], name: str, least: int) -> str:
    numbers = (node.get(f"{W}{name}") or "" for node in held)
    return str(max((int(one) for one in numbers if one.isascii() and one.isdigit()), default=least - 1) + 1)


def _root_of(word: WordDocument) -> Node:
    held = [rel for rel in word.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING]
    if not held:
        empty = parse_xml(part("numbering.xml"))
        empty[:] = []
        name = PackURI("/word/numbering.xml")
        new = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, empty, word.part.package)
        word.part.relate_to(new, RELATIONSHIP_TYPE.NUMBERING)
        return cast("Node", new.element)
    return cast("Node", word.part.numbering_part.element)
