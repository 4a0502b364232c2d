"""What is asked of the reader: how many changed claims it catches, and how seldom it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from claim_corpus import PARTS, made_up, sentences
from claim_scores import FLAGGED, Score, narrative_score, part_score, seed_score

from csptui.domain.claims import narrative_claims

if TYPE_CHECKING:
    from collections.abc import Callable

SCORES: dict[str, Callable[[], Score]] = {
    "corpus": lambda: part_score("corpus"),
    "Derby": seed_score,
    "narratives": lambda: narrative_score("corpus"),
}


@pytest.fixture(params=SCORES)
def score(request: pytest.FixtureRequest) -> Score:
    """Give the scores one after another; each is worked out once."""
    measure: Callable[[], Score] = SCORES[request.param]
    return measure()


def test_changed_claims_are_caught(score: Score) -> None:
    """Of the claims with one digit, number word or direction changed, 95% are called false."""
    assert score.caught >= 0.95, score.passed


def test_true_claims_are_left_alone(score: Score) -> None:
    """At most one contradiction for fifty true claims, numbers that are no claims included."""
    assert score.wrong <= 0.02, score.contradicted


def test_true_claims_are_recognised(score: Score) -> None:
    """A claim that is not seen cannot be checked: nine in ten are seen to fit."""
    assert score.unseen <= 0.1, score.missed


def test_a_narrative_that_names_no_code_is_held_against_no_row() -> None:
    """What it is about is anybody's guess: only numbers of one text can contradict each other."""
    dataset, _ = made_up()
    card = dataset.scorecard()
    called = [
        (known.text, claim.sentence)
        for part in PARTS
        for known in sentences(part)
        for claim in narrative_claims(known.text, "safety", card, dataset)
        if claim.verdict in FLAGGED
        if not any(mark.says == "rel" for one in known.false for mark in one.marks)
    ]
    assert called == []
