"""The answer to a what-if: what was asked, both tallies, and each row as it is now and would be then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from csptui.domain.figure import digits, number_text
from csptui.domain.rag import Colour
from csptui.domain.target import target_text
from csptui.domain.what_if import asked_words, remarks, tally_words, why_then
from csptui.domain.why import sentence_why
from csptui.legend import mark_of, variance_text
from csptui.outputs.layout import (
    Cell,
    Column,
    cut,
    cut_lines,
    flow,
    indented,
    lay_row,
    rule,
    spread,
    words_of,
    wrap,
)
from csptui.outputs.line import Line
from csptui.outputs.objects import number, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Tally
    from csptui.domain.what_if import Answer, Pair
    from csptui.outputs.appearance import Look
    from csptui.outputs.objects import Object

_NOW, _THEN = "Now", "Then"
_MOST_FIGURE, _MOST_CODE, _NAME_LINES = 14, 10, 4
_NAME = 3


def what_if_page(dataset: Dataset, answer: Answer, look: Look) -> list[Line]:
    """Give the page: what would change, row by row, and what stays as it is all the same."""
    title = Line(look.line(dataset.partnership.name), "strong")
    lines = spread(title, Line("What if", "strong"), look.width)
    quarter = dataset.shown
    when, count = Line(look.line(f"{quarter}, {quarter.months}")), Line(look.line(_count(answer)))
    lines += spread(when, count, look.width)
    lines.append(Line())
    for asked in asked_words(dataset, answer.asked):
        lines += _flowed(asked, look)
    lines += [Line(), *_tallies(answer, look), Line()]
    if answer.shown:
        lines += _rows(answer, look)
    if not answer.changed:
        lines += [*_flowed("Nothing would change: every rating stays as it is.", look), Line()]
    lines += [line for told in remarks(answer) for line in _flowed(told, look)]
    lines += _flowed("Nothing was saved.", look)
    return lines


def _count(answer: Answer) -> str:
    would = len(answer.changed)
    return f"{would or 'None'} of {len(answer.before)} ratings would change"


def _flowed(text: str, look: Look) -> list[Line]:
    return flow(words_of(look.line(text)), look.width)


def _tallies(answer: Answer, look: Look) -> list[Line]:
    before, after = tally_words(answer.before.tally()), tally_words(answer.after.tally())
    return _flowed(before if before == after else f"{before} → {after}", look)


def _rows(answer: Answer, look: Look) -> list[Line]:
    columns = _columns(answer, look)
    gap = 2 if look.roomy else 1
    heads = [Cell((column.head,), "strong") for column in columns]
    lines = [*lay_row(columns, heads, gap), rule(look)]
    margin = sum(column.width + gap for column in columns[:_NAME])
    for pair in answer.shown:
        now, then = _cells(pair, columns, look)
        lines += [*lay_row(columns, now, gap), *lay_row(columns, then, gap)]
        why = look.line(why_then(pair, in_full=answer.is_named(pair)))
        label = " " * (margin - len("Why then") - gap) + "Why then"
        lines += [*indented(flow(words_of(why), look.width - margin), margin, label), Line()]
    return lines


def _columns(answer: Answer, look: Look) -> list[Column]:
    """Choose columns for the rows as they are and would be; the name has what is left."""
    rows = [row for pair in answer.shown for row in (pair.now, pair.then)]
    gap = 2 if look.roomy else 1
    code = max(cell_len(look.line(row.indicator.code)) for row in rows)
    columns = [
        Column("", len(_THEN)),
        Column("RAG", 5),
        Column("Ref", min(_MOST_CODE, max(3, code))),
        Column("Indicator", 0),
        Column("Target", _width("Target", [_target(row, look) for row in rows]), right=True),
        Column("Actual", _width("Actual", [_actual(row, look) for row in rows]), right=True),
        Column("v target", _width("v target", [_variance(row, look) for row in rows]), right=True),
    ]
    others = sum(column.width + gap for column in columns) - columns[_NAME].width
    columns[_NAME] = columns[_NAME]._replace(width=max(1, look.width - others))
    return columns


def _width(head: str, texts: Sequence[str]) -> int:
    words = [word for text in texts for word in text.split()]
    return min(_MOST_FIGURE, max(cell_len(one) for one in (head, *words)))


def _target(row: Row, look: Look) -> str:
    return look.line(target_text(row.target, row.indicator, period=False))


def _actual(row: Row, look: Look) -> str:
    return look.line(number_text(row.reading.figure, row.indicator))


def _variance(row: Row, look: Look) -> str:
    return variance_text(row, ascii_only=look.ascii_only)


def _cells(pair: Pair, columns: Sequence[Column], look: Look) -> tuple[list[Cell], list[Cell]]:
    """Give the line of the row as it is, and the one as it would be, which repeats no name."""
    width = columns[_NAME].width
    indicator = pair.now.indicator
    name = cut_lines(wrap(look.line(indicator.label), width), _NAME_LINES, width, look)
    code = cut(look.line(indicator.code), columns[_NAME - 1].width, look)
    now, then = (
        [
            Cell((label,), "quiet" if label == _NOW else "strong"),
            _badge(row, look),
            Cell((code,) if label == _NOW else (), "strong"),
            Cell(name if label == _NOW else (), "strong", upper=len(name)),
            Cell(wrap(_target(row, look), columns[-3].width)),
            Cell(wrap(_actual(row, look), columns[-2].width)),
            Cell((_variance(row, look),)),
        ]
        for label, row in ((_NOW, pair.now), (_THEN, pair.then))
    )
    return now, then


def _badge(row: Row, look: Look) -> Cell:
    mark = mark_of(row.rating)
    return Cell((f" {mark.badge(ascii_only=look.ascii_only)} ",), mark.style)


def what_if_object(answer: Answer) -> Object:
    """Give the answer for JSON: what was asked, the rows that change and those asked for, both tallies."""
    asked = answer.asked
    return {
        "quarter": str(answer.before.quarter),
        "asked": {
            "basis": None if asked.basis is None else asked.basis.value,
            "tolerance": None if asked.tolerance is None else digits(asked.tolerance),
            "places": None
            if asked.places is None
            else ("usual" if asked.places.count is None else asked.places.count),
            "target_year": None if asked.target_year is None else str(asked.target_year),
            "figures": {pair.now.id: pair.then.actual_text for pair in answer.named},
        },
        "changed": [_pair_object(pair, answer) for pair in answer.changed],
        "named": [_pair_object(pair, answer) for pair in answer.named],
        "tallies": {"before": _tally(answer.before.tally()), "after": _tally(answer.after.tally())},
        "kept_target": [row.id for row in answer.kept_targets],
        "own_tolerance": [row.id for row in answer.own_rules],
        "known_to_fewer_places": [row.id for row in answer.no_finer],
        "certainty_changes": [pair.now.id for pair in answer.unsure],
    }


def _pair_object(pair: Pair, answer: Answer) -> Object:
    return {
        "id": pair.now.id,
        "code": pair.now.indicator.code,
        "label": pair.now.indicator.label,
        "changes": pair.changes,
        "before": _row_object(pair.now, sentence_why(pair.now)),
        "after": _row_object(pair.then, why_then(pair, in_full=answer.is_named(pair))),
    }


def _row_object(row: Row, why: str) -> Object:
    rating = row.rating
    return {
        "rag": rating.colour.value,
        "certain": rating.certain,
        "value": number(row.value),
        "actual": row.actual_text,
        "target": row.target_text,
        "variance_percent": percent(rating.variance),
        "turns_at": number(rating.turns_at),
        "why": why,
    }


def _tally(tally: Tally) -> Object:
    counts = {colour.value: tally.of(colour) for colour in Colour}
    return counts | {"owed": tally.owed}
