"""Why a row has its colour, in full: every number of the rule, and what would change the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content

from csptui import legend
from csptui.analysis.held_intervals import row_words
from csptui.domain import why
from csptui.domain.amounts import amount
from csptui.domain.chance import chance, chance_on_quarter, chance_words
from csptui.domain.edges import red_words
from csptui.domain.figure import fraction_agrees, fraction_value
from csptui.domain.formula import formula, limit_of
from csptui.domain.groups import average_words
from csptui.domain.indicator import FractionUse
from csptui.domain.moved import moved, part_lines, stated_words, sum_words
from csptui.domain.rag import Colour
from csptui.domain.shown import show_line
from csptui.tui.screens.page import Body, Page
from csptui.tui.widgets.preview import edge_lines
from csptui.tui.widgets.wording import Ledger, Line, badge, movement, named, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.widget import Widget

    from csptui.domain.scorecard import Row

BESIDE = 100
_BLANK = (Content(""), Content(""))


class WhyScreen(Page[None]):
    """The rating of one row as arithmetic, then its certainty, movement and checks."""

    TITLE_WORDS: ClassVar[str] = "Why this colour"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("H", "history", "History", tooltip="Every quarter of the row", id="why.history"),
    ]
    BAR: ClassVar[tuple[tuple[str, str, int], ...]] = (("why.history", "History", 1), *Page.BAR)
    DEFAULT_CSS = """
    WhyScreen #why-columns { height: auto; layout: vertical; }
    WhyScreen #why-rest { margin-top: 1; }
    WhyScreen.-beside #why-columns { layout: horizontal; }
    WhyScreen.-beside Ledger { width: 1fr; }
    WhyScreen.-beside #why-rest { margin-top: 0; margin-left: 3; }
    """

    def __init__(self, row: Row) -> None:
        super().__init__()
        self._row = row

    def body(self) -> Iterable[Widget]:
        """Give the arithmetic, and beside or under it the rest."""
        row = self._row
        rest = [*certainty_lines(row), _BLANK, *movement_lines(row), *chance_lines(row)]
        rest += [*quarter_lines(row), *moved_lines(row), _BLANK, *check_lines(row)]
        with Body(), Container(id="why-columns"):
            yield Ledger(rating_lines(row), gutter=14, id="why-rating")
            yield Ledger(rest, gutter=14, id="why-rest")

    def tell(self) -> None:
        """Say whose colour it is."""
        row = self._row
        indicator = row.indicator
        name, short = named(indicator)
        self.head.put(name, text(str(row.quarter), "dim"), shorter=short)
        word = legend.mark_of(row.rating).word
        sure = "" if row.rating.certain else ", not certain"
        self.say(f"Why {show_line(indicator.code)} is {word.lower()}{sure}.")

    def action_history(self) -> None:
        """Show every quarter of the row."""
        from csptui.tui.screens.history import open_history  # noqa: PLC0415 - only when asked for

        open_history(self, self._row.indicator)

    def on_resize(self, event: events.Resize) -> None:
        """Set the two parts side by side where there is room."""
        self.set_class(event.size.width >= BESIDE, "-beside")


def _heading(words: str) -> Line:
    return (text(words, "dim"), Content(""))


def _said(label: str, sentence: str, style: str = "") -> Line:
    return (text(f" {label}", "dim"), text(sentence, style))


def rating_lines(row: Row) -> list[Line]:
    """Give the rule with its numbers."""
    rating, indicator = row.rating, row.indicator
    lines = [_heading("Rating"), (badge(rating), text(why.colour_sentence(row)))]
    lines.append(_said("Actual", show_line(row.actual_text) or "none held"))
    target = show_line(row.target_text) or "none"
    lines.append(_said("Target", f"{target}   {why.polarity_words(indicator.polarity)}"))
    if rating.group is not None:
        group = rating.group
        average = limit_of(row) or amount(group.average, indicator, indicator.places)
        lines.append(_said("Group", f"{show_line(group.group)}: {average_words(group, average)}"))
    lines.extend(_said(step.name, step.words) for step in formula(row))
    lines.append(_said("Rule", why.rule_sentence(rating.rule, indicator.unit)))
    edges = edge_lines(row)
    if edges:
        lines.extend([_BLANK, _heading("Edges"), *edges, _red_edge(row)])
    return lines


def _red_edge(row: Row) -> Line:
    mark = legend.COLOURS[Colour.RED]
    return (text(f" {mark.glyph} {mark.word.lower()}", mark.style), text(red_words(row)))


def certainty_lines(row: Row) -> list[Line]:
    """Give what rounding leaves open."""
    rating, indicator = row.rating, row.indicator
    lines = [_heading("Certainty")]
    if rating.interval is not None:
        low, high = (amount(end, indicator) for end in rating.interval)
        lines.append(_said("Stands for", f"{low} to {high}"))
    if rating.edge is None or rating.value is None:
        lines.append(_said("Colour", "none is given, so none is in doubt"))
    elif rating.certain:
        lines.append(_said("Colour", f"certain: {_certain_because(row)}"))
    else:
        lines.append((text(f" {legend.UNCERTAIN}", "note"), text(why.certainty_sentence(row), "note")))
        outcomes = " or ".join(colour.value for colour in rating.outcomes)
        lines.append(_said("Could be", outcomes))
    if words := row_words(row):
        lines.append(_said("Interval", words))
    return lines


def _certain_because(row: Row) -> str:
    if row.rating.interval is not None:
        return "no rounding of the figure could change it"
    if row.indicator.unit.counts:
        return "a count is exact"
    return "the fraction settles what was rounded"


def movement_lines(row: Row) -> list[Line]:
    """Give the change on baseline, and the trend with its rule."""
    moved = movement(row)
    label = Content.assemble(" ", moved) if moved else text(" –", "dim")
    basis = "the trend" if row.has_trend else f"the change on {row.quarter.baseline().year}"
    said = "none is told of a part of a period" if row.part else f"measured on {basis}"
    lines = [_heading("Movement"), (label, text(said))]
    lines.append(_said(f"On {row.quarter.baseline().year.short}", why.change_sentence(row)))
    if row.change is not None and row.change.withheld:
        lines.append(_said("", f"Per cent is not given: {row.change.withheld}."))
    lines.append(_said("Trend", why.trend_sentence(row)))
    needs = row.trend.rule.needs
    asked = "one earlier quarter" if needs == 1 else f"{needs} earlier quarters"
    lines.append(_said("Trend rule", f"{row.trend.rule.value.replace('-', ' ')}: needs {asked}"))
    return lines


def chance_lines(row: Row) -> list[Line]:
    """Give whether the change can be chance and by which test, or why none is made."""
    found = chance(row)
    if found.p is None:
        return [_said("Chance", f"not tested: {found.refused}")]
    lines = [_said("Chance", chance_words(found)), _said("Tested", found.tested), _said("Test", found.method)]
    if found.note:
        lines.append((text(" Note", "dim"), text(found.note, "note")))
    return lines


def quarter_lines(row: Row) -> list[Line]:
    """Give the same of the move on the quarter before, where its figure is held."""
    found = chance_on_quarter(row)
    if found is None or row.part:
        return []
    if found.p is None:
        return [_said("Quarter", f"the move on {found.on} is not tested: {found.refused}")]
    return [
        _said("Quarter", f"the move on {found.on} {'' if found.can_be else 'is '}{chance_words(found)}"),
        _said("Tested", f"{found.tested}{'; ' if found.note else ''}{found.note}"),
    ]


def moved_lines(row: Row) -> list[Line]:
    """Give the two parts that moved a rate, with their sum in full; none without two fractions."""
    found = moved(row)
    if found is None:
        return []
    (upper, first), (lower, second), (_, total) = part_lines(found, row.indicator)
    lines = [_BLANK, _heading("What moved it"), _said("Numerator", f"{upper}: {first}")]
    lines += [_said("Denominator", f"{lower}: {second}"), _said("Together", total)]
    lines.append(_said("In full", sum_words(found)))
    if stated := stated_words(row, found):
        lines.append(_said("Stated", stated))
    return lines


def check_lines(row: Row) -> list[Line]:
    """Give the fraction's check and whatever a reader should be told besides."""
    figure, indicator = row.reading.figure, row.indicator
    lines = [_heading("Checks")]
    exact = fraction_value(figure, indicator)
    if figure.fraction is None:
        lines.append(_said("Fraction", "none held"))
    elif indicator.fraction is FractionUse.SUPPORTING:
        lines.append(_said("Fraction", f"{figure.fraction} stands behind the value and does not make it"))
    elif exact is not None:
        agrees = fraction_agrees(figure, indicator)
        stated = (
            "no value is stated" if agrees is None else "agrees" if agrees else "does not round to the value"
        )
        lines.append(_said("Fraction", f"{figure.fraction} = {amount(exact, indicator, 4)}: {stated}"))
    told = why.flags(row)
    lines.extend((text(" Note", "dim"), text(flag, "note")) for flag in told)
    if not told:
        lines.append(_said("Notes", "none"))
    return lines
