"""Comments and narratives checked against the figures: what is claimed, and what the figures say to it."""

from csptui.domain.claims.claim import Claim, ClaimKind, ClaimVerdict, Fix
from csptui.domain.claims.kept import Kept, keep, kept_text, parse_kept, still_kept
from csptui.domain.claims.reader import comment_claims, masked_text, narrative_claims
from csptui.domain.claims.rooms import Rooms

__all__ = [
    "Claim",
    "ClaimKind",
    "ClaimVerdict",
    "Fix",
    "Kept",
    "Rooms",
    "comment_claims",
    "keep",
    "kept_text",
    "masked_text",
    "narrative_claims",
    "parse_kept",
    "still_kept",
]
