"""What the ratings would be by another rule, places, targets of a year, or figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
from csptui.domain.figure import EMPTY, Figure
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Section, Theme, ToleranceBasis, Unit
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.rag import Colour, Rule
from csptui.domain.scorecard import Reading
from csptui.domain.target import Target, parse_target
from csptui.domain.typed import parse_figure
from csptui.domain.what_if import Asked, Pair, Places, asked_words, remarks, tally_words, what_if, why_then

YEAR = FinancialYear(2009)
Q4 = Quarter(YEAR, 4)
RATE = Indicator("R", "R 1", "Rate", Unit.PER_1000, Polarity.LOWER, places=2)
CUSTODY = Indicator("C", "C 1", "Custody", Unit.PERCENT, Polarity.LOWER, places=2, fraction=FractionUse.RATE)
CASES = Indicator("N", "N 1", "Cases", Unit.COUNT, Polarity.LOWER)
ALL = (RATE, CUSTODY, CASES)


def figure_of(text: str, indicator: Indicator) -> Figure:
    figure = parse_figure(text, indicator)
    assert isinstance(figure, Figure), figure
    return figure


def target_of(text: str, indicator: Indicator) -> Target:
    target = parse_target(text, indicator)
    assert isinstance(target, Target), target
    return target


def dataset(
    figures: dict[str, str],
    targets: dict[tuple[str, FinancialYear], str],
    indicators: tuple[Indicator, ...] = ALL,
    rule: Rule | None = None,
) -> Dataset:
    """Make a partnership of one theme from texts."""
    by_id = {one.id: one for one in indicators}
    readings = {key: Reading(figure_of(text, by_id[key])) for key, text in figures.items()}
    aims = {(key, year): target_of(text, by_id[key]) for (key, year), text in targets.items()}
    partnership = Partnership("P") if rule is None else Partnership("P", rule=rule)
    theme = Theme("t", "Theme", "T", (Section("", indicators),))
    return Dataset(partnership, (theme,), Q4, (Q4,), aims, {Q4: QuarterRecord(readings)})


def colours(data: Dataset, asked: Asked) -> dict[str, tuple[Colour, Colour]]:
    """Give the colours now and then of the rows that would change."""
    return {
        pair.now.id: (pair.now.rating.colour, pair.then.rating.colour)
        for pair in what_if(data, asked).changed
    }


def pair_of(data: Dataset, asked: Asked, key: str) -> Pair:
    return next(pair for pair in what_if(data, asked).pairs if pair.now.id == key)


class TestRule:
    """Tolerance and basis in place of the partnership's."""

    DATA = dataset({"R": "7.9", "C": "13.11%"}, {("R", YEAR): "7.50", ("C", YEAR): "<9%"})

    def test_points_touch_only_what_is_in_per_cent(self) -> None:
        assert colours(self.DATA, Asked(basis=ToleranceBasis.POINTS)) == {"C": (Colour.RED, Colour.AMBER)}

    def test_a_wider_tolerance(self) -> None:
        assert colours(self.DATA, Asked(tolerance=Decimal(6))) == {"R": (Colour.RED, Colour.AMBER)}
        assert colours(self.DATA, Asked(tolerance=Decimal("5.33"))) == {}
        assert colours(self.DATA, Asked(tolerance=Decimal("5.34"))) == {"R": (Colour.RED, Colour.AMBER)}

    def test_the_edge_is_exact(self) -> None:
        """7.875 is exactly 5% above 7.5, and 7.8 exactly 4%: binary floats would say otherwise."""
        data = dataset({"R": "7.8"}, {("R", YEAR): "7.5"}, rule=Rule(Decimal(3)))
        assert colours(data, Asked(tolerance=Decimal(4))) == {"R": (Colour.RED, Colour.AMBER)}
        assert colours(data, Asked(tolerance=Decimal("3.999999"))) == {}

    def test_an_indicators_own_tolerance_stays(self) -> None:
        own = (replace(RATE, tolerance=Decimal(5)), CUSTODY, CASES)
        data = dataset({"R": "7.9"}, {("R", YEAR): "7.50"}, own)
        answer = what_if(data, Asked(tolerance=Decimal(50)))
        assert answer.changed == ()
        assert [row.id for row in answer.own_rules] == ["R"]
        assert "With a tolerance of their own, which stays: R 1." in remarks(answer)

    def test_what_is_asked_and_held_is_said(self) -> None:
        assert asked_words(self.DATA, Asked(tolerance=Decimal(3))) == (
            "Tolerance 3% of the target, in place of 5% of the target (the default).",
        )

    def test_only_the_certainty_may_change(self) -> None:
        """By 3% what 7.9 stands for is red from end to end; by 5% some of it is amber."""
        answer = what_if(self.DATA, Asked(tolerance=Decimal(3)))
        assert answer.changed == ()
        assert [pair.now.id for pair in answer.unsure] == ["R"]
        assert "The same colour, and certain then: R 1." in remarks(answer)
        back = replace(self.DATA, partnership=Partnership("P", rule=Rule(Decimal(3))))
        told = remarks(what_if(back, Asked(tolerance=Decimal(5))))
        assert "The same colour, but not certain then: R 1." in told


class TestPlaces:
    """Actuals as if they were stated at so many decimal places."""

    def test_a_fraction_is_rounded_from_itself(self) -> None:
        """62 of 473 is 13.107…: at one place 13.1, whatever was stated before."""
        data = dataset({"C": "13.11% (62/473)"}, {("C", YEAR): "<13.105%"})
        pair = pair_of(data, Asked(places=Places(1)), "C")
        assert pair.then.reading.figure.value == Decimal("13.1")
        assert (pair.now.rating.colour, pair.then.rating.colour) == (Colour.AMBER, Colour.GREEN)

    def test_a_fraction_gives_more_places_than_were_stated(self) -> None:
        data = dataset({"C": "13% (62/473)"}, {("C", YEAR): "<9%"})
        pair = pair_of(data, Asked(places=Places(3)), "C")
        assert pair.then.actual_text == "13.108% (62/473)"

    def test_nothing_is_made_up_where_fewer_places_are_known(self) -> None:
        data = dataset({"R": "7.9"}, {("R", YEAR): "7.50"})
        answer = what_if(data, Asked(places=Places()))
        assert answer.before == answer.after
        assert "Known to fewer places, so stated as now: R 1 (7.9)." in remarks(answer)

    def test_half_goes_up_in_size(self) -> None:
        data = dataset({"R": "-7.85"}, {("R", YEAR): "7.50"})
        assert pair_of(data, Asked(places=Places(1)), "R").then.actual_text == "-7.9"

    def test_no_nought_has_a_sign(self) -> None:
        data = dataset({"R": "-0.04"}, {("R", YEAR): "7.50"})
        pair = pair_of(data, Asked(places=Places(1)), "R")
        assert pair.then.actual_text == str(pair.then.value) == "0.0"

    def test_counts_have_no_places(self) -> None:
        data = dataset({"N": "7"}, {("N", YEAR): "6"})
        answer = what_if(data, Asked(places=Places(2)))
        assert answer.before == answer.after
        assert answer.no_finer == ()

    def test_a_fraction_that_contradicts_the_stated_value_does_not_take_its_place(self) -> None:
        data = dataset({"C": "20.26% (62/473)"}, {("C", YEAR): "<9%"})
        assert pair_of(data, Asked(places=Places(1)), "C").then.actual_text == "20.3% (62/473)"

    def test_earlier_actuals_are_stated_so_too(self) -> None:
        data = dataset({"R": "7.94"}, {("R", YEAR): "7.50"})
        before = QuarterRecord({"R": Reading(figure_of("7.86", RATE))})
        data = replace(data, quarters={**data.quarters, Q4.baseline(): before})
        pair = pair_of(data, Asked(places=Places(1)), "R")
        assert why_then(pair).endswith("7.9 to 7.9 is no change on 2008/09.")

    def test_a_figure_that_is_asked_stays_as_typed(self) -> None:
        data = dataset({"R": "7.9"}, {("R", YEAR): "7.50"})
        asked = Asked(places=Places(0), figures={"R": figure_of("7.49", RATE)})
        assert pair_of(data, asked, "R").then.actual_text == "7.49"


class TestTargetYear:
    """Each row against the target whose own period is a year."""

    NEXT, BEFORE = YEAR.next(), YEAR.previous()

    def year(self, targets: dict[tuple[str, FinancialYear], str], year: FinancialYear) -> str:
        data = dataset({"R": "7.9"}, targets)
        return pair_of(data, Asked(target_year=year), "R").then.target_text

    def test_it_is_found_in_another_years_report(self) -> None:
        held = {("R", YEAR): "7 (2008/09)", ("R", self.NEXT): "8 (2009/10)"}
        assert self.year(held, YEAR) == "8 (2009/10)"
        assert self.year(held, self.BEFORE) == "7 (2008/09)"

    def test_the_printed_one_comes_first(self) -> None:
        held = {("R", YEAR): "7", ("R", self.NEXT): "8 (2009/10)"}
        assert self.year(held, YEAR) == "7"

    def test_then_the_years_own_report(self) -> None:
        held = {("R", YEAR): "7", ("R", self.NEXT): "8", ("R", self.NEXT.next()): "9 (2010/11)"}
        assert self.year(held, self.NEXT) == "8"

    def test_one_for_a_part_of_the_year_in_another_report_does_not_do(self) -> None:
        held = {("R", YEAR): "7 (2008/09)", ("R", self.NEXT): "8 (2009/10 Q1)"}
        assert self.year(held, YEAR) == "7 (2008/09)"

    def test_rows_without_one_keep_the_printed_one_and_are_named(self) -> None:
        data = dataset({"R": "7.9", "C": "5%"}, {("R", YEAR): "7 (2010/11)", ("C", YEAR): "n/a"})
        answer = what_if(data, Asked(target_year=YEAR))
        assert answer.changed == ()
        assert remarks(answer) == (
            "No target for 2009/10 is held, so the printed one stays: R 1 (7 (2010/11)).",
        )

    def test_the_reason_does_not_call_it_printed(self) -> None:
        held = {("R", YEAR): "7 (2009/10)", ("R", self.NEXT): "7.6 (2010/11)"}
        told = why_then(pair_of(dataset({"R": "7.9"}, held), Asked(target_year=self.NEXT), "R"))
        assert "The target is for 2010/11, the actual for 2009/10." in told
        assert "printed" not in told


class TestFigures:
    """Figures in place of those held."""

    DATA = dataset({"R": "7.9", "C": "13.11%"}, {("R", YEAR): "7.50", ("C", YEAR): "<9%"})

    def test_a_row_that_is_asked_is_shown_though_its_colour_stays(self) -> None:
        answer = what_if(self.DATA, Asked(figures={"R": figure_of("8", RATE)}))
        assert answer.changed == ()
        (pair,) = answer.shown
        assert pair is answer.named[0]
        assert why_then(pair).startswith("8 is 6.7% above the target of 7.50; amber runs to 7.875.")

    def test_the_reason_of_such_a_row_tells_every_edge_and_the_certainty(self) -> None:
        answer = what_if(self.DATA, Asked(figures={"R": figure_of("7.80", RATE)}))
        (pair,) = answer.named
        assert why_then(pair, in_full=answer.is_named(pair)) == (
            "7.80 is 4.0% above the target of 7.50; amber runs to 7.875."
            " Green 7.50 or less; 0.3 less than that."
            " Amber up to 7.875. Red above 7.875."
            " Certain: 7.80 stands for 7.795 to 7.805, all of it amber."
            " No figure is held for 2008/09."
        )

    def test_what_was_uncertain_before_is_not_called_less_certain(self) -> None:
        """7.9 may be amber, 8 may be green or amber: neither is certain."""
        answer = what_if(self.DATA, Asked(figures={"R": figure_of("8", RATE)}))
        assert not any("certain" in told for told in remarks(answer))

    def test_several_are_asked_at_once_with_a_rule(self) -> None:
        figures = {"R": figure_of("7.8", RATE), "C": figure_of("10%", CUSTODY)}
        asked = Asked(basis=ToleranceBasis.POINTS, figures=figures)
        amber = (Colour.RED, Colour.AMBER)
        assert colours(self.DATA, asked) == {"R": amber, "C": amber}

    def test_without_a_figure(self) -> None:
        answer = what_if(self.DATA, Asked(figures={"R": EMPTY}))
        (pair,) = answer.changed
        assert pair.then.is_owed
        assert why_then(pair) == "No figure is held for this quarter."

    def test_what_is_due_and_when_stays(self) -> None:
        held = self.DATA.record.readings["R"]
        pair = pair_of(self.DATA, Asked(figures={"R": figure_of("7.8", RATE)}), "R")
        assert pair.then.reading.expected == held.expected

    def test_the_dataset_stays_as_it_is(self) -> None:
        """Nothing of what is held is touched, so nothing can be saved by mistake."""
        card = self.DATA.scorecard()
        what_if(self.DATA, Asked(ToleranceBasis.POINTS, Decimal(1), Places(0), YEAR, {"R": EMPTY}))
        assert self.DATA.scorecard() == card

    def test_tallies_are_in_words(self) -> None:
        answer = what_if(self.DATA, Asked(figures={"R": figure_of("7", RATE)}))
        assert tally_words(answer.before.tally()) == "2 red, 0 amber, 0 green, 1 not rated"
        assert tally_words(answer.after.tally()) == "1 red, 0 amber, 1 green, 1 not rated"


@pytest.mark.parametrize(
    ("asked", "empty"),
    [(Asked(), True), (Asked(places=Places()), False), (Asked(figures={"R": EMPTY}), False)],
)
def test_nothing_asked_is_told_apart(asked: Asked, *, empty: bool) -> None:
    assert asked.is_empty is empty
