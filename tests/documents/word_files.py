"""Word documents that tests write and read back."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx

from csptui.outputs.document.formats import AS_USUAL, Wanted, written
from csptui.outputs.document.model import Bullets, Heading, Paragraph, Terms, plain
from csptui.outputs.document.word.package import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Node

    from csptui.outputs.document.model import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"


def word_bytes(document: Document, template: bytes | None = None) -> bytes:
    """Give the one file of a document in Word."""
    wanted = AS_USUAL if template is None else Wanted(template=template)
    [data] = written(document, "docx", wanted).values()
    return data


def opened(data: bytes) -> WordDocument:
    """Open a file with python-docx."""
    return docx.Document(BytesIO(data))


def saved(word: WordDocument) -> bytes:
    """Give the file of a document that a test has made or doctored."""
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def doctored(data: bytes, change: Callable[[WordDocument], object]) -> bytes:
    """Change a file through python-docx."""
    word = opened(data)
    change(word)
    return saved(word)


def replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Change the bytes of one part of a file; the old ones must be there."""
    parts = unpacked(data)
    assert old in parts[part]
    return packed(parts | {part: parts[part].replace(old, new)})


def part_of(data: bytes, name: str) -> bytes:
    """Give one part of a file."""
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def texts(node: Node) -> Iterator[str]:
    """Give the text of every paragraph below a node, in reading order, with its line ends."""
    for paragraph in node.iter(f"{W}p"):
        yield "".join(
            one.text or "" if one.tag == f"{W}t" else "\n" if one.tag == f"{W}br" else "\t"
            for one in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")
            if (parent := one.getparent()) is not None and parent.tag == f"{W}r"
        )


def body_text(data: bytes) -> str:
    """Give all text of the body, a paragraph a line."""
    return "\n".join(texts(opened(data).element.body))


def said(document: Document) -> list[str]:
    """Give the texts of a document in reading order, but those in tables."""
    said: list[str] = [document.title, document.partnership]
    for block in document.blocks():
        match block:
            case Heading():
                said.append(block.text)
            case Paragraph():
                said.append(plain(block.spans))
            case Bullets():
                said += [plain(one.spans) for item in block.items for one in (item, *item.items)]
            case Terms() if block.terms:
                said.append(block.terms[0].word)
    return said
