"""What a new quarter is, or would be: as a page, and as an object for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.rolling_told import counted, plan_told
from csptui.domain.target import target_text
from csptui.outputs.layout import flow, indented, words_of
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.rolling import NewQuarter
    from csptui.outputs.appearance import Look

_MARGIN = 11


def plan_page(plan: NewQuarter, dataset: Dataset, look: Look, *, made: bool) -> list[Line]:
    """Say what a new quarter holds: figures owed, targets held, rolled on and missing, and what ends."""
    owed = counted(len(plan.owed), "figure")
    head = f"{'Made' if made else 'Would make'} {plan.quarter} ({plan.quarter.months}), with {owed} owed."
    lines = flow(words_of(look.line(head), "strong"), look.width)
    for label, words in plan_told(plan, dataset):
        body = flow(words_of(look.line(f"{words}.")), max(1, look.width - _MARGIN))
        lines += indented(body, _MARGIN, label)
    return lines if made else [*lines, Line("Nothing was written.")]


def plan_object(plan: NewQuarter, dataset: Dataset, *, made: bool) -> dict[str, object]:
    """Give a plan with its indicators by id."""
    rolled = []
    for name, target in plan.rolled:
        indicator = dataset.indicator(name)
        text = "" if indicator is None else target_text(target, indicator)
        rolled.append({"id": name, "target": text, "rolled_from": str(target.rolled_from)})
    return {
        "quarter": str(plan.quarter),
        "folder": plan.folder,
        "made": made,
        "after": None if plan.before is None else str(plan.before),
        "skipped": [str(one) for one in plan.skipped],
        "owed": list(plan.owed),
        "not_due": list(plan.not_due),
        "targets": list(plan.targets),
        "rolled": rolled,
        "settled": list(plan.settled),
        "without_target": list(plan.without_target),
        "starts": list(plan.starts),
        "ended": list(plan.ends),
        "last": list(plan.last),
        "changes": [
            {"id": one.indicator, "at": str(one.dated.at), "what": one.dated.words} for one in plan.changes
        ],
        "breaks": [
            {"id": one.indicator, "at": str(one.dated.at), "why": one.dated.words} for one in plan.breaks
        ],
        "comments_not_copied": plan.comments,
    }
