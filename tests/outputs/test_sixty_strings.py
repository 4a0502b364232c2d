"""Sixty hostile strings in every text of a page: nothing acts, nothing crashes, and no character is lost."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hostile_dataset import dataset
from rich.cells import cell_len
from test_hostile_text import _STYLE, acting, check_pages, pages

from csptui.domain.shown import show_line
from csptui.outputs.appearance import NARROWEST, Look
from csptui.outputs.console import print_colour, print_plain
from csptui.outputs.objects import full_object, json_text, report_object

HOSTILE: dict[str, str] = json.loads((Path(__file__).parents[1] / "data" / "hostile.json").read_text("ascii"))
WHOLE = ("show", "check")
"""The pages that hold a name or a message in full, in one piece."""


def squeezed(text: str) -> str:
    """Give a text without the blanks that wrapping moves."""
    return "".join(text.split())


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_acts_on_any_page(name: str, ascii_only: bool) -> None:  # noqa: FBT001 - drawn by name
    for width in (NARROWEST, 140):
        check_pages(dataset(HOSTILE[name]), Look(width, ascii_only=ascii_only))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_character_is_lost(name: str) -> None:
    """What is shown of the text stands on the page, sign for sign, in colour and without."""
    text = HOSTILE[name]
    made = pages(dataset(text), Look(140))
    for page in WHOLE:
        plain, colour = io.StringIO(), io.StringIO()
        print_plain(made[page], plain)
        print_colour(made[page], colour, 140)
        assert squeezed(show_line(text)) in squeezed(plain.getvalue()), page
        assert squeezed(_STYLE.sub("", colour.getvalue())) == squeezed(plain.getvalue())


@pytest.mark.parametrize("name", HOSTILE)
def test_json_gives_the_text_itself_back(name: str) -> None:
    text = HOSTILE[name]
    data = dataset(text)
    row = data.scorecard().rows[0]
    for value in (full_object(row), report_object(data, sensitive=True)):
        printed = json_text(value)
        assert printed.isascii()
        assert acting(printed) == set()
        assert json.loads(printed) == value
    assert json.loads(json_text(full_object(row)))["name"] == text


def test_there_are_sixty_and_each_is_another() -> None:
    assert len(HOSTILE) == len(set(HOSTILE.values())) == 60
    assert all(cell_len(show_line(text)) > 0 for text in HOSTILE.values())
