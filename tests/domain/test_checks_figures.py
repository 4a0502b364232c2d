"""Checks of figures and targets on made-up rows: what they find, and where they must be quiet."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from checks_made_up import COUNT, DERBY, Q4, RATE, SHARE, figure, found, made_up, sentences

from csptui.domain.dataset import QuarterRecord
from csptui.domain.figure import Figure, Fraction
from csptui.domain.indicator import FractionUse, Indicator, PeriodBasis, Polarity, Section, Theme, Unit
from csptui.domain.scorecard import Reading

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.quarter import Quarter

WITH_FACTOR = [row.id for row in DERBY.scorecard() if row.change and row.change.base * row.change.now > 0]
"""Rows whose value is neither 0 nor of another sign than last year's."""


def with_typed(dataset: Dataset, indicator_id: str, text: str) -> Dataset:
    """Give Derby with another figure in one row."""
    indicator = dataset.indicator(indicator_id)
    assert indicator is not None
    return dataset.with_reading(indicator_id, Reading(figure(text, indicator)))


class TestFractionRate:
    """A stated value that does not round from its fraction is to fix."""

    @pytest.mark.parametrize(("actual", "baseline"), [("13.5% (31/203)", "20.3%"), ("13%", "20.4% (41/202)")])
    def test_in_the_actual_and_in_the_baseline(self, actual: str, baseline: str) -> None:
        (one,) = found("fraction-rate", made_up(SHARE, actual, baseline))
        assert one.to_fix
        assert one.field == ("actual" if "(" in actual else "baseline")

    def test_it_says_what_the_fraction_makes(self) -> None:
        (said,) = sentences("fraction-rate", made_up(SHARE, "13.5% (31/203)"))
        assert "31/203 makes 15.27%, not the 13.5% that is stated for 2009/10 Q4" in said

    @pytest.mark.parametrize("typed", ["13.48% (31/230)", "13% (31/230)", "31/230", "13.5%"])
    def test_quiet_where_it_rounds_or_there_is_only_one_of_them(self, typed: str) -> None:
        assert found("fraction-rate", made_up(SHARE, typed)) == []

    def test_a_supporting_fraction_makes_no_value(self) -> None:
        supporting = replace(SHARE, fraction=FractionUse.SUPPORTING)
        assert found("fraction-rate", made_up(supporting, "-4.6% (338/442)")) == []


class TestSharedFraction:
    """Two rows with one fraction: one of them wants another."""

    def two(self, first: str, second: str, unit: Unit = Unit.PERCENT) -> Dataset:
        one = Indicator("A", "NI 1", "One", unit, Polarity.LOWER)
        other = replace(one, id="B", code="NI 2")
        data = made_up(one, "")
        data = replace(data, themes=(Theme("t", "T", sections=(Section("", (one, other)),)),))
        data = data.with_reading("A", Reading(figure(first, one)))
        return data.with_reading("B", Reading(figure(second, other)))

    def test_the_complement_is_named(self) -> None:
        (said,) = sentences("shared-fraction", self.two("31/230", "31/230"))
        assert "NI 2 and NI 1 both hold 31/230" in said
        assert "the complement, 199/230 (86.5%)" in said

    @pytest.mark.parametrize(
        ("first", "second"), [("31/230", "199/230"), ("3/12", "3/12"), ("0/400", "0/400")]
    )
    def test_quiet_for_others_for_small_ones_and_for_none(self, first: str, second: str) -> None:
        assert found("shared-fraction", self.two(first, second)) == []

    def test_averages_have_no_complement(self) -> None:
        (said,) = sentences("shared-fraction", self.two("310/230", "310/230", Unit.DAYS))
        assert "complement" not in said


class TestImpossible:
    """Figures that cannot be are to fix."""

    @pytest.mark.parametrize(
        ("unit", "typed", "words"),
        [
            (Unit.PERCENT, "231/230", "more cases than there are"),
            (Unit.PER_1000, "231/230", "more cases than there are"),
            (Unit.PERCENT, "103% (230/230)", "more than all"),
            (Unit.PER_1000, "-7.9", "below 0"),
        ],
    )
    def test_what_cannot_be(self, unit: Unit, typed: str, words: str) -> None:
        (one,) = found("impossible", made_up(replace(RATE, unit=unit), typed))
        assert one.to_fix
        assert words in one.sentence

    @pytest.mark.parametrize(
        ("unit", "typed"),
        [
            (Unit.PERCENT, "230/230"),
            (Unit.PERCENT, "103%"),
            (Unit.PERCENT, "-4.09%"),
            (Unit.RATIO, "231/230"),
            (Unit.DAYS, "231/23"),
            (Unit.COUNT, "0"),
            (Unit.POINTS, "-4.6%"),
        ],
    )
    def test_what_can(self, unit: Unit, typed: str) -> None:
        assert found("impossible", made_up(replace(RATE, unit=unit), typed)) == []

    def test_a_negative_count_last_year_too(self) -> None:
        """None can be typed; one that is held all the same is found."""
        minus = QuarterRecord({COUNT.id: Reading(Figure(Decimal(-3)))})
        held = made_up(COUNT, "3")
        (one,) = found("impossible", replace(held, quarters={**held.quarters, Q4.baseline(): minus}))
        assert (one.field, one.text) == ("baseline", "-3")


class TestPlaces:
    """Stated values of two years have the same decimal places."""

    @pytest.mark.parametrize(("actual", "baseline"), [("7.9", "7.28"), ("13.48", "20.3"), ("8", "7.5")])
    def test_other_places(self, actual: str, baseline: str) -> None:
        (one,) = found("places", made_up(RATE, actual, baseline))
        assert (one.text, "give both to 2" in one.sentence) == (actual, True)

    @pytest.mark.parametrize(
        ("actual", "baseline"), [("7.90", "7.28"), ("0", "0.25"), ("7.9", ""), ("1/3", "7.28")]
    )
    def test_quiet_where_they_agree_or_cannot_drift(self, actual: str, baseline: str) -> None:
        assert found("places", made_up(RATE, actual, baseline)) == []


class TestOldFigure:
    """A figure from before the quarter, or not final."""

    @pytest.mark.parametrize(
        "typed", ["7.9 Dec 2009", "7.9 (2008/09)", "7.9 (2009/10 Q3)", "7.9 (2008)", "7.9 [p]", "7.9 [e]"]
    )
    def test_old_or_not_final(self, typed: str) -> None:
        assert len(found("old-figure", made_up(RATE, typed))) == 1

    @pytest.mark.parametrize(
        "typed", ["7.9", "7.9 Jan 2010", "7.9 Mar 2010", "7.9 (2009/10)", "7.9 (2005 cohort)", "7.9 [r]"]
    )
    def test_quiet_in_the_quarter_for_cohorts_and_for_revised_ones(self, typed: str) -> None:
        assert found("old-figure", made_up(RATE, typed)) == []

    def test_both_are_one_finding(self) -> None:
        (said,) = sentences("old-figure", made_up(RATE, "7.9 Dec 2009 [p]"))
        assert "as at Dec 2009" in said
        assert "and is provisional" in said

    @pytest.mark.parametrize(
        ("basis", "typed", "covers"),
        [
            (PeriodBasis.QUARTER, "7.9 (1 month to Jan 2010)", "covers 1 month (January 2010) of 3"),
            (PeriodBasis.ROLLING, "7.9 (11 months to Mar 2010)", "of 12"),
            (PeriodBasis.ANNUAL, "7.9 (9 months to Mar 2010)", "of 12"),
        ],
    )
    def test_a_part_of_a_period_is_told_with_its_months(
        self, basis: PeriodBasis, typed: str, covers: str
    ) -> None:
        (said,) = sentences("old-figure", made_up(replace(RATE, basis=basis), typed))
        assert said.startswith("7.9 covers ")
        assert covers in said
        assert said.endswith(", so it is not rated.")

    def test_what_covers_the_whole_is_no_part(self) -> None:
        whole = replace(RATE, basis=PeriodBasis.QUARTER)
        assert found("old-figure", made_up(whole, "7.9 (3 months to Mar 2010)")) == []


class TestTargets:
    """Targets weaker than last year's actual, and of another period."""

    @pytest.mark.parametrize(
        ("target", "polarity", "count"),
        [
            ("7.50", Polarity.LOWER, 1),
            ("7.28", Polarity.LOWER, 0),
            ("<7.28", Polarity.LOWER, 0),
            ("7.27", Polarity.LOWER, 0),
            ("7", Polarity.HIGHER, 1),
            ("7.28", Polarity.HIGHER, 0),
            (">8", Polarity.HIGHER, 0),
            ("+/-9", Polarity.ZERO, 0),
            ("n/a", Polarity.LOWER, 0),
        ],
    )
    def test_weaker_by_polarity_and_bands_are_exempt(
        self, target: str, polarity: Polarity, count: int
    ) -> None:
        data = made_up(replace(RATE, polarity=polarity), "7.9", "7.28", target=target)
        assert len(found("weak-target", data)) == count

    def test_no_baseline_and_a_break_in_series_leave_nothing_to_compare(self) -> None:
        assert found("weak-target", made_up(RATE, "7.9", "", target="9")) == []
        broken = replace(RATE, breaks=(Q4,))
        assert found("weak-target", made_up(broken, "7.9", "7.28", target="9")) == []

    @pytest.mark.parametrize(("target", "count"), [("9 (2010/11)", 1), ("9 (2009/10)", 0), ("9", 0)])
    def test_the_period(self, target: str, count: int) -> None:
        assert len(found("target-period", made_up(RATE, "7.9", target=target))) == count


class TestOutlier:
    """A value far outside what is held of its own."""

    @pytest.mark.parametrize(
        ("typed", "factor", "meant"),
        [("79", "10.9 times", "7.9"), ("0.79", "1/9.2 of", "7.9"), ("790", "108.5 times", "7.9")],
    )
    def test_a_slipped_decimal_point_in_derby(self, typed: str, factor: str, meant: str) -> None:
        (one,) = found("outlier", with_typed(DERBY, "NI33", typed))
        assert one.ref == "NI33"
        assert f"{typed} is {factor} the 7.28 of 2008/09 Q4" in one.sentence
        assert f"has its decimal point slipped? {meant} would be near it" in one.sentence

    @pytest.mark.parametrize("indicator", WITH_FACTOR)
    def test_ten_times_any_value_of_derby_is_caught_and_the_value_itself_is_not(self, indicator: str) -> None:
        row = DERBY.scorecard().row(indicator)
        assert row is not None
        assert row.value is not None
        assert row.change is not None
        value = row.value * 10
        slipped = DERBY.with_reading(indicator, Reading(Figure(value)))
        signed = row.indicator.signed or row.indicator.polarity is Polarity.ZERO
        far = value / row.change.base >= (8 if signed else 5)
        assert [one.ref for one in found("outlier", slipped)] == [indicator] * far
        assert found("outlier", DERBY) == []

    def test_without_history_nothing_is_far(self) -> None:
        assert found("outlier", made_up(RATE, "79")) == []
        assert found("outlier", made_up(replace(RATE, breaks=(Q4,)), "79", "7.28")) == []

    @pytest.mark.parametrize(
        ("actual", "baseline", "count"), [("18", "2", 0), ("5", "1", 0), ("200", "20", 1), ("0", "50", 0)]
    )
    def test_small_counts_jump(self, actual: str, baseline: str, count: int) -> None:
        assert len(found("outlier", made_up(COUNT, actual, baseline))) == count

    @pytest.mark.parametrize(("actual", "count"), [("-4.6%", 0), ("-10%", 1), ("4.6%", 0)])
    def test_values_that_cross_zero_differ_by_large_factors(self, actual: str, count: int) -> None:
        signed = replace(SHARE, signed=True, polarity=Polarity.ZERO)
        assert len(found("outlier", made_up(signed, actual, "-1.0%"))) == count

    @pytest.mark.parametrize(("actual", "count"), [("7.9", 0), ("12", 0), ("21", 1), ("3.4", 1)])
    def test_with_three_values_held_twice_the_nearest_is_far(self, actual: str, count: int) -> None:
        quarters: list[Quarter] = [Q4.previous()]
        quarters += [quarters[-1].previous(), quarters[-1].previous().previous()]
        earlier = dict(zip(quarters, ("7.1", "7.3", "7.5"), strict=True))
        assert len(found("outlier", made_up(RATE, actual, "7.28", earlier=earlier))) == count


class TestSiblingUnit:
    """Rates that are read beside each other have one unit."""

    def pair(self, unit: Unit, official: Unit | None = None) -> Dataset:
        one = Indicator(
            "A", "NI 1", "One", Unit.PER_1000, Polarity.LOWER, beside=("B",), official_unit=official
        )
        other = Indicator("B", "NI 2", "Other", unit, Polarity.LOWER)
        data = made_up(one, "7.9")
        data = replace(data, themes=(Theme("t", "T", sections=(Section("", (one, other)),)),))
        return data.with_reading("B", Reading(figure("1" if unit is Unit.COUNT else "199.8", other)))

    @pytest.mark.parametrize(
        ("unit", "words"),
        [
            (Unit.PER_100000, "7.9 per 1,000 is 790 per 100,000, where NI 2 is 199.8 per 100,000"),
            (Unit.PER_10000, "7.9 per 1,000 is 79 per 10,000"),
            (Unit.PER_MILLION, "7.9 per 1,000 is 7,900 per million"),
        ],
    )
    def test_another_unit_is_converted(self, unit: Unit, words: str) -> None:
        (said,) = sentences("sibling-unit", self.pair(unit))
        assert words in said

    def test_a_rate_that_its_fraction_makes_is_printed_as_everywhere(self) -> None:
        """31/230 per 1,000 has no end: the value has its usual place, and what is made of it four."""
        data = self.pair(Unit.PER_100000, Unit.PER_10000)
        one, other = (replace(one, fraction=FractionUse.RATE, places=1) for one in data.indicators)
        data = replace(data, themes=(Theme("t", "T", sections=(Section("", (one, other)),)),))
        (said,) = sentences("sibling-unit", data.with_reading("A", Reading(Figure(None, Fraction(31, 230)))))
        assert said == (
            "134.8 per 1,000 is 13,478.2609 per 100,000, where NI 2 is 199.8 per 100,000: look at the unit. "
            "NI 1 is officially per 10,000, not per 1,000: 134.8 per 10,000 would be 1,347.8261 per 100,000."
        )

    @pytest.mark.parametrize("unit", [Unit.PER_1000, Unit.PERCENT, Unit.COUNT])
    def test_quiet_for_the_same_unit_and_for_what_is_no_rate(self, unit: Unit) -> None:
        assert found("sibling-unit", self.pair(unit)) == []

    @pytest.mark.parametrize(("official", "count"), [(Unit.PER_10000, 1), (Unit.PER_1000, 0), (None, 0)])
    def test_the_official_unit(self, official: Unit | None, count: int) -> None:
        assert len(found("sibling-unit", self.pair(Unit.PER_1000, official))) == count


def test_snapshots_and_counts_are_left_alone() -> None:
    """A plain row of each kind has nothing to find but what is planted."""
    for unit in Unit:
        for basis in PeriodBasis:
            plain = replace(RATE, unit=unit, basis=basis, places=0)
            made = found("places", made_up(plain, "21", "20")) + found("outlier", made_up(plain, "21", "20"))
            assert made == []
