"""All 24 rows of the report on the screen, against figures of their own."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from main_harness import _colours, app, folder, lines, workspace

if TYPE_CHECKING:
    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]

FIGURES = json.loads((Path(__file__).parents[1] / "data" / "derby_figures.json").read_text("utf-8"))
LETTERS = {"RED": "■ R", "AMBER": "▲ A", "GREEN": "● G", "NONE": "– –"}
VERDICTS = {"improved": "better", "worsened": "worse", "static": "same"}


async def test_the_24_rows_stand_on_the_screen_as_they_are_rated(app: CsptuiApp) -> None:
    """Each row's badge, distance to target and verdict are those of the report's figures, in report order."""
    async with app.run_test(size=(160, 60)) as pilot:
        await pilot.pause()
        drawn = [line for line in lines(app) if any(f" {badge} " in line for badge in LETTERS.values())]
        drawn = [line for line in drawn if "NI " in line][:24]
        assert len(drawn) == len(FIGURES) == 24
        for line, figure in zip(drawn, FIGURES, strict=True):
            assert LETTERS[figure["rag"]] in line, figure["id"]
            assert VERDICTS[figure["direction"]] in line, figure["id"]
            if figure["variance_pct"] is not None:
                shown = Decimal(str(figure["variance_pct"])).quantize(Decimal("0.1"), ROUND_HALF_UP)
                assert f"{shown:+}%" in line, figure["id"]
