"""The question sheet: each row that members will ask about, with the questions, figures and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from csptui.domain.questions import row_figures, sheet
from csptui.domain.questions.ratings import CLOSE_CASES
from csptui.domain.questions.said import LARGE
from csptui.legend import mark_of
from csptui.outputs.layout import cut, flow, indented, padded, rule, spread, words_of
from csptui.outputs.line import Line
from csptui.outputs.method import marks_used

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.questions import Asked, Question
    from csptui.domain.scorecard import Row, Scorecard
    from csptui.outputs.appearance import Look
    from csptui.outputs.objects import Object

_MARGIN, _GAP, _MOST_CODE = 6, 2, 10
_NO_ANSWER = "No answer is held."


def questions_page(dataset: Dataset, card: Scorecard, look: Look) -> list[Line]:
    """Give the sheet, for an officer to print before the meeting."""
    asked = sheet(dataset, card)
    title = Line(look.line(dataset.partnership.name), "strong")
    lines = spread(title, Line("Questions to expect", "strong"), look.width)
    quarter = dataset.shown
    when, count = Line(look.line(f"{quarter}, {quarter.months}")), Line(look.line(_count(asked, card)))
    lines += spread(when, count, look.width)
    lines.append(Line())
    number = 0
    codes = min(_MOST_CODE, max((cell_len(look.line(one.row.indicator.code)) for one in asked), default=0))
    for one in asked:
        lines += [*_row_lines(one.row, codes, look), *_questions(one, number, look), Line()]
        number += len(one.questions)
    if not asked:
        lines += [*_flowed("Nothing in this quarter asks for an answer.", look), Line()]
    return [*lines, rule(look), *_foot(dataset, asked, look)]


def _count(asked: Sequence[Asked], card: Scorecard) -> str:
    total = sum(len(one.questions) for one in asked)
    questions = "1 question" if total == 1 else f"{total:,} questions"
    return f"{questions} on {len(asked)} of {len(card)} indicators"


def _row_lines(row: Row, codes: int, look: Look) -> list[Line]:
    """Give a row's badge, code and name, and its figures in full."""
    mark = mark_of(row.rating)
    badge = padded(f" {mark.badge(ascii_only=look.ascii_only)} ", _MARGIN - 1)
    code = padded(cut(look.line(row.indicator.code), codes, look), codes)
    names = flow(words_of(look.line(row.indicator.label), "strong"), look.width - _MARGIN - codes - _GAP)
    first = Line.of((badge, mark.style), " ", (code, "strong"), " " * _GAP, *names[:1])
    figures = flow(words_of(look.line(row_figures(row))), look.width - _MARGIN)
    return [first, *indented(names[1:], _MARGIN + codes + _GAP), *indented(figures, _MARGIN)]


def _questions(asked: Asked, before: int, look: Look) -> list[Line]:
    """Give the questions of a row; figures that the row has told already are not told again."""
    room = look.width - _MARGIN
    said = {row_figures(asked.row)}
    lines: list[Line] = []
    for number, one in enumerate(asked.questions, start=before + 1):
        label = padded(f"{number}.", _MARGIN - 1, right=True)
        lines += indented(flow(words_of(look.line(one.question), "strong"), room), _MARGIN, label)
        told = [] if one.figures in said else words_of(look.line(one.figures))
        told += words_of(look.line(one.answer)) or words_of(_NO_ANSWER, "quiet")
        lines += indented(flow(told, room), _MARGIN)
        said.add(one.figures)
    return lines


def _foot(dataset: Dataset, asked: Sequence[Asked], look: Look) -> list[Line]:
    before = dataset.shown.previous()
    told = [
        f"Close to losing its colour: {CLOSE_CASES} cases would do it, or a fifth of what amber allows.",
        f"A large change: {LARGE}% or more on last year. The sensitive parts are not read.",
    ]
    if before not in dataset.quarters:
        told.append(f"{before} is not held: no colour and no comment could be compared with it.")
    marks = "; ".join(f"{mark} {meaning}" for mark, meaning in marks_used([one.row for one in asked], look))
    told.append(f"{marks}." if marks else "")
    return _flowed(" ".join(told), look)


def _flowed(text: str, look: Look) -> list[Line]:
    return flow(words_of(look.line(text)), look.width)


def question_objects(asked: Iterable[Question]) -> list[Object]:
    """Give questions for JSON, in the order in which members ask; an answer that is not held is null."""
    return [
        {
            "kind": one.kind,
            "ref": one.ref,
            "question": one.question,
            "figures": one.figures,
            "answer": one.answer or None,
        }
        for one in asked
    ]
