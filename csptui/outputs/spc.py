"""The page of a control chart: what it says, its lines, the chart, and each point with its special cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from csptui.analysis.spc import Signal
from csptui.analysis.spc_words import LETTERS, cause_words, rounded, sentence
from csptui.domain.figure import digits, places_of
from csptui.outputs.drawings import SIGNALS, control_drawing
from csptui.outputs.layout import Cell, Column, cut, flow, lay_row, rule, spread, words_of, wrap
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from csptui.analysis.spc import Chart
    from csptui.domain.indicator import Indicator
    from csptui.outputs.appearance import Look

HEIGHT = 18
"""Lines of the chart, its axis and legend included."""
_LEAST_PLACES, _MORE_PLACES = 4, 2
_MOST_VALUE, _GAP = 16, 2


class Subject(NamedTuple):
    """Whose chart it is; a list of values has no indicator. `set_in` says where the settings stand."""

    title: str
    indicator: Indicator | None = None
    set_in: str = ""


def spc_page(made: Chart, subject: Subject, look: Look) -> list[Line]:
    """Give the whole page."""
    left = Line(look.line(subject.title), "strong")
    lines = spread(left, Line("Control chart", "strong"), look.width)
    indicator = subject.indicator
    if indicator is not None:
        lines += flow(words_of(look.line(f"{indicator.code}  {indicator.name}")), look.width)
    lines += [Line(), *_flowed(sentence(made), look, "strong")]
    text = _line_text(made, indicator)
    lines += [line for told in _group_lines(made, text) for line in _flowed(told, look)]
    lines += [line for note in made.notes for line in _flowed(note, look)]
    lines += [Line(), *control_drawing(made, look.width, HEIGHT, look, indicator), Line()]
    lines += _points(made, look)
    return [*lines, rule(look), *_flowed(_method(made, subject), look)]


def _line_text(made: Chart, indicator: Indicator | None) -> Callable[[Fraction], str]:
    """Give what prints a mean or a limit: with more places than the figures, which are rounder."""
    if indicator is not None:
        places, unit = indicator.places + 1, indicator.unit.suffix
    else:
        own = max(places_of(point.value) for point in made.points)
        places, unit = max(_LEAST_PLACES, own + _MORE_PLACES), ""
    return lambda value: digits(rounded(value, places)) + unit


def _group_lines(made: Chart, text: Callable[[Fraction], str]) -> list[str]:
    """Give mean, limits and warning lines, of each group where there are several."""
    told = []
    for number, group in enumerate(made.groups):
        whose = f" of {made.name(group.start)} to {made.name(group.end - 1)}" if made.rebases else ""
        begun = ", rebased" if number else ""
        told.append(
            f"Mean{whose}{begun}: {text(group.mean)}; limits {text(group.lower)} and {text(group.upper)};"
            f" warning lines {text(group.lower_warning)} and {text(group.upper_warning)}."
        )
    return told


def _points(made: Chart, look: Look) -> list[Line]:
    """Give each point with its value, its letter and its special cause in words."""
    names = [str(point.quarter or at) for at, point in enumerate(made.points, start=1)]
    value = min(_MOST_VALUE, max(len("Value"), *(cell_len(look.line(point.text)) for point in made.points)))
    first = "Quarter" if made.latest.quarter else "Point"
    name = max(len(first), *map(len, names))
    rest = look.width - name - value - 1 - 3 * _GAP
    columns = [
        Column(first, name, right=made.latest.quarter is None),
        Column("Value", value, right=True),
        Column("", 1),
        Column("Special cause", rest),
    ]
    lines = [*lay_row(columns, [Cell((one.head,), "strong") for one in columns], _GAP), rule(look)]
    for at, (named, point) in enumerate(zip(names, made.points, strict=True)):
        if at + 1 in made.rebases:
            lines.append(Line("rebased", "quiet"))
        style = "" if point.signal is Signal.NONE else SIGNALS[point.call].style
        cells = [
            Cell((named,)),
            Cell((cut(look.line(point.text), value, look),), style),
            Cell((LETTERS.get(point.signal, ""),), style),
            Cell(wrap(look.line(cause_words(point)), rest), style, style, 2),
        ]
        lines += lay_row(columns, cells, _GAP)
    return lines


def _method(made: Chart, subject: Subject) -> str:
    """Say how the lines were made, and where the settings stand."""
    if not made.screening:
        screened = "every moving range counts"
    elif made.screened:
        left = "1 moving range of" if made.screened == 1 else f"{made.screened} moving ranges of"
        screened = f"{left} 3.267 times their average or more left out once"
    else:
        screened = "no moving range is 3.267 times their average or more, which would leave it out"
    letters = "; ".join(f"{letter} {words}" for letter, words in _letters(made))
    where = f" Set in {subject.set_in}." if subject.set_in else ""
    return (
        f"XmR chart: limits are the mean and 2.66 average moving ranges either way, warning lines two thirds"
        f" of that; {screened}; a run is {made.run} points.{where} Special causes, in this order: {letters}."
    )


def _letters(made: Chart) -> list[tuple[str, str]]:
    words = {
        Signal.OUTSIDE: "outside a limit",
        Signal.TREND: f"trend of {made.run}",
        Signal.TWO_IN_THREE: "two of three beyond a warning line",
        Signal.SHIFT: f"shift of {made.run} to one side of the mean",
    }
    return [(LETTERS[signal], told) for signal, told in words.items()]


def _flowed(text: str, look: Look, style: str = "") -> list[Line]:
    return flow(words_of(look.line(text), style), look.width)
