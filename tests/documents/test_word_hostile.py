"""Any text comes through a Word document unharmed: nothing runs, hides, is lost or breaks the file."""

from __future__ import annotations

import pytest
from documents import hostile_document, hostile_texts
from hostile_dataset import HOSTILE
from word_files import body_text, opened, said, texts, word_bytes

from csptui.domain.shown import show
from csptui.outputs.document.access.docx import faults
from csptui.outputs.document.access.fault import AccessRule
from csptui.outputs.document.model import Kind

TEXTS = (
    hostile_texts()
    | {f"page {at}": text for at, text in enumerate(HOSTILE)}
    | {
        "code": "<script>alert(1)</script> =cmd() {{ 7*7 }} #let x $math$ _x_ &amp; ]]> <!-- -->",
        "fields": ' PAGE \\* MERGEFORMAT {{report}} HYPERLINK "http://x"',
        "lone": "\ud800 \udfff \ufffe \uffff \x0b \x0c \x1f \x7f \x85",
        "long": "word " * 20_000,
        "unbroken": "x" * 100_000,
    }
)


@pytest.mark.parametrize("name", TEXTS)
def test_it_comes_through(name: str) -> None:
    """Both files open; every text stands in them in its order, as `show` gives it, for the checker too."""
    text = TEXTS[name]
    for kind in Kind:
        document = hostile_document(text, kind)
        data = word_bytes(document)
        found, at = body_text(data), 0
        for one in said(document):
            at = found.index(show(one), at)
        # Headings of nothing but spaces are none.
        allowed = set() if text.strip() else {AccessRule.HEADING_ORDER}
        assert {fault.rule for fault in faults(data)} <= allowed


def test_nothing_in_a_text_is_taken_for_a_field_or_an_entity() -> None:
    """Markup stays text: there are no more fields than those of the page numbers."""
    data = word_bytes(hostile_document(TEXTS["fields"]))
    body = opened(data).element.body
    assert not [node for node in body.iter() if str(node.tag).endswith(("fldChar", "fldSimple", "instrText"))]
    assert any(TEXTS["fields"].strip() in text for text in texts(body))
