"""The whole thematic report: cover, each theme, exceptions and method."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from csptui.domain.live import printed
from csptui.domain.scorecard import tally
from csptui.legend import COLOURS
from csptui.outputs.exceptions import exceptions_body
from csptui.outputs.layout import Words, flow, heading, indented, padded, rule, spread, words_of
from csptui.outputs.line import Line
from csptui.outputs.listing import section_heading
from csptui.outputs.method import basis_line, choices_line, marks_used, own_rules, rule_line
from csptui.outputs.prose import prose
from csptui.outputs.tables import Table, head_lines, labelled, row_lines, table_for, tally_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csptui.domain.dataset import Counts, Dataset
    from csptui.domain.indicator import Theme
    from csptui.domain.scorecard import Row, Scorecard
    from csptui.outputs.appearance import Look

_TERM = 10


def report_page(dataset: Dataset, look: Look, *, sensitive: bool = False) -> list[Line]:
    """Give the report; its sensitive parts are left out, and said to be, unless they are asked for."""
    card = dataset.scorecard()
    lines = cover(dataset, card, look)
    for number, theme in enumerate(dataset.themes, start=1):
        lines += theme_part(dataset, card, theme, number, look, sensitive=sensitive)
    listed = card.exceptions()
    title = f"{len(dataset.themes) + 1}  Exceptions: {len(listed)} of {len(card)} indicators"
    lines += [*heading(title, look), Line(), *exceptions_body(listed, look, comments=False)]
    lines += method(dataset, card, len(dataset.themes) + 2, look)
    return lines


def cover(dataset: Dataset, card: Scorecard, look: Look) -> list[Line]:
    """Give the cover: names, counts, key, notes, glossary and comparator groups."""
    held = dataset.partnership
    quarter = card.quarter
    lines = spread(
        Line(look.line(held.name), "strong"), Line(look.line(f"{quarter}, {quarter.months}")), look.width
    )
    lines += flow(words_of(look.line(held.title), "strong"), look.width)
    if held.compiled_by:
        lines += flow(words_of(look.line(f"Compiled by: {held.compiled_by}")), look.width)
    if not dataset.record.signed_off:
        lines.append(Line("Draft: the quarter is not signed off."))
    lines += [Line(), *tally_lines(card.tally(), look), Line()]
    lines += _key(dataset, look)
    if held.notes:
        lines += [*heading("Notes", look)]
        for number, note in enumerate(held.notes, start=1):
            lines += indented(flow(words_of(look.line(note)), look.width - 4), 4, f"{number}.")
        lines.append(Line())
    if held.glossary:
        lines += [*heading("Abbreviations", look), *_terms(held.glossary.items(), look), Line()]
    for group in held.groups:
        lines += heading(f"{group.name} ({group.id})", look)
        lines += flow(words_of(look.line(f"{group.note} {', '.join(group.members)}.")), look.width)
        lines.append(Line())
    return lines


def _key(dataset: Dataset, look: Look) -> list[Line]:
    key = dataset.partnership.key
    if not key:
        return []
    lines = heading("Key", look)
    for mark in COLOURS.values():
        text = key.get(mark.style)
        if text:
            badge = f" {mark.badge(ascii_only=look.ascii_only)} "
            body = flow(words_of(look.line(text)), look.width - _TERM)
            for index, line in enumerate(body):
                margin = Line(padded("", _TERM))
                if index == 0:
                    margin = Line.of((badge, mark.style), " " * (_TERM - len(badge)))
                lines.append(Line.of(margin, line))
    arrows = (("improving", ""), ("static", ""), ("worsening", ""), ("no_data", "no data"))
    terms = [(name or term.capitalize(), key[term]) for term, name in arrows if term in key]
    return [*lines, *_terms(terms, look), Line()]


def _terms(pairs: Iterable[tuple[str, str]], look: Look) -> list[Line]:
    """Set terms in a margin with their meanings beside them."""
    shown = [(look.line(term), look.line(meaning)) for term, meaning in pairs]
    margin = min(max([_TERM, *(len(term) + 2 for term, _ in shown)]), look.width // 3)
    lines: list[Line] = []
    for term, meaning in shown:
        lines += indented(flow(words_of(meaning), look.width - margin), margin, term)
    return lines


def theme_part(
    dataset: Dataset, card: Scorecard, theme: Theme, number: int, look: Look, *, sensitive: bool
) -> list[Line]:
    """Give one theme: its counts, its table with comments, and its narrative."""
    rows = card.in_theme(theme.id)
    lines = heading(f"{number}  {theme.name}", look)
    if rows:
        lines += [*tally_lines(tally(rows), look), Line()]
        lines += _table(rows, table_for(rows, look, full=True))
    else:
        lines += [Line("No indicator is reported in this quarter."), Line()]
    record = dataset.record
    narrative = record.narrative.get(theme.id, "")
    if narrative:
        lines += [*prose(printed(narrative, dataset, card), look, look.width), Line()]
    lines += _counts([one for one in record.counts if one.theme == theme.id and not one.sensitive], look)
    return lines + _sensitive(dataset, card, theme, look, sensitive=sensitive)


def _table(rows: Sequence[Row], table: Table) -> list[Line]:
    """Give the rows by section, each with its full name and codes, and its comment."""
    look = table.look
    room = look.width - table.margin
    lines = head_lines(table)
    for name, members in groupby(rows, key=lambda row: row.indicator.section):
        lines += section_heading(name, table)
        for row in members:
            lines += row_lines(row, table, in_words=True)
            if row.comment:
                lines += labelled("Comment", prose(row.printed, look, room), table)
            lines.append(Line())
    return lines


def _sensitive(dataset: Dataset, card: Scorecard, theme: Theme, look: Look, *, sensitive: bool) -> list[Line]:
    record = dataset.record
    text = record.sensitive.get(theme.id, "")
    counts = [one for one in record.counts if one.theme == theme.id and one.sensitive]
    if not text and not counts:
        return []
    if not sensitive:
        told = "A sensitive part of this theme is left out here; csptui report --sensitive prints it."
        return [*flow(words_of(told, "aside"), look.width), Line()]
    lines = [Line("Sensitive: not for publication", "strong"), Line()]
    if text:
        lines += [*prose(printed(text, dataset, card), look, look.width), Line()]
    return lines + _counts(counts, look)


def _counts(counts: Sequence[Counts], look: Look) -> list[Line]:
    """Give totals with their parts: `55 = 52 race related + 1 disability hate + ...`."""
    lines: list[Line] = []
    for one in counts:
        period = "" if one.period is None else f" ({one.period})"
        parts = " + ".join(f"{count:,} {label.lower()}" for label, count in one.parts)
        made = f" = {parts}" if parts else ""
        lines += flow(words_of(look.line(f"{one.label}{period}: {one.total:,}{made}")), look.width)
    return [*lines, Line()] if lines else []


def method(dataset: Dataset, card: Scorecard, number: int, look: Look) -> list[Line]:
    """Say how colours, better and worse come about, and what is not settled."""
    held = dataset.partnership
    rows = card.rows
    provisional = [row.indicator.code for row in rows if row.reading.figure.status.mark]
    owed = [row.indicator.code for row in rows if row.is_owed]
    unsure = [row.indicator.code for row in rows if not row.rating.certain]
    told = [
        words_of(look.line(rule_line(held))),
        words_of(look.line(choices_line(held))),
        words_of(look.line(own_rules(rows))),
        words_of(look.line(basis_line(held, rows))),
        _listed("Not final", provisional, look),
        _listed("Could have another colour if the figure were not rounded", unsure, look),
        _listed("Figures still owed", owed, look),
        words_of(look.line("; ".join(f"{mark} {meaning}" for mark, meaning in marks_used(rows, look)))),
    ]
    lines = heading(f"{number}  Method", look)
    for words in told:
        lines += flow(words, look.width)
    return [*lines, rule(look)]


def _listed(label: str, codes: Sequence[str], look: Look) -> Words:
    """Name codes after a label; a code is not parted at the end of a line."""
    if not codes:
        return []
    ends = [","] * (len(codes) - 1) + ["."]
    named = [(look.line(code) + end, "") for code, end in zip(codes, ends, strict=True)]
    return [*words_of(f"{label}:"), *named]
