"""The row under the table in three lines, at 80 by 24: no sentence is cut while a line is free."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from main_harness import ROOT, SMALL, _colours, app, folder, line_with, lines, seen, workspace

from csptui.domain.quarter import Quarter
from csptui.tui.app import CsptuiApp
from csptui.tui.widgets.detail import Detail
from csptui.workspace import Workspace

__all__ = ["_colours", "app", "folder", "workspace"]

ENFIELD = ROOT / "csptui" / "examples" / "enfield"


def enfield(tmp_path: Path, quarter: str) -> CsptuiApp:
    """Give the application on a copy of the second example."""
    copy = Path(shutil.copytree(ENFIELD, tmp_path / "enfield"))
    now = datetime(2024, 4, 9, 9, 30, tzinfo=UTC)
    return CsptuiApp(Workspace.open(copy, quarter=Quarter.parse(quarter), who="A. Officer", now=lambda: now))


async def test_a_long_first_sentence_goes_on_in_the_line_that_is_free(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"jjjj")
        await pilot.pause()
        assert "►" in line_with(app, "NI 115")
        told = " ".join(seen(app).split())
        assert 'there is no target (the report prints "n/a") and no group average.' in told


async def test_a_long_trend_loses_its_rule_and_keeps_its_brackets(tmp_path: Path) -> None:
    app = enfield(tmp_path, "2023/24 Q3")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "Trend static (the last three moves do not agree)." in seen(app)


async def test_every_row_of_both_examples_keeps_its_lines(app: CsptuiApp, tmp_path: Path) -> None:
    for one in (app, enfield(tmp_path, "2023/24 Q3")):
        async with one.run_test(size=SMALL) as pilot:
            detail = one.screen.query_one(Detail)
            for _ in one.main.card.rows:
                told = detail.render().plain.split("\n")
                assert len(told) == detail.size.height
                assert all(len(line) <= SMALL[0] for line in lines(one))
                assert not (told[0].endswith("…") and not told[1].strip())
                await pilot.press("j")
                await pilot.pause()
