"""Every figure in every format is the one that `csptui list --json` gives, in its row."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from documents import DERBY, ENFIELD, derby_document, enfield_document
from hostile_dataset import dataset as drawn_dataset
from hypothesis import given, settings
from hypothesis import strategies as st
from printed_figures import GLYPHS, READERS, Cells, Told, sheets, tables

from csptui.cli.program import program
from csptui.outputs.appearance import Look
from csptui.outputs.document.build import report_document
from csptui.outputs.document.formats import FORMATS, written
from csptui.outputs.document.model import Cell, DataTable, Document, Part, Table, TableRow
from csptui.outputs.document.source import Source
from csptui.outputs.document.text.writer import set_document
from csptui.outputs.objects import row_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Row = dict[str, Any]
FOLDERS: dict[str, tuple[Path, Callable[[], Document]]] = {
    "derby": (DERBY, derby_document),
    "enfield": (ENFIELD, enfield_document),
}
WORDS = {"red": "Red", "amber": "Amber", "green": "Green", "none": "Not rated"}
BETTER = {"improving": "better", "worsening": "worse", "static": "static"}
ARROWS = {"up": "↑", "down": "↓", "level": "→", "none": "–"}
PER = {
    "percent": 100,
    "points": 100,
    "per 1,000": 1_000,
    "per 10,000": 10_000,
    "per 100,000": 100_000,
    "per million": 1_000_000,
}
_MARKS = re.compile(r"\[[mto]\]")
_FRACTION = re.compile(r"\d[\d,.]*/\d[\d,.]*")


def said(*arguments: str) -> str:
    done = CliRunner().invoke(program, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@cache
def listed(name: str) -> list[Row]:
    """Give what `csptui list --json` gives."""
    rows: list[Row] = json.loads(said("list", "--json", "--data", str(FOLDERS[name][0])))
    return rows


@cache
def files_of(name: str, form: str) -> Mapping[str, bytes]:
    return written(FOLDERS[name][1](), form)


def rating(row: Row) -> str:
    return "No data" if row["ground"] == "no data" else WORDS[row["rag"]]


def movement(row: Row) -> str:
    """Give the word for how the row moves: by its trend where it has one, else on baseline."""
    word = BETTER.get(row["trend"]) or row["verdict"]
    return "" if word == "none" else word


def bare(text: str) -> str:
    """Give a text without the blanks and breaks that a format sets, and without marks that it adds."""
    return re.sub(r"\s|\u00ad|\u200b", "", _MARKS.sub("", text))


def same_figure(cell: str, text: str, row: Row) -> bool:
    """Whether a cell has a figure: its text, or before it the rate that its fraction makes."""
    told, wanted = bare(cell), bare(text)
    if told == wanted:
        return True
    fraction = _FRACTION.match(text)
    if not fraction or not told.endswith(wanted):
        return False
    top, bottom = (float(one.replace(",", "")) for one in fraction[0].split("/"))
    return rounds_to(told.removesuffix(wanted).removesuffix("%"), top / bottom * PER.get(row["unit"], 1))


def rounds_to(number: str, value: float) -> bool:
    """Whether a printed number is a value, rounded to the places that are printed."""
    places = len(number.partition(".")[2])
    apart: float = abs(float(number.replace(",", "")) - value)
    return apart <= 0.5 * 0.1**places * 1.001 + 1e-4


def same_variance(cell: str, row: Row) -> bool:
    told = bare(cell)
    variance: float | None = row["variance_percent"]
    if told.endswith("≈") is bool(row["certain"]):
        return False
    told = told.removesuffix("≈")
    if row["part"]:
        return told == "part"
    if variance is not None:
        return told.endswith("%") and rounds_to(told.removesuffix("%"), variance)
    if row["ground"] in {"target", "group average"}:
        return told == ("met" if row["rag"] == "green" else "missed")
    return told == ""


def same_movement(cell: str, row: Row) -> bool:
    word = movement(row)
    arrow, _, told = cell.strip().partition(" ")
    if not word:
        return not cell.strip()
    if row["trend"] == "none" and arrow != ARROWS[row["direction"]]:
        return False
    return told == word and len(arrow) == (2 if row["sustained"] else 1)


def check_cells(row: Row, cells: Cells) -> None:
    """Check a row that is read cell by cell."""
    mark, code, name, baseline, target, actual, variance, moved = (" ".join(cell.split()) for cell in cells)
    assert mark[2:] == rating(row)
    assert mark[0] in GLYPHS
    assert code == row["code"]
    assert bare(name).startswith(bare(row["name"]))
    assert same_figure(baseline, row["baseline"], row), (baseline, row["baseline"])
    assert bare(target) == bare(row["target"])
    assert same_figure(actual, row["actual"], row), (actual, row["actual"])
    assert same_variance(variance, row), (variance, row["variance_percent"])
    assert same_movement(moved, row), (moved, row["trend"], row["verdict"])


def brief(text: str) -> str:
    """Give the number of a figure or target, without its fraction, period and marks."""
    return re.sub(r" *[\[(][^xzc].*", "", text)


def check_lines(row: Row, lines: Cells) -> None:
    """Check a row that is read as lines: its numbers on the first one, in order, and all else below it."""
    first, words = lines[0], {word for line in lines for word in bare_words(line)}
    assert first[2:].split()[0] == rating(row).split()[0]
    assert f" {row['code']} " in first
    for name in ("baseline", "target", "actual"):
        assert all(is_among(word, words) for word in bare_words(row[name])), (row[name], lines)
    told = bare_words(first)
    if ending := movement(row):
        assert same_movement(" ".join(told[-2:]), row), (first, ending)
        told = told[:-2]
    if not same_variance("", row):
        assert same_variance(told[-1], row), (first, row["variance_percent"])
        told = told[:-1]
    # A target in words, such as `See comment`, may be on one line or on two.
    more = brief(row["target"]).split()[1:]
    told = [word for word in told if word not in more]
    numbers = [brief(row[name]).split()[0] for name in ("baseline", "target", "actual") if row[name]]
    for shown, wanted in zip(told[len(told) - len(numbers) :], numbers, strict=True):
        assert shown == wanted or same_figure(f"{shown} {wanted}", wanted, row), (first, numbers)


def bare_words(line: str) -> list[str]:
    return [word for word in map(bare, line.replace("[", " [").replace(";", " ").split()) if word]


def is_among(word: str, words: set[str]) -> bool:
    """Whether a word is among others, or broken in two in a narrow column."""
    return word in words or any({word[:at], word[at:]} <= words for at in range(1, len(word)))


def check_words(told: Told, rows: list[Row]) -> None:
    """Each exception is told with its sentence, in which its change is."""
    words = bare(told.words)
    for row in rows:
        for sentence in row["why"].split(". ") if row["exception"] else ():
            assert bare(sentence.rstrip(".")) in words, sentence


def check_told(told: Told, rows: list[Row], form: str) -> None:
    assert len(told.rows) == len(rows)
    for row, cells in zip(rows, told.rows, strict=True):
        (check_lines if form in {"txt", "terminal"} else check_cells)(row, cells)
    check_words(told, rows)


def number(cell: object) -> float | None:
    return None if cell in {None, ""} else float(str(cell))


def text(cell: object) -> str:
    """Give a text of a CSV or a sheet: without the guard, and with nothing where there is none."""
    return str(cell or "").removeprefix("'")


def number_in(told: str, row: Row) -> float | None:
    """Give the number of a figure or a target, from its text."""
    fraction = _FRACTION.match(told)
    if fraction:
        top, bottom = (float(one.replace(",", "")) for one in fraction[0].split("/"))
        return top / bottom * PER.get(row["unit"], 1)
    stated = re.search(r"[-+]?\d[\d,]*(?:\.\d+)?", brief(told).replace("+/-", ""))
    return float(stated[0].replace(",", "")) if stated else None


_NUMBERS = ("value", "variance_percent", "change", "change_percent", "change_points")
_TEXTS = {
    "details": ("baseline", "target", "actual", "direction", "verdict", "trend"),
    "comments": ("why", "comment"),
}


def check_tables(held: dict[str, list[dict[str, Any]]], rows: list[Row]) -> None:
    """Check the figures as other programs get them."""
    for row, told in zip(rows, held["indicators"], strict=True):
        assert (told["id"], text(told["code"])) == (row["id"], row["code"])
        assert told["rating"] == rating(row)
        for name in _NUMBERS:
            assert number(told[name]) == (None if row[name] is None else pytest.approx(row[name], rel=1e-15))
        assert same_movement(text(told["movement"]), row)
        for name in ("baseline", "target"):
            stated = number_in(row[name], row)
            assert number(told[f"{name}_value"]) == (None if stated is None else pytest.approx(stated))
    for table, names in _TEXTS.items():
        for row, told in zip(rows, held[table], strict=True):
            assert told["id"] == row["id"]
            for name in names:
                assert text(told[name]) == row[name], name


def by_names(document: Document, held: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Give the rows of sheets by the names of the fields in place of their heads."""
    return {
        one.name: [{field.name: row[field.title] for field in one.fields} for row in held[one.title]]
        for one in document.data
    }


def check(form: str, files: Mapping[str, bytes], rows: list[Row], document: Document) -> None:
    """Check a format of a document."""
    if form == "csv":
        check_tables(tables(files), rows)
        return
    (data,) = files.values()
    if form == "xlsx":
        check_tables(by_names(document, sheets(data)), rows)
    else:
        check_told(READERS[form](data), rows, form)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", FOLDERS)
def test_every_figure_is_in_its_row_in_every_format(name: str, form: str) -> None:
    check(form, files_of(name, form), listed(name), FOLDERS[name][1]())


@pytest.mark.parametrize("width", [78, 94, 120, 200])
@pytest.mark.parametrize("name", FOLDERS)
def test_every_figure_is_in_its_row_on_the_terminal(name: str, width: int) -> None:
    page = said("report", "--width", str(width), "--data", str(FOLDERS[name][0]))
    check_told(READERS["txt"](page.encode()), listed(name), "terminal")


@pytest.mark.parametrize("name", FOLDERS)
def test_every_figure_is_in_the_report_as_json(name: str) -> None:
    held = json.loads(said("report", "--json", "--data", str(FOLDERS[name][0])))
    rows = [row for theme in held["themes"] for row in theme["indicators"]]
    assert rows == listed(name)


# What is changed behind the writer's back must be found: a writer that prints another figure is no different.
SPOILT: dict[str, tuple[int, str]] = {
    "rating": (0, "▲ Amber"),
    "ref": (1, "NI 34"),
    "baseline": (3, "10.49%"),
    "target": (4, "<10%"),
    "actual": (5, "13.12%"),
    "variance": (6, "+45.8%"),
    "movement": (7, "↑ better"),
}
_CODE = "NI 43"


def spoilt(document: Document, column: int, said_instead: str) -> Document:
    """Give the document with another figure in the row of NI 43 in its theme's table."""

    def row(one: TableRow) -> TableRow:
        if one.cells[1].text != _CODE:
            return one
        cells: list[Cell] = list(one.cells)
        cells[column] = replace(cells[column], text=said_instead)
        return replace(one, cells=tuple(cells))

    def part(one: Part) -> Part:
        blocks = tuple(
            replace(block, rows=tuple(map(row, block.rows)))
            if isinstance(block, Table) and len(block.columns) == 8
            else block
            for block in one.blocks
        )
        return replace(one, blocks=blocks)

    return replace(document, parts=tuple(map(part, document.parts)))


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("kind", SPOILT)
def test_one_wrong_figure_is_found_in_a_document(kind: str, form: str) -> None:
    document = spoilt(derby_document(), *SPOILT[kind])
    assert document != derby_document()
    with pytest.raises(AssertionError):
        check(form, written(document, form), listed("derby"), document)


SPOILT_DATA: dict[str, str | Decimal] = {
    "rating": "Amber",
    "value": Decimal("13.12"),
    "baseline_value": Decimal("10.49"),
    "target_value": Decimal(10),
    "variance_percent": Decimal("45.6668"),
    "movement": "↑ better",
    "change": Decimal("2.64"),
    "change_percent": Decimal("25.0955"),
    "change_points": Decimal("2.64"),
    "baseline": "10.49% (65/620)",
    "target": "<10%",
    "actual": "13.12% (62/473)",
    "why": "13.11% is 45.6% above the target of <9%.",
}


def spoilt_data(document: Document, name: str) -> Document:
    """Give the document with another value in the row of NI 43 of its data tables."""

    def table(one: DataTable) -> DataTable:
        names = [field.name for field in one.fields]
        if name not in names:
            return one
        at = names.index(name)
        rows = tuple(
            (*row[:at], SPOILT_DATA[name], *row[at + 1 :]) if row[0] == "NI43" else row for row in one.rows
        )
        return replace(one, rows=rows)

    return replace(document, data=tuple(map(table, document.data)))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("name", SPOILT_DATA)
def test_one_wrong_value_is_found_in_the_data(name: str, form: str) -> None:
    document = spoilt_data(derby_document(), name)
    assert document != derby_document()
    with pytest.raises(AssertionError):
        check(form, written(document, form), listed("derby"), document)


def test_a_wrong_sentence_why_is_found() -> None:
    told = READERS["md"](next(iter(files_of("derby", "md").values())))
    words = told.words.replace("13.11% is 45.7% above", "13.11% is 45.8% above")
    assert words != told.words
    with pytest.raises(AssertionError):
        check_words(Told(told.rows, words), listed("derby"))


VALUES = st.decimals(-999, 999, places=2) | st.decimals(0, 100, places=4)
WIDE = Look(200)
"""A page on which no column gives way to others, however many digits they have."""


@settings(deadline=None, max_examples=12)
@given(VALUES, VALUES)
def test_any_figures_are_in_every_format(value: Decimal, limit: Decimal) -> None:
    dataset = drawn_dataset("Plain words", value, limit)
    document = report_document(Source(dataset))
    rows = json.loads(json.dumps([row_object(row) for row in dataset.scorecard()]))
    for form in FORMATS:
        if form == "txt":
            page = "\n".join(line.plain.rstrip() for line in set_document(document, WIDE))
            check(form, {"page": page.encode()}, rows, document)
        else:
            check(form, written(document, form), rows, document)
