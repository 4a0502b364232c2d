"""What an indicator is: names, codes and their meanings, unit, targets, breaks, definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from csptui.domain import why
from csptui.domain.indicator import FractionUse
from csptui.domain.series_words import dated_lines
from csptui.domain.shown import show_line
from csptui.domain.target import target_text
from csptui.legend import target_marks
from csptui.tui.screens.page import Body, Page
from csptui.tui.widgets.wording import Ledger, Line, named, one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.binding import BindingType
    from textual.widget import Widget

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row

_BLANK = (Content(""), Content(""))


class DefinitionScreen(Page[None]):
    """One indicator in words."""

    TITLE_WORDS: ClassVar[str] = "Definition"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, row: Row, dataset: Dataset) -> None:
        super().__init__()
        self._row = row
        self._dataset = dataset

    def body(self) -> Iterable[Widget]:
        """Give everything that is held about the indicator."""
        with Body():
            yield Ledger(definition_lines(self._row, self._dataset), gutter=16)

    def tell(self) -> None:
        """Name the indicator."""
        indicator = self._row.indicator
        name, short = named(indicator)
        self.head.put(name, text("definition", "dim"), shorter=short)
        self.say(f"Definition of {show_line(indicator.code)}: {why.polarity_words(indicator.polarity)}.")


def definition_lines(row: Row, dataset: Dataset) -> list[Line]:
    """Give label and text of each thing that is known; what is not known is said."""
    indicator = row.indicator
    said = [
        ("Name", indicator.name),
        ("Short name", indicator.short),
        ("Theme", row.theme.name),
        ("Section", indicator.section or "none"),
        ("Tier", indicator.tier or "not given"),
    ]
    lines = [_line(label, words) for label, words in said if words]
    lines.extend(_code_lines(indicator.codes or (indicator.code,), dataset.partnership.glossary))
    lines.append(_BLANK)
    lines.append(_line("Definition", indicator.definition.strip() or "none is held"))
    lines.append(_BLANK)
    lines.append(_line("Unit", indicator.unit.value))
    lines.append(_line("Better", why.polarity_words(indicator.polarity)))
    lines.append(_line("Covers", indicator.basis.words))
    places = "whole numbers" if indicator.places == 0 else f"{indicator.places} after the point"
    lines.append(_line("Digits", places + (", with its sign" if indicator.signed else "")))
    lines.append(_line("Fraction", _FRACTIONS[indicator.fraction].format(cases=indicator.cases)))
    lines.append(
        _line("Tolerance", why.rule_sentence(row.rating.rule, indicator.unit).removeprefix("Tolerance "))
    )
    lines.append(_BLANK)
    lines.append(_line("Owner", indicator.owner or "not given"))
    lines.append(_line("Source", row.source or indicator.source or "not given"))
    lines.append(_BLANK)
    lines.extend(_target_lines(row))
    dated = dated_lines(indicator)
    lines.extend(_line(label, words) for label, words in dated)
    if not indicator.breaks:
        lines.append(_line("Break", "none in the series"))
    lines.append(_line("Id in files", indicator.id))
    return lines


_FRACTIONS = {
    FractionUse.RATE: "makes the value; its numerator counts {cases}",
    FractionUse.SUPPORTING: "stands behind the value and does not make it; its numerator counts {cases}",
    None: "none",
}


def _line(label: str, words: str) -> Line:
    return (text(f" {label}", "dim"), text(words))


def _code_lines(codes: tuple[str, ...], glossary: Mapping[str, str]) -> list[Line]:
    """Give each code with what the glossary says of it, or of the letters that it begins with."""
    lines = []
    for number, code in enumerate(codes):
        meaning = glossary.get(code) or glossary.get(code.split()[0] if code.split() else "")
        label = text(" Codes" if number == 0 else "", "dim")
        explained = (
            text(f"   {show_line(meaning)}", "dim") if meaning else text("   no note explains it", "note")
        )
        lines.append((label, Content.assemble(one_line(code), explained)))
    return lines


def _target_lines(row: Row) -> list[Line]:
    year = row.quarter.year
    later = row.next_target
    now = " ".join((target_text(row.target, row.indicator), *target_marks(row))).strip()
    if row.target.is_rolled:
        now = f"{now} rolled on from {row.target.rolled_from}, not confirmed: t sets or confirms it"
    then = "" if later is None else target_text(later, row.indicator)
    return [_line(f"Target {year}", now or "none"), _line(f"Target {year.next()}", then or "none is held")]
