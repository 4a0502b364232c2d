"""A five-year trend as a page and as an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.analysis.five_year import COCHRAN_ARMITAGE, LIMIT, WEIGHTED
from csptui.analysis.five_year_words import five_year_words, of_indicator
from csptui.analysis.held_intervals import words_of
from csptui.domain.amounts import amount
from csptui.outputs.layout import flow, indented, padded, rule, spread
from csptui.outputs.layout import words_of as styled
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from csptui.analysis.five_year import FiveYear
    from csptui.analysis.five_year_series import FiveYears, Year
    from csptui.domain.indicator import Indicator
    from csptui.outputs.appearance import Look
    from csptui.outputs.objects import Object

_RULE = (
    "There is a trend where chi-square is over 9.5495 (p = 0.002) and the slope keeps its sign whichever year"
    " is left out: the rule of Fingertips' recent trends."
)
_HOW = {
    WEIGHTED: "A line through five years, each weighted by its 95% interval (standard error = width / 3.92).",
    COCHRAN_ARMITAGE: "The Cochran-Armitage test for trend in shares; the slope is that of the log odds.",
}
_GAP = 2


def five_year_page(trend: FiveYear, look: Look) -> list[Line]:
    """Give the trend of a list."""
    return [*_flowed(five_year_words(trend), look), *_flowed(f"{_HOW[trend.method]} {_RULE}", look)]


def five_years_page(found: FiveYears, indicator: Indicator, look: Look) -> list[Line]:
    """Give an indicator's trend under its five years."""
    title = Line(look.line(f"{indicator.code}  {indicator.label}"), "strong")
    lines = [*spread(title, Line(look.line(indicator.unit.value)), look.width), rule(look)]
    names = [year.name for year in found.years]
    values = [_value(year, indicator) for year in found.years]
    widths = [max(len(text) for text in column) for column in (names, values)]
    for year, name, value in zip(found.years, names, values, strict=True):
        held = year.point.reading.figure.fraction
        of = "" if held is None else f"{held}  "
        told = f"{of}{words_of(year.interval, indicator.unit.suffix)}"
        first = f"{padded(name, widths[0] + _GAP)}{padded(value, widths[1], right=True)}"
        room = look.width - widths[0] - widths[1] - 2 * _GAP
        told_lines = flow(styled(look.line(told)), max(1, room))
        lines += indented(told_lines, widths[0] + widths[1] + 2 * _GAP, look.line(first))
    lines += [Line(), *_flowed(of_indicator(found), look)]
    if indicator.unit.counts:
        lines += _flowed("It is of the counts alone: the population behind them is not in it.", look)
    return [*lines, rule(look), *_flowed(f"{_HOW[found.trend.method]} {_RULE}", look)]


def _value(year: Year, indicator: Indicator) -> str:
    value = year.point.value
    return "" if value is None else amount(value, indicator, indicator.places)


def _flowed(text: str, look: Look) -> list[Line]:
    return flow(styled(look.line(text)), look.width)


def five_year_object(trend: FiveYear, sentence: str = "") -> Object:
    """Give a trend for JSON; `slope` is for a year, of what `slope_of` says: the value or the log odds."""
    return {
        "trend": trend.course.value,
        "slope": trend.slope,
        "chi2": trend.chi2,
        "sentence": sentence or five_year_words(trend),
        "method": trend.method,
        "slope_of": "log odds" if trend.method == COCHRAN_ARMITAGE else "value",
        "limit": float(LIMIT),
        "over_limit": trend.steep,
        "turned_without": [year + 1 for year in trend.turned_by],
    }


def five_years_object(found: FiveYears, indicator: Indicator) -> Object:
    """Give an indicator's trend for JSON, with its five years."""
    return five_year_object(found.trend, of_indicator(found)) | {
        "verdict": found.verdict.value,
        "ref": indicator.id,
        "code": indicator.code,
        "points": [_year_object(year) for year in found.years],
    }


def _year_object(year: Year) -> Object:
    fraction = year.point.reading.figure.fraction
    return {
        "period": year.name,
        "quarter": str(year.point.quarter),
        "value": year.interval.value,
        "lower": year.interval.lower,
        "upper": year.interval.upper,
        "method": year.interval.method,
        "numerator": None if fraction is None else fraction.numerator,
        "denominator": None if fraction is None else fraction.denominator,
    }
