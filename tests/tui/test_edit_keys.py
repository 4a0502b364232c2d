"""Saves, and keys that come faster than the screen: none is lost, none lands in another row."""

from __future__ import annotations

from edit_harness import WIDE, Editing, burst, derby, line, row_of, screen_text

from csptui.domain.draft import Draft
from csptui.domain.figure import EMPTY, Figure
from csptui.domain.scorecard import Reading
from csptui.tui.widgets.comment import Comment

DERBY = derby()


async def test_enter_saves_and_goes_on_from_every_line() -> None:
    """Enter in a one-line field asks for a save and the next row."""
    for presses in range(4):
        app = Editing(DERBY, "NI33")
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("8", *["tab"] * presses, "enter")
            await pilot.pause()
            assert [(draft.actual, go_on) for draft, go_on in app.saves] == [("8", True)]


async def test_enter_in_the_comment_is_a_new_line_and_ctrl_s_saves() -> None:
    """The comment keeps Enter for itself."""
    app = Editing(DERBY, "NI33", field="comment")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "x", "ctrl+s")
        await pilot.pause()
        assert [(draft.comment, go_on) for draft, go_on in app.saves] == [("An increase of 8.6%.\nx", False)]


async def test_ctrl_s_saves_from_a_line_and_stays() -> None:
    """ctrl+s does not go on."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("8", "ctrl+s")
        await pilot.pause()
        assert [go_on for _, go_on in app.saves] == [False]
        app.pane.saved()
        await pilot.pause()
        assert "saved" in next(row for row in screen_text(app).splitlines() if "Arson" in row)
        await pilot.press("tab")
        assert app.focused is line(app, "as_at")


async def test_escape_leaves_after_the_last_key_is_known() -> None:
    """Esc posts Leave, and the draft before it; nothing in the fields changes."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("8", "escape")
        await pilot.pause()
        assert app.left == 1
        assert app.typed[-1].actual == "8"
        assert line(app, "actual").value == "8"


async def test_keys_that_come_all_at_once_end_in_the_right_rows() -> None:
    """What follows an Enter belongs to the next row, however fast it comes."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        await burst(app, pilot, "8.1\r0.76\r-2")
        assert [(draft.indicator, draft.actual) for draft, _ in app.saves] == [("NI33", "8.1")]
        following = row_of(DERBY, "NI38-rate")
        app.pane.open(following, Draft.of(following))
        await pilot.pause()
        assert [(draft.indicator, draft.actual) for draft, _ in app.saves[1:]] == [("NI38-rate", "0.76")]
        last = row_of(DERBY, "NI18")
        app.pane.open(last, Draft.of(last))
        await pilot.pause()
        assert line(app, "actual").value == "-2"
        assert {draft.indicator: draft.actual for draft in app.typed}["NI33"] == "8.1"


async def test_keys_that_come_at_once_follow_the_focus() -> None:
    """What follows a Tab belongs to the next field, and replaces what stands there."""
    app = Editing(DERBY, "NI43")
    async with app.run_test(size=WIDE) as pilot:
        await burst(app, pilot, "12.5\t59\t472\t")
        draft = app.pane.draft
        assert (draft.actual, draft.numerator, draft.denominator) == ("12.5", "59", "472")
        assert app.focused is line(app, "as_at")


async def test_keys_held_during_a_save_that_stays_come_back_when_it_is_saved() -> None:
    """ctrl+s and on typing: no key is lost or misplaced, and Esc always works."""
    app = Editing(DERBY, "NI33", field="comment")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+s", "a", "b")
        assert not app.query_one(Comment).text.endswith("ab")
        app.pane.saved()
        await pilot.pause()
        assert app.query_one(Comment).text.endswith("ab")
        await pilot.press("ctrl+s", "escape")
        await pilot.pause()
        assert app.left == 1


async def test_saved_and_then_open_gives_the_held_keys_to_the_new_row() -> None:
    """Whichever way the main screen answers, the keys go on to the row that is open after it."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        await burst(app, pilot, "8\r9")
        following = row_of(DERBY, "NI34")
        app.pane.saved()
        app.pane.open(following, Draft.of(following))
        await pilot.pause()
        assert line(app, "actual").value == "9"


async def test_a_new_dataset_brings_the_saved_row_and_leaves_the_typing() -> None:
    """After a save the row is the saved one, so that the draft is no change any more."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("8")
        assert "not saved yet" in screen_text(app)
        figure = app.pane.draft.figure(app.row.indicator)
        assert isinstance(figure, Figure)
        app.pane.dataset = DERBY.with_reading("NI33", Reading(figure))
        await pilot.pause()
        assert line(app, "actual").value == "8"
        assert "not saved yet" not in screen_text(app)


async def test_a_quarter_of_figures_needs_digits_point_minus_and_enter_only() -> None:
    """In an empty quarter each row opens on an empty actual, and Enter is all that follows it."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        for row in DERBY.scorecard():
            empty = DERBY.with_reading(row.id, Reading(EMPTY)).row(row.indicator, row.theme, row.number)
            app.pane.open(empty, Draft.of(empty))
            await burst(app, pilot, ("-4.09" if row.indicator.signed else "151") + "\r")
        assert [draft.indicator for draft, _ in app.saves] == [row.id for row in DERBY.scorecard()]


async def test_a_field_that_was_entered_by_a_key_is_not_selected_again() -> None:
    """The focus arrives after the first digit of fast hands, and takes nothing back."""
    app = Editing(DERBY, "NI43")
    async with app.run_test(size=WIDE) as pilot:
        await burst(app, pilot, "12.5\t5")
        await pilot.press("9")
        assert app.pane.draft.numerator == "59"


async def test_a_change_that_is_told_late_is_not_taken_for_another_row() -> None:
    """What was typed in one row never becomes the figure of the next."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        line(app, "actual").value = "9"
        app.query_one(Comment).insert("late ")
        following = row_of(DERBY, "NI34")
        app.pane.open(following, Draft.of(following))
        await pilot.pause()
        assert app.pane.draft == Draft.of(following)
        assert not [draft for draft in app.typed if draft.indicator == "NI34"]
