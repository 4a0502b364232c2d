"""The indicators that a text names, with their ratings; the one at the cursor is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from csptui.legend import CURSOR
from csptui.tui.widgets.wording import Wording, badge, cut, one_line, plainly, text

if TYPE_CHECKING:
    from textual.geometry import Size

    from csptui.domain.scorecard import Row


class NamedRows(Wording):
    """A line for each of the first rows, a count of the rest, and always that at the cursor."""

    most = 3

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._here: Row | None = None

    def put(self, rows: tuple[Row, ...], here: Row | None) -> None:
        """Show other rows."""
        if (rows, here) != (self._rows, self._here):
            is_other = len(rows) != len(self._rows)
            self._rows, self._here = rows, here
            self.clear_cached_dimensions()
            self.refresh(layout=is_other)

    def _laid(self, width: int) -> list[Content]:
        if not self._rows:
            return [text(" Linked to no indicator", "dim")]
        heading = text(f" Linked to {counted(len(self._rows))}", "dim")
        key = text("   ctrl+o at one goes to it", "dim")
        room = self.most if len(self._rows) <= self.most else self.most - 1
        shown = list(self._rows[:room])
        if self._here is not None and self._here not in shown:
            shown[-1] = self._here
        widest = (max(cell_len(row.indicator.code) for row in shown), max(_badge(row) for row in shown))
        lines = [cut(heading + key, width), *(cut(self._line(row, widest), width) for row in shown)]
        if more := len(self._rows) - len(shown):
            lines.append(text(f"  and {more:,} more", "dim"))
        return lines

    def _line(self, row: Row, widest: tuple[int, int]) -> Content:
        sign = CURSOR if row is self._here else " "
        code = one_line(row.indicator.code, "strong")
        gap, after = " " * (widest[0] - code.cell_length + 2), " " * (widest[1] - _badge(row) + 2)
        return Content.assemble(
            text(sign, "strong"), badge(row.rating), after, code, gap, one_line(row.indicator.label)
        )

    def render(self) -> Content:
        """Give the rows at the present width."""
        return plainly(Content("\n").join(self._laid(max(1, self.content_size.width))), self)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Give the lines that they take."""
        del container, viewport
        return len(self._laid(max(1, width)))


def _badge(row: Row) -> int:
    return badge(row.rating).cell_length


def counted(number: int) -> str:
    """Count indicators."""
    return "1 indicator" if number == 1 else f"{number:,} indicators"
