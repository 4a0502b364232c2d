"""Pieces of a page of text, as they may be parted between pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csptui.outputs.line import Line

_PLACES = re.compile(r"(?:comment|exception)-")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that belong together, after `space` blank ones.

    `leads` what is never last on a page. `splits` what may be parted between any two of its lines but the
    first and the last two. Chunks of the same `kept` number stay on one page where they fit. `heads` are
    those of its table, which are set again on a page that lacks them; what leads with heads has them among
    its lines. `anchor` is the place that it is; `about` the anchor of the indicator that it speaks of.
    """

    lines: list[Line] = field(default_factory=list)
    space: int = 1
    leads: bool = False
    splits: bool = False
    kept: int = 0
    heads: tuple[Line, ...] = ()
    anchor: str = ""
    about: str = ""


def about_of(*anchors: str) -> str:
    """Give the indicator's own anchor, whichever of its places the first of some anchors names."""
    found = next((anchor for anchor in anchors if anchor), "")
    return _PLACES.sub("indicator-", found, count=1) if _PLACES.match(found) is not None else found
