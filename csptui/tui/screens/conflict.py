"""Settles what two people have changed at once: both values, who and when; mine, theirs or another."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from csptui.domain.change import Change
from csptui.domain.problem import Fault
from csptui.domain.shown import show_line
from csptui.domain.told import subject_of
from csptui.domain.typed import LONGEST
from csptui.tui.change_words import LONG_TEXTS
from csptui.tui.conflict_words import conflict_lines, fault_lines, field_word, stated_in, typed_changes
from csptui.tui.screens.sheet import Answer, Sheet
from csptui.tui.widgets.comment import Comment
from csptui.tui.widgets.field import FieldLine
from csptui.tui.widgets.key_bar import KeyBar, KeyHint
from csptui.tui.widgets.preview import counted_words
from csptui.tui.widgets.wording import one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.timer import Timer
    from textual.widget import Widget

    from csptui.domain.change import Conflict, FieldKey
    from csptui.domain.dataset import Dataset
    from csptui.domain.problem import ConflictError

CHOOSING = (
    KeyHint("m", "Take mine", "mine", 0),
    KeyHint("t", "Take theirs", "theirs", 0),
    KeyHint("e", "Type another", "another", 0),
    KeyHint("esc", "Back, nothing written", "back", 0),
    KeyHint("F1", "Help", "help", 1),
)
TYPING = (
    KeyHint("enter", "Take this", "take", 0),
    KeyHint("esc", "Choose again", "back", 0),
    KeyHint("F1", "Help", "help", 1),
)
WAITING = "hands off for a moment"
WRITING = (KeyHint("^s", "Take this", "take", 0), *TYPING[1:])


class ConflictScreen(Sheet[tuple[Change, ...] | None]):
    """One field after the other; gives the changes that are to be made after all, or None for none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mine", "Mine", tooltip="Take mine", id="conflict.mine"),
        Binding("t", "theirs", "Theirs", tooltip="Take theirs", id="conflict.theirs"),
        Binding("e", "another", "Another", tooltip="Type another", id="conflict.another"),
        Binding("ctrl+s", "take", "Take", tooltip="Take what is typed", id="conflict.take"),
        Binding("?", "help", "Help", tooltip="The keys of this place", id="conflict.help"),
    ]
    TITLE_WORDS: ClassVar[str] = "Two have changed this"
    HINTS: ClassVar[tuple[KeyHint, ...]] = CHOOSING
    GUTTER: ClassVar[int] = 10
    AUTO_FOCUS: ClassVar[str] = ""
    DEFAULT_CSS = """
    ConflictScreen FieldLine, ConflictScreen #conflict-text { display: none; }
    ConflictScreen.-line FieldLine { display: block; }
    ConflictScreen.-text #conflict-text { display: block; height: 8; }
    ConflictScreen #sheet-told { max-height: 24; }
    ConflictScreen.-waits KeyBar { text-opacity: 45%; }
    """
    REST: ClassVar[float] = 0.7
    """Seconds without a key until one decides: the sheet opens under hands that may be typing."""

    def __init__(self, conflict: ConflictError, dataset: Dataset) -> None:
        """Ask about each field; `dataset` is what is held now, theirs in it."""
        super().__init__()
        self._dataset = dataset
        self._conflicts = self._left = conflict.conflicts
        asked = {one.change.key for one in conflict.conflicts}
        self._chosen = {change.key: change for change in conflict.changes if change.key not in asked}
        self._typed: dict[FieldKey, str] = {}
        self._again = ""
        self._rest: Timer | None = None
        self._line = Answer("another", longest=LONGEST)
        self._text = Comment(id="conflict-text")

    def fields(self) -> Iterable[Widget]:
        """Give the fields for another value: one line, or a text."""
        yield FieldLine("Another", self._line)
        yield self._text

    def on_mount(self) -> None:
        """Show the first field; the first moment counts from when it is seen."""
        super().on_mount()
        self._wait()
        self._show()
        self.call_after_refresh(self._wait_on)

    @property
    def _conflict(self) -> Conflict:
        return self._left[0]

    def _show(self, fault: str = "") -> None:
        change, many = self._conflict.change, len(self._conflicts)
        name = f"{subject_of(self._dataset, change)}: somebody else has changed the same {field_word(change)}"
        count = f"{many - len(self._left) + 1} of {many}" if many > 1 else "nothing is written yet"
        self.title_bar.put(one_line(name, "strong"), text(WAITING if self.waits else count, "dim"))
        lines = conflict_lines(self._conflict, self._dataset)
        self.tell((*lines, *(fault_lines(fault) if fault else ())))
        is_text = self._is_text()
        self.query_one(KeyBar).hints = (WRITING if is_text else TYPING) if self.is_typing else CHOOSING

    @property
    def is_typing(self) -> bool:
        """Whether another value is being typed."""
        return self.has_class("-line") or self.has_class("-text")

    def _is_text(self) -> bool:
        return self._conflict.change.field in LONG_TEXTS

    # Hands that are still typing

    @property
    def waits(self) -> bool:
        """Whether the keys have not rested since the question was put."""
        return self.has_class("-waits")

    def _wait(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self.set_class(self.REST > 0, "-waits")
        self._rest = self.set_timer(self.REST, self.rested) if self.waits else None

    def _wait_on(self) -> None:
        if self.waits:
            self._wait()

    def rested(self) -> None:
        """Let the letters choose from now on."""
        self.remove_class("-waits")
        self._show(self._asked_again())

    def on_key(self, event: events.Key) -> None:
        """Drop what was meant for the field beneath; each key begins the wait anew."""
        if not self.waits or self.is_typing:
            return
        self._wait()
        if event.is_printable:
            event.stop()
            event.prevent_default()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the letters choose where nothing is being typed, here or by hands that have not looked up."""
        del parameters
        if action in {"mine", "theirs", "another"}:
            return not (self.is_typing or self.waits)
        return self.is_typing if action == "take" else True

    # What is typed here

    @property
    def keeps_work(self) -> bool:
        """Whether leaving would lose nothing: what is typed in this sheet is in no journal."""
        return not self.unsaved_names()

    def unsaved_names(self) -> tuple[str, ...]:
        """Name the fields for which another value is typed."""
        self._note_typed()
        names = [
            f"another {field_word(one.change)} for {subject_of(self._dataset, one.change)}"
            for one in self._conflicts
            if self._typed.get(one.change.key, one.theirs) not in {one.theirs, one.change.after}
        ]
        return tuple(show_line(name) for name in names)

    def _note_typed(self) -> None:
        if self.is_typing:
            self._typed[self._conflict.change.key] = self._text.text if self._is_text() else self._line.value

    def _own(self) -> str:
        """Give the text that is lost where theirs is taken."""
        change = self._conflict.change
        return self._typed.get(change.key, change.after)

    def _asked_again(self) -> str:
        """Say what a key would throw away that is to be pressed a second time."""
        if self._again == "t":
            return f"Throw your {counted_words(self._own())} away? t again; they stay in the clipboard."
        return "What you typed here is saved nowhere: esc again leaves it." if self._again else ""

    def _asks_first(self, key: str) -> bool:
        """Ask for a key a second time, after another rest; say whether this was the first."""
        if self._again == key:
            return False
        self._again = key
        self._wait()
        self._show(self._asked_again())
        return True

    # The answers

    def action_mine(self) -> None:
        """Take mine."""
        self._let_go()
        self._go_on((self._conflict.mine(),))

    def action_theirs(self) -> None:
        """Take theirs; a long text of one's own goes by a second key alone, and into the clipboard."""
        if self._is_text() and self._own().strip():
            if self._asks_first("t"):
                return
            self.app.copy_to_clipboard(self._own())
        self._let_go()
        self._go_on(())

    def _let_go(self) -> None:
        """Forget what was typed here for a field that is decided without it."""
        typed = self._typed.pop(self._conflict.change.key, "")
        if typed.strip() and self._is_text():
            self.app.copy_to_clipboard(typed)

    def action_another(self) -> None:
        """Type another, from mine, or go on with what was typed here before."""
        own, self._again = self._own(), ""
        if self._is_text():
            self.add_class("-text")
            self._text.begin(own)
            self._text.enter_at_end()
        else:
            self.add_class("-line")
            self._line.begin(own)
            self._line.enter(whole=True)
        self._show()

    @on(Answer.Submitted)
    def _entered(self, event: Answer.Submitted) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take what is typed, if it can be read; the next question waits for the hands to rest."""
        self._note_typed()
        typed = self._typed[self._conflict.change.key]
        found = typed_changes(self._dataset, self._conflict, typed)
        if isinstance(found, Fault):
            self._line.mark_fault(found.position)
            self._show(found.message)
            return
        if self._is_text():
            # The save may still be refused, and then the draft holds what was typed before.
            self.app.copy_to_clipboard(typed)
        self._wait()
        self._go_on(found, stated_in(self._dataset, self._conflict, typed))

    def action_back(self) -> None:
        """Choose again, or go back with nothing written; what is typed here goes by a second key alone."""
        if self.is_typing:
            self._stop_typing()
            self._show()
        elif not self.unsaved_names() or not self._asks_first("esc"):
            self.dismiss(None)

    def _stop_typing(self) -> None:
        self._note_typed()
        self.remove_class("-line", "-text")
        self.set_focus(None)

    def _go_on(self, changes: Sequence[Change], stated: Iterable[FieldKey] = ()) -> None:
        """Go to the next field that is not decided; the last word on a field is the one that counts."""
        self._stop_typing()
        self._again = ""
        for key in (self._conflict.change.key, *stated):
            self._chosen.pop(key, None)
        self._chosen.update({change.key: change for change in changes})
        decided = {self._conflict.change.key, *stated, *(change.key for change in changes)}
        left = tuple(one for one in self._left if one.change.key not in decided)
        if not left:
            self.dismiss(tuple(self._chosen.values()))
            return
        self._left = left
        self._show()
