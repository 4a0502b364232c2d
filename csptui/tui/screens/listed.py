"""What the pages with a list have in common: a filter above it, and the detail of an entry below."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on

from csptui.domain.shown import show_line
from csptui.tui.keys import FILTERING, typing_hints
from csptui.tui.screens.page import Body, Page
from csptui.tui.sizes import SHORT
from csptui.tui.widgets.filter_line import FilterBar, FilterLine
from csptui.tui.widgets.key_bar import KeyBar
from csptui.tui.widgets.line_list import HeadedList
from csptui.tui.widgets.spoken import Spoken
from csptui.tui.widgets.wording import Bar, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual import events
    from textual.widget import Widget

T = TypeVar("T")


class ListedPage(Page[T]):
    """A list that is filtered as you type, and under it what there is to read of the entry at the cursor."""

    LIST: ClassVar[type[HeadedList[Any, Any]]] = HeadedList
    """What the list is made of."""
    DETAIL: ClassVar[str] = ""
    """What the names of the detail and its title begin with."""
    HELPS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"page.down": "The next entry", "page.up": "The entry before"}
        | {"page.first": "The first entry", "page.last": "The last entry"}
    )
    DEFAULT_CSS = """
    ListedPage HeadedList {
        height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size: 1 1; scrollbar-gutter: stable;
        background: $background;
    }
    ListedPage FilterBar { display: none; }
    ListedPage.-filtered FilterBar { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""

    def body(self) -> Iterable[Widget]:
        """Give the filter, the list, and the detail under it."""
        yield FilterBar()
        yield self.LIST(ascii_only=bool(getattr(self.app, "ascii_only", False)))
        with Body(id=f"{self.DETAIL}-detail"):
            yield Bar(id=f"{self.DETAIL}-title")
            yield Ledger(gutter=11)

    def on_resize(self, event: events.Resize) -> None:
        """Give the detail the room there is."""
        self.set_class(event.size.height >= SHORT, "-tall")

    def _show(self) -> None:
        """Fill the list as the filter has it; a page of no list has nothing to fill."""

    def say_first(self, notice: str) -> None:
        """Put a notice before the spoken line, until the cursor moves."""
        self.query_one(Spoken).notice = show_line(notice)

    # The keys

    def action_open(self) -> None:
        """Open the entry at the cursor; a page of no list has none."""

    @on(HeadedList.Chosen)
    def _open(self, message: HeadedList.Chosen) -> None:
        message.stop()
        self.action_open()

    def action_read(self, way: int) -> None:
        """Scroll the detail."""
        detail = self.query_one(Body)
        step = max(1, detail.scrollable_content_region.height - 1)
        detail.scroll_relative(y=step * way, animate=False)

    # The filter

    def action_filter(self) -> None:
        """Filter as you type."""
        self.add_class("-filtered")
        self.query_one(KeyBar).hints = typing_hints(FILTERING[:2], self.app._keymap)  # noqa: SLF001 - as in Page
        self.set_focus(self.query_one(FilterLine))

    @on(FilterLine.Changed)
    def _filtered(self, message: FilterLine.Changed) -> None:
        message.stop()
        self._wanted = message.value
        self._show()

    @on(FilterLine.Closed)
    def _filter_closed(self, message: FilterLine.Closed) -> None:
        message.stop()
        self.set_focus(self.query_one(HeadedList))
        self.query_one(KeyBar).hints = self.hints()
        if not message.kept:
            self._clear_filter()

    def _clear_filter(self) -> None:
        self.remove_class("-filtered")
        self.query_one(FilterLine).value = ""
        self._wanted = ""
        self._show()

    def action_back(self) -> None:
        """Clear the filter, else go back to the board."""
        if self.has_class("-filtered"):
            self._clear_filter()
        else:
            super().action_back()
