"""The figures and texts of a document as tables for other programs: sheets, and files of a data package."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.amounts import MOST_EXACT
from csptui.domain.figure import Status, at_places, places_of, value_of
from csptui.domain.indicator import Polarity
from csptui.domain.live import printed
from csptui.domain.scorecard import ExceptionClass
from csptui.domain.trend import Direction, TrendKind, Verdict
from csptui.domain.why import sentence_why
from csptui.legend import COLOURS, NO_DATA, mark_of, movement_text
from csptui.outputs.document.model import DataTable, Field, FieldType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import Enum

    from csptui.domain.scorecard import Row, Scorecard
    from csptui.outputs.document.model import Value
    from csptui.outputs.document.source import Source

_PERCENT_PLACES = 4
"""As many as `list --json` gives."""
_SHOWN_PLACES = 1
_NUMBER, _TRUTH = FieldType.NUMBER, FieldType.TRUTH


def _words(kind: type[Enum]) -> tuple[str, ...]:
    return tuple(str(one.value) for one in kind)


_ID = Field("id", "Indicator", "The indicator's key, the same in every table.", required=True)
_REF = Field("code", "Ref", "The code that the report names it by.")
_NAME = Field("name", "Name", "What is measured.")
_PERCENT_OF_TARGET = Field(
    "variance_percent",
    "v target (%)",
    "How far the actual is from the target, in per cent of it.",
    _NUMBER,
    shown_places=_SHOWN_PLACES,
)
_CHANGE_PERCENT = Field(
    "change_percent",
    "Change (%)",
    "The change on baseline in per cent of it, where that has a meaning.",
    _NUMBER,
    shown_places=_SHOWN_PLACES,
)
_RATINGS = (*(mark.word for mark in COLOURS.values()), NO_DATA.word)
_INDICATORS = (
    _ID,
    _REF,
    _NAME,
    Field("theme", "Theme", "The theme of the report that it is in."),
    Field("unit", "Unit", "What its values are measured in."),
    Field("baseline_value", "Baseline", "Last year's actual, in the unit.", _NUMBER),
    Field("target_value", "Target", "The number in the target, in the unit.", _NUMBER),
    Field("value", "Actual", "The value that is rated, in the unit.", _NUMBER),
    Field("rating", "Rating", "The colour in words.", required=True, values=_RATINGS),
    _PERCENT_OF_TARGET,
    Field("movement", "Movement", "Direction and verdict of the trend, or else of the change on baseline."),
    Field("change", "Change", "The change on baseline, in the unit.", _NUMBER),
    _CHANGE_PERCENT,
    Field("change_points", "Change (points)", "The same in percentage points, of percentages.", _NUMBER),
    Field("exception", "Exception", "Why it is on the list of exceptions.", values=_words(ExceptionClass)),
)
_DETAILS = (
    _ID,
    _REF,
    Field("section", "Section", "The section of its theme, if that has sections."),
    Field("tier", "Tier", "Where it comes from, as the report's margin has it."),
    Field("codes", "Codes", "Every code that it goes by, with semicolons between."),
    Field("polarity", "Better is", "Which way is better.", values=_words(Polarity)),
    Field("baseline", "Baseline as printed", "Last year's actual with its unit, period and marks."),
    Field("target", "Target as printed", "The target as it is written."),
    Field("actual", "Actual as printed", "The actual with its unit, fraction, period and marks."),
    Field("as_at", "As at", "The period that the figure covers, where it is not the quarter's own."),
    Field("status", "Status", "Whether the figure can still change.", values=_words(Status)),
    Field("certain", "Certain", "Whether no rounding of the actual could give another colour.", _TRUTH),
    Field("direction", "Direction", "Which way the number went on baseline.", values=_words(Direction)),
    Field("verdict", "Verdict", "What that is for performance.", values=_words(Verdict)),
    Field("trend", "Trend", "The trend by the partnership's rule.", values=_words(TrendKind)),
    Field("owed", "Owed", "Whether the quarter still waits for this figure.", _TRUTH),
)
_COMMENTS = (
    _ID,
    _REF,
    _NAME,
    Field("why", "Why", "The sentence why it has its rating."),
    Field("comment", "Comment", "What the officer wrote, live figures filled in."),
    Field("source", "Source", "Where the figure comes from."),
)
_NARRATIVES = (
    Field("theme", "Theme", "The theme's id.", required=True),
    Field("name", "Name", "The theme's name."),
    Field("narrative", "Narrative", "What is written of the theme, live figures filled in."),
)
_SENSITIVE = Field("sensitive", "Sensitive part", "Not for publication.")


def data_tables(source: Source, card: Scorecard, *, sensitive: bool = False) -> tuple[DataTable, ...]:
    """Give the tables of the whole report; sensitive texts only where they are asked for."""
    told = f"The {len(card):,} indicators of {card.quarter}, one a row, in report order."
    indicators = DataTable("indicators", "Indicators", told, _INDICATORS, tuple(map(_indicator, card)))
    narratives = _narratives(source, card, sensitive=sensitive)
    return (indicators, _details(card.rows), _comments(card.rows), narratives)


def exceptions_tables(card: Scorecard) -> tuple[DataTable, ...]:
    """Give the tables of the list of exceptions, in the order of the list."""
    rows = card.exceptions()
    told = f"The {len(rows):,} exceptions of {card.quarter}, one a row, in the order of the list."
    exceptions = DataTable("exceptions", "Exceptions", told, _INDICATORS, tuple(map(_indicator, rows)))
    return (exceptions, _details(rows), _comments(rows))


def _details(rows: Sequence[Row]) -> DataTable:
    told = "More of each indicator: its codes, and its figures as they are printed."
    return DataTable("details", "Details", told, _DETAILS, tuple(map(_detail, rows)))


def _comments(rows: Sequence[Row]) -> DataTable:
    told = "Why each indicator has its rating, and what was written of it."
    return DataTable("comments", "Comments", told, _COMMENTS, tuple(map(_comment, rows)))


def _indicator(row: Row) -> tuple[Value, ...]:
    indicator, rating, change = row.indicator, row.rating, row.change
    return (
        row.id,
        indicator.code,
        indicator.name,
        row.theme.name,
        indicator.unit.value,
        _exact(value_of(row.baseline.figure, indicator)),
        None if row.target.edge is None else row.target.edge.limit,
        _exact(row.value),
        mark_of(rating).word,
        _percent(rating.variance),
        movement_text(row),
        None if change is None else _exact(change.units),
        None if change is None else _percent(change.percent),
        None if change is None else _exact(change.points),
        None if row.exception is None else row.exception.value,
    )


def _detail(row: Row) -> tuple[Value, ...]:
    indicator, figure = row.indicator, row.reading.figure
    return (
        row.id,
        indicator.code,
        indicator.section,
        indicator.tier,
        "; ".join(indicator.codes),
        indicator.polarity.value,
        row.baseline_text,
        row.target_text,
        row.actual_text,
        None if figure.as_at is None else str(figure.as_at),
        figure.status.value,
        row.rating.certain,
        row.direction.value,
        row.verdict.value,
        row.trend.kind.value,
        row.is_owed,
    )


def _exact(value: Decimal | None) -> Decimal | None:
    """Give a number as it was typed, and one that was worked out as `list --json` has it."""
    return value if value is None or places_of(value) <= MOST_EXACT else Decimal(repr(float(value)))


def _percent(value: Decimal | None) -> Decimal | None:
    return None if value is None else at_places(value, _PERCENT_PLACES)


def _comment(row: Row) -> tuple[Value, ...]:
    indicator = row.indicator
    source = row.source or indicator.source
    return (row.id, indicator.code, indicator.name, sentence_why(row), row.printed, source)


def _narratives(source: Source, card: Scorecard, *, sensitive: bool) -> DataTable:
    dataset, record = source.dataset, source.dataset.record
    rows: list[tuple[Value, ...]] = []
    for theme in dataset.themes:
        told = [printed(record.narrative.get(theme.id, ""), dataset, card)]
        if sensitive:
            told.append(printed(record.sensitive.get(theme.id, ""), dataset, card))
        rows.append((theme.id, theme.name, *told))
    fields = (*_NARRATIVES, _SENSITIVE) if sensitive else _NARRATIVES
    return DataTable("narratives", "Narratives", "What is written of each theme.", fields, tuple(rows))
