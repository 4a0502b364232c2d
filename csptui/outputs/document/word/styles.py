"""The named styles of a report in Word: ours, or a partnership's own where its template has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docx.oxml.parser import parse_xml

from csptui.outputs.document.word.lists import BULLETS, NUMBERS, Lists
from csptui.outputs.document.word.parts import styles_part
from csptui.outputs.document.word.xml import W

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Node

_LISTS = {
    "list bullet": BULLETS,
    "list bullet 2": BULLETS,
    "list number": NUMBERS,
    "list number 2": NUMBERS,
}


class Styles:
    """The ids of styles by their names, which are the same in every language of Word."""

    def __init__(self, word: WordDocument, lists: Lists) -> None:
        root = cast("Node", word.styles.element)
        self._ids = {_name(style): _id(style) for style in root.findall(f"{W}style")}
        ours = {_id(style): style for style in parse_xml(styles_part()).findall(f"{W}style")}
        names = {given: _name(style) for given, style in ours.items()}
        missing = [style for style in ours.values() if _name(style) not in self._ids]
        self._add(root, missing)
        self._refer(missing, names)
        self._count(missing, lists)

    def __getitem__(self, name: str) -> str:
        """Give the id of a style."""
        return self._ids[name.lower()]

    def _add(self, root: Node, missing: list[Node]) -> None:
        taken = set(self._ids.values())
        for style in missing:
            style.attrib.pop(f"{W}default", "")
            if _id(style) in taken:
                style.set(f"{W}styleId", f"{_id(style)}Csptui")
            self._ids[_name(style)] = _id(style)
            root.append(style)

    def _refer(self, added: list[Node], names: Mapping[str, str]) -> None:
        """Make the styles that were added refer to those that are there."""
        for style in added:
            for tag in ("basedOn", "next"):
                for node in style.findall(f"{W}{tag}"):
                    node.set(f"{W}val", self[names[node.get(f"{W}val") or ""]])

    def _count(self, added: list[Node], lists: Lists) -> None:
        """Give the lists that were added numbers of their own, one for each kind."""
        given: dict[int, str] = {}
        for style in added:
            kind = _LISTS.get(_name(style))
            if kind is None:
                continue
            if kind not in given:
                given[kind] = lists.added(kind)
            for node in style.iter(f"{W}numId"):
                node.set(f"{W}val", given[kind])


def _name(style: Node) -> str:
    node = style.find(f"{W}name")
    return "" if node is None else (node.get(f"{W}val") or "").lower()


def _id(style: Node) -> str:
    return style.get(f"{W}styleId") or ""
