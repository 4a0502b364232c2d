"""What the history of an indicator says beside its card: where the year may end, and its five-year trend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.analysis.five_year_series import five_year_of
from csptui.analysis.five_year_words import of_indicator
from csptui.analysis.forecast import QUARTERS, Method, forecast_of
from csptui.analysis.forecast_words import forecast_words
from csptui.analysis.refused import Refused
from csptui.domain.indicator import PeriodBasis
from csptui.outputs.five_year import five_years_object
from csptui.outputs.forecast import forecast_object

if TYPE_CHECKING:
    from csptui.domain.quarter import Quarter
    from csptui.domain.series import Series
    from csptui.outputs.objects import Object

_WITHIN_A_YEAR = frozenset({PeriodBasis.QUARTER, PeriodBasis.ROLLING})
_YEARLY = frozenset({PeriodBasis.ANNUAL, PeriodBasis.COHORT})


def ahead_lines(series: Series, quarter: Quarter) -> list[tuple[str, str]]:
    """Give labelled sentences; of a year that is over there is none, and of quarters no five-year trend."""
    lines: list[tuple[str, str]] = []
    if series.indicator.basis in _WITHIN_A_YEAR:
        found = forecast_of(series, quarter)
        if not isinstance(found, Refused):
            if found.method is not Method.ACTUAL:
                lines.append(("Forecast", forecast_words(found)))
        elif quarter.number < QUARTERS:
            lines.append(("Forecast", f"None: {found.sentence}."))
    if series.indicator.basis in _YEARLY:
        trend = five_year_of(series.up_to(quarter))
        told = f"None: {trend.sentence}." if isinstance(trend, Refused) else of_indicator(trend)
        lines.append(("Five years", told))
    return lines


def ahead_object(series: Series, quarter: Quarter) -> Object:
    """Give both for JSON, each an answer or an object with the sentence why there is none."""
    found, trend = forecast_of(series, quarter), five_year_of(series.up_to(quarter))
    return {
        "forecast": {"refused": found.sentence} if isinstance(found, Refused) else forecast_object(found),
        "five_year": {"refused": trend.sentence}
        if isinstance(trend, Refused)
        else five_years_object(trend, series.indicator),
    }
