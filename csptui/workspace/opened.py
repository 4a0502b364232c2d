"""What is open: the folder, one quarter of it in view, and what others have changed since the last look."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Self

from csptui.domain import told
from csptui.storage import changes, edits, journal, watch
from csptui.storage.folder import open_folder
from csptui.storage.put_back import put_back

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from csptui.domain.change import Change, Logged
    from csptui.domain.dataset import Dataset
    from csptui.domain.problem import Problem
    from csptui.domain.quarter import Quarter
    from csptui.storage.folder import LoadedFolder


class OpenFolder:
    """A data folder with one quarter in view, read again when its files are no longer what was read.

    Methods may be called from any thread; one runs at a time. `news` are the fields that others have
    changed since the last look, and `notice` is what else there is to tell of the last change.
    """

    def __init__(self, loaded: LoadedFolder, who: str, now: Callable[[], datetime]) -> None:
        self._loaded = loaded
        self._now = now
        self._turn = RLock()
        self.folder: Path = loaded.folder
        self._watched = watch.signature(loaded.folder, loaded.dataset)
        self._has_waited = False
        self.who = who
        self.notice = ""
        self.news: tuple[Change, ...] = ()

    @classmethod
    def open(
        cls, folder: Path, *, who: str, now: Callable[[], datetime], quarter: Quarter | None = None
    ) -> Self:
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
            self._hold(open_folder(self.folder, quarter))
            return self.dataset

    def reload(self) -> Dataset:
        """Read the files of the quarter in view again."""
        return self.show(self.dataset.shown)

    def poll(self) -> Dataset | None:
        """Give the dataset anew if a file of the view is not as it was read, else None.

        While another program is saving, its files are left alone until the next look.
        """
        with self._turn:
            waits, self._has_waited = journal.is_waiting(self.folder), self._has_waited
            if waits and not self._has_waited:
                self._has_waited = True
                return None
            self._has_waited = False
            return self.reload() if waits or watch.has_changed(self._loaded, self._watched) else None

    def _hold(self, loaded: LoadedFolder) -> None:
        """Take over what was read; what others have changed in the quarter in view is news."""
        before, self._loaded = self._loaded, loaded
        same = before.dataset.shown == loaded.dataset.shown
        self.news = edits.changed_fields(before, loaded) if same and before is not loaded else ()
        self._watched = watch.signature(self.folder, loaded.dataset)

    def log(self) -> tuple[Logged, ...]:
        """Read the whole log, oldest first."""
        return changes.read_log(self.folder / changes.FILE)

    def put_back(self) -> tuple[Logged, ...]:
        """Give the changes of this quarter that another program has put back to what was there before.

        A spreadsheet that had the file open all the time does that when it saves.
        """
        return put_back(self._loaded, self.log())

    def news_told(self) -> str:
        """Say what others have changed since the last look."""
        return told.news_told(self.dataset, self.news, self.log(), self.put_back())

    def put_back_told(self) -> str:
        """Say what another program has put back, or nothing."""
        back = self.put_back()
        return told.news_told(self.dataset, [one.change.turned() for one in back], (), back) if back else ""

    def beside_told(self) -> str:
        """Say what there is to tell beside the success of the last change: a notice, and others' changes."""
        parts = [self.notice and f"{self.notice}.", self.news and self.news_told()]
        return " ".join(part for part in parts if part)
