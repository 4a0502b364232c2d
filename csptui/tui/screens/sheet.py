"""A sheet at the foot of the screen that asks one thing; what is behind it stays in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from csptui.tui.widgets.field import FieldLine, OneLine, is_left, pass_on
from csptui.tui.widgets.key_bar import KeyBar
from csptui.tui.widgets.wording import Bar, Ledger, Wording, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from csptui.tui.messages import ActionChosen
    from csptui.tui.widgets.field import Wish
    from csptui.tui.widgets.key_bar import KeyHint
    from csptui.tui.widgets.wording import Line

T = TypeVar("T")


class Answer(OneLine):
    """The field of a sheet; Enter submits it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "submit", "Answer", tooltip="Give the answer", id="sheet.answer")
    ]

    def __init__(self, name: str, *, longest: int) -> None:
        super().__init__(name, _OPEN, longest=longest)


class _OpenGate:
    """A gate that is always open: a sheet has one field and nothing to wait for."""

    def admits(self, field: Widget, event: events.Key) -> bool:
        """Let every key through."""
        del field, event
        return True

    def ask(self, wish: Wish) -> None:
        """Nothing is asked here."""


_OPEN = _OpenGate()


class Sheet(ModalScreen[T], inherit_bindings=False):
    """One question, with what the answer would do; Esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Go back, nothing is changed", id="sheet.back"),
        Binding("f1", "help", "Help", tooltip="The keys of this place", id="sheet.help"),
    ]
    TITLE_WORDS: ClassVar[str] = ""
    HINTS: ClassVar[tuple[KeyHint, ...]] = ()
    EXAMPLES: ClassVar[str] = ""
    GUTTER: ClassVar[int] = 11
    DEFAULT_CSS = """
    Sheet { align: left bottom; overflow: hidden; background: $background 0%; }
    Sheet > #sheet {
        height: auto; max-height: 100%; width: 100%; padding: 0 1;
        background: $background; border-top: solid $primary;
    }
    Sheet #sheet-told { height: auto; min-height: 3; margin: 1 0; }
    Sheet #sheet-told { padding: 0 1 0 0; }
    Sheet #sheet-examples { padding: 0 0 0 1; }
    Sheet KeyBar { height: 1; margin: 0 0 0 0; }
    """

    def compose(self) -> ComposeResult:
        """Set the title, the field, what it would do, and the keys."""
        with Vertical(id="sheet"):
            yield Bar(id="sheet-title")
            yield from self.fields()
            yield Ledger(gutter=self.GUTTER, id="sheet-told")
            if self.EXAMPLES:
                yield Wording(text(f"Such as  {self.EXAMPLES}", "dim"), id="sheet-examples")
            yield KeyBar()

    def on_mount(self) -> None:
        """Show the keys."""
        self.query_one(KeyBar).hints = self.hints()

    def hints(self) -> tuple[KeyHint, ...]:
        """Give what the key bar shows."""
        return self.HINTS

    def fields(self) -> Iterable[Widget]:
        """Give the fields."""
        return ()

    @property
    def title_bar(self) -> Bar:
        """The first line."""
        return self.query_one("#sheet-title", Bar)

    def tell(self, lines: Iterable[Line]) -> None:
        """Say what the answer would do."""
        self.query_one("#sheet-told", Ledger).put(tuple(lines))

    def on_key(self, event: events.Key) -> None:
        """Give on a key that was pressed when the sheet had been answered, and not yet gone."""
        if is_left(self):
            pass_on(event, self)

    def action_help(self) -> None:
        """Show the keys of this sheet."""
        from csptui.tui.screens.help import HelpScreen  # noqa: PLC0415 - only when asked for

        rows = [(hint.key, hint.word) for hint in self.hints()]
        if self.EXAMPLES:
            rows.append(("type", self.EXAMPLES))
        self.app.push_screen(HelpScreen(self.TITLE_WORDS, tuple(rows)))

    def on_action_chosen(self, message: ActionChosen) -> None:
        """Do what was clicked in the key bar."""
        message.stop()
        self.run_worker(self.run_action(message.action))

    def action_back(self) -> None:
        """Go back without an answer."""
        self.dismiss(None)


class Question(Sheet[T]):
    """A sheet of one field: what its text would do is told at each key, and Enter gives the answer."""

    LABEL: ClassVar[str] = ""

    def __init__(self, field: Answer) -> None:
        super().__init__()
        self._field = field

    def fields(self) -> Iterable[Widget]:
        """Give the field."""
        yield FieldLine(self.LABEL, self._field)

    def begin(self, typed: str) -> None:
        """Put a text into the field and the cursor behind it, and tell what it would do."""
        self._field.begin(typed)
        self._field.focus()
        self._tell()

    @on(Answer.Changed)
    def _typed(self, event: Answer.Changed) -> None:
        event.stop()
        self._tell()

    @on(Answer.Submitted)
    def _entered(self, event: Answer.Submitted) -> None:
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """Give the answer, if it can be read."""
        self.dismiss(None)

    def _tell(self) -> None:
        """Say what the answer would do."""
