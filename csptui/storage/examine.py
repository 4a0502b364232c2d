"""Examines a data folder for `doctor`: counts, sizes and states, never a value, a name or a text of it."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from csptui.domain.health import Sign, State, well_or
from csptui.domain.problem import Severity, StorageError
from csptui.storage import changes, files, journal, kept, locking, log
from csptui.storage.actuals import FILE as ACTUALS
from csptui.storage.commentary import FILE as COMMENTARY
from csptui.storage.comparators import FILE as COMPARATORS
from csptui.storage.definitions import INDICATORS, PARTNERSHIP
from csptui.storage.draft_lines import read_lines
from csptui.storage.findings import BrokenFileError
from csptui.storage.folder import all_problems, available_quarters, open_folder
from csptui.storage.targets import FILE as TARGETS
from csptui.storage.watch import spreadsheet_with
from csptui.storage.where import QUARTERS, SIGN_OFF, where_of
from csptui.storage.writing import LOCK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AREA = "Data folder"
_TOP = "|".join(map(re.escape, (PARTNERSHIP, INDICATORS, TARGETS, COMPARATORS, changes.FILE)))
_IN_QUARTER = "|".join(map(re.escape, (ACTUALS, COMMENTARY, COMPARATORS)))
_OURS = re.compile(rf"{_TOP}|{QUARTERS}/[0-9]{{4}}-[0-9]{{2}}-Q[1-4]/(?:{_IN_QUARTER})")
_HELD = "held"
_UTF8_BOM = b"\xef\xbb\xbf"


def folder_signs(folder: Path) -> list[Sign]:
    """Look at a data folder that exists."""
    return [
        *_permissions(folder),
        *_files(folder),
        _problems(folder),
        *_saving(folder),
        *_log(folder),
        *_spreadsheets(folder),
    ]


def _permissions(folder: Path) -> Iterator[Sign]:
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".csptui-"):
            yield Sign(AREA, "writing", "a file can be made and taken away")
    except OSError as error:
        advice = "Nothing can be saved: have the folder made writable for you."
        yield Sign(AREA, "writing", f"no file can be made ({files.reason(error)})", State.FAULT, advice)
    if os.name == "nt":
        return
    found = folder.stat()
    mode = stat.S_IMODE(found.st_mode)
    others = bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX
    owner = "yours" if found.st_uid == os.getuid() else "somebody else's"
    advice = "Everybody on this computer may write here: chmod o-w."
    yield well_or(not others, AREA, "permissions", f"{mode:04o}, {owner}", advice)


def _files(folder: Path) -> Iterator[Sign]:
    quarters = available_quarters(folder)
    own = any(os.path.lexists(folder / QUARTERS / one.folder / COMPARATORS) for one in quarters)
    for name, needed in ((PARTNERSHIP, True), (INDICATORS, True), (TARGETS, False), (COMPARATORS, False)):
        sign = _file(folder, name, needed=needed)
        # Where quarters have values of other areas themselves, nothing is missing.
        if sign.found != _MISSING or name != COMPARATORS or not own:
            yield sign
    signed_off = sum(os.path.lexists(folder / QUARTERS / one.folder / SIGN_OFF) for one in quarters)
    told = f"{len(quarters):,} held, {signed_off:,} signed off"
    yield well_or(bool(quarters), AREA, "quarters", told, "Begin one: csptui quarter new QUARTER.")
    for quarter in quarters:
        for name, needed in ((ACTUALS, True), (COMMENTARY, False), (COMPARATORS, False)):
            sign = _file(folder, where_of(quarter, name), needed=needed)
            # A quarter begins with its figures alone; of many quarters only what is not well is told.
            if sign.state is not State.OK and (needed or sign.found != _MISSING):
                yield sign


_MISSING = "missing"


def _file(folder: Path, where: str, *, needed: bool) -> Sign:
    path = folder.joinpath(*where.split("/"))
    try:
        found = path.lstat()
    except OSError:
        state = State.FAULT if needed else State.LOOK
        return Sign(AREA, where, _MISSING, state, "Bring it back from a copy.")
    if stat.S_ISLNK(found.st_mode):
        return Sign(AREA, where, "a link", State.LOOK, "csptui writes no link: put the file itself here.")
    if not stat.S_ISREG(found.st_mode):
        return Sign(AREA, where, "no plain file", State.FAULT, "Put a plain file in its place.")
    size = f"{found.st_size:,} bytes"
    try:
        data = files.read_bytes(path, where) or b""
        _, warnings = files.decode(data, where)
    except BrokenFileError:
        return Sign(AREA, where, f"{size}, cannot be read", State.FAULT, "csptui check says why.")
    kinds = ["Windows-1252" if warnings else "UTF-8"]
    kinds += ["BOM"] * data.startswith(_UTF8_BOM) + ["CRLF"] * (b"\r\n" in data)
    told = f"{size}, {', '.join(kinds)}"
    never_written = where.rpartition("/")[2] in {PARTNERSHIP, INDICATORS, COMPARATORS}
    if not found.st_mode & stat.S_IWUSR and not never_written:
        return Sign(AREA, where, f"{told}, marked read-only", State.LOOK, "Take the mark off to save in it.")
    return well_or(not warnings, AREA, where, told, "Look at its accents, then save it as UTF-8.")


def _problems(folder: Path) -> Sign:
    try:
        found = all_problems(folder, open_folder(folder).problems)
    except StorageError:
        return Sign(AREA, "problems", "the folder cannot be opened", State.FAULT, "csptui check says why.")
    errors = sum(problem.severity is Severity.ERROR for problem in found)
    places = Counter(
        problem.where.file if _OURS.fullmatch(problem.where.file) else "other places" for problem in found
    )
    told = f"{errors:,} errors, {len(found) - errors:,} warnings"
    if places:
        told += f" ({', '.join(f'{count:,} in {where}' for where, count in sorted(places.items()))})"
    return well_or(not found, AREA, "problems", told, "csptui check names each with its line.")


def _saving(folder: Path) -> Iterator[Sign]:
    told = _lock_told(folder / LOCK)
    advice = "Another csptui is saving now. If this stays so, it hangs: end that program."
    yield well_or(told != _HELD, AREA, "lock", told, advice)
    waiting = journal.is_waiting(folder)
    told = "a save is under way, or was interrupted" if waiting else "no save is waiting"
    yield well_or(not waiting, AREA, "journal", told, "The next start of csptui finishes it.")
    aside = len(journal.unfinished(folder))
    if aside:
        advice = "Somebody changed the files meanwhile: csptui tells of it at its start."
        yield Sign(AREA, "unfinished", f"{aside:,} saves could not be finished", State.LOOK, advice)
    count, size = _sizes(folder / journal.OWN / kept.KEPT)
    yield Sign(AREA, "kept", f"{count:,} earlier versions of files, {size:,} bytes")


def _lock_told(path: Path) -> str:
    """Tell whether a program holds the lock; a file that was left behind by itself is none."""
    if path.is_symlink() or not path.is_file():
        return "no save has been made here yet"
    try:
        lock = locking.acquire(path, 0, stat.S_IMODE(path.stat().st_mode))
    except locking.HeldError:
        return _HELD
    except OSError:
        return "it cannot be tried"
    if lock is None:
        return "the drive has no locks: saves go on without"
    lock.release()
    return "free"


def _sizes(folder: Path) -> tuple[int, int]:
    count = size = 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                size += entry.stat(follow_symlinks=False).st_size
                count += 1
    return count, size


def _log(folder: Path) -> Iterator[Sign]:
    try:
        verdict = log.verify(folder / changes.FILE)
    except BrokenFileError:
        yield Sign(AREA, "log", "cannot be read", State.FAULT, "Check the permissions of changes.jsonl.")
        return
    told = f"{verdict.lines:,} lines"
    if verdict.is_sound:
        yield Sign(AREA, "log", f"{told}, as they were written")
        return
    first = verdict.wrong[0]
    told += f", {len(verdict.wrong):,} not as written, the first in line {first.number:,}"
    yield Sign(AREA, "log", told, State.LOOK, "csptui log verify says what is wrong.")


def _spreadsheets(folder: Path) -> Iterator[Sign]:
    places = [TARGETS, COMPARATORS]
    for quarter in available_quarters(folder):
        places += [where_of(quarter, ACTUALS), where_of(quarter, COMPARATORS)]
    found = False
    for where in places:
        program = spreadsheet_with(folder.joinpath(*where.split("/")))
        if program:
            found = True
            advice = (
                f"Close it there before you save here; if it is not open, delete {program}'s mark beside it."
            )
            yield Sign(AREA, "spreadsheet", f"{program} has {where} open", State.LOOK, advice)
    if not found:
        yield Sign(AREA, "spreadsheet", "none has a file open")


def draft_sign(place: Path) -> Sign:
    """Count what was typed and not saved, and is offered at the next start."""
    count = 0
    try:
        names = sorted(place.glob("*.jsonl"))
    except OSError:
        names = []
    for path in names:
        with suppress(BrokenFileError):
            count += len(read_lines(files.read_bytes(path, path.name) or b"").kept)
    told = "none" if not count else "1 draft" if count == 1 else f"{count:,} drafts"
    return well_or(
        not count, "You", "drafts", f"{told} waiting", "They are offered when csptui opens their folder."
    )
