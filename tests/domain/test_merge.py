"""Three ways by field: what one side changed is taken, what both changed differently is a clash."""

from __future__ import annotations

import pytest

from csptui.domain.merge import Clash, Record, Spelt, same, three_ways


def row(**fields: str) -> Record:
    """Give a row whose fields are spelt as they are meant, or `meaning~spelling`."""
    return {name: Spelt(text.partition("~")[0], text.rpartition("~")[2]) for name, text in fields.items()}


def merged(base: Record | None, ours: Record | None, theirs: Record | None) -> Record | Clash[str] | None:
    """Merge one row; None is a row that is not there."""
    one, two, three = [{} if side is None else {"k": side} for side in (base, ours, theirs)]
    outcome = three_ways(one, two, three)
    return outcome.clashes[0] if outcome.clashes else outcome.settled.get("k")


A, B, C = row(v="a"), row(v="b"), row(v="c")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        (A, A, A, A),
        (A, B, A, B),
        (A, A, B, B),
        (A, B, B, B),
        (None, B, None, B),
        (None, None, B, B),
        (None, B, B, B),
        (A, None, A, None),
        (A, A, None, None),
        (A, None, None, None),
        (None, row(v="", w="x"), row(v="a", w=""), row(v="a", w="x")),
        (row(v="a", w="x"), row(v="b", w="x"), row(v="a", w="y"), row(v="b", w="y")),
        (A, row(v="a", w=""), B, row(v="b", w="")),
    ],
)
def test_what_merges(
    base: Record | None, ours: Record | None, theirs: Record | None, wanted: Record | None
) -> None:
    assert merged(base, ours, theirs) == wanted


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "fields"),
    [(A, B, C, ("v",)), (None, B, C, ("v",)), (A, None, B, ()), (A, B, None, ())],
)
def test_what_clashes(
    base: Record | None, ours: Record | None, theirs: Record | None, fields: tuple[str, ...]
) -> None:
    clash = merged(base, ours, theirs)
    assert clash == Clash("k", fields, ours, theirs)


def test_a_clash_is_of_its_field_and_all_else_is_merged_in_both_sides() -> None:
    clash = merged(row(v="a", w="1", x="p"), row(v="b", w="2", x="p"), row(v="c", w="1", x="q"))
    assert clash == Clash("k", ("v",), row(v="b", w="2", x="q"), row(v="c", w="2", x="q"))


def test_other_spellings_are_no_change_and_the_base_keeps_its_own() -> None:
    assert merged(row(v="7~7.0"), row(v="7~7.00"), row(v="7~7")) == row(v="7~7.0")


def test_the_same_change_in_two_spellings_is_the_fuller_one_either_way() -> None:
    assert merged(row(v="6"), row(v="7~7"), row(v="7~7.0")) == row(v="7~7.0")
    assert merged(row(v="6"), row(v="7~7.0"), row(v="7~7")) == row(v="7~7.0")


def test_a_missing_field_is_an_empty_one() -> None:
    assert same(row(v="a"), row(v="a", w=""))
    assert not same(row(v="a"), row(v="a", w="x"))
    assert not same(None, row())
    assert same(None, None)
