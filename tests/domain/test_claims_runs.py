"""Claims of quarters in a row are held against the three quarters before it (RULES 5, 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from checks_made_up import COUNT, Q4, made_up

from csptui.domain.checks.catalogue import findings
from csptui.domain.indicator import PeriodBasis, Polarity

if TYPE_CHECKING:
    from csptui.domain.claims.claim import Claim

MONTHS = replace(COUNT, basis=PeriodBasis.QUARTER, polarity=Polarity.LOWER, name="Burglaries")
Q3 = Q4.previous()
Q2 = Q3.previous()
Q1 = Q2.previous()


def claims(comment: str, *values: str, indicator: object = MONTHS) -> list[Claim]:
    """Give the claims of a comment on the values of the quarters that lead up to Q4, oldest first."""
    earlier = dict(zip((Q3, Q2, Q1), values[-2::-1], strict=False))
    data = made_up(indicator, values[-1], "", comment=comment, earlier=earlier)  # type: ignore[arg-type]
    found = findings(data, data.scorecard(), all_claims=True)
    return [one.claim for one in found if one.claim is not None]


WORDS = [
    "Burglary rose for the third quarter running.",
    "It is the third quarter running that burglary has increased.",
    "Burglary has risen for three consecutive quarters.",
    "Burglary increased for three quarters in a row.",
    "Burglary rose for the third consecutive quarter.",
]


@pytest.mark.parametrize("comment", WORDS)
def test_three_moves_that_agree_fit(comment: str) -> None:
    (claim,) = claims(comment, "70", "80", "85", "90")
    assert claim.verdict.value == "fits"
    assert claim.reading == "the last quarters are 70, 80, 85, 90"


@pytest.mark.parametrize("comment", WORDS)
@pytest.mark.parametrize("values", [("70", "80", "90", "85"), ("70", "80", "75", "90"), ("95", "90")])
def test_a_move_the_other_way_contradicts(comment: str, values: tuple[str, ...]) -> None:
    """No word is put in its place: what fits is not known."""
    (claim,) = claims(comment, *values)
    assert claim.verdict.value == "contradicts"
    assert claim.fix is None


@pytest.mark.parametrize("comment", WORDS)
@pytest.mark.parametrize(
    "values",
    [
        ("90",),
        ("85", "90"),
        ("80", "85", "90"),
        ("90", "80", "85", "90"),
        ("70", "80", "80", "90"),
        ("70", "80", "85", "90 (1 month to Jan 2010)"),
        ("70", "80 (1 month to Jul 2009)", "85", "90"),
    ],
)
def test_it_is_quiet_where_it_cannot_be_told(comment: str, values: tuple[str, ...]) -> None:
    """Too few quarters, a part of one, a quarter that is level, and three that may be two moves."""
    (claim,) = claims(comment, *values)
    assert claim.verdict.value == "unchecked"


@pytest.mark.parametrize(
    ("comment", "verdict"),
    [
        ("It has worsened for the second successive quarter.", "fits"),
        ("It has improved for the second successive quarter.", "contradicts"),
        ("Burglary fell for two quarters running.", "contradicts"),
        ("Burglary rose for the fifth quarter running.", "unchecked"),
        ("Burglary has not risen for three consecutive quarters.", "unchecked"),
        ("Burglary rose this year, and fell for two quarters running in Leeds.", "unchecked"),
    ],
)
def test_other_runs_and_other_words(comment: str, verdict: str) -> None:
    """Better and worse go by polarity; a run of more quarters than are held is not judged."""
    assert verdict in {claim.verdict.value for claim in claims(comment, "70", "80", "85", "90")}


def test_nothing_is_read_across_a_break_in_series() -> None:
    (claim,) = claims(WORDS[0], "70", "80", "85", "90", indicator=replace(MONTHS, breaks=(Q3,)))
    assert claim.verdict.value == "unchecked"
