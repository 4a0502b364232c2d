"""What is told of an indicator's series: breaks with their reasons, changes, a start and an end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csptui.domain import rolling
from csptui.domain.checks.catalogue import findings
from csptui.domain.indicator import Dated
from csptui.domain.live_values import value_printed
from csptui.domain.problem import Fault
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.questions.question import row_figures
from csptui.domain.rolling_told import plan_told
from csptui.domain.scorecard import NO_READING
from csptui.domain.series_words import broken, dated_lines
from csptui.domain.trend import TrendRule
from csptui.domain.why import change_sentence, flags, sentence_why
from csptui.legend import ROLLED_ON, target_marks
from csptui.storage.folder import load

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row

DERBY, _ = load(Path(__file__).resolve().parents[2] / "data")
Q4 = DERBY.shown
Q1 = Quarter(Q4.year, 1)
Q2 = Q1.next()
BASE = Q4.baseline()


def derby(**changed: object) -> Dataset:
    """Give Derby with NI 33 defined otherwise."""
    themes = tuple(
        replace(
            theme,
            sections=tuple(
                replace(
                    section,
                    indicators=tuple(
                        replace(one, **changed) if one.id == "NI33" else one  # type: ignore[arg-type]
                        for one in section.indicators
                    ),
                )
                for section in theme.sections
            ),
        )
        for theme in DERBY.themes
    )
    return replace(DERBY, themes=themes)


def row(dataset: Dataset) -> Row:
    found = dataset.scorecard().row("NI33")
    assert found is not None
    return found


def test_a_break_withholds_the_change_and_says_why() -> None:
    one = row(derby(breaks=(Q2,), break_words=(Dated(Q2, "counted anew."),)))
    said = "No change on 2008/09: a break in series lies between, at 2009/10 Q2 (counted anew)."
    assert change_sentence(one) == said
    assert said in sentence_why(one)
    assert one.change is None
    assert broken(one) == Dated(Q2, "counted anew.")


def test_what_lies_across_a_break_is_held_but_not_compared() -> None:
    """It is not told to be wanting: it is named with the reason, and stands nowhere as the baseline."""
    one, whole = row(derby(breaks=(Q2,))), row(derby())
    said = "7.28, not compared: a break in series lies between"
    assert one.baseline_told == said
    assert one.baseline == NO_READING
    assert said in row_figures(one)
    assert whole.baseline_told == whole.baseline_text == "7.28"
    empty = replace(DERBY, quarters={Q4: DERBY.record})
    assert row(empty).baseline_told == "not held"
    assert row(replace(derby(breaks=(Q2,)), quarters=empty.quarters)).baseline_told == "not held"


def test_a_claim_and_a_live_figure_say_that_the_break_keeps_them_from_last_year() -> None:
    dataset = derby(breaks=(Q2,)).with_comment("NI33", "It rose by 8.5% on last year.")
    card = dataset.scorecard()
    told = [one.claim for one in findings(dataset, card, all_claims=True) if one.ref == "NI33"]
    assert "2008/09 is not compared: a break in series lies between" in {
        one.reading for one in told if one is not None
    }
    one = row(dataset)
    for word in ("last year", "last year numerator"):
        fault = value_printed(one, word, signed=False)
        assert isinstance(fault, Fault)
        assert fault.message.endswith("is not compared: a break in series lies between")


@pytest.mark.parametrize(
    ("at", "is_broken"), [(BASE, False), (BASE.next(), True), (Q4, True), (Q4.next(), False)]
)
def test_a_break_counts_after_the_quarter_compared_with_and_not_after_this_one(
    at: Quarter,
    is_broken: bool,  # noqa: FBT001 - a table
) -> None:
    one = row(derby(breaks=(at,)))
    assert (broken(one) is not None) == is_broken == (one.change is None)


def test_the_rule_of_three_quarters_looks_further_back_than_last_year() -> None:
    dataset = replace(
        derby(breaks=(Quarter(FinancialYear(2008), 4),)),
        shown=Q1,
        partnership=replace(DERBY.partnership, trend_rule=TrendRule.THREE_QUARTERS),
    )
    assert broken(row(dataset)) == Dated(BASE)
    plain = replace(dataset, partnership=DERBY.partnership)
    assert broken(row(plain)) is None, "nothing before the year-end is compared with"


def test_a_changed_definition_is_told_where_something_is_compared_across() -> None:
    change = Dated(Q2, "aged 10 to 17")
    told = flags(row(derby(changes=(change,))))
    assert told == (
        "Its definition changes from 2009/10 Q2 (aged 10 to 17): what is compared here lies on both sides.",
    )
    assert flags(row(derby(changes=(Dated(BASE, "x"),)))) == ()
    assert flags(row(derby(changes=(change,), breaks=(Q2,)))) == (), "nothing is compared across"


def test_a_start_and_an_end_are_told() -> None:
    assert flags(row(derby(ends=Q4))) == ("It is reported for the last time in this quarter.",)
    begun = derby(starts=Q2)
    held = dict(begun.quarters)
    held.pop(BASE)
    assert change_sentence(row(replace(begun, quarters=held))) == (
        "No change on 2008/09: it is reported from 2009/10 Q2 on."
    )


def test_a_page_about_the_indicator_has_a_line_for_each() -> None:
    indicator = row(
        derby(starts=BASE, ends=Q4, breaks=(Q1, Q2), break_words=(Dated(Q2, "w"),), changes=(Dated(Q4, "c"),))
    ).indicator
    assert dated_lines(indicator) == [
        ("Reported", "from 2008/09 Q4 to 2009/10 Q4"),
        ("Break", "from 2009/10 Q1: nothing is compared across"),
        ("Break", "from 2009/10 Q2 (w): nothing is compared across"),
        ("Changed", "from 2009/10 Q4 (c): the series goes on"),
    ]


def test_a_target_rolled_on_has_its_mark_and_its_sentence() -> None:
    target = replace(DERBY.target("NI33", Q4.year), rolled_from=FinancialYear(2007))
    one = row(DERBY.with_target("NI33", Q4.year, target))
    assert target_marks(one) == (ROLLED_ON,)
    assert "The target is rolled on from 2007/08, not confirmed." in sentence_why(one)
    assert one.rating == row(DERBY).rating, "it is rated like any other"


# The plan


@pytest.mark.parametrize("most", [None, 3])
def test_the_plan_names_all_or_the_first_and_counts_the_rest(most: int | None) -> None:
    plan = rolling.plan(DERBY, Q4.next(), comments=17)
    told = dict(plan_told(plan, DERBY, most))
    assert told["Actuals"] == "none of 2009/10 Q4 is copied"
    assert told["Targets"] == "1 held for 2010/11: NI 39"
    if most is None:
        assert told["Rolled on"].count(", ") == 16
        assert told["None yet"].startswith("NI 115, NI 18, NI 30, NI 15, NI 28, NI 29, NI 16: ")
    else:
        assert told["Rolled on"].endswith("NI38-diff <0.0%, NI38-rate <1, NI 40 1,321 and 13 more")
        assert told["None yet"].startswith("NI 115, NI 18, NI 30 and 4 more: ")
    assert told["Comments"] == "17 of 2009/10 Q4 are not copied; each stands beside its new one"


def test_a_plan_without_a_quarter_before_it_copies_and_rolls_nothing() -> None:
    empty = replace(DERBY, available=())
    plan = rolling.plan(empty, Q4.next())
    assert (plan.before, plan.rolled) == (None, ())
    told = dict(plan_told(plan, empty))
    assert (told["Actuals"], told["Comments"]) == ("none is held before it", "none is held before it")


def test_a_quarter_that_is_skipped_leaves_no_comment_beside_the_new_one() -> None:
    told = dict(plan_told(rolling.plan(DERBY, Q4.next().next(), comments=1), DERBY))
    assert told["Comments"] == "1 of 2009/10 Q4 is not copied"


def test_the_quarters_that_are_skipped_are_named() -> None:
    """From the one after the last held; none before the first, and none where it follows on."""
    for quarter, skipped in (
        (Q4.next(), None),
        (Q4.next().next(), "2010/11 Q1 is not held: no trend bridges that"),
        (Quarter(FinancialYear(2010), 4), "2010/11 Q1 to 2010/11 Q3 are not held: no trend bridges that"),
    ):
        assert dict(plan_told(rolling.plan(DERBY, quarter), DERBY)).get("Skipped") == skipped
    empty = replace(DERBY, available=())
    assert "Skipped" not in dict(plan_told(rolling.plan(empty, Q4), empty))
