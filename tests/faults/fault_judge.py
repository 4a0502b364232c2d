"""Judges a data folder after a save that something went wrong with: nothing torn, mixed, or falsely told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fault_actions import open_at

from csptui.domain.change import FIELD_WORDS, NEW_QUARTER, last_of_each
from csptui.domain.draft import Entry
from csptui.domain.problem import CsptuiError
from csptui.domain.quarter import Quarter
from csptui.storage import changes, edits, journal, kept
from csptui.storage.disk import digest
from csptui.storage.folder import open_folder
from csptui.storage.log import verify

if TYPE_CHECKING:
    from pathlib import Path

    from fault_actions import Expected

    from csptui.workspace import Workspace

SAVED, LATER, REFUSED, KILLED = "saved", "later", "refused", "killed"
"""What was told: it is saved, will be finished, or was not written; nothing if the program was gone."""


def at_once(found: dict[str, bytes], expected: Expected, told: str, *, waits: bool) -> list[str]:
    """Judge what stands there before anything is recovered: whole files, and what was told is true."""
    bad = []
    for where in sorted({*found, *expected.old, *expected.new} - {changes.FILE}):
        data = found.get(where)
        if data not in (expected.old.get(where), expected.new.get(where)):
            bad.append(f"{where} is torn")
    log = found.get(changes.FILE, b"")
    old, new = (one.get(changes.FILE, b"") for one in (expected.old, expected.new))
    if not (log.startswith(old) and new.startswith(log)) or (log not in (old, new) and not waits):
        bad.append("the log is torn")
    if told == SAVED and found != expected.new:
        bad.append("told saved, and is not")
    if told == REFUSED and (found != expected.old or waits):
        bad.append("told refused, and something is done or waits to be")
    if told == LATER and not waits and found != expected.new:
        bad.append("told that it will be finished, and nothing waits")
    return bad


def recovered(folder: Path, found: dict[str, bytes], expected: Expected, told: str) -> list[str]:
    """Judge what a start without faults has made of it; `found` are the files after that."""
    bad = []
    if found not in (expected.old, expected.new):
        states = {where: _state(found.get(where), where, expected) for where in expected.changed}
        states[changes.FILE] = _state(found.get(changes.FILE), changes.FILE, expected)
        bad.append(f"mixed or torn after recovery: {states}")
    if told in (SAVED, LATER) and found != expected.new:
        bad.append(f"told {told}, and is lost")
    if told == REFUSED and found != expected.old:
        bad.append("told refused, and came true")
    if journal.is_waiting(folder):
        bad.append("the journal still waits")
    if journal.unfinished(folder):
        bad.append("a journal was put aside")
    if not verify(folder / changes.FILE).is_sound:
        bad.append("the log is not sound")
    return bad


def _state(data: bytes | None, where: str, expected: Expected) -> str:
    if data == expected.new.get(where):
        return "new"
    return "old" if data == expected.old.get(where) else f"neither ({data!r:.60})"


def kept_and_logged(workspace: Workspace) -> list[str]:
    """Judge that every logged change is in the files, and that the bytes before it are kept."""
    bad = []
    entries = workspace.log()
    for entry in entries:
        for where, (old, _) in entry.files.items():
            data = kept.recall(workspace.folder, old) if old else b""
            if data is None or (old and digest(data) != old):
                bad.append(f"the old bytes of {where} are not kept")
    views = {str(workspace.dataset.shown): workspace._loaded}
    for entry in last_of_each(entries).values():
        change = entry.change
        quarter = Quarter.parse(change.quarter)
        if quarter is None or change.field == NEW_QUARTER or change.field not in FIELD_WORDS:
            continue
        if change.quarter not in views:
            views[change.quarter] = open_folder(workspace.folder, quarter)
        if edits.text_now(views[change.quarter], change) != change.after:
            bad.append(f"the log says {change.field} {change.after!r}, and the files do not")
    return bad


def goes_on(folder: Path) -> list[str]:
    """Judge that the next save works, with an undo of it."""
    try:
        workspace = open_at(folder)
        bad = [f"a problem is told: {one.where} {one.message}" for one in workspace.problems]
        bad += kept_and_logged(workspace)
        workspace.record(Entry("NI46", comment="Going on."))
        if workspace.notice:
            bad.append(f"the next save tells {workspace.notice}")
        if open_at(folder).dataset.record.comments["NI46"] != "Going on.":
            bad.append("the next save is not there")
    except (CsptuiError, OSError) as error:
        return [f"the next save fails: {error}"]
    if not verify(folder / changes.FILE).is_sound:
        bad.append("the log is not sound after the next save")
    return bad
