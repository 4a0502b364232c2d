"""The corpus itself: its claims are true, and a third of it is kept aside by a fixed rule."""

from __future__ import annotations

import pytest
from claim_arithmetic import TURNS, Facts, facts_of, is_true
from claim_corpus import PARTS, Sentence, is_held_out, made_up, made_up_texts, sentences
from claim_mutants import flipped, is_false, mutants


def facts(sentence: Sentence) -> Facts:
    return facts_of(made_up_texts()[sentence.row])


@pytest.mark.parametrize("part", PARTS)
def test_every_claim_is_true_by_arithmetic(part: str) -> None:
    wrong = [
        (sentence.row, sentence.text, mark.text, mark.says)
        for sentence in sentences(part)
        for claim in sentence.claims
        for mark in claim.marks
        if mark.says != "rel" and not is_true(mark.text, mark.says, facts(sentence))
    ]
    assert wrong == []


@pytest.mark.parametrize("part", PARTS)
def test_what_is_called_false_is_false_by_arithmetic(part: str) -> None:
    """One mark of it is enough; numbers that should add up are proved by nobody here."""
    wrong = [
        (sentence.row, sentence.text)
        for sentence in sentences(part)
        for claim in sentence.false
        if not any(is_false(mark.text, mark.says, facts(sentence)) for mark in claim.marks)
    ]
    assert wrong == []


def test_the_parts_are_told_apart_by_their_texts_alone() -> None:
    """What is kept aside was not picked by hand, and nothing is in both."""
    assert not [one.text for one in sentences("corpus") if is_held_out(one.text)]
    assert all(is_held_out(one.text) for one in sentences("held_out"))
    texts = [one.text for part in PARTS for one in sentences(part)]
    assert len(texts) == len(set(texts)) >= 240


def test_every_direction_has_an_opposite_that_is_false() -> None:
    """A direction that is true both ways would be no claim."""
    both = [
        (sentence.text, mark.text, flipped(mark))
        for part in PARTS
        for sentence in sentences(part)
        for claim in sentence.claims
        for mark in claim.marks
        if mark.says.split()[0] in TURNS and not is_false(*flipped(mark), facts(sentence))
    ]
    assert both == []


def test_mutants_are_many_and_the_same_each_time() -> None:
    made = [[one for s in sentences(part) for one in mutants(s, facts(s))] for part in (*PARTS, *PARTS)]
    assert made[:2] == made[2:]
    assert len(made[0]) > 600
    assert len(made[1]) > 300


def test_the_rows_are_built_as_they_are_written() -> None:
    dataset, rows = made_up()
    assert list(rows) == list(made_up_texts())
    assert dataset.shown == rows["burglary"].quarter
    assert rows["custody"].baseline_text == "9.8% (49/500)"
