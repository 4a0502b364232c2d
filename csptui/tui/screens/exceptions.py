"""The list of exceptions: what needs a reader first, each with its why and its comment."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content

from csptui import legend
from csptui.domain import why
from csptui.tui.facts import spoken
from csptui.tui.findings import NO_FINDINGS, Findings
from csptui.tui.screens.page import Body, Page
from csptui.tui.sizes import SHORT
from csptui.tui.view import Lens, Shown
from csptui.tui.widgets.indicator_table import Heading, IndicatorTable
from csptui.tui.widgets.wording import Ledger, Line, badge, named, one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual import events
    from textual.widget import Widget

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row
    from csptui.tui.app import CsptuiApp
    from csptui.tui.messages import HeaderSelected, RowHighlighted, RowSelected


class ExceptionTable(IndicatorTable):
    """The table of indicators with a heading for each class of exception."""

    EMPTY_WORDS: ClassVar[str] = "No exceptions."

    def _take_lines(self, shown: Shown) -> None:
        super()._take_lines(shown)
        self._lines, self._line_of = [], []
        last = None
        for at, row in enumerate(shown.rows):
            if row.exception is not None and row.exception is not last:
                counted = sum(one.exception is row.exception for one in shown.rows)
                words = legend.EXCEPTION_HEADINGS[row.exception]
                self._lines.append(Heading(f"{words}: {counted:,}", is_theme=False))
                last = row.exception
            self._line_of.append(len(self._lines))
            self._lines.append(at)


class ExceptionsScreen(Page[str]):
    """The exceptions in their order; Enter goes to the row in the main table."""

    TITLE_WORDS: ClassVar[str] = "Exceptions"
    AUTO_FOCUS: ClassVar[str] = "ExceptionTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,e", "choose", "Open", tooltip="Go to this row in the table", id="exceptions.open"),
        Binding("w", "why", "Why", tooltip="Why the row has its colour, in full", id="exceptions.why"),
        Binding("m", "group", "Group", tooltip="The row beside its comparator groups", id="exceptions.group"),
        Binding("H", "history", "History", tooltip="Every quarter of the row", id="exceptions.history"),
        Binding(
            "X",
            "print_exceptions",
            "Print",
            tooltip="Make the list, in every format",
            id="exceptions.make",
        ),
        Binding(
            "r", "report", "Report", tooltip="The report as pages, from this row on", id="exceptions.report"
        ),
        Binding("tab", "read(1)", "Read on", tooltip="Read on below the list", id="exceptions.read"),
        Binding("shift+tab", "read(-1)", "Read back", tooltip="Read back", id="exceptions.read-back"),
    ]
    BAR: ClassVar[tuple[tuple[str, str, int], ...]] = (
        ("exceptions.open", "Open", 1),
        ("exceptions.make", "Print", 2),
        ("exceptions.why", "Why", 3),
        ("exceptions.history", "History", 5),
        ("exceptions.group", "Group", 6),
        ("exceptions.read", "Read on", 4),
        ("exceptions.report", "Report", 7),
        ("page.help", "Help", 0),
        ("page.back", "Back", 0),
    )
    HELPS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"page.down": "The next row", "page.up": "The row before", "page.first": "The first row"}
        | {"page.last": "The last row"}
    )
    DEFAULT_CSS = """
    ExceptionsScreen ExceptionTable {
        height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size: 1 1; scrollbar-gutter: stable;
        background: $background;
    }
    ExceptionsScreen #exception-detail {
        height: 7; border-top: solid $csp-hairline; padding: 0 1; scrollbar-size: 1 1;
    }
    ExceptionsScreen.-tall #exception-detail { height: 14; }
    """

    def __init__(self, dataset: Dataset, found: Findings = NO_FINDINGS) -> None:
        """Show the exceptions, with a mark where something is to fix."""
        super().__init__()
        self._found = found
        self._dataset = dataset
        self._card = dataset.scorecard()
        self._rows = self._card.exceptions()
        self._label = dataset.partnership.label

    def body(self) -> Iterable[Widget]:
        """Give the list, and the detail under it."""
        yield ExceptionTable(ascii_only=bool(getattr(self.app, "ascii_only", False)))
        with Body(id="exception-detail"):
            yield Ledger(gutter=11)

    def tell(self) -> None:
        """Count the exceptions, and say what worse is measured on."""
        self._table.found = self._found
        self._table.shown = Shown(Lens(), self._rows, len(self._rows))
        basis = basis_of(self._rows, self._card.rows)
        total = f"{len(self._rows):,} of {len(self._card):,}"
        quarter = self._card.quarter
        long, short = (
            Content("   ").join(
                [
                    text(self.TITLE_WORDS, "strong"),
                    one_line(said),
                    text(total),
                    text(f"worst first; {basis}", "dim"),
                ]
            )
            for said in (f"{self._label} {quarter}", quarter.short)
        )
        self.head.put(long, shorter=short)
        if not self._rows:
            owed = self._card.tally().owed
            due = "1 figure is" if owed == 1 else f"{owed:,} figures are"
            told = f"No row is an exception in this quarter{f'; {due} still owed' if owed else ''}."
            self.query_one(Ledger).put([(Content(""), text(told))])
            self.say(f"Exceptions, none{f'; {due} still owed' if owed else ''}.")

    @property
    def _table(self) -> ExceptionTable:
        return self.query_one(ExceptionTable)

    def on_resize(self, event: events.Resize) -> None:
        """Give the detail the room there is."""
        self.set_class(event.size.height >= SHORT, "-tall")

    def on_row_highlighted(self, message: RowHighlighted) -> None:
        """Show the why and the comment of the row that the cursor is on."""
        message.stop()
        row = self._table.row
        if row is None:
            return
        self.query_one(Ledger).put(exception_lines(row))
        self.query_one("#exception-detail").scroll_home(animate=False)
        of, to_fix = len(self._rows), len(self._found.of_row(row.id))
        told = spoken(row, self._table.at + 1, of, unsaved=False, to_fix=to_fix)
        self.say(f"Exceptions: {told}")

    def on_row_selected(self, message: RowSelected) -> None:
        """Go to a row that was clicked when the cursor was on it."""
        message.stop()
        self.dismiss(message.indicator)

    def on_header_selected(self, message: HeaderSelected) -> None:
        """Keep the order: worst first is what the list is for."""
        message.stop()

    def action_choose(self) -> None:
        """Go to the row."""
        if (row := self._table.row) is not None:
            self.dismiss(row.id)

    def action_why(self) -> None:
        """Show why the row has its colour."""
        from csptui.tui.screens.why import WhyScreen  # noqa: PLC0415 - only when asked for

        if (row := self._table.row) is not None:
            self.app.push_screen(WhyScreen(row))

    def action_group(self) -> None:
        """Show the row beside its comparator groups."""
        from csptui.tui.screens.group import GroupScreen  # noqa: PLC0415 - only when asked for

        if (row := self._table.row) is not None:
            self.app.push_screen(GroupScreen(self._dataset, row))

    def action_history(self) -> None:
        """Show every quarter of the row."""
        from csptui.tui.screens.history import open_history  # noqa: PLC0415 - only when asked for

        if (row := self._table.row) is not None:
            open_history(self, row.indicator)

    def action_print_exceptions(self) -> None:
        """Make the files of the list, and say where they are."""
        cast("CsptuiApp", self.app).main.action_print_exceptions()

    def action_report(self) -> None:
        """Show the report as pages; what is gone to from there is gone to in the table."""
        from csptui.tui.screens.report import ReportScreen  # noqa: PLC0415 - only when asked for

        def go(indicator: str | None) -> None:
            if indicator is not None:
                self.dismiss(indicator)

        row = self._table.row
        board = cast("CsptuiApp", self.app).main
        self.app.push_screen(ReportScreen(board, None if row is None else row.id), go)

    def action_read(self, way: int) -> None:
        """Scroll the detail."""
        detail = self.query_one("#exception-detail")
        step = max(1, detail.scrollable_content_region.height - 1)
        detail.scroll_relative(y=step * way, animate=False)


def basis_of(rows: tuple[Row, ...], every: tuple[Row, ...]) -> str:
    """Say what getting worse is measured on: the trend, the change on last year, or each where it is held."""
    sample = rows or every
    year = sample[0].quarter.baseline().year.short if sample else "last year"
    trends = sum(row.has_trend for row in every)
    if not trends:
        return f"worse is measured on {year}"
    if trends == len(every):
        return "worse is measured on the trend"
    return f"worse is measured on the trend, on {year} where none is held"


def exception_lines(row: Row) -> list[Line]:
    """Give the whole reason in one paragraph, and the comment."""
    _, name = named(row.indicator)
    lines: list[Line] = [(badge(row.rating), name), (text(" Why", "dim"), text(why.sentence_why(row)))]
    owner = row.indicator.owner or row.source
    if owner:
        lines.append((text(" Owner", "dim"), one_line(owner)))
    comment = text(row.printed) if row.comment else text("none yet", "dim")
    lines.append((text(" Comment", "dim"), comment))
    return lines
