"""A quarter's own comparators.csv: values of areas with their fractions, each problem with its line."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from csptui.domain.dataset import Partnership
from csptui.domain.figure import Fraction
from csptui.domain.groups import AreaValue, Group, Term
from csptui.domain.indicator import FractionUse, Indicator, Unit
from csptui.domain.problem import Severity
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage import area_values
from csptui.storage.files import content_of
from csptui.storage.findings import BrokenFileError
from csptui.storage.folder import all_problems, load, open_folder
from csptui.storage.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.storage.area_values import Areas

pytest_plugins = ["small_folder"]

SHOWN = Quarter(FinancialYear(2009), 4)
GROUPS = (
    Group("MSG", "Most similar", ("Luton", "Slough UA"), terms=(Term("Slough UA", SHOWN.next()),)),
    Group("E", "England", ("England",)),
)
PARTNERSHIP = Partnership("p", area="Here", groups=GROUPS)
INDICATORS = {
    "A1": Indicator("A1", "A 1", "n", Unit.PER_1000, places=1),
    "B2": Indicator("B2", "B 2", "n", Unit.COUNT),
    "D4": Indicator("D4", "D 4", "n", Unit.POINTS, fraction=FractionUse.SUPPORTING),
}
HEADER = "indicator,area,value,numerator,denominator\n"
WHERE = "quarters/2009-10-Q4/comparators.csv"


def read(rows: str, header: str = HEADER) -> Areas:
    content = content_of((header + rows).encode(), WHERE)
    return area_values.read(content, SHOWN, INDICATORS, PARTNERSHIP)


def test_values_stand_by_indicator_and_area() -> None:
    found = read('A1,Luton,7.10,,\nB2,Luton,"1,234",,\nA1,England,-0.5,,\n')
    assert found.problems == ()
    assert found.values == {
        "A1": {"Luton": AreaValue(Decimal("7.10")), "England": AreaValue(Decimal("-0.5"))},
        "B2": {"Luton": AreaValue(Decimal(1234))},
    }


def test_a_fraction_makes_the_value_where_none_is_stated() -> None:
    found = read("A1,Luton,,31,2480\nA1,England,12.5,31,2480\n")
    assert found.problems == ()
    assert found.values["A1"] == {
        "Luton": AreaValue(Decimal("12.5"), Fraction(31, 2480)),
        "England": AreaValue(Decimal("12.5"), Fraction(31, 2480)),
    }


def test_an_empty_value_is_missing_and_never_0() -> None:
    found = read("A1,Luton,,,\nA1,England,0,,\n")
    assert found.problems == ()
    assert found.values == {"A1": {"England": AreaValue(Decimal(0))}}
    assert ("A1", "Luton") in found.given


def test_the_areas_own_row_does_no_harm_and_is_no_members() -> None:
    found = read("A1,Here,7.10,,\nA1,Luton,7,,\n")
    assert found.problems == ()
    assert set(found.values["A1"]) == {"Luton"}


def test_a_member_of_another_time_may_have_a_value() -> None:
    assert read("A1,Slough UA,7.10,,\n").problems == ()


def test_a_fraction_that_does_not_make_the_value_is_a_warning_and_the_value_is_used() -> None:
    found = read("A1,Luton,12.6,31,2480\n")
    (problem,) = found.problems
    assert problem.severity is Severity.WARNING
    assert (str(problem.where), problem.indicator) == (f"{WHERE}:2", "A1")
    assert problem.message.startswith("Luton: 31/2,480 makes 12.50, not the 12.6 that is stated")
    assert found.values["A1"]["Luton"].value == Decimal("12.6")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Z9,Luton,1,,", '"Z9" is not an indicator'),
        ("a1,Luton,1,,", 'write it as "A1"'),
        (",Luton,1,,", "the row has no indicator"),
        ("A1,Lutton,1,,", '"Lutton" is not a member of any group'),
        ("A1,,1,,", "the row has no area"),
        ("A1,Luton,x,,", 'Luton: the value "x" is not plain digits'),
        ("A1,Luton,[x],,", "leave the cell empty where none is held"),
        ("A1,Luton,7%,,", "is not plain digits"),
        ("A1,Luton,1e5,,", "is not plain digits"),
        ("A1,Luton,1234567890123,,", "at most 12 digits"),
        ("A1,Luton,,31,", "the denominator"),
        ("A1,Luton,,,31", "the numerator"),
        ("A1,Luton,,31,0", "cannot be 0"),
        ("A1,Luton,,-1,30", "a whole number of cases is needed"),
        ("B2,Luton,,31,40", "does not belong to B2, a count"),
        ("B2,Luton,1.5,,", "1.5"),
        ("D4,Luton,,31,40", "does not make the value of D4 by its fraction"),
        ("A1,Luton,1", "the row has 3 cells where the header has 5"),
        ("A1,England,9,,", "England stands in line 2 already for A1"),
    ],
)
def test_a_bad_row_is_a_problem_with_file_and_line_and_takes_no_other_down(row: str, said: str) -> None:
    found = read(f"A1,England,2,,\n{row}\n")
    (problem,) = found.problems
    assert str(problem.where) == f"{WHERE}:3"
    assert problem.severity is Severity.ERROR
    assert said in problem.message
    assert found.values == {"A1": {"England": AreaValue(Decimal(2))}}


def test_a_comma_under_semicolons_may_be_a_decimal_and_is_refused() -> None:
    found = read("A1;Luton;7,1;;\n", HEADER.replace(",", ";"))
    assert "may be meant as a decimal point" in found.problems[0].message
    assert found.values == {}


@pytest.mark.parametrize("header", ["indicator,area,value\n", "group,indicator,quarter,area,value\n", "\n"])
def test_another_header_is_refused_with_what_it_must_be(header: str) -> None:
    with pytest.raises(BrokenFileError, match="indicator,area,value,numerator,denominator"):
        read("", header)


OWN = "quarters/2009-10-Q4/comparators.csv"


class TestFolder:
    """The file in a data folder: `folder` has Luton 7.10 and Thanet 8.20 in the partnership's file."""

    def test_it_is_optional(self, folder: Path) -> None:
        dataset, problems = load(folder)
        assert problems == ()
        assert dataset.areas == {}

    def test_an_area_in_both_is_told_and_the_quarters_own_is_used(self, folder: Path) -> None:
        (folder / OWN).write_text(f"{HEADER}A1,Luton,6.00,,\n", "utf-8")
        dataset, problems = load(folder)
        (problem,) = problems
        assert str(problem.where) == "comparators.csv:2"
        assert problem.message == f"Luton stands for A1 in {OWN} too, which is the one used: take one out"
        indicator = dataset.indicator("A1")
        assert indicator is not None
        (group,) = dataset.partnership.groups
        values = dataset.area_values(indicator).of(group, SHOWN)
        assert {area: one.value for area, one in values.items()} == {
            "Luton": Decimal("6.00"),
            "Thanet": Decimal("8.20"),
        }

    def test_an_empty_value_in_it_is_missing_even_where_the_other_file_has_one(self, folder: Path) -> None:
        """What was taken back in one file does not come back from the other."""
        (folder / OWN).write_text(f"{HEADER}A1,Luton,,,\n", "utf-8")
        dataset, problems = load(folder)
        assert len(problems) == 1
        assert set(dataset.comparators["MSG", "A1"]) == {"Thanet"}
        assert dataset.areas == {}

    def test_beside_it_the_partnerships_file_is_not_missed(self, folder: Path) -> None:
        (folder / "comparators.csv").unlink()
        assert "is missing, so no group of areas is compared" in load(folder)[1][0].message
        (folder / OWN).write_text(f"{HEADER}A1,Luton,6,,\n", "utf-8")
        assert load(folder)[1] == ()

    def test_where_quarters_have_theirs_none_is_missed_in_one_without(self, folder: Path) -> None:
        """A quarter that has just begun has no values of others yet, which is no problem of the files."""
        (folder / "comparators.csv").unlink()
        other = folder / "quarters/2008-09-Q4"
        other.mkdir()
        (other / "actuals.csv").write_text(
            "indicator,value,places,numerator,denominator,as_at,status,expected\n", "utf-8"
        )
        (other / "comparators.csv").write_text(HEADER, "utf-8")
        assert load(folder)[1] == ()

    def test_only_the_quarter_shown_is_read_and_check_reads_all(self, folder: Path) -> None:
        other = folder / "quarters/2008-09-Q4"
        other.mkdir()
        (other / "actuals.csv").write_text(
            "indicator,value,places,numerator,denominator,as_at,status,expected\n", "utf-8"
        )
        (other / "comparators.csv").write_text(f"{HEADER}A1,Nowhere,6,,\n", "utf-8")
        loaded = open_folder(folder)
        assert loaded.problems == ()
        (problem,) = all_problems(folder, loaded.problems)
        assert str(problem.where) == "quarters/2008-09-Q4/comparators.csv:2"

    def test_one_that_cannot_be_used_is_told_and_the_rest_opens(self, folder: Path) -> None:
        (folder / OWN).write_bytes(b"\0")
        loaded = open_folder(folder)
        assert [str(one.where) for one in loaded.problems] == [f"{OWN}:1"]
        assert set(loaded.dataset.comparators["MSG", "A1"]) == {"Luton", "Thanet"}

    def test_a_change_of_it_is_noticed(self, folder: Path) -> None:
        loaded, watch = open_folder(folder), Watch(folder, SHOWN)
        assert not watch.has_changed(loaded)
        (folder / OWN).write_text(f"{HEADER}A1,Luton,6,,\n", "utf-8")
        assert watch.has_changed(loaded)
