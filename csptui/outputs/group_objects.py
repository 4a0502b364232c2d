"""A comparator group as a plain object for JSON; texts are as in the files, not made safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.compared import direction
from csptui.domain.group_words import missing_sentence, sentence
from csptui.outputs.objects import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.compared import Compared
    from csptui.domain.quarter import Quarter
    from csptui.outputs.objects import Object


def groups_object(ref: str, quarter: Quarter, found: Sequence[Compared]) -> Object:
    """Give an indicator beside each of its groups."""
    return {"ref": ref, "quarter": str(quarter), "groups": [group_object(one) for one in found]}


def group_object(found: Compared) -> Object:
    """Give an indicator beside one group: the members' values, the average, and what follows from it.

    `rank` is of the `rank_of` values held, one's own among them; `distance` is in per cent; `lower` and
    `upper` are mean ± 1.96 sample standard deviations. What cannot be said is null.
    """
    average, spread, own = found.average, found.spread, found.own.value
    return {
        "id": found.group.id,
        "name": found.group.name,
        "own": number(own),
        "members": [
            {
                "area": one.area,
                "value": number(one.value),
                "text": one.text,
                "is_self": one.is_self,
                "rank": one.rank,
            }
            for one in found.standings
        ],
        "missing": list(found.missing) if average is None else list(average.missing),
        "present": found.present,
        "of": found.of,
        "average": None if average is None else number(average.average),
        "average_kind": None if average is None else average.kind.value,
        "include_self": found.include_self,
        "rank": found.rank,
        "rank_of": None if found.rank is None else len(found.standings),
        "direction": direction(found.indicator),
        "quartile": found.quartile,
        "distance": number(found.distance),
        "in_line": None if found.in_line is None else found.in_line.value,
        "lower": None if spread is None else number(spread.lower),
        "upper": None if spread is None else number(spread.upper),
        "sentence": " ".join(part for part in (sentence(found), missing_sentence(found)) if part),
    }
