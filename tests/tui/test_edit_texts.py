"""Any text in the edit pane: undo, paste, markup, escapes, bidi; nothing acts, nothing crashes."""

from __future__ import annotations

from dataclasses import replace

from edit_harness import NARROW, WIDE, Editing, derby, row_of, screen_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual import events

from csptui.domain.draft import Draft
from csptui.domain.figure import Status
from csptui.tui.widgets.comment import Comment

DERBY = derby()
FiveTexts = tuple[str, str, str, str, str]


async def test_undo_and_redo_in_the_comment_even_after_a_long_paste() -> None:
    """ctrl+z and ctrl+y; a paste longer than the area is undone without a crash."""
    app = Editing(DERBY, "NI33", field="comment")
    async with app.run_test(size=NARROW) as pilot:
        area = app.query_one(Comment)
        before = area.text
        app.post_message(events.Paste("one\ntwo\n" * 60))
        await pilot.pause()
        assert area.text == before + "one\ntwo\n" * 60
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert area.text == before
        assert app.pane.draft == Draft.of(app.row)
        await pilot.press("ctrl+y", "ctrl+z")
        await pilot.pause()
        assert area.text == before
        await pilot.press("f7", "delete", "ctrl+z", "ctrl+y", "ctrl+z")
        assert area.text == before


async def test_undo_does_not_reach_into_the_row_before() -> None:
    """Each row begins with a history of its own."""
    app = Editing(DERBY, "NI33", field="comment")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("x")
        other = row_of(DERBY, "NI32")
        app.pane.open(other, Draft.of(other), "comment")
        await pilot.press("ctrl+z", "ctrl+z")
        assert app.query_one(Comment).text == other.comment
        assert app.pane.draft == Draft.of(other)


async def test_a_paste_into_a_line_is_one_line_without_controls() -> None:
    """A cell copied from a spreadsheet ends in a line feed or a tab."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        app.post_message(events.Paste("8.25\x1b[31m\r\n9\r\n"))
        await pilot.pause()
        assert app.pane.draft.actual == "8.25[31m"
        app.pane.open(app.row, Draft.of(app.row))
        app.post_message(events.Paste("\n"))
        await pilot.pause()
        app.post_message(events.Paste(" 8.5\t"))
        await pilot.pause()
        assert app.pane.draft.actual == "8.5"


NASTY = (
    "[/] [red]x[/red] \x1b[31m\x07 \u202eabc\u2066 \u200b e" + "\u0301" * 9 + " \x0b \u2028 ✓ 中文 \U000e0041"
)


async def test_nothing_in_the_data_acts_on_the_screen() -> None:
    """Markup, escapes, bidi and zero-width characters in comment, source and names are only drawn."""
    row = row_of(DERBY, "NI33")
    evil = replace(row.indicator, name=NASTY, short=NASTY, source=NASTY, codes=(NASTY, "NI 33"))
    dataset = DERBY.with_comment("NI33", NASTY).with_source("NI33", NASTY)
    row = replace(dataset.row(evil, row.theme, row.number))
    for size in (WIDE, NARROW):
        app = Editing(DERBY, "NI33")
        async with app.run_test(size=size) as pilot:
            app.pane.open(row, Draft.of(row), "comment")
            await pilot.pause()
            drawn = screen_text(app)
            assert not any(sign in drawn for sign in "\x1b\x07\u202e\u2066\u200b\u2028\U000e0041")
            assert "[red]x[/red]" in drawn
            assert app.typed == []
            assert app.pane.draft.comment == NASTY


async def test_an_untouched_comment_is_given_back_to_the_letter() -> None:
    """Opening, typing and undoing change nothing, whatever line ends the comment has."""
    comment = "one\r\ntwo\x0bthree\u2028four\n\n"
    app = Editing(DERBY.with_comment("NI33", comment), "NI33", field="comment")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("x", "backspace")
        assert app.pane.draft.comment == comment


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    texts=st.lists(st.text(max_size=40), min_size=5, max_size=5),
    ref=st.sampled_from(["NI33", "NI43", "NI44a"]),
)
async def test_any_text_in_any_field_is_drawn_without_a_crash(texts: list[str], ref: str) -> None:
    """Whatever a draft holds, the pane opens, draws, previews and refuses or saves."""
    app = Editing(DERBY, ref)
    actual, numerator, as_at, source, comment = texts
    async with app.run_test(size=NARROW) as pilot:
        draft = Draft(ref, actual, numerator, numerator, as_at, Status.FINAL, source, comment)
        app.pane.open(app.row, draft)
        await pilot.pause()
        screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.pane.draft == draft
