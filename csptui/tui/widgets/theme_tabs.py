"""The themes as one line, for screens without the room for a sidebar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from csptui.domain.shown import show_line
from csptui.legend import ASCII_CURSOR, CURSOR
from csptui.tui.messages import ThemeChosen

if TYPE_CHECKING:
    from textual.events import Click

    from csptui.tui.facts import ThemeCount


class ThemeTabs(Widget):
    """Numbers and short names; the chosen one is marked, and the count stands at the right."""

    counts: reactive[tuple[ThemeCount, ...]] = reactive((), always_update=True)
    number: reactive[int] = reactive(0)
    count: reactive[str] = reactive("")

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.ascii_only = ascii_only
        self._spans: list[tuple[int, int, int]] = []

    def render(self) -> Content:
        """Give the line; the count loses its noun, and then names their ends, where there is no room."""
        count: str = show_line(self.count)
        width = self.size.width
        longest = max((len(one.short) for one in self.counts), default=0)
        if self._taken(longest) + len(count) + 2 > width:
            count = count.partition(" ")[0] if " of " not in count else count
        while longest > 1 and self._taken(longest) + len(count) + 2 > width:
            longest -= 1
        room = width - len(count) - 2
        sign = ASCII_CURSOR if self.ascii_only else CURSOR
        line, parts, self._spans = 0, [], []
        for one in self.counts:
            chosen = one.number == self.number
            name = show_line(one.short)[:longest].rstrip()
            text = f"{sign if chosen else ' '}{one.number:d} {name} "
            if line + len(text) > room:
                break
            self._spans.append((line, line + len(text), one.number))
            style = "bold $csp-cursor-ink on $csp-cursor" if chosen else "$text-muted"
            parts.append(Content.styled(text, style))
            line += len(text)
        gap = max(1, width - line - len(count) - 1)
        return Content.assemble(*parts, " " * gap, (count, "$text-muted"))

    def _taken(self, longest: int) -> int:
        return sum(min(len(one.short), longest) + 4 for one in self.counts)

    def on_click(self, event: Click) -> None:
        """Show the theme that is clicked."""
        offset = event.get_content_offset(self)
        for start, end, number in self._spans:
            if offset is not None and start <= offset.x < end:
                self.post_message(ThemeChosen(number))
