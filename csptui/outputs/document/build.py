"""Builds the documents: the whole report, and the list of exceptions for a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from csptui.domain.checks.catalogue import findings
from csptui.domain.live import printed
from csptui.domain.why import sentence_why
from csptui.legend import COLOURS, EXCEPTION_HEADINGS
from csptui.outputs.document.data_tables import data_tables, exceptions_tables
from csptui.outputs.document.figures import anchor_of, figures_table
from csptui.outputs.document.model import (
    Bar,
    Bars,
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    Item,
    Kept,
    Kind,
    Paragraph,
    Part,
    Span,
    Table,
    TableRow,
    Term,
    Terms,
    Tone,
)
from csptui.outputs.document.prose import blocks_of
from csptui.outputs.method import basis_line, choices_line, own_rules, rule_line

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row, Scorecard
    from csptui.outputs.document.source import Source


def report_document(source: Source, *, sensitive: bool = False) -> Document:
    """Give the whole report; its sensitive parts are left out, and said to be, unless they are asked for."""
    dataset = source.dataset
    card = dataset.scorecard()
    parts = [_cover(dataset), _summary(card)]
    parts += [_theme(dataset, card, theme.id, theme.name, sensitive=sensitive) for theme in dataset.themes]
    parts += [_exceptions(card), _method(source, card)]
    document = _document(Kind.REPORT, dataset.partnership.title, source, card, parts)
    document = replace(document, data=data_tables(source, card, sensitive=sensitive))
    return replace(document, sensitive=True) if sensitive and _holds_sensitive(dataset) else document


def _holds_sensitive(dataset: Dataset) -> bool:
    record = dataset.record
    return bool(record.sensitive) or any(one.sensitive for one in record.counts)


def exceptions_document(source: Source) -> Document:
    """Give the list of exceptions, which a meeting works through."""
    card = source.dataset.scorecard()
    document = _document(Kind.EXCEPTIONS, "List of exceptions", source, card, [_exceptions(card)])
    return replace(document, data=exceptions_tables(card))


def _document(kind: Kind, title: str, source: Source, card: Scorecard, parts: list[Part]) -> Document:
    dataset, held = source.dataset, source.dataset.partnership
    fix = sum(one.to_fix for one in findings(dataset, card))
    draft = "" if dataset.record.signed_off else "Draft, not signed off"
    if draft and fix:
        draft += f": {fix:,} {'check' if fix == 1 else 'checks'} to fix"
    quarter = dataset.shown
    return Document(
        kind,
        title,
        held.name,
        quarter,
        quarter.months,
        held.compiled_by,
        last_day(quarter),
        draft,
        source.version,
        tuple(parts),
    )


def last_day(quarter: Quarter) -> date:
    """Give the last day of a quarter."""
    year, month = quarter.next().first_month
    return date(year, month, 1) - timedelta(days=1)


def _cover(dataset: Dataset) -> Part:
    held = dataset.partnership
    blocks: list[Block] = [Heading("Key", 2)]
    marks = [(mark, held.key.get(mark.style, "")) for mark in COLOURS.values()]
    blocks.append(Terms(tuple(Term(mark.word, blocks_of(text), mark) for mark, text in marks if text)))
    blocks += [Heading("Notes", 2), Bullets(tuple(Item((Span(note),)) for note in held.notes))]
    for group in held.groups:
        blocks += [Heading(group.name, 2), Paragraph((Span(f"{group.note} {', '.join(group.members)}."),))]
    return Part("cover", "Cover and key", tuple(blocks))


def _summary(card: Scorecard) -> Part:
    bars, rows = [], []
    for theme in card.themes:
        mine = card.in_theme(theme.id)
        counts = [
            (mark, sum(row.rating.colour is colour for row in mine)) for colour, mark in COLOURS.items()
        ]
        bars.append(Bar(theme.name, tuple(counts)))
        rows.append(TableRow((Cell(theme.name, head=True), *(Cell(str(count)) for _, count in counts))))
    columns = (Column("Theme", 3), *(Column(mark.word) for mark in COLOURS.values()))
    title = "Ratings by theme"
    numbers = Table(title, "How many indicators of each theme have each rating.", columns, tuple(rows))
    chart = Chart(
        title, "Bars of how many indicators of each theme have each rating.", Bars(tuple(bars)), numbers
    )
    return Part("summary", "Summary", (Heading("Summary", 1), chart))


def _theme(dataset: Dataset, card: Scorecard, theme_id: str, name: str, *, sensitive: bool) -> Part:
    blocks: list[Block] = [Heading(name, 1)]
    rows = card.in_theme(theme_id)
    for section, members in groupby(rows, key=lambda row: row.indicator.section):
        title = f"{name}: {section}" if section else name
        blocks.append(figures_table(list(members), title, f"Indicators of {title}.", anchors=True))
    told = [Term(row.indicator.code, blocks_of(row.printed)) for row in rows if row.comment]
    if told:
        blocks += [Heading("Comments", 2), Terms(tuple(told))]
    record = dataset.record
    if text := record.narrative.get(theme_id, ""):
        blocks += blocks_of(printed(text, dataset, card), level=2)
    if text := record.sensitive.get(theme_id, ""):
        if sensitive:
            blocks.append(Paragraph((Span("Sensitive: not for publication"),), Tone.WARNING))
            blocks += blocks_of(printed(text, dataset, card), level=2)
        else:
            blocks.append(Paragraph((Span("A sensitive part of this theme is left out here."),), Tone.ASIDE))
    return Part(theme_id, name, tuple(blocks))


def _exceptions(card: Scorecard) -> Part:
    rows = card.exceptions()
    blocks: list[Block] = [
        Heading("Exceptions", 1),
        Paragraph((Span(f"{len(rows)} of {len(card)} indicators."),)),
    ]
    for listed, members in groupby(rows, key=lambda row: row.exception):
        if listed is not None:
            blocks.append(Heading(EXCEPTION_HEADINGS[listed], 2))
        blocks += [_exception(row) for row in members]
    return Part("exceptions", "Exceptions", tuple(blocks))


def _exception(row: Row) -> Kept:
    table = figures_table(
        [row], f"{row.indicator.code} {row.indicator.label}", "One exception.", anchors=False
    )
    terms = Terms((Term("Why", blocks_of(sentence_why(row))), Term("Comment", blocks_of(row.printed))))
    return Kept((table, terms))


def _method(source: Source, card: Scorecard) -> Part:
    held = source.dataset.partnership
    told = (rule_line(held), choices_line(held), own_rules(card.rows), basis_line(held, card.rows))
    paragraphs = tuple(
        Paragraph((Span(text),)) for text in (*told, f"Data version {source.version}.") if text
    )
    return Part("method", "Method and sources", (Heading("Method and sources", 1), *paragraphs))


__all__ = ["anchor_of", "exceptions_document", "last_day", "report_document"]
