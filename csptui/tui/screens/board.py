"""The board: the one place of state, and the ways of looking at it (theme, filter, order, quarter)."""

from __future__ import annotations

import asyncio
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container
from textual.reactive import Initialize, Reactive, var
from textual.screen import Screen

from csptui.domain.shown import show_line
from csptui.tui.facts import HeaderFacts, count_text, header_facts, recount, spoken, theme_counts
from csptui.tui.findings import NO_FINDINGS, Findings
from csptui.tui.forgotten import forget_the_gone
from csptui.tui.keys import MAIN, bar_hints
from csptui.tui.sizes import TOO_SMALL, size_classes
from csptui.tui.view import ORDER_WORDS, ORDERS, Lens, Shown, look
from csptui.tui.widgets.detail import Detail
from csptui.tui.widgets.header import Header
from csptui.tui.widgets.indicator_table import NOTHING, IndicatorTable
from csptui.tui.widgets.key_bar import KeyBar
from csptui.tui.widgets.spoken import Spoken
from csptui.tui.widgets.theme_sidebar import ThemeSidebar
from csptui.tui.widgets.theme_tabs import ThemeTabs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size
    from textual.widget import Widget

    from csptui.domain.dataset import Dataset
    from csptui.domain.draft import Draft
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row, Scorecard
    from csptui.tui.facts import ThemeCount
    from csptui.tui.messages import ActionChosen, HeaderSelected, RowHighlighted, ThemeChosen
    from csptui.tui.widgets.key_bar import KeyHint
    from csptui.workspace import Workspace

    DraftKey = tuple[Quarter, str]

ZOOMS = ("-zoom-table", "-zoom-detail", "-zoom-themes")
TURNS = 8
"""Turns of the loop between the first word of a change and its paint: enough for all panes to say theirs."""


def _opened(screen: BoardScreen) -> Dataset:
    return screen.workspace.dataset


class BoardScreen(Screen[None], inherit_bindings=False):
    """Owns the dataset, the lens and the drafts; hands them down by binding and is told by messages."""

    BINDINGS: ClassVar[list[BindingType]] = list(MAIN)
    AUTO_FOCUS = "#table"

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual has it, but a change of focus does not draw the whole screen again."""

    dataset: Reactive[Dataset] = var(Initialize(_opened), always_update=True, init=False)
    lens: Reactive[Lens] = var(Lens(), init=False)
    shown: Reactive[Shown] = var(NOTHING, always_update=True, init=False)
    counts: Reactive[tuple[ThemeCount, ...]] = var((), always_update=True, init=False)
    number: Reactive[int] = var(0, init=False)
    count: Reactive[str] = var("", init=False)
    facts: Reactive[HeaderFacts] = var(HeaderFacts(), init=False)
    row: Reactive[Row | None] = var(None, always_update=True, init=False)
    unsaved: Reactive[frozenset[str]] = var(frozenset[str](), init=False)
    found: Reactive[Findings] = var(NO_FINDINGS, init=False)
    sparks: Reactive[Mapping[str, str] | None] = var(None, init=False)
    drafts: Reactive[Mapping[DraftKey, Draft]] = var(MappingProxyType({}), always_update=True, init=False)
    place: Reactive[str] = var("", init=False)
    notice: Reactive[str] = var("", init=False)
    hints: Reactive[tuple[KeyHint, ...]] = var((), init=False)

    def __init__(self, workspace: Workspace, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.workspace = workspace
        self.ascii_only = ascii_only
        self._is_painting = False
        self._focus_kept: Widget | None = None
        self.card: Scorecard = workspace.dataset.scorecard()
        self.set_reactive(BoardScreen.shown, look(self.card, Lens()))
        self.set_reactive(BoardScreen.counts, theme_counts(self.card))
        first = self.shown.rows[0] if self.shown.rows else None
        self.set_reactive(BoardScreen.row, first)
        self.take_place()

    def compose(self) -> ComposeResult:
        """Give the panes; each is bound to the part of the state that it shows."""
        self.update_classes(size_classes(self.app.size), update=False)
        board, plain = BoardScreen, self.ascii_only
        yield Header(ascii_only=plain, id="header").data_bind(board.facts, board.count)
        yield ThemeTabs(ascii_only=plain, id="tabs").data_bind(board.counts, board.number, board.count)
        with Container(id="middle"):
            yield ThemeSidebar(ascii_only=plain, id="themes").data_bind(board.counts, board.number)
            with Container(id="right"):
                table = IndicatorTable(self.shown, ascii_only=plain, id="table")
                yield table.data_bind(board.shown, board.unsaved, board.found, board.sparks)
                yield Detail(ascii_only=plain, id="detail").data_bind(board.row, board.found, board.dataset)
        yield KeyBar(id="keys").data_bind(board.hints)
        yield Spoken(id="spoken").data_bind(board.place, board.notice)

    def on_mount(self) -> None:
        """Tell how things stand."""
        self.hints = self.usual_hints()
        self._tell_facts()
        self._tell_count()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the panes to the window's new size."""
        self._fit(event.size)

    def on_screen_resume(self) -> None:
        """Let go of the screen that was shown over this one."""
        forget_the_gone(self.app, self)

    def on_idle(self, event: events.Idle) -> None:
        """Paint once all panes have said what has changed, and not at the next sixtieth of a second.

        Textual paints what the first pane has said, and what the next say 16 ms later: two frames a key.
        """
        if not self.stack_updates:
            event.prevent_default()  # What is painted before the screen is shown is painted twice.
            return
        if self.is_covered:
            # Textual would paint the page above in full at every turn; coming back draws all of the board.
            self._repaint_required = False
            self._dirty_widgets.clear()
            return
        if (
            self._layout_required
            or not self.is_current
            or not (self._dirty_widgets or self._repaint_required)
        ):
            return
        event.prevent_default()
        if not self._is_painting:
            self._is_painting = True
            self._paint_after(TURNS)

    @property
    def is_covered(self) -> bool:
        """Whether another screen is shown through which nothing of the board can be seen."""
        above = self.app.screen
        return above is not self and above.styles.background.a == 1

    def _paint_after(self, turns: int) -> None:
        if turns:
            asyncio.get_running_loop().call_soon(self._paint_after, turns - 1)
            return
        self._is_painting = False
        if self.is_running and not self.is_covered:
            self._on_timer_update()

    def usual_hints(self) -> tuple[KeyHint, ...]:
        """Give what the key bar shows when nothing is being typed."""
        return bar_hints(self.keymap)

    @property
    def keymap(self) -> Mapping[str, str]:
        """The keys that the settings have moved, by binding."""
        return self.app._keymap  # noqa: SLF001 - Textual has no public way to read it

    def _fit(self, size: Size) -> None:
        classes = size_classes(size)
        was_tiny, tiny = self.has_class("-tiny"), classes["-tiny"]
        if tiny and not was_tiny:
            self._focus_kept = self.focused
            self.set_focus(None)
        self.update_classes(classes)
        if was_tiny and not tiny:
            self.call_after_refresh(self._focus_again)
        self.take_place()

    def _focus_again(self) -> None:
        """Give the focus back to the pane that had it; a field that is being typed in takes it as it was."""
        kept = self._focus_kept
        if kept is None or not kept.is_mounted or not kept.region:
            kept = self.table
        enter = getattr(kept, "enter", None)
        if enter is not None:
            enter()
        else:
            self.set_focus(kept)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let nothing but leaving happen in a window that is too small to show what it does."""
        return False if self.has_class("-tiny") else super().check_action(action, parameters)

    # Told by the panes

    def on_row_highlighted(self, message: RowHighlighted) -> None:
        """Follow the cursor, unless it has moved on since."""
        message.stop()
        row = self.table.row
        if row is None or row.id != message.indicator:
            return
        if self.row is None or self.row.id != row.id:
            self.notice = ""
        self.row = row
        self.follow(row, self.table.at)

    def follow(self, _row: Row, at: int) -> None:
        """Say where the cursor has come to."""
        self.take_place(at)

    def on_header_selected(self, message: HeaderSelected) -> None:
        """Order by the column, and on its second click the other way round."""
        message.stop()
        reverse = self.lens.order == message.column and not self.lens.reverse
        self.lens = self.lens._replace(order=message.column, reverse=reverse)

    def on_theme_chosen(self, message: ThemeChosen) -> None:
        """Show a theme."""
        message.stop()
        self.action_theme(message.number)

    async def on_action_chosen(self, message: ActionChosen) -> None:
        """Do what was clicked."""
        message.stop()
        if message.action:
            await self.run_action(message.action)

    # The state and what follows from it

    def watch_focused(self, focused: Widget | None) -> None:
        """Give the focus to the table when the pane that had it has gone."""
        if focused is None and self.is_mounted:
            self.call_after_refresh(self._focus_something)

    def _focus_something(self) -> None:
        # Where the terminal itself has lost the focus, Textual gives it back to the pane that had it.
        shows_it = self.is_current and self.app.app_focus and not self.has_class("-tiny")
        if self.focused is None and shows_it:
            self.set_focus(self.table)

    def watch_lens(self, _old: Lens, lens: Lens) -> None:
        """Show what the lens shows."""
        self.number = next((at for at, one in enumerate(self.card.themes, 1) if one.id == lens.theme), 0)
        self._look()

    def watch_drafts(self) -> None:
        """Mark the rows of this quarter that have an unsaved draft."""
        self.unsaved = frozenset(one for quarter, one in self.drafts if quarter == self.card.quarter)
        self._tell_facts()
        self.take_place()

    def take(self, dataset: Dataset, changed: str | None = None) -> None:
        """Take over a new dataset; `changed` names the one row that is not as it was, if it is one."""
        self.dataset = dataset
        if changed is not None and dataset.shown == self.card.quarter:
            self._take_row(changed)
        else:
            turned = dataset.shown != self.card.quarter
            self.card = dataset.scorecard()
            self.counts = theme_counts(self.card)
            if turned:
                self.found = NO_FINDINGS
                self.unsaved = frozenset(one for quarter, one in self.drafts if quarter == dataset.shown)
            if all(theme.id != self.lens.theme for theme in self.card.themes) and self.lens.theme is not None:
                self.set_reactive(BoardScreen.lens, self.lens._replace(theme=None))
                self.number = 0
            self._look()
        self._tell_facts()

    def _take_row(self, changed: str) -> None:
        """Take over one row; rows keep their places until the lens is turned, so that nothing jumps."""
        self.card = self.dataset.rescored(self.card, changed)
        row = self.card.row(changed)
        if row is None:
            return
        self.counts = recount(self.counts, self.card, row.theme.id)
        self.shown = self.shown.with_row(row)
        if self.row is not None and self.row.id == changed:
            self.row = row
        self.take_place()

    def _look(self) -> None:
        self.shown = look(self.card, self.lens, self.found.to_fix)
        self._tell_count()
        at = None if self.row is None else self.shown.place_of(self.row.id)
        if at is not None:
            self.row = self.shown.rows[at]
        elif not self.shown.rows:
            self.row = None
        self.take_place(at)

    def _tell_facts(self) -> None:
        problems, drafts = len(self.workspace.problems), len(self.drafts)
        self.facts = header_facts(self.dataset, self.counts[0].tally, problems, drafts, self.found.count)

    def _tell_count(self) -> None:
        self.count = count_text(len(self.shown.rows), self.shown.of)

    def take_place(self, at: int | None = None) -> None:
        """Say where the cursor is."""
        if self.has_class("-tiny"):
            self.place = TOO_SMALL
            return
        row = self.row
        at = self.shown.place_of(row.id) if at is None and row is not None else at
        if row is None or at is None:
            self.place = "No indicator is shown."
            return
        to_fix = len(self.found.of_row(row.id))
        of, unsaved = len(self.shown.rows), row.id in self.unsaved
        self.place = spoken(row, at + 1, of, unsaved=unsaved, to_fix=to_fix)

    def say(self, text: str) -> None:
        """Put a notice before the spoken line, until the cursor moves or something is typed."""
        self.notice = show_line(text)

    @property
    def table(self) -> IndicatorTable:
        """The table of indicators."""
        return self.query_one("#table", IndicatorTable)

    def here(self) -> Row | None:
        """Give the row that the cursor is on now: fast hands are ahead of the message that tells of it."""
        row = self.table.row
        if row is not self.row:
            self.row = row
        return row

    # Ways of looking

    def action_theme(self, number: int) -> None:
        """Show a theme by its number; 0 is all."""
        themes = self.card.themes
        if number > len(themes):
            self.say(f"There are {len(themes)} themes.")
            return
        self.lens = self.lens._replace(theme=themes[number - 1].id if number else None)

    def action_order(self) -> None:
        """Order by the next column, and after the last as the report does."""
        ids = [column.id for column in self.table.columns if column.id in ORDERS]
        at = ids.index(self.lens.order) + 1 if self.lens.order in ids else 0
        order = ids[at] if at < len(ids) else None
        self.lens = self.lens._replace(order=order, reverse=False)
        self.say("In report order." if order is None else f"Ordered by {ORDER_WORDS[order]}.")

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.lens = self.lens._replace(reverse=not self.lens.reverse)

    def action_sidebar(self) -> None:
        """Show or hide the themes."""
        self.toggle_class("-no-themes")

    def action_zoom(self) -> None:
        """Enlarge the pane in focus, or make it small again."""
        pane = "table" if self.focused is None else self.focused.id
        if any(self.has_class(name) for name in ZOOMS):
            self.remove_class(*ZOOMS)
        elif f"-zoom-{pane}" in ZOOMS:
            self.add_class(f"-zoom-{pane}")

    def action_pane(self, by: int) -> None:
        """Go to the next pane, or the one before."""
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_match(self, by: int) -> None:
        """Go to the next row that the filter keeps, round the end."""
        rows = self.shown.rows
        if not self.lens.wanted.strip():
            self.say("No filter is kept: / begins one.")
        elif rows:
            self.table.move_to(rows[(self.table.at + by) % len(rows)].id)

    def go_to(self, indicator: str) -> None:
        """Put the cursor on an indicator, looking through a wider lens if the present one hides it."""
        if self.shown.place_of(indicator) is None:
            self.lens = self.lens._replace(wanted="")
        if self.shown.place_of(indicator) is None:
            self.lens = self.lens._replace(theme=None)
        self.set_focus(self.table)
        if not self.table.move_to(indicator):
            self.say(f"{indicator} is not reported in {self.card.quarter}.")
