"""Checks of what a new quarter takes over: targets that wait to be confirmed, and copied comments."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from csptui.domain.checks import findings
from csptui.domain.dataset import Dataset, QuarterRecord
from csptui.domain.last_said import last_said
from csptui.domain.problem import Severity
from csptui.domain.quarter import FinancialYear
from csptui.storage.folder import load

DERBY, _ = load(Path(__file__).resolve().parents[2] / "data")
BEFORE = DERBY.shown.previous()


def with_last(text: str) -> Dataset:
    """Give Derby with a comment on NI 33 in the quarter before."""
    record = QuarterRecord(comments={"NI33": text})
    return replace(DERBY, quarters={**DERBY.quarters, BEFORE: record})


def found(dataset: Dataset, check: str) -> list[tuple[str, str, str]]:
    listed = findings(dataset, dataset.scorecard())
    return [(one.ref, one.field, one.sentence) for one in listed if one.check == check]


def test_a_target_rolled_on_is_named_until_it_is_confirmed() -> None:
    year = DERBY.shown.year
    target = DERBY.target("NI33", year)
    rolled = DERBY.with_target("NI33", year, replace(target, rolled_from=FinancialYear(2008)))
    said = (
        "The target of 7.50 is rolled on from 2008/09, not confirmed: confirm it for 2009/10, or set another."
    )
    assert found(rolled, "rolled-target") == [("NI33", "target", said)]
    (one,) = (one for one in findings(rolled, rolled.scorecard()) if one.check == "rolled-target")
    assert one.severity is Severity.WARNING
    assert not one.to_fix
    assert found(rolled.with_target("NI33", year, target), "rolled-target") == []


@pytest.mark.parametrize(
    "change", [str, str.upper, lambda text: f"\n {text.replace(' ', chr(10) + ' ')}  \n"]
)
def test_the_same_words_are_named_whatever_their_blanks_and_capitals(change: object) -> None:
    assert callable(change)
    dataset = with_last(change(DERBY.record.comments["NI33"]))
    ((ref, field, said),) = found(dataset, "copied-comment")
    assert (ref, field) == ("NI33", "comment")
    assert "the same words as in 2009/10 Q3" in said


def test_a_word_more_is_another_comment() -> None:
    dataset = with_last(f"{DERBY.record.comments['NI33']} More.")
    assert found(dataset, "copied-comment") == []
    assert found(DERBY, "copied-comment") == []


def test_empty_comments_are_not_copies_of_each_other() -> None:
    dataset = with_last("  \n ").with_comment("NI33", " ")
    assert found(dataset, "copied-comment") == []
    assert last_said(dataset, "NI33") is None


def test_only_the_quarter_before_is_last_quarter() -> None:
    """A comment of a year ago is not what stands beside."""
    year_ago = DERBY.shown.baseline()
    record = QuarterRecord(comments={"NI33": DERBY.record.comments["NI33"]})
    dataset = replace(DERBY, quarters={**DERBY.quarters, year_ago: record})
    assert last_said(dataset, "NI33") is None
    assert found(dataset, "copied-comment") == []
