"""A theme: its indicators in tables, what was written of them, its narrative and its counts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from csptui.domain.rolling_told import counted
from csptui.domain.scorecard import tally
from csptui.outputs.document.figures import anchor_of, comment_anchor, figures_table
from csptui.outputs.document.model import SENSITIVE, Block, Heading, Part, Term, Terms, Tone
from csptui.outputs.document.prose import blocks_of
from csptui.outputs.document.words import counts_text, said, tally_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.domain.dataset import Counts
    from csptui.domain.indicator import Theme
    from csptui.domain.scorecard import Row
    from csptui.outputs.document.given import Given

LEFT_OUT = "A sensitive part of this theme is left out here."


def theme_part(given: Given, theme: Theme) -> Part:
    """Give a theme of the report."""
    rows = given.card.in_theme(theme.id)
    blocks: list[Block] = [Heading(theme.name, 1)]
    if rows:
        blocks += [said(tally_sentence(tally(rows))), *_tables(rows, theme.name)]
    else:
        blocks.append(said("No indicator is reported in this quarter."))
    if comments := tuple(_comments(given, rows)):
        blocks += [Heading("Comments", 2), Terms(comments)]
    record = given.record
    blocks += _prose(given, record.narrative.get(theme.id, ""))
    blocks += _counts([one for one in record.counts if one.theme == theme.id and not one.sensitive])
    return Part(f"theme-{theme.id}", theme.name, (*blocks, *_sensitive(given, theme)))


def _tables(rows: Sequence[Row], name: str) -> Iterator[Block]:
    for section, members in groupby(rows, key=lambda row: row.indicator.section):
        held = list(members)
        told = f"{counted(len(held), 'indicator')} of {name}"
        described = f"{told} with rating, last year's actual, target, actual and movement."
        yield figures_table(held, section or "Indicators", described)


def _comments(given: Given, rows: Sequence[Row]) -> Iterator[Term]:
    for row in rows:
        if row.comment:
            blocks = given.links.linked(blocks_of(row.printed), own=anchor_of(row.indicator))
            yield Term(given.name(row), blocks, anchor=comment_anchor(row.indicator))


def _prose(given: Given, text: str) -> tuple[Block, ...]:
    return given.links.linked(blocks_of(given.texts.printed(text), level=2))


def _sensitive(given: Given, theme: Theme) -> Iterator[Block]:
    """Give the sensitive part under its warning where it is wanted; else say that it is left out."""
    record = given.record
    text = record.sensitive.get(theme.id, "")
    counts = [one for one in record.counts if one.theme == theme.id and one.sensitive]
    if not text and not counts:
        return
    if not given.sensitive:
        yield said(LEFT_OUT, Tone.ASIDE)
        return
    yield said(f"{SENSITIVE}.", Tone.WARNING)
    yield from _prose(given, text)
    yield from _counts(counts)


def _counts(counts: Sequence[Counts]) -> Iterator[Block]:
    for one in counts:
        yield said(counts_text(one))
