"""Markdown of comments and narratives as blocks: what is meant is read, and other signs come through."""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csptui.outputs.document.model import Block, Bullets, Heading, Item, Paragraph, Span, plain
from csptui.outputs.document.prose import blocks_of

HOSTILE: dict[str, str] = json.loads((Path(__file__).parents[1] / "data" / "hostile.json").read_text("ascii"))
SIGNS = "ab .\n\t-*+_#>`[]()<>!&;\\~|=1.)•\r\x00\x1f\u2028\x85\xa0"
MARKS = frozenset("*#-+•0123456789.)")
"""The signs that Markdown may take away: of bold, of headings and of lists."""


def words(blocks: tuple[Block, ...]) -> str:
    """Give all that is said in blocks, with the numbers of lists."""
    told: list[str] = []
    for block in blocks:
        match block:
            case Heading(text):
                told.append(text)
            case Paragraph(spans):
                told.append(plain(spans))
            case Bullets(items):
                told += [said for item in items for said in item_words(item)]
            case _:
                raise AssertionError(block)
    return "".join(told)


def item_words(item: Item) -> list[str]:
    """Give what an entry says, and those in it."""
    below = [said for one in item.items for said in item_words(one)]
    return [item.number, plain(item.spans), *below]


def squeezed(text: str) -> str:
    """Give a text without blanks, which joining lines may move; unseen signs stay."""
    return "".join(one for one in text if one not in " \t\n\r")


def para(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def item(text: str, number: str = "", *below: Item) -> Item:
    return Item((Span(text),), number, below)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("  \n \n", ()),
        ("one\ntwo  \n three", (para("one two three"),)),
        ("one\n\n\ntwo", (para("one"), para("two"))),
        ("-4.09% is down", (para("-4.09% is down"),)),
        ("- a\n- b", (Bullets((item("a"), item("b"))),)),
        ("text:\n- a", (para("text:"), Bullets((item("a"),)))),
        ("- a\n  - b\n- c", (Bullets((item("a", "", item("b")), item("c"))),)),
        ("- a\n  - b\n    - c\n      - d", (Bullets((item("a", "", item("b"), item("c"), item("d")),)),)),
        ("1. a\n2) b", (Bullets((item("a", "1."), item("b", "2."))),)),
        ("2010. A good year", (Bullets((item("A good year", "2010."),)),)),
        ("• a\n• b", (Bullets((item("a"), item("b"))),)),
        ("## H ##\ntext", (Heading("H", 3), para("text"))),
        ("#nohash", (para("#nohash"),)),
        ("----\n====", (para("---- ===="),)),
        ("* * *", (para("* * *"),)),
        ("-\n#\n1.", (para("- # 1."),)),
        ("- - a", (Bullets((item("- a"),)),)),
        ("    code?", (para("code?"),)),
        ("> quote", (para("> quote"),)),
        ("```\nx\n```", (para("``` x ```"),)),
        ("| a | b |\n|---|---|", (para("| a | b | |---|---|"),)),
    ],
)
def test_headings_lists_and_paragraphs_are_read(text: str, expected: tuple[Block, ...]) -> None:
    assert blocks_of(text) == expected


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("**a** b", (Span("a", strong=True), Span(" b"))),
        ("**a *b* c**", (Span("a *b* c", strong=True),)),
        ("***a***", (Span("*"), Span("a", strong=True), Span("*"))),
        ("2 ** 3 ** 4", (Span("2 ** 3 ** 4"),)),
        ("*a* _b_ __c__ `d` ~~e~~", (Span("*a* _b_ __c__ `d` ~~e~~"),)),
        (r"\*a\* &amp; <b>c</b>", (Span(r"\*a\* &amp; <b>c</b>"),)),
        ("[a](b) ![c](d) <http://x> http://y", (Span("[a](b) ![c](d) <http://x> http://y"),)),
        ("(a\x00b\rc\x1f", (Span("(a\x00b\rc\x1f"),)),
    ],
)
def test_bold_alone_is_read_in_a_line(text: str, spans: tuple[Span, ...]) -> None:
    assert blocks_of(text) == (Paragraph(spans),)


def test_the_second_paragraph_of_an_entry_stays_with_it() -> None:
    (block,) = blocks_of("- a\n\n  b\n- c")
    assert isinstance(block, Bullets)
    assert [plain(one.spans) for one in block.items] == ["a b", "c"]


@pytest.mark.parametrize("level", [2, 3])
def test_headings_begin_at_the_level_asked_for_and_skip_none(level: int) -> None:
    found = [
        one for one in blocks_of("### a\n# b\n### c\n###### d\n# e", level=level) if isinstance(one, Heading)
    ]
    levels = [one.level for one in found]
    assert levels[0] == level
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert level <= min(levels) <= max(levels) <= 4


@pytest.mark.parametrize("name", HOSTILE)
def test_no_sign_of_a_hostile_text_is_lost_or_made(name: str) -> None:
    """What comes out is what went in, but for the marks of Markdown that are taken away."""
    text, told = HOSTILE[name], words(blocks_of(HOSTILE[name]))
    assert_only_marks_are_gone(text, told)


@settings(max_examples=400)
@given(st.text(SIGNS, max_size=60))
def test_of_any_text_only_marks_are_gone(text: str) -> None:
    assert_only_marks_are_gone(text, words(blocks_of(text)))


def assert_only_marks_are_gone(text: str, told: str) -> None:
    """See that the signs told are those of the text in the same order, less some marks of Markdown."""
    left = iter(squeezed(text.replace("\r\n", "\n").replace("\r", "")))
    skipped: list[str] = []
    for sign in squeezed(told):
        for one in left:
            # `2)` before an entry is told as `2.`
            if one == sign or (sign, one) == (".", ")"):
                break
            skipped.append(one)
        else:
            pytest.fail(f"{sign!r} was made, or moved")
    skipped += left
    assert set(skipped) <= MARKS, skipped


def calls_of(text: str) -> int:
    """Count the calls of functions that reading a text takes: its work, on any machine."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    blocks_of("- warm *up*")
    sys.setprofile(counted)
    try:
        blocks_of(text)
    finally:
        sys.setprofile(None)
    return count


LONG = {
    "stars": "*" * 4_000,
    "bold never closed": "**a" * 1_500,
    "signs on one line": "- " * 5_000 + "x",
    "deeper and deeper": "\n".join("  " * depth + "- x" for depth in range(150)),
    "numbers in numbers": "1. " * 5_000 + "x",
    "entries": "- x\n" * 600,
    "underlines and stars": "*_" * 2_000,
    "lines": "x\n" * 3_000,
    "lazy lines": "- x\n" + "y\n" * 2_000,
    "headings": "# x\n" * 600,
}


@pytest.mark.parametrize("name", LONG)
def test_reading_twice_as_much_is_at_most_twice_the_work(name: str) -> None:
    once, twice = calls_of(LONG[name]), calls_of("\n".join((LONG[name],) * 2))
    assert twice <= once * 2.3 + 200


def test_lists_ten_thousand_deep_are_read_and_nothing_of_them_is_dropped() -> None:
    """The reader of Markdown leaves out what is nested too deep; it is never asked to."""
    assert squeezed(words(blocks_of("- " * 10_000 + "x"))) == "-" * 9_999 + "x"
    stairs = "\n".join("  " * depth + f"- n{depth}" for depth in range(400))
    assert all(f"n{depth}" in words(blocks_of(stairs)) for depth in range(400))


def test_a_long_run_of_blanks_within_a_line_is_no_work() -> None:
    text = "(a" + "\t" * 200_000 + "b\nc"
    assert words(blocks_of(text)) == text.replace("\n", " ")
