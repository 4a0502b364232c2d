"""What the check of access found in each file that was made; in a thread, from the files alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.problem import StorageError
from csptui.outputs.document.access.check import faults_of, has_rules
from csptui.storage.out_files import read_out

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from csptui.outputs.document.access.fault import Fault


class Checked(NamedTuple):
    """A format, its file, and what is wrong with it; `refused` says why it could not be checked."""

    name: str
    file: str
    faults: tuple[Fault, ...] = ()
    refused: str = ""


def checked(places: Mapping[str, Path]) -> tuple[Checked, ...]:
    """Check the files that have rules."""
    return tuple(_checked(name, path) for name, path in places.items() if has_rules(path.name))


def _checked(name: str, path: Path) -> Checked:
    try:
        data = read_out(path)
    except StorageError as error:
        return Checked(name, path.name, refused=f"{error}.")
    if data is None:
        return Checked(name, path.name, refused=f"{path.name} is not there any more.")
    return Checked(name, path.name, tuple(faults_of(path.name, data)))
