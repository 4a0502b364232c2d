"""Control charts of single values (XmR): limits, special causes, assurance, or why there is none (RULES 7).

The rules are those of NHS England's *Making Data Count* guides as the R package NHSRplotthedots (NHS-R
Community, 0.2.2: ptd_spc_standard, ptd_calculate_point_type, ptd_calculate_assurance_type) carries them
out. *Tool* below is NHS England's own Single Chart Tool, by the document that tests other tools against it
(XmR testing, for 5.0). Screening is Nelson's, Control Charts for Individual Measurements, Journal of
Quality Technology 14(3), 1982. All arithmetic is in fractions: what is on a line is on it.

======================  =====================================================================================
edge                    decided, and by what
======================  =====================================================================================
on a limit              not outside; on a warning line not beyond it (package: > and <)
on the mean             on no side: it breaks a shift and a two of three (package: sign 0; RULES)
run of 7                all its points are flagged and not only the seventh, and all that prolong it (both)
trend                   7 points, so six moves one way; a tie breaks it (both, and RULES)
side of a trend         rising is high and falling is low, wherever the mean lies (package since 0.2)
peak of two trends      belongs to the later one (package; the tool shows whichever is an improvement)
two of three            all three lie on one side of the mean, two or three of them beyond that side's
                        warning line; those are flagged and the third is not (both)
outside, two of three   a point outside a limit is none of the two, since it is a special cause by itself; it
                        may be the third (both: the two lie between warning line and limit; that a later
                        tool will count it was announced in 2023, and the package has not followed)
order                   outside, trend, two of three, shift: a point has one signal (package and RULES)
screening               ranges of 3.267 × their average or more are left out, once (RULES; the package keeps
                        those below; the tool screens none); the mean keeps every point; where all ranges
                        are 0 none is left out, the limits are the mean, and nothing is a special cause
rebase                  each group has its own mean, ranges, screening and runs, and no range is taken across
                        (package and RULES; in the tool a run may cross)
short group             has limits from two points on, with a note up to 13 (package: a warning below 12)
how many points         13 in all (RULES and the tool; the package draws fewer, with a warning)
no better direction     a special cause is neutral (both); where nearest to zero is better, a point is judged
                        by its distance from zero against the mean's, a trend by its last against its first
assurance               by the last group's limits; a target exactly on a limit is hit and miss (package)
======================  =====================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from csptui.analysis.refused import Refused
from csptui.domain.charting import LONGEST_RUN, RUN, SHORTEST_RUN
from csptui.domain.indicator import Polarity
from csptui.domain.target import Comparison, Edge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from csptui.domain.quarter import Quarter

LEAST = 13
"""The fewest points that a chart is made of."""
LEAST_IN_GROUP = 2
"""The fewest points of a group, for a range between them."""
_SCREEN = Fraction("3.267")
_LIMIT = Fraction("2.66")
_WARNING = _LIMIT * 2 / 3


class Signal(Enum):
    """Which special cause a point shows; the value of a member is its word in JSON."""

    NONE = "none"
    OUTSIDE = "outside"
    TREND = "trend"
    TWO_IN_THREE = "two-in-three"
    SHIFT = "shift"


class Side(Enum):
    """The side of the mean that a point lies on; of a trend, the way it goes."""

    HIGH = "high"
    LOW = "low"
    ON = ""


class Call(Enum):
    """What a special cause means for the performance."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"
    NONE = "none"


class Assurance(Enum):
    """Whether a process within its limits meets its target always, never or now and then."""

    PASS = "pass"  # noqa: S105 - a target is passed, no door
    FAIL = "fail"
    HIT_AND_MISS = "hit and miss"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Limits:
    """The lines of one group of points, `start` to `end` (counted from 0, the end not included)."""

    start: int
    end: int
    mean: Fraction
    average_range: Fraction
    screened: int = 0

    @property
    def lower(self) -> Fraction:
        """The lower process limit."""
        return self.mean - _LIMIT * self.average_range

    @property
    def upper(self) -> Fraction:
        """The upper process limit."""
        return self.mean + _LIMIT * self.average_range

    @property
    def lower_warning(self) -> Fraction:
        """The line two thirds of the way down to the lower limit."""
        return self.mean - _WARNING * self.average_range

    @property
    def upper_warning(self) -> Fraction:
        """The line two thirds of the way up to the upper limit."""
        return self.mean + _WARNING * self.average_range

    @property
    def count(self) -> int:
        """How many points there are."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Charted:
    """One point with the lines of its group; `length` is of its run, where it is part of one.

    `text` is the value as it was written, `quarter` the quarter it belongs to where that is known.
    """

    value: Decimal
    limits: Limits
    signal: Signal = Signal.NONE
    side: Side = Side.ON
    call: Call = Call.NONE
    length: int = 0
    text: str = ""
    quarter: Quarter | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A control chart; `rebases` are the first points of the groups after the first, counted from 1.

    `edge` is what the target asks for, `target` the target as it is printed; `notes` are sentences on what
    was left out or rests on little.
    """

    points: tuple[Charted, ...]
    groups: tuple[Limits, ...]
    run: int = RUN
    screening: bool = True
    better: Polarity = Polarity.NONE
    edge: Edge | None = None
    target: str = ""
    notes: tuple[str, ...] = ()

    @property
    def limits(self) -> Limits:
        """The lines of the last group, which are those in force."""
        return self.groups[-1]

    @property
    def latest(self) -> Charted:
        """The last point."""
        return self.points[-1]

    def name(self, index: int) -> str:
        """Name a point, counted from 0: by its quarter, else by its number in the list, counted from 1."""
        quarter = self.points[index].quarter
        return f"point {index + 1}" if quarter is None else str(quarter)

    @property
    def rebases(self) -> tuple[int, ...]:
        """Where groups begin after the first, counted from 1."""
        return tuple(group.start + 1 for group in self.groups[1:])

    @property
    def screened(self) -> int:
        """How many ranges were left out, in all groups together."""
        return sum(group.screened for group in self.groups)

    @property
    def assurance(self) -> Assurance:
        """Whether the process as it is now meets the target."""
        return assurance_of(self.limits, self.edge)


def chart(
    values: Sequence[Decimal],
    *,
    run: int = RUN,
    screening: bool = True,
    rebases: Sequence[int] = (),
    better: Polarity = Polarity.NONE,
    target: Edge | Decimal | None = None,
) -> Chart:
    """Make a chart of as many values as there are; `rebases` counts from 1.

    Raises ValueError for a run or a rebase out of bounds, and for a group of fewer than two points;
    `why_not` says so beforehand. A bare target reads by polarity, and says nothing where none is better.
    """
    if not SHORTEST_RUN <= run <= LONGEST_RUN:
        message = f"a run is {SHORTEST_RUN} to {LONGEST_RUN} points, not {run}"
        raise ValueError(message)
    bounds = _bounds(len(values), rebases)
    exact = [Fraction(value) for value in values]
    groups = tuple(_limits(exact, start, end, screening=screening) for start, end in bounds)
    points: list[Charted] = []
    for group in groups:
        points += _group(values, exact, group, run, better)
    edge = _edge(target, better) if isinstance(target, Decimal) else target
    text = "" if edge is None else f"{edge.limit:f}"
    return Chart(tuple(points), groups, run, screening, better, edge, text)


def why_not(count: int, what: str, *, given: str = "held") -> Refused | None:
    """Say why so few points make no chart; `what` they are, in the plural."""
    if count >= LEAST:
        return None
    number = {0: "none is", 1: "1 is"}.get(count, f"{count} are")
    return Refused(f"control chart needs {LEAST} {what}; {number} {given}")


def short_notes(made: Chart) -> tuple[str, ...]:
    """Say which groups are short, so that their limits rest on little, and those of the last still move."""
    return tuple(
        f"The limits from {made.name(group.start)} rest on {group.count} points"
        + (f", and are provisional until there are {LEAST}." if group is made.limits else " alone.")
        for group in made.groups
        if group.count < LEAST
    )


def assurance_of(limits: Limits, edge: Edge | None) -> Assurance:
    """Hold a target against limits: beyond one of them the process always passes or always fails.

    A band is passed where both limits lie within it, and failed where both lie beyond one end of it.
    """
    if edge is None:
        return Assurance.NONE
    at = Fraction(edge.limit)
    if edge.comparison is Comparison.WITHIN:
        passes, fails = -at < limits.lower and limits.upper < at, limits.lower > at or limits.upper < -at
    elif edge.comparison.is_upper:
        passes, fails = at > limits.upper, at < limits.lower
    else:
        passes, fails = at < limits.lower, at > limits.upper
    if passes:
        return Assurance.PASS
    return Assurance.FAIL if fails else Assurance.HIT_AND_MISS


def _edge(target: Decimal, better: Polarity) -> Edge | None:
    match better:
        case Polarity.LOWER:
            return Edge(Comparison.AT_MOST, target)
        case Polarity.HIGHER:
            return Edge(Comparison.AT_LEAST, target)
        case Polarity.ZERO:
            return Edge(Comparison.WITHIN, abs(target))
        case Polarity.NONE:
            return None


def _bounds(count: int, rebases: Sequence[int]) -> list[tuple[int, int]]:
    starts = sorted({0, *(number - 1 for number in rebases)})
    ends = [*starts[1:], count]
    if starts[0] < 0 or any(end - start < LEAST_IN_GROUP for start, end in zip(starts, ends, strict=True)):
        message = f"each group needs {LEAST_IN_GROUP} points, for a range between them"
        raise ValueError(message)
    return list(zip(starts, ends, strict=True))


def _limits(values: Sequence[Fraction], start: int, end: int, *, screening: bool) -> Limits:
    own = values[start:end]
    mean = sum(own, Fraction(0)) / len(own)
    ranges = [abs(after - before) for before, after in pairwise(own)]
    average = sum(ranges, Fraction(0)) / len(ranges)
    # Where no value moves, every range is 0 and as large as its own bound: none of them stands out.
    kept = [one for one in ranges if one < _SCREEN * average] if screening and average else ranges
    return Limits(start, end, mean, sum(kept, Fraction(0)) / len(kept), len(ranges) - len(kept))


def _group(
    values: Sequence[Decimal], exact: Sequence[Fraction], limits: Limits, run: int, better: Polarity
) -> list[Charted]:
    """Chart the points of one group, which knows of no other."""
    own = exact[limits.start : limits.end]
    sides = [_side(value - limits.mean) for value in own]
    points = [
        Charted(value, limits, side=side, text=f"{value:f}")
        for value, side in zip(values[limits.start : limits.end], sides, strict=True)
    ]
    # From the last in order to the first, so that the first has the last word.
    for start, end, side in _shifts(sides, run):
        for index in range(start, end):
            points[index] = _signalled(points[index], Signal.SHIFT, side, better, end - start)
    for index in _two_in_three(own, sides, limits):
        points[index] = _signalled(points[index], Signal.TWO_IN_THREE, sides[index], better)
    for start, end, side in _trends(own, run):
        moved = _call_of_move(own[start], own[end - 1], better)
        for index in range(start, end):
            trend = replace(points[index], signal=Signal.TREND, side=side, call=moved, length=end - start)
            points[index] = trend
    for index, value in enumerate(own):
        if value > limits.upper or value < limits.lower:
            points[index] = _signalled(points[index], Signal.OUTSIDE, sides[index], better)
    return points


def _signalled(point: Charted, signal: Signal, side: Side, better: Polarity, length: int = 0) -> Charted:
    call = _call_of_move(point.limits.mean, Fraction(point.value), better)
    return replace(point, signal=signal, side=side, call=call, length=length)


def _call_of_move(before: Fraction, after: Fraction, better: Polarity) -> Call:
    """Judge a move: from the mean to a point, or from the first point of a trend to its last."""
    if better is Polarity.ZERO:
        nearer = abs(before) - abs(after)
    else:
        nearer = {Polarity.HIGHER: after - before, Polarity.LOWER: before - after}.get(better, Fraction(0))
    if nearer == 0:
        return Call.NEUTRAL
    return Call.IMPROVEMENT if nearer > 0 else Call.CONCERN


def _side(difference: Fraction) -> Side:
    if difference == 0:
        return Side.ON
    return Side.HIGH if difference > 0 else Side.LOW


def _shifts(sides: Sequence[Side], run: int) -> Iterator[tuple[int, int, Side]]:
    """Find the runs on one side of the mean: start, end (not included) and side."""
    for start, end in _stretches(len(sides), lambda index: sides[index - 1] is sides[index]):
        if end - start >= run and sides[start] is not Side.ON:
            yield start, end, sides[start]


def _trends(values: Sequence[Fraction], run: int) -> Iterator[tuple[int, int, Side]]:
    """Find the runs that only rise or only fall; a turning point ends one and begins the next."""
    moves = [_side(after - before) for before, after in pairwise(values)]
    for start, end in _stretches(len(moves), lambda index: moves[index - 1] is moves[index]):
        if end - start + 1 >= run and moves[start] is not Side.ON:
            yield start, end + 1, moves[start]


def _stretches(count: int, follows: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """Cut 0 to `count` where an index does not follow the one before it."""
    start = 0
    for index in range(1, count + 1):
        if index == count or not follows(index):
            yield start, index
            start = index


def _two_in_three(values: Sequence[Fraction], sides: Sequence[Side], limits: Limits) -> set[int]:
    beyond = [
        limits.upper_warning < value <= limits.upper or limits.lower <= value < limits.lower_warning
        for value in values
    ]
    found: set[int] = set()
    for start in range(len(values) - 2):
        three = range(start, start + 3)
        out = [index for index in three if beyond[index]]
        if len(out) > 1 and len({sides[index] for index in three}) == 1:
            found.update(out)
    return found
