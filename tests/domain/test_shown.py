"""What is shown of any text: everything visible, nothing acting."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.shown import MOST_MARKS, show, show_line


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
