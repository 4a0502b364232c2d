"""Notices that files were changed by others: by their bytes, or by what the folder says of them.

Polling works on network drives too, where a system's own notices of changes do not come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.storage import actuals, area_values, commentary, comparators, definitions, targets
from csptui.storage.files import read_bytes
from csptui.storage.findings import BrokenFileError
from csptui.storage.journal import path_of
from csptui.storage.where import QUARTERS, SIGN_OFF, where_of

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.quarter import Quarter
    from csptui.storage.folder import LoadedFolder

_DEFINED = (definitions.PARTNERSHIP, definitions.INDICATORS, comparators.FILE, QUARTERS)
_EARLIER = 3
CAREFUL = 3
"""Looks after a change of time at which bytes are compared: some drives tell time in two seconds."""
SELDOM = 30
"""Looks after which the bytes are compared in any case, for drives that tell no times at all."""

_Stamp = tuple[int, int, int] | None


class Watch:
    """What the folder says of the files of one quarter's view; made before they are read.

    Size, time and number of a file tell that it may have changed, its bytes that it has.
    """

    def __init__(self, folder: Path, quarter: Quarter) -> None:
        needed = [quarter.baseline()]
        for _ in range(_EARLIER):
            needed.append((needed[-1] if len(needed) > 1 else quarter).previous())
        others = [where_of(quarter, one) for one in (SIGN_OFF, area_values.FILE)]
        others += (where_of(one, actuals.FILE) for one in needed)
        written = (targets.FILE, where_of(quarter, actuals.FILE), where_of(quarter, commentary.FILE))
        self._others = [path_of(folder, where) for where in (*_DEFINED, *others)]
        self._written = {where: path_of(folder, where) for where in written}
        self._seen_others = [_stamp(path) for path in self._others]
        self._seen_written = {where: _stamp(path) for where, path in self._written.items()}
        self._careful, self._looks = CAREFUL, 0

    def has_changed(self, loaded: LoadedFolder) -> bool:
        """Whether a file is no longer what was read of it; one that was broken, whether it may be mended."""
        if [_stamp(path) for path in self._others] != self._seen_others:
            return True
        stamps = {where: _stamp(path) for where, path in self._written.items()}
        touched = {where for where, stamp in stamps.items() if stamp != self._seen_written[where]}
        self._seen_written = stamps
        if touched & loaded.broken.keys():
            return True
        self._looks += 1
        if touched:
            self._careful = CAREFUL
        elif self._careful:
            self._careful -= 1
        elif self._looks % SELDOM:
            return False
        return not has_bytes(loaded)


def has_bytes(loaded: LoadedFolder) -> bool:
    """Whether the files that the program writes are, byte by byte, what was read of them.

    One that was broken, and so could not be used, is not compared.
    """
    shown = loaded.dataset.shown
    pairs = (
        (where_of(shown, actuals.FILE), loaded.actuals.source),
        (where_of(shown, commentary.FILE), loaded.commentary.source),
        (targets.FILE, loaded.targets.source),
    )
    try:
        return all(
            where in loaded.broken or read_bytes(path_of(loaded.folder, where), where) == source
            for where, source in pairs
        )
    except BrokenFileError:
        return False


def _stamp(path: Path) -> _Stamp:
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
