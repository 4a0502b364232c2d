"""Writes the prose of a theme beside how it will print; nothing typed goes without a second, plain word."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen

from csptui.domain.change import FIELD_WORDS, NARRATIVE, SENSITIVE
from csptui.domain.shown import show_line
from csptui.tui.findings import to_fix_text
from csptui.tui.narrative_parts import ASKING, BESIDE, IS_SENSITIVE, QUESTION, WRITING, Written
from csptui.tui.prose_lines import Previewed
from csptui.tui.widgets.checked_text import CheckedText
from csptui.tui.widgets.comment import Comment
from csptui.tui.widgets.key_bar import KeyBar
from csptui.tui.widgets.preview import counted_words
from csptui.tui.widgets.prose_pane import ProsePane
from csptui.tui.widgets.spoken import Spoken
from csptui.tui.widgets.wording import Bar, Wording, one_line, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from csptui.domain.indicator import Theme
    from csptui.tui.messages import ActionChosen
    from csptui.tui.narrative_parts import Aids, Part
    from csptui.tui.widgets.comment import Aside
    from csptui.tui.widgets.key_bar import KeyHint


class NarrativeScreen(Screen[Written | None], inherit_bindings=False):
    """The texts of one theme, one at a time; ctrl+s gives what is changed, Esc asks first."""

    AUTO_FOCUS: ClassVar[str] = "#narrative"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", tooltip="Save both parts, as one step", id="narrative.save"),
        Binding("escape", "back", "Back", tooltip="Go back; asks before a loss", id="narrative.back"),
        Binding("y", "lose", "Leave", show=False, tooltip="Leave, and lose the changes", id="narrative.lose"),
        Binding(
            "f2",
            "part",
            "Sensitive part",
            tooltip="Write the sensitive part, and back: outputs leave it out unless asked",
            id="narrative.part",
        ),
        Binding("f5", "preview", "Preview", tooltip="Show or hide how it will print", id="narrative.preview"),
        Binding(
            "ctrl+o", "go", "Go to indicator", tooltip="Go to the indicator at the cursor", id="narrative.go"
        ),
        Binding("f1", "help", "Help", tooltip="The keys of this place", id="narrative.help"),
    ]
    DEFAULT_CSS = """
    NarrativeScreen { layout: vertical; background: $background; overflow: hidden; }
    NarrativeScreen .head { height: 2; padding: 0 1; border-bottom: solid $csp-hairline; }
    NarrativeScreen #part { height: 1; padding: 0 1; }
    NarrativeScreen.-sensitive #part { background: $csp-amber-tint; color: $csp-strong; }
    NarrativeScreen #texts { height: 1fr; layout: vertical; }
    NarrativeScreen CheckedText { height: 1fr; width: 1fr; margin: 0 1; max-width: 100; }
    NarrativeScreen ProsePane { height: 1fr; width: 1fr; display: none; margin: 0 1 0 0; }
    NarrativeScreen.-preview ProsePane { display: block; }
    NarrativeScreen.-beside #texts { layout: horizontal; }
    NarrativeScreen.-beside ProsePane { border-left: solid $csp-hairline; }
    NarrativeScreen.-beside.-preview CheckedText { max-width: 100%; }
    NarrativeScreen #ask {
        display: none; height: auto; padding: 0 1; background: $csp-amber-tint; color: $csp-strong;
    }
    NarrativeScreen.-asking #ask { display: block; }
    NarrativeScreen KeyBar, NarrativeScreen Spoken { height: 1; }
    """

    def __init__(
        self,
        theme: Theme,
        parts: Sequence[Part],
        *,
        told: str = "",
        first: str = NARRATIVE,
        aids: Aids | None = None,
    ) -> None:
        """Show the part `first`; on top of what is held what was typed before, and why it was not saved."""
        super().__init__()
        self._aids = aids
        self._parts = {part.field: part for part in parts}
        self._field = first if first in self._parts else parts[0].field
        self._aside: dict[str, Aside] = {}
        self.keeps_work = all(part.keep is not None for part in parts)
        self._about, self._told, self._goes_to = theme, told, ""
        self._told_of: str | None = None
        self._wished: bool | None = None
        self._area = Comment(id="narrative")
        self._box = CheckedText(self._area, headed=False)
        self._pane = ProsePane(self._set if aids is None else aids.preview)
        if aids is not None:
            self._box.picks = aids.picks

    def _set(self, typed: str, _width: int) -> Previewed:
        """Set a text where there are no figures to fill in."""
        return Previewed(typed)

    def compose(self) -> ComposeResult:
        """Set the theme's name, which part is shown, the text and its preview, the question and the keys."""
        yield Bar(classes="head")
        yield Bar(id="part")
        with Container(id="texts"):
            yield self._box
            yield self._pane
        yield Wording(text(QUESTION), id="ask")
        yield KeyBar()
        yield Spoken()

    def on_mount(self) -> None:
        """Show the text as it is held."""
        self._lay_out(self.app.size.width)
        for field in sorted(self._parts, key=lambda one: one == self._field):
            part = self._parts[field]
            with self.prevent(Comment.Changed):
                self._area.begin(part.held)
                if part.typed is not None:
                    self._area.text = part.typed
            if field != self._field:
                self._area.move_cursor(self._area.document.end)
                self._aside[field] = self._area.put_aside()
        # At once: the next key may be here already.
        self._area.move_cursor(self._area.document.end)
        self._area.call_after_refresh(self._area.scroll_cursor_visible)
        self._tell()
        self._read(now=True)

    # The preview

    def on_resize(self, event: events.Resize) -> None:
        """Set the preview beside the text where there is room."""
        self._lay_out(event.size.width)

    def _lay_out(self, width: int) -> None:
        beside = width >= BESIDE
        self.set_class(beside, "-beside")
        self.set_class(beside if self._wished is None else self._wished, "-preview")

    def action_preview(self) -> None:
        """Show or hide how the text will print."""
        self._wished = not self.has_class("-preview")
        self.set_class(self._wished, "-preview")
        self._pane.follow(self._area.text, now=True)
        self._area.call_after_refresh(self._area.scroll_cursor_visible)

    @on(Comment.SelectionChanged)
    def _moved(self, event: Comment.SelectionChanged) -> None:
        event.stop()
        self._pane.point(self._area.place)

    # The text and what is found in it

    def _read(self, *, now: bool = False) -> None:
        if self._aids is not None:
            self._box.read(self._aids.check, now=now)
        self._pane.follow(self._area.text, now=now)
        self._pane.point(self._area.place)

    @on(CheckedText.Read)
    def _have_read(self, event: CheckedText.Read) -> None:
        event.stop()
        self._tell()

    @on(Comment.Changed)
    def _changed(self, event: Comment.Changed) -> None:
        event.stop()
        # What was told of this very text stands: the message of the change may come after it.
        if self._area.text != self._told_of:
            self._told = ""
        self._keep()
        self._tell()
        self._read()

    def _keep(self) -> None:
        keep = self._parts[self._field].keep
        if keep is not None:
            keep(None if self._area.is_untouched else self._area.text)

    def _is_changed(self, field: str) -> bool:
        if field == self._field:
            return not self._area.is_untouched
        aside = self._aside[field]
        return aside.text != aside.begun

    @property
    def is_changed(self) -> bool:
        """Whether anything would be lost."""
        return any(map(self._is_changed, self._parts))

    def unsaved_names(self) -> tuple[str, ...]:
        """Name what would be lost by leaving the program."""
        changed = filter(self._is_changed, self._parts)
        return tuple(show_line(f"the {FIELD_WORDS[field]} of {self._about.name}") for field in changed)

    def action_part(self) -> None:
        """Turn to the other part; this one is as it was left when it is turned to again."""
        others = [field for field in self._parts if field != self._field]
        if not others or self.is_asking:
            return
        self._keep()
        self._aside[self._field] = self._area.put_aside()
        self._field = others[0]
        with self.prevent(Comment.Changed):
            self._area.go_on_with(self._aside.pop(self._field))
        self._told = ""
        self._box.begin()
        self._area.call_after_refresh(self._area.scroll_cursor_visible)
        self._tell()
        self._read(now=True)

    # What is told

    @property
    def is_asking(self) -> bool:
        """Whether the question is open."""
        return self.has_class("-asking")

    def _tell(self) -> None:
        name = FIELD_WORDS[self._field]
        self.set_class(self._field == SENSITIVE, "-sensitive")
        words = counted_words(self._area.text)
        state = text("not saved yet", "note") if self.is_changed else text(name, "dim")
        checks = to_fix_text(self._box.found.to_fix)
        fix = text(f"   {checks}", "fault") if checks else text("")
        head = Content.assemble(one_line(self._about.name, "strong"), text(f"   {words}", "dim"), fix)
        self.query_one(".head", Bar).put(head, state)
        self._tell_part()
        self.query_one(KeyBar).hints = ASKING if self.is_asking else self._hints()
        told = f" {checks}." if checks else ""
        about = f"{name.capitalize()} of {show_line(self._about.name)}"
        mark = " In no output unless asked." if self._field == SENSITIVE else ""
        asked = "Changed and not saved: y loses it, Esc writes on."
        place = self._told or f"{about}, {words}.{told}{mark}"
        self.query_one(Spoken).place = asked if self.is_asking else place

    def _tell_part(self) -> None:
        """Say which part is shown, and how the other is reached."""
        shown = text(IS_SENSITIVE, "strong") if self._field == SENSITIVE else text("Narrative", "strong")
        other = next((field for field in self._parts if field != self._field), None)
        if other is None:
            self.query_one("#part", Bar).put(shown)
            return
        name = "sensitive part" if other == SENSITIVE else "narrative"
        length = counted_words(self._aside[other].text) if self._aside[other].text.strip() else "none"
        unsaved = text(", not saved yet", "note") if self._is_changed(other) else text("")
        self.query_one("#part", Bar).put(shown, text(f"F2 {name}: {length}", "dim") + unsaved)

    def _hints(self) -> tuple[KeyHint, ...]:
        word = "Narrative" if self._field == SENSITIVE else "Sensitive part"
        held = WRITING if len(self._parts) > 1 else tuple(one for one in WRITING if one.action != "part")
        return tuple(one._replace(word=word) if one.action == "part" else one for one in held)

    def _say(self, told: str) -> None:
        self._told, self._told_of = told, self._area.text
        self._tell()

    def _ask(self, *, asking: bool) -> None:
        """Open or close the question; the text rests while it is open."""
        self.set_class(asking, "-asking")
        self.set_focus(None if asking else self._area)
        self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let y lose the changes only when that was asked."""
        del parameters
        return self.is_asking if action == "lose" else True

    # The ways out

    def _text_of(self, field: str) -> str | None:
        """Give a part as it is to be saved, or None where it is not changed or not there."""
        if field not in self._parts or not self._is_changed(field):
            return None
        return self._area.text if field == self._field else self._aside[field].text

    def _leave(self, *, saves: bool) -> None:
        parts = (self._text_of(NARRATIVE), self._text_of(SENSITIVE)) if saves else (None, None)
        written = Written(*parts, self._goes_to, self._field)
        self.dismiss(written if written.fields or written.go_to else None)

    def action_save(self) -> None:
        """Give what is changed."""
        self._leave(saves=True)

    def action_back(self) -> None:
        """Go back, or ask where something would be lost, or write on where it was asked."""
        if self.is_asking:
            self._goes_to = ""
            self._ask(asking=False)
        elif self.is_changed:
            self._ask(asking=True)
        else:
            self._leave(saves=False)

    def action_lose(self) -> None:
        """Go back without the changes."""
        for part in self._parts.values():
            if part.keep is not None:
                part.keep(None)
        self._leave(saves=False)

    def action_go(self) -> None:
        """Go to the indicator that is named at the cursor, after the question about what is not saved."""
        if self._aids is None or self.is_asking:
            return
        found = self._pane.found
        if found.typed != self._area.text:
            found = self._aids.preview(self._area.text, BESIDE)
        row = found.at(self._area.place)
        if row is None and len(found.rows) == 1:
            row = found.rows[0]
        if row is None:
            codes = ", ".join(one.indicator.code for one in found.rows)
            named = f"put it on one of {codes}" if codes else "the text names none"
            self._say(show_line(f"No indicator is named at the cursor: {named}."))
            return
        self._goes_to = row.id
        self.action_back()

    # The editor and the rest

    @on(CheckedText.Handed)
    def _handed(self, event: CheckedText.Handed) -> None:
        event.stop()
        self.run_worker(self._hand_out(), group="editor", exclusive=True)

    async def _hand_out(self) -> None:
        """Hand the text to the user's editor, once all that is typed is on the disk."""
        from csptui.tui.editing import edited_outside  # noqa: PLC0415 - only when asked for

        self._keep()
        if self._aids is not None:
            await self._aids.brought_down()
        told = await edited_outside(self.app, self._area, FIELD_WORDS[self._field].replace(" ", "-"))
        self._keep()
        if self._aids is not None:
            await self._aids.brought_down()
        self._say(told)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from csptui.tui.screens.help import HelpScreen  # noqa: PLC0415 - only when asked for

        rows = tuple((hint.key, hint.word) for hint in (*WRITING[:-1], ASKING[1]) if hint.key)
        self.app.push_screen(HelpScreen("Writing a narrative", rows))

    def on_action_chosen(self, message: ActionChosen) -> None:
        """Do what was clicked in the key bar."""
        message.stop()
        self.run_worker(self.run_action(message.action))
