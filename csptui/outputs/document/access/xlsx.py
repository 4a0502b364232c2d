"""Tells what keeps somebody from reading a workbook, from the file alone.

There is no order of headings in a workbook. Colours by gradients, and those that a condition gives, are not
looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csptui.domain.shown import show_line
from csptui.outputs.document.access.contrast import LEAST, contrast
from csptui.outputs.document.access.fault import AccessRule, Fault
from csptui.outputs.document.access.office import Parts, UnreadableError
from csptui.outputs.document.access.xlsx_colours import INK, PAPER, colours_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from csptui.outputs.document.access.xlsx_colours import Colours

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MOST_NAMED = 5
_TITLES = "_xlnm.Print_Titles"
_PICTURES = ("pic", "graphicFrame", "sp", "cxnSp", "grpSp")
_ROW_OF_TITLES = re.compile(r"\$1:\$\d+")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a cell, and the colours of its parts where these have their own."""

    words: str
    inks: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Found:
    """What is wrong on a sheet, by rule: the places, in their order."""

    places: dict[AccessRule, list[str]] = field(default_factory=dict)

    def add(self, rule: AccessRule, place: str) -> None:
        self.places.setdefault(rule, []).append(place)


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook: its parts, the texts that sheets share, its colours, and the sheets that repeat a row."""

    parts: Parts
    texts: tuple[_Text, ...]
    colours: Colours
    repeating: frozenset[str]


_MESSAGES = {
    AccessRule.HEADER_ROW: "has cells beside each other and no row of heads: make a table of them, or keep "
    "the heads in sight with Freeze Top Row",
    AccessRule.COLOUR_ALONE: "is filled with a colour and says nothing: write what the colour means",
    AccessRule.CONTRAST: f"has text that stands out by less than {LEAST} to 1 from its ground: change one",
    AccessRule.ALTERNATIVE_TEXT: "has a picture without a text for who does not see it: describe it",
}


def faults(data: bytes) -> list[Fault]:
    """Give everything that is wrong with a workbook: of its properties first, and then sheet by sheet."""
    try:
        return list(_faults(Parts(data)))
    except UnreadableError as error:
        told = f"This is no whole workbook: {show_line(str(error))}"
        return [Fault(AccessRule.UNREADABLE, "the file", told)]


def _faults(parts: Parts) -> Iterator[Fault]:
    start = next((part for kind, part in parts.related("").values() if kind == "officeDocument"), "")
    root, related = parts.xml(start), parts.related(start)
    yield from _properties(parts)
    sheets = [
        (one.get("name", ""), *related.get(one.get(f"{_R}id", ""), ("", "")))
        for one in root.iterfind("{*}sheets/{*}sheet")
    ]
    if not sheets:
        msg = "it has no sheet."
        raise UnreadableError(msg)
    book = _book(parts, root, dict(related.values()))
    for number, (name, kind, part) in enumerate(sheets):
        found = _Found()
        if kind == "worksheet":
            _look_at(book, number, part, found)
        yield from _told(show_line(name), found)


def _book(parts: Parts, root: etree._Element, related: Mapping[str, str]) -> _Book:
    colours = colours_of(parts, related.get("styles"), related.get("theme"))
    shared = related.get("sharedStrings")
    texts = (
        () if shared is None else tuple(_text(one, colours) for one in parts.xml(shared).iterfind("{*}si"))
    )
    repeating = (
        one.get("localSheetId", "")
        for one in root.iterfind("{*}definedNames/{*}definedName")
        if one.get("name") == _TITLES and _ROW_OF_TITLES.search(one.text or "")
    )
    return _Book(parts, texts, colours, frozenset(repeating))


def _text(told: etree._Element, colours: Colours) -> _Text:
    """Read a text; what is said of how it sounds is no part of it."""
    heard = {one for sound in told.iter("{*}rPh") for one in sound.iter("{*}t")}
    words = "".join(one.text or "" for one in told.iter("{*}t") if one not in heard)
    inks = told.iterfind("{*}r/{*}rPr/{*}color")
    return _Text(words, frozenset(colours.of(one, INK) for one in inks))


def _properties(parts: Parts) -> Iterator[Fault]:
    name = next((part for kind, part in parts.related("").values() if kind == "core-properties"), "")
    root = parts.xml(name) if name in parts else None
    for rule, word in ((AccessRule.TITLE, "title"), (AccessRule.LANGUAGE, "language")):
        told = "" if root is None else root.findtext(f"{{http://purl.org/dc/elements/1.1/}}{word}")
        if not (told or "").strip():
            yield Fault(rule, "the file's properties", f"The file names no {word}: set it in its properties.")


def _told(sheet: str, found: _Found) -> Iterator[Fault]:
    """Give one fault for each rule and sheet, which names the first of its places."""
    for rule, message in _MESSAGES.items():
        if places := found.places.get(rule):
            named = ", ".join(places[:_MOST_NAMED])
            more = len(places) - _MOST_NAMED
            where = f"sheet {sheet}, {named}" + (f" and {more:,} more" if more > 0 else "")
            yield Fault(rule, where, f"Sheet {sheet} {message}.")


def _look_at(book: _Book, number: int, part: str, found: _Found) -> None:
    root, related = book.parts.xml(part), book.parts.related(part)
    has_table, headless = False, False
    for kind, name in related.values():
        if kind == "drawing":
            _pictures(book.parts.xml(name), found)
        elif kind == "table":
            has_table, table = True, book.parts.xml(name)
            if table.get("headerRowCount") == "0":
                headless = True
    beside = ""
    for row in root.iterfind("{*}sheetData/{*}row"):
        filled = [cell for cell in row.iterfind("{*}c") if _looked_at(book, cell, found)]
        if len(filled) > 1 and not beside:
            beside = f"row {row.get('r', '')}"
    pane = root.find("{*}sheetViews/{*}sheetView/{*}pane")
    is_held = pane is not None and pane.get("ySplit", "0") != "0" and "frozen" in pane.get("state", "")
    if headless or (beside and not (has_table or is_held or str(number) in book.repeating)):
        found.add(AccessRule.HEADER_ROW, beside or "its table")


def _looked_at(book: _Book, cell: etree._Element, found: _Found) -> bool:
    """Look at the colours of a cell, and tell whether anything stands in it."""
    text = _of_cell(book, cell)
    ink, ground = book.colours.of_cell(cell.get("s"))
    place = f"cell {show_line(cell.get('r', ''))}"
    if not text.words.strip():
        if ground not in {None, PAPER}:
            found.add(AccessRule.COLOUR_ALONE, place)
        return False
    if any(contrast(one, ground or PAPER) < LEAST for one in text.inks or {ink}):
        found.add(AccessRule.CONTRAST, place)
    return True


def _of_cell(book: _Book, cell: etree._Element) -> _Text:
    value = cell.findtext("{*}v") or ""
    if cell.get("t") == "s":
        known = value.isdecimal() and len(value) < 10 and int(value) < len(book.texts)  # noqa: PLR2004
        if not known:
            msg = "a cell names a text that it does not hold."
            raise UnreadableError(msg)
        return book.texts[int(value)]
    inline = cell.find("{*}is")
    return _Text(value) if inline is None else _text(inline, book.colours)


def _pictures(root: etree._Element, found: _Found) -> None:
    for kind in _PICTURES:
        for one in root.iter(f"{{*}}{kind}"):
            named = one.find("./*/{*}cNvPr")
            told = "" if named is None else named.get("descr") or named.get("title") or ""
            decorates = named is not None and any(
                mark.get("val") in {"1", "true"} for mark in named.iter("{*}decorative")
            )
            if not told.strip() and not decorates:
                found.add(
                    AccessRule.ALTERNATIVE_TEXT,
                    show_line((named.get("name") if named is not None else "") or "a picture"),
                )
