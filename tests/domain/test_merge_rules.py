"""Merging three ways by field: the table of what one side and the other have done to a row."""

from __future__ import annotations

import pytest

from csptui.domain.merge import Clash, Record, Spelt, same, three_ways


def row(**fields: str) -> Record:
    return {name: Spelt(text, text) for name, text in fields.items()}


A, B, C = row(value="a"), row(value="b"), row(value="c")


@pytest.mark.parametrize(
    ("was", "mine", "other", "merged"),
    [
        (A, A, A, A),
        (A, B, A, B),
        (A, A, B, B),
        (A, B, B, B),
        (None, A, None, A),
        (None, None, A, A),
        (None, A, A, A),
        (A, None, A, None),
        (A, A, None, None),
        (A, None, None, None),
        (A, row(value=""), A, row(value="")),
        (
            row(value="a", note="x"),
            row(value="b", note="x"),
            row(value="a", note="y"),
            row(value="b", note="y"),
        ),
        (None, row(value="a", note=""), row(value="", note="y"), row(value="a", note="y")),
    ],
)
def test_what_is_settled(
    was: Record | None, mine: Record | None, other: Record | None, merged: Record | None
) -> None:
    one, two, three = [{} if side is None else {"k": side} for side in (was, mine, other)]
    found = three_ways(one, two, three)
    assert found.clashes == ()
    assert dict(found.settled) == ({} if merged is None else {"k": merged})


@pytest.mark.parametrize(
    ("was", "mine", "other", "fields", "ours", "theirs"),
    [
        (A, B, C, ("value",), B, C),
        (None, B, C, ("value",), B, C),
        (A, None, B, (), None, B),
        (A, B, None, (), B, None),
        (
            row(value="a", note="x"),
            row(value="b", note="y"),
            row(value="c", note="x"),
            ("value",),
            row(value="b", note="y"),
            row(value="c", note="y"),
        ),
    ],
)
def test_what_clashes(
    was: Record | None,
    mine: Record | None,
    other: Record | None,
    fields: tuple[str, ...],
    ours: Record | None,
    theirs: Record | None,
) -> None:
    one, two, three = [{} if side is None else {"k": side} for side in (was, mine, other)]
    found = three_ways(one, two, three)
    assert found.clashes == (Clash("k", fields, ours, theirs),)
    assert not found.settled


def test_spellings_of_one_meaning() -> None:
    """What is unchanged keeps its own spelling; of two new ones the longer is taken, whoever wrote it."""
    old, short, long = Spelt("7", "7"), Spelt("7.5", "7.5"), Spelt("7.5", "7.50")
    for mine, other, expected in (
        (Spelt("7", "7.0"), Spelt("7", "7.00"), old),
        (short, long, long),
        (long, short, long),
        (short, old, short),
    ):
        found = three_ways({"k": {"value": old}}, {"k": {"value": mine}}, {"k": {"value": other}})
        assert found.settled["k"]["value"] == expected


def test_rows_are_the_same_by_meaning_and_an_empty_field_is_none() -> None:
    assert same(None, None)
    assert not same(None, {})
    assert not same({}, None)
    assert same({}, {"note": Spelt("", "")})
    assert same({"value": Spelt("7", "7.0")}, {"value": Spelt("7", "7")})
    assert not same(A, B)
    assert not same(A, row(value="a", note="x"))
