"""How the text of a Word document looks: its colour and its ground, through all its styles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Node

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEX = re.compile(r"[0-9A-Fa-f]{6}", re.ASCII)
_OFF = frozenset({"0", "false", "off"})
_DEEPEST = 20
"""Styles based on styles; Word follows fewer, and a ring of them never ends."""

_HEADING = re.compile(r"heading ([1-9])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as `#rrggbb`; empty where nothing says one."""

    fore: str = ""
    back: str = ""

    def over(self, below: Look) -> Look:
        """Give this look where it says something, else the one below."""
        return Look(self.fore or below.fore, self.back or below.back)


_NOTHING = Look()


class Looks:
    """The looks that a document's styles give; every style is worked out once."""

    def __init__(self, styles: Node) -> None:
        self._styles = {value(style, "styleId"): style for style in styles.findall(f"{W}style")}
        self._known: dict[str, Look] = {}
        self._heads: dict[str, Look] = {}
        self._levels: dict[str, int | None] = {}
        self._normal = next(
            (
                value(style, "styleId")
                for style in self._styles.values()
                if value(style, "type") == "paragraph" and is_on(style.get(f"{W}default"), missing=False)
            ),
            "",
        )
        defaults = styles.find(f"{W}docDefaults/{W}rPrDefault")
        self._defaults = _said(defaults)
        own = [self._styles[self._normal].find(f"{W}rPr")] if self._normal else []
        said = [*own, None if defaults is None else defaults.find(f"{W}rPr")]
        self.language = next(filter(None, (_child(one, "lang") for one in said)), "")
        """The language of text that says no other; empty where none is said."""

    def of_run(self, run: Node, paragraph: Look) -> Look:
        """Give the look of a run in a paragraph."""
        own = run.find(f"{W}rPr")
        if own is None:
            return paragraph
        return _said(run).over(self._style(_child(own, "rStyle"))).over(paragraph)

    def of_paragraph(self, paragraph: Node, around: Look) -> Look:
        """Give the look of a paragraph; `around` is that of the cell or page that it stands in."""
        layout = paragraph.find(f"{W}pPr")
        own = Look() if layout is None else Look(back=_fill(layout))
        return own.over(self._style(self.style_of(paragraph))).over(around).over(self._defaults)

    def of_cell(self, cell: Node, table: Node, *, head: bool) -> Look:
        """Give the look of a cell, that of heads where it stands in the first row."""
        layout = cell.find(f"{W}tcPr")
        own = Look() if layout is None else Look(back=_fill(layout))
        style = _child(table.find(f"{W}tblPr"), "tblStyle")
        return own.over(self._head(style)) if head else own.over(self._style(style))

    def level(self, paragraph: Node) -> int | None:
        """Give the level of a heading from 1, and nothing for other text."""
        direct = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if direct is not None:
            return _level(direct)
        name = self.style_of(paragraph)
        if name not in self._levels:
            self._levels[name] = next(filter(None, map(_level_of, self._chain(name))), None)
        return self._levels[name]

    def style_of(self, paragraph: Node) -> str:
        """Give the id of a paragraph's style."""
        return _child(paragraph.find(f"{W}pPr"), "pStyle") or self._normal

    def _style(self, name: str) -> Look:
        if name not in self._known:
            look = _NOTHING
            for style in self._chain(name):
                look = look.over(_said(style))
            self._known[name] = look
        return self._known[name]

    def _head(self, name: str) -> Look:
        if name not in self._heads:
            look = _NOTHING
            for style in self._chain(name):
                for part in style.findall(f"{W}tblStylePr"):
                    if value(part, "type") == "firstRow":
                        look = look.over(_said(part))
            self._heads[name] = look.over(self._style(name))
        return self._heads[name]

    def _chain(self, name: str) -> Iterator[Node]:
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = _child(style, "basedOn")


def value(node: Node, name: str = "val") -> str:
    """Give an attribute of the main namespace; empty where it is missing."""
    return node.get(f"{W}{name}") or ""


def is_on(text: str | None, *, missing: bool = True) -> bool:
    """Whether a switch of Word's is on."""
    return missing if text is None else text.lower() not in _OFF


def _child(node: Node | None, name: str) -> str:
    found = None if node is None else node.find(f"{W}{name}")
    return "" if found is None else value(found)


def _said(node: Node | None) -> Look:
    """Give what a run, a style or a part of one says itself."""
    if node is None:
        return _NOTHING
    fore = _child(node.find(f"{W}rPr"), "color")
    backs = (_fill(layout) for name in ("rPr", "pPr", "tcPr") for layout in node.findall(f"{W}{name}"))
    return Look(f"#{fore.lower()}" if _HEX.fullmatch(fore) else "", next(filter(None, backs), ""))


def _fill(layout: Node) -> str:
    shade = layout.find(f"{W}shd")
    fill = "" if shade is None else value(shade, "fill")
    return f"#{fill.lower()}" if _HEX.fullmatch(fill) else ""


def _level_of(style: Node) -> int | None:
    said = style.find(f"{W}pPr/{W}outlineLvl")
    if said is not None:
        return _level(said)
    named = _HEADING.fullmatch(_child(style, "name").lower())
    return int(named[1]) if named else None


def _level(node: Node) -> int | None:
    text = value(node)
    # 9 says that it is no heading.
    return int(text) + 1 if text in set("012345678") and text else None
