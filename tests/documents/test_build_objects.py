"""A document as JSON: all of it, in the order of the document, and readable again."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

import pytest
from documents import derby_document, derby_exceptions, enfield_document, hostile_document

from csptui.outputs.document.model import Document, Span
from csptui.outputs.document.objects import document_object
from csptui.outputs.objects import json_text

TYPES = {"heading", "paragraph", "list", "terms", "table", "chart", "kept"}


def documents() -> dict[str, Document]:
    return {
        "derby": derby_document(),
        "sensitive": derby_document(sensitive=True),
        "enfield": enfield_document(),
        "exceptions": derby_exceptions(),
        "hostile": hostile_document("\x00 **b** <i>\n- = x \ud7ff\u202e"),
    }


def blocks(value: Any) -> list[dict[str, Any]]:
    """Give every object that has a type and is a block."""
    found: list[dict[str, Any]] = []
    if isinstance(value, dict):
        if value.get("type") in TYPES:
            found.append(value)
        found += [one for part in value.values() for one in blocks(part)]
    elif isinstance(value, list):
        found += [one for part in value for one in blocks(part)]
    return found


@pytest.mark.parametrize("name", documents())
def test_it_is_json_and_reads_back(name: str) -> None:
    told = document_object(documents()[name])
    printed = json_text(told)
    assert printed.isascii()
    assert json.loads(printed) == told


@pytest.mark.parametrize("name", documents())
def test_every_text_of_the_document_is_in_it_in_order(name: str) -> None:
    document = documents()[name]
    told = document_object(document)
    assert list(texts_of(told["parts"])) == list(texts_of_model(document.parts))


def texts_of(value: Any) -> list[str]:
    """Give the texts of spans, cells and headings in reading order."""
    if isinstance(value, dict):
        own = [value["text"]] if "text" in value and "type" not in value and "value" not in value else []
        return own + [one for part in value.values() for one in texts_of(part)]
    return [one for part in value for one in texts_of(part)] if isinstance(value, list) else []


def texts_of_model(value: object) -> list[str]:
    if isinstance(value, Span):
        return [value.text]
    if isinstance(value, tuple):
        return [one for part in value for one in texts_of_model(part)]
    if is_dataclass(value):
        return [one for field in fields(value) for one in texts_of_model(getattr(value, field.name))]
    return []


def test_every_block_says_what_it_is() -> None:
    told = document_object(enfield_document())
    assert {block["type"] for block in blocks(told["parts"])} == TYPES
    assert [part["id"] for part in told["parts"]][:2] == ["cover", "summary"]


def test_figures_are_numbers_that_lose_no_digit() -> None:
    told = document_object(derby_document())
    rows = {
        row["id"]: row for table in told["data"] if table["name"] == "indicators" for row in table["rows"]
    }
    assert (rows["NI43"]["value"], rows["NI39"]["value"]) == (13.11, 2475)
    for table in derby_document().data:
        for row in table.rows:
            for value in row:
                if isinstance(value, Decimal):
                    assert Decimal(repr(float(value))) == value or value == int(value)


def test_it_names_draft_version_and_last_day() -> None:
    told = document_object(derby_document())
    assert told["date"] == "2010-03-31"
    assert told["draft"] == derby_document().draft
    assert told["version"] == derby_document().version
    assert told["quarter"] == "2009/10 Q4"
