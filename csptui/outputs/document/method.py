"""Method and sources: the rules that figures were judged by, what is not settled, and where all is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.series_words import dated_text
from csptui.outputs.appearance import Look
from csptui.outputs.document.model import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Item,
    Part,
    Span,
    Table,
    TableRow,
    Term,
    Terms,
    Tone,
)
from csptui.outputs.document.summary import not_final
from csptui.outputs.document.words import said, sentence
from csptui.outputs.method import basis_line, choices_line, marks_used, own_rules, rule_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.domain.groups import Group
    from csptui.domain.scorecard import Row
    from csptui.outputs.document.given import Given


def method_part(given: Given) -> Part:
    """Give the method and the sources."""
    blocks: list[Block] = [Heading("Method and sources", 1), Heading("Rules", 2), Terms(tuple(_rules(given)))]
    if marks := marks_used(given.card.rows, Look()):
        blocks += [
            Heading("Marks", 2),
            Terms(tuple(Term(mark, (said(sentence(text)),)) for mark, text in marks)),
        ]
    if terms := tuple(_open(given)):
        blocks += [Heading("Not settled", 2), Terms(terms)]
    if breaks := tuple(_breaks(given)):
        blocks += [Heading("Breaks in series", 2), Bullets(breaks)]
    blocks += _sources(given)
    # What is told of the past is made from the log, and no state of the files stands for it.
    if given.source.inputs:
        blocks += [Heading("Data version", 2), said(_version(given))]
    return Part("method", "Method and sources", tuple(blocks))


def foot(given: Given) -> tuple[Block, ...]:
    """Give the foot of the print-out: rule, basis and marks in one paragraph."""
    rows = given.exceptions or given.card.rows
    marks = "; ".join(f"{mark} {meaning}" for mark, meaning in marks_used(rows, Look()))
    told = (rule_line(given.partnership), basis_line(given.partnership, rows), f"{marks}." if marks else "")
    return (said(" ".join(part for part in told if part), Tone.ASIDE),)


def _rules(given: Given) -> Iterator[Term]:
    held, rows = given.partnership, given.card.rows
    yield Term("Colours", (said(" ".join(part for part in (rule_line(held), own_rules(rows)) if part)),))
    yield Term("Movement", (said(basis_line(held, rows)),))
    yield Term("Choices", (said(choices_line(held)),))
    if groups := [_average(given, one) for one in held.groups if one.members_in(given.card.quarter)]:
        yield Term("Averages", (said(f"{'; '.join(groups)}."),))


def _average(given: Given, group: Group) -> str:
    """Say how the average of a group is made: `Most Similar Group: unweighted mean, including Derby`."""
    held = given.partnership
    counts = group.counts_self(by_default=held.include_self)
    own = held.area or "the area itself"
    return f"{group.name}: {group.average.words}, {'including' if counts else 'without'} {own}"


def _open(given: Given) -> Iterator[Term]:
    rows = given.card.rows
    if told := not_final(given):
        yield Term("Not final", (said(told),))
    groups = (
        ("Owed", [row for row in rows if row.is_owed]),
        ("Rounding", [row for row in rows if not row.rating.certain]),
        ("Other period", [row for row in rows if row.target_is_for_another_period]),
        ("Rolled on", [row for row in rows if row.target.is_rolled]),
    )
    for word, some in groups:
        if some:
            yield Term(word, (said(f"{given.names(some)}: {_MEANING[word]}."),))


def _breaks(given: Given) -> Iterator[Item]:
    """Give each break in series with the indicators that have it, in report order."""
    alike: dict[str, list[Row]] = {}
    for row in given.card:
        for one in row.indicator.breaks_told:
            alike.setdefault(dated_text(one), []).append(row)
    for told, rows in alike.items():
        yield Item((Span(f"{given.names(rows)}: {told}."),))


_MEANING = {
    "Owed": "no figure is held yet",
    "Rounding": "another colour if the figure were not rounded",
    "Other period": "the target is for another period than the actual",
    "Rolled on": "the target is an earlier year's and not confirmed",
}


def _sources(given: Given) -> Iterator[Block]:
    """Give the sources that are stated, and name the indicators of which none is."""
    stated = [(row, text) for row in given.card if (text := row.source or row.indicator.source)]
    without = [row for row in given.card if not (row.source or row.indicator.source)]
    yield Heading("Sources", 2)
    if stated:
        yield _sources_table(given, stated)
    if without:
        yield said(f"No source is stated for {given.names(without)}.")


def _sources_table(given: Given, stated: Sequence[tuple[Row, str]]) -> Table:
    rows = tuple(
        TableRow((Cell(given.name(row), head=True), Cell(row.indicator.basis.words), Cell(text)))
        for row, text in stated
    )
    columns = (Column("Indicator", 2), Column("Period", 2), Column("Source", 5))
    return Table("Sources of the figures", "Where each figure comes from, and what it covers.", columns, rows)


def _version(given: Given) -> str:
    return (
        f"Made from data version {given.source.version}. csptui report --verify, with the folder that this"
        " document lies in, says whether the data have changed since."
    )
