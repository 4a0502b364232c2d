"""Comments and narratives keep their headings, bullets and bold, and nothing else is read into them."""

from __future__ import annotations

from csptui.outputs.appearance import Look
from csptui.outputs.prose import prose


def plain(text: str, width: int = 40, *, ascii_only: bool = False) -> list[str]:
    """Give the lines of a text without their styles."""
    return [line.plain.rstrip() for line in prose(text, Look(80, ascii_only=ascii_only), width)]


def test_lines_of_a_paragraph_are_joined_and_wrapped() -> None:
    assert plain("one two\nthree four", 11) == ["one two", "three four"]
    assert plain("one two\nthree", 40) == ["one two three"]


def test_paragraphs_are_parted_by_one_blank_line() -> None:
    assert plain("one\n\n\n\ntwo\n") == ["one", "", "two"]


def test_a_heading_is_bold_and_loses_its_signs() -> None:
    (line,) = prose("## Night-time economy", Look(), 40)
    assert line.pieces == [("Night-time economy", "strong")]


def test_bullets_hang_and_nest() -> None:
    assert plain("- one two three\n  - four five\n- six", 10) == [
        "– one two",
        "  three",
        "  – four",
        "    five",
        "– six",
    ]


def test_numbers_stay() -> None:
    assert plain("1. one\n2) two") == ["1. one", "2. two"]


def test_bold_words_keep_the_sign_that_follows_them() -> None:
    (line,) = prose("**Risk**. It *may* be ** open", Look(), 60)
    assert line.plain == "Risk. It *may* be ** open"
    assert line.pieces[0] == ("Risk.", "strong")


def test_a_minus_before_a_figure_is_no_bullet() -> None:
    assert plain("-4.09% is down") == ["-4.09% is down"]


def test_ascii_pages_have_ascii_bullets() -> None:
    assert plain("- “one” – two…", ascii_only=True) == ['- "one" - two...']


def test_a_long_word_is_broken() -> None:
    assert plain("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert plain("宽" * 6, 5) == ["宽宽", "宽宽", "宽宽"]
