"""What is open: the folder, one quarter of it in view, and what others have changed since the last look."""

from __future__ import annotations

from dataclasses import replace
from threading import RLock
from typing import TYPE_CHECKING, Self

from csptui.domain import told
from csptui.domain.problem import LockedError, StorageError
from csptui.domain.then import field_of
from csptui.storage import changes, definitions, edits, journal
from csptui.storage.folder import available_quarters, open_folder
from csptui.storage.put_back import put_back
from csptui.storage.watch import Watch
from csptui.storage.where import bytes_in, files_of
from csptui.storage.writing import locked, recover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from csptui.domain.change import Change, FieldKey, Logged
    from csptui.domain.dataset import Dataset
    from csptui.domain.problem import Problem
    from csptui.domain.quarter import Quarter
    from csptui.storage.folder import LoadedFolder


class OpenFolder:
    """A data folder with one quarter in view, read again when its files are no longer what was read.

    Methods may be called from any thread; one runs at a time. `news` are the fields that others have
    changed since the last look, and `notice` is what else there is to tell of the last change.
    """

    def __init__(
        self, loaded: LoadedFolder, who: str, now: Callable[[], datetime], watched: Watch | None = None
    ) -> None:
        self._loaded = loaded
        self._now = now
        self._turn = RLock()
        self.folder: Path = loaded.folder
        self._watched = watched or Watch(loaded.folder, loaded.dataset.shown)
        self._had: set[str] = set()
        self._seen: dict[FieldKey, Change] = {}
        self._log = changes.LogReader(self.folder / changes.FILE)
        self._has_waited = False
        self._kept_for = ""
        self.who = who
        self.notice = ""
        self.news: tuple[Change, ...] = ()
        self._hold(loaded, self._watched)

    @classmethod
    def open(
        cls, folder: Path, *, who: str, now: Callable[[], datetime], quarter: Quarter | None = None
    ) -> Self:
        """Open a folder at a quarter, the latest by default. Raises StorageError if nothing can be opened."""
        held = () if quarter is not None else available_quarters(folder)
        meant = quarter or (held[-1] if held else None)
        watched = None if meant is None else Watch(folder, meant)
        return cls(open_folder(folder, quarter), who, now, watched)

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
            self._hold(*self._read(quarter))
            return self.dataset

    def reload(self) -> Dataset:
        """Read the files of the quarter in view again, whatever they have come to."""
        self._had.clear()
        return self.show(self.dataset.shown)

    def poll(self) -> Dataset | None:
        """Give the dataset anew if a file of the view is not as it was read, else None.

        While another program is saving, its files are left alone until the next look. Raises StorageError,
        once, where the definitions or the quarter have become unusable: what was read before stays.
        """
        with self._turn:
            if self._is_saving() or not self._watched.has_changed(self._loaded):
                return None
            loaded, watched = self._read(self.dataset.shown)
            lost = _lost(self._loaded, loaded)
            if lost:
                self._watched = watched
                told, self._kept_for = self._kept_for != lost, lost
                if told:
                    raise StorageError(lost)
                return None
            self._kept_for = ""
            self._hold(loaded, watched)
            return self.dataset

    def _is_saving(self) -> bool:
        """Whether a save is under way, or one was interrupted and cannot be finished yet."""
        if not journal.is_waiting(self.folder):
            self._has_waited = False
            return False
        if not self._has_waited:
            self._has_waited = True
            return True
        try:
            with locked(self.folder):
                recover(self.folder)
        except (StorageError, LockedError):
            return True
        return False

    def _read(self, quarter: Quarter) -> tuple[LoadedFolder, Watch]:
        watched = Watch(self.folder, quarter)
        return open_folder(self.folder, quarter), watched

    def _hold(self, loaded: LoadedFolder, watched: Watch) -> None:
        """Take over what was read; what others have changed in the quarter in view is news."""
        before, self._loaded, self._watched = self._loaded, loaded, watched
        same = before.dataset.shown == loaded.dataset.shown
        self.news = edits.changed_fields(before, loaded) if same and before is not loaded else ()
        self._remember(self.news)
        self._had |= {where for where in files_of(loaded) if bytes_in(loaded, where) is not None}

    def _remember(self, news: Iterable[Change]) -> None:
        """Remember what others have changed, from the first to the last that was seen of each field."""
        for change in news:
            first = self._seen.get(field_of(change), change)
            self._seen[field_of(change)] = replace(change, before=first.before)

    def log(self) -> tuple[Logged, ...]:
        """Read the whole log, oldest first."""
        return self._log.read()

    def put_back(self) -> tuple[Logged, ...]:
        """Give the changes of this quarter that another program has put back to what was there before.

        A spreadsheet that had the file open all the time does that when it saves.
        """
        return put_back(self._loaded, self.log())

    def news_told(self) -> str:
        """Say what others have changed since the last look."""
        entries = self.log()
        return told.news_told(self.dataset, self.news, entries, put_back(self._loaded, entries))

    def put_back_told(self) -> str:
        """Say what another program has put back, or nothing."""
        back = self.put_back()
        return told.news_told(self.dataset, [one.change.turned() for one in back], (), back) if back else ""

    def beside_told(self) -> str:
        """Say what there is to tell beside the success of the last change: a notice, and others' changes."""
        parts = [self.notice and f"{self.notice}.", self.news and self.news_told()]
        return " ".join(part for part in parts if part)


def _lost(before: LoadedFolder, after: LoadedFolder) -> str:
    """Say what of a view is gone for the time being, so that it is better kept; nothing if all is there."""
    for where in (definitions.INDICATORS, definitions.PARTNERSHIP):
        problem = after.broken.get(where)
        if problem is not None and where not in before.broken:
            return f"{problem.where} {problem.message}. What was read before stays on the screen"
    shown = before.dataset.shown
    if shown in before.dataset.available and shown not in after.dataset.available:
        return f"The folder of {shown} is gone. What was read before stays on the screen"
    return ""
