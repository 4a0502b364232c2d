"""The history of an indicator: rolling 12 months, year on year and trends, on what may be compared."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_series import COUNT, FIRST, ROLLING, SHARE, Typed, made, quarters

from csptui.analysis.history import COLUMNS, csv_text, frame, table, tables
from csptui.analysis.history_notes import ROLLING_MEANS, in_words, notes
from csptui.domain.covered import Span
from csptui.domain.figure import Figure, Fraction
from csptui.domain.indicator import FractionUse, Indicator, PeriodBasis, Unit
from csptui.domain.period import Period, PeriodKind
from csptui.domain.quarter import FinancialYear
from csptui.domain.trend import TrendKind, TrendRule, Verdict

if TYPE_CHECKING:
    from csptui.domain.series import Series

RULES_X = (100, 120, 90, 110, 105, 118, 95, 104)
RULES_R = (420, 425, 423, 428, 422)


def summed(series: Series) -> list[Decimal | None]:
    """Give the rolling 12 months of every quarter."""
    return [row.rolling.value for row in table(series).rows]


class TestRolling:
    def test_the_vector_of_the_rules(self) -> None:
        """Four quarters make the first rolling 12 months; each later one drops a quarter and takes one."""
        assert summed(made(COUNT, RULES_X)) == [None, None, None, *map(Decimal, RULES_R)]

    def test_a_move_on_rolling_figures_is_this_quarter_against_a_year_ago(self) -> None:
        """R(q) − R(q−1) = x(q) − x(q−4), from the quarters and from the rolling figures themselves."""
        discrete = table(made(COUNT, RULES_X)).rows
        rolling = table(made(ROLLING, RULES_R)).rows
        moves = [row.move for row in rolling[1:]]
        assert moves == [Decimal(now - ago) for now, ago in zip(RULES_X[4:], RULES_X[:4], strict=True)]
        assert moves == [row.year_on_year.change.units for row in discrete[4:] if row.year_on_year.change]

    def test_rolling_figures_are_said_to_be_what_they_are(self) -> None:
        """They are summed no further, and the notes tell what a move on them is."""
        history = table(made(ROLLING, RULES_R))
        assert not history.has_rolling
        assert any(ROLLING_MEANS in note for note in notes(history))

    def test_of_rates_the_fractions_are_summed(self) -> None:
        """Numerators and denominators apart, shown at printed precision: no mean of the rates."""
        fractions: list[Typed] = [
            Fraction(1, 2),
            Fraction(1, 10),
            Fraction(30, 100),
            Fraction(2, 5),
            Fraction(0, 3),
        ]
        found = table(made(SHARE, fractions)).rows
        assert [row.rolling.value for row in found] == [None, None, None, Decimal("29.1"), Decimal("28.0")]
        assert found[3].rolling.fraction == Fraction(34, 117)

    @pytest.mark.parametrize(
        ("unit", "rate"),
        [
            (Unit.PER_1000, "12.0"),
            (Unit.PER_10000, "120.3"),
            (Unit.PER_100000, "1203.0"),
            (Unit.PER_MILLION, "12030.1"),
        ],
    )
    def test_a_rate_of_a_population_is_of_the_year(self, unit: Unit, rate: str) -> None:
        """4,000 cases in a year of 332,500 people on average: not the quarter of it that a quarter has."""
        indicator = replace(SHARE, unit=unit)
        quarterly: list[Typed] = [
            Fraction(1000, 330_000),
            Fraction(1100, 332_000),
            Fraction(900, 333_000),
            Fraction(1000, 335_000),
        ]
        history = table(made(indicator, quarterly))
        assert str(history.rows[-1].rolling.value) == rate
        assert history.rows[-1].rolling.fraction == Fraction(4000, 1_330_000)
        said = "Rolling 12 months are the cases of four quarters over the mean of their denominators."
        assert said in notes(history)

    @pytest.mark.parametrize(
        "unit", [Unit.PERCENT, Unit.RATIO, Unit.NUMBER, Unit.SCORE, Unit.DAYS, Unit.POUNDS]
    )
    def test_a_share_or_an_average_of_a_year_is_no_sum(self, unit: Unit) -> None:
        """What is the same in every quarter is that of the year, too."""
        history = table(made(replace(SHARE, unit=unit), [Fraction(1, 2)] * 4))
        assert history.rows[-1].rolling.value == history.rows[-1].point.value
        assert "Rolling 12 months are the rate of four quarters' fractions summed." in notes(history)

    def test_rates_without_all_fractions_are_not_summed(self) -> None:
        """The reason counts what is held."""
        history = table(made(SHARE, [Fraction(1, 2), Fraction(1, 3), 40, Fraction(1, 4)]))
        assert (
            history.rows[-1].rolling.why == "a rate needs the fractions of all four quarters, and 3 are held"
        )
        assert any("and 3 are held" in note for note in notes(history))

    def test_a_value_that_its_fraction_does_not_make_is_not_summed(self) -> None:
        """Whichever of the two is wrong, a sum must not hide it."""
        wrong = Figure(Decimal("60.0"), Fraction(1, 2))
        found = table(made(SHARE, [Fraction(1, 2), wrong, Fraction(1, 3), Fraction(1, 4)])).rows[-1]
        assert "does not round from its fraction" in found.rolling.why

    @pytest.mark.parametrize(
        ("indicator", "why"),
        [
            (replace(COUNT, unit=Unit.SCORE), "fractions of all four"),
            (replace(COUNT, basis=PeriodBasis.ANNUAL), "of a year"),
            (replace(COUNT, basis=PeriodBasis.SNAPSHOT), "a snapshot has no months to sum"),
            (replace(COUNT, basis=PeriodBasis.COHORT), "a cohort"),
            (replace(SHARE, unit=Unit.POINTS, fraction=FractionUse.SUPPORTING), "do not add up"),
        ],
        ids=["score", "annual", "snapshot", "cohort", "supporting"],
    )
    def test_what_does_not_add_up_is_not_given_and_says_why(self, indicator: Indicator, why: str) -> None:
        """A reason stands in the place of a number."""
        found = table(made(indicator, RULES_X)).rows[-1].rolling
        assert found.value is None
        assert why in found.why

    def test_periods_that_share_months_are_not_summed(self) -> None:
        """A quarter that repeats December's figure would count three months twice."""
        late = Figure(Decimal(118), as_at=Period.of_quarter(quarters(6)[4]))
        history = table(made(COUNT, [100, 120, 90, 110, 105, late, 95, 104]))
        assert [row.rolling.value for row in history.rows[5:]] == [None, None, None]
        assert "which do not follow on" in history.rows[5].rolling.why
        assert history.rows[5].move is None

    def test_a_year_is_no_quarter(self) -> None:
        """A figure that covers more than its quarter is in no sum."""
        year = Figure(Decimal(420), as_at=Period.of_year(FinancialYear(2008)))
        found = table(made(COUNT, [100, 120, 90, year])).rows[-1].rolling
        assert found.value is None
        assert "covers April 2008 to March 2009" in found.why

    def test_decimals_survive(self) -> None:
        """Sums are of decimals: a tenth ten times is one, and no digit is lost or made."""
        number = replace(COUNT, unit=Unit.NUMBER, places=6)
        values: list[Typed] = [Decimal(one) for one in ("999999999.000001", "0.1", "0.2", "1.0000")]
        assert str(table(made(number, values)).rows[-1].rolling.value) == "1000000000.300001"


class TestYearOnYear:
    def test_units_per_cent_and_verdict(self) -> None:
        """A quarter is held against the same quarter a year ago."""
        row = table(made(COUNT, RULES_X)).rows[4]
        moved = row.year_on_year.change
        assert moved is not None
        assert (moved.units, moved.percent) == (Decimal(5), Decimal(5))
        assert moved.points is None
        assert row.year_on_year.verdict is Verdict.WORSE

    def test_per_cent_is_withheld_as_the_rules_have_it(self) -> None:
        """From 0, and across a change of sign."""
        number = replace(COUNT, unit=Unit.NUMBER)
        for before, now in ((0, 5), (-2, 5), (5, -2)):
            moved = table(made(number, [before, 1, 1, 1, now])).rows[-1].year_on_year.change
            assert moved is not None
            assert moved.percent is None
            assert moved.units == now - before

    def test_points_where_the_unit_is_a_percentage(self) -> None:
        """13.48 against 11.36 is 2.12 points."""
        moved = table(made(SHARE, [Decimal("11.36"), 1, 1, 1, Decimal("13.48")])).rows[-1].year_on_year.change
        assert moved is not None
        assert moved.points == Decimal("2.12")

    def test_a_quarter_that_is_missing_between_hides_no_year(self) -> None:
        """Two quarters are compared, and nothing between them is asked for."""
        found = table(made(COUNT, [100, None, "x", 110, 105])).rows[-1].year_on_year
        assert found.change is not None

    @pytest.mark.parametrize(
        ("values", "breaks", "why"),
        [
            ((100, 1, 1, 1, 105), (3,), "a break in series lies between"),
            ((100, 1, 1, 1, 105), (4,), "a break in series lies between"),
            ((None, 1, 1, 1, 105), (), "a year ago"),
            ((100, 1, 1, 1, "part35"), (), "no whole figure is held for this quarter"),
            (("part35", 1, 1, 1, 105), (), "a year ago"),
            ((100, 1, 1, 1, Figure(Decimal(9), as_at=Period.of_quarter(FIRST))), (), "both figures are of"),
        ],
        ids=["break", "break here", "gap", "part", "part before", "same period"],
    )
    def test_what_cannot_be_compared_says_why(
        self, values: tuple[Typed, ...], breaks: tuple[int, ...], why: str
    ) -> None:
        """A reason stands in the place of a change."""
        found = table(made(COUNT, values, breaks)).rows[-1].year_on_year
        assert found.change is None
        assert why in found.why

    def test_a_snapshot_is_of_the_end_of_its_months(self) -> None:
        """One that names its month is held against one that does not, a year apart."""
        snapshot = replace(COUNT, basis=PeriodBasis.SNAPSHOT)
        june = Figure(Decimal(9), as_at=Period(PeriodKind.MONTH, 2009, 6))
        assert table(made(snapshot, [8, 1, 1, 1, june])).rows[-1].year_on_year.change is not None
        may = replace(june, as_at=Period(PeriodKind.MONTH, 2009, 5))
        found = table(made(snapshot, [8, 1, 1, 1, may])).rows[-1].year_on_year
        assert "not a year apart" in found.why

    def test_a_break_at_the_quarter_a_year_ago_is_not_between(self) -> None:
        """The break comes before the first of the two."""
        assert table(made(COUNT, [100, 1, 1, 1, 105], [0])).rows[-1].year_on_year.change is not None


class TestTrend:
    def test_each_quarter_has_the_trend_of_its_own_time(self) -> None:
        """By the rule asked for, with what was held up to then, sustained when three moves agree."""
        values = (100, 90, 80, 70, 75)
        by_quarter = table(made(COUNT, values)).rows
        assert [row.trend.kind for row in by_quarter] == [
            TrendKind.NONE,
            *(TrendKind.IMPROVING, TrendKind.IMPROVING, TrendKind.IMPROVING),
            TrendKind.WORSENING,
        ]
        assert [row.trend.sustained for row in by_quarter] == [False, False, False, True, False]
        by_three = table(made(COUNT, values), TrendRule.THREE_QUARTERS).rows
        assert [row.trend.kind for row in by_three[2:]] == [
            TrendKind.NONE,
            TrendKind.IMPROVING,
            TrendKind.STATIC,
        ]


class TestTheTable:
    def test_it_begins_with_the_first_figure_and_goes_on_to_what_is_owed(self) -> None:
        """Quarters before anything was held are no gap; one without a figure at the end is owed."""
        history = table(made(COUNT, [None, None, 5, None, 6, None]))
        assert [str(row.quarter) for row in history.rows] == [
            *("2008/09 Q3", "2008/09 Q4", "2009/10 Q1", "2009/10 Q2")
        ]

    def test_it_ends_where_the_indicator_ends(self) -> None:
        """No row is owed after that."""
        ended = replace(COUNT, ends=quarters(3)[-1])
        assert len(table(made(ended, [1, 2, 3, None, None])).rows) == 3

    def test_the_last_rows_keep_what_they_have_from_before(self) -> None:
        """Cut to two quarters, rolling 12 months and the year before still stand."""
        history = table(made(COUNT, RULES_X)).last(2)
        assert [row.rolling.value for row in history.rows] == [428, 422]
        assert len(table(made(COUNT, RULES_X)).last(99).rows) == 8

    def test_nothing_held_is_an_empty_table_with_a_note(self) -> None:
        """No row is made up."""
        history = table(made(COUNT, [None, None]))
        assert history.rows == ()
        assert notes(history) == ("No figure is held in any quarter.",)
        assert csv_text(history) == ",".join(COLUMNS) + "\n"

    def test_marks(self) -> None:
        """Status and break have their markers."""
        rows = table(made(COUNT, ["p1", "r2", "e3", 4], [3])).rows
        assert [row.marks for row in rows] == [("[p]",), ("[r]",), ("[e]",), ("[b]",)]

    def test_many_series_at_once_are_as_each_alone(self) -> None:
        """No series looks into another."""
        many = [
            made(COUNT, RULES_X),
            made(SHARE, [1, 2, 3]),
            made(COUNT, [None]),
            made(ROLLING, RULES_R, [2]),
        ]
        assert tables(many) == tuple(map(table, many))


class TestNotes:
    def test_what_is_missing_and_what_is_a_part_are_told_apart(self) -> None:
        """Quarters with the same reason stand together, a stretch by its ends."""
        told = notes(table(made(COUNT, [1, None, None, None, "x", 2, "part3"])))
        assert "2008/09 Q2 to 2008/09 Q4: no figure is held." in told
        assert "2009/10 Q1: the figure is not available [x]." in told
        assert any("it covers 1 month" in one for one in told)

    def test_breaks_and_unsettled_figures(self) -> None:
        """Each is named with its mark."""
        told = notes(table(made(COUNT, [1, "p2", "p3", 4], [2])))
        assert any("[b] at 2008/09 Q3:" in one for one in told)
        assert "Provisional [p]: 2008/09 Q2, 2008/09 Q3." in told

    def test_what_is_not_given_though_it_is_held_says_why(self) -> None:
        """A figure that repeats a period is in no sum and no comparison; of many reasons four are told."""
        old = Figure(Decimal(9), as_at=Period.of_quarter(FIRST))
        told = notes(table(made(COUNT, [1, 1, 1, 1, old, 1, 1, 1])))
        assert "No rolling 12 months in 2009/10 Q1 to 2009/10 Q3: " in " ".join(told)
        assert "No change on a year ago in 2009/10 Q1: both figures are of April to June 2008." in told
        told = notes(table(made(COUNT, [1, 1, 1, 1, old, old, old, old])))
        assert told[-1].endswith("more such reasons are in the answer to --json.")

    def test_an_annual_figure_is_not_missing_in_the_quarters_between(self) -> None:
        """One figure a year is all that there is."""
        annual = replace(COUNT, basis=PeriodBasis.ANNUAL)
        assert notes(table(made(annual, [None, None, None, 5, None, None, None, 6]))) == ()

    def test_stretches(self) -> None:
        """Two that follow on are named both; three by their ends."""
        held = quarters(7)
        assert in_words([held[0], held[1], held[3], held[4], held[5]]) == (
            "2008/09 Q1, 2008/09 Q2, 2008/09 Q4 to 2009/10 Q2"
        )


class TestExport:
    def test_the_frame_keeps_decimals(self) -> None:
        """An export has the numbers themselves, by indicator and quarter."""
        found = frame([table(made(COUNT, RULES_X)), table(made(SHARE, [Decimal("7.50")]))])
        assert list(found.index.names) == ["indicator", "quarter"]
        assert list(found["rolling"])[3:] == [*map(Decimal, RULES_R), None]
        assert found["value"].map(str).iloc[-1] == "7.50"
        assert {type(one) for one in found["value"]} == {Decimal}

    def test_csv_is_plain_digits(self) -> None:
        """No comma in a number, no exponent, no sign of per cent, and nothing for nothing."""
        number = replace(COUNT, unit=Unit.NUMBER)
        text = csv_text(table(made(number, [Decimal("1E+3"), Decimal("0.0000010"), None, "x"])))
        lines = text.splitlines()
        assert lines[0] == ",".join(COLUMNS)
        assert lines[1].startswith("CR1,2008/09 Q1,1000,,April to June 2008,,,")
        assert lines[2].startswith("CR1,2008/09 Q2,0.0000010,")
        assert lines[3].startswith("CR1,2008/09 Q3,,,")

    def test_csv_has_no_digits_that_nobody_can_use(self) -> None:
        """A third of a per cent does not run to 28 digits; what was typed keeps its noughts."""
        number = replace(COUNT, unit=Unit.NUMBER)
        text = csv_text(table(made(number, [Decimal("3.000"), 1, 1, 1, Decimal("4.00")])))
        last = text.splitlines()[-1].split(",")
        assert last[COLUMNS.index("value")] == "4.00"
        assert last[COLUMNS.index("year_on_year_percent")] == "33.3333"


CELLS = st.one_of(st.none(), st.just("x"), st.integers(0, 50), st.builds("part{}".format, st.integers(0, 9)))


@settings(max_examples=300, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=16), st.sets(st.integers(0, 15), max_size=3))
def test_no_gap_is_bridged_no_break_crossed_no_part_summed(values: list[Typed], breaks: set[int]) -> None:
    """Rolling 12 months stand where four whole quarters follow on, are their sum, and stand nowhere else."""
    within = [at for at in breaks if at < len(values)]
    rows = {row.quarter: row for row in table(made(COUNT, values, within)).rows}
    for at, quarter in enumerate(quarters(len(values))):
        if quarter not in rows:
            continue
        row = rows[quarter]
        year = values[max(0, at - 3) : at + 1]
        whole = [one for one in year if isinstance(one, int)]
        may = len(whole) == 4 and not any(at - 3 < one <= at for one in within)
        assert row.rolling.value == (sum(whole) if may else None)
        assert bool(row.rolling.why) is not may
        assert row.rolling.why.startswith("no whole figure") is not isinstance(values[at], int)
        ago = values[at - 4] if at >= 4 else None
        now = values[at]
        may = isinstance(now, int) and isinstance(ago, int) and not any(at - 4 < one <= at for one in within)
        assert (row.year_on_year.change is not None) is may
        if row.year_on_year.change is not None and isinstance(now, int) and isinstance(ago, int):
            assert row.year_on_year.change.units == now - ago
        before = values[at - 1] if at and at not in within else None
        moved = now - before if isinstance(now, int) and isinstance(before, int) else None
        assert row.move == moved
        assert (row.trend.kind is not TrendKind.NONE) is (moved is not None)
        assert not row.trend.sustained or (len(whole) == 4 and not any(at - 3 < one <= at for one in within))


AS_AT = st.one_of(st.none(), st.integers(-2, 1))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), AS_AT), min_size=4, max_size=12))
def test_twelve_months_are_twelve_months(values: list[tuple[int, int | None]]) -> None:
    """Whatever quarters the figures are as at: what is summed has each of twelve months once."""
    held = quarters(len(values))
    figures: list[Typed] = []
    for at, (value, shift) in enumerate(values):
        of = None if shift is None else held[min(max(0, at + shift), len(held) - 1)]
        figures.append(Figure(Decimal(value), as_at=None if of is None else Period.of_quarter(of)))
    rows = table(made(COUNT, figures)).rows
    for at, row in enumerate(rows):
        spans = [one.point.covers for one in rows[max(0, at - 3) : at + 1]]
        months = [month for one in spans if isinstance(one, Span) for month in range(one.first, one.last + 1)]
        whole = len(months) == 12 and months == list(range(months[0], months[0] + 12))
        assert (row.rolling.value is not None) is whole
