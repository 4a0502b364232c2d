"""The saves that are put to the proof: what a folder holds before each, what is done, and what it makes."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from csptui.domain.change import Change
from csptui.domain.draft import Entry
from csptui.domain.figure import Figure
from csptui.domain.problem import StorageError
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.target import Comparison, Edge, Target
from csptui.storage import changes, edits, journal
from csptui.storage.changes import Action
from csptui.storage.folder import open_folder
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2010, 4, 20, 9, 30, tzinfo=UTC)
SHOWN = Quarter(FinancialYear(2009), 4)
WHO = "A. Officer"


def open_at(folder: Path) -> Workspace:
    """Open a folder at the quarter that the actions change, under a clock that stands still."""
    return Workspace.open(folder, who=WHO, now=lambda: NOW, quarter=SHOWN)


def reading(value: str) -> Reading:
    """Give a figure as an officer types it."""
    return Reading(Figure(Decimal(value)))


def _record(workspace: Workspace) -> None:
    workspace.record(Entry("NI33", reading("7.8"), "It fell."))


def _target(workspace: Workspace) -> None:
    edge = Edge(Comparison.AT_MOST, Decimal(8))
    workspace.set_target("NI33", Target(edge, bare=True, absence=None))


def _undo(workspace: Workspace) -> None:
    workspace.undo()


def _quarter(workspace: Workspace) -> None:
    workspace.new_quarter(SHOWN.next())


def _confirm(workspace: Workspace) -> None:
    workspace.show(SHOWN.next())
    workspace.confirm_targets([one.id for one in workspace.dataset.indicators])


def _earlier(workspace: Workspace) -> None:
    workspace.record(Entry("NI40", reading("1310"), "Rose a little."))


def in_place(workspace: Workspace) -> None:
    """Write the way that the protocol is there to avoid: each file opened, emptied and written over."""
    loaded = open_folder(workspace.folder, SHOWN)
    made = [
        Change(str(SHOWN), "value", "7.9", "7.8", "NI33"),
        Change(str(SHOWN), "comment", loaded.dataset.record.comments["NI33"], "It fell.", "NI33"),
    ]
    path = workspace.folder / changes.FILE
    lines = changes.lines(made, changes.read_tail(path), Action(WHO, NOW))
    try:
        for write in edits.plan(loaded, made).writes:
            with journal.path_of(workspace.folder, write.where).open("wb") as file:
                file.write(write.data or b"")
        with path.open("ab") as log:
            log.write(lines)
    except OSError as error:
        message = "Not saved"
        raise StorageError(message) from error


@dataclass(frozen=True, slots=True)
class Scenario:
    """A save: what has been done in the folder before it, and what it does."""

    before: tuple[Callable[[Workspace], None], ...]
    act: Callable[[Workspace], None]


SCENARIOS = {
    "first": Scenario((), _record),
    "record": Scenario((_earlier,), _record),
    "target": Scenario((_earlier,), _target),
    "undo": Scenario((_earlier, _record), _undo),
    "quarter": Scenario((_earlier,), _quarter),
    "confirm": Scenario((_earlier, _quarter), _confirm),
    "in place": Scenario((_earlier,), in_place),
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a folder holds before and after a save that nothing has disturbed."""

    old: dict[str, bytes]
    new: dict[str, bytes]

    @property
    def changed(self) -> list[str]:
        """Name the files that the save changes, without the log."""
        return sorted(
            where for where, data in self.new.items() if data != self.old.get(where) and where != changes.FILE
        )


def prepare(folder: Path, before: Sequence[Callable[[Workspace], None]]) -> None:
    """Make a folder of Derby's data in which something has been done."""
    shutil.copytree(ROOT / "data", folder)
    if before:
        workspace = open_at(folder)
        for act in before:
            act(workspace)


def undisturbed(scenario: Scenario, folder: Path) -> Expected:
    """Do a save in a folder that has been prepared, and give what there was and is."""
    old = data_in(folder)
    scenario.act(open_at(folder))
    return Expected(old, data_in(folder))


def data_in(folder: Path) -> dict[str, bytes]:
    """Give every file but the program's own and what a save leaves beside them while it is under way."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".csptui" not in path.parts and not journal.is_temporary(path.name)
    }
