"""Settles what two people have changed at once: both values, who and when; mine, theirs or another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from csptui import legend
from csptui.domain.change import FIELD_WORDS, FIGURE_FIELDS, TARGET_FIELDS, Change
from csptui.domain.draft import LONGEST_COMMENT, Draft, FieldFault, tidy
from csptui.domain.figure import Status
from csptui.domain.problem import Fault
from csptui.domain.target import parse_target
from csptui.domain.told import moment_told, subject_of
from csptui.domain.typed import LONGEST
from csptui.storage.edits import reading_changes, reading_fields, reading_from, target_changes
from csptui.storage.findings import BadCellError
from csptui.tui.change_words import LONG_TEXTS, difference, shortened
from csptui.tui.screens.sheet import Answer, Sheet
from csptui.tui.widgets.field import Comment, FieldLine
from csptui.tui.widgets.key_bar import KeyBar, KeyHint
from csptui.tui.widgets.wording import Line, one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from csptui.domain.change import Conflict
    from csptui.domain.dataset import Dataset
    from csptui.domain.problem import ConflictError
    from csptui.domain.scorecard import Row

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
    """
    keeps_work = True

    def __init__(self, conflict: ConflictError, dataset: Dataset) -> None:
        """Ask about each field; `dataset` is what is held now, theirs in it."""
        super().__init__()
        self._dataset = dataset
        self._conflicts = conflict.conflicts
        asked = {one.change.key for one in conflict.conflicts}
        self._chosen = [change for change in conflict.changes if change.key not in asked]
        self._at = 0
        self._line = Answer("another", longest=LONGEST)
        self._text = Comment(id="conflict-text")

    def fields(self) -> Iterable[Widget]:
        """Give the fields for another value: one line, or a text."""
        yield FieldLine("Another", self._line)
        yield self._text

    def on_mount(self) -> None:
        """Show the first field."""
        super().on_mount()
        self._show()

    @property
    def _conflict(self) -> Conflict:
        return self._conflicts[self._at]

    def _show(self, fault: str = "") -> None:
        change, many = self._conflict.change, len(self._conflicts)
        name = f"{subject_of(self._dataset, change)}: somebody else has changed the same {_word(change)}"
        count = f"{self._at + 1} of {many}" if many > 1 else "nothing is written yet"
        self.title_bar.put(one_line(name, "strong"), text(count, "dim"))
        lines = conflict_lines(self._conflict, self._dataset)
        self.tell((*lines, *(_fault_lines(fault) if fault else ())))
        is_text = self._is_text()
        self.query_one(KeyBar).hints = (WRITING if is_text else TYPING) if self.is_typing else CHOOSING

    @property
    def is_typing(self) -> bool:
        """Whether another value is being typed."""
        return self.has_class("-line") or self.has_class("-text")

    def _is_text(self) -> bool:
        return self._conflict.change.field in LONG_TEXTS

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the letters choose where nothing is being typed."""
        del parameters
        if action in {"mine", "theirs", "another"}:
            return not self.is_typing
        return self.is_typing if action == "take" else True

    def action_mine(self) -> None:
        """Take mine."""
        self._go_on((self._conflict.mine(),))

    def action_theirs(self) -> None:
        """Take theirs."""
        self._go_on(())

    def action_another(self) -> None:
        """Type another."""
        mine = self._conflict.change.after
        if self._is_text():
            self.add_class("-text")
            self._text.begin(mine)
            self._text.enter_at_end()
        else:
            self.add_class("-line")
            self._line.begin(mine)
            self._line.enter(whole=True)
        self._show()

    @on(Answer.Submitted)
    def _entered(self, event: Answer.Submitted) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take what is typed, if it can be read."""
        typed = self._text.text if self._is_text() else self._line.value
        found = typed_changes(self._dataset, self._conflict, typed)
        if isinstance(found, Fault):
            self._line.mark_fault(found.position)
            self._show(found.message)
            return
        self._go_on(found)

    def action_back(self) -> None:
        """Choose again, or go back with nothing written."""
        if not self.is_typing:
            self.dismiss(None)
            return
        self._stop_typing()
        self._show()

    def _stop_typing(self) -> None:
        self.remove_class("-line", "-text")
        self.set_focus(None)

    def _go_on(self, changes: Sequence[Change]) -> None:
        self._chosen.extend(changes)
        self._stop_typing()
        if self._at + 1 == len(self._conflicts):
            self.dismiss(tuple(self._chosen))
            return
        self._at += 1
        self._show()


def conflict_lines(conflict: Conflict, dataset: Dataset) -> tuple[Line, ...]:
    """Set what it was, what they and what I have made of it, under each other; a figure with its rating."""
    when = "" if conflict.when is None else f", {moment_told(conflict.when)}"
    who = f"{conflict.who or 'another program'}{when}"
    change, rated = conflict.change, _rated(conflict, dataset)
    if change.field in LONG_TEXTS:
        was, theirs = _apart(change.before, conflict.theirs)
        mine = _apart(change.before, change.after)[1]
    else:
        was, theirs, mine = _value(change.before, "dim"), _value(conflict.theirs), _value(change.after)
    return (
        (text(" It was", "dim"), was),
        (text(" Theirs", "strong"), Content.assemble(theirs, rated[0])),
        (text(""), one_line(f"by {who}", "dim")),
        (text(" Mine", "strong"), Content.assemble(mine, rated[1])),
    )


def _value(stored: str, style: str = "") -> Content:
    return text(stored, style) if stored else text("none", "dim")


def _apart(one: str, other: str) -> tuple[Content, Content]:
    """Give two long texts with what differs in them made strong, and a few words around it."""
    parts = shortened(difference(one, other))

    def laid(own: str) -> Content:
        pieces = ((parts.begin, "dim"), (own, "strong"), (parts.end, "dim"))
        return Content(" ").join(
            [text(words, style) for words, style in pieces if words] or [text("none", "dim")]
        )

    return laid(parts.before), laid(parts.after)


def _rated(conflict: Conflict, dataset: Dataset) -> tuple[Content, Content]:
    """Give the ratings of theirs and mine, for a field of a figure; nothing for any other."""
    change = conflict.change
    row = dataset.scorecard().row(change.indicator)
    if row is None or change.field not in FIGURE_FIELDS:
        return Content(""), Content("")
    try:
        fields = {**dict(reading_fields(row.reading)), change.field: change.after}
        reading = reading_from(fields, row.indicator)
    except BadCellError:
        return _rating(row), Content("")
    return _rating(row), _rating(
        dataset.with_reading(row.id, reading).row(row.indicator, row.theme, row.number)
    )


def _rating(row: Row) -> Content:
    mark = legend.mark_of(row.rating)
    return Content.assemble("   ", text(f"{mark.glyph} {mark.word}", mark.style))


def _fault_lines(fault: str) -> tuple[Line, ...]:
    return ((text(" !", "fault"), one_line(fault, "fault")),)


def _word(change: Change) -> str:
    return FIELD_WORDS.get(change.field, change.field)


def typed_changes(dataset: Dataset, conflict: Conflict, typed: str) -> tuple[Change, ...] | Fault:
    """Read another value for a field; gives the changes from what is held now, or why it cannot be read."""
    change = conflict.change
    if change.field in FIGURE_FIELDS or change.field in TARGET_FIELDS:
        row = dataset.scorecard().row(change.indicator)
        if row is None:
            return Fault(f"{change.indicator} is not reported in {dataset.shown}")
        read = _figure if change.field in FIGURE_FIELDS else _target
        fields = read(row, change.field, typed)
        if isinstance(fields, Fault):
            return fields
        return tuple(Change(change.quarter, *field, change.indicator) for field in fields)
    words = tidy(typed)
    if len(words) > LONGEST_COMMENT and change.field != "narrative":
        return Fault(f"at most {LONGEST_COMMENT:,} characters; this has {len(words):,}")
    made = replace(change, before=conflict.theirs, after=words)
    return () if words == conflict.theirs else (made,)


def _figure(row: Row, field: str, typed: str) -> list[tuple[str, str, str]] | Fault:
    draft = _draft_with(Draft.of(row), field, typed)
    if isinstance(draft, Fault):
        return draft
    entry = draft.check(row)
    if isinstance(entry, FieldFault):
        return entry.fault
    return [] if entry.reading is None else reading_changes(row.reading, entry.reading)


def _draft_with(draft: Draft, field: str, typed: str) -> Draft | Fault:
    match field:
        case "value":
            return replace(draft, actual=typed)
        case "fraction":
            above, _, below = typed.partition("/")
            return replace(draft, numerator=above.strip(), denominator=below.strip())
        case "as_at":
            return replace(draft, as_at=typed)
        case "status":
            names = {"": Status.FINAL} | {one.value: one for one in Status}
            status = names.get(typed.strip().lower())
            wanted = ", ".join(name for name in names if name)
            return Fault(f"not one of {wanted}") if status is None else replace(draft, status=status)
    return Fault("this one is taken from either side: m or t")


def _target(row: Row, _field: str, typed: str) -> list[tuple[str, str, str]] | Fault:
    target = parse_target(typed, row.indicator)
    return target if isinstance(target, Fault) else target_changes(row.target, target)
