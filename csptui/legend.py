"""Glyph, letter, word and style name for every colour and movement; it knows no colour values.

Every state reads in black and white: letter and shape and word come first, colour after (LOOK).
"""

from __future__ import annotations

from dataclasses import dataclass

from csptui.domain.figure import digits
from csptui.domain.rag import Colour, Ground, Rating
from csptui.domain.scorecard import ExceptionClass, Row, Tally
from csptui.domain.trend import Direction, TrendKind, Verdict


@dataclass(frozen=True, slots=True)
class Mark:
    """How one state is shown; `style` is a name that each output gives a look of its own."""

    glyph: str
    letter: str
    word: str
    style: str
    ascii: str

    def badge(self, *, ascii_only: bool = False) -> str:
        """Give glyph and letter, three columns wide."""
        return f"{self.ascii} {self.ascii}" if ascii_only else f"{self.glyph} {self.letter}"


COLOURS = {
    Colour.RED: Mark("■", "R", "Red", "red", "R"),
    Colour.AMBER: Mark("▲", "A", "Amber", "amber", "A"),
    Colour.GREEN: Mark("●", "G", "Green", "green", "G"),
    Colour.NONE: Mark("–", "–", "Not rated", "none", "-"),
}
NO_DATA = Mark("–", "–", "No data", "none", "-")

ARROWS = {Direction.UP: "↑", Direction.DOWN: "↓", Direction.LEVEL: "→", Direction.NONE: "–"}
ASCII_ARROWS = {Direction.UP: "^", Direction.DOWN: "v", Direction.LEVEL: "=", Direction.NONE: "-"}
VERDICT_STYLES = {
    Verdict.BETTER: "better",
    Verdict.WORSE: "worse",
    Verdict.SAME: "same",
    Verdict.NONE: "same",
}
STATIC = TrendKind.STATIC.value
TREND_WORDS = {
    TrendKind.IMPROVING: "improving",
    TrendKind.WORSENING: "worsening",
    TrendKind.STATIC: STATIC,
    TrendKind.NONE: "no trend data",
}
EXCEPTION_HEADINGS = {
    ExceptionClass.RED: "Red",
    ExceptionClass.AMBER: "Amber",
    ExceptionClass.GREEN_WORSENING: "Green but getting worse",
    ExceptionClass.UNRATED_WORSENING: "Not rated and getting worse",
}
MARKERS = {
    "[p]": "provisional",
    "[r]": "revised",
    "[e]": "estimated",
    "[y]": "measured on last year's actual: no trend for this row",
    "[x]": "not available",
    "[z]": "not applicable",
    "[c]": "confidential",
    "[t]": "the target is for another period",
    "[o]": "the target is rolled on from an earlier year and not confirmed",
    "[b]": "a break in series: nothing is compared across it",
    "[m]": "covers some months of its period only: not rated",
    "≈": "rounding could give another colour",
}
UNCERTAIN, ASCII_UNCERTAIN = "≈", "~"
OTHER_PERIOD = "[t]"
ROLLED_ON, BREAK = "[o]", "[b]"
OTHER_BASIS = "[y]"
PART = "[m]"
SUSTAINED, ASCII_SUSTAINED = "↑↑ ↓↓", "^^ vv"
CURSOR, ASCII_CURSOR = "►", ">"


def target_marks(row: Row) -> tuple[str, ...]:
    """Give the marks of a row's target: for another period, and rolled on without being confirmed."""
    marks = ((OTHER_PERIOD, row.target_is_for_another_period), (ROLLED_ON, row.target.is_rolled))
    return tuple(mark for mark, stands in marks if stands)


def mark_of(rating: Rating) -> Mark:
    """Give the mark of a rating; *no data* and *not rated* differ in the word."""
    return NO_DATA if rating.ground is Ground.NO_ACTUAL else COLOURS[rating.colour]


def movement_text(row: Row, *, ascii_only: bool = False) -> str:
    """Give direction and verdict, such as `↑ worse`; a sustained trend has its arrow twice.

    A trend that goes neither way is `static`, as everywhere; by the rule of three quarters it may have moved,
    and is hardly the same.
    """
    if row.movement is Verdict.NONE:
        return ""
    arrow = (ASCII_ARROWS if ascii_only else ARROWS)[row.movement_direction]
    word = STATIC if row.trend.kind is TrendKind.STATIC else row.movement.value
    return f"{arrow * 2 if row.trend.sustained else arrow} {word}"


def variance_text(row: Row, *, ascii_only: bool = False) -> str:
    """Give the distance to target for a narrow column: `+5.3%≈`, `met`, `part` of a period, or nothing."""
    rating = row.rating
    if rating.ground is Ground.PART:
        return "part"
    if rating.edge is None or rating.value is None:
        return ""
    sure = "" if rating.certain else (ASCII_UNCERTAIN if ascii_only else UNCERTAIN)
    variance = rating.variance
    if variance is not None:
        return f"{digits(variance, 1, signed=True)}%{sure}"
    return ("met" if rating.colour is Colour.GREEN else "missed") + sure


def tally_parts(tally: Tally, *, ascii_only: bool = False) -> tuple[tuple[str, str], ...]:
    """Give (text, style name) for each colour's count: `■5`, `▲2`, `●10`, `–7`."""
    return tuple(
        (f"{mark.ascii if ascii_only else mark.glyph}{tally.of(colour)}", mark.style)
        for colour, mark in COLOURS.items()
    )
