"""Elements of a Word document (ECMA-376, WordprocessingML), and texts that are safe in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser

from csptui.domain.shown import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Node

NAMESPACE = nsmap["w"]
W = f"{{{NAMESPACE}}}"
_PREFIX = {"w": NAMESPACE}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LINES = re.compile("(\n)")


def w(tag: str, *children: Node, **values: str | int) -> Node:
    """Make an element of the main namespace; a value is an attribute of the same name."""
    node: Node = oxml_parser.makeelement(W + tag, None, _PREFIX)
    for name, value in values.items():
        node.set(W + name, str(value))
    if children:
        node.extend(children)
    return node


def run(text: str, style: str = "") -> Node:
    """Give a run of text, its line ends kept; `style` is the id of a character style."""
    node = w("r")
    if style:
        node.append(w("rPr", w("rStyle", val=style)))
    node.extend(_texts(show(text)))
    return node


def _texts(text: str) -> Iterator[Node]:
    for piece in _LINES.split(text):
        if piece == "\n":
            yield w("br")
        elif piece:
            node = w("t")
            node.text = piece
            if piece != piece.strip():
                node.set(_SPACE, "preserve")
            yield node


def field(code: str, now: str) -> list[Node]:
    """Give the runs of a field that Word works out, such as `PAGE`; `now` is shown until it has."""
    code_node = w("instrText")
    code_node.text = f" {code} "
    code_node.set(_SPACE, "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", code_node),
        w("r", w("fldChar", fldCharType="separate")),
        run(now),
        w("r", w("fldChar", fldCharType="end")),
    ]


def paragraph(style: str, *content: Node, **layout: Node) -> Node:
    """Give a paragraph in a style, by its id; `layout` is set on it directly, in the order of the schema."""
    return w("p", w("pPr", w("pStyle", val=style), *layout.values()), *content)


def keep_with_next(node: Node) -> None:
    """Keep each paragraph of a node on the page of what follows it."""
    for one in node.iter(f"{W}p"):
        layout = one[0]
        if layout.find(f"{W}keepNext") is None:
            layout.insert(1, w("keepNext"))


def colour(value: str) -> str:
    """Give a colour `#rrggbb` as Word writes it."""
    return value.removeprefix("#").upper()
