"""The draft journal: what is typed and not saved, on the disk within moments, for the next start.

One file for each running app and data folder, locked while the app runs: a file that can be locked was left
by one that has ended. Where the drive has no locks, a file among this machine's temporary ones is locked for
it; then an app on another machine counts as ended, so that a draft may be offered twice, and none is lost:
an app whose file is taken away writes it again. Each change is appended and brought down to the disk; a file
is rewritten whole, under a new name, when it is opened, when it has grown, and when a write of it has failed.
"""

from __future__ import annotations

import errno
import hashlib
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from csptui.domain.problem import StorageError
from csptui.storage import files, locking
from csptui.storage.draft_lines import gone_line, head, line_of, read_lines
from csptui.storage.files import reason
from csptui.storage.findings import BrokenFileError
from csptui.storage.locking import HeldError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filelock import BaseFileLock

    from csptui.storage.draft_lines import DraftKey, Kept, ReadLines

GROWN = 1_000_000
"""Bytes of superseded lines that a file may hold before it is rewritten."""

MOST = 2_000_000
"""Bytes that are kept at most; with those that are superseded, less than a file may have to be read."""

MOST_FILES = 50
"""Files left by earlier runs that are read at one start; each costs an open lock."""

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
_SAFELY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class DraftJournal:
    """Keeps drafts of one data folder below `place`; `hold` says what there is, `write` brings it down.

    `write` and `close` may be called from any thread; the last word of `hold` is what is written.
    """

    def __init__(self, place: Path, folder: Path) -> None:
        self._place, self._folder = place, os.path.realpath(folder)
        self._turn = Lock()
        self._wanted: tuple[Kept, ...] = ()
        self._kept: dict[DraftKey, bytes] = {}
        self._open: _OpenFile | None = None
        self._replaced: list[_Left] = []
        self._spare: list[Kept] = []
        self._is_closed = False
        self.found: tuple[Kept, ...] = ()
        self.unread: tuple[str, ...] = ()

    @classmethod
    def open(cls, place: Path, folder: Path) -> DraftJournal:
        """Find what was left by apps that have ended. Raises StorageError if the place cannot be read."""
        journal = cls(place, folder)
        try:
            journal._find()
        except OSError as error:
            raise _not_kept(error) from error
        return journal

    @property
    def spare(self) -> tuple[Kept, ...]:
        """Older drafts of what is in `found` too: they stay on the disk until the next start."""
        return tuple(self._spare)

    def set_aside(self, kept: Iterable[Kept]) -> None:
        """Leave drafts that were found for a later start; only before the first write."""
        self._spare += kept

    def hold(self, kept: Iterable[Kept]) -> None:
        """Say what is to be kept from now on; nothing is written yet."""
        self._wanted = tuple(kept)

    def write(self) -> None:
        """Bring to the disk what is to be kept. Raises StorageError if it is not there."""
        with self._turn:
            if self._is_closed:
                return
            try:
                self._bring({one.key: line_of(one) for one in self._wanted})
            except OSError as error:
                self._let_go()
                raise _not_kept(error) from error

    def close(self) -> None:
        """Write for the last time and let the file go: it is there for the next start, if there is need."""
        try:
            self.write()
        finally:
            with self._turn:
                self._is_closed = True
                self._let_go()
                for left in self._replaced:
                    left.release(remove=not self._kept and left.is_own)
                self._replaced.clear()

    # What was left

    def _find(self) -> None:
        """Read the files of apps that have ended, the newest first, and keep them locked."""
        prefix = f"{_digest(self._folder)}-"
        names = {path.stem for path in self._place.glob(f"{prefix}*") if path.suffix in {".jsonl", ".lock"}}
        read: dict[str, ReadLines] = {}
        unread = []
        for name in sorted(names, key=self._age)[:MOST_FILES]:
            try:
                lock = _locked(self._place, name)
            except (HeldError, OSError):
                continue
            left = _Left(self._place, name, lock)
            try:
                data = files.read_bytes(left.path, left.path.name)
            except BrokenFileError as error:
                unread.append(f"{error.problem.where} {error.problem.message}")
                left.release(remove=False)
                continue
            self._replaced.append(left)
            read[name] = read_lines(b"" if data is None else data)
        # An app that was killed while it rewrote its file leaves both.
        replaced = {name for lines in read.values() for name in lines.after}
        found: dict[DraftKey, Kept] = {}
        for name, lines in read.items():
            for key, one in lines.kept.items() if name not in replaced else ():
                if found.setdefault(key, one) != one:
                    self._spare.append(one)
        self.found, self.unread = tuple(found.values()), tuple(unread)

    def _age(self, name: str) -> tuple[int, str]:
        """Order files, the newest first."""
        with suppress(OSError):
            return -(self._place / f"{name}.jsonl").stat().st_mtime_ns, name
        return 0, name

    # What is written

    def _bring(self, wanted: dict[DraftKey, bytes]) -> None:
        live = sum(map(len, wanted.values()))
        if live > MOST:
            message = "What you type is too long to be kept for the next start: save it"
            raise StorageError(message)
        current = self._open
        if current is None or current.is_gone():
            self._begin(wanted)
            return
        lines = [line for key, line in wanted.items() if self._kept.get(key) != line]
        lines += [gone_line(key) for key in self._kept if key not in wanted]
        if not lines:
            return
        data = b"".join(lines)
        if current.size + len(data) > live + GROWN:
            self._begin(wanted)
            return
        current.append(data)
        self._kept = wanted

    def _begin(self, wanted: dict[DraftKey, bytes]) -> None:
        """Write a new file, if there is anything to keep, and take away those that it replaces."""
        self._let_go()
        if wanted:
            content = head(self._folder, [left.name for left in self._replaced]) + b"".join(wanted.values())
            self._open = _OpenFile.begin(self._place, _digest(self._folder), content)
        if self._spare:
            lines = [head(self._folder, ()), *map(line_of, self._spare)]
            _OpenFile.begin(self._place, _digest(self._folder), b"".join(lines)).end().release(remove=False)
            self._spare.clear()
        self._kept = wanted
        for left in self._replaced:
            left.release(remove=True)
        self._replaced.clear()

    def _let_go(self) -> None:
        """Close the file; a later one replaces it."""
        if self._open is not None:
            self._replaced.append(self._open.end())
            self._open = None


class _Left:
    """A file that is locked and no longer written."""

    def __init__(self, place: Path, name: str, lock: BaseFileLock | None, *, is_own: bool = False) -> None:
        self.name, self.is_own = name, is_own
        self.path = place / f"{name}.jsonl"
        self._lock = lock

    def release(self, *, remove: bool) -> None:
        """Unlock it, and take it away if it has been replaced."""
        with suppress(OSError):
            if remove:
                self.path.unlink(missing_ok=True)
        if self._lock is not None:
            with suppress(OSError):
                if os.path.dirname(self._lock.lock_file) != os.fspath(self.path.parent):  # noqa: PTH120 - texts
                    os.unlink(self._lock.lock_file)  # noqa: PTH108 - as above
            # Windows takes no file away that is open, as the lock is until it is released.
            with suppress(OSError):
                self._lock.release()
        with suppress(OSError):
            if not self.path.exists():
                self.path.with_suffix(".lock").unlink(missing_ok=True)


class _OpenFile:
    """The file of this app: locked, open, and on the disk as far as it was written."""

    def __init__(self, left: _Left, handle: int) -> None:
        self._left, self._handle = left, handle
        self.size = 0

    @classmethod
    def begin(cls, place: Path, digest: str, content: bytes) -> _OpenFile:
        """Make a new file with its first content. Raises OSError and leaves nothing behind."""
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{digest}-{os.urandom(8).hex()}"
        try:
            lock = _locked(place, name)
        except HeldError as error:
            raise BlockingIOError(errno.EAGAIN, "another program has locked the drafts") from error
        left = _Left(place, name, lock, is_own=True)
        try:
            opened = cls(left, os.open(left.path, _FLAGS | _SAFELY, 0o600))
        except OSError:
            left.release(remove=True)
            raise
        try:
            opened.append(content)
            _fsync_folder(place)
        except OSError:
            opened.end().release(remove=True)
            raise
        return opened

    def append(self, data: bytes) -> None:
        """Add lines at the end, down to the disk."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._handle, rest) :]
        os.fsync(self._handle)
        self.size += len(data)

    def is_gone(self) -> bool:
        """Whether somebody has taken the file away."""
        return os.fstat(self._handle).st_nlink == 0

    def end(self) -> _Left:
        """Close the file; it stays locked."""
        with suppress(OSError):
            os.close(self._handle)
        return self._left


def _digest(folder: str) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]


def _locked(place: Path, name: str) -> BaseFileLock | None:
    """Lock a file of drafts, as well as can be; None is no lock at all. Raises HeldError, or OSError."""
    lock = locking.acquire(place / f"{name}.lock", 0, 0o600, thread_local=False)
    if lock is not None:
        return lock
    import tempfile  # noqa: PLC0415 - needed only where a drive has no locks

    with suppress(OSError):
        nearby = Path(tempfile.gettempdir(), f"csptui-{name}.lock")
        return locking.acquire(nearby, 0, 0o600, thread_local=False)
    return None


def _fsync_folder(folder: Path) -> None:
    """Bring a new name to the disk, where the system can."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _not_kept(error: OSError) -> StorageError:
    return StorageError(f"What you type cannot be kept for the next start ({reason(error)})")
