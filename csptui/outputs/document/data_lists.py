"""Data tables beside those of the indicators: exceptions, history, tally, texts, counts and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.age import age
from csptui.domain.causes import explained
from csptui.domain.edges import edge_of, last_value
from csptui.domain.figure import Status, figure_text
from csptui.domain.rag import Colour
from csptui.domain.scorecard import ExceptionClass, tally
from csptui.domain.target import target_text
from csptui.domain.why import amber_sentence, distance_sentence, reason_sentence
from csptui.legend import COLOURS
from csptui.outputs.appearance import Look
from csptui.outputs.document.cover import TRENDS
from csptui.outputs.document.model import (
    Bullets,
    DataTable,
    Field,
    FieldType,
    Heading,
    Paragraph,
    plain,
)
from csptui.outputs.document.numbers import as_listed
from csptui.outputs.document.prose import blocks_of
from csptui.outputs.document.words import sentence
from csptui.outputs.method import basis_line, choices_line, marks_used, own_rules, rule_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.scorecard import Row
    from csptui.outputs.document.given import Given
    from csptui.outputs.document.model import Block, Value

    Values = tuple[Value, ...]

_NUMBER, _WHOLE, _TRUTH = FieldType.NUMBER, FieldType.WHOLE, FieldType.TRUTH
_ID = Field("id", "Indicator", "The indicator's key, the same in every table.", required=True)
_REF = Field("code", "Ref", "The code that the report names it by.")
_THEME = Field("theme", "Theme", "The theme's id.", required=True)

_EXCEPTIONS = (
    _ID,
    Field("place", "Place", "Its place on the list, from 1: what needs a reader first.", _WHOLE),
    _REF,
    Field("label", "Name", "Its short name."),
    Field("class", "Class", "Why it is on the list.", values=tuple(one.value for one in ExceptionClass)),
    Field("why", "Why", "The sentence why it has its rating."),
    Field("cause", "Cause", "The sentences of its comment that seem to give a cause, one a line."),
    Field("action", "Action", "The sentences of its comment that seem to give an action, one a line."),
    Field("outlook", "Outlook", "The sentences of its comment that seem to give an outlook, one a line."),
    Field("red_figures", "Red for", "How many figures on end are red, this one included.", _WHOLE),
    Field("age", "Age of red", "The same in words, with what comes before."),
    Field("green_limit", "Green at", "The last value that is green, in the unit of the indicator.", _NUMBER),
    Field("green_away", "To green", "How far it is from green, in the unit of the indicator.", _NUMBER),
    Field("green_cases", "To green (cases)", "The same in whole cases, where they are known.", _WHOLE),
    Field("amber_limit", "Amber to", "The last value that is amber, in the unit of the indicator.", _NUMBER),
    Field("distance", "Distance", "How far it is from green and from amber, in words."),
)


def exceptions_table(given: Given) -> DataTable:
    """Give the reasons of each exception, in the order of the list."""
    rows = tuple(_exception(given, row, place) for place, row in enumerate(given.exceptions, start=1))
    told = "Each exception with its reason, its age and the way to green, in the order of the list."
    return DataTable("exceptions", "Exceptions", told, _EXCEPTIONS, rows)


def _exception(given: Given, row: Row, place: int) -> Values:
    found, series = explained(row.printed), given.source.histories.get(row.id)
    red = None
    if row.rating.colour is Colour.RED and series is not None:
        red = age(row, series, given.partnership.rule)
    green, amber = edge_of(Colour.GREEN, row), edge_of(Colour.AMBER, row)
    away = None if green is None else green.distance
    distance = " ".join(part for part in (distance_sentence(row), amber_sentence(row)) if part)
    return (
        row.id,
        place,
        row.indicator.code,
        row.indicator.label,
        None if row.exception is None else row.exception.value,
        reason_sentence(row),
        "\n".join(found.causes),
        "\n".join(found.actions),
        "\n".join(found.outlooks),
        None if red is None else red.figures,
        "" if red is None else sentence(red.sentence),
        None if green is None else last_value(Colour.GREEN, row.rating, row.indicator),
        None if away is None else as_listed(away.units),
        None if away is None else away.cases,
        None if amber is None else last_value(Colour.AMBER, row.rating, row.indicator),
        distance,
    )


_HISTORY = (
    _ID,
    Field("quarter", "Quarter", "The quarter, such as 2009/10 Q4.", required=True),
    _REF,
    Field("value", "Actual", "The value of a whole figure, in the unit of the indicator.", _NUMBER),
    Field("actual", "Actual as printed", "The figure with its unit, fraction, period and marks."),
    Field("status", "Status", "Whether it can still change.", values=tuple(one.value for one in Status)),
    Field("target_value", "Target", "The number in the target of that year, in the unit.", _NUMBER),
    Field("target", "Target as printed", "The target as it is written."),
    Field("break", "Break", "Whether a break in series lies before it: nothing is compared across.", _TRUTH),
    Field("missing", "Missing", "Why there is no whole figure."),
)


def history_table(given: Given) -> DataTable:
    """Give every figure held of the exceptions, oldest first."""
    told = "The figures of each exception through the quarters that are held; a gap has no row."
    return DataTable("exception_history", "History of the exceptions", told, _HISTORY, tuple(_history(given)))


def _history(given: Given) -> Iterator[Values]:
    for row in given.exceptions:
        series = given.source.histories.get(row.id)
        for point in series.points if series is not None else ():
            figure, edge = point.reading.figure, point.target.edge
            if figure.is_empty:
                continue
            yield (
                row.id,
                str(point.quarter),
                row.indicator.code,
                as_listed(point.exact),
                figure_text(figure, row.indicator),
                figure.status.value,
                None if edge is None else edge.limit,
                target_text(point.target, row.indicator),
                point.breaks,
                point.missing,
            )


_TALLY = (
    _THEME,
    Field("name", "Name", "The theme's name."),
    *(
        Field(mark.style, mark.word, f"How many indicators are {mark.word.lower()}.", _WHOLE)
        for mark in COLOURS.values()
    ),
    Field("indicators", "Indicators", "How many indicators there are.", _WHOLE),
    Field("owed", "Owed", "How many figures are still owed.", _WHOLE),
)


def tally_table(given: Given) -> DataTable:
    """Give the counts of ratings by theme."""
    rows: list[Values] = []
    for theme in given.card.themes:
        counts = tally(given.card.in_theme(theme.id))
        colours = (counts.of(colour) for colour in COLOURS)
        rows.append((theme.id, theme.name, *colours, counts.total, counts.owed))
    told = "How many indicators of each theme have each rating; the themes add up to the whole."
    return DataTable("tally", "Ratings by theme", told, _TALLY, tuple(rows))


_NARRATIVES = (
    _THEME,
    Field("number", "Number", "The place of the paragraph in its theme, from 1.", _WHOLE, required=True),
    Field(
        "kind",
        "Kind",
        "What it is: a heading, a paragraph, an item of a list, or one of the list in that.",
        required=True,
        values=("heading", "paragraph", "item", "item below"),
    ),
    Field("text", "Text", "What is written, live figures filled in."),
    Field("sensitive", "Sensitive", "Whether it is not for publication.", _TRUTH),
)


def narratives_table(given: Given) -> DataTable:
    """Give what is written of each theme, a paragraph a row; the sensitive parts where they are wanted."""
    rows: list[Values] = []
    for theme in given.dataset.themes:
        texts = [(given.record.narrative.get(theme.id, ""), False)]
        if given.sensitive:
            texts.append((given.record.sensitive.get(theme.id, ""), True))
        told = (
            (kind, words, sensitive)
            for text, sensitive in texts
            for block in blocks_of(given.texts.printed(text))
            for kind, words in _paragraphs(block)
        )
        rows += ((theme.id, number, *one) for number, one in enumerate(told, start=1))
    described = "What is written of each theme, a paragraph a row."
    return DataTable("narratives", "Narratives", described, _NARRATIVES, tuple(rows))


def _paragraphs(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Heading(text):
            yield "heading", text
        case Paragraph(spans):
            yield "paragraph", plain(spans)
        case Bullets(items):
            for item in items:
                yield "item", f"{item.number} {plain(item.spans)}".strip(" ")
                for below in item.items:
                    yield "item below", f"{below.number} {plain(below.spans)}".strip(" ")
        case _:
            return


_COUNTS = (
    _THEME,
    Field("number", "Number", "The place of the count among all, from 1.", _WHOLE, required=True),
    Field("part_number", "Part number", "The part's place, from 1; 0 is the total.", _WHOLE, required=True),
    Field("label", "Counted", "What the total counts."),
    Field("part", "Part", "What the part counts; nothing for the total."),
    Field("count", "Count", "How many there are.", _WHOLE, required=True),
    Field("period", "Period", "When they were counted."),
    Field("sensitive", "Sensitive", "Whether it is not for publication.", _TRUTH),
)


def counts_table(given: Given) -> DataTable:
    """Give each count with its parts; the sensitive ones where they are wanted."""
    rows: list[Values] = []
    held = [one for one in given.record.counts if given.sensitive or not one.sensitive]
    for number, one in enumerate(held, start=1):
        period = "" if one.period is None else str(one.period)
        parts = (("", one.total), *one.parts)
        rows += (
            (one.theme, number, place, one.label, name, count, period, one.sensitive)
            for place, (name, count) in enumerate(parts)
        )
    told = "Each total, and the parts that make it, a row each."
    return DataTable("counts", "Counts", told, _COUNTS, tuple(rows))


_NOTES = (
    Field("number", "Number", "The place of the note, from 1.", _WHOLE, required=True),
    Field("kind", "Kind", "What it is: key, note, abbreviation, group, mark or method."),
    Field("word", "Word", "What is explained, where it is a word or a sign."),
    Field("text", "Text", "What is said of it."),
)


def notes_table(given: Given) -> DataTable:
    """Give the key, the notes, the abbreviations, the groups, the marks and the method."""
    rows = tuple((number, *one) for number, one in enumerate(_notes(given), start=1))
    told = "The key, the notes and abbreviations of the report, its groups, its marks and its method."
    return DataTable("explanations", "Key and method", told, _NOTES, rows)


def _notes(given: Given) -> Iterator[tuple[str, str, str]]:
    held, rows, quarter = given.partnership, given.card.rows, given.card.quarter
    words = {mark.style: mark.word for mark in COLOURS.values()} | TRENDS
    yield from (("key", word, held.key[name]) for name, word in words.items() if held.key.get(name))
    yield from (("note", "", note) for note in held.notes)
    yield from (("abbreviation", word, text) for word, text in held.glossary.items())
    for group in held.groups:
        if members := group.members_in(quarter):
            yield (
                "group",
                group.name,
                " ".join(part for part in (group.note, f"{', '.join(members)}.") if part),
            )
    yield from (("mark", mark, sentence(text)) for mark, text in marks_used(rows, Look()))
    method = (rule_line(held), own_rules(rows), basis_line(held, rows), choices_line(held))
    yield from (("method", "", text) for text in method if text)
    yield "method", "", f"Data version {given.source.version}."
