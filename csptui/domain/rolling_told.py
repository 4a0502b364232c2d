"""Says what a new quarter would be: a label and a sentence for each thing, on the screen and in print."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from csptui.domain.target import target_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.quarter import FinancialYear
    from csptui.domain.rolling import NewQuarter, RolledTarget, Told

ROLLED_MARK = "[o]"
"""Marks a target that was rolled on and is not confirmed."""


def counted(number: int, noun: str) -> str:
    """Give a number with its noun: `1 figure`, `24 figures`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def plan_told(plan: NewQuarter, dataset: Dataset, most: int | None = None) -> list[tuple[str, str]]:
    """Give every line of the plan; what there is none of is left out, but for the targets and comments.

    Of a list of indicators, `most` are named at most.
    """
    say, year = _Names(dataset, most), plan.quarter.year
    copied = f"none of {plan.before} is copied" if plan.before is not None else "none is held before it"
    told = [("Actuals", copied)]
    if plan.skipped:
        which = str(plan.skipped[0])
        if len(plan.skipped) > 1:
            which = f"{which} to {plan.skipped[-1]}"
        are = "is" if len(plan.skipped) == 1 else "are"
        told.append(("Skipped", f"{which} {are} not held: no trend bridges that"))
    if plan.not_due:
        told.append(("Not due", f"{say.listed(plan.not_due)}: one figure a year, owed in Q4"))
    told.append(("Targets", _held(plan, say) if plan.targets else f"none is held for {year}"))
    told += _rolled(plan.rolled, say)
    if plan.settled:
        told.append(("No target", f"{say.listed(plan.settled)}: settled, n/a or See comment"))
    if plan.without_target:
        none = f"no target for {year}, and none to roll on"
        told.append(("None yet", f"{say.listed(plan.without_target)}: {none}"))
    for label, ids, words in (
        ("Starts", plan.starts, "reported from here on"),
        ("Ended", plan.ends, "no longer reported, so no figure is owed"),
        ("Last time", plan.last, f"reported for the last time in {plan.quarter}"),
    ):
        if ids:
            told.append((label, f"{say.listed(ids)}: {words}"))
    for label, dated, meaning in (
        ("Changed", plan.changes, "its definition changes"),
        ("Break", plan.breaks, "nothing is compared across it"),
    ):
        told += [(label, say.dated(one, meaning)) for one in dated[:most]]
        if most is not None and len(dated) > most:
            told.append((label, f"and {len(dated) - most:,} more"))
    told.append(("Comments", _comments(plan)))
    return told


def _held(plan: NewQuarter, say: _Names) -> str:
    return f"{len(plan.targets):,} held for {plan.quarter.year}: {say.listed(plan.targets)}"


def _rolled(rolled: Sequence[RolledTarget], say: _Names) -> list[tuple[str, str]]:
    """Give a line for each year from which targets roll on, the nearest first."""
    by_year: dict[FinancialYear, list[RolledTarget]] = {}
    for one in rolled:
        if one.target.rolled_from is not None:
            by_year.setdefault(one.target.rolled_from, []).append(one)
    lines = []
    for year in sorted(by_year, reverse=True):
        named = say.cut([say.with_target(one) for one in by_year[year]])
        told = f"{len(by_year[year]):,} from {year}, marked {ROLLED_MARK} until confirmed: {named}"
        lines.append(("Rolled on", told))
    return lines


def _comments(plan: NewQuarter) -> str:
    if plan.before is None:
        return "none is held before it"
    if not plan.comments:
        return f"none is held in {plan.before}"
    beside = "; each stands beside its new one" if plan.before.next() == plan.quarter else ""
    are = "is" if plan.comments == 1 else "are"
    return f"{plan.comments:,} of {plan.before} {are} not copied{beside}"


class _Names:
    """What indicators are called: by their code, or by their id where two have one code."""

    def __init__(self, dataset: Dataset, most: int | None) -> None:
        self._most = most
        codes = Counter(one.code for one in dataset.indicators)
        self._indicators = {one.id: one for one in dataset.indicators}
        self._names = {one.id: one.code if codes[one.code] == 1 else one.id for one in dataset.indicators}

    def listed(self, ids: Iterable[str]) -> str:
        return self.cut([self._names.get(one, one) for one in ids])

    def cut(self, names: list[str]) -> str:
        rest = 0 if self._most is None else len(names) - self._most
        if rest <= 1:
            return ", ".join(names)
        return f"{', '.join(names[: self._most])} and {rest:,} more"

    def with_target(self, one: RolledTarget) -> str:
        return f"{self._names[one.indicator]} {target_text(one.target, self._indicators[one.indicator])}"

    def dated(self, one: Told, meaning: str) -> str:
        words = f" ({one.dated.words.rstrip('.')})" if one.dated.words else ""
        return f"{self._names[one.indicator]} from {one.dated.at}: {meaning}{words}"
