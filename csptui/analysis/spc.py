"""The control chart of an indicator: which of its figures it is made of, or why there is none (RULES 7).

The arithmetic, with a table of every edge and the publication that decides it, is in `xmr`. Here is what
comes before it: rolling 12 months are refused, since two quarters in a row share nine of them; of all else
only the last stretch counts whose periods follow on and share no month, so a gap or a break in series
begins a chart anew; the settings and the quarters from which a chart is rebased are the partnership's.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from csptui.analysis.forecast import sums
from csptui.analysis.refused import Refused
from csptui.analysis.spc_words import flat_notes
from csptui.analysis.xmr import (
    LEAST,
    LEAST_IN_GROUP,
    Assurance,
    Call,
    Chart,
    Charted,
    Limits,
    Side,
    Signal,
    assurance_of,
    chart,
    short_notes,
    why_not,
)
from csptui.domain.charting import USUAL, Charting
from csptui.domain.covered import Unknown
from csptui.domain.figure import number_text
from csptui.domain.indicator import PeriodBasis
from csptui.domain.period import PeriodKind
from csptui.domain.target import target_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import Quarter
    from csptui.domain.series import Point, Series
    from csptui.domain.target import Edge

__all__ = [
    "LEAST",
    "LEAST_IN_GROUP",
    "Assurance",
    "Call",
    "Chart",
    "Charted",
    "Limits",
    "Refused",
    "Side",
    "Signal",
    "assurance_of",
    "chart",
    "chart_of",
    "short_notes",
    "why_not",
]

_PERIODS = {PeriodBasis.ANNUAL: "years", PeriodBasis.COHORT: "cohorts"}


def chart_of(
    series: Series, charting: Charting = USUAL, *, rebases: Sequence[Quarter] = ()
) -> Chart | Refused:
    """Make the chart of an indicator, or say what is missing; `rebases` are besides the indicator's own.

    The target is that of the last point, unless it is the sum of four.
    """
    indicator = series.indicator
    stretches = series.apart()
    stretch = stretches[-1] if stretches else ()
    if refused := _why_none(series, stretch, stretches[:-1]):
        return refused
    starts, notes = _starts(stretch, (*indicator.rebases, *rebases))
    if refused := _too_short(stretch, starts):
        return refused
    edge, target, unheld = _target(stretch[-1], indicator)
    made = chart(
        [point.exact for point in stretch if point.exact is not None],
        run=charting.run,
        screening=charting.screening,
        rebases=[start + 1 for start in starts],
        better=indicator.polarity,
        target=edge,
    )
    points = tuple(
        replace(charted, quarter=point.quarter, text=_text(point, indicator))
        for charted, point in zip(made.points, stretch, strict=True)
    )
    told = (*_before(series, stretch, stretches[:-1]), *_after(series, stretch), *notes, *unheld)
    made = replace(made, points=points, target=target)
    return replace(made, notes=(*told, *short_notes(made), *flat_notes(made)))


def _target(point: Point, indicator: Indicator) -> tuple[Edge | None, str, tuple[str, ...]]:
    """Give what the target asks of a point and how it is printed, or a note why it asks nothing."""
    target = point.target
    text = target_text(target, indicator, period=False)
    of_year = target.applies_to is not None and target.applies_to.kind is PeriodKind.YEAR
    if target.edge is None or not (of_year and sums(indicator)):
        return target.edge, text, ()
    return None, "", (f"The target of {text} is for the year, and the points are quarters.",)


def _text(point: Point, indicator: Indicator) -> str:
    """Print a point's value with its mark, such as [p], where it may still change."""
    figure = point.reading.figure
    return f"{number_text(figure, indicator)} {figure.status.mark}".rstrip()


def _why_none(series: Series, stretch: Sequence[Point], before: Sequence[Sequence[Point]]) -> Refused | None:
    basis = series.indicator.basis
    periods = f"{_PERIODS.get(basis, 'quarters')} that do not overlap"
    if basis is PeriodBasis.ROLLING:
        few = why_not(len(series.held), periods)
        told = few.sentence if few else f"control chart needs {LEAST} {periods}"
        return Refused(f"{told}, and they are rolling 12 months: two quarters in a row share nine months")
    refused = why_not(len(stretch), periods)
    if refused is None or not before:
        return refused
    return Refused(f"{refused.sentence} since {_parted(series, before[-1][-1], stretch[0])}")


def _starts(stretch: Sequence[Point], rebases: Sequence[Quarter]) -> tuple[list[int], list[str]]:
    """Give where groups begin after the first, counted from 0, and say which rebases begin none."""
    starts, notes = set[int](), list[str]()
    for quarter in sorted(set(rebases)):
        start = next((index for index, point in enumerate(stretch) if point.quarter >= quarter), None)
        if start is None:
            notes.append(f"The rebase at {quarter} waits for its first figure.")
        elif start:
            starts.add(start)
        else:
            notes.append(f"The rebase at {quarter} changes nothing: the chart begins no earlier.")
    return sorted(starts), notes


def _too_short(stretch: Sequence[Point], starts: Sequence[int]) -> Refused | None:
    for start, end in pairwise((0, *starts, len(stretch))):
        if end - start < LEAST_IN_GROUP:
            told = f"a group of a control chart needs {LEAST_IN_GROUP} points"
            return Refused(f"{told}; between the rebases the one from {stretch[start].quarter} has 1")
    return None


def _before(series: Series, stretch: Sequence[Point], before: Sequence[Sequence[Point]]) -> list[str]:
    """Say what does not count of the figures before the stretch."""
    if not before:
        return []
    left = sum(map(len, before))
    told = "1 earlier figure does" if left == 1 else f"{left} earlier figures do"
    return [f"{told} not count: the chart begins after {_parted(series, before[-1][-1], stretch[0])}."]


def _after(series: Series, stretch: Sequence[Point]) -> list[str]:
    """Say which figures that are held after the last point are no points."""
    late = [point for point in series.points if point.quarter > stretch[-1].quarter]
    reasons = [(point, point.missing or _untold(point)) for point in late]
    return [
        f"{point.quarter} is left out: {reason}."
        for point, reason in reasons
        if reason and not point.reading.figure.is_empty
    ]


def _untold(point: Point) -> str:
    """Say why the period of a figure cannot be told; empty where it can."""
    return point.covers.reason if isinstance(point.covers, Unknown) else ""


def _parted(series: Series, last: Point, first: Point) -> str:
    """Say what lies between two stretches: a break in series, a quarter without a figure, or an overlap."""
    early, late = sorted((last.quarter, first.quarter))
    breaks = [at for at in series.indicator.breaks if early < at <= late]
    if breaks:
        return f"the break in series at {breaks[-1]}"
    gaps = [point for point in series.points if early < point.quarter < late and point.missing]
    if gaps:
        return f"the gap at {gaps[-1].quarter} ({gaps[-1].missing})"
    return f"{early}, whose period and that of {late} do not follow on"
