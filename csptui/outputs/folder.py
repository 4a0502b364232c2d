"""Pages about the data folder: its quarters, and a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.outputs.layout import flow, words_of
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.quarter import Quarter
    from csptui.outputs.appearance import Look


def quarters_page(dataset: Dataset, look: Look) -> list[Line]:
    """List the quarters held, the one shown marked."""
    if not dataset.available:
        return [Line("No quarter is held. To begin one: csptui quarter new QUARTER")]
    sign = look.pick("►", ">")
    lines = []
    for one in dataset.available:
        shown = one == dataset.shown
        mark = sign if shown else " "
        text = look.line(f"{one}  {one.folder}  {one.months}")
        lines.append(Line(f"{mark} {text}", "strong" if shown else ""))
    return lines


def plan_page(
    quarter: Quarter, owed: Sequence[str], without: Sequence[str], look: Look, *, made: bool
) -> list[Line]:
    """Say what a new quarter holds: figures owed, and targets still to be set."""
    figures = "1 figure" if len(owed) == 1 else f"{len(owed):,} figures"
    done = "Made" if made else "Would make"
    told = [f"{done} {quarter} ({quarter.months}), with {figures} owed."]
    if without:
        told.append(f"No target for {quarter.year} yet: {', '.join(without)}.")
    if not made:
        told.append("Nothing was written.")
    return [line for one in told for line in flow(words_of(look.line(one)), look.width)]
