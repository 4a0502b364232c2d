"""Other areas' values of one indicator through the quarters: as the full readers have them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csptui.domain.dataset import Dataset, Partnership
from csptui.domain.groups import AreaValues, Group
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Section, Theme, Unit
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage import area_values, comparators, files
from csptui.storage.area_history import of_indicator
from csptui.storage.findings import BrokenFileError

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.problem import Problem

Q3, Q4 = Quarter(FinancialYear(2009), 3), Quarter(FinancialYear(2009), 4)
A1 = Indicator("A1", "A 1", "A rate", Unit.PER_1000, Polarity.LOWER, places=2, fraction=FractionUse.RATE)
A11 = replace(A1, id="A11", code="A 11")
GROUPS = (Group("MSG", "Most Similar", ("Luton", "A1")), Group("REG", "Region", ("Luton", "Thanet")))
DATASET = Dataset(
    Partnership("P", area="Here", groups=GROUPS),
    (Theme("t", "T", sections=(Section("", (A1, A11)),)),),
    Q4,
    (Q3, Q4),
)
OWN_HEAD, SHARED_HEAD = ",".join(area_values.COLUMNS), ",".join(comparators.COLUMNS)


def mostly(usual: str, *others: str) -> st.SearchStrategy[str]:
    """Give the usual text in two of three cases, so that whole files come out right and wrong."""
    return st.sampled_from([*[usual] * 2 * len(others), *others])


BLANKS = mostly("", " ", "\t", "\x0b", "\xa0")
IDS = st.builds("{}{}{}".format, BLANKS, mostly("A1", "A11", "X9", ""), BLANKS)
AREAS = st.builds("{}{}".format, BLANKS, mostly("Luton", "Thanet", "A1", "Here", "Nowhere", ""))
VALUES = mostly("7.1", "7.10", "8", "", "x", "1,2", "[x]", '"7"')
ENDS = mostly("\n", "\r\n", "\n\n", ",\n", "\r", "", '"\n')
PARTS = mostly(",", "31,3924", "31,", ",,")
OWN_ROWS = st.builds("{},{},{},{}{}".format, IDS, AREAS, VALUES, PARTS, ENDS)
QUARTERS = mostly("2009/10 Q4", " 2009-10-q4", "2009/10 Q3", "2009/10 Q5", "", "A1")
GROUP_IDS = mostly("MSG", "REG", " MSG", "A1", "")
SHARED_ROWS = st.builds("{},{},{},{},{}{}".format, GROUP_IDS, IDS, QUARTERS, AREAS, VALUES, ENDS)
OWN = st.builds("{}\n{}".format, st.just(OWN_HEAD), st.lists(OWN_ROWS, max_size=5).map("".join))
SHARED = st.builds("{}\n{}".format, st.just(SHARED_HEAD), st.lists(SHARED_ROWS, max_size=6).map("".join))
SPOILT = mostly("", "nonsense\n", "<<<<<<< HEAD\n", "\0")
Found = tuple[dict[Quarter, AreaValues], set["Problem"]]


def whole(folder: Path) -> Found:
    """Read every row of every file with the full readers, and keep what is the indicator's."""
    indicators = {one.id: one for one in DATASET.indicators}
    found: dict[Quarter, AreaValues] = {}
    problems: set[Problem] = set()
    for quarter in DATASET.available:
        own, stated = area_values.NO_FILE, {}
        try:
            content = files.read_inside(folder, f"quarters/{quarter.folder}/comparators.csv")
            if content is not None:
                own = area_values.read(content, quarter, indicators, DATASET.partnership)
        except BrokenFileError as error:
            problems.add(error.problem)
        problems |= {one for one in own.problems if one.indicator == "A1"}
        try:
            content = files.read_inside(folder, "comparators.csv")
            if content is not None:
                held = comparators.read(content, quarter, indicators, DATASET.partnership, own.given)
                stated = {group: values for (group, key), values in held.values.items() if key == "A1"}
        except BrokenFileError as error:
            problems.add(error.problem)
        values = AreaValues.made(own.values.get("A1", {}), stated)
        if any(values.of(group, quarter) for group in GROUPS):
            found[quarter] = values
    return found, problems


@pytest.mark.parametrize("spoil", [False, True], ids=["rows", "whole files"])
def test_other_areas_are_read_alone_as_by_the_full_readers(tmp_path: Path, spoil: bool) -> None:  # noqa: FBT001 - a case
    """Whatever stands in the rows, and whichever file is no table."""
    for quarter in (Q3, Q4):
        (tmp_path / "quarters" / quarter.folder).mkdir(parents=True)

    @settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(OWN, OWN, SHARED, st.tuples(SPOILT, SPOILT, SPOILT) if spoil else st.just(("", "", "")))
    def agree(before: str, own: str, shared: str, spoilt: tuple[str, str, str]) -> None:
        for where, text, more in zip(
            (
                f"quarters/{Q3.folder}/comparators.csv",
                f"quarters/{Q4.folder}/comparators.csv",
                "comparators.csv",
            ),
            (before, own, shared),
            spoilt,
            strict=True,
        ):
            (tmp_path / where).write_bytes((more + text).encode())
        values, problems = of_indicator(tmp_path, DATASET, A1)
        wanted, told = whole(tmp_path)
        assert {
            quarter: one for quarter, one in values.items() if any(one.of(group, quarter) for group in GROUPS)
        } == wanted
        assert set(problems) == told
        assert len(problems) == len(told)

    agree()
