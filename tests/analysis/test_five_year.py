"""The five-year trend: the published answers, a second reckoning of each, and every refusal (RULES 7)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import log
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from typed_series import in_a_row, typed_series, years

from csptui.analysis import five_year as room
from csptui.analysis.five_year import (
    COCHRAN_ARMITAGE,
    LIMIT,
    Course,
    Estimate,
    FiveYear,
    Share,
    trend_of_shares,
    trend_of_values,
)
from csptui.analysis.five_year_series import FiveYears, five_year_of
from csptui.analysis.five_year_words import five_year_words, of_indicator
from csptui.analysis.intervals import BYAR, EXACT, WILSON
from csptui.analysis.refused import Refused
from csptui.domain.indicator import FractionUse, Indicator, PeriodBasis, Polarity, Unit
from csptui.domain.trend import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.series import Series

RATE = Indicator("R", "R 1", "n", Unit.PER_1000, Polarity.LOWER, places=2, fraction=FractionUse.RATE)
RATE = replace(RATE, basis=PeriodBasis.ANNUAL)
SHARE = replace(RATE, id="S", code="S 1", unit=Unit.PERCENT)
COUNT = replace(RATE, id="C", code="C 1", unit=Unit.COUNT, places=0, fraction=None)

NEEDS_FIVE = "five-year trend needs 5 years that follow on; "
NO_INTERVAL = "five-year trend needs the interval of each year; of "
NOT_ANNUAL = "five-year trend is of annual figures that share no month; C 1 is held as "

RULES = ("24.67 23.16 26.25", "24.6 23.15 26.19", "28 26.44 29.64", "30.2 28.63 31.9", "30.6 28.98 32.25")
COUNTED = ((994, 40299), (1023, 41527), (1199, 42811), (1332, 44064), (1367, 44701))


def points(*texts: str) -> list[Estimate]:
    """Read `value lower upper` for each year."""
    return [Estimate(*(Fraction(number) for number in text.split())) for text in texts]


def shares(*pairs: tuple[int, int]) -> list[Share]:
    """Give the years' cases out of all."""
    return [Share(*pair) for pair in pairs]


def trend(found: FiveYear | Refused) -> FiveYear:
    """Give the trend, which has to be there."""
    assert isinstance(found, FiveYear), found
    return found


def held(series: Series) -> FiveYears:
    """Give an indicator's trend, which has to be there."""
    found = five_year_of(series)
    assert isinstance(found, FiveYears), found
    return found


def refused(found: object) -> str:
    """Give the sentence of a refusal."""
    assert isinstance(found, Refused), found
    return found.sentence


class TestPublished:
    """What the makers of the method print for their own examples."""

    def test_the_vector_of_the_rules(self) -> None:
        found = trend(trend_of_values(points(*RULES)))
        assert (round(found.slope, 5), round(found.chi2, 2)) == (1.75157, 46.77)
        assert (found.course, found.turned_by) == (Course.INCREASING, ())

    def test_the_same_years_by_their_counts(self) -> None:
        """The published chi-square of the fractions is 47.9."""
        found = trend(trend_of_shares(shares(*COUNTED)))
        assert round(found.chi2, 2) == 47.9
        assert (found.course, found.method) == (Course.INCREASING, COCHRAN_ARMITAGE)

    def test_five_years_that_go_nowhere(self) -> None:
        """The published second set has no significant trend."""
        found = trend(
            trend_of_values(
                points(
                    "20.5506 18.1803 23.1427",
                    "19.5952 17.3444 22.0602",
                    "19.0349 16.8421 21.4394",
                    "21.3966 19.0918 23.8975",
                    "18.4372 16.2925 20.7941",
                )
            )
        )
        assert found.course is Course.NONE
        assert five_year_words(found) == "No significant change: chi-square 0.46 is not over 9.5495."

    @pytest.mark.parametrize(
        ("counts", "course"),
        [
            (
                ((3455176, 48783947), (3491868, 49122259), (3625401, 49956777), (3774801, 50649129),
                 (3938080, 51441896)),
                Course.INCREASING,
            ),
            (
                ((57274, 61834), (55865, 60511), (53681, 59074), (51767, 57508), (53185, 59028)),
                Course.DECREASING,
            ),
        ],
    )  # fmt: skip
    def test_national_shares(self, counts: Sequence[tuple[int, int]], course: Course) -> None:
        """Diabetes prevalence rises, coverage of a vaccination falls."""
        assert trend(trend_of_shares(shares(*counts))).course is course

    @pytest.mark.parametrize(
        ("counts", "chi2", "course"),
        [
            (
                ((22435, 65880), (22445, 67900), (21365, 68705), (20955, 69835), (19055, 70910)),
                "978.2845",
                Course.DECREASING,
            ),
            (
                ((5405, 18095), (5500, 18170), (5435, 18005), (5480, 17890), (5315, 17860)),
                "0.0180",
                Course.NONE,
            ),
            (
                ((320, 1742), (1206, 5638), (1011, 3904), (463, 1555), (220, 626)),
                "129.0120",
                Course.INCREASING,
            ),
            (((6, 32), (7, 33), (9, 32), (14, 32), (23, 32)), "22.9615", Course.INCREASING),
        ],
        ids=[
            "falling indicator",
            "level indicator",
            "cancer by age at first birth",
            "harm by dose of a drug",
        ],
    )
    def test_chi_squares_in_print(self, counts: Sequence[tuple[int, int]], chi2: str, course: Course) -> None:
        """Two from the tests of Fingertips, 129.01 of a textbook, and a handbook's Z of -4.7918 squared."""
        found = trend(trend_of_shares(shares(*counts)))
        assert (f"{found.chi2:.4f}", found.course) == (chi2, course)

    def test_a_national_rate(self) -> None:
        """Sight loss rises, although its second year is the lowest."""
        found = trend_of_values(
            points(
                "2.935 2.7841 3.0919",
                "1.93028 1.8085 2.058",
                "2.7567 2.6113 2.9082",
                "2.8701 2.7225 3.0237",
                "3.0121 2.8616 3.1683",
            )
        )
        assert trend(found).course is Course.INCREASING


def weighted_slope(xs: Sequence[int], ys: Sequence[float], errors: Sequence[float]) -> tuple[float, float]:
    """Give slope and chi-square by centring on the weighted mean: another way than the program's."""
    weights = [error**-2 for error in errors]
    middle = sum(w * x for w, x in zip(weights, xs, strict=True)) / sum(weights)
    level = sum(w * y for w, y in zip(weights, ys, strict=True)) / sum(weights)
    spread = sum(w * (x - middle) ** 2 for w, x in zip(weights, xs, strict=True))
    both = zip(weights, xs, ys, strict=True)
    slope = sum(w * (x - middle) * (y - level) for w, x, y in both) / spread
    return slope, slope**2 * spread


NEAR_ZERO = 1e-7
VALUES = st.tuples(st.integers(-300, 300), st.integers(1, 80), st.integers(1, 80))


@given(st.lists(VALUES, min_size=5, max_size=5))
def test_values_agree_with_a_second_reckoning(drawn: list[tuple[int, int, int]]) -> None:
    """Slope, chi-square, each fit without one year, and the verdict of both rules together."""
    found = trend(
        trend_of_values(
            [Estimate(Fraction(v), Fraction(v - low), Fraction(v + high)) for v, low, high in drawn]
        )
    )
    ys, errors = [v for v, _, _ in drawn], [(low + high) / 3.92 for _, low, high in drawn]
    slope, chi2 = weighted_slope(range(5), ys, errors)
    assert found.slope == pytest.approx(slope, abs=1e-9)
    assert found.chi2 == pytest.approx(chi2, abs=1e-9)
    fits = []
    for out in range(5):
        rest = [at for at in range(5) if at != out]
        fits.append(weighted_slope(rest, [ys[at] for at in rest], [errors[at] for at in rest])[0])
    assume(all(abs(one) > NEAR_ZERO for one in (*fits, slope)))
    steady = all((one > 0) == (slope > 0) for one in fits)
    assert found.turned_by == tuple(out for out, one in enumerate(fits) if (one > 0) != (slope > 0))
    way = Course.INCREASING if slope > 0 else Course.DECREASING
    assert found.course is (way if chi2 > float(LIMIT) and steady else Course.NONE)


COUNTS = st.integers(2, 5000).flatmap(lambda of: st.tuples(st.integers(1, of - 1), st.just(of)))


@given(st.lists(COUNTS, min_size=5, max_size=5))
def test_shares_agree_with_a_second_reckoning(drawn: list[tuple[int, int]]) -> None:
    """Chi-square as the regression of the pooled test has it, and the log odds by centring."""
    found = trend(trend_of_shares(shares(*drawn)))
    pooled = sum(n for n, _ in drawn) / sum(of for _, of in drawn)
    errors = [(pooled * (1 - pooled) / of) ** 0.5 for _, of in drawn]
    _, chi2 = weighted_slope(range(5), [n / of for n, of in drawn], errors)
    assert found.chi2 == pytest.approx(chi2, rel=1e-9, abs=1e-9)
    odds = [log(n / (of - n)) for n, of in drawn]
    slope, _ = weighted_slope(range(5), odds, [1.0] * 5)
    assert found.slope == pytest.approx(slope, abs=1e-9)
    fits = []
    for out in range(5):
        rest = [at for at in range(5) if at != out]
        fits.append(weighted_slope(rest, [odds[at] for at in rest], [1.0] * 4)[0])
    assume(all(abs(one) > NEAR_ZERO for one in (*fits, slope)))
    assert found.turned_by == tuple(out for out, one in enumerate(fits) if (one > 0) != (slope > 0))


@given(st.lists(VALUES, min_size=5, max_size=5))
def test_years_told_backwards_go_the_other_way(drawn: list[tuple[int, int, int]]) -> None:
    years_of = [Estimate(Fraction(v), Fraction(v - low), Fraction(v + high)) for v, low, high in drawn]
    one, other = trend(trend_of_values(years_of)), trend(trend_of_values(years_of[::-1]))
    assert one.slope == pytest.approx(-other.slope)
    assert one.chi2 == pytest.approx(other.chi2)
    opposite = {Course.INCREASING: Course.DECREASING, Course.DECREASING: Course.INCREASING}
    assert other.course is opposite.get(one.course, Course.NONE)


class TestEdges:
    """Where equality decides."""

    def test_chi_square_has_to_be_over_the_limit(self) -> None:
        """On it there is no trend; by the least bit over it there is."""

        def course(chi2: Fraction) -> Course:
            return room._answer(chi2, 1.0, lambda _: Fraction(1), method="").course

        assert (course(LIMIT), course(LIMIT + Fraction(1, 10**30))) == (Course.NONE, Course.INCREASING)

    def test_a_year_without_which_the_slope_is_level_is_named(self) -> None:
        """Without the last year nothing moves: level is no sign, so there is no trend."""
        found = trend(trend_of_values(points(*["5 4 6"] * 4, "25 24 26")))
        assert (found.course, found.turned_by, found.steep) == (Course.NONE, (4,), True)
        assert five_year_words(found).endswith("is over 9.5495, but the slope turns without point 5.")

    def test_a_level_slope_of_log_odds_is_level_to_the_last_digit(self) -> None:
        """The odds 2, 4, 8, 4, 2 and the same mirrored have no slope, though their logarithms are inexact."""
        same = [(2, 3), (4, 5), (8, 9), (4, 5), (2, 3)]
        found = trend(trend_of_shares(shares(*same)))
        assert found.course is Course.NONE
        assert set(found.turned_by) == {0, 1, 3, 4}

    def test_five_values_that_are_one(self) -> None:
        found = trend(trend_of_values(points(*["5 4 6"] * 5)))
        assert (found.slope, found.chi2, found.course, found.turned_by) == (0, 0, Course.NONE, ())

    @pytest.mark.parametrize(("numerator", "denominator"), [(5, 100), (1, 3), (7, 1000), (41, 44_701)])
    def test_five_shares_that_are_one_have_no_slope_at_all(self, numerator: int, denominator: int) -> None:
        """A slope is 0 and no rounding error of logarithms, with a sign that nothing means."""
        found = trend_of_shares([Share(numerator * (at + 1), denominator * (at + 1)) for at in range(5)])
        assert isinstance(found, FiveYear)
        assert (str(found.slope), found.chi2, found.course) == ("0.0", 0, Course.NONE)

    def test_of_more_than_five_the_last_five_count(self) -> None:
        assert trend_of_values(points("99 98 100", *RULES)) == trend_of_values(points(*RULES))
        assert trend_of_shares(shares((1, 2), *COUNTED)) == trend_of_shares(shares(*COUNTED))

    @pytest.mark.parametrize(("given_points", "told"), [(0, "0 are"), (1, "1 is"), (4, "4 are")])
    def test_fewer_than_five_are_refused(self, given_points: int, told: str) -> None:
        few = points(*RULES)[:given_points]
        assert refused(trend_of_values(few)) == f"five-year trend needs 5 points; {told} given"
        few_shares = shares(*COUNTED)[:given_points]
        assert refused(trend_of_shares(few_shares)) == f"five-year trend needs 5 fractions; {told} given"

    def test_an_interval_without_width_has_no_weight(self) -> None:
        said = refused(trend_of_values(points(*RULES[:2], "28 28 28", *RULES[3:])))
        assert said == "the interval of point 3 of 5 has no width, so it has no weight"

    @pytest.mark.parametrize(
        ("odd", "what"), [((0, 45), "0/45 has no cases"), ((45, 45), "45/45 has no others")]
    )
    def test_a_year_of_none_or_of_all_has_no_log_odds(self, odd: tuple[int, int], what: str) -> None:
        said = refused(trend_of_shares(shares(*COUNTED[:4], odd)))
        assert what in said
        assert "five-year trend of shares needs cases and others in each year" in said


class TestOfAnIndicator:
    """Which five years it is of, and the sentence for each reason why there are none."""

    def test_shares_are_tested_by_their_counts(self) -> None:
        found = held(years(SHARE, 2013, [f"{n}/{of}" for n, of in COUNTED]))
        assert found.trend == trend_of_shares(shares(*COUNTED))
        assert found.verdict is Verdict.WORSE
        assert {year.interval.method for year in found.years} == {WILSON}
        assert of_indicator(found) == (
            "2013/14 to 2017/18: Increasing and getting worse: the odds rise by 6.74% a year; chi-square"
            " 47.90 is over 9.5495, and the slope keeps its sign whichever year is left out."
        )

    def test_rates_are_weighted_by_byar_s_intervals(self) -> None:
        found = held(years(RATE, 2013, [f"{n}/{of}" for n, of in COUNTED]))
        assert found.trend.course is Course.INCREASING
        assert found.trend.slope == pytest.approx(1.75, abs=0.02)
        assert {year.interval.method for year in found.years} == {BYAR}

    def test_counts_are_weighted_by_their_own(self) -> None:
        """The exact limits where there are few."""
        found = held(years(COUNT, 2013, ["2", "5", "9", "14", "30"]))
        assert [year.interval.method for year in found.years] == [EXACT] * 3 + [BYAR] * 2
        assert (found.trend.course, found.verdict) == (Course.INCREASING, Verdict.WORSE)

    def test_the_way_is_better_by_the_indicator_s_polarity(self) -> None:
        figures = [f"{n}/{of}" for n, of in COUNTED]
        for polarity, verdict in (
            (Polarity.HIGHER, Verdict.BETTER),
            (Polarity.NONE, Verdict.NONE),
            (Polarity.ZERO, Verdict.WORSE),
        ):
            found = held(years(replace(SHARE, polarity=polarity), 2013, figures))
            assert found.verdict is verdict

    def test_a_fall_is_better_where_lower_is(self) -> None:
        found = held(years(SHARE, 2013, [f"{n}/{of}" for n, of in COUNTED[::-1]]))
        assert (found.trend.course, found.verdict) == (Course.DECREASING, Verdict.BETTER)
        assert "Decreasing and getting better: the odds fall by 6.32% a year" in of_indicator(found)
        higher = held(
            years(replace(SHARE, polarity=Polarity.HIGHER), 2013, [f"{n}/{of}" for n, of in COUNTED[::-1]])
        )
        assert higher.verdict is Verdict.WORSE

    def test_an_annual_figure_that_is_held_in_every_quarter_is_one_year(self) -> None:
        """The last reading of it counts, and it is not taken four times."""
        told: dict[str, str] = {}
        for at, (n, of) in enumerate(COUNTED):
            name = f"{2013 + at}/{14 + at}"
            told |= {f"{name} Q{number}": f"{n - 4 + number}/{of} {name}" for number in (1, 2, 3, 4)}
        found = held(typed_series(SHARE, told))
        assert found.trend == trend_of_shares(shares(*COUNTED))
        assert [year.name for year in found.years] == ["2013/14", "2014/15", "2015/16", "2016/17", "2017/18"]

    def test_calendar_years_and_cohorts_have_their_names(self) -> None:
        told = {f"{2013 + at}/{14 + at} Q4": f"{n}/{of} ({2013 + at})" for at, (n, of) in enumerate(COUNTED)}
        assert next(year.name for year in held(typed_series(SHARE, told)).years) == "2013"
        cohort = replace(SHARE, basis=PeriodBasis.COHORT)
        told = {at: text.replace(")", " cohort)") for at, text in told.items()}
        assert [year.name for year in held(typed_series(cohort, told)).years][-1] == "2017 cohort"

    def test_only_what_was_held_by_then_counts(self) -> None:
        series = years(SHARE, 2012, ["500/40000", *(f"{n}/{of}" for n, of in COUNTED)])
        assert held(series.up_to(series.points[-5].quarter)).years[-1].name == "2016/17"

    @pytest.mark.parametrize(
        ("series", "sentence"),
        [
            (
                years(SHARE, 2015, ["1/9", "2/9", "3/9"]),
                NEEDS_FIVE + "3 are held",
            ),
            (years(SHARE, 2015, []), NEEDS_FIVE + "0 are held"),
            (years(SHARE, 2015, ["1/9"]), NEEDS_FIVE + "1 is held"),
            (
                years(SHARE, 2010, ["1/9", "2/9", "3/9", "", "4/9", "5/9"]),
                NEEDS_FIVE + "2 are held since 2014/15, with a gap before that",
            ),
            (
                years(
                    replace(SHARE, breaks=(years(SHARE, 2012, ["1/9"]).points[0].quarter,)),
                    2010,
                    ["1/9", "2/9", "3/9", "4/9", "5/9", "6/9"],
                ),
                NEEDS_FIVE + "4 are held since the break in series at 2012/13 Q4",
            ),
            (
                in_a_row(replace(COUNT, basis=PeriodBasis.ROLLING), "2010/11 Q1", ["5"] * 24),
                NOT_ANNUAL + "rolling 12 months, of which two quarters in a row share nine",
            ),
            (
                in_a_row(replace(COUNT, basis=PeriodBasis.QUARTER), "2010/11 Q1", ["5"] * 24),
                NOT_ANNUAL + "quarter alone",
            ),
            (
                years(RATE, 2010, ["5/1000", "5/1000", "4.5", "5/1000", "5/1000"]),
                (
                    NO_INTERVAL + "2012/13 there is none: the figure is held"
                    " without its numerator and denominator"
                ),
            ),
            (
                years(RATE, 2010, ["5/1000", "5/1000", "4.5 (5/1000)", "5/1000", "5/1000"]),
                NO_INTERVAL + "2012/13 there is none: 5/1,000 does not make the stated 4.5",
            ),
            (
                years(SHARE, 2010, ["5/9", "5/9", "10/9", "5/9", "5/9"]),
                NO_INTERVAL + "2012/13 there is none: 10/9 is more than a whole, so it is no share",
            ),
            (
                years(replace(SHARE, fraction=FractionUse.SUPPORTING), 2010, ["5% (5/9)"] * 5),
                NO_INTERVAL + "2010/11 there is none: a fraction stands behind the value, none makes it",
            ),
            (
                years(replace(RATE, unit=Unit.DAYS), 2010, ["90/9"] * 5),
                NO_INTERVAL + "2010/11 there is none: 90/9 is an average",
            ),
        ],
    )
    def test_each_refusal_says_what_is_missing(self, series: Series, sentence: str) -> None:
        assert refused(five_year_of(series)) == sentence
