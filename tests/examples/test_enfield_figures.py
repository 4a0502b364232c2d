"""The packaged example of Enfield holds what the published tables hold, number by number."""

from __future__ import annotations

from fractions import Fraction as Exact
from typing import TYPE_CHECKING

import pytest
from enfield_example import ENFIELD, dataset, indicator, point, row, series

from csptui.domain.figure import Absence, Fraction
from csptui.storage.folder import all_problems, available_quarters, load

if TYPE_CHECKING:
    from decimal import Decimal

    from csptui.domain.dataset import Dataset
    from csptui.domain.series import Point

# Taken from the monthly tables by hand: the offences of the three months of a quarter.
BY_HAND = [
    ("CR4", "2010/11 Q1", (152, 190, 180)),
    ("CR4", "2019/20 Q4", (273, 265, 204)),
    ("CR8", "2012/13 Q3", (75, 62, 46, 12, 7, 13)),
    ("CR11", "2019/20 Q4", (73, 56, 56)),
    ("CR11", "2020/21 Q1", (12, 30, 32)),
    ("CR13", "2021/22 Q4", (240, 225, 223)),
    ("CR13", "2023/24 Q3", (272, 244, 254)),
    ("CR14", "2023/24 Q3", (594, 495, 499)),
    ("CR16", "2017/18 Q1", (1, 2, 0)),
    ("CR17", "2023/24 Q3", (33, 32, 25, 49, 43, 41)),
    ("CR20", "2023/24 Q3", (13, 11, 13)),
    ("CR21", "2023/24 Q3", (122, 109, 98)),
    ("CR25", "2020/21 Q1", (180, 231, 162)),
    ("CR3", "2010/11 Q4", (79, 56, 75)),
    ("CR1", "2011/12 Q1", (1846, 2012, 2083)),
    ("CR1", "2023/24 Q3", (2652, 2492, 2510)),
]
BARNET = (2343, 5614)
"""Violence with and without injury there from April 2022 to March 2023."""
QUARTERLY = [
    one.id for one in dataset().indicators if one.basis.value == "quarter" and one.unit.value == "count"
]


def four_before(ref: str, at: Point) -> list[Decimal | None]:
    """Give the values of a quarter and the three before it."""
    points = series(ref).points
    end = [one.quarter for one in points].index(at.quarter) + 1
    return [one.value for one in points[max(0, end - 4) : end]]


class TestWhole:
    def test_it_opens_without_a_problem_in_any_quarter(self) -> None:
        """No file of any quarter, and nothing in the definitions, is wrong."""
        _, found = load(ENFIELD)
        assert all_problems(ENFIELD, found) == ()

    def test_it_has_58_quarters_and_the_crime_of_56(self) -> None:
        """2008/09 and 2009/10 hold alcohol alone; crime runs from 2010/11 Q1 without a gap."""
        held = available_quarters(ENFIELD)
        assert [str(one) for one in held[:3]] == ["2008/09 Q4", "2009/10 Q4", "2010/11 Q1"]
        assert len(held) == 58
        crime = [one for one in series("CR1").points if not one.reading.figure.is_empty]
        assert len(crime) == 56
        assert str(crime[-1].quarter) == "2023/24 Q4"

    def test_no_indicator_is_without_figures(self) -> None:
        """Each indicator has a whole figure in some quarter."""
        assert [one.id for one in dataset().indicators if not series(one.id).held] == []

    def test_no_area_is_held_that_no_group_has(self) -> None:
        """Every area of a quarter's comparators.csv is a member of a group of that indicator."""
        groups = {one.id: set(one.members) for one in dataset().partnership.groups}
        for path in ENFIELD.glob("quarters/*/comparators.csv"):
            for line in path.read_text("utf-8").splitlines()[1:]:
                name, area = line.split(",")[:2]
                own = indicator(name).groups
                assert own is not None
                assert any(area in groups[group] for group in own), (path, line)


class TestFigures:
    @pytest.mark.parametrize(("ref", "text", "months"), BY_HAND)
    def test_a_quarter_is_the_sum_of_its_months(self, ref: str, text: str, months: tuple[int, ...]) -> None:
        """What is held is what the monthly tables add up to."""
        assert point(ref, text).value == sum(months)

    def test_the_last_quarter_holds_january_alone(self) -> None:
        """208 is the violence with injury of January 2024, and the figure says that it is one month."""
        figure = row("CR13").reading.figure
        assert figure.value == 208
        assert str(figure.as_at) == "1 month to Jan 2024"

    def test_the_shares_are_fractions_of_counts_that_are_held(self) -> None:
        """A share's fraction is one count out of itself and another, in every quarter."""
        for share, first, second in (
            ("CR7", "CR4", "CR6"),
            ("CR15", "CR13", "CR14"),
            ("CR23", "CR22", "CR21"),
        ):
            for one in series(share).points:
                figure = one.reading.figure
                if figure.is_empty:
                    continue
                above, other = (point(ref, str(one.quarter)).reading.figure.value for ref in (first, second))
                assert above is not None
                assert other is not None
                assert figure.fraction == Fraction(int(above), int(above + other))

    def test_the_share_of_a_year_is_of_its_four_quarters(self) -> None:
        """Its own and the other boroughs'; it is given in Q4 alone, and not where the year is not whole."""
        held = {str(one.quarter): one for one in series("CR26").held}
        assert list(held) == [f"{year}/{year % 100 + 1:02} Q4" for year in range(2010, 2023)]
        for text, one in held.items():
            parts = [point("CR15", f"{text[:-1]}{number}").reading.figure.fraction for number in range(1, 5)]
            whole = [part for part in parts if part is not None]
            sums = sum(part.numerator for part in whole), sum(part.denominator for part in whole)
            assert one.reading.figure.fraction == Fraction(*sums)
        # Barnet in 2022/23, by hand from the monthly tables.
        assert dataset("2022/23 Q4").areas["CR26"]["Barnet"].fraction == Fraction(BARNET[0], sum(BARNET))
        assert len(dataset("2022/23 Q4").areas["CR26"]) == 31
        assert point("CR26", "2023/24 Q4").reading.figure.absence is Absence.NOT_AVAILABLE

    def test_the_share_of_a_year_is_owed_at_its_end_alone(self) -> None:
        """Nobody is asked for it in the three quarters before."""
        assert [row("CR26", f"2022/23 Q{number}").is_owed for number in range(1, 5)] == [False] * 4
        assert row("CR26", "2022/23 Q2").actual_told == "not due until Q4"
        told = "no annual figure is due in 2022/23 Q3"
        assert row("CR26", "2022/23 Q4").trend.reason == told
        assert dataset("2022/23 Q2").scorecard().tally().owed == 0

    def test_rolling_sums_are_the_sums_of_four_quarters(self) -> None:
        """Each sum held is that of its four quarters; where none is held, one of the four is not whole."""
        for rolling, counted in (("CR2", "CR1"), ("CR5", "CR4")):
            held = 0
            for one in series(rolling).points:
                four = four_before(counted, one)
                if one.value is None:
                    continue
                held += 1
                assert one.value == sum(value for value in four if value is not None)
                assert None not in four
                assert len(four) == 4
            # 56 quarters less the first three, the last, and for CR 5 the three after the break in series.
            assert held == {"CR2": 52, "CR5": 49}[rolling]

    def test_a_sum_that_cannot_be_made_says_so(self) -> None:
        """The twelve months to March 2024, and those across the break in series, are not available."""
        for ref, text in (
            ("CR2", "2023/24 Q4"),
            ("CR5", "2023/24 Q4"),
            ("CR5", "2017/18 Q1"),
            ("CR5", "2017/18 Q3"),
        ):
            assert point(ref, text).reading.figure.absence is Absence.NOT_AVAILABLE
        assert point("CR5", "2017/18 Q4").value == 421 + 460 + 685 + 645
        assert point("CR5", "2016/17 Q4").value == 429 + 442 + 490 + 492

    def test_no_figure_is_below_nought_and_no_count_has_decimals(self) -> None:
        """Counts are whole numbers of 0 or more."""
        for ref in QUARTERLY:
            for one in series(ref).points:
                value = one.reading.figure.value
                assert value is None or (value >= 0 and value == int(value))

    def test_the_annual_figures_stand_in_the_fourth_quarter(self) -> None:
        """Alcohol admissions 2008/09 to 2017/18, first-time entrants 2016 to 2023, as printed."""
        admissions = [int(one.value) for one in series("AL1").held if one.value is not None]
        assert admissions == [575, 601, 670, 587, 546, 572, 585, 547, 575, 562]
        entrants = {str(one.reading.figure.as_at): one.value for one in series("YJ1").held}
        assert list(entrants.values()) == [490, 468, 289, 268, 262, 238, 239, 150]
        assert list(entrants)[::7] == ["2016", "2023"]
        assert {one.quarter.number for ref in ("AL1", "YJ1", "YJ2") for one in series(ref).held} == {4}

    def test_printed_digits_are_kept(self) -> None:
        """36.6 is published as 36.60 and 38.370000000000005 as 38.37: two places, no more."""
        held = {str(one.reading.figure.as_at): str(one.value) for one in series("YJ2").held}
        assert held["2016 cohort"] == "52.42"
        assert held["2018 cohort"] == "36.60"
        assert held["2021 cohort"] == "28.00"
        assert held["2024 cohort"] == "35.79"

    def test_a_rate_that_is_not_published_is_not_available(self) -> None:
        """Of Enfield's youngest in the cohort of 2024 there is a mark and no number."""
        assert row("YJ3").reading.figure.absence is Absence.NOT_AVAILABLE


class TestTargets:
    def test_a_target_is_last_years_average_quarter(self) -> None:
        """814 + 757 + 640 + 712 over four, rounded down to whole offences."""
        total = sum(int(point("CR13", f"2022/23 Q{number}").value or 0) for number in (1, 2, 3, 4))
        assert total == 2915
        edge = row("CR13").target.edge
        assert edge is not None
        assert edge.limit == int(Exact(total, 4)) == 728

    def test_a_rolling_target_is_last_years_sum(self) -> None:
        """The sum of 2022/23 is the target of 2023/24."""
        edge = row("CR2").target.edge
        assert edge is not None
        assert edge.limit == point("CR2", "2022/23 Q4").value == 7789 + 7473 + 7494 + 7681

    def test_the_year_of_a_break_has_no_target(self) -> None:
        """Last year's average is counted by another rule than this year's figures."""
        for ref in ("CR4", "CR5", "CR6"):
            assert row(ref, "2017/18 Q2").target.edge is None
            assert row(ref, "2018/19 Q2").target.edge is not None

    def test_what_may_be_police_work_has_no_better_way(self) -> None:
        """Drugs, weapons, sexual offences and aggravated fear have neither polarity nor target."""
        for ref in ("CR17", "CR18", "CR22", "CR24", "CR25"):
            assert indicator(ref).polarity.value == "none"
            assert row(ref, "2023/24 Q3").target.edge is None


class TestProvenance:
    def test_every_indicator_says_where_its_figures_come_from(self) -> None:
        """Each has a source and a definition."""
        assert [one.id for one in dataset().indicators if not one.source or not one.definition] == []

    def test_the_report_says_that_it_is_an_example(self) -> None:
        """The name and the first note say so, and the notes name the licence and the sources."""
        found: Dataset = dataset()
        notes = " ".join(found.partnership.notes)
        assert "example" in found.partnership.name
        assert "no partnership's own report" in found.partnership.notes[0]
        for word in ("Metropolitan Police Service", "Public Health England", "Open Government Licence v3.0"):
            assert word in notes

    def test_it_is_small(self) -> None:
        """All files together are below a megabyte."""
        assert sum(path.stat().st_size for path in ENFIELD.rglob("*") if path.is_file()) < 1_000_000
