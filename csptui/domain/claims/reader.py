"""Reads the claims of a comment and holds each against the figures of its row (RULES 8)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.claims.claim import Claim, ClaimKind, ClaimVerdict
from csptui.domain.claims.kept import with_reasons
from csptui.domain.claims.sentences import sentences
from csptui.domain.figure import at_places, places_of
from csptui.domain.why import change_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard

_LIVE = re.compile(r"\{[^{}\n]{0,100}\}")
_PERCENT = re.compile(r"(?<![0-9.,])([0-9]{1,6}(?:\.[0-9]{1,6})?)(?:%| per cent| percent)")


def comment_claims(text: str, row: Row, dataset: Dataset) -> tuple[Claim, ...]:
    """Give the claims of a comment on a row in order of place, with the reasons that they are kept for."""
    del dataset
    masked = masked_text(text)
    found = (
        claim
        for one in sentences(masked)
        for claim in _percentages(masked, one.start, one.end, one.said, row)
    )
    return with_reasons(found, row.kept)


def narrative_claims(text: str, theme_id: str, card: Scorecard, dataset: Dataset) -> tuple[Claim, ...]:
    """Give the claims of a theme's narrative in order of place, with the reasons that they are kept for."""
    del card
    masked = masked_text(text)
    kept = dataset.record.kept_narrative.get(theme_id, "")
    found = [
        Claim(
            ClaimKind.PERCENT,
            ClaimVerdict.UNCHECKED,
            one.start + match.start(),
            one.start + match.end(),
            match[0],
            one.said,
            "no indicator holds it",
        )
        for one in sentences(masked)
        for match in _PERCENT.finditer(masked[one.start : one.end])
    ]
    return with_reasons(found, kept)


def masked_text(text: str) -> str:
    """Blank out live figures, which follow the data and claim nothing; all else keeps its place."""
    return _LIVE.sub(lambda match: " " * len(match[0]), text)


def _percentages(text: str, start: int, end: int, said: str, row: Row) -> Iterator[Claim]:
    for match in _PERCENT.finditer(text, start, end):
        stated = Decimal(match[1])
        moved = None if row.change is None else row.change.percent
        fits = moved is not None and at_places(abs(moved), places_of(stated)) == stated
        verdict = ClaimVerdict.FITS if fits else ClaimVerdict.UNCHECKED
        reading = change_sentence(row).rstrip(".")
        yield Claim(ClaimKind.PERCENT, verdict, match.start(), match.end(), match[0], said, reading, row.id)
