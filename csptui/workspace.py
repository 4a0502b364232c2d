"""The one door for change: opens a data folder, holds the dataset, and records what is entered."""

from __future__ import annotations

import os
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING

from csptui.domain.change import Change
from csptui.domain.draft import same_reading
from csptui.domain.problem import LockedError, RefusedError, StorageError
from csptui.domain.scorecard import NO_READING
from csptui.domain.target import NoTarget
from csptui.storage import actuals, changes, commentary, definitions, edits, targets
from csptui.storage.changes import Action
from csptui.storage.files import reason
from csptui.storage.folder import (
    QUARTERS,
    SIGN_OFF,
    available_quarters,
    open_folder,
    where_of,
    with_quarter,
    with_targets,
)
from csptui.storage.writing import Append, Write, inside, locked, save

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from csptui.domain.dataset import Dataset
    from csptui.domain.draft import Entry
    from csptui.domain.problem import Problem
    from csptui.domain.quarter import Quarter
    from csptui.domain.target import Target
    from csptui.storage.folder import LoadedFolder


@dataclass(frozen=True, slots=True)
class NewQuarter:
    """What a new quarter would be: who owes a figure in it, and which of these have a target for its year.

    `without_target` leaves out the indicators whose target is settled as `n/a` or `See comment`.
    """

    quarter: Quarter
    folder: str
    owed: tuple[str, ...]
    targets: tuple[str, ...]
    without_target: tuple[str, ...]


class Workspace:
    """A data folder with one quarter in view; a change is held only once it is written and logged.

    Methods may be called from any thread; one runs at a time.
    """

    def __init__(self, loaded: LoadedFolder, who: str, now: Callable[[], datetime]) -> None:
        self._loaded = loaded
        self._now = now
        self._turn = RLock()
        self.folder: Path = loaded.folder
        self.who = who

    @classmethod
    def open(
        cls, folder: Path, *, who: str, now: Callable[[], datetime], quarter: Quarter | None = None
    ) -> Workspace:
        """Open a folder at a quarter, the latest by default. Raises StorageError if nothing can be opened."""
        return cls(open_folder(folder, quarter), who, now)

    @property
    def dataset(self) -> Dataset:
        """The data as they were last read or written."""
        return self._loaded.dataset

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files."""
        return self._loaded.problems

    def show(self, quarter: Quarter) -> Dataset:
        """Turn to another quarter."""
        with self._turn:
            self._loaded = open_folder(self.folder, quarter)
            return self.dataset

    def reload(self) -> Dataset:
        """Read the files of the quarter in view again."""
        return self.show(self.dataset.shown)

    def record(self, entry: Entry) -> Dataset:
        """Save a figure, a comment and a source of one indicator, each where it differs."""
        with self._turn:
            name, held = entry.indicator, self.dataset.record
            self._known_indicator(name)
            texts: list[tuple[str, str]] = []
            made: list[Change] = []
            reading = entry.reading
            before = held.readings.get(name, NO_READING)
            if reading is not None and same_reading(before, reading):
                reading = None
            if reading is not None:
                fields = edits.reading_changes(before, reading)
                made += [self._change(field, old, new, indicator=name) for field, old, new in fields]
            for field, table, old, new in (
                ("comment", commentary.COMMENTS, held.comments.get(name, ""), entry.comment),
                ("source", commentary.SOURCES, held.sources.get(name, ""), entry.source),
            ):
                if new is not None and new != old:
                    texts.append((table, new))
                    made.append(self._change(field, old, new, indicator=name))
            figures = None if reading is None else edits.figures_with(self._loaded, name, reading)
            prose = edits.texts_with(self._loaded, name, texts) if texts else None
            return self._save_quarter(figures, prose, made)

    def narrate(self, theme_id: str, text: str) -> Dataset:
        """Save the narrative of a theme; an empty one is taken out."""
        with self._turn:
            if all(theme.id != theme_id for theme in self.dataset.themes):
                message = f"{theme_id} is not a theme of this partnership"
                raise RefusedError(message)
            old = self.dataset.record.narrative.get(theme_id, "")
            if old == text:
                return self.dataset
            prose = edits.texts_with(self._loaded, theme_id, [(commentary.NARRATIVE, text)])
            return self._save_quarter(None, prose, [self._change("narrative", old, text, theme=theme_id)])

    def set_target(self, indicator_id: str, target: Target) -> Dataset:
        """Save an indicator's target for the year of the quarter shown; an empty one keeps its row."""
        with self._turn:
            self._known_indicator(indicator_id)
            old = self.dataset.target(indicator_id, self.dataset.shown.year)
            fields = edits.target_changes(old, target)
            if not fields:
                return self.dataset
            self._may_write()
            made = [self._change(field, *texts, indicator=indicator_id) for field, *texts in fields]
            changed = edits.targets_with(self._loaded, indicator_id, target)
            self._commit([Write(targets.FILE, changed.data, self._loaded.targets.source)], made)
            self._loaded = with_targets(self._loaded, changed.value)
            return self.dataset

    def plan_quarter(self, quarter: Quarter) -> NewQuarter:
        """Tell what a new quarter would be. Raises RefusedError if it exists."""
        if quarter in available_quarters(self.folder):
            message = f"{quarter} exists already: nothing was made"
            raise RefusedError(message)
        self._usable(definitions.INDICATORS)
        owed = tuple(one.id for one in self.dataset.indicators if one.runs_in(quarter))
        set_for = {one: self.dataset.target(one, quarter.year) for one in owed}
        return NewQuarter(
            quarter,
            quarter.folder,
            owed,
            tuple(one for one, target in set_for.items() if target.edge is not None),
            tuple(one for one, target in set_for.items() if target.absence is NoTarget.EMPTY),
        )

    def new_quarter(self, quarter: Quarter) -> Dataset:
        """Make a quarter in which every indicator that runs in it owes its figure, and turn to it."""
        with self._turn:
            plan = self.plan_quarter(quarter)
            where = where_of(quarter, actuals.FILE)
            data = edits.empty_quarter(plan.owed)
            made = Change(str(quarter), "quarter", "", str(quarter))
            path = self.folder / QUARTERS / plan.folder
            try:
                path.parent.mkdir(exist_ok=True)
                inside(self.folder, f"{QUARTERS}/{plan.folder}")
                path.mkdir()
            except OSError as error:
                message = f"{QUARTERS}/{plan.folder} could not be made ({reason(error)})"
                raise StorageError(message) from error
            try:
                self._commit([Write(where, data)], [made])
            finally:
                # A failed save leaves no empty quarter behind; one with a file in it stays.
                _remove_if_empty(path)
            return self.show(quarter)

    def _save_quarter(
        self,
        figures: edits.Changed[actuals.Actuals] | None,
        prose: edits.Changed[commentary.Commentary] | None,
        made: Sequence[Change],
    ) -> Dataset:
        """Write the files of the quarter shown that have changed, and hold what they are now."""
        loaded, shown = self._loaded, self.dataset.shown
        if not made:
            return self.dataset
        self._may_write()
        writes: list[Write] = []
        if figures is not None:
            writes.append(Write(where_of(shown, actuals.FILE), figures.data, loaded.actuals.source))
        if prose is not None:
            writes.append(Write(where_of(shown, commentary.FILE), prose.data, loaded.commentary.source))
        self._commit(writes, made)
        self._loaded = with_quarter(
            loaded,
            loaded.actuals if figures is None else figures.value,
            loaded.commentary if prose is None else prose.value,
        )
        return self.dataset

    def _commit(self, writes: Sequence[Write], made: Sequence[Change]) -> None:
        with locked(self.folder):
            tail = changes.read_tail(self.folder / changes.FILE)
            lines = changes.lines(made, tail, Action(self.who, self._now()))
            save(self.folder, writes, Append(changes.FILE, lines))

    def _change(self, field: str, old: str, new: str, *, indicator: str = "", theme: str = "") -> Change:
        return Change(str(self.dataset.shown), field, old, new, indicator, theme)

    def _known_indicator(self, indicator_id: str) -> None:
        if self.dataset.indicator(indicator_id) is None:
            message = f"{indicator_id} is not an indicator of this partnership"
            raise RefusedError(message)

    def _usable(self, where: str) -> None:
        if (problem := self._loaded.broken.get(where)) is not None:
            message = f"{where} cannot be used as it is: it {problem.message}"
            raise StorageError(message)

    def _may_write(self) -> None:
        """Refuse to change a quarter that is not there or is signed off."""
        shown = self.dataset.shown
        if shown not in self.dataset.available:
            message = f"There is no quarter {shown}: make it with csptui quarter new"
            raise RefusedError(message)
        if os.path.lexists(self.folder / QUARTERS / shown.folder / SIGN_OFF):
            message = f"{shown} is signed off, so it is not changed"
            raise LockedError(message)


def _remove_if_empty(path: Path) -> None:
    try:
        path.rmdir()
    except OSError:
        return
