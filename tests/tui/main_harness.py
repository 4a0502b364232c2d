"""The whole application on a copy of Derby's data, driven by real key presses."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.keys import _character_to_key

from csptui.tui.app import CsptuiApp
from csptui.tui.screens.conflict import ConflictScreen
from csptui.tui.widgets import checked_text
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from textual.pilot import Pilot

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2010, 4, 20, 9, 30, tzinfo=UTC)
LARGE, WIDE, SMALL, NARROW = (140, 42), (120, 36), (80, 24), (60, 18)


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody's NO_COLOR decide what a test sees, and no test wait for hands to rest."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(ConflictScreen, "REST", 0)
    monkeypatch.setattr(checked_text, "PAUSE", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of Derby's data."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "derby"))


@pytest.fixture
def workspace(folder: Path) -> Workspace:
    """Open the copy at 2009/10 Q4."""
    return Workspace.open(folder, who="A. Officer", now=lambda: NOW)


@pytest.fixture
def app(workspace: Workspace) -> CsptuiApp:
    """Give the application on the copy."""
    return CsptuiApp(workspace)


def lines(app: CsptuiApp) -> list[str]:
    """Give what stands on the screen, line by line."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def seen(app: CsptuiApp) -> str:
    """Give all that stands on the screen."""
    return "\n".join(lines(app))


def spoken(app: CsptuiApp) -> str:
    """Give the last line."""
    return lines(app)[-1].strip()


def line_with(app: CsptuiApp, text: str) -> str:
    """Give the first line that holds a text."""
    return next(line for line in lines(app) if text in line)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until every save is through, or asks about a conflict, and all is drawn."""
    app = pilot.app
    assert isinstance(app, CsptuiApp)
    while any(not one.is_finished for one in app.workers) and not isinstance(app.screen, ConflictScreen):
        await pilot.pause()
    await pilot.pause()
    await pilot.pause()


async def burst(pilot: Pilot[None], keys: str) -> None:
    """Send keys as a paste or fast hands do: all at once, none waits for what the last one did."""
    for character in keys:
        key = {"\r": "enter"}.get(character) or (
            character if character.isalnum() else _character_to_key(character)
        )
        event = events.Key(key, character if character.isprintable() else None)
        event.set_sender(pilot.app)
        pilot.app.post_message(event)
    await settle(pilot)


def actuals(folder: Path, quarter: str = "2009-10-Q4") -> dict[str, list[str]]:
    """Give the figures in the file, by indicator."""
    text = (folder / "quarters" / quarter / "actuals.csv").read_text("utf-8")
    return {line.split(",")[0]: line.split(",")[1:] for line in text.splitlines()[1:]}
