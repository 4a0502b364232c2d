"""A document grows with its data and no faster, and building it brings in nothing that a format needs."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from documents import DERBY

from csptui.outputs.document.build import report_document
from csptui.outputs.document.source import Source
from csptui.storage.folder import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Theme

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]
FORMATS = {"docx", "lxml", "jinja2", "typst", "xlsxwriter", "pypdf", "pandas", "textual", "plotille"}


def derby_times(times: int) -> Dataset:
    """Give Derby with every theme several times, each indicator with an id and a code of its own."""
    dataset, _ = load(DERBY)
    copies = range(times)
    themes = tuple(copied(theme, at) for at in copies for theme in dataset.themes)
    quarters = {
        quarter: replace(
            record,
            readings=spread(record.readings, copies),
            comments=spread(record.comments, copies),
            narrative=spread(record.narrative, copies),
            kept={},
            kept_narrative={},
        )
        for quarter, record in dataset.quarters.items()
    }
    targets = {(f"{ref}-{at}", year): one for at in copies for (ref, year), one in dataset.targets.items()}
    return replace(dataset, themes=themes, targets=targets, quarters=quarters)


def copied(theme: Theme, at: int) -> Theme:
    sections = tuple(
        replace(
            section,
            indicators=tuple(
                replace(one, id=f"{one.id}-{at}", code=f"{one.code}0{at}", codes=())
                for one in section.indicators
            ),
        )
        for section in theme.sections
    )
    return replace(theme, id=f"{theme.id}-{at}", sections=sections)


def spread(held: Mapping[str, T], copies: range) -> dict[str, T]:
    return {f"{ref}-{at}": one for at in copies for ref, one in held.items()}


def calls_of(dataset: Dataset) -> int:
    """Count the calls of functions that the building of a report takes: its work, on any machine."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    source = Source(dataset)
    sys.setprofile(counted)
    try:
        report_document(source)
    finally:
        sys.setprofile(None)
    return count


def test_twice_the_indicators_are_at_most_twice_the_work() -> None:
    report_document(Source(derby_times(1)))
    work = [calls_of(derby_times(times)) for times in (2, 4, 8)]
    assert work[1] - work[0] > 1_000
    assert work[2] - work[1] <= 2.2 * (work[1] - work[0])


def test_building_brings_in_no_format() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\n"
        "from csptui.outputs.document.build import report_document\n"
        "from csptui.outputs.document.source import gather\n"
        "from csptui.storage.folder import load\n"
        f"folder = Path({str(DERBY)!r})\n"
        "report_document(gather(folder, load(folder)[0]))\n"
        "print(' '.join(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert not FORMATS & set(run.stdout.split())


def test_the_terminal_sets_a_plain_comment_without_the_reader_of_markdown() -> None:
    """Most comments are a sentence; the first paint of a screen waits for no reader."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from csptui.outputs.appearance import Look\n"
        "from csptui.outputs.prose import prose\n"
        "prose('An increase of 3.7%.', Look(), 40)\n"
        "print(' '.join(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert "markdown_it" not in run.stdout.split()
