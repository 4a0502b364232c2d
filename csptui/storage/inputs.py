"""The files that a document of a quarter is made from, and a short name for their state."""

from __future__ import annotations

import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING

from csptui.storage import actuals, commentary, files, targets
from csptui.storage.disk import digest
from csptui.storage.findings import BrokenFileError, broken
from csptui.storage.names import is_inside
from csptui.storage.where import SIGN_OFF, where_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from csptui.domain.dataset import Dataset

_TOP = ("partnership.toml", "indicators.toml", targets.FILE, "comparators.csv")
_OF_QUARTER = (actuals.FILE, commentary.FILE, "comparators.csv", SIGN_OFF)
_SHOWN = 7
UNREADABLE = "unreadable"
"""Stands for the digest of a file that is there and cannot be read."""


def inputs_of(folder: Path, dataset: Dataset) -> Mapping[str, str]:
    """Give the SHA-256 of each file that there is; an earlier quarter counts by its figures alone."""
    names = [*_TOP]
    for quarter in dataset.available:
        if quarter < dataset.shown:
            names += [where_of(quarter, actuals.FILE), where_of(quarter, "comparators.csv")]
    names += [where_of(dataset.shown, name) for name in _OF_QUARTER]
    if dataset.partnership.template:
        names.append(dataset.partnership.template)
    found: dict[str, str] = {}
    for name in names:
        try:
            data = _bytes(folder, name)
        except BrokenFileError:
            found[name] = UNREADABLE
            continue
        if data is not None:
            found[name] = digest(data)
    return MappingProxyType(found)


def version_of(inputs: Mapping[str, str]) -> str:
    """Give a short name for the state of files: the first digits of a digest of all their digests."""
    lines = "".join(f"{inputs[name]}  {name}\n" for name in sorted(inputs))
    return hashlib.sha256(lines.encode()).hexdigest()[:_SHOWN]


def template_of(folder: Path, dataset: Dataset) -> bytes | None:
    """Give the partnership's own Word template; None where it has none. Raises if it cannot be read."""
    name = dataset.partnership.template
    if not name:
        return None
    data = _bytes(folder, name)
    if data is None:
        raise broken(name, None, "is not there: partnership.toml names it as the template, under [report]")
    return data


def _bytes(folder: Path, name: str) -> bytes | None:
    path = folder.joinpath(*name.split("/"))
    if not is_inside(folder, path):
        raise broken(name, None, "leads out of the data folder: put the file itself there")
    return files.read_bytes(path, name)
