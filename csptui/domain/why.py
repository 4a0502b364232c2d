"""The sentences that say why a row has its colour, how surely, and what would change it (RULES 4, 5)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.amounts import amount, compared_places, exact_size, plain
from csptui.domain.edges import edge_of, has_amber, last_value, limit_text, units_text, wanted_text
from csptui.domain.figure import digits, fraction_agrees, fraction_value, number_text, value_of
from csptui.domain.formula import limit_of, numbers, value_text
from csptui.domain.groups import average_words, unlike
from csptui.domain.indicator import Polarity, Unit
from csptui.domain.rag import Colour, Ground, Rule
from csptui.domain.series_words import dated_text, not_yet, series_flags
from csptui.domain.target import Comparison, edge_text
from csptui.domain.trend import TrendKind, Verdict

if TYPE_CHECKING:
    from csptui.domain.rag import Distance
    from csptui.domain.scorecard import Row

LEAST_PERCENT = Decimal("0.05")
"""Below it a variance is told in the unit, since 0.0% would say nothing."""


def colour_sentence(row: Row) -> str:
    """Say why the row has its colour, such as `7.9 is 5.3% above the target of 7.50; amber runs to 7.875`."""
    match row.rating.ground:
        case Ground.NO_ACTUAL:
            absence = row.reading.figure.absence
            if absence is None and row.is_owed:
                return "No figure is held for this quarter."
            if absence is None:
                return f"No figure is due in this quarter: the basis is {row.indicator.basis.words}."
            return f"The figure is {absence.words}."
        case Ground.NO_TARGET:
            actual = number_text(row.reading.figure, row.indicator)
            wrote = f' (the report prints "{row.target_text}")' if row.target_text else ""
            rest = " and no group average"
            if row.indicator.polarity is Polarity.NONE:
                rest = ", and no direction is better"
            elif unlike(row.reading.figure, row.indicator, row.quarter):
                rest += " of the same period"
            return f"{actual} is not rated: there is no target{wrote}{rest}."
        case Ground.PART:
            actual = number_text(row.reading.figure, row.indicator)
            return f"{actual} is not rated: {row.part}; a part is compared with nothing."
        case Ground.TARGET | Ground.GROUP:
            return f"{value_text(row)} {_stands(row)}{_runs_to(row)}."


def _stands(row: Row) -> str:
    rating, indicator, found = row.rating, row.indicator, numbers(row)
    edge = rating.edge
    if edge is None or found is None:
        return ""
    named = f"the target of {edge_text(edge, indicator, bare=row.target.bare)}"
    if rating.group is not None:
        named = f"the average of {rating.group.group} ({average_words(rating.group, limit_of(row))})"
    if edge.comparison is Comparison.WITHIN and rating.colour is Colour.GREEN:
        return f"is inside {named}"
    if found.shortfall == 0:
        return f"is exactly {named}" if not edge.comparison.is_strict else f"only equals {named}"
    missed = exact_size(found.shortfall, indicator)
    variance = found.variance(edge.comparison)
    if variance is None:
        if rating.colour is Colour.GREEN:
            return f"meets {named}"
        return f"misses {named} by {missed}"
    if rating.rule.in_points(indicator.unit) or abs(variance) < LEAST_PERCENT:
        return f"is {_side(row, missed)} {named}"
    return f"is {_side(row, f'{digits(abs(variance), 1)}%')} {named}"


def _side(row: Row, how_far: str) -> str:
    edge, found = row.rating.edge, numbers(row)
    if edge is None or found is None:
        return how_far
    if edge.comparison is Comparison.WITHIN:
        return f"{how_far} {'outside' if abs(found.value) > edge.limit else 'inside'}"
    return f"{how_far} {'above' if found.value > found.limit else 'below'}"


def _runs_to(row: Row) -> str:
    rating = row.rating
    edge = rating.edge
    if edge is None or rating.colour is Colour.GREEN:
        return ""
    if rating.allowance == 0:
        if rating.colour is Colour.AMBER:
            return ""
        return (
            "; a target of 0 has no amber band"
            if edge.limit == 0
            else "; with a tolerance of 0 none is amber"
        )
    if not has_amber(rating, row.indicator):
        return "; no whole number is amber"
    sign = "±" if edge.comparison is Comparison.WITHIN else ""
    runs = "runs to" if edge.comparison.is_upper else "runs down to"
    return f"; amber {runs} {sign}{limit_text(Colour.AMBER, rating, row.indicator)}"


def certainty_sentence(row: Row) -> str:
    """Say what the rounding of the figure leaves open; empty where the colour is certain."""
    rating, indicator = row.rating, row.indicator
    if rating.certain:
        return ""
    others = " or ".join(colour.value for colour in rating.outcomes[1:])
    actual = number_text(row.reading.figure, indicator)
    if rating.interval is None:
        exact = fraction_value(row.reading.figure, indicator)
        made = "" if exact is None else f", which makes {amount(exact, indicator, 4)}"
        return f"Not certain: the fraction is {row.reading.figure.fraction}{made}; that would be {others}."
    low, high = rating.interval
    stands = f"Not certain: {actual} stands for {amount(low, indicator)} to {amount(high, indicator)}"
    turn = _turn(row)
    return f"{stands}; {turn} it is {others}." if turn else f"{stands}, which may be {others}."


def sureness_sentence(row: Row) -> str:
    """Say what the figure stands for and what that could change; empty where nothing is rated."""
    rating = row.rating
    if rating.edge is None or rating.value is None or not rating.certain:
        return certainty_sentence(row)
    if rating.interval is not None:
        low, high = (amount(end, row.indicator) for end in rating.interval)
        stated = number_text(row.reading.figure, row.indicator)
        return f"Certain: {stated} stands for {low} to {high}, all of it {rating.colour.value}."
    if row.indicator.unit.counts:
        return "Certain: a count is exact."
    return f"Certain: {row.reading.figure.fraction} settles what was rounded."


def _turn(row: Row) -> str:
    """Say on which side of which edge the other colour lies, where there is one such edge."""
    rating = row.rating
    edge, outcomes = rating.edge, rating.outcomes
    if edge is None or len(outcomes) != 2 or edge.comparison is Comparison.WITHIN:  # noqa: PLR2004 - one other
        return ""
    last = Colour.AMBER if {*outcomes} == {Colour.AMBER, Colour.RED} else Colour.GREEN
    better_is_other = outcomes[0] is Colour.RED or outcomes[1] is Colour.GREEN
    below = better_is_other is edge.comparison.is_upper
    at_end = rating.interval is not None and last_value(last, rating, row.indicator) in rating.interval
    side = "at" if at_end else "below" if below else "above"
    return f"{side} {limit_text(last, rating, row.indicator)}"


def distance_sentence(row: Row) -> str:
    """Say what would make the row green, or how near a green or amber row is to losing its colour."""
    green, own = edge_of(Colour.GREEN, row), edge_of(row.rating.colour, row)
    if green is not None and green.distance is not None:
        if green.comparison is Comparison.WITHIN:
            # Past the other end of a band a value is below its limit too, and no nearer to green.
            return f"Green {green.words}: {green.reach}."
        at = "" if green.distance.strict and green.distance.cases is None else "at "
        return f"Green {at}{_reach(green.distance, row)}."
    return f"{own.reach}." if own is not None and own.reach else ""


def amber_sentence(row: Row) -> str:
    """Say where a red row would be amber, in cases where they are known; empty for other rows."""
    amber = edge_of(Colour.AMBER, row)
    return "" if amber is None or amber.distance is None else f"Amber {amber.sentence}."


def _reach(distance: Distance, row: Row) -> str:
    """Say what must be reached and how far it is, such as `42 of 473 or fewer: 20 fewer than now`."""
    way = "fewer" if distance.fewer else "more"
    if distance.cases is not None and distance.cases_limit is not None:
        of = "" if distance.of is None else f" of {distance.of:,}"
        return f"{distance.cases_limit:,}{of} or {way}: {distance.cases:,} {way} than now"
    less, limit = "less" if distance.fewer else "more", wanted_text(distance, Colour.GREEN, row)
    far = units_text(distance, Colour.GREEN, row)
    if distance.strict:
        return f"{'below' if distance.fewer else 'above'} {limit}: more than {far} {less}"
    return f"{limit} or {less}: {far} {less} than now"


def change_sentence(row: Row) -> str:
    """Say how the figure moved on last year's actual, such as `7.28 to 7.9 is +8.5% on 2008/09: worse`."""
    moved, indicator = row.change, row.indicator
    year = row.quarter.baseline().year
    if (at := indicator.break_between(row.quarter.baseline(), row.quarter)) is not None:
        return f"No change on {year}: a break in series lies between, at {dated_text(at)}."
    if moved is None:
        return _no_change(row)
    first = number_text(row.baseline.figure, indicator)
    last = number_text(row.reading.figure, indicator)
    parts = []
    if moved.points is not None:
        parts.append(f"{digits(moved.points, max(compared_places(row), 1), signed=True)} points")
    if moved.percent is not None:
        parts.append(f"{digits(moved.percent, 1, signed=True)}%")
    if not parts:
        parts.append(digits(moved.units, signed=True))
    judged = "" if row.verdict is Verdict.NONE else f": {row.verdict.value}"
    if moved.units == 0:
        return f"{first} to {last} is no change on {year}."
    return f"{first} to {last} is {', '.join(parts)} on {year}{judged}."


def _no_change(row: Row) -> str:
    """Say which of the two figures a change would need is not held, and why where that is known."""
    year = row.quarter.baseline().year
    if value_of(row.baseline.figure, row.indicator) is None:
        absence = row.baseline.figure.absence
        if absence is None and (since := not_yet(row.indicator, row.quarter.baseline())):
            return f"No change on {year}: {since}."
        return (
            f"No figure is held for {year}." if absence is None else f"The {year} figure is {absence.words}."
        )
    absence = row.reading.figure.absence
    wanting = f"no figure is held for {row.quarter}"
    if absence is not None:
        wanting = f"the figure of {row.quarter} is {absence.words}"
    elif part := row.part or row.baseline_part:
        when = row.quarter if row.part else year
        wanting = f"the figure of {when} {part.removeprefix('it ')}"
    return f"No change on {year} can be told: {wanting}."


def trend_sentence(row: Row) -> str:
    """Say what the trend is by the partnership's rule, or why there is none."""
    found = row.trend
    if found.kind is TrendKind.NONE:
        return f"No trend data: {found.reason}."
    rule = f"rule: {found.rule.value.replace('-', ' ')}"
    held = f"sustained: the last three moves agree; {rule}" if found.sustained else rule
    if found.mixed:
        held = f"the last three moves do not agree; {rule}"
    note = f"; {found.note}" if found.note else ""
    return f"Trend {found.kind.value} ({held}){note}."


def rule_sentence(rule: Rule, unit: Unit) -> str:
    """Say which tolerance applies and where it is set."""
    in_points = rule.in_points(unit)
    width = (
        f"{plain(rule.tolerance):f} percentage points"
        if in_points
        else f"{plain(rule.tolerance):f}% of the target"
    )
    return f"Tolerance {width}, set in {rule.set_in}."


def flags(row: Row) -> tuple[str, ...]:
    """Give what a reader should be told besides, such as a target that is of another year or period."""
    told = []
    figure, indicator = row.reading.figure, row.indicator
    if row.target.rolled_from is not None:
        told.append(f"The target is rolled on from {row.target.rolled_from}, not confirmed.")
    if row.target_is_for_another_period:
        own = figure.as_at or (row.quarter if indicator.adds_up else row.quarter.year)
        told.append(f"The target is for {row.target.applies_to}, the actual for {own}: rated as printed.")
    if fraction_agrees(figure, indicator) is False:
        exact = fraction_value(figure, indicator)
        made = "" if exact is None else amount(exact, indicator, max(compared_places(row), 2))
        stated = number_text(figure, indicator)
        told.append(f"{figure.fraction} makes {made}, not {stated}: the stated value is rated.")
    if figure.status.mark:
        due = "" if row.reading.expected is None else f", final figure expected {row.reading.expected}"
        told.append(f"The figure is {figure.status.value}{due}.")
    return (*told, *series_flags(row))


def sentence_why(row: Row) -> str:
    """Give the whole reason in one paragraph, as the list of exceptions prints it."""
    parts = (colour_sentence(row), certainty_sentence(row), distance_sentence(row), *_besides(row))
    return " ".join(part for part in parts if part)


def reason_sentence(row: Row) -> str:
    """Give the reason without the distance to green, where that stands beside it."""
    parts = (colour_sentence(row), certainty_sentence(row), *_besides(row))
    return " ".join(part for part in parts if part)


def _besides(row: Row) -> tuple[str, ...]:
    if row.rating.ground in {Ground.NO_ACTUAL, Ground.PART}:
        return flags(row)
    return (trend_sentence(row) if row.has_trend else change_sentence(row), *flags(row))


def polarity_words(polarity: Polarity) -> str:
    """Say which way is better."""
    return {
        Polarity.LOWER: "lower is better",
        Polarity.HIGHER: "higher is better",
        Polarity.ZERO: "nearest to zero is better",
        Polarity.NONE: "no direction is better",
    }[polarity]
