"""What the screen of history says in words: of a quarter, and of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.analysis.held_intervals import interval_words
from csptui.analysis.twelve_months import covered_words
from csptui.domain.figure import figure_text, number_text
from csptui.domain.shown import show_line
from csptui.domain.target import target_text
from csptui.domain.trend import TrendKind, TrendRule
from csptui.legend import TREND_WORDS
from csptui.outputs.history import average_text, number, year_text
from csptui.tui.widgets.wording import Line, text

if TYPE_CHECKING:
    from csptui.analysis.history import HistoryRow
    from csptui.domain.trend import Trend
    from csptui.tui.held_history import HeldHistory


def extent_words(held: HeldHistory) -> str:
    """Say how many quarters have a figure, and from when to when."""
    rows = held.table.rows
    if not rows:
        return "no quarter"
    whole, of = sum(row.point.value is not None for row in rows), len(rows)
    word = "year" if held.table.is_yearly else "quarter"
    count = f"{of:,} {word}" if of == 1 else f"{of:,} {word}s"
    if whole < of:
        count = f"{whole:,} of {count}"
    return f"{count}, {rows[0].quarter} to {rows[-1].quarter}" if of > 1 else f"{count}, {rows[0].quarter}"


def place_words(held: HeldHistory, at: int) -> str:
    """Say in a sentence or two where the cursor is and what stands there."""
    code, rows = show_line(held.table.indicator.code), held.table.rows
    if not rows:
        return f"History of {code}: no figure is held in any quarter."
    row = rows[at]
    told = [f"{code}, {row.quarter}, {at + 1} of {len(rows)}: {_figure(held, row) or 'no figure'}"]
    if row.point.missing and row.point.reading.figure.absence is None:
        told[0] += f", {row.point.missing}"
    if row.year_on_year.change is not None:
        told.append(f"{year_text(row.year_on_year)} on a year ago")
    if row.trend.kind is not TrendKind.NONE:
        told.append(_kind(row.trend))
    if row.point.breaks:
        told.append("a break in series")
    return f"{'; '.join(told)}."


def quarter_lines(held: HeldHistory, at: int) -> list[Line]:
    """Give what a quarter has to say, with the reason for what it has not."""
    if not held.table.rows:
        return []
    row, other = held.table.rows[at], held.others[at]
    indicator, point = held.table.indicator, row.point
    figure = _figure(held, row) or "none held"
    lines = [_said(str(row.quarter), figure, "strong")]
    if point.missing and point.reading.figure.absence is None and not point.reading.figure.is_empty:
        lines.append(_said("", f"No whole figure: {point.missing}.", "note"))
    if point.breaks:
        lines.append(_said("[b]", "A break in series: nothing is compared or summed across it.", "note"))
    interval = interval_words(point.reading.figure, indicator) if point.value is not None else ""
    lines.append(_said("On a year ago", _year(row)))
    if not held.is_rolling:
        lines.append(_said("12 months", _rolling(held, row)))
    lines += [_said("Trend", _trend(row.trend)), _said("", _trend(other, told=row.trend.note))]
    if target := target_text(point.target, indicator):
        lines.append(_said("Target", target))
    if point.average is not None:
        average = point.average
        told = f"{average_text(average, indicator)}, {average.group}, {average.present} of {average.members}"
        lines.append(_said("Average", told))
    if interval:
        lines.append(_said("Interval", interval))
    if cause := held.cause(row.quarter):
        lines.append(_said("Chart", f"special cause: {cause}"))
    if point.value is not None:
        lines.append(_said("Covers", covered_words(point.covers)))
    return lines


def series_lines(held: HeldHistory) -> list[Line]:
    """Give what all quarters say together: what could not be read, where they go, the chart, and notes."""
    lines = [_said("Problem", f"{one.where}: {one.message}", "note") for one in held.problems]
    lines += [_said(word, sentence) for word, sentence in held.ahead]
    lines.append(_said("Control", held.chart_words))
    lines += [_said("" if at else "Notes", note) for at, note in enumerate(held.notes)]
    return lines


def chart_words(held: HeldHistory) -> str:
    """Say in one sentence what the control chart shows, the answer first, or why there is none."""
    latest = None if held.charted is None else held.charted.latest.quarter
    if latest is None:
        return held.chart_words
    cause = held.cause(latest)
    told = f"special cause at {latest}, {cause}" if cause else f"no special cause at {latest}"
    return f"Control chart: {told}."


def _said(label: str, words: str, style: str = "") -> Line:
    return (text(f" {label}", "dim"), text(words, style))


def _figure(held: HeldHistory, row: HistoryRow) -> str:
    figure, indicator = row.point.reading.figure, held.table.indicator
    text, number_alone = figure_text(figure, indicator), number_text(figure, indicator)
    if figure.absence is not None:
        return show_line(f"{figure.absence.words} {text}")
    return show_line(text if number_alone in text else f"{number_alone} ({text})")


def _year(row: HistoryRow) -> str:
    found = row.year_on_year
    if found.change is None:
        return f"not given: {found.why}"
    return year_text(found)


def _rolling(held: HeldHistory, row: HistoryRow) -> str:
    found = row.rolling
    if found.value is None:
        return f"not given: {found.why}"
    behind = f" ({found.fraction})" if found.fraction is not None else ""
    return f"{number(found.value, held.table.indicator)}{behind}"


def _trend(found: Trend, *, told: str = "") -> str:
    rule = {TrendRule.PREVIOUS_QUARTER: "previous quarter", TrendRule.THREE_QUARTERS: "three quarters"}[
        found.rule
    ]
    if found.kind is TrendKind.NONE:
        return f"none by {rule}: {found.reason}"
    note = f"; {found.note}" if found.note and found.note != told else ""
    return f"{_kind(found)} by {rule}{note}"


def _kind(found: Trend) -> str:
    return f"{TREND_WORDS[found.kind]}{', sustained' if found.sustained else ''}"
