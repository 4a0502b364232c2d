"""Merges three ways by field: what one side changed is taken, what both changed differently is a clash."""

from __future__ import annotations

from collections.abc import Callable
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


Judge = Callable[[Record], tuple[str, ...]]
"""Names the fields of a row that cannot stand beside each other; none if the row is sound."""


def _sound(_: Record) -> tuple[str, ...]:
    return ()


def three_ways(
    base: Mapping[K, Record],
    ours: Mapping[K, Record],
    theirs: Mapping[K, Record],
    judge: Judge = _sound,
) -> Outcome[K]:
    """Merge rows by key and field. Exchanging ours and theirs exchanges nothing but the sides of a clash.

    Two sound rows that make one which is not clash in the fields that `judge` names.
    """
    settled: dict[K, Record] = {}
    clashes: list[Clash[K]] = []
    for key in dict.fromkeys((*base, *ours, *theirs)):
        was, mine, other = base.get(key), ours.get(key), theirs.get(key)
        merged = _judged(key, mine, other, _row(key, was, mine, other), judge)
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
    return settled if not clashing else _clash(key, settled, clashing, mine, other)


def _judged(
    key: K, mine: Record | None, other: Record | None, merged: Record | Clash[K] | None, judge: Judge
) -> Record | Clash[K] | None:
    """Make a clash of a row whose fields cannot stand beside each other, as they do on neither side."""
    if mine is None or other is None or merged is None:
        return merged
    sides = [merged] if not isinstance(merged, Clash) else [merged.ours, merged.theirs]
    wrong = [name for side in sides if side is not None for name in judge(side)]
    if not wrong or judge(mine) or judge(other):
        return merged
    if not isinstance(merged, Clash):
        return _clash(key, merged, wrong, mine, other)
    fields = dict.fromkeys((*merged.fields, *wrong))
    return _clash(key, merged.ours or {}, list(fields), mine, other)


def _clash(key: K, settled: Record, clashing: list[str], mine: Record, other: Record) -> Clash[K]:
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
