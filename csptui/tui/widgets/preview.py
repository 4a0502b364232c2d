"""What a row says of itself while its figure is typed: colour, edges, certainty, movement, or the mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual.content import Content

from csptui import legend
from csptui.domain import why
from csptui.domain.chance import chance, chance_on_quarter, chance_words
from csptui.domain.edges import edge_of
from csptui.domain.formula import brief_sum
from csptui.domain.moved import moved, moved_words
from csptui.domain.rag import Colour, Ground
from csptui.domain.shown import show_in_place
from csptui.tui.widgets.wording import Line, badge, movement, one_line, styled, text

if TYPE_CHECKING:
    from csptui.domain.draft import Draft, FieldFault
    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Row

GUTTER = 11
FIELD_NAMES = {
    "actual": "Actual",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "as_at": "As at",
    "status": "Status",
    "source": "Source",
    "comment": "Comment",
}
_EXCERPT = 36
"""How many columns of a long text are shown about the character at fault."""


def about_words(indicator: Indicator) -> Content:
    """Give the other codes, which way is better, and what a value covers."""
    codes = " · ".join(code for code in indicator.codes if code != indicator.code)
    about = (codes, why.polarity_words(indicator.polarity), indicator.basis.words)
    return Content("   ").join([one_line(part, "dim") for part in about if part])


def counted_words(prose: str) -> str:
    """Say how many words a text has."""
    words = len(prose.split())
    return "1 word" if words == 1 else f"{words:,} words"


def preview_lines(row: Row) -> tuple[Line, ...]:
    """Give the colour with its arithmetic, the certainty, both edges, the movement and the flags."""
    lines = [(badge(row.rating), text(why.colour_sentence(row)))]
    if not row.rating.certain:
        lines.append((text(f" {legend.UNCERTAIN}", "note"), text(why.certainty_sentence(row), "note")))
    lines.extend(edge_lines(row))
    compared = row.rating.ground not in {Ground.NO_ACTUAL, Ground.PART}
    if compared:
        lines.extend(_movements(row))
    lines.extend((text(" Note", "dim"), text(flag, "note")) for flag in why.flags(row))
    if compared:
        lines.extend(_reasons(row))
    return tuple(lines)


def _reasons(row: Row) -> list[Line]:
    """Give whether the change can be chance, what moved it, and the arithmetic with its rule, dimmed."""
    parts, tested = moved(row), chance(row)
    said = []
    if row.change is not None:
        said.append(("Chance", chance_words(tested) or f"not tested: {tested.refused}"))
    if (move := chance_on_quarter(row)) is not None and move.p is not None:
        said.append(("", f"on {move.on}, {chance_words(move)}"))
    said.append(("Moved", "" if parts is None else moved_words(parts, row.indicator)))
    said.append(("Sum", brief_sum(row)))
    return [(text(f" {label}" if label else "", "dim"), text(words, "dim")) for label, words in said if words]


def edge_lines(row: Row) -> list[Line]:
    """Say up to where a row is green and amber, and how far that is."""
    found = (edge_of(colour, row) for colour in (Colour.GREEN, Colour.AMBER))
    return [(_edge(edge.colour), text(edge.sentence)) for edge in found if edge is not None]


def _edge(colour: Colour) -> Content:
    mark = legend.COLOURS[colour]
    return text(f" {mark.glyph} {mark.word.lower()}", mark.style)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _movements(row: Row) -> list[Line]:
    """Give the change on baseline, then the trend or why there is none."""
    label = movement(row)
    named = Content.assemble(" ", label) if label else text(f" {row.quarter.baseline().year.short}", "dim")
    changed, trend = why.change_sentence(row), why.trend_sentence(row)
    if row.has_trend:
        return [(named, text(trend)), (text(f" {row.quarter.baseline().year.short}", "dim"), text(changed))]
    return [(named, text(changed)), (text(" Trend", "dim"), text(trend, "dim"))]


def with_text(draft: Draft, field: str, value: str) -> Draft:
    """Give a draft with one of its text fields changed."""
    changed: dict[str, Any] = {field: value}
    return replace(draft, **changed)


def fault_lines(found: FieldFault, typed: str) -> tuple[Line, ...]:
    """Give a mistake: the field, its text with a caret under the character at fault, and the sentence."""
    name = FIELD_NAMES.get(found.field, found.field)
    lines = [(text(" Mistake", "fault"), Content.assemble(text(name, "strong"), text(" cannot be read.")))]
    if typed and "\n" not in typed:
        lines.append((Content(""), _pointed(typed, found.fault.position)))
    lines.append((Content(""), text(_capital(found.fault.message) + ".", "fault")))
    lines.append((Content(""), text("Nothing is saved until it is mended.", "dim")))
    return tuple(lines)


def _pointed(typed: str, position: int) -> Content:
    """Set a text with a caret under one of its characters, cut to what lies about it."""
    start = max(0, position - _EXCERPT // 2)
    before, shown = show_in_place(typed[start:position]), show_in_place(typed[start : start + _EXCERPT])
    lead = "…" if start else ""
    trail = "…" if start + _EXCERPT < len(typed) else ""
    at = position - start
    written = Content.assemble(
        text(lead, "dim"),
        Content(shown[:at]),
        Content.styled(shown[at : at + 1], styled("at-fault")),
        Content(shown[at + 1 :]),
        text(trail, "dim"),
    )
    caret = Content.styled("^", styled("fault")).pad_left(cell_len(lead) + cell_len(before))
    return Content("\n").join([written, caret])


def refusal_lines(message: str) -> tuple[Line, ...]:
    """Give why nothing was saved."""
    return ((text(" Not saved", "fault"), one_line(message, "fault")),)
