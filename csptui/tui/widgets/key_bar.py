"""The keys that matter here: drops by priority, and always keeps Help and Quit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from csptui.domain.shown import show_line
from csptui.tui.messages import ActionChosen

if TYPE_CHECKING:
    from textual.events import Click


class KeyHint(NamedTuple):
    """A key, its word and its action; hints with the highest `rank` are dropped first."""

    key: str
    word: str
    action: str
    rank: int = 5


def fitting(hints: tuple[KeyHint, ...], width: int) -> tuple[KeyHint, ...]:
    """Give the hints that fit in a width, in their own order."""
    kept = list(hints)
    while len(kept) > 1 and sum(len(one.key) + len(one.word) + 3 for one in kept) - 1 > width:
        kept.remove(max(reversed(kept), key=lambda one: one.rank))
    return tuple(kept)


class KeyBar(Widget):
    """One line of keys, each of which can be clicked."""

    hints: reactive[tuple[KeyHint, ...]] = reactive(tuple[KeyHint, ...]())

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._spans: list[tuple[int, int, str]] = []

    def render(self) -> Content:
        """Give the line."""
        self._spans = []
        kept = fitting(self.hints, self.size.width - 1)
        spare = self.size.width - 1 - sum(len(one.key) + len(one.word) + 1 for one in kept)
        gap = 3 if spare >= 3 * (len(kept) - 1) else 2
        line, parts = 1, [Content(" ")]
        for one in kept:
            end = line + len(one.key) + 1 + len(one.word)
            self._spans.append((line, end, one.action))
            parts += [
                Content.styled(show_line(one.key), "bold $csp-strong"),
                Content.styled(f" {one.word}", "$text-muted"),
                Content(" " * gap),
            ]
            line = end + gap
        return Content.assemble(*parts)

    def on_click(self, event: Click) -> None:
        """Do what is clicked."""
        offset = event.get_content_offset(self)
        for start, end, action in self._spans:
            if offset is not None and start <= offset.x < end:
                self.post_message(ActionChosen(action))
