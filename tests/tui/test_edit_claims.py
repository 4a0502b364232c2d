"""The verdicts under a comment as it is typed: when they come, what they say, and what is underlined."""

from __future__ import annotations

import asyncio
import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from edit_harness import NARROW, Plain, screen_text
from hypothesis import given
from hypothesis import strategies as st
from main_harness import _colours
from textual import on

from csptui.domain.claims import Claim, ClaimKind, ClaimVerdict, Fix
from csptui.tui.checked import NOTHING, Checked, checked, fault_point
from csptui.tui.marks import Mark, by_line, location_of, moved
from csptui.tui.widgets import checked_text
from csptui.tui.widgets.checked_text import CheckedText
from csptui.tui.widgets.claim_list import claim_lines
from csptui.tui.widgets.comment import Comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.pilot import Pilot

__all__ = ["_colours"]

VERDICTS = {
    "wrong": ClaimVerdict.CONTRADICTS,
    "loose": ClaimVerdict.UNROUNDED,
    "right": ClaimVerdict.FITS,
    "open": ClaimVerdict.UNCHECKED,
}


def claims_in(text: str) -> Iterator[Claim]:
    """Read a text in which each claim says what is to be made of it."""
    for match in re.finditer(r"\b(wrong|loose|right|open)\d*", text):
        start, end = match.span()
        fix = Fix(start, end, "right") if match[1] == "wrong" else None
        about = f"it is {match[0]}"
        yield Claim(ClaimKind.PERCENT, VERDICTS[match[1]], start, end, match[0], text, about, fix=fix)


def found_in(text: str) -> Checked:
    """Give what the check of such a text finds."""
    return checked(claims_in(text))


class Writing(Plain):
    """An app round one checked text."""

    def __init__(self, text: str = "", *, height: int | None = None) -> None:
        super().__init__()
        self.area = Comment()
        self.box = CheckedText(self.area)
        self.read_texts: list[str] = []
        self.told: list[Checked] = []
        self.goes_on = threading.Event()
        self.goes_on.set()
        self._begun, self._height = text, height

    def compose(self) -> ComposeResult:
        yield self.box

    def on_mount(self) -> None:
        super().on_mount()
        if self._height:
            self.box.styles.height = self._height
        self.area.begin(self._begun)
        self.area.focus()
        self.box.read(self.look, now=True)

    def look(self, text: str) -> Checked:
        self.goes_on.wait(30)
        self.read_texts.append(text)
        return found_in(text)

    @on(Comment.Changed)
    def _typed(self) -> None:
        self.box.read(self.look)

    @on(CheckedText.Read)
    def _read(self, event: CheckedText.Read) -> None:
        self.told.append(event.found)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every reading is through and drawn."""
    while any(not one.is_finished for one in pilot.app.workers):
        await pilot.pause()
    await pilot.pause()
    await pilot.pause()


def underlined(app: Plain) -> list[str]:
    """Give the words of the text that are drawn underlined."""
    found: list[str] = []
    area = app.query_one(Comment)
    for y in range(area.size.height):
        joined = False
        for segment in area.render_line(y):
            is_marked = segment.style is not None and bool(segment.style.underline)
            if is_marked and joined:
                found[-1] += segment.text
            elif is_marked:
                found.append(segment.text)
            joined = is_marked
    return found


# Order and words


def test_what_is_to_be_mended_comes_first_the_worst_before_the_rest() -> None:
    faults = [fault_point(0, 4, "{x}", "is unknown")]
    found = checked(claims_in("right1 loose1 open1 wrong1 right2 wrong2"), faults)
    first = [one.sentence.split()[0] for one in found.points[:4]]
    assert first == ['"{x}"', '"wrong1"', '"wrong2"', '"loose1"']
    assert found.to_fix == 4
    assert found.tail == "2 fit, 1 cannot be checked"


def test_a_claim_that_is_kept_is_only_counted() -> None:
    one = next(claims_in("wrong"))
    found = checked([replace(one, kept="the service says so")])
    assert (found.to_fix, found.tail) == (0, "1 kept")


def test_the_list_says_how_many_it_has_no_room_for() -> None:
    """Each item is whole; the last line counts the others."""
    found = found_in(" ".join(f"wrong{number}" for number in range(5)) + " right")
    drawn = [one.plain for one in claim_lines(found, None, 70, 3)]
    assert drawn == [
        ' !! "wrong0" contradicts the figures: it is wrong0.',
        ' !! "wrong1" contradicts the figures: it is wrong1.',
        "    and 3 more to fix; 1 fits",
    ]
    assert len(claim_lines(found, None, 70, 12)) == 6


@pytest.mark.parametrize("height", range(1, 8))
@pytest.mark.parametrize("width", [4, 12, 25, 78])
def test_the_list_never_takes_more_than_it_has(width: int, height: int) -> None:
    found = found_in("wrong1 loose2 wrong3 open4 right5 " * 3)
    drawn = claim_lines(found, None, width, height)
    assert 1 <= len(drawn) <= height
    assert all(one.cell_length <= max(width, 6) for one in drawn)


# Marks


def test_marks_move_with_the_text_and_go_with_their_own_words() -> None:
    text = "one wrong two"
    marks = (Mark(4, 9, "fault"),)
    assert moved(marks, text, "so " + text) == (Mark(7, 12, "fault"),)
    assert moved(marks, text, text + " more") == marks
    assert moved(marks, text, "one wrung two") == ()
    assert moved(marks, text, "") == ()


def test_a_mark_over_two_lines_is_drawn_in_both() -> None:
    text = "a wro\nng b"
    assert by_line([Mark(2, 8, "fault")], text) == {0: [Mark(2, 5, "fault")], 1: [Mark(0, 2, "fault")]}
    assert [location_of(text, at) for at in (0, 5, 6, 10)] == [(0, 0), (0, 5), (1, 0), (1, 4)]


TEXTS = st.text("ab\n", max_size=12)


@given(TEXTS, TEXTS, st.data())
def test_marks_stay_on_their_words_whatever_is_typed(text: str, typed: str, data: st.DataObject) -> None:
    """After any change a mark lies on the words that it lay on; its lines cover the same characters."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    mark = Mark(start, end, "fault")
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    after = text[:first] + typed + text[last:]
    for one in moved([mark], text, after):
        assert after[one.start : one.end] == text[start:end]
    lines = text.split("\n")
    pieces = [
        lines[line][one.start : one.end] for line, some in by_line([mark], text).items() for one in some
    ]
    assert "".join(pieces) == text[start:end].replace("\n", "")


# On the screen


async def test_words_are_underlined_and_the_list_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the text is read again the lines stay under their words, whatever is typed before them."""
    app = Writing("It is wrong1, then right, then loose2.")
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert underlined(app) == ["wrong1", "loose2"]
        drawn = screen_text(app)
        assert '!! "wrong1" contradicts the figures: it is wrong1.' in drawn
        assert '!! "loose2" fits only unrounded data: it is loose2.' in drawn
        assert "1 fits" in drawn
        assert "2 to fix" in drawn.split("\n")[0]
        monkeypatch.setattr(checked_text, "PAUSE", 3600)
        await pilot.press(*"Now ", "enter")
        assert underlined(app) == ["wrong1", "loose2"]
        await pilot.press("ctrl+z")
        assert underlined(app) == ["wrong1", "loose2"]


async def test_a_key_reads_nothing_until_the_hands_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pause is at least 0.3 s; without one the last text is read when the timer ends, once."""
    assert checked_text.PAUSE == 0
    monkeypatch.undo()
    assert checked_text.PAUSE >= 0.3
    monkeypatch.setattr(checked_text, "PAUSE", 3600)
    app = Writing()
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.read_texts.clear()
        await pilot.press(*"wrong")
        await settled(pilot)
        assert app.read_texts == []
        app.box._rested()
        await settled(pilot)
        assert app.read_texts == ["wrong"]
        assert underlined(app) == ["wrong"]


async def test_keys_go_on_while_a_text_is_read_and_the_last_text_counts() -> None:
    """A reading that takes long holds no key, and what it finds of an older text is not shown."""
    app = Writing("right")
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.goes_on.clear()
        await pilot.press("end", *" wrong")
        assert app.area.text == "right wrong"
        assert app.box.found.to_fix == 0
        app.goes_on.set()
        await settled(pilot)
        assert app.read_texts[-1] == "right wrong"
        assert app.told[-1].to_fix == 1
        assert len(app.told) <= 3


async def test_without_claims_the_list_takes_no_line() -> None:
    app = Writing("Nothing is claimed.", height=10)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert app.area.size.height == 9
        assert app.told == []


@pytest.mark.parametrize("height", [5, 6, 8, 10, 20])
async def test_the_text_keeps_three_lines_however_many_claims_there_are(height: int) -> None:
    app = Writing(" ".join(f"wrong{number}" for number in range(40)), height=height)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert app.area.size.height >= 3
        shown = screen_text(app).split("\n")[:height]
        assert height == 5 or "wrong0" in shown[app.area.size.height + 1]
        assert re.search(r"(and \d+ more|40) to fix$", shown[-1].rstrip())


async def test_f3_goes_from_one_to_the_next_and_f4_puts_the_figure_in() -> None:
    """The one at the cursor leads the list, with the key that mends it; ctrl+z takes it back."""
    app = Writing("A wrong1 and a wrong2.")
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await pilot.press("f3")
        assert app.area.cursor_location == (0, 2)
        await pilot.press("f3")
        await settled(pilot)
        assert app.area.cursor_location == (0, 15)
        lines = [one for one in screen_text(app).split("\n") if "!!" in one]
        assert lines[0].strip() == '!! "wrong2" contradicts the figures: it is wrong2. F4 puts in right.'
        await pilot.press("f3")
        assert app.area.cursor_location == (0, 2)
        await pilot.press("f4")
        await settled(pilot)
        assert app.area.text == "A right and a wrong2."
        assert app.box.found.to_fix == 1
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert app.area.text == "A wrong1 and a wrong2."


async def test_a_fix_goes_nowhere_but_into_the_text_that_was_read() -> None:
    """Keys that came after the reading have moved the words: nothing is put in at the old place."""
    app = Writing("A wrong1.")
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await pilot.press("f3")
        app.goes_on.clear()
        await pilot.press("x")
        await pilot.press("f4")
        assert app.area.text == "A xwrong1."
        app.goes_on.set()
        await settled(pilot)


async def test_another_text_forgets_what_was_found() -> None:
    app = Writing("wrong")
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.area.begin("All is well.")
        app.box.begin()
        await settled(pilot)
        assert underlined(app) == []
        assert app.box.found == NOTHING
        assert "to fix" not in screen_text(app)


async def test_a_reading_that_ends_after_the_pane_is_gone_harms_nothing() -> None:
    app = Writing("wrong")
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.goes_on.clear()
        app.box.read(app.look, now=True)
        await pilot.pause()
        asyncio.get_running_loop().call_later(0, app.goes_on.set)
