"""What of a scorecard is shown, and in which order: theme, filter and column, as values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.rag import Colour
from csptui.domain.scorecard import matches
from csptui.domain.trend import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from csptui.domain.scorecard import Row, Scorecard

    Key = tuple[int | str, ...]

_COLOURS = list(Colour)
_VERDICTS = [Verdict.WORSE, Verdict.SAME, Verdict.BETTER, Verdict.NONE]
_PARTS = re.compile(r"(\d+)")
FIX = "fix"
"""The word of a filter that keeps only rows with something to fix; `to fix` is the same."""
_TO_FIX = re.compile(r"(?<!\S)(?:to\s+)?fix(?!\S)", re.IGNORECASE)


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Order `NI 9` before `NI 10`."""
    return tuple(
        (1, int(part), "") if part.isascii() and part.isdigit() else (0, 0, part)
        for part in _PARTS.split(text.casefold())
        if part
    )


ORDERS: dict[str, Callable[[Row], object | None]] = {
    "rag": lambda row: _COLOURS.index(row.rating.colour),
    "ref": lambda row: _natural(row.indicator.code),
    "name": lambda row: row.indicator.label.casefold(),
    "baseline": lambda row: row.baseline.figure.value,
    "target": lambda row: None if row.target.edge is None else row.target.edge.limit,
    "actual": lambda row: row.value,
    "variance": lambda row: row.rating.variance,
    "trend": lambda row: _VERDICTS.index(row.movement),
    "owner": lambda row: row.indicator.owner.casefold() or None,
}
"""What each column is ordered by; None goes last either way."""

ORDER_WORDS = {
    "rag": "rating, red first",
    "ref": "reference",
    "name": "name",
    "baseline": "last year's figure",
    "target": "target",
    "actual": "actual",
    "variance": "distance to target",
    "trend": "movement, worse first",
    "owner": "owner",
}


class Lens(NamedTuple):
    """How a scorecard is looked at: the theme (None is all), the filter, the column and its direction."""

    theme: str | None = None
    wanted: str = ""
    order: str | None = None
    reverse: bool = False


class Shown(NamedTuple):
    """The rows that are shown, in order; `of` is how many the theme has without the filter."""

    lens: Lens
    rows: tuple[Row, ...]
    of: int

    @property
    def has_headings(self) -> bool:
        """Whether rows stand in report order, so that theme and section headings make sense."""
        return self.lens.order is None

    def place_of(self, indicator_id: str | None) -> int | None:
        """Give the place of an indicator among the rows shown, from 0."""
        return next((at for at, row in enumerate(self.rows) if row.id == indicator_id), None)

    def with_row(self, row: Row) -> Shown:
        """Give the same rows in the same order with one replaced, so that nothing jumps under the eyes."""
        return self._replace(rows=tuple(row if one.id == row.id else one for one in self.rows))


def only_to_fix(wanted: str) -> bool:
    """Whether a filter keeps only rows with something to fix."""
    return FIX in wanted.casefold().split()


def look(card: Scorecard, lens: Lens, to_fix: Container[str] = ()) -> Shown:
    """Give the rows of a scorecard that a lens shows, in its order; `to_fix` have something to fix."""
    inside = rows = card.in_theme(lens.theme)
    wanted = lens.wanted
    if only_to_fix(wanted):
        rows = tuple(row for row in rows if row.id in to_fix)
        wanted = _TO_FIX.sub(" ", wanted)
    if wanted.strip():
        rows = tuple(row for row in rows if matches(row, wanted))
    if lens.order is not None:
        rows = _ordered(rows, ORDERS[lens.order], reverse=lens.reverse)
    elif lens.reverse:
        rows = rows[::-1]
    return Shown(lens, rows, len(inside))


def _ordered(rows: tuple[Row, ...], key: Callable[[Row], object | None], *, reverse: bool) -> tuple[Row, ...]:
    keyed = [(key(row), row) for row in rows]
    held = sorted((one for one in keyed if one[0] is not None), key=lambda one: one[0], reverse=reverse)  # type: ignore[arg-type,return-value]
    return tuple(row for _, row in held) + tuple(row for value, row in keyed if value is None)


def next_row(rows: tuple[Row, ...], after: str) -> Row | None:
    """Give the row to go on to when `after` is saved: the next empty one, where none is owed the next.

    `rows` are as they were before the save, so that filling the last gap ends the round. A row of which no
    figure is due yet is stopped at too, for one may be at hand.
    """
    at = next((place for place, row in enumerate(rows) if row.id == after), None)
    if at is None:
        return None
    later = rows[at + 1 :]
    if any(row.is_owed for row in rows):
        return next((row for row in later if row.reading.figure.is_empty), None)
    return later[0] if later else None
