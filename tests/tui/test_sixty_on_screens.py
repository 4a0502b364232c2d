"""Sixty hostile strings in every text of every screen: no action runs, nothing crashes, nothing is lost."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from main_harness import WIDE, _colours, folder, settle, workspace
from rich.console import Console
from test_main_bad_data import spoilt

from csptui.domain.problem import Place, Problem
from csptui.domain.shown import show_line
from csptui.tui.app import CsptuiApp

if TYPE_CHECKING:
    from csptui.workspace import Workspace

__all__ = ["_colours", "folder", "workspace"]

HOSTILE: dict[str, str] = json.loads((Path(__file__).parents[1] / "data" / "hostile.json").read_text("ascii"))
LONG = 300
ACTING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Cn"}
# Three at a time, the long ones last, so that a narrow column has the beginning of each text at least.
SORTED = sorted(HOSTILE, key=lambda name: len(HOSTILE[name]))
TOGETHER = [tuple(SORTED[at::20]) for at in range(20)]
# The keys that open each screen from the board, and those that leave it again.
SCREENS = {
    "board": ((), ()),
    "themes": (("b",), ("b",)),
    "filtered": (("slash", "e"), ("escape",)),
    "enlarged": (("tab", "z"), ("z", "tab", "tab")),
    "why": (("w",), ("escape",)),
    "group": (("m",), ("escape",)),
    "definition": (("i",), ("escape",)),
    "target": (("t",), ("escape",)),
    "narrative": (("a",), ("escape",)),
    "exceptions": (("x",), ("escape",)),
    "problems": (("exclamation_mark",), ("escape",)),
    "checks": (("v", "a", "j"), ("escape",)),
    "changes": (("d",), ("escape",)),
    "edit": (("e",), ("escape",)),
    "comment": (("c",), ("escape",)),
    "help": (("question_mark",), ("escape",)),
    "palette": (("ctrl+p", "g"), ("escape",)),
}


def sent(app: CsptuiApp) -> str:
    """Give the frame as it goes to a terminal, with its escape sequences."""
    console = Console(
        file=io.StringIO(), force_terminal=True, color_system="truecolor", width=WIDE[0], legacy_windows=False
    )
    return "\n".join(strip.render(console) for strip in app.screen._compositor.render_strips())


def check_frame(app: CsptuiApp, place: str) -> str:
    """Look at every byte of a frame, and at what a click on it would do; give its plain text."""
    frame = sent(app)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", frame)
    acting = {one for one in plain if one != "\n" and unicodedata.category(one) in ACTING}
    assert acting == set(), place
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            assert style is None or style.link is None, place
            assert style is None or "@click" not in style.meta, place
    return plain


@pytest.mark.parametrize("names", TOGETHER, ids="; ".join)
async def test_on_every_screen(workspace: Workspace, names: tuple[str, ...]) -> None:
    """The text is every name, code, comment, source, owner, narrative, note and problem there is."""
    text = " ".join(HOSTILE[name] for name in names)
    dataset = spoilt(workspace.dataset, text)
    themes = tuple(
        replace(
            theme,
            sections=tuple(
                replace(
                    section,
                    indicators=tuple(
                        replace(one, codes=(one.code, text), definition=text, source=text, tier=text)
                        for one in section.indicators
                    ),
                )
                for section in theme.sections
            ),
        )
        for theme in dataset.themes
    )
    narrative = {theme.id: text for theme in themes}
    partnership = replace(dataset.partnership, glossary={text: text, "NI": text})
    record = replace(dataset.record, narrative=narrative, sensitive=narrative)
    quarters = {**dataset.quarters, dataset.shown: record}
    dataset = replace(dataset, themes=themes, partnership=partnership, quarters=quarters)
    others = (Problem(Place(text, 3), text, indicator=text),)
    workspace._loaded = replace(workspace._loaded, dataset=dataset, others=others)
    app = CsptuiApp(workspace)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j")
        await settle(pilot)
        frames: dict[str, str] = {}
        for place, (there, back) in SCREENS.items():
            await pilot.press(*there)
            frames[place] = check_frame(app, place)
            await pilot.press(*back)
            if app.screen is not app.main:
                await pilot.press("escape")
            assert app.screen is app.main, place
            assert not app._exit, place
        assert app.return_code is None
        assert len(set(frames.values())) >= len(SCREENS) - 2
    missing = lost(
        " ".join(HOSTILE[name] for name in names if len(HOSTILE[name]) < LONG), frames["definition"]
    )
    assert missing == "", missing


def lost(text: str, frame: str) -> str:
    """Give the first word of what is to be seen that a frame does not have, however it was wrapped."""
    seen = "".join(frame.split())
    return next((word for word in show_line(text).split() if word not in seen), "")
