"""The answer to a what-if and the question sheet stand any text, figure and width."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hostile_dataset import HOSTILE, Q4, dataset
from rich.cells import cell_len

from csptui.domain.dataset import QuarterRecord
from csptui.domain.figure import Figure
from csptui.domain.questions import questions
from csptui.domain.what_if import Asked, Places, what_if
from csptui.outputs.appearance import Look
from csptui.outputs.objects import json_text
from csptui.outputs.questions import question_objects, questions_page
from csptui.outputs.what_if import what_if_object, what_if_page

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.outputs.line import Line

VALUES = ("7.9", "-0.1", "999999999999", "0.000001", "0")


def pages(data: Dataset, look: Look) -> list[Line]:
    """Give both pages, with all that can be asked and with comments to be compared."""
    before = QuarterRecord(data.record.readings, data.record.comments)
    data = replace(data, quarters={**data.quarters, Q4.previous(): before})
    asked = Asked(None, Decimal(50), Places(0), Q4.year.next(), {"I1": Figure(Decimal("8.5"))})
    return [*what_if_page(data, what_if(data, asked), look), *questions_page(data, data.scorecard(), look)]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [60, 110])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_text_breaks_a_page(text: str, width: int, *, ascii_only: bool) -> None:
    for line in pages(dataset(text), Look(width, ascii_only=ascii_only)):
        assert line.cells <= width
        assert line.plain.isprintable()


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("limit", VALUES)
def test_no_figure_breaks_a_page(value: str, limit: str) -> None:
    data = dataset("Named", Decimal(value), Decimal(limit))
    for width in (60, 110):
        assert all(cell_len(line.plain) <= width for line in pages(data, Look(width)))
    answer = what_if(data, Asked(tolerance=Decimal(0), places=Places(6)))
    assert json_text(what_if_object(answer)).isascii()
    assert json_text(question_objects(questions(data, data.scorecard()))).isascii()


def test_an_empty_quarter_has_nothing_to_ask() -> None:
    data = replace(dataset("Named"), quarters={Q4: QuarterRecord()})
    words = " ".join(line.plain for line in questions_page(data, data.scorecard(), Look(80)))
    assert "Nothing in this quarter asks for an answer." in words
    assert "0 questions on 0 of 2 indicators" in words
