"""Keeps the old bytes of a file that is replaced, once, under their digest (ARCHITECTURE, Saving 7)."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from csptui.storage import disk
from csptui.storage.disk import digest
from csptui.storage.files import LARGEST, read_bytes
from csptui.storage.findings import BrokenFileError
from csptui.storage.journal import OWN

if TYPE_CHECKING:
    from pathlib import Path

KEPT = "kept"


def keep(folder: Path, data: bytes) -> str:
    """Keep bytes and give their digest; what is kept already is not written again.

    They are on the disk after `settle`. Raises OSError if they cannot be kept: then nothing may be put in
    their place.
    """
    name = digest(data)
    if recall(folder, name) is not None:
        return name
    home = folder / OWN / KEPT
    disk.make_folder(home)
    path = home / f"{name}.z"
    temporary = home / f"{name}.new"
    disk.remove(temporary)
    disk.write_new(temporary, zlib.compress(data, 6))
    # What stands there under the name is torn, or was altered: it is of no use to anybody.
    disk.replace(temporary, path)
    return name


def settle(folder: Path) -> None:
    """Bring the names of what is kept to the disk, those that a killed save has left there too."""
    disk.sync_folder(folder / OWN / KEPT)


def recall(folder: Path, name: str) -> bytes | None:
    """Give the bytes kept under a digest, or None if they are not there or not what was kept."""
    if len(name) != 64 or not name.isalnum():  # noqa: PLR2004 - hexadecimal digits of a SHA-256
        return None
    try:
        packed = read_bytes(folder / OWN / KEPT / f"{name}.z", name)
    except BrokenFileError:
        return None
    if packed is None:
        return None
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(packed, LARGEST + 1)
    except zlib.error:
        return None
    return data if len(data) <= LARGEST and digest(data) == name else None
