"""Charts in the terminal: what must hold of any figures at any width, and what some of them look like."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csptui.domain.quarter import FinancialYear, Quarter
from csptui.outputs.appearance import STYLES, Look
from csptui.outputs.axes import Labels, group_row, name_row, places, scale_of
from csptui.outputs.chart import (
    LEAST_ROWS,
    Breaks,
    Level,
    Plotted,
    Shape,
    Signal,
    Stroke,
    chart_lines,
    quarter_labels,
    year_labels,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.outputs.chart import Number
    from csptui.outputs.line import Line

TRUSTED = set("■▲●–↑↓→►≈≤│─█┤└┬…") | {chr(code) for code in range(0x20, 0x7F)}
POINTS = {sign for shape in Shape for sign in shape.value}
BEGINS = Quarter(FinancialYear(2010), 1)

numbers = st.one_of(
    st.decimals(-(10**15), 10**15, places=3),
    st.integers(-(10**30), 10**30),
    st.fractions(-(10**9), 10**9),
    st.sampled_from([Decimal(0), Decimal("0.001"), Decimal("-0.001"), Decimal("1e12"), Decimal("-1e-12")]),
)
columns = st.lists(st.one_of(st.none(), numbers), min_size=0, max_size=70)


def text(value: Decimal) -> str:
    """Print a figure as units do."""
    return f"{value:,f}"


def quarters(count: int) -> list[Quarter]:
    """Give so many quarters."""
    found = [BEGINS]
    while len(found) < count:
        found.append(found[-1].next())
    return found[:count]


def drawn(
    values: Sequence[Number | None],
    width: int = 60,
    height: int = 12,
    *,
    more: Sequence[Plotted | Level] = (),
    breaks: Sequence[int] = (),
    ascii_only: bool = False,
) -> list[Line]:
    """Draw one series of figures by quarter."""
    labels = quarter_labels(quarters(len(values)))
    look = Look(width, ascii_only=ascii_only)
    series = [*more, Plotted("figure", values)]
    return chart_lines(series, labels, width, height, look, y_text=text, breaks=Breaks(breaks))


def body(lines: Sequence[Line]) -> list[str]:
    """Give the part of a chart that the points are in, without its scale."""
    rows = [line.plain for line in lines]
    at = next(i for i, row in enumerate(rows) if re.match(r" *[└+]", row))
    edge = rows[at].index("└") if "└" in rows[at] else rows[at].index("+")
    return [row[edge + 1 :] for row in rows[:at]]


@settings(deadline=None, max_examples=120)
@given(columns, columns, st.integers(12, 200), st.integers(1, 40), st.booleans(), st.data())
def test_any_figures_at_any_size(
    values: list[Number | None],
    level: list[Number | None],
    width: int,
    height: int,
    ascii_only: bool,  # noqa: FBT001 - hypothesis gives it so
    data: st.DataObject,
) -> None:
    """No line is wider than asked for, no sign is one that a terminal may lack, no style is unknown."""
    breaks = data.draw(st.lists(st.integers(0, 80), max_size=3))
    level = (level + [None] * len(values))[: len(values)]
    targets = Level("target", level, data.draw(st.sampled_from(list(Stroke))))
    lines = drawn(values, width, height, more=[targets], breaks=breaks, ascii_only=ascii_only)
    for line in lines:
        assert line.cells <= width
        assert set(line.plain) <= TRUSTED
        assert line.plain.isascii() or not ascii_only
        assert all(style in STYLES or not style for _, style in line.pieces)
    if any(value is not None for value in values):
        assert len(body(lines)) >= LEAST_ROWS


@settings(deadline=None, max_examples=120)
@given(columns, st.integers(20, 120), st.integers(8, 30))
def test_each_figure_is_there_and_no_gap_is_filled(
    values: list[Number | None], width: int, height: int
) -> None:
    """A point stands in the column of each figure held, and no sign of it where a quarter has none."""
    if all(value is None for value in values):
        assert [line.plain for line in drawn(values, width, height)] == ["No figure to draw."]
        return
    rows = body(drawn(values, width + 45, height))
    room = max(map(len, rows))
    found = places(len(values), room)
    held = {column for column, value in zip(found, values, strict=True) if value is not None}
    assert {at for row in rows for at, sign in enumerate(row) if sign in POINTS} == held
    for at, (column, value) in enumerate(zip(found, values, strict=True)):
        if value is None and column not in held:
            beyond = found[at - 1] if at else -1, found[at + 1] if at + 1 < len(found) else room
            between = {row[beyond[0] + 1 : beyond[1]].strip() for row in rows}
            assert between <= {""}, "a gap is bridged"


@settings(deadline=None)
@given(st.lists(numbers, min_size=2, max_size=40), st.integers(8, 40))
def test_higher_figures_are_never_drawn_lower(values: list[Number], rows: int) -> None:
    """The scale keeps the order, holds every figure, and names rows that are apart by different texts."""
    scale = scale_of(values, rows, text)
    heights = [scale.row(value) for value in sorted(Fraction(one) for one in values)]
    assert heights == sorted(heights)
    assert all(0 <= one < rows for one in heights)
    assert len(scale.ticks) >= 2
    assert len({said for _, said in scale.ticks}) == len({row for row, _ in scale.ticks}) == len(scale.ticks)


@given(st.integers(1, 240), st.integers(10, 200))
def test_labels_never_meet(count: int, room: int) -> None:
    """Names and years stand apart by a blank at least, each under its own place, or are left out."""
    labels = quarter_labels(quarters(count))
    found = places(count, room)
    assert all(0 <= one < room for one in found)
    assert sorted(found) == list(found)
    for row, ticked in (name_row(labels, found, room), group_row(labels, found, room)):
        assert len(row) <= room
        words = row.split()
        assert len(words) == len(ticked)
        assert set(words) <= {*labels.names, *labels.groups}
        assert set(ticked) <= set(found)
    years, ticked = group_row(labels, found, room)
    assert years
    for word, column in zip(years.split(), ticked, strict=True):
        assert labels.groups[found.index(column)] == word or room < count


def test_a_break_is_not_crossed() -> None:
    """Points on both sides of a break are not joined, and its mark stands from top to bottom."""
    joined = body(drawn([1, 2, 3, 4], 40, 10))
    parted = body(drawn([1, 2, 3, 4], 40, 10, breaks=[2]))
    found = places(4, max(map(len, joined)))
    between = slice(found[1] + 1, found[2])
    assert any(row[between].strip() for row in joined)
    assert {row[between].strip() for row in parted} == {"│"}
    assert [line.plain for line in drawn([1, 2, 3, 4], 40, 10, breaks=[2])][-1].endswith("│ break in series")


def test_a_break_before_the_first_figure_is_no_mark() -> None:
    """There is nothing to be parted from."""
    assert not any("│" in row for row in body(drawn([1, 2], 40, 10, breaks=[0])))


@pytest.mark.parametrize(
    "values",
    [
        (5,),
        (0,),
        (-3, -3, -3),
        (7, 7),
        (None, 4, None),
        (0, 10**15),
        (-(10**15), 10**15),
        (Decimal("1e-6"),) * 2,
    ],
)
def test_hostile_figures(values: Sequence[int | None]) -> None:
    """One figure, figures all alike, huge, tiny and negative ones have a scale of at least two numbers."""
    lines = drawn(values, 70, 12)
    assert any(sign in row for row in body(lines) for sign in "●")
    assert sum("┤" in line.plain for line in lines) >= 2


def test_two_hundred_quarters_in_sixty_columns() -> None:
    """Points share columns, the years that have room are named, and nothing is wider than asked for."""
    lines = drawn([at % 17 for at in range(200)], 60, 14)
    assert max(line.cells for line in lines) <= 60
    assert "10/11" in lines[-2].plain
    assert "┬" in lines[-3].plain


def test_crowded_points_are_not_joined() -> None:
    """Where points have hardly a column each, lines would hide them."""
    values = [at * 7 % 11 for at in range(60)]
    assert not any(set(row) & set("/\\│─") for row in body(drawn(values, 60, 14)))
    assert any(set(row) & set("/\\│─") for row in body(drawn(values, 90, 14)))


def test_signs_and_legend() -> None:
    """Each series has its own sign, a signal its own, a level its stroke; the legend names those."""
    series: list[Plotted | Level] = [
        Level("limits", [9, 9, 9], Stroke.DOTTED),
        Level("nothing", [None] * 3),
        Plotted("one", [1, 2, 3]),
        Plotted("other", [4, 5, 6], Shape.SQUARE, signals={1: Signal(Shape.TRIANGLE, "odd", "worse")}),
    ]
    look = Look(60)
    lines = chart_lines(series, ["a", "b", "c"], 60, 14, look, y_text=text)
    assert [line.plain for line in lines][-1] == "■ other   ▲ odd   ● one   ... limits"
    marked = [piece for line in lines[:-1] for piece in line.pieces if piece[0] == "▲"]
    assert marked == [("▲", "worse")]
    rows = "".join(body(lines))
    assert (rows.count("●"), rows.count("■"), rows.count("▲")) == (3, 2, 1)


def test_the_first_of_the_legend_is_what_matters() -> None:
    """A low chart has one line of legend: the points, then what was drawn over the rest."""
    more = [Level(f"level {at}", [at] * 4) for at in range(6)]
    lines = drawn([1, 2, 3, 4], 40, 9, more=more)
    assert lines[-1].plain.startswith("● figure   ─── level 5") or lines[-1].plain.startswith(
        "● figure   ────"
    )
    assert len(lines) == 9


def test_the_marked_quarter() -> None:
    """A mark on the axis stands under its quarter, and under none that is not there."""
    found = quarters(8)
    for mark, stands in ((found[3], True), (found[7].next(), False), (None, False)):
        labels = quarter_labels(found, mark)
        lines = chart_lines([Plotted("", list(range(8)))], labels, 60, 12, Look(60), y_text=text)
        axis = next(line.plain for line in lines if "└" in line.plain)
        assert ("▲" in axis) is stands
        if stands:
            assert axis.index("▲") - axis.index("└") - 1 == places(8, 60 - axis.index("└") - 1)[3]
    years = [FinancialYear(2010), FinancialYear(2011)]
    assert year_labels(years, found[5]) == Labels(["10/11", "11/12"], marked=1)


def test_nobodys_signs() -> None:
    """A name from a file is shown as symbols where it holds a control character, and cut where it is long."""
    lines = chart_lines(
        [Plotted("a\x1b[31mb" + "c" * 90, [1, 2])], ["\x07", "two"], 40, 10, Look(40), y_text=text
    )
    whole = "\n".join(line.plain for line in lines)
    assert "\x1b" not in whole
    assert "\x07" not in whole
    assert max(line.cells for line in lines) <= 40


def test_how_it_looks() -> None:
    """A gap, a break, a target that changes and a group's average, as they are printed."""
    values = [10, 14, 12, None, 20, 26, 24, 30]
    more = [Level("target", [15] * 4 + [25] * 4, Stroke.DASHED)]
    lines = drawn(values, 46, 12, more=more, breaks=[6])
    assert [line.plain.rstrip() for line in lines] == HELD
    plain = drawn(values, 46, 12, more=more, breaks=[6], ascii_only=True)
    table = str.maketrans("●│┤└┬─–", "o|++++-")
    assert [line.plain.translate(table).replace("+", "-") for line in lines] == [
        line.plain.replace("+", "-") for line in plain
    ]


HELD = [
    "30 ┤                                │     /─●",
    "   │                     –– –– /─●––│–●─── ––",
    "20 ┤                       ●───     │",
    "   │–– –– –– –– –– –– ––            │",
    "   │     /─●────●                   │",
    "10 ┤ ●───                           │",
    "   │                                │",
    " 0 ┤                                │",
    "   └─┬─────┬────┬─────┬────┬─────┬────┬─────┬─",
    "     Q1    Q2   Q3    Q4   Q1    Q2   Q3    Q4",
    "     10/11                 11/12",
    "● figure   │ break in series   –– –– target",
]
