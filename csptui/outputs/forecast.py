"""A forecast as a page and as an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.analysis.forecast import Method
from csptui.analysis.forecast_words import forecast_words
from csptui.outputs.layout import flow, rule, spread, words_of
from csptui.outputs.line import Line
from csptui.outputs.objects import number

if TYPE_CHECKING:
    from csptui.analysis.forecast import Forecast
    from csptui.outputs.appearance import Look
    from csptui.outputs.objects import Object

_NO_SEASONS = "A run rate knows no seasons, and no forecast decides a colour."


def forecast_page(found: Forecast, look: Look) -> list[Line]:
    """Give a forecast with its method and its range."""
    indicator = found.indicator
    title = Line(look.line(f"{indicator.code}  {indicator.label}"), "strong")
    lines = [*spread(title, Line(look.line(f"{found.year}")), look.width), rule(look)]
    lines += flow(words_of(look.line(forecast_words(found))), look.width)
    if found.method is Method.RUN_RATE:
        lines += flow(words_of(_NO_SEASONS), look.width)
    return lines


def forecast_object(found: Forecast) -> Object:
    """Give a forecast for JSON at full precision.

    `needed` is what each quarter still to come may or must be, or move by where the basis is rolling
    (`needed_of` says which); null without a target, and where the target is met or lost already.
    """
    needed = found.needed
    rolling = found.method is Method.LAST_YEAR
    return {
        "ref": found.indicator.id,
        "code": found.indicator.code,
        "method": found.method.value,
        "year": str(found.year),
        "forecast": number(found.value),
        "lower": number(found.lower),
        "upper": number(found.upper),
        "target": None if needed is None else number(needed.limit),
        "target_met": None if needed is None else needed.meets,
        "needed": None if needed is None else number(needed.each),
        "needed_of": "move a quarter" if rolling else "each quarter",
        "reach": None if needed is None else needed.reach.value,
        "so_far": number(found.so_far),
        "quarters": found.quarters,
        "held": found.held,
        "moving_range": number(found.moving_range),
        "sentence": forecast_words(found),
    }
