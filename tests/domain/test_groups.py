"""Comparator groups: who belongs when, what is averaged, and why (RULES 6)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from csptui.domain.figure import Absence, Figure, Fraction
from csptui.domain.groups import (
    AreaValue,
    AreaValues,
    AverageKind,
    Group,
    Term,
    average_of,
    groups_of,
    listed,
    own_of,
    unlike,
)
from csptui.domain.indicator import FractionUse, Indicator, PeriodBasis, Polarity, Unit
from csptui.domain.period import Period, PeriodKind
from csptui.domain.quarter import FinancialYear, Quarter

Q4 = Quarter(FinancialYear(2009), 4)
Q1 = Q4.next()
RATE = Indicator("A1", "A 1", "A rate", Unit.PER_1000, Polarity.LOWER, places=1, fraction=FractionUse.RATE)


def stated(**values: str) -> AreaValues:
    """Give values without fractions."""
    return AreaValues({area: AreaValue(Decimal(value)) for area, value in values.items()})


def averaged(group: Group, values: AreaValues, own: Figure, *, by_default: bool = True) -> tuple[object, ...]:
    """Average a group in 2009/10 Q4 with Derby's figure; give average, count, and who is missing."""
    found = average_of(group, Q4, values, own_of(own, RATE, Q4, "Derby"), RATE, by_default=by_default)
    return () if found is None else (found.average, found.held, found.missing)


class TestMembership:
    """Who is a member in a quarter."""

    GROUP = Group("G", "G", ("A", "B", "C"), terms=(Term("B", Q1), Term("C", None, Q4), Term("C", Q1.next())))

    def test_a_name_alone_is_a_member_at_all_times(self) -> None:
        assert Group("G", "G", ("A", "B")).members_in(Q4) == ("A", "B")

    @pytest.mark.parametrize(
        ("quarter", "members"), [(Q4, ("A", "C")), (Q1, ("A", "B")), (Q1.next(), ("A", "B", "C"))]
    )
    def test_a_term_has_both_its_ends_and_may_begin_again(
        self, quarter: Quarter, members: tuple[str, ...]
    ) -> None:
        assert self.GROUP.members_in(quarter) == members

    def test_a_group_has_no_members_outside_its_own_time(self) -> None:
        group = Group("G", "G", ("A",), starts=Q4, until=Q4)
        assert [group.members_in(one) for one in (Q4.previous(), Q4, Q1)] == [(), ("A",), ()]

    def test_an_area_that_has_left_is_neither_averaged_nor_missing(self) -> None:
        """Its value is held still, for another group may have it."""
        group = Group("G", "G", ("A", "B"), terms=(Term("B", None, Q4.previous()),))
        values = stated(A="2", B="100")
        assert averaged(group, values, Figure(Decimal(4))) == (Decimal(3), "2 of 2", ())

    def test_an_indicators_own_groups_come_in_its_order(self) -> None:
        groups = (Group("G", "G"), Group("H", "H"), Group("I", "I", until=Q4.previous()))
        own = Indicator("A", "A", "a", groups=("I", "H", "G"))
        assert [one.id for one in groups_of(own, groups, Q4)] == ["H", "G"]
        assert [one.id for one in groups_of(RATE, groups, Q4)] == ["G", "H"]
        assert groups_of(Indicator("A", "A", "a", groups=()), groups, Q4) == ()


class TestAverage:
    """What is averaged, and of how many."""

    GROUP = Group("G", "G", ("A", "B", "C"))

    def test_the_area_itself_is_counted_by_default(self) -> None:
        values = stated(A="1", B="2", C="3")
        assert averaged(self.GROUP, values, Figure(Decimal(10))) == (Decimal(4), "4 of 4", ())

    def test_it_is_left_out_where_the_rule_says_so(self) -> None:
        values = stated(A="1", B="2", C="3")
        assert averaged(self.GROUP, values, Figure(Decimal(10)), by_default=False) == (
            Decimal(2),
            "3 of 3",
            (),
        )

    @pytest.mark.parametrize("by_default", [True, False])
    def test_a_groups_own_rule_comes_before_the_partnerships(self, by_default: bool) -> None:  # noqa: FBT001 - a case
        values = stated(A="1", B="2", C="3")
        group = Group("G", "G", ("A", "B", "C"), include_self=not by_default)
        found = averaged(group, values, Figure(Decimal(10)), by_default=by_default)
        assert found[1] == ("4 of 4" if not by_default else "3 of 3")

    def test_a_missing_member_is_named_and_never_averaged_in(self) -> None:
        found = averaged(self.GROUP, stated(A="1", C="3"), Figure(Decimal(5)))
        assert found == (Decimal(3), "3 of 4", ("B",))

    def test_a_value_of_0_is_a_value(self) -> None:
        assert averaged(self.GROUP, stated(A="0", B="0", C="3"), Figure(Decimal(1)))[0] == 1

    def test_ones_own_missing_figure_is_named_too(self) -> None:
        found = averaged(self.GROUP, stated(A="1", B="2", C="3"), Figure(absence=Absence.NOT_AVAILABLE))
        assert found == (Decimal(2), "3 of 4", ("Derby",))

    def test_without_any_members_value_there_is_no_average(self) -> None:
        """One's own figure is no comparison."""
        assert averaged(self.GROUP, stated(X="1"), Figure(Decimal(5))) == ()

    def test_the_quarters_own_file_comes_before_the_partnerships(self) -> None:
        values = AreaValues.made({"A": AreaValue(Decimal(1))}, {"G": {"A": Decimal(9), "B": Decimal(5)}})
        assert averaged(self.GROUP, values, Figure(), by_default=False) == (Decimal(3), "2 of 3", ("C",))

    def test_a_value_of_another_group_is_not_this_groups(self) -> None:
        values = AreaValues.made({}, {"H": {"A": Decimal(9)}})
        assert averaged(self.GROUP, values, Figure(), by_default=False) == ()


class TestPooled:
    """All cases over all denominators, where every fraction is held."""

    GROUP = Group("G", "G", ("A", "B"), average=AverageKind.POOLED)
    FRACTIONS = AreaValues(
        {"A": AreaValue(Decimal(100), Fraction(10, 100)), "B": AreaValue(Decimal(10), Fraction(9, 900))}
    )

    def of(self, values: AreaValues, own: Figure, indicator: Indicator = RATE) -> tuple[object, ...]:
        """Average; give the kind, the average, and why it is a mean."""
        found = average_of(
            self.GROUP, Q4, values, own_of(own, indicator, Q4, "Derby"), indicator, by_default=True
        )
        assert found is not None
        return found.kind, found.average, found.why_mean

    def test_it_is_not_the_mean_of_the_rates(self) -> None:
        """19 of 1,000 and Derby's 1 of 1,000 are 20 of 2,000: 10; the mean of 100, 10 and 1 is 37."""
        found = self.of(self.FRACTIONS, Figure(fraction=Fraction(1, 1000)))
        assert found == (AverageKind.POOLED, Decimal(10), "")

    def test_one_fraction_that_is_not_held_makes_it_a_mean_and_it_says_so(self) -> None:
        found = self.of(self.FRACTIONS, Figure(Decimal(1)))
        assert found == (AverageKind.MEAN, Decimal(37), "no fraction is held of Derby")

    def test_a_member_without_any_value_does_not_prevent_it(self) -> None:
        values = AreaValues({"A": self.FRACTIONS.by_area["A"]})
        assert self.of(values, Figure(fraction=Fraction(10, 900)))[:2] == (AverageKind.POOLED, Decimal(20))

    def test_a_fraction_that_does_not_make_its_value_is_not_pooled(self) -> None:
        values = AreaValues({**self.FRACTIONS.by_area, "B": AreaValue(Decimal(11), Fraction(9, 900))})
        found = self.of(values, Figure(fraction=Fraction(1, 1000)))
        assert found[0] is AverageKind.MEAN
        assert found[2] == "the fraction does not make the value of B"

    def test_a_stated_value_that_rounds_from_its_fraction_is(self) -> None:
        values = AreaValues({"A": AreaValue(Decimal("33.3"), Fraction(1, 30))})
        assert self.of(values, Figure(fraction=Fraction(1, 30)))[0] is AverageKind.POOLED

    def test_counts_have_no_fractions(self) -> None:
        count = Indicator("A", "A", "a", Unit.COUNT)
        assert self.of(stated(A="1"), Figure(Decimal(2)), count)[2] == "a count has no fractions"


BASES = (PeriodBasis.ROLLING, PeriodBasis.QUARTER, PeriodBasis.ANNUAL, PeriodBasis.SNAPSHOT)


class TestSamePeriod:
    """A figure is held beside values of its own period alone."""

    @staticmethod
    def said(basis: PeriodBasis, as_at: Period | None, quarter: Quarter = Q4) -> str:
        """Say why a figure is not compared."""
        return unlike(Figure(Decimal(1), as_at=as_at), Indicator("A", "A", "a", basis=basis), quarter)

    @pytest.mark.parametrize("basis", list(PeriodBasis))
    def test_a_figure_without_as_at_is_of_the_quarter(self, basis: PeriodBasis) -> None:
        assert self.said(basis, None) == ""

    @pytest.mark.parametrize("basis", BASES)
    def test_the_last_month_of_the_quarter_is_the_quarters_own_period(self, basis: PeriodBasis) -> None:
        assert self.said(basis, Period(PeriodKind.MONTH, 2010, 3)) == ""

    def test_last_years_figure_is_not_compared(self) -> None:
        year = Period(PeriodKind.YEAR, 2008)
        assert self.said(PeriodBasis.ROLLING, year) == (
            "it is of 2008/09, and the members' values are of April 2009 to March 2010"
        )
        assert self.said(PeriodBasis.ANNUAL, year) != ""

    def test_three_months_earlier_is_another_rolling_year(self) -> None:
        assert self.said(PeriodBasis.ROLLING, Period(PeriodKind.MONTH, 2009, 12)) != ""

    def test_the_calendar_year_that_ends_in_the_year_is_its_annual_figure(self) -> None:
        assert self.said(PeriodBasis.ANNUAL, Period(PeriodKind.CALENDAR, 2009)) == ""
        assert self.said(PeriodBasis.ANNUAL, Period(PeriodKind.CALENDAR, 2008)) != ""

    def test_a_snapshot_is_of_any_month_of_the_quarter(self) -> None:
        assert self.said(PeriodBasis.SNAPSHOT, Period(PeriodKind.MONTH, 2010, 1)) == ""
        assert self.said(PeriodBasis.SNAPSHOT, Period(PeriodKind.MONTH, 2009, 12)) != ""

    def test_a_part_of_a_quarter_is_not_compared(self) -> None:
        part = Period(PeriodKind.PART, 2010, 1, 1)
        assert self.said(PeriodBasis.QUARTER, part) == "it covers 1 month (January 2010) of 3"

    def test_a_cohort_leaves_the_period_open(self) -> None:
        assert self.said(PeriodBasis.COHORT, Period(PeriodKind.COHORT, 2005)) == ""


def test_names_are_listed_as_people_write_them() -> None:
    assert [listed(names) for names in (("A",), ("A", "B"), ("A", "B", "C"), ("A", "B", "C", "D"))] == [
        "A",
        "A and B",
        "A, B and C",
        "A, B and 2 more",
    ]
