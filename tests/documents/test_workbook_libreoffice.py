"""A real LibreOffice opens the workbook, and each sheet of it has the values that were written."""

from __future__ import annotations

import csv
import shutil
import subprocess
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from awkward_tables import full_table, with_tables, workbook_of
from documents import derby_document, enfield_document

from csptui.domain.shown import show
from csptui.outputs.document.model import Document, FieldType

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is not installed here: .ci/run installs it and opens the workbook with it",
)
# Commas, quotation marks, UTF-8, from the first line on; as values and not as shown; every sheet (-1).
_FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
DOCUMENTS: dict[str, Callable[[], Document]] = {
    "derby": derby_document,
    "enfield": enfield_document,
    "awkward": lambda: with_tables(full_table()),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_sheet_has_its_values(name: str, tmp_path: Path) -> None:
    document = DOCUMENTS[name]()
    (tmp_path / "book.xlsx").write_bytes(workbook_of(document))
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        _FILTER,
        "--outdir",
        str(tmp_path / "out"),
        str(tmp_path / "book.xlsx"),
    ]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=180)
    for held in document.data:
        path = tmp_path / "out" / f"book-{held.title}.csv"
        assert path.exists(), ended.stdout + ended.stderr
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        assert head == [field.title for field in held.fields]
        for row, values in zip(rows, held.rows, strict=True):
            for cell, value, field in zip(row, values, held.fields, strict=True):
                if value is None:
                    assert cell == ""
                elif isinstance(value, bool):
                    assert cell == ("yes" if value else "no")
                elif field.type is FieldType.TEXT:
                    assert cell == show(str(value))
                else:
                    assert float(cell) == pytest.approx(float(Decimal(str(value))), rel=1e-14)
