"""The list of indicators: one line each, under the headings of their themes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from csptui.domain.scorecard import tally
from csptui.outputs.layout import flow, rule, spread, words_of
from csptui.outputs.line import Line
from csptui.outputs.method import basis_line, marks_used
from csptui.outputs.tables import Table, head_lines, row_lines, table_for, tally_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row
    from csptui.outputs.appearance import Look


def listing_page(dataset: Dataset, rows: Sequence[Row], look: Look) -> list[Line]:
    """Give the rows, their themes and sections, and what their marks mean."""
    quarter = dataset.shown
    title = Line(look.line(dataset.partnership.name), "strong")
    lines = spread(title, Line(look.line(f"{quarter}, {quarter.months}")), look.width)
    lines += [*tally_lines(tally(tuple(rows)), look), Line()]
    if not rows:
        return [*lines, Line("No indicator matches.")]
    lines += listing_body(rows, table_for(rows, look))
    notes = [basis_line(dataset.partnership, rows)]
    notes += [f"{mark} {meaning}" for mark, meaning in marks_used(rows, look, baselines=False)]
    return [*lines, rule(look), *flow(words_of(look.line("; ".join(notes).replace(".;", "."))), look.width)]


def listing_body(rows: Sequence[Row], table: Table) -> list[Line]:
    """Give the head of the table, and the rows by theme and section."""
    lines = head_lines(table)
    for number, (theme, group) in enumerate(groupby(rows, key=lambda row: row.theme)):
        if number:
            lines.append(Line())
        lines += flow(words_of(table.look.line(theme.name), "strong"), table.look.width)
        for name, members in groupby(group, key=lambda row: row.indicator.section):
            lines += section_heading(name, table)
            for row in members:
                lines += row_lines(row, table)
    return lines


def section_heading(name: str, table: Table) -> list[Line]:
    """Give the heading of a section over its rows, in the column of names; none for a nameless one."""
    if not name:
        return []
    margin = " " * table.margin
    room = table.look.width - table.margin
    return [Line.of(margin, line) for line in flow(words_of(table.look.line(name), "aside"), room)]
