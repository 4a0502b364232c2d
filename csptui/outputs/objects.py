"""Rows and quarters as plain objects for JSON; texts are as in the files, not made safe."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from csptui.analysis.held_intervals import row_interval
from csptui.domain.chance import Chance, chance, chance_on_quarter, chance_sentence
from csptui.domain.edges import edge_of, last_value
from csptui.domain.figure import at_places, digits
from csptui.domain.formula import formula_text
from csptui.domain.live import printed
from csptui.domain.moved import moved, moved_sentence
from csptui.domain.rag import Colour, distance_to, margin_of
from csptui.domain.series_words import broken
from csptui.domain.target import target_text
from csptui.domain.why import change_sentence, sentence_why, sureness_sentence, trend_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csptui.domain.dataset import Counts, Dataset
    from csptui.domain.quarter import Quarter
    from csptui.domain.rag import Distance
    from csptui.domain.scorecard import Row, Scorecard

Object = dict[str, Any]

_PERCENT_PLACES = 4
_DELETE = "\x7f"


def json_text(value: Object | Sequence[Object]) -> str:
    """Give JSON in ASCII alone, which no encoding of a pipe can spoil and no terminal acts on."""
    return json.dumps(value, indent=2, allow_nan=False).replace(_DELETE, "\\u007f")


def number(value: Decimal | None) -> int | float | None:
    """Give the number that JSON prints without noise: whole where it is whole."""
    if value is None:
        return None
    whole = int(value)
    return whole if whole == value else float(value)


def percent(value: Decimal | None) -> int | float | None:
    """Give a percentage to four places, half up."""
    return None if value is None else number(at_places(value, _PERCENT_PLACES))


def row_object(row: Row) -> Object:
    """Give a row: what is measured, its figures as shown, and what follows from them."""
    indicator, rating, moved = row.indicator, row.rating, row.change
    as_at = row.reading.figure.as_at
    return {
        "id": row.id,
        "code": indicator.code,
        "codes": list(indicator.codes),
        "name": indicator.name,
        "label": indicator.label,
        "theme": row.theme.name,
        "section": indicator.section,
        "tier": indicator.tier,
        "unit": indicator.unit.value,
        "polarity": indicator.polarity.value,
        "quarter": str(row.quarter),
        "baseline": row.baseline_text,
        "target": row.target_text,
        "target_rolled_from": None if row.target.rolled_from is None else str(row.target.rolled_from),
        "actual": row.actual_text,
        "value": number(row.value),
        "interval": _interval_object(row),
        "as_at": None if as_at is None else str(as_at),
        "status": row.reading.figure.status.value,
        "owed": row.is_owed,
        "rag": rating.colour.value,
        "ground": rating.ground.value,
        "part": row.part or None,
        "baseline_part": row.baseline_part or None,
        "baseline_across_break": row.across_text or None,
        "certain": rating.certain,
        "variance_percent": percent(rating.variance),
        "direction": row.direction.value,
        "verdict": row.verdict.value,
        "change": None if moved is None else number(moved.units),
        "change_percent": None if moved is None else percent(moved.percent),
        "change_points": None if moved is None else number(moved.points),
        "trend": row.trend.kind.value,
        "sustained": row.trend.sustained,
        "exception": row.exception is not None,
        "exception_class": None if row.exception is None else row.exception.value,
        "why": sentence_why(row),
        "comment": row.printed,
        "comment_typed": row.comment,
        "source": row.source or indicator.source,
    }


def _interval_object(row: Row) -> Object | None:
    """Give the 95% interval of the value; null where neither a count nor a fraction makes it."""
    found = row_interval(row)
    if found is None:
        return None
    level = number(found.level)
    return {"lower": found.lower, "upper": found.upper, "method": found.method, "level": level}


def exact(value: Decimal) -> int | float | str:
    """Give a number of which no digit is lost, or its digits where a binary float would change them."""
    shown = number(value)
    same = isinstance(shown, int) or Decimal(repr(shown)) == value
    return shown if shown is not None and same else str(value)


def _move_object(found: Chance | None) -> Object | None:
    """Give the test of the move on the quarter before; None where its figure is not held."""
    return None if found is None else {"on": found.on} | _chance_object(found)


def _chance_object(found: Chance) -> Object:
    return {
        "p": found.p,
        "method": found.method or None,
        "refused": found.refused or None,
        "sentence": chance_sentence(found),
    }


def _moved_object(row: Row) -> Object | None:
    found = moved(row)
    if found is None:
        return None
    return {
        "numerator_part": exact(found.numerator_part),
        "denominator_part": exact(found.denominator_part),
        "total": exact(found.total),
        "stated": exact(found.stated),
        "sentence": moved_sentence(row, found),
    }


def _edge_object(colour: Colour, row: Row) -> Object | None:
    """Give the edge of green or amber: how a value meets it, in the unit and in cases."""
    found = edge_of(colour, row)
    if found is None:
        return None
    return {
        "comparison": found.comparison.value,
        "limit": exact(found.limit),
        "last": exact(last_value(colour, row.rating, row.indicator)),
        "cases": found.cases,
        "of": found.of,
        "distance": _distance(found.distance),
        "sentence": found.sentence,
    }


def _dated_object(row: Row) -> Object:
    """Give what becomes of the indicator from a quarter on, and the break that keeps the row from others."""
    indicator, at = row.indicator, broken(row)
    return {
        "starts": None if indicator.starts is None else str(indicator.starts),
        "ends": None if indicator.ends is None else str(indicator.ends),
        "breaks": [{"at": str(one.at), "why": one.words} for one in indicator.breaks_told],
        "changes": [{"at": str(one.at), "what": one.words} for one in indicator.changes],
        "broken_at": None if at is None else str(at.at),
    }


def full_object(row: Row) -> Object:
    """Give a row with all of its arithmetic."""
    indicator, fraction = row.indicator, row.reading.figure.fraction
    return row_object(row) | {
        "numerator": None if fraction is None else fraction.numerator,
        "denominator": None if fraction is None else fraction.denominator,
        "baseline_value": None if row.change is None else number(row.change.base),
        "basis": indicator.basis.value,
        "places": indicator.places,
        "owner": indicator.owner,
        "definition": indicator.definition,
        **_dated_object(row),
        "expected": None if row.reading.expected is None else str(row.reading.expected),
        "next_target": None if row.next_target is None else target_text(row.next_target, indicator),
        "trend_reason": row.trend.reason,
        "trend_sentence": trend_sentence(row),
        "formula": formula_text(row) or None,
        "edges": {one.value: _edge_object(one, row) for one in (Colour.GREEN, Colour.AMBER)},
        "certainty": sureness_sentence(row) or None,
        "change_sentence": change_sentence(row),
        "chance": _chance_object(chance(row)),
        "chance_on_quarter": _move_object(chance_on_quarter(row)),
        "moved": _moved_object(row),
        "rating": _rating_object(row),
    }


def _rating_object(row: Row) -> Object:
    """Give the arithmetic of a rating."""
    rating, indicator, figure = row.rating, row.indicator, row.reading.figure
    edge = rating.edge
    return {
        "rule": {
            "tolerance": digits(rating.rule.tolerance),
            "basis": rating.rule.basis.value,
            "set_in": rating.rule.set_in,
        },
        "comparison": None if edge is None else edge.comparison.value,
        "limit": None if edge is None else number(edge.limit),
        "shortfall": None if edge is None or row.value is None else number(rating.shortfall),
        "allowance": None if edge is None or row.value is None else number(rating.allowance),
        "turns_at": number(rating.turns_at),
        "percent_of_target": percent(rating.percent_of_target),
        "interval": None if rating.interval is None else [number(end) for end in rating.interval],
        "outcomes": [colour.value for colour in rating.outcomes],
        "to_green": _distance(distance_to(Colour.GREEN, rating, figure, indicator)),
        "to_amber": _distance(distance_to(Colour.AMBER, rating, figure, indicator)),
        "cases_to_spare": margin_of(rating, figure, indicator),
        "group": None
        if rating.group is None
        else {
            "name": rating.group.group,
            "average": number(rating.group.average),
            "present": rating.group.present,
            "members": rating.group.members,
            "average_kind": rating.group.kind.value,
            "include_self": rating.group.include_self,
            "missing": list(rating.group.missing),
        },
    }


def _distance(distance: Distance | None) -> Object | None:
    if distance is None:
        return None
    return {
        "limit": number(distance.limit),
        "strict": distance.strict,
        "units": number(distance.units),
        "fewer": distance.fewer,
        "cases": distance.cases,
        "cases_limit": distance.cases_limit,
        "of": distance.of,
    }


def quarter_objects(quarters: Iterable[Quarter], shown: Quarter) -> list[Object]:
    """Give the quarters that are held, oldest first."""
    return [
        {"quarter": str(one), "folder": one.folder, "months": one.months, "shown": one == shown}
        for one in quarters
    ]


def report_object(dataset: Dataset, *, sensitive: bool) -> Object:
    """Give the report: its words, each theme with its rows and narrative, and the order of exceptions."""
    held, record, card = dataset.partnership, dataset.record, dataset.scorecard()
    counted = card.tally()
    return {
        "partnership": held.name,
        "title": held.title,
        "quarter": str(dataset.shown),
        "months": dataset.shown.months,
        "signed_off": record.signed_off,
        "compiled_by": held.compiled_by,
        "key": dict(held.key),
        "notes": list(held.notes),
        "glossary": dict(held.glossary),
        "groups": [{"id": one.id, "name": one.name, "members": list(one.members)} for one in held.groups],
        "rule": {
            "tolerance": digits(held.rule.tolerance),
            "basis": held.rule.basis.value,
            "set_in": held.rule.set_in,
            "trend": held.trend_rule.value,
        },
        "tally": {
            "red": counted.red,
            "amber": counted.amber,
            "green": counted.green,
            "none": counted.none,
            "owed": counted.owed,
        },
        "themes": [
            {
                "id": theme.id,
                "name": theme.name,
                "indicators": [row_object(row) for row in card.in_theme(theme.id)],
                **_prose_objects(dataset, card, theme.id, sensitive=sensitive),
                "counts": [
                    _counts_object(one)
                    for one in record.counts
                    if one.theme == theme.id and (sensitive or not one.sensitive)
                ],
            }
            for theme in dataset.themes
        ],
        "exceptions": [row.id for row in card.exceptions()],
        "sensitive_left_out": not sensitive
        and bool(record.sensitive or any(one.sensitive for one in record.counts)),
    }


def _prose_objects(dataset: Dataset, card: Scorecard, theme_id: str, *, sensitive: bool) -> Object:
    """Give a theme's texts as they are printed and as they were typed."""
    record = dataset.record
    told, secret = record.narrative.get(theme_id, ""), record.sensitive.get(theme_id, "")
    return {
        "narrative": printed(told, dataset, card),
        "narrative_typed": told,
        "sensitive": printed(secret, dataset, card) if sensitive else None,
        "sensitive_typed": secret if sensitive else None,
    }


def _counts_object(counts: Counts) -> Object:
    return {
        "label": counts.label,
        "total": counts.total,
        "parts": [{"label": label, "count": count} for label, count in counts.parts],
        "period": None if counts.period is None else str(counts.period),
        "sensitive": counts.sensitive,
    }
