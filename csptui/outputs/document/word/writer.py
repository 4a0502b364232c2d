"""The document in Word: real headings, tables and lists in named styles, which an officer can go on with."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from csptui.outputs.document.formats import stem
from csptui.outputs.document.model import Heading, Kind
from csptui.outputs.document.word.blocks import block_nodes
from csptui.outputs.document.word.lengths import page_beginners
from csptui.outputs.document.word.lists import Lists
from csptui.outputs.document.word.package import packed, unpacked
from csptui.outputs.document.word.pages import set_pages
from csptui.outputs.document.word.properties import set_language, set_properties
from csptui.outputs.document.word.setting import Places, Setting
from csptui.outputs.document.word.styles import Styles
from csptui.outputs.document.word.template import opened
from csptui.outputs.document.word.widths import OWN_SPARE, TEMPLATE_SPARE, Widths
from csptui.outputs.document.word.xml import built, paragraph, run, w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument

    from csptui.outputs.document.formats import Wanted
    from csptui.outputs.document.model import Document
    from csptui.outputs.document.word.xml import Node


def files(document: Document, wanted: Wanted) -> Mapping[str, bytes]:
    """Write a document for Word, into a partnership's own template where there is one."""
    dense = document.kind is Kind.EXCEPTIONS
    target = opened(wanted.template, dense=dense)
    word, lists = target.word, Lists(target.word)
    styles = Styles(word, lists)
    set_language(word, document.language)
    set_properties(word, document)
    places = Places(document, word.element.body)
    widths = Widths(document.blocks(), OWN_SPARE if wanted.template is None else TEMPLATE_SPARE)
    setting = Setting(styles, lists, places, widths, target.width, dense=dense)
    for node in built(*_content(document, setting, wanted)):
        target.place.addprevious(node)
    target.finish()
    set_pages(word, document, styles)
    return {f"{stem(document)}.docx": _saved(word)}


def _content(document: Document, setting: Setting, wanted: Wanted) -> list[Node]:
    styles = setting.styles
    title = paragraph(styles["Title"], run(document.title), outline=w("outlineLvl", val=0))
    nodes = [
        title,
        *(paragraph(styles["Subtitle"], run(line)) for line in _below_title(document, setting)),
    ]
    if wanted.template is not None:
        # A template's own footer does not tell it.
        nodes.append(paragraph(styles["Report Aside"], run(f"Data version {document.version}")))
    begin = page_beginners(document)
    for part in document.parts:
        new = block_nodes(part.blocks, setting)
        if part.id in begin and new and isinstance(part.blocks[0], Heading):
            new[0][0].insert(1, w("pageBreakBefore"))
        nodes += new
    return nodes


def _below_title(document: Document, setting: Setting) -> tuple[str, ...]:
    quarter = f"{document.quarter} ({document.period})"
    if setting.dense:
        return tuple(one for one in (f"{document.partnership}, {quarter}", document.compiled) if one)
    return tuple(one for one in (document.partnership, quarter, document.compiled) if one)


def _saved(word: WordDocument) -> bytes:
    out = BytesIO()
    word.save(out)
    return packed(unpacked(out.getvalue()))
