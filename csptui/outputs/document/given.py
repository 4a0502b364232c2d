"""What every part of a document is made from, looked up once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from csptui.domain.live import LiveTexts
from csptui.outputs.document.links import Links

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
    from csptui.domain.scorecard import Row, Scorecard
    from csptui.outputs.document.source import Source


@dataclass(frozen=True)
class Given:
    """The data of a document, its rated rows, and whether its sensitive parts are wanted."""

    source: Source
    card: Scorecard
    sensitive: bool = False

    @property
    def dataset(self) -> Dataset:
        """The data as they are held."""
        return self.source.dataset

    @property
    def partnership(self) -> Partnership:
        """Who reports, and by which rules."""
        return self.source.dataset.partnership

    @property
    def record(self) -> QuarterRecord:
        """What is held of the quarter."""
        return self.source.dataset.record

    @cached_property
    def links(self) -> Links:
        """The anchors that mentions of indicators lead to."""
        return Links(self.dataset, self.card)

    @cached_property
    def texts(self) -> LiveTexts:
        """The texts of the quarter with their live figures filled in."""
        return LiveTexts(self.dataset, self.card)

    @cached_property
    def exceptions(self) -> tuple[Row, ...]:
        """The exceptions in their order."""
        return self.card.exceptions()

    @cached_property
    def _codes(self) -> Counter[str]:
        return Counter(row.indicator.code for row in self.card)

    def name(self, row: Row) -> str:
        """Name an indicator by its code, and by its label too where two go by one code."""
        code = row.indicator.code
        return code if self._codes[code] == 1 else f"{code} ({row.indicator.label})"

    def names(self, rows: Iterable[Row]) -> str:
        """Name some indicators."""
        return ", ".join(map(self.name, rows))
