"""The rules on real quarters: parts of a period, trends, breaks in series and groups (RULES 4 to 6)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction as Exact
from typing import TYPE_CHECKING

import pytest
from enfield_example import dataset, point, quarter, row, series

from csptui.domain.rag import Colour
from csptui.domain.trend import TrendKind, TrendRule

if TYPE_CHECKING:
    from csptui.domain.trend import Trend

CRIME = [one.id for one in dataset().indicators if one.id.startswith("CR") and one.runs_in(dataset().shown)]
BETTER, WORSE, STATIC, NONE = TrendKind.IMPROVING, TrendKind.WORSENING, TrendKind.STATIC, TrendKind.NONE


def trend_by(rule: TrendRule, ref: str, text: str) -> Trend:
    """Give an indicator's trend in a quarter by one of the two rules."""
    held = dataset(text)
    other = replace(held, partnership=replace(held.partnership, trend_rule=rule))
    return next(one.trend for one in other.scorecard().rows if one.id == ref)


class TestPartOfAPeriod:
    """January 2024 must nowhere pass for January to March."""

    @pytest.mark.parametrize("ref", CRIME)
    def test_it_is_not_rated(self, ref: str) -> None:
        """One month is far below every target for three: that is no green."""
        assert row(ref).rating.colour is Colour.NONE

    @pytest.mark.parametrize("ref", CRIME)
    def test_it_has_no_trend_and_no_change(self, ref: str) -> None:
        """Neither rule finds a move to it, and it is no change on last year's quarter."""
        for rule in TrendRule:
            assert trend_by(rule, ref, "2023/24 Q4").kind is NONE
        assert row(ref).change is None

    @pytest.mark.parametrize("ref", CRIME)
    def test_it_is_no_point_of_the_series(self, ref: str) -> None:
        """What sums, draws or tests a history takes its points from `runs` and `apart`."""
        last = series(ref).points[-1]
        assert str(last.quarter) == "2023/24 Q4"
        assert last.value is None
        assert last.missing
        assert all(last not in run for run in (*series(ref).runs(), *series(ref).apart()))

    def test_the_reason_names_the_month(self) -> None:
        """Why there is no whole figure ends a sentence."""
        assert point("CR1", "2023/24 Q4").missing == "it covers 1 month (January 2024) of 3"
        assert point("CR3", "2012/13 Q4").missing == "it covers 2 months (January to February 2013) of 3"

    def test_it_is_no_exception(self) -> None:
        """No crime figure of the last quarter is listed, whatever its colour would have been."""
        assert [one.id for one in dataset().scorecard().rows if one.exception and one.id in CRIME] == []

    def test_whole_figures_of_the_same_quarter_are_rated(self) -> None:
        """First-time entrants of 2023 are a whole year: 150 against a target of 239."""
        assert row("YJ1").rating.colour is Colour.GREEN


class TestTrend:
    # The figures that lead up to each, oldest first, are in the name of the case.
    @pytest.mark.parametrize(
        ("ref", "text", "three_quarters", "previous_quarter", "sustained"),
        [
            pytest.param("CR20", "2023/24 Q3", WORSE, WORSE, True, id="13 21 33 37"),
            pytest.param("CR20", "2023/24 Q2", STATIC, WORSE, False, id="21 13 21 33"),
            pytest.param("CR10", "2020/21 Q1", BETTER, BETTER, True, id="446 403 311 251"),
            pytest.param("CR8", "2012/13 Q4", BETTER, BETTER, True, id="394 264 215 210"),
            pytest.param("CR13", "2014/15 Q2", STATIC, STATIC, False, id="432 493 609 609"),
            pytest.param("CR13", "2014/15 Q3", STATIC, WORSE, False, id="493 609 609 622"),
            pytest.param("CR8", "2017/18 Q3", STATIC, STATIC, False, id="221 287 247 247"),
            pytest.param("CR4", "2023/24 Q3", STATIC, WORSE, False, id="416 344 347 491"),
            pytest.param("CR16", "2012/13 Q1", STATIC, STATIC, False, id="2 0 0 0"),
            pytest.param("CR17", "2023/24 Q3", NONE, NONE, False, id="no way is better"),
            pytest.param("CR1", "2010/11 Q1", NONE, NONE, False, id="the first quarter"),
            pytest.param("CR1", "2010/11 Q3", NONE, WORSE, False, id="5759 5407 5516"),
        ],
    )
    def test_both_rules_on_figures_taken_by_hand(
        self,
        ref: str,
        text: str,
        three_quarters: TrendKind,
        previous_quarter: TrendKind,
        sustained: bool,  # noqa: FBT001 - a column of the table above
    ) -> None:
        """Three moves that agree are a trend; the last move alone is one by the other rule."""
        three, one = (
            trend_by(rule, ref, text) for rule in (TrendRule.THREE_QUARTERS, TrendRule.PREVIOUS_QUARTER)
        )
        assert (three.kind, one.kind) == (three_quarters, previous_quarter)
        assert (three.sustained, one.sustained) == (sustained, sustained)

    def test_every_trend_agrees_with_the_moves_of_its_series(self) -> None:
        """Both rules over all quarters of a count, by a loop that knows nothing but the numbers."""
        for ref in ("CR8", "CR13", "CR20"):
            values = [int(one.value) for one in series(ref).held if one.value is not None]
            names = [str(one.quarter) for one in series(ref).held]
            for at in range(3, len(values), 5):
                moves = [
                    (b > a) - (b < a)
                    for a, b in zip(values[at - 3 : at], values[at - 2 : at + 1], strict=True)
                ]
                last = {1: WORSE, -1: BETTER, 0: STATIC}[moves[-1]]
                wanted = last if len(set(moves)) == 1 else STATIC
                assert trend_by(TrendRule.THREE_QUARTERS, ref, names[at]).kind is wanted
                assert trend_by(TrendRule.PREVIOUS_QUARTER, ref, names[at]).kind is last


class TestBreak:
    """Burglary is counted by another rule from April 2017."""

    def test_no_trend_crosses_it(self) -> None:
        """The first quarter has no move, the fourth the first three moves."""
        for rule in TrendRule:
            found = trend_by(rule, "CR4", "2017/18 Q1")
            assert found.kind is NONE
            assert "break in series" in found.reason
        assert trend_by(TrendRule.PREVIOUS_QUARTER, "CR4", "2017/18 Q2").kind is WORSE
        assert trend_by(TrendRule.THREE_QUARTERS, "CR4", "2017/18 Q3").kind is NONE
        assert trend_by(TrendRule.THREE_QUARTERS, "CR4", "2017/18 Q4").kind is STATIC

    def test_no_change_on_the_baseline_crosses_it(self) -> None:
        """The fourth quarter of the year before was counted otherwise, in all four quarters of the year."""
        for number in (1, 2, 3, 4):
            assert row("CR4", f"2017/18 Q{number}").change is None
        assert row("CR4", "2018/19 Q1").change is not None

    def test_no_stretch_crosses_it(self) -> None:
        """The series falls into two stretches, each of quarters that follow on."""
        for ref, first in (("CR4", "2017/18 Q1"), ("CR7", "2017/18 Q1"), ("CR22", "2012/13 Q1")):
            runs = series(ref).runs()
            assert len(runs) == 2
            assert str(runs[1][0].quarter) == first
            assert runs[0][-1].quarter == quarter(first).previous()
            assert sum(len(run) for run in runs) == 55

    def test_the_reason_is_given(self) -> None:
        """The definition says why, from a date; a change that breaks nothing stands apart from it."""
        burglary = dataset().indicator("CR4")
        assert burglary is not None
        assert [str(one.at) for one in burglary.breaks_told] == ["2017/18 Q1"]
        assert "sheds and garages" in burglary.breaks_told[0].words
        assert [str(one.at) for one in burglary.changes] == ["2023/24 Q1"]


class TestGroups:
    def test_a_missing_member_is_not_averaged_in(self) -> None:
        """Of the cohort of 2023 Greenwich's rate is not published: ten of eleven, and their mean."""
        rating = row("YJ2", "2022/23 Q4").rating
        held = ("30.11", "34.17", "27.27", "35.40", "40.00", "22.86", "25.58", "39.29", "21.82", "31.37")
        assert rating.group is not None
        assert rating.group.average == sum(map(Decimal, held)) / 10 == Decimal("30.787")
        assert (rating.group.present, rating.group.members) == (10, 11)
        assert rating.group.missing == ("Greenwich",)
        # 31.37 is 1.9% above the mean. With a nought for Greenwich the mean would be 27.99, and the row red.
        assert rating.colour is Colour.AMBER

    def test_a_mean_of_shares_and_a_pooled_share(self) -> None:
        """The bordering boroughs' shares are averaged; London's cases are added up first."""
        shares = [
            Exact(770, 770 + 1588),
            Exact(580, 580 + 1539),
            Exact(627, 627 + 1401),
            Exact(505, 505 + 1108),
        ]
        group = row("CR15", "2023/24 Q3").rating.group
        assert group is not None
        assert (group.present, group.members) == (4, 4)
        assert float(group.average) == pytest.approx(float(sum(shares) / 4 * 100), abs=1e-12)
        assert f"{group.average:.4f}" == "30.5629"

    def test_a_target_comes_before_a_group(self) -> None:
        """First-time entrants have a target, so no average stands in for it."""
        assert row("YJ1").rating.group is None
