"""The table draws what is visible, exactly as wide as it is, whatever the data hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from main_harness import ROOT, _colours
from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult

from csptui.domain.figure import number_text
from csptui.domain.indicator import Section
from csptui.domain.quarter import Quarter
from csptui.storage.folder import load
from csptui.tui.appearance import STANDARD
from csptui.tui.cells import Basis, cell, columns, figure_fit, fit
from csptui.tui.view import Lens, look
from csptui.tui.widgets.indicator_table import IndicatorTable

if TYPE_CHECKING:
    from textual.geometry import Region

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row
    from csptui.tui.messages import HeaderSelected, RowHighlighted, RowSelected

__all__ = ["_colours"]

DERBY: Dataset = load(ROOT / "data")[0]


class TableApp(App[None]):
    """One table and what it says."""

    def __init__(self, dataset: Dataset = DERBY, lens: Lens | None = None) -> None:
        super().__init__()
        self.register_theme(STANDARD.theme())
        self.theme = STANDARD.name
        self.card = dataset.scorecard()
        self.lens = lens or Lens()
        self.said: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield IndicatorTable(id="table")

    def on_mount(self) -> None:
        self.table.styles.scrollbar_size_vertical = 1
        self.table.shown = look(self.card, self.lens)
        self.table.focus()

    @property
    def table(self) -> IndicatorTable:
        return self.query_one(IndicatorTable)

    def on_row_highlighted(self, message: RowHighlighted) -> None:
        self.said.append(("highlighted", message.indicator))

    def on_row_selected(self, message: RowSelected) -> None:
        self.said.append(("selected", message.indicator))

    def on_header_selected(self, message: HeaderSelected) -> None:
        self.said.append(("header", message.column))


def drawn(table: IndicatorTable) -> list[str]:
    return [table.render_line(y).text for y in range(table.size.height)]


def many(rows: int) -> Dataset:
    """Give a partnership with many indicators, each one of Derby's under another id."""
    held = DERBY.indicators
    inside = tuple(
        replace(held[at % len(held)], id=f"X{at}", code=f"X {at}", section="") for at in range(rows)
    )
    theme = replace(DERBY.themes[0], sections=(Section("", inside),))
    return replace(DERBY, themes=(theme,))


@pytest.mark.parametrize("width", [*range(20, 200, 7), 60, 79, 80, 99, 100, 139, 140])
def test_columns_fill_the_width_and_no_more(width: int) -> None:
    for basis in (Basis("08/09"), Basis("08/09", has_trend=True, has_owner=True)):
        made = columns(width, basis, 8)
        taken = sum(column.gap + column.width for column in made)
        assert taken == width or made[2].width == 8
        assert len({column.id for column in made}) == len(made)


@pytest.mark.parametrize("width", range(76, 124))
def test_last_years_part_of_a_period_is_never_cut(width: int) -> None:
    """With its mark or, where that has no room, as a word: no digit goes, and none passes for a whole."""
    card = load(ROOT / "csptui" / "examples" / "enfield", Quarter.parse("2024/25 Q1"))[0].scorecard()
    parts = [row for row in card.rows if row.baseline_part]
    assert parts
    column = next(one for one in columns(width, Basis("23/24"), 5) if one.id == "baseline")
    for row in parts:
        shown = cell(column, row, has_trend=False, unsaved=False, ascii_only=False).text.strip()
        marked = f"{number_text(row.baseline.figure, row.indicator)}[m]"
        assert shown in {marked, marked.replace(",", ""), "part"}, row.id


@pytest.mark.parametrize("width", [60, 80, 95, 115, 160])
async def test_each_line_is_as_wide_as_the_table(width: int) -> None:
    app = TableApp()
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.pause()
        table = app.table
        for y in range(table.size.height):
            assert table.render_line(y).cell_length == table.scrollable_content_region.width


@given(st.text(max_size=60), st.integers(1, 50), st.booleans())
def test_a_text_is_cut_or_filled_to_its_cells(text: str, width: int, right: bool) -> None:  # noqa: FBT001
    plain = "".join(character for character in text if character.isprintable())
    assert cell_len(fit(plain, width, right=right)) == width


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("2,475", 7, "  2,475"),
        ("1,234,567", 7, "1234567"),
        ("12,345,678", 7, "123456…"),
        ("See comment", 7, "See co…"),
        ("児童虐待", 5, "児童…"),
    ],
)
def test_a_figure_too_wide_is_never_cut_unmarked(text: str, width: int, fitted: str) -> None:
    assert figure_fit(text, width) == fitted


HOSTILE = [
    "[/]",
    "[red]x[/red]",
    "\x1b[31mred\x1b[0m",
    "\x07\x00",
    "a\u202eb",
    "児童虐待" * 9,
    "e\u0301" * 40,
    "🧨" * 30,
    "\t\t",
    "\ud800",
    "x" * 5000,
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200) | st.sampled_from(HOSTILE), st.sampled_from([60, 80, 120, 160]))
def test_any_text_draws_in_its_place(text: str, width: int) -> None:
    """No name, code, owner or section can break a line or reach the terminal."""
    import asyncio  # noqa: PLC0415 - hypothesis runs no coroutine itself

    first = DERBY.themes[0]
    bad = replace(
        first.indicators[0], name=text, short=text, code=text, codes=(text,), owner=text, section=text
    )
    dataset = replace(DERBY, themes=(replace(first, name=text, sections=(Section(text, (bad,)),)),))

    async def draw() -> None:
        app = TableApp(dataset)
        async with app.run_test(size=(width, 12)) as pilot:
            await pilot.pause()
            table = app.table
            for y in range(table.size.height):
                strip = table.render_line(y)
                assert strip.cell_length == table.scrollable_content_region.width
                assert all(character.isprintable() for character in strip.text)

    asyncio.run(draw())


async def test_a_move_draws_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    app = TableApp(many(5000))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "j")
        regions: list[Region] = []
        refresh = app.table.refresh

        def watched(*asked: Region, **others: bool) -> IndicatorTable:
            regions.extend(asked or (app.table.size.region,))
            return refresh(*asked, **others)

        monkeypatch.setattr(app.table, "refresh", watched)
        await pilot.press("j")
        assert [(region.y, region.height) for region in regions] == [(4, 1), (5, 1)]


async def test_only_visible_lines_are_ever_made() -> None:
    app = TableApp(many(5000))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("G", "g", "pagedown")
        assert len(app.table._strips) < 150
        assert drawn(app.table)[1] != ""


async def test_a_changed_row_is_drawn_anew_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    app = TableApp(many(500))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        table = app.table
        made: list[str] = []
        strip = table._row_strip

        def watched(row: Row, *, selected: bool) -> object:
            made.append(row.id)
            return strip(row, selected=selected)

        monkeypatch.setattr(table, "_row_strip", watched)
        row = table.shown.rows[3]
        table.shown = table.shown.with_row(replace(row, comment="changed"))
        await pilot.pause()
        assert made == [row.id]


async def test_the_cursor_and_the_view_move_as_in_vim() -> None:
    app = TableApp(many(200))
    async with app.run_test(size=(100, 21)) as pilot:
        for keys, at in (
            (["j"], 1),
            (["k", "k"], 0),
            (["G"], 199),
            (["g"], 0),
            (["pagedown"], 20),
            (["ctrl+d"], 30),
            (["ctrl+u"], 20),
            (["pageup"], 0),
            (["end"], 199),
            (["home"], 0),
            (["down", "down", "up"], 1),
        ):
            await pilot.press(*keys)
            assert app.table.at == at, keys
            line = app.table._line_of[at] + 1 - app.table.scroll_offset.y
            assert 1 <= line < app.table.size.height, keys


async def test_the_first_row_shows_its_headings() -> None:
    app = TableApp()
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.press("G", "g")
        assert "Substance Abuse" in drawn(app.table)[1]


async def test_it_says_where_the_cursor_is_and_what_is_chosen() -> None:
    app = TableApp(lens=Lens(theme="youth-crime"))
    async with app.run_test(size=(100, 21)) as pilot:
        await pilot.pause()
        app.said.clear()
        await pilot.press("j")
        await pilot.click("#table", offset=(30, 2))
        await pilot.click("#table", offset=(30, 5))
        await pilot.click("#table", offset=(30, 15))
        assert app.said == [("highlighted", "NI19"), ("selected", "NI19"), ("highlighted", "NI44b-d")]


async def test_each_heading_orders_by_its_column() -> None:
    app = TableApp(lens=Lens(theme="youth-crime"))
    async with app.run_test(size=(130, 21)) as pilot:
        await pilot.pause()
        app.said.clear()
        header = drawn(app.table)[0]
        for word in ("RAG", "Ref", "Indicator", "08/09", "Target", "Actual", "v target", "On "):
            await pilot.click("#table", offset=(header.index(word), 0))
        told = [said[1] for said in app.said if said[0] == "header"]
        assert told == ["rag", "ref", "name", "baseline", "target", "actual", "variance", "trend"]


async def test_the_wheel_scrolls_and_the_cursor_stays() -> None:
    app = TableApp(many(200))
    async with app.run_test(size=(100, 21)) as pilot:
        await pilot.pause()
        for _ in range(3):
            turn = events.MouseScrollDown(app.table, 5, 5, 0, 0, 0, shift=False, meta=False, ctrl=False)
            app.table.post_message(turn)
            await pilot.pause()
        await pilot.pause()
        assert app.table.scroll_offset.y > 0
        assert app.table.at == 0
        await pilot.press("j")
        assert app.table.scroll_offset.y <= 2


async def test_other_rows_with_the_same_indicator_keep_the_cursor() -> None:
    app = TableApp()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*["j"] * 10)
        app.table.shown = look(app.card, Lens(theme="community-safety"))
        await pilot.pause()
        assert app.table.row is not None
        assert app.table.row.id == "NI33"


async def test_a_row_on_another_basis_than_the_heading_is_marked() -> None:
    """Where one row has a trend, the column is headed so, and rows without are marked [y]."""
    before = DERBY.shown.previous()
    reading = DERBY.record.readings["NI20"]
    held = replace(DERBY.record, readings={"NI20": reading}, comments={})
    dataset = replace(DERBY, quarters={**DERBY.quarters, before: held})
    app = TableApp(dataset, Lens(theme="community-safety"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        header, *rows = drawn(app.table)
        assert "Trend" in header
        assert "On " not in header
        assert "[y]" in next(line for line in rows if "NI 33" in line)
        assert "[y]" not in next(line for line in rows if "NI 20" in line)
