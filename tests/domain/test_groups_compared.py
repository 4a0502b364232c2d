"""An indicator beside a group: rank, quartile, distance, in line or not, by hand (RULES 6)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from csptui.domain.compared import Compared, InLine, compared, comparisons, direction
from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
from csptui.domain.figure import Figure, Fraction
from csptui.domain.group_words import (
    brief,
    distance_sentence,
    in_line_sentence,
    in_line_words,
    missing_sentence,
    none_held,
    rank_sentence,
    sentence,
)
from csptui.domain.groups import AreaValue, AreaValues, AverageKind, Group, OwnValue
from csptui.domain.indicator import Indicator, Polarity, Section, Theme, Unit
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.rag import Colour, Ground
from csptui.domain.scorecard import Reading
from csptui.domain.why import colour_sentence

Q4 = Quarter(FinancialYear(2009), 4)
ARSON = Indicator("NI33", "NI 33", "Arson", Unit.PER_1000, Polarity.LOWER, places=2)
NAMES = "ABCDEFGHIJKLMNO"


def beside(
    own: str | None,
    *others: str | None,
    indicator: Indicator = ARSON,
    include_self: bool = True,
    members: int = 0,
) -> Compared:
    """Set Derby's value beside others', None for one that is missing."""
    group = Group("MSG", "Most Similar Group", tuple(NAMES[: members or len(others)]))
    pairs = zip(NAMES, others, strict=False)
    held = {area: AreaValue(Decimal(one)) for area, one in pairs if one is not None}
    mine = OwnValue(
        "Derby", None if own is None else Decimal(own), missing="" if own else "no figure is held"
    )
    return compared(group, Q4, AreaValues(held), mine, indicator, by_default=include_self)


def of_polarity(polarity: Polarity, unit: Unit = Unit.PER_1000) -> Indicator:
    return Indicator("A", "A", "a", unit, polarity, places=1)


class TestRank:
    """Competition ranking among the values held, one's own among them."""

    @pytest.mark.parametrize(
        ("own", "others", "rank"),
        [
            ("5", ("1", "2", "9"), 3),
            ("2", ("1", "2", "2", "9"), 2),
            ("9", ("1", "2", "2", "9"), 4),
            ("1", ("1", "1", "1"), 1),
            ("2.0", ("2", "3"), 1),
            ("5", ("1", None, "2"), 3),
        ],
    )
    def test_ties_share_the_better_place_and_the_next_is_skipped(
        self, own: str, others: tuple[str | None, ...], rank: int
    ) -> None:
        assert beside(own, *others).rank == rank

    def test_every_area_has_its_rank(self) -> None:
        found = beside("2", "1", "2", "2", "9")
        assert [(one.area, one.rank, one.is_self) for one in found.standings] == [
            ("A", 1, False),
            ("B", 2, False),
            ("C", 2, False),
            ("Derby", 2, True),
            ("D", 5, False),
        ]

    @pytest.mark.parametrize(
        ("polarity", "rank", "words"),
        [
            (Polarity.LOWER, 4, "1 = lowest"),
            (Polarity.NONE, 4, "1 = lowest"),
            (Polarity.HIGHER, 1, "1 = highest"),
            (Polarity.ZERO, 3, "1 = nearest to zero"),
        ],
    )
    def test_the_direction_goes_by_which_way_is_better(
        self, polarity: Polarity, rank: int, words: str
    ) -> None:
        indicator = of_polarity(polarity)
        assert beside("5", "-6", "0", "3", indicator=indicator).rank == rank
        assert direction(indicator) == words

    def test_a_rate_that_no_decimal_holds_ties_with_its_equal(self) -> None:
        """1 of 3 and 2 of 6 are one rate."""
        share = Indicator("A", "A", "a", Unit.PERCENT, Polarity.LOWER, places=1)
        third, same = Fraction(1, 3), Fraction(2, 6)
        values = AreaValues({"A": AreaValue(same.rate(100), same)})
        own = OwnValue("Derby", third.rate(100), third)
        found = compared(Group("G", "G", ("A",)), Q4, values, own, share)
        assert [one.rank for one in found.standings] == [1, 1]

    def test_it_is_the_same_whether_the_average_counts_the_area_or_not(self) -> None:
        counted, not_counted = (beside("5", "1", "9", include_self=one) for one in (True, False))
        assert counted.rank == not_counted.rank == 2
        assert [len(one.standings) for one in (counted, not_counted)] == [3, 3]
        assert [(one.present, one.of) for one in (counted, not_counted)] == [(3, 3), (2, 2)]


class TestQuartile:
    """1 + floor(4 (rank - 1) / n)."""

    @pytest.mark.parametrize(
        ("count", "sizes"),
        [
            (4, [1, 1, 1, 1]),
            (5, [2, 1, 1, 1]),
            (6, [2, 1, 2, 1]),
            (7, [2, 2, 2, 1]),
            (8, [2] * 4),
            (15, [4, 4, 4, 3]),
        ],
    )
    def test_how_many_of_n_ranks_are_in_each(self, count: int, sizes: list[int]) -> None:
        found = []
        for own in range(count):
            others = [str(one) for one in range(count) if one != own]
            found.append(beside(str(own), *others).quartile)
        assert [found.count(one) for one in (1, 2, 3, 4)] == sizes
        assert found == sorted(found)  # type: ignore[type-var] # none is None from four values on

    def test_of_three_values_there_is_none(self) -> None:
        assert beside("1", "2", "3").quartile is None

    def test_those_that_tie_share_the_better_one(self) -> None:
        assert beside("5", "5", "5", "5", "5").quartile == 1


class TestDistance:
    """(own - average) / |average|, in per cent."""

    def test_rules_example_in_full(self) -> None:
        """7.9 of 12 present of 15, whose average is 7.50."""
        others = ["7.1"] * 5 + ["7.8"] * 6
        found = beside("7.9", *others, None, None, None)
        assert (found.present, found.of) == (12, 15)
        assert found.missing == ("L", "M", "N")
        average = found.average
        assert average is not None
        assert average.average == (Decimal("7.1") * 5 + Decimal("7.8") * 6 + Decimal("7.9")) / 12
        own, mean = Decimal("7.9"), average.average
        assert found.distance is not None
        assert abs(found.distance - (own - mean) / mean * 100) < Decimal("1e-20")

    def test_an_average_below_zero_keeps_the_side(self) -> None:
        found = beside("-1", "-3", include_self=False)
        assert found.distance is not None
        assert round(found.distance, 6) == Decimal("66.666667")

    def test_an_average_of_0_has_none(self) -> None:
        found = beside("1", "-1", include_self=True)
        assert found.average is not None
        assert found.average.average == 0
        assert found.distance is None
        assert "is 1 above the average" in distance_sentence(found)

    def test_equal_is_exactly(self) -> None:
        found = beside("2", "1", "3", include_self=False)
        assert found.distance == 0
        assert "is exactly the average" in distance_sentence(found)


class TestInLine:
    """Mean ± 1.96 sample standard deviations: outside is not in line."""

    def test_by_hand(self) -> None:
        """2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squares 32, over 7."""
        found = beside("5", "2", "4", "4", "4", "5", "7", "9")
        assert found.spread is not None
        assert round(found.spread.mean, 9) == 5
        deviation = (Decimal(32) / 7).sqrt()
        assert found.spread.lower == 5 - Decimal("1.96") * deviation
        assert found.spread.upper == 5 + Decimal("1.96") * deviation
        assert found.in_line is InLine.INSIDE

    @pytest.mark.parametrize(
        ("own", "place"), [("101", InLine.ABOVE), ("-101", InLine.BELOW), ("11", InLine.INSIDE)]
    )
    def test_outside_on_either_side(self, own: str, place: InLine) -> None:
        others = ("9", "10", "11", "10", "9", "11", "10", "10")
        assert beside(own, *others).in_line is place

    def test_on_the_limit_is_inside_and_a_little_beyond_is_not(self) -> None:
        """Mean 0 and variance 1 of −1, 0, 1: the limit is 1.96 exactly, which no root may blur."""
        others = ("-1", "0", "1")
        assert beside("1.96", *others, include_self=False).in_line is InLine.INSIDE
        assert beside("1.960000000000000000001", *others, include_self=False).in_line is InLine.ABOVE
        assert beside("-1.96", *others, include_self=False).in_line is InLine.INSIDE
        assert beside("-1.960000000000000000001", *others, include_self=False).in_line is InLine.BELOW

    def test_it_needs_three_values_of_the_group(self) -> None:
        two = beside("5", "1")
        assert (two.spread, two.in_line) == (None, None)
        assert in_line_sentence(two) == (
            "In line or not cannot be said: that needs 3 values of the group, and 2 are held."
        )
        assert beside("5", "1", "2", include_self=False).spread is None
        assert beside("5", "1", "2").spread is not None

    def test_where_all_are_equal_only_that_value_is_in_line(self) -> None:
        assert beside("2", "2", "2", "2").in_line is InLine.INSIDE
        assert beside("2.1", "2", "2", "2", include_self=False).in_line is InLine.ABOVE


class TestWords:
    """The sentences."""

    def test_everything_in_one_paragraph(self) -> None:
        found = beside("7.9", "7.1", "7.5", None, indicator=ARSON)
        assert sentence(found) == (
            "Derby's 7.90 is 5.3% above the average of Most Similar Group (3 of 4, including Derby: 7.50,"
            " unweighted mean), which is worse. Rank 3 of 3 (1 = lowest); quartiles need 4 values."
            " In line: inside 6.72 to 8.28, the mean ± 1.96 sample SD of the group;"
            " none of fewer than 6 values that are all counted can be outside."
        )
        assert missing_sentence(found) == "No value is held of C: not averaged in."
        assert brief(found) == (
            "Most Similar Group average 7.50 (3 of 4); +5.3%; rank 3 of 3, 1 = lowest; in line"
        )

    def test_a_lower_limit_that_no_value_could_be_below_is_not_printed(self) -> None:
        """A count is never below 0; where values are, the limit has a meaning."""
        others = ("1", "2", "1", "2", "1", "30")
        said = in_line_sentence(beside("2", *others, indicator=ARSON))
        assert said.startswith("In line: not above ")
        assert said.endswith("the upper end of the mean ± 1.96 sample SD of the group; the lower is below 0.")
        assert in_line_sentence(beside("-2", *others, indicator=ARSON)).startswith("In line: inside -")

    def test_no_value_of_any_member(self) -> None:
        found = beside("7.9", members=14)
        assert sentence(found) == "No value of Most Similar Group's 14 members is held for 2009/10 Q4."
        assert (found.standings, found.rank, found.present, found.of) == ((), None, 0, 15)

    def test_a_figure_that_is_not_compared_says_why(self) -> None:
        found = beside(None, "7.1", "7.9")
        assert sentence(found) == (
            "Derby's figure is not compared: no figure is held. It would stand beside the average of"
            " Most Similar Group (2 of 3, without Derby: 7.50, unweighted mean)."
        )
        assert [one.rank for one in found.standings] == [1, 2]

    def test_who_shares_the_rank(self) -> None:
        assert rank_sentence(beside("2", "1", "2", "2", "9")) == (
            "Rank 2 of 5 (1 = lowest), shared with B and C; 1st quartile."
        )

    def test_not_in_line_names_the_limit_that_is_passed(self) -> None:
        found = beside("101", "9", "10", "11", "10", "9", "11", "10", "10")
        assert in_line_words(found) == "not in line: above"
        assert in_line_sentence(found).startswith("Not in line: above ")
        assert in_line_sentence(found).endswith(", the upper end of the mean ± 1.96 sample SD of the group.")

    def test_numbers_that_differ_do_not_look_alike(self) -> None:
        """7.504 beside an average of 7.502 is not `7.50 above 7.50`."""
        found = beside("7.504", "7.5", include_self=True)
        assert "7.504 is 0.002 above the average" in distance_sentence(found)
        assert "7.502" in distance_sentence(found)

    def test_a_group_of_one_is_named_by_its_value(self) -> None:
        group = Group("E", "England", ("England",), include_self=False)
        values = AreaValues({"England": AreaValue(Decimal(8))})
        found = compared(group, Q4, values, OwnValue("Derby", Decimal(6)), ARSON)
        assert distance_sentence(found) == (
            "Derby's 6.00 is 25.0% below the value of England (8.00), which is better."
        )
        empty = compared(group, Q4, AreaValues(), OwnValue("Derby", Decimal(6)), ARSON)
        assert none_held(empty) == "No value of England is held for 2009/10 Q4."

    def test_percentages_have_points_too(self) -> None:
        share = of_polarity(Polarity.HIGHER, Unit.PERCENT)
        found = beside("40", "50", "60", indicator=share)
        assert "40.0% is 20.0% (10 points) below the average" in distance_sentence(found)

    def test_no_way_is_better_where_the_indicator_has_none(self) -> None:
        assert "better" not in sentence(beside("1", "2", "3", indicator=of_polarity(Polarity.NONE)))


def dataset(indicator: Indicator, own: str, groups: tuple[Group, ...], **areas: str) -> Dataset:
    """Give a dataset of one indicator with what other areas have."""
    record = QuarterRecord({indicator.id: Reading(Figure(Decimal(own)))})
    values = {area: AreaValue(Decimal(value)) for area, value in areas.items()}
    return Dataset(
        Partnership("P", area="Derby", groups=groups),
        (Theme("t", "T", "", (Section("", (indicator,)),)),),
        Q4,
        quarters={Q4: record},
        areas={indicator.id: values},
    )


class TestDataset:
    """What the scorecard and the comparison of a dataset make of it."""

    GROUPS = (Group("MSG", "Most Similar Group", ("X", "Y")), Group("E", "England", ("England",)))

    def test_a_row_without_a_target_is_rated_by_the_first_group_with_values(self) -> None:
        (row,) = dataset(ARSON, "7.9", self.GROUPS, X="7.1", Y="7.5").scorecard().rows
        assert (row.rating.ground, row.rating.colour) == (Ground.GROUP, Colour.RED)
        assert colour_sentence(row) == (
            "7.9 is 5.3% above the average of Most Similar Group (3 of 3, including Derby: 7.50,"
            " unweighted mean); amber runs to 7.875."
        )
        (row,) = dataset(ARSON, "7.9", self.GROUPS, England="7.5").scorecard().rows
        assert "average of England (2 of 2" in colour_sentence(row)

    def test_an_indicators_own_order_decides_which_group_rates(self) -> None:
        own = Indicator(
            "NI33", "NI 33", "Arson", Unit.PER_1000, Polarity.LOWER, places=2, groups=("E", "MSG")
        )
        data = dataset(own, "7.9", self.GROUPS, X="7.1", Y="7.5", England="9")
        (row,) = data.scorecard().rows
        assert row.rating.group is not None
        assert row.rating.group.group == "England"
        assert [one.group.id for one in comparisons(data, own)] == ["E", "MSG"]

    def test_an_indicator_with_no_groups_is_compared_with_none(self) -> None:
        own = replace(ARSON, groups=())
        data = dataset(own, "7.9", self.GROUPS, X="7.1")
        assert comparisons(data, own) == ()
        assert data.scorecard().rows[0].rating.ground is Ground.NO_TARGET

    def test_groups_without_values_are_left_out_unless_none_has_any(self) -> None:
        some = dataset(ARSON, "7.9", self.GROUPS, England="9")
        assert [one.group.id for one in comparisons(some, ARSON)] == ["E"]
        none = dataset(ARSON, "7.9", self.GROUPS)
        assert [one.group.id for one in comparisons(none, ARSON)] == ["MSG", "E"]

    def test_a_pooled_average_rates_too_and_says_so(self) -> None:
        groups = (Group("MSG", "MSG", ("X",), average=AverageKind.POOLED, include_self=False),)
        data = dataset(ARSON, "7.9", groups)
        areas = {"NI33": {"X": AreaValue(Decimal(10), Fraction(10, 1000))}}
        (row,) = (
            Dataset(data.partnership, data.themes, Q4, quarters=data.quarters, areas=areas).scorecard().rows
        )
        assert colour_sentence(row).startswith(
            "7.9 is 21.0% below the average of MSG (1 of 1: 10.00, pooled from fractions)"
        )
