"""Pages of plain text one under the other, drawn line by line, with a cursor that walks on their lines."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from csptui.domain.shown import show
from csptui.legend import ASCII_CURSOR, CURSOR
from csptui.tui.cells import fit
from csptui.tui.inks import Inks
from csptui.tui.sought import Found, Lines
from csptui.tui.widgets.indicator_table import MOST_STRIPS, IndicatorTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType
    from textual.events import Click, Resize

    from csptui.outputs.document.pages import Pages
    from csptui.outputs.line import Line
    from csptui.tui.sought import Span

MARGIN = 1
"""Columns before the text, for the cursor's sign."""
SCROLLBAR = 1
_INKS = {"quiet": "dim", "aside": "note"} | {one: f"{one}-badge" for one in ("red", "amber", "green")}
"""Styles of printed lines that have another name on the screen."""
_BARE = {"none", ""}
_FOUND = Style(bold=True, underline=True, reverse=True)
"""What was looked for stands out without a colour too."""
_CONTEXT = 3
"""Lines above a place that is jumped to."""


class Spot(NamedTuple):
    """A line of a page, both counted from 0."""

    page: int
    line: int


class PageView(ScrollView, can_focus=True, inherit_bindings=False):
    """The pages of a document; only the lines in sight are ever drawn."""

    BINDINGS: ClassVar[list[BindingType]] = list(IndicatorTable.BINDINGS)
    DEFAULT_CSS = """
    PageView {
        height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size: 1 1;
        background: $background;
    }
    """

    class Moved(Message):
        """The cursor has come to another line, by hand or because the pages are others."""

        def __init__(self, *, by_hand: bool) -> None:
            super().__init__()
            self.by_hand = by_hand

    class Chosen(Message):
        """The line under the cursor was clicked."""

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.ascii_only = ascii_only
        self.at = 0
        self.empty = ""
        self.wanted = ""
        self._rows: list[Spot | None] = []
        self._lines: list[Line | None] = []
        self._tops: list[int] = []
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._sought: Lines | None = None
        self._found = Found()
        self._fitted = -1
        self._inks = Inks({})

    # What is shown

    def put(self, pages: Pages | None, spot: Spot, *, above: int | None = None, empty: str = "") -> None:
        """Show other pages with the cursor on a line, `above` lines below the top of what is seen."""
        self.empty = empty
        self._rows, self._lines, self._tops = [], [], []
        for number, page in enumerate(() if pages is None else pages.pages):
            if number:
                self._rows.append(None)
                self._lines.append(None)
            self._tops.append(len(self._rows))
            self._rows += [Spot(number, at) for at in range(len(page.lines))]
            self._lines += page.lines
        self._sought = None
        self._find()
        self._strips.clear()
        self.virtual_size = Size(0, len(self._rows))
        self.at = self._row_of(spot)
        self.refresh()
        self.jump(spot, above=_CONTEXT if above is None else above)

    @property
    def spot(self) -> Spot:
        """The line that the cursor is on."""
        found = self._rows[self.at] if self.at < len(self._rows) else None
        return found or Spot(0, 0)

    @property
    def above(self) -> int:
        """How many lines are in sight above the cursor."""
        return self.at - round(self.scroll_y)

    def jump(self, spot: Spot, *, above: int = _CONTEXT) -> None:
        """Go to a line, and set it some lines below the top, as far as its page begins there."""
        self.at = self._row_of(spot)
        if self._tops:
            top = max(self.at - above, self._tops[min(spot.page, len(self._tops) - 1)])
            self._scroll(max(0, top))
        self._show_cursor()
        self.refresh()
        self.post_message(self.Moved(by_hand=False))

    def _row_of(self, spot: Spot) -> int:
        if spot.page >= len(self._tops):
            return max(0, len(self._rows) - 1)
        last = self._tops[spot.page + 1] - 2 if spot.page + 1 < len(self._tops) else len(self._rows) - 1
        return max(0, min(self._tops[spot.page] + spot.line, last))

    # The cursor

    def go(self, row: int, way: int = 1) -> None:
        """Put the cursor on a row of the whole, or on the next where pages part."""
        row = max(0, min(row, len(self._rows) - 1))
        if self._rows and self._rows[row] is None:
            row += 1 if way > 0 else -1
        if row != self.at and self._rows:
            before, self.at = self.at, row
            for one in (before, row):
                self.refresh(Region(0, one - self.scroll_offset.y, self.size.width, 1))
            self.post_message(self.Moved(by_hand=True))
        self._show_cursor()

    def action_move(self, by: int) -> None:
        """Move the cursor by so many lines."""
        self.go(self.at + by, by)

    def action_first(self) -> None:
        """Go to the first line."""
        self.go(0)

    def action_last(self) -> None:
        """Go to the last line."""
        self.go(len(self._rows) - 1)

    def action_page(self, halves: int) -> None:
        """Move by half windows, and no further than to where a page begins."""
        height, scroll = self.scrollable_content_region.height, round(self.scroll_y)
        step = max(1, (height - 1) * abs(halves) // 2)
        most = max(0, len(self._rows) - height)
        if halves > 0:
            top = min([scroll + step, *(one for one in self._tops if one > scroll)])
            if scroll >= most:
                self.action_last()
                return
        else:
            top = max(
                [scroll - step, 0, *(one for one in self._tops if one < scroll and scroll - one <= step)]
            )
            if scroll <= 0:
                self.action_first()
                return
        top = max(0, min(top, most))
        self._scroll(top)
        self.go(top, 1)

    def _show_cursor(self) -> None:
        height = self.scrollable_content_region.height
        scroll = round(self.scroll_y)
        if height <= 0:
            return
        if self.at < scroll:
            self._scroll(self.at)
        elif self.at >= scroll + height:
            self._scroll(self.at - height + 1)

    def _scroll(self, top: int) -> None:
        """Scroll at once: what is asked next is asked of the new place, however fast hands are."""
        self.scroll_to(y=top, animate=False, immediate=True, force=True)

    def on_resize(self, _event: Resize) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    def on_click(self, event: Click) -> None:
        """Move the cursor; on the cursor's own line choose it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        row = offset.y + self.scroll_offset.y
        if row == self.at:
            self.post_message(self.Chosen())
        elif row < len(self._rows):
            self.go(row)

    # Finding

    def look_for(self, wanted: str) -> int:
        """Mark what is looked for, whatever blanks are in it; give on how many lines it is."""
        self.wanted = wanted.strip()
        self._find()
        self._strips.clear()
        self.refresh()
        return len(self.matches())

    def _find(self) -> None:
        """Find in the pages as they are now; they are taken apart when something is looked for first."""
        if self.wanted and self._sought is None:
            self._sought = Lines(["" if line is None else line.plain for line in self._lines])
        found = self._sought.find(self.wanted) if self.wanted and self._sought is not None else Found()
        self._found = found

    def matches(self) -> Sequence[int]:
        """Give the rows on which what is looked for begins."""
        return self._found.lines

    @property
    def nth(self) -> int:
        """Which of the rows with what is looked for the cursor is on, from 1; 0 where it is on none."""
        at = bisect_left(self._found.lines, self.at)
        return at + 1 if self.at in self._found.lines[at : at + 1] else 0

    def step(self, by: int, *, here: bool = False) -> bool:
        """Go to the next match, or the one before, round the end; `here` counts the cursor's own line."""
        places = self.matches()
        if not places:
            return False
        later = [at for at in places[::by] if (at - self.at) * by > 0 or (here and at == self.at)]
        at = later[0] if later else places[0 if by > 0 else -1]
        self.jump(self._rows[at] or Spot(0, 0))
        return True

    # Drawing

    def notify_style_update(self) -> None:
        """Take the colours of the appearance."""
        super().notify_style_update()
        self._inks = Inks(self.app.theme_variables)
        self._strips.clear()

    def on_focus(self) -> None:
        """Show where the keys go."""
        self._strips.clear()
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self._strips.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one visible line."""
        width = self.scrollable_content_region.width
        if width != self._fitted:
            self._fitted = width
            self._strips.clear()
        row = y + self.scroll_offset.y
        if row >= len(self._rows):
            words = f" {self.empty}" if y == 1 and not self._rows else ""
            return self._strip([(words, "dim")], "ground")
        key = (row, row == self.at)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > MOST_STRIPS:
                self._strips.clear()
            strip = self._strips[key] = self._drawn(row, selected=key[1])
        return strip

    def _drawn(self, row: int, *, selected: bool) -> Strip:
        line = self._lines[row]
        if line is None:
            return self._strip([(("-" if self.ascii_only else "─") * self._fitted, "hairline")], "ground")
        ground = ("cursor" if self.has_focus else "cursor-off") if selected else "ground"
        sign = (ASCII_CURSOR if self.ascii_only else CURSOR) if selected else " "
        pieces = [(text, "ink" if style in _BARE else _INKS.get(style, style)) for text, style in line.pieces]
        return self._strip([(sign, "strong"), *pieces], ground, self._found.spans.get(row, ()))

    def _strip(self, parts: Sequence[tuple[str, str]], ground: str, spans: Sequence[Span] = ()) -> Strip:
        """Set parts beside one another, cut where the window ends with a sign that says so."""
        width = self._fitted
        segments, left = [], width
        for text, ink in parts:
            room = min(left, cell_len(text))
            if left <= 0:
                break
            shown = fit(show(text), room, ascii_only=self.ascii_only)
            segments.append(Segment(shown, self._inks.on(ink, ground)))
            left -= room
        strip = Strip(segments)
        if spans:
            strip = _marked(strip, spans)
        return strip.adjust_cell_length(width, self._inks.on("ink", ground))


def _marked(strip: Strip, spans: Sequence[Span]) -> Strip:
    """Give a line with what is looked for standing out."""
    words = strip.text
    cuts: list[int] = []
    for start, end in spans:
        cuts += [cell_len(words[: MARGIN + start]), cell_len(words[: MARGIN + end])]
    pieces = strip.divide([*dict.fromkeys(cuts), strip.cell_length])
    starts, at = set(cuts[::2]), 0
    marked = []
    for piece in pieces:
        marked.append(piece.apply_style(_FOUND) if at in starts else piece)
        at += piece.cell_length
    return Strip.join(marked)
