"""What is typed and not saved is on the disk soon, and comes back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from main_harness import SMALL, WIDE, _colours, actuals, folder, line_with, lines, seen, settle, spoken

from csptui.domain.draft import Draft
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage.draft_lines import KeptDraft, KeptText
from csptui.storage.drafts import DraftJournal
from csptui.tui.screens import keeping
from csptui.tui.widgets.field import OneLine

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.storage.draft_lines import Kept


from drafts_harness import (
    HELD,
    Q4,
    colleague,
    drafts_on_disk,
    names_in,
    on_disk,
    open_at,
    place,
    start,
    until,
)

if TYPE_CHECKING:
    from drafts_harness import Start

__all__ = ["_colours", "folder", "place", "start"]


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
