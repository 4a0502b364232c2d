"""Comparator groups: who belongs to one, and its average (RULES 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Group:
    """A named list of areas, such as the Most Similar Group; the area itself is not in `members`."""

    id: str
    name: str
    members: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class GroupAverage:
    """The unweighted mean of the members' values that are held: `present` of `members`."""

    group: str
    average: Decimal
    present: int
    members: int
    include_self: bool


def group_average(
    group: Group, values: Mapping[str, Decimal], own: Decimal | None, *, include_self: bool
) -> GroupAverage | None:
    """Average the values held, the area's own too where the rule says so; None if no member's is held."""
    held = [values[area] for area in group.members if area in values]
    if not held:
        return None
    members = len(group.members) + (1 if include_self else 0)
    if include_self and own is not None:
        held.append(own)
    total = sum(held[1:], start=held[0])
    return GroupAverage(group.name, total / len(held), len(held), members, include_self)
