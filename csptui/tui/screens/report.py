"""The preview of the report with its formats: which are made, where, and whether all can read them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from csptui.domain.shown import show
from csptui.tui.making import EXCEPTIONS, FORMATS, REPORT, chosen, shortened, to_open
from csptui.tui.report_words import access_entries, entries, file_words
from csptui.tui.screens.preview import PreviewScreen
from csptui.tui.widgets.line_list import HeadedList
from csptui.tui.widgets.making_line import show_making
from csptui.tui.widgets.page_view import PageView
from csptui.tui.widgets.part_list import Sort

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from csptui.tui.access_checked import Checked
    from csptui.tui.making import Files
    from csptui.tui.screens.reporting import ReportingScreen


class ReportScreen(PreviewScreen):
    """Reads the report before it is sent, and makes the files that are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,e", "choose", "Go to row", tooltip="Go to the indicator, or to the part", id="preview.go"
        ),
        Binding("f", "formats", "Formats", tooltip="Go to the formats", id="preview.formats"),
        Binding("R", "build", "Make files", tooltip="Make the formats that are marked", id="preview.build"),
        Binding(
            "X",
            "print_exceptions",
            "Print exceptions",
            tooltip="Make the list of exceptions in every format",
            id="preview.exceptions",
        ),
        Binding("o", "open_file", "Open", tooltip="Open the file, made first if need be", id="preview.open"),
        Binding(
            "s", "sensitive", "Sensitive", tooltip="Show or leave out sensitive parts", id="preview.sensitive"
        ),
    ]
    BAR: ClassVar[tuple[tuple[str, str, int], ...]] = (
        ("page.page-down", "Page", 4),
        ("preview.pane", "Parts", 3),
        ("preview.go", "Go to row", 3),
        ("preview.build", "Make files", 1),
        ("preview.open", "Open file", 2),
        ("preview.exceptions", "Exceptions", 6),
        ("preview.find", "Find", 5),
        ("preview.width", "Width", 8),
        ("preview.sensitive", "Sensitive", 9),
        ("page.help", "Help", 0),
        ("page.back", "Back", 0),
    )
    HELPS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "page.down": "The next line",
            "page.up": "The line before",
            "page.page-down": "The next page, or the rest of this one",
            "page.page-up": "The page before, or the beginning of this one",
            "page.first": "The first line",
            "page.last": "The last line",
            "page.back": "From the list to the pages, or back",
        }
    )

    def __init__(self, board: ReportingScreen, indicator: str | None = None) -> None:
        """Begin at an indicator, if it is given."""
        super().__init__(board, indicator)
        self._files: Files | None = board.files
        self._checked: tuple[Checked, ...] = ()
        self._opens = ""

    def on_mount(self) -> None:
        """Follow what is made."""
        self.watch(self._board, "files", self._take_files, init=False)
        show_making([self], self._board.making)

    def _list_entries(self) -> None:
        """Fill the list; the cursor stays on its entry."""
        held = self._list.item
        groups = entries(self._made, self._board.formats, self._told(), access_entries(self._checked))
        every = [one for _, some in groups for one in some]
        at = next((at for at, one in enumerate(every) if held is not None and one[:2] == held[:2]), 0)
        self._list.put(groups, at=at)

    # The list

    def action_choose(self) -> None:
        """Open the entry of the list that the cursor is on, or go to the indicator that the line is about."""
        if self.focused is self._list:
            self._open_entry()
            return
        found = None if self._made is None else self._made.indicator_at(self._view.spot)
        if found is None:
            self.say_first("No indicator is on this line.")
        elif self._made is not None:
            # Who comes back from that row goes on where it was read.
            self._board.left_report = found, self._made.place_of(self._view.spot)
            self.dismiss(found)

    @on(PageView.Chosen)
    def _line_chosen(self, message: PageView.Chosen) -> None:
        message.stop()
        self.set_focus(self._view)
        self.action_choose()

    @on(HeadedList.Chosen)
    def _entry_chosen(self, message: HeadedList.Chosen) -> None:
        message.stop()
        self._open_entry()

    def _open_entry(self) -> None:
        entry = self._list.item
        if entry is None:
            return
        if entry.sort is Sort.FORMAT:
            self.action_mark()
        elif entry.sort is Sort.ACCESS:
            from csptui.tui.screens.access import AccessScreen  # noqa: PLC0415 - only when asked for

            self.app.push_screen(AccessScreen(self._checked, entry.id))
        elif self._made is not None and (spot := self._made.spot_of(entry.id)) is not None:
            self._view.jump(spot)
            self._show_pages()

    def action_mark(self) -> None:
        """Take the format under the cursor, or leave it out."""
        entry = self._list.item
        if entry is None or entry.sort is not Sort.FORMAT:
            self.say_first("Space marks a format: f goes to them.")
            return
        self._board.formats = self._board.formats ^ {entry.id}
        self._list_entries()
        count = len(self._board.formats)
        taken = "is made" if entry.id in self._board.formats else "is left out"
        self.say_first(f"{FORMATS[entry.id]} {taken}: {count:,} of {len(FORMATS):,} formats.")

    def action_formats(self) -> None:
        """Go to the first format."""
        self._show_list()
        places = [at for at, one in enumerate(self._list.items) if one.sort is Sort.FORMAT]
        if places:
            self._list.go(places[0])

    # Sensitive parts

    def action_sensitive(self) -> None:
        """Show the sensitive parts, or leave them out; what is shown is what is made."""
        record = self._board.dataset.record
        has_any = any(map(str.strip, record.sensitive.values())) or any(
            one.sensitive for one in record.counts
        )
        if not self._is_sensitive and not has_any:
            self.say_first("No theme has a sensitive part.")
            return
        self._is_sensitive = not self._is_sensitive
        self._look_again()
        shown = "are shown, and in the files that R makes from here" if self._is_sensitive else "are left out"
        self.say_first(f"The sensitive parts {shown}.")

    # Making files

    def action_build(self) -> None:
        """Make the formats that are marked."""
        self._opens = ""
        self._board.make(REPORT, self._board.formats, sensitive=self._is_sensitive)

    def action_print_exceptions(self) -> None:
        """Make the list of exceptions in every format."""
        self._board.make(EXCEPTIONS, FORMATS)

    def _take_files(self, files: Files | None) -> None:
        """Show what was made, open what was to be opened, and check what can be checked."""
        if not self.is_open or files is None:
            return
        self._files = files
        self._list_entries()
        self.run_worker(self._check(files), group="access", exclusive=True)
        opens, self._opens = self._opens, ""
        if opens in files.places:
            self._open(files.places[opens])

    def _is_fresh(self, name: str) -> bool:
        """Whether a format was made of what is shown now."""
        files, made = self._files, self._made
        if files is None or made is None or name not in files.places:
            return False
        return files.version == made.document.version and files.order.sensitive is self._is_sensitive

    def _told(self) -> dict[str, str]:
        """Say of each format whether it is made."""
        made = () if self._files is None else self._files.places
        return {name: file_words(fresh=self._is_fresh(name)) for name in made}

    async def _check(self, files: Files) -> None:
        """Check who could not read what was made."""
        from csptui.tui.access_checked import checked  # noqa: PLC0415 - reads what was made

        found = await asyncio.to_thread(checked, files.places)
        if self.is_open and self._files is files:
            self._checked = found
            self._list_entries()

    # Opening

    def action_open_file(self) -> None:
        """Open the file of the format under the cursor, else of the first that is made; make it first."""
        entry = self._list.item
        on_format = entry is not None and entry.sort is Sort.FORMAT
        first = next(iter(self._files.places if self._files else chosen(self._board.formats)), "docx")
        name = entry.id if entry is not None and on_format else first
        if self._files is not None and self._is_fresh(name):
            self._open(self._files.places[name])
        elif self._board.make(REPORT, (name,), sensitive=self._is_sensitive):
            self._opens = name

    def _open(self, path: Path) -> None:
        """Open a file with the system's program, or say where it is."""
        from csptui.tui.opening import open_file  # noqa: PLC0415 - only when asked for

        place = to_open(path)
        loop, context = asyncio.get_running_loop(), copy_context()

        def failed() -> None:
            tell = partial(self._tell_where, place, "No program opened it.")
            with suppress(RuntimeError):  # The app may have been left meanwhile.
                loop.call_soon_threadsafe(tell, context=context)

        if open_file(place, failed):
            self.say_first(f"Opening {shortened(place)}.")
        else:
            self._tell_where(place, "No program can show it from here.")

    def _tell_where(self, place: Path, why: str) -> None:
        """Say where a file is, and have it at hand for pasting."""
        if not self.is_open:
            return
        self.app.copy_to_clipboard(str(place))
        from csptui.tui.screens.where import WhereScreen  # noqa: PLC0415 - only when asked for

        self.app.push_screen(WhereScreen(show(str(place)), why))
