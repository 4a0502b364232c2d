"""The sentences that say how an indicator stands beside a comparator group (RULES 6)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.amounts import exact_size
from csptui.domain.compared import FEWEST_IN_LINE, LIMITS, QUARTERS, InLine, direction
from csptui.domain.figure import at_places, digits
from csptui.domain.groups import average_words, listed
from csptui.domain.trend import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.compared import Compared
    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator

_LEAST_PERCENT = Decimal("0.05")
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th"}
_JUDGED = {Verdict.BETTER: ", which is better", Verdict.WORSE: ", which is worse"}
# 5 / √6 is 2.04, and 4 / √5 is 1.79: less than 1.96.
_COULD_BE_OUTSIDE = 6
_MORE_PLACES = 3
_NAMED = 6


def sentence(found: Compared) -> str:
    """Say everything in one paragraph: distance and average, rank and quartile, in line or not."""
    parts = [distance_sentence(found), rank_sentence(found), in_line_sentence(found), mean_sentence(found)]
    return " ".join(part for part in parts if part)


def distance_sentence(found: Compared) -> str:
    """Say how far the own value is from the average, or why it is not compared, or that nothing is held."""
    average, own = found.average, found.own
    if average is None:
        return none_held(found)
    named = f"the average of {average.group} ({average_words(average, average_text(found))})"
    if average.members == 1:
        named = f"the value of {average.group} ({average_text(found)})"
    if own.value is None:
        told = f"{whose(found)} figure is not compared: {own.missing}."
        return f"{told} It would stand beside {named}."
    judged = _JUDGED.get(verdict(average.average, own.value, found.indicator.polarity), "")
    return f"{whose(found)} {own_text(found)} {_far(found)} {named}{judged}."


def none_held(found: Compared) -> str:
    """Say that no member's value is held, so that nothing can be compared."""
    members = found.group.members_in(found.quarter)
    if not members:
        return f"{found.group.name} has no members in {found.quarter}."
    if len(members) == 1:
        return f"No value of {members[0]} is held for {found.quarter}."
    name = found.group.name
    owns = f"{name}'" if name.endswith("s") else f"{name}'s"
    return f"No value of {owns} {len(members)} members is held for {found.quarter}."


def whose(found: Compared) -> str:
    """Name the area as the owner of what follows."""
    return f"{found.own.area}'s" if found.own.area else "The area's own"


def own_text(found: Compared) -> str:
    """Print the own value beside the others."""
    return next((one.text for one in found.standings if one.is_self), "")


def average_text(found: Compared) -> str:
    """Print the average at the places of the values, with more where it would look like another number."""
    average = found.average
    if average is None:
        return ""
    other = found.own.value
    places = found.places
    if found.indicator.unit.counts and at_places(average.average, 0) != average.average:
        places = max(places, 1)
    for more in range(places, places + _MORE_PLACES):
        same = other is not None and at_places(other, more) == at_places(average.average, more)
        if not same or other == average.average:
            places = more
            break
    return _amount(found, average.average, places)


def _amount(found: Compared, value: Decimal, places: int) -> str:
    return digits(value, places, signed=found.indicator.signed) + found.indicator.unit.suffix


def _far(found: Compared) -> str:
    """Say `is 5.3% above`, in the unit where a percentage would say nothing."""
    average, own, distance = found.average, found.own.value, found.distance
    if average is None or own is None:
        return ""
    if own == average.average:
        return "is exactly"
    away = own - average.average
    way = "above" if away > 0 else "below"
    size = exact_size(at_places(away, found.places) or at_places(away, found.places + 1), found.indicator)
    if distance is None or abs(distance) < _LEAST_PERCENT:
        return f"is {size} {way}"
    beside = f" ({size})" if found.indicator.unit.is_percentage else ""
    return f"is {digits(abs(distance), 1)}%{beside} {way}"


def rank_sentence(found: Compared) -> str:
    """Say the rank, with whom it is shared, and the quartile."""
    if found.rank is None:
        return ""
    rank, count = found.rank, len(found.standings)
    shared = [one.area for one in found.standings if one.rank == rank and not one.is_self]
    tied = f", shared with {listed(shared)}" if shared else ""
    if found.quartile is None:
        quartile = f"quartiles need {QUARTERS} values"
    else:
        quartile = f"{_ORDINALS[found.quartile]} quartile"
    return f"Rank {rank} of {count} ({direction(found.indicator)}){tied}; {quartile}."


def in_line_sentence(found: Compared) -> str:
    """Say whether the value is in line, and by which limits."""
    if found.average is None or found.own.value is None:
        return ""
    if found.spread is None:
        held = "1 is" if found.present == 1 else f"{found.present} are"
        needs = f"needs {FEWEST_IN_LINE} values of the group"
        return f"In line or not cannot be said: that {needs}, and {held} held."
    lower, upper = limit_texts(found)
    limits = f"the mean ± {LIMITS} sample SD of the group"
    match found.spread.place:
        case InLine.ABOVE:
            return f"Not in line: above {upper}, the upper end of {limits}."
        case InLine.BELOW:
            return f"Not in line: below {lower}, the lower end of {limits}."
        case _ if found.spread.lower < 0 <= min(one.value for one in found.standings):
            end = f"the upper end of {limits}; the lower is below 0"
            return f"In line: not above {upper}, {end}{_always(found)}."
        case _:
            return f"In line: inside {lower} to {upper}, {limits}{_always(found)}."


def _always(found: Compared) -> str:
    """Say where the answer could be no other: no value is further than (n − 1) / √n deviations away."""
    if not found.include_self or found.present >= _COULD_BE_OUTSIDE:
        return ""
    return f"; none of fewer than {_COULD_BE_OUTSIDE} values that are all counted can be outside"


def limit_texts(found: Compared) -> tuple[str, str]:
    """Print the limits at the places of the values, with more where a value would seem to be on one."""
    if found.spread is None:
        return "", ""
    own, ends = found.own.value, (found.spread.lower, found.spread.upper)
    places = max(found.places, 1) if found.indicator.unit.counts else found.places
    for more in range(places, places + _MORE_PLACES):
        if own is None or all(at_places(own, more) != at_places(end, more) or own == end for end in ends):
            places = more
            break
    lower, upper = (_amount(found, end, places) for end in ends)
    return lower, upper


def mean_sentence(found: Compared) -> str:
    """Say why an average that was to be pooled is a mean; empty where it was not, or is."""
    average = found.average
    if average is None or not average.why_mean:
        return ""
    return f"The average is not pooled: {average.why_mean}."


def missing_sentence(found: Compared) -> str:
    """Name every member of which no value is held; they are never averaged in."""
    if not found.missing or found.average is None:
        return ""
    return f"No value is held of {listed(found.missing, _NAMED)}: not averaged in."


def brief(found: Compared) -> str:
    """Say it in one line: `MSG average 7.50 (12 of 15); +5.3%; rank 9 of 12, 1 = lowest; in line`."""
    if found.average is None:
        return f"{found.group.name}, 0 of {len(found.group.members_in(found.quarter))} values held"
    parts = [f"{found.group.name} average {average_text(found)} ({found.average.held})"]
    if found.distance is not None:
        parts.append(f"{digits(found.distance, 1, signed=True)}%")
    if found.rank is not None:
        parts.append(f"rank {found.rank} of {len(found.standings)}, {direction(found.indicator)}")
    if found.in_line is not None:
        parts.append(in_line_words(found))
    if found.own.value is None:
        parts.append(f"not compared: {found.own.missing}")
    return "; ".join(parts)


def group_lines(found: Sequence[Compared]) -> list[tuple[str, str]]:
    """Give a labelled line for each group of which values are held; where none are, for the first alone."""
    held = [one for one in found if one.average is not None] or found[:1]
    return [("" if at else "Group", f"{brief(one)}.") for at, one in enumerate(held)]


def in_line_words(found: Compared) -> str:
    """Say in few words where the value lies."""
    match found.in_line:
        case None:
            return ""
        case InLine.INSIDE:
            return "in line"
        case InLine.ABOVE | InLine.BELOW:
            return f"not in line: {found.in_line.value}"


def refused(dataset: Dataset, indicator: Indicator, found: Sequence[Compared]) -> str:
    """Say why an indicator stands beside no group: none is defined, none is its own, or none has values."""
    if not dataset.partnership.groups:
        return "No comparator group is defined: add a [[group]] to partnership.toml."
    if indicator.groups is not None and not indicator.groups:
        return f"{indicator.code} is compared with no group: that is what its groups in indicators.toml say."
    if not found:
        return f"None of {indicator.code}'s comparator groups is one in {dataset.shown}."
    return " ".join(none_held(one) for one in found)
