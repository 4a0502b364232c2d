"""The same document gives the same bytes in Word, on any machine, time zone, locale and hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

import docx
import pytest
from documents import derby_document, derby_exceptions, enfield_document
from word_files import saved, word_bytes

if TYPE_CHECKING:
    from csptui.outputs.document.model import Document

HERE = Path(__file__).parent
SCRIPT = """
import hashlib, os, sys
os.umask(int(sys.argv[1], 8))
from documents import derby_document, derby_exceptions
from word_files import word_bytes
template = open(sys.argv[2], "rb").read() if len(sys.argv) > 2 else None
for document in (derby_document(), derby_exceptions()):
    print(hashlib.sha256(word_bytes(document, template)).hexdigest())
"""


def digests(umask: str, *arguments: str, **environment: str) -> list[str]:
    """Write both documents in a process of its own."""
    paths = os.pathsep.join(map(str, (HERE, HERE.parent / "outputs", HERE.parents[1])))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, umask, *arguments],
        env={**os.environ, **environment, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def here(template: bytes | None = None) -> list[str]:
    documents = (derby_document(), derby_exceptions())
    return [hashlib.sha256(word_bytes(one, template)).hexdigest() for one in documents]


@pytest.mark.parametrize(
    ("umask", "environment"),
    [
        ("000", {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        ("077", {"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4294967295"}),
    ],
)
def test_bytes_do_not_depend_on_where_they_are_made(umask: str, environment: dict[str, str]) -> None:
    """Another time zone, locale, hash seed and umask change nothing."""
    assert digests(umask, **environment) == here()


def test_nor_do_those_of_a_template(tmp_path: Path) -> None:
    """A template that holds everything that Word's own have gives the same bytes, too."""
    template = saved(docx.Document())
    path = tmp_path / "own.docx"
    path.write_bytes(template)
    assert digests("022", str(path), TZ="Asia/Kolkata", PYTHONHASHSEED="77") == here(template)


@pytest.mark.parametrize("document", [derby_document(), derby_exceptions(), enfield_document()])
def test_the_package_tells_of_no_clock_and_no_system(document: Document) -> None:
    """Parts are stored, dated 1980, in a fixed order, the table of types first."""
    data = word_bytes(document)
    assert data == word_bytes(document)
    with ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
    names = [member.filename for member in members]
    assert names == ["[Content_Types].xml", "_rels/.rels", *sorted(names[2:])]
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {(member.create_system, member.external_attr, member.compress_type) for member in members} == {
        (0, 0o600 << 16, ZIP_STORED)
    }
    assert b"rsid" not in data
    assert str(document.date).encode() in data
