"""The last quarters of a row as small bars: what is drawn, where there is room, and what is read for it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from main_harness import LARGE, NOW, ROOT, WIDE, _colours, folder, line_with, lines, seen, settle, workspace

from csptui.domain.figure import EMPTY, Figure
from csptui.domain.quarter import Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.series import Series, point_of
from csptui.storage import files, recent
from csptui.storage.folder import load
from csptui.tui.app import CsptuiApp
from csptui.tui.sparks import ASCII_BARS, BARS, LEAST, spark
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.storage.files import Content

__all__ = ["_colours", "folder", "workspace"]

ENFIELD = ROOT / "csptui" / "examples" / "enfield"
SHOWN = Quarter.parse("2023/24 Q3")
assert SHOWN is not None
READ = ("2021-22-Q4", "2022-23-Q1", "2022-23-Q2", "2022-23-Q3")
"""What the dataset of 2023/24 Q3 does not hold of the eight quarters up to it."""
INDICATOR = load(ENFIELD, SHOWN)[0].indicators[0]


def _series(values: Sequence[int | None], broken: Sequence[int] = ()) -> Series:
    assert SHOWN is not None
    quarters = recent.recent_quarters(SHOWN)
    points = []
    for at, (quarter, value) in enumerate(zip(quarters, values, strict=True)):
        figure = EMPTY if value is None else Figure(Decimal(value))
        points.append(replace(point_of(INDICATOR, quarter, Reading(figure)), breaks=at in broken))
    return Series(INDICATOR, tuple(points))


@pytest.mark.parametrize(
    ("values", "drawn", "plain"),
    [
        ((1, 2, 3, 4, 5, 6, 7, 8), "▁▂▃▄▅▆▇█", "__.--=^^"),
        ((8, None, 1, None, None, 4, 4, 5), "█ ▁  ▄▄▅", "^ _  ---"),
        ((5,) * 8, "▄▄▄▄▄▄▄▄", "--------"),
        ((-1, 0, 1, None, None, None, None, None), "▁▅█     ", "_-^     "),
        ((None,) * 6 + (1, 2), "", ""),
    ],
)
def test_bars(values: Sequence[int | None], drawn: str, plain: str) -> None:
    """The lowest figure has the lowest bar, the highest the highest; a gap is a blank; two are no line."""
    assert spark(_series(values)) == drawn
    assert spark(_series(values), ascii_only=True) == plain


def test_what_lies_before_a_break_is_blank() -> None:
    """Figures of another kind are neither drawn nor in the scale, and do not make up the number."""
    values = (900, 800, 700, 900, 1, 2, 3, 4)
    assert spark(_series(values, broken=[4])) == "    ▁▃▆█"
    assert spark(_series(values, broken=[2, 4])) == "    ▁▃▆█"
    assert spark(_series(values, broken=[6])) == ""


@given(st.lists(st.one_of(st.none(), st.integers(-(10**15), 10**15)), min_size=8, max_size=8))
def test_one_sign_to_a_quarter(values: list[int | None]) -> None:
    """Whatever is held, each quarter has its own place, and higher figures never have lower bars."""
    for bars, plain in ((BARS, False), (ASCII_BARS, True)):
        drawn = spark(_series(values), ascii_only=plain)
        held = [value for value in values if value is not None]
        if len(held) < LEAST:
            assert drawn == ""
            continue
        assert [sign == " " for sign in drawn] == [value is None for value in values]
        heights = sorted(
            (value, bars.index(drawn[at])) for at, value in enumerate(values) if value is not None
        )
        assert [height for _, height in heights] == sorted(height for _, height in heights)


def test_files_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the last eight quarters are read, none that the dataset has, and again only what has changed."""
    copy = Path(shutil.copytree(ENFIELD, tmp_path / "enfield"))
    dataset, _ = load(copy, SHOWN)
    read: list[str] = []
    inside = files.read_inside

    def watched(held: Path, where: str) -> Content | None:
        read.append(where)
        return inside(held, where)

    monkeypatch.setattr(files, "read_inside", watched)
    figures = recent.Recent(copy)
    first = figures.read(dataset)
    assert read == [f"quarters/{one}/actuals.csv" for one in READ]
    assert all(point.value is not None for point in first["CR1"].points)
    assert figures.read(dataset) == first
    assert len(read) == len(READ)
    changed = copy / "quarters" / "2022-23-Q1" / "actuals.csv"
    text = changed.read_text("utf-8")
    changed.write_text(text.replace("CR1,", "CR1,1", 1), "utf-8")
    second = figures.read(dataset, ["CR1"])
    assert read[len(READ) :] == ["quarters/2022-23-Q1/actuals.csv"]
    assert set(second) == {"CR1"}
    assert second["CR1"] != first["CR1"]
    assert figures.read(dataset, is_wanted=lambda: False) == {}


def test_a_part_of_a_quarter_and_a_broken_file_are_blank(tmp_path: Path) -> None:
    """One month of three is no bar; a file that is no table takes nothing else with it."""
    copy = Path(shutil.copytree(ENFIELD, tmp_path / "enfield"))
    (copy / "quarters" / "2022-23-Q3" / "actuals.csv").write_bytes(b"\0")
    shutil.rmtree(copy / "quarters" / "2022-23-Q4")
    dataset, _ = load(copy, Quarter.parse("2023/24 Q4"))
    drawn = spark(recent.Recent(copy).read(dataset)["CR1"])
    assert drawn.replace("█", "x")[2:4] == "  "
    assert drawn[-1] == " "
    assert drawn.strip()


async def test_column_where_there_is_room(tmp_path: Path) -> None:
    """At 140 columns each row has its quarters, at 139 none has and none is read; turned wide it draws."""
    copy = Path(shutil.copytree(ENFIELD, tmp_path / "enfield"))
    opened = Workspace.open(
        copy, who="A. Officer", now=lambda: datetime(2024, 1, 9, tzinfo=UTC), quarter=SHOWN
    )
    app = CsptuiApp(opened)
    async with app.run_test(size=(139, 42)) as pilot:
        await settle(pilot)
        assert "Quarters" not in seen(app)
        assert app.main._recent is None
        await pilot.resize_terminal(140, 42)
        await settle(pilot)
        assert "Quarters" in lines(app)[2]
        full = line_with(app, "CR 1 ")
        assert set(full) & set(BARS)
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert set(line_with(app, "CR 1 ")) & set(BARS)
        assert line_with(app, "CR 1 ") != full
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert line_with(app, "CR 1 ") == full
        await pilot.resize_terminal(120, 42)
        await settle(pilot)
        assert "Quarters" not in seen(app)


async def test_a_saved_figure_is_drawn(tmp_path: Path) -> None:
    """A figure that is saved changes the bars of its row, and of no other."""
    copy = Path(shutil.copytree(ENFIELD, tmp_path / "enfield"))
    app = CsptuiApp(Workspace.open(copy, who="A. Officer", now=lambda: NOW, quarter=SHOWN))
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        before = dict(app.main.sparks or {})
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("shift+home", *"9999", "ctrl+s")
        await settle(pilot)
        after = dict(app.main.sparks or {})
        assert {name for name in after if after[name] != before[name]} == {"CR1"}
        assert after["CR1"][-1] == "█"


async def test_no_column_for_two_quarters(workspace: Workspace) -> None:
    """Where too few quarters are held to draw a line of any row, there is no column for it."""
    for size in (LARGE, WIDE):
        app = CsptuiApp(workspace)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            assert app.main.sparks is None
            assert "Quarters" not in seen(app)


async def test_plain_signs(tmp_path: Path) -> None:
    """Asked for ASCII, the bars are ASCII."""
    copy = Path(shutil.copytree(ENFIELD, tmp_path / "enfield"))
    app = CsptuiApp(Workspace.open(copy, who="A. Officer", now=lambda: NOW, quarter=SHOWN), ascii_only=True)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        assert set(app.main.sparks["CR1"] if app.main.sparks else "x") <= set(ASCII_BARS) | {" "}
