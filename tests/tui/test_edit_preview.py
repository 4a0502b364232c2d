"""What the edit pane says while one types: the rating, or the mistake with its character."""

from __future__ import annotations

import pytest
from edit_harness import NARROW, WIDE, Editing, derby, line, screen_text, shown

from csptui.tui.widgets.preview import preview_lines

DERBY = derby()


@pytest.mark.parametrize(
    ("ref", "keys", "parts"),
    [
        ("NI33", "7.9", ["■ RED", "7.9 is 5.3% above the target of 7.50", "≈", "up to 7.875", "↑ worse"]),
        ("NI33", "7.5", ["● GREEN", "up to 7.875", "7.50 or less"]),
        ("NI33", "7.60", ["▲ AMBER", "1.3% above"]),
        (
            "NI43",
            "13.11%",
            ["42 of 473 or fewer; 20 fewer", "44 of 473 or fewer; 18 fewer"],
        ),
        ("NI46", "95.3", ["● GREEN", "2 fewer young people would turn it from green", "No trend data"]),
        ("NI18", "-4.09%", ["– –", "not rated"]),
        ("NI34", "1", ["■ RED", "a target of 0 has no amber band"]),
        ("NI35", "3.6", ["The target is for 2010/11"]),
        (
            "NI33",
            "1.2 (1 month to Jan 2010)",
            ["1.2 is not rated: it covers 1 month (January 2010) of 12", "7.50 or less", "up to 7.875"],
        ),
    ],
)
async def test_the_preview_tells_the_rating_of_what_is_typed(ref: str, keys: str, parts: list[str]) -> None:
    """Colour, arithmetic, edges, certainty, movement and flags, before anything is saved."""
    app = Editing(DERBY, ref)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*keys)
        for part in parts:
            assert part in shown(app)


async def test_a_mistake_shows_the_sentence_with_a_caret_and_refuses_the_save() -> None:
    """The character at fault is named, pointed at and underlined; the text stays; nothing is saved."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("7", ".", "9", ".", "1")
        assert '"." at character 4' in shown(app)
        assert "7.9.1\n   ^" in shown(app)
        assert line(app, "actual")._marker.position == 3
        drawn = screen_text(app).splitlines()
        (typed,) = [row for row in drawn if row.strip() == "7.9.1"]
        (caret,) = [row for row in drawn if row.strip() == "^"]
        assert caret.index("^") == typed.index("7.9.1") + 3
        await pilot.press("enter")
        await pilot.pause()
        assert app.saves == []
        assert line(app, "actual").value == "7.9.1"
        assert line(app, "actual").cursor_position == 3


async def test_a_mistake_in_another_field_takes_the_cursor_there() -> None:
    """Enter in the source with a bad period goes to the period."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab", "x", "x", "tab", "tab", "enter")
        await pilot.pause()
        assert app.saves == []
        assert app.focused is line(app, "as_at")
        assert "As at cannot be read" in shown(app)


async def test_a_mended_mistake_brings_the_preview_back() -> None:
    """The preview follows each key."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("7", ".", "9", ".")
        assert "Mistake" in shown(app)
        await pilot.press("backspace")
        assert "RED" in shown(app)
        assert line(app, "actual")._marker.position is None


async def test_a_refusal_is_told_and_loses_nothing() -> None:
    """A conflict on disk leaves every field as it was."""
    app = Editing(DERBY, "NI33")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("8", "enter")
        await pilot.pause()
        app.pane.refused("actuals.csv was changed by someone else")
        assert "actuals.csv was changed by someone else" in shown(app)
        assert line(app, "actual").value == "8"
        await pilot.press(".", "1")
        assert app.pane.draft.actual == "8.1"
        assert "someone else" not in shown(app)


def test_the_preview_of_every_row_has_a_sentence_and_no_empty_line() -> None:
    """No row of the report is without words."""
    for row in DERBY.scorecard():
        for label, words in preview_lines(row):
            assert label.plain.strip()
            assert words.plain.strip()
