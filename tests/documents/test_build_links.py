"""Mentions of indicators become links to their places, and no sign of the text is lost over it."""

from __future__ import annotations

from functools import cache

import pytest
from documents import DERBY, derby_document, hostile_texts
from hypothesis import given
from hypothesis import strategies as st

from csptui.outputs.document.links import Links
from csptui.outputs.document.model import Bullets, Item, Paragraph, Span, plain
from csptui.storage.folder import load


@cache
def links() -> Links:
    dataset, _ = load(DERBY)
    return Links(dataset, dataset.scorecard())


def linked(text: str, own: str = "") -> list[tuple[str, str]]:
    return [(span.text, span.link) for span in links().spans((Span(text),), own=own) if span.link]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NI 43 rose", [("NI 43", "indicator-NI43")]),
        ("see NI43, ni 19", [("NI43", "indicator-NI43"), ("ni 19", "indicator-NI19")]),
        ("(NI 43)", [("NI 43", "indicator-NI43")]),
        ("NI 19's rate", [("NI 19", "indicator-NI19")]),
        ("NI 19’s rate", [("NI 19", "indicator-NI19")]),
        ("NI 44a's rate", [("NI 44a", "indicator-NI44a")]),
        ("NI 44b-d’s rate", [("NI 44b-d", "indicator-NI44b-d")]),
        ("LAA 26 is NI 39", [("LAA 26", "indicator-NI39"), ("NI 39", "indicator-NI39")]),
        ("NI 44b-d and NI 44a", [("NI 44b-d", "indicator-NI44b-d"), ("NI 44a", "indicator-NI44a")]),
        # Two rows go by the code NI 38: the first is where a reader begins.
        ("NI 38 fell", [("NI 38", "indicator-NI38-diff")]),
        # A public service agreement groups indicators, and is none of them.
        ("under PSA 25", []),
        ("NI 999 and NI 4", []),
        ("Locality 1, 43", []),
    ],
)
def test_the_codes_of_indicators_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert linked(text) == expected


def test_a_comment_does_not_link_to_its_own_row() -> None:
    assert linked("NI 43 beside NI 19", "indicator-NI43") == [("NI 19", "indicator-NI19")]


def test_bold_words_stay_bold_and_lists_are_looked_through() -> None:
    block = Bullets((Item((Span("NI 43.", strong=True),), "1.", (Item((Span("NI 19"),)),)),))
    (found,) = links().linked([block])
    assert isinstance(found, Bullets)
    assert found.items[0].spans == (Span("NI 43", strong=True, link="indicator-NI43"), Span(".", strong=True))
    assert found.items[0].items[0].spans == (Span("NI 19", link="indicator-NI19"),)
    assert found.items[0].number == "1."


@given(st.text("NI 43'sPLA26-b,.\n\x00é", max_size=40))
def test_no_sign_of_a_text_is_lost(text: str) -> None:
    assert plain(links().spans((Span(text),))) == text


@pytest.mark.parametrize("name", hostile_texts())
def test_no_sign_of_a_hostile_text_is_lost(name: str) -> None:
    text = hostile_texts()[name]
    assert plain(links().spans((Span(text), Span(f"NI 43 {text} NI 19")))) == f"{text}NI 43 {text} NI 19"


def test_the_narratives_of_derby_lead_to_its_indicators() -> None:
    found = {
        (span.text, span.link)
        for block in derby_document().blocks()
        if isinstance(block, Paragraph)
        for span in block.spans
        if span.link
    }
    assert {("NI 19", "indicator-NI19"), ("NI 43", "indicator-NI43"), ("NI 115", "indicator-NI115")} <= found
