"""The last line: one sentence in words that says where you are."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from csptui.domain.shown import show_line
from csptui.tui.widgets.wording import plainly


class Spoken(Widget):
    """A sentence about the place, after a notice of what has just happened."""

    place: reactive[str] = reactive("")
    notice: reactive[str] = reactive("")
    instead: reactive[str] = reactive("")
    """What is said while neither counts."""

    def render(self) -> Content:
        """Give the sentence; one that is longer than the line ends in a mark that says so."""
        said = plainly(self._said(), self)
        return said if self.size.height != 1 else said.truncate(max(1, self.size.width), ellipsis=True)

    def _said(self) -> Content:
        """Give the notice, if there is one, and the place."""
        if self.instead:
            return Content(show_line(self.instead))
        if not self.notice:
            return Content.styled(f" {show_line(self.place)}", "$text-muted")
        notice = Content.assemble(" ", (show_line(self.notice), "$foreground"))
        place = Content.assemble("  ", (show_line(self.place), "$text-muted"))
        # What has just happened is not cut for the sake of a place that the cursor shows as well.
        fits = notice.cell_length + place.cell_length <= self.size.width
        return Content.assemble(notice, place) if fits else notice
