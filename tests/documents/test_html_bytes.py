"""The same document gives the same bytes anywhere, and a longer one takes longer in proportion."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from documents import ROOT, derby_document, enfield_document
from web_page import data_of

from csptui.outputs.document.model import Kept, Part, Table

if TYPE_CHECKING:
    from csptui.outputs.document.model import Document

WRITE = """
import hashlib, sys
sys.path[:0] = [sys.argv[1] + folder for folder in ("", "/tests", "/tests/documents", "/tests/outputs")]
from documents import derby_document, enfield_document
from web_page import data_of
print(*(hashlib.sha256(data_of(one())).hexdigest() for one in (derby_document, enfield_document)))
"""


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
    ],
    ids=["Kiritimati", "St John's"],
)
def test_another_place_writes_the_same_bytes(elsewhere: dict[str, str]) -> None:
    """Neither clock nor zone, locale nor hash seed is in the page."""
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(ROOT)],
        env={**os.environ, **elsewhere, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=120,
        check=True,
        encoding="utf-8",
    )
    here = [hashlib.sha256(data_of(one())).hexdigest() for one in (derby_document, enfield_document)]
    assert done.stdout.split() == here


def _longer(document: Document, times: int) -> Document:
    """Repeat the rows of every table of a document, with anchors of their own."""

    def more(table: Table, part: int) -> Table:
        rows = tuple(
            replace(row, anchor=f"{row.anchor}-{part}-{at}" if row.anchor else "")
            for at in range(times)
            for row in table.rows
        )
        return replace(table, rows=rows)

    parts = [
        Part(
            part.id,
            part.title,
            tuple(
                more(block, at)
                if isinstance(block, Table)
                else Kept(tuple(more(one, at) if isinstance(one, Table) else one for one in block.blocks))
                if isinstance(block, Kept)
                else block
                for block in part.blocks
            ),
        )
        for at, part in enumerate(document.parts)
    ]
    return replace(document, parts=tuple(parts))


def _seconds(document: Document) -> float:
    taken = []
    for _ in range(3):
        started = time.process_time()
        data_of(document)
        taken.append(time.process_time() - started)
    return min(taken)


def test_a_report_ten_times_as_long_takes_no_more_than_in_proportion() -> None:
    """Rows, ids and links cost the same each, however many there are."""
    some, many = _longer(derby_document(), 5), _longer(derby_document(), 50)
    data_of(some)
    assert _seconds(many) < 25 * max(_seconds(some), 0.01)
