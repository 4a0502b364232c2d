"""Rows of the CSV files as the merge sees them: their keys, what their cells mean, and where new rows go."""

from __future__ import annotations

import pytest

from csptui.domain.merge import NOTHING, Record, Spelt
from csptui.storage.findings import BrokenFileError
from csptui.storage.merge_tables import ACTUALS, BETWEEN, COMPARATORS, TARGETS, Layout, merge, number_text

SIDES = ("base", "ours", "theirs")


def plain(**texts: str) -> Record:
    return {name: Spelt(text, text) for name, text in texts.items()}


@pytest.mark.parametrize(
    ("text", "places", "number"),
    [
        ("7.5", "2", "7.50"),
        ("7.5", "6", "7.500000"),
        ("7.5", "7", "7.5"),
        ("7.5", "0", "7.5"),
        ("7.5", "", "7.5"),
        ("7.5", "x", "7.5"),
        ("7.5", "22", "7.5"),
        ("7", "2", "7.00"),
        ("-1,234.50", "", "-1234.50"),
        ("-0.0", "", "0.0"),
        ("1,234,567", "", "1234567"),
        ("12,34", "", None),
        ("1,2345", "", None),
        ("+7", "", None),
        ("7.", "", None),
        ("7%", "", None),
        ("", "", None),
        ("9" * 64, "", "9" * 64),
        ("9" * 65, "", None),
    ],
)
def test_numbers(text: str, places: str, number: str | None) -> None:
    assert number_text(text, places) == number


@pytest.mark.parametrize(
    ("layout", "row", "key"),
    [
        (ACTUALS, " A1 |7|0|||||", ("A1",)),
        (TARGETS, " A1 | 2009-10 |7|0|", ("A1", "FY2009/10")),
        (TARGETS, "A1| 09/10 |7|0|", ("A1", "FY2009/10")),
        (TARGETS, "A1| whenever |7|0|", ("A1", "whenever")),
        (TARGETS, "A1|" + "9" * 65 + "|7|0|", ("A1", "9" * 65)),
        (COMPARATORS, " MSG | A1 | 2009/10 Q4 | Luton |7", ("MSG", "A1", "2009/10 Q4", "Luton")),
        (COMPARATORS, "MSG|A1|2009-10-Q4|Luton|7", ("MSG", "A1", "2009/10 Q4", "Luton")),
        (COMPARATORS, "MSG|A1|whenever|Luton|7", ("MSG", "A1", "whenever", "Luton")),
        (COMPARATORS, "MSG|A1|" + "9" * 65 + "|Luton|7", ("MSG", "A1", "9" * 65, "Luton")),
    ],
)
def test_keys(layout: Layout, row: str, key: tuple[str, ...]) -> None:
    assert layout.key(row.split("|")) == key


@pytest.mark.parametrize(
    ("layout", "row", "record", "cells"),
    [
        (
            ACTUALS,
            "A1| 7.5 |2| 1,062 |473| Dec 2009 | Revised | 2010/11 ",
            plain(
                value="7.50",
                fraction=f"1062{BETWEEN}473",
                as_at="M2009-12",
                status="revised",
                expected="FY2010/11",
            ),
            "A1|7.50|2|1062|473|M2009-12|revised|FY2010/11",
        ),
        (
            ACTUALS,
            "A1|[x]||||soon|FINAL|",
            {**plain(value="[x]", as_at="soon", status="", expected=""), "fraction": NOTHING},
            "A1|[x]||||soon||",
        ),
        (
            ACTUALS,
            "A1|about 7|2|a/b|c|||",
            plain(value="about 7", fraction=f"a/b{BETWEEN}c", as_at="", status="", expected=""),
            "A1|about 7||a/b|c|||",
        ),
        (
            ACTUALS,
            "A1||||5|||",
            plain(value="", fraction=f"{BETWEEN}5", as_at="", status="", expected=""),
            "A1||||5|||",
        ),
        (
            TARGETS,
            "A1|FY2009/10| 7.5 |2| 2009/10 | 2008-09 ",
            {
                **plain(target="7.50", applies_to="FY2009/10"),
                "rolled_from": Spelt(f"FY2008/09{BETWEEN}7.50", "FY2008/09"),
            },
            "A1|7.50|2|FY2009/10|FY2008/09",
        ),
        (
            TARGETS,
            "A1|FY2009/10|≤ 7.50|9||",
            plain(target="<=7.50", applies_to="", rolled_from=""),
            "A1|<=7.50|2||",
        ),
        (TARGETS, "A1|FY2009/10|≥7|||", plain(target=">=7", applies_to="", rolled_from=""), "A1|>=7|0||"),
        (TARGETS, "A1|FY2009/10|+/-5|||", plain(target="±5", applies_to="", rolled_from=""), "A1|±5|0||"),
        (
            TARGETS,
            "A1|FY2009/10|+- 5.0|||",
            plain(target="±5.0", applies_to="", rolled_from=""),
            "A1|±5.0|1||",
        ),
        (
            TARGETS,
            "A1|FY2009/10|<= 1,234|||",
            plain(target="<=1234", applies_to="", rolled_from=""),
            "A1|<=1234|0||",
        ),
        (
            TARGETS,
            "A1|FY2009/10|> -7.5|||",
            plain(target=">-7.5", applies_to="", rolled_from=""),
            "A1|>-7.5|1||",
        ),
        (
            TARGETS,
            "A1|FY2009/10|< about 5|||",
            plain(target="< about 5", applies_to="", rolled_from=""),
            "A1|< about 5|||",
        ),
        (TARGETS, "A1|FY2009/10|n/a|||", plain(target="n/a", applies_to="", rolled_from=""), "A1|n/a|||"),
        (COMPARATORS, "M|A1|Q|L| 7.50 ", {"value": Spelt("7.5", "7.50")}, "A1|7.50"),
        (COMPARATORS, "M|A1|Q|L|7.00", {"value": Spelt("7", "7.00")}, "A1|7.00"),
        (COMPARATORS, "M|A1|Q|L|1,200", {"value": Spelt("1200", "1200")}, "A1|1200"),
        (COMPARATORS, "M|A1|Q|L| none ", plain(value="none"), "A1|none"),
    ],
)
def test_what_a_row_means_and_how_it_is_written(layout: Layout, row: str, record: Record, cells: str) -> None:
    assert layout.read(row.split("|")) == record
    assert "|".join(layout.write(("A1",), record)) == cells


def rows(*names: str) -> str:
    return "\n".join((",".join(ACTUALS.columns), *(f"{name},7,0,,,,," for name in names), ""))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("AC", "ABC", "ACD", "ABCD"),
        ("CA", "CA", "CA", "CA"),
        ("CA", "CAB", "CA", "BCA"),
        ("CA", "CAD", "CAE", "CADE"),
        ("EBD", "EBDA", "EBDC", "ACEBD"),
        ("ABC", "AC", "BC", "C"),
        ("", "BA", "", "AB"),
        ("CAB", "CA", "CAB", "CA"),
    ],
)
def test_where_new_rows_go(base: str, ours: str, theirs: str, merged: str) -> None:
    """In the order of their ids; where people keep one of their own, before the first that is greater."""
    for mine, other in ((ours, theirs), (theirs, ours)):
        found = merge(ACTUALS, rows(*base), rows(*mine), rows(*other), SIDES)
        assert found.text == rows(*merged)
        assert found.clashes == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A1,7,0\n", "theirs:2: the row has 3 cells where the header has 8: correct it; it was not merged"),
        (
            "A1,7,0,,,,,\nA1,8,0,,,,,\n",
            "theirs:3: A1 stands in line 2 already: take one out; it was not merged",
        ),
    ],
)
def test_a_row_that_cannot_be_merged(text: str, words: str) -> None:
    head = ",".join(ACTUALS.columns) + "\n"
    with pytest.raises(BrokenFileError) as caught:
        merge(ACTUALS, head, head, head + text, SIDES)
    assert str(caught.value) == words


@pytest.mark.parametrize("cell", ["7,5", "< 7,5", "±1,234", "-1,2", "1.234,5", "1,234 "])
def test_a_comma_that_may_be_a_decimal_one_is_not_merged(cell: str) -> None:
    head = "indicator;year;target;places;applies_to\n"
    with pytest.raises(BrokenFileError, match="which may be meant as a decimal point"):
        merge(TARGETS, "", "", f"{head}A1;FY2009/10;{cell};;\n", SIDES)
    found = merge(TARGETS, "", "", f"{head}A1;FY2009/10;a, b;;\n", SIDES)
    assert found.text.endswith('A1,FY2009/10,"a, b",,\n')


def test_both_sides_of_a_clash_stand_between_marks_as_they_are_written() -> None:
    found = merge(
        ACTUALS, rows("A"), rows("A").replace("7,0", "8,0"), rows("A").replace("7,0", "9.50,1"), SIDES
    )
    assert found.text == (rows() + "<<<<<<< ours\nA,8,0,,,,,\n=======\nA,9.50,2,,,,,\n>>>>>>> theirs\n")
    gone = merge(ACTUALS, rows("A"), rows(), rows("A").replace("7,0", "9,0"), SIDES)
    assert gone.text == rows() + "<<<<<<< ours\n=======\nA,9,0,,,,,\n>>>>>>> theirs\n"
    assert gone.clashes[0].fields == ()
