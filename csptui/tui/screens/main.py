"""The main screen: the board, the entry of figures, and the ways to every other screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding

from csptui.domain.shown import show_line
from csptui.tui.cells import row_as_text
from csptui.tui.keys import APP, FILTERING, MAIN, help_rows, typing_hints
from csptui.tui.screens.board import ZOOMS
from csptui.tui.screens.rolling import RollingScreen

if TYPE_CHECKING:
    from csptui.domain.finding import Finding
    from csptui.domain.indicator import Theme
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row
    from csptui.domain.what_if import Asked
    from csptui.tui.checked import Checked
    from csptui.tui.screens.live_figure import LiveFigureScreen
    from csptui.tui.widgets.filter_line import FilterLine


class MainScreen(RollingScreen):
    """Everything that a key of the main screen does; other screens are imported when they are asked for."""

    filter_line: FilterLine | None = None

    # Filter

    async def action_filter(self) -> None:
        """Filter as you type."""
        if self.filter_line is None:
            from csptui.tui.widgets.filter_line import FilterBar, FilterLine  # noqa: PLC0415 - not at first

            await self.query_one("#right").mount(FilterBar(id="filter"), before="#table")
            self.filter_line = self.query_one(FilterLine)
        if self.is_editing:
            # The filter moves the cursor, and an open pane follows it: what is typed here is no figure.
            self._close()
        self.add_class("-filtered")
        self.hints = typing_hints(FILTERING, self.keymap)
        self.set_focus(self.filter_line)

    def on_input_changed(self, message: FilterLine.Changed) -> None:
        """Show what matches at each key."""
        if message.input is self.filter_line:
            message.stop()
            self.lens = self.lens._replace(wanted=message.value)

    def here(self) -> Row | None:
        """Give the row that the cursor is on, in the rows that the filter shows as it now stands."""
        line = self.filter_line
        if line is not None and self.has_class("-filtered") and line.value != self.lens.wanted:
            self.lens = self.lens._replace(wanted=line.value)
        return super().here()

    def on_filter_line_closed(self, message: FilterLine.Closed) -> None:
        """Go back to the table, with the filter or without."""
        message.stop()
        if self.focused is None or self.focused is self.filter_line:
            self.hints = self.usual_hints()
            self.set_focus(self.table)
        if message.kept:
            self.say(f"{self.count} shown: n and N go from match to match, Esc clears.")
        else:
            self.clear_filter()

    def clear_filter(self) -> None:
        """Show everything again."""
        self.remove_class("-filtered")
        if self.filter_line is not None:
            with self.filter_line.prevent(self.filter_line.Changed):
                self.filter_line.value = ""
        self.lens = self.lens._replace(wanted="")

    def action_back(self) -> None:
        """Clear the filter, else make an enlarged pane small again, else go to the table."""
        if self.lens.wanted or self.has_class("-filtered"):
            self.clear_filter()
        elif any(self.has_class(name) for name in ZOOMS):
            self.remove_class(*ZOOMS)
        self.set_focus(self.table)

    # Other screens

    def action_help(self) -> None:
        """Show the keys of this place."""
        from csptui.tui.screens.help import HelpScreen  # noqa: PLC0415 - not on the first screen

        self.app.push_screen(HelpScreen(*self._help()))

    def _help(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Give a title and the keys of the place that the focus is in, from the inside out."""
        keymap = self.keymap
        if self.focused is None:
            return "Keys", help_rows((*MAIN, *APP), keymap)
        inside = [
            binding
            for node in self.focused.ancestors_with_self
            if node is not self and node is not self.app
            for kind in type(node).__mro__
            for binding in vars(kind).get("BINDINGS", ())
            if isinstance(binding, Binding) and binding.id
        ]
        if self.is_editing:
            return "Keys while editing", help_rows((*inside, *APP), keymap)
        return "Keys of the main screen", help_rows((*MAIN, *inside, *APP), keymap)

    def action_why(self) -> None:
        """Show why the row has its colour, in full."""
        row = self.here()
        if row is not None:
            from csptui.tui.screens.why import WhyScreen  # noqa: PLC0415 - not on the first screen

            self.app.push_screen(WhyScreen(row))

    def action_group(self) -> None:
        """Show the row beside its comparator groups."""
        row = self.here()
        if row is not None:
            from csptui.tui.screens.group import GroupScreen  # noqa: PLC0415 - not on the first screen

            self.app.push_screen(GroupScreen(self.dataset, row))

    def action_history(self) -> None:
        """Show every quarter of the row."""
        row = self.here()
        if row is not None:
            from csptui.tui.screens.history import HistoryScreen  # noqa: PLC0415 - not on the first screen

            self.app.push_screen(HistoryScreen(self, row.indicator))

    def action_definition(self) -> None:
        """Show what the indicator measures."""
        row = self.here()
        if row is not None:
            from csptui.tui.screens.definition import DefinitionScreen  # noqa: PLC0415 - not on the first screen

            self.app.push_screen(DefinitionScreen(row, self.dataset))

    def action_exceptions(self) -> None:
        """Show the list of exceptions, and go to the one that is chosen."""
        from csptui.tui.screens.exceptions import ExceptionsScreen  # noqa: PLC0415 - not on the first screen

        def go(indicator: str | None) -> None:
            if indicator is not None:
                self.go_to(indicator)

        self.app.push_screen(ExceptionsScreen(self.dataset, self.found), go)

    def action_checks(self) -> None:
        """Show everything to fix or to look at, from the row under the cursor on."""
        from csptui.tui.screens.checks import ChecksScreen  # noqa: PLC0415 - not on the first screen

        def chosen(finding: Finding | None) -> None:
            if finding is not None:
                self.run_worker(self._open_finding(finding), group="looks")

        self.app.push_screen(ChecksScreen(self, self.here()), chosen)

    async def _open_finding(self, finding: Finding) -> None:
        """Go to what a finding is about, and open it where it can be changed there."""
        from csptui.tui.putting_right import what_to_do  # noqa: PLC0415 - not on the first screen

        theme = next((one for one in self.card.themes if one.id == finding.ref), None)
        if self.card.row(finding.ref) is not None:
            self.go_to(finding.ref)
            self.here()
        if finding.field == "comment":
            await self.action_comment()
            if self.pane is not None and finding.claim is not None:
                # Taking the focus puts the cursor at the end, a moment later.
                self.call_after_refresh(self.pane.go_to_words, finding.text, finding.claim.start)
        elif finding.field == "actual":
            await self.action_edit()
        elif finding.field == "target":
            self.action_target()
        elif finding.field == "definition":
            self.action_definition()
        elif finding.field == "narrative" and theme is not None and not self._is_signed_off():
            self._write(theme)
        else:
            self.say(what_to_do(finding))

    def action_what_if(self) -> None:
        """Ask for another tolerance, and show the ratings that would change."""
        from csptui.tui.screens.what_if import ToleranceScreen, WhatIfScreen  # noqa: PLC0415 - not on the first screen

        def show(asked: Asked | None) -> None:
            if asked is not None:
                self.app.push_screen(WhatIfScreen(self.dataset, asked))

        self.app.push_screen(ToleranceScreen(self.dataset), show)

    def action_questions(self) -> None:
        """Show what members will ask."""
        from csptui.tui.screens.questions import QuestionsScreen  # noqa: PLC0415 - not on the first screen

        self.app.push_screen(QuestionsScreen(self.dataset, self.card))

    def action_changes(self) -> None:
        """Show who changed the row and the quarter, and put back what is chosen."""
        from csptui.tui.screens.changes import ChangesScreen  # noqa: PLC0415 - not on the first screen

        self.app.push_screen(ChangesScreen(self, self.here()))

    def action_problems(self) -> None:
        """Show what is wrong in the files."""
        from csptui.tui.screens.problems import ProblemsScreen  # noqa: PLC0415 - not on the first screen

        self.app.push_screen(ProblemsScreen(self.workspace.problems))

    def action_narrative(self) -> None:
        """Write the narrative of the theme shown, or of the row's theme."""
        themes, row = self.card.themes, self.here()
        theme = themes[self.number - 1] if self.number else row.theme if row else None
        if theme is None or self._is_signed_off():
            return
        self._write(theme)

    def _write(self, theme: Theme, typed: str | None = None, told: str = "") -> None:
        """Open a narrative; one whose save was refused comes back with what was typed, and the reason."""
        from csptui.tui.screens.narrative import Aids, NarrativeScreen  # noqa: PLC0415 - not on the first screen

        def done(text: str | None) -> None:
            self.keep_at_once()
            if text is not None:
                self.run_worker(self._written(theme, text, quarter), group="saves")

        record, quarter = self.dataset.record, self.card.quarter
        held, sensitive = record.narrative.get(theme.id, ""), record.sensitive.get(theme.id, "")
        kept = self.text_of(quarter, theme.id)
        if typed is None and kept is not None and kept.text != held:
            typed, told = kept.text, "What was typed here before is back; it is not saved yet."
        keep = partial(self.keep_text, quarter, theme.id, held)
        if typed is not None:
            keep(typed)
        aids = Aids(partial(self._check_narrative, theme), partial(self._live_figures, theme))
        screen = NarrativeScreen(theme, held, sensitive, typed=typed, told=told, keep=keep, aids=aids)
        self.app.push_screen(screen, done)

    def _check_narrative(self, theme: Theme, text: str) -> Checked:
        """Hold a narrative against the figures as they are now; in a thread."""
        from csptui.tui.checked import narrative_checked  # noqa: PLC0415 - not before the first paint

        return narrative_checked(text, theme=theme.id, card=self.card, dataset=self.dataset)

    def _live_figures(self, theme: Theme) -> LiveFigureScreen:
        from csptui.tui.screens.live_figure import LiveFigureScreen  # noqa: PLC0415 - only when asked for

        return LiveFigureScreen(self.dataset, self.card, theme.id, ascii_only=self.ascii_only)

    async def _written(self, theme: Theme, text: str, quarter: Quarter) -> None:
        kept = self.text_of(quarter, theme.id)
        held = self.dataset.record.narrative.get(theme.id, "")
        change = partial(self.workspace.narrate, theme.id, text, held if kept is None else kept.begun)
        refusal = await self.in_turn(self.once_kept(change), only_in=quarter)
        if refusal and quarter != self.card.quarter:
            self.say(f"The narrative of {theme.name} is kept with {quarter} and not saved: {refusal}.")
        elif refusal and (self.app.screen is not self or self.is_editing):
            self.say(f"The narrative of {theme.name} is kept and not saved: {refusal}. a brings it back")
        elif refusal:
            self._write(theme, text, show_line(f"Not saved: {refusal}"))
        else:
            self.keep_text(quarter, theme.id, "", None)
            self.keep_at_once()
            self.say(self.told(f"Saved the narrative of {show_line(theme.name)}."))

    # Files

    def action_reload(self) -> None:
        """Read the files again."""
        self._change(self.workspace.reload, "Read again.")

    # The rest

    def action_copy(self) -> None:
        """Copy the row as one line of text."""
        row = self.here()
        if row is not None:
            self.app.copy_to_clipboard(row_as_text(row))
            self.say(f"Copied {show_line(row.indicator.code)}.")
