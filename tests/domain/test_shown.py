"""What is shown of any text: everything visible, nothing acting."""

from __future__ import annotations

import sys
import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from csptui.domain.shown import MOST_MARKS, UNSEEN, show, show_in_place, show_line


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain [red]text[/]", "plain [red]text[/]"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\x07", "a␇"),
        ("a\x7f", "a␡"),
        ("a\x9b31m", "a<U+009B>31m"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u200bb", "a<U+200B>b"),
        ("a\ue000b", "a<U+E000>b"),
        ("a\ufeffb", "a<U+FEFF>b"),
        ("a\u2028b", "a<U+2028>b"),
        ("a\u3164b", "a<U+3164>b"),
        ("a\tb", "a    b"),
        ("a\r\nb\nc", "a\nb\nc"),
        ("a\rb", "a␍b"),
        ("Łódź é ü 日本", "Łódź é ü 日本"),
        ("\ud800", "<U+D800>"),
        ("a\U000f0000b", "a<U+F0000>b"),
        ("a\u0378b", "a<U+0378>b"),
        ("a\ufdd0b\uffff", "a<U+FDD0>b<U+FFFF>"),
        ("a\u2029b\x85c\x1dd", "a<U+2029>b<U+0085>c␝d"),
        ("a\u00adb\u2066c\u061cd", "a<U+00AD>b<U+2066>c<U+061C>d"),
        ("a\u00a0b\u3000c", "a<U+00A0>b<U+3000>c"),
        ("a\U000e0041\ufe0f\U000e0100", "a<U+E0041><U+FE0F><U+E0100>"),
        ("a\u17b4\u180b\u034f\u2800\U0001d159", "a<U+17B4><U+180B><U+034F><U+2800><U+1D159>"),
        ("\u0301a", "<U+0301>a"),
        ("a \u0301", "a <U+0301>"),
        ("a\n\u0301\t\u0301", "a\n<U+0301>    <U+0301>"),
        ("a\u200b\u0301", "a<U+200B><U+0301>"),
        ("\u1100\u1161\u11a8 \u1161", "\u1100\u1161\u11a8 <U+1161>"),
        ("a\u0301\u0302\u0303\u0304\u0305", "a\u0301\u0302\u0303\u0304<U+0305>"),
    ],
)
def test_what_hides_or_acts_is_spelt_out(text: str, seen: str) -> None:
    """Controls, bidi, zero-width, private and lone surrogate characters are written as symbols."""
    assert show(text) == seen


def test_combining_marks_are_capped() -> None:
    """A letter carries a few marks; the rest are written out instead of climbing over other lines."""
    seen = show("a" + "\u0301" * 50)
    assert seen.count("\u0301") == MOST_MARKS
    assert seen.count("<U+0301>") == 50 - MOST_MARKS


@given(st.text())
def test_nothing_unprintable_is_left(text: str) -> None:
    """Only line ends, spaces and visible characters come out, and showing twice changes nothing."""
    seen = show(text)
    assert all(character == "\n" or character.isprintable() for character in seen)
    assert all(
        unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cs"}
        for character in seen.replace("\n", "")
    )
    assert show(seen) == seen


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    """A text for a table cell has no line end."""
    assert "\n" not in show_line(text)


def test_one_line_loses_nothing_but_runs_of_blanks() -> None:
    """Spaces that only look like one are spelt out; so an id that is not found can be seen to be another."""
    assert show_line("  a \t\r\n b\u00a0c\x1cd\u2028e ") == "a b<U+00A0>c␜d<U+2028>e"


@given(st.text(st.characters(), max_size=20))
def test_in_place_is_one_for_one(text: str) -> None:
    """The cursor of a field counts characters: each is shown by one, and none acts."""
    seen = show_in_place(text)
    assert len(seen) == len(text)
    assert all(character == "\n" or character.isprintable() for character in seen)
    assert all(
        here in {there, UNSEEN, " "} or "\u2400" <= here <= "\u2421"
        for here, there in zip(seen, text, strict=True)
    )


def test_a_mark_is_kept_under_edit_where_it_has_a_letter() -> None:
    assert show_in_place("e\u0301 \u0301\x1b\r\n") == f"e\u0301 {UNSEEN}␛␍\n"


def test_every_character_that_takes_no_column_stands_on_a_letter_or_is_spelt_out() -> None:
    """Over all of Unicode: no text of characters without width vanishes, or piles up over other lines."""
    for code in (*range(0x20000), *range(0xE0000, 0xE0200), *range(0x20000, sys.maxunicode, 977)):
        alone = show(chr(code))
        assert alone in {"\n", " "} or cell_len(alone) > 0, hex(code)
        if cell_len(chr(code)) == 0:
            piled = show("a" + chr(code) * 9)
            drawn = cell_len(piled) - 1
            assert drawn >= 9 - MOST_MARKS or chr(code) == "\n", hex(code)


def test_a_long_text_is_shown_in_a_moment() -> None:
    """Two million characters of accents: the longest file has not many more."""
    start = process_time()
    show("\u0141\u00f3d\u017a e\u0301 \u200b\n" * 200_000)
    show_line("\u0141\u00f3d\u017a " * 400_000)
    assert process_time() - start < 4
