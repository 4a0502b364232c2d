"""A dataset's scorecard, its exceptions and sentences, on a made-up partnership."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
from csptui.domain.draft import Draft, Entry, FieldFault
from csptui.domain.figure import Figure, Status
from csptui.domain.groups import Group
from csptui.domain.indicator import (
    FractionUse,
    Indicator,
    PeriodBasis,
    Polarity,
    Section,
    Theme,
    ToleranceBasis,
    Unit,
    find_indicators,
)
from csptui.domain.period import Period
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.rag import Colour, Ground, Rule
from csptui.domain.scorecard import ExceptionClass, Reading, Row, matches
from csptui.domain.target import Target, parse_target
from csptui.domain.trend import TrendKind, Verdict
from csptui.domain.typed import parse_figure
from csptui.domain.why import certainty_sentence, colour_sentence, distance_sentence, flags, sentence_why

YEAR = FinancialYear(2009)
Q4 = Quarter(YEAR, 4)

ARSON = Indicator("A1", "NI 33", "Arson", Unit.PER_1000, Polarity.LOWER, codes=("NI 33", "SPI 7.1"), places=2)
CUSTODY = Indicator(
    "B1",
    "NI 43",
    "Custody",
    Unit.PERCENT,
    Polarity.LOWER,
    places=2,
    fraction=FractionUse.RATE,
    cases="sentences",
)
HOMES = Indicator(
    "C1", "NI 46", "Homes", Unit.PERCENT, Polarity.HIGHER, fraction=FractionUse.RATE, cases="young people"
)
MURDER = Indicator("D1", "NI 34", "Murder", Unit.COUNT, Polarity.LOWER)
ALL = (ARSON, CUSTODY, HOMES, MURDER)


def dataset(
    figures: dict[str, dict[Quarter, str]], targets: dict[str, str], partnership: Partnership | None = None
) -> Dataset:
    """Make a partnership of one theme from texts."""
    records: dict[Quarter, dict[str, Reading]] = {}
    by_id = {one.id: one for one in ALL}
    for key, texts in figures.items():
        for quarter, text in texts.items():
            figure = parse_figure(text, by_id[key])
            assert isinstance(figure, Figure), figure
            records.setdefault(quarter, {})[key] = Reading(figure)
    aims: dict[tuple[str, FinancialYear], Target] = {}
    for key, text in targets.items():
        aim = parse_target(text, by_id[key])
        assert isinstance(aim, Target), aim
        aims[key, YEAR] = aim
    theme = Theme("t", "Theme", "T", (Section("", ALL),))
    quarters = {quarter: QuarterRecord(readings) for quarter, readings in records.items()}
    return Dataset(partnership or Partnership("P"), (theme,), Q4, (Q4,), aims, quarters)


def row_of(data: Dataset, key: str) -> Row:
    row = data.scorecard().row(key)
    assert row is not None
    return row


def test_the_sentences_of_a_red_that_is_not_certain() -> None:
    """NI 33's sentences say the target, the edge, the doubt and the way to green."""
    row = row_of(dataset({"A1": {Q4: "7.9", Q4.baseline(): "7.28"}}, {"A1": "7.50"}), "A1")
    assert colour_sentence(row) == "7.9 is 5.3% above the target of 7.50; amber runs to 7.875."
    assert certainty_sentence(row) == "Not certain: 7.9 stands for 7.85 to 7.95; below 7.875 it is amber."
    assert distance_sentence(row) == "Green at 7.50 or less: 0.4 less than now."
    assert "7.28 to 7.9 is +8.5% on 2008/09: worse." in sentence_why(row)


def test_the_sentences_of_cases() -> None:
    """Where a fraction is held the distance is in cases, both ways."""
    data = dataset(
        {"B1": {Q4: "13.11% (62/473)"}, "C1": {Q4: "95.3% (387/406)"}}, {"B1": "<9%", "C1": ">95%"}
    )
    assert distance_sentence(row_of(data, "B1")) == "Green at 42 of 473 or fewer: 20 fewer than now."
    assert distance_sentence(row_of(data, "C1")) == "2 fewer young people would turn it from green."


def test_a_target_for_another_period_is_rated_and_flagged() -> None:
    """NI 35: a target that applies to the next year is rated as printed, and said."""
    row = row_of(dataset({"A1": {Q4: "7.4"}}, {"A1": "7.50 (2010/11)"}), "A1")
    assert row.rating.colour is Colour.GREEN
    assert row.target_is_for_another_period
    assert "2010/11" in flags(row)[0]
    same = row_of(dataset({"A1": {Q4: "7.4 (2008/09)"}}, {"A1": "7.50 (2008/09)"}), "A1")
    assert not same.target_is_for_another_period


def test_a_fraction_that_disagrees_is_told() -> None:
    """Both the stated value and what its fraction makes are shown."""
    row = row_of(dataset({"B1": {Q4: "13.5% (62/473)"}}, {"B1": "<9%"}), "B1")
    assert any("13.11" in told and "13.5" in told for told in flags(row))


def test_exceptions_stand_in_their_order() -> None:
    """Red and amber by the size of the variance, then green and unrated rows that worsen."""
    before = Q4.baseline()
    data = dataset(
        {
            "A1": {Q4: "8", before: "9"},
            "B1": {Q4: "20%", before: "19%"},
            "C1": {Q4: "96", before: "97"},
            "D1": {Q4: "1", before: "0"},
        },
        {"A1": "7.50", "B1": "<9%", "C1": ">95%"},
    )
    listed = data.scorecard().exceptions()
    assert [row.id for row in listed] == ["B1", "A1", "C1", "D1"]
    assert [row.exception for row in listed] == [
        ExceptionClass.RED,
        ExceptionClass.RED,
        ExceptionClass.GREEN_WORSENING,
        ExceptionClass.UNRATED_WORSENING,
    ]


def test_a_red_without_a_variance_comes_after_those_with_one() -> None:
    """A target of zero gives no variance: its row stands last in its class, in report order."""
    data = dataset({"A1": {Q4: "9"}, "D1": {Q4: "3"}, "B1": {Q4: "50"}}, {"A1": "7.5", "D1": "0", "B1": "9"})
    assert [row.id for row in data.scorecard().exceptions()] == ["B1", "A1", "D1"]


def test_the_partnership_says_which_classes_count() -> None:
    """Only the classes in the setting are listed."""
    partnership = Partnership("P", exception_classes=(ExceptionClass.AMBER,))
    data = dataset({"A1": {Q4: "9"}, "B1": {Q4: "9.3"}}, {"A1": "7.5", "B1": "9"}, partnership)
    assert [row.id for row in data.scorecard().exceptions()] == ["B1"]


def test_movement_is_the_trend_where_there_is_one() -> None:
    """With the quarter before held, the trend decides what worsens; else the change on baseline."""
    figures = {"A1": {Q4: "7.0", Q4.previous(): "6.0", Q4.baseline(): "9.0"}}
    row = row_of(dataset(figures, {"A1": "7.5"}), "A1")
    assert (row.verdict, row.trend.kind, row.movement) == (Verdict.BETTER, TrendKind.WORSENING, Verdict.WORSE)
    assert row.exception is ExceptionClass.GREEN_WORSENING


def test_without_a_target_the_groups_average_rates() -> None:
    """The average of the comparator values held for the quarter takes the target's place."""
    partnership = Partnership(
        "P", groups=(Group("MSG", "Most Similar Group", ("X", "Y")),), include_self=False
    )
    data = dataset({"A1": {Q4: "7.9"}}, {}, partnership)
    data = replace(data, comparators={("MSG", "A1"): {"X": Decimal(8), "Y": Decimal(9)}})
    row = row_of(data, "A1")
    assert (row.rating.ground, row.rating.colour) == (Ground.GROUP, Colour.GREEN)
    assert "the average of Most Similar Group (2 of 2: 8.50, unweighted mean)" in colour_sentence(row)


def test_codes_are_found_in_any_case_and_spacing() -> None:
    """`ni 33`, `NI33` and `spi7.1` name the row; an id wins over a code."""
    for ref in ("ni 33", "NI33", "spi7.1", "a1", " Ni-33 "):
        assert find_indicators(ALL, ref) == (ARSON,)
    assert find_indicators(ALL, "NI 99") == ()
    assert find_indicators(ALL, " ") == ()


def test_a_filter_looks_at_codes_names_and_states() -> None:
    """Every word must stand somewhere in the row."""
    row = row_of(dataset({"A1": {Q4: "7.9", Q4.baseline(): "7.28"}}, {"A1": "7.50"}), "A1")
    for wanted in ("", "ni33", "NI 33", "arson", "red", "worse arson", "spi 7"):
        assert matches(row, wanted), wanted
    for unwanted in ("green", "NI 43", "custody"):
        assert not matches(row, unwanted), unwanted


def test_a_draft_that_changes_nothing_makes_an_empty_entry() -> None:
    """The draft of a row, checked, asks for no change."""
    data = dataset({"B1": {Q4: "13.11% (62/473) Dec 2009 [p]"}}, {"B1": "<9%"})
    row = row_of(data, "B1")
    assert Draft.of(row).check(row) == Entry("B1")


def test_a_draft_holds_only_what_differs() -> None:
    """A change of nought digits is a change; an untouched comment is not."""
    row = row_of(dataset({"A1": {Q4: "7.5"}}, {"A1": "7.50"}), "A1")
    entry = replace(Draft.of(row), actual="7.50").check(row)
    assert isinstance(entry, Entry)
    assert entry.reading is not None
    assert entry.comment is None
    entry = replace(Draft.of(row), comment=" Up.\r\n").check(row)
    assert entry == Entry("A1", comment="Up.")


def test_a_draft_names_its_field_at_fault() -> None:
    """A mistake in any field is that field's."""
    row = row_of(dataset({"B1": {Q4: "13.11%"}}, {"B1": "<9%"}), "B1")
    cases = {"actual": "7x", "numerator": "62", "as_at": "someday"}
    for field, text in cases.items():
        found = replace(Draft.of(row), **{field: text}).check(row)  # type: ignore[arg-type]
        assert isinstance(found, FieldFault), field
        assert found.field in {field, "denominator"}
    full = replace(
        Draft.of(row), actual="", numerator="62", denominator="473", as_at="Dec 2009", status=Status.REVISED
    )
    entry = full.check(row)
    assert isinstance(entry, Entry)
    assert entry.reading is not None
    assert entry.reading.figure.as_at == Period.parse("Dec 2009")
    assert entry.reading.figure.status is Status.REVISED


def test_changed_from_names_the_rows_that_differ() -> None:
    """Replacing one reading changes one row."""
    data = dataset({"A1": {Q4: "7.9"}, "B1": {Q4: "9"}}, {"A1": "7.5", "B1": "9"})
    other = data.with_reading("A1", Reading(Figure(Decimal("7.8"))))
    assert other.scorecard().changed_from(data.scorecard()) == {"A1"}


def test_a_draft_is_put_on_top_of_a_row_that_changed_meanwhile() -> None:
    """What was typed stays; a field that was not touched follows the file."""
    old, new = Draft("A1", actual="7.9", comment="Old."), Draft("A1", actual="7.7", comment="New.")
    assert replace(old, actual="7.5").rebased(old, new) == Draft("A1", actual="7.5", comment="New.")
    assert replace(old, comment="Mine.").rebased(old, new) == Draft("A1", actual="7.7", comment="Mine.")
    assert old.rebased(old, new) == new


def test_a_comment_alone_leaves_the_rest_of_the_reading() -> None:
    """A due date or an as-at without a value is not taken away by saving a comment."""
    row = row_of(dataset({"A1": {Q4: "7.5"}}, {"A1": "7.50"}), "A1")
    due = Period.parse("Jul 2010")
    for reading in (Reading(expected=due), Reading(Figure(as_at=due)), Reading(Figure(Decimal(7)), due)):
        held = replace(row, reading=reading)
        assert replace(Draft.of(held), comment="Late.").check(held) == Entry("A1", comment="Late.")


def test_a_due_date_goes_when_the_final_figure_comes() -> None:
    """A provisional figure keeps it."""
    row = replace(row_of(dataset({}, {}), "A1"), reading=Reading(expected=Period.parse("Jul 2010")))
    for typed, kept in (("7.5 [p]", True), ("7.5", False)):
        entry = replace(Draft.of(row), actual=typed).check(row)
        assert isinstance(entry, Entry)
        assert entry.reading is not None
        assert (entry.reading.expected is not None) is kept


def test_periods_of_the_same_kind_are_compared_as_they_are() -> None:
    """Another cohort or another quarter is another period; an owed figure has none yet."""
    for typed, target, another in (
        ("7.4 (2005 cohort)", "7.5 (2004 cohort)", True),
        ("7.4 (2005 cohort)", "7.5 (2005 cohort)", False),
        ("7.4", "7.5 (2009/10 Q1)", True),
        ("7.4 (Dec 2009)", "7.5 (2009/10)", False),
        ("7.4 (2009)", "7.5 (2008)", True),
        ("", "7.5 (2008/09)", False),
    ):
        row = row_of(dataset({"A1": {Q4: typed}}, {"A1": target}), "A1")
        assert row.target_is_for_another_period is another, (typed, target)


def test_the_target_of_a_year_is_flagged_beside_a_quarter_that_adds_up_to_it() -> None:
    """A quarter's cases are no match for a year's; a share of a quarter may be held against a year's."""
    plain = row_of(dataset({"A1": {Q4: "7.4"}}, {"A1": "7.5 (2009/10)"}), "A1")
    for unit, basis, fraction, another in (
        (Unit.COUNT, PeriodBasis.QUARTER, None, True),
        (Unit.PER_1000, PeriodBasis.QUARTER, FractionUse.RATE, True),
        (Unit.PERCENT, PeriodBasis.QUARTER, FractionUse.RATE, False),
        (Unit.COUNT, PeriodBasis.ROLLING, None, False),
    ):
        row = replace(plain, indicator=replace(plain.indicator, unit=unit, basis=basis, fraction=fraction))
        assert row.target_is_for_another_period is another, (unit, basis)
        said = " ".join(flags(row))
        assert ("the actual for 2009/10 Q4" in said) is another


def test_small_and_equal_distances_are_told_in_words_that_are_true() -> None:
    """No "0.0% above", no "target of 0" where the tolerance is 0, and edges with all their digits."""
    row = row_of(dataset({"A1": {Q4: "100.01"}}, {"A1": "100"}), "A1")
    assert colour_sentence(row).startswith("100.01 is 0.01 above the target of 100")
    row = row_of(dataset({"A1": {Q4: "0.293"}}, {"A1": "0.279"}), "A1")
    assert "amber runs to 0.29295." in colour_sentence(row)
    strict = Partnership("P", rule=Rule(Decimal(0)))
    assert "tolerance of 0" in colour_sentence(row_of(dataset({"A1": {Q4: "8"}}, {"A1": "7"}, strict), "A1"))
    points = Partnership("P", rule=Rule(Decimal(5), ToleranceBasis.POINTS))
    assert "only equals" in colour_sentence(row_of(dataset({"B1": {Q4: "9"}}, {"B1": "<9"}, points), "B1"))


def test_a_break_in_series_is_told_as_one() -> None:
    """What lies beyond a break is not said to be missing."""
    broken = replace(ARSON, breaks=(Q4,))
    data = dataset({"A1": {Q4: "7.9", Q4.baseline(): "7.28", Q4.previous(): "7"}}, {"A1": "7.5"})
    row = data.row(broken, data.themes[0], 1)
    assert row.trend.kind is TrendKind.NONE
    assert "break in series" in row.trend.reason
    assert "break in series" in sentence_why(row)
