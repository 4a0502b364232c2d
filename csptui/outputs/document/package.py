"""The figures as a data package: a CSV file for each table, and the `datapackage.json` that describes them.

The descriptor follows the Frictionless Data Package (version 1, which every reader of version 2 reads too).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from csptui.domain.shown import show, show_line
from csptui.outputs.document.formats import stem
from csptui.outputs.document.model import FieldType
from csptui.outputs.document.text.writer import warnings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csptui.outputs.document.formats import Wanted
    from csptui.outputs.document.model import DataTable, Document, Field, Value

Descriptor = dict[str, Any]

TEXT_RULE = (
    "A text that begins with an apostrophe, or with = + - or @ (blanks and line ends before them do not "
    "count), has one apostrophe put before it, so that no spreadsheet runs it as a formula: whoever reads "
    "the texts for other ends takes one apostrophe off wherever a text begins with one. Numbers are never "
    "changed. Control and other unseen characters are spelt out."
)
# The wide forms are formulas too where a spreadsheet is set to Japanese or Chinese.
_RUNS = re.compile(r"'|\s*[=+\-@＝＋－＠]")


def files(document: Document, wanted: Wanted) -> Mapping[str, bytes]:
    """Write the folder of a data package."""
    del wanted
    folder = f"{stem(document)}-csv"
    tables = {f"{table.name}.csv": _csv(table).encode() for table in document.data}
    resources = [_resource(table, tables[f"{table.name}.csv"]) for table in document.data]
    described = json.dumps(_package(document, resources), indent=2, ensure_ascii=False) + "\n"
    return {f"{folder}/datapackage.json": described.encode()} | {
        f"{folder}/{name}": data for name, data in tables.items()
    }


def guarded(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula (`TEXT_RULE`)."""
    safe = show(text)
    return f"'{safe}" if _RUNS.match(safe) else safe


def _csv(table: DataTable) -> str:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(field.name for field in table.fields)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return held.getvalue()


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case int():
            return str(value)
        case _:
            return guarded(value)


def _package(document: Document, resources: list[Descriptor]) -> Descriptor:
    """Describe the whole; nothing in it tells when it was made."""
    told = [f"{document.period}.", *(f"{warning}." for warning in warnings_of(document)), TEXT_RULE]
    described: Descriptor = {
        "profile": "tabular-data-package",
        "name": stem(document).lower(),
        "title": show_line(document.heading),
        "description": show_line(" ".join(told)),
        "version": document.version,
        "language": document.language,
        "sources": [
            {
                "title": show_line(
                    f"Data folder of {document.partnership}, {document.quarter}, version {document.version}"
                ),
            }
        ],
    }
    if author := show_line(document.author):
        described["contributors"] = [{"title": author, "role": "author"}]
    if document.keywords:
        described["keywords"] = [show_line(word) for word in document.keywords]
    return described | {"resources": resources}


def _resource(table: DataTable, data: bytes) -> Descriptor:
    keys = key_of(table)
    schema: Descriptor = {"fields": [_field(field) for field in table.fields], "missingValues": [""]}
    if keys:
        schema["primaryKey"] = list(keys)
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": show_line(table.title),
        "description": show_line(table.description),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "skipInitialSpace": False,
            "header": True,
        },
        "schema": schema,
    }


def _field(field: Field) -> Descriptor:
    described: Descriptor = {
        "name": field.name,
        "type": field.type.value,
        "title": show_line(field.title),
        "description": show_line(field.description),
    }
    constraints: Descriptor = {}
    if field.required:
        constraints["required"] = True
    if field.values:
        constraints["enum"] = [guarded(value) for value in field.values]
    if field.type is FieldType.NUMBER:
        described["decimalChar"] = "."
    return described | ({"constraints": constraints} if constraints else {})


def key_of(table: DataTable) -> tuple[str, ...]:
    """Give the names of the fields that are the key: the first required one, and more if need be."""
    found: list[int] = []
    for at, field in enumerate(table.fields):
        if not field.required:
            continue
        found.append(at)
        if len({tuple(row[column] for column in found) for row in table.rows}) == len(table.rows):
            return tuple(table.fields[column].name for column in found)
    return ()
