"""The same document gives the same bytes, wherever and whenever it is written."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from documents import derby_exceptions
from pdf_reading import pdf_of

ROOT = Path(__file__).parents[2]
PROGRAM = """
import hashlib, os, sys
os.umask(int(sys.argv[1], 8))
from pdf_reading import pdf_of
from documents import derby_exceptions
print(hashlib.sha256(pdf_of(derby_exceptions())).hexdigest())
"""
PLACES = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1"},
]


@pytest.mark.parametrize(("place", "umask"), list(zip(PLACES, ("000", "077"), strict=True)))
def test_another_place_gives_the_same_bytes(place: dict[str, str], umask: str, tmp_path: Path) -> None:
    tests = (ROOT, ROOT / "tests" / "documents", ROOT / "tests" / "outputs")
    environment = {**os.environ, **place, "PYTHONPATH": os.pathsep.join(map(str, tests))}
    command = [sys.executable, "-c", PROGRAM, umask]
    told = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == hashlib.sha256(pdf_of(derby_exceptions())).hexdigest()
    assert list(tmp_path.iterdir()) == []


def test_documents_are_written_side_by_side() -> None:
    made = [replace(derby_exceptions(), version=str(number)) for number in range(6)]
    with ThreadPoolExecutor(3) as workers:
        together = list(workers.map(pdf_of, made))
    assert together == [pdf_of(document) for document in made]


def test_the_same_process_gives_the_same_bytes_again() -> None:
    first = pdf_of(derby_exceptions())
    assert pdf_of(replace(derby_exceptions(), version="other")) != first
    assert pdf_of(derby_exceptions()) == first
