"""Notices that files were changed by others: by their bytes, or by what the folder says of them.

Polling works on network drives too, where a system's own notices of changes do not come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.storage import actuals, commentary, comparators, definitions, targets
from csptui.storage.files import read_bytes
from csptui.storage.findings import BrokenFileError
from csptui.storage.folder import QUARTERS, SIGN_OFF, where_of

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.dataset import Dataset
    from csptui.storage.folder import LoadedFolder

Signature = tuple[tuple[int, int, int] | None, ...]
_DEFINED = (definitions.PARTNERSHIP, definitions.INDICATORS, comparators.FILE, QUARTERS)


def signature(folder: Path, dataset: Dataset) -> Signature:
    """Give size, time and number of every file of a view that the program itself does not write there."""
    shown = dataset.shown
    names = [*_DEFINED, where_of(shown, SIGN_OFF)]
    names += [where_of(one, actuals.FILE) for one in dataset.quarters if one != shown]
    return tuple(_stamp(folder.joinpath(*name.split("/"))) for name in names)


def has_changed(loaded: LoadedFolder, seen: Signature) -> bool:
    """Whether a file of a view is not as it was read; what cannot be read has not changed."""
    if signature(loaded.folder, loaded.dataset) != seen:
        return True
    return not has_bytes(loaded)


def has_bytes(loaded: LoadedFolder) -> bool:
    """Whether the files that the program writes are, byte by byte, what was read of them."""
    shown = loaded.dataset.shown
    pairs = (
        (where_of(shown, actuals.FILE), loaded.actuals.source),
        (where_of(shown, commentary.FILE), loaded.commentary.source),
        (targets.FILE, loaded.targets.source),
    )
    try:
        return all(
            where in loaded.broken or read_bytes(loaded.folder.joinpath(*where.split("/")), where) == source
            for where, source in pairs
        )
    except BrokenFileError:
        return False


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def spreadsheet_with(path: Path) -> str:
    """Name the spreadsheet program that says by a file beside this one that it has it open, or none."""
    for name, program in ((f".~lock.{path.name}#", "LibreOffice"), (f"~${path.name}", "Excel")):
        try:
            if path.with_name(name).is_file():
                return program
        except OSError:
            return ""
    return ""
