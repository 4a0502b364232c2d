"""The list of changes: drawn line by line, so that a log of ten thousand lines scrolls like a short one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from csptui.domain.change import FIELD_WORDS, NEW_QUARTER
from csptui.domain.shown import show, show_line
from csptui.legend import ASCII_CURSOR, CURSOR
from csptui.tui.cells import fit
from csptui.tui.change_words import LONG_TEXTS, gist, value_words
from csptui.tui.inks import Inks
from csptui.tui.widgets.indicator_table import HEADER, MOST_STRIPS, IndicatorTable

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Click, Resize

    from csptui.domain.change import Change
    from csptui.tui.history import History, Item, Save

VALUE = 11
"""Cells for a value: what is longer has the rest of the line."""
WIDEST_REF = 20
OUTSIDE = "Changed outside csptui"


class Widths(NamedTuple):
    """How wide the columns are; no `ref` where all changes are of one indicator."""

    ref: int
    field: int
    rest: int

    @property
    def left(self) -> int:
        """Cells before the values."""
        return 3 + (self.ref + 2 if self.ref else 0) + self.field + 1


class ChangeList(ScrollView, can_focus=True, inherit_bindings=False):
    """Changed fields under their saves, with a cursor; only what is visible is ever drawn."""

    BINDINGS: ClassVar[list[BindingType]] = list(IndicatorTable.BINDINGS)

    class Highlighted(Message):
        """The cursor has come to a change, by hand or because the list is another, which may have none."""

        def __init__(self, at: int, *, by_hand: bool) -> None:
            super().__init__()
            self.at, self.by_hand = at, by_hand

    class Chosen(Message):
        """The change under the cursor was clicked."""

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.ascii_only = ascii_only
        self.at = 0
        self.items: list[Item] = []
        self.empty = ""
        self._history: History | None = None
        self._lines: list[int | Save] = []
        self._line_of: list[int] = []
        self._has_refs = True
        self._widths = Widths(0, 0, 0)
        self._fitted = -1
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._inks = Inks({})

    @property
    def item(self) -> Item | None:
        """The change that the cursor is on."""
        return self.items[self.at] if self.at < len(self.items) else None

    def put(self, history: History, saves: tuple[Save, ...], *, has_refs: bool, empty: str) -> None:
        """Show other saves; the cursor stays on its change where that is still there."""
        kept = self.item
        self._history, self.empty, self._has_refs = history, empty, has_refs
        self.items, self._lines, self._line_of = [], [], []
        for save in saves:
            self._lines.append(save)
            for item in save.items:
                self._line_of.append(len(self._lines))
                self._lines.append(len(self.items))
                self.items.append(item)
        self.at = self._place_of(kept)
        self._fitted = -1
        self.virtual_size = Size(0, len(self._lines) + HEADER)
        self.refresh()
        self._show_cursor()
        self.post_message(self.Highlighted(self.at, by_hand=False))

    def _place_of(self, kept: Item | None) -> int:
        if kept is None or kept.entry is None:
            return 0
        digest = kept.entry.digest
        found = (at for at, one in enumerate(self.items) if one.entry is not None)
        return next((at for at in found if self.items[at].entry.digest == digest), 0)  # type: ignore[union-attr]

    # The cursor

    def action_move(self, by: int) -> None:
        """Move the cursor by so many changes."""
        self._go(self.at + by)

    def action_first(self) -> None:
        """Go to the newest change."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the oldest change."""
        self._go(len(self.items) - 1)

    def action_page(self, halves: int) -> None:
        """Move by half pages."""
        page = max(1, self.scrollable_content_region.height - HEADER)
        self._go(self.at + max(1, page * abs(halves) // 2) * (1 if halves > 0 else -1))

    def _go(self, place: int) -> None:
        place = max(0, min(place, len(self.items) - 1))
        if place != self.at and self.items:
            before, self.at = self.at, place
            self._redraw(before)
            self._redraw(place)
            self.post_message(self.Highlighted(self.at, by_hand=True))
        self._show_cursor()

    def _show_cursor(self) -> None:
        """Scroll just so far that the cursor is in sight, with the head of its save above a first change."""
        height = self.scrollable_content_region.height - HEADER
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
        y = self._line_of[at] + HEADER - self.scroll_offset.y
        if y >= HEADER:
            self.refresh(Region(0, y, self.size.width, 1))

    def on_resize(self, _event: Resize) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    def on_click(self, event: Click) -> None:
        """Move the cursor; on the cursor's own change choose it."""
        offset = event.get_content_offset(self)
        line = -1 if offset is None else offset.y - HEADER + self.scroll_offset.y
        if offset is None or offset.y < HEADER or line >= len(self._lines):
            return
        place = self._lines[line]
        if not isinstance(place, int):
            return
        if place == self.at:
            self.post_message(self.Chosen())
        else:
            self._go(place)

    def notify_style_update(self) -> None:
        """Take the colours of the appearance."""
        super().notify_style_update()
        self._inks = Inks(self.app.theme_variables)
        self._strips.clear()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one visible line."""
        self._fit_columns()
        if y < HEADER:
            return self._header()
        line = y - HEADER + self.scroll_offset.y
        if line >= len(self._lines):
            return self._filled(self.empty if y == HEADER and not self._lines else "", "dim")
        place = self._lines[line]
        selected = place == self.at
        strip = self._strips.get((line, selected))
        if strip is None:
            if len(self._strips) > MOST_STRIPS:
                self._strips.clear()
            if isinstance(place, int):
                strip = self._drawn(self.items[place], selected=selected)
            else:
                strip = self._head(place)
            self._strips[line, selected] = strip
        return strip

    def _fit_columns(self) -> None:
        width = self.scrollable_content_region.width
        if width == self._fitted or self._history is None:
            return
        self._fitted = width
        self._strips.clear()
        changes = [item.change for item in self.items]
        names = {self._history.names.of_change(change) for change in changes} if self._has_refs else set()
        fields = {_field_of(change) for change in changes}
        ref = min(max((cell_len(show_line(name)) for name in names), default=0), WIDEST_REF, width // 4)
        field = min(max((cell_len(show_line(name)) for name in fields), default=0), width // 4)
        widths = Widths(max(3, ref) if names else 0, max(5, field), 0)
        self._widths = widths._replace(rest=max(0, width - widths.left))

    def _header(self) -> Strip:
        widths = self._widths
        ref = f"{fit('Ref', widths.ref)}  " if widths.ref else ""
        text = f"   {ref}{fit('Field', widths.field)} {'From':>{VALUE}}   {'To':>{VALUE}}"
        return self._filled(text if self.items else "", "dim", "raised")

    def _head(self, save: Save) -> Strip:
        entry, history = save.entry, self._history
        if entry is None or history is None:
            parts = [(f" {OUTSIDE}", "note"), ("  by whom and when is not known", "dim")]
        else:
            who = show_line(entry.who) or "nobody named"
            parts = [(f" {history.moment(entry)}  {who}", "ink")]
            if save.mark:
                parts.append((f"  {save.mark}", "dim"))
            if save.of > len(save.items):
                parts.append((f"  {len(save.items):,} of {save.of:,} fields", "dim"))
        return self._strip(parts, "ground")

    def _drawn(self, item: Item, *, selected: bool) -> Strip:
        ground = ("cursor" if self.has_focus else "cursor-off") if selected else "ground"
        widths, change = self._widths, item.change
        sign = (ASCII_CURSOR if self.ascii_only else CURSOR) if selected else " "
        parts = [(f"{sign}  ", "strong")]
        if widths.ref and self._history is not None:
            name = show_line(self._history.names.of_change(change))
            parts.append((f"{fit(name, widths.ref, ascii_only=self.ascii_only)}  ", "ink"))
        field = show_line(_field_of(change))
        parts.append((f"{fit(field, widths.field, ascii_only=self.ascii_only)} ", "dim"))
        return self._strip([*parts, *self._values(change)], ground)

    def _values(self, change: Change) -> list[tuple[str, str]]:
        if change.field == NEW_QUARTER:
            return [(show_line(f"{change.after} was begun"), "ink")]
        indicator = None if self._history is None else self._history.dataset.indicator(change.indicator)
        sides = (change.before, change.after)
        old, new = (str(show_line(value_words(change.field, one, indicator))) for one in sides)
        arrow = " > " if self.ascii_only else " → "
        if max(cell_len(old), cell_len(new)) <= VALUE:
            parts = [(" " * (VALUE - cell_len(old)) + old, "dim"), (arrow, "dim")]
            parts.append((" " * (VALUE - cell_len(new)) + new, "strong"))
            if change.field in LONG_TEXTS:
                said = show_line(gist(*sides))
                parts.append((f"  {said.replace('…', '~') if self.ascii_only else said}", "ink"))
            return parts
        room = self._widths.rest - len(arrow)
        half = VALUE if cell_len(old) <= VALUE else max(VALUE, room // 2)
        old = fit(old, half, right=True, ascii_only=self.ascii_only)
        new = fit(new, min(max(0, room - half), cell_len(new)), ascii_only=self.ascii_only)
        return [(old, "dim"), (arrow, "dim"), (new, "strong")]

    def _filled(self, text: str, ink: str, ground: str = "ground") -> Strip:
        return self._strip([(text, ink)], ground)

    def _strip(self, parts: list[tuple[str, str]], ground: str) -> Strip:
        """Set parts beside one another, cut where the line ends with a sign that says so."""
        width = self.scrollable_content_region.width
        segments, left = [], width
        for text, ink in parts:
            if left <= 0:
                break
            room = min(left, cell_len(text))
            segments.append(
                Segment(fit(show(text), room, ascii_only=self.ascii_only), self._inks.on(ink, ground))
            )
            left -= room
        return Strip(segments).adjust_cell_length(width, self._inks.on("ink", ground))


def _field_of(change: Change) -> str:
    return FIELD_WORDS.get(change.field, change.field)
