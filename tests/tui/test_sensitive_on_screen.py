"""The two parts of a theme in one screen: each with what is typed in it, saved together, marked in words."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from drafts_harness import on_disk, place, start, until
from main_harness import (
    NOW,
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

from csptui.domain.problem import ConflictError
from csptui.tui.screens.conflict import ConflictScreen
from csptui.tui.screens.main import MainScreen
from csptui.tui.screens.narrative import NarrativeScreen
from csptui.tui.widgets.comment import Comment
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from drafts_harness import Start
    from textual.pilot import Pilot

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "place", "start", "workspace"]

COHESION = "community-cohesion"
MARK = "Sensitive: in no output unless asked"


def held(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "quarters/2009-10-Q4/commentary.toml").read_text("utf-8"))


def typed(app: CsptuiApp) -> str:
    return app.screen.query_one(Comment).text


async def opened(pilot: Pilot[None]) -> None:
    await pilot.press("4", "a")
    await settle(pilot)


async def test_f2_turns_to_the_sensitive_part_and_says_so_in_words(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert MARK not in seen(app)
        assert "Gangs" not in seen(app)
        assert "F2 sensitive part: 100 words" in seen(app)
        await pilot.press("f2")
        await settle(pilot)
        assert MARK in seen(app)
        assert "Gangs" in seen(app)
        assert "sensitive narrative" in lines(app)[0]
        assert "In no output unless asked." in spoken(app)
        assert "F2 narrative: 36 words" in seen(app)
        await pilot.press("f2")
        await settle(pilot)
        assert MARK not in seen(app)
        assert "Gangs" not in seen(app)


async def test_it_is_all_there_on_80_columns(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("f2")
        await settle(pilot)
        assert MARK in line_with(app, "F2 narrative: 36 words")
        assert "F2 Narrative" in lines(app)[-2]


async def test_each_keeps_its_text_its_undo_and_its_cursor(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        first = typed(app)
        app.screen.query_one(Comment).go_to(0)
        await pilot.press(*"AAA", "f2")
        await settle(pilot)
        second = typed(app)
        await pilot.press(*"BBB", "f2")
        await settle(pilot)
        assert typed(app) == f"AAA{first}"
        assert "not saved yet" in line_with(app, "F2 sensitive part")
        await pilot.press("D", "ctrl+z", "ctrl+z")
        await settle(pilot)
        assert typed(app) == first
        await pilot.press("f2")
        await settle(pilot)
        assert typed(app) == f"{second}BBB"
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert typed(app) == second


async def test_ctrl_s_saves_both_as_one_step(app: CsptuiApp, folder: Path) -> None:
    before = held(folder)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press(*"AAA", "f2", *"BBB", "ctrl+s")
        await settle(pilot)
        assert "Saved the narrative and sensitive narrative of Community Cohesion" in spoken(app)
        after = held(folder)
        assert after["narrative"][COHESION].endswith("AAA")
        assert after["sensitive"][COHESION].endswith("BBB")
        assert app.main.unsaved_names() == ()
        await pilot.press("u")
        await settle(pilot)
        assert held(folder) == before
        await pilot.press("U")
        await settle(pilot)
        assert held(folder) == after


async def test_one_alone_is_saved_alone(app: CsptuiApp, folder: Path) -> None:
    before = held(folder)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("f2", *"BBB", "ctrl+s")
        await settle(pilot)
        assert "Saved the sensitive narrative of Community Cohesion" in spoken(app)
    after = held(folder)
    assert after["narrative"] == before["narrative"]
    assert after["sensitive"][COHESION].endswith("BBB")


async def test_esc_asks_for_what_is_typed_in_the_part_that_is_not_shown(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("f2", *"BBB", "f2", "escape")
        await settle(pilot)
        assert "y leaves and loses the changes" in seen(app)
        await pilot.press("y")
        await settle(pilot)
        assert isinstance(app.screen, MainScreen)
        assert app.main.unsaved_names() == ()


async def test_both_drafts_come_back_after_the_end(start: Start, place: Path, folder: Path) -> None:
    before = held(folder)
    async with start().run_test(size=WIDE) as pilot:
        await settle(pilot)
        await opened(pilot)
        await pilot.press(*"AAA", "f2", *"BBB")
        await until(pilot, lambda: len(on_disk(place)) == 2)
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "2 drafts from last time are back" in spoken(app)
        assert any("the sensitive narrative of Community" in one for one in app.main.unsaved_names())
        assert held(folder) == before
        await opened(pilot)
        assert typed(app).endswith("AAA")
        await pilot.press("f2")
        await settle(pilot)
        assert typed(app).endswith("BBB")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.main.unsaved_names() == ()
    assert held(folder)["sensitive"][COHESION].endswith("BBB")
    assert on_disk(place) == []


async def test_a_colleague_who_changes_it_meanwhile_is_asked_about(app: CsptuiApp, folder: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("f2", *"BBB")
        other = Workspace.open(folder, who="B. Colleague", now=lambda: NOW)
        other.narrate(COHESION, "Theirs, for all.", sensitive="Theirs.")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, ConflictScreen)
        assert "the same sensitive narrative" in seen(app)
        await pilot.press("m")
        await settle(pilot)
    after = held(folder)
    assert after["sensitive"][COHESION].endswith("BBB")
    assert after["narrative"][COHESION] == "Theirs, for all."


async def test_what_is_refused_is_back_in_the_part_in_which_it_was_typed(
    app: CsptuiApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        message = "Somebody was faster"
        raise ConflictError(message)

    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        monkeypatch.setattr(app.main.workspace, "narrate", refuse)
        await pilot.press("f2", *"BBB", "ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, NarrativeScreen)
        assert MARK in seen(app)
        assert typed(app).endswith("BBB")
        assert "Not saved: Somebody was faster" in seen(app)


async def test_claims_of_the_sensitive_part_are_held_against_the_figures_too(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("f2", "enter", *"Arson (NI 33) is up by 9.5%.")
        await settle(pilot)
        assert '!! "9.5%"' in seen(app)
        assert "to fix" in lines(app)[0]
        await pilot.press("f2")
        await settle(pilot)
        assert "9.5%" not in seen(app)
        assert "to fix" not in lines(app)[0]


async def test_a_signed_off_quarter_is_not_opened(folder: Path) -> None:
    from csptui.tui.app import CsptuiApp  # noqa: PLC0415 - the folder is signed off first

    (folder / "quarters/2009-10-Q4/signoff.toml").write_text('who = "Chair"\n', "utf-8")
    app = CsptuiApp(Workspace.open(folder, who="A. Officer", now=lambda: NOW))
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert isinstance(app.screen, MainScreen)
        assert "signed off" in spoken(app)


async def test_the_changes_screen_names_it_and_quotes_nothing_in_its_list(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        app.main.workspace.narrate(COHESION, None, sensitive="Gangs A1 and BCT met.")
        await app.main.run_action("reload")
        await settle(pilot)
        await pilot.press("d", "a")
        await settle(pilot)
        listed = line_with(app, "→")
        assert "100 words" in listed
        assert "5 words" in listed
        assert "Gangs" not in listed
