"""A narrative as it will print, beside the one that is typed; and the indicators that it names."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.containers import Vertical
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from csptui.domain.shown import show
from csptui.tui.inks import Inks
from csptui.tui.prose_lines import Previewed
from csptui.tui.widgets import checked_text
from csptui.tui.widgets.named_rows import NamedRows
from csptui.tui.widgets.wording import Divider, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    How = Callable[[str, int], Previewed]

MOST_NAMED, FEWEST_NAMED = 7, 3
"""Lines of indicators in a high pane and in a low one."""

_HIGH = 16
_UNDERLINED = Style(underline=True)


class ProsePane(Vertical):
    """The preview and what it names; `follow` gives it the text, which is set when the hands rest."""

    DEFAULT_CSS = """
    ProsePane Divider { height: 1; }
    ProsePane ProseLines { height: 1fr; min-height: 2; scrollbar-size: 1 1; }
    ProsePane NamedRows { height: auto; }
    """

    def __init__(self, how: How, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._how = how
        self._lines, self._named = ProseLines(), NamedRows()
        self._wanted: tuple[str, int] | None = None
        self._text, self._place = "", 0
        self._sets = False
        self._timer: Timer | None = None
        self.found = Previewed()

    def compose(self) -> ComposeResult:
        """Set the preview over the indicators that are named."""
        head = Divider()
        head.put(text(" As it will print", "dim"))
        yield head
        yield self._lines
        yield self._named

    def on_resize(self, event: events.Resize) -> None:
        """Set the text anew at another width."""
        self._named.most = MOST_NAMED if event.size.height >= _HIGH else FEWEST_NAMED
        self.follow(self._text, now=True)

    def follow(self, typed: str, *, now: bool = False) -> None:
        """Have a text set when the hands have rested, or `now`; nothing is set that nobody sees."""
        self._text = typed
        if not self.display or not self.size.width:
            return
        # One column before the text, and one behind it for the scroll bar.
        self._wanted = (typed, max(1, self.size.width - 2))
        if now or not checked_text.PAUSE:
            self._rested()
        elif self._timer is None:
            self._timer = self.set_timer(checked_text.PAUSE, self._rested)
        else:
            self._timer.reset()

    def point(self, place: int) -> None:
        """Bring what stands at a place of the text into sight, and mark the indicator that is named there."""
        self._place = place
        if self.found.typed == self._text:
            self._lines.bring(self.found.line_of(place))
            self._named.put(self.found.rows, self.found.at(place))

    def _rested(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not self._sets and self.is_running:
            self._sets = True
            self.run_worker(self._set_on(), group="preview")

    async def _set_on(self) -> None:
        """Set in a thread, and again while another text has come meanwhile."""
        try:
            while (wanted := self._wanted) is not None and self._timer is None:
                found = await asyncio.to_thread(self._how, *wanted)
                if wanted is self._wanted:
                    self._wanted, self.found = None, found
                    self._lines.put(found)
                    self._named.put(found.rows, found.at(self._place))
                    self.point(self._place)
        finally:
            self._sets = False


class ProseLines(ScrollView, can_focus=False):
    """The lines, drawn one by one: a long text scrolls like a short one."""

    def __init__(self) -> None:
        super().__init__()
        self._found = Previewed()
        self._inks = Inks({})

    def put(self, found: Previewed) -> None:
        """Show other lines."""
        self._found = found
        self.virtual_size = Size(0, len(found.lines))
        self.refresh()

    def bring(self, line: int) -> None:
        """Bring a line into sight, once it is known how far there is to scroll."""
        self.call_after_refresh(self._bring, line)

    def _bring(self, line: int) -> None:
        height, top = self.scrollable_content_region.height, round(self.scroll_y)
        if height > 0 and not top <= line < top + height - 1:
            self.scroll_to(y=max(0, line - height // 2), animate=False)

    def notify_style_update(self) -> None:
        """Take the colours of the appearance."""
        super().notify_style_update()
        self._inks = Inks(self.app.theme_variables)

    def render_line(self, y: int) -> Strip:
        """Draw one visible line."""
        width, at = self.scrollable_content_region.width, y + self.scroll_offset.y
        ground = self._inks.on("ink", "ground")
        if at >= len(self._found.lines):
            empty = " Nothing is written." if not y and not self._found.lines else ""
            return Strip([Segment(empty, self._inks.on("dim", "ground"))]).adjust_cell_length(width, ground)
        segments = [Segment(" ", ground)]
        for words, ink, under in self._found.lines[at]:
            style = self._inks.on(ink, "ground")
            segments.append(Segment(show(words), style + _UNDERLINED if under else style))
        return Strip(segments).adjust_cell_length(width, ground)
