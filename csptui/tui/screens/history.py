"""An indicator through the quarters: a chart, its numbers beside it, and what a quarter has to say."""

from __future__ import annotations

import asyncio
from enum import Enum
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container

from csptui.domain.shown import show_line
from csptui.tui.history_words import chart_words, extent_words, place_words, quarter_lines, series_lines
from csptui.tui.screens.page import Body, Page
from csptui.tui.sizes import LOW, SHORT, WIDE
from csptui.tui.widgets.chart_pane import ChartPane
from csptui.tui.widgets.quarter_list import QuarterList
from csptui.tui.widgets.wording import Bar, Ledger, named, one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from textual import events
    from textual.screen import Screen
    from textual.widget import Widget

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import Quarter
    from csptui.outputs.appearance import Look
    from csptui.outputs.line import Line
    from csptui.tui.app import CsptuiApp
    from csptui.tui.held_history import HeldHistory
    from csptui.tui.screens.board import BoardScreen

NARROWEST_CHART = 56
"""Columns that the chart keeps beside the numbers, or half the window where that is less."""
LINE = 1
"""The column of the line between chart and numbers."""


_MEANINGS = (
    "a point: a figure, or rolling 12 months",
    "on a control chart: an improvement, a concern, a special cause that is neither",
    "on the axis: the quarter of the cursor",
    "a part of a period, compared with nothing",
    "no figure is held",
)
SIGNS = (
    tuple(zip(("● ■", "▲ ■ ►", "▲", "(40)", "–"), _MEANINGS, strict=True)),
    tuple(zip(("o #", "^ # >", "^", "(40)", "-"), _MEANINGS, strict=True)),
)
"""What is drawn only here, with glyphs and in plain ASCII; a chart's legend names the lines that it has."""


class Shows(Enum):
    """What the chart is of."""

    FIGURE = "Figures"
    ROLLING = "Rolling 12 months"
    CONTROL = "Control chart"


class HistoryScreen(Page[None]):
    """Every quarter held of one indicator, as chart and as numbers; the cursor's quarter is told in full."""

    TITLE_WORDS: ClassVar[str] = "History"
    AUTO_FOCUS: ClassVar[str] = "QuarterList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s",
            "chart",
            "Next chart",
            tooltip="Figures, rolling 12 months, control chart",
            id="history.chart",
        ),
        Binding("tab", "read(1)", "Read on", tooltip="Read on below", id="history.read"),
        Binding("shift+tab", "read(-1)", "Read back", tooltip="Read back", id="history.read-back"),
    ]
    BAR: ClassVar[tuple[tuple[str, str, int], ...]] = (
        ("history.chart", "Next chart", 1),
        ("page.down page.up", "Quarter", 3),
        ("history.read", "Read on", 4),
        ("page.help", "Help", 0),
        ("page.back", "Back", 0),
    )
    HELPS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "page.down": "The quarter after",
            "page.up": "The quarter before",
            "page.page-down": "A page of quarters on",
            "page.page-up": "A page of quarters back",
            "page.half-down": "Half a page of quarters on",
            "page.half-up": "Half a page of quarters back",
            "page.first": "The first quarter",
            "page.last": "The last quarter",
        }
    )
    DEFAULT_CSS = """
    HistoryScreen #history-middle { height: 1fr; layout: vertical; }
    HistoryScreen #history-left { width: 1fr; height: 3fr; padding: 0 1; }
    HistoryScreen #history-title { height: 1; }
    HistoryScreen QuarterList {
        height: 2fr; border-top: solid $csp-hairline; overflow-x: hidden; overflow-y: auto;
        scrollbar-size: 1 1; scrollbar-gutter: stable; background: $background;
    }
    HistoryScreen #history-detail {
        height: 4; border-top: solid $csp-hairline; padding: 0 1; scrollbar-size: 1 1;
    }
    HistoryScreen.-low #history-detail { display: none; }
    HistoryScreen.-tall #history-detail { height: 10; }
    HistoryScreen #history-words { height: auto; layout: vertical; }
    HistoryScreen #history-series { margin-top: 1; }
    HistoryScreen.-beside #history-words { layout: horizontal; }
    HistoryScreen.-beside #history-words Ledger { width: 1fr; margin: 0 2 0 0; }
    HistoryScreen.-beside #history-middle { layout: horizontal; }
    HistoryScreen.-beside #history-left { height: 1fr; }
    HistoryScreen.-beside QuarterList { height: 1fr; border-top: none; border-left: solid $csp-hairline; }
    """

    def __init__(self, board: BoardScreen, indicator: Indicator) -> None:
        super().__init__()
        self._board, self._indicator = board, indicator
        self._held: HeldHistory | None = None
        self._shows = Shows.FIGURE
        self._is_stale = self._is_reading = False

    def body(self) -> Iterable[Widget]:
        """Give the chart and the numbers, and under them what the quarter has to say."""
        with Container(id="history-middle"):
            with Container(id="history-left"):
                yield Bar(id="history-title")
                yield ChartPane(id="history-chart")
            yield QuarterList(ascii_only=bool(getattr(self.app, "ascii_only", False)))
        with Body(id="history-detail"), Container(id="history-words"):
            yield Ledger(gutter=15, id="history-quarter")
            yield Ledger(gutter=12, id="history-series")

    def on_mount(self) -> None:
        """Read the quarters, now and whenever the board has other data."""
        self.watch(self._board, "dataset", self._look_again, init=False)
        self._look_again()

    def _look_again(self) -> None:
        self._is_stale = True
        if not self._is_reading:
            self._is_reading = True
            self.run_worker(self._read(), group="history")

    async def _read(self) -> None:
        """Read until what was read is of the data that the board has."""
        while self._is_stale and self.is_open:
            self._is_stale = False
            board = self._board
            found = board.dataset.indicator(self._indicator.id)
            self._indicator = found or self._indicator
            folder = board.workspace.folder
            held = await asyncio.to_thread(self._read_all, folder, board.dataset, self._indicator)
            if self.is_open:
                self._take(held)
        self._is_reading = False

    @staticmethod
    def _read_all(folder: Path, dataset: Dataset, indicator: Indicator) -> HeldHistory:
        from csptui.tui.held_history import held_history  # noqa: PLC0415 - brings in pandas

        return held_history(folder, dataset, indicator)

    # What is shown

    @property
    def _list(self) -> QuarterList:
        return self.query_one(QuarterList)

    def _take(self, held: HeldHistory) -> None:
        """Show another history; the cursor stays on its quarter."""
        before = self._held
        quarter = self._board.card.quarter
        if before is not None and self._list.at < len(before.table.rows):
            quarter = before.table.rows[self._list.at].quarter
        self._held = held
        self._list.put_history(held.table, held.place_of(quarter))
        self.query_one("#history-series", Ledger).put(series_lines(held))
        self._share_width()
        self._draw()
        self.tell()

    def _draw(self) -> None:
        held = self._held
        if held is not None:
            rows = held.table.rows
            quarter = rows[self._list.at].quarter if rows else None
            self.query_one(ChartPane).put(partial(drawing, held, self._shows, quarter))
            at = list(Shows).index(self._shows) + 1
            self.query_one("#history-title", Bar).put(
                text(self._shows.value, "strong"), text(f"chart {at} of {len(Shows)}", "dim")
            )

    def tell(self) -> None:
        """Say whose quarters these are and how many; in the spoken line, what the cursor's quarter has."""
        name, short = named(self._indicator)
        held = self._held
        if held is None:
            self.head.put(name, text("reading…", "dim"), shorter=short)
            self.say(f"History of {show_line(self._indicator.code)}: it is being read.")
            return
        self.head.put(name, one_line(extent_words(held), "dim"), shorter=short)
        self.say(place_words(held, self._list.at))

    @on(QuarterList.Highlighted)
    def _go_on(self, message: QuarterList.Highlighted) -> None:
        message.stop()
        if self._held is not None:
            self.query_one("#history-quarter", Ledger).put(quarter_lines(self._held, self._list.at))
            self.query_one("#history-detail").scroll_home(animate=False)
            self._draw()
            self.tell()

    def on_resize(self, event: events.Resize) -> None:
        """Set the numbers beside the chart where there is room, and give the detail what there is."""
        self.set_class(event.size.width >= WIDE, "-beside")
        self.set_class(event.size.height >= SHORT, "-tall")
        self.set_class(event.size.height < LOW, "-low")
        self._share_width()

    def _share_width(self) -> None:
        """Give the numbers the width that they need, as far as the chart can spare it."""
        width = self.size.width
        most = max(width - NARROWEST_CHART, width // 2)
        self._list.styles.width = self._list.width_within(most) + LINE if width >= WIDE else "1fr"
        self.call_after_refresh(self._list.show_cursor)

    # The keys

    def action_chart(self) -> None:
        """Show the next chart."""
        charts = list(Shows)
        self._shows = charts[(charts.index(self._shows) + 1) % len(charts)]
        self._draw()
        if self._held is not None:
            self.say(self._chart_words(self._held))

    def _chart_words(self, held: HeldHistory) -> str:
        if self._shows is Shows.CONTROL:
            return chart_words(held)
        if self._shows is Shows.ROLLING and not held.table.has_rolling:
            return held.why_no_rolling
        return f"{self._shows.value}, chart {list(Shows).index(self._shows) + 1} of {len(Shows)}."

    def signs(self) -> tuple[tuple[str, str], ...]:
        """Give the signs of charts and numbers."""
        return SIGNS[bool(getattr(self.app, "ascii_only", False))]

    def action_read(self, way: int) -> None:
        """Scroll what the quarter has to say."""
        detail = self.query_one("#history-detail")
        step = max(1, detail.scrollable_content_region.height - 1)
        detail.scroll_relative(y=step * way, animate=False)


def open_history(screen: Screen[Any], indicator: Indicator) -> None:
    """Show the history of an indicator over another screen than the board."""
    app = cast("CsptuiApp", screen.app)
    app.push_screen(HistoryScreen(app.main, indicator))


def drawing(
    held: HeldHistory, shows: Shows, mark: Quarter | None, width: int, height: int, look: Look
) -> Sequence[Line]:
    """Draw a chart of a history with a mark at one quarter, or say why there is none."""
    from csptui.outputs.drawings import control_drawing, figure_drawing, rolling_drawing  # noqa: PLC0415 - brings in the plotting library
    from csptui.outputs.layout import flow, words_of  # noqa: PLC0415 - as above

    if shows is Shows.FIGURE:
        return figure_drawing(held.table, width, height, look, mark)
    if shows is Shows.ROLLING and held.table.has_rolling:
        return rolling_drawing(held.table, width, height, look, mark)
    if shows is Shows.CONTROL and held.charted is not None:
        return control_drawing(held.charted, width, height, look, held.table.indicator, mark)
    told = held.chart_words if shows is Shows.CONTROL else held.why_no_rolling
    return flow(words_of(look.line(told)), width)
