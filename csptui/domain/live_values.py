"""What each word of a live figure prints: the figure of a row, or why there is none to print."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from csptui.domain.amounts import compared_places
from csptui.domain.figure import digits, number_text
from csptui.domain.problem import Fault
from csptui.domain.rag import Colour, Ground
from csptui.domain.scorecard import BREAK_BETWEEN
from csptui.domain.target import target_text
from csptui.domain.trend import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from csptui.domain.figure import Figure
    from csptui.domain.scorecard import Row

LIVE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "actual": "the figure of the quarter, with its unit",
        "last year": 'the figure of a year before; "baseline" says the same',
        "target": "the target as it is written, without its period",
        "change": "how far the figure is from last year's, in its unit (a percentage: in points)",
        "change percent": "how far that is in per cent of last year's",
        "change points": "how far that is in percentage points, the number alone",
        "variance": "how far the figure is from the target, in per cent of it",
        "numerator": "the fraction's upper number",
        "denominator": "the fraction's lower number",
        "last year numerator": "the upper number of last year's fraction",
        "last year denominator": "the lower number of last year's fraction",
        "rating": "red, amber or green; not rated; no data",
        "verdict": "better, worse or the same as last year",
        "trend": "improving, worsening or static",
        "quarter": "the quarter of the report",
        "period": "the period that the figure covers: what it is as at, or the quarter",
    }
)
"""The words of a live figure, each with what it prints."""

SIGNED: Final = "signed"
"""The word that prints a change or a variance with its sign; without it the size is printed."""
SIGNABLE: Final = frozenset({"change", "change percent", "change points", "variance"})

_ALIKE = {"baseline": "last year", "per cent": "percent"}


def phrase_of(words: str) -> tuple[str, bool] | None:
    """Read the words of a live figure: which of LIVE_WORDS they are and whether its sign is wanted."""
    told = f" {words.casefold()} "
    is_signed = told.startswith(f" {SIGNED} ") or told.endswith(f" {SIGNED} ")
    if is_signed:
        told = told.replace(f" {SIGNED} ", " ", 1)
    for other, own in _ALIKE.items():
        told = told.replace(f" {other} ", f" {own} ")
    phrase = told.strip()
    return (phrase, is_signed) if phrase in LIVE_WORDS else None


def value_printed(row: Row, phrase: str, *, signed: bool) -> str | Fault:
    """Give what a word prints of a row, or why it has nothing to print, as words that follow its code."""
    if signed and phrase not in SIGNABLE:
        return Fault(f"has no sign to print in its {phrase}: leave {SIGNED} out")
    if phrase in SIGNABLE:
        return _variance(row, signed=signed) if phrase == "variance" else _change(row, phrase, signed=signed)
    return _PLAIN[phrase](row)


def _actual(row: Row) -> str | Fault:
    return _number(row, row.reading.figure, f"in {row.quarter}", row.part)


def _last_year(row: Row) -> str | Fault:
    when = f"for {row.quarter.baseline().year}"
    if row.across_text:
        return Fault(f"has a figure {when} that is not compared: {BREAK_BETWEEN}")
    return _number(row, row.baseline.figure, when, row.baseline_part)


def _number(row: Row, figure: Figure, when: str, part: str) -> str | Fault:
    if figure.absence is not None:
        return Fault(f"has a figure {when} that is {figure.absence.words}")
    number = number_text(figure, row.indicator)
    return f"{number}{_of_part(part, figure)}" if number else Fault(f"has no figure {when}")


def _of_part(part: str, figure: Figure) -> str:
    """Give the period in brackets behind what is of a part of it, so that it passes for no whole one."""
    return f" ({figure.as_at})" if part else ""


def _target(row: Row) -> str | Fault:
    if row.target.edge is None:
        return Fault(f"has no target in {row.quarter}")
    return target_text(row.target, row.indicator, period=False)


def _change(row: Row, phrase: str, *, signed: bool) -> str | Fault:
    moved = row.change
    if moved is None:
        part = row.part or row.baseline_part
        if part and row.value is not None:
            when = row.quarter if row.part else row.quarter.baseline().year
            return Fault(
                f"has a figure of {when} that {part.removeprefix('it ')}, and no change is told on a part"
            )
        return Fault(f"has no figures of {row.quarter} and a year before that can be compared")
    if phrase == "change percent":
        if moved.percent is None:
            return Fault(f"has no change in per cent, since {moved.withheld}")
        return f"{_size(moved.percent, 1, signed=signed)}%"
    places = compared_places(row)
    if moved.points is None:
        if phrase == "change":
            return _size(moved.units, places, signed=signed)
        return Fault("is not in per cent, so its change is not in points")
    points = _size(moved.points, max(places, 1), signed=signed)
    return points if phrase == "change points" else f"{points} points"


def _variance(row: Row, *, signed: bool) -> str | Fault:
    variance = row.rating.variance
    if row.part:
        return Fault(f"has no variance: {row.part}")
    if variance is None:
        return Fault("has no variance: it needs a figure and a target other than 0")
    return f"{_size(variance, 1, signed=signed)}%"


def _size(value: Decimal, places: int, *, signed: bool) -> str:
    return digits(value if signed else abs(value), places, signed=signed)


def _cases(figure: Figure, when: str, part: str, *, upper: bool) -> str | Fault:
    if figure.fraction is None:
        return Fault(f"has no fraction {when}")
    number = figure.fraction.numerator if upper else figure.fraction.denominator
    return f"{number:,}{_of_part(part, figure)}"


def _cases_now(row: Row, *, upper: bool) -> str | Fault:
    return _cases(row.reading.figure, f"in {row.quarter}", row.part, upper=upper)


def _cases_then(row: Row, *, upper: bool) -> str | Fault:
    when = f"for {row.quarter.baseline().year}"
    if row.across_text:
        return Fault(f"has a figure {when} that is not compared: {BREAK_BETWEEN}")
    return _cases(row.baseline.figure, when, row.baseline_part, upper=upper)


def _rating(row: Row) -> str | Fault:
    if row.rating.colour is not Colour.NONE:
        return str(row.rating.colour.value)
    return "no data" if row.rating.ground is Ground.NO_ACTUAL else "not rated"


def _verdict(row: Row) -> str | Fault:
    if row.verdict is Verdict.NONE:
        return Fault("has no change on last year that is better or worse")
    return "the same" if row.verdict is Verdict.SAME else str(row.verdict.value)


def _trend(row: Row) -> str | Fault:
    return str(row.trend.kind.value) if row.has_trend else Fault(f"has no trend: {row.trend.reason}")


def _period(row: Row) -> str | Fault:
    return str(row.reading.figure.as_at or row.quarter)


_PLAIN: Mapping[str, Callable[[Row], str | Fault]] = MappingProxyType(
    {
        "actual": _actual,
        "last year": _last_year,
        "target": _target,
        "numerator": lambda row: _cases_now(row, upper=True),
        "denominator": lambda row: _cases_now(row, upper=False),
        "last year numerator": lambda row: _cases_then(row, upper=True),
        "last year denominator": lambda row: _cases_then(row, upper=False),
        "rating": _rating,
        "verdict": _verdict,
        "trend": _trend,
        "quarter": lambda row: str(row.quarter),
        "period": _period,
    }
)
