"""Which rows are exceptions, and under which heading (RULES 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.rag import Colour, Ground
from csptui.domain.scorecard import ExceptionClass
from csptui.domain.trend import Verdict

if TYPE_CHECKING:
    from csptui.domain.rag import Rating

ALL_CLASSES = tuple(ExceptionClass)


def classify(rating: Rating, movement: Verdict, classes: tuple[ExceptionClass, ...]) -> ExceptionClass | None:
    """Give the class of exception that a row falls in, among those that the partnership counts."""
    found = _class_of(rating, movement)
    return found if found in classes else None


def _class_of(rating: Rating, movement: Verdict) -> ExceptionClass | None:
    match rating.colour:
        case Colour.RED:
            return ExceptionClass.RED
        case Colour.AMBER:
            return ExceptionClass.AMBER
        case Colour.GREEN:
            return ExceptionClass.GREEN_WORSENING if movement is Verdict.WORSE else None
        case Colour.NONE:
            worse = movement is Verdict.WORSE and rating.ground is Ground.NO_TARGET
            return ExceptionClass.UNRATED_WORSENING if worse else None
