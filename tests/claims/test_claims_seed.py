"""RULES 8 on Derby's own comments and narratives: what fits, what does not, and nothing else."""

from __future__ import annotations

import pytest
from claim_scores import FLAGGED, Flaw, derby, seed, seed_score

from csptui.domain.claims import Claim, ClaimVerdict, comment_claims, narrative_claims


def comment_and_claims(row_id: str) -> tuple[str, tuple[Claim, ...]]:
    dataset, card = derby()
    row = card.row(row_id)
    assert row is not None
    return row.comment, comment_claims(row.comment, row, dataset)


def about(row_id: str, words: str) -> list[Claim]:
    """Give the claims of a comment that share a character with words of it."""
    text, found = comment_and_claims(row_id)
    start = text.index(words)
    return [one for one in found if one.start < start + len(words) and start < one.end]


def test_the_left_column_fits() -> None:
    """Nine claims of comments, and the sum in the sensitive narrative."""
    score = seed_score()
    assert score.true == 10
    assert (score.missed, score.contradicted) == ([], [])


@pytest.mark.parametrize("flaw", seed()["otherwise"], ids=lambda flaw: f"{flaw['row']} {flaw['words']}")
def test_the_right_column_gets_its_verdict(flaw: Flaw) -> None:
    """Each with the number in its explanation that an officer needs."""
    found = about(flaw["row"], flaw["words"])
    wanted = ClaimVerdict(flaw["verdict"])
    assert {one.verdict for one in found} & (FLAGGED | {wanted}) == {wanted}
    assert any(flaw["tells"] in one.sentence for one in found if one.verdict is wanted)


def test_nothing_else_in_the_comments_is_called_a_contradiction() -> None:
    flaws = seed()["otherwise"]
    _, card = derby()
    others = []
    for row in card.rows:
        expected = [one for flaw in flaws if flaw["row"] == row.id for one in about(row.id, flaw["words"])]
        _, found = comment_and_claims(row.id)
        others += [(row.id, one.sentence) for one in found if one.verdict in FLAGGED and one not in expected]
    assert others == []


def test_no_narrative_is_called_a_contradiction() -> None:
    """Neither the printed ones nor the sensitive part."""
    dataset, card = derby()
    texts = [*dataset.record.narrative.items(), *dataset.record.sensitive.items()]
    found = [one for theme, text in texts for one in narrative_claims(text, theme, card, dataset)]
    assert [one.sentence for one in found if one.verdict in FLAGGED] == []
