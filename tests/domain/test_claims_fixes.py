"""A fix makes the claim fit when the text is read again, and changes nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from claims_on_derby import claims_of, derby
from hypothesis import given, settings
from hypothesis import strategies as st

from csptui.domain.claims import Claim, ClaimVerdict

FLAGGED = {ClaimVerdict.CONTRADICTS, ClaimVerdict.UNROUNDED}
FRAMES = [
    "An increase of {n}%.",
    "A {n}% decrease on last year.",
    "The rate has risen by {n}%.",
    "The rate fell by {n} points.",
    "It now stands at {n}%.",
    "It stands at {n}.",
    "The figure is {n}% above target.",
    "The target was missed by {n}%.",
    "It went from {n} to {m}.",
    "It rose from {n}% to {m}%.",
    "There were {n} fewer than in 2008/09.",
    "Performance has improved by {n}%.",
    "The total fell by {n} to {m}.",
    "{n} of {m} young people.",
    "Up {n}% on 2008/09.",
    "The target of {n} was met.",
    "Down by {n} on last year; the rate is {m}%.",
    "It is {n}% of target.",
]
IDS = [row.id for row in derby()[1].rows]


def mended(text: str, claim: Claim) -> str:
    assert claim.fix is not None
    return text[: claim.fix.start] + claim.fix.text + text[claim.fix.end :]


def check(ref: str, text: str) -> int:
    """Apply each fix of a text by itself: the claim fits then."""
    tried = 0
    for claim in claims_of(ref, text):
        if claim.fix is None:
            continue
        tried += 1
        assert claim.verdict in FLAGGED
        new = mended(text, claim)
        grown = len(new) - len(text)
        first, last = min(claim.start, claim.fix.start), max(claim.end, claim.fix.end) + grown
        again = [one for one in claims_of(ref, new) if one.start < last and first < one.end]
        same = [one for one in again if one.kind is claim.kind]
        assert same, (text, new)
        assert {one.verdict for one in same} == {ClaimVerdict.FITS}, (text, new, same)
    return tried


@given(
    st.sampled_from(IDS),
    st.sampled_from(FRAMES),
    st.decimals(Decimal("0.01"), Decimal(3000), places=2),
    st.integers(0, 2),
    st.integers(1, 900),
)
@settings(max_examples=500, deadline=None)
def test_every_fix_makes_its_claim_fit(
    ref: str, frame: str, number: Decimal, places: int, other: int
) -> None:
    check(ref, frame.format(n=round(number, places), m=other))


@pytest.mark.parametrize(
    ("ref", "text", "fixed"),
    [
        ("NI33", "An increase of 8.6%.", "An increase of 8.5%."),
        ("NI33", "A decrease of 8.5%.", "An increase of 8.5%."),
        ("NI33", "Arson fell by 8.5%.", "Arson rose by 8.5%."),
        ("NI111", "The target is exceeded by 56.4%.", "The target is exceeded by 63.7%."),
        ("NI43", "It went from 35 to 36.", "It went from 65 to 62."),
        ("NI43", "62 of the 437 convicted.", "62 of the 473 convicted."),
        ("NI43", "The rate rose by 4 points.", "The rate rose by 3 points."),
        ("NI45", "The target was missed.", "The target was met."),
        ("NI46", "The rate has improved.", "The rate has worsened."),
        ("NI40", "Numbers rose by fifty-five.", "Numbers rose by fifty-four."),
        ("NI40", "1,320 users were in treatment.", "1,302 users were in treatment."),
        ("NI19", "The increase has causes.", "The decrease has causes."),
        ("NI16", "A 23.1% reduction.", "A 21.3% reduction."),
        ("NI16", "A rise of 23.1%.", "A fall of 21.3%."),
    ],
)
def test_only_the_number_or_the_word_of_direction_is_replaced(ref: str, text: str, fixed: str) -> None:
    """With its article, where the word asks for another; a number in words stays in words."""
    claims = [one for one in claims_of(ref, text) if one.fix is not None]
    assert [mended(text, one) for one in claims] == [fixed]
    assert check(ref, text) == 1
