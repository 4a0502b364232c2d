"""The list of exceptions: by class, each row with the sentence why and its comment (RULES 9)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from csptui.domain.why import sentence_why
from csptui.legend import EXCEPTION_HEADINGS
from csptui.outputs.layout import flow, rule, spread, words_of
from csptui.outputs.line import Line
from csptui.outputs.method import foot_lines
from csptui.outputs.prose import prose
from csptui.outputs.tables import Table, head_lines, labelled, row_lines, table_for, tally_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import ExceptionClass, Row, Scorecard
    from csptui.outputs.appearance import Look


def exceptions_page(dataset: Dataset, look: Look) -> list[Line]:
    """Give the whole list for a meeting."""
    card = dataset.scorecard()
    rows = card.exceptions()
    lines = [*_head(dataset, card, len(rows), look), Line()]
    lines += exceptions_body(rows, look)
    lines += [rule(look), *foot_lines(dataset.partnership, rows or card.rows, look)]
    return lines


def _head(dataset: Dataset, card: Scorecard, listed: int, look: Look) -> list[Line]:
    quarter = card.quarter
    count = f"{listed} of {len(card)} indicators"
    title = Line(look.line(dataset.partnership.name), "strong")
    lines = spread(title, Line("List of exceptions", "strong"), look.width)
    lines += spread(Line(look.line(f"{quarter}, {quarter.months}")), Line(count), look.width)
    return [*lines, Line(), *tally_lines(card.tally(), look)]


def exceptions_body(rows: Sequence[Row], look: Look, *, comments: bool = True) -> list[Line]:
    """Give the rows under the headings of their classes, each with its reason and its comment."""
    if not rows:
        return [*flow(words_of("No indicator is an exception in this quarter."), look.width), Line()]
    table = table_for(rows, look, full=True)
    lines = head_lines(table)
    for listed, group in groupby(rows, key=lambda row: row.exception):
        members = list(group)
        lines += _class_heading(listed, len(members))
        for row in members:
            lines += [*_exception(row, table, comments=comments), Line()]
    return lines


def _class_heading(listed: ExceptionClass | None, count: int) -> list[Line]:
    name = "" if listed is None else EXCEPTION_HEADINGS[listed]
    return [Line.of((name, "strong"), f"  {count}"), Line()]


def _exception(row: Row, table: Table, *, comments: bool) -> list[Line]:
    look = table.look
    room = look.width - table.margin
    lines = row_lines(row, table)
    lines += labelled("Why", flow(words_of(look.line(sentence_why(row))), room), table)
    if row.comment and comments:
        lines += labelled("Comment", prose(row.printed, look, room), table)
    return lines
