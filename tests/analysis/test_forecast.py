"""Where the year may end: by hand, by its properties, and each refusal's sentence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typed_series import in_a_row, quarter, typed_series

from csptui.analysis.forecast import Forecast, Method, forecast_of
from csptui.analysis.forecast_target import Reach
from csptui.analysis.forecast_words import forecast_words
from csptui.analysis.history import table
from csptui.analysis.refused import Refused
from csptui.domain.figure import at_places
from csptui.domain.indicator import FractionUse, Indicator, PeriodBasis, Polarity, Unit
from csptui.domain.rag import DEFAULT_RULE, Colour, rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.series import Series

COUNT = Indicator("C", "C 1", "n", Unit.COUNT, Polarity.LOWER, basis=PeriodBasis.QUARTER)
SHARE = replace(COUNT, id="S", code="S 1", unit=Unit.PERCENT, places=1, fraction=FractionUse.RATE)
PER_1000 = replace(SHARE, id="P", code="P 1", unit=Unit.PER_1000)
ROLLING = replace(COUNT, id="R", code="R 1", basis=PeriodBasis.ROLLING)
ROLLED_SHARE = replace(SHARE, basis=PeriodBasis.ROLLING)

EVERY = "forecast needs every quarter of 2011/12 up to 2011/12 Q2; "
BEFORE = ["100", "104", "100", "104"]
"""A year whose moves are all of 4."""


def asked(series: Series, at: str = "") -> Forecast | Refused:
    """Ask for the year-end as it looks from a quarter, the last one if none is named."""
    return forecast_of(series, quarter(at) if at else series.points[-1].quarter)


def told(series: Series, at: str = "") -> Forecast:
    """Give the forecast, which has to be there."""
    found = asked(series, at)
    assert isinstance(found, Forecast), found
    return found


def values(*found: object) -> tuple[object, ...]:
    """Give amounts to compare with whole numbers."""
    return found


def refused(series: Series, at: str = "") -> str:
    """Give the sentence of a refusal."""
    found = asked(series, at)
    assert isinstance(found, Refused), found
    return found.sentence


def counted(*this_year: str, target: str = "", before: Sequence[str] = BEFORE, **changed: object) -> Series:
    """Give a year of counts by quarter and what is held of the next, 2011/12."""
    indicator = replace(COUNT, **changed)  # type: ignore[arg-type] # one or the other field
    return in_a_row(indicator, "2010/11 Q1", [*before, *this_year], target)


class TestRunRate:
    """Quarters alone."""

    def test_counts_go_on_at_the_rate_of_those_held(self) -> None:
        """108 + 104 in two quarters make 424; six quarters move by 4 each; the reach is 2.66 × 4 × √4."""
        found = told(counted("108", "104"))
        assert values(found.method, found.value, found.so_far, found.quarters) == (
            Method.RUN_RATE,
            424,
            212,
            2,
        )
        assert values(found.moving_range, found.held) == (4, 6)
        assert found.upper == pytest.approx(Decimal(424) + Decimal("2.66") * 4 * 2)
        assert found.lower == pytest.approx(Decimal(424) - Decimal("2.66") * 4 * 2)

    def test_the_range_narrows_as_the_year_goes(self) -> None:
        """Of one quarter √12, of two √4, of three √(4/3) times a quarter's limit, where all moves are 4."""
        widths = [
            told(counted(*["100", "104", "100"][:held])).upper - 4 * Decimal(mean)
            for held, mean in ((1, 100), (2, 102), (3, Decimal(304) / 3))
        ]
        reach = [float(width / (Decimal("2.66") * 4)) for width in widths]
        assert reach == pytest.approx([12**0.5, 2, (4 / 3) ** 0.5])

    def test_fractions_of_rates_are_pooled(self) -> None:
        """10/100 and 30/200 make 40/300; the reach of a mean of four is a fourth of that of their sum."""
        found = told(
            in_a_row(SHARE, "2010/11 Q1", ["10/100", "14/100", "10/100", "14/100", "10/100", "30/200"])
        )
        assert round(found.value, 4) == Decimal("13.3333")
        moves = (Decimal(4) * 4 + Decimal(5)) / 5
        assert found.moving_range == moves
        assert found.upper - found.value == pytest.approx(Decimal("2.66") * moves * 2 / 4)

    def test_the_range_is_of_moves_that_nobody_has_rounded(self) -> None:
        """12.4% and 12.6% print as 12% and 13%, and are 0.2 points apart."""
        whole = replace(SHARE, places=0)
        found = told(in_a_row(whole, "2010/11 Q1", ["124/1000", "126/1000"] * 3))
        assert found.moving_range == Decimal("0.2")

    def test_a_rate_of_a_population_is_of_the_year(self) -> None:
        """24 of 1,000 in two quarters make 48 in four, as cases do, with the reach that counts have."""
        before = ["10/1000", "14/1000"] * 2
        found = told(in_a_row(PER_1000, "2010/11 Q1", [*before, "10/1000", "14/1000"]))
        assert values(found.value, found.so_far, found.moving_range) == (48, 24, 4)
        assert found.upper - found.value == pytest.approx(Decimal("2.66") * 4 * 2)
        assert "48.0, between 26.7 and 69.3; 2 quarters are held, 24.0 together." in forecast_words(found)
        uneven = told(in_a_row(PER_1000, "2010/11 Q1", [*before, "10/1000", "30/2000"]))
        assert round(uneven.so_far, 4) == Decimal("26.6667")

    def test_the_range_does_not_leave_what_can_be(self) -> None:
        """A count ends no lower than it stands, a share within none and all."""
        found = told(counted("1", before=["100", "1", "100", "1"]))
        assert values(found.value, found.lower) == (4, 1)
        share = told(in_a_row(SHARE, "2010/11 Q1", ["1/100", "99/100", "1/100", "99/100", "99/100"]))
        assert values(share.lower, share.upper) == (0, 100)

    def test_a_part_of_a_quarter_is_not_used(self) -> None:
        """One month of the fourth quarter: three whole ones are held, and it is said."""
        found = told(counted("100", "104", "100", "30 (1 month to Jan 2012)"))
        assert values(found.quarters, found.so_far) == (3, 304)
        assert found.unused == "2011/12 Q4 is not used: it covers 1 month (January 2012) of 3"
        assert forecast_words(found).endswith(f"{found.unused}.")

    def test_a_gap_is_not_bridged_nor_a_break_crossed(self) -> None:
        """Only the moves since then count; the earlier values differ wildly and change nothing."""
        gap = told(in_a_row(COUNT, "2009/10 Q1", ["9", "900", "", *BEFORE, "104", "100"], ""))
        assert (gap.moving_range, gap.held) == (Decimal("3.2"), 6)
        series = in_a_row(
            replace(COUNT, breaks=(quarter("2010/11 Q1"),)), "2009/10 Q3", ["9", "900", *BEFORE, "100"]
        )
        assert values(told(series).moving_range, told(series).held) == (4, 5)

    def test_what_comes_later_is_not_known(self) -> None:
        """From the first quarter of the year it looks as it did then."""
        whole = counted("100", "104", "999", "999")
        assert told(whole, "2011/12 Q2") == told(counted("100", "104"))


class TestRolling:
    """Rolling 12 months."""

    def test_the_figure_stays_where_it_is(self) -> None:
        """By last year's quarters R stays; two steps, each of two quarters, lie before the year's end."""
        found = told(in_a_row(ROLLING, "2010/11 Q1", ["420", "425", "423", "428", "422", "427"]))
        assert values(found.method, found.value, found.so_far) == (Method.LAST_YEAR, 427, 427)
        assert found.moving_range == Decimal(5 + 2 + 5 + 6 + 5) / 5
        assert found.upper - 427 == pytest.approx(Decimal("2.66") * Decimal("4.6") * Decimal(4).sqrt())

    @pytest.mark.parametrize("held", [1, 2, 3])
    def test_its_range_holds_as_often_as_that_of_a_run_rate(self, held: int) -> None:
        """Of quarters that are chance alone both miss about one year's end in a hundred."""
        chance, years, missed = Random(7), 400, {"x": 0, "R": 0}  # noqa: S311 - no secret
        for _ in range(years):
            alone = [chance.randint(80, 120) + chance.randint(80, 120) for _ in range(20)]
            rolled = [sum(alone[at - 3 : at + 1]) for at in range(3, 20)]
            end = sum(alone[-4:])
            for what, indicator, first, row in (
                ("x", COUNT, "2007/08 Q1", alone),
                ("R", ROLLING, "2007/08 Q4", rolled),
            ):
                known = row[: len(row) - 4 + held]
                found = told(in_a_row(indicator, first, map(str, known)))
                missed[what] += not found.lower <= end <= found.upper
        assert max(missed.values()) < 0.03 * years

    @given(st.lists(st.integers(0, 200), min_size=12, max_size=12), st.integers(1, 3))
    def test_it_is_what_last_year_s_quarters_give(self, quarters: list[int], number: int) -> None:
        """Summed by hand: those held, and for each still to come the same one a year ago."""
        sums = [sum(quarters[at - 3 : at + 1]) for at in range(3, 8 + number)]
        found = told(in_a_row(ROLLING, "2009/10 Q4", [str(one) for one in sums]))
        assert found.quarters == number
        assert found.value == sum(quarters[8 : 8 + number]) + sum(quarters[4 + number : 8])

    def test_a_figure_of_an_earlier_period_is_no_year_end(self) -> None:
        """As at December in the fourth quarter: the twelve months are not the year's."""
        series = in_a_row(ROLLING, "2010/11 Q1", ["420", "425", "423", "428 (Dec 2010)"])
        assert refused(series) == "forecast needs a whole quarter of 2010/11; none is held"


class TestComplete:
    """The year is over: its actual is no forecast."""

    @given(st.lists(st.integers(0, 9999), min_size=4, max_size=4))
    def test_the_forecast_equals_the_actual(self, quarters: list[int]) -> None:
        """Also where fewer than five quarters are held."""
        found = told(in_a_row(COUNT, "2011/12 Q1", [str(one) for one in quarters], "500"))
        assert (found.method, found.value, found.lower, found.upper) == (Method.ACTUAL, *[sum(quarters)] * 3)
        assert found.needed is None
        assert forecast_words(found) == (
            f"2011/12 is complete: its year-end is {sum(quarters):,}, and no forecast is made."
        )

    def test_a_rate_of_four_quarters_is_that_of_their_fractions(self) -> None:
        found = told(in_a_row(SHARE, "2011/12 Q1", ["1/10", "1/10", "1/10", "30/70"]))
        assert values(found.method, found.value) == (Method.ACTUAL, 33)

    def test_a_rate_of_a_population_is_what_rolling_12_months_give(self) -> None:
        """The cases of four quarters over the mean of their denominators."""
        series = in_a_row(PER_1000, "2011/12 Q1", ["10/1000", "10/1100", "20/900", "30/1100"])
        year = table(series).rows[-1].rolling.value
        assert told(series).method is Method.ACTUAL
        assert at_places(told(series).value, 1) == year == Decimal("68.3")

    def test_rolling_12_months_at_the_year_s_end_are_the_year(self) -> None:
        found = told(typed_series(ROLLING, {"2011/12 Q4": "422"}))
        assert values(found.method, found.value) == (Method.ACTUAL, 422)
        assert forecast_words(found).startswith("2011/12 is complete: its year-end is 422, and no forecast")

    def test_it_is_held_against_the_target_in_full_as_the_rating_is(self) -> None:
        """704/10000 prints as 7.0% and is over a target of 7.0%: amber, and not met at that."""
        series = in_a_row(
            ROLLED_SHARE, "2010/11 Q1", [f"{cases}/10000" for cases in (710, 708, 706, 705, 704, 704)], "7.0"
        )
        last = series.points[-1]
        assert rate(last.reading.figure, ROLLED_SHARE, last.target, DEFAULT_RULE).colour is Colour.AMBER
        found = told(series)
        assert found.value == Decimal("7.04")
        assert found.needed is not None
        assert not found.needed.meets
        assert "last year: 7.04%, between" in forecast_words(found)
        assert "would be missed at that: it has to fall by 0.02 points in each of the 2" in forecast_words(
            found
        )


class TestTarget:
    """What the target takes from now."""

    @pytest.mark.parametrize(
        ("target", "limit", "meets", "each"),
        [
            ("110", 440, True, 114),
            ("105", 420, False, 104),
            ("420 (2011/12)", 420, False, 104),
            ("440 (2011/12)", 440, True, 114),
        ],
    )
    def test_it_is_for_each_quarter_unless_it_says_that_it_is_for_the_year(
        self, target: str, limit: int, meets: object, each: int
    ) -> None:
        """212 are held of two quarters: 424 at that rate."""
        found = told(counted("108", "104", target=target)).needed
        assert found is not None
        assert values(found.limit, found.meets, found.each, found.reach) == (limit, meets, each, Reach.OPEN)

    @given(st.integers(1, 3), st.integers(0, 300), st.sampled_from(["<=", "<", ">=", ">"]))
    def test_what_is_needed_is_enough_and_no_less_would_be(self, held: int, limit: int, sign: str) -> None:
        """With the whole number that is said in each quarter to come it is met; with one worse it is not."""
        this_year = ["100", "104", "100"][:held]
        found = told(counted(*this_year, target=f"{sign}{limit}"))
        assert found.needed is not None
        so_far, to_come = int(found.so_far), found.to_come

        def met(each: int) -> bool:
            total = so_far + each * to_come
            year = 4 * limit
            return {"<=": total <= year, "<": total < year, ">=": total >= year, ">": total > year}[sign]

        words = forecast_words(found)
        upper = sign.startswith("<")
        if found.needed.reach is Reach.LOST:
            assert upper
            assert not met(0)
            assert "can no longer be met." in words
        elif found.needed.reach is Reach.MET:
            assert not upper
            assert met(0)
            assert "is met whatever comes." in words
        else:
            said = words.split("it takes at ")[1].split()[1].replace(",", "")
            assert met(int(said))
            assert not met(int(said) + (1 if upper else -1))
            assert ("at most" in words) is upper

    def test_rates_to_come_make_up_for_those_held(self) -> None:
        """10% held of two quarters alike and 12% wanted: 14% in each of the two to come."""
        series = in_a_row(SHARE, "2010/11 Q1", ["10/100"] * 6, ">=12%")
        found = told(series).needed
        assert found is not None
        assert values(found.limit, found.meets, found.each) == (12, False, 14)
        assert (
            "The target of >=12% would be missed at that: it takes at least 14.00% in each of the 2 quarters"
            in forecast_words(told(series))
        )

    @pytest.mark.parametrize(
        ("target", "limit", "meets", "each"),
        [("12", 48, True, 12), ("11", 44, False, 10), ("44 (2011/12)", 44, False, 10)],
    )
    def test_a_target_of_a_rate_of_a_population_is_as_one_of_cases(
        self, target: str, limit: int, meets: object, each: int
    ) -> None:
        """24 of 1,000 are held of two quarters."""
        series = in_a_row(PER_1000, "2010/11 Q1", ["10/1000", "14/1000"] * 3, target)
        found = told(series).needed
        assert found is not None
        assert values(found.limit, found.meets, found.each) == (limit, meets, each)

    def test_a_rate_of_a_population_can_be_lost_if_the_quarters_to_come_count_as_many(self) -> None:
        series = in_a_row(PER_1000, "2010/11 Q1", ["10/1000", "14/1000"] * 3, "5")
        lost = "can no longer be met, if the quarters to come count as many."
        assert f"The target of 5 a quarter, 20 in the year, {lost}" in forecast_words(told(series))

    def test_a_share_that_would_have_to_be_more_than_all_cannot_be(self) -> None:
        series = in_a_row(SHARE, "2010/11 Q1", ["10/100"] * 7, ">=50%")
        words = forecast_words(told(series))
        assert "can no longer be met, if the quarters to come count as many." in words

    @pytest.mark.parametrize(
        ("target", "words"),
        [
            ("410", "would be missed at that: it has to fall by 9 in each of the 2 quarters to come."),
            ("430", "would be met at that: it may rise by up to 1 in each of the 2 quarters to come."),
            ("427", "would be met at that: it may not rise any more."),
            (">=440", "would be missed at that: it has to rise by 7 in each of the 2 quarters to come."),
            (">=400", "would be met at that: it may fall by up to 13 in each of the 2 quarters to come."),
            ("<427", "would be missed at that: it has to fall by 1 in each of the 2 quarters to come."),
        ],
    )
    def test_rolling_12_months_have_to_move(self, target: str, words: str) -> None:
        series = in_a_row(ROLLING, "2010/11 Q1", ["420", "425", "423", "428", "422", "427"], target)
        assert words in forecast_words(told(series))

    def test_a_band_asks_for_no_amount(self) -> None:
        series = in_a_row(replace(ROLLED_SHARE, polarity=Polarity.ZERO), "2010/11 Q1", ["3/100"] * 6, "±5%")
        assert "The target of 5% would be met at that." in forecast_words(told(series)).replace("±", "")

    @pytest.mark.parametrize("target", ["n/a", "", "400 (2010/11)", "400 (2010)"])
    def test_no_target_of_the_year_asks_for_nothing(self, target: str) -> None:
        """None is set, or it is for another period."""
        found = told(counted("108", "104", target=target))
        assert found.needed is None
        assert "target" not in forecast_words(found)


class TestRefusals:
    """Each says what is missing."""

    @pytest.mark.parametrize(
        ("series", "sentence"),
        [
            (
                in_a_row(COUNT, "2011/12 Q1", ["1", "2"]),
                "forecast needs 5 quarters that follow on; 2 are held",
            ),
            (in_a_row(COUNT, "2011/12 Q1", ["1"]), "forecast needs 5 quarters that follow on; 1 is held"),
            (
                in_a_row(ROLLING, "2010/11 Q3", ["1", "2", "3", "4"]),
                "forecast needs 5 quarters that follow on; 4 are held",
            ),
            (
                in_a_row(COUNT, "2010/11 Q1", [*BEFORE, "", "104"]),
                (EVERY + "2011/12 Q1 is missing: no figure is held"),
            ),
            (
                in_a_row(COUNT, "2010/11 Q1", [*BEFORE, "[x]", "104"]),
                (EVERY + "2011/12 Q1 is missing: the figure is not available [x]"),
            ),
            (
                in_a_row(replace(COUNT, breaks=(quarter("2011/12 Q2"),)), "2010/11 Q1", [*BEFORE, "9", "9"]),
                EVERY + "a break in series lies at 2011/12 Q2",
            ),
            (
                counted("30 (1 month to Apr 2011)"),
                (
                    "forecast needs a whole quarter of 2011/12; none is held (2011/12 Q1: it covers 1 month"
                    " (April 2011) of 3)"
                ),
            ),
            (
                in_a_row(replace(COUNT, basis=PeriodBasis.ANNUAL), "2010/11 Q1", BEFORE),
                "forecast needs quarters that make a year; C 1 has none: it is annual",
            ),
            (
                in_a_row(replace(COUNT, basis=PeriodBasis.SNAPSHOT), "2010/11 Q1", BEFORE),
                "forecast needs quarters that make a year; C 1 has none: a snapshot has no months to sum",
            ),
            (
                in_a_row(replace(SHARE, fraction=None), "2010/11 Q1", ["10%"] * 5),
                (
                    "forecast needs the fraction of each quarter; 2011/12 Q1 is held without its numerator"
                    " and denominator, and rates do not add up"
                ),
            ),
            (
                in_a_row(SHARE, "2010/11 Q1", [*["10/100"] * 4, "11% (10/100)"]),
                "forecast needs fractions that make the rates; that of 2011/12 Q1 does not",
            ),
        ],
    )
    def test_what_is_missing(self, series: Series, sentence: str) -> None:
        assert refused(series) == sentence

    def test_nothing_of_the_year_is_held(self) -> None:
        assert refused(counted(), "2011/12 Q2") == "forecast needs a whole quarter of 2011/12; none is held"

    def test_nothing_is_held_at_all(self) -> None:
        assert refused(typed_series(COUNT, {}), "2011/12 Q2").endswith("none is held")


def test_the_sentences_of_a_run_rate() -> None:
    """The method stands in every one of them."""
    found = told(counted("108", "104", target="105"))
    assert forecast_words(found) == (
        "Year-end 2011/12 by run rate: 424, between 403 and 445; 2 quarters are held, 212 together. The"
        " target of 105 a quarter, 420 in the year, would be missed at that: it takes at most 104 in each of"
        " the 2 quarters to come. Range: 2.66 × the average moving range (4.0, of 6 quarters) × 2, for the 2"
        " quarters to come."
    )
    rolling = told(in_a_row(ROLLING, "2010/11 Q1", ["420", "425", "423", "428", "422", "427", "427"]))
    assert "by the same quarters last year: 427" in forecast_words(rolling)
    assert "it stays where it is if the quarter to come is as last year." in forecast_words(rolling)
