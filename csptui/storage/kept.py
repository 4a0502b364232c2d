"""Keeps the old bytes of a file that is replaced, once, under their digest (ARCHITECTURE, Saving 7).

Not for ever: every so often what was not needed for longest goes, until 2,000 files and 100 MB are left. The
log keeps what every field was; only an undo as old as that brings fields back, and not the bytes as well.
"""

from __future__ import annotations

import os
import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.problem import StorageError
from csptui.storage import disk
from csptui.storage.disk import digest
from csptui.storage.files import LARGEST, read_bytes
from csptui.storage.findings import BrokenFileError
from csptui.storage.journal import OWN

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

KEPT = "kept"
MOST_FILES = 2_000
MOST_BYTES = 100_000_000

_NAME = re.compile(r"[0-9a-f]{64}\.z")
_HALF = re.compile(r"[0-9a-f]{64}\.(?:[0-9a-f]{16}\.)?new")
_ORPHANED = 3600.0
# One save in sixteen has a look, by the first digit of what it keeps: to read a folder takes a while.
_LOOKS = "0"


def keep(folder: Path, data: bytes) -> str:
    """Keep bytes and give their digest; what is kept already is not written again.

    They are on the disk after `settle`. Raises OSError if they cannot be kept: then nothing may be put in
    their place.
    """
    name = digest(data)
    home = folder / OWN / KEPT
    path = home / f"{name}.z"
    if recall(folder, name) is not None:
        # It is needed now, however long ago it was written.
        with suppress(OSError):
            os.utime(path)
        return name
    disk.make_folder(home)
    if home.is_symlink() or not home.is_dir():
        message = f"{OWN}/{KEPT} is a link or no folder: take it away, then save again. Nothing was written"
        raise StorageError(message)
    temporary = home / f"{name}.{os.urandom(8).hex()}.new"
    disk.write_new(temporary, zlib.compress(data, 6))
    # What stands there under the name is torn, or was altered: it is of no use to anybody.
    try:
        disk.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            disk.remove(temporary)
        raise
    return name


def settle(folder: Path) -> None:
    """Bring the names of what is kept to the disk, those that a killed save has left there too."""
    disk.sync_folder(folder / OWN / KEPT)


def recall(folder: Path, name: str) -> bytes | None:
    """Give the bytes kept under a digest, or None if they are not there or not what was kept."""
    if len(name) != 64 or not name.isalnum():  # noqa: PLR2004 - hexadecimal digits of a SHA-256
        return None
    home = folder / OWN / KEPT
    if home.is_symlink():
        return None
    try:
        packed = read_bytes(home / f"{name}.z", name)
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


class _File(NamedTuple):
    when: float
    name: str
    size: int


def prune(folder: Path, needed: Collection[str]) -> None:
    """Take away what was not needed for longest, now and then, quietly; only after a save is done.

    `needed` are the digests that this save has kept.
    """
    if not any(name.startswith(_LOOKS) for name in needed):
        return
    home = folder / OWN / KEPT
    with suppress(OSError):
        with os.scandir(home) as entries:
            plain = [one for one in entries if one.is_file(follow_symlinks=False)]
        found = [_File((held := one.stat()).st_mtime, one.name, held.st_size) for one in plain]
        found.sort(reverse=True)
        files = size = 0
        for one in found:
            if _HALF.fullmatch(one.name) and one.when < found[0].when - _ORPHANED:
                disk.remove(home / one.name)
            if not _NAME.fullmatch(one.name):
                continue
            files, size = files + 1, size + one.size
            if (files > MOST_FILES or size > MOST_BYTES) and one.name[:64] not in needed:
                disk.remove(home / one.name)
