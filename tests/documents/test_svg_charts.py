"""Charts as drawings: valid, legible without colours, and true to their numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest
from documents import hostile_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from csptui.domain.shown import show_line
from csptui.legend import COLOURS
from csptui.outputs.document.access.contrast import LEAST, contrast
from csptui.outputs.document.model import Bar, Bars, Chart, Plot, Plotted, Table
from csptui.outputs.document.palette import PAPER
from csptui.outputs.document.svg.bars import drawn_bars
from csptui.outputs.document.svg.drawing import NARROW, WIDE, svg_of
from csptui.outputs.document.svg.text import SIZE, lines_of, shortened, width_of

MARKS = list(COLOURS.values())
NUMBERS = Table("Numbers", "", (), ())
SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])


class Text(NamedTuple):
    """A text of a drawing, with the room that it takes by rule of thumb."""

    said: str
    left: float
    base: float
    right: float


def _bars(*counts: tuple[int, int, int, int], label: str = "Theme") -> Chart:
    bars = tuple(Bar(f"{label} {at}", tuple(zip(MARKS, one, strict=True))) for at, one in enumerate(counts))
    return Chart("Ratings", "In words.", Bars(bars), NUMBERS)


def _plot(*values: int | None, target: int | None = None, breaks: int = -1, label: str = "") -> Chart:
    points = tuple(
        Plotted(
            f"{2009 + at // 4}/{10 + at // 4} Q{at % 4 + 1}",
            None if value is None else Decimal(value),
            "[x]" if value is None else f"{value:,}",
            None if target is None else Decimal(target),
            breaks=at == breaks,
        )
        for at, value in enumerate(values)
    )
    ticks = tuple((Decimal(value), f"{value:,}") for value in range(0, 201, 50))
    return Chart("History", "In words.", Plot(points, ticks, label), NUMBERS)


def _drawn(chart: Chart, width: float = WIDE) -> etree._Element:
    return etree.fromstring(svg_of(chart, width=width).encode(), etree.XMLParser(resolve_entities=False))


def _texts(root: etree._Element) -> list[Text]:
    found = []
    for element in root.iter(f"{SVG}text"):
        said, x = element.text or "", float(element.get("x", "0"))
        wide = width_of(said)
        left = x - {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", ""), 0.0)
        found.append(Text(said, left, float(element.get("y", "0")), left + wide))
    return found


def _apart(one: Text, other: Text) -> bool:
    return (
        one.right <= other.left + 1 or other.right <= one.left + 1 or abs(one.base - other.base) >= SIZE - 3
    )


CHARTS = {
    "Derby": _bars((1, 1, 2, 1), (2, 0, 3, 6), (2, 0, 5, 0), (0, 1, 0, 0)),
    "many": _bars((1, 3, 400, 96), (100, 3, 0, 0), label="A theme with a name that is long"),
    "nothing": _bars((0, 0, 0, 0)),
    "no bars": _bars(),
    "line": _plot(20, 40, 90, 120, 130, 80, target=110, label="Target 110"),
    "gap": _plot(20, None, 90, None, None, 130, target=60, breaks=2, label="Target, at most 60"),
    "one": _plot(70),
    "none": _plot(None, None),
    "no points": _plot(),
    "long": _plot(*(100 + at % 7 * 10 for at in range(58)), target=120, label="Target 120"),
}


@WIDTHS
@pytest.mark.parametrize("name", CHARTS)
def test_a_drawing_is_valid_named_and_alone(name: str, width: float) -> None:
    """It is XML with title and description that it points to, and nothing that runs or is fetched."""
    chart = CHARTS[name]
    root = _drawn(chart, width)
    assert root.get("role") == "img"
    ids = {element.get("id"): element.text for element in root if element.get("id")}
    assert [ids[one] for one in root.get("aria-labelledby", "").split()] == [chart.title, chart.alternative]
    assert {etree.QName(element).localname for element in root.iter()} <= {
        *("svg", "title", "desc", "rect", "line", "circle", "text")
    }
    assert not re.search(r"href|url\(|style=|script", svg_of(chart))


@WIDTHS
@pytest.mark.parametrize("name", CHARTS)
def test_no_text_is_cut_and_no_two_overlap(name: str, width: float) -> None:
    """Everything that is said has room within the drawing and beside what else is said."""
    root = _drawn(CHARTS[name], width)
    high = float(root.get("height", "0"))
    texts = _texts(root)
    for one in texts:
        assert one.left >= -0.5, one
        assert one.right <= width + 0.5, one
        assert SIZE - 5 <= one.base <= high + 0.5, one
    for one, other in combinations(texts, 2):
        assert _apart(one, other), (one, other)


@WIDTHS
@pytest.mark.parametrize("name", CHARTS)
def test_every_text_stands_out_from_its_ground(name: str, width: float) -> None:
    """The ground of a text is the last box that it stands in; 4.5 to 1 is the least."""
    root = _drawn(CHARTS[name], width)
    boxes: list[tuple[float, float, float, float, str]] = []
    for element in root.iter(f"{SVG}rect", f"{SVG}text"):
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        if element.tag == f"{SVG}rect":
            wide, high = float(element.get("width", "0")), float(element.get("height", "0"))
            boxes.append((x, y, x + wide, y + high, element.get("fill", PAPER)))
        else:
            grounds = [box[4] for box in boxes if box[0] <= x <= box[2] and box[1] <= y <= box[3]]
            assert contrast(element.get("fill", ""), grounds[-1]) >= LEAST


def test_bars_say_letter_and_number_and_leave_out_what_is_none() -> None:
    """Each part can be read in black and white, and a rating that nothing has is not drawn."""
    said = [text.said for text in _texts(_drawn(CHARTS["Derby"]))]
    for told in ("R 1", "A 1", "G 2", "– 1", "R 2", "G 3", "– 6", "G 5"):
        assert told in said
    assert not [told for told in said if re.fullmatch(r". 0", told)]
    assert {"Red", "Amber", "Green", "Not rated"} <= set(said)


def test_the_key_has_the_order_of_the_ratings_whatever_the_bars_begin_with() -> None:
    """Red comes first in the key, though the first bar has none."""
    said = [text.said for text in _texts(_drawn(_bars((0, 0, 1, 2), (3, 0, 0, 0))))]
    assert [one for one in said if one in {mark.word for mark in MARKS}] == ["Red", "Green", "Not rated"]


def test_parts_are_as_wide_as_their_counts() -> None:
    """A part that counts twice as many is twice as wide."""
    boxes = [
        float(one.get("width", "0"))
        for one in _drawn(_bars((2, 4, 8, 0))).iter(f"{SVG}rect")
        if float(one.get("height", "0")) == 21  # the bars alone: a swatch is lower, the ground is higher
    ]
    first, second, third = (wide + 2 for wide in boxes)
    assert second / first == pytest.approx(2, abs=0.01)
    assert third / first == pytest.approx(4, abs=0.01)


def test_a_part_too_narrow_for_its_number_has_it_below() -> None:
    """Nothing is squeezed: all numbers of such a bar stand under it."""
    assert "R 1, A 3, G 400, – 96" in [text.said for text in _texts(_drawn(CHARTS["many"]))]


def _lines(root: etree._Element, wide: str) -> list[tuple[float, float]]:
    found = [one for one in root.iter(f"{SVG}line") if one.get("stroke-width") == wide]
    return [(float(one.get("x1", "")), float(one.get("x2", ""))) for one in found]


def test_gaps_and_breaks_are_left_open() -> None:
    """Two points are joined only where both are held, one follows the other and no break lies between."""
    assert len(_lines(_drawn(_plot(1, 2, 3, 4, 5)), "2")) == 4
    assert len(_lines(_drawn(_plot(1, 2, None, 4, 5)), "2")) == 2
    assert len(_lines(_drawn(_plot(1, None, 3, None, 5)), "2")) == 0
    broken = _drawn(_plot(1, 2, 3, 4, 5, breaks=2))
    assert len(_lines(broken, "2")) == 3
    assert "[b]" in [text.said for text in _texts(broken)]


def test_every_figure_that_is_held_is_a_point_and_the_last_is_named() -> None:
    """Circles are as many as values, and the last says its own text."""
    root = _drawn(_plot(10, None, 30, 40, None))
    assert len(list(root.iter(f"{SVG}circle"))) == 3
    assert "40" in [text.said for text in _texts(root)]


def test_higher_values_stand_higher() -> None:
    """The places of points are true to their values, and to the ticks at the side."""
    root = _drawn(_plot(0, 50, 100, 200))
    heights = [float(one.get("cy", "")) for one in root.iter(f"{SVG}circle")]
    assert heights == sorted(heights, reverse=True)
    steps = [before - after for before, after in pairwise(heights)]
    assert steps[1] == pytest.approx(steps[0], abs=0.02)
    assert steps[2] == pytest.approx(2 * steps[0], abs=0.02)


def test_a_target_is_a_dashed_line_with_its_name_at_it() -> None:
    """One line for quarters with one target, named once."""
    root = _drawn(CHARTS["line"])
    dashed = [one for one in root.iter(f"{SVG}line") if one.get("stroke-dasharray") == "6 4"]
    assert len(dashed) == 1
    (name,) = [text for text in _texts(root) if text.said == "Target 110"]
    assert abs(name.base - float(dashed[0].get("y1", ""))) < SIZE + 4
    assert not [one for one in _drawn(_plot(1, 2)).iter(f"{SVG}line") if one.get("stroke-dasharray") == "6 4"]


@pytest.mark.parametrize("name", hostile_texts())
def test_hostile_texts_stay_texts(name: str) -> None:
    """Whatever a name holds, the drawing is valid, and its title is the name with hidden signs spelt out."""
    text = hostile_texts()[name]
    bars = Bars((Bar(text, ((MARKS[0], 1),)),))
    plot = Plot((Plotted(text, Decimal(1), text, Decimal(2)),), ((Decimal(1), text),), text)
    for drawing in (bars, plot):
        root = _drawn(Chart(text, text, drawing, NUMBERS), NARROW)
        assert root[0].text == show_line(text) or not show_line(text)
        assert "alert" not in {attribute for one in root.iter() for attribute in one.attrib}


def test_a_name_without_end_is_shortened_and_costs_nothing() -> None:
    """A label of 100,000 letters takes its lines and no more."""
    chart = _bars((1, 0, 0, 0), label="x" * 100_000)
    assert len(svg_of(chart)) < 3000


@given(st.text(max_size=200), st.floats(30, 400), st.integers(1, 4))
@settings(max_examples=150)
def test_lines_hold_what_they_have_room_for(text: str, room: float, most: int) -> None:
    """No line is wider than its room, and nothing is lost but after three dots."""
    lines = lines_of(text, room, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line) <= room + 0.001 for line in lines)
    joined = "".join(lines).replace(" ", "")
    whole = show_line(text).replace(" ", "")
    assert joined == whole or (joined.endswith("…") and whole.startswith(joined[:-1]))
    assert shortened(text, 10_000_000) == show_line(text) or len(show_line(text)) > 1000


@given(
    st.lists(st.one_of(st.none(), st.integers(-(10**9), 10**9)), max_size=60),
    st.one_of(st.none(), st.integers(-(10**9), 10**9)),
    st.sampled_from([WIDE, NARROW]),
)
@settings(max_examples=100)
def test_any_history_is_drawn_within_its_frame(
    values: list[int | None], target: int | None, width: float
) -> None:
    """Every point lies within the drawing, and names of quarters never touch."""
    root = _drawn(_plot(*values, target=target, label="Target"), width)
    high = float(root.get("height", "0"))
    for one in root.iter(f"{SVG}circle"):
        assert 0 <= float(one.get("cx", "")) <= width
        assert 0 <= float(one.get("cy", "")) <= high
    names = [text for text in _texts(root) if re.fullmatch(r"\d{4}/\d\d Q\d", text.said)]
    assert all(one.right <= other.left or other.right <= one.left for one, other in combinations(names, 2))


def test_the_label_of_the_last_bar_is_not_cut_at_the_foot() -> None:
    """Two lines of a long label stand lower than their bar; letters such as g reach below the second."""
    bars = Bars((Bar("Community Cohesion and Neighbourhoods again", ((MARKS[0], 3),)),))
    parts, height = drawn_bars(bars, 500)
    lowest = max(float(one) for part in parts for one in re.findall(r'<text[^>]* y="([0-9.]+)"', part))
    assert lowest + 5 <= height
