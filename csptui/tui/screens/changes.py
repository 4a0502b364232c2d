"""Who changed what, when, from and to: of one indicator or the whole quarter; and former values put back."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from csptui.domain.problem import CsptuiError
from csptui.domain.shown import show_line
from csptui.domain.told import changes_told
from csptui.storage.changes import FILE, Tail, read_tail
from csptui.tui.history import History, text_here
from csptui.tui.screens.listed import ListedPage
from csptui.tui.standing_lines import place_words, standing_lines, title
from csptui.tui.then_and_now import putting_back, standing
from csptui.tui.widgets.change_list import ChangeList
from csptui.tui.widgets.filter_line import FilterLine
from csptui.tui.widgets.key_bar import KeyBar, KeyHint
from csptui.tui.widgets.wording import Bar, Ledger, one_line, text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from csptui.domain.change import Change
    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Row
    from csptui.tui.screens.main import MainScreen


class ChangesScreen(ListedPage[None]):
    """The log of the quarter shown, newest save first, on top of the board that it is told of."""

    TITLE_WORDS: ClassVar[str] = "Changes"
    AUTO_FOCUS: ClassVar[str] = "ChangeList"
    LIST = ChangeList
    DETAIL: ClassVar[str] = "change"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "scope", "All", tooltip="The whole quarter, or the one indicator", id="changes.scope"),
        Binding("enter", "open", "Open", tooltip="The whole text before and after", id="changes.open"),
        Binding(
            "p",
            "put_back",
            "Put back",
            tooltip="Put back what was there before this change",
            id="changes.put-back",
        ),
        Binding("/", "filter", "Filter", tooltip="Show only what has these words", id="changes.filter"),
        Binding("tab", "read(1)", "Read on", tooltip="Read on below the list", id="changes.read"),
        Binding("shift+tab", "read(-1)", "Read back", tooltip="Read back", id="changes.read-back"),
    ]
    BAR: ClassVar[tuple[tuple[str, str, int], ...]] = (
        ("changes.open", "Open", 2),
        ("changes.put-back", "Put back", 1),
        ("changes.scope", "All or one", 3),
        ("changes.filter", "Filter", 4),
        ("changes.read", "Read on", 5),
        ("page.help", "Help", 0),
        ("page.back", "Back", 0),
    )
    DEFAULT_CSS = """
    ChangesScreen #change-detail {
        height: 7; border-top: solid $csp-hairline; padding: 0 1; scrollbar-size: 1 1;
    }
    ChangesScreen #change-title { height: 1; padding: 0 0 0 1; }
    ChangesScreen.-tall #change-detail { height: 10; }
    """

    def __init__(self, board: MainScreen, row: Row | None, *, zone: tzinfo | None = None) -> None:
        """Begin with a row of the board, or with the whole quarter; times are of a zone or the computer's."""
        super().__init__()
        self._board = board
        self._indicator: Indicator | None = None if row is None else row.indicator
        self._is_whole = row is None
        self._zone = zone
        self._history: History | None = None
        self._is_stale = self._is_reading = False
        self._tail = Tail()

    def on_mount(self) -> None:
        """Read the log, now and whenever the board has other data."""
        super().on_mount()
        self.query_one(FilterLine).placeholder = "Filter: a code, a field, a name, a date, a word"
        self.watch(self._board, "dataset", self._look_again, init=False)
        self._look_again()

    def _look_again(self) -> None:
        self._is_stale = True
        if not self._is_reading:
            # The board's worker: what it takes in is taken in, though this screen be left meanwhile.
            self._is_reading = True
            self._board.run_worker(self._read(), group="looks")

    async def _read(self) -> None:
        """Read the files and the log until neither is ahead of the other.

        Somebody may save between the two, and would seem to have done it outside csptui. So where something
        seems so, both have to be the same at a second look.
        """
        history = await self._read_once()
        while history is not None and self.is_open and (self._is_stale or history.outside):
            if not self._is_stale and await self._stands_still():
                break
            history = await self._read_once()
        self._is_reading = False
        if history is not None and self.is_open:
            self._history = history
            self._show()

    async def _stands_still(self) -> bool:
        """Whether neither the files nor the log have changed since they were read."""
        await self._board.take_in()
        try:
            tail = await asyncio.to_thread(read_tail, self._board.workspace.folder / FILE)
        except CsptuiError:
            return True  # The next look tells of it.
        return tail == self._tail and not self._is_stale

    async def _read_once(self) -> History | None:
        board = self._board
        await board.take_in()
        self._is_stale = False
        try:
            self._tail = await asyncio.to_thread(read_tail, board.workspace.folder / FILE)
            entries = await asyncio.to_thread(board.workspace.log)
        except CsptuiError as error:
            if self.is_open:
                self.query_one(Ledger).put([(Content(""), text(f"{error}."))])
                self.say("The log of changes cannot be read.")
            return None
        return await asyncio.to_thread(History.of, board.dataset, entries, self._zone)

    # What is shown

    @property
    def _list(self) -> ChangeList:
        return self.query_one(ChangeList)

    def _show(self) -> None:
        """Fill the list as the scope and the filter have it."""
        history = self._history
        if history is None:
            return
        one = "" if self._is_whole or self._indicator is None else self._indicator.id
        saves = history.saves(one, self._wanted)
        self._list.put_saves(history, saves, has_refs=self._is_whole, empty=self._empty())
        self.tell()

    def _empty(self) -> str:
        if self._wanted.strip():
            return show_line(f" No change has {self._wanted}: Esc clears the filter.")
        if self._is_whole or self._indicator is None:
            return f" No change is logged in {self._board.card.quarter}."
        return show_line(f" No change of {self._indicator.code} is logged here: a shows the whole quarter.")

    def tell(self) -> None:
        """Say whose changes these are, and how many."""
        board, count = self._board, len(self._list.items)
        quarter = board.card.quarter
        total = "" if self._history is None else "1 field" if count == 1 else f"{count:,} fields"
        parts, short = [text(self.TITLE_WORDS, "strong")], [text(self.TITLE_WORDS, "strong")]
        if not self._is_whole and self._indicator is not None:
            code = one_line(self._indicator.code, "strong")
            parts.append(Content.assemble(code, " ", one_line(self._indicator.label)))
            short.append(code)
        parts.append(one_line(f"{board.dataset.partnership.label} {quarter}"))
        short.append(text(quarter.short))
        for line in (parts, short):
            line.append(text(total, "dim"))
        self.head.put(
            Content("   ").join(parts), text("newest first", "dim"), shorter=Content("   ").join(short)
        )
        if self._history is not None and not count:
            self._put_title(Content(""), Content(""))
            self.query_one(Ledger).put(())
            self.say(f"Changes, none. {self._list.empty.strip()}")

    @on(ChangeList.Highlighted)
    def _come_to(self, message: ChangeList.Highlighted) -> None:
        """Show then and now of the change that the cursor is on."""
        message.stop()
        item, history = self._list.item, self._history
        if message.by_hand:
            self.say_first("")
        if item is None or history is None or message.at != self._list.at:
            return  # Fast hands have moved on.
        stands = standing(history, item)
        self._put_title(*title(history, item.change))
        self.query_one(Ledger).put(standing_lines(history, item, stands))
        self.query_one("#change-detail").scroll_home(animate=False)
        self.say(place_words(history, item, stands, self._list.at + 1, len(self._list.items)))

    def _put_title(self, words: Content, shorter: Content) -> None:
        self.query_one("#change-title", Bar).put(words, shorter=shorter)

    # The keys

    def action_scope(self) -> None:
        """Show the whole quarter, or the one indicator again."""
        if self._indicator is None:
            self.say_first("The whole quarter is shown.")
            return
        self._is_whole = not self._is_whole
        self.query_one(KeyBar).hints = self.hints()
        self._show()

    def action_open(self) -> None:
        """Show the whole of a change."""
        item, history = self._list.item, self._history
        if item is not None and history is not None:
            from csptui.tui.screens.changed_text import ChangedTextScreen  # noqa: PLC0415 - when asked for

            self.app.push_screen(ChangedTextScreen(history, item, standing(history, item)))

    def action_put_back(self) -> None:
        """Save again what was there before the change, as a change of its own; the log keeps both."""
        item, history = self._list.item, self._history
        if item is None or history is None:
            return
        made = putting_back(history, item)
        if made:
            # The board's worker: leaving this screen does not stop a save.
            self._board.run_worker(self._put_back(made), group="saves")
        elif text_here(history.dataset, item.change) is None:
            self.say_first("This cannot be put back.")
        else:
            self.say_first("It is already as it was before this change.")

    async def _put_back(self, made: Sequence[Change]) -> None:
        board = self._board
        quarter = self._history.dataset.shown if self._history is not None else None
        change = partial(board.workspace.apply, made)
        named = board.unless_typed(made[0].indicator) if made[0].indicator else None
        refusal = await board.in_turn(change, named, only_in=quarter)
        words = changes_told(board.dataset, made)
        told = f"Not put back: {refusal}." if refusal else f"Put back: {words}. {board.beside}".strip()
        board.say(told)
        if self.is_open:
            self.say_first(told)
            if refusal:
                self._look_again()

    def hints(self) -> tuple[KeyHint, ...]:
        """Give what the key bar shows; the scope's key says what it would show."""
        hints = super().hints()
        if self._indicator is None:
            return tuple(hint for hint in hints if hint.action != "scope")
        other = show_line(self._indicator.code) if self._is_whole else "All"
        return tuple(hint._replace(word=other) if hint.action == "scope" else hint for hint in hints)
