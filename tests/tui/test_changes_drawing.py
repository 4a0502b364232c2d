"""How the changes screen draws: hostile logs, any width, plain signs, ten thousand lines, its pictures."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from changes_harness import ARSON, Q4, change_list, in_utc, press, save
from main_harness import (
    NARROW,
    NOW,
    SMALL,
    WIDE,
    _colours,
    actuals,
    app,
    folder,
    lines,
    seen,
    settle,
    spoken,
    workspace,
)
from test_pictures import SNAPSHOTS, held, pictures

from csptui.domain.change import Change
from csptui.domain.figure import Status
from csptui.domain.shown import show
from csptui.storage.changes import FILE, Action, read_log, read_tail
from csptui.storage.changes import lines as log_lines
from csptui.tui.app import CsptuiApp

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.workspace import Workspace


__all__ = ["_colours", "app", "folder", "workspace"]

HOSTILE = "[/] [bold red]x[/] \x1b[31m\x07 \u202eabc \u200b\x9b0m {0} %s `id` \ud7ff𓀀"


def hostile_log(folder: Path) -> None:
    """Write a log whose every name and value is hostile, with fields and rows that there are not."""
    fields = ("comment", "source", "value", "later-field", "status", "target", HOSTILE)
    made = [Change(Q4, field, HOSTILE, f"{HOSTILE} more", "NI33") for field in fields]
    made += [Change(Q4, "narrative", HOSTILE, "", "", HOSTILE), Change(Q4, "comment", HOSTILE, "", HOSTILE)]
    action = Action(HOSTILE, NOW, HOSTILE, why=HOSTILE)
    (folder / FILE).write_bytes(log_lines(made, read_tail(folder / FILE), action))
    assert len(read_log(folder / FILE)) == len(made)


def is_safe(drawn: str) -> bool:
    """Whether nothing drawn acts on a terminal, hides or turns round."""
    return not any(sign in drawn for sign in "\x1b\x07\u202e\u200b\x9b")


async def test_any_text_and_any_name_are_only_drawn(app: CsptuiApp, folder: Path) -> None:
    """Markup, escapes and directions in a log do nothing, on the list, under it and in full."""
    hostile_log(folder)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "d", "a", "g")
        visited = set()
        for _ in change_list(app).items:
            item = change_list(app).item
            assert item is not None
            visited.add((item.change.key, item.entry is None))
            assert is_safe(seen(app))
            await pilot.press("enter")
            await pilot.pause()
            assert is_safe(seen(app))
            if item.change.field == "comment" and item.entry is not None:
                assert show("[bold red]x[/] \x1b[31m\x07") in seen(app)
            await pilot.press("escape", "j")
            await pilot.pause()
        assert len(visited) == len(change_list(app).items) > 9


async def test_a_hostile_text_that_is_put_back_is_still_only_text(app: CsptuiApp, folder: Path) -> None:
    """What cannot be a figure is refused with a sentence; a comment is one, whatever it says."""
    hostile_log(folder)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "d", "slash", *"more", "enter")
        for field in ("value", "comment"):
            held = [item.change.field for item in change_list(app).items]
            await press(pilot, "g", *("j" for _ in range(len(held) - 1 - held[::-1].index(field))), "p")
            assert is_safe(seen(app))
            assert spoken(app).startswith("Put back: " if field == "comment" else "Not put back: ")
        assert actuals(folder)["NI33"][0] == "7.9"
        assert app.main.dataset.record.comments["NI33"] == HOSTILE


@pytest.mark.parametrize("size", [NARROW, SMALL, WIDE, (200, 60)])
async def test_nothing_is_drawn_beyond_its_line_at_any_width(
    app: CsptuiApp, folder: Path, size: tuple[int, int]
) -> None:
    save(folder, "NI33", actual="7.8", comment="Ж" * 300, source="a source " * 9)
    async with app.run_test(size=size) as pilot:
        await press(pilot, *ARSON, "d", "a")
        assert len(lines(app)) == size[1]
        assert "Put back" in lines(app)[-2]
        for _ in range(3):
            await press(pilot, "j")
            assert "of 3" in spoken(app)


async def test_plain_ascii_has_signs_for_glyphs(workspace: Workspace, folder: Path) -> None:
    save(folder, "NI33", actual="7.8", comment="word " * 100)
    app = CsptuiApp(workspace, ascii_only=True)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *ARSON, "d")
        assert not any(sign in seen(app) for sign in "►→…■▲●")
        assert lines(app)[4].split() == [">", "actual", "7.9", ">", "7.8"]


async def test_ten_thousand_lines_are_read_off_the_loop_and_only_what_is_seen_is_drawn(
    app: CsptuiApp, folder: Path
) -> None:
    """The list knows them all; a screenful is made into strips."""
    names = [indicator.id for indicator in app.main.dataset.indicators]
    data = b""
    for number in range(1_000):
        made = [
            Change(
                Q4, "comment", f"old {number} {at}", f"new {number} {at}", names[(number + at) % len(names)]
            )
            for at in range(10)
        ]
        data += log_lines(
            made, read_tail(folder / FILE), Action("A. Officer", NOW + timedelta(minutes=number))
        )
    (folder / FILE).write_bytes(data)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "d", "a")
        assert len(change_list(app).items) > 10_000
        await press(pilot, "G")
        assert "new 0" in seen(app)
        await press(pilot, "pageup", "pageup", "g")
        assert len(change_list(app)._strips) < 200


PICTURES = {
    "changes-80x24": (80, 24, ("j",), False),
    "changes-120x36": (120, 36, (*"jjjjj",), True),
}


@pytest.mark.parametrize("name", PICTURES)
async def test_the_screen_looks_as_it_was_approved(
    name: str, app: CsptuiApp, folder: Path, tmp_path: Path
) -> None:
    columns, rows, keys, whole = PICTURES[name]
    save(folder, "NI33", actual="7.8", hour=8)
    save(folder, "NI33", comment="An increase of 7.1%.", who="A. Officer", hour=9)
    save(folder, "NI20", actual="11.00", who="C. Third", hour=10)
    other = save(folder, "NI33", actual="7.4", status=Status.PROVISIONAL, hour=11)
    other.undo()
    save(folder, "NI39", comment="", hour=13)
    save(folder, "NI43", actual="", numerator="44", denominator="473", source="YOS case system", hour=14)
    path = folder / "quarters" / "2009-10-Q4" / "actuals.csv"
    path.write_text(path.read_text("utf-8").replace("NI20,11.00", "NI20,11.50"), "utf-8")
    async with app.run_test(size=(columns, rows)) as pilot:
        await app.main.run_action("reload")
        await press(pilot, *ARSON)
        app.push_screen(in_utc(app, whole=whole))
        await settle(pilot)
        await press(pilot, *keys)
        picture = pictures().plain(app.export_screenshot(title="csptui"))
    held(picture, SNAPSHOTS / f"{name}.svg", tmp_path)
