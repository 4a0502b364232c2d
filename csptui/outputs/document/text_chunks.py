"""Pieces of a page of text, as they may be parted between pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csptui.outputs.line import Line


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that belong together, after `space` blank ones.

    `leads` what is never last on a page. `splits` what may be parted between any two of its lines but the
    first and the last two. Chunks of the same `kept` number stay on one page where they fit. `heads` are
    set again where a page begins with the chunk. `anchor` is the place that it is; `about` the indicator.
    """

    lines: list[Line] = field(default_factory=list)
    space: int = 1
    leads: bool = False
    splits: bool = False
    kept: int = 0
    heads: tuple[Line, ...] = ()
    anchor: str = ""
    about: str = ""
