"""Starts the application as often as a test wants, on one data folder and one place for drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from main_harness import NOW

from csptui.domain.draft import Draft, Entry
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage.draft_lines import KeptDraft, read_lines
from csptui.tui.app import CsptuiApp
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from csptui.storage.draft_lines import Kept

    Start = Callable[[], CsptuiApp]

Q4 = Quarter(FinancialYear(2009), 4)
HELD = {"value": "7.9", "comment": "", "source": ""}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give the place where drafts are kept."""
    return tmp_path / "state" / "drafts"


@pytest.fixture
def start(folder: Path, place: Path) -> Callable[[], CsptuiApp]:
    """Give what opens the application, as often as it is called, as a new process would."""

    def started() -> CsptuiApp:
        return CsptuiApp(Workspace.open(folder, who="A. Officer", now=lambda: NOW), drafts=place)

    return started


def on_disk(place: Path) -> list[Kept]:
    """Give what the files of drafts hold now, whoever has them open."""
    found: list[Kept] = []
    for path in sorted(place.glob("*.jsonl")):
        found += read_lines(path.read_bytes()).kept.values()
    return found


def drafts_on_disk(place: Path) -> list[Draft]:
    """Give the drafts of rows among them."""
    return [one.draft for one in on_disk(place) if isinstance(one, KeptDraft)]


def colleague(folder: Path, indicator: str, **typed: str) -> None:
    """Save as another program would."""
    other = Workspace.open(folder, who="B. Colleague", now=lambda: NOW)
    row = other.dataset.scorecard().row(indicator)
    assert row is not None
    entry = replace(Draft.of(row), **typed).check(row)  # type: ignore[arg-type]
    assert isinstance(entry, Entry)
    other.record(entry)


def names_in(place: Path) -> list[str]:
    """Name the files that there are."""
    return [path.name for path in place.iterdir()] if place.exists() else []


def no_folder(place: Path) -> None:
    """Put a file where the folder would be."""
    place.parent.mkdir(parents=True)
    place.write_text("no folder")


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for a change that comes of itself."""
    for _ in range(400):
        if holds():
            return
        await pilot.pause(0.01)
    message = "it never came"
    raise AssertionError(message)


async def open_at(pilot: Pilot[None], ref: str) -> None:
    """Open the edit pane on a row."""
    await pilot.press("slash", *ref, "enter", "e")
