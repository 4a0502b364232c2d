"""The main screen: the board, the entry of figures, and the ways to every other screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from csptui.domain.change import THEME_FIELDS
from csptui.domain.shown import show_line
from csptui.tui.cells import row_as_text
from csptui.tui.keys import APP, FILTERING, MAIN, help_rows, typing_hints
from csptui.tui.screens.board import ZOOMS
from csptui.tui.screens.narrating import NarratingScreen

if TYPE_CHECKING:
    from csptui.domain.finding import Finding
    from csptui.domain.scorecard import Row
    from csptui.domain.what_if import Asked
    from csptui.tui.widgets.filter_line import FilterLine


class MainScreen(NarratingScreen):
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

    def go_to(self, indicator: str) -> None:
        """Put the cursor on an indicator; a filter that hides it is cleared where it was typed too."""
        if self.shown.place_of(indicator) is None and self.has_class("-filtered"):
            self.clear_filter()
        super().go_to(indicator)

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
        elif finding.field in THEME_FIELDS and theme is not None and not self._is_signed_off():
            self.write(theme, first=finding.field)
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
