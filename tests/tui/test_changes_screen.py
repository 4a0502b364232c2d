"""The changes screen on a copy of Derby's data, by real keys: who, when, from, to, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changes_harness import ARSON, Q4, change_list, fields, in_utc, log, press, save
from main_harness import (
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

from csptui.domain.figure import Status
from csptui.domain.target import Target, parse_target
from csptui.storage.changes import FILE
from csptui.storage.log import verify
from csptui.storage.where import SIGN_OFF
from csptui.tui.app import CsptuiApp
from csptui.tui.screens.changed_text import ChangedTextScreen
from csptui.tui.screens.changes import ChangesScreen
from csptui.tui.screens.conflict import ConflictScreen
from csptui.tui.screens.help import HelpScreen
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.change import Logged

__all__ = ["_colours", "app", "folder", "workspace"]


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
