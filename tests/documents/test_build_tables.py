"""Data tables: every field is described, every row fits it, and every number is that of list --json."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import cache

import pytest
from documents import (
    DERBY,
    ENFIELD,
    derby_document,
    derby_exceptions,
    enfield_document,
    hostile_document,
    hostile_texts,
)

from csptui.domain.figure import Figure, Fraction
from csptui.domain.scorecard import Reading
from csptui.outputs.document.build import report_document
from csptui.outputs.document.model import DataTable, Document, FieldType, Kind
from csptui.outputs.document.source import Source
from csptui.outputs.objects import full_object
from csptui.storage.folder import load

KINDS: dict[FieldType, tuple[type, ...]] = {
    FieldType.TEXT: (str,),
    FieldType.NUMBER: (Decimal,),
    FieldType.WHOLE: (int,),
    FieldType.TRUTH: (bool,),
}


def by_name(document: Document) -> dict[str, DataTable]:
    return {table.name: table for table in document.data}


def records(table: DataTable) -> list[dict[str, object]]:
    names = [field.name for field in table.fields]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def documents() -> dict[str, Document]:
    return {
        "derby": derby_document(),
        "sensitive": derby_document(sensitive=True),
        "enfield": enfield_document(),
        "exceptions": derby_exceptions(),
    }


@pytest.mark.parametrize("name", documents())
def test_every_row_fits_its_fields(name: str) -> None:
    check_fit(documents()[name])


@pytest.mark.parametrize("name", hostile_texts())
def test_a_hostile_text_fits_too_and_stays_as_it_is(name: str) -> None:
    text = hostile_texts()[name]
    for kind in Kind:
        document = hostile_document(text, kind)
        check_fit(document)
        assert any(text == value for table in document.data for row in table.rows for value in row)


def check_fit(document: Document) -> None:
    names = [table.name for table in document.data]
    assert len(names) == len(set(names))
    for table in document.data:
        fields = [field.name for field in table.fields]
        assert len(fields) == len(set(fields)), table.name
        assert len({field.title for field in table.fields}) == len(fields), table.name
        assert table.title
        assert table.description
        assert any(field.required for field in table.fields)
        for field in table.fields:
            assert field.title
            assert field.description.endswith("."), field
        for row in table.rows:
            assert len(row) == len(fields)
            for field, value in zip(table.fields, row, strict=True):
                if value is None:
                    assert not field.required, (table.name, field.name)
                    continue
                assert type(value) in KINDS[field.type], (table.name, field.name, value)
                if field.values:
                    assert value in field.values, (table.name, field.name, value)
                if isinstance(value, Decimal):
                    assert value.is_finite()


@cache
def listed(folder: str) -> dict[str, dict[str, object]]:
    dataset, _ = load(DERBY if folder == "derby" else ENFIELD)
    return {row.id: full_object(row) for row in dataset.scorecard()}


SAME = {
    "indicators": {
        "code": "code",
        "name": "name",
        "theme": "theme",
        "unit": "unit",
        "value": "value",
        "variance_percent": "variance_percent",
        "change": "change",
        "change_percent": "change_percent",
        "change_points": "change_points",
        "exception": "exception_class",
    },
    "details": {
        "section": "section",
        "tier": "tier",
        "polarity": "polarity",
        "baseline": "baseline",
        "target": "target",
        "actual": "actual",
        "as_at": "as_at",
        "status": "status",
        "certain": "certain",
        "direction": "direction",
        "verdict": "verdict",
        "trend": "trend",
        "owed": "owed",
        "numerator": "numerator",
        "denominator": "denominator",
        "rolled_from": "target_rolled_from",
        "ground": "ground",
        "expected": "expected",
        "basis": "basis",
        "sustained": "sustained",
    },
    "comments": {"why": "why", "comment": "comment", "source": "source"},
}
"""Fields of data tables with the names of what `list --json` has of the same."""


@pytest.mark.parametrize("folder", ["derby", "enfield"])
@pytest.mark.parametrize("name", SAME)
def test_every_field_is_as_it_is_listed(name: str, folder: str) -> None:
    rows = records(by_name(documents()[folder])[name])
    assert len(rows) == len(listed(folder))
    for row in rows:
        expected = listed(folder)[str(row["id"])]
        for field, key in SAME[name].items():
            assert same(row[field], expected[key]), (row["id"], field)


def same(value: object, expected: object) -> bool:
    if isinstance(value, Decimal) and isinstance(expected, (int, float)):
        return math.isclose(float(value), expected, rel_tol=1e-15, abs_tol=0)
    return value == expected


def test_the_exceptions_have_their_reasons_age_and_way_to_green() -> None:
    for document in (derby_document(), derby_exceptions()):
        rows = {str(row["id"]): row for row in records(by_name(document)["exceptions"])}
        assert [row["place"] for row in rows.values()] == list(range(1, 14))
        custody = rows["NI43"]
        assert (custody["green_cases"], custody["green_limit"], custody["amber_limit"]) == (
            20,
            Decimal(9),
            Decimal("9.45"),
        )
        assert (custody["red_figures"], custody["class"]) == (1, "red")
        assert str(rows["NI40"]["cause"]).count("\n") == 2
        assert rows["NI46"]["red_figures"] is None


def test_the_print_out_has_its_exceptions_alone() -> None:
    tables = by_name(derby_exceptions())
    assert len(tables["indicators"].rows) == len(tables["details"].rows) == 13
    assert "narratives" not in tables


def test_the_history_has_every_figure_held_and_no_gap() -> None:
    rows = records(by_name(enfield_document())["exception_history"])
    assert {row["code"] for row in rows} == {"YJ 2"}
    assert [row["value"] for row in rows if row["value"] is not None][-1] == Decimal("35.79")
    assert all(row["value"] is not None or row["missing"] for row in rows)
    told = records(by_name(derby_document())["exception_history"])
    assert {row["quarter"] for row in told} == {"2008/09 Q4", "2009/10 Q4"}, "a gap has no row"


def test_the_tally_adds_up() -> None:
    rows = by_name(derby_document())["tally"].rows
    colours = [sum(int(str(row[at])) for row in rows) for at in (2, 3, 4, 5, 6)]
    assert colours == [5, 2, 10, 7, 24]


def test_sensitive_texts_and_counts_are_there_only_where_they_are_asked_for() -> None:
    open_one, secret = by_name(derby_document()), by_name(derby_document(sensitive=True))
    assert "A1 and BCT" not in repr(open_one)
    assert "counts" not in open_one
    marked = [row for row in records(secret["narratives"]) if row["sensitive"]]
    assert any("A1 and BCT" in str(row["text"]) for row in marked)
    totals = [row["count"] for row in records(secret["counts"]) if row["part_number"] == 0]
    assert totals == [55, 28]


def test_the_notes_have_key_abbreviations_group_and_method() -> None:
    rows = records(by_name(derby_document())["explanations"])
    assert {row["kind"] for row in rows} == {"key", "note", "abbreviation", "group", "mark", "method"}
    assert rows[-1]["text"] == f"Data version {derby_document().version}."


def test_a_rate_that_a_fraction_makes_is_the_number_that_is_listed() -> None:
    """387 of 406 has no end in digits: it is held to 28, and told as JSON tells it."""
    dataset, _ = load(DERBY)
    dataset = dataset.with_reading("NI46", Reading(Figure(fraction=Fraction(387, 406))))
    (row,) = (
        row for row in records(by_name(report_document(Source(dataset)))["indicators"]) if row["id"] == "NI46"
    )
    (expected,) = (full_object(one) for one in dataset.scorecard() if one.id == "NI46")
    assert str(row["value"]) == repr(expected["value"]) == "95.32019704433498"
