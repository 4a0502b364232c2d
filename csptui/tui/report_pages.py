"""The pages of the preview: made of the data in memory, in a thread; all that is heavy is imported here."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from csptui.outputs.appearance import Look
from csptui.outputs.document.build import report_document
from csptui.outputs.document.figures import anchor_of
from csptui.outputs.document.pages import pages_of
from csptui.outputs.document.source import gather
from csptui.tui.widgets.page_view import Spot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from csptui.domain.dataset import Dataset
    from csptui.outputs.document.model import Document
    from csptui.outputs.document.pages import Page, Pages

PAGE = 60
"""Lines of a page, as a printer has them on A4: pages keep their numbers whatever the window."""
_TOLD = 24
"""Letters of a line by which it is found again."""


class Asked(NamedTuple):
    """What pages are wanted of."""

    folder: Path
    dataset: Dataset
    sensitive: bool
    width: int
    ascii_only: bool


class Place(NamedTuple):
    """Where somebody reads, told so that it holds for other pages too.

    `share` says how far into the lines about an indicator, or into the part where there is none. `words` are
    the letters that are read there, or on the last line before that has any, `below` lines above.
    """

    part: str
    anchor: str
    share: Fraction
    words: str = ""
    below: int = 0


class PagesMade(NamedTuple):
    """The pages that were made, with what they were asked for and the indicators that anchors name."""

    asked: Asked
    document: Document
    pages: Pages
    indicators: Mapping[str, str]

    def indicator_at(self, spot: Spot) -> str | None:
        """Give the id of the indicator that a line is about."""
        return self.indicators.get(self.pages.anchor_at(spot.page + 1, spot.line))

    def spot_of(self, anchor: str) -> Spot | None:
        """Give the line on which a part or an indicator begins."""
        found = self.pages.page_of(anchor)
        if found is None:
            number = self.pages.starts.get(anchor)
            return None if number is None else Spot(number - 1, 0)
        return Spot(found[0] - 1, found[1])

    def place_of(self, spot: Spot) -> Place:
        """Say where a line is, so that it is found again when the pages are others."""
        part, anchor = self.part_at(spot), self.pages.anchor_at(spot.page + 1, spot.line)
        spots = self._spots(part, anchor)
        at = spots.index(spot)
        said = next((one for one in range(at, -1, -1) if self._letters(spots[one])), at)
        return Place(part, anchor, Fraction(at, len(spots)), self._letters(spots[said])[:_TOLD], at - said)

    def spot_at(self, place: Place) -> Spot:
        """Find a place again by its words, or what is nearest to it."""
        spots = self._spots(place.part, place.anchor) or self._spots(place.part)
        if not spots:
            return Spot(0, 0)
        at = int(place.share * len(spots))
        letters = [self._letters(one) for one in spots]
        starts = list(accumulate(map(len, letters), initial=0))
        every = "".join(letters)
        found = every.find(place.words) if place.words else -1
        lines = []
        while found >= 0:
            lines.append(bisect_right(starts, found) - 1 + place.below)
            found = every.find(place.words, found + 1)
        at = min(lines, key=lambda one: abs(one - at), default=at)
        return spots[max(0, min(at, len(spots) - 1))]

    def part_at(self, spot: Spot) -> str:
        """Give the id of the part that a page is of."""
        pages = self.pages.pages
        return pages[min(spot.page, len(pages) - 1)].part if pages else ""

    def count_in(self, part: str) -> int:
        """Give how many indicators a part is about."""
        pages = [page for page in self.pages.pages if page.part == part]
        return len({one for page in pages for one in page.anchors if one in self.indicators})

    def _spots(self, part: str, anchor: str = "") -> list[Spot]:
        """Give the lines of a part, or those of them that are about an indicator."""
        pages = [(at, page) for at, page in enumerate(self.pages.pages) if page.part == part]
        spots = [Spot(at, line) for at, page in pages for line in range(len(page.lines))]
        return [one for one in spots if not anchor or self.pages.anchor_at(one.page + 1, one.line) == anchor]

    def _letters(self, spot: Spot) -> str:
        plain = self.pages.pages[spot.page].lines[spot.line].plain
        return "".join(one for one in plain if one.isalnum())


def made_pages(asked: Asked, before: PagesMade | None) -> PagesMade:
    """Make the pages; what was made before is kept where it is the same. Raises CsptuiError."""
    dataset = asked.dataset
    document = None
    if before is not None and before.asked.dataset is dataset and before.asked.sensitive is asked.sensitive:
        if before.asked[2:] == asked[2:]:
            return before
        document = before.document
    if document is None:
        document = report_document(gather(asked.folder, dataset), sensitive=asked.sensitive)
    pages = pages_of(document, Look(asked.width, ascii_only=asked.ascii_only), PAGE)
    pages = replace(pages, pages=tuple(_unfilled(page) for page in pages.pages))
    return PagesMade(asked, document, pages, {anchor_of(one): one.id for one in dataset.indicators})


def _unfilled(page: Page) -> Page:
    """Leave out the blank lines between the text and the foot: nobody reads on through them."""
    body = page.lines[:-1]
    while body and not body[-1]:
        body = body[:-1]
    blank = page.lines[len(body) : len(body) + 1]
    return replace(page, lines=[*body, *blank, page.lines[-1]])
