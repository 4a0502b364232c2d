"""The control chart of a list: screening, groups after a rebase, verdicts, assurance, words and bounds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from spc_made import LONG, QUIET, VECTOR, charted, listed, signals

from csptui.analysis.spc import Assurance, Call, Chart, assurance_of, chart, short_notes, why_not
from csptui.analysis.spc_words import assurance_words, cause_words, flat_notes, rounded, sentence
from csptui.domain.indicator import Polarity
from csptui.domain.target import Comparison, Edge


class TestScreening:
    def test_a_range_of_exactly_the_bound_is_left_out(self) -> None:
        made = _at_the_bound(0)
        assert made.screened == 1

    def test_a_hair_less_is_kept(self) -> None:
        assert _at_the_bound(-1).screened == 0

    def test_it_is_done_once_only(self) -> None:
        """After 1000 is left out 40 would be far above the new average, and is kept all the same."""
        text = "0 1 " * 12 + "1001 1000 1001 1041 1042 1041"
        assert charted(text).screened == 1

    def test_the_mean_keeps_every_point(self) -> None:
        assert charted(VECTOR).limits.mean == charted(VECTOR, screening=False).limits.mean

    def test_a_constant_series_has_its_limits_on_its_mean_and_no_special_cause(self) -> None:
        made = charted("5 " * 14)
        limits = made.limits
        assert [limits.lower, limits.mean, limits.upper, limits.screened] == [5, 5, 5, 0]
        assert set(signals(made)) == {"."}

    def test_a_constant_series_with_one_other_value(self) -> None:
        """Both ranges beside the other value are left out, so the limits are the mean and all are outside."""
        made = charted("5 5 5 5 5 5 9 5 5 5 5 5 5 5")
        assert made.screened == 2
        assert set(signals(made)) == {"O"}

    def test_limits_that_screening_leaves_without_width_are_noted(self) -> None:
        """Where most quarters are alike, one case makes special causes of all: a reader has to be told."""
        made = charted("0 " * 12 + "1")
        assert "." not in signals(made)
        told = "have no width: screening leaves only ranges of 0, so any point off the mean is outside."
        assert flat_notes(made) == (f"The limits from point 1 {told}",)
        assert flat_notes(charted("1 2 " * 7 + "0 " * 12 + "1", rebases=(15,))) == (
            f"The limits from point 15 {told}",
        )

    def test_no_width_without_screening_is_not_noted(self) -> None:
        assert flat_notes(charted("0 " * 12 + "1", screening=False)) == ()
        assert flat_notes(charted("5 " * 14)) == ()


def _at_the_bound(more: int) -> Chart:
    """Give ten ranges whose largest is 3.267 times their average exactly, or a little `more`."""
    # Nine ranges of r and one of R: R = 3.267 (9 r + R) / 10, so R = 29.403 r / 6.733.
    small, large = Decimal(6733), Decimal(29403) + more
    values = [Decimal(0)]
    for step in (small, -small, small, -small, large, -small, small, -small, small, -small):
        values.append(values[-1] + step)
    return chart(values)


class TestRebase:
    def test_each_group_has_its_own_lines_and_no_range_is_taken_across(self) -> None:
        made = charted("1 2 " * 7 + "101 103 " * 7, rebases=(15,))
        first, second = made.groups
        assert [first.mean, first.average_range] == [Fraction(3, 2), 1]
        assert [second.mean, second.average_range] == [102, 2]
        assert made.limits == second
        assert made.rebases == (15,)
        assert set(signals(made)) == {"."}

    def test_a_shift_does_not_run_across(self) -> None:
        """Without the rebase 14 points lie below and 14 above the mean; with it none does."""
        text = "1 2 " * 7 + "101 103 " * 7
        assert "." not in signals(charted(text, screening=False))
        assert set(signals(charted(text, screening=False, rebases=(15,)))) == {"."}

    def test_a_trend_does_not_run_across(self) -> None:
        text = "10 8 10 8 10 8 10 6 7 8 9 10 11 12 8 10 8 10"
        assert signals(charted(text, screening=False))[7:14] == "TTTTTTT"
        assert "T" not in signals(charted(text, screening=False, rebases=(12,)))

    def test_two_of_three_does_not_run_across(self) -> None:
        text = f"{LONG} 19.5 11 19.5 1 10 " + LONG
        assert signals(charted(text, screening=False))[60:63] == "2.2"
        assert "2" not in signals(charted(text, screening=False, rebases=(62,)))

    def test_screening_is_of_each_group(self) -> None:
        """A range that stands out among the small ones of its own group, and would not among all."""
        text = "1 2 " * 8 + "9 1 2 1 2 1 " + "100 150 " * 8
        assert charted(text, rebases=(23,)).groups[0].screened > 0
        assert charted(text, rebases=(23,)).groups[1].screened == 0

    def test_a_group_below_thirteen_points_is_noted(self) -> None:
        assert short_notes(charted("1 2 " * 13, rebases=(14,))) == ()
        assert short_notes(charted("1 2 " * 13, rebases=(15,))) == (
            "The limits from point 15 rest on 12 points, and are provisional until there are 13.",
        )
        assert short_notes(charted("1 2 " * 13, rebases=(13,))) == (
            "The limits from point 1 rest on 12 points alone.",
        )

    def test_several_in_any_order_and_twice(self) -> None:
        made = charted("1 2 3 " * 10, rebases=(21, 11, 21))
        assert made.rebases == (11, 21)
        assert [(one.start, one.end) for one in made.groups] == [(0, 10), (10, 20), (20, 30)]

    @pytest.mark.parametrize("rebases", [(2,), (14,), (5, 6), (0,), (-3,), (15,)])
    def test_a_group_of_one_point_or_none_is_refused(self, rebases: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match="each group needs 2 points"):
            charted("1 2 " * 7, rebases=rebases)


class TestVerdict:
    @pytest.mark.parametrize(
        ("better", "high", "low"),
        [
            (Polarity.LOWER, Call.CONCERN, Call.IMPROVEMENT),
            (Polarity.HIGHER, Call.IMPROVEMENT, Call.CONCERN),
            (Polarity.NONE, Call.NEUTRAL, Call.NEUTRAL),
        ],
    )
    def test_by_polarity(self, better: Polarity, high: Call, low: Call) -> None:
        made = charted(f"{QUIET} 60 10 -40", better=better)
        assert [made.points[20].call, made.points[22].call] == [high, low]
        assert {point.call for point in made.points[:20]} == {Call.NONE}

    def test_nearest_to_zero(self) -> None:
        """About 10, a point near 0 is nearer than the mean; one at -40 or 60 is farther."""
        made = charted(f"{QUIET} 60 10 -40 10 -1.5", better=Polarity.ZERO)
        assert made.points[20].call is made.points[22].call is Call.CONCERN
        shifted = charted("2 1 2 1 2 1 2 " + "12 8 " * 4 + "20 9", better=Polarity.ZERO, screening=False)
        assert {point.call for point in shifted.points[:7]} == {Call.IMPROVEMENT}

    def test_a_trend_through_zero_is_judged_by_its_ends(self) -> None:
        text = "1 -1 -9 -5 -3 -1 1 3 6 -1 1 -1 1 -1 1"
        assert charted(text, better=Polarity.ZERO, screening=False).points[4].call is Call.IMPROVEMENT
        even = "1 -1 -6 -5 -3 -1 1 3 6 -1 1 -1 1 -1 1"
        assert charted(even, better=Polarity.ZERO, screening=False).points[4].call is Call.NEUTRAL


class TestAssurance:
    @pytest.mark.parametrize(
        ("target", "better", "expected"),
        [
            ("21", Polarity.LOWER, Assurance.PASS),
            ("21", Polarity.HIGHER, Assurance.FAIL),
            ("-1", Polarity.LOWER, Assurance.FAIL),
            ("-1", Polarity.HIGHER, Assurance.PASS),
            ("10", Polarity.LOWER, Assurance.HIT_AND_MISS),
            ("10", Polarity.HIGHER, Assurance.HIT_AND_MISS),
            ("21", Polarity.NONE, Assurance.NONE),
            ("21", Polarity.ZERO, Assurance.PASS),
            ("20", Polarity.ZERO, Assurance.HIT_AND_MISS),
            ("5", Polarity.ZERO, Assurance.HIT_AND_MISS),
        ],
    )
    def test_a_number_reads_by_polarity(self, target: str, better: Polarity, expected: Assurance) -> None:
        made = chart(listed(QUIET), better=better, target=Decimal(target))
        assert made.assurance is expected

    def test_on_a_limit_is_hit_and_miss(self) -> None:
        made = chart(listed(QUIET), better=Polarity.LOWER)
        assert made.limits.upper == Fraction("20.64")
        for limit in ("20.64", "-0.64"):
            edge = Edge(Comparison.AT_MOST, Decimal(limit))
            assert assurance_of(made.limits, edge) is Assurance.HIT_AND_MISS
        assert assurance_of(made.limits, Edge(Comparison.AT_MOST, Decimal("20.6401"))) is Assurance.PASS

    def test_a_band_that_the_process_lies_beyond_is_failed(self) -> None:
        far = chart(listed("112 108 " * 10))
        assert assurance_of(far.limits, Edge(Comparison.WITHIN, Decimal(5))) is Assurance.FAIL
        below = chart(listed("-112 -108 " * 10))
        assert assurance_of(below.limits, Edge(Comparison.WITHIN, Decimal(5))) is Assurance.FAIL

    def test_the_last_group_counts(self) -> None:
        text = "102 98 " * 8 + QUIET
        made = chart(listed(text), rebases=(17,), better=Polarity.LOWER, target=Decimal(50))
        assert made.assurance is Assurance.PASS
        assert assurance_words(made) == "Within its limits it will consistently pass the target of 50."


class TestWords:
    def test_the_latest_point_is_told_first(self) -> None:
        made = charted("20 1 20 3 20 5 12 9 12 8 9 8 9 8 9 8", screening=False)
        assert sentence(made) == (
            "The latest point, 16, shows a special cause: shift of 7 below the mean, an improvement."
        )

    def test_earlier_special_causes_are_counted(self) -> None:
        assert (
            sentence(charted(VECTOR)) == "The latest point, 18, shows no special cause; 1 earlier point does."
        )
        assert (
            sentence(charted(QUIET))
            == "The latest point, 20, shows no special cause, nor does any before it."
        )

    def test_a_neutral_one_has_no_verdict_in_words(self) -> None:
        made = charted(f"{QUIET} 60", better=Polarity.NONE)
        assert cause_words(made.latest) == "above the upper limit"

    @pytest.mark.parametrize(
        ("number", "places", "shown"),
        [
            ("1/2", 0, "1"),
            ("-1/2", 0, "-1"),
            ("5/1000", 2, "0.01"),
            ("35/18", 4, "1.9444"),
            ("2/3", 3, "0.667"),
        ],
    )
    def test_numbers_are_rounded_half_away_from_zero(self, number: str, places: int, shown: str) -> None:
        assert rounded(Fraction(number), places) == Decimal(shown)


class TestTooFew:
    def test_thirteen_are_enough_and_twelve_are_not(self) -> None:
        assert why_not(13, "quarters that do not overlap") is None
        refused = why_not(2, "quarters that do not overlap")
        assert refused is not None
        assert refused.sentence == "control chart needs 13 quarters that do not overlap; 2 are held"

    @pytest.mark.parametrize(("count", "told"), [(0, "none is held"), (1, "1 is held"), (12, "12 are held")])
    def test_counts_in_words(self, count: int, told: str) -> None:
        refused = why_not(count, "years")
        assert refused is not None
        assert refused.sentence.endswith(told)

    def test_two_values_have_lines_all_the_same(self) -> None:
        limits = charted("4 6").limits
        assert [limits.mean, limits.average_range] == [5, 2]

    @pytest.mark.parametrize("run", [4, 10, 0, -7])
    def test_a_run_out_of_bounds_is_refused(self, run: int) -> None:
        with pytest.raises(ValueError, match="a run is 5 to 9 points"):
            charted(VECTOR, run=run)


def test_huge_tiny_and_negative_values_are_charted_exactly() -> None:
    """What no binary float holds together is told apart: a hair on 10 to the 30th is no tie."""
    values = listed(" ".join(f"1{'0' * 30}.00000{step}" for step in (1, 2, 3, 4, 5, 6, 7, 1, 4, 2, 5, 3, 6)))
    made = chart(values, screening=False)
    assert signals(made)[:7] == "TTTTTTT"
    assert charted("-1 -2 " * 7).limits.mean == Fraction(-3, 2)
