"""The page of the quarters that a data folder holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.outputs.line import Line

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
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
