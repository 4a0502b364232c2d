"""Zip archives whose bytes hang on their contents alone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644 << 16


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """Give a zip archive of entries in their order, each of the same time, system and rights.

    They are stored as they are: how small a text becomes differs between the libraries that compress it.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = _UNIX
            entry.external_attr = _READABLE
            archive.writestr(entry, data)
    return held.getvalue()


def rezipped(data: bytes, change: Callable[[str, bytes], bytes] = lambda _, entry: entry) -> bytes:
    """Give an archive of ours anew, each entry changed by its name and contents."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: change(name, archive.read(name)) for name in archive.namelist()})
