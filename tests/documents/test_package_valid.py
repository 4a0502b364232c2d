"""The data package as frictionless judges it, and as Python's own csv module reads it."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from awkward_tables import FORMULAS, LIKE_XML, full_table, package_of, table, texts_table, with_tables
from documents import derby_document, derby_exceptions, enfield_document, hostile_document, hostile_texts
from hypothesis import given, settings
from hypothesis import strategies as st

from csptui.domain.shown import show
from csptui.outputs.document.model import Document, FieldType, Kind
from csptui.outputs.document.package import guarded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOCUMENTS: dict[str, Callable[[], Document]] = {
    "derby": derby_document,
    "derby sensitive": lambda: derby_document(sensitive=True),
    "exceptions": derby_exceptions,
    "enfield": enfield_document,
    "awkward": lambda: with_tables(full_table()),
    "empty": lambda: with_tables(table([])),
}


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> Document:
    name: str = request.param
    return DOCUMENTS[name]()


def report_on(files: dict[str, bytes], folder: Path) -> Any:
    """Give frictionless's report on a package that is laid down in a folder."""
    from frictionless import validate  # noqa: PLC0415 - a second to import

    for name, data in files.items():
        (folder / name).write_bytes(data)
    return validate(str(folder / "datapackage.json"))


def faults_of(files: dict[str, bytes], folder: Path) -> list[str]:
    """Give the kinds of what frictionless finds wrong."""
    return [kind for (kind,) in report_on(files, folder).flatten(["type"])]


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def described(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["datapackage.json"])
    return found


def test_frictionless_accepts_the_package(document: Document, tmp_path: Path) -> None:
    report = report_on(package_of(document), tmp_path)
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])
    assert report.stats["tasks"] == len(document.data)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", hostile_texts())
def test_frictionless_accepts_a_package_of_hostile_texts(name: str, kind: Kind, tmp_path: Path) -> None:
    files = package_of(hostile_document(hostile_texts()[name], kind))
    report = report_on(files, tmp_path)
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])


def doctored(files: dict[str, bytes], change: Callable[[list[list[str]]], object]) -> dict[str, bytes]:
    """Change the rows of the first table, and make its size and digest those of the changed file."""
    held = described(files)
    first = held["resources"][0]
    rows = read(files[first["path"]])
    change(rows)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    data = out.getvalue().encode()
    del first["hash"], first["bytes"]
    return files | {first["path"]: data, "datapackage.json": json.dumps(held).encode()}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda rows: rows[1].__setitem__(0, ""), "primary-key"),
        (lambda rows: rows.append(rows[1]), "primary-key"),
        (lambda rows: rows[1].__setitem__(rows[0].index("value"), "2,475"), "type-error"),
        (lambda rows: rows[1].__setitem__(rows[0].index("rating"), "Purple"), "constraint-error"),
        (lambda rows: rows[1].pop(), "missing-cell"),
        (lambda rows: rows[0].__setitem__(0, "key"), "incorrect-label"),
    ],
    ids=["no key", "a key twice", "a comma in a number", "no such rating", "a cell less", "another head"],
)
def test_a_doctored_package_is_refused(
    change: Callable[[list[list[str]]], object], expected: str, tmp_path: Path
) -> None:
    assert expected in faults_of(doctored(package_of(derby_document()), change), tmp_path)


def test_a_file_that_was_changed_by_hand_is_found_by_its_digest(tmp_path: Path) -> None:
    files = package_of(derby_document())
    name = described(files)["resources"][0]["path"]
    files[name] = files[name].replace(b"2475", b"2457")
    assert "hash-count" in faults_of(files, tmp_path)


def test_every_value_is_in_its_place(document: Document) -> None:
    files = package_of(document)
    for held in document.data:
        head, *rows = read(files[f"{held.name}.csv"])
        assert head == [field.name for field in held.fields]
        for row, values in zip(rows, held.rows, strict=True):
            for cell, value in zip(row, values, strict=True):
                if value is None:
                    assert cell == ""
                elif isinstance(value, bool):
                    assert cell == str(value).lower()
                elif isinstance(value, str):
                    assert unguarded(cell) == show(value)
                else:
                    assert Decimal(cell) == value
                    assert re.fullmatch(r"-?\d+(\.\d+)?", cell)


def unguarded(cell: str) -> str:
    """Take the guard off, as the package's description tells."""
    return cell.removeprefix("'")


RUNS = re.compile(r"\s*[=+\-@＝＋－＠]")


@pytest.mark.parametrize("text", [*FORMULAS, *LIKE_XML], ids=ascii)
def test_no_cell_of_text_can_run_as_a_formula(text: str) -> None:
    files = package_of(with_tables(texts_table([text])))
    cell = read(files["awkward.csv"])[1][1]
    assert not RUNS.match(cell)
    assert unguarded(cell) == show(text)


@settings(deadline=None)
@given(st.one_of(st.text(), st.text(" \t\r\n'=+-@", max_size=5)))
def test_the_guard_comes_off_any_text(text: str) -> None:
    cell = guarded(text)
    assert not RUNS.match(cell)
    assert unguarded(cell) == show(text)


def test_a_text_without_need_has_no_guard() -> None:
    assert guarded("NI 39: -24.1 on <9%, it's 1+1=2") == "NI 39: -24.1 on <9%, it's 1+1=2"


def test_figures_stay_numbers() -> None:
    """Numbers never have a guard, and the noughts at their end are kept."""
    numbers = ("-24.1", "7.50", "0.00", "1E+3", "-0.5")
    rows = [(str(at), None, None, Decimal(one), None, None, None) for at, one in enumerate(numbers)]
    cells = [row[3] for row in read(package_of(with_tables(table(rows)))["awkward.csv"])[1:]]
    assert cells == ["-24.1", "7.50", "0.00", "1000", "-0.5"]


def test_the_description_says_what_the_package_is(document: Document) -> None:
    files = package_of(document)
    held = described(files)
    assert held["version"] == document.version
    assert held["title"] == document.heading
    assert document.draft in held["description"]
    assert "apostrophe" in held["description"]
    assert document.version in held["sources"][0]["title"]
    assert "created" not in held
    assert re.fullmatch(r"[-a-z0-9._/]+", held["name"])
    assert {one["path"] for one in held["resources"]} | {"datapackage.json"} == set(files)


def test_every_field_is_told_with_its_type_and_what_it_holds(document: Document) -> None:
    for one, held in zip(described(package_of(document))["resources"], document.data, strict=True):
        fields = one["schema"]["fields"]
        assert [field["type"] for field in fields] == [field.type.value for field in held.fields]
        assert all(field["title"] and field["description"] for field in fields)
        required = [field["name"] for field in fields if field.get("constraints", {}).get("required")]
        assert one["schema"]["primaryKey"] == required[: len(one["schema"]["primaryKey"])]


def test_the_dialect_is_the_one_that_is_declared() -> None:
    files = package_of(with_tables(full_table()))
    dialect = described(files)["resources"][0]["dialect"]
    data = files["awkward.csv"]
    assert dialect["lineTerminator"] == "\n"
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\n")
    assert '"two\nlines"' in data.decode()


def test_types_of_the_model_are_those_of_the_table_schema() -> None:
    assert {one.value for one in FieldType} == {"string", "number", "integer", "boolean"}
