"""What is to fix shows on the main screen: marks, counts, the first of it under the table, and the walk."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from changes_harness import ARSON, press, save
from main_harness import (
    NARROW,
    ROOT,
    SMALL,
    WIDE,
    _colours,
    app,
    folder,
    line_with,
    lines,
    seen,
    settle,
    spoken,
    workspace,
)

from csptui.storage.settings import Settings
from csptui.tui.app import CsptuiApp
from csptui.tui.findings_reader import FindingsReader
from csptui.tui.screens.checks import ChecksScreen
from csptui.tui.widgets.indicator_table import IndicatorTable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from csptui.domain.dataset import Dataset
    from csptui.domain.finding import Finding
    from csptui.workspace import Workspace

__all__ = ["_colours", "app", "folder", "workspace"]

NEXT, PREVIOUS = "right_curly_bracket", "left_curly_bracket"
EXCEEDED = '"56.4%" contradicts the figures'


def of(found: object, ref: str) -> list[Finding]:
    return [one for one in found.every if one.ref == ref]  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [NARROW, SMALL, WIDE, (140, 42)])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_a_row_with_something_to_fix_ends_in_a_mark(
    workspace: Workspace, size: tuple[int, int], *, ascii_only: bool
) -> None:
    """In every layout, and without a glyph that a font may lack."""
    app = CsptuiApp(workspace, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"ni111", "enter")
        assert line_with(app, "NI 111").rstrip().endswith(" !")
        await press(pilot, "escape", "slash", *"ni28", "enter")
        assert not line_with(app, "NI 28").rstrip().endswith("!")


async def test_the_marks_come_to_rows_that_are_drawn_already(app: CsptuiApp) -> None:
    """Without a key: the rows are there with the first frame, and get their marks when they are checked."""
    async with app.run_test(size=(140, 42)) as pilot:
        await settle(pilot)
        assert line_with(app, "NI 33 ")[:-1].rstrip().endswith(" !")
        assert not line_with(app, "NI 30 ")[:-1].rstrip().endswith(" !")


async def test_the_header_counts_what_is_to_fix(workspace: Workspace) -> None:
    """In full where there is room, in short at 80 columns; and a click on it opens the list."""
    app = CsptuiApp(workspace)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        count = app.main.found.count
        assert count > 3
        assert f"{count} checks to fix" in lines(app)[0]
        await pilot.resize_terminal(*SMALL)
        await settle(pilot)
        assert f"{count} to fix" in lines(app)[0]
        await pilot.click("#header", offset=(lines(app)[0].index("to fix"), 0))
        await settle(pilot)
        assert isinstance(app.screen, ChecksScreen)


async def test_where_nothing_is_to_fix_nothing_is_said(folder: Path) -> None:
    """A check that is turned off counts nowhere."""
    where = folder / "partnership.toml"
    where.write_text(where.read_text("utf-8").replace("[checks]\n", "[checks]\nclaim = false\n"), "utf-8")
    app = CsptuiApp(save(folder, "NI28", comment="As before."))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert app.main.found.quarter == app.main.card.quarter
        assert app.main.found.count == 0
        assert "to fix" not in seen(app)
        await press(pilot, NEXT)
        assert "Nothing is to fix in 2009/10 Q4" in spoken(app)
        await press(pilot, "slash", *"fix", "enter")
        assert "Nothing matches fix" in seen(app)


async def test_the_spoken_line_and_the_detail_tell_the_first_of_it(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.main.go_to("NI33")
        await settle(pilot)
        assert spoken(app).endswith("getting worse on 08/09; 1 check to fix.")
        told = line_with(app, "v fix or keep")
        assert told.startswith('  ! "8.6%" fits only unrounded data: 7.28 to 7.9 is +8.5%')
        assert told.rstrip().endswith("  v fix or keep")


async def test_the_detail_names_the_key_as_the_settings_have_it(workspace: Workspace) -> None:
    app = CsptuiApp(workspace, settings=Settings(keys={"checks": "f6"}))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *ARSON)
        assert "F6 fix or keep" in seen(app)
        await press(pilot, "f6")
        assert isinstance(app.screen, ChecksScreen)


@pytest.mark.parametrize("words", ["fix", "to fix", "TO FIX green", "ni111 fix"])
async def test_the_filter_keeps_rows_with_something_to_fix(app: CsptuiApp, words: str) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        keys = ["space" if one == " " else one for one in words]
        await press(pilot, "slash", *keys, "enter")
        shown = [row.id for row in app.main.shown.rows]
        assert "NI111" in shown
        assert set(shown) <= set(app.main.found.to_fix)
        if words in {"fix", "to fix"}:
            assert len(shown) == len([row for row in app.main.card if row.id in app.main.found.to_fix])
        else:
            assert shown == ["NI111"]


async def test_a_filter_that_was_there_before_the_checks_shows_their_rows_when_they_come(
    workspace: Workspace,
) -> None:
    """Turning to a quarter and back: the rows are there as soon as it is checked again."""
    app = CsptuiApp(workspace)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"fix", "enter")
        before = [row.id for row in app.main.shown.rows]
        await press(pilot, "left_square_bracket")
        assert app.main.found.quarter == app.main.card.quarter
        await press(pilot, "right_square_bracket")
        assert [row.id for row in app.main.shown.rows] == before


async def test_braces_walk_through_the_rows_to_fix_and_round_the_end(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        refs = [row.id for row in app.main.shown.rows if row.id in app.main.found.to_fix]
        walked = []
        for number in range(1, len(refs) + 1):
            await press(pilot, NEXT)
            walked.append(app.main.row.id if app.main.row else "")
            assert spoken(app).startswith(f"{number} of {len(refs)} rows to fix: ")
        assert walked == refs
        await press(pilot, NEXT)
        assert app.main.row is not None
        assert app.main.row.id == refs[0]
        await press(pilot, PREVIOUS)
        assert app.main.row.id == refs[-1]
        assert spoken(app).startswith(f"{len(refs)} of {len(refs)} rows to fix: ")


async def test_in_a_theme_without_any_the_braces_say_where_they_are(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", NEXT)
        count = app.main.found.count
        assert spoken(app).startswith(f"Nothing is to fix in the rows shown: v lists all {count}.")


async def test_a_comment_that_is_put_right_by_hand_takes_its_mark_along(app: CsptuiApp, folder: Path) -> None:
    """Counted anew after the save; with the filter kept, the row stays until the filter is turned."""
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        count = app.main.found.count
        await press(pilot, "slash", *"fix", "enter")
        app.main.go_to("NI33")
        await settle(pilot)
        await press(pilot, "c", "ctrl+u", *"Up", "ctrl+s", "escape")
        assert 'NI33 = "Up"' in (folder / "quarters/2009-10-Q4/commentary.toml").read_text("utf-8")
        assert app.main.found.count == count - 1
        assert "NI33" in [row.id for row in app.main.shown.rows]
        assert "check" not in spoken(app)


async def test_what_a_colleague_saves_is_checked_too(app: CsptuiApp, folder: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        count = app.main.found.count
        save(folder, "NI28", comment="A decrease of 40.0%.")
        await app.main.take_in()
        await settle(pilot)
        assert app.main.found.count > count
        assert app.main.found.of_row("NI28")


async def test_the_exceptions_have_the_mark_as_well(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "x")
        assert line_with(app, "NI 33")[:-1].rstrip().endswith("!")
        assert app.screen.query_one(IndicatorTable).found is app.main.found


def test_the_first_paint_waits_for_no_check(folder: Path) -> None:
    """When the first frame is out nothing is checked, and no module that checks is there yet."""
    code = f"""
import asyncio, sys
sys.path.insert(0, {str(ROOT)!r})
from datetime import datetime
from pathlib import Path
from csptui.tui.app import CsptuiApp
from csptui.workspace import Workspace

async def main():
    app = CsptuiApp(Workspace.open(Path({str(folder)!r}), who="x", now=datetime.now))
    app.when_painted(lambda: print(app.main.found.quarter, " ".join(sys.modules)))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()

asyncio.run(main())
"""
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    quarter, *held = run.stdout.split()
    assert quarter == "None"
    late = {
        "csptui.domain.claims",
        "csptui.domain.checks",
        "csptui.tui.findings_reader",
        "csptui.tui.screens.checks",
    }
    assert late & set(held) == set()


# The reader


def test_only_what_has_changed_is_read_again(workspace: Workspace) -> None:
    """The others are the very same findings as before."""
    reader = FindingsReader()
    dataset = workspace.dataset
    before = reader.read(dataset, dataset.scorecard(), lambda: True)
    other = dataset.with_comment("NI33", "A rise of 9.9%.")
    after = reader.read(other, other.scorecard(), lambda: True)
    assert before is not None
    assert after is not None
    claims = [one for one in of(before, "NI111") if one.claim is not None]
    assert claims
    assert all(any(one is same for same in of(after, "NI111")) for one in claims)
    assert [one.text for one in of(after, "NI33") if one.claim is not None] != [
        one.text for one in of(before, "NI33") if one.claim is not None
    ]


def test_a_text_that_names_a_changed_row_is_read_again(workspace: Workspace) -> None:
    """A claim about NI 33 in a narrative is held against the figure of NI 33 as it now is."""
    reader = FindingsReader()
    dataset = workspace.dataset.with_narrative("community-safety", "Arson (NI 33) is up by 8.5%.")
    before = reader.read(dataset, dataset.scorecard(), lambda: True)
    reading = dataset.record.readings["NI33"]
    figure = replace(reading.figure, value=Decimal("8.9"))
    other = dataset.with_reading("NI33", replace(reading, figure=figure))
    after = reader.read(other, other.scorecard(), lambda: True)
    assert before is not None
    assert after is not None

    def verdicts(found: object) -> list[str]:
        some = [one.claim for one in of(found, "community-safety") if one.claim is not None]
        return [one.verdict.value for one in some if one.text == "8.5%"]

    assert verdicts(before) == ["fits"]
    assert verdicts(after) == ["contradicts"]


def test_what_was_read_is_what_would_be_read_now(workspace: Workspace) -> None:
    """After a run of changes, the reader that remembers finds what a new one finds."""
    reader, dataset = FindingsReader(), workspace.dataset
    changes: tuple[Callable[[Dataset], Dataset], ...] = (
        lambda held: held.with_comment("NI111", "Down from 475 to 190."),
        lambda held: held.with_comment("NI19", ""),
        lambda held: held.with_reading("NI111", replace(held.record.readings["NI43"])),
        lambda held: held.with_narrative("youth-crime", "NI 111 fell by 60.4%."),
        lambda held: replace(held, partnership=replace(held.partnership, checks_off=frozenset({"places"}))),
        lambda held: replace(held, shown=held.shown.baseline()),
    )
    for change in changes:
        dataset = change(dataset)
        card = dataset.scorecard()
        found, anew = (
            reader.read(dataset, card, lambda: True),
            FindingsReader().read(dataset, card, lambda: True),
        )
        assert found is not None
        assert anew is not None
        assert found.every == anew.every


def test_a_reading_that_is_no_longer_wanted_ends(workspace: Workspace) -> None:
    """At the next text, and what it has read of the others is kept for the next."""
    reader, dataset = FindingsReader(), workspace.dataset
    card, asked = dataset.scorecard(), iter([True, True, True, False])
    assert reader.read(dataset, card, lambda: next(asked)) is None
    found = reader.read(dataset, card, lambda: True)
    anew = FindingsReader().read(dataset, card, lambda: True)
    assert found is not None
    assert anew is not None
    assert found.every == anew.every
