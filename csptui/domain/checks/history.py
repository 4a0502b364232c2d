"""Checks of figures beside others: their own history, and indicators of the same thing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.amounts import amount, plain
from csptui.domain.checks.figures import PER_PEOPLE
from csptui.domain.covered import part_only
from csptui.domain.figure import digits, number_text, places_of, value_of
from csptui.domain.finding import Finding
from csptui.domain.indicator import Polarity
from csptui.domain.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator, Unit
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row, Scorecard

TIMES = Decimal(5)
"""So many times the nearest value held, or such a part of it, is far outside."""
TIMES_SIGNED = Decimal(8)
"""The same for values that cross zero, of which small ones differ by large factors."""
TIMES_OF_MANY, WIDTHS, MANY = Decimal(2), 3, 3
"""With so many values held, twice the nearest is far if it is three times their spread beyond them."""
FEW_CASES = 20
"""Counts up to this many jump by large factors of themselves."""
_SLIPS = (Decimal("0.1"), Decimal(10), Decimal("0.01"), Decimal(100), Decimal("0.001"), Decimal(1000))


def outlier(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find a value far outside all that is held of its own, such as after a slip of the decimal point."""
    for row in card:
        now, held = row.value, _history(dataset, row)
        if now is None or row.part or not held:
            continue
        when, near = min(held, key=lambda one: _times(now, one[1]))
        if not _is_far(row, now, [value for _, value in held]):
            continue
        shown, last = number_text(row.reading.figure, row.indicator), amount(near, row.indicator)
        beside = f"{shown} is {_factor(now, near)} the {last} of {when}, the nearest value held"
        said = f"{beside}{_slip(row, now, near)}."
        yield Finding("outlier", Severity.WARNING, row.id, said, shown, "actual")


def _history(dataset: Dataset, row: Row) -> list[tuple[Quarter, Decimal]]:
    """Give the earlier values since the last break in series; a value of 0 has no factor to anything."""
    found = []
    for quarter, record in sorted(dataset.quarters.items(), key=lambda item: item[0]):
        reading = record.readings.get(row.id)
        if reading is None or quarter >= row.quarter or row.indicator.breaks_between(quarter, row.quarter):
            continue
        value = value_of(reading.figure, row.indicator)
        if value and not part_only(reading.figure, row.indicator.basis, quarter):
            found.append((quarter, value))
    return found


def _times(one: Decimal, other: Decimal) -> Decimal:
    """Give by which factor two values differ, 1 or more; one without a sign in common has none."""
    if one * other <= 0:
        return Decimal("Infinity")
    return max(one / other, other / one)


def _is_far(row: Row, now: Decimal, held: Sequence[Decimal]) -> bool:
    indicator = row.indicator
    nearest = min(_times(now, one) for one in held)
    if not nearest.is_finite():
        return False
    if indicator.unit.counts and max(abs(now), *map(abs, held)) < FEW_CASES:
        return False
    signed = indicator.signed or indicator.polarity is Polarity.ZERO or min(held) < 0
    if nearest >= (TIMES_SIGNED if signed else TIMES):
        return True
    low, high = min(held), max(held)
    beyond = max(low - now, now - high)
    return len(held) >= MANY and not signed and nearest >= TIMES_OF_MANY and beyond > WIDTHS * (high - low)


def _factor(now: Decimal, near: Decimal) -> str:
    times = digits(_times(now, near), 1)
    return f"{times} times" if abs(now) > abs(near) else f"1/{times} of"


def _slip(row: Row, now: Decimal, near: Decimal) -> str:
    """Say which place of the decimal point would bring the value near what is held."""
    if row.reading.figure.value is None:
        return ""
    for step in _SLIPS:
        moved = now * step
        if _times(moved, near) < TIMES_OF_MANY:
            if row.indicator.unit.counts and moved != moved.to_integral_value():
                continue
            kept = digits(moved.normalize() if places_of(moved) else moved)
            return f": has its decimal point slipped? {kept}{row.indicator.unit.suffix} would be near it"
    return ""


def sibling_unit(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find a rate whose unit is another than that of an indicator beside it, or than the official one."""
    for row in card:
        indicator = row.indicator
        said = []
        if row.value is not None and indicator.unit in PER_PEOPLE:
            for other in indicator.beside:
                beside = dataset.indicator(other)
                if beside is not None and beside.unit in PER_PEOPLE and beside.unit is not indicator.unit:
                    said.append(_beside(row, beside, card.row(other)))
        official = indicator.official_unit
        if official is not None and official is not indicator.unit:
            said.append(_official(row, official, dataset))
        if said:
            text = f"{number_text(row.reading.figure, indicator)} {indicator.unit.value}".strip()
            yield Finding("sibling-unit", Severity.WARNING, row.id, " ".join(said), text, "definition")


def _in_unit(value: Decimal, unit: Unit, other: Unit) -> str:
    made = value * (other.multiplier or 1) / (unit.multiplier or 1)
    whole = made.to_integral_value()
    return f"{digits(whole if made == whole else plain(made))} {other.value}"


def _beside(row: Row, other: Indicator, its: Row | None) -> str:
    unit, value = row.indicator.unit, row.value or Decimal(0)
    shown = f"{number_text(row.reading.figure, row.indicator)} {unit.value}"
    theirs = "" if its is None else number_text(its.reading.figure, other)
    stands = f"{other.code} is {theirs}{' ' if theirs else ''}{other.unit.value}"
    return f"{shown} is {_in_unit(value, unit, other.unit)}, where {stands}: look at the unit."


def _official(row: Row, official: Unit, dataset: Dataset) -> str:
    indicator = row.indicator
    said = f"{indicator.code} is officially {official.value}, not {indicator.unit.value}"
    others = (dataset.indicator(one) for one in indicator.beside)
    beside = next((one for one in others if one is not None and one.unit in PER_PEOPLE), None)
    if row.value is None or official not in PER_PEOPLE or beside is None:
        return f"{said}."
    shown = number_text(row.reading.figure, indicator)
    return f"{said}: {shown} {official.value} would be {_in_unit(row.value, official, beside.unit)}."
