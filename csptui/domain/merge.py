"""Merges three ways by field: what one side changed is taken, what both changed differently is a clash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

K = TypeVar("K")


class Spelt(NamedTuple):
    """A text's meaning, by which it is compared, and how it was spelt."""

    meaning: str
    spelling: str


NOTHING = Spelt("", "")
Record = dict[str, Spelt]
"""What one row holds, by field; a field that is not there is empty."""


@dataclass(frozen=True, slots=True)
class Clash(Generic[K]):
    """A row that both sides changed differently: the fields in question, and the row as each would have it.

    What does not clash is merged in both. A side is None where it took the row out, and then `fields` is
    empty.
    """

    key: K
    fields: tuple[str, ...]
    ours: Record | None
    theirs: Record | None


@dataclass(frozen=True, slots=True)
class Outcome(Generic[K]):
    """The rows that are settled, and those that are not."""

    settled: Mapping[K, Record]
    clashes: tuple[Clash[K], ...] = ()


def same(one: Record | None, other: Record | None) -> bool:
    """Whether two rows mean the same."""
    if one is None or other is None:
        return one is other
    return all(one.get(name, NOTHING).meaning == other.get(name, NOTHING).meaning for name in {*one, *other})


def three_ways(base: Mapping[K, Record], ours: Mapping[K, Record], theirs: Mapping[K, Record]) -> Outcome[K]:
    """Merge rows by key and field. Exchanging ours and theirs exchanges nothing but the sides of a clash."""
    settled: dict[K, Record] = {}
    clashes: list[Clash[K]] = []
    for key in dict.fromkeys((*base, *ours, *theirs)):
        was, mine, other = base.get(key), ours.get(key), theirs.get(key)
        merged = _row(key, was, mine, other)
        if isinstance(merged, Clash):
            clashes.append(merged)
        elif merged is not None:
            settled[key] = merged
    return Outcome(settled, tuple(clashes))


def _row(key: K, was: Record | None, mine: Record | None, other: Record | None) -> Record | Clash[K] | None:
    """Settle one row, or give the clash; None is a row that is taken out."""
    if mine is None or other is None:
        left = other if mine is None else mine
        if was is None or left is None:
            return left
        return None if same(left, was) else Clash(key, (), mine, other)
    # A row that both have added is merged as if it had been there and empty.
    was = was or {}
    settled: Record = {}
    clashing: list[str] = []
    for name in dict.fromkeys((*was, *mine, *other)):
        text = _field(was.get(name, NOTHING), mine.get(name, NOTHING), other.get(name, NOTHING))
        if text is None:
            clashing.append(name)
        else:
            settled[name] = text
    if not clashing:
        return settled
    sides = [settled | {name: side.get(name, NOTHING) for name in clashing} for side in (mine, other)]
    return Clash(key, tuple(clashing), *sides)


def _field(was: Spelt, mine: Spelt, other: Spelt) -> Spelt | None:
    """Settle one field, or give None where both have changed it differently."""
    if mine.meaning == other.meaning:
        # One meaning in two spellings: what is unchanged keeps its own, else the fuller one is taken.
        if mine.meaning == was.meaning:
            return was
        return max(mine, other, key=lambda one: (len(one.spelling), one.spelling))
    if mine.meaning == was.meaning:
        return other
    return mine if other.meaning == was.meaning else None
