"""A text of a row that nobody touched is no change, however it was written by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csptui.domain.draft import LONGEST_COMMENT, LONGEST_SOURCE, Draft, Entry, FieldFault
from csptui.storage.folder import load

if TYPE_CHECKING:
    from csptui.domain.scorecard import Row

DATA = Path(__file__).parents[2] / "data"


def _row(**held: str) -> Row:
    row = load(DATA)[0].scorecard().row("NI33")
    assert row is not None
    return replace(row, **held)  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["comment", "source"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "  ", "\n\n"])
def test_a_text_written_by_hand_is_left_as_it_is(field: str, end: str) -> None:
    """A figure that is typed beside it takes nothing from its end."""
    row = _row(**{field: f"Begun by hand.{end}"})
    assert Draft.of(row).check(row) == Entry("NI33")
    entry = replace(Draft.of(row), actual="7.5").check(row)
    assert isinstance(entry, Entry)
    assert entry.reading is not None
    assert (entry.comment, entry.source) == (None, None)


def test_a_word_more_is_a_change_and_comes_tidy() -> None:
    row = _row(comment="Begun by hand.\r\n")
    entry = replace(Draft.of(row), comment="Begun by hand.\r\nAnd on.\r\n").check(row)
    assert entry == Entry("NI33", comment="Begun by hand.\nAnd on.")


def test_what_was_too_long_before_does_not_keep_a_figure_out() -> None:
    """Its length is a fault only where somebody types in it."""
    row = _row(comment="x" * (LONGEST_COMMENT + 1), source="y" * (LONGEST_SOURCE + 1))
    draft = replace(Draft.of(row), actual="7.5")
    assert isinstance(draft.check(row), Entry)
    for field in ("comment", "source"):
        found = replace(draft, **{field: f"{getattr(draft, field)}z"}).check(row)  # type: ignore[arg-type]
        assert isinstance(found, FieldFault)
        assert found.field == field
