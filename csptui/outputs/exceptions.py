"""The list of exceptions: by class, each row with the sentence why and its comment (RULES 9)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from csptui.domain.why import sentence_why
from csptui.legend import EXCEPTION_HEADINGS
from csptui.outputs.layout import flow, indented, rule, spread, words_of
from csptui.outputs.method import foot_lines
from csptui.outputs.prose import prose
from csptui.outputs.tables import Table, head_lines, row_lines, table_for, tally_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import ExceptionClass, Row, Scorecard
    from csptui.outputs.appearance import Look


def exceptions_page(dataset: Dataset, look: Look) -> list[Text]:
    """Give the whole list for a meeting."""
    card = dataset.scorecard()
    rows = card.exceptions()
    lines = [*_head(dataset, card, len(rows), look), Text()]
    lines += exceptions_body(rows, look)
    lines += [rule(look), *foot_lines(dataset.partnership, rows or card.rows, look)]
    return lines


def _head(dataset: Dataset, card: Scorecard, listed: int, look: Look) -> list[Text]:
    quarter = card.quarter
    count = f"{listed} of {len(card)} indicators"
    title = Text(look.line(dataset.partnership.name), "bold")
    lines = spread(title, Text("List of exceptions", "bold"), look.width)
    lines += spread(Text(look.line(f"{quarter}, {quarter.months}")), Text(count), look.width)
    return [*lines, Text(), tally_line(card.tally(), look)]


def exceptions_body(rows: Sequence[Row], look: Look, *, comments: bool = True) -> list[Text]:
    """Give the rows under the headings of their classes, each with its reason and its comment."""
    if not rows:
        return [Text("No exceptions: nothing is red or amber, and nothing is getting worse."), Text()]
    table = table_for(rows, look, full=True)
    lines = head_lines(table)
    for listed, group in groupby(rows, key=lambda row: row.exception):
        members = list(group)
        lines += _class_heading(listed, len(members))
        for row in members:
            lines += [*_exception(row, table, comments=comments), Text()]
    return lines


def _class_heading(listed: ExceptionClass | None, count: int) -> list[Text]:
    name = "" if listed is None else EXCEPTION_HEADINGS[listed]
    return [Text.assemble((name, "bold"), f"  {count}"), Text()]


def _exception(row: Row, table: Table, *, comments: bool) -> list[Text]:
    look, margin = table.look, table.margin
    room = look.width - margin
    lines = row_lines(row, table)
    lines += indented(flow(words_of(look.line(sentence_why(row))), room), margin)
    if row.comment and comments:
        label = "Comment"
        said = prose(row.comment, look, room)
        lines += indented(said, margin, f"{label:>{margin - table.gap}}" if look.roomy else "")
    return lines
