"""For how many quarters in a row a row has been red, as far as earlier quarters are held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.covered import part_only
from csptui.domain.figure import value_of
from csptui.domain.questions.question import in_words
from csptui.domain.rag import Colour, Ground, rate

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row

_EARLIER = 3


@dataclass(frozen=True, slots=True)
class Run:
    """The quarters in a row that are red, latest first, and why the count ends there.

    It is `known` whole where the quarter before it has another colour; else the run may be longer. `step` is
    "years" of an annual figure, whose quarters are year-ends.
    """

    quarters: tuple[Quarter, ...]
    ended: str
    known: bool
    step: str = "quarters"

    @property
    def sentence(self) -> str:
        """Say how long it has been red: no more is claimed than is held."""
        count = len(self.quarters)
        if count == 1:
            return (
                f"Red since this quarter: {self.ended}." if self.known else f"Red this quarter; {self.ended}."
            )
        since = f"since {self.quarters[-1]}"
        many = in_words(count)
        if self.known:
            return f"Red for {many} {self.step} running, {since}; {self.ended}."
        return f"Red for at least {many} {self.step} running, {since}; {self.ended}."


def red_run(dataset: Dataset, row: Row) -> Run:
    """Count back from the quarter shown, each quarter against the target of its own year.

    Nothing is bridged: a quarter without a figure or without a target, and a break in series, end the
    count. A group average is held for the quarter shown alone.
    """
    quarters = [row.quarter]
    step = "years" if row.indicator.basis.is_yearly else "quarters"
    before = _before(dataset, row, row.quarter)
    for _ in range(_EARLIER):
        told, known = _why_it_ends(dataset, row, before)
        if told:
            return Run(tuple(quarters), told, known, step)
        quarters.append(before)
        before = _before(dataset, row, before)
    return Run(tuple(quarters), f"quarters before {quarters[-1]} were not looked at", known=False, step=step)


def _before(dataset: Dataset, row: Row, quarter: Quarter) -> Quarter:
    """Give the quarter before, passing over those in which none is due, as an annual figure is not in Q3."""
    before = quarter.previous()
    while row.indicator.runs_in(before) and not row.indicator.due_in(before):
        record = dataset.quarters.get(before)
        reading = None if record is None else record.readings.get(row.id)
        if reading is not None and value_of(reading.figure, row.indicator) is not None:
            break
        before = before.previous()
    return before


def _why_it_ends(dataset: Dataset, row: Row, quarter: Quarter) -> tuple[str, bool]:
    """Give why a quarter does not lengthen the run, empty where it does; and whether that is known."""
    if row.indicator.breaks_between(quarter, quarter.next()):
        return f"a break in series lies after {quarter}", False
    record = dataset.quarters.get(quarter)
    if record is None:
        return f"{quarter} is not held", False
    reading = record.readings.get(row.id)
    if reading is None or reading.figure.is_empty:
        return f"no figure is held for {quarter}", False
    target = dataset.target(row.id, quarter.year)
    part = part_only(reading.figure, row.indicator.basis, quarter)
    rating = rate(reading.figure, row.indicator, target, dataset.partnership.rule, whole=not part)
    if rating.ground is Ground.NO_ACTUAL:
        return f"no figure is held for {quarter}", False
    if rating.ground is Ground.PART:
        return f"the figure of {quarter} {part.removeprefix('it ')}", False
    if rating.ground is Ground.NO_TARGET:
        return f"{quarter} has no target", False
    if rating.colour is Colour.RED:
        return "", False
    return f"it was {rating.colour.value} in {quarter}", True
