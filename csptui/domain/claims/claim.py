"""What a comment claims about the figures, and what the figures say to that (RULES 8)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ClaimKind(Enum):
    """What is claimed; the value of a member is its word in JSON."""

    PERCENT = "percent"
    POINTS = "points"
    FRACTION = "fraction"
    COUNT = "count"
    DIRECTION = "direction"
    TARGET = "target"
    SIGNIFICANCE = "significance"
    RANK = "rank"
    RELATION = "relation"


class ClaimVerdict(Enum):
    """What the figures say to a claim."""

    FITS = "fits"
    UNROUNDED = "unrounded"
    CONTRADICTS = "contradicts"
    UNCHECKED = "unchecked"


VERDICT_WORDS = {
    ClaimVerdict.FITS: "fits",
    ClaimVerdict.UNROUNDED: "fits only unrounded data",
    ClaimVerdict.CONTRADICTS: "contradicts the figures",
    ClaimVerdict.UNCHECKED: "cannot be checked",
}


@dataclass(frozen=True, slots=True)
class Fix:
    """What to put in the place of the characters from `start` to `end` so that the claim fits."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a text: its words at `start` to `end`, and the verdict on it.

    `said` is the sentence that it stands in, blanks collapsed; `reading` is what it was held against,
    with its numbers, or why it cannot be checked; `ref` is the id of the indicator whose row was used,
    empty where no indicator holds such a number; `kept` is the reason that an officer keeps it for.
    """

    kind: ClaimKind
    verdict: ClaimVerdict
    start: int
    end: int
    text: str
    said: str
    reading: str
    ref: str = ""
    fix: Fix | None = None
    kept: str = ""

    @property
    def stands(self) -> bool:
        """Whether somebody has still to look at it: the figures do not bear it out, and nobody keeps it."""
        return self.verdict in {ClaimVerdict.CONTRADICTS, ClaimVerdict.UNROUNDED} and not self.kept

    @property
    def sentence(self) -> str:
        """The verdict in a sentence that begins with the words that it is about."""
        held = f": {self.reading}" if self.reading else ""
        kept = f" Kept: {self.kept}." if self.kept else ""
        return f'"{self.text}" {VERDICT_WORDS[self.verdict]}{held}.{kept}'
