"""Checks of figures on their own: their fractions, their decimal places, their age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.amounts import amount
from csptui.domain.covered import YEAR, Span, covered
from csptui.domain.figure import (
    Fraction,
    Status,
    digits,
    fraction_agrees,
    fraction_value,
    number_text,
    places_of,
)
from csptui.domain.finding import Finding
from csptui.domain.indicator import FractionUse, Unit
from csptui.domain.problem import Severity
from csptui.domain.rag import HUNDRED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.dataset import Dataset
    from csptui.domain.figure import Figure
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row, Scorecard

PER_PEOPLE = (Unit.PER_1000, Unit.PER_10000, Unit.PER_100000, Unit.PER_MILLION)
_SHARES = (Unit.PERCENT, Unit.POINTS, *PER_PEOPLE)
_LEAST_SHARED = 20
"""A smaller denominator can be that of two rows by coincidence."""


def figures_of(row: Row) -> Iterator[tuple[str, str, Figure]]:
    """Give the actual and the baseline of a row: the field, the period in words, and the figure."""
    yield "actual", str(row.quarter), row.reading.figure
    yield "baseline", str(row.quarter.baseline().year), row.baseline.figure


def fraction_rate(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find a stated value that does not round from its fraction, in the actual and in the baseline."""
    del dataset
    for row in card:
        for field, when, figure in figures_of(row):
            if fraction_agrees(figure, row.indicator) is not False:
                continue
            exact, stated = fraction_value(figure, row.indicator), number_text(figure, row.indicator)
            if exact is not None and figure.value is not None:
                made = amount(exact, row.indicator, max(2, places_of(figure.value)))
                said = f"{figure.fraction} makes {made}, not the {stated} that is stated for {when}."
                yield Finding("fraction-rate", Severity.ERROR, row.id, said, stated, field)


def shared_fraction(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find two rows with one fraction for one period: one of them wants another, its complement it may be."""
    del dataset
    held: dict[tuple[str, Fraction], Row] = {}
    for row in card:
        for field, when, figure in figures_of(row):
            fraction = figure.fraction
            if fraction is None or fraction.denominator < _LEAST_SHARED or fraction.numerator == 0:
                continue
            first = held.setdefault((field, fraction), row)
            if first is not row:
                owner, other = _owner(first, row, fraction)
                said = _shared_words(owner, other, fraction, when)
                yield Finding("shared-fraction", Severity.WARNING, other.id, said, str(fraction), field)


def _owner(first: Row, second: Row, fraction: Fraction) -> tuple[Row, Row]:
    """Give first the row whose other fraction is like this one, as far as there is one."""
    rate = fraction.rate(1)
    for row, other in ((first, second), (second, first)):
        for _, _, figure in figures_of(row):
            if figure.fraction is None or figure.fraction == fraction:
                continue
            near = abs(figure.fraction.rate(1) - rate)
            return (row, other) if near <= abs(1 - figure.fraction.rate(1) - rate) else (other, row)
    return first, second


def _shared_words(owner: Row, other: Row, fraction: Fraction, when: str) -> str:
    here, there = other.indicator, owner.indicator
    said = f"{here.code} and {there.code} both hold {fraction} for {when}"
    left = fraction.denominator - fraction.numerator
    if here.unit not in _SHARES or left < 0:
        return f"{said}: one of them is wrong, or they count the same."
    complement = Fraction(left, fraction.denominator)
    shares = [f"{one} ({digits(one.rate(100), 1)}%)" for one in (fraction, complement)]
    return f"{said}: {shares[0]} is {there.code}'s share, so {here.code} wants the complement, {shares[1]}."


def impossible(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find a share of more than the whole, a percentage above 100 of a whole, and fewer cases than none."""
    del dataset
    for row in card:
        for field, when, figure in figures_of(row):
            if said := _cannot_be(figure, row, when):
                stated = number_text(figure, row.indicator)
                yield Finding("impossible", Severity.ERROR, row.id, said, stated, field)


def _cannot_be(figure: Figure, row: Row, when: str) -> str:
    """Say why a figure cannot be; empty where it can."""
    unit, fraction, value = row.indicator.unit, figure.fraction, figure.value
    stated = number_text(figure, row.indicator)
    if fraction is not None and unit in _SHARES and fraction.numerator > fraction.denominator:
        return f"{fraction} for {when} counts more cases than there are in all."
    is_rate = unit is Unit.PERCENT and row.indicator.fraction is not FractionUse.SUPPORTING
    if fraction is not None and value is not None and is_rate and value > HUNDRED:
        return f"{stated} for {when} is more than all, though {fraction} is held for it."
    if value is not None and value < 0 and (unit.counts or unit in PER_PEOPLE):
        return f"{stated} for {when} is below 0, which no count can be."
    return ""


def places(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find two stated values, last year's and this year's, with another number of decimal places.

    A whole 0 has none to give, and counts have none at all.
    """
    del dataset
    for row in card:
        now, base = row.reading.figure.value, row.baseline.figure.value
        if now is None or base is None or now == 0 or base == 0:
            continue
        if places_of(now) != places_of(base):
            last, this = (
                number_text(one, row.indicator) for one in (row.baseline.figure, row.reading.figure)
            )
            usual = row.indicator.places
            said = f"{last} last year and {this} now have different decimal places: give both to {usual}."
            yield Finding("places", Severity.WARNING, row.id, said, this, "actual")


def old_figure(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find a figure that covers nothing of the quarter, a part of its period only, or is not final."""
    del dataset
    for row in card:
        figure = row.reading.figure
        said = []
        if _ends_before(row, row.quarter):
            said.append(f"is as at {figure.as_at}, before the quarter ({row.quarter.months})")
        if row.part:
            said.append(f"{row.part.removeprefix('it ')}, so it is not rated")
        if figure.status in {Status.PROVISIONAL, Status.ESTIMATED}:
            due = row.reading.expected
            final = "" if due is None else f"; the final figure is expected {due}"
            said.append(f"is {figure.status.value}{final}")
        if said:
            shown = number_text(figure, row.indicator)
            sentence = f"{shown} {' and '.join(said)}."
            yield Finding("old-figure", Severity.WARNING, row.id, sentence, shown, "actual")


def _ends_before(row: Row, quarter: Quarter) -> bool:
    figure = row.reading.figure
    if figure.as_at is None:
        return False
    span = covered(figure, row.indicator.basis, quarter)
    year, month = quarter.first_month
    return isinstance(span, Span) and span.last < year * YEAR + month - 1
