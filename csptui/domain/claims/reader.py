"""Reads the claims of a comment or narrative and holds each against the figures (RULES 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain import live
from csptui.domain.claims.codes import Codes
from csptui.domain.claims.cut import frames
from csptui.domain.claims.kept import with_reasons
from csptui.domain.claims.rooms import Rooms
from csptui.domain.claims.said import sentence_claims

if TYPE_CHECKING:
    from csptui.domain.claims.claim import Claim
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard


def comment_claims(text: str, row: Row, dataset: Dataset) -> tuple[Claim, ...]:
    """Give the claims of a comment on a row in order of place, with the reasons that they are kept for."""
    rooms = Rooms(dataset)
    masked = masked_text(text)
    found: list[Claim] = []
    for frame in frames(masked, Codes(dataset), rooms.words(row).units):
        found += sentence_claims(frame, rooms, row)
    return with_reasons(found, row.kept)


def narrative_claims(text: str, theme_id: str, card: Scorecard, dataset: Dataset) -> tuple[Claim, ...]:
    """Give the claims of a theme's narrative in order of place, with the reasons that they are kept for."""
    rooms = Rooms(dataset, card)
    masked = masked_text(text)
    found: list[Claim] = []
    for frame in frames(masked, Codes(dataset)):
        found += sentence_claims(frame, rooms, None)
    return with_reasons(found, dataset.record.kept_narrative.get(theme_id, ""))


def masked_text(text: str) -> str:
    """Blank out live figures, which follow the data and claim nothing; all else keeps its place."""
    return live.masked(text)
