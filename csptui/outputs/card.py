"""All that is held of one indicator, with the arithmetic of its rating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.analysis.held_intervals import row_words
from csptui.domain.chance import chance, chance_on_quarter, chance_sentence
from csptui.domain.compared import comparisons
from csptui.domain.edges import edge_of, red_words
from csptui.domain.formula import formula_text
from csptui.domain.group_words import group_lines
from csptui.domain.moved import moved, moved_sentence
from csptui.domain.rag import Colour
from csptui.domain.series_words import dated_lines
from csptui.domain.target import target_text
from csptui.domain.why import (
    change_sentence,
    colour_sentence,
    flags,
    polarity_words,
    rule_sentence,
    sureness_sentence,
    trend_sentence,
)
from csptui.legend import mark_of, target_marks
from csptui.outputs.layout import flow, indented, rule, spread, words_of
from csptui.outputs.line import Line
from csptui.outputs.method import marks_used
from csptui.outputs.prose import prose
from csptui.outputs.tables import head_lines, row_lines, table_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row
    from csptui.outputs.appearance import Look

_MARGIN = 12


def card_page(dataset: Dataset, row: Row, look: Look, ahead: Sequence[tuple[str, str]] = ()) -> list[Line]:
    """Give one indicator's page; `ahead` are labelled sentences from its history."""
    indicator = row.indicator
    title = Line(look.line(indicator.code), "strong")
    lines = spread(title, Line(look.line(f"{dataset.partnership.label}, {dataset.shown}")), look.width)
    lines += flow(words_of(look.line(indicator.name), "strong"), look.width)
    lines += flow(words_of(look.line(_described(row))), look.width)
    lines += [rule(look), _badge(row, look), Line()]
    table = table_for([row], look, full=True)
    lines += [head_lines(table)[0], *row_lines(row, table), Line()]
    beside = group_lines(comparisons(dataset, indicator))
    for label, text in (*_sentences(row), *beside, *ahead):
        lines += _entry(label, flow(words_of(look.line(text)), look.width - _MARGIN))
    for label, text in (("Definition", indicator.definition), ("Comment", row.printed)):
        if text.strip():
            lines += [Line(), *_entry(label, prose(text, look, look.width - _MARGIN))]
    marks = "; ".join(f"{mark} {meaning}" for mark, meaning in marks_used([row], look))
    if marks:
        lines += [rule(look), *flow(words_of(look.line(f"{marks}.")), look.width)]
    return lines


def _described(row: Row) -> str:
    indicator = row.indicator
    tier = f"tier {indicator.tier}" if indicator.tier else ""
    parts = (
        row.theme.name,
        ", ".join(indicator.codes),
        tier,
        indicator.unit.value,
        polarity_words(indicator.polarity),
        indicator.basis.words,
    )
    return "; ".join(part for part in parts if part)


def _badge(row: Row, look: Look) -> Line:
    mark = mark_of(row.rating)
    badge = f" {mark.badge(ascii_only=look.ascii_only)} {mark.word} "
    sure = "" if row.rating.certain else "  not certain"
    return Line.of((badge, mark.style), sure)


def _sentences(row: Row) -> list[tuple[str, str]]:
    """Give the labelled sentences; those with nothing to say are left out."""
    indicator = row.indicator
    parts = moved(row)
    told = [
        ("Figures", _figures(row)),
        ("Why", colour_sentence(row)),
        ("Arithmetic", formula_text(row)),
        *_edges(row),
        ("Certainty", sureness_sentence(row)),
        ("Interval", row_words(row)),
        ("Change", change_sentence(row)),
        ("What moved", "" if parts is None else moved_sentence(row, parts)),
        *_chances(row),
        ("Trend", trend_sentence(row)),
        ("Rule", rule_sentence(row.rating.rule, indicator.unit) if row.rating.edge is not None else ""),
        ("Note", " ".join(flags(row))),
        *dated_lines(indicator),
        ("Next target", "" if row.next_target is None else target_text(row.next_target, indicator)),
        ("Owner", indicator.owner),
        ("Source", row.source or indicator.source),
    ]
    return [(label, text) for label, text in told if text]


def _chances(row: Row) -> list[tuple[str, str]]:
    """Say whether the change on the year, and the move on the quarter before, can be chance."""
    tested = [] if row.change is None else [chance_sentence(chance(row))]
    if not row.part and (move := chance_on_quarter(row)) is not None:
        tested.append(chance_sentence(move))
    return [("" if at else "Chance", words) for at, words in enumerate(tested)]


def _figures(row: Row) -> str:
    baseline = f"{row.quarter.baseline().year} {row.baseline_told}"
    target = " ".join((row.target_text or "none", *target_marks(row)))
    return f"{baseline}; target {target}; actual {row.actual_told}."


def _edges(row: Row) -> list[tuple[str, str]]:
    """Say where each colour ends, in the unit and in cases, a line for each."""
    found = [edge for edge in (edge_of(Colour.GREEN, row), edge_of(Colour.AMBER, row)) if edge is not None]
    said = [f"{edge.colour.value.capitalize()} {edge.sentence}." for edge in found]
    if said:
        said.append(f"Red {red_words(row)}.")
    return [("" if at else "Edges", words) for at, words in enumerate(said)]


def _entry(label: str, lines: list[Line]) -> list[Line]:
    return indented(lines, _MARGIN, label)
