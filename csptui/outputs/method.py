"""What a page says of itself: the rule, the basis of better and worse, and the marks that are on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.figure import Status
from csptui.domain.indicator import ToleranceBasis
from csptui.domain.series_words import broken
from csptui.domain.trend import Verdict
from csptui.legend import (
    ASCII_SUSTAINED,
    ASCII_UNCERTAIN,
    BREAK,
    MARKERS,
    OTHER_BASIS,
    OTHER_PERIOD,
    PART,
    ROLLED_ON,
    SUSTAINED,
    UNCERTAIN,
    target_marks,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.dataset import Partnership
    from csptui.domain.scorecard import Row
    from csptui.outputs.appearance import Look


def rule_line(partnership: Partnership) -> str:
    """Say when a colour is given, and where the tolerance is set."""
    rule = partnership.rule
    width = f"{rule.tolerance:f}%"
    if rule.basis is ToleranceBasis.POINTS:
        near = f"{rule.tolerance:f} percentage points (units other than per cent: {width} of the target)"
    else:
        near = f"{width} of the target"
    return (
        f"Green meets the target or betters it; amber misses it by no more than {near}; red misses it by"
        f" more. Without a target the comparator group average takes its place. Tolerance set in"
        f" {rule.set_in}."
    )


def choices_line(partnership: Partnership) -> str:
    """Name the rules that are the partnership's own choice, as every report has to."""
    classes = ", ".join(one.value for one in partnership.exception_classes)
    itself = "includes" if partnership.include_self else "leaves out"
    return (
        f"Trend rule: {partnership.trend_rule.value.replace('-', ' ')}. Exceptions listed: {classes}. A group"
        f" average {itself} the area itself."
    )


def own_rules(rows: Sequence[Row]) -> str:
    """Name the indicators that have a tolerance of their own."""
    own = [row.indicator.code for row in rows if _has_own_rule(row)]
    return f"With a tolerance of their own: {', '.join(own)}." if own else ""


def _has_own_rule(row: Row) -> bool:
    return row.indicator.tolerance is not None or row.indicator.tolerance_basis is not None


def basis_line(partnership: Partnership, rows: Sequence[Row]) -> str:
    """Say what better and worse are measured on."""
    with_trend = sum(row.has_trend for row in rows)
    rule = partnership.trend_rule
    needed = "the quarter before" if rule.needs == 1 else "each of the three quarters before"
    year = rows[0].quarter.baseline().year if rows else "the year before"
    on_year = f"the change on the {year} actual"
    if with_trend == 0 and any(not row.before.figure.is_empty for row in rows):
        return f"Better and worse are {on_year}: no row here has a trend."
    if with_trend == 0:
        return f"Better and worse are {on_year}: {needed}, which a trend needs, is not held for any row here."
    told = f"Better and worse are the trend, by the rule {rule.value}"
    other = [row for row in rows if row.movement is not Verdict.NONE and not row.has_trend]
    if not other:
        return f"{told}."
    lack = "have no trend" if any(not row.before.figure.is_empty for row in other) else f"lack {needed}"
    return f"{told}; rows marked {OTHER_BASIS} {lack}, and show {on_year}."


def marks_used(rows: Sequence[Row], look: Look, *, baselines: bool = True) -> list[tuple[str, str]]:
    """Give each mark that stands on rows with its meaning; a short list shows no marks of baselines."""
    figures = [row.reading.figure for row in rows]
    before = [row.baseline.figure for row in rows]
    statuses = {figure.status for figure in (*figures, *(before if baselines else ()))}
    used = [(status.mark, MARKERS[status.mark]) for status in Status if status.mark and status in statuses]
    absences = {figure.absence for figure in (*figures, *before)}
    marks = sorted(absence.mark for absence in absences if absence is not None)
    used += [(mark, MARKERS[mark]) for mark in marks]
    if any(row.part or row.baseline_part for row in rows):
        used.append((PART, MARKERS[PART]))
    if any(row.trend.sustained for row in rows):
        used.append((look.pick(SUSTAINED, ASCII_SUSTAINED), "sustained: the last three moves agree"))
    if any(not row.rating.certain for row in rows):
        used.append((look.pick(UNCERTAIN, ASCII_UNCERTAIN), MARKERS[UNCERTAIN]))
    stand = {mark for row in rows for mark in target_marks(row)}
    if any(broken(row) is not None for row in rows):
        stand.add(BREAK)
    return used + [(mark, MARKERS[mark]) for mark in (OTHER_PERIOD, ROLLED_ON, BREAK) if mark in stand]
