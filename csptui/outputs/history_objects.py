"""The history of one indicator as plain objects for JSON; texts are as in the files, not made safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.covered import Cohort, Span
from csptui.domain.figure import figure_text
from csptui.domain.target import target_text
from csptui.outputs.history import number as number_shown
from csptui.outputs.history import year_text
from csptui.outputs.objects import number, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.analysis.history import HistoryRow, HistoryTable
    from csptui.analysis.twelve_months import YearOnYear
    from csptui.domain.covered import Covered
    from csptui.domain.indicator import Indicator
    from csptui.outputs.objects import Object


def history_object(history: HistoryTable, notes: Sequence[str]) -> Object:
    """Give an indicator's history: an object for every quarter, oldest first, and the notes."""
    indicator = history.indicator
    return {
        "ref": indicator.id,
        "code": indicator.code,
        "name": indicator.name,
        "unit": indicator.unit.value,
        "basis": indicator.basis.value,
        "rule": history.rule.value,
        "points": [_point_object(row, indicator) for row in history.rows],
        "notes": list(notes),
    }


def _point_object(row: HistoryRow, indicator: Indicator) -> Object:
    point, average = row.point, row.point.average
    edge = point.target.edge
    return {
        "quarter": str(point.quarter),
        "value": number(point.exact),
        "text": figure_text(point.reading.figure, indicator, marks=False),
        "marks": " ".join(row.marks),
        "covers": _covers(point.covers),
        "missing": point.missing,
        "break": point.breaks,
        "rolling": number(row.rolling.value),
        "rolling_text": number_shown(row.rolling.value, indicator),
        "rolling_missing": row.rolling.why,
        "year_on_year": _year_object(row.year_on_year),
        "year_on_year_missing": row.year_on_year.why,
        "target": None if edge is None else number(edge.limit),
        "target_text": target_text(point.target, indicator),
        "average": None if average is None else number(average.average),
        "present": None if average is None else average.present,
        "trend": row.trend.kind.value,
        "sustained": row.trend.sustained,
    }


def _covers(found: Covered) -> str | None:
    match found:
        case Span():
            return found.words
        case Cohort(year):
            return f"{year} cohort"
        case _:
            return None


def _year_object(found: YearOnYear) -> Object | None:
    moved = found.change
    if moved is None:
        return None
    return {
        "units": number(moved.units),
        "percent": percent(moved.percent),
        "points": number(moved.points),
        "text": year_text(found),
        "verdict": found.verdict.value,
    }
