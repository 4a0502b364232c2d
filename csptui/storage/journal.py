"""The journal of a save: a manifest whose naming is the commit, and its finishing, then or later.

A save is one action on several files; its journal takes its place only where none is waiting. Once `commit`
has returned, `finish` makes all of it true, however often it is called and by whom: by the save itself, or by
the next start after a crash (ARCHITECTURE, Saving 9 to 12). A file that somebody else has changed in between
is left to them.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from csptui.domain.problem import StorageError
from csptui.storage import disk, half_lost
from csptui.storage.changes import FILE as LOG
from csptui.storage.changes import logged_of
from csptui.storage.disk import digest
from csptui.storage.files import LARGEST, read_bytes, read_from
from csptui.storage.findings import BrokenFileError

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.change import Logged

OWN = ".csptui"
JOURNAL = "journal"
ASIDE = "unfinished"

_WHERE = re.compile(r"targets\.csv|quarters/[0-9]{4}-[0-9]{2}-Q[1-4]/(?:actuals\.csv|commentary\.toml)")
_TEMPORARY = re.compile(r"\.[a-z]{1,20}\.(?:csv|toml)\.[0-9a-f]{16}\.tmp")
_PREPARED = re.compile(r"journal\.(?:[0-9a-f]{16}\.)?new")
_DIGEST = re.compile(r"(?:[0-9a-f]{64})?")


WAITING = "An earlier save waits to be finished, so nothing was written: try again"


class TakenError(StorageError):
    """The place of the journal is taken: another save has come first."""


class State(Enum):
    """How far a file has come: new already, ready to be replaced, or changed by somebody else."""

    DONE = "done"
    READY = "ready"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a save: digests of its old and new bytes (empty for no file), and the new file's name."""

    where: str
    old: str
    new: str
    temporary: str


@dataclass(frozen=True, slots=True)
class Journal:
    """All files of one save, and the lines for the log with the length that it had."""

    steps: tuple[Step, ...]
    lines: bytes
    length: int


def journal_path(folder: Path) -> Path:
    """Give the place of the journal."""
    return folder / OWN / JOURNAL


def is_waiting(folder: Path) -> bool:
    """Whether a save is under way, or was interrupted; what cannot be looked at may be one."""
    try:
        journal_path(folder).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def prepare(folder: Path, journal: Journal) -> Path:
    """Write a journal that binds nobody yet, under a name of its own. Raises OSError."""
    temporary = journal_path(folder).with_name(f"{JOURNAL}.{os.urandom(8).hex()}.new")
    data = _dumps(journal)
    if len(data) > LARGEST:
        # A journal that could not be read again would never come true, and bar every later save.
        message = "These texts are too long for one save: shorten them. Nothing was written"
        raise StorageError(message)
    disk.write_new(temporary, data)
    return temporary


def commit(folder: Path, prepared: Path) -> None:
    """Make the prepared journal binding: when this returns, the save will come true, whatever happens.

    Raises TakenError if another one is waiting, which may be of a machine that no lock tells of; OSError
    if the system will not have it, and then it may be binding or not.
    """
    path = journal_path(folder)
    try:
        disk.place(prepared, path)
        disk.sync_folder(path.parent)
    except OSError as error:
        disk.remove(prepared)
        if isinstance(error, FileExistsError):
            raise TakenError(WAITING) from error
        raise


def close(folder: Path, journal: Journal) -> None:
    """Take the journal away, since all that it holds is done, or nothing of it; another's stays."""
    if load(folder) == journal:
        disk.remove(journal_path(folder))


def withdraw(folder: Path, journal: Journal) -> bool:
    """Take back a commit of which nothing is done yet, down to the disk; tell whether that was possible."""
    try:
        if load(folder) != journal:
            return False
        if any(state_of(folder, step) is State.DONE and step.old != step.new for step in journal.steps):
            return False
        if has_lines(folder, journal):
            return False
        disk.remove(journal_path(folder))
    except (OSError, StorageError):
        return False
    # Without the journal nothing comes true, even if the disk will not confirm that it is gone.
    with suppress(OSError):
        disk.sync_folder(folder / OWN)
    return True


def finish(folder: Path, journal: Journal) -> tuple[Step, ...]:
    """Bring every file and the log to what the journal says; give the steps that somebody else made void.

    Raises OSError if the system will not have it now: the journal stays for another time.
    """
    lost = place(folder, journal)
    log(folder, journal, lost)
    return lost


def place(folder: Path, journal: Journal) -> tuple[Step, ...]:
    """Bring every file to what the journal says; give the steps that somebody else made void."""
    states = {step: state_of(folder, step) for step in journal.steps}
    touched: list[Path] = []
    for step, state in states.items():
        path = path_of(folder, step.where)
        if state is State.READY:
            if step.new:
                disk.replace(path.with_name(step.temporary), path)
            else:
                disk.remove(path)
        elif step.temporary:
            disk.remove(path.with_name(step.temporary))
        if state is not State.LOST and path.parent not in touched:
            touched.append(path.parent)
    for parent in touched:
        disk.sync_folder(parent)
    return tuple(step for step, state in states.items() if state is State.LOST)


def state_of(folder: Path, step: Step) -> State:
    """Tell how far a file has come."""
    path = path_of(folder, step.where)
    now = digest(read_bytes(path, step.where))
    if now == step.new:
        return State.DONE
    if now != step.old:
        return State.LOST
    if not step.new:
        return State.READY
    ready = read_bytes(path.with_name(step.temporary), step.temporary)
    return State.READY if digest(ready) == step.new else State.LOST


def is_temporary(name: str) -> bool:
    """Whether a name is one that a save gives to a new file before it is in its place."""
    return _TEMPORARY.fullmatch(name) is not None


def is_prepared(name: str) -> bool:
    """Whether a name is that of a journal which binds nobody."""
    return _PREPARED.fullmatch(name) is not None


def path_of(folder: Path, where: str) -> Path:
    """Give the path of a file that is named as those of a data folder are, with `/`."""
    return folder.joinpath(*where.split("/"))


def settle(folder: Path, journal: Journal) -> None:
    """Bring to the disk what a killed save has done, before it is forgotten that it was under way."""
    for parent in dict.fromkeys(path_of(folder, step.where).parent for step in journal.steps):
        if parent.is_dir():
            disk.sync_folder(parent)
    path = folder / LOG
    if disk.is_there(path):
        disk.settle(path)
    disk.sync_folder(folder)


def log(folder: Path, journal: Journal, lost: tuple[Step, ...] = ()) -> None:
    """Add the lines to the log, or what is missing of them after a torn attempt; none of what is lost."""
    if lost:
        if len(lost) == len(journal.steps):
            return
        journal = replace(journal, lines=half_lost.lines_left(journal.lines, {step.where for step in lost}))
    _cut_zeros(folder, journal)
    rest = _missing_lines(folder, journal)
    if not rest:
        return
    path = folder / LOG
    is_new = not disk.is_there(path)
    disk.append(path, rest)
    if is_new:
        disk.sync_folder(folder)


def _cut_zeros(folder: Path, journal: Journal) -> None:
    """Take off the zeros that some systems leave after a power loss where bytes did not reach the disk."""
    held = read_from(folder / LOG, LOG, journal.length)
    if held and held.endswith(b"\0") and journal.lines.startswith(held.rstrip(b"\0")):
        disk.cut(folder / LOG, journal.length + len(held.rstrip(b"\0")))


def has_lines(folder: Path, journal: Journal) -> bool:
    """Whether the log holds the lines of the journal, so that nothing of the save is left to do."""
    return bool(journal.lines) and not _missing_lines(folder, journal)


def _missing_lines(folder: Path, journal: Journal) -> bytes:
    held = read_from(folder / LOG, LOG, journal.length)
    if held is not None and journal.lines.startswith(held):
        return journal.lines[len(held) :]
    # Somebody has added to the log, or put another in its place, since: the lines may be anywhere in it.
    whole = read_from(folder / LOG, LOG, 0) or b""
    present = set(whole.split(b"\n"))
    missing = [line for line in journal.lines.split(b"\n") if line and line not in present]
    if not missing:
        return b""
    gap = b"" if not whole or whole.endswith(b"\n") else b"\n"
    return gap + b"\n".join(missing) + b"\n"


def load(folder: Path) -> Journal | None:
    """Read the journal, or give None if there is none. Raises StorageError if it is not one of ours."""
    path = journal_path(folder)
    data = read_bytes(path, f"{OWN}/{JOURNAL}")
    if data is None:
        return None
    journal = _loads(data)
    if journal is None:
        message = (
            f"{OWN}/{JOURNAL} is not the journal of a save, so it is left alone and nothing is written: "
            "put it aside, after a look at the figures"
        )
        raise StorageError(message)
    return journal


def put_aside(folder: Path, journal: Journal, lost: tuple[Step, ...]) -> str:
    """Keep, down to the disk, what of a journal was lost to somebody else; give the name that it has."""
    lines = half_lost.lines_lost(journal.lines, {step.where for step in lost})
    part = replace(journal, steps=lost, lines=journal.lines if lost == journal.steps else lines)
    data = _dumps(part)
    path = journal_path(folder).with_name(f"{ASIDE}-{digest(data)[:16]}")
    if read_bytes(path, path.name) != data:
        disk.replace(prepare(folder, part), path)
    disk.sync_folder(path.parent)
    return f"{OWN}/{path.name}"


def unfinished(folder: Path) -> tuple[tuple[str, Journal | None], ...]:
    """Give the journals that were put aside, by name: what they hold may have to be entered again.

    None stands for what has such a name and is no journal.
    """
    try:
        names = sorted(one.name for one in (folder / OWN).iterdir() if one.name.startswith(f"{ASIDE}-"))
    except OSError:
        return ()
    found: list[tuple[str, Journal | None]] = []
    for name in names:
        try:
            data = read_bytes(folder / OWN / name, f"{OWN}/{name}")
        except BrokenFileError:
            data = b""
        found.append((f"{OWN}/{name}", _loads(data or b"")))
    return tuple(found)


def changes_of(journal: Journal) -> tuple[Logged, ...]:
    """Give the changes that a journal is to make."""
    found = (logged_of(line) for line in journal.lines.split(b"\n"))
    return tuple(one for one in found if one is not None)


def _dumps(journal: Journal) -> bytes:
    steps = [[one.where, one.old, one.new, one.temporary] for one in journal.steps]
    text = {"steps": steps, "lines": journal.lines.decode("ascii"), "length": journal.length}
    return json.dumps(text, ensure_ascii=True).encode("ascii")


def _loads(data: bytes) -> Journal | None:
    """Read a journal; one that names a file that is none of ours is none, since it may come from anybody."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    match document:
        case {"steps": list(rows), "lines": str(lines), "length": int(length)} if length >= 0:
            steps = [_step(row) for row in rows]
            sound = lines.isascii() and None not in steps
            return (
                Journal(tuple(one for one in steps if one), lines.encode("ascii"), length) if sound else None
            )
    return None


def _step(row: object) -> Step | None:
    match row:
        case [str(where), str(old), str(new), str(temporary)]:
            named = _WHERE.fullmatch(where) and _DIGEST.fullmatch(old) and _DIGEST.fullmatch(new)
            ours = _TEMPORARY.fullmatch(temporary) is not None if new else not temporary
            return Step(where, old, new, temporary) if named and ours else None
    return None
