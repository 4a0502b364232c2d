"""The question sheet: what members will ask of the quarter, each with its figures and the answer held."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from csptui.domain.questions import row_figures, sheet
from csptui.domain.shown import show_line
from csptui.tui.screens.page import Body, Page
from csptui.tui.widgets.wording import Ledger, Line, badge, named, one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from csptui.domain.dataset import Dataset
    from csptui.domain.questions import Asked
    from csptui.domain.scorecard import Scorecard

_BLANK = (Content(""), Content(""))


class QuestionsScreen(Page[None]):
    """Each row that members will ask about, with the questions under it."""

    TITLE_WORDS: ClassVar[str] = "Questions to expect"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, dataset: Dataset, card: Scorecard) -> None:
        super().__init__()
        self._dataset, self._card = dataset, card
        self._asked: tuple[Asked, ...] | None = None

    def body(self) -> Iterable[Widget]:
        """Give the place for the questions, which are sought off the loop."""
        with Body():
            yield Ledger(gutter=9)

    def on_mount(self) -> None:
        """Seek the questions."""
        self.run_worker(self._seek())

    async def _seek(self) -> None:
        self._asked = await asyncio.to_thread(sheet, self._dataset, self._card)
        if self.is_open:
            self.query_one(Ledger).put(question_lines(self._asked))
            self.tell()

    def tell(self) -> None:
        """Count the questions."""
        count = "" if self._asked is None else count_of(self._asked, len(self._card))
        label = f"{self._dataset.partnership.label} {self._card.quarter}"
        self.head.put(
            Content("   ").join([text(self.TITLE_WORDS, "strong"), one_line(label)]),
            text(count, "dim"),
            shorter=text(self.TITLE_WORDS, "strong"),
        )
        self.say(f"{self.TITLE_WORDS}: {count or 'they are being sought'}.")


def count_of(asked: tuple[Asked, ...], rows: int) -> str:
    """Say how many questions there are, and on how many rows."""
    total = sum(len(one.questions) for one in asked)
    return f"{total:,} {'question' if total == 1 else 'questions'} on {len(asked):,} of {rows:,} rows"


def question_lines(asked: tuple[Asked, ...]) -> list[Line]:
    """Give each row with its figures, then its questions by number; what the row has told is not repeated."""
    lines: list[Line] = []
    number = 0
    for one in asked:
        figures = row_figures(one.row)
        lines.append((badge(one.row.rating), named(one.row.indicator)[0]))
        lines.append((Content(""), one_line(figures, "dim")))
        for question in one.questions:
            number += 1
            lines.append((text(f"{number:>5}.", "dim"), one_line(question.question)))
            told = "" if question.figures == figures else f"{show_line(question.figures)} "
            answer = text("No answer is held.", "dim")
            if question.answer:
                answer = one_line(question.answer)
            lines.append((Content(""), Content.assemble(text(told), answer)))
        lines.append(_BLANK)
    return lines[:-1] or [(Content(""), text("Nothing in this quarter asks for an answer."))]
