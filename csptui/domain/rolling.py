"""What a new quarter would be: figures owed, targets rolled on, and what starts, ends, changes or breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.target import NoTarget

if TYPE_CHECKING:
    from collections.abc import Collection

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Dated, Indicator
    from csptui.domain.quarter import FinancialYear, Quarter
    from csptui.domain.target import Target


class RolledTarget(NamedTuple):
    """A target that is carried into a new year; its `rolled_from` names the year that it was set for."""

    indicator: str
    target: Target


class Told(NamedTuple):
    """What happens to an indicator with the new quarter, from the quarter that `dated` names."""

    indicator: str
    dated: Dated


@dataclass(frozen=True, slots=True)
class NewQuarter:
    """What a new quarter would be, by the ids of indicators in report order.

    `before` is the last quarter held before it. `not_due` are reported too, but owe no figure before the
    year's last quarter. Of both, `targets` have a target for the year, `rolled` get last year's, `settled`
    print n/a or See comment, `without_target` have none. `starts` are reported here and were not in
    `before`, `ends` the other way round, and `last` for the last time. `comments` counts the comments of
    `before`, of which none is copied.
    """

    quarter: Quarter
    before: Quarter | None
    owed: tuple[str, ...]
    targets: tuple[str, ...] = ()
    rolled: tuple[RolledTarget, ...] = ()
    settled: tuple[str, ...] = ()
    without_target: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    changes: tuple[Told, ...] = ()
    breaks: tuple[Told, ...] = ()
    comments: int = 0
    not_due: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The name of the quarter's folder."""
        return self.quarter.folder

    @property
    def skipped(self) -> tuple[Quarter, ...]:
        """The quarters between the last one held and this one, oldest first."""
        found: list[Quarter] = []
        quarter = self.quarter if self.before is None else self.before.next()
        while quarter < self.quarter:
            found.append(quarter)
            quarter = quarter.next()
        return tuple(found)


def begins_year(dataset: Dataset, quarter: Quarter) -> bool:
    """Whether a quarter would be the first of its year that is held: then targets roll on into the year."""
    return all(one.year != quarter.year for one in dataset.available if one != quarter)


def before(dataset: Dataset, quarter: Quarter) -> Quarter | None:
    """Give the last quarter held before another."""
    return max((one for one in dataset.available if one < quarter), default=None)


def plan(
    dataset: Dataset,
    quarter: Quarter,
    *,
    unread: Collection[tuple[str, FinancialYear]] = (),
    comments: int = 0,
) -> NewQuarter:
    """Tell what a new quarter would be.

    No actual is copied and no comment. A target rolls on only into a year of which no quarter is held yet,
    only where that year has none, and only from the years since the last quarter held: one that is skipped
    in between may have targets, which are nearer. `unread` are the indicators and years whose target stands
    in a row that cannot be read: it is neither written over nor passed over for an older one.
    """
    earlier = before(dataset, quarter)
    running = [one for one in dataset.indicators if one.runs_in(quarter)]
    held = {one.id: dataset.target(one.id, quarter.year) for one in running}
    rolled: tuple[RolledTarget, ...] = ()
    if earlier is not None and begins_year(dataset, quarter):
        without = [one for one, target in held.items() if target.absence is NoTarget.EMPTY]
        rolled = _rolled(dataset, without, (earlier.year, quarter.year), unread)
    filled = {one.indicator for one in rolled}
    return NewQuarter(
        quarter,
        earlier,
        tuple(one.id for one in running if one.due_in(quarter)),
        tuple(one for one, target in held.items() if target.edge is not None),
        rolled,
        tuple(one for one, target in held.items() if target.absence not in {None, NoTarget.EMPTY}),
        tuple(one for one, target in held.items() if target.absence is NoTarget.EMPTY and one not in filled),
        tuple(one.id for one in running if not _ran(one, quarter, earlier)),
        tuple(
            one.id for one in dataset.indicators if _ran(one, quarter, earlier) and not one.runs_in(quarter)
        ),
        tuple(one.id for one in running if one.ends == quarter),
        _told(running, quarter, earlier, breaks=False),
        _told(running, quarter, earlier, breaks=True),
        comments,
        tuple(one.id for one in running if not one.due_in(quarter)),
    )


def _rolled(
    dataset: Dataset,
    without: list[str],
    years: tuple[FinancialYear, FinancialYear],
    unread: Collection[tuple[str, FinancialYear]],
) -> tuple[RolledTarget, ...]:
    """Give the nearest earlier target of each, with the year for which somebody has set it."""
    (first, year_made), found = years, []
    for name in without:
        year = year_made
        while (
            year >= first
            and dataset.target(name, year).absence is NoTarget.EMPTY
            and (name, year) not in unread
        ):
            year = year.previous()
        target = dataset.target(name, year)
        if year >= first and target.edge is not None:
            found.append(RolledTarget(name, replace(target, rolled_from=target.rolled_from or year)))
    return tuple(found)


def _ran(indicator: Indicator, quarter: Quarter, earlier: Quarter | None) -> bool:
    return indicator.runs_in(quarter.previous() if earlier is None else earlier)


def _told(
    running: list[Indicator], quarter: Quarter, earlier: Quarter | None, *, breaks: bool
) -> tuple[Told, ...]:
    """Give what is dated after the last quarter held and not after the new one."""
    since = quarter.previous() if earlier is None else earlier
    return tuple(
        Told(one.id, dated)
        for one in running
        for dated in (one.breaks_told if breaks else one.changes)
        if since < dated.at <= quarter
    )
