"""Builds the documents: the whole report, and the list of exceptions for a meeting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from csptui.domain.checks.catalogue import findings
from csptui.outputs.document.cover import cover_part
from csptui.outputs.document.data_tables import data_tables, exceptions_tables
from csptui.outputs.document.exceptions import exceptions_part
from csptui.outputs.document.figures import anchor_of
from csptui.outputs.document.given import Given
from csptui.outputs.document.method import foot, method_part
from csptui.outputs.document.model import DataTable, Document, Kind, Part
from csptui.outputs.document.summary import summary_part
from csptui.outputs.document.themes import theme_part

if TYPE_CHECKING:
    from csptui.domain.quarter import Quarter
    from csptui.outputs.document.source import Source


def report_document(source: Source, *, sensitive: bool = False) -> Document:
    """Give the whole report; its sensitive parts are left out, and said to be, unless they are asked for."""
    given = Given(source, source.dataset.scorecard(), sensitive=sensitive)
    themes = (theme_part(given, theme) for theme in given.dataset.themes)
    parts = (cover_part(given), summary_part(given), *themes, exceptions_part(given), method_part(given))
    return _document(Kind.REPORT, given.partnership.title, given, parts, data_tables(given))


def exceptions_document(source: Source) -> Document:
    """Give the list of exceptions, which a meeting works through."""
    given = Given(source, source.dataset.scorecard())
    part = exceptions_part(given, whole=False)
    part = Part(part.id, part.title, (*part.blocks, *foot(given)))
    return _document(Kind.EXCEPTIONS, "List of exceptions", given, (part,), exceptions_tables(given))


def _document(
    kind: Kind, title: str, given: Given, parts: tuple[Part, ...], data: tuple[DataTable, ...]
) -> Document:
    held, quarter = given.partnership, given.card.quarter
    return Document(
        kind,
        title,
        held.name,
        quarter,
        quarter.months,
        held.compiled_by,
        last_day(quarter),
        _draft(given),
        given.source.version,
        parts,
        data,
        sensitive=given.sensitive and _holds_sensitive(given),
    )


def _draft(given: Given) -> str:
    """Give the line of a draft, with as many checks to fix as the screen counts."""
    if given.record.signed_off:
        return ""
    fix = sum(one.to_fix for one in findings(given.dataset, given.card))
    told = f": {fix:,} {'check' if fix == 1 else 'checks'} to fix" if fix else ""
    return f"Draft, not signed off{told}"


def _holds_sensitive(given: Given) -> bool:
    return bool(given.record.sensitive) or any(one.sensitive for one in given.record.counts)


def last_day(quarter: Quarter) -> date:
    """Give the last day of a quarter."""
    year, month = quarter.next().first_month
    return date(year, month, 1) - timedelta(days=1)


__all__ = ["anchor_of", "exceptions_document", "last_day", "report_document"]
