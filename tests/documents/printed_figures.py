"""Reads the rows of the themes' tables back out of a written document, whichever its format."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Files = "Mapping[str, bytes]"
Cells = tuple[str, ...]
GLYPHS = "■▲●–"
_RULE = re.compile("─{20,}")


class Told(NamedTuple):
    """What a document tells: its themes' rows, each as its cells, and all of its words."""

    rows: list[Cells]
    words: str


def is_theme_table(head: Sequence[str]) -> bool:
    """Whether a row of heads is that of a theme's figures; the summary's have no column of last year."""
    return len(head) == 8 and tuple(head[:3]) == ("Rating", "Ref", "Indicator")


def themes(tables: Iterator[list[list[str]]]) -> list[Cells]:
    """Give the rows of the tables that are themes'."""
    plain = ([[" ".join(cell.split()) for cell in row] for row in table] for table in tables)
    return [tuple(row) for head, *rows in plain if is_theme_table(head) for row in rows]


def from_docx(data: bytes) -> Told:
    import docx  # noqa: PLC0415 - a quarter of a second

    document = docx.Document(io.BytesIO(data))
    tables = ([[cell.text for cell in row.cells] for row in table.rows] for table in document.tables)
    words = [one.text or "" for one in document.element.body.iter("{*}t")]
    return Told(themes(tables), "".join(words))


def from_html(data: bytes) -> Told:
    from lxml import html  # noqa: PLC0415

    root = html.fromstring(data.decode("utf-8"))
    tables = (
        [[_all_text(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
        for table in root.iter("table")
    )
    return Told(themes(tables), _all_text(root))


def _all_text(element: Any) -> str:
    return "".join(element.itertext())


def from_markdown(data: bytes) -> Told:
    from markdown_it import MarkdownIt  # noqa: PLC0415

    page = MarkdownIt("commonmark").enable("table").render(data.decode("utf-8"))
    return from_html(page.encode())


def from_pdf(data: bytes) -> Told:
    """Read the tables from the tags, as a screen reader does, each cell's words from the pages."""
    import pypdf  # noqa: PLC0415

    reader = pypdf.PdfReader(io.BytesIO(data))
    words = _marked(reader)
    root: Any = reader.root_object["/StructTreeRoot"]
    tables = (
        [[_told(cell, words) for cell in _kids(row, "/TH", "/TD")] for row in _within(table, "/TR")]
        for table in _within(root, "/Table")
    )
    return Told(themes(tables), "".join(words.values()))


def _marked(reader: Any) -> dict[tuple[int, int], str]:
    """Give the words of each piece of marked content, by its page and number."""
    found: dict[tuple[int, int], str] = {}
    for page in reader.pages:
        marks: list[int | None] = []

        def begun(operator: bytes, operands: Any, *_: object, marks: list[int | None] = marks) -> None:
            if operator in {b"BDC", b"BMC"}:
                told = operands[1] if len(operands) > 1 else {}
                marks.append(told.get("/MCID") if hasattr(told, "get") else None)

        def ended(operator: bytes, *_: object, marks: list[int | None] = marks) -> None:
            if operator == b"EMC" and marks:
                marks.pop()

        def read(
            text: str, *_: object, number: int = page.indirect_reference.idnum, marks: Any = marks
        ) -> None:
            mark = next((one for one in reversed(marks) if one is not None), None)
            if mark is not None:
                found[number, mark] = found.get((number, mark), "") + text

        page.extract_text(visitor_operand_before=begun, visitor_operand_after=ended, visitor_text=read)
    return found


def _kids(element: Any, *roles: str) -> Iterator[Any]:
    held = element.get("/K", [])
    for kid in held if isinstance(held, list) else [held]:
        one = kid.get_object()
        if hasattr(one, "get") and (not roles or one.get("/S") in roles):
            yield one


def _within(element: Any, role: str) -> Iterator[Any]:
    for kid in _kids(element):
        if kid.get("/S") == role:
            yield kid
        elif "/S" in kid:
            yield from _within(kid, role)


def _told(element: Any, words: Mapping[tuple[int, int], str], page: Any = None) -> str:
    page = element.raw_get("/Pg").idnum if "/Pg" in element else page
    held, told = element.get("/K", []), []
    for kid in held if isinstance(held, list) else [held]:
        one = kid.get_object()
        if isinstance(one, int):
            told.append(words.get((page, one), ""))
        elif "/MCID" in one:
            own = one.raw_get("/Pg").idnum if "/Pg" in one else page
            told.append(words.get((own, one["/MCID"]), ""))
        elif "/S" in one:
            told.append(_told(one, words, page))
    return " ".join(told)


def from_text(data: bytes) -> Told:
    """Read text: each row is the lines that it takes, since its columns are told by their places alone."""
    text = data.decode("utf-8")
    lines = text.split("\n")
    rows = [
        row for at, line in enumerate(lines) if _heads(lines, at) and line for row in _rows(lines, at + 1)
    ]
    return Told(rows, text)


def _heads(lines: Sequence[str], at: int) -> bool:
    """Whether the rule below the heads of a theme's table is here."""
    above = lines[at - 1] if at else ""
    names = [*above.split(), *(lines[at - 2].split() if at > 1 else ())]
    years = [name for name in names if re.fullmatch(r"\d\d/\d\d", name)]
    told = {"Rating", "Ref", "Indicator", "Target", "Actual"}
    of_baseline = len(years) - ("On" in names) > 0
    return bool(_RULE.fullmatch(lines[at])) and told <= set(names) and of_baseline


def _rows(lines: Sequence[str], start: int) -> Iterator[Cells]:
    """Give the rows of a table; a row begins with the sign of its rating."""
    row: list[str] = []
    for at in range(start, len(lines)):
        line = lines[at]
        begins = line[:1] in GLYPHS and line[1:2] == " "
        if row and (begins or not line):
            yield tuple(row)
            row = []
        if begins or row:
            row.append(line)
        elif line:
            return
    if row:
        yield tuple(row)


def sheets(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Give the rows of each sheet of a workbook by their heads."""
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(io.BytesIO(data))
    found = {}
    for sheet in book.worksheets[1:]:
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def tables(files: Mapping[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    """Give the rows of each file of a data package by the names of their fields."""
    return {
        name.rpartition("/")[2].removesuffix(".csv"): list(
            csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""))
        )
        for name, data in files.items()
        if name.endswith(".csv")
    }


READERS: dict[str, Callable[[bytes], Told]] = {
    "docx": from_docx,
    "html": from_html,
    "pdf": from_pdf,
    "md": from_markdown,
    "txt": from_text,
}
