"""A figure of a part of its period passes nowhere for a whole one (RULES 5; an issue of real figures)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from drawn_rows import row_with

from csptui.domain.chance import chance, chance_on_quarter, chance_sentence
from csptui.domain.checks import findings
from csptui.domain.claims import Claim, ClaimVerdict, comment_claims
from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
from csptui.domain.edges import edge_of
from csptui.domain.figure import EMPTY, Figure
from csptui.domain.groups import Group
from csptui.domain.indicator import Indicator, PeriodBasis, Polarity, Section, Theme, Unit
from csptui.domain.live import printed
from csptui.domain.period import Period
from csptui.domain.problem import Fault
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.questions.run import red_run
from csptui.domain.rag import Colour, Ground
from csptui.domain.scorecard import Reading, Row
from csptui.domain.target import UNSET, Comparison, Edge
from csptui.domain.trend import TrendKind, TrendRule
from csptui.domain.typed import parse_figure
from csptui.domain.what_if import Asked, what_if
from csptui.domain.why import change_sentence, colour_sentence, sentence_why, trend_sentence

SHOWN = Quarter(FinancialYear(2023), 4)
CRIME = Indicator(
    "CR1", "CR 1", "Crime", Unit.COUNT, Polarity.LOWER, basis=PeriodBasis.QUARTER, cases="offences"
)
JANUARY = "it covers 1 month (January 2024) of 3"
AT_MOST_100 = replace(UNSET, edge=Edge(Comparison.AT_MOST, Decimal(100)), absence=None)


def figure(text: str, indicator: Indicator = CRIME) -> Figure:
    """Read a figure as it is typed."""
    found = parse_figure(text, indicator)
    assert isinstance(found, Figure), found
    return found


def dataset(*typed: str, indicator: Indicator = CRIME, comment: str = "", **settings: object) -> Dataset:
    """Make a partnership of one indicator with a target of 100; the figures end with the quarter shown."""
    quarters: dict[Quarter, QuarterRecord] = {}
    quarter = SHOWN
    for text in reversed(typed):
        said = {indicator.id: comment} if quarter == SHOWN else {}
        quarters[quarter] = QuarterRecord({indicator.id: Reading(figure(text, indicator))}, said)
        quarter = quarter.previous()
    return Dataset(
        Partnership("P", **settings),  # type: ignore[arg-type]  # each is a field of its own
        (Theme("t", "Theme", "T", (Section("", (indicator,)),)),),
        SHOWN,
        targets={(indicator.id, year): AT_MOST_100 for year in (SHOWN.year, SHOWN.year.previous())},
        quarters=quarters,
    )


def row_of(*typed: str, indicator: Indicator = CRIME, rule: TrendRule = TrendRule.PREVIOUS_QUARTER) -> Row:
    """Give the row of the quarter shown."""
    row = dataset(*typed, indicator=indicator, trend_rule=rule).scorecard().row(indicator.id)
    assert row is not None
    return row


def claims(data: Dataset) -> tuple[Claim, ...]:
    """Give the claims of the comment."""
    row = data.scorecard().rows[0]
    return comment_claims(row.comment, row, data)


def found_in(data: Dataset) -> set[str]:
    """Give the checks that find something."""
    return {found.check for found in findings(data, data.scorecard())}


MONTH = "41 (1 month to Jan 2024)"
"""Of a quarter: far below a target of 100 and below every quarter before, and so a false green."""


def test_a_part_is_not_rated_and_says_why() -> None:
    """It has no colour, variance, change, trend or exception; its value and its edges are kept."""
    row = row_of("120", "130", "125", "128", MONTH)
    assert (row.rating.ground, row.rating.colour, row.part) == (Ground.PART, Colour.NONE, JANUARY)
    assert (row.value, row.rating.value, row.rating.variance, row.change) == (Decimal(41), None, None, None)
    assert (row.exception, row.has_trend, row.trend.reason) == (None, False, JANUARY)
    assert colour_sentence(row) == f"41 is not rated: {JANUARY}; a part is compared with nothing."
    assert sentence_why(row) == colour_sentence(row)
    assert change_sentence(row) == (
        "No change on 2022/23 can be told: the figure of 2023/24 Q4 covers 1 month (January 2024) of 3."
    )
    assert trend_sentence(row) == f"No trend data: {JANUARY}."
    green = edge_of(Colour.GREEN, row)
    assert green is not None
    assert (green.sentence, green.cases, green.distance) == ("100 or less", None, None)


@pytest.mark.parametrize(
    ("basis", "as_at", "part"),
    [
        (PeriodBasis.QUARTER, "1 month to Jan 2024", True),
        (PeriodBasis.QUARTER, "2 months to Feb 2024", True),
        (PeriodBasis.QUARTER, "3 months to Mar 2024", False),
        (PeriodBasis.QUARTER, "Jan 2024", False),
        (PeriodBasis.QUARTER, "2023/24 Q4", False),
        (PeriodBasis.ROLLING, "11 months to Mar 2024", True),
        (PeriodBasis.ROLLING, "Jan 2024", False),
        (PeriodBasis.ANNUAL, "9 months to Dec 2023", True),
        (PeriodBasis.ANNUAL, "2023/24", False),
        (PeriodBasis.SNAPSHOT, "1 month to Jan 2024", False),
        (PeriodBasis.COHORT, "1 month to Jan 2024", False),
    ],
)
def test_what_is_a_part(basis: PeriodBasis, as_at: str, part: bool) -> None:  # noqa: FBT001 - a column of the table
    """Fewer months than the basis asks for; a plain month is still the end of what the basis covers."""
    row = row_of(f"41 ({as_at})", indicator=replace(CRIME, basis=basis))
    assert bool(row.part) is part
    assert (row.rating.ground is Ground.PART) is part


def test_last_years_part_is_no_baseline() -> None:
    """No change on it is told, and it makes no target weak."""
    quarter = Quarter(FinancialYear(2022), 4)
    row = row_with(CRIME, figure("120"), figure("30 (1 month to Jan 2023)"), quarter=SHOWN)
    assert row.quarter.baseline() == quarter
    assert row.baseline_part == "it covers 1 month (January 2023) of 3"
    assert row.change is None
    assert change_sentence(row) == (
        "No change on 2022/23 can be told: the figure of 2022/23 covers 1 month (January 2023) of 3."
    )
    assert chance(row).refused == "the figure of 2022/23 covers 1 month (January 2023) of 3"


def test_an_earlier_part_is_no_point_of_a_trend() -> None:
    """The trend tells which quarter is a part, and does not reach over it."""
    row = row_of("130", "120", "40 (1 month to Oct 2023)", "110")
    assert row.trend.reason == "the figure of 2023/24 Q3 covers 1 month (October 2023) of 3"
    short = row_of("130", "40 (1 month to Jul 2023)", "115", "110", rule=TrendRule.THREE_QUARTERS)
    assert short.trend.reason == (
        "three moves are needed and one is held, since"
        " the figure of 2023/24 Q2 covers 1 month (July 2023) of 3"
    )
    assert row_of("130", "40 (1 month to Jul 2023)", "115", "110").trend.kind is TrendKind.IMPROVING


def test_a_part_is_not_compared_with_a_group() -> None:
    """Without a target it is not rated by the group's average, and its own value is in none."""
    data = dataset(MONTH, groups=(Group("G", "Group", ("X", "Y")),))
    data = replace(data, targets={}, comparators={("G", "CR1"): {"X": Decimal(90), "Y": Decimal(80)}})
    row = data.scorecard().rows[0]
    assert (row.rating.ground, row.rating.group, row.rating.edge) == (Ground.PART, None, None)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("There were 41 offences.", ClaimVerdict.FITS),
        ("There were 45 offences.", ClaimVerdict.CONTRADICTS),
        ("This is a 68% decrease.", ClaimVerdict.UNCHECKED),
        ("Crime has fallen.", ClaimVerdict.UNCHECKED),
        ("Crime fell from 128 to 41.", ClaimVerdict.UNCHECKED),
        ("The target has been met.", ClaimVerdict.UNCHECKED),
        ("It is 59% below target.", ClaimVerdict.UNCHECKED),
        ("The indicator is green.", ClaimVerdict.UNCHECKED),
    ],
)
def test_claims_about_a_part_are_read_against_it_alone(said: str, verdict: ClaimVerdict) -> None:
    """Its level is read; no change, no distance and no colour can be checked, and none is called false."""
    data = dataset("120", "130", "125", "128", MONTH, comment=said)
    found = claims(data)
    assert [claim.verdict for claim in found] == [verdict], found
    if verdict is ClaimVerdict.UNCHECKED:
        assert "the figure of 2023/24 Q4 covers 1 month (January 2024) of 3" in found[0].reading


def test_a_claim_of_a_change_on_a_part_is_not_called_false() -> None:
    """Last quarter's part is no base; a change on the year is still read."""
    data = dataset("100", "130", "125", "40 (1 month to Oct 2023)", "110", comment="A rise of 70 offences.")
    found = claims(data)
    assert [claim.verdict for claim in found] == [ClaimVerdict.UNCHECKED]
    data = data.with_comment("CR1", "A rise of 10%.")
    assert [one.verdict for one in claims(data)] == [ClaimVerdict.FITS]


def test_a_live_figure_of_a_part_prints_its_period() -> None:
    """In prose too it passes for no whole figure; what compares it has nothing to print."""
    data = dataset("120", "130", "125", "128", MONTH)
    card = data.scorecard()
    assert printed("There were {CR1 actual}: {CR1 rating}.", data, card) == (
        "There were 41 (1 month to Jan 2024): not rated."
    )
    for word in ("variance", "change", "verdict", "trend"):
        text = f"{{CR1 {word}}}"
        assert printed(text, data, card) == text


def test_checks_do_not_misread_a_part() -> None:
    """It is told of; it is no outlier beside whole figures, nor they beside it; no colour wants a cause."""
    ids = found_in(dataset("1,200", "1,300", "1,250", "1,280", MONTH))
    assert "old-figure" in ids
    assert not ids & {"outlier", "no-explanation", "weak-target", "target-period"}
    parts = ["41 (1 month to Apr 2023)", "41 (1 month to Jul 2023)", "40 (1 month to Oct 2023)", "1,300"]
    assert "outlier" not in found_in(dataset(*parts))


def test_no_what_if_colours_a_part() -> None:
    """Another tolerance or target year changes nothing; a whole figure in its place is rated."""
    data = dataset("120", "130", "125", "128", MONTH)
    assert not what_if(data, Asked(tolerance=Decimal(50))).changed
    whole = what_if(data, Asked(figures={"CR1": figure("90")}))
    assert [(pair.now.rating.colour, pair.then.rating.colour) for pair in whole.changed] == [
        (Colour.NONE, Colour.GREEN)
    ]


def test_a_part_ends_a_count_of_red_quarters() -> None:
    """For how long a row is red is not counted over a part."""
    data = dataset("130", "130", "40 (1 month to Oct 2023)", "120")
    found = red_run(data, data.scorecard().rows[0])
    assert found.sentence == (
        "Red this quarter; the figure of 2023/24 Q3 covers 1 month (October 2023) of 3."
    )


def test_equal_and_skipped_periods_make_no_move() -> None:
    """A year that is held in each quarter is one figure, and a quarter's own months are not left out."""
    annual = replace(CRIME, basis=PeriodBasis.ANNUAL)
    repeated = row_of(*["120 (2022/23)"] * 4, indicator=annual)
    same = "both figures cover the same period (April 2022 to March 2023)"
    assert (repeated.trend.kind, repeated.trend.reason) == (TrendKind.NONE, same)
    shared = row_of("120", "110 (Nov 2023)", "100 (Jan 2024)")
    assert shared.trend.reason == "the two periods share 1 month (November 2023)"
    skipped = row_of("120", "110", "100 (May 2024)")
    assert skipped.trend.reason == "no figure covers January to February 2024"
    unlike = row_of("120", "110", "100 (2024)", indicator=CRIME)
    assert unlike.trend.reason == "one period is of 3 months and the next of 12 months"


def test_a_rolling_move_says_what_it_is_of() -> None:
    """A quarter later it is this quarter against the same a year ago; two months later it is those months."""
    rolling = replace(CRIME, basis=PeriodBasis.ROLLING)
    said = "on rolling 12 months a move on the previous quarter is {} a year ago"
    quarter = row_of("420", "425", indicator=rolling)
    assert quarter.trend.note == said.format("this quarter against the same quarter")
    months = row_of("420 (Nov 2023)", "425 (Jan 2024)", indicator=rolling)
    assert months.trend.note == said.format("the 2 months that came in against the same months")
    same = row_of("420 (Dec 2023)", "425 (Dec 2023)", indicator=rolling)
    assert same.trend.reason == "both figures cover the same period (January to December 2023)"


def test_the_move_on_the_quarter_before_is_tested_where_periods_are_apart() -> None:
    """It stands beside the change on the year; rolling years overlap, and a figure not held is no pair."""
    row = row_of("120", "90", "125")
    found = chance_on_quarter(row)
    assert found is not None
    assert found.p == pytest.approx(0.0201, abs=0.0005)
    assert chance_sentence(found) == (
        "The move on 2023/24 Q3 is hardly chance (p = 0.020): Poisson test (conditional, two-sided) of 90 and"
        " 125 offences."
    )
    rolling = chance_on_quarter(row_of("420", "425", indicator=replace(CRIME, basis=PeriodBasis.ROLLING)))
    assert rolling is not None
    assert chance_sentence(rolling) == (
        "Chance of the move on 2023/24 Q3 is not tested: the two periods share 9 months (April to"
        " December 2023)."
    )
    assert chance_on_quarter(row_of("125")) is None
    broken = chance_on_quarter(row_of("90", "125", indicator=replace(CRIME, breaks=(SHOWN,))))
    assert broken is not None
    assert broken.refused == "a break in series lies between"


def test_periods_of_parts_are_typed_printed_and_stored_again() -> None:
    """As people write them and as they are stored, there and back."""
    for text, stored in (("1 month to Jan 2024", "M2024-01x1"), ("11 months to Mar 2024", "M2024-03x11")):
        period = Period.parse(text)
        assert period is not None
        assert (str(period), period.stored, Period.parse(period.stored)) == (text, stored, period)
    for wrong in (
        "0 months to Jan 2024",
        "12 months to Jan 2024",
        "1 month to Foo 2024",
        "M2024-13x1",
        "M2024-01x0",
    ):
        assert Period.parse(wrong) is None
    assert isinstance(parse_figure("41 (0 months to Jan 2024)", CRIME), Fault)
    assert parse_figure("", CRIME) == EMPTY
