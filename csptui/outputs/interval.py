"""A confidence interval as a page and as an object."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.analysis.held_intervals import places_for, words_of
from csptui.domain.figure import digits
from csptui.outputs.layout import flow
from csptui.outputs.layout import words_of as styled
from csptui.outputs.line import Line
from csptui.outputs.objects import number

if TYPE_CHECKING:
    from csptui.analysis.intervals import Interval
    from csptui.outputs.appearance import Look
    from csptui.outputs.objects import Object

_PER_CENT = 100
_FULL_SHARE, _FULL = 5, 2
"""Places at which the limits are printed beside the rounded ones: those of the published examples."""


def interval_page(interval: Interval, numbers: tuple[int, ...], per: int | None, look: Look) -> list[Line]:
    """Give the value, its interval as it is said everywhere, and both again to more digits."""
    share = len(numbers) > 1 and per is None
    shown = interval.times(_PER_CENT) if share else interval
    suffix = "%" if share else ""
    value = digits(Decimal(shown.value), places_for(shown, least=1 if share else 0)) + suffix
    typed = " of ".join(f"{one:,}" for one in numbers)
    title = f"{typed} events" if len(numbers) == 1 else f"{typed} is {value}"
    title += "" if per is None else f" per {per:,}"
    places = _FULL_SHARE if share else _FULL
    full = [digits(Decimal(one), places) for one in (interval.value, interval.lower, interval.upper)]
    told = f"In full {full[0]}, from {full[1]} to {full[2]}."
    lines = [Line(look.line(title), "strong")]
    for sentence in (f"{words_of(shown, suffix)}.", told):
        lines += flow(styled(look.line(sentence)), look.width)
    return lines


def interval_object(interval: Interval) -> Object:
    """Give an interval for JSON at full precision, its level in per cent."""
    return {
        "value": interval.value,
        "lower": interval.lower,
        "upper": interval.upper,
        "method": interval.method,
        "level": number(interval.level),
    }
