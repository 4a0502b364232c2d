"""Nothing in any text crashes, restyles or widens a page, nor sends a control character to the terminal."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from datetime import UTC, datetime
from decimal import Decimal  # noqa: TC003 - hypothesis reads the annotations
from typing import TYPE_CHECKING

import pytest
from document_pages import exceptions_page, report_page
from hostile_dataset import HOSTILE, dataset
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from csptui.domain.change import Change, Logged
from csptui.domain.checks import findings
from csptui.domain.claims import comment_claims
from csptui.domain.compared import comparisons
from csptui.domain.health import Sign, State
from csptui.domain.problem import Place, Problem
from csptui.domain.then import Then
from csptui.outputs.appearance import NARROWEST, Look
from csptui.outputs.card import card_page
from csptui.outputs.check_objects import Found, claim_object, found_object
from csptui.outputs.checks import checks_page, claims_page
from csptui.outputs.console import print_colour, print_plain
from csptui.outputs.doctor import doctor_page
from csptui.outputs.group import group_page
from csptui.outputs.group_objects import groups_object
from csptui.outputs.listing import listing_page
from csptui.outputs.log import Names, log_page, saves_of
from csptui.outputs.objects import full_object, json_text, report_object, row_object
from csptui.outputs.saved import saved_page
from csptui.outputs.since import since_page

if TYPE_CHECKING:
    from csptui.domain.claims import Claim
    from csptui.domain.dataset import Dataset
    from csptui.outputs.line import Line

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
# The slips that LOOK lets a page end on are no control characters; these categories act on a terminal.
_ACTING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def pages(data: Dataset, look: Look) -> dict[str, list[Line]]:
    """Give every page of a dataset."""
    card = data.scorecard()
    text, names = data.partnership.name, Names.of(data)
    saves = saves_of(logged(text))
    found = [Then(entry.change.key, entry.change.before, text, entry, outside=True) for entry in logged(text)]
    return {
        "log": log_page(saves, names, look),
        "log in full": log_page(saves, names, look, whole=True),
        "diff": since_page(text, found, names, look),
        "doctor": doctor_page([Sign(text, text, text, State.FAULT, text)], look),
        "list": listing_page(data, card.rows, look),
        "exceptions": exceptions_page(data, look),
        "report": report_page(data, look, sensitive=True),
        "show": card_page(data, card.rows[0], look),
        "show second": card_page(data, card.rows[1], look),
        "group": group_page(data, card.rows[0], comparisons(data, card.rows[0].indicator), look),
        "saved": saved_page(data, card.rows[1], card.rows[0], look),
        "check": checks_page(data, found_in(data), look, (text,)),
        "claims": claims_page(card.rows[0], text, claims_in(data), look),
    }


def found_in(data: Dataset) -> list[Found]:
    """Give a problem of a file, and all that the checks find."""
    place = Place(data.partnership.name, 3)
    problem = Problem(place, data.partnership.name, indicator="I1")
    found = findings(data, data.scorecard(), all_claims=True, sensitive=True)
    return [Found(None, problem, place), *(Found(one, None, place) for one in found)]


def claims_in(data: Dataset) -> tuple[Claim, ...]:
    """Give the claims of a comment."""
    row = data.scorecard().rows[0]
    return comment_claims(row.comment, row, data)


def logged(text: str) -> list[Logged]:
    """Give lines of a log that hold a text wherever they may."""
    when = datetime(2010, 4, 20, tzinfo=UTC)
    changes = [
        Change("2009/10 Q4", field, text, text * 2, "I1") for field in ("value", "comment", "as_at", text)
    ]
    changes += [Change(text, "narrative", text, "", theme=text), Change(text, "quarter", "", text, text)]
    entries = [Logged(one, when, text, f"a{text}", text, text, text) for one in changes]
    return [*entries, Logged(changes[0], when, text, "b")]


def acting(text: str) -> set[str]:
    """Give the characters of a text, line feeds aside, that act on a terminal or hide in it."""
    return {one for one in text if one != "\n" and unicodedata.category(one) in _ACTING}


def check_pages(data: Dataset, look: Look) -> None:
    """Look at each page as it is printed, plain and in colour."""
    for name, lines in pages(data, look).items():
        plain, colour = io.StringIO(), io.StringIO()
        print_plain(lines, plain)
        print_colour(lines, colour, look.width)
        assert acting(plain.getvalue()) == set(), name
        assert acting(_STYLE.sub("", colour.getvalue())) == set(), name
        too_wide = [line.plain for line in lines if cell_len(line.plain.rstrip()) > look.width]
        assert too_wide == [], name
        assert all("\n" not in line.plain for line in lines), name


@pytest.mark.parametrize("width", [NARROWEST, 80, 110, 200])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_print(text: str, width: int) -> None:
    check_pages(dataset(text), Look(width))
    check_pages(dataset(text), Look(width, ascii_only=True))


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=200), width=st.integers(NARROWEST, 160), ascii_only=st.booleans())
def test_any_text_prints(text: str, width: int, ascii_only: bool) -> None:  # noqa: FBT001 - drawn by name
    check_pages(dataset(text), Look(width, ascii_only=ascii_only))


@settings(max_examples=40, deadline=None)
@given(
    value=st.decimals(-(10**12), 10**12, places=6),
    limit=st.decimals(-(10**12), 10**12, places=2),
    width=st.integers(NARROWEST, 160),
)
def test_any_figure_prints(value: Decimal, limit: Decimal, width: int) -> None:
    check_pages(dataset("x", value, limit), Look(width))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_json_gives_any_text_back_in_ascii_without_control_characters(text: str) -> None:
    data = dataset(text)
    row = data.scorecard().rows[0]
    checked = [*map(found_object, found_in(data)), *map(claim_object, claims_in(data))]
    beside = groups_object(text, data.shown, comparisons(data, row.indicator))
    for value in (row_object(row), full_object(row), beside, *checked):
        printed = json_text(value)
        assert printed.isascii()
        assert acting(printed) == set()
        assert json.loads(printed) == value
    printed = json_text(report_object(data, sensitive=True))
    assert json.loads(printed)["themes"][0]["narrative"] == text


def test_markup_is_printed_as_it_was_written() -> None:
    """Brackets of any kind are text, in colour too."""
    stream = io.StringIO()
    print_colour(pages(dataset("[bold]x[/bold] [/] :smile:"), Look(200))["exceptions"], stream, 200)
    assert "[bold]x[/bold] [/] :smile:" in _STYLE.sub("", stream.getvalue())


def test_a_control_character_is_spelt_out() -> None:
    stream = io.StringIO()
    print_plain(pages(dataset("a\x1b[31mb"), Look(110))["show"], stream)
    assert "a␛[31mb" in stream.getvalue()
    stream = io.StringIO()
    print_plain(pages(dataset("a\x1b[31mb"), Look(110, ascii_only=True))["show"], stream)
    assert "a<U+001B>[31mb" in stream.getvalue()
