"""Reads a Word document back and tells what would keep somebody from reading it; all rules hold for one."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NoReturn

from lxml import etree

from csptui.outputs.document.access.contrast import LEAST, contrast
from csptui.outputs.document.access.docx_looks import Look, Looks, W, is_on, value
from csptui.outputs.document.access.fault import AccessRule, Fault
from csptui.outputs.document.word.package import PackageError, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element as Node

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_OLD_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_PAPER = "#ffffff"
_SHOWN = 40
_MOST_TAGS = 2_000_000
"""Of all parts together; a report of 500 indicators has a tenth of them."""


class _UnreadableError(Exception):
    """A part is missing or is no XML, or there is too much of it; the text says which."""


def faults(data: bytes) -> list[Fault]:
    """Give what is wrong with a Word document, in its order."""
    try:
        parts = unpacked(data)
        _not_too_much(parts)
        main = _target(parts, "", "officeDocument")
        body = _root(parts, main).find(f"{W}body")
        if body is None:
            _refuse(main)
        styles = _target(parts, main, "styles")
        looks = Looks(_root(parts, styles) if styles else etree.Element(f"{W}styles"))
        beside = [_root(parts, name) for kind in ("header", "footer") for name in _targets(parts, main, kind)]
        title = _title(parts)
    except (PackageError, _UnreadableError) as error:
        return [Fault(AccessRule.UNREADABLE, "file", f"The file {error}.")]
    found = [*_whole(title, looks.language), *_headings(body, looks), *_tables(body)]
    for root in (body, *beside):
        found += _pictures(root)
    return [*found, *_colours((body, *beside), looks)]


def _refuse(name: str) -> NoReturn:
    message = f"is no Word document, or is damaged: {name or 'its text'} cannot be read"
    raise _UnreadableError(message)


def _not_too_much(parts: Mapping[str, bytes]) -> None:
    if sum(part.count(b"<") for part in parts.values()) > _MOST_TAGS:
        message = f"has more than {_MOST_TAGS:,} tags, which is more than is read"
        raise _UnreadableError(message)


def _root(parts: Mapping[str, bytes], name: str) -> Node:
    """Read a part; entities are not resolved, and one that declares any is refused, as Word does."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(parts.get(name, b""), parser)
    except (etree.XMLSyntaxError, ValueError):
        _refuse(name)
    if root.getroottree().docinfo.internalDTD is not None:
        _refuse(name)
    return root


def _targets(parts: Mapping[str, bytes], source: str, kind: str) -> list[str]:
    """Give the names of the parts that one is related to in a way."""
    folder, name = posixpath.split(source)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in parts:
        return []
    found = (
        posixpath.normpath(posixpath.join("/", folder, node.get("Target") or ""))[1:]
        for node in _root(parts, relations).iter(_RELATION)
        if (node.get("Type") or "").endswith(f"/{kind}") and node.get("TargetMode") != "External"
    )
    # A header that all sections share is looked at once.
    return list(dict.fromkeys(found))


def _target(parts: Mapping[str, bytes], source: str, kind: str) -> str:
    found = _targets(parts, source, kind)
    return found[0] if found else ""


def _title(parts: Mapping[str, bytes]) -> str:
    name = _target(parts, "", "core-properties")
    return (_root(parts, name).findtext(_TITLE) or "").strip() if name else ""


def _whole(title: str, language: str) -> Iterator[Fault]:
    if not title:
        yield Fault(
            AccessRule.TITLE, "properties", "The document has no title: give it one in its properties."
        )
    if not language:
        yield Fault(
            AccessRule.LANGUAGE, "styles", "No style says the language: set it for the style of all text."
        )


def _words(node: Node) -> str:
    return "".join(part.text or "" for part in node.iter(f"{W}t"))


def _place(node: Node) -> str:
    text = " ".join(_words(node).split())
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"


def _headings(body: Node, looks: Looks) -> Iterator[Fault]:
    before = 0
    for paragraph in body.iter(f"{W}p"):
        level = looks.level(paragraph)
        if level is None or not _words(paragraph).strip():
            continue
        if level > before + 1:
            after = f"follows one of level {before}" if before else "is the first"
            message = f"A heading of level {level} {after}: make it level {before + 1}."
            yield Fault(AccessRule.HEADING_ORDER, _place(paragraph), message)
        before = level


def _tables(body: Node) -> Iterator[Fault]:
    for at, table in enumerate(body.iter(f"{W}tbl"), 1):
        rows = table.findall(f"{W}tr")
        repeat = rows[0].find(f"{W}trPr/{W}tblHeader") if rows else None
        if rows and (repeat is None or not is_on(repeat.get(f"{W}val"))):
            caption = table.find(f"{W}tblPr/{W}tblCaption")
            where = f"table {at}" if caption is None else f"table {at}, {value(caption)}"
            message = "The first row is not marked as heads: let it repeat at the top of each page."
            yield Fault(AccessRule.HEADER_ROW, where, message)
        for cell in table.findall(f"{W}tr/{W}tc"):
            fill = cell.find(f"{W}tcPr/{W}shd")
            coloured = fill is not None and value(fill, "fill").lower() not in {"", "auto", "ffffff"}
            if coloured and not any(map(str.isalnum, _words(cell))):
                message = "A cell has a colour and no word: write what the colour says."
                yield Fault(AccessRule.COLOUR_ALONE, f"table {at}, {_place(cell)}", message)


def _pictures(root: Node) -> Iterator[Fault]:
    message = "A picture has no alternative text: say what it shows."
    for node in root.iter(_DRAWING):
        decorative = any(is_on(one.get("val"), missing=False) for one in node.iter(_DECORATIVE))
        if not decorative and not (node.get("descr") or "").strip():
            yield Fault(AccessRule.ALTERNATIVE_TEXT, node.get("name") or "picture", message)
    for node in root.iter(_OLD_IMAGE):
        shape = node.getparent()
        if shape is not None and not (shape.get("alt") or "").strip():
            yield Fault(AccessRule.ALTERNATIVE_TEXT, "picture", message)


def _colours(roots: Sequence[Node], looks: Looks) -> Iterator[Fault]:
    """Tell each pair of colours that is too faint once, at the first text that has it."""
    told: set[Look] = set()
    for root in roots:
        for text, look in _texts(root, looks, Look(), table=None, head=False):
            pair = Look(look.fore, look.back or _PAPER)
            if not pair.fore or pair in told:
                continue
            told.add(pair)
            ratio = contrast(pair.fore, pair.back)
            if ratio < LEAST:
                message = f"{pair.fore} on {pair.back} has a contrast of {ratio:.1f}: {LEAST} is the least."
                yield Fault(AccessRule.CONTRAST, _place(text), message)


def _texts(
    node: Node, looks: Looks, around: Look, *, table: Node | None, head: bool
) -> Iterator[tuple[Node, Look]]:
    """Give every run that has words, with its look."""
    for child in node:
        if child.tag == f"{W}p":
            look = looks.of_paragraph(child, around)
            for run in child.iter(f"{W}r"):
                if _words(run).strip():
                    yield run, looks.of_run(run, look)
        elif child.tag == f"{W}tbl":
            for at, row in enumerate(child.findall(f"{W}tr")):
                yield from _texts(row, looks, around, table=child, head=at == 0)
        elif child.tag == f"{W}tc" and table is not None:
            look = looks.of_cell(child, table, head=head).over(around)
            yield from _texts(child, looks, look, table=None, head=False)
        elif len(child):
            yield from _texts(child, looks, around, table=table, head=head)
