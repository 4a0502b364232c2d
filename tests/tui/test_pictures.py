"""Snapshots of what the screens look like, as SVG that a person can open and look at.

What differs is written into the test's own folder, which the failure names. To accept what is drawn now:
`CSPTUI_NEW_PICTURES=1 pytest tests/tui/test_pictures.py`, then look at each picture before committing it.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csptui.tui.widgets import checked_text

if TYPE_CHECKING:
    from types import ModuleType

TESTS = Path(__file__).parents[1]
SNAPSHOTS = Path(__file__).parent / "snapshots"
ARSON = ("slash", *"arson", "enter")
CUSTODY = ("slash", *"ni43", "enter")

SCREENS: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "main-80x24": (80, 24, ()),
    "main-120x36": (120, 36, ()),
    "main-140x42": (140, 42, ()),
    "main-60x18": (60, 18, ()),
    "theme-80x24": (80, 24, ("2", "j", "j", "j", "j", "j")),
    "comment-80x24": (80, 24, (*ARSON, "c", *" It fell from 7.28 to 7.9.", "f3")),
    "comment-120x36": (120, 36, (*CUSTODY, "c", "f3")),
    "live-figure-80x24": (80, 24, (*ARSON, "c", "ctrl+l", *"43 ch", "down")),
    "narrative-80x24": (80, 24, (*CUSTODY, "a", *" {NI 999 actual}")),
    "narrative-120x36": (120, 36, (*CUSTODY, "a")),
    "sensitive-80x24": (80, 24, ("4", "a", "f2", "f5", *" {NI 35 actual}")),
    "editing-80x24": (80, 24, (*CUSTODY, "e", "1", "2")),
    "mistake-80x24": (80, 24, (*ARSON, "e", *"7.x")),
    "mistake-120x36": (120, 36, (*ARSON, "e", *"7.x")),
    "exceptions-80x24": (80, 24, ("x",)),
    "exceptions-120x36": (120, 36, ("x", "j")),
    "to-fix-80x24": (80, 24, ("right_curly_bracket",)),
    "to-fix-120x36": (120, 36, ("right_curly_bracket", "right_curly_bracket")),
    "checks-80x24": (80, 24, ("v", "right_curly_bracket")),
    "checks-120x36": (120, 36, ("right_curly_bracket", "right_curly_bracket", "v", "a")),
    "kept-80x24": (80, 24, ("right_curly_bracket", "v", "K", *"Unrounded", "enter", "slash", *"kept")),
    "reason-80x24": (80, 24, ("right_curly_bracket", "v", "K", *"The fire service's own data")),
    "help-80x24": (80, 24, ("question_mark",)),
    "why-120x36": (120, 36, (*CUSTODY, "w")),
    "definition-120x36": (120, 36, (*CUSTODY, "i")),
    "report-80x24": (80, 24, (*CUSTODY, "r")),
    "report-120x36": (120, 36, ("r", "tab", "j", "tab", "slash", *"custody", "enter")),
    "colour-safe": (120, 36, ("T",)),
    "light": (120, 36, ("T", "T")),
    "high-contrast": (120, 36, ("T", "T", "T")),
    "mono": (120, 36, ("T", "T", "T", "T")),
}


WITH_HISTORY: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "quarters-140x42": (140, 42, ("j",)),
    "history-80x24": (80, 24, ("slash", *"cr4", "enter", "H", "k")),
    "history-120x36": (120, 36, ("slash", *"cr15", "enter", "H")),
    "control-chart-80x24": (80, 24, ("H", "s", "s")),
    "control-chart-120x36": (120, 36, ("slash", *"cr4", "enter", "H", "s", "s")),
    "group-80x24": (80, 24, ("m",)),
    "group-120x36": (120, 36, ("slash", *"cr4", "enter", "m", "2")),
    "history-mono": (120, 36, ("T", "T", "T", "T", "slash", *"cr4", "enter", "H", "s", "s")),
}
"""Screens of the example with fourteen years of figures, at 2023/24 Q3."""


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no picture wait for hands to rest."""
    monkeypatch.setattr(checked_text, "PAUSE", 0)


def pictures() -> ModuleType:
    """Load the script that makes the README's picture."""
    spec = importlib.util.spec_from_file_location("make", TESTS / "pictures" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def held(drawn: str, expected: Path, scratch: Path) -> None:
    """Hold a picture against the expected one, or replace that where it is asked for."""
    if os.environ.get("CSPTUI_NEW_PICTURES"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(drawn, "utf-8", newline="\n")
    found = scratch / expected.name
    found.write_text(drawn, "utf-8", newline="\n")
    wanted = expected.read_text("utf-8") if expected.exists() else ""
    assert drawn == wanted, f"{found} is not {expected}: open both"


@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_looks_as_it_was_approved(name: str, tmp_path: Path) -> None:
    """What is drawn after these keys is the picture that a person has looked at."""
    columns, rows, keys = SCREENS[name]
    held(await pictures().picture(columns, rows, keys), SNAPSHOTS / f"{name}.svg", tmp_path)


@pytest.mark.parametrize("name", WITH_HISTORY)
async def test_a_screen_with_history_looks_as_it_was_approved(name: str, tmp_path: Path) -> None:
    """What is drawn of many quarters is the picture that a person has looked at."""
    columns, rows, keys = WITH_HISTORY[name]
    drawn = await pictures().picture(columns, rows, keys, example="enfield", quarter="2023/24 Q3")
    held(drawn, SNAPSHOTS / f"{name}.svg", tmp_path)


async def test_the_picture_of_the_readme_is_the_application(tmp_path: Path) -> None:
    """The README shows what the program draws now."""
    make = pictures()
    held(await make.picture(keys=make.KEYS), TESTS / "pictures" / make.PICTURE, tmp_path)
