"""Writing: whole or not at all, never over a change that was not seen, never out of the folder."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import filelock
import pytest

from csptui.domain.problem import ConflictError, CsptuiError, LockedError, StorageError
from csptui.storage import disk, journal, kept, writing
from csptui.storage.writing import LOCK, Write, locked, recover, save

if TYPE_CHECKING:
    from collections.abc import Callable

OLD, NEW = b"old\n", b"new\n"
TABLE, TEXTS, LOG = "targets.csv", "quarters/2009-10-Q4/commentary.toml", "changes.jsonl"
ACTUALS = "quarters/2009-10-Q4/actuals.csv"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a folder with two files and a log."""
    folder = tmp_path / "home"
    (folder / TEXTS).parent.mkdir(parents=True)
    (folder / TABLE).write_bytes(OLD)
    (folder / TEXTS).write_bytes(OLD)
    (folder / LOG).write_bytes(b"one\n")
    return folder


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Give all files below a folder, so that a temporary one left behind is seen too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".csptui" not in path.parts
    }


UNTOUCHED = {TABLE: OLD, TEXTS: OLD, LOG: b"one\n"}
BOTH = [Write(TABLE, NEW, OLD), Write(TEXTS, NEW, OLD)]
LINE = b"two\n"


def test_files_and_log_are_written(home: Path) -> None:
    save(home, BOTH, LINE)
    assert bytes_in(home) == {TABLE: NEW, TEXTS: NEW, LOG: b"one\ntwo\n"}


def test_a_new_file_and_a_new_log_are_made(home: Path) -> None:
    (home / LOG).unlink()
    save(home, [Write(ACTUALS, NEW)], LINE)
    assert bytes_in(home) == {**UNTOUCHED, ACTUALS: NEW, LOG: LINE}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda path: path.write_bytes(b"theirs\n"), "was changed by another program"),
        (lambda path: path.write_bytes(OLD + b" "), "was changed by another program"),
        (lambda path: path.unlink(), "was taken away"),
    ],
    ids=["changed", "grown by a space", "taken away"],
)
def test_a_file_changed_behind_our_back_is_never_overwritten(
    home: Path, change: Callable[[Path], object], said: str
) -> None:
    change(home / TEXTS)
    before = bytes_in(home)
    with pytest.raises(ConflictError, match=said) as caught:
        save(home, BOTH, LINE)
    assert bytes_in(home) == before
    assert TEXTS in str(caught.value)
    assert "Nothing was written" in str(caught.value)


def test_a_file_that_appeared_behind_our_back_is_never_overwritten(home: Path) -> None:
    (home / ACTUALS).write_bytes(b"theirs\n")
    before = bytes_in(home)
    with pytest.raises(ConflictError):
        save(home, [Write(ACTUALS, NEW)], LINE)
    assert bytes_in(home) == before


def test_a_change_while_the_temporary_file_is_written_is_noticed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def meanwhile(handle: int) -> None:
        (home / TABLE).write_bytes(b"theirs\n")
        real(handle)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(ConflictError):
        save(home, BOTH, LINE)
    assert bytes_in(home) == {**UNTOUCHED, TABLE: b"theirs\n"}


def failing_at(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, number: int, code: int) -> None:
    """Make the `number`th call of a function fail with an error of the system, from 1."""
    real = getattr(owner, name)
    calls = 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number:
            raise OSError(code, os.strerror(code))
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, name, call)


CALLS = [
    (os, "open"),
    (os, "read"),
    (os, "write"),
    (os, "fsync"),
    (os, "fstat"),
    (Path, "lstat"),
    (Path, "stat"),
    (Path, "resolve"),
    (os, "chmod"),
    (os, "replace"),
    (os, "link"),
    (os, "unlink"),
    (os, "mkdir"),
]
WRITTEN = {TABLE: NEW, TEXTS: NEW, LOG: b"one\ntwo\n"}
MOST_CALLS = 30


@pytest.mark.parametrize("number", range(1, MOST_CALLS))
@pytest.mark.parametrize(("owner", "name"), CALLS, ids=[name for _, name in CALLS])
def test_a_failure_at_any_call_leaves_all_old_and_says_so_or_all_new(
    home: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, number: int
) -> None:
    """Nothing is torn, nothing mixed, no temporary file stays, and nothing is called saved that is not."""
    with monkeypatch.context() as patch:
        patch.setattr(disk, "REPLACE_PAUSES", ())
        failing_at(patch, owner, name, number, errno.ENOSPC)
        try:
            told = save(home, BOTH, LINE)
        except CsptuiError as error:
            expected, told = UNTOUCHED, str(error)
        else:
            expected = WRITTEN
    assert re.search("^$|was|Not saved|cannot|waits|will be finished at the next start", told)
    if not told:
        assert bytes_in(home) == WRITTEN
    with locked(home):
        recover(home)
    left = bytes_in(home)
    if name == "unlink":
        left = {where: data for where, data in left.items() if not where.endswith(".tmp")}
    assert left == expected
    assert not journal.is_waiting(home)
    save(home, [Write(ACTUALS, NEW)])


@pytest.mark.parametrize(
    ("name", "number", "code"),
    [("open", 2, errno.EACCES), ("fsync", 1, errno.EIO), ("fsync", 3, errno.EIO), ("write", 1, errno.ENOSPC)],
)
def test_a_failure_that_matters_is_never_called_saved(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int, code: int
) -> None:
    with monkeypatch.context() as patch:
        failing_at(patch, os, name, number, code)
        with pytest.raises(StorageError, match=re.escape(os.strerror(code))):
            save(home, BOTH, LINE)
    assert bytes_in(home) == UNTOUCHED


def test_a_partial_write_of_the_log_is_gone_on_with(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The save is sure by then: the rest of the line comes at the next start, and no line is there twice."""
    real = disk.append

    def short(path: Path, data: bytes) -> None:
        real(path, data[:2])
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "append", short)
        assert "will be finished at the next start (full)" in save(home, BOTH, LINE)
    assert bytes_in(home) == {**WRITTEN, LOG: b"one\ntw"}
    with pytest.raises(StorageError, match="An earlier save waits"):
        save(home, [Write(TABLE, b"newer", NEW)], b"three\n")
    with locked(home):
        recover(home)
    assert bytes_in(home) == WRITTEN


def test_a_line_that_somebody_has_added_since_stays(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "append", fail)
        save(home, BOTH, LINE)
    (home / LOG).write_bytes(b"one\ntheirs\n")
    with locked(home):
        recover(home)
    assert bytes_in(home) == {**WRITTEN, LOG: b"one\ntheirs\ntwo\n"}


def interrupted(home: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Leave a save at its `number`th replacing of a file, as a kill does: kept bytes, journal, two files."""

    class KilledError(BaseException):
        pass

    calls = 0

    def killed_at(real: Callable[..., None]) -> Callable[..., None]:
        def call(*args: Any) -> None:
            nonlocal calls
            calls += 1
            if calls == number:
                raise KilledError
            real(*args)

        return call

    with monkeypatch.context() as patch:
        for name in ("replace", "link", "rename"):
            patch.setattr(os, name, killed_at(getattr(os, name)))
        with pytest.raises(KilledError):
            save(home, BOTH, LINE)


@pytest.mark.parametrize(("number", "expected"), [(2, UNTOUCHED), (3, WRITTEN), (4, WRITTEN)])
def test_a_kill_is_rolled_forward_from_the_commit_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, number: int, expected: dict[str, bytes]
) -> None:
    interrupted(home, monkeypatch, number)
    with locked(home):
        recover(home)
    assert {where: data for where, data in bytes_in(home).items() if not where.endswith(".tmp")} == expected
    assert not journal.is_waiting(home)


def test_what_somebody_else_wrote_after_a_kill_is_left_and_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(home, monkeypatch, 4)
    (home / TEXTS).write_bytes(b"theirs\n")
    with locked(home):
        recover(home)
    assert bytes_in(home) == {TABLE: NEW, TEXTS: b"theirs\n", LOG: b"one\ntwo\n"}
    ((name, aside),) = journal.unfinished(home)
    assert name.startswith(".csptui/unfinished-")
    assert aside is not None
    assert aside.lines == LINE
    save(home, [Write(TABLE, b"newer", NEW)])


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"[]",
        b'{"steps": [["../../etc/passwd", "", "", ""]], "lines": "", "length": 0}',
        b'{"steps": [["targets.csv", "", "", "../x"]], "lines": "", "length": 0}',
        b'{"steps": [["partnership.toml", "", "", ""]], "lines": "", "length": 0}',
        b'{"steps": [["quarters/../../a/actuals.csv", "", "", ""]], "lines": "", "length": 0}',
        b'{"steps": [], "lines": "\\u00e9", "length": 0}',
        b'{"steps": [], "lines": "", "length": -1}',
    ],
)
def test_a_forged_journal_does_nothing_and_is_told(home: Path, forged: bytes) -> None:
    with locked(home):
        journal.journal_path(home).write_bytes(forged)
        with pytest.raises(StorageError, match="is not the journal of a save"):
            recover(home)
    assert bytes_in(home) == UNTOUCHED


def test_old_bytes_are_kept_once_under_their_digest(home: Path) -> None:
    save(home, BOTH, LINE)
    assert kept.recall(home, disk.digest(OLD)) == OLD
    assert len(list((home / ".csptui" / "kept").iterdir())) == 1
    assert kept.recall(home, disk.digest(NEW)) is None
    assert kept.recall(home, "../../../x") is None


def test_what_killed_saves_left_beside_a_file_goes_after_an_hour(home: Path) -> None:
    old, young = (home / f".targets.csv.{letter * 16}.tmp" for letter in "ab")
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    save(home, BOTH, LINE)
    assert (old.exists(), young.exists()) == (False, True)


def test_a_new_file_is_taken_away_again_when_a_later_one_fails(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(disk, "REPLACE_PAUSES", ())
        failing_at(patch, os, "fsync", 4, errno.EIO)
        with pytest.raises(StorageError):
            save(home, [Write(ACTUALS, NEW), Write(TABLE, NEW, OLD)], LINE)
    assert bytes_in(home) == UNTOUCHED


def test_bytes_that_do_not_come_back_are_not_called_saved(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = journal.finish

    def spoil(folder: Path, manifest: journal.Journal) -> tuple[journal.Step, ...]:
        lost = real(folder, manifest)
        (folder / TABLE).write_bytes(b"spoilt")
        return lost

    with monkeypatch.context() as patch:
        patch.setattr(journal, "finish", spoil)
        with pytest.raises(ConflictError, match="did not come back"):
            save(home, [Write(TABLE, NEW, OLD)], LINE)
    assert not journal.is_waiting(home)


def test_a_file_that_is_held_open_for_a_moment_is_tried_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "REPLACE_PAUSES", (0.0, 0.0))
    failing_at(monkeypatch, os, "replace", 2, errno.EACCES)
    save(home, BOTH, LINE)
    assert (home / TABLE).read_bytes() == NEW


@pytest.mark.skipif(os.name == "nt", reason="this system has no modes")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_keeps_its_mode(home: Path, mode: int) -> None:
    (home / TABLE).chmod(mode)
    save(home, BOTH, LINE)
    assert stat.S_IMODE((home / TABLE).stat().st_mode) == mode


def test_a_read_only_mark_is_respected(home: Path) -> None:
    (home / TABLE).chmod(0o444)
    with pytest.raises(StorageError, match="marked read-only"):
        save(home, BOTH, LINE)
    assert bytes_in(home) == UNTOUCHED


links = pytest.mark.skipif(os.name == "nt", reason="making links needs a privilege on this system")


@links
def test_a_link_is_not_written_through(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_bytes(OLD)
    (home / TABLE).unlink()
    (home / TABLE).symlink_to(outside)
    with pytest.raises(StorageError, match="is a link"):
        save(home, BOTH, LINE)
    assert outside.read_bytes() == OLD
    assert (home / TABLE).is_symlink()


@links
def test_a_linked_folder_does_not_lead_out(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (home / "out").symlink_to(outside)
    with pytest.raises(StorageError, match="leads out of the data folder"):
        save(home, [Write("out/c.csv", NEW)], LINE)
    assert list(outside.iterdir()) == []


@links
def test_a_linked_log_is_not_written_through(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.log"
    outside.write_bytes(b"")
    (home / LOG).unlink()
    (home / LOG).symlink_to(outside)
    with pytest.raises(StorageError, match="is a link"):
        save(home, BOTH, LINE)
    assert outside.read_bytes() == b""
    assert (home / TABLE).read_bytes() == OLD


@links
def test_a_data_folder_that_is_itself_a_link_is_written(home: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(home)
    save(tmp_path / "link", BOTH, LINE)
    assert (home / TABLE).read_bytes() == NEW


def test_a_missing_folder_is_a_refusal(home: Path) -> None:
    with pytest.raises(StorageError, match=r"gone/c\.csv cannot be written"):
        save(home, [Write("gone/c.csv", NEW)], LINE)


def test_the_lock_is_held_and_let_go(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.0)
    with locked(home), pytest.raises(LockedError, match="Another program is saving"), locked(home):
        pytest.fail("the lock was had twice")
    with locked(home):
        pass


@links
def test_a_linked_lock_is_not_followed(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (home / LOCK).parent.mkdir()
    (home / LOCK).symlink_to(outside)
    with pytest.raises(StorageError, match="is a link"), locked(home):
        pytest.fail("the lock was had by a link")
    assert not outside.exists()


@pytest.mark.parametrize("error", [NotImplementedError(), OSError(errno.EROFS, "Read-only file system")])
def test_a_drive_without_locks_is_written_and_a_read_only_one_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def acquire(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(filelock.FileLock, "acquire", acquire)
    if isinstance(error, NotImplementedError):
        with locked(home):
            save(home, BOTH, LINE)
        assert (home / TABLE).read_bytes() == NEW
    else:
        with pytest.raises(StorageError, match="cannot be written to"), locked(home):
            pytest.fail("the lock was had")


@links
def test_a_linked_folder_of_kept_bytes_is_not_written_through(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (home / ".csptui").mkdir()
    (home / ".csptui" / "kept").symlink_to(outside)
    with pytest.raises(StorageError, match=r"\.csptui/kept is a link or no folder"):
        save(home, BOTH, LINE)
    assert list(outside.iterdir()) == []
    assert bytes_in(home) == UNTOUCHED


def test_a_save_whose_journal_could_not_be_read_again_is_refused(home: Path) -> None:
    """Else it would never come true, and bar every later save."""
    with pytest.raises(StorageError, match="too long for one save"):
        save(home, BOTH, b"x" * 5_000_000 + b"\n")
    assert bytes_in(home) == UNTOUCHED
    save(home, BOTH, LINE)


@pytest.mark.parametrize("what", ["folder", "bytes"])
def test_a_stray_unfinished_save_bars_nothing(home: Path, what: str) -> None:
    stray = home / ".csptui" / "unfinished-x"
    stray.parent.mkdir()
    stray.mkdir() if what == "folder" else stray.write_bytes(b"\xff")
    assert journal.unfinished(home) == ((".csptui/unfinished-x", None),)
    save(home, BOTH, LINE)
