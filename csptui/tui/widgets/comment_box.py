"""The comment under edit, with last quarter's beneath it: dim, never copied by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from csptui.domain.last_said import last_said
from csptui.domain.shown import show, show_line
from csptui.tui.keys import key_text
from csptui.tui.widgets.checked_text import CheckedText
from csptui.tui.widgets.preview import counted_words
from csptui.tui.widgets.wording import Divider, Wording, plainly, text

if TYPE_CHECKING:
    from textual import events
    from textual.app import App, ComposeResult
    from textual.geometry import Size

    from csptui.domain.dataset import Dataset
    from csptui.domain.last_said import Said
    from csptui.domain.scorecard import Row
    from csptui.tui.widgets.comment import Comment

LAST_SAID = (
    Binding(
        "f8",
        "read_last",
        "Last quarter's comment",
        show=False,
        id="comment.last",
        tooltip="Read last quarter's comment",
    ),
    Binding(
        "f9",
        "copy_last",
        "Copy last quarter's comment",
        show=False,
        id="comment.copy-last",
        tooltip="Put last quarter's comment in; it is named among the checks until it is changed",
    ),
)
ROOM, TALL = 12, 3
"""The height from which last quarter's comment has lines of its own, and how many."""


class CommentBox(CheckedText):
    """A checked text with what was said last quarter: read with one key, put in with another."""

    BINDINGS: ClassVar[list[BindingType]] = [*LAST_SAID]
    OFFERED: ClassVar[list[Binding]] = [*CheckedText.OFFERED, *LAST_SAID]
    DEFAULT_CSS = """
    CommentBox .last { display: none; height: 1; color: $text-muted; }
    CommentBox.-last .last { display: block; }
    CommentBox #last-text { max-height: 3; height: auto; padding: 0 1; }
    CommentBox.-tight #last-text { display: none; }
    """

    def __init__(self, area: Comment, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(area, id=id)
        self._said: Said | None = None
        self._last_head = Divider(classes="last")
        self._last_text = _LastText(id="last-text", classes="last")

    def compose(self) -> ComposeResult:
        """Set last quarter's comment under the new one."""
        yield from super().compose()
        yield self._last_head
        yield self._last_text

    def tell(self, dataset: Dataset | None, row: Row, typed: str) -> None:
        """Count the words typed, say where they are last quarter's, and show those."""
        is_here = dataset is not None and dataset.shown == row.quarter
        said = last_said(dataset, row.id) if dataset is not None and is_here else None
        self._beside(said)
        same = said is not None and said.is_same(typed)
        note = f"the same words as in {said.quarter}   " if said is not None and same else ""
        self.head(text("Comment", "dim"), text(note, "note") + text(counted_words(typed), "dim"))

    def _beside(self, said: Said | None) -> None:
        if said == self._said:
            return
        self._said = said
        self.set_class(said is not None, "-last")
        self._show_last()

    def on_resize(self, event: events.Resize) -> None:
        """Make do with one line of it in a low box."""
        super().on_resize(event)
        self.set_class(event.size.height < ROOM, "-tight")
        self._show_last()

    def _show_last(self) -> None:
        said = self._said
        if said is None:
            return
        left = text(f"In {said.quarter}", "dim")
        if self.has_class("-tight"):
            left += text(f"  {show_line(said.text)}", "dim")
        read, copy = (first_key_of(one, self.app) for one in LAST_SAID)
        keys = text(f"{read} read  {copy} copy", "dim")
        room = max(1, self.size.width - keys.cell_length - 3)
        self._last_head.put(left.truncate(room, ellipsis=True), keys)
        self._last_text.put(said.text, f"… {read} reads on")

    def action_read_last(self) -> None:
        """Read all of it."""
        from csptui.tui.screens.last_comment import LastCommentScreen  # noqa: PLC0415 - only when asked for

        if self._said is not None:
            self.app.push_screen(LastCommentScreen(self._said))

    def action_copy_last(self) -> None:
        """Put it in at the cursor, as if it were typed; on lines of its own."""
        if self._said is None:
            return
        area = self.area
        start, end = sorted(area.selection)
        before, after = area.document[start[0]][: start[1]], area.document[end[0]][end[1] :]
        words = "".join(("\n" if before.strip() else "", self._said.text, "\n" if after.strip() else ""))
        area.replace(words, start, end, maintain_selection_offset=False)
        area.focus()
        area.scroll_cursor_visible()


def first_key_of(binding: Binding, app: App[object]) -> str:
    """Give the first key of a binding, as the settings have it."""
    keymap = app._keymap  # noqa: SLF001 - Textual has no public way to read it
    return key_text(keymap.get(binding.id or "", binding.key).split(",")[0])


class _LastText(Wording):
    """As many lines as there is room for; what is left out is said."""

    def __init__(self, *, id: str, classes: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._words, self._more = "", ""

    def put(self, words: str, more: str) -> None:
        """Show other words; `more` says how the rest is read."""
        if (words, more) != (self._words, self._more):
            self._words, self._more = words, more
            self.clear_cached_dimensions()
            self.refresh(layout=True)

    def render(self) -> Content:
        """Give the lines that fit."""
        width, height = max(1, self.content_size.width), max(1, self.content_size.height)
        lines = list(Content(show(self._words)).wrap(width))
        if len(lines) > height:
            lines = [*lines[: height - 1], Content(show_line(self._more))]
        return plainly(Content("\n").join(lines), self)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Give the lines needed at a width, within bounds."""
        del container, viewport
        return min(TALL, len(list(Content(show(self._words)).wrap(max(1, width)))))
