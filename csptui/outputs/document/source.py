"""What a document is made from: the data as they are held, the history of its exceptions, and their state."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from csptui.storage.inputs import inputs_of, version_of
from csptui.storage.series import read_series

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from csptui.domain.dataset import Dataset
    from csptui.domain.series import Series

_NO_SERIES: Mapping[str, Series] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Source:
    """A dataset with the series of each exception up to its quarter, and what names the files' state.

    `inputs` are the digests of the files that were read, by their names in the data folder.
    """

    dataset: Dataset
    histories: Mapping[str, Series] = field(default_factory=lambda: _NO_SERIES)
    inputs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def version(self) -> str:
        """The version of the data, such as `3f2a91c`: the same files have the same, on any machine."""
        return version_of(self.inputs)


def gather(folder: Path, dataset: Dataset) -> Source:
    """Read what a document needs besides the dataset; slow where there are many quarters."""
    histories = {
        row.id: read_series(folder, dataset, row.indicator)[0].up_to(dataset.shown)
        for row in dataset.scorecard().exceptions()
    }
    return Source(dataset, MappingProxyType(histories), inputs_of(folder, dataset))
