"""What comes in beneath an open edit pane takes no key, no draft and nobody's work with it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from drafts_harness import colleague, drafts_on_disk, open_at, place, start, until
from main_harness import WIDE, _colours, actuals, app, folder, settle, workspace

from csptui.storage.where import SIGN_OFF
from csptui.storage.writing import locked
from csptui.tui.screens.conflict import ConflictScreen

if TYPE_CHECKING:
    from pathlib import Path

    from drafts_harness import Start
    from textual.pilot import Pilot

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "place", "start", "workspace"]


async def without(pilot: Pilot[None], folder: Path, indicator: str) -> bytes:
    """Take an indicator out of the definitions, and have it seen; give what they were."""
    path = folder / "indicators.toml"
    whole = path.read_bytes()
    head, mark, rest = whole.partition(f'[[theme.section.indicator]]\nid = "{indicator}"'.encode())
    assert mark
    path.write_bytes(head + rest[rest.index(b"[[theme") :])
    await reload(pilot)
    return whole


async def again(pilot: Pilot[None], folder: Path, whole: bytes) -> None:
    """Mend the definitions, and have it seen."""
    (folder / "indicators.toml").write_bytes(whole)
    await reload(pilot)


async def reload(pilot: Pilot[None]) -> None:
    """Read the files again, as `r` does outside an edit."""
    app: CsptuiApp = pilot.app  # type: ignore[assignment]
    await app.main.run_action("reload")
    await settle(pilot)


def typed(app: CsptuiApp) -> dict[str, str]:
    """Give the actuals that are typed and not saved."""
    return {indicator: draft.actual for (_, indicator), draft in app.main.drafts.items()}


# Rows that go and come back


async def test_drafts_come_back_with_their_row(start: Start, folder: Path) -> None:
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await open_at(pilot, "ni33")
        await pilot.press(*"7.5", "escape", "escape")
        whole = await without(pilot, folder, "NI33")
        assert typed(app) == {}
        await again(pilot, folder, whole)
        assert typed(app) == {"NI33": "7.5"}
        await open_at(pilot, "ni33")
        await pilot.press(*"7.4", "ctrl+s")
        await settle(pilot)
        assert app.main._held() == []
    assert actuals(folder)["NI33"][0] == "7.4"


async def test_keys_typed_while_the_row_is_gone_are_kept_and_the_pane_is_not_stuck(
    start: Start, folder: Path, place: Path
) -> None:
    """The journal has them, a save is refused with a sentence, and typing goes on."""
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await open_at(pilot, "ni33")
        await pilot.press(*"7.5")
        whole = await without(pilot, folder, "NI33")
        pane = app.main.pane
        assert pane is not None
        assert pane.row is not None
        assert pane.row.id == "NI33"
        await pilot.press("9")
        await until(pilot, lambda: [one.actual for one in drafts_on_disk(place)] == ["7.59"])
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "NI 33 is not saved: it has no row now" in app.main.notice
        await pilot.press("8")
        await pilot.pause()
        assert pane.draft.actual == "7.598"
        await again(pilot, folder, whole)
        assert typed(app) == {"NI33": "7.598"}
        await pilot.press("backspace", "ctrl+s")
        await settle(pilot)
    assert actuals(folder)["NI33"][0] == "7.59"


async def test_a_row_that_was_open_untouched_takes_what_came_with_it(app: CsptuiApp, folder: Path) -> None:
    """A comment of a colleague's comes in with the row, and a save afterwards leaves it."""
    async with app.run_test(size=WIDE) as pilot:
        await open_at(pilot, "ni33")
        whole = await without(pilot, folder, "NI33")
        (folder / "indicators.toml").write_bytes(whole)
        colleague(folder, "NI33", comment="Theirs.")
        await reload(pilot)
        assert app.main.pane is not None
        assert app.main.pane.draft.comment == "Theirs."
        assert typed(app) == {}


# Changes that come in under a key


async def test_a_key_whose_message_is_on_its_way_is_not_wiped(app: CsptuiApp, folder: Path) -> None:
    """The field knows of it before the pane does; theirs coming in at that moment makes it a conflict."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"ni33", "enter", "c")
        await pilot.pause()
        pane = app.main.pane
        assert pane is not None
        colleague(folder, "NI33", comment="Theirs.")
        dataset = await asyncio.to_thread(app.main.workspace.poll)
        assert dataset is not None
        pane._comment.insert("KEY")
        app.main.take(dataset)
        await settle(pilot)
        assert "KEY" in pane._comment.text
        assert "KEY" in pane.draft.comment
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, ConflictScreen)


async def test_a_figure_whose_message_is_on_its_way_is_not_wiped(app: CsptuiApp, folder: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await open_at(pilot, "ni33")
        pane = app.main.pane
        assert pane is not None
        colleague(folder, "NI33", actual="7.7", source="Fire service.")
        dataset = await asyncio.to_thread(app.main.workspace.poll)
        assert dataset is not None
        pane._lines["actual"].value = "7.5"
        app.main.take(dataset)
        await settle(pilot)
        assert (pane.draft.actual, pane.draft.source) == ("7.5", "Fire service.")
        assert typed(app) == {"NI33": "7.5"}


async def test_what_a_colleague_saves_while_a_save_waits_its_turn_stays(app: CsptuiApp, folder: Path) -> None:
    """A period that comes in between the key and the save is no field that the officer touched."""
    async with app.run_test(size=WIDE) as pilot:
        await open_at(pilot, "ni33")
        await pilot.press(*"7.5")
        async with app.main.one_at_a_time:
            await pilot.press("ctrl+s")
            await pilot.pause()
            colleague(folder, "NI33", as_at="Dec 2009")
            dataset = await asyncio.to_thread(app.main.workspace.poll)
            assert dataset is not None
            app.main.take(dataset)
        await settle(pilot)
        assert app.main.is_current
        assert typed(app) == {}
    row = actuals(folder)["NI33"]
    assert row[0] == "7.5"
    assert "M2009-12" in row


# What is said


async def test_a_refusal_is_said_of_its_own_row(app: CsptuiApp, folder: Path) -> None:
    """The pane is open on another row by then: that one is not called refused, and holds its keys."""
    async with app.run_test(size=WIDE) as pilot:
        await open_at(pilot, "ni33")
        await pilot.press(*"7.5")
        with locked(folder):
            await pilot.press("ctrl+s")
            await until(pilot, lambda: app.main.is_saving)
            await pilot.press("escape")
            await open_at(pilot, "ni20")
            await pilot.press("9")
            await pilot.pause()
            (folder / "quarters" / "2009-10-Q4" / SIGN_OFF).write_text("", "utf-8")
        await settle(pilot)
        pane = app.main.pane
        assert pane is not None
        assert pane.row is not None
        assert (pane.row.id, pane._told) == ("NI20", "")
        assert app.main.notice == "NI 33 is not saved: 2009/10 Q4 is signed off, so it is not changed"
        assert typed(app) == {"NI33": "7.5", "NI20": "9"}


async def test_not_saved_is_said_once(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await open_at(pilot, "ni33")
        row = app.main.card.row("NI33")
        assert row is not None
        app.main._refuse(row, "Not saved: actuals.csv could not be written (full). Nothing was written")
        told = "actuals.csv could not be written (full). Nothing was written"
        assert app.main.notice == f"NI 33 is not saved: {told}"


async def test_theirs_alone_is_no_save(app: CsptuiApp, folder: Path) -> None:
    """Nothing of the officer's was written, so nothing is called saved."""
    async with app.run_test(size=WIDE) as pilot:
        await open_at(pilot, "ni33")
        await pilot.press(*"7.5")
        colleague(folder, "NI33", actual="7.7")
        await pilot.press("ctrl+s")
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
        assert app.main.notice == "Theirs stands: nothing of yours was saved."
        assert app.main.pane is not None
        assert not app.main.pane._just_saved
        await pilot.press("x")
        await pilot.pause()
        assert "x" in app.main.pane.draft.actual


async def test_an_open_pane_whose_row_goes_does_not_turn_to_the_row_that_takes_its_place(
    start: Start, folder: Path, place: Path
) -> None:
    """The rest of a figure would be another row's; what is typed stays with its own, and Esc leaves it."""
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press(*["j"] * 10, "e", *"7.5")
        whole = await without(pilot, folder, "NI33")
        pane = app.main.pane
        assert pane is not None
        assert pane.row is not None
        assert pane.row.id == "NI33"
        await pilot.press("9")
        await until(pilot, lambda: [one.actual for one in drafts_on_disk(place)] == ["7.59"])
        await pilot.press("escape", "j", "e")
        await pilot.pause()
        assert pane.row.id not in {"NI33", ""}
        await pilot.press("escape")
        await again(pilot, folder, whole)
        assert typed(app) == {"NI33": "7.59"}
