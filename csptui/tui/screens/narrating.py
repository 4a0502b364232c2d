"""The way from the board into the narratives of a theme and back: what is held, kept, typed and saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from csptui.domain.change import FIELD_WORDS, NARRATIVE, SENSITIVE, THEME_FIELDS
from csptui.domain.shown import show_line
from csptui.storage.draft_lines import DraftKey
from csptui.tui.screens.rolling import RollingScreen

if TYPE_CHECKING:
    from csptui.domain.indicator import Theme
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row
    from csptui.tui.checked import Checked
    from csptui.tui.narrative_parts import Written
    from csptui.tui.prose_lines import Previewed
    from csptui.tui.screens.live_figure import LiveFigureScreen
    from csptui.tui.widgets.checked_text import CheckedText


class NarratingScreen(RollingScreen):
    """The board with the texts of the themes, and with the editor that a text is handed to."""

    def action_narrative(self) -> None:
        """Write the narrative of the theme shown, or of the row's theme."""
        themes, row = self.card.themes, self.here()
        theme = themes[self.number - 1] if self.number else row.theme if row else None
        if theme is not None and not self._is_signed_off():
            self.write(theme)

    def write(self, theme: Theme, *, first: str = NARRATIVE, told: str = "") -> None:
        """Open the narrative of a theme, or its sensitive part; what was typed before is back in it.

        `told` is why it was not saved.
        """
        from csptui.tui.narrative_parts import Aids, Part  # noqa: PLC0415 - not on the first screen
        from csptui.tui.screens.narrative import NarrativeScreen  # noqa: PLC0415 - as above

        quarter, parts = self.card.quarter, []
        for field in THEME_FIELDS:
            held, kept = self._held_text(theme, field), self.text_of(quarter, theme.id, field)
            typed = None if kept is None or kept.text == held else kept.text
            if typed is not None:
                told = told or f"What was typed in the {FIELD_WORDS[field]} is back; it is not saved yet."
            key = DraftKey(quarter, theme=theme.id, sensitive=field == SENSITIVE)
            parts.append(Part(field, held, typed, partial(self.keep_text, key, held)))

        def done(written: Written | None) -> None:
            self.keep_at_once()
            if written is None:
                return
            if written.go_to:
                self.go_to(written.go_to)
            if written.fields:
                self.run_worker(self._written(theme, written, quarter), group="saves")

        aids = Aids(
            partial(self._check_narrative, theme),
            partial(self._live_figures, theme),
            self._previewed,
            self.brought_down,
        )
        self.app.push_screen(NarrativeScreen(theme, parts, told=told, first=first, aids=aids), done)

    def _held_text(self, theme: Theme, field: str) -> str:
        return (self.dataset.record.texts(field) or {}).get(theme.id, "")

    # What helps the writer; the first and the third in a thread

    def _check_narrative(self, theme: Theme, text: str) -> Checked:
        """Hold a narrative against the figures as they are now."""
        from csptui.tui.checked import narrative_checked  # noqa: PLC0415 - not before the first paint

        return narrative_checked(text, theme=theme.id, card=self.card, dataset=self.dataset)

    def _live_figures(self, theme: Theme) -> LiveFigureScreen:
        from csptui.tui.screens.live_figure import LiveFigureScreen  # noqa: PLC0415 - only when asked for

        return LiveFigureScreen(self.dataset, self.card, theme.id, ascii_only=self.ascii_only)

    def _previewed(self, text: str, width: int) -> Previewed:
        """Set a narrative as it will print, with the figures as they are now."""
        from csptui.tui.prose_lines import previewed  # noqa: PLC0415 - not before the first paint

        return previewed(text, width, self.card, self.dataset, ascii_only=self.ascii_only)

    # Saving

    async def _written(self, theme: Theme, written: Written, quarter: Quarter) -> None:
        """Save both parts as one step; what is refused stays kept, and comes back where hands rest."""
        begun = {}
        for field in THEME_FIELDS:
            kept = self.text_of(quarter, theme.id, field)
            begun[field] = self._held_text(theme, field) if kept is None else kept.begun
        change = partial(
            self.workspace.narrate,
            theme.id,
            written.narrative,
            begun[NARRATIVE],
            sensitive=written.sensitive,
            sensitive_begun=begun[SENSITIVE],
        )
        refusal = await self.in_turn(self.once_kept(change), only_in=quarter)
        name = f"The {written.words} of {theme.name}"
        stands = "is" if len(written.fields) == 1 else "are"
        if refusal and quarter != self.card.quarter:
            self.say(f"{name} {stands} kept with {quarter} and not saved: {refusal}.")
        elif refusal and (self.app.screen is not self or self.is_editing):
            self.say(f"{name} {stands} kept and not saved: {refusal}. a brings it back.")
        elif refusal:
            self.write(theme, first=written.first, told=show_line(f"Not saved: {refusal}."))
        else:
            for field in written.fields:
                self.keep_text(DraftKey(quarter, theme=theme.id, sensitive=field == SENSITIVE), "", None)
            self.keep_at_once()
            self.say(self.told(f"Saved the {written.words} of {show_line(theme.name)}."))

    # The editor, for the comment in the edit pane

    def on_checked_text_handed(self, message: CheckedText.Handed) -> None:
        """Hand the comment to the user's editor, once all that is typed is on the disk."""
        message.stop()
        pane, row = self.pane, None if self.pane is None else self.pane.row
        if pane is not None and row is not None and self.is_editing:
            self.run_worker(self._hand_out(message.box, row), group="editor", exclusive=True)

    async def _hand_out(self, box: CheckedText, row: Row) -> None:
        from csptui.tui.editing import edited_outside  # noqa: PLC0415 - only when asked for

        self._read_pane()
        await self.brought_down()

        def is_there() -> bool:
            return not self._has_left(row)

        told = await edited_outside(self.app, box.area, "comment", is_there)
        self._read_pane()
        self.keep_at_once()
        self.brought = None if self.pane is None else self.pane.draft
        self.say(told)
