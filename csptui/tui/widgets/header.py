"""The first line: whose report, which quarter, how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from csptui.domain.shown import show_line
from csptui.legend import tally_parts
from csptui.tui.facts import HeaderFacts
from csptui.tui.findings import to_fix_text
from csptui.tui.messages import ActionChosen
from csptui.tui.widgets.wording import in_ascii

if TYPE_CHECKING:
    from textual.events import Click

WIDE = 100


class Header(Widget):
    """Parts in the order of reading; those that matter least go first where there is no room."""

    facts: reactive[HeaderFacts] = reactive(HeaderFacts())
    count: reactive[str] = reactive("")

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.ascii_only = ascii_only
        self._spans: list[tuple[int, int, str]] = []

    def render(self) -> Content:
        """Give the line."""
        parts = self._parts(wide=self.size.width >= WIDE)
        while sum(len(text) + 2 for _, text in parts) > self.size.width and len(parts) > 1:
            least = max(range(len(parts)), key=lambda at: parts[at][0])
            parts.pop(least)
        line = Content(" ")
        self._spans = []
        for importance, text in parts:
            if importance in CLICKED:
                start = line.cell_length
                self._spans.append((start, start + text.cell_length, CLICKED[importance]))
            line = line + text + "  "
        line = line.rstrip()
        return in_ascii(line) if self.ascii_only else line

    def _parts(self, *, wide: bool) -> list[tuple[int, Content]]:
        """Give each part after how soon it may go: the highest number goes first."""
        facts = self.facts
        parts = [
            (0, Content.styled(show_line(facts.partnership), "bold $csp-strong")),
            (1, Content(show_line(facts.quarter if wide else facts.short_quarter))),
        ]
        if wide:
            parts.append((9, Content.styled(facts.months, "$text-muted")))
        state = "signed off" if facts.signed_off else "draft"
        parts.append((6, Content.styled(state, "$text-muted" if facts.signed_off else "$csp-note")))
        if wide:
            parts.append((8, Content.styled(show_line(self.count), "$text-muted")))
        parts.append((2, self._tally()))
        if facts.tally.owed:
            parts.append((7, Content.styled(f"{facts.tally.owed:,} owed", "$text-muted")))
        if facts.unsaved:
            parts.append((5, Content.styled(f"{facts.unsaved:,} unsaved *", "$csp-note")))
        if facts.to_fix:
            words = to_fix_text(facts.to_fix, short=not wide)
            parts.append((CHECKS, Content.styled(show_line(words), "$csp-note")))
        if facts.problems:
            noun = "problem" if facts.problems == 1 else "problems"
            parts.append((PROBLEMS, Content.styled(f"! {facts.problems:,} {noun}", "$csp-fault")))
        return parts

    def _tally(self) -> Content:
        shown = []
        for text, style in tally_parts(self.facts.tally, ascii_only=self.ascii_only):
            shown += [Content.styled(text, f"$csp-{style}"), Content(" ")]
        return Content.assemble(*shown[:-1])

    def on_click(self, event: Click) -> None:
        """Show the problems, or what is to fix, where their count is clicked."""
        offset = event.get_content_offset(self)
        for start, end, action in self._spans:
            if offset is not None and start <= offset.x < end:
                self.post_message(ActionChosen(action))


PROBLEMS, CHECKS = 3, 4
CLICKED = {PROBLEMS: "problems", CHECKS: "checks"}
