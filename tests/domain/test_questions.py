"""What each kind of question finds, and what it leaves alone, on made-up rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from csptui.domain.claims import comment_claims, keep
from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
from csptui.domain.figure import Figure
from csptui.domain.indicator import FractionUse, Indicator, PeriodBasis, Polarity, Section, Theme, Unit
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.questions import KINDS, Question, questions, sheet
from csptui.domain.questions.question import in_short, in_words
from csptui.domain.questions.ratings import is_close
from csptui.domain.questions.run import red_run
from csptui.domain.rag import Rule
from csptui.domain.scorecard import Reading, Row
from csptui.domain.target import Target, parse_target
from csptui.domain.typed import parse_figure

YEAR = FinancialYear(2009)
Q4 = Quarter(YEAR, 4)
Q3, Q2, Q1 = (Quarter(YEAR, number) for number in (3, 2, 1))
BASE = Q4.baseline()
RATE = Indicator("R", "R 1", "Rate", Unit.PER_1000, Polarity.LOWER, places=2)
SHARE = Indicator(
    "S", "S 1", "Share", Unit.PERCENT, Polarity.HIGHER, places=1, fraction=FractionUse.RATE, cases="people"
)
COUNT = Indicator("C", "C 1", "Count", Unit.COUNT, Polarity.LOWER)
ALL = (RATE, SHARE, COUNT)


def dataset(
    figures: dict[str, dict[Quarter, str]],
    targets: dict[str, str] | None = None,
    comments: dict[str, dict[Quarter, str]] | None = None,
    indicators: tuple[Indicator, ...] = ALL,
) -> Dataset:
    """Make a partnership of one theme from texts; targets are those of 2009/10 and the year before."""
    by_id = {one.id: one for one in indicators}
    records: dict[Quarter, QuarterRecord] = {}
    for key, texts in figures.items():
        for quarter, text in texts.items():
            figure = parse_figure(text, by_id[key])
            assert isinstance(figure, Figure), figure
            held = records.setdefault(quarter, QuarterRecord({}))
            records[quarter] = replace(held, readings={**held.readings, key: Reading(figure)})
    for key, texts in (comments or {}).items():
        for quarter, text in texts.items():
            held = records.setdefault(quarter, QuarterRecord({}))
            records[quarter] = replace(held, comments={**held.comments, key: text})
    aims: dict[tuple[str, FinancialYear], Target] = {}
    for key, text in (targets or {}).items():
        aim = parse_target(text, by_id[key])
        assert isinstance(aim, Target), aim
        aims |= {(key, year): aim for year in (YEAR, YEAR.previous())}
    theme = Theme("t", "Theme", "T", (Section("", indicators),))
    return Dataset(Partnership("P"), (theme,), Q4, tuple(sorted(records)), aims, records)


def asked(data: Dataset, kind: str) -> dict[str, Question]:
    """Give the questions of one kind by the row that they are about."""
    return {one.ref: one for one in questions(data, data.scorecard()) if one.kind == kind}


def row_of(data: Dataset, key: str) -> Row:
    row = data.scorecard().row(key)
    assert row is not None
    return row


class TestRed:
    """Red, and for how many quarters: no more is claimed than is held."""

    def run(self, values: dict[Quarter, str]) -> str:
        data = dataset({"R": {Q4: "9", **values}}, {"R": "7.5"})
        return red_run(data, row_of(data, "R")).sentence

    def test_one_quarter_is_held(self) -> None:
        assert self.run({}) == "Red this quarter; 2009/10 Q3 is not held."
        assert self.run({Q2: "9"}) == "Red this quarter; 2009/10 Q3 is not held."

    def test_the_first_red_quarter(self) -> None:
        """It may have been red before it was green: that it is the first time ever is not held."""
        assert self.run({Q3: "7.6"}) == "Red since this quarter: it was amber in 2009/10 Q3."
        told = self.run({Q3: "7", Q2: "9"})
        assert told == "Red since this quarter: it was green in 2009/10 Q3."

    def test_some_quarters_running(self) -> None:
        told = self.run({Q3: "9", Q2: "8", Q1: "7.5"})
        assert told == "Red for three quarters running, since 2009/10 Q2; it was green in 2009/10 Q1."

    def test_the_run_may_be_longer_than_is_held(self) -> None:
        told = self.run({Q3: "9"})
        assert told == "Red for at least two quarters running, since 2009/10 Q3; 2009/10 Q2 is not held."
        told = self.run({Q3: "9", Q2: "9", Q1: "9", BASE: "9"})
        assert told.startswith("Red for at least four quarters running, since 2009/10 Q1;")

    def test_no_gap_is_bridged(self) -> None:
        told = self.run({Q3: "[x]", Q2: "9"})
        assert told == "Red this quarter; no figure is held for 2009/10 Q3."

    def test_each_quarter_has_the_target_of_its_own_year(self) -> None:
        """8 is red by this year's 7.5, and green by the 9 of the year before."""
        data = dataset({"R": {Quarter(YEAR, 1): "8", BASE: "8"}}, {"R": "7.5"})
        aim = parse_target("9", RATE)
        assert isinstance(aim, Target)
        data = replace(data, shown=Q1, targets={**data.targets, ("R", YEAR.previous()): aim})
        told = red_run(data, row_of(data, "R")).sentence
        assert told == "Red since this quarter: it was green in 2008/09 Q4."
        data = replace(data, targets={("R", YEAR): data.targets["R", YEAR]})
        assert red_run(data, row_of(data, "R")).sentence == "Red this quarter; 2008/09 Q4 has no target."

    def test_an_annual_figure_is_red_for_years(self) -> None:
        """The quarters in which none is due are passed over, also where they say that there is none."""
        annual = (replace(RATE, basis=PeriodBasis.ANNUAL),)
        data = dataset({"R": {Q4: "9", Q3: "[z]", BASE: "8"}}, {"R": "7.5"}, indicators=annual)
        told = red_run(data, row_of(data, "R")).sentence
        assert told == "Red for at least two years running, since 2008/09 Q4; 2007/08 Q4 is not held."

    def test_a_break_in_series_ends_the_count(self) -> None:
        broken = (replace(RATE, breaks=(Q4,)),)
        data = dataset({"R": {Q4: "9", Q3: "9"}}, {"R": "7.5"}, indicators=broken)
        told = red_run(data, row_of(data, "R")).sentence
        assert told == "Red this quarter; a break in series lies after 2009/10 Q3."

    def test_the_partnerships_rule_counts(self) -> None:
        data = dataset({"R": {Q4: "9", Q3: "7.6"}}, {"R": "7.5"})
        strict = replace(data, partnership=Partnership("P", rule=Rule(Decimal(0))))
        assert len(red_run(data, row_of(data, "R")).quarters) == 1
        assert len(red_run(strict, row_of(strict, "R")).quarters) == 2

    def test_the_cause_that_the_comment_gives_is_quoted(self) -> None:
        said = "It went up. This is because two pubs closed. A plan is agreed."
        data = dataset({"R": {Q4: "9"}}, {"R": "7.5"}, {"R": {Q4: said}})
        assert asked(data, "red")["R"].answer.endswith('The comment: "This is because two pubs closed."')

    def test_what_a_sentence_leads_in_is_quoted_with_it(self) -> None:
        said = "The rise has these causes:\n\n- two pubs closed\n- a new road"
        data = dataset({"R": {Q4: "9"}}, {"R": "7.5"}, {"R": {Q4: said}})
        assert asked(data, "red")["R"].answer.endswith('"The rise has these causes: two pubs closed"')

    def test_a_fact_is_no_cause(self) -> None:
        data = dataset({"R": {Q4: "9"}}, {"R": "7.5"}, {"R": {Q4: "An increase of 3.7%."}})
        assert "The comment" not in asked(data, "red")["R"].answer

    @pytest.mark.parametrize("value", ["7.5", "7.6", "[x]"])
    def test_other_colours_are_not_asked(self, value: str) -> None:
        assert asked(dataset({"R": {Q4: value}}, {"R": "7.5"}), "red") == {}


def test_better_and_still_red() -> None:
    data = dataset(
        {"S": {Q4: "60.0% (60/100)", BASE: "50%"}, "R": {Q4: "9", BASE: "8"}}, {"S": "95%", "R": "7.5"}
    )
    found = asked(data, "improved-red")
    assert list(found) == ["S"]
    assert found["S"].figures == "50% to 60.0% is +10.0 points, +20.0% on 2008/09: better."
    assert found["S"].answer == "Green at 95 of 100 or more: 35 more than now."


def test_better_than_last_year_but_worse_than_last_quarter_is_not_better() -> None:
    data = dataset({"R": {Q4: "9", Q3: "8.5", BASE: "10"}}, {"R": "7.5"})
    assert asked(data, "improved-red") == {}


def test_no_cause_or_action() -> None:
    said = {"R": {Q4: "An increase of 3.7%."}, "S": {Q4: "Homes closed because of a fire."}}
    data = dataset(
        {"R": {Q4: "9"}, "S": {Q4: "94%"}, "C": {Q4: "9"}}, {"R": "7.5", "S": "95%", "C": "5"}, said
    )
    found = asked(data, "no-explanation")
    assert set(found) == {"R", "C"}
    assert found["R"].figures == 'The comment says: "An increase of 3.7%."'
    assert found["C"].figures == "There is no comment."
    assert {one.answer for one in found.values()} == {""}


def test_a_colour_that_rounding_leaves_open() -> None:
    found = asked(dataset({"R": {Q4: "7.9"}, "C": {Q4: "8"}}, {"R": "7.5", "C": "7"}), "not-certain")
    assert list(found) == ["R"]
    assert found["R"].question == "Is R 1 red or amber? The figure leaves that open."
    assert "below 7.875 it is amber" in found["R"].answer


class TestNearMiss:
    """Close: two cases or fewer, or no more than a fifth of the allowance."""

    def close(self, key: str, value: str, target: str) -> bool:
        data = dataset({key: {Q4: value}}, {key: target})
        found = is_close(row_of(data, key))
        assert found is (key in asked(data, "near-miss"))
        return found

    def test_in_cases(self) -> None:
        """Of 406 more than 95% are 386: 387 can spare one, and the second case is one too many."""
        assert self.close("S", "95.3% (387/406)", ">95%")
        assert self.close("C", "98", "99")
        assert not self.close("C", "97", "99")

    def test_in_a_part_of_the_allowance(self) -> None:
        """5% of 7.5 is 0.375, a fifth of it 0.075: 7.425 is the edge of what is close."""
        assert self.close("R", "7.425", "7.5")
        assert not self.close("R", "7.424999", "7.5")
        assert self.close("R", "7.5", "7.5")

    def test_a_small_group_is_close_by_cases_alone(self) -> None:
        assert self.close("S", "66.7% (2/3)", "50%")

    def test_a_large_group_is_close_by_the_allowance(self) -> None:
        assert self.close("S", "95.1% (9510/10000)", "95%")

    def test_a_target_of_0_that_is_met_has_nothing_to_spare_and_is_not_asked(self) -> None:
        assert not self.close("C", "0", "0")

    @pytest.mark.parametrize("value", ["7.6", "9", "[x]"])
    def test_other_colours_are_not_near_misses(self, value: str) -> None:
        assert not self.close("R", value, "7.5")

    def test_the_answer_counts_cases_or_says_what_is_left(self) -> None:
        data = dataset({"S": {Q4: "95.3% (387/406)"}, "R": {Q4: "7.45"}}, {"S": ">95%", "R": "7.5"})
        found = asked(data, "near-miss")
        assert found["S"].answer == "2 fewer people would turn it from green."
        assert found["R"].answer == "It stays green while it worsens by no more than 0.05."
        below = asked(dataset({"R": {Q4: "7.45"}}, {"R": "<7.5"}), "near-miss")
        assert below["R"].answer == "It stays green while it worsens by less than 0.05."


class TestWorse:
    """Getting worse though green, or without a target."""

    def test_green_but_worse(self) -> None:
        data = dataset({"R": {Q4: "7", BASE: "6"}, "C": {Q4: "3", BASE: "4"}}, {"R": "7.5", "C": "5"})
        found = asked(data, "worse-green")
        assert list(found) == ["R"]
        assert found["R"].answer == "As much again, to 8, would be red."

    def test_still_green(self) -> None:
        data = dataset({"R": {Q4: "6.2", BASE: "6"}}, {"R": "7.5"})
        answer = asked(data, "worse-green")["R"].answer
        assert answer == "As much again, to 6.4, would still be green."

    def test_what_cannot_come_is_not_foretold(self) -> None:
        """Another fall of 60 points would leave less than nothing."""
        data = dataset({"S": {Q4: "35%", BASE: "95%"}}, {"S": "30%"})
        assert (
            asked(data, "worse-green")["S"].answer
            == "It stays green while it worsens by no more than 5 points."
        )

    def test_no_share_is_foretold_above_the_whole(self) -> None:
        fewer = (replace(SHARE, polarity=Polarity.LOWER),)
        data = dataset({"S": {Q4: "80%", BASE: "55%"}}, {"S": "90%"}, indicators=fewer)
        answer = asked(data, "worse-green")["S"].answer
        assert answer == "It stays green while it worsens by no more than 10 points."

    def test_the_trend_counts_where_there_is_one(self) -> None:
        data = dataset({"R": {Q4: "7", Q3: "7.2", BASE: "6"}}, {"R": "7.5"})
        assert asked(data, "worse-green") == {}

    def test_without_a_target(self) -> None:
        data = dataset({"R": {Q4: "7", BASE: "6"}, "C": {Q4: "3", BASE: "4"}})
        assert list(asked(data, "worse-unrated")) == ["R"]


class TestComments:
    """What comments claim, repeat or leave out."""

    def test_a_contradiction(self) -> None:
        data = dataset({"R": {Q4: "12", BASE: "10"}}, {}, {"R": {Q4: "An increase of 50%."}})
        question = asked(data, "claim")["R"]
        assert question.question == 'The comment says "An increase of 50%": is that so?'
        assert "10 to 12 is +20.0%" in question.figures
        assert question.answer == 'By the figures "50%" would be "20%".'
        fits = dataset({"R": {Q4: "12", BASE: "10"}}, {}, {"R": {Q4: "An increase of 20%."}})
        assert asked(fits, "claim") == {}

    def test_a_claim_that_is_kept_with_a_reason_is_not_asked(self) -> None:
        said = "An increase of 50%."
        data = dataset({"R": {Q4: "12", BASE: "10"}}, {}, {"R": {Q4: said}})
        (claim,) = (one for one in comment_claims(said, row_of(data, "R"), data) if one.stands)
        kept = data.with_kept(keep("", claim, "By the unrounded data"), indicator_id="R")
        assert asked(kept, "claim") == {}

    def test_a_narrative_that_names_the_row(self) -> None:
        data = dataset({"R": {Q4: "12", BASE: "10"}}).with_narrative(
            "t", "R 1 has risen by 50% since last year."
        )
        question = asked(data, "claim")["R"]
        assert question.question.startswith('The narrative says "')

    def test_few_words_beside_a_claim_are_quoted_and_none_of_the_next_sentence(self) -> None:
        said = "Much is new.\nIn all, as was said before, an increase of 50% was seen here. And more."
        data = dataset({"R": {Q4: "12", BASE: "10"}}, {}, {"R": {Q4: said}})
        assert '"an increase of 50% was seen here"' in asked(data, "claim")["R"].question

    def repeated(self, old: str, new: str) -> str:
        data = dataset({"R": {Q4: "12"}}, {}, {"R": {Q3: old, Q4: new}})
        found = asked(data, "repeated-comment")
        return found["R"].question + " " + found["R"].figures if found else ""

    def test_one_number_changed(self) -> None:
        told = self.repeated("An increase of 2.1%, by and large.", "An increase of\n3.7%, by and large.")
        assert told == (
            "The comment on R 1 is that of 2009/10 Q3, with one number changed: what is new? 2.1 is now 3.7."
        )

    def test_more_numbers_and_none(self) -> None:
        told = self.repeated("From 475 to 188 in Q3.", "From 475 to 160 in Q4.")
        assert "with two numbers changed: what is new? 188 is now 160; 3 is now 4." in told
        assert "word for word" in self.repeated("No change.", "no change.")

    def test_other_words_are_no_repeat(self) -> None:
        assert self.repeated("An increase of 2.1%.", "A decrease of 2.1%.") == ""
        assert self.repeated("An increase of 2.1%.", "") == ""
        assert self.repeated("", "") == ""
        assert self.repeated("", "An increase of 2.1%.") == ""

    def test_live_figures_in_the_same_words_are_not_said_to_have_printed_the_same(self) -> None:
        """Last quarter's comment printed another number, so it is quoted as the comment of this quarter."""
        text = "It stands at {R 1 actual}."
        data = dataset({"R": {Q4: "12", Q3: "11"}}, {}, {"R": {Q3: text, Q4: text}})
        question = asked(data, "repeated-comment")["R"]
        assert question.figures == 'With the figures of now it says: "It stands at 12."'

    def test_only_the_quarter_before_counts(self) -> None:
        data = dataset({"R": {Q4: "12"}}, {}, {"R": {Q2: "The same.", Q4: "The same."}})
        assert asked(data, "repeated-comment") == {}


class TestLargeChange:
    """A large change without a word of it."""

    def found(self, now: str, base: str, comment: str = "", target: str = "") -> bool:
        data = dataset({"R": {Q4: now, BASE: base}}, {"R": target} if target else {}, {"R": {Q4: comment}})
        return "R" in asked(data, "large-change")

    def test_ten_per_cent_and_more(self) -> None:
        assert self.found("11", "10")
        assert self.found("9", "10")
        assert not self.found("10.99", "10")

    def test_a_comment_will_do(self) -> None:
        assert not self.found("11", "10", "A new road.")
        assert self.found("11", "10", "  \n")

    def test_red_and_amber_rows_are_asked_for_their_cause_instead(self) -> None:
        assert self.found("11", "10", target="12")
        assert not self.found("11", "10", target="9")

    def test_in_points_where_per_cent_is_withheld(self) -> None:
        """From −2% to +3% the sign changes: five points are half of ten per cent."""
        data = dataset({"S": {Q4: "3%", BASE: "-2%"}})
        assert list(asked(data, "large-change")) == ["S"]
        data = dataset({"S": {Q4: "2.9%", BASE: "-2%"}})
        assert asked(data, "large-change") == {}

    def test_nothing_is_asked_without_last_year(self) -> None:
        assert asked(dataset({"R": {Q4: "11"}}), "large-change") == {}


def test_a_change_that_can_be_chance() -> None:
    held = {
        "S": {Q4: "95.3% (387/406)", BASE: "96.5% (436/452)"},
        "C": {Q4: "50", BASE: "1000"},
    }
    found = asked(dataset(held), "chance")
    assert list(found) == ["S"]
    assert found["S"].question == "Is the fall of S 1 real?"
    assert found["S"].answer == "It can be chance (p = 0.40), comparing 436/452 and 387/406."


class TestTargets:
    """Weaker than last year's actual, or for another year."""

    def test_weaker_than_last_year(self) -> None:
        data = dataset({"R": {Q4: "7.4", BASE: "7"}, "C": {Q4: "5", BASE: "5"}}, {"R": "7.5", "C": "5"})
        found = asked(data, "weak-target")
        assert list(found) == ["R"]
        assert found["R"].question == "Why is R 1's target of 7.5 weaker than last year's 7?"
        assert found["R"].figures == "2008/09 7; target 7.5; actual 7.4."
        assert found["R"].answer == "Held against 7 it would be red."

    def test_another_year(self) -> None:
        data = dataset({"R": {Q4: "7.4"}}, {"R": "7.5 (2010/11)"})
        assert asked(data, "target-period")["R"].answer == "No target for 2009/10 is held."
        assert asked(dataset({"R": {Q4: "7.4"}}, {"R": "7.5 (2009/10)"}), "target-period") == {}

    def test_what_the_own_years_target_would_say(self) -> None:
        data = dataset({"R": {Q4: "7.4"}}, {"R": "7.5 (2010/11)"})
        own = parse_target("7 (2009/10)", RATE)
        assert isinstance(own, Target)
        data = replace(data, targets={**data.targets, ("R", YEAR.next()): own})
        answer = asked(data, "target-period")["R"].answer
        assert answer.startswith(
            "Against its target for 2009/10 it would be red: 7.4 is 5.7% above the target"
        )


class TestSheet:
    """In the order in which members ask."""

    def test_red_first_the_furthest_before_the_others_then_amber_then_near_misses(self) -> None:
        more = tuple(replace(RATE, id=key, code=key) for key in ("G", "W", "N", "A", "R1", "R2", "U"))
        figures = {
            "G": {Q4: "3", BASE: "3.5"},
            "W": {Q4: "5", BASE: "4"},
            "N": {Q4: "7.49"},
            "A": {Q4: "7.6"},
            "R1": {Q4: "9"},
            "R2": {Q4: "12"},
            "U": {Q4: "8", BASE: "7"},
        }
        data = dataset(figures, dict.fromkeys(("G", "W", "N", "A", "R1", "R2"), "7.5"), indicators=more)
        order = [one.row.id for one in sheet(data, data.scorecard())]
        assert order == ["R2", "R1", "A", "N", "W", "U", "G"]

    def test_within_a_row_the_kinds_keep_their_order(self) -> None:
        data = dataset({"R": {Q4: "7.9", BASE: "7.28"}}, {"R": "7.5"})
        (one,) = sheet(data, data.scorecard())
        assert [question.kind for question in one.questions] == [
            "red",
            "no-explanation",
            "not-certain",
            "weak-target",
        ]

    def test_a_check_that_is_turned_off_asks_nothing(self) -> None:
        data = dataset({"R": {Q4: "7.9", BASE: "7.28"}}, {"R": "7.5"})
        off = replace(
            data, partnership=Partnership("P", checks_off=frozenset({"weak-target", "no-explanation"}))
        )
        assert [one.kind for one in questions(off, off.scorecard())] == ["red", "not-certain"]

    def test_nothing_held_asks_nothing(self) -> None:
        data = dataset({})
        assert questions(data, data.scorecard()) == ()

    def test_every_kind_has_an_id_of_its_own_and_gives_it_to_its_questions(self) -> None:
        assert len({kind.id for kind in KINDS}) == len(KINDS) == 13
        figures = {"R": {Q4: "7.9", BASE: "7.28"}, "S": {Q4: "95.3% (387/406)", BASE: "96.5% (436/452)"}}
        data = dataset(figures, {"R": "7.5", "S": ">95%"})
        card = data.scorecard()
        for kind in KINDS:
            assert {one.kind for one in kind.ask(data, card)} <= {kind.id}


def test_words() -> None:
    assert (in_words(3), in_words(12)) == ("three", "12")
    assert in_short("a  b\nc") == "a b c"
    assert in_short("one two three", 9) == "one two…"
    assert in_short("x" * 20, 5) == "xxxxx…"
