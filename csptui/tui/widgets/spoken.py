"""The last line: one sentence in words that says where you are."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from csptui.domain.shown import show_line


class Spoken(Widget):
    """A sentence about the place, after a notice of what has just happened."""

    place: reactive[str] = reactive("")
    notice: reactive[str] = reactive("")

    def render(self) -> Content:
        """Give the notice, if there is one, and the place."""
        if not self.notice:
            return Content.styled(f" {show_line(self.place)}", "$text-muted")
        notice = Content.assemble(" ", (show_line(self.notice), "$foreground"))
        place = Content.assemble("  ", (show_line(self.place), "$text-muted"))
        # What has just happened is not cut for the sake of a place that the cursor shows as well.
        fits = notice.cell_length + place.cell_length <= self.size.width
        return Content.assemble(notice, place) if fits else notice
