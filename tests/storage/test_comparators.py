"""What other areas have: the quarter shown alone is kept, and a bad row has its line."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csptui.domain.dataset import Partnership
from csptui.domain.groups import Group
from csptui.domain.indicator import Indicator
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage import comparators
from csptui.storage.files import content_of
from csptui.storage.findings import BrokenFileError

if TYPE_CHECKING:
    from csptui.storage.comparators import Comparators

SHOWN = Quarter(FinancialYear(2009), 4)
PARTNERSHIP = Partnership("p", area="Here", groups=(Group("MSG", "Most similar", ("Luton", "Slough UA")),))
INDICATORS = {"A1": Indicator("A1", "A 1", "n")}
HEADER = "group,indicator,quarter,area,value\n"


def read(rows: str, header: str = HEADER) -> Comparators:
    content = content_of((header + rows).encode(), "comparators.csv")
    return comparators.read(content, SHOWN, INDICATORS, PARTNERSHIP)


def test_the_values_of_the_quarter_shown_are_kept_by_area() -> None:
    found = read(
        'MSG,A1,2009/10 Q4,Luton,7.10\nMSG,A1,2009-10-Q4,Slough UA,"1,000"\nMSG,A1,2008/09 Q4,Luton,9\n'
    )
    assert found.problems == ()
    assert found.values == {("MSG", "A1"): {"Luton": Decimal("7.10"), "Slough UA": Decimal(1000)}}


def test_the_area_itself_may_stand_among_the_others() -> None:
    assert read("MSG,A1,2009/10 Q4,Here,7.10\n").problems == ()


def test_an_empty_value_is_none() -> None:
    found = read("MSG,A1,2009/10 Q4,Luton,\n")
    assert found.problems == ()
    assert not found.values.get(("MSG", "A1"))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("MSF,A1,2009/10 Q4,Luton,1", '"MSF" is not a group of partnership.toml'),
        ("MSG,Z9,2009/10 Q4,Luton,1", '"Z9" is not an indicator'),
        ("MSG,A1,2009/10 Q4,Lutton,1", '"Lutton" is not a member of MSG'),
        ("MSG,A1,2009/10 Q4,Luton,x", 'the value "x" is not plain digits'),
        ("MSG,A1,2009/10 Q4,Luton,1234567890123", "at most 12 digits"),
        ("MSG,A1,2009/10 Q5,Luton,1", '"2009/10 Q5" is no quarter'),
        ("MSG,A1,2009/10 Q4,Luton", "the row has 4 cells"),
    ],
)
def test_a_bad_row_is_a_problem_with_file_and_line(row: str, said: str) -> None:
    found = read(f"MSG,A1,2009/10 Q4,Slough UA,2\n{row}\n")
    (problem,) = found.problems
    assert str(problem.where) == "comparators.csv:3"
    assert said in problem.message
    assert found.values == {("MSG", "A1"): {"Slough UA": Decimal(2)}}


def test_the_first_of_two_values_stands() -> None:
    found = read("MSG,A1,2009/10 Q4,Luton,1\nMSG,A1,2009/10 Q4,Luton,2\n")
    (problem,) = found.problems
    assert str(problem.where) == "comparators.csv:3"
    assert found.values[("MSG", "A1")] == {"Luton": Decimal(1)}


def test_a_comma_under_semicolons_is_refused() -> None:
    found = read("MSG;A1;2009/10 Q4;Luton;7,1\n", HEADER.replace(",", ";"))
    (problem,) = found.problems
    assert "may be meant as a decimal point" in problem.message


QUARTERS = st.sampled_from(
    ["2009/10 Q4", "2009-10-Q4", "09/10 q4", "2008/09 Q4", " 2009/10 Q4", "Q9", "", "x" * 70]
)
CELLS = st.sampled_from(
    ["MSG", "A1", "Luton", "Slough UA", "7.1", "", " 7", "x", "Here", '"7"', '"1,5"', "7;1"]
)
LINES = st.tuples(CELLS, CELLS, QUARTERS, CELLS, CELLS).map(",".join)
GOOD = st.tuples(st.sampled_from(["Luton", "Slough UA"]), QUARTERS).map(
    lambda one: f"MSG,A1,{one[1]},{one[0]},7"
)
ODD = st.sampled_from(
    ["", ",,,,", ",,,,,", "MSG", "MSG,A1,2009/10 Q4,Luton,1,", 'MSG,"A1', "\r", "sep=,", HEADER.strip()]
)
ENDS = st.sampled_from(["\n", "\r\n", ""])


@settings(max_examples=300, deadline=None)
@given(st.lists(GOOD | GOOD | LINES | ODD, max_size=8), ENDS, st.sampled_from(["\n", "\r\n"]))
def test_a_file_read_by_one_quarters_lines_says_the_same_as_one_read_whole(
    lines: list[str], end: str, newline: str
) -> None:
    """Values, problems and their lines, whatever stands in it; a quoted header is never read in part."""
    head = HEADER.strip()
    outcomes: list[object] = []
    for first in (head, f'"{head.partition(",")[0]}",{head.partition(",")[2]}'):
        text = newline.join([first, *lines]) + end
        content = content_of(text.encode(), "comparators.csv")
        try:
            found = comparators.read(content, SHOWN, INDICATORS, PARTNERSHIP)
        except BrokenFileError as error:
            outcomes.append(str(error))
            continue
        outcomes.append((found.values, found.problems))
    assert outcomes[0] == outcomes[1]
