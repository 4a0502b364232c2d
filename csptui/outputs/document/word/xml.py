"""Elements of a Word document (ECMA-376, WordprocessingML), and texts that are safe in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml.ns import nsmap
from lxml import etree

from csptui.domain.shown import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAMESPACE = nsmap["w"]
W = f"{{{NAMESPACE}}}"
_KEPT = ' xml:space="preserve"'
_LINES = re.compile("(\n)")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"})


class Node(list["Node"]):
    """An element of the main namespace with its children, until `built` makes all of them the parser's own.

    Those of the parser take five times as long to make one by one, and as long again to put into another.
    """

    __slots__ = ("begins", "tag", "values")

    def __init__(self, tag: str, children: Iterable[Node], values: dict[str, str | int]) -> None:
        """Make it of its name without the namespace, and its attributes in their order."""
        super().__init__(children)
        self.tag, self.values, self.begins = tag, values, ""

    def all_of(self, tag: str) -> Iterator[Node]:
        """Give those with a name among this and all that is in it, in their order."""
        if self.tag == tag:
            yield self
        for child in self:
            yield from child.all_of(tag)

    def first(self, tag: str) -> Node | None:
        """Give the first child with a name."""
        return next((child for child in self if child.tag == tag), None)

    def written(self) -> str:
        """Give it as XML, in which `w` stands for the namespace."""
        values = _values(self.values) if self.values else ""
        inner = "".join([child.written() for child in self]) if self else ""
        return f"<w:{self.tag}{values}>{self.begins}{inner}</w:{self.tag}>"


def w(tag: str, *children: Node, **values: str | int) -> Node:
    """Make an element of the main namespace; a value is an attribute of the same name."""
    return Node(tag, children, values)


def begun(tag: str, first: Node, *children: Node) -> Node:
    """Make an element whose first child is written at once, since nobody looks at it again."""
    node = Node(tag, children, {})
    node.begins = first.written()
    return node


def built(*nodes: Node) -> list[etree._Element]:
    """Give elements as the parser makes them, to be put into a document."""
    inner = "".join([node.written() for node in nodes])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(f'<w:body xmlns:w="{NAMESPACE}">{inner}</w:body>', parser)
    return list(root)


def _values(values: dict[str, str | int]) -> str:
    return "".join(
        [
            f' w:{name}="{value if isinstance(value, int) else value.translate(_ESCAPES)}"'
            for name, value in values.items()
        ]
    )


def run(text: str, style: str = "") -> Node:
    """Give a run of text, its line ends kept; `style` is the id of a character style."""
    node = Node("r", (), {})
    looks = f'<w:rPr><w:rStyle w:val="{style.translate(_ESCAPES)}"/></w:rPr>' if style else ""
    node.begins = looks + "".join([_text(piece) for piece in _LINES.split(show(text)) if piece])
    return node


def _text(piece: str) -> str:
    if piece == "\n":
        return "<w:br/>"
    blanks = _KEPT if piece != piece.strip() else ""
    return f"<w:t{blanks}>{piece.translate(_ESCAPES)}</w:t>"


def field(code: str, now: str) -> list[Node]:
    """Give the runs of a field that Word works out, such as `PAGE`; `now` is shown until it has."""
    code_node = w("r")
    code_node.begins = f"<w:instrText{_KEPT}> {code} </w:instrText>"
    return [
        w("r", w("fldChar", fldCharType="begin")),
        code_node,
        w("r", w("fldChar", fldCharType="separate")),
        run(now),
        w("r", w("fldChar", fldCharType="end")),
    ]


def paragraph(style: str, *content: Node, **layout: Node) -> Node:
    """Give a paragraph in a style, by its id; `layout` is set on it directly, in the order of the schema."""
    return w("p", w("pPr", w("pStyle", val=style), *layout.values()), *content)


def keep_with_next(node: Node) -> None:
    """Keep each paragraph of a node on the page of what follows it."""
    for one in node.all_of("p"):
        layout = one[0]
        if layout.first("keepNext") is None:
            layout.insert(1, w("keepNext"))


def colour(value: str) -> str:
    """Give a colour `#rrggbb` as Word writes it."""
    return value.removeprefix("#").upper()
