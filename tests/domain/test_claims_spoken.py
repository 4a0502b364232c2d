"""What a new user typed at the reader: counts are no points, performance is no number, colours are claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from csptui.domain.claims import comment_claims
from csptui.storage.folder import load

DATASET, _ = load(Path(__file__).parents[2] / "data")
CARD = DATASET.scorecard()


def verdicts(ref: str, text: str) -> list[tuple[str, str]]:
    row = CARD.row(ref)
    assert row is not None
    return [(claim.text, claim.verdict.value) for claim in comment_claims(text, row, DATASET)]


@pytest.mark.parametrize(
    ("ref", "text", "told"),
    [
        ("NI43", "There were 3 more custodial sentences than last year.", [("3 more", "contradicts")]),
        ("NI43", "The number sentenced rose by 3.", [("rose by 3", "contradicts")]),
        ("NI43", "There were three fewer custodial sentences.", [("three fewer", "fits")]),
        ("NI43", "The rate rose by 2.63.", [("2.63", "fits")]),
        ("NI45", "14 more than target", [("14 more", "unchecked")]),
        ("NI40", "It fell 19 short of the target.", [("19 short", "fits")]),
        ("NI39", "Admissions rose 22.5% to 2,745.", [("22.5%", "fits"), ("2,745", "contradicts")]),
        ("NI39", "Admissions rose 22.5% to 2,475.", [("22.5%", "fits"), ("2,475", "fits")]),
        ("NI40", "We exceeded the baseline by 4.3%.", [("4.3%", "fits")]),
        ("NI40", "We exceeded the target by 4.3%.", [("exceeded the target by 4.3%", "contradicts")]),
        ("NI38-rate", "Performance slipped by 2.7%.", [("2.7%", "fits")]),
        ("NI33", "Performance has declined on last year.", [("declined", "fits")]),
        ("NI33", "Arson has declined on last year.", [("declined", "contradicts")]),
        ("NI16", "Across the force the fall was 15%.", [("15%", "unchecked")]),
        ("NI16", "There were 3,580 offences.", [("3,580", "unchecked")]),
        ("NI16", "The rate was reduced by a fifth.", [("a fifth", "fits")]),
        ("NI16", "The rate was reduced by a third.", [("a third", "contradicts")]),
        ("NI43", "The target was narrowly missed.", [("target was narrowly missed", "unchecked")]),
        ("NI16", "Last year it was 27% higher.", [("27%", "unchecked")]),
        ("NI16", "It was 27% higher in 2008/09.", [("27%", "unchecked")]),
        ("NI32", "Repeat cases: 31, target 69", [("31", "fits"), ("69", "fits")]),
        ("NI33", "It is the third quarter running that arson has increased.", [("increased", "unchecked")]),
        ("NI40", "The number of crack users fell by 30.", [("30", "unchecked")]),
        ("NI32", "Fewer than one in seven were repeats.", [("one in seven", "fits")]),
        ("NI32", "Fewer than one in nine were repeats.", [("one in nine", "contradicts")]),
        ("NI33", "The target would have been missed.", []),
        ("NI33", "There were fewer arsons than last year.", [("fewer", "contradicts")]),
        ("NI33", "The position improved by 8.5%.", [("improved by 8.5%", "contradicts")]),
        ("NI33", "Arson rose by 0.62 (8.5%).", [("0.62", "fits"), ("8.5%", "fits")]),
        ("NI33", "Arson rose by 0.62 (5.8%).", [("0.62", "fits"), ("5.8%", "contradicts")]),
        ("NI111", "178 versus a target of 518.", [("178", "contradicts"), ("518", "fits")]),
        (
            "NI111",
            "We met the target of 518 with 330 to spare.",
            [("met the target", "fits"), ("518", "fits"), ("330", "fits")],
        ),
        ("NI33", "Compared with last year, it was 8.5% lower.", [("8.5% lower", "contradicts")]),
        ("NI33", "The indicator is green.", [("is green", "contradicts")]),
        ("NI33", "It remains red.", [("remains red", "fits")]),
        ("NI33", "It is amber.", [("is amber", "unchecked")]),
        ("NI111", "This indicator is rated amber.", [("is rated amber", "contradicts")]),
        ("NI111", "It is a green space.", []),
        (
            "NI43",
            "The number of custodial sentences rose by 3, from 65 to 62.",
            [("rose by 3", "contradicts"), ("65 to 62", "contradicts")],
        ),
    ],
)
def test_a_sentence_of_an_officer_is_read_as_meant(ref: str, text: str, told: list[tuple[str, str]]) -> None:
    """Counts are held against counts, and words against what they are said of."""
    assert verdicts(ref, text) == told


def test_the_nearest_count_mends_a_count() -> None:
    """What is wrong by a turned digit is mended by the number meant, not by another of the row."""
    row = CARD.row("NI43")
    assert row is not None
    (_, claim) = comment_claims("There were 473 convictions, 174 fewer than in 2008/09.", row, DATASET)
    assert claim.fix is not None
    assert claim.fix.text == "147"
    assert "620 to 473 is -147 on" in claim.reading


@pytest.mark.parametrize(
    ("ref", "text"),
    [
        ("NI43", "Only 1 additional young person."),
        ("NI19", "The increase in the percentage may have these causes:"),
    ],
)
def test_no_fix_breaks_the_sentence_round_it(ref: str, text: str) -> None:
    """What is wrong is told, and left to the officer where another word would not suit the rest."""
    row = CARD.row(ref)
    assert row is not None
    (claim,) = comment_claims(text, row, DATASET)
    assert claim.verdict.value == "contradicts"
    assert claim.fix is None


def test_the_word_that_is_wrong_is_the_one_told() -> None:
    """A true number with the wrong word is said to be worse; two levels are told in their order."""
    row = CARD.row("NI33")
    assert row is not None
    (improved,) = comment_claims("The position improved by 8.5%.", row, DATASET)
    assert improved.reading == "7.28 to 7.9 is +8.5% on 2008/09: worse"
    (levels,) = comment_claims("It fell from 7.9 to 7.28.", row, DATASET)
    assert levels.reading == "it rose from 7.28 to 7.9"
