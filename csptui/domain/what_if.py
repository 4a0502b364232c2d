"""What the ratings would be by another rule, other figures or other targets; it changes nothing.

    answer = what_if(dataset, Asked(basis=ToleranceBasis.POINTS))
    answer.before, answer.after      the scorecards
    answer.changed                   the rows that get another colour, each as it is now and then
    answer.named                     the rows for which a figure was asked, changed or not
    answer.shown                     both together, in report order: what a page lists
    asked_words(dataset, asked)      what was asked, in sentences; remarks(answer): what it leaves as it is
    tally_words(answer.after.tally()), why_then(pair, in_full=answer.is_named(pair))

A tolerance that is set on an indicator itself stays, as it would if the partnership's own were changed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from csptui.domain.edges import edge_of, red_words
from csptui.domain.figure import (
    Figure,
    at_places,
    figure_text,
    fraction_agrees,
    fraction_value,
    number_text,
)
from csptui.domain.indicator import Indicator, ToleranceBasis
from csptui.domain.period import PeriodKind
from csptui.domain.rag import Colour, Ground, Rule
from csptui.domain.scorecard import NO_READING, Reading, Row, Scorecard, Tally
from csptui.domain.target import target_text
from csptui.domain.why import (
    certainty_sentence,
    change_sentence,
    colour_sentence,
    distance_sentence,
    flags,
    sureness_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from csptui.domain.dataset import Dataset, QuarterRecord
    from csptui.domain.quarter import FinancialYear
    from csptui.domain.target import Target

SET_IN = "this what-if"


@dataclass(frozen=True, slots=True)
class Places:
    """How many decimal places actuals would be stated at; None for each indicator's usual ones."""

    count: int | None = None

    def of(self, indicator: Indicator) -> int:
        """Give the places of one indicator."""
        return indicator.places if self.count is None else self.count


@dataclass(frozen=True, slots=True)
class Asked:
    """What would be otherwise; None leaves a setting, and an indicator without a figure, as it is."""

    basis: ToleranceBasis | None = None
    tolerance: Decimal | None = None
    places: Places | None = None
    target_year: FinancialYear | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        settings = (self.basis, self.tolerance, self.places, self.target_year)
        return not self.figures and all(one is None for one in settings)

    def rule(self, held: Rule) -> Rule:
        """Give the partnership's rule with what is asked in its place."""
        if self.basis is None and self.tolerance is None:
            return held
        tolerance = held.tolerance if self.tolerance is None else self.tolerance
        return Rule(tolerance, self.basis or held.basis, SET_IN)


@dataclass(frozen=True, slots=True)
class Pair:
    """One row as it is now and as it would be then."""

    now: Row
    then: Row

    @property
    def changes(self) -> bool:
        """Whether the rating would be another."""
        return _rated(self.now) != _rated(self.then)

    @property
    def changes_certainty(self) -> bool:
        """Whether the same colour would be certain where it is not now, or the other way round."""
        return not self.changes and self.now.rating.certain is not self.then.rating.certain


def _rated(row: Row) -> tuple[Colour, bool]:
    return row.rating.colour, row.rating.ground is Ground.NO_ACTUAL


@dataclass(frozen=True, slots=True)
class Answer:
    """The scorecard now and then, and the rows that differ."""

    asked: Asked
    before: Scorecard
    after: Scorecard
    pairs: tuple[Pair, ...]
    kept_targets: tuple[Row, ...] = ()
    own_rules: tuple[Row, ...] = ()
    no_finer: tuple[Row, ...] = ()

    @property
    def changed(self) -> tuple[Pair, ...]:
        """The rows that would have another rating, in report order."""
        return tuple(pair for pair in self.pairs if pair.changes)

    @property
    def named(self) -> tuple[Pair, ...]:
        """The rows for which a figure was asked."""
        return tuple(pair for pair in self.pairs if self.is_named(pair))

    def is_named(self, pair: Pair) -> bool:
        """Whether a figure was asked for a row."""
        return pair.now.id in self.asked.figures

    @property
    def shown(self) -> tuple[Pair, ...]:
        """The rows that an answer lists: those that change and those that were asked for."""
        return tuple(pair for pair in self.pairs if pair.changes or self.is_named(pair))

    @property
    def unsure(self) -> tuple[Pair, ...]:
        """The rows that keep their colour, but would be more or less sure of it."""
        return tuple(pair for pair in self.pairs if pair.changes_certainty)


def what_if(dataset: Dataset, asked: Asked) -> Answer:
    """Rate the quarter shown as it is and as asked."""
    before = dataset.scorecard()
    kept: tuple[Row, ...] = ()
    other = replace(
        dataset, partnership=replace(dataset.partnership, rule=asked.rule(dataset.partnership.rule))
    )
    if asked.places is not None:
        other = _stated_at(other, asked.places)
    if asked.target_year is not None:
        other = _with_targets_of(other, asked.target_year)
        kept = tuple(row for row in before if _keeps_target(dataset, row, asked.target_year))
    for indicator_id, figure in asked.figures.items():
        held = dataset.record.readings.get(indicator_id, NO_READING)
        other = other.with_reading(indicator_id, replace(held, figure=figure))
    after = other.scorecard()
    pairs = tuple(Pair(now, then) for now, then in zip(before, after, strict=True))
    ruled = asked.basis is not None or asked.tolerance is not None
    return Answer(
        asked,
        before,
        after,
        pairs,
        kept,
        tuple(row for row in before if ruled and _has_own_rule(row.indicator)),
        tuple(row for row in before if asked.places is not None and _is_coarser(row, asked)),
    )


def _has_own_rule(indicator: Indicator) -> bool:
    return indicator.tolerance is not None or indicator.tolerance_basis is not None


def _stated_at(dataset: Dataset, places: Places) -> Dataset:
    """State every actual that is held at so many places, those of earlier quarters too."""
    indicators = {one.id: one for one in dataset.indicators}

    def stated(record: QuarterRecord) -> QuarterRecord:
        readings = {
            key: _stated(reading, indicators[key], places) if key in indicators else reading
            for key, reading in record.readings.items()
        }
        return replace(record, readings=MappingProxyType(readings))

    quarters = {quarter: stated(record) for quarter, record in dataset.quarters.items()}
    return replace(dataset, quarters=MappingProxyType(quarters))


def _stated(reading: Reading, indicator: Indicator, places: Places) -> Reading:
    """State one actual: from the fraction that makes it, else by rounding half up what is stated."""
    figure = reading.figure
    value = _source(figure, indicator, places.of(indicator))
    if value is None:
        return reading
    rounded = at_places(value, places.of(indicator))
    return replace(reading, figure=replace(figure, value=rounded or abs(rounded)))


def _source(figure: Figure, indicator: Indicator, wanted: int) -> Decimal | None:
    """Give the value to round; None where nothing is known to so many places, and for counts."""
    if indicator.unit.counts:
        return None
    exact = fraction_value(figure, indicator)
    if exact is not None and fraction_agrees(figure, indicator) is not False:
        return exact
    if figure.value is None or figure.places is None or figure.places < wanted:
        return None
    return figure.value


def _is_coarser(row: Row, asked: Asked) -> bool:
    """Whether an actual is known to fewer places than are asked."""
    if asked.places is None or row.value is None or row.indicator.unit.counts or row.id in asked.figures:
        return False
    return _source(row.reading.figure, row.indicator, asked.places.of(row.indicator)) is None


def _with_targets_of(dataset: Dataset, year: FinancialYear) -> Dataset:
    targets = dict(dataset.targets)
    for indicator in dataset.indicators:
        found = _target_of(dataset, indicator.id, year)
        if found is not None:
            targets[indicator.id, dataset.shown.year] = found
    return replace(dataset, targets=MappingProxyType(targets))


def _target_of(dataset: Dataset, indicator_id: str, year: FinancialYear) -> Target | None:
    """Give the target whose own period is a year: the printed one, that year's report's, the latest."""
    printed = dataset.target(indicator_id, dataset.shown.year)
    if printed.edge is not None and _year_of(printed, dataset.shown.year) == year:
        return printed
    held = [
        (report != year, -report.start, target)
        for (key, report), target in dataset.targets.items()
        if key == indicator_id and target.edge is not None and _is_for(target, report, year)
    ]
    return min(held, key=lambda one: one[:2])[2] if held else None


def _year_of(target: Target, report: FinancialYear) -> FinancialYear | None:
    """Give the financial year that a target is for: its report's own where it says nothing."""
    return report if target.applies_to is None else target.applies_to.financial_year()


def _is_for(target: Target, report: FinancialYear, year: FinancialYear) -> bool:
    """Whether a target of another report is for a whole year: one for a quarter alone would not do."""
    whole = target.applies_to is None or target.applies_to.kind is PeriodKind.YEAR
    return whole and _year_of(target, report) == year


def _keeps_target(dataset: Dataset, row: Row, year: FinancialYear) -> bool:
    return row.target.edge is not None and _target_of(dataset, row.id, year) is None


def why_then(pair: Pair, *, in_full: bool = False) -> str:
    """Say why the row would have its colour, how surely, what would change it, and how it moved.

    `in_full` tells every edge and the certainty, as suits a row for which a figure was asked.
    """
    row = pair.then
    if row.rating.ground in {Ground.NO_ACTUAL, Ground.PART}:
        return colour_sentence(row)
    period = ""
    if row.target_is_for_another_period:
        own = row.reading.figure.as_at or row.quarter.year
        period = f"The target is for {row.target.applies_to}, the actual for {own}."
        # The remark on it ends with "rated as printed", which is not so here.
        row = replace(row, target=replace(row.target, applies_to=None))
    if in_full:
        parts = [colour_sentence(row), *_edges(row), sureness_sentence(row)]
    else:
        parts = [colour_sentence(row), certainty_sentence(row), distance_sentence(row)]
    told = " ".join(part for part in (*parts, change_sentence(row), period, *flags(row)) if part)
    # What is asked is not what is: "than now" would be said of a figure that nobody holds.
    return told.replace(" than now", " than that") if row.reading != pair.now.reading else told


def _edges(row: Row) -> list[str]:
    edges = (edge_of(colour, row) for colour in (Colour.GREEN, Colour.AMBER))
    told = [f"{edge.colour.value.capitalize()} {edge.sentence}." for edge in edges if edge is not None]
    return [*told, f"Red {red_words(row)}."] if told else []


def tally_words(tally: Tally) -> str:
    """Give the counts of the colours, such as `5 red, 2 amber, 10 green, 7 not rated`."""
    return f"{tally.red:,} red, {tally.amber:,} amber, {tally.green:,} green, {tally.none:,} not rated"


def asked_words(dataset: Dataset, asked: Asked) -> tuple[str, ...]:
    """Say what is asked, each with what is held now."""
    told = []
    held = dataset.partnership.rule
    rule = asked.rule(held)
    if rule is not held:
        told.append(f"Tolerance {_width(rule)}, in place of {_width(held)} ({held.set_in}).")
    if asked.places is not None:
        count = asked.places.count
        at = "each indicator's usual places" if count is None else _places_words(count)
        told.append(f"Actuals at {at}, last year's too.")
    if asked.target_year is not None:
        told.append(f"Each row against its target for {asked.target_year}.")
    by_id = {one.id: one for one in dataset.indicators}
    for indicator_id, figure in asked.figures.items():
        indicator = by_id[indicator_id]
        now = figure_text(dataset.record.readings.get(indicator_id, NO_READING).figure, indicator)
        told.append(
            f"{indicator.code}: {figure_text(figure, indicator) or 'no figure'}, in place of {now or 'none'}."
        )
    return tuple(told)


def _width(rule: Rule) -> str:
    tolerance = f"{rule.tolerance:f}"
    if rule.basis is ToleranceBasis.POINTS:
        return f"{tolerance} percentage points (units other than per cent: {tolerance}% of the target)"
    return f"{tolerance}% of the target"


def _places_words(count: int) -> str:
    return "1 decimal place" if count == 1 else f"{count} decimal places"


def remarks(answer: Answer) -> tuple[str, ...]:
    """Say which rows stay as they are all the same, and which would be more or less sure."""
    told = []
    if answer.kept_targets:
        rows = _listed(answer, answer.kept_targets, lambda row: target_text(row.target, row.indicator))
        told.append(f"No target for {answer.asked.target_year} is held, so the printed one stays: {rows}.")
    if answer.own_rules:
        told.append(f"With a tolerance of their own, which stays: {_listed(answer, answer.own_rules)}.")
    if answer.no_finer:
        rows = _listed(answer, answer.no_finer, lambda row: number_text(row.reading.figure, row.indicator))
        told.append(f"Known to fewer places, so stated as now: {rows}.")
    surer = tuple(pair.then for pair in answer.unsure if pair.then.rating.certain)
    less = tuple(pair.then for pair in answer.unsure if not pair.then.rating.certain)
    if surer:
        told.append(f"The same colour, and certain then: {_listed(answer, surer)}.")
    if less:
        told.append(f"The same colour, but not certain then: {_listed(answer, less)}.")
    return tuple(told)


def _listed(answer: Answer, rows: Sequence[Row], words: Callable[[Row], str] | None = None) -> str:
    """Name rows by code, or by id where two share a code, with a word on each."""
    codes = Counter(row.indicator.code for row in answer.before)
    names = {row.id: row.indicator.code if codes[row.indicator.code] == 1 else row.id for row in rows}
    return ", ".join(names[row.id] + (f" ({words(row)})" if words is not None else "") for row in rows)
