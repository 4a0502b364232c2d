"""The log of changes as a page: who changed what and when, newest save first; and whether it is sound."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from csptui.domain.change import FIELD_WORDS, NEW_QUARTER, ROLLED
from csptui.domain.period import Period
from csptui.outputs.layout import cut, flow, indented, padded, words_of
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, tzinfo

    from csptui.domain.change import Change, FieldKey, Logged
    from csptui.domain.dataset import Dataset
    from csptui.outputs.appearance import Look
    from csptui.storage.log import Verdict

SHORT_ACTION = 8
"""How many signs of an action's id are shown; any that name one action alone are understood."""

_PERIODS = {"as_at", "expected", "applies_to", ROLLED}
_MOST_NUMBERS = 10
_WIDEST_NAME = 20


class Names(NamedTuple):
    """What indicators and themes are called; what is not defined any more goes by its id."""

    codes: Mapping[str, str]
    themes: Mapping[str, str]

    @classmethod
    def of(cls, dataset: Dataset) -> Names:
        """Take the names from what is defined."""
        themes = {theme.id: theme.short or theme.name for theme in dataset.themes}
        codes = Counter(one.code for one in dataset.indicators)
        told = {one.id: one.code if codes[one.code] == 1 else one.id for one in dataset.indicators}
        return cls(told, themes)

    def of_change(self, change: Change | FieldKey) -> str:
        """Name what a change is of."""
        if change.indicator:
            return self.codes.get(change.indicator, change.indicator)
        if change.theme:
            return self.themes.get(change.theme, change.theme)
        return ""


def field_words(field: str) -> str:
    """Give a field's name as people read it."""
    return FIELD_WORDS.get(field, field)


def text_words(field: str, text: str) -> str:
    """Give a stored text as people write it: `Dec 2009` for `M2009-12`; an empty one is named."""
    if field in _PERIODS and (period := Period.parse(text[:40])) is not None:
        return str(period)
    if not text.strip():
        return "final" if field == "status" else "none"
    return text


def counted(field: str, text: str) -> str:
    """Give the length of a text that no listing quotes unless it is asked for in full."""
    count = len(text.split())
    return text_words(field, "") if not count else "1 word" if count == 1 else f"{count:,} words"


def moment_text(when: datetime, zone: tzinfo | None) -> str:
    """Give a moment in the time of a zone, by default this computer's."""
    try:
        local = when.astimezone(zone)
    except (OverflowError, OSError, ValueError):  # years that a system's clock does not know
        local = when
    return local.isoformat(" ", "minutes")[:16]


def saves_of(entries: Iterable[Logged]) -> list[list[Logged]]:
    """Give the lines of each save together, newest save first."""
    saves: dict[str, list[Logged]] = {}
    for entry in entries:
        saves.setdefault(entry.action, []).append(entry)
    return list(reversed(saves.values()))


def log_page(
    saves: Sequence[Sequence[Logged]],
    names: Names,
    look: Look,
    *,
    whole: bool = False,
    zone: tzinfo | None = None,
) -> list[Line]:
    """Give saves in the order given; long texts are cut to a line each unless the whole is wanted."""
    if not saves:
        return [Line("No change is logged.")]
    lines: list[Line] = []
    for save in saves:
        if lines:
            lines.append(Line())
        lines += flow(words_of(look.line(_head(save[0], zone)), "strong"), look.width)
        if save[0].why:
            lines += indented(flow(words_of(look.line(f"Why: {save[0].why}")), look.width - 2), 2)
        titles = [look.line(names.of_change(entry.change)) for entry in save]
        room = min(max(map(cell_len, titles)), _WIDEST_NAME)
        for title, entry in zip(titles, save, strict=True):
            change = entry.change
            margin = "  " if not room else f"  {padded(cut(title, room, look), room)}  "
            told = change_lines(change, look, look.width - cell_len(margin), whole=whole)
            lines += indented(told, cell_len(margin), margin)
    return lines


def _head(entry: Logged, zone: tzinfo | None) -> str:
    parts = [
        entry.action[:SHORT_ACTION],
        moment_text(entry.when, zone),
        f"{entry.who or 'nobody named'},",
        entry.change.quarter,
    ]
    for word, action in (("undo", entry.undoes), ("redo", entry.redoes)):
        if action:
            parts.append(f"({word} of {action[:SHORT_ACTION]})")
    return " ".join(parts)


def change_lines(change: Change, look: Look, width: int, *, whole: bool) -> list[Line]:
    """Say a change as `actual 7.9 → 7.8`; one that is too long for a line has a line for each side."""
    word = look.line(field_words(change.field))
    if change.field == NEW_QUARTER and not change.before:
        return flow(words_of(look.line(f"new quarter {change.after}")), width)
    words = counted if change.is_hidden and not whole else text_words
    before = look.line(words(change.field, change.before))
    after = look.line(words(change.field, change.after))
    arrow = look.pick("→", "->")
    line = f"{word} {before} {arrow} {after}"
    if cell_len(line) <= width:
        return [Line(line)]
    sides = flow(words_of(word), width)
    for name, text in (("from", before), ("to", after)):
        head = f"  {name:4} "
        room = width - len(head)
        said = flow(words_of(text), room) if whole else [Line(cut(text, room, look))]
        sides += indented(said, len(head), head)
    return sides


def verdict_page(verdict: Verdict, where: str, look: Look) -> list[Line]:
    """Say that the log is sound, or which line is the first that is not, and what to do."""
    count = "1 line" if verdict.lines == 1 else f"{verdict.lines:,} lines"
    if verdict.is_sound:
        told = f"{where}: {count}, each as it was written, and none before another is missing."
        return flow(words_of(told if verdict.lines else f"{where}: nothing is logged yet."), look.width)
    first, *more = verdict.wrong
    assert first.wrong is not None  # noqa: S101 - a verdict holds wrong lines only
    lines = flow(words_of(look.line(f"{where}:{first.number} {first.wrong.value}."), "strong"), look.width)
    if more:
        numbers = ", ".join(f"{line.number:,}" for line in more[:_MOST_NUMBERS])
        rest = f" and {len(more) - _MOST_NUMBERS:,} more" if len(more) > _MOST_NUMBERS else ""
        after = "line" if len(more) == 1 else "lines"
        lines += flow(
            words_of(f"It is the first. After it: {after} {numbers}{rest}, of {count}."), look.width
        )
    else:
        lines += flow(words_of(f"It is the only one of {count}."), look.width)
    advice = "Bring the file back from a copy or from git; the figures themselves are not touched by this."
    return [*lines, *flow(words_of(advice), look.width)]
