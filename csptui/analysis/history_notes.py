"""What a reader is told beside the figures: what breaks, starts, ends, is missing or provisional."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.analysis.twelve_months import OF_POPULATION, never_rolling
from csptui.domain.figure import Status
from csptui.domain.indicator import PeriodBasis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csptui.analysis.history import HistoryTable
    from csptui.domain.quarter import Quarter
    from csptui.domain.series import Point

ROLLING_MEANS = (
    "a move on the quarter before is this quarter alone against the same quarter a year ago,"
    " R(q) − R(q−1) = x(q) − x(q−4)"
)
_REASONS = 4
"""As many of a kind as are told one by one."""


def notes(history: HistoryTable) -> tuple[str, ...]:
    """Give the notes of a history, each a sentence or two."""
    if not history.rows:
        return ("No figure is held in any quarter.",)
    told = (*_bounds(history), *_breaks(history), *_wanting(history), *_unsettled(history))
    return (*told, *_rolling(history), *_odd_ones(history), *_averages(history))


def _bounds(history: HistoryTable) -> list[str]:
    indicator = history.indicator
    said = []
    if indicator.starts is not None:
        said.append(f"Reported from {indicator.starts}.")
    if indicator.ends is not None:
        said.append(f"Reported until {indicator.ends}.")
    return said


def _breaks(history: HistoryTable) -> list[str]:
    """Tell of breaks in series and of changes of the definition that are no break, with their reasons."""
    indicator, first, last = history.indicator, history.rows[0].quarter, history.rows[-1].quarter
    told = [
        f"Break in series [b] at {one.at}{f' ({one.words})' if one.words else ''}: nothing is compared or"
        " summed across it."
        for one in indicator.breaks_told
        if first <= one.at <= last
    ]
    changed = [one for one in indicator.changes if first <= one.at <= last]
    return [*told, *(f"Changed at {one.at}: {one.words}." for one in changed)]


def _wanting(history: HistoryTable) -> list[str]:
    """Tell of quarters without a whole figure, those with the same reason together."""
    reasons: dict[str, list[Quarter]] = {}
    for row in history.for_reading().rows:
        figure = row.point.reading.figure
        # Of what is due once a year, the quarters between are no gap.
        if row.point.missing and (history.indicator.due_in(row.quarter) or not figure.is_empty):
            reasons.setdefault(row.point.missing, []).append(row.quarter)
    return [f"{in_words(quarters)}: {why}." for why, quarters in reasons.items()]


def _unsettled(history: HistoryTable) -> list[str]:
    said = []
    for status in Status:
        of = [row.quarter for row in history.rows if row.point.reading.figure.status is status]
        if status is not Status.FINAL and of:
            said.append(f"{status.value.capitalize()} {status.mark}: {in_words(of)}.")
    return said


def _rolling(history: HistoryTable) -> list[str]:
    indicator = history.indicator
    if indicator.basis is PeriodBasis.ROLLING:
        return [f"Each figure is itself of rolling 12 months: {ROLLING_MEANS}."]
    if why := never_rolling(indicator):
        # Nobody expects it of what is a year anyway.
        return [] if indicator.basis is not PeriodBasis.QUARTER else [f"No rolling 12 months: {why}."]
    summed = [row for row in history.rows if row.rolling.value is not None]
    if not summed:
        last = history.rows[-1].rolling
        return [] if last.odd else [f"No rolling 12 months: {last.why}."]
    if summed[-1].rolling.fraction is None:
        return ["Rolling 12 months are the sum of four whole quarters that follow on."]
    if indicator.unit in OF_POPULATION:
        return ["Rolling 12 months are the cases of four quarters over the mean of their denominators."]
    return ["Rolling 12 months are the rate of four quarters' fractions summed."]


def _odd_ones(history: HistoryTable) -> list[str]:
    """Say where a number is not given though its quarters are held: a few reasons, and how many more."""
    rows = history.rows
    odd = [(row.quarter, "rolling 12 months", row.rolling.why) for row in rows if row.rolling.odd]
    odd += [
        (row.quarter, "change on a year ago", row.year_on_year.why) for row in rows if row.year_on_year.odd
    ]
    reasons: dict[tuple[str, str], list[Quarter]] = {}
    for quarter, what, why in odd:
        reasons.setdefault((what, why), []).append(quarter)
    said = [f"No {what} in {in_words(held)}: {why}." for (what, why), held in reasons.items()]
    more = len(said) - _REASONS
    if more <= 0:
        return said
    return [*said[:_REASONS], f"{more} more such reasons are in the answer to --json."]


def _averages(history: HistoryTable) -> list[str]:
    """Say of what each average is, and where a member's value is missing from it."""
    by_group: dict[str, list[Point]] = {}
    for row in history.rows:
        if row.point.average is not None:
            by_group.setdefault(row.point.average.group, []).append(row.point)
    return [_average(points) for points in by_group.values()]


def _average(points: Sequence[Point]) -> str:
    held = [(point.quarter, point.average) for point in points if point.average is not None]
    quarter, last = held[-1]
    itself = "with" if last.include_self else "without"
    said = f"Average: {last.group} {itself} the area itself, {last.kind.words}; {last.held} held in {quarter}"
    fewer = [one for one, average in held[:-1] if average.present < average.members]
    return f"{said}; some are missing in {in_words(fewer)}." if fewer else f"{said}."


def in_words(quarters: Sequence[Quarter]) -> str:
    """Name quarters, those that follow on as a stretch: `2009/10 Q1, 2009/10 Q3 to 2010/11 Q2`."""
    return ", ".join(_stretches(quarters))


def _stretches(quarters: Sequence[Quarter]) -> Iterable[str]:
    at = 0
    while at < len(quarters):
        end = at
        while end + 1 < len(quarters) and quarters[end].next() == quarters[end + 1]:
            end += 1
        if end > at + 1:
            yield f"{quarters[at]} to {quarters[end]}"
        else:
            yield from (str(one) for one in quarters[at : end + 1])
        at = end + 1
