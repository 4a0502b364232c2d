"""A document as plain objects for JSON: every block with its type, texts as in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csptui.outputs.document.model import (
    Bar,
    Bars,
    Block,
    Bullets,
    Cell,
    Chart,
    Heading,
    Item,
    Kept,
    Paragraph,
    Plot,
    Table,
    TableRow,
    Term,
    Terms,
)
from csptui.outputs.objects import exact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from csptui.legend import Mark
    from csptui.outputs.document.model import DataTable, Document, Field, Part, Plotted, Span, Value

Object = dict[str, Any]


def document_object(document: Document) -> Object:
    """Give a whole document: what it says of itself, its parts and its data tables."""
    return {
        "kind": document.kind.value,
        "title": document.title,
        "heading": document.heading,
        "partnership": document.partnership,
        "quarter": str(document.quarter),
        "period": document.period,
        "author": document.author,
        "date": document.date.isoformat(),
        "draft": document.draft,
        "version": document.version,
        "language": document.language,
        "sensitive": document.sensitive,
        "keywords": list(document.keywords),
        "parts": [_part(part) for part in document.parts],
        "data": [_data(table) for table in document.data],
    }


def _part(part: Part) -> Object:
    return {"id": part.id, "title": part.title, "blocks": _blocks(part.blocks)}


def _blocks(blocks: Iterable[Block]) -> list[Object]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> Object:  # noqa: PLR0911 - a table of cases with a return each reads best
    match block:
        case Heading():
            return {"type": "heading", "text": block.text, "level": block.level, "anchor": block.anchor}
        case Paragraph():
            return {"type": "paragraph", "tone": block.tone.value, "spans": _spans(block.spans)}
        case Bullets():
            return {"type": "list", "items": [_item(item) for item in block.items]}
        case Terms():
            return {"type": "terms", "terms": [_term(term) for term in block.terms]}
        case Table():
            return {"type": "table"} | _table(block)
        case Chart():
            return {"type": "chart"} | _chart(block)
        case Kept():
            return {"type": "kept", "blocks": _blocks(block.blocks)}


def _spans(spans: Iterable[Span]) -> list[Object]:
    return [{"text": one.text, "strong": one.strong, "link": one.link} for one in spans]


def _item(item: Item) -> Object:
    return {
        "number": item.number,
        "spans": _spans(item.spans),
        "items": [_item(below) for below in item.items],
    }


def _term(term: Term) -> Object:
    return {
        "word": term.word,
        "rag": _mark(term.mark),
        "anchor": term.anchor,
        "blocks": _blocks(term.blocks),
    }


def _mark(mark: Mark | None) -> str | None:
    return None if mark is None else mark.style


def _table(table: Table) -> Object:
    return {
        "title": table.title,
        "description": table.description,
        "columns": [
            {"head": one.head, "share": one.share, "align": one.align.value} for one in table.columns
        ],
        "rows": [_row(row) for row in table.rows],
    }


def _row(row: TableRow) -> Object:
    return {"anchor": row.anchor, "cells": [_cell(cell) for cell in row.cells]}


def _cell(cell: Cell) -> Object:
    return {
        "text": cell.text,
        "detail": cell.detail,
        "rag": _mark(cell.mark),
        "value": _number(cell.value),
        "head": cell.head,
        "link": cell.link,
    }


def _number(value: Decimal | None) -> int | float | str | None:
    return None if value is None else exact(value)


def _chart(chart: Chart) -> Object:
    return {
        "title": chart.title,
        "alternative": chart.alternative,
        "drawing": _drawing(chart.drawing),
        "numbers": _table(chart.numbers),
    }


def _drawing(drawing: Bars | Plot) -> Object:
    match drawing:
        case Bars():
            return {"type": "bars", "bars": [_bar(bar) for bar in drawing.bars]}
        case Plot():
            return {
                "type": "plot",
                "target_label": drawing.target_label,
                "ticks": [{"value": exact(value), "text": text} for value, text in drawing.ticks],
                "points": [_point(point) for point in drawing.points],
            }


def _bar(bar: Bar) -> Object:
    parts = [{"rag": mark.style, "count": count} for mark, count in bar.parts]
    return {"label": bar.label, "parts": parts}


def _point(point: Plotted) -> Object:
    return {
        "label": point.label,
        "value": _number(point.value),
        "text": point.text,
        "target": _number(point.target),
        "break": point.breaks,
    }


def _data(table: DataTable) -> Object:
    """Give a data table, each row as an object by the names of its fields."""
    names = [field.name for field in table.fields]
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "fields": [_field(field) for field in table.fields],
        "rows": [{name: _value(value) for name, value in zip(names, row, strict=True)} for row in table.rows],
    }


def _field(field: Field) -> Object:
    return {
        "name": field.name,
        "title": field.title,
        "description": field.description,
        "type": field.type.value,
        "required": field.required,
        "values": list(field.values),
    }


def _value(value: Value) -> str | int | float | bool | None:
    return value if value is None or isinstance(value, (str, int)) else exact(value)
