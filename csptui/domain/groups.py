"""Comparator groups: who belongs to one and when, what its members have, and its average (RULES 6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction as Exact
from typing import TYPE_CHECKING

from csptui.domain.covered import Span, covered, part_only
from csptui.domain.figure import EMPTY, Figure, Fraction, fraction_agrees, fraction_value, value_of
from csptui.domain.indicator import PeriodBasis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from csptui.domain.dataset import Partnership
    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import Quarter


class AverageKind(Enum):
    """How a group's average is made; the value of a member is its word in the files."""

    MEAN = "mean"
    POOLED = "pooled"

    @property
    def words(self) -> str:
        """The kind as a reader is told it."""
        return "unweighted mean" if self is AverageKind.MEAN else "pooled from fractions"


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of quarters, both ends included, in which an area is a member; an open end is None."""

    area: str
    starts: Quarter | None = None
    until: Quarter | None = None

    def has(self, quarter: Quarter) -> bool:
        """Whether a quarter lies in it."""
        return _lies_in(quarter, self.starts, self.until)


@dataclass(frozen=True, slots=True)
class Group:
    """A named list of areas, such as the Most Similar Group; the area itself is not in `members`.

    `members` names every area that ever belongs to it; one that has `terms` belongs to it in those
    alone. `include_self` and `average` are the group's own; None leaves it to the partnership.
    """

    id: str
    name: str
    members: tuple[str, ...] = ()
    note: str = ""
    terms: tuple[Term, ...] = ()
    starts: Quarter | None = None
    until: Quarter | None = None
    include_self: bool | None = None
    average: AverageKind = AverageKind.MEAN

    def runs_in(self, quarter: Quarter) -> bool:
        """Whether the group itself is one in a quarter."""
        return _lies_in(quarter, self.starts, self.until)

    def members_in(self, quarter: Quarter) -> tuple[str, ...]:
        """Give the members of a quarter, in the order in which they are written; none outside its time."""
        if not self.runs_in(quarter):
            return ()
        if not self.terms:
            return self.members
        dated = {term.area for term in self.terms}
        now = {term.area for term in self.terms if term.has(quarter)}
        return tuple(area for area in self.members if area not in dated or area in now)

    def counts_self(self, *, by_default: bool) -> bool:
        """Whether the area itself is counted in the average."""
        return by_default if self.include_self is None else self.include_self


def _lies_in(quarter: Quarter, starts: Quarter | None, until: Quarter | None) -> bool:
    return (starts is None or starts <= quarter) and (until is None or quarter <= until)


@dataclass(frozen=True, slots=True)
class AreaValue:
    """What another area has: its value, and the fraction where one is held."""

    value: Decimal
    fraction: Fraction | None = None


@dataclass(frozen=True, slots=True)
class AreaValues:
    """What other areas have of one indicator in one quarter.

    `by_area` is of the quarter's own file, of which every group draws; `by_group` of the partnership's
    file, where each value stands for one group.
    """

    by_area: Mapping[str, AreaValue] = field(default_factory=dict)
    by_group: Mapping[str, Mapping[str, AreaValue]] = field(default_factory=dict)

    @classmethod
    def made(
        cls, by_area: Mapping[str, AreaValue], stated: Mapping[str, Mapping[str, Decimal]]
    ) -> AreaValues:
        """Give both from the values of the two files; those of the partnership's have no fractions."""
        by_group = {
            group: {area: AreaValue(value) for area, value in held.items()} for group, held in stated.items()
        }
        return cls(by_area, by_group)

    def of(self, group: Group, quarter: Quarter) -> dict[str, AreaValue]:
        """Give the values held of a group's members of that quarter, in the members' order."""
        stated = self.by_group.get(group.id, {})
        held = ((area, self.by_area.get(area) or stated.get(area)) for area in group.members_in(quarter))
        return {area: value for area, value in held if value is not None}


@dataclass(frozen=True, slots=True)
class GroupAverage:
    """The average of the members' values that are held: `present` of `members`, the area itself among them.

    `missing` names those of which no value is held: they are never averaged in. `why_mean` says why an
    average that was to be pooled is a mean; `area` is the partnership's own where it is counted.
    """

    group: str
    average: Decimal
    present: int
    members: int
    include_self: bool
    kind: AverageKind = AverageKind.MEAN
    missing: tuple[str, ...] = ()
    why_mean: str = ""
    area: str = ""

    @property
    def held(self) -> str:
        """How many are present, as it is printed: `12 of 15`."""
        return f"{self.present} of {self.members}"


def mean(values: Sequence[Decimal]) -> Decimal:
    """Give the unweighted mean, exact until it is cut after 28 digits."""
    return as_decimal(exact_mean(values))


def exact_mean(values: Sequence[Decimal]) -> Exact:
    """Give the unweighted mean without any rounding."""
    return sum(map(Exact, values), start=Exact(0)) / len(values)


def as_decimal(number: Exact) -> Decimal:
    """Give a fraction as a decimal number of 28 digits at most."""
    return Decimal(number.numerator) / Decimal(number.denominator)


@dataclass(frozen=True, slots=True)
class OwnValue:
    """The area's own figure as it stands beside the others'; where it cannot, `missing` says why."""

    area: str
    value: Decimal | None
    fraction: Fraction | None = None
    missing: str = ""

    @property
    def name(self) -> str:
        """The area's name, or words for it where the partnership gives none."""
        return self.area or "the area itself"


def own_of(figure: Figure, indicator: Indicator, quarter: Quarter, area: str) -> OwnValue:
    """Give the area's own value of a quarter, or the reason why it is not compared."""
    value = value_of(figure, indicator)
    if value is None:
        absent = figure.absence
        held = "no figure is held" if absent is None else f"the figure is {absent.words} {absent.mark}"
        return OwnValue(area, None, missing=held)
    if differs := unlike(figure, indicator, quarter):
        return OwnValue(area, None, missing=differs)
    return OwnValue(area, value, figure.fraction)


def average_of(
    group: Group,
    quarter: Quarter,
    values: AreaValues,
    own: OwnValue,
    indicator: Indicator,
    *,
    by_default: bool,
) -> GroupAverage | None:
    """Average a group in a quarter by its own rule; None where no member's value is held.

    `by_default` is the partnership's include_self, which a group's own overrides.
    """
    held = values.of(group, quarter)
    if not held:
        return None
    counts = group.counts_self(by_default=by_default)
    members = group.members_in(quarter)
    missing = [one for one in members if one not in held]
    if counts and own.value is not None:
        held[own.name] = AreaValue(own.value, own.fraction)
    elif counts:
        missing.append(own.name)
    kind, why_mean = group.average, ""
    if kind is AverageKind.POOLED and (why_mean := not_pooled(held, indicator)):
        kind = AverageKind.MEAN
    if kind is AverageKind.POOLED:
        average = pooled([one.fraction for one in held.values() if one.fraction is not None], indicator)
    else:
        average = mean([one.value for one in held.values()])
    of, area = len(members) + counts, own.name if counts else ""
    return GroupAverage(group.name, average, len(held), of, counts, kind, tuple(missing), why_mean, area)


def groups_of(indicator: Indicator, groups: Sequence[Group], quarter: Quarter) -> tuple[Group, ...]:
    """Give the groups that an indicator is compared with in a quarter, in its own order where it has one."""
    by_id = {group.id: group for group in groups if group.runs_in(quarter)}
    wanted = by_id if indicator.groups is None else indicator.groups
    return tuple(by_id[one] for one in wanted if one in by_id)


def first_average(
    indicator: Indicator, quarter: Quarter, values: AreaValues, figure: Figure, partnership: Partnership
) -> GroupAverage | None:
    """Give the average of the first of an indicator's groups of which values are held."""
    own = own_of(figure, indicator, quarter, partnership.area)
    averages = (
        average_of(group, quarter, values, own, indicator, by_default=partnership.include_self)
        for group in groups_of(indicator, partnership.groups, quarter)
    )
    return next((one for one in averages if one is not None), None)


def unlike(figure: Figure, indicator: Indicator, quarter: Quarter) -> str:
    """Say why a figure cannot be held beside other areas' values of a quarter; empty where it can.

    They are of the quarter's own period, so a figure of another period, or of a part of one, is not
    compared. An annual figure may be of any year that ends in the quarter's own, such as a calendar year, and
    a snapshot of any month of the quarter. Where the basis leaves the period open (a cohort), none differs.
    """
    if part := part_only(figure, indicator.basis, quarter):
        return part
    if figure.as_at is None:
        return ""
    now, asked = covered(figure, indicator.basis, quarter), covered(EMPTY, indicator.basis, quarter)
    if not isinstance(now, Span) or not isinstance(asked, Span) or _alike(now, asked, indicator.basis):
        return ""
    return f"it is of {figure.as_at}, and the members' values are of {asked.words}"


def _alike(now: Span, asked: Span, basis: PeriodBasis) -> bool:
    if basis is PeriodBasis.ANNUAL:
        return asked.first <= now.last <= asked.last
    return now == asked or (basis is PeriodBasis.SNAPSHOT and now.shared(asked) == now)


def not_pooled(held: Mapping[str, AreaValue], indicator: Indicator) -> str:
    """Say why fractions cannot be pooled, as the end of a sentence; empty where they can."""
    if indicator.unit.multiplier is None:
        return f"a {indicator.unit.value} has no fractions"
    if none := [area for area, one in held.items() if one.fraction is None]:
        return f"no fraction is held of {listed(none)}"
    apart = [area for area, one in held.items() if not _makes(one.value, one.fraction, indicator)]
    return f"the fraction does not make the value of {listed(apart)}" if apart else ""


def _makes(value: Decimal, fraction: Fraction | None, indicator: Indicator) -> bool:
    stated = Figure(value, fraction)
    return value == fraction_value(stated, indicator) or fraction_agrees(stated, indicator) is True


def pooled(fractions: Iterable[Fraction], indicator: Indicator) -> Decimal:
    """Give the sum of the numerators over the sum of the denominators, times the unit's multiplier."""
    held = list(fractions)
    above, below = sum(one.numerator for one in held), sum(one.denominator for one in held)
    return Fraction(above, below).rate(indicator.unit.multiplier or 1)


def average_words(average: GroupAverage, text: str) -> str:
    """Say how an average is made: `12 of 15, including Derby: 7.50, unweighted mean`."""
    own = ""
    if average.include_self and average.area:
        counted = average.area not in average.missing
        own = f", {'including' if counted else 'without'} {average.area}"
    return f"{average.held}{own}: {text}, {average.kind.words}"


_NAMED = 3


def listed(names: Sequence[str], most: int = _NAMED) -> str:
    """Name a few areas, and count the rest: `Luton, Torbay and 3 more`."""
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
