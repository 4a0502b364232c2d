"""One change in full: what differs, then the whole text before and after, and as it stands now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from csptui.domain.shown import show_line
from csptui.tui.change_words import LONG_TEXTS, difference, value_words
from csptui.tui.screens.page import Body, Page
from csptui.tui.standing_lines import changed, field_words, saved_words, standing_lines, title
from csptui.tui.widgets.wording import Divider, Ledger, Wording, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from csptui.tui.change_words import Difference
    from csptui.tui.history import History, Item
    from csptui.tui.then_and_now import Standing


class ChangedTextScreen(Page[None]):
    """A change with both texts whole; what differs is underlined."""

    TITLE_WORDS: ClassVar[str] = "One change"
    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    ChangedTextScreen Divider { margin-top: 1; }
    ChangedTextScreen .whole { padding: 0 1; }
    """

    def __init__(self, history: History, item: Item, stands: Standing) -> None:
        super().__init__()
        self._history, self._item, self._stands = history, item, stands

    def body(self) -> Iterable[Widget]:
        """Give the lines that tell of the change; of a long text then each whole, under its heading."""
        change = self._item.change
        with Body():
            yield Ledger(standing_lines(self._history, self._item, self._stands), gutter=11)
            if change.field not in LONG_TEXTS:
                return
            for number, (_, words) in enumerate(self._texts()):
                yield Divider(id=f"changed-{number}")
                yield Wording(words, classes="whole")

    def _texts(self) -> list[tuple[str, Content]]:
        """Give heading and text: before, after, and now where it is another again."""
        change, now = self._item.change, self._stands.now
        parts = difference(change.before, change.after)
        counted = partial(value_words, change.field, indicator=None)
        texts = [
            (f"Before   {counted(change.before)}", _whole(parts.before, parts)),
            (f"After   {counted(change.after)}", _whole(parts.after, parts)),
        ]
        if now is not None and now != change.after:
            since = difference(change.after, now)
            texts.append((f"Now   {counted(now)}", _whole(since.after, since)))
        return texts

    def tell(self) -> None:
        """Name the change, who saved it and when."""
        history, item = self._history, self._item
        words, shorter = title(history, item.change)
        saved = saved_words(history, item)
        self.head.put(words, text("one change in full", "dim"), shorter=shorter)
        if item.change.field in LONG_TEXTS:
            for number, (heading, _) in enumerate(self._texts()):
                self.query_one(f"#changed-{number}", Divider).put(text(heading, "dim"))
        name = history.names.of_change(item.change)
        self.say(show_line(f"{name} {field_words(item.change)} in full: {saved}.".strip()))


def _whole(middle: str, parts: Difference) -> Content:
    """Give a text with the part that differs underlined; nothing at all is named."""
    if not (parts.begin or middle or parts.end):
        return text("none", "dim")
    return Content.assemble(text(parts.begin), changed(middle, parts), text(parts.end))
