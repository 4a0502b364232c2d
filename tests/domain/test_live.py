"""Live figures: which braces are one, what each word prints, what a fault says, and how long it takes."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.checks.claimed import live_figure
from csptui.domain.claims import comment_claims, keep, masked_text, still_kept
from csptui.domain.claims.kept import with_reasons
from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
from csptui.domain.figure import Absence, Figure, Fraction
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Section, Theme, Unit
from csptui.domain.live import LIVE_WORDS, Live, live_faults, live_figures, masked, printed
from csptui.domain.live_values import SIGNABLE
from csptui.domain.period import Period, PeriodKind
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.target import Comparison, Edge, NoTarget, Target
from csptui.domain.why import change_sentence

Q4 = Quarter(FinancialYear(2009), 4)
DEC = Period(PeriodKind.MONTH, 2009, 12)


def indicator(name: str, code: str, *codes: str, unit: Unit = Unit.COUNT, places: int = 0) -> Indicator:
    use = FractionUse.RATE if unit.is_percentage else None
    return Indicator(
        name, code, code, unit, Polarity.LOWER, (code, *codes), places=places, fraction=use, theme="t"
    )


def figure(value: str, fraction: tuple[int, int] | None = None, as_at: Period | None = None) -> Reading:
    return Reading(Figure(Decimal(value), None if fraction is None else Fraction(*fraction), as_at))


def below(limit: str) -> Target:
    return Target(Edge(Comparison.BELOW, Decimal(limit)), absence=None)


SHARE, COUNT, RATE = (
    indicator("NI43", "NI 43", "LAA 9", unit=Unit.PERCENT, places=2),
    indicator("NI39", "NI 39", "LAA 9", "HO DSO"),
    indicator("arson", "arson", unit=Unit.PER_1000, places=1),
)
NONE, LATER = indicator("NI5", "NI 5"), indicator("NI6", "NI 6")
DATA = Dataset(
    Partnership("Somewhere"),
    (
        Theme(
            "t",
            "Theme",
            sections=(Section("", (SHARE, COUNT, RATE, NONE, replace(LATER, starts=Q4.next()))),),
        ),
    ),
    Q4,
    targets={
        ("NI43", Q4.year): below("9"),
        ("NI39", Q4.year): below("2230"),
        ("arson", Q4.year): Target(absence=NoTarget.SEE_COMMENT),
    },
    quarters={
        Q4: QuarterRecord(
            {
                "NI43": figure("13.11", (62, 473)),
                "NI39": figure("2475"),
                "arson": figure("7.0", as_at=DEC),
                "NI5": Reading(Figure(absence=Absence.CONFIDENTIAL)),
            },
            {"NI43": "A rise of {NI 43 change points} points.", "NI39": "Beside it, {NI43 actual}."},
        ),
        Q4.baseline(): QuarterRecord(
            {"NI43": figure("10.48", (65, 620)), "NI39": figure("2720"), "arson": figure("7.00")}
        ),
    },
)
CARD = DATA.scorecard()


def told(text: str) -> str:
    return printed(text, DATA, CARD)


def faults(text: str) -> list[str]:
    return [message for _, message in live_faults(text, DATA, CARD)]


PRINTS = [
    ("actual", "13.11%", "2,475", "7.0"),
    ("last year", "10.48%", "2,720", "7.00"),
    ("target", "<9%", "<2,230", None),
    ("change", "2.63 points", "245", "0.00"),
    ("change percent", "25.1%", "9.0%", "0.0%"),
    ("change points", "2.63", None, None),
    ("variance", "45.7%", "11.0%", None),
    ("numerator", "62", None, None),
    ("denominator", "473", None, None),
    ("last year numerator", "65", None, None),
    ("last year denominator", "620", None, None),
    ("rating", "red", "red", "not rated"),
    ("verdict", "worse", "better", "the same"),
    ("trend", None, None, None),
    ("quarter", "2009/10 Q4", "2009/10 Q4", "2009/10 Q4"),
    ("period", "2009/10 Q4", "2009/10 Q4", "Dec 2009"),
]


@pytest.mark.parametrize(("words", "share", "count", "rate"), PRINTS)
def test_each_word_prints_its_figure_or_is_a_fault(
    words: str, share: str | None, count: str | None, rate: str | None
) -> None:
    for name, wanted in (("NI43", share), ("NI 39", count), ("arson", rate)):
        text = f"It is {{{name} {words}}}."
        assert told(text) == (text if wanted is None else f"It is {wanted}.")
        assert len(faults(text)) == (wanted is None)


def test_every_word_is_in_the_table_above_and_means_something() -> None:
    assert sorted(case[0] for case in PRINTS) == sorted(LIVE_WORDS)
    assert all(LIVE_WORDS.values())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("rose by {NI 43 change points} points", "rose by 2.63 points"),
        ("rose by {NI 43 change} points", "rose by 2.63 points"),
        ("{NI 43 change points signed} points", "+2.63 points"),
        ("{NI 39 signed change}", "-245"),
        ("{NI 39 change percent signed}", "-9.0%"),
        ("{NI 39 variance signed}", "+11.0%"),
        ("{NI 43 actual}% or {NI43 Change  Per Cent} per cent", "13.11% or 25.1 per cent"),
        ("{ni-43 baseline}, {NI\u00a043 Baseline Numerator}, { NI 43  actual }", "10.48%, 65, 13.11%"),
        ("{{NI 43 actual}} {NI 43 actual {NI 43 rating}", "{13.11%} {NI 43 actual red"),
        ("{HO DSO actual}", "2,475"),
        ("{NI 43 actual}{NI 43 actual}", "13.11%13.11%"),
    ],
)
def test_a_sentence_reads_well(text: str, wanted: str) -> None:
    assert told(text) == wanted
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{NI 430 actual}", "names no indicator: NI 430 is neither an id nor a code"),
        ("{NI 430 anything}", "names no indicator: NI 430 is neither an id nor a code"),
        ("{ni 430 actual}", "names no indicator: ni 430 is neither an id nor a code"),
        ("{MARAC target}", "names no indicator: MARAC is neither an id nor a code"),
        ("{LAA 9 actual}", "names 2 indicators: write the id of one of them, NI43, NI39"),
        ("{NI 43}", "says no figure of NI 43: add a word, such as actual"),
        ("{NI 43 chnage points}", "asks for chnage points: change points may be meant"),
        ("{arson weather}", f"asks for weather: it can be {', '.join(LIVE_WORDS)}"),
        ("{NI 43 actual signed}", "has nothing to print: NI 43 has no sign to print in its actual"),
        ("{NI 5 actual}", "has nothing to print: NI 5 has a figure in 2009/10 Q4 that is confidential"),
        ("{NI 5 last year}", "has nothing to print: NI 5 has no figure for 2008/09"),
        ("{NI 5 change}", "has nothing to print: NI 5 has no figures of 2009/10 Q4 and a year before that"),
        ("{NI 6 actual}", "has nothing to print: NI 6 is not reported in 2009/10 Q4"),
        ("{arson target}", "has nothing to print: arson has no target in 2009/10 Q4"),
        ("{NI 39 change points}", "has nothing to print: NI 39 is not in per cent"),
    ],
)
def test_a_fault_has_its_place_and_the_text_stays(text: str, words: str) -> None:
    ((live, message),) = live_faults(f"First {text}, {{NI 39 actual}}.", DATA, CARD)
    assert (live.start, live.end) == (6, 6 + len(text))
    assert message.startswith(words)
    assert told(f"First {text}, {{NI 39 actual}}.") == f"First {text}, 2,475."


@pytest.mark.parametrize(
    "text",
    [
        '{"actual": 43}',
        "{}",
        "{ }",
        "{x}",
        "{see note 3}",
        "{fell by 36 of 62 cases}",
        "{no change}",
        "{on target}",
        "{arson}",
        "{HO DSO}",
        "{UK}",
        "{NI 430}",
        "{NI 43\nactual}",
        "{NI 43, actual}",
        "NI 43 actual}",
        "{NI 43 actual",
        "{NI 43 " + "a" * 100 + "}",
        "{{{}}}",
    ],
)
def test_other_braces_are_prose(text: str) -> None:
    assert told(text) == text
    assert faults(text) == []
    assert masked(text) == text


def test_the_parts_of_a_live_figure() -> None:
    assert live_figures("A {NI 43  Change points}.") == (Live(2, 24, "NI 43", "Change points"),)
    assert live_figures("{arson actual}") == ()
    assert live_figures("{arson actual}", DATA) == (Live(0, 14, "arson", "actual"),)
    assert masked("A {NI 43  Change points}.") == "A " + " " * 22 + "."
    # Whoever reads claims masks the same.
    assert masked_text("fell {NI 43 actual}") == masked("fell {NI 43 actual}")


def test_a_comment_follows_the_figure_of_another_row() -> None:
    rows = {row.id: row for row in CARD}
    assert rows["NI43"].printed == "A rise of 2.63 points."
    assert rows["NI39"].printed == "Beside it, 13.11%."
    assert rows["NI39"].comment == "Beside it, {NI43 actual}."
    assert rows["arson"].printed == ""
    changed = DATA.with_reading("NI43", figure("9.9"))
    card = changed.rescored(CARD, "NI43")
    assert card == changed.scorecard()
    after = {row.id: row for row in card}
    assert after["NI39"].printed == "Beside it, 9.9%."
    assert after["arson"] is rows["arson"]
    assert "NI39" in card.changed_from(CARD)
    gone = DATA.with_reading("NI43", Reading())
    assert {row.id: row for row in gone.scorecard()}["NI39"].printed == "Beside it, {NI43 actual}."


def test_points_have_a_decimal_place_as_in_the_sentence_of_the_change() -> None:
    """From 10.48 to 13, or from 10 to 13: as long as the longer figure, and one place at the least."""
    for base, wanted in (("10.48", "2.52"), ("10", "3.0")):
        quarters = {**DATA.quarters, Q4.baseline(): QuarterRecord({"NI43": figure(base)})}
        data = replace(DATA, quarters=quarters).with_reading("NI43", figure("13"))
        card = data.scorecard()
        row = card.row("NI43")
        assert row is not None
        assert printed("{NI 43 change points}", data, card) == wanted
        assert f"+{wanted} points" in change_sentence(row)


def test_a_kept_claim_stays_where_a_live_figure_stands_in_its_sentence() -> None:
    prose = "It rose by 8.6% to {NI 43 actual}. More."
    row = CARD.rows[0]
    (claim,) = comment_claims(prose, row, DATA)
    line = keep("", claim, "A reason")
    assert [one.kept for one in with_reasons([claim], line)] == ["A reason"]
    assert still_kept(line, prose) == line
    assert still_kept(line, prose.replace("rose", "fell")) == ""


@given(st.text("{}NI 43actulsign.\n%", max_size=80))
def test_what_is_printed_has_no_fault_and_what_is_not_is_as_typed(text: str) -> None:
    lives = live_figures(text, DATA)
    assert all(text[one.start] == "{" and text[one.end - 1] == "}" for one in lives)
    assert all(one.end <= other.start for one, other in pairwise(lives))
    assert len(masked(text)) == len(text)
    assert set(live_figures(text)) <= set(lives)
    if len(faults(text)) == len(lives):
        assert told(text) == text
    if not lives:
        assert told(text) == masked(text) == text


@pytest.mark.parametrize(
    "piece",
    [
        "{",
        "}",
        "{NI 43 ",
        "{NI 43 actual}",
        "{a a a a a a a a a}",
        "{" + "a" * 99,
        "{NI 43 actual signed signed}",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """Ten times the text takes about ten times as long: far from a hundred times."""
    times = []
    for length in (20_000, 200_000):
        text = (piece * length)[:length]
        started = time.process_time()
        told(text)
        times.append(time.process_time() - started)
    assert times[1] < 40 * max(times[0], 0.005)


def test_words_that_take_a_sign_are_words() -> None:
    assert set(LIVE_WORDS) > SIGNABLE


def many_rows(count: int) -> Dataset:
    """Give data of so many rows, each with a comment that tells its own figure."""
    rows = tuple(indicator(f"X{number}", f"X {number}", f"LAA {number}") for number in range(count))
    record = QuarterRecord(
        {one.id: figure("12") for one in rows}, {one.id: f"It is {{{one.code} actual}}." for one in rows}
    )
    return replace(
        DATA, themes=(Theme("t", "Theme", sections=(Section("", rows),)),), quarters={Q4: record}, targets={}
    )


def test_many_rows_with_live_figures_take_linear_time() -> None:
    """Ten times the rows take about ten times as long: their codes are gathered once and not once a row."""
    times = []
    for count in (100, 1_000):
        data = many_rows(count)
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            card = data.scorecard()
            assert not list(live_figure(data, card))
            best = min(best, time.process_time() - started)
        times.append(best)
        assert {row.printed for row in card} == {"It is 12."}
    assert times[1] < 40 * max(times[0], 0.005)


def test_a_figure_that_a_text_tells_thousands_of_times_is_looked_up_once() -> None:
    """So a text of 450 kB, far longer than any comment that is typed, costs no second on any machine."""
    data = many_rows(100)
    card = data.scorecard()
    started = time.process_time()
    assert printed("{X 7 actual} " * 30_000, data, card) == "12 " * 30_000
    assert time.process_time() - started < 0.6


def test_slips_without_end_are_all_told_though_not_all_with_the_nearest_word() -> None:
    text = "".join(f"{{NI 43 actul{'a' * number}}}" for number in range(80)) + "{NI 43 targt}" * 2
    words = [message for _, message in live_faults(text + "{NI 43 targt}", DATA, CARD)]
    assert words[0].endswith("actual may be meant")
    assert words[-1].endswith("target may be meant")
    many = "".join(f"{{NI 43 {'x' * (number % 70 + 1)} {number}}}" for number in range(150))
    last = live_faults(many + "{NI 43 actul}", DATA, CARD)[-1][1]
    assert "actual, last year" in last
