"""The changes screen on a copy of Derby's data, by real keys: who, when, from, to, and back again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from main_harness import (
    NARROW,
    NOW,
    SMALL,
    WIDE,
    _colours,
    actuals,
    app,
    folder,
    line_with,
    lines,
    seen,
    settle,
    spoken,
    workspace,
)
from test_pictures import SNAPSHOTS, held, pictures

from csptui.domain.change import Change
from csptui.domain.draft import Draft, Entry
from csptui.domain.figure import Status
from csptui.domain.shown import show
from csptui.domain.target import Target, parse_target
from csptui.storage.changes import FILE, Action, read_log, read_tail
from csptui.storage.changes import lines as log_lines
from csptui.storage.folder import SIGN_OFF
from csptui.storage.log import verify
from csptui.tui.app import CsptuiApp
from csptui.tui.screens.changed_text import ChangedTextScreen
from csptui.tui.screens.changes import ChangesScreen
from csptui.tui.screens.conflict import ConflictScreen
from csptui.tui.screens.help import HelpScreen
from csptui.tui.widgets.change_list import ChangeList
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from csptui.domain.change import Logged

__all__ = ["_colours", "app", "folder", "workspace"]

ARSON = ("slash", *"ni33", "enter")
Q4 = "2009/10 Q4"


def save(folder: Path, indicator: str, who: str = "B. Colleague", hour: int = 8, **typed: Any) -> Workspace:
    """Save as another program would, on 12 April 2010."""
    when = datetime(2010, 4, 12, hour, 30, tzinfo=UTC)
    other = Workspace.open(folder, who=who, now=lambda: when)
    row = other.dataset.scorecard().row(indicator)
    assert row is not None
    entry = replace(Draft.of(row), **typed).check(row)
    assert isinstance(entry, Entry), entry
    other.record(entry)
    return other


def log(folder: Path) -> list[dict[str, Any]]:
    """Give the lines of the log."""
    return [json.loads(line) for line in (folder / FILE).read_text("utf-8").splitlines()]


def change_list(app: CsptuiApp) -> ChangeList:
    """Give the list."""
    return app.screen.query_one(ChangeList)


def fields(app: CsptuiApp) -> list[tuple[str, str, str]]:
    """Give what the list holds."""
    changes = [item.change for item in change_list(app).items]
    return [(one.indicator or one.theme, one.field, one.after) for one in changes]


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait until what they ask for is read and drawn."""
    await pilot.press(*keys)
    await settle(pilot)


def in_utc(app: CsptuiApp, *, whole: bool = False) -> ChangesScreen:
    """Give the screen with its times in UTC, whatever this computer's are."""
    return ChangesScreen(app.main, None if whole else app.main.here(), zone=UTC)


async def test_d_shows_the_rows_changes_newest_first_and_a_the_whole_quarter(
    app: CsptuiApp, folder: Path
) -> None:
    """The row under the cursor first, then everybody's, and back."""
    save(folder, "NI33", actual="7.8", hour=8)
    save(folder, "NI20", actual="11.00", who="C. Third", hour=9)
    save(folder, "NI33", comment="Newer words.", hour=10)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "d")
        assert isinstance(app.screen, ChangesScreen)
        assert fields(app) == [("NI33", "comment", "Newer words."), ("NI33", "value", "7.8")]
        assert "NI 33 Arson incidents" in lines(app)[0]
        assert "2 fields" in lines(app)[0]
        await press(pilot, "a")
        assert [one[0] for one in fields(app)] == ["NI33", "NI20", "NI33"]
        assert "C. Third" in seen(app)
        await press(pilot, "a")
        assert len(fields(app)) == 2
        await press(pilot, "q")
        assert not isinstance(app.screen, ChangesScreen)


async def test_a_line_says_field_from_and_to_and_the_head_who_and_when(app: CsptuiApp, folder: Path) -> None:
    save(folder, "NI33", actual="7.8", status=Status.PROVISIONAL)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*ARSON)
        app.push_screen(in_utc(app))
        await settle(pilot)
        assert lines(app)[3].rstrip() == " 2010-04-12 08:30  B. Colleague"
        assert lines(app)[4].split() == ["►", "actual", "7.9", "→", "7.8"]
        assert lines(app)[5].split() == ["status", "final", "→", "provisional"]
        assert spoken(app) == "NI 33 actual, change 1 of 2: 7.9 to 7.8 then, 7.8 now."


async def test_then_and_now_stand_under_one_another_with_their_colours(app: CsptuiApp, folder: Path) -> None:
    """7.9 is red, 7.4 was green, and 7.8, which holds now, is amber."""
    save(folder, "NI33", actual="7.4", hour=8)
    save(folder, "NI33", actual="7.8", who="C. Third", hour=9)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*ARSON)
        app.push_screen(in_utc(app))
        await settle(pilot)
        await press(pilot, "j")
        assert line_with(app, "Before").split()[1:4] == ["7.9", "■", "RED"]
        assert line_with(app, " After").split()[1:4] == ["7.4", "●", "GREEN"]
        told = line_with(app, " Now")
        assert told.split()[1:4] == ["7.8", "▲", "AMBER"]
        assert "another since 2010-04-12 09:30 by C. Third" in told
        assert "actual 7.9" in line_with(app, "Put back")
        await press(pilot, "k")
        assert "as this change left it" in line_with(app, " Now")


async def test_p_puts_the_former_value_back_as_a_new_change(app: CsptuiApp, folder: Path) -> None:
    """The file has it, the log has one line more and no line less, the board shows it."""
    save(folder, "NI33", actual="7.8")
    before = (folder / FILE).read_bytes()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "d", "p")
        assert actuals(folder)["NI33"][0] == "7.9"
        after = (folder / FILE).read_bytes()
        assert after.startswith(before)
        last = log(folder)[-1]
        assert [last[name] for name in ("who", "field", "from", "to")] == [
            "A. Officer",
            "value",
            "7.8",
            "7.9",
        ]
        assert verify(folder / FILE).is_sound
        assert spoken(app).startswith("Put back: NI 33 7.8 → 7.9.")
        assert [one[2] for one in fields(app)] == ["7.9", "7.8"]
        assert change_list(app).at == 1
        await press(pilot, "p")
        assert spoken(app).startswith("It is already as it was before this change.")
        assert len(log(folder)) == 2
        await press(pilot, "escape")
        assert "7.9" in line_with(app, "► ").replace("■ R", "")


async def test_what_was_put_back_can_be_undone(app: CsptuiApp, folder: Path) -> None:
    save(folder, "NI33", actual="7.8")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "d", "p", "escape", "u")
        assert actuals(folder)["NI33"][0] == "7.8"
        await press(pilot, "d")
        assert "undo of the save of" in seen(app)
        assert "undone since" in seen(app)


async def test_a_comment_a_target_and_a_narrative_go_back_too(app: CsptuiApp, folder: Path) -> None:
    other = save(folder, "NI33", comment="Other words.")
    old = other.dataset.record.narrative["substance-abuse"]
    row = other.dataset.scorecard().row("NI33")
    assert row is not None
    target = parse_target("8.5", row.indicator)
    assert isinstance(target, Target)
    other.set_target("NI33", target)
    other.narrate("substance-abuse", "Short.")
    quarter = folder / "quarters" / "2009-10-Q4"
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "d", "a")
        assert [one[1] for one in fields(app)] == ["narrative", "target", "comment"]
        await press(pilot, "p")
        assert app.main.workspace.dataset.record.narrative["substance-abuse"] == old
        await press(pilot, "j", "p", "j", "p")
        assert "An increase of 8.6%." in (quarter / "commentary.toml").read_text("utf-8")
        assert "NI33,FY2009/10,7.50" in (folder / "targets.csv").read_text("utf-8")
        assert len(log(folder)) == 6


async def test_a_colleague_who_was_faster_is_told_of_and_nothing_is_overwritten(
    app: CsptuiApp, folder: Path
) -> None:
    """Between the look and the key somebody saved the same field: mine or theirs is asked."""
    save(folder, "NI33", actual="7.8")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "d")
        save(folder, "NI33", actual="7.6", who="C. Third", hour=9)
        await pilot.press("p")
        await pilot.pause()
        for _ in range(500):
            if isinstance(app.screen, ConflictScreen):
                break
            await pilot.pause()
        assert actuals(folder)["NI33"][0] == "7.6"
        assert "C. Third" in seen(app)
        await press(pilot, "escape")
        assert actuals(folder)["NI33"][0] == "7.6"
        assert spoken(app).startswith("Not put back: ")
        assert "7.6" in line_with(app, "C. Third") or [one[2] for one in fields(app)] == ["7.6", "7.8"]


async def test_a_quarter_that_is_signed_off_stays_as_it_is(app: CsptuiApp, folder: Path) -> None:
    save(folder, "NI33", actual="7.8")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "d")
        (folder / "quarters" / "2009-10-Q4" / SIGN_OFF).write_text("", "utf-8")
        await press(pilot, "p")
        assert "signed off" in spoken(app)
        assert actuals(folder)["NI33"][0] == "7.8"


async def test_a_change_outside_csptui_is_said_and_can_be_put_back(app: CsptuiApp, folder: Path) -> None:
    """The file is not what the log last wrote: that stands first, by nobody known."""
    save(folder, "NI33", actual="7.8")
    path = folder / "quarters" / "2009-10-Q4" / "actuals.csv"
    path.write_text(path.read_text("utf-8").replace("NI33,7.8", "NI33,7.7"), "utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await app.main.run_action("reload")
        await press(pilot, *ARSON, "d")
        assert "Changed outside csptui" in lines(app)[3]
        assert lines(app)[4].split() == ["►", "actual", "7.8", "→", "7.7"]
        await press(pilot, "j")
        assert "changed outside csptui" in line_with(app, " Now")
        await press(pilot, "k", "p")
        assert actuals(folder)["NI33"][0] == "7.8"
        assert "Changed outside csptui" not in seen(app)


async def test_enter_opens_the_whole_text_and_escape_comes_back(app: CsptuiApp, folder: Path) -> None:
    """What differs comes first, then both texts whole."""
    words = " ".join(f"word{number}" for number in range(300))
    save(folder, "NI33", comment=words, hour=8)
    save(folder, "NI33", comment=words.replace("word150", "changed"), hour=9)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "d")
        assert "300 words" in lines(app)[4]
        assert "… word146 word147 word148 word149 changed word151" in line_with(app, " After")
        await press(pilot, "enter")
        assert type(app.screen) is ChangedTextScreen
        assert "Before   300 words" in seen(app)
        assert "word0 word1" in seen(app)
        await press(pilot, "G")
        assert "word299" in seen(app)
        await press(pilot, "escape")
        await press(pilot, "j", "enter")
        assert "Before   4 words" in seen(app)
        assert "300 words  another since" in line_with(app, " Now")


async def test_the_filter_narrows_as_it_is_typed_and_escape_clears_it(app: CsptuiApp, folder: Path) -> None:
    save(folder, "NI33", actual="7.8")
    save(folder, "NI20", actual="11.00", who="C. Third")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "d", "a", "slash", *"third")
        assert [one[0] for one in fields(app)] == ["NI20"]
        await press(pilot, "enter", "k")
        assert app.screen.focused is change_list(app)
        await press(pilot, "escape")
        assert len(fields(app)) == 2
        await press(pilot, "slash", *"zebra")
        assert "No change has zebra" in seen(app)
        await press(pilot, "escape")
        assert len(fields(app)) == 2
        await press(pilot, "escape")
        assert app.screen is app.main


async def test_an_empty_log_is_said_and_no_key_fails(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *ARSON, "d", "j", "p", "enter", "G", "tab")
        assert "No change of NI 33 is logged here" in seen(app)
        await press(pilot, "a", "p", "enter", "pagedown")
        assert f"No change is logged in {Q4}." in seen(app)
        assert isinstance(app.screen, ChangesScreen)


async def test_a_log_that_cannot_be_read_is_a_sentence(app: CsptuiApp, folder: Path) -> None:
    (folder / FILE).mkdir()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *ARSON, "d", "p")
        assert spoken(app) == "The log of changes cannot be read."
        assert "changes.jsonl: is not a plain file" in seen(app)


async def test_what_a_colleague_saves_meanwhile_comes_in_and_the_cursor_stays(
    app: CsptuiApp, folder: Path
) -> None:
    save(folder, "NI33", actual="7.8")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "d")
        save(folder, "NI33", actual="7.7", hour=9)
        await app.main.run_action("reload")
        await settle(pilot)
        assert [one[2] for one in fields(app)] == ["7.7", "7.8"]
        assert change_list(app).at == 1


class Overtaken(Workspace):
    """A folder in which a colleague saves between the look at the files and the look at the log."""

    def log(self) -> tuple[Logged, ...]:
        """Let the colleague be faster, once."""
        if not (self.folder / FILE).exists():
            save(self.folder, "NI33", actual="7.8")
        return super().log()


async def test_a_save_between_two_looks_is_not_taken_for_one_outside_csptui(folder: Path) -> None:
    """The log is then ahead of the files that were read: both are read again."""
    app = CsptuiApp(Overtaken.open(folder, who="A. Officer", now=lambda: NOW))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "d")
        assert fields(app) == [("NI33", "value", "7.8")]
        assert "as this change left it" in seen(app)


async def test_the_help_names_every_key_and_the_keys_can_be_clicked(app: CsptuiApp, folder: Path) -> None:
    save(folder, "NI33", actual="7.8")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "d", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        for told in ("Put back what was there", "The whole text before and after", "The whole quarter"):
            assert told in seen(app)
        await press(pilot, "escape")
        keys = lines(app)[-2]
        await pilot.click(offset=(keys.index("Put back"), WIDE[1] - 2))
        await settle(pilot)
        assert actuals(folder)["NI33"][0] == "7.9"


async def test_a_click_moves_the_cursor_and_a_second_opens(app: CsptuiApp, folder: Path) -> None:
    save(folder, "NI33", actual="7.8", status=Status.PROVISIONAL)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "d")
        await pilot.click(offset=(20, 3))
        assert change_list(app).at == 0
        await pilot.click(offset=(20, 5))
        await settle(pilot)
        assert change_list(app).at == 1
        await pilot.click(offset=(20, 5))
        await settle(pilot)
        assert isinstance(app.screen, ChangedTextScreen)


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
