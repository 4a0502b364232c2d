"""Each rule of access is broken in a workbook that was really written, and is the one that is found."""

from __future__ import annotations

import io
import re
import time
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import pytest
from awkward_tables import full_table, table, with_tables, workbook_of
from documents import derby_document, derby_exceptions, enfield_document
from hypothesis import given, settings
from hypothesis import strategies as st

from csptui.outputs.document.access.fault import AccessRule
from csptui.outputs.document.access.xlsx import faults
from csptui.outputs.document.zipped import zipped

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET = "xl/worksheets/sheet2.xml"
Change = tuple[str, "Callable[[str], str]"]


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def doctored(*changes: Change) -> bytes:
    """Change parts of Derby's workbook; each change must change something."""
    held = entries(workbook_of(derby_document()))
    for name, change in changes:
        before = held[name].decode()
        after = change(before)
        assert after != before, name
        held[name] = after.encode()
    return zipped(held)


def without(pattern: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, "", text)


def with_new(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


NO_TABLE = (
    (SHEET, without(r"<tableParts.*</tableParts>")),
    ("xl/worksheets/_rels/sheet2.xml.rels", without(r"<Relationship [^>]*>")),
    (SHEET, without(r"<pane [^>]*/>")),
    (
        "xl/workbook.xml",
        without(r'<definedName name="_xlnm.Print_Titles" localSheetId="1">[^<]*</definedName>'),
    ),
)
NO_HEADS = (
    ("xl/tables/table1.xml", with_new('totalsRowShown="0"', 'headerRowCount="0" totalsRowShown="0"')),
)
_FILLED = re.compile(r'(<c r="I2" s="\d+") t="s"><v>\d+</v></c>')
BLANK_COLOUR = ((SHEET, lambda text: _FILLED.sub(r"\1/>", text)),)
PALE = (("xl/styles.xml", with_new('rgb="FF1A1A1A"', 'rgb="FF999999"')),)
PALE_BY_THEME = (("xl/styles.xml", with_new('<color rgb="FF1A1A1A"/>', '<color theme="1" tint="0.7"/>')),)
PALE_ON_GROUND = (("xl/styles.xml", with_new('rgb="FFB3001B"', 'rgb="FFFF6B5E"')),)
PALE_RUN = (
    (
        "xl/sharedStrings.xml",
        lambda text: text.replace("<si><t>NI39</t></si>", _run("NI39")),
    ),
)
NO_TITLE = (("docProps/core.xml", without("<dc:title>.*</dc:title>")),)
BLANK_TITLE = (("docProps/core.xml", lambda text: re.sub("(?<=<dc:title>)[^<]*", " ", text)),)
NO_LANGUAGE = (("docProps/core.xml", without("<dc:language>.*</dc:language>")),)


def _run(text: str) -> str:
    return f'<si><r><rPr><color rgb="FFEEEEEE"/></rPr><t>{text}</t></r></si>'


@pytest.mark.parametrize(
    ("changes", "rule", "where"),
    [
        (NO_TABLE, AccessRule.HEADER_ROW, "sheet Indicators, row 1"),
        (NO_HEADS, AccessRule.HEADER_ROW, "sheet Indicators"),
        (BLANK_COLOUR, AccessRule.COLOUR_ALONE, "sheet Indicators, cell I2"),
        (PALE, AccessRule.CONTRAST, "sheet Notes, cell A"),
        (PALE_BY_THEME, AccessRule.CONTRAST, "sheet Notes, cell A"),
        (PALE_ON_GROUND, AccessRule.CONTRAST, "sheet Indicators, cell I"),
        (PALE_RUN, AccessRule.CONTRAST, "sheet Indicators, cell A2"),
        (NO_TITLE, AccessRule.TITLE, "the file's properties"),
        (BLANK_TITLE, AccessRule.TITLE, "the file's properties"),
        (NO_LANGUAGE, AccessRule.LANGUAGE, "the file's properties"),
    ],
    ids=[
        "no table",
        "a table without heads",
        "colour alone",
        "pale ink",
        "pale by the theme",
        "pale on a ground",
        "a pale run",
        "no title",
        "blank title",
        "no language",
    ],
)
def test_a_doctored_workbook_breaks_the_rule_and_no_other(
    changes: tuple[Change, ...], rule: AccessRule, where: str
) -> None:
    found = faults(doctored(*changes))
    assert {one.rule for one in found} == {rule}
    assert any(one.where.startswith(where) for one in found)
    assert all(one.message.endswith(".") for one in found)


@pytest.mark.parametrize(
    ("what", "named"),
    [
        (r'(?<=<font>).*?<color rgb="[0-9A-F]+"/>', '<color indexed="{}"/>'),
        (r'(?<=<font>).*?<color rgb="[0-9A-F]+"/>', '<color theme="{}"/>'),
        (r'fontId="\d+"', 'fontId="{}"'),
        (r'fillId="\d+"', 'fillId="{}"'),
    ],
)
def test_a_number_of_any_length_is_no_colour(what: str, named: str) -> None:
    """Python reads none of more than 4,300 digits."""
    data = doctored(("xl/styles.xml", lambda text: re.sub(what, named.format("9" * 5_000), text)))
    assert {one.rule for one in faults(data)} <= {AccessRule.CONTRAST}


def with_picture(attributes: str) -> bytes:
    """Put a picture on a sheet."""
    ns = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    held = entries(
        doctored(
            (
                "xl/worksheets/_rels/sheet2.xml.rels",
                with_new(
                    "</Relationships>",
                    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                    'relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>',
                ),
            ),
        )
    )
    picture = f'<x:pic><x:nvPicPr><x:cNvPr id="2" name="Picture 1"{attributes}/></x:nvPicPr></x:pic>'
    held["xl/drawings/drawing1.xml"] = f'<x:wsDr xmlns:x="{ns}">{picture}</x:wsDr>'.encode()
    return zipped(held)


def test_a_picture_without_a_text_is_found() -> None:
    (found,) = faults(with_picture(""))
    assert found.rule is AccessRule.ALTERNATIVE_TEXT
    assert found.where == "sheet Indicators, Picture 1"


def test_a_picture_with_a_text_is_not() -> None:
    assert faults(with_picture(' descr="Bars of ratings"')) == []


@pytest.mark.parametrize("kept", range(3))
def test_a_table_or_a_row_that_stays_in_sight_or_is_repeated_is_a_row_of_heads(kept: int) -> None:
    table_of, pane, titles = NO_TABLE[:2], NO_TABLE[2:3], NO_TABLE[3:]
    groups = [table_of, pane, titles]
    changes = [one for at, group in enumerate(groups) if at != kept for one in group]
    assert faults(doctored(*changes)) == []


@pytest.mark.parametrize(
    "make", [derby_document, derby_exceptions, enfield_document, lambda: with_tables(full_table(), table([]))]
)
def test_nothing_is_wrong_with_a_workbook_of_ours(make: Callable[[], object]) -> None:
    assert faults(workbook_of(make())) == []  # type: ignore[arg-type]


BOMB = (
    b'<?xml version="1.0"?>\n<!DOCTYPE l [<!ENTITY a "'
    + b"lol" * 100
    + b'">'
    + b"".join(b'<!ENTITY %s "%s">' % (bytes([98 + at]), b"&%s;" % bytes([97 + at]) * 100) for at in range(8))
    + b"]><l>&i;</l>"
)
SECRET = b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'


BROKEN = (
    "nothing",
    "text",
    "cut short",
    "a zip of something else",
    "no sheet",
    "zip bomb",
    "damaged in lzma",
    "greedy in lzma",
    "billion laughs",
    "laughs in the properties",
    "a file of the machine",
    "laughs in UTF-16",
    "deep",
    "no XML",
    "many parts",
    "a text that is not there",
)


@cache
def broken() -> dict[str, bytes]:
    """Give files that are no workbooks, though some look like one."""
    whole = workbook_of(derby_document())
    held = entries(whole)
    zeros = io.BytesIO()
    with zipfile.ZipFile(zeros, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
        with archive.open(SHEET + ".more", "w") as part:
            for _ in range(200):
                part.write(bytes(1024 * 1024))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    damaged = bytearray(packed.getvalue())
    damaged[(at := damaged.find(SHEET.encode()) + 200) : at + 200] = bytes(200)
    greedy = bytearray(packed.getvalue())
    # The size of its dictionary, behind the name, a version, the length of its properties and a byte of them.
    greedy[(at := greedy.find(SHEET.encode()) + len(SHEET) + 5) : at + 4] = b"\xff\xff\xff\xff"
    return {
        "nothing": b"",
        "text": b"Rating,Ref\nRed,NI 39\n",
        "cut short": whole[: len(whole) // 2],
        "a zip of something else": zipped({"a.txt": b"a"}),
        "no sheet": zipped({name: data for name, data in held.items() if name != SHEET}),
        "zip bomb": zeros.getvalue(),
        "damaged in lzma": bytes(damaged),
        "greedy in lzma": bytes(greedy),
        "billion laughs": zipped(held | {SHEET: BOMB}),
        "laughs in the properties": zipped(held | {"docProps/core.xml": BOMB}),
        "a file of the machine": zipped(held | {"xl/workbook.xml": SECRET}),
        "laughs in UTF-16": zipped(held | {SHEET: BOMB.decode().encode("utf-16")}),
        "deep": zipped(held | {SHEET: b"<a>" * 50_000 + b"</a>" * 50_000}),
        "no XML": zipped(held | {SHEET: b"\xff\xfe<a"}),
        "many parts": zipped(held | {f"x{at}": b"" for at in range(6_000)}),
        "a text that is not there": zipped(
            held | {SHEET: re.sub(rb'(t="s"><v>)\d+', rb"\g<1>99999", held[SHEET], count=1)}
        ),
    }


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_no_workbook_is_unreadable_at_once(name: str) -> None:
    data = broken()[name]
    began = time.process_time()
    (found,) = faults(data)
    assert time.process_time() - began < 5
    assert found.rule is AccessRule.UNREADABLE
    assert found.message.startswith("This is no whole workbook: ")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_spoilt_byte_gives_more_than_a_fault(data: st.DataObject) -> None:
    whole = bytearray(workbook_of(with_tables(table([]))))
    for _ in range(data.draw(st.integers(1, 20))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    for one in faults(bytes(whole)):
        assert one.rule in AccessRule


def test_a_workbook_of_five_hundred_indicators_is_looked_through_in_seconds() -> None:
    (one, *_) = derby_document().data
    rows = [row for _ in range(21) for row in one.rows]
    document = with_tables(table([]), *(type(one)(one.name, one.title, "", one.fields, tuple(rows)),))
    data = workbook_of(document)
    began = time.process_time()
    assert faults(data) == []
    assert time.process_time() - began < 5
