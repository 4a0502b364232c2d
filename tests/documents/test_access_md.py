"""The checker of Markdown finds each fault in a real file that was doctored, and nothing in ours."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from documents import derby_document, derby_exceptions, enfield_document, hostile_document, hostile_texts

from csptui.outputs.document.access.fault import AccessRule
from csptui.outputs.document.access.md import MOST, faults
from csptui.outputs.document.formats import AS_USUAL
from csptui.outputs.document.markdown.writer import files

if TYPE_CHECKING:
    from csptui.outputs.document.model import Document


def written(document: Document) -> bytes:
    """Give a document's Markdown."""
    (data,) = files(document, AS_USUAL).values()
    return data


@pytest.fixture(scope="module")
def derby() -> str:
    """Give the report of Derby."""
    return written(derby_document()).decode()


def test_what_is_written_has_no_fault() -> None:
    """The report and the exceptions of Derby, and the report of Enfield."""
    for document in (derby_document(), derby_exceptions(), enfield_document()):
        assert faults(written(document)) == []


@pytest.mark.parametrize("name", sorted(hostile_texts()))
def test_no_text_of_a_document_makes_a_fault(name: str) -> None:
    """Tags and pictures in a comment are text."""
    assert faults(written(hostile_document(hostile_texts()[name]))) == []


KEY = "\n## Key\n"
DOCTORED = {
    "an empty head": (AccessRule.HEADER_ROW, "| Indicator |", "|  |"),
    "a table of tags": (AccessRule.HEADER_ROW, KEY, f"\n<table><tr><td>1</td></tr></table>\n{KEY}"),
    "a level skipped": (AccessRule.HEADING_ORDER, KEY, "\n#### Key\n"),
    "no title": (AccessRule.TITLE, "# Thematic", "Thematic"),
    "a picture": (AccessRule.ALTERNATIVE_TEXT, KEY, f"\n![](chart.svg)\n{KEY}"),
    "a picture by a tag": (AccessRule.ALTERNATIVE_TEXT, KEY, f"\nSee <img src=chart.svg> here.\n{KEY}"),
    "a coloured cell": (AccessRule.COLOUR_ALONE, "| ■ Red |", '| <span style="color:#b3001b">■</span> |'),
    "a coloured block": (AccessRule.COLOUR_ALONE, KEY, f'\n<p style="background: red">\n</p>\n{KEY}'),
    "an old colour": (AccessRule.COLOUR_ALONE, KEY, f'\nOf <font color="red">note</font>.\n{KEY}'),
}
QUIET = (
    "![A chart](chart.svg)",
    "<img src=chart.svg alt='A chart'>",
    "<!-- <img src=chart.svg> -->",
    "<div>\n<![x[ <!y <!-- <img>",
    "`<font color=red>`",
    "<p style='border-color-x: red'></p>",
)
SIGNS = ("[", "> ", "*", "`", "<", "![", "- ", "|", "(", "<a ", "a\n|-\n", "&", "\\", "~", "<!", "<div><![")


@pytest.mark.parametrize("how", DOCTORED)
def test_a_doctored_file_breaks_one_rule(how: str, derby: str) -> None:
    """This rule and no other, with the line where it is."""
    rule, before, after = DOCTORED[how]
    assert before in derby
    doctored = derby.replace(before, after, 1)
    found = faults(doctored.encode())
    assert [fault.rule for fault in found] == [rule]
    if rule is not AccessRule.TITLE:
        line = doctored[: doctored.index(after.strip("\n").split("\n")[0])].count("\n") + 1
        assert found[0].where == f"line {line}"


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_like_a_fault_is_none(text: str) -> None:
    """A picture with words, a comment, code, and declarations that nothing reads."""
    assert faults(f"# T\n\n{text}\n".encode()) == []


@pytest.mark.parametrize(
    "data", [b"\xff\xfe# T", b"# T\n\x00", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04\xff", b"# T\n" + b"a" * MOST]
)
def test_what_is_no_text_cannot_be_read(data: bytes) -> None:
    """One fault, and no traceback."""
    assert [fault.rule for fault in faults(data)] == [AccessRule.UNREADABLE]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_hostile_file_is_answered_soon(sign: str) -> None:
    """No run of signs takes the reader long."""
    began = time.process_time()
    faults(("# T\n\n" + sign * (60_000 // len(sign))).encode())
    assert time.process_time() - began < 20
