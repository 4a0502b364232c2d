"""The table of indicators: drawn line by line, so that its cost does not grow with its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from csptui.domain.shown import show, show_line
from csptui.legend import ASCII_CURSOR, CURSOR
from csptui.tui.cells import Basis, Column, cell, columns, fit
from csptui.tui.findings import NO_FINDINGS, Findings
from csptui.tui.inks import Inks
from csptui.tui.messages import HeaderSelected, RowHighlighted, RowSelected
from csptui.tui.view import ORDERS, Lens, Shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.binding import BindingType
    from textual.events import Click, Resize

    from csptui.domain.scorecard import Row

NOTHING = Shown(Lens(), (), 0)
HEADER = 1
MOST_STRIPS = 2_000


class Heading(NamedTuple):
    """A line that names a theme or a section."""

    text: str
    is_theme: bool


class IndicatorTable(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a cursor of their own; only what is visible is ever drawn."""

    EMPTY_WORDS: ClassVar[str] = "Nothing is reported."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", tooltip="The next row", id="table.down"),
        Binding("k,up", "move(-1)", "Up", tooltip="The row before", id="table.up"),
        Binding("g,home", "first", "First", tooltip="The first row", id="table.first"),
        Binding("G,end", "last", "Last", tooltip="The last row", id="table.last"),
        Binding("pagedown", "page(2)", "Page down", tooltip="One page down", id="table.page_down"),
        Binding("pageup", "page(-2)", "Page up", tooltip="One page up", id="table.page_up"),
        Binding("ctrl+d", "page(1)", "Half down", tooltip="Half a page down", id="table.half_down"),
        Binding("ctrl+u", "page(-1)", "Half up", tooltip="Half a page up", id="table.half_up"),
    ]

    shown: reactive[Shown] = reactive(NOTHING, always_update=True, repaint=False)
    unsaved: reactive[frozenset[str]] = reactive(frozenset[str](), repaint=False)
    found: reactive[Findings] = reactive(NO_FINDINGS, repaint=False)
    sparks: reactive[Mapping[str, str] | None] = reactive(None, repaint=False)
    """The last quarters of each row as bars; None where there is no column for them."""

    def __init__(
        self,
        shown: Shown = NOTHING,
        *,
        ascii_only: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self.ascii_only = ascii_only
        self.at = 0
        self._lines: list[int | Heading] = []
        self._line_of: list[int] = []
        self._columns: tuple[Column, ...] = ()
        self._fitted = -1
        self._basis = Basis()
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._inks = Inks({})
        # Known before the first layout, so that there need not be a second one for the scrollbar.
        self.set_reactive(IndicatorTable.shown, shown)
        self._take_lines(shown)
        self.set_reactive(IndicatorTable.virtual_size, Size(0, len(self._lines) + HEADER))

    # What is shown

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that there is room for."""
        self._fit_columns()
        return self._columns

    @property
    def row(self) -> Row | None:
        """The row that the cursor is on."""
        rows = self.shown.rows
        return rows[self.at] if self.at < len(rows) else None

    def watch_shown(self, old: Shown, new: Shown) -> None:
        """Take over new rows: the cursor stays on its indicator, and only changed lines are drawn again."""
        if self._lines and old.lens == new.lens and _same_places(old, new):
            basis = _basis(new)
            if basis == self._basis:
                for at, (before, row) in enumerate(zip(old.rows, new.rows, strict=True)):
                    if before is not row:
                        self._redraw(at)
                return
        kept = old.rows[self.at].id if self.at < len(old.rows) else None
        self._build(new)
        place = new.place_of(kept)
        if place is None:
            searched = new.lens.wanted != old.lens.wanted
            place = 0 if searched else min(self.at, max(0, len(new.rows) - 1))
        self.at = place
        self.refresh()
        self._show_cursor()
        if self.row is None or self.row.id != kept:
            self._tell()

    def watch_unsaved(self, old: frozenset[str], new: frozenset[str]) -> None:
        """Draw the rows again whose mark for a draft comes or goes."""
        for indicator in old ^ new:
            at = self.shown.place_of(indicator)
            if at is not None:
                self._redraw(at)

    def watch_found(self, old: Findings, new: Findings) -> None:
        """Draw the rows again that have something to fix now, or no longer."""
        turned = old.to_fix.keys() ^ new.to_fix.keys()
        for at, row in enumerate(self.shown.rows) if turned else ():
            if row.id in turned:
                self._redraw(at)

    def watch_sparks(self, old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> None:
        """Draw the rows again whose bars are others; all, where the column comes or goes."""
        if old is None or new is None:
            self._fitted = -1
            self.refresh()
            return
        for at, row in enumerate(self.shown.rows):
            if old.get(row.id) != new.get(row.id):
                self._redraw(at)

    def _build(self, shown: Shown) -> None:
        self._take_lines(shown)
        self._fitted = -1
        self.virtual_size = Size(0, len(self._lines) + HEADER)

    def _take_lines(self, shown: Shown) -> None:
        self._basis = _basis(shown)
        self._lines, self._line_of = [], []
        theme, section = None, None
        for at, row in enumerate(shown.rows):
            if shown.has_headings:
                if row.theme is not theme and shown.lens.theme is None:
                    self._lines.append(Heading(show_line(row.theme.name), is_theme=True))
                named = row.indicator.section
                if named and (row.theme is not theme or named != section):
                    self._lines.append(Heading(show_line(named), is_theme=False))
                theme, section = row.theme, named
            self._line_of.append(len(self._lines))
            self._lines.append(at)

    def _fit_columns(self) -> None:
        """Fit the columns to the width, where it is not the one that they fit."""
        width = self.scrollable_content_region.width
        if width != self._fitted:
            self._fitted = width
            self._strips.clear()
            refs = max((len(row.indicator.code) for row in self.shown.rows), default=3)
            basis = self._basis._replace(has_sparks=self.sparks is not None)
            self._columns = columns(width, basis, refs)

    def on_resize(self, _event: Resize) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    def notify_style_update(self) -> None:
        """Take the colours of the appearance."""
        super().notify_style_update()
        self._inks = Inks(self.app.theme_variables)
        self._strips.clear()

    # The cursor

    def move_to(self, indicator: str) -> bool:
        """Put the cursor on an indicator; False where it is not among the rows shown."""
        place = self.shown.place_of(indicator)
        if place is None:
            return False
        self._go(place)
        return True

    def action_move(self, by: int) -> None:
        """Move the cursor by so many rows."""
        self._go(self.at + by)

    def action_first(self) -> None:
        """Go to the first row."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self._go(len(self.shown.rows) - 1)

    def action_page(self, halves: int) -> None:
        """Move by half pages, cursor and view together."""
        page = max(1, self.scrollable_content_region.height - HEADER)
        self._go(self.at + max(1, page * abs(halves) // 2) * (1 if halves > 0 else -1))

    def _go(self, place: int) -> None:
        place = max(0, min(place, len(self.shown.rows) - 1))
        if place == self.at or not self.shown.rows:
            self._show_cursor()
            return
        before, self.at = self.at, place
        self._redraw(before)
        self._redraw(place)
        self._show_cursor()
        self._tell()

    def _tell(self) -> None:
        # Straight to the screen: on the way up through the panes it would come a frame too late.
        if (row := self.row) is not None:
            self.screen.post_message(RowHighlighted(row.id))

    def _show_cursor(self) -> None:
        """Scroll just so far that the cursor is in sight, with the headings above a first row."""
        if not self._line_of:
            return
        line = self._line_of[self.at]
        top = self._line_of[self.at - 1] + 1 if self.at else 0
        height = self.scrollable_content_region.height - HEADER
        if height <= 0:
            return
        scroll = round(self.scroll_y)
        if top < scroll:
            scroll = top
        elif line >= scroll + height:
            scroll = line - height + 1
        if scroll != round(self.scroll_y):
            self.scroll_to(y=scroll, animate=False)

    def _redraw(self, at: int) -> None:
        self._strips.pop((at, False), None)
        self._strips.pop((at, True), None)
        if at < len(self._line_of):
            y = self._line_of[at] + HEADER - self.scroll_offset.y
            if y >= HEADER:
                self.refresh(Region(0, y, self.size.width, 1))

    # The mouse

    def on_click(self, event: Click) -> None:
        """Move the cursor; on the cursor's own row choose it; on a heading order by the column."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y < HEADER:
            column = self._column_at(offset.x)
            if column is not None:
                self.post_message(HeaderSelected(column.id))
            return
        line = offset.y - HEADER + self.scroll_offset.y
        if not 0 <= line < len(self._lines):
            return
        place = self._lines[line]
        if isinstance(place, Heading):
            return
        if place == self.at:
            self.post_message(RowSelected(self.shown.rows[place].id))
        else:
            self._go(place)

    def _column_at(self, x: int) -> Column | None:
        left = 0
        for column in self._columns:
            left += column.gap + column.width
            if x < left:
                return column if column.id in ORDERS else None
        return None

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one visible line."""
        self._fit_columns()
        if y < HEADER:
            return self._header()
        line = y - HEADER + self.scroll_offset.y
        if line >= len(self._lines):
            return self._blank(say=y == HEADER and not self._lines)
        place = self._lines[line]
        if isinstance(place, Heading):
            return self._heading(place)
        key = (place, place == self.at)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > MOST_STRIPS:
                self._strips.clear()
            strip = self._strips[key] = self._row_strip(self.shown.rows[place], selected=key[1])
        return strip

    def _ground(self, *, selected: bool, row: Row) -> str:
        if not selected:
            return row.rating.colour.value
        return "cursor" if self.has_focus else "cursor-off"

    def _row_strip(self, row: Row, *, selected: bool) -> Strip:
        ground = self._ground(selected=selected, row=row)
        unsaved, to_fix = row.id in self.unsaved, row.id in self.found.to_fix
        on = self._inks.on
        sign = (ASCII_CURSOR if self.ascii_only else CURSOR) if selected else " "
        segments = [Segment(sign, on("strong", ground if selected else "ground"))]
        for at, column in enumerate(self._columns):
            made = cell(
                column,
                row,
                has_trend=self._basis.has_trend,
                unsaved=unsaved,
                ascii_only=self.ascii_only,
                to_fix=to_fix,
                spark=(self.sparks or {}).get(row.id, ""),
            )
            text, style = made.text, on(made.ink, ground)
            segments.append(Segment(" " * (column.gap if at else 0) + show(text), style))
        return self._filled(segments, ground)

    def _filled(self, segments: list[Segment], ground: str) -> Strip:
        width = self.scrollable_content_region.width
        strip = Strip(segments)
        return strip.adjust_cell_length(width, self._inks.on("ink", ground))

    def _header(self) -> Strip:
        key = (-1, False)
        strip = self._strips.get(key)
        if strip is None:
            lens = self.shown.lens
            segments = []
            for column in self._columns:
                text: str = show(column.heading)
                ink = "dim"
                if column.id == lens.order:
                    ink, arrow = "strong", self._arrow(reverse=lens.reverse)
                    text = arrow + text if len(text) < column.width else text
                segments.append(
                    Segment(
                        " " * column.gap
                        + fit(text, column.width - column.slot, right=column.right)
                        + " " * column.slot,
                        self._inks.on(ink, "raised"),
                    )
                )
            strip = self._strips[key] = self._filled(segments, "raised")
        return strip

    def _arrow(self, *, reverse: bool) -> str:
        if self.ascii_only:
            return "v" if reverse else "^"
        return "↓" if reverse else "↑"

    def _heading(self, heading: Heading) -> Strip:
        rag, ref = self._columns[:2]
        indent = rag.gap if heading.is_theme else rag.gap + rag.width + ref.gap
        ink = "heading" if heading.is_theme else "dim"
        return self._filled(
            [Segment(" " * indent + show(heading.text), self._inks.on(ink, "ground"))], "ground"
        )

    def _blank(self, *, say: bool) -> Strip:
        text = ""
        if say:
            wanted = show_line(self.shown.lens.wanted)
            text = f" Nothing matches {wanted}: Esc clears the filter." if wanted else f" {self.EMPTY_WORDS}"
        return self._filled([Segment(text, self._inks.on("dim", "ground"))], "ground")


def _basis(shown: Shown) -> Basis:
    year = shown.rows[0].quarter.baseline().year.short if shown.rows else ""
    return Basis(
        year, any(row.has_trend for row in shown.rows), any(row.indicator.owner for row in shown.rows)
    )


def _same_places(old: Shown, new: Shown) -> bool:
    """Whether the same indicators stand in the same places."""
    return len(old.rows) == len(new.rows) and all(
        before is row or before.id == row.id for before, row in zip(old.rows, new.rows, strict=True)
    )
