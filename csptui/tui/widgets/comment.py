"""The comment: one text area kept for ever, drawn safely, with words underlined by the verdict on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.text import Text
from textual import events
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from csptui.domain.shown import show_in_place
from csptui.tui.marks import Mark, by_line, location_of, moved
from csptui.tui.widgets.field import pass_on
from csptui.tui.widgets.seen import pasted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.document._document import EditResult
    from textual.document._history import EditHistory
    from textual.screen import Screen
    from textual.widgets.text_area import Edit

    from csptui.tui.widgets.field import Gate


_AT_ONCE = {
    "backspace": "delete_left",
    "delete": "delete_right",
    "left": "cursor_left",
    "right": "cursor_right",
    "up": "cursor_up",
    "down": "cursor_down",
    "home": "cursor_line_start",
    "end": "cursor_line_end",
}
"""Keys that change where or what the next character is."""


class Aside(NamedTuple):
    """A text that is not shown now: what it began from, its undo, and its cursor."""

    text: str
    begun: str
    history: EditHistory
    selection: Selection


class Comment(TextArea):
    """The comment: one text area kept for ever, drawn safely; Enter is a new line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"comment--fault", "comment--note"}
    DEFAULT_CSS = """
    Comment { border: none; padding: 0; background: $surface; color: $foreground; height: 1fr; }
    Comment:focus { border: none; background: $csp-cursor-off; }
    Comment > .comment--fault { color: $csp-fault; text-style: underline; }
    Comment > .comment--note { color: $csp-note; text-style: underline; }
    """

    def __init__(self, gate: Gate | None = None, *, id: str = "edit-comment") -> None:  # noqa: A002 - Textual's own name
        super().__init__(
            name="comment",
            id=id,
            soft_wrap=True,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
        )
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.covered_by: Screen[str] | None = None
        self._gate = gate
        self._begun = ""
        self._marks: tuple[Mark, ...] = ()
        self._by_line: dict[int, list[Mark]] = {}

    def begin(self, value: str) -> None:
        """Show another text from its start; the undo of the last one is forgotten."""
        value = pasted_lines(value)
        if value != self.text or self.history.undo_stack:
            self.load_text(value)
        self._begun = self.text
        self.mark(())

    def put_aside(self) -> Aside:
        """Give the text with its undo and its cursor, to go on with later."""
        held = self.history
        # A text that is loaded clears the undo of the one before.
        self.history = type(held)(held.max_checkpoints, held.checkpoint_timer, held.checkpoint_max_characters)
        return Aside(self.text, self._begun, held, self.selection)

    def go_on_with(self, aside: Aside) -> None:
        """Show a text that was put aside, as it was left."""
        self.load_text(aside.text)
        self._begun, self.history = aside.begun, aside.history
        self.selection = aside.selection
        self.mark(())

    def begin_beneath(self, value: str) -> None:
        """Show another text in the place of one that nobody has touched; the cursor stays at its words."""
        before, place = self.text, self.place
        self.begin(value)
        still = moved((Mark(place, place, ""),), before, self.text)
        self.go_to(still[0].start if still else min(place, len(self.text)))

    @property
    def is_untouched(self) -> bool:
        """Whether the text is the one that was begun with."""
        return self.text == self._begun

    def get_line(self, line_index: int) -> Text:
        """Give one line so that nothing in it acts on the terminal, with what is marked in it."""
        line = Text(show_in_place(self.document.get_line(line_index)), end="", no_wrap=True)
        for mark in self._by_line.get(line_index, ()):
            line.stylize(self.get_component_rich_style(f"comment--{mark.style}"), mark.start, mark.end)
        return line

    # Marks and places

    def mark(self, marks: Iterable[Mark]) -> None:
        """Mark other words; they move with the text that is typed about them."""
        found = tuple(marks)
        if found != self._marks:
            self._put_marks(found)
            self.refresh()

    def _put_marks(self, marks: tuple[Mark, ...]) -> None:
        self._marks, self._by_line = marks, by_line(marks, self.text)
        self._line_cache.clear()

    def _move_marks(self, before: str) -> None:
        if self._marks:
            self._put_marks(moved(self._marks, before, self.text))

    @property
    def place(self) -> int:
        """The cursor's place, counted in characters from the start of the text."""
        row, column = self.cursor_location
        return column + sum(len(self.document.get_line(line)) + 1 for line in range(row))

    def go_to(self, place: int) -> None:
        """Put the cursor at a place and bring it into sight."""
        self.move_cursor(location_of(self.text, place))
        self.scroll_cursor_visible()

    def put_in(self, words: str, start: int, end: int) -> None:
        """Put words in the place of others, as if they were typed; ctrl+z takes them out again."""
        text = self.text
        self.replace(words, location_of(text, start), location_of(text, end), maintain_selection_offset=False)
        self.scroll_cursor_visible()

    def on_resize(self) -> None:
        """Keep the cursor in sight when the verdicts take lines from the text."""
        if self.has_focus:
            self.call_after_refresh(self.scroll_cursor_visible)

    def edit(self, edit: Edit) -> EditResult:
        """Change the text; what is marked moves with it."""
        before = self.text if self._marks else ""
        result = super().edit(edit)
        self._move_marks(before)
        return result

    # Focus and keys

    @property
    def is_covered(self) -> bool:
        """Whether the sheet that a key of the text has opened is over it: the next keys are for that."""
        return self.covered_by is not None and self.app.screen is self.covered_by

    def enter(self, *, whole: bool = False) -> None:
        """Take the focus."""
        del whole
        self.screen.set_focus(self)

    def enter_at_end(self) -> None:
        """Take the focus with the cursor after the last word."""
        self.enter()
        self.move_cursor(self.document.end)
        self.call_after_refresh(self.scroll_cursor_visible)

    def take(self, event: events.Key) -> None:
        """Take a key that was kept for this field or passed on to it."""
        if self.is_covered:
            pass_on(event, self)
            return
        if self._gate is not None and not self._gate.admits(self, event):
            return
        typed = "\n" if event.key == "enter" else event.character
        if typed is not None and (event.is_printable or event.key == "enter"):
            self.replace(typed, *self.selection, maintain_selection_offset=False)
        elif event.key in _AT_ONCE:
            self._act(event)

    def on_key(self, event: events.Key) -> None:
        """Ask the gate."""
        if self.is_covered:
            pass_on(event, self)
        elif self._gate is not None and not self._gate.admits(self, event):
            event.stop()
            event.prevent_default()
        elif event.key in _AT_ONCE:
            # As a binding it would come after the characters that were typed behind it.
            self._act(event)

    def _act(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        getattr(self, f"action_{_AT_ONCE[event.key]}")()

    def action_paste(self) -> None:
        """Paste what was copied in the application, by the same rule as a paste of the terminal."""
        if not self.read_only:
            self.on_paste(events.Paste(self.app.clipboard))

    def on_paste(self, event: events.Paste) -> None:
        """Paste without control characters, and with line feeds for line ends."""
        event.stop()
        event.prevent_default()
        self.replace(pasted(event.text), *self.selection, maintain_selection_offset=False)
        self.scroll_cursor_visible()

    def undo(self) -> None:
        """Undo with the cursor where both texts have a line.

        Textual scrolls to the cursor before it is put back, which fails where its line is gone.
        """
        before = self.text
        self._stand_at_top(self.history.undo_stack)
        super().undo()
        self._move_marks(before)

    def redo(self) -> None:
        """Redo with the cursor where both texts have a line."""
        before = self.text
        self._stand_at_top(self.history.redo_stack)
        super().redo()
        self._move_marks(before)

    def _stand_at_top(self, stack: list) -> None:  # type: ignore[type-arg]
        if stack:
            self.selection = Selection.cursor(min(edit.top for edit in stack[-1]))


def pasted_lines(value: str) -> str:
    """Give a text with line feeds as its only line ends, as the text area splits it."""
    return "\n".join(value.splitlines()) + ("\n" if value.endswith("\n") else "")
