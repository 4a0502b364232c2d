"""An indicator beside its comparator groups, a page for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.group_words import (
    distance_sentence,
    in_line_sentence,
    mean_sentence,
    rank_sentence,
)
from csptui.domain.why import polarity_words
from csptui.outputs.group_strip import strip
from csptui.outputs.layout import flow, indented, rule, spread, words_of
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.compared import Compared
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row
    from csptui.outputs.appearance import Look

_MARGIN = 10


def group_page(dataset: Dataset, row: Row, found: Sequence[Compared], look: Look) -> list[Line]:
    """Give a page: what is measured, then each group with its words and its members in order."""
    indicator = row.indicator
    title = Line(look.line(indicator.code), "strong")
    lines = spread(title, Line(look.line(f"{dataset.partnership.label}, {dataset.shown}")), look.width)
    lines += flow(words_of(look.line(indicator.name), "strong"), look.width)
    told = f"{polarity_words(indicator.polarity)}; {indicator.basis.words}; actual {row.actual_told}"
    lines += flow(words_of(look.line(told)), look.width)
    for one in found:
        lines += [rule(look), *_group_lines(one, look)]
    return lines


def _group_lines(found: Compared, look: Look) -> list[Line]:
    lines = flow(words_of(look.line(f"{found.group.name} ({found.group.id})"), "strong"), look.width)
    lines += flow(words_of(look.line(found.group.note), "quiet"), look.width)
    for label, text in said(found):
        lines += indented(flow(words_of(look.line(text)), look.width - _MARGIN), _MARGIN, label)
    members = strip(found, look)
    return [*lines, Line(), *members] if members else lines


def said(found: Compared) -> list[tuple[str, str]]:
    """Give the labelled sentences; those with nothing to say are left out."""
    told = [
        ("Average", distance_sentence(found)),
        ("", mean_sentence(found)),
        ("Rank", rank_sentence(found)),
        ("Spread", in_line_sentence(found)),
    ]
    return [(label, text) for label, text in told if text]
