"""The fields of the edit pane. A key goes through its field's gate first, so that none is ever misplaced.

Textual hands keys to the widget that had the focus when they were read, and runs a binding only after its
key has climbed to the app and back. Fast hands and pasted keys are ahead of both: the digits after an Enter
would land in the row that is being left. So a field asks its gate (the pane) before it takes a key.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from csptui.domain.figure import Status
from csptui.tui.widgets.seen import FaultHighlighter, pasted
from csptui.tui.widgets.wording import Wording, plainly, text

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Wish(Enum):
    """What a key asks of the pane as a whole."""

    SAVE_NEXT = "save and go on"
    SAVE = "save"
    LEAVE = "leave"


class Asked(Message):
    """Posted by a field for a wish, so that it comes behind the changes that were typed before it."""

    def __init__(self, wish: Wish) -> None:
        super().__init__()
        self.wish = wish


class Gate(Protocol):
    """Decides whether a field may take a key now."""

    def admits(self, field: Widget, event: events.Key) -> bool:
        """Say whether the field takes the key; if not, the gate has kept it, passed it on or acted on it."""

    def ask(self, wish: Wish) -> None:
        """Ask something of the pane."""


_SAVE_NEXT = Binding(
    "enter",
    "save_next",
    "Save, next row",
    show=False,
    id="edit.save-next",
    tooltip="Save this row and go on to the next row that is owed",
)


_SHORT = {Status.PROVISIONAL: "prov", Status.REVISED: "rev", Status.ESTIMATED: "est"}


def pass_on(event: events.Key, field: Widget) -> None:
    """Give a key to the screen that has come since it was pressed."""
    event.stop()
    event.prevent_default()
    field.app.post_message(events.Key(event.key, event.character))


def is_left(field: Widget) -> bool:
    """Whether the screen of a field has been answered, and is on its way out."""
    return field.screen not in field.app.screen_stack


_AT_ONCE = {
    "backspace": "delete_left",
    "delete": "delete_right",
    "left": "cursor_left",
    "right": "cursor_right",
    "home": "home",
    "end": "end",
}
"""Keys that change where or what the next character is."""


class OneLine(Input):
    """One line of text, drawn safely; Enter saves and goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [_SAVE_NEXT]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"one-line--fault"}
    DEFAULT_CSS = """
    OneLine { background: $surface; color: $foreground; width: 1fr; }
    OneLine:focus { background: $csp-cursor-off; background-tint: $surface 0%; color: $csp-strong; }
    OneLine > .one-line--fault { color: $csp-fault; text-style: bold underline; }
    """

    def __init__(self, name: str, gate: Gate, *, placeholder: str = "", longest: int = 0) -> None:
        self._marker = FaultHighlighter()
        super().__init__(
            name=name,
            id=f"edit-{name.replace('_', '-')}",
            placeholder=placeholder,
            max_length=longest,
            highlighter=self._marker,
            compact=True,
        )
        self.cursor_blink = False
        self._gate = gate
        self._ready = False

    def begin(self, value: str) -> None:
        """Show another text, wholly selected, so that typing replaces it."""
        self.value = value
        self.select_all()
        self.mark_fault(None)

    def enter(self, *, whole: bool = False) -> None:
        """Take the focus with what is selected, or with the `whole` text selected.

        Textual selects when the focus arrives, which may be after the next key.
        """
        if whole:
            self.select_all()
        if self.screen.focused is not self:
            self._ready = True
            self.screen.set_focus(self)

    def mark_fault(self, position: int | None) -> None:
        """Mark the character at a position as the mistake."""
        if position != self._marker.position:
            self._marker.position = position
            self._marker.style = self.get_component_rich_style("one-line--fault")
            self.refresh()

    def take(self, event: events.Key) -> None:
        """Take a key that was kept for this field or passed on to it."""
        if not self._gate.admits(self, event):
            return
        if event.is_printable and event.character is not None:
            self.replace(event.character, *self.selection)
        elif event.key == "backspace":
            self.action_delete_left()

    def action_save_next(self) -> None:
        """Save and go on to the next row."""
        self._gate.ask(Wish.SAVE_NEXT)

    def on_key(self, event: events.Key) -> None:
        """Ask the gate."""
        if is_left(self):
            pass_on(event, self)
        elif not self._gate.admits(self, event):
            event.stop()
            event.prevent_default()
        elif event.key in _AT_ONCE:
            # As a binding it would come after the characters that were typed behind it.
            event.stop()
            event.prevent_default()
            getattr(self, f"action_{_AT_ONCE[event.key]}")()

    def action_paste(self) -> None:
        """Paste what was copied in the application, by the same rule as a paste of the terminal."""
        self.on_paste(events.Paste(self.app.clipboard))

    def on_paste(self, event: events.Paste) -> None:
        """Paste the first line, without control characters."""
        event.stop()
        event.prevent_default()
        lines = pasted(event.text).strip().split("\n")
        self.replace(lines[0].replace("\t", " "), *self.selection)

    def on_focus(self) -> None:
        """Select the whole text, unless it was made ready by `begin`."""
        self.select_on_focus = not self._ready
        self._ready = False


class Choice(Widget, can_focus=True):
    """Chooses a status on one line, by arrows, by its first letter or by the mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _SAVE_NEXT,
        Binding("left", "turn(-1)", "Previous", show=False, id="edit.status-previous"),
        Binding("right,space", "turn(1)", "Next", show=False, id="edit.status-next"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--chosen", "choice--other"}
    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; }
    Choice > .choice--chosen { color: $foreground; text-style: bold; }
    Choice > .choice--other { color: $text-muted; }
    Choice:focus > .choice--chosen { color: $csp-strong; background: $csp-cursor-off; text-style: bold; }
    """

    status: reactive[Status] = reactive(Status.FINAL)

    class Changed(Message):
        """Posted when another status is chosen by hand."""

        def __init__(self, status: Status) -> None:
            super().__init__()
            self.status = status

    def __init__(self, gate: Gate) -> None:
        super().__init__(name="status", id="edit-status")
        self._gate = gate

    def render(self) -> Content:
        """Give all four, the chosen one between arrows."""
        drawn = [
            Content.styled(f"►{word}◄", ".choice--chosen")
            if status is self.status
            else Content.styled(f" {word} ", ".choice--other")
            for status, word in self._words()
        ]
        return plainly(Content.assemble(*drawn), self)

    def _words(self) -> list[tuple[Status, str]]:
        """Give the words, or their beginnings where there is no room."""
        whole = [(status, status.value) for status in Status]
        if sum(len(word) + 2 for _, word in whole) <= self.size.width:
            return whole
        return [
            (status, word if status is self.status else _SHORT.get(status, word)) for status, word in whole
        ]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Say whether a key chooses a status."""
        del key
        return any(character and one.value[0] == character.lower() for one in Status)

    def choose(self, status: Status) -> None:
        """Choose a status by hand."""
        if status is not self.status:
            self.status = status
            self.post_message(self.Changed(status))

    def enter(self, *, whole: bool = False) -> None:
        """Take the focus."""
        del whole
        self.screen.set_focus(self)

    def take(self, event: events.Key) -> None:
        """Take a key that was kept for this field or passed on to it."""
        if self._gate.admits(self, event):
            self._letter(event)

    def action_turn(self, step: int) -> None:
        """Choose the next or the previous status, round and round."""
        every = list(Status)
        self.choose(every[(every.index(self.status) + step) % len(every)])

    def action_save_next(self) -> None:
        """Save and go on to the next row."""
        self._gate.ask(Wish.SAVE_NEXT)

    def on_key(self, event: events.Key) -> None:
        """Ask the gate; then a letter chooses."""
        if not self._gate.admits(self, event) or self._letter(event):
            event.stop()
            event.prevent_default()

    def _letter(self, event: events.Key) -> bool:
        found = [one for one in Status if event.character and one.value[0] == event.character.lower()]
        if found:
            self.choose(found[0])
        return bool(found)

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        at = 0
        for status, word in self._words():
            at += len(word) + 2
            if event.x < at:
                self.choose(status)
                return


class FieldLine(Horizontal):
    """A label, a pointer while the focus is in it, and one field or more."""

    DEFAULT_CSS = """
    FieldLine { height: 1; width: 1fr; }
    FieldLine > Wording { width: 1fr; }
    FieldLine > .pointer { width: 1; visibility: hidden; color: $primary; }
    FieldLine > .label { width: 11; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    FieldLine > .between { width: 4; color: $text-muted; }
    FieldLine:focus-within > .pointer { visibility: visible; }
    FieldLine:focus-within > .label { color: $csp-strong; }
    """

    def __init__(self, label: str, *fields: Widget, between: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._label = label
        self._fields = fields
        self._between = between

    def compose(self) -> ComposeResult:
        """Set pointer, label and fields side by side."""
        yield Wording(Content("►"), classes="pointer")
        yield Wording(text(self._label), classes="label")
        for number, field in enumerate(self._fields):
            if number:
                yield Wording(text(self._between), classes="between")
            yield field
