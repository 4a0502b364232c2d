"""The indicators that a text names, by their codes or by live figures, each where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.claims.codes import Codes
from csptui.domain.claims.tokens import tokens
from csptui.domain.indicator import find_indicators
from csptui.domain.live import live_figures, masked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csptui.domain.dataset import Dataset


class Link(NamedTuple):
    """Characters of a text that name an indicator; a code that several have names them all."""

    start: int
    end: int
    ids: tuple[str, ...]


def links(text: str, dataset: Dataset) -> tuple[Link, ...]:
    """Give what names an indicator of the data, by place."""
    found = [Link(*one) for one in Codes(dataset).placed(tokens(masked(text)))]
    for live in live_figures(text, dataset) if "{" in text else ():
        named = tuple(one.id for one in find_indicators(dataset.indicators, live.reference))
        if named:
            found.append(Link(live.start, live.end, named))
    return tuple(sorted(found))


def linked_ids(found: Iterable[Link]) -> tuple[str, ...]:
    """Give the indicators that are named, each once, the first named first."""
    return tuple(dict.fromkeys(one for link in found for one in link.ids))


def link_at(found: Iterable[Link], place: int) -> Link | None:
    """Give the one at a place of the text, the cursor behind it included."""
    return next((one for one in found if one.start <= place <= one.end), None)
