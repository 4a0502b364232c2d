"""Every reading that the figures of a row allow: changes, distances to target, levels (RULES 8)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from csptui.domain.covered import part_only
from csptui.domain.figure import digits, number_text, places_of, value_of
from csptui.domain.indicator import Unit
from csptui.domain.rag import rounding_interval
from csptui.domain.scorecard import BREAK_BETWEEN, NO_READING
from csptui.domain.target import Comparison, edge_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csptui.domain.dataset import Dataset, QuarterRecord
    from csptui.domain.figure import Figure
    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row

HUNDRED = Decimal(100)


class Relation(Enum):
    """What a reading is of."""

    CHANGE = "change"
    TARGET = "target"
    LEVEL = "level"


class Measure(Enum):
    """What a reading is in."""

    PERCENT = "percent"
    POINTS = "points"
    UNITS = "units"
    LEVEL = "level"


class Since(Enum):
    """What a change is on."""

    YEAR = "year"
    QUARTER = "quarter"
    NONE = "none"


class Role(Enum):
    """Which level it is."""

    NOW = "now"
    BEFORE = "before"
    TARGET = "target"
    REST = "rest"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Held:
    """One reading: its value, the least and most that rounding lets it be, and its words.

    `words` say what gives it ("7.28 to 7.9 is +8.5% on 2008/09"); `prime` marks those that a
    contradiction is told by.
    """

    relation: Relation
    measure: Measure
    value: Decimal
    low: Decimal
    high: Decimal
    since: Since = Since.NONE
    role: Role = Role.OTHER
    what: str = ""
    on: str = ""
    prime: bool = False
    places: int = 0
    cases: bool = False

    def told(self, places: int = 1) -> str:
        """Say the reading with its number at so many places."""
        if self.relation is Relation.LEVEL:
            return self.what
        if self.relation is Relation.TARGET:
            return self._distance(max(places, self.places))
        if self.measure is Measure.UNITS:
            places = self.places
        return f"{self.what} {amount(self.value, self.measure, max(places, self.places))}{self.on}"

    def _distance(self, places: int) -> str:
        """Say how far the actual is from the target, such as `188 is 63.7% below the target of 518`."""
        if self.value == 0:
            return f"{self.what} exactly {self.on}"
        number = amount(abs(self.value), self.measure, places, signed=False)
        return f"{self.what} {number} {'above' if self.value > 0 else 'below'} {self.on}"


def amount(value: Decimal, measure: Measure, places: int, *, signed: bool = True) -> str:
    """Print a change or a distance in its measure."""
    if measure is Measure.PERCENT:
        return f"{digits(value, max(places, 1), signed=signed)}%"
    if measure is Measure.POINTS:
        return f"{digits(value, max(places, 1), signed=signed)} points"
    return digits(value, max(places, 0), signed=signed)


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with its rounding interval, as it is printed; `part` says that it is of a part of a period."""

    value: Decimal
    low: Decimal
    high: Decimal
    text: str
    figure: Figure
    label: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row holds: its values, and all readings that they give."""

    row: Row
    now: Value | None
    year: Value | None
    quarter: Value | None
    shown: Quarter
    missing_quarter: str
    readings: tuple[Held, ...] = field(default=())
    quarters: Mapping[Quarter, QuarterRecord] = field(default_factory=dict)

    @property
    def indicator(self) -> Indicator:
        """The row's indicator."""
        return self.row.indicator

    @property
    def limit(self) -> Decimal | None:
        """The target's limit."""
        return None if self.row.target.edge is None else self.row.target.edge.limit

    @property
    def target_text(self) -> str:
        """The target as it is printed, without its period."""
        edge = self.row.target.edge
        return "" if edge is None else edge_text(edge, self.indicator, bare=self.row.target.bare)

    @property
    def part(self) -> str:
        """Why the actual is compared with nothing: it is of a part of its period; empty where it is whole."""
        return "" if self.now is None else self.now.part

    @property
    def no_change(self) -> str:
        """Why some change cannot be told: a figure that it would need is of a part of its period."""
        held = (self.now, self.year, self.quarter)
        return next((value.part for value in held if value is not None and value.part), "")

    @property
    def missing_year(self) -> str:
        """Say why no change is measured on last year: nothing is held, or a break in series lies between."""
        year = self.row.quarter.baseline().year
        if self.row.across_text:
            return f"{year} is not compared: {BREAK_BETWEEN}"
        return f"no figure is held for {year}"

    def bases(self) -> tuple[tuple[Since, Value], ...]:
        """Give the values that a change can be on: whole ones, and only where the actual is whole."""
        pairs = ((Since.YEAR, self.year), (Since.QUARTER, self.quarter))
        return tuple(
            (since, value) for since, value in pairs if value is not None and not value.part and not self.part
        )


def facts_of(row: Row, dataset: Dataset) -> Facts:
    """Gather what a row holds."""
    indicator = row.indicator
    before = row.quarter.previous()
    past = dataset.quarters.get(before)
    reading = NO_READING if past is None else past.readings.get(indicator.id, NO_READING)
    broken = indicator.breaks_between(before, row.quarter)
    year_end = row.quarter.baseline()
    now = _value(row.reading.figure, indicator, "now", row.quarter)
    year = _value(row.baseline.figure, indicator, f"on {year_end.year}", year_end)
    quarter = None if broken else _value(reading.figure, indicator, f"on {before}", before)
    why = "a break in series lies before this quarter" if broken else f"{before} is not held"
    facts = Facts(row, now, year, quarter, row.quarter, "" if quarter is not None else why)
    return replace(facts, readings=tuple(_readings(facts)), quarters=dataset.quarters)


def _value(figure: Figure, indicator: Indicator, label: str, quarter: Quarter) -> Value | None:
    value = value_of(figure, indicator)
    if value is None:
        return None
    low, high = rounding_interval(figure, indicator) or (value, value)
    if figure.value is not None and not indicator.unit.counts:
        half = Decimal(5).scaleb(-places_of(figure.value) - 1)
        low, high = figure.value - half, figure.value + half
    covers = part_only(figure, indicator.basis, quarter)
    part = f"the figure of {quarter} {covers.removeprefix('it ')}" if covers else ""
    return Value(value, low, high, number_text(figure, indicator), figure, label, part)


def _readings(facts: Facts) -> list[Held]:
    found: list[Held] = []
    if facts.now is not None:
        for since, base in facts.bases():
            found += _changes(facts, base, facts.now, since)
        found += [] if facts.part else _distances(facts, facts.now)
    return found + _levels(facts)


def _difference(facts: Facts) -> Measure:
    return Measure.POINTS if facts.indicator.unit.is_percentage else Measure.UNITS


def _changes(facts: Facts, base: Value, now: Value, since: Since) -> list[Held]:
    what, on = f"{base.text} to {now.text} is", f" {base.label}"
    units = now.value - base.value
    places = max(places_of(base.value), places_of(now.value)) if base.figure.value is not None else 2
    difference = Held(
        Relation.CHANGE,
        _difference(facts),
        units,
        now.low - base.high,
        now.high - base.low,
        since,
        what=what,
        on=on,
        prime=True,
        places=min(places, 6),
    )
    found = [difference]
    percent = _percent_change(base, now)
    if percent is not None and facts.indicator.unit.value != "points":
        value, low, high = percent
        found.insert(
            0, Held(Relation.CHANGE, Measure.PERCENT, value, low, high, since, what=what, on=on, prime=True)
        )
    return found + _fraction_changes(facts, base, now, since)


def _percent_change(base: Value, now: Value) -> tuple[Decimal, Decimal, Decimal] | None:
    if base.value == 0 or (base.value < 0) != (now.value < 0):
        return None
    value = (now.value - base.value) / abs(base.value) * HUNDRED
    if base.low <= 0 <= base.high:
        return value, value, value
    ends = [(end - at) / abs(at) * HUNDRED for end in (now.low, now.high) for at in (base.low, base.high)]
    return value, min(ends), max(ends)


def _fraction_changes(facts: Facts, base: Value, now: Value, since: Since) -> list[Held]:
    """Give the changes of the numerator, of the denominator, and of the rates that the fractions make."""
    first, last = base.figure.fraction, now.figure.fraction
    if first is None or last is None:
        return []
    found = []
    cases = facts.indicator.cases
    parts = ((first.numerator, last.numerator, cases), (first.denominator, last.denominator, "of which"))
    for before, after, name in parts:
        noun = "" if name == "of which" else f"{name} "
        what, on = f"{noun}{before:,} to {after:,} is", f" {base.label}"
        units = Decimal(after - before)
        top = name != "of which"
        found.append(
            Held(Relation.CHANGE, Measure.UNITS, units, units, units, since, what=what, on=on, cases=top)
        )
        if before:
            moved = units / Decimal(before) * HUNDRED
            found.append(Held(Relation.CHANGE, Measure.PERCENT, moved, moved, moved, since, what=what, on=on))
    multiplier = facts.indicator.unit.multiplier
    supporting = facts.indicator.fraction is not None and facts.indicator.fraction.value == "supporting"
    if multiplier is not None and not supporting and first.numerator:
        start, end = first.rate(multiplier), last.rate(multiplier)
        what, on = f"{first} to {last} is", f" {base.label}"
        moved = (end - start) / start * HUNDRED
        found.append(Held(Relation.CHANGE, Measure.PERCENT, moved, moved, moved, since, what=what, on=on))
        gap = end - start
        found.append(
            Held(Relation.CHANGE, _difference(facts), gap, gap, gap, since, what=what, on=on, places=2)
        )
    return found


def _distances(facts: Facts, now: Value) -> list[Held]:
    """Give how far the actual lies from the target, and from the next one."""
    found = []
    for target, name in ((facts.row.target, "target"), (facts.row.next_target, "next target")):
        edge = None if target is None else target.edge
        if target is None or edge is None:
            continue
        prime = name == "target"
        limit = edge.limit
        on = f"the {name} of {edge_text(edge, facts.indicator, bare=target.bare)}"
        what = f"{now.text} is"
        value, low, high = (
            _sizes(now) if edge.comparison is Comparison.WITHIN else (now.value, now.low, now.high)
        )
        gap = value - limit
        places = min(max(places_of(limit), places_of(now.value) if now.figure.value is not None else 2), 6)
        found.append(
            Held(
                Relation.TARGET,
                _difference(facts),
                gap,
                low - limit,
                high - limit,
                what=what,
                on=on,
                prime=prime,
                places=places,
            )
        )
        if limit:
            ends = [(end - limit) / abs(limit) * HUNDRED for end in (value, low, high)]
            percent = Held(
                Relation.TARGET, Measure.PERCENT, ends[0], ends[1], ends[2], what=what, on=on, prime=prime
            )
            found.insert(len(found) - 1, percent)
    return found


def _sizes(now: Value) -> tuple[Decimal, Decimal, Decimal]:
    """Give the sizes of a value and of its interval, which a band limits."""
    ends = sorted((abs(now.low), abs(now.high)))
    return abs(now.value), ends[0], ends[1]


def _levels(facts: Facts) -> list[Held]:
    found = []
    year = facts.row.quarter.baseline().year
    named = (
        (facts.now, Role.NOW, Since.NONE, "the actual"),
        (facts.year, Role.BEFORE, Since.YEAR, f"the figure of {year}"),
        (facts.quarter, Role.BEFORE, Since.QUARTER, f"the figure of {facts.row.quarter.previous()}"),
    )
    for value, role, since, name in named:
        if value is not None:
            found.append(_level(value, role, f"{name} is {value.text}", since))
            found += _parts_of(facts, value, role, since, name)
    for target, name in ((facts.row.target, "the target"), (facts.row.next_target, "the next target")):
        if target is not None and target.edge is not None:
            what = f"{name} is {edge_text(target.edge, facts.indicator, bare=target.bare)}"
            found.append(_whole(target.edge.limit, Role.TARGET, what))
            found += _target_in_cases(facts, target.edge.limit, what)
    return found


def _target_in_cases(facts: Facts, limit: Decimal, what: str) -> list[Held]:
    """Give how many cases a target in per cent lets there be: 30% of 230 are 69."""
    fraction = None if facts.now is None else facts.now.figure.fraction
    if fraction is None or facts.part or facts.indicator.unit is not Unit.PERCENT:
        return []
    cases = (limit * fraction.denominator / HUNDRED).to_integral_value()
    return [replace(_whole(cases, Role.TARGET, f"{what}, {cases:,} of {fraction.denominator:,}"), cases=True)]


def _parts_of(facts: Facts, value: Value, role: Role, since: Since, name: str) -> list[Held]:
    """Give the numerator, the denominator and what is left, in cases and in per cent."""
    found = []
    fraction = value.figure.fraction
    what = f"{name} is {value.text}"
    if fraction is not None:
        what = f"{what} ({fraction})"
        both = (fraction.numerator, fraction.denominator)
        found += [_whole(Decimal(part), role, what, since) for part in both]
        rest = fraction.denominator - fraction.numerator
        found.append(_whole(Decimal(rest), Role.REST, f"{what}, the rest {rest:,}", since))
    if facts.indicator.unit is Unit.PERCENT:
        left = replace(value, value=HUNDRED - value.value, low=HUNDRED - value.high, high=HUNDRED - value.low)
        found.append(_level(left, Role.REST, what, since))
    return found


def _level(value: Value, role: Role, what: str, since: Since) -> Held:
    """Give a level as it is stated, with its rounding."""
    level = (Relation.LEVEL, Measure.LEVEL)
    return Held(*level, value.value, value.low, value.high, since, role, what, prime=True)


def _whole(number: Decimal, role: Role, what: str, since: Since = Since.NONE) -> Held:
    """Give a level that no rounding blurs: a count of cases, or a target."""
    cases = role is not Role.TARGET
    return Held(Relation.LEVEL, Measure.LEVEL, number, number, number, since, role, what, cases=cases)
