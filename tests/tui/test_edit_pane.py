"""The edit pane by real keys: its fields, its status line, its layouts and its bindings."""

from __future__ import annotations

import pytest
from edit_harness import NARROW, WIDE, Editing, derby, line, row_of, screen_text, shown

from csptui.domain.draft import Draft
from csptui.domain.figure import Status
from csptui.tui.widgets.checked_text import CheckedText
from csptui.tui.widgets.comment import Comment
from csptui.tui.widgets.edit_pane import EditPane
from csptui.tui.widgets.field import Choice, FieldLine

DERBY = derby()


async def test_a_row_opens_on_its_actual_ready_to_be_replaced() -> None:
    """Typing replaces the figure; nothing has to be cleared first."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        assert app.focused is line(app, "actual")
        assert line(app, "actual").value == "7.9"
        await pilot.press("8", ".", "1")
        assert line(app, "actual").value == "8.1"
        assert [draft.actual for draft in app.typed] == ["8", "8.", "8.1"]


async def test_every_field_is_filled_from_the_draft() -> None:
    """What is held stands in the fields, fraction and comment included."""
    app = Editing(DERBY, "NI43")
    async with app.run_test(size=WIDE):
        assert line(app, "actual").value == "13.11%"
        assert (line(app, "numerator").value, line(app, "denominator").value) == ("62", "473")
        assert app.query_one(Choice).status is Status.FINAL
        assert app.query_one(Comment).text == app.row.comment
        assert app.pane.draft == Draft.of(app.row)
        assert app.typed == []


async def test_opening_a_row_tells_nothing_as_typed() -> None:
    """Filling the fields is no typing: no draft is posted for any of the 24 rows."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        for row in DERBY.scorecard():
            app.pane.open(row, Draft.of(row))
            await pilot.pause()
            assert app.pane.draft == Draft.of(row)
        assert app.typed == []


async def test_fraction_fields_stand_only_where_a_fraction_makes_sense() -> None:
    """A count has none; a rate with a fraction has both."""
    app = Editing(DERBY, "NI34")
    async with app.run_test(size=WIDE) as pilot:
        assert not app.query_one("#edit-line-fraction", FieldLine).display
        rate = row_of(DERBY, "NI32")
        app.pane.open(rate, Draft.of(rate))
        await pilot.pause()
        assert app.query_one("#edit-line-fraction", FieldLine).display


async def test_a_fraction_can_be_typed_in_the_actual_of_any_rate() -> None:
    """31/230 in one field makes the value."""
    app = Editing(DERBY, "NI18")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3", "1", "slash", "2", "3", "0")
        assert "13.48%" in shown(app)


async def test_tab_goes_round_the_fields_in_order_and_back() -> None:
    """Actual, fraction, as at, status, source, comment, and round again."""
    app = Editing(DERBY, "NI43")
    order = ["actual", "numerator", "denominator", "as_at", "status", "source", "comment"]
    async with app.run_test(size=WIDE) as pilot:
        for name in [*order[1:], "actual"]:
            await pilot.press("tab")
            assert app.focused is not None
            assert app.focused.name == name
        for name in reversed(order):
            await pilot.press("shift+tab")
            assert app.focused is not None
            assert app.focused.name == name


async def test_arrows_go_between_fields_but_stay_in_the_comment() -> None:
    """Down and up move between lines; in the comment they move the cursor."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("down")
        assert app.focused is line(app, "as_at")
        await pilot.press("up")
        assert app.focused is line(app, "actual")
        app.pane.open(app.row, Draft.of(app.row), "comment")
        await pilot.press("up", "down", "down")
        assert app.focused.name == "comment"


async def test_the_status_is_chosen_by_arrows_letters_and_mouse() -> None:
    """No popup: one line, in words."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab", "tab", "right")
        await pilot.press("left", "left")
        await pilot.press("r")
        assert "The figure is revised" in shown(app)
        await pilot.click(Choice, offset=(2, 0))
        chosen = [draft.status for draft in app.typed]
        assert chosen == [Status.PROVISIONAL, Status.FINAL, Status.ESTIMATED, Status.REVISED, Status.FINAL]
        assert "►final◄" in screen_text(app)


async def test_a_resize_in_the_middle_of_an_edit_loses_nothing() -> None:
    """The same widgets, the same texts, the same cursor, at every size."""
    app = Editing(DERBY, "NI43")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("1", "2")
        widgets = [line(app, "actual"), app.query_one(Comment), app.query_one(Choice)]
        before = app.pane.draft
        for size in (NARROW, (60, 18), (140, 42), (100, 30), WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert [line(app, "actual"), app.query_one(Comment), app.query_one(Choice)] == widgets
            assert app.pane.draft == before
            assert app.focused is widgets[0]
        await pilot.press(".", "5")
        assert app.pane.draft.actual == "12.5"


async def test_beside_where_there_is_room_and_under_where_not() -> None:
    """The preview stands to the right of the fields from 88 columns."""
    app = Editing(DERBY, "NI33", whole=True)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert app.pane._preview.region.x > line(app, "actual").region.right
        await pilot.resize_terminal(*NARROW)
        await pilot.pause()
        assert app.pane._preview.region.y > line(app, "actual").region.y
        assert app.pane._preview.region.x < line(app, "actual").region.x


@pytest.mark.parametrize("ref", [row.id for row in DERBY.scorecard()])
async def test_at_80_by_24_everything_is_in_sight(ref: str) -> None:
    """Every field, what the row becomes, three lines of comment; the reasons go first, as whole lines."""
    app = Editing(DERBY, ref, whole=True)
    async with app.run_test(size=(80, 22)) as pilot:
        await pilot.pause()
        preview, comment = app.pane._preview, app.query_one(Comment)
        drawn = preview.render().plain
        assert preview.size.height >= len(drawn.split("\n"))
        for label, said in preview.lines:
            if label.plain.strip() not in {"Moved", "Chance", "Sum", "Rule"}:
                assert said.plain.split()[-1] in drawn
        assert comment.size.height >= 3
        assert app.query_one(CheckedText).region.bottom <= 22
        for name in ("Actual", "As at", "Status", "Source", "Target", "Last year", "Comment"):
            assert name in screen_text(app)


@pytest.mark.parametrize("width", [94, 120])
async def test_at_120_by_36_the_preview_is_whole(width: int) -> None:
    """In the height that the pane takes, no row's preview is cut."""
    app = Editing(DERBY, "NI19", width=width)
    async with app.run_test(size=WIDE) as pilot:
        for row in DERBY.scorecard():
            app.pane.open(row, Draft.of(row))
            await pilot.pause()
            preview = app.pane._preview
            assert preview.lines[-1][1].plain.split()[-1] in preview.render().plain.split(), row.id


def test_every_binding_of_the_pane_is_named_and_told() -> None:
    """A settings file can move each, and help can list it."""
    for kind in (EditPane, Choice):
        for binding in kind.BINDINGS:
            assert getattr(binding, "id", "")
            assert getattr(binding, "description", "")


async def test_in_the_smallest_window_fields_preview_and_comment_are_still_there() -> None:
    """60 columns and 18 rows, two of which are keys and the spoken line."""
    app = Editing(DERBY, "NI43", whole=True)
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.pause()
        drawn = screen_text(app)
        for part in ("NI 43", "Actual", "Fraction", "Source", "■ RED", "Comment"):
            assert part in drawn
        assert app.query_one(Comment).region.bottom <= 16
        assert app.query_one(Comment).size.height >= 2
        await pilot.press("1", "x")
        assert "^" in screen_text(app)
