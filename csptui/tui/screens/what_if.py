"""What if the tolerance were another: asks for it in a sheet, and shows each rating that would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from csptui import legend
from csptui.domain.indicator import ToleranceBasis
from csptui.domain.problem import Fault
from csptui.domain.typed import LONGEST, parse_number
from csptui.domain.what_if import Asked, asked_words, remarks, tally_words, what_if, why_then
from csptui.tui.screens.page import Body, Page
from csptui.tui.screens.sheet import Answer, Question
from csptui.tui.widgets.key_bar import KeyHint
from csptui.tui.widgets.wording import Ledger, Line, badge, named, one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from csptui.domain import what_if as what_ifs
    from csptui.domain.dataset import Dataset

_BLANK = (Content(""), Content(""))
_BASES = {
    "point": ToleranceBasis.POINTS,
    "points": ToleranceBasis.POINTS,
    "percent": ToleranceBasis.RELATIVE,
    "%": ToleranceBasis.RELATIVE,
    "relative": ToleranceBasis.RELATIVE,
}


def parse_tolerance(typed: str) -> Asked | Fault:
    """Read `3`, `points`, `3 points` or `3%`."""
    asked = Asked()
    for word in typed.replace("%", " % ").split():
        basis = _BASES.get(word.casefold())
        number = parse_number(word) if basis is None else None
        if isinstance(number, Fault) or (number is not None and number < 0):
            return Fault("a tolerance is such as 3, points, 3 points or 3%", max(0, typed.find(word)))
        if (basis is None and asked.tolerance is not None) or (basis is not None and asked.basis is not None):
            return Fault("one number and one basis are enough", max(0, typed.rfind(word)))
        asked = Asked(basis or asked.basis, asked.tolerance if number is None else number)
    return asked


class ToleranceScreen(Question[Asked]):
    """One tolerance in one field, with what it would make of the tally at each key."""

    TITLE_WORDS: ClassVar[str] = "What if"
    LABEL: ClassVar[str] = "Tolerance"
    HINTS: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint("enter", "Show", "submit", 1),
        KeyHint("esc", "Back", "back", 0),
        KeyHint("F1", "Help", "help", 1),
    )
    EXAMPLES: ClassVar[str] = "3   points   3 points   10%"
    keeps_work = True

    def __init__(self, dataset: Dataset) -> None:
        super().__init__(Answer("tolerance", longest=LONGEST))
        self._dataset = dataset

    def on_mount(self) -> None:
        """Ask."""
        super().on_mount()
        self.title_bar.put(text("What if the tolerance were", "strong"), text("nothing is saved", "dim"))
        self.begin("")

    def unsaved_names(self) -> tuple[str, ...]:
        """Nothing is lost by leaving."""
        return ()

    def action_submit(self) -> None:
        """Give what is asked, if it can be read."""
        asked = parse_tolerance(self._field.value)
        if isinstance(asked, Asked) and not asked.is_empty:
            self.dismiss(asked)

    def _tell(self) -> None:
        asked = parse_tolerance(self._field.value)
        if isinstance(asked, Fault):
            self._field.mark_fault(asked.position)
            self.tell([(text(" No", "fault"), text(f"{asked.message}."))])
            return
        self._field.mark_fault(None)
        held = self._dataset.partnership.rule
        now = [(text(" Now", "dim"), text(tally_words(self._dataset.scorecard().tally())))]
        if asked.is_empty:
            basis = "points" if held.basis is ToleranceBasis.POINTS else "% of the target"
            self.tell([*now, (text(" Rule", "dim"), one_line(f"{held.tolerance:f} {basis} ({held.set_in})"))])
            return
        answer = what_if(self._dataset, asked)
        self.tell(
            [*now, (text(" Then", "dim"), text(f"{tally_words(answer.after.tally())}: {_count(answer)}"))]
        )


class WhatIfScreen(Page[None]):
    """The rows whose rating would change, each as it is and as it would be."""

    TITLE_WORDS: ClassVar[str] = "What if"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, dataset: Dataset, asked: Asked) -> None:
        super().__init__()
        self._dataset = dataset
        self._answer = what_if(dataset, asked)

    def body(self) -> Iterable[Widget]:
        """Give what was asked, both tallies, the rows and what stays as it is."""
        with Body():
            yield Ledger(what_if_lines(self._dataset, self._answer), gutter=13)

    def tell(self) -> None:
        """Count the ratings that would change."""
        count = _count(self._answer)
        quarter = self._dataset.shown
        self.head.put(
            Content("   ").join([text(self.TITLE_WORDS, "strong"), one_line(str(quarter))]),
            text(count, "dim"),
        )
        self.say(f"What if: {count}. Nothing is saved.")


def _count(answer: what_ifs.Answer) -> str:
    would = len(answer.changed)
    return f"{would or 'none'} of {len(answer.before):,} ratings would change"


def what_if_lines(dataset: Dataset, answer: what_ifs.Answer) -> list[Line]:
    """Give the question, the tallies now and then, each row that differs, and what stays all the same."""
    lines: list[Line] = [
        (text(" Asked", "dim"), one_line(told)) for told in asked_words(dataset, answer.asked)
    ]
    lines.append((text(" Now", "dim"), text(tally_words(answer.before.tally()))))
    lines += [(text(" Then", "dim"), text(tally_words(answer.after.tally()))), _BLANK]
    for pair in answer.shown:
        far = legend.variance_text(pair.now)
        figures = f"{pair.now.actual_text or 'no actual'} v {pair.now.target_text or 'no target'}  {far}"
        name = Content.assemble(named(pair.now.indicator)[1], "   ", one_line(figures, "dim"))
        why = one_line(why_then(pair, in_full=answer.is_named(pair)))
        lines += [(badge(pair.now.rating), name), (badge(pair.then.rating), why), _BLANK]
    lines += [(text(" Note", "dim"), one_line(told)) for told in remarks(answer)]
    return lines
