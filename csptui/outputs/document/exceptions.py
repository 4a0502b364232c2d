"""The exceptions: each with the sentence why, what its comment gives, its age and the way to green."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from csptui.domain.age import age
from csptui.domain.causes import explained
from csptui.domain.rag import Colour
from csptui.domain.rolling_told import counted
from csptui.domain.scorecard import ExceptionClass
from csptui.domain.why import amber_sentence, distance_sentence, reason_sentence
from csptui.legend import EXCEPTION_HEADINGS
from csptui.outputs.document.charts import history_chart
from csptui.outputs.document.figures import comment_anchor, exception_table
from csptui.outputs.document.model import Block, Heading, Kept, Paragraph, Part, Span, Term, Terms
from csptui.outputs.document.words import listed, owed_words, said, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.domain.scorecard import Row, Tally
    from csptui.outputs.document.given import Given

MOST = 320
"""So many characters of causes, and of actions, are quoted; the first sentence always is."""
NONE_GIVEN = "None given."


def exceptions_part(given: Given, *, whole: bool = True) -> Part:
    """Give the exceptions; the `whole` report has their charts, and the comments to refer to.

    The heading of the print-out is its title.
    """
    rows = given.exceptions
    blocks: list[Block] = [Heading("Exceptions", 1)] if whole else []
    blocks.append(said(_counted(rows, given.card.tally())))
    for listed_as, members in groupby(rows, key=lambda row: row.exception):
        if listed_as is not None:
            blocks.append(Heading(EXCEPTION_HEADINGS[listed_as], 2))
        for row in members:
            blocks += _exception(given, row, whole=whole)
    return Part("exceptions", "Exceptions", tuple(blocks))


def _counted(rows: Sequence[Row], tally: Tally) -> str:
    of, owed = counted(tally.total, "indicator"), owed_words(tally)
    if not rows:
        return f"No indicator is an exception in this quarter, of {of}.{owed}"
    counts = {one: sum(row.exception is one for row in rows) for one in ExceptionClass}
    parts = [f"{count:,} {EXCEPTION_HEADINGS[one].lower()}" for one, count in counts.items() if count]
    return f"{len(rows):,} of {of}: {listed(parts)}.{owed}"


def _exception(given: Given, row: Row, *, whole: bool) -> Iterator[Block]:
    name = given.name(row)
    described = f"{name} with rating, last year's actual, target, actual and movement."
    title = f"{row.indicator.code}: {row.indicator.label}"
    table = exception_table(row, given.exceptions, title, described, linked=whole)
    yield Kept((table, Terms(tuple(_terms(given, row, whole=whole)))))
    series = given.source.histories.get(row.id)
    if whole and series is not None and (chart := history_chart(series, name)) is not None:
        yield chart


def _terms(given: Given, row: Row, *, whole: bool) -> Iterator[Term]:
    yield Term("Why", (said(reason_sentence(row)),))
    found = explained(row.printed)
    if found.causes or found.actions:
        yield Term("Cause", (_quoted(row, found.causes, whole=whole),))
        yield Term("Action", (_quoted(row, found.actions, whole=whole),))
    elif row.rating.colour in {Colour.RED, Colour.AMBER}:
        yield Term("Cause", (said("None given, and no action."),))
    if found.outlooks:
        yield Term("Outlook", (_quoted(row, found.outlooks, whole=whole),))
    series = given.source.histories.get(row.id)
    if row.rating.colour is Colour.RED and series is not None:
        yield Term("Age", (said(sentence(age(row, series, given.partnership.rule).sentence)),))
    if far := " ".join(part for part in (distance_sentence(row), amber_sentence(row)) if part):
        yield Term("Distance", (said(far),))


def _quoted(row: Row, sentences: Sequence[str], *, whole: bool) -> Paragraph:
    """Quote what has room, and say where the rest is."""
    if not sentences:
        return said(NONE_GIVEN)
    least = 2 if sentences[0].endswith(":") else 1
    taken = list(sentences[:least])
    for one in sentences[least:]:
        if len(" ".join((*taken, one))) > MOST:
            break
        taken.append(one)
    while len(taken) > least and len(taken) < len(sentences) and taken[-1].endswith(":"):
        taken.pop()
    rest = len(sentences) - len(taken)
    quoted = Span(_run_on(taken))
    if not rest:
        return Paragraph((quoted,))
    more = f"{rest:,} more in the {'comment' if whole else 'report'}"
    link = comment_anchor(row.indicator) if whole else ""
    return Paragraph((quoted, Span(" ("), Span(more, link=link), Span(")")))


def _run_on(sentences: Sequence[str]) -> str:
    """Set sentences one after the other; items of a list, which begin small, are parted by semicolons."""
    told = sentence(sentences[0])
    for one in sentences[1:]:
        if one[:1].islower() and told.endswith(":"):
            told = f"{told} {one}"
        elif one[:1].islower() and not told.endswith((".", "!", "?")):
            told = f"{told}; {one}"
        else:
            told = f"{sentence(told)} {one}"
    return sentence(told)
