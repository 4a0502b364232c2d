"""What is typed and not saved is on the disk soon, comes back as it was, and leaving asks for none of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from main_harness import NOW, SMALL, WIDE, _colours, actuals, folder, line_with, lines, seen, settle, spoken

from csptui.domain.draft import Draft, Entry
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage.draft_lines import KeptDraft, KeptText, read_lines
from csptui.storage.drafts import DraftJournal
from csptui.storage.writing import locked
from csptui.tui.app import CsptuiApp
from csptui.tui.screens import keeping
from csptui.tui.screens.leave import LeaveScreen
from csptui.tui.screens.target import TargetScreen
from csptui.tui.widgets.field import OneLine
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from csptui.storage.draft_lines import Kept

    Start = Callable[[], CsptuiApp]

__all__ = ["_colours", "folder"]

Q4 = Quarter(FinancialYear(2009), 4)
HELD = {"value": "7.9", "comment": "", "source": ""}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give the place where drafts are kept."""
    return tmp_path / "state" / "drafts"


@pytest.fixture
def start(folder: Path, place: Path) -> Callable[[], CsptuiApp]:
    """Give what opens the application, as often as it is called, as a new process would."""

    def started() -> CsptuiApp:
        return CsptuiApp(Workspace.open(folder, who="A. Officer", now=lambda: NOW), drafts=place)

    return started


def on_disk(place: Path) -> list[Kept]:
    """Give what the files of drafts hold now, whoever has them open."""
    found: list[Kept] = []
    for path in sorted(place.glob("*.jsonl")):
        found += read_lines(path.read_bytes()).kept.values()
    return found


def drafts_on_disk(place: Path) -> list[Draft]:
    """Give the drafts of rows among them."""
    return [one.draft for one in on_disk(place) if isinstance(one, KeptDraft)]


def colleague(folder: Path, indicator: str, **typed: str) -> None:
    """Save as another program would."""
    other = Workspace.open(folder, who="B. Colleague", now=lambda: NOW)
    row = other.dataset.scorecard().row(indicator)
    assert row is not None
    entry = replace(Draft.of(row), **typed).check(row)  # type: ignore[arg-type]
    assert isinstance(entry, Entry)
    other.record(entry)


def names_in(place: Path) -> list[str]:
    """Name the files that there are."""
    return [path.name for path in place.iterdir()] if place.exists() else []


def no_folder(place: Path) -> None:
    """Put a file where the folder would be."""
    place.parent.mkdir(parents=True)
    place.write_text("no folder")


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for a change that comes of itself."""
    for _ in range(400):
        if holds():
            return
        await pilot.pause(0.01)
    message = "it never came"
    raise AssertionError(message)


async def open_at(pilot: Pilot[None], ref: str) -> None:
    """Open the edit pane on a row."""
    await pilot.press("slash", *ref, "enter", "e")


# On the way to the disk


async def test_what_is_typed_is_on_the_disk_while_the_field_is_open(start: Start, place: Path) -> None:
    """Nobody has to leave the pane, or the program, for it."""
    assert keeping.DELAY <= 1
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"24")
        await until(pilot, lambda: [one.actual for one in drafts_on_disk(place)] == ["24"])
        await pilot.press("0")
        await until(pilot, lambda: [one.actual for one in drafts_on_disk(place)] == ["240"])
        assert app.main.is_editing
        assert app.main.is_kept


@pytest.mark.parametrize("keys", [("escape",), ("j",)], ids=["leaving the pane", "leaving the app"])
async def test_it_is_there_at_once_when_the_pane_or_the_app_is_left(
    start: Start, place: Path, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No timer is waited for."""
    monkeypatch.setattr(keeping, "DELAY", 3600)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"2401", *keys)
        if keys == ("escape",):
            await settle(pilot)
            assert [one.actual for one in drafts_on_disk(place)] == ["2401"]
    assert drafts_on_disk(place)[0].indicator == "NI39"


async def test_a_saved_draft_leaves_nothing_behind(start: Start, place: Path) -> None:
    """After the last save there is no file of drafts."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"2401")
        await until(pilot, lambda: bool(drafts_on_disk(place)))
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert drafts_on_disk(place) == []
    assert names_in(place) == []


# Back at the next start


async def test_drafts_come_back_as_drafts(start: Start, folder: Path) -> None:
    """The rows are marked and counted, one sentence names them, and nothing in the data is changed."""
    before = actuals(folder)
    async with start().run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("e", *"2401", "escape", "j", "j", "e", *"0.9x")
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "2 drafts from last time are back: NI 39, NI 38." in spoken(app)
        assert "2 unsaved *" in lines(app)[0]
        assert "2,475*" in line_with(app, "Alcohol")
        assert "0.76*" in line_with(app, "Class A offending rate")
        await pilot.press("j", "j", "e")
        assert "0.9x" in seen(app)
        assert actuals(folder) == before
        await pilot.press("escape", "g", "e", "ctrl+s")
        await settle(pilot)
        assert actuals(folder)["NI39"][0] == "2401"
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "1 draft from last time is back: NI 38." in spoken(app)


async def test_without_drafts_nothing_is_said_and_no_folder_made(start: Start, place: Path) -> None:
    """Looking leaves no trace."""
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "last time" not in spoken(app)
        await pilot.press("e", "escape", "q")
    assert names_in(place) == []


async def test_a_draft_that_says_what_the_row_says_goes_without_a_word(
    start: Start, folder: Path, place: Path
) -> None:
    """A kill came between the save and the end of the draft, or a colleague had the same figure."""
    async with start().run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("e", *"2401", "escape")
    colleague(folder, "NI39", actual="2401")
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "last time" not in spoken(app)
        assert not app.main.drafts
    assert names_in(place) == []


async def test_a_draft_is_put_on_top_of_what_has_changed_since(start: Start, folder: Path) -> None:
    """A field that was not typed in follows the row; one that was keeps what it began from."""
    async with start().run_test(size=WIDE) as pilot:
        await settle(pilot)
        await open_at(pilot, "ni33")
        await pilot.press(*"7.5", "escape")
    for written in ("Written by a colleague.", "Written again by a colleague."):
        colleague(folder, "NI33", comment=written)
        app = start()
        async with app.run_test(size=WIDE) as pilot:
            await settle(pilot)
            ((key, draft),) = app.main.drafts.items()
            assert (draft.actual, draft.comment) == ("7.5", written)
            typing = app.main.typing[key]
            assert "colleague" not in typing.begun.comment
            assert typing.base.comment == written
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await open_at(pilot, "ni33")
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert actuals(folder)["NI33"][0] == "7.5"
    assert "Written again by a colleague." in (folder / "quarters/2009-10-Q4/commentary.toml").read_text(
        "utf-8"
    )


async def test_a_field_that_a_colleague_changed_over_the_restart_is_not_overwritten(
    start: Start, folder: Path
) -> None:
    """What the row held when typing began comes back with the draft: the save is a conflict."""
    async with start().run_test(size=WIDE) as pilot:
        await settle(pilot)
        await open_at(pilot, "ni33")
        await pilot.press(*"7.5", "escape")
    colleague(folder, "NI33", actual="7.1")
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await open_at(pilot, "ni33")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not app.main)
        assert "7.1" in seen(app)
        assert actuals(folder)["NI33"][0] == "7.1"
        assert app.main.drafts


async def test_a_draft_of_another_quarter_comes_back_with_its_quarter(start: Start, folder: Path) -> None:
    """It is put on its row when its quarter is turned to."""
    async with start().run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("left_square_bracket")
        await settle(pilot)
        await pilot.press("e", *"2401", "escape")
        assert lines(pilot.app)[0].split()[2] == "2008/09"  # type: ignore[arg-type]  # it is our app
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "1 draft from last time is back: NI 39 (2008/09 Q4)." in spoken(app)
        assert "*" not in line_with(app, "Alcohol")
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert "*" in line_with(app, "Alcohol")
        await pilot.press("e", "ctrl+s")
        await settle(pilot)
    assert actuals(folder, "2008-09-Q4")["NI39"][0] == "2401"


async def test_a_draft_whose_row_or_quarter_has_gone_is_told_of_and_stays(start: Start, place: Path) -> None:
    """It is in the file until the officer drops it."""
    gone = Quarter(FinancialYear(2001), 1)
    lost: list[Kept] = [
        KeptDraft(Q4, Draft("NI99\x1b[31m", "1"), HELD, HELD),
        KeptDraft(gone, Draft("NI33", "1"), HELD, HELD),
        KeptText(Q4, "no-such-theme", "Half", ""),
    ]
    journal = DraftJournal.open(place, start().main.workspace.folder)
    journal.hold(lost)
    journal.close()
    for _ in range(2):
        app = start()
        async with app.run_test(size=(200, 42)) as pilot:
            await settle(pilot)
            assert "3 drafts have no row now and are kept: NI99" in spoken(app)
            assert "NI 33 (2001/02 Q1), the narrative of no-such-theme." in spoken(app)
            assert "\x1b" not in seen(app)
            assert not app.main.drafts
    assert on_disk(place) == lost
    app = start()
    async with app.run_test(size=(200, 42)) as pilot:
        await settle(pilot)
        await app.main.run_action("drop_lost")
        await settle(pilot)
        assert "Dropped 3 drafts that had no row." in spoken(app)
    assert on_disk(place) == []


async def test_what_no_indicator_takes_any_more_harms_nothing(start: Start, place: Path) -> None:
    """A row that held what its unit no longer allows: the draft is put on the row as it is."""
    journal = DraftJournal.open(place, start().main.workspace.folder)
    journal.hold([KeptDraft(Q4, Draft("NI33", "7.5"), {"value": "seven"}, {"value": "seven"})])
    journal.close()
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "1 draft from last time is back: NI 33." in spoken(app)


async def test_hands_that_are_faster_than_the_disk_keep_what_they_type(start: Start, place: Path) -> None:
    """What was left for the same row stays on the disk, for the start after."""
    left = KeptDraft(Q4, Draft("NI39", "1111"), HELD, HELD)
    journal = DraftJournal.open(place, start().main.workspace.folder)
    journal.hold([left])
    journal.close()
    app = start()
    app.main.drafts = {(Q4, "NI39"): Draft("NI39", "2222")}
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert app.main.drafts[Q4, "NI39"].actual == "2222"
    assert {one.actual for one in drafts_on_disk(place)} == {"1111", "2222"}


# Narratives


async def test_a_narrative_half_written_comes_back_when_it_is_opened(start: Start, folder: Path) -> None:
    """It counts as unsaved until it is saved, and the file is as it was until then."""
    commentary = folder / "quarters" / "2009-10-Q4" / "commentary.toml"
    before = commentary.read_bytes()
    async with start().run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"XYZZY")
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "1 draft from last time is back: the narrative of Substance Abuse." in spoken(app)
        assert app.main.unsaved_names() == ("the narrative of Substance Abuse",)
        assert commentary.read_bytes() == before
        await pilot.press("a")
        await pilot.pause()
        assert "XYZZY" in seen(app)
        assert "not saved yet" in seen(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "XYZZY" in commentary.read_text("utf-8")
        assert app.main.unsaved_names() == ()


async def test_a_narrative_that_is_given_up_is_gone(start: Start, place: Path) -> None:
    """Y answers the question; nothing comes back."""
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"XYZZY")
        await until(pilot, lambda: bool(on_disk(place)))
        await pilot.press("escape", "y")
        await settle(pilot)
    assert on_disk(place) == []


# Dropping


async def test_a_draft_is_dropped_from_the_palette(start: Start, folder: Path, place: Path) -> None:
    """The row shows what is saved; the file of drafts is empty."""
    before = actuals(folder)
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("e", *"2401", "escape", "ctrl+p")
        await pilot.press(*"drop what was")
        await until(pilot, lambda: "Drop what was typed here" in seen(app))
        await pilot.press("enter")
        await settle(pilot)
        assert "Dropped what was typed for NI 39." in spoken(app)
        assert "*" not in line_with(app, "Alcohol")
        assert drafts_on_disk(place) == []
        await app.main.run_action("drop_draft")
        assert "Nothing that was typed for NI 39 is unsaved." in spoken(app)
        await pilot.press("e", *"2402")
        await app.main.run_action("drop_draft")
        await settle(pilot)
        assert "2402" not in seen(app)
        assert app.query_one("#edit-actual", OneLine).value == "2,475"
    assert actuals(folder) == before


# Leaving


@pytest.mark.parametrize("keys", [("escape", "q"), ("ctrl+q",), ("escape", "ctrl+c")])
async def test_leaving_asks_nothing_and_says_what_is_kept(start: Start, keys: tuple[str, ...]) -> None:
    """Nothing would be lost, so the app ends at once; the sentence is for after the screen."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"24", "escape", "j", "j", "e", *"0.8", *keys)
        await pilot.pause()
        assert app._exit
    assert app.ending() == (0, "Kept for next time: NI 39, NI 38. Not saved yet.")


async def test_leaving_without_drafts_says_nothing(start: Start) -> None:
    """There is nothing to say."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("q")
    assert app.ending() == (0, "")


async def test_leaving_in_a_narrative_keeps_it(start: Start, place: Path) -> None:
    """ctrl+q asks nothing there either."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"XYZZY", "ctrl+q")
        await pilot.pause()
        assert app._exit
    assert app.ending().told == "Kept for next time: the narrative of Substance Abuse. Not saved yet."
    assert len(on_disk(place)) == 1


async def test_a_sheet_with_nothing_typed_is_left_at_once(start: Start) -> None:
    """The draft behind it is kept."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"24", "escape", "t")
        await pilot.pause()
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert app._exit
    assert app.ending().told == "Kept for next time: NI 39. Not saved yet."


async def test_a_sheet_whose_text_is_not_kept_is_asked_for(start: Start) -> None:
    """A half-typed target is named before it is lost; drafts that are kept are not."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"24", "escape", "t")
        await pilot.pause()
        await pilot.press("9", "ctrl+q")
        await pilot.pause()
        assert not app._exit
        assert isinstance(app.screen, LeaveScreen)
        assert "the target of NI 39" in seen(app)
        assert "This is typed but not saved." in seen(app)
        await pilot.press("y")
        await pilot.pause()
        assert app._exit


async def test_ctrl_c_twice_gets_out_of_a_sheet_with_its_text_selected(start: Start, place: Path) -> None:
    """The first copies, the second leaves; the drafts are kept."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"24", "escape", "t")
        await pilot.pause()
        assert isinstance(app.screen, TargetScreen)
        await pilot.press("ctrl+c")
        assert app.is_running
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert app._exit
    assert [one.actual for one in drafts_on_disk(place)] == ["24"]


async def test_a_click_between_two_copies_keeps_the_app(start: Start) -> None:
    """Copying this and then that is no wish to leave."""
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e", *"24", "home", "shift+end", "ctrl+c")
        await pilot.click("#edit-actual")
        await pilot.press("home", "shift+end", "ctrl+c")
        await pilot.pause()
        assert not app._exit


async def test_where_drafts_cannot_be_kept_leaving_asks(start: Start, place: Path) -> None:
    """The app says so once, goes on, and names what would be lost."""
    no_folder(place)
    app = start()
    async with app.run_test(size=(160, 42)) as pilot:
        await settle(pilot)
        await pilot.press("e", *"24", "escape")
        await settle(pilot)
        assert "What you type cannot be kept for the next start (" in spoken(app)
        await pilot.press("j", "j", "e", *"0.8", "escape")
        await settle(pilot)
        assert "cannot be kept" not in spoken(app)
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, LeaveScreen)
        assert "2 things are typed but not saved." in seen(app)
        await pilot.press("y")
    assert app.ending().told == "Not kept: NI 39, NI 38. Not saved yet."


async def test_leaving_waits_for_a_save_that_is_under_way(start: Start, folder: Path) -> None:
    """Save and quit in one breath: what is saved is not called unsaved."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"2401")
        with locked(folder):
            await pilot.press("ctrl+s")
            await until(pilot, lambda: app.main.is_saving)
            await pilot.press("ctrl+q")
            await pilot.pause()
            assert "Saving before leaving" in spoken(app)
        await until(pilot, lambda: app._exit)
    assert app.ending() == (0, "")
    assert actuals(folder)["NI39"][0] == "2401"


async def test_ctrl_c_twice_does_not_wait_for_a_save(start: Start, folder: Path) -> None:
    """The draft is kept, whatever becomes of the save."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"2401")
        with locked(folder):
            await pilot.press("ctrl+s")
            await until(pilot, lambda: app.main.is_saving)
            await pilot.press("ctrl+c")
            await pilot.press("ctrl+c")
            await until(pilot, lambda: app._exit)
    assert app.ending().told == "Kept for next time: NI 39. Not saved yet."


async def test_leaving_at_a_conflict_keeps_what_was_typed(start: Start, folder: Path) -> None:
    """The sheet waits for an answer, which is no save: ctrl+q waits for nothing, and nothing is lost."""
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await open_at(pilot, "ni33")
        await pilot.press(*"7.5")
        colleague(folder, "NI33", actual="7.1")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not app.main)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app._exit)
    assert app.ending().told == "Kept for next time: NI 33. Not saved yet."
    assert actuals(folder)["NI33"][0] == "7.1"
