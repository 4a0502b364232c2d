"""The figures and texts of a document as tables for other programs: sheets, and files of a data package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.chance import chance, chance_sentence
from csptui.domain.figure import Status, value_of
from csptui.domain.indicator import PeriodBasis, Polarity
from csptui.domain.rag import Ground
from csptui.domain.scorecard import ExceptionClass
from csptui.domain.target import Comparison
from csptui.domain.trend import Direction, TrendKind, Verdict
from csptui.domain.why import sentence_why
from csptui.legend import COLOURS, NO_DATA, mark_of, movement_text
from csptui.outputs.document.data_lists import (
    counts_table,
    exceptions_table,
    history_table,
    narratives_table,
    notes_table,
    tally_table,
)
from csptui.outputs.document.model import DataTable, Field, FieldType
from csptui.outputs.document.numbers import as_listed, percent_listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import Enum

    from csptui.domain.figure import Figure
    from csptui.domain.scorecard import Row
    from csptui.outputs.document.given import Given
    from csptui.outputs.document.model import Value

_ALWAYS = ("indicators", "exceptions")
"""The tables that are there without a row too; of the others an empty one says nothing."""
_SHOWN_PLACES = 1
_NUMBER, _TRUTH, _WHOLE = FieldType.NUMBER, FieldType.TRUTH, FieldType.WHOLE


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
    Field("numerator", "Numerator", "The cases of the actual, where its fraction is held.", _WHOLE),
    Field("denominator", "Denominator", "What they are out of.", _WHOLE),
    Field("baseline_numerator", "Baseline numerator", "The cases of last year's actual.", _WHOLE),
    Field("baseline_denominator", "Baseline denominator", "What those are out of.", _WHOLE),
    Field(
        "target_comparison",
        "Comparison",
        "How an actual meets the target, or the group average in its place.",
        values=_words(Comparison),
    ),
    Field("target_period", "Target's period", "The period that the target is for, where it is written."),
    Field("rolled_from", "Rolled from", "The year whose target was carried over and is not confirmed."),
    Field("ground", "Rated on", "What the rating stands on.", values=_words(Ground)),
    Field("turns_at", "Turns at", "The last value that is amber, in the unit of the indicator.", _NUMBER),
    Field("could_be", "Could be", "The ratings that rounding allows, with semicolons between."),
    Field("expected", "Final due", "When the final figure is due, of one that is not final."),
    Field("basis", "Basis", "What stretch of time a value covers.", values=_words(PeriodBasis)),
    Field("sustained", "Sustained", "Whether the last three moves of the trend agree.", _TRUTH),
    Field("chance", "Chance", "Whether the change on baseline can be chance, or why that is not tested."),
)
_COMMENTS = (
    _ID,
    _REF,
    _NAME,
    Field("why", "Why", "The sentence why it has its rating."),
    Field("comment", "Comment", "What the officer wrote, live figures filled in."),
    Field("source", "Source", "Where the figure comes from."),
)


def data_tables(given: Given) -> tuple[DataTable, ...]:
    """Give the tables of the whole report; sensitive texts only where they are asked for."""
    card = given.card
    told = f"The {len(card):,} indicators of {card.quarter}, one a row, in report order."
    tables = (
        DataTable("indicators", "Indicators", told, _INDICATORS, tuple(map(_indicator, card))),
        _details(card.rows),
        _comments(card.rows),
        exceptions_table(given),
        history_table(given),
        tally_table(given),
        narratives_table(given),
        counts_table(given),
        notes_table(given),
    )
    return tuple(table for table in tables if table.rows or table.name in _ALWAYS)


def exceptions_tables(given: Given) -> tuple[DataTable, ...]:
    """Give the tables of the list of exceptions, in the order of the list."""
    rows = given.exceptions
    told = f"The {len(rows):,} exceptions of {given.card.quarter}, one a row, in the order of the list."
    tables = (
        DataTable("indicators", "Indicators", told, _INDICATORS, tuple(map(_indicator, rows))),
        _details(rows),
        _comments(rows),
        exceptions_table(given),
        history_table(given),
        notes_table(given),
    )
    return tuple(table for table in tables if table.rows or table.name in _ALWAYS)


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
        as_listed(value_of(row.baseline.figure, indicator)),
        None if row.target.edge is None else row.target.edge.limit,
        as_listed(row.value),
        mark_of(rating).word,
        percent_listed(rating.variance),
        movement_text(row),
        None if change is None else as_listed(change.units),
        None if change is None else percent_listed(change.percent),
        None if change is None else as_listed(change.points),
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
        *_parts(figure),
        *_parts(row.baseline.figure),
        None if row.rating.edge is None else row.rating.edge.comparison.value,
        None if row.target.applies_to is None else str(row.target.applies_to),
        None if row.target.rolled_from is None else str(row.target.rolled_from),
        row.rating.ground.value,
        as_listed(row.rating.turns_at),
        "; ".join(colour.value for colour in row.rating.outcomes),
        None if row.reading.expected is None else str(row.reading.expected),
        indicator.basis.value,
        row.trend.sustained,
        chance_sentence(chance(row)),
    )


def _parts(figure: Figure) -> tuple[int | None, int | None]:
    fraction = figure.fraction
    return (None, None) if fraction is None else (fraction.numerator, fraction.denominator)


def _comment(row: Row) -> tuple[Value, ...]:
    indicator = row.indicator
    source = row.source or indicator.source
    return (row.id, indicator.code, indicator.name, sentence_why(row), row.printed, source)
