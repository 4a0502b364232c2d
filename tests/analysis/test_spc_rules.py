"""The control chart of a list: RULES' own vector, each rule on a series made for it, and every edge.

The series of `TestPublished` are those by which NHS England's Making Data Count team has other tools tested
against its own (XmR testing document for the Single Chart Tool 5.0; runs of 6 and no screening there).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from spc_made import LONG, ON_THE_LINE, VECTOR, charted, listed, sides, signals

from csptui.analysis.spc import Call, Chart, Signal, chart
from csptui.analysis.spc_words import cause_words, rounded
from csptui.domain.indicator import Polarity


class TestVector:
    """RULES 7: the vector, which is also the package's own example."""

    def test_mean_limits_and_the_one_special_cause(self) -> None:
        made = charted(VECTOR)
        limits = made.limits
        assert [rounded(one, 4) for one in (limits.mean, limits.lower, limits.upper)] == listed(
            "1.9444 -0.7156 4.6044"
        )
        assert signals(made) == "....O............."
        assert made.screened == 2

    def test_without_screening(self) -> None:
        limits = charted(VECTOR, screening=False).limits
        assert [rounded(one, 4) for one in (limits.mean, limits.lower, limits.upper)] == listed(
            "1.9444 -3.0626 6.9515"
        )
        assert charted(VECTOR, screening=False).screened == 0

    def test_all_lines_are_exact(self) -> None:
        """The mean is 35/18 and the average range 1: no digit is lost before the end."""
        limits = charted(VECTOR).limits
        assert [limits.mean, limits.average_range] == [Fraction(35, 18), 1]
        assert limits.upper_warning - limits.mean == Fraction(266, 150)
        assert limits.mean - limits.lower_warning == Fraction(266, 150)


class TestPublished:
    """Series by which NHS England tests other tools; what each shows is in its own words there."""

    def test_limits_of_fifteen_points(self) -> None:
        limits = charted("20 24 20 26 22 16 18 16 31 28 34 26 30 19 18", screening=False, run=6).limits
        assert [rounded(one, 2) for one in (limits.mean, limits.upper, limits.lower)] == listed(
            "23.20 37.64 8.76"
        )

    def test_the_example_of_its_film(self) -> None:
        """Mean 76.67, limits at 57 and 96, and only the twelfth point is a special cause."""
        made = charted("89 86 75 77 81 74 72 78 76 82 77 54 66 77 86", screening=False)
        limits = made.limits
        assert [rounded(one, 2) for one in (limits.mean, limits.lower, limits.upper)] == listed(
            "76.67 57.10 96.24"
        )
        assert signals(made) == "...........O..."

    def test_the_random_numbers_of_the_package(self) -> None:
        """What the tests of NHSRplotthedots print of them: the lines of all, and of each half apart."""
        text = (
            "-0.56047565 -0.23017749 1.55870831 0.07050839 0.12928774 1.71506499 0.46091621 -1.26506123"
            " -0.68685285 -0.44566197 1.22408180 0.35981383 0.40077145 0.11068272 -0.55584113 1.78691314"
            " 0.49785048 -1.96661716 0.70135590 -0.47279141"
        )

        def lines(made: Chart) -> list[Decimal]:
            return [
                rounded(one, 2) for group in made.groups for one in (group.mean, group.lower, group.upper)
            ]

        assert lines(charted(text)) == listed("0.14 -3.01 3.29")
        assert lines(charted(text, rebases=(11,))) == listed("0.07 -2.60 2.75 0.21 -3.28 3.70")
        assert set(signals(charted(text)) + signals(charted(text, rebases=(11,)))) == {"."}

    def test_two_points_far_out_on_two_sides_are_none_of_three(self) -> None:
        """The package's own example of what it once had wrong."""
        assert set(signals(charted("1 -1 " * 7 + "5.5 -5.5"))) == {"."}

    def test_a_falling_and_a_rising_trend_that_share_their_lowest_point(self) -> None:
        """Its points 1 and 2 are outside, 1 to 8 fall, 8 to 14 rise; the shared one belongs to the rise."""
        text = "43 41 37 36 31 23 15 13 15 18 23 27 31 36 27 19 17 27 15 22"
        made = charted(text, run=6, screening=False)
        assert signals(made) == "OOTTTTTTTTTTTT......"
        assert sides(made)[:14] == "hh" + "lllll" + "hhhhhhh"
        assert [point.call for point in made.points[2:9]] == [Call.IMPROVEMENT] * 5 + [Call.CONCERN] * 2

    @pytest.mark.parametrize(("between", "shown"), [("26", "222.2"), ("24", "222..")])
    def test_two_of_three_need_all_three_on_one_side(self, between: str, shown: str) -> None:
        """The fifth point, 39, is one of the two with the third only where none between is below the mean."""
        text = f"42 40 39 {between} 39 24 22 29 32 22 20 23 25 26 22 24 27 7 19 24 7 7 32"
        assert signals(charted(text, run=6, screening=False))[:5] == shown

    def test_a_point_outside_is_none_of_the_two(self) -> None:
        """Of 7 and 2 only the 2 is shown, as a point outside; with 7 and 7 both are."""
        head = "42 40 39 26 39 24 22 29 32 22 20 23 25 26 22 24 27 7 19 24"
        both = charted(f"{head} 7 7 32", run=6, screening=False)
        one = charted(f"{head} 7 2 32", run=6, screening=False)
        assert signals(both)[-3:-1] == "22"
        assert signals(one)[-3:-1] == ".O"

    def test_a_pause_ends_a_trend(self) -> None:
        made = charted("23 30 28 25 25 20 18 24 16 13 14 18 18 24 26 29 19 20 28 16", run=6, screening=False)
        assert "T" not in signals(made)


class TestShift:
    def test_seven_below_the_mean_and_all_seven_are_shown(self) -> None:
        made = charted("8 9 8 9 8 9 8 20 1 20 3 20 5 12 9 12", screening=False)
        assert signals(made)[:8] == "SSSSSSS."
        assert sides(made)[:7] == "lllllll"
        assert {point.length for point in made.points[:7]} == {7}
        assert cause_words(made.points[0]) == "shift of 7 below the mean, an improvement"

    def test_six_are_none_by_seven_and_are_one_by_six(self) -> None:
        text = "8 9 8 9 8 9 20 8 20 3 20 5 12 9 12 4"
        assert "S" not in signals(charted(text, screening=False))
        assert signals(charted(text, screening=False, run=6))[:7] == "SSSSSS."

    def test_eight_are_all_shown(self) -> None:
        made = charted("8 9 8 9 8 9 8 9 20 1 20 3 20 5 18 12 9 12", screening=False)
        assert signals(made)[:9] == "SSSSSSSS."
        assert cause_words(made.points[7]) == "shift of 8 below the mean, an improvement"

    def test_a_point_on_the_mean_breaks_it(self) -> None:
        """The mean is 10 exactly; the fourth of seven lies on it."""
        text = "8 9 8 10 9 8 9 12 9 12 11 15"
        assert sum(listed(text), Decimal(0)) / 12 == 10
        made = charted(f"{text} 10", screening=False)
        assert made.limits.mean == 10
        assert sides(made) == "lll-lllhlhhh-"
        assert "S" not in signals(made)

    def test_just_below_the_mean_does_not_break_it(self) -> None:
        """As above with 9.999999 for the 10 and so much more at the end: seven in a row."""
        made = charted("8 9 8 9.999999 9 8 9 12 9 12 11 15 10.000001", screening=False)
        assert made.limits.mean == 10
        assert signals(made)[:8] == "SSSSSSS."


class TestTrend:
    def test_seven_rising_points_are_all_shown_across_the_mean(self) -> None:
        made = charted("10 7 8 9 10 11 12 13 9 11 9 11 10 10", screening=False)
        assert signals(made) == ".TTTTTTT......"
        assert sides(made)[1:8] == "hhhhhhh"
        assert cause_words(made.points[1]) == "trend of 7 rising, a concern"

    def test_seven_falling(self) -> None:
        made = charted("10 13 12 11 10 9 8 7 11 9 11 9 10 10", screening=False)
        assert signals(made) == ".TTTTTTT......"
        assert sides(made)[1:8] == "lllllll"
        assert {point.call for point in made.points[1:8]} == {Call.IMPROVEMENT}

    def test_six_are_none(self) -> None:
        assert "T" not in signals(charted("10 8 9 10 11 12 13 9 11 9 11 10 10", screening=False))

    def test_a_tie_breaks_it(self) -> None:
        assert "T" not in signals(charted("10 7 8 9 9 10 11 12 9 11 9 11 10 10", screening=False))

    def test_a_tie_before_it_takes_nothing_from_it(self) -> None:
        made = charted("7 7 8 9 10 11 12 13 9 11 9 11 10 10", screening=False)
        assert signals(made)[1:8] == "TTTTTTT"
        assert made.points[0].signal is not Signal.TREND

    def test_a_trend_of_neutral_and_of_higher(self) -> None:
        text = "10 7 8 9 10 11 12 13 9 11 9 11 10 10"
        assert charted(text, screening=False, better=Polarity.NONE).points[3].call is Call.NEUTRAL
        assert charted(text, screening=False, better=Polarity.HIGHER).points[3].call is Call.IMPROVEMENT


class TestTwoOfThree:
    """After sixty quiet points about 10, whose warning line is near 18 and whose limit is near 22."""

    def test_two_far_out_are_shown_and_the_third_is_not(self) -> None:
        made = charted(f"{LONG} 19.5 11 19.5 1 10", screening=False)
        assert signals(made)[60:] == "2.2.."
        assert cause_words(made.points[60]) == "two of three above the upper warning line, a concern"

    def test_three_in_a_row_are_all_shown(self) -> None:
        assert signals(charted(f"{LONG} 19 19.2 19 1 10", screening=False))[60:] == "222.."

    def test_below_the_mean(self) -> None:
        made = charted(f"{LONG} 0.5 0.7 9 19 10", screening=False)
        assert signals(made)[60:] == "22..."
        assert cause_words(made.points[61]) == "two of three below the lower warning line, an improvement"

    def test_four_in_a_row_and_two_with_two_between(self) -> None:
        assert signals(charted(f"{LONG} 19 12 12 19 8", screening=False))[60:] == "....."

    def test_on_two_sides_of_the_mean_they_are_none(self) -> None:
        assert "2" not in signals(charted(f"{LONG} 19.5 0.5 19.5 0.5 10", screening=False))

    def test_the_third_across_the_mean_breaks_it(self) -> None:
        """Two above the line with one below the mean between: not all three are on one side."""
        assert signals(charted(f"{LONG} 19.5 11 19.5 0 10", screening=False))[60:63] == "2.2"
        assert signals(charted(f"{LONG} 19.5 9 19.5 2 10", screening=False))[60:63] == "..."

    def test_the_third_on_the_mean_breaks_it(self) -> None:
        made = charted(f"{LONG} 19.5 10 19.5 0 1", screening=False)
        assert made.limits.mean == made.points[61].value == 10
        assert signals(made)[60:63] == "..."

    def test_the_third_may_lie_outside(self) -> None:
        """An outside point is none of the two, and hinders no others: RULES' order shows each once."""
        assert signals(charted(f"{LONG} 20 40 20 1 10"))[60:63] == "2O2"
        assert signals(charted(f"{LONG} 20 40 11 1 10"))[60:63] == ".O."

    def test_on_the_warning_line_is_not_beyond_it(self) -> None:
        """The mean is 0 and the average range 3, so that the line is at 5.32 exactly."""
        made = charted(ON_THE_LINE, screening=False)
        assert [made.limits.mean, made.limits.average_range] == [0, 3]
        assert made.limits.upper_warning == Fraction("5.32") == -made.limits.lower_warning
        assert signals(made)[:3] == "..."
        mirrored = chart([-point.value for point in made.points], screening=False)
        assert signals(mirrored)[:3] == "..."

    def test_a_little_beyond_the_warning_line_is_beyond_it(self) -> None:
        assert signals(charted(ON_THE_LINE.replace("5.32", "5.4"), screening=False))[:3] == "2.2"


class TestOutside:
    def test_on_a_limit_is_not_outside_and_a_hair_more_is(self) -> None:
        made = _on_its_limit()
        assert Fraction(made.latest.value) == made.limits.upper
        assert made.latest.signal is not Signal.OUTSIDE
        values = [point.value for point in made.points]
        values[-1] += Decimal("0.000001")
        assert chart(values, screening=False).latest.signal is Signal.OUTSIDE

    def test_it_comes_before_every_other(self) -> None:
        """A trend that rises above the limit at last: its last point is outside, the rest stay a trend."""
        made = charted("10 9 " * 10 + "8 11 12 13 14 15 30", screening=False)
        assert signals(made)[-7:] == "TTTTTTO"

    def test_it_is_judged_by_its_side_though_the_trend_goes_the_other_way(self) -> None:
        made = charted("43 41 37 36 31 23 15 13 15 18 23 27 31 36 27 19 17 27 15 22", run=6, screening=False)
        assert [point.call for point in made.points[:3]] == [Call.CONCERN, Call.CONCERN, Call.IMPROVEMENT]


def _on_its_limit() -> Chart:
    """Give a chart whose last point lies on the upper limit exactly."""
    head = [*listed("0 2 " * 99), Decimal(0)]
    count, total, moved = len(head), sum(head, Decimal(0)), Decimal(2 * (len(head) - 1))
    # x = (total + x) / (count + 1) + 2.66 (moved + x) / count, and x so solved is a fraction of two integers.
    one = Fraction(1)
    solved = (Fraction(total) / (count + 1) + Fraction("2.66") * Fraction(moved) / count) / (
        one - one / (count + 1) - Fraction("2.66") / count
    )
    # Every value is multiplied by the fraction's denominator, so that all are whole numbers.
    scale = solved.denominator
    values = [Decimal(int(value) * scale) for value in head] + [Decimal(solved.numerator)]
    return chart(values, screening=False)


class TestOrder:
    def test_a_trend_comes_before_two_of_three_and_a_shift(self) -> None:
        """Seven rising points above the mean, the last two of them beyond the warning line."""
        made = charted("12 8 " * 30 + "12 13 14 15 16 19 20 9", screening=False)
        last = made.points[60:67]
        assert all(point.value > made.limits.mean for point in last)
        assert [point.value > made.limits.upper_warning for point in last] == [False] * 5 + [True] * 2
        assert signals(made)[60:67] == "TTTTTTT"
        assert signals(charted("12 8 " * 30 + "12 13 14 15 15 19 20 9", screening=False))[60:67] == "SSSSS22"

    def test_two_of_three_comes_before_a_shift(self) -> None:
        made = charted("12 8 " * 10 + "19 12 19 13 12 13 12 1 1 1", screening=False)
        assert signals(made)[20:27] == "2S2SSSS"
