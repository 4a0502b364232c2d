"""Tells what keeps somebody from reading a web page, from the file alone.

Colours are those of the page's own style sheet (`css`), on a screen and in print. What stands in a drawing is
told by its name, and is not looked into.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from csptui.domain.shown import show_line
from csptui.outputs.document.access.contrast import LEAST, contrast
from csptui.outputs.document.access.css import PAGE, Look, Plain, Sheet, TooMuchError, sheet_of
from csptui.outputs.document.access.fault import AccessRule, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LARGEST, _MOST_TAGS, _MOST_ATTRIBUTES = 32 * 1024 * 1024, 400_000, 200
_TAG = re.compile(rb"""<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*""")
_QUOTED = re.compile(rb""""[^"]*"|'[^']*'""")
_BETWEEN = re.compile(rb"[\s/]+")
"""What is between two attributes, where it is not the end of a value in quotes."""
_END = re.compile(r"</body\s*>\s*</html\s*>\s*$", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PICTURES = ("img", "svg", "canvas", "object", "embed", "area")
_UNSEEN = {"head", "script", "style", "template", "svg", "title"}
_COLOURFUL = 40
"""How far the strongest part of a colour is from its weakest, where the colour is no grey."""


def faults(data: bytes) -> list[Fault]:
    """Give everything that is wrong with a page, in the order of the rules."""
    root = _read(data)
    if isinstance(root, Fault):
        return [root]
    try:
        coloured = list(_colours(root))
    except TooMuchError:
        return [_unreadable("its style sheet is longer than can be followed; leave out rules of it.")]
    return [*_header_rows(root), *_headings(root), *_pictures(root), *_head(root), *coloured]


def _unreadable(why: str) -> Fault:
    return Fault(AccessRule.UNREADABLE, "the file", f"This is no whole web page: {why}")


def _read(data: bytes) -> etree._Element | Fault:
    if why := _refused(data):
        return _unreadable(why)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data.removeprefix(b"\xef\xbb\xbf"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or root.tag != "html":
        return _unreadable("its elements cannot be read; write it anew.")
    if any(error.level_name == "FATAL" for error in parser.error_log):
        return _unreadable("its elements are too long, or too deep in one another; write it anew.")
    return root


def _refused(data: bytes) -> str:
    """Say why a file is not even looked into, or nothing."""
    if len(data) > _LARGEST or data.count(b"<") > _MOST_TAGS:
        return f"it is larger than 32 MB, or has more than {_MOST_TAGS:,} tags."
    # The time that the parser takes for one tag grows with the square of its attributes.
    if any(len(_BETWEEN.split(_QUOTED.sub(b" ", tag[0]))) > _MOST_ATTRIBUTES for tag in _TAG.finditer(data)):
        return f"one of its tags has more than {_MOST_ATTRIBUTES} attributes."
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return f"byte {error.start:,} is not UTF-8; write it anew."
    if "\0" in text or "<html" not in text[:2000].casefold():
        return "it does not begin as one; write it anew."
    if not _END.search(text[-200:]):
        return "its end is missing; write it anew."
    return ""


def _where(element: etree._Element) -> str:
    return f"line {element.sourceline}, <{show_line(str(element.tag))[:20]}>"


def _text(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


def _short(text: str) -> str:
    line = show_line(text[:200])
    return line if len(line) <= 40 else f"{line[:39]}…"  # noqa: PLR2004 - a name for it, not all of it


def _header_rows(root: etree._Element) -> Iterator[Fault]:
    """Look for a first row of heads, each said to be a column's, in every table of data."""
    for table in root.iter("table"):
        if table.get("role") in {"presentation", "none"}:
            continue
        caption = table.find("caption")
        name = f" “{_short(_text(caption))}”" if caption is not None else ""
        first = next((row for row in table.iter("tr")), None)
        cells = [] if first is None else [cell for cell in first if cell.tag in {"th", "td"}]
        heads = [cell for cell in cells if cell.tag == "th" and cell.get("scope") == "col"]
        parent = None if first is None else first.getparent()
        if not cells or len(heads) < len(cells) or parent is None or parent.tag != "thead":
            yield Fault(
                AccessRule.HEADER_ROW,
                _where(table) + name,
                'Begin the table with a row in <thead> whose cells are all <th scope="col">.',
            )


def _headings(root: etree._Element) -> Iterator[Fault]:
    before, titles = 0, 0
    for element in root.iter(*_HEADINGS):
        level = _HEADINGS[str(element.tag)]
        titles += level == 1
        where = f"{_where(element)} “{_short(_text(element))}”"
        if level > before + 1:
            told = f"after level {before}" if before else "first of all"
            yield Fault(
                AccessRule.HEADING_ORDER,
                where,
                f"A heading of level {level} stands {told}; make it level {before + 1}.",
            )
        elif level == 1 and titles > 1:
            yield Fault(AccessRule.HEADING_ORDER, where, "A second title stands here; make it level 2.")
        before = level
    if not before:
        yield Fault(
            AccessRule.HEADING_ORDER, "the page", "There is no heading; begin with the title as <h1>."
        )


def _pictures(root: etree._Element) -> Iterator[Fault]:
    named = _named(root)
    for element in root.iter(*_PICTURES, "input"):
        if element.tag == "input" and element.get("type") != "image":
            continue
        if element.get("aria-hidden") == "true" or element.get("role") in {"presentation", "none"}:
            continue
        if not _has_name(element, named):
            yield Fault(
                AccessRule.ALTERNATIVE_TEXT,
                _where(element),
                "Say what the picture shows, for who does not see it.",
            )


def _named(root: etree._Element) -> dict[str, bool]:
    """Tell which ids that a picture points to hold words; only these are looked into."""
    asked = {word for element in root.iter(*_PICTURES) for word in element.get("aria-labelledby", "").split()}
    return {
        name: bool(_text(element))
        for element in (root.iter() if asked else ())
        if (name := element.get("id", "")) in asked
    }


def _has_name(element: etree._Element, named: dict[str, bool]) -> bool:
    if element.tag in {"img", "input", "area"} and element.get("alt") is not None:
        return True
    if element.get("aria-label", "").strip():
        return True
    if pointed := element.get("aria-labelledby", "").split():
        return any(named.get(word, False) for word in pointed)
    title = element.find("title")
    inner = title is not None and bool(_text(title))
    return inner or (element.tag in {"object", "canvas"} and bool(_text(element)))


def _head(root: etree._Element) -> Iterator[Fault]:
    if not _LANGUAGE.fullmatch(root.get("lang", "")):
        yield Fault(AccessRule.LANGUAGE, _where(root), 'Name the language, such as <html lang="en-GB">.')
    head = root.find("head")
    title = head.find("title") if head is not None else None
    if title is None or not _text(title):
        yield Fault(AccessRule.TITLE, "the head of the page", "Give the page a <title>.")


def _colours(root: etree._Element) -> Iterator[Fault]:
    style = "\n".join(element.text or "" for element in root.iter("style"))
    seen: set[tuple[AccessRule, object]] = set()
    for reading in ("screen", "print"):
        for key, fault in _Walk(sheet_of(style, reading), reading).faults(root):
            if (fault.rule, key) not in seen:
                seen.add((fault.rule, key))
                yield fault


@dataclass(slots=True)
class _Walk:
    """Goes through a page with the colours of each element; equals among neighbours are worked out once."""

    sheet: Sheet
    reading: str
    known: dict[tuple[int, Plain, str], tuple[int, Look]] = field(default_factory=dict)

    def faults(self, root: etree._Element) -> Iterator[tuple[object, Fault]]:
        """Give each fault with what it is about: a pair of colours is told once, however often it stands."""
        chain: list[Plain] = []
        looks: list[tuple[int, Look]] = [(0, PAGE)]
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "end":
                if element is skipped:
                    skipped = None
                elif skipped is None:
                    chain.pop()
                    looks.pop()
                continue
            if skipped is not None:
                continue
            if element.tag in _UNSEEN:
                skipped = element
                continue
            chain.append(self._plain(element))
            looks.append(self._look(chain, element.get("style", ""), looks[-1]))
            yield from self._judged(element, looks[-1][1], looks[-2][1])

    def _look(self, chain: Sequence[Plain], style: str, above: tuple[int, Look]) -> tuple[int, Look]:
        key = (above[0], chain[-1], style)
        if key not in self.known:
            self.known[key] = (len(self.known) + 1, self.sheet.look(chain, style, above[1]))
        return self.known[key]

    def _plain(self, element: etree._Element) -> Plain:
        """Give what a selector of the sheet could ask of an element, and nothing else of it."""
        named = self.sheet.named
        classes = frozenset(element.get("class", "").split()) & named
        name = element.get("id", "")
        return Plain(str(element.tag).casefold(), classes, name if name in named else "")

    def _judged(self, element: etree._Element, look: Look, above: Look) -> Iterator[tuple[object, Fault]]:
        if look.hidden or element.get("hidden") is not None:
            return
        own = [element.text or "", *(child.tail or "" for child in element)]
        ratio = contrast(look.fore, look.ground)
        if ratio < LEAST and any(text.strip() for text in own):
            told = f"{look.fore} on {look.ground} is {ratio:.2f} to 1 ({self.reading}); 4.5 is the least."
            yield (look.fore, look.ground), Fault(AccessRule.CONTRAST, _where(element), told)
        if look.own_ground and look.own_ground != above.ground and _colourful(look.own_ground):
            named = element.get("aria-label", "") or _text(element)
            if not any(character.isalpha() for character in named):
                told = f"The colour {look.own_ground} says something that no word says; write it there."
                yield element, Fault(AccessRule.COLOUR_ALONE, _where(element), told)


def _colourful(colour: str) -> bool:
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return max(parts) - min(parts) > _COLOURFUL
