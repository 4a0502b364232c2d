"""Why a row has its colour, in full: every number of the rule, and what would change the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container
from textual.content import Content

from csptui import legend
from csptui.domain import why
from csptui.domain.figure import digits, fraction_agrees, fraction_value, number_text
from csptui.domain.indicator import FractionUse
from csptui.domain.rag import Colour, Ground
from csptui.domain.shown import show_line
from csptui.domain.target import Comparison, edge_text
from csptui.tui.screens.page import Body, Page
from csptui.tui.widgets.preview import edge_lines
from csptui.tui.widgets.wording import Ledger, Line, badge, movement, named, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from textual import events
    from textual.binding import BindingType
    from textual.widget import Widget

    from csptui.domain.scorecard import Row

BESIDE = 100
_BLANK = (Content(""), Content(""))


class WhyScreen(Page[None]):
    """The rating of one row as arithmetic, then its certainty, movement and checks."""

    TITLE_WORDS: ClassVar[str] = "Why this colour"
    BINDINGS: ClassVar[list[BindingType]] = []
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
        rest = [*certainty_lines(row), _BLANK, *movement_lines(row), _BLANK, *check_lines(row)]
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
        own = ", the area itself among them" if group.include_self else ""
        average = why.amount(group.average, indicator, indicator.places)
        held = f"{group.present} of {group.members} held{own}"
        lines.append(
            _said(
                "Group",
                f"{show_line(group.group)} average {average}: {held}",
            )
        )
    if rating.value is not None and rating.edge is not None:
        lines.extend(_arithmetic(row))
    lines.append(_said("Rule", why.rule_sentence(rating.rule, indicator.unit)))
    edges = edge_lines(row)
    if edges:
        lines.extend([_BLANK, _heading("Edges"), *edges, _red_edge(row)])
    return lines


def _red_edge(row: Row) -> Line:
    mark, rating = legend.COLOURS[Colour.RED], row.rating
    turns = why.amount(rating.turns_at or rating.allowance, row.indicator)
    band = rating.edge is not None and rating.edge.comparison is Comparison.WITHIN
    upper = rating.edge is not None and rating.edge.comparison.is_upper
    said = f"beyond ±{turns}" if band else f"{'above' if upper else 'below'} {turns}"
    return (text(f" {mark.glyph} {mark.word.lower()}", mark.style), text(said))


def _arithmetic(row: Row) -> list[Line]:
    """Give shortfall, variance, allowance and the test, each with its numbers in place."""
    rating, indicator = row.rating, row.indicator
    edge, value = rating.edge, rating.value
    if edge is None or value is None:
        return []
    actual = number_text(row.reading.figure, indicator)
    limit = edge_text(edge, indicator, bare=True)
    if rating.ground is Ground.GROUP:
        limit = why.amount(edge.limit, indicator, indicator.places)
    size = f"|{actual}|" if edge.comparison is Comparison.WITHIN else actual
    missed = f"{size} − {limit}" if edge.comparison.is_upper else f"{limit} − {size}"
    lines = [_said("Shortfall", f"{missed} = {_size(rating.shortfall, row)}")]
    if rating.variance is not None:
        shown = f"({size} − {limit}) ÷ |{limit}| = {digits(rating.variance, 1, signed=True)}%"
        lines.append(_said("Variance", shown))
    if rating.percent_of_target is not None:
        lines.append(_said("% of target", f"{actual} ÷ {limit} = {digits(rating.percent_of_target, 1)}%"))
    allowance = _size(rating.allowance, row)
    tolerance = digits(rating.rule.tolerance)
    made = (
        f"{tolerance} points"
        if rating.rule.in_points(indicator.unit)
        else f"{tolerance}% × |{limit}| = {allowance}"
    )
    lines.append(_said("Allowance", made))
    lines.append(_said("So", _test(row)))
    return lines


def _size(difference: Decimal, row: Row) -> str:
    """Print a difference with its sign where it is negative: `-8.97 points`."""
    return ("−" if difference < 0 else "") + why.size(difference, row.indicator)


def _test(row: Row) -> str:
    """Say which comparison decides."""
    rating = row.rating
    missed, allowance = _size(rating.shortfall, row), _size(rating.allowance, row)
    strict = rating.edge is not None and rating.edge.comparison.is_strict
    match rating.colour:
        case Colour.GREEN:
            return (
                f"a shortfall of {missed} is {'below' if strict else 'not above'} 0: the target is met, green"
            )
        case Colour.AMBER:
            return f"a shortfall of {missed} is within the allowance of {allowance}: amber"
        case Colour.RED:
            return f"a shortfall of {missed} is more than the allowance of {allowance}: red"
        case Colour.NONE:
            return "there is nothing to compare"


def certainty_lines(row: Row) -> list[Line]:
    """Give what rounding leaves open."""
    rating, indicator = row.rating, row.indicator
    lines = [_heading("Certainty")]
    if rating.interval is not None:
        low, high = (why.amount(end, indicator) for end in rating.interval)
        lines.append(_said("Stands for", f"{low} to {high}"))
    if rating.edge is None or rating.value is None:
        lines.append(_said("Colour", "none is given, so none is in doubt"))
    elif rating.certain:
        lines.append(_said("Colour", f"certain: {_certain_because(row)}"))
    else:
        lines.append((text(f" {legend.UNCERTAIN}", "note"), text(why.certainty_sentence(row), "note")))
        outcomes = " or ".join(colour.value for colour in rating.outcomes)
        lines.append(_said("Could be", outcomes))
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
    lines = [_heading("Movement"), (label, text(f"measured on {basis}"))]
    lines.append(_said(f"On {row.quarter.baseline().year.short}", why.change_sentence(row)))
    if row.change is not None and row.change.withheld:
        lines.append(_said("", f"Per cent is not given: {row.change.withheld}."))
    lines.append(_said("Trend", why.trend_sentence(row)))
    needs = row.trend.rule.needs
    asked = "one earlier quarter" if needs == 1 else f"{needs} earlier quarters"
    lines.append(_said("Trend rule", f"{row.trend.rule.value.replace('-', ' ')}: needs {asked}"))
    return lines


_AGREEMENT = {None: "no value is stated", True: "agrees", False: "does not round to the value stated"}


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
        lines.append(_said("Fraction", f"{figure.fraction} = {why.amount(exact, indicator, 4)}: {stated}"))
    told = why.flags(row)
    lines.extend((text(" Note", "dim"), text(flag, "note")) for flag in told)
    if not told:
        lines.append(_said("Notes", "none"))
    return lines
