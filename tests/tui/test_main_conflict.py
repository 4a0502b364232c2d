"""A colleague saves in the middle of an edit: nothing of theirs is overwritten, nothing of ours is lost."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from main_harness import NOW, WIDE, _colours, app, folder, seen, settle, workspace

from csptui.domain.draft import Draft, Entry
from csptui.domain.problem import LockedError
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]


def colleague(folder: Path, indicator: str, **typed: str) -> None:
    """Save as another program would."""
    other = Workspace.open(folder, who="B. Colleague", now=lambda: NOW)
    row = other.dataset.scorecard().row(indicator)
    assert row is not None
    entry = replace(Draft.of(row), **typed).check(row)  # type: ignore[arg-type]
    assert isinstance(entry, Entry)
    other.record(entry)


async def test_what_a_colleague_saved_in_other_fields_stays_and_comes_in(
    app: CsptuiApp, folder: Path
) -> None:
    """One save keeps both people's work, and says what came from elsewhere."""
    quarter = folder / "quarters" / "2009-10-Q4"
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"ni33", "enter", "e", *"7.5")
        colleague(folder, "NI33", comment="Written by a colleague.")
        colleague(folder, "NI20", actual="11.00")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Saved NI 33. Changed elsewhere by B. Colleague: 2 fields of NI 20, NI 33." in seen(app)
        assert "Written by a colleague." in seen(app)
        actuals = (quarter / "actuals.csv").read_text("utf-8")
        assert "NI33,7.5,1,,,,," in actuals
        assert "NI20,11.00,2,,,,," in actuals
        assert "Written by a colleague." in (quarter / "commentary.toml").read_text("utf-8")
        assert not app.main.drafts


async def conflicting(pilot: Pilot[None], folder: Path) -> None:
    """Save a figure that a colleague has saved since the typing began."""
    await pilot.press("slash", *"ni33", "enter", "e", *"7.5")
    colleague(folder, "NI33", actual="7.7")
    await pilot.press("ctrl+s")
    await settle(pilot)


def figure_of(folder: Path) -> str:
    text = (folder / "quarters" / "2009-10-Q4" / "actuals.csv").read_text("utf-8")
    return next(line.split(",")[1] for line in text.splitlines() if line.startswith("NI33,"))


async def test_the_same_field_is_shown_from_both_sides(app: CsptuiApp, folder: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await conflicting(pilot, folder)
        assert figure_of(folder) == "7.7"
        shown = " ".join(seen(app).split())
        assert "NI 33: somebody else has changed the same actual" in shown
        for part in (
            "It was 7.9",
            "Theirs 7.7",
            "by B. Colleague, 2010",
            "Mine 7.5",
            "m Take mine",
            "t Take theirs",
        ):
            assert part in shown


@pytest.mark.parametrize(
    ("keys", "figure", "said"),
    [
        (("m",), "7.5", "Saved NI 33."),
        (("t",), "7.7", "Theirs stands: nothing of yours was saved."),
        (("e", *"7.60", "enter"), "7.60", "Saved NI 33."),
        (("e", *"x", "enter", "escape", "m"), "7.5", "Saved NI 33."),
    ],
    ids=["mine", "theirs", "another", "a slip, then mine"],
)
async def test_a_conflict_is_settled_by_one_key(
    app: CsptuiApp, folder: Path, keys: tuple[str, ...], figure: str, said: str
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await conflicting(pilot, folder)
        await pilot.press(*keys)
        await settle(pilot)
        assert figure_of(folder) == figure
        assert said in seen(app)
        assert not app.main.drafts


async def test_going_back_writes_nothing_and_keeps_what_was_typed(app: CsptuiApp, folder: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await conflicting(pilot, folder)
        await pilot.press("escape")
        await settle(pilot)
        assert figure_of(folder) == "7.7"
        assert "Not saved: NI 33 actual: 7.7 was saved by B. Colleague" in " ".join(seen(app).split())
        assert [draft.actual for draft in app.main.drafts.values()] == ["7.5"]
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Take mine" in seen(app)


async def test_a_conflicting_comment_can_be_written_anew(app: CsptuiApp, folder: Path) -> None:
    commentary = folder / "quarters" / "2009-10-Q4" / "commentary.toml"
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"ni33", "enter", "c", *" Mine.")
        colleague(folder, "NI33", comment="Theirs.")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Theirs." in seen(app)
        await pilot.press("e", *" And theirs.", "ctrl+s")
        await settle(pilot)
        text = commentary.read_text("utf-8")
        assert "Mine. And theirs." in text


async def test_others_changes_come_in_by_themselves(app: CsptuiApp, folder: Path) -> None:
    """The cursor stays, what is typed stays, and the state line says what came."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"ni33", "enter", "e", *"7.5", "escape", "escape")
        at = app.main.table.at
        colleague(folder, "NI33", comment="Written by a colleague.")
        await app.main.take_in()
        await settle(pilot)
        assert "Changed elsewhere by B. Colleague: NI 33 comment." in seen(app)
        assert app.main.table.at == at
        assert [draft.actual for draft in app.main.drafts.values()] == ["7.5"]
        await app.main.take_in()


async def test_a_figure_that_was_put_back_is_told(app: CsptuiApp, folder: Path) -> None:
    path = folder / "quarters" / "2009-10-Q4" / "actuals.csv"
    async with app.run_test(size=WIDE) as pilot:
        old = path.read_bytes()
        await pilot.press("slash", *"ni33", "enter", "e", *"7.5", "ctrl+s")
        await settle(pilot)
        path.write_bytes(old)
        await app.main.take_in()
        await settle(pilot)
        assert "Put back by another program: NI 33 7.5 → 7.9." in seen(app)


async def test_undo_and_redo_are_keys_and_named(app: CsptuiApp, folder: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("u")
        await settle(pilot)
        assert "There is nothing of yours to undo." in seen(app)
        await pilot.press("slash", *"ni33", "enter", "e", *"7.5", "ctrl+s", "escape", "escape", "g")
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "Undone: NI 33 7.5 → 7.9. U does it again." in seen(app)
        assert figure_of(folder) == "7.9"
        assert app.main.row is not None
        assert app.main.row.id == "NI33"
        await pilot.press("U")
        await settle(pilot)
        assert "Done again: NI 33 7.9 → 7.5." in seen(app)
        assert figure_of(folder) == "7.5"


async def test_a_draft_of_another_row_is_put_on_top_of_what_changed(app: CsptuiApp, folder: Path) -> None:
    """A draft left open elsewhere never puts a colleague's comment back to what it was."""
    quarter = folder / "quarters" / "2009-10-Q4"
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"ni33", "enter", "e", *"7.5", "escape", "escape")
        colleague(folder, "NI33", comment="Written by a colleague.")
        await app.main.run_action("reload")
        await settle(pilot)
        await pilot.press("slash", *"ni33", "enter", "e", "ctrl+s")
        await settle(pilot)
        assert "NI33,7.5,1,,,,," in (quarter / "actuals.csv").read_text("utf-8")
        assert "Written by a colleague." in (quarter / "commentary.toml").read_text("utf-8")


async def test_a_narrative_that_could_not_be_saved_comes_back(app: CsptuiApp, folder: Path) -> None:
    """After a refusal the text area opens again with what was typed."""
    commentary = folder / "quarters" / "2009-10-Q4" / "commentary.toml"
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"XYZZY")
        other = Workspace.open(folder, who="B. Colleague", now=lambda: NOW)
        other.narrate("substance-abuse", "Theirs.")
        await pilot.press("ctrl+s")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "XYZZY" not in commentary.read_text("utf-8")
        assert "XYZZY" in seen(app)
        assert "Not saved:" in seen(app)


async def test_leaving_in_the_middle_of_a_narrative_asks(app: CsptuiApp) -> None:
    """ctrl+q in the narrative does not take what was typed with it."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"XYZZY", "ctrl+q")
        await pilot.pause()
        assert "the narrative of Substance Abuse" in seen(app)
        assert app.is_running


async def test_a_late_undo_moves_nobody_who_has_gone_on(
    app: CsptuiApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is typed meanwhile stays in its own row."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"ni33", "enter", "e", *"7.5", "ctrl+s", "escape", "escape", "escape", "g")
        await settle(pilot)
        goes_on, real = threading.Event(), app.main.workspace.undo

        def slow() -> object:
            goes_on.wait(60)
            return real()

        monkeypatch.setattr(app.main.workspace, "undo", slow)
        await pilot.press("u", "j", "c", *"Mine.")
        goes_on.set()
        await settle(pilot)
        assert figure_of(folder) == "7.9"
        row = app.main.row
        assert row is not None
        assert row.id != "NI33"
        assert app.main.is_editing
        assert "Undone: NI 33 7.5 → 7.9." in seen(app)


async def test_a_refused_target_puts_no_sheet_under_hands_that_are_elsewhere(
    app: CsptuiApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        goes_on = threading.Event()

        def refused(*_: object) -> None:
            goes_on.wait(60)
            message = "Another program is saving"
            raise LockedError(message)

        monkeypatch.setattr(app.main.workspace, "set_target", refused)
        await pilot.press("t")
        await pilot.pause()
        await pilot.press(*"1,999", "enter", "j", "e", *"11")
        goes_on.set()
        await settle(pilot)
        assert app.screen is app.main
        assert "is not saved: Another program is saving" in seen(app)
        await pilot.press("escape", "escape", "escape", "g", "t")
        await pilot.pause()
        assert "1,999" in seen(app)
