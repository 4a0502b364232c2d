"""Writes the prose of a theme in a text area; nothing that was typed goes without a second, plain word."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from csptui.domain.shown import show_line
from csptui.tui.findings import to_fix_text
from csptui.tui.widgets.checked_text import CheckedText
from csptui.tui.widgets.comment import Comment
from csptui.tui.widgets.key_bar import KeyBar, KeyHint
from csptui.tui.widgets.preview import counted_words
from csptui.tui.widgets.spoken import Spoken
from csptui.tui.widgets.wording import Bar, Wording, one_line, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from csptui.domain.indicator import Theme
    from csptui.tui.checked import Checked
    from csptui.tui.messages import ActionChosen

WRITING = (
    KeyHint("^s", "Save", "save", 0),
    KeyHint("esc", "Back", "back", 0),
    KeyHint("F3", "Next check", "", 5),
    KeyHint("^l", "Live figure", "", 6),
    KeyHint("^z ^y", "Undo, redo", "", 4),
    KeyHint("F1", "Help", "help", 1),
)
ASKING = (
    KeyHint("^s", "Save", "save", 0),
    KeyHint("y", "Leave, lose the changes", "lose", 0),
    KeyHint("esc", "Write on", "back", 0),
)


QUESTION = "The text is changed and not saved. y leaves and loses the changes, Esc writes on, ctrl+s saves."


class Aids(NamedTuple):
    """What helps the writer: `check` finds what is to be mended in a text, `picks` offers live figures."""

    check: Callable[[str], Checked]
    picks: Callable[[], Screen[str] | None]


class NarrativeScreen(Screen[str | None], inherit_bindings=False):
    """One theme's narrative; ctrl+s gives the text, Esc asks first where it was changed."""

    AUTO_FOCUS: ClassVar[str] = "#narrative"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", tooltip="Save the narrative", id="narrative.save"),
        Binding("escape", "back", "Back", tooltip="Go back; asks before a loss", id="narrative.back"),
        Binding("y", "lose", "Leave", show=False, tooltip="Leave, and lose the changes", id="narrative.lose"),
        Binding("f1", "help", "Help", tooltip="The keys of this place", id="narrative.help"),
    ]
    DEFAULT_CSS = """
    NarrativeScreen { layout: vertical; background: $background; overflow: hidden; }
    NarrativeScreen .head { height: 2; padding: 0 1; border-bottom: solid $csp-hairline; }
    NarrativeScreen CheckedText { height: 1fr; margin: 0 1; max-width: 100; }
    NarrativeScreen #sensitive { height: auto; max-height: 6; padding: 0 1; border-top: solid $csp-hairline; }
    NarrativeScreen #ask {
        display: none; height: auto; padding: 0 1; background: $csp-amber-tint; color: $csp-strong;
    }
    NarrativeScreen.-asking #ask { display: block; }
    NarrativeScreen KeyBar, NarrativeScreen Spoken { height: 1; }
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        sensitive: str = "",
        *,
        typed: str | None = None,
        told: str = "",
        keep: Callable[[str | None], None] | None = None,
        aids: Aids | None = None,
    ) -> None:
        """Show the text that is held, or on top of it one that was typed before, and why it was not saved.

        `keep` is told at each change what is not saved, or that nothing is.
        """
        super().__init__()
        self._keep, self._aids = keep, aids
        self.keeps_work = keep is not None
        self._about = theme
        self._before = text
        self._typed = typed
        self._told = told
        self._sensitive = sensitive
        self._area = Comment(id="narrative")
        self._box = CheckedText(self._area, headed=False)
        if aids is not None:
            self._box.picks = aids.picks

    def compose(self) -> ComposeResult:
        """Set the theme's name, the text, what is sensitive, the question and the keys."""
        yield Bar(classes="head")
        yield self._box
        if self._sensitive:
            told = text(self._sensitive)
            yield Wording(Content.assemble(text("Sensitive  ", "note"), told), id="sensitive")
        yield Wording(text(QUESTION), id="ask")
        yield KeyBar()
        yield Spoken()

    def on_mount(self) -> None:
        """Show the text as it is held."""
        with self.prevent(Comment.Changed):
            self._area.begin(self._before)
            if self._typed is not None:
                self._area.text = self._typed
        # At once: the next key may be here already.
        self._area.move_cursor(self._area.document.end)
        self._area.call_after_refresh(self._area.scroll_cursor_visible)
        self._tell()
        self._read(now=True)

    def _read(self, *, now: bool = False) -> None:
        if self._aids is not None:
            self._box.read(self._aids.check, now=now)

    @on(CheckedText.Read)
    def _have_read(self, event: CheckedText.Read) -> None:
        event.stop()
        self._tell()

    @property
    def is_changed(self) -> bool:
        """Whether anything would be lost."""
        return not self._area.is_untouched

    def unsaved_names(self) -> tuple[str, ...]:
        """Name what would be lost by leaving the program."""
        return (show_line(f"the narrative of {self._about.name}"),) if self.is_changed else ()

    @property
    def is_asking(self) -> bool:
        """Whether the question is open."""
        return self.has_class("-asking")

    def _tell(self) -> None:
        words = counted_words(self._area.text)
        state = text("not saved yet", "note") if self.is_changed else text("narrative", "dim")
        checks = to_fix_text(self._box.found.to_fix)
        fix = text(f"   {checks}", "fault") if checks else text("")
        name = Content.assemble(one_line(self._about.name, "strong"), text(f"   {words}", "dim"), fix)
        self.query_one(".head", Bar).put(name, state)
        self.query_one(KeyBar).hints = ASKING if self.is_asking else WRITING
        told = f" {checks}." if checks else ""
        place = self._told or f"Narrative of {show_line(self._about.name)}, {words}.{told}"
        asked = "Changed and not saved: y loses it, Esc writes on."
        self.query_one(Spoken).place = asked if self.is_asking else place

    @on(Comment.Changed)
    def _changed(self, event: Comment.Changed) -> None:
        event.stop()
        self._told = ""
        if self._keep is not None:
            self._keep(self._area.text if self.is_changed else None)
        self._tell()
        self._read()

    def _ask(self, *, asking: bool) -> None:
        """Open or close the question; the text rests while it is open."""
        self.set_class(asking, "-asking")
        self.set_focus(None if asking else self._area)
        self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let y lose the changes only when that was asked."""
        del parameters
        return self.is_asking if action == "lose" else True

    def action_save(self) -> None:
        """Give the text."""
        self.dismiss(self._area.text if self.is_changed else None)

    def action_back(self) -> None:
        """Go back, or ask where something would be lost, or write on where it was asked."""
        if self.is_asking:
            self._ask(asking=False)
        elif self.is_changed:
            self._ask(asking=True)
        else:
            self.dismiss(None)

    def action_lose(self) -> None:
        """Go back without the changes."""
        if self._keep is not None:
            self._keep(None)
        self.dismiss(None)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from csptui.tui.screens.help import HelpScreen  # noqa: PLC0415 - only when asked for

        rows = tuple((hint.key, hint.word) for hint in (*WRITING[:-1], ASKING[1]) if hint.key)
        self.app.push_screen(HelpScreen("Writing a narrative", rows))

    def on_action_chosen(self, message: ActionChosen) -> None:
        """Do what was clicked in the key bar."""
        message.stop()
        self.run_worker(self.run_action(message.action))
