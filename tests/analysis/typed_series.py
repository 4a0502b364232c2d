"""Makes the series of an indicator from figures as an officer types them, quarter by quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.figure import Figure
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.series import Series, series_of
from csptui.domain.target import Target, parse_target
from csptui.domain.typed import parse_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csptui.domain.indicator import Indicator


def quarter(text: str) -> Quarter:
    """Read a quarter."""
    found = Quarter.parse(text)
    assert found is not None, text
    return found


def figure(text: str, indicator: Indicator) -> Figure:
    """Read a figure."""
    found = parse_figure(text, indicator)
    assert isinstance(found, Figure), found
    return found


def typed_series(
    indicator: Indicator, figures: Mapping[str, str], targets: Mapping[str, str] | None = None
) -> Series:
    """Give the series of figures by quarter, with targets by year."""
    read = {quarter(at): Reading(figure(text, indicator)) for at, text in figures.items()}
    wanted: dict[tuple[str, FinancialYear], Target] = {}
    for at, text in (targets or {}).items():
        year, target = FinancialYear.parse(at), parse_target(text, indicator)
        assert year is not None
        assert isinstance(target, Target), target
        wanted[indicator.id, year] = target
    return series_of(indicator, read, sorted(read), wanted)


def in_a_row(indicator: Indicator, first: str, figures: Iterable[str], target: str = "") -> Series:
    """Give the series of figures of quarters that follow on; an empty text is a gap.

    The target is that of the last figure's year.
    """
    at, held = quarter(first), {}
    for text in figures:
        if text:
            held[str(at)] = text
        at = at.next()
    return typed_series(indicator, held, {str(at.previous().year): target} if target else None)


def years(indicator: Indicator, first: int, figures: Iterable[str]) -> Series:
    """Give the series of annual figures, each in the last quarter of its year; an empty text is a gap."""
    return typed_series(
        indicator, {f"{FinancialYear(first + at)} Q4": text for at, text in enumerate(figures) if text}
    )
