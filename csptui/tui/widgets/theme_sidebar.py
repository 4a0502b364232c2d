"""The themes with their counts, at the left of wide screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from csptui.domain.shown import show_line
from csptui.legend import ASCII_CURSOR, CURSOR, tally_parts
from csptui.tui.cells import fit
from csptui.tui.inks import Inks
from csptui.tui.messages import ThemeChosen

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Click

    from csptui.tui.facts import ThemeCount


class ThemeSidebar(Widget, can_focus=True, inherit_bindings=False):
    """One entry a theme: its number, name and tally."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Next theme", tooltip="Show the next theme", id="themes.down"),
        Binding("k,up", "step(-1)", "Theme before", tooltip="Show the theme before", id="themes.up"),
    ]

    counts: reactive[tuple[ThemeCount, ...]] = reactive((), always_update=True)
    number: reactive[int] = reactive(0)

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.ascii_only = ascii_only
        self._inks = Inks({})

    def notify_style_update(self) -> None:
        """Take the colours of the appearance."""
        super().notify_style_update()
        self._inks = Inks(self.app.theme_variables)

    @property
    def _pitch(self) -> int:
        """How many lines an entry takes: three with air between, fewer where there are many."""
        room = self.size.height // max(1, len(self.counts))
        return max(1, min(3, room))

    @property
    def _top(self) -> int:
        """The first entry shown, so that the chosen one is in sight."""
        fits = max(1, self.size.height // self._pitch)
        return max(0, min(self.number - fits + 1, len(self.counts) - fits)) if self.number >= fits else 0

    def action_step(self, by: int) -> None:
        """Show another theme."""
        number = max(0, min(self.number + by, len(self.counts) - 1))
        if number != self.number:
            self.post_message(ThemeChosen(number))

    def on_click(self, event: Click) -> None:
        """Show the theme that is clicked."""
        offset = event.get_content_offset(self)
        if offset is not None:
            number = self._top + offset.y // self._pitch
            if number < len(self.counts):
                self.post_message(ThemeChosen(number))

    def on_focus(self) -> None:
        """Show where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of an entry."""
        pitch = self._pitch
        at, line = self._top + y // pitch, y % pitch
        if at >= len(self.counts) or line > 1:
            return Strip([Segment(" " * self.size.width, self._inks.on("ink", "ground"))])
        one = self.counts[at]
        chosen = one.number == self.number
        ground = ("cursor" if self.has_focus else "cursor-off") if chosen else "ground"
        segments = self._title(one, ground, chosen=chosen) if line == 0 else self._tally(one, ground)
        return Strip(segments).adjust_cell_length(self.size.width, self._inks.on("ink", ground))

    def _title(self, one: ThemeCount, ground: str, *, chosen: bool) -> list[Segment]:
        sign = (ASCII_CURSOR if self.ascii_only else CURSOR) if chosen else " "
        number = f"{one.number:d} " if one.number <= 9 else "  "  # noqa: PLR2004 - ten digits
        name = fit(show_line(one.name), self.size.width - 4, ascii_only=self.ascii_only)
        on = self._inks.on
        return [
            Segment(sign, on("strong", ground)),
            Segment(number, on("dim", ground)),
            Segment(name, on("strong" if chosen else "ink", ground)),
        ]

    def _tally(self, one: ThemeCount, ground: str) -> list[Segment]:
        on = self._inks.on
        segments = [Segment("   ", on("ink", ground))]
        for text, style in tally_parts(one.tally, ascii_only=self.ascii_only):
            ink = "dim" if text[1:] == "0" or style == "none" else style
            segments.append(Segment(f"{text} ".ljust(4), on(ink, ground)))
        return segments
