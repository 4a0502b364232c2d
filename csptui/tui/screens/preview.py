"""Pages to read beside a list of their parts: the place, the width, finding, and following the data."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container

from csptui.domain.problem import CsptuiError
from csptui.domain.shown import show_line
from csptui.tui.keys import FILTERING, help_rows, typing_hints
from csptui.tui.report_words import TITLE, head_words, place_words
from csptui.tui.screens.page import Page
from csptui.tui.widgets.filter_line import FilterLine
from csptui.tui.widgets.find_bar import FindBar
from csptui.tui.widgets.key_bar import KeyBar
from csptui.tui.widgets.line_list import HeadedList
from csptui.tui.widgets.page_view import MARGIN, SCROLLBAR, PageView, Spot
from csptui.tui.widgets.part_list import MARK, PartList
from csptui.tui.widgets.spoken import Spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.widget import Widget

    from csptui.tui.report_pages import Asked, PagesMade, Place
    from csptui.tui.screens.reporting import ReportingScreen
    from csptui.tui.widgets.key_bar import KeyHint

NARROW, WIDE = 78, 94
"""Columns of a page."""
_EDGES = MARGIN + SCROLLBAR
NARROWEST_LIST, WIDEST_LIST = 22, 34
BESIDE = NARROW + _EDGES + NARROWEST_LIST
"""Columns of a window from which the list stands beside the pages."""
ROOMY = 120
"""Columns of a window from which pages are wide by themselves."""


class PreviewScreen(Page[str]):
    """The report as it would be made now; it gives the indicator that is to be gone to, or nothing."""

    TITLE_WORDS: ClassVar[str] = TITLE
    AUTO_FOCUS: ClassVar[str] = "PageView"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("/", "find", "Find", tooltip="Find in the report, as you type", id="preview.find"),
        Binding("n", "match(1)", "Next", tooltip="The next place that was found", id="preview.next"),
        Binding("N", "match(-1)", "Before", tooltip="The place before that was found", id="preview.previous"),
        Binding("z", "width", "Width", tooltip="Pages of 78 or of 94 columns", id="preview.width"),
        Binding("b", "parts", "Parts", tooltip="Show or hide parts and formats", id="preview.parts"),
        Binding(
            "tab,shift+tab", "pane", "Other pane", tooltip="From the pages to the list", id="preview.pane"
        ),
        Binding("y", "copy", "Copy", tooltip="Copy the page as text", id="preview.copy"),
    ]
    DEFAULT_CSS = """
    PreviewScreen #report-middle { height: 1fr; layout: horizontal; }
    PreviewScreen #report-right { width: 1fr; height: 1fr; layout: vertical; }
    PreviewScreen PartList {
        height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size: 1 1; background: $background;
    }
    PreviewScreen FindBar { display: none; }
    PreviewScreen.-filtered FindBar { display: block; }
    PreviewScreen.-beside PartList { border-right: solid $csp-hairline; }
    PreviewScreen.-beside PartList:focus { border-right: solid $primary; }
    """

    def __init__(self, board: ReportingScreen, indicator: str | None = None) -> None:
        """Begin at an indicator, if it is given."""
        super().__init__()
        self._board = board
        self._begin_at = indicator
        left, board.left_report = board.left_report, None
        self._comes_back_to = None if left is None or left[0] != indicator else left[1]
        self._made: PagesMade | None = None
        self._is_sensitive = False
        self._is_wide: bool | None = None
        self._is_hidden = self._is_listed = False
        self._is_stale = self._is_making = False
        self._begun: Spot | None = None
        self._asked_width = 0

    def body(self) -> Iterable[Widget]:
        """Give the list, and beside it the pages with the line for what is looked for."""
        plain = bool(getattr(self.app, "ascii_only", False))
        with Container(id="report-middle"):
            yield PartList(ascii_only=plain)
            with Container(id="report-right"):
                yield FindBar()
                yield PageView(ascii_only=plain)

    def on_mount(self) -> None:
        """Make the pages, now and whenever the board has other data."""
        self._view.empty = "Making the pages…"
        self.watch(self._board, "dataset", self._look_again, init=False)
        self.watch(self._board, "drafts", self.tell, init=False)
        self._list_entries()
        self._arrange()

    @property
    def _view(self) -> PageView:
        return self.query_one(PageView)

    @property
    def _list(self) -> PartList:
        return self.query_one(PartList)

    # Making the pages

    def _look_again(self) -> None:
        self._is_stale = True
        if not self._is_making:
            self._is_making = True
            self.run_worker(self._make(), group="pages")

    async def _make(self) -> None:
        """Make pages until they are of the data, and of the width, that are asked for."""
        while self._is_stale and self.is_open:
            self._is_stale = False
            try:
                before = self._made or self._board.pages_made
                made = await asyncio.to_thread(self._made_of, self._asked(), before)
            except CsptuiError as error:
                if self.is_open:
                    self._refuse(f"The pages cannot be made: {error}.")
            else:
                if self.is_open:
                    self._take(made)
        self._is_making = False

    @staticmethod
    def _made_of(asked: Asked, before: PagesMade | None) -> PagesMade:
        from csptui.tui.report_pages import made_pages  # noqa: PLC0415 - brings in the documents

        return made_pages(asked, before)

    def _asked(self) -> Asked:
        from csptui.tui.report_pages import Asked  # noqa: PLC0415 - as above

        board, width = self._board, self._text_width
        self._asked_width = width
        return Asked(board.workspace.folder, board.dataset, self._is_sensitive, width, board.ascii_only)

    def _take(self, made: PagesMade) -> None:
        """Show other pages; the reader stays where he was."""
        before, view = self._made, self._view
        self._made = self._board.pages_made = made
        place: Place | None = self._comes_back_to if before is None else before.place_of(view.spot)
        if place is None:
            begin = None if self._begin_at is None else made.spot_of(f"indicator-{self._begin_at}")
            view.put(made.pages, begin or Spot(0, 0))
        else:
            view.put(made.pages, made.spot_at(place), above=None if before is None else view.above)
        self._list_entries()
        self.tell()

    def _refuse(self, sentence: str) -> None:
        self.query_one(Spoken).notice = show_line(sentence)
        if self._made is None:
            self._view.put(None, Spot(0, 0), empty=show_line(sentence))

    def _list_entries(self) -> None:
        """Fill the list."""

    # Where one is

    def tell(self) -> None:
        """Say in the head and in the spoken line which page is read."""
        made, view, unsaved = self._made, self._view, self._board.unsaved_count
        long, short = head_words(made, view.spot, self._board.card.quarter, unsaved)
        self.head.put(long, shorter=short)
        if made is None:
            self.say(f"{TITLE}: the pages are being made.")
            return
        self._list.turn_to(made.part_at(view.spot))
        self.say(place_words(made, view.spot, unsaved))

    @on(PageView.Moved)
    def _moved(self, message: PageView.Moved) -> None:
        message.stop()
        if message.by_hand:
            self.say_first("")
        self.tell()

    @on(HeadedList.Highlighted)
    def _listed(self, message: HeadedList.Highlighted) -> None:
        """Say which entry of the list the cursor has come to."""
        message.stop()
        if message.by_hand and self.focused is self._list:
            self._say_entry()

    def _say_entry(self) -> None:
        entry = self._list.item
        if entry is not None:
            inside = [one for one in self._list.items if one.sort is entry.sort]
            said = f"{entry.sort.value}, {inside.index(entry) + 1:,} of {len(inside):,}: {entry.words}"
            self.say_first(f"{said}, {entry.state}." if entry.state else f"{said}.")
            self._tell_keys()

    def on_descendant_focus(self) -> None:
        """Show the keys of the pane that they go to."""
        self._tell_keys()

    def _tell_keys(self) -> None:
        if not self.has_class("-filtered"):
            self.query_one(KeyBar).hints = self.hints()

    def hints(self) -> tuple[KeyHint, ...]:
        """Give the keys of the pages, or what they do on the entry of the list that the cursor is on."""
        hints, entry = super().hints(), self._list.item
        if self.focused is not self._list or entry is None:
            return hints
        words = {"pane": "Pages", "choose": entry.sort.chosen}
        return tuple(one._replace(word=words.get(one.action, one.word)) for one in hints)

    def help_rows(self) -> tuple[tuple[str, str], ...]:
        """Give the keys of the list too."""
        of_the_list = help_rows([MARK], self.app._keymap)  # noqa: SLF001 - Textual has no public way to read it
        return (*super().help_rows(), *of_the_list)

    def say_first(self, notice: str) -> None:
        """Put a notice before the spoken line."""
        self.query_one(Spoken).notice = show_line(notice)

    # Room

    def on_resize(self, event: events.Resize) -> None:
        """Give list and pages the room there is."""
        del event
        self._arrange()

    @property
    def _wants_wide(self) -> bool:
        return self.app.size.width >= ROOMY if self._is_wide is None else self._is_wide

    @property
    def _is_beside(self) -> bool:
        """Whether the list stands beside the pages."""
        needed = BESIDE + (WIDE - NARROW if self._wants_wide else 0)
        return not self._is_hidden and self.app.size.width >= needed

    @property
    def _text_width(self) -> int:
        room = max(1, self.app.size.width - _EDGES)
        return min(WIDE if self._wants_wide else NARROW, room)

    def _arrange(self) -> None:
        beside = self._is_beside
        self._is_listed = self._is_listed and not beside
        self.set_class(beside, "-beside")
        self._list.display = beside or self._is_listed
        self.query_one("#report-right").display = not self._is_listed
        spare = self.app.size.width - self._text_width - _EDGES
        self._list.styles.width = max(NARROWEST_LIST, min(WIDEST_LIST, spare)) if beside else "1fr"
        if self._asked_width != self._text_width:
            self._look_again()

    def action_width(self) -> None:
        """Turn from pages of 78 columns to such of 94, and back."""
        wide = not self._wants_wide
        if wide and self.app.size.width < WIDE + _EDGES:
            self.say_first(f"Pages of {WIDE} columns need a window of {WIDE + _EDGES}: z has no room here.")
            return
        self._is_wide = wide
        self._arrange()
        self.say_first(f"Pages of {self._text_width} columns.")

    def action_parts(self) -> None:
        """Show or hide the list: beside the pages where there is room, else in their place."""
        if self._is_listed:
            self._show_pages()
        elif self._is_beside:
            self._is_hidden = True
            self._arrange()
            self.set_focus(self._view)
        elif self._is_hidden:
            self._is_hidden = False
            self._arrange()
            if not self._is_beside:
                self._show_list()
        else:
            self._show_list()

    def action_pane(self) -> None:
        """Go from the pages to the list, and back."""
        if self.focused is self._list:
            self._show_pages()
        else:
            self._show_list()

    def _show_list(self) -> None:
        self._is_listed = not self._is_beside
        self._arrange()
        self.set_focus(self._list)
        self._say_entry()

    def _show_pages(self) -> None:
        self._is_listed = False
        self._arrange()
        self.set_focus(self._view)
        self.say_first("")

    # The keys

    def action_scroll(self, step: str, way: int) -> None:
        """Move in the pages by a line, half a window or a window."""
        if step == "line":
            self._view.action_move(way)
        else:
            self._view.action_page(way * (2 if step == "page" else 1))

    def action_top(self) -> None:
        """Go to the first line of the report."""
        self._view.action_first()

    def action_bottom(self) -> None:
        """Go to the last line of the report."""
        self._view.action_last()

    def action_back(self) -> None:
        """Forget what was looked for, else go from the list to the pages, else back to the board."""
        if self._view.wanted:
            self._view.look_for("")
            self.query_one(FilterLine).value = ""
        elif self.focused is self._list:
            self._show_pages()
        else:
            super().action_back()

    def action_copy(self) -> None:
        """Copy the page as text."""
        if self._made is not None and (pages := self._made.pages.pages):
            spot = self._view.spot
            words = "\n".join(line.plain.rstrip() for line in pages[spot.page].lines)
            self.app.copy_to_clipboard(words)
            self.say_first(f"Copied page {spot.page + 1:,}.")

    # Finding

    def action_find(self) -> None:
        """Find as you type, from where the cursor is on."""
        if self._is_listed:
            self._show_pages()
        self._begun = self._view.spot
        self.add_class("-filtered")
        self.query_one(KeyBar).hints = typing_hints(FILTERING[:2], self._board.keymap)
        self.set_focus(self.query_one(FilterLine))

    @on(FilterLine.Changed)
    def _found(self, message: FilterLine.Changed) -> None:
        message.stop()
        if not message.value.strip() and not self._view.wanted:
            return
        self._view.look_for(message.value)
        if self._begun is not None:
            self._view.jump(self._begun)
        self._view.step(1, here=True)
        self.say_first(self._found_words() if message.value.strip() else "")

    @on(FilterLine.Closed)
    def _find_closed(self, message: FilterLine.Closed) -> None:
        message.stop()
        self.remove_class("-filtered")
        self.query_one(KeyBar).hints = self.hints()
        self.set_focus(self._view)
        if message.kept:
            self.say_first(f"{self._found_words()} n and N go on.")
            return
        self._view.look_for("")
        if self._begun is not None:
            self._view.jump(self._begun)
        self.say_first("")

    def action_match(self, by: int) -> None:
        """Go to the next place that was found, or the one before, round the end."""
        if not self._view.wanted:
            self.say_first("Nothing is looked for: / begins it.")
        else:
            self._view.step(by)
            self.say_first(self._found_words())

    def _found_words(self) -> str:
        count, nth = len(self._view.matches()), self._view.nth
        if not count:
            return "Not found."
        return (
            f"Line {nth:,} of {count:,} found." if nth else f"On {count:,} line{'' if count == 1 else 's'}."
        )
