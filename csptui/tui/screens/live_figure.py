"""Picks a live figure: an indicator and which of its figures, with what it would print now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from csptui.domain.shown import show_line
from csptui.tui.live_choice import Choice, Choices
from csptui.tui.screens.sheet import Answer, Sheet
from csptui.tui.widgets.field import FieldLine
from csptui.tui.widgets.key_bar import KeyHint
from csptui.tui.widgets.line_list import LineList, Parts
from csptui.tui.widgets.wording import one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Scorecard

LONGEST = 200
_WORDS, _VALUE = 24, 16


class ChoiceList(LineList[Choice]):
    """The choices under the rows that they are of; the field above it keeps the keys."""

    DEFAULT_CSS = "ChoiceList { height: 42vh; max-height: 17; scrollbar-size: 1 1; }"

    def __init__(self, choices: Choices, *, ascii_only: bool = False) -> None:
        super().__init__(ascii_only=ascii_only, id="choices")
        self.can_focus = False
        self._choices = choices
        self.wanted: str | None = None

    def show_matching(self, wanted: str) -> None:
        """Show what matches."""
        if wanted == self.wanted:
            return
        self.wanted = wanted
        groups = self._choices.matching(wanted)
        headed = ((f"{row.indicator.code}  {row.indicator.label}", some) for row, some in groups)
        self.put(headed, empty=" Nothing matches.")

    def parts(self, item: Choice) -> Parts:
        """Give the word, what it prints now, and what it means."""
        prints = show_line(self._choices.prints(item))
        value = prints if len(prints) < _VALUE else prints[: _VALUE - 2] + "…"
        return [
            (f"  {item.words:<{_WORDS}}", "ink"),
            (f"{value or '–':<{_VALUE}}", "strong" if prints else "dim"),
            (item.meaning, "dim"),
        ]


class LiveFigureScreen(Sheet[str]):
    """One choice; Enter gives it as it is typed, between braces."""

    TITLE_WORDS: ClassVar[str] = "Inserting a live figure"
    HINTS: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint("enter", "Insert", "submit", 1),
        KeyHint("↑ ↓", "Choose", "", 2),
        KeyHint("esc", "Back", "back", 0),
        KeyHint("F1", "Help", "help", 1),
    )
    EXAMPLES: ClassVar[str] = "43 change points   arson target   target"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "submit", "Insert", tooltip="Insert it", id="live.insert", show=False),
        Binding("up", "move(-1)", "Up", tooltip="The figure before", id="live.up"),
        Binding("down", "move(1)", "Down", tooltip="The next figure", id="live.down"),
        Binding("pageup", "page(-2)", "Page up", tooltip="A page up", id="live.page-up"),
        Binding("pagedown", "page(2)", "Page down", tooltip="A page down", id="live.page-down"),
    ]
    DEFAULT_CSS = """
    LiveFigureScreen #choices { margin: 1 0 0 0; }
    """

    def __init__(self, dataset: Dataset, card: Scorecard, first: str, *, ascii_only: bool = False) -> None:
        """Offer what a scorecard holds, beginning with one row or theme."""
        super().__init__()
        self._choices = Choices(dataset, card, first)
        self._field = Answer("find", longest=LONGEST)
        self._list = ChoiceList(self._choices, ascii_only=ascii_only)

    def fields(self) -> Iterable[Widget]:
        """Give the field to find by, and the list."""
        yield FieldLine("Find", self._field)
        yield self._list

    def on_mount(self) -> None:
        """Show every choice."""
        super().on_mount()
        self.title_bar.put(text("Insert a live figure", "strong"), text("it follows the data", "dim"))
        self._field.focus()
        self._list.show_matching("")

    @on(Answer.Changed)
    def _typed(self, event: Answer.Changed) -> None:
        event.stop()
        self._list.show_matching(self._field.value)

    @on(LineList.Highlighted)
    def _highlighted(self, event: LineList.Highlighted) -> None:
        event.stop()
        self._tell()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.action_submit()

    @on(Answer.Submitted)
    def _entered(self, event: Answer.Submitted) -> None:
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """Give the choice under the cursor, if it can be written."""
        self._list.show_matching(self._field.value)  # The field's own message may still be on its way.
        choice = self._list.item
        typed = "" if choice is None else self._choices.written(choice)
        if typed:
            self.dismiss(typed)

    def action_move(self, by: int) -> None:
        """Move the cursor of the list."""
        self._list.action_move(by)

    def action_page(self, halves: int) -> None:
        """Move it by half pages."""
        self._list.action_page(halves)

    def _tell(self) -> None:
        choice = self._list.item
        if choice is None:
            self.tell([(text(" Nothing", "dim"), text("no code, name or figure has all these words"))])
            return
        typed, fault = self._choices.written(choice), self._choices.fault(choice)
        prints = one_line(self._choices.prints(choice), "strong") if not fault else one_line(fault, "note")
        lines = [
            (text(" Inserts", "dim"), one_line(typed or "nothing", "strong" if typed else "dim")),
            (text(" Prints", "dim"), Content.assemble(prints, text(" now" if not fault else "", "dim"))),
            (text(" Means", "dim"), text(choice.meaning, "dim")),
        ]
        self.tell(lines)
