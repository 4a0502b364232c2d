"""What the tests of the changes screen share: colleagues who save, and what the screen holds."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from main_harness import (
    settle,
)

from csptui.domain.draft import Draft, Entry
from csptui.storage.changes import FILE
from csptui.tui.screens.changes import ChangesScreen
from csptui.tui.widgets.change_list import ChangeList
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from csptui.tui.app import CsptuiApp


ARSON = ("slash", *"ni33", "enter")
Q4 = "2009/10 Q4"


def save(folder: Path, indicator: str, who: str = "B. Colleague", hour: int = 8, **typed: Any) -> Workspace:
    """Save as another program would, on 12 April 2010."""
    when = datetime(2010, 4, 12, hour, 30, tzinfo=UTC)
    other = Workspace.open(folder, who=who, now=lambda: when)
    row = other.dataset.scorecard().row(indicator)
    assert row is not None
    entry = replace(Draft.of(row), **typed).check(row)
    assert isinstance(entry, Entry), entry
    other.record(entry)
    return other


def log(folder: Path) -> list[dict[str, Any]]:
    """Give the lines of the log."""
    return [json.loads(line) for line in (folder / FILE).read_text("utf-8").splitlines()]


def change_list(app: CsptuiApp) -> ChangeList:
    """Give the list."""
    return app.screen.query_one(ChangeList)


def fields(app: CsptuiApp) -> list[tuple[str, str, str]]:
    """Give what the list holds."""
    changes = [item.change for item in change_list(app).items]
    return [(one.indicator or one.theme, one.field, one.after) for one in changes]


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait until what they ask for is read and drawn."""
    await pilot.press(*keys)
    await settle(pilot)


def in_utc(app: CsptuiApp, *, whole: bool = False) -> ChangesScreen:
    """Give the screen with its times in UTC, whatever this computer's are."""
    return ChangesScreen(app.main, None if whole else app.main.here(), zone=UTC)
