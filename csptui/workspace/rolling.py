"""A new quarter: what it would be, making it with the targets that roll on, and confirming those."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from csptui.domain import rolling
from csptui.domain.change import NEW_QUARTER, ROLLED, Change
from csptui.domain.problem import RefusedError, StorageError
from csptui.storage import actuals, commentary, definitions, disk, edits, files, journal, targets
from csptui.storage.changes import Action
from csptui.storage.files import reason
from csptui.storage.findings import BrokenFileError
from csptui.storage.folder import available_quarters
from csptui.storage.where import QUARTERS, where_of
from csptui.storage.writing import ChangedError, Write, inside, locked, recover
from csptui.workspace.saving import TRIES, Saving

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from csptui.domain.dataset import Dataset
    from csptui.domain.quarter import Quarter
    from csptui.domain.rolling import NewQuarter
    from csptui.domain.target import Target
    from csptui.storage.folder import LoadedFolder


class Rolling(Saving):
    """An open folder in which a quarter can be begun."""

    def plan_quarter(self, quarter: Quarter) -> NewQuarter:
        """Tell what a new quarter would be, by what was read last. Raises RefusedError if it exists."""
        return self._planned(self._loaded, quarter)

    def new_quarter(self, quarter: Quarter) -> Dataset:
        """Make a quarter in which every indicator that runs in it owes its figure, and turn to it.

        The targets that roll on are written in the same action: both are there, or neither.
        """
        with self._turn, locked(self.folder):
            for _ in range(TRIES - 1):
                with suppress(ChangedError):
                    return self._made(quarter)
            return self._made(quarter)

    def confirm_targets(
        self, indicator_ids: Collection[str], begun: Mapping[str, Target] | None = None
    ) -> Dataset:
        """Save that targets rolled on hold for the year of the quarter shown; others are left as they are.

        `begun` are the targets as they were shown when they were confirmed, by default those in view: where
        somebody has changed one since, ConflictError tells of it.
        """
        with self._turn:
            _read_well(self._loaded, definitions.INDICATORS, targets.FILE)
            year, made = self.dataset.shown.year, []
            for name in indicator_ids:
                held = self.dataset.target(name, year) if begun is None else begun[name]
                # What was not touched goes along: another target is not confirmed by this.
                fields = dict(edits.target_fields(held)) if held.is_rolled else {}
                for field, text in fields.items():
                    after = "" if field == ROLLED else text
                    made.append(Change(str(self.dataset.shown), field, text, after, name))
            return self._apply(made)

    def _made(self, quarter: Quarter) -> Dataset:
        recover(self.folder)
        loaded, _ = self._read(quarter)
        plan = self._planned(loaded, quarter)
        writes = [Write(where_of(quarter, actuals.FILE), edits.empty_quarter(plan.owed))]
        made = [Change(str(quarter), NEW_QUARTER, "", str(quarter))]
        if plan.rolled:
            aims = edits.targets_with(loaded, dict(plan.rolled))
            writes.append(Write(targets.FILE, aims.source, loaded.targets.source))
            for name, target in plan.rolled:
                changes = edits.target_changes(loaded.dataset.target(name, quarter.year), target)
                made += [Change(str(quarter), *change, name) for change in changes]
        path = self.folder / QUARTERS / plan.folder
        try:
            disk.make_folder(path.parent)
            # One that a start which was cut off has left is taken as it is.
            if path.is_symlink() or not path.is_dir():
                inside(self.folder, f"{QUARTERS}/{plan.folder}")
            disk.make_folder(path)
        except OSError as error:
            message = f"{QUARTERS}/{plan.folder} could not be made ({reason(error)})"
            raise StorageError(message) from error
        try:
            self._commit(writes, made, Action(self.who, self._now()))
        finally:
            # A failed save leaves no empty quarter behind; one with a file in it stays.
            _remove_if_empty(path)
        try:
            return self.show(quarter)
        except StorageError as error:
            message = f"{quarter} is saved, but cannot be shown now: {error}"
            raise StorageError(message) from error

    def _planned(self, loaded: LoadedFolder, quarter: Quarter) -> NewQuarter:
        if quarter in available_quarters(self.folder) and not _is_empty(
            self.folder / QUARTERS / quarter.folder
        ):
            message = f"{quarter} exists already: nothing was made"
            raise RefusedError(message)
        _read_well(loaded, definitions.INDICATORS)
        # Without the quarters held it cannot be known what rolls on.
        for problem in loaded.others:
            if problem.where.file == QUARTERS:
                message = f"{problem.where} {problem.message}. Nothing was made"
                raise StorageError(message)
        if rolling.begins_year(loaded.dataset, quarter):
            _read_well(loaded, targets.FILE)
        unread = targets.unread(loaded.targets)
        return rolling.plan(
            loaded.dataset, quarter, unread=unread, comments=_comments_before(loaded, quarter)
        )


def _read_well(loaded: LoadedFolder, *files_needed: str) -> None:
    """Refuse where a file cannot be read now: what it holds must not be taken for nothing."""
    for where in files_needed:
        if (problem := loaded.broken.get(where)) is not None:
            message = f"{where} cannot be used as it is: it {problem.message}"
            raise StorageError(message)


def _comments_before(loaded: LoadedFolder, quarter: Quarter) -> int:
    """Count the comments of the last quarter held before another; texts that cannot be read count none."""
    earlier = rolling.before(loaded.dataset, quarter)
    if earlier is None:
        return 0
    themes = frozenset(theme.id for theme in loaded.dataset.themes)
    where = where_of(earlier, commentary.FILE)
    try:
        content = files.read_inside(loaded.folder, where)
        held = None if content is None else commentary.read(content, where, loaded.indicators, themes)
    except BrokenFileError:
        return 0
    return 0 if held is None else sum(bool(text.strip()) for text in held.comments.values())


def _is_empty(path: Path) -> bool:
    """Whether a quarter's folder is what a start that was cut off has left: a folder with nothing in it."""
    try:
        return all(journal.is_temporary(one.name) for one in path.iterdir())
    except OSError:
        return False


def _remove_if_empty(path: Path) -> None:
    with suppress(OSError):
        path.rmdir()
