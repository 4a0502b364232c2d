"""The summary: one page with the counts by theme, the movers, the exceptions and what is not settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.chance import chance, chance_on_quarter, chance_words
from csptui.domain.figure import digits, number_text, value_of
from csptui.domain.trend import Verdict, change
from csptui.legend import movement_text
from csptui.outputs.document.charts import ratings_chart
from csptui.outputs.document.figures import anchor_of, brief_figure, brief_table
from csptui.outputs.document.model import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Part,
    Table,
    TableRow,
    Term,
    Terms,
)
from csptui.outputs.document.words import said, sentence, status_words, tally_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from csptui.domain.scorecard import Row
    from csptui.outputs.document.given import Given

MOST = 3
"""So many improvements are named, and so many worsenings."""
_RIGHT = Align.RIGHT


class Mover(NamedTuple):
    """A row that moved: from which figure, by how many per cent of it, and whether that can be chance."""

    row: Row
    before: str
    percent: Decimal
    chance: str


def summary_part(given: Given) -> Part:
    """Give the summary."""
    card = given.card
    blocks: list[Block] = [Heading("Summary", 1), said(tally_sentence(card.tally()))]
    if card.themes:
        blocks.append(ratings_chart(card))
    blocks += _moved(given)
    if given.exceptions:
        title = f"Exceptions: {len(given.exceptions):,} of {len(card):,} indicators"
        described = (
            "Each exception, the one that needs a reader first at the top, with a link to its reasons."
        )
        blocks.append(brief_table(given.exceptions, title, described))
    if terms := tuple(_open(given)):
        blocks += [Heading("Not settled", 2), Terms(terms)]
    return Part("summary", "Summary", tuple(blocks))


def _moved(given: Given) -> Iterator[Block]:
    """Give the largest movements of those that are told on one basis, and name what is left out."""
    moving = [row for row in given.card if row.movement in {Verdict.BETTER, Verdict.WORSE}]
    if not moving:
        return
    on_quarter = sum(row.has_trend for row in moving) * 2 > len(moving)
    movers = [one for row in moving if row.has_trend is on_quarter and (one := _mover(row)) is not None]
    basis = f"the {given.card.quarter.baseline().year} actual"
    if on_quarter:
        basis = f"the figure of {given.card.quarter.previous()}"
    measured = f"By the change in per cent on {basis}."
    ranked = {one.row.id for one in movers}
    if others := [row for row in moving if row.id not in ranked]:
        measured += f" Not ranked, as no such change is told: {given.names(others)}."
    if movers:
        yield _movers_table(movers, on_quarter=on_quarter, year=given.card.quarter.baseline().year.short)
    yield said(measured)


def _mover(row: Row) -> Mover | None:
    indicator = row.indicator
    if row.has_trend:
        base, now = value_of(row.before.figure, indicator), row.value
        moved = None if base is None or now is None else change(base, now, indicator.unit)
        found, before = chance_on_quarter(row), number_text(row.before.figure, indicator)
    else:
        moved, found, before = row.change, chance(row), number_text(row.baseline.figure, indicator)
    if moved is None or moved.percent is None:
        return None
    told = "" if found is None else chance_words(found)
    return Mover(row, before, moved.percent, told or "not tested")


def _movers_table(movers: Sequence[Mover], *, on_quarter: bool, year: str) -> Table:
    columns = (
        Column("Moved", 1.3),
        Column("Ref", 1.1),
        Column("Indicator", 4.4),
        Column("Quarter before" if on_quarter else year, 1.3, _RIGHT),
        Column("Actual", 1.3, _RIGHT),
        Column("Change", 1.1, _RIGHT),
        Column("Chance", 2.6),
    )
    rows: list[TableRow] = []
    for judged in (Verdict.BETTER, Verdict.WORSE):
        mine = [one for one in movers if one.row.movement is judged]
        largest = sorted(mine, key=lambda one: (-abs(one.percent), one.row.number))[:MOST]
        rows += map(_mover_row, largest)
    described = "The largest improvements, then the largest worsenings, each with whether it can be chance."
    return Table("Largest improvements and worsenings", described, columns, tuple(rows))


def _mover_row(one: Mover) -> TableRow:
    row = one.row
    indicator = row.indicator
    cells = (
        Cell(movement_text(row)),
        Cell(indicator.code),
        Cell(indicator.label, head=True, link=anchor_of(indicator)),
        Cell(one.before),
        brief_figure(row),
        Cell(f"{digits(one.percent, 1, signed=True)}%"),
        Cell(one.chance),
    )
    return TableRow(cells)


def _open(given: Given) -> Iterator[Term]:
    """Give what the reader should not take for settled."""
    owed = [row for row in given.card if row.is_owed]
    if owed:
        yield Term("Owed", (said(sentence(given.names(owed))),))
    if told := not_final(given):
        yield Term("Not final", (said(told),))
    if unsure := [row for row in given.card if not row.rating.certain]:
        yield Term("Rounding", (said(f"{given.names(unsure)} could have another colour."),))


def not_final(given: Given) -> str:
    """Name the figures that are not final, those alike together, such as `NI 38, NI 39 provisional`."""
    alike: dict[str, list[Row]] = {}
    for row in given.card:
        if row.reading.figure.status.mark:
            alike.setdefault(status_words(row), []).append(row)
    return (
        sentence("; ".join(f"{given.names(rows)} {words}" for words, rows in alike.items())) if alike else ""
    )
