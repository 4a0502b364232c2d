"""Then and now in lines: a field before its save, after it and today, with the rating of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from csptui.domain.change import FIELD_WORDS, NEW_QUARTER
from csptui.domain.figure import figure_text
from csptui.domain.shown import show, show_line
from csptui.domain.told import short
from csptui.tui.change_words import LONG_TEXTS, count_words, difference, shortened, value_words
from csptui.tui.then_and_now import putting_back
from csptui.tui.widgets.wording import Line, badge, one_line, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.change import Change
    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Row
    from csptui.tui.change_words import Difference
    from csptui.tui.history import History, Item
    from csptui.tui.then_and_now import Standing

CHANGED = "bold underline $csp-strong"
MOST_ALIGNED = 24
"""Cells up to which values are set under one another by their last digits."""


def standing_lines(history: History, item: Item, stands: Standing) -> list[Line]:
    """Give the three states of a field under one another, who saved it, and what would be put back."""
    change = item.change
    if change.field == NEW_QUARTER:
        lines = [(text(" Begun", "dim"), one_line(change.after))]
    elif change.field in LONG_TEXTS:
        lines = _text_lines(history, item, stands)
    else:
        lines = _value_lines(history, item, stands)
    lines.append((text(" Saved", "dim"), one_line(saved_words(history, item))))
    if item.entry is not None and item.entry.why:
        lines.append((text(" Why", "dim"), one_line(item.entry.why)))
    if made := putting_back(history, item):
        lines.append((text(" Put back", "dim"), one_line(_back_words(history, made))))
    return lines


def _back_words(history: History, made: Sequence[Change]) -> str:
    """Say what would be put back; the key bar has its key."""
    parts = []
    for change in made:
        indicator, field = history.dataset.indicator(change.indicator), field_words(change)
        value = value_words(change.field, change.after, indicator)
        parts.append(f"no {field}" if value == "none" else f"{field} {value}")
    return " and ".join(parts)


def title(history: History, change: Change) -> tuple[Content, Content]:
    """Name the field and what it is of, in full and short."""
    indicator = history.dataset.indicator(change.indicator)
    field = one_line(field_words(change), "strong")
    code = one_line(history.names.of_change(change), "strong")
    brief = Content.assemble(code, "   " if code else "", field)
    if indicator is None:
        return brief, brief
    return Content.assemble(code, "   ", one_line(indicator.label), "   ", field), brief


def field_words(change: Change) -> str:
    """Give a field's name as people read it."""
    return FIELD_WORDS.get(change.field, change.field)


def saved_words(history: History, item: Item) -> str:
    """Say who saved a change, and when."""
    if item.entry is None:
        return "outside csptui: by whom and when is not known"
    return f"{history.moment(item.entry)} by {item.entry.who or 'nobody named'}"


def _value_lines(history: History, item: Item, stands: Standing) -> list[Line]:
    change = item.change
    indicator = history.dataset.indicator(change.indicator)
    texts = [change.before, change.after, *([] if stands.now is None else [stands.now])]
    states = zip(texts, stands.rows, strict=False)
    told = [Content(show_line(_value(change.field, one, indicator, row))) for one, row in states]
    width = max(one.cell_length for one in told)
    width = width if width <= MOST_ALIGNED else 0
    lines: list[Line] = []
    for label, value, row in zip((" Before", " After", " Now"), told, stands.rows, strict=False):
        aligned = value.stylize("bold $csp-strong").pad_left(max(0, width - value.cell_length))
        parts = [aligned] if row is None else [aligned, Content("  "), _rating(row)]
        if label == " Now":
            parts += [Content("  "), now_words(history, item, stands)]
        lines.append((text(label, "dim"), Content.assemble(*parts)))
    if stands.now is None:
        lines.append((text(" Now", "dim"), now_words(history, item, stands)))
    return lines


def _value(field: str, stored: str, indicator: Indicator | None, row: Row | None) -> str:
    """Give a value; with the fraction that it belongs to, where it has one."""
    if row is None or field == "target" or row.reading.figure.fraction is None:
        return value_words(field, stored, indicator)
    return figure_text(replace(row.reading.figure, as_at=None), row.indicator, marks=False)


def _rating(row: Row) -> Content:
    unsure = Content("") if row.rating.certain else text(" not certain", "dim")
    return Content.assemble(badge(row.rating), unsure)


def now_words(history: History, item: Item, stands: Standing) -> Content:
    """Say what has become of a change."""
    change, now, last = item.change, stands.now, stands.since
    if now is None:
        return text("not a field that can be put back", "dim")
    if item.entry is None:
        return text("not as csptui last wrote it", "note")
    held = "the same" if now == change.after else "as before" if now == change.before else "another"
    if stands.outside:
        return text(f"{held}: changed outside csptui", "note")
    if last is not None:
        return one_line(f"{held} since {history.moment(last)} by {last.who or 'nobody named'}")
    if now != change.after:
        return text(f"{held}: chosen where two people's work was joined", "note")
    return text("as this change left it", "dim")


def _text_lines(history: History, item: Item, stands: Standing) -> list[Line]:
    """Give both texts around what differs, which is marked, and how long each is."""
    change = item.change
    parts = shortened(difference(change.before, change.after))
    differs = bool(parts.before or parts.after)
    sides = ((" Before", change.before, parts.before), (" After", change.after, parts.after))
    lines: list[Line] = []
    for label, whole, middle in sides:
        said = [text(f"{count_words(whole)}  " if whole.strip() else "none", "dim")]
        if whole.strip() and differs:
            pieces = [text(parts.begin), changed(middle, parts), text(parts.end)]
            said.append(Content(" ").join(piece for piece in pieces if piece))
        elif whole.strip():
            said.append(text("the same words: only blanks or line ends differ"))
        lines.append((text(label, "dim"), Content.assemble(*said)))
    count = "" if stands.now in (None, change.after) else f"{count_words(stands.now or '')}  "
    lines.append(
        (text(" Now", "dim"), Content.assemble(text(count, "dim"), now_words(history, item, stands)))
    )
    return lines


def changed(middle: str, parts: Difference) -> Content:
    """Mark what differs, unless all of the text does."""
    return Content.styled(show(middle), CHANGED) if parts.begin.strip() or parts.end.strip() else text(middle)


def place_words(history: History, item: Item, stands: Standing, at: int, of: int) -> str:
    """Say where the cursor is, as in `NI 33 actual, change 2 of 9: 7.9 to 7.8 then, 7.9 now`."""
    change = item.change
    indicator = history.dataset.indicator(change.indicator)
    name = history.names.of_change(change)
    place = f"{name} {field_words(change)}, change {at:,} of {of:,}".strip()
    if change.field == NEW_QUARTER or stands.now is None:
        return show_line(f"{place}.")
    if stands.now == change.after and change.field in LONG_TEXTS:
        return show_line(f"{place}: {saved_words(history, item)}; as it is now.")
    old, new, now = (
        value_words(change.field, one, indicator) for one in (change.before, change.after, stands.now)
    )
    return show_line(f"{place}: {short(old)} to {short(new)} then, {short(now)} now.")
