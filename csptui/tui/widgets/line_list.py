"""A list with headings and a cursor, drawn line by line: a thousand entries scroll like ten."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from csptui.domain.shown import show
from csptui.legend import ASCII_CURSOR, CURSOR
from csptui.tui.cells import fit
from csptui.tui.inks import Inks
from csptui.tui.widgets.indicator_table import MOST_STRIPS, IndicatorTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.events import Click, Resize

H = TypeVar("H")
T = TypeVar("T")
Parts = list[tuple[str, str]]
"""Texts with the ink that each is written in."""


class HeadedList(ScrollView, Generic[H, T], can_focus=True, inherit_bindings=False):
    """Entries under headings of any kind; only what is visible is ever drawn."""

    BINDINGS: ClassVar[list[BindingType]] = list(IndicatorTable.BINDINGS)
    header: ClassVar[int] = 0
    """Lines above the list that do not scroll."""
    gap: ClassVar[str] = ""
    """What stands between the cursor's column and an entry."""

    class Highlighted(Message):
        """The cursor has come to an entry, by hand or because the list is another, which may have none."""

        def __init__(self, at: int, *, by_hand: bool) -> None:
            super().__init__()
            self.at, self.by_hand = at, by_hand

    class Chosen(Message):
        """The entry under the cursor was clicked."""

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.ascii_only = ascii_only
        self.at = 0
        self.items: list[T] = []
        self.empty = ""
        self._lines: list[int | H] = []
        self._line_of: list[int] = []
        self._fitted = -1
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._inks = Inks({})

    @property
    def item(self) -> T | None:
        """The entry that the cursor is on."""
        return self.items[self.at] if self.at < len(self.items) else None

    def put(self, groups: Iterable[tuple[H | None, Sequence[T]]], *, at: int = 0, empty: str = "") -> None:
        """Show other entries under their headings, if they have any, with the cursor on one of them."""
        self.empty = empty
        self.items, self._lines, self._line_of = [], [], []
        for heading, some in groups:
            if heading is not None:
                self._lines.append(heading)
            for one in some:
                self._line_of.append(len(self._lines))
                self._lines.append(len(self.items))
                self.items.append(one)
        self.at = max(0, min(at, len(self.items) - 1))
        self._fitted = -1
        self.virtual_size = Size(0, len(self._lines) + self.header)
        self.refresh()
        self.show_cursor()
        self.post_message(self.Highlighted(self.at, by_hand=False))

    # The cursor

    def go(self, place: int) -> None:
        """Put the cursor on an entry, or on the first or last where there are no more."""
        place = max(0, min(place, len(self.items) - 1))
        if place != self.at and self.items:
            before, self.at = self.at, place
            self._redraw(before)
            self._redraw(place)
            self.post_message(self.Highlighted(self.at, by_hand=True))
        self.show_cursor()

    def action_move(self, by: int) -> None:
        """Move the cursor by so many entries."""
        self.go(self.at + by)

    def action_first(self) -> None:
        """Go to the first entry."""
        self.go(0)

    def action_last(self) -> None:
        """Go to the last entry."""
        self.go(len(self.items) - 1)

    def action_page(self, halves: int) -> None:
        """Move by half pages."""
        page = max(1, self.scrollable_content_region.height - self.header)
        self.go(self.at + max(1, page * abs(halves) // 2) * (1 if halves > 0 else -1))

    def show_cursor(self) -> None:
        """Scroll just so far that the cursor is in sight, with the heading above a first entry."""
        height = self.scrollable_content_region.height - self.header
        if not self._line_of or height <= 0:
            return
        line = self._line_of[self.at]
        top = self._line_of[self.at - 1] + 1 if self.at else 0
        scroll = round(self.scroll_y)
        if top < scroll:
            scroll = top
        elif line >= scroll + height:
            scroll = line - height + 1
        if scroll != round(self.scroll_y):
            self.scroll_to(y=scroll, animate=False)

    def _redraw(self, at: int) -> None:
        y = self._line_of[at] + self.header - self.scroll_offset.y
        if y >= self.header:
            self.refresh(Region(0, y, self.size.width, 1))

    def on_resize(self, _event: Resize) -> None:
        """Keep the cursor in sight."""
        self.show_cursor()

    def on_click(self, event: Click) -> None:
        """Move the cursor; on the cursor's own entry choose it."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < self.header:
            return
        line = offset.y - self.header + self.scroll_offset.y
        place = self._lines[line] if line < len(self._lines) else None
        if not isinstance(place, int):
            return
        if place == self.at:
            self.post_message(self.Chosen())
        else:
            self.go(place)

    def notify_style_update(self) -> None:
        """Take the colours of the appearance."""
        super().notify_style_update()
        self._inks = Inks(self.app.theme_variables)
        self._strips.clear()

    # Drawing

    def fit_columns(self, width: int) -> None:
        """Fit the columns to a width."""

    def header_parts(self) -> Parts:
        """Give what stands above the list."""
        return []

    def heading_parts(self, heading: H) -> Parts:
        """Give what a heading shows; nothing where a list has no headings."""
        del heading
        return []

    def parts(self, item: T) -> Parts:
        """Give what an entry shows after the cursor's column and the gap."""
        del item
        return []

    def render_line(self, y: int) -> Strip:
        """Draw one visible line."""
        width = self.scrollable_content_region.width
        if width != self._fitted:
            self._fitted = width
            self._strips.clear()
            self.fit_columns(width)
        if y < self.header:
            return self._strip(self.header_parts(), "raised")
        line = y - self.header + self.scroll_offset.y
        if line >= len(self._lines):
            empty = self.empty if y == self.header and not self._lines else ""
            return self._strip([(empty, "dim")], "ground")
        place = self._lines[line]
        key = (line, place == self.at)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > MOST_STRIPS:
                self._strips.clear()
            strip = self._strips[key] = self._drawn(place, selected=key[1])
        return strip

    def _drawn(self, place: int | H, *, selected: bool) -> Strip:
        if not isinstance(place, int):
            return self._strip(self.heading_parts(place), "ground")
        ground = ("cursor" if self.has_focus else "cursor-off") if selected else "ground"
        sign = (ASCII_CURSOR if self.ascii_only else CURSOR) if selected else " "
        return self._strip([(sign + self.gap, "strong"), *self.parts(self.items[place])], ground)

    def _strip(self, parts: Parts, ground: str) -> Strip:
        """Set parts beside one another, cut where the line ends with a sign that says so."""
        width = self.scrollable_content_region.width
        segments, left = [], width
        for text, ink in parts:
            if left <= 0:
                break
            room = min(left, cell_len(text))
            shown = fit(show(text), room, ascii_only=self.ascii_only)
            segments.append(Segment(shown, self._inks.on(ink, ground)))
            left -= room
        return Strip(segments).adjust_cell_length(width, self._inks.on("ink", ground))


class LineList(HeadedList[str, T]):
    """Entries under headings of a few words."""

    def heading_parts(self, heading: str) -> Parts:
        """Give the words."""
        return [(f" {heading}", "heading")]
