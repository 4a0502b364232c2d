"""Tells what keeps somebody from reading a PDF, from the file alone.

The tags tell of heads, headings and pictures; the colours are those that the pages are painted with
(`pdf_paint`). Not told: whether a text says the right thing, the order in which it is read, and colours in
pictures, patterns and see-through paint.
"""

from __future__ import annotations

import logging
import re
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, StreamObject

from csptui.domain.shown import show_line
from csptui.outputs.document.access.contrast import LEAST, contrast
from csptui.outputs.document.access.fault import AccessRule, Fault
from csptui.outputs.document.access.pdf_paint import Bounds, Box, PaintError, painted
from csptui.outputs.document.access.pdf_tree import Element, TreeError, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdf.generic import PdfObject

    from csptui.outputs.document.access.pdf_paint import Ground, Painted

_LARGEST, _MOST_PAGES = 64 * 1024 * 1024, 5_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_HEADING = re.compile(r"H([1-6])")
_COLOURFUL = 40
"""How far the strongest part of a colour is from its weakest, where the colour is no grey."""
_LEAST_SIDE = 6.0
"""Points: what is thinner is a line."""
_LEAST_WORD = 2

# A file that is not as it should be makes pypdf stumble in any of these ways.
_STUMBLES = (
    PyPdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)


def faults(data: bytes) -> list[Fault]:
    """Give everything that is wrong with a PDF, in the order of the rules."""
    if why := _refused(data):
        return [_unreadable(why)]
    try:
        with _quiet():
            return _faults(PdfReader(BytesIO(data)))
    except TreeError as told:
        return [_unreadable(f"{told}; write it anew.")]
    except PaintError:
        return [_unreadable("more is painted on a page than can be followed; write it anew.")]
    except DependencyError:
        return [_unreadable("it is encrypted, or packed as only other programs read it; write it anew.")]
    except _STUMBLES:
        return [_unreadable("parts of it cannot be read; write it anew.")]


def _unreadable(why: str) -> Fault:
    return Fault(AccessRule.UNREADABLE, "the file", f"This is no PDF that can be listened to: {why}")


def _refused(data: bytes) -> str:
    """Say why a file is not even looked into, or nothing."""
    if len(data) > _LARGEST:
        return "it is larger than 64 MB."
    if not data.startswith(b"%PDF-"):
        return "it does not begin as one; write it anew."
    if b"%%EOF" not in data[-1024:]:
        return "its end is missing; write it anew."
    return ""


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what pypdf logs of odd files from the screen: the reader is told by faults."""
    logger, silent = logging.getLogger("pypdf"), logging.NullHandler()
    before, logger.propagate = logger.propagate, False
    logger.addHandler(silent)
    try:
        yield
    finally:
        logger.propagate = before
        logger.removeHandler(silent)


def _faults(reader: PdfReader) -> list[Fault]:
    if reader.is_encrypted:
        return [_unreadable("it is encrypted; write it without a password.")]
    root = reader.root_object
    marked, structure = _held(root, "/MarkInfo"), _held(root, "/StructTreeRoot")
    tagged = isinstance(marked, DictionaryObject) and _is_true(marked.get("/Marked"))
    if not tagged or not isinstance(structure, DictionaryObject):
        return [_unreadable("it has no tags; write it as a tagged PDF.")]
    pages = reader.pages
    if not 0 < len(pages) <= _MOST_PAGES:
        return [_unreadable(f"it has no pages, or more than {_MOST_PAGES:,}.")]
    numbers = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(pages, 1)
        if page.indirect_reference
    }
    tree = tree_of(structure, numbers)
    found = [*_header_rows(tree), *_headings(tree), *_pictures(tree), *_language(root), *_title(root)]
    figures, bounds = _figures(tree), Bounds()
    for number, page in enumerate(pages, 1):
        found += _colours(painted(page, reader, bounds), number, figures.get(number, ()))
    return found


def _header_rows(tree: Element) -> Iterator[Fault]:
    tables = (one for one in tree.within() if one.role == "Table")
    for number, table in enumerate(tables, 1):
        rows = [one for one in table.within() if one.role == "TR"]
        if not any(_is_header(row) for row in rows):
            yield Fault(
                AccessRule.HEADER_ROW,
                f"table {number}{_on(table)}",
                "No row of this table is tagged as the heads of its columns (TH with Scope); tag one.",
            )


def _is_header(row: Element) -> bool:
    cells = [one for one in row.kids if one.role in {"TH", "TD"}]
    return bool(cells) and all(
        one.role == "TH" and str(one.attribute("/Scope")) in {"/Column", "/Both"} for one in cells
    )


def _headings(tree: Element) -> Iterator[Fault]:
    before = 0
    for one in tree.within():
        if (found := _HEADING.fullmatch(one.role)) is None:
            continue
        level = int(found[1])
        if level > before + 1:
            said = f"H{before}" if before else "the beginning"
            yield Fault(
                AccessRule.HEADING_ORDER,
                f"heading{_on(one)}",
                f"A heading H{level} follows {said}: a level is skipped; use H{before + 1}.",
            )
        before = level


def _pictures(tree: Element) -> Iterator[Fault]:
    pictures = (one for one in tree.within() if one.role in {"Figure", "Formula"})
    for number, one in enumerate(pictures, 1):
        if not any(str(one.entries.get(name) or "").strip() for name in ("/Alt", "/ActualText")):
            message = "This picture has no text for who does not see it (Alt); give it one."
            yield Fault(AccessRule.ALTERNATIVE_TEXT, f"picture {number}{_on(one)}", message)


def _language(root: DictionaryObject) -> Iterator[Fault]:
    language = str(_held(root, "/Lang") or "")
    if not _LANGUAGE.fullmatch(language):
        said = show_line(language)[:40] or "Lang is empty"
        message = f"The file does not name its language ({said}); name it, such as en-GB."
        yield Fault(AccessRule.LANGUAGE, "the file", message)


def _title(root: DictionaryObject) -> Iterator[Fault]:
    metadata = _held(root, "/Metadata")
    held = metadata.get_data() if isinstance(metadata, StreamObject) else b""
    if not _title_in(held):
        yield Fault(
            AccessRule.TITLE, "the file", "The file has no title (dc:title in its metadata); give it one."
        )
    views = _held(root, "/ViewerPreferences")
    if not isinstance(views, DictionaryObject) or not _is_true(views.get("/DisplayDocTitle")):
        message = "A window shows the file's name in place of its title; set DisplayDocTitle."
        yield Fault(AccessRule.TITLE, "the file", message)


def _title_in(metadata: bytes) -> bytes:
    """Give the first title of a file's metadata (XMP), which are searched but once."""
    title = metadata.partition(b"<dc:title>")[2].partition(b"</dc:title>")[0]
    entry, end, _ = title.partition(b"<rdf:li")[2].partition(b">")[2].partition(b"</rdf:li>")
    return entry.strip() if end else b""


def _colours(on_page: Painted, number: int, figures: Sequence[Box]) -> Iterator[Fault]:
    told: set[tuple[str, str]] = set()
    for text in on_page.texts:
        pair = (text.colour, text.ground)
        if not text.text.strip() or "" in pair or pair in told:
            continue
        if (ratio := contrast(*pair)) < LEAST:
            told.add(pair)
            yield Fault(
                AccessRule.CONTRAST,
                f"page {number}, “{show_line(text.text)[:30]}”",
                f"{text.colour} on {text.ground} has a contrast of {ratio:.2f} to 1; it needs {LEAST} to 1.",
            )
    letters: dict[int | None, int] = {}
    for text in on_page.texts:
        letters[text.field] = letters.get(text.field, 0) + sum(map(str.isalpha, text.text))
    for at, ground in enumerate(on_page.grounds):
        if _speaks(ground, figures) and letters.get(at, 0) < _LEAST_WORD:
            yield Fault(
                AccessRule.COLOUR_ALONE,
                f"page {number}, {ground.colour} at {ground.box.left:.0f}, {ground.box.low:.0f}",
                "A coloured field has no word in it; say in it what the colour says.",
            )


def _speaks(ground: Ground, figures: Sequence[Box]) -> bool:
    """Whether an area is a coloured field of the text: no grey, no line, no part of a picture."""
    if (
        not ground.colour
        or min(ground.box.right - ground.box.left, ground.box.high - ground.box.low) < _LEAST_SIDE
    ):
        return False
    parts = [int(ground.colour[at : at + 2], 16) for at in (1, 3, 5)]
    middle = ((ground.box.left + ground.box.right) / 2, (ground.box.low + ground.box.high) / 2)
    return max(parts) - min(parts) >= _COLOURFUL and not any(one.holds(*middle) for one in figures)


def _figures(tree: Element) -> dict[int, list[Box]]:
    """Give the places of pictures by the numbers of their pages."""
    found: dict[int, list[Box]] = {}
    for one in tree.within():
        if one.role == "Figure" and isinstance(box := one.attribute("/BBox"), ArrayObject):
            found.setdefault(one.page, []).append(Box(*(float(str(side)) for side in box)))
    return found


def _on(element: Element) -> str:
    page = element.page or next((one.page for one in element.within() if one.page), 0)
    return f" on page {page}" if page else ""


def _held(entries: DictionaryObject, name: str) -> PdfObject | None:
    held = entries.get(name)
    return held.get_object() if held is not None else None


def _is_true(held: PdfObject | None) -> bool:
    value = held.get_object() if held is not None else None
    return isinstance(value, BooleanObject) and value.value
