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
from csptui.storage import writing
from csptui.storage.writing import LOCK, Append, Write, locked, save

if TYPE_CHECKING:
    from collections.abc import Callable

OLD, NEW = b"old\n", b"new\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a folder with two files and a log."""
    folder = tmp_path / "home"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.csv").write_bytes(OLD)
    (folder / "sub" / "b.toml").write_bytes(OLD)
    (folder / "log").write_bytes(b"one\n")
    return folder


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Give all files below a folder, so that a temporary one left behind is seen too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


UNTOUCHED = {"a.csv": OLD, "sub/b.toml": OLD, "log": b"one\n"}
BOTH = [Write("a.csv", NEW, OLD), Write("sub/b.toml", NEW, OLD)]
LOG = Append("log", b"two\n")


def test_files_and_log_are_written(home: Path) -> None:
    save(home, BOTH, LOG)
    assert bytes_in(home) == {"a.csv": NEW, "sub/b.toml": NEW, "log": b"one\ntwo\n"}


def test_a_new_file_and_a_new_log_are_made(home: Path) -> None:
    save(home, [Write("sub/c.csv", NEW)], Append("new.log", b"one\n"))
    assert bytes_in(home) == {**UNTOUCHED, "sub/c.csv": NEW, "new.log": b"one\n"}


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
    change(home / "sub" / "b.toml")
    before = bytes_in(home)
    with pytest.raises(ConflictError, match=said) as caught:
        save(home, BOTH, LOG)
    assert bytes_in(home) == before
    assert "sub/b.toml" in str(caught.value)
    assert "Nothing was written and what you typed is kept" in str(caught.value)


def test_a_file_that_appeared_behind_our_back_is_never_overwritten(home: Path) -> None:
    (home / "sub" / "c.csv").write_bytes(b"theirs\n")
    before = bytes_in(home)
    with pytest.raises(ConflictError):
        save(home, [Write("sub/c.csv", NEW)], LOG)
    assert bytes_in(home) == before


def test_a_change_while_the_temporary_file_is_written_is_noticed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def meanwhile(handle: int) -> None:
        (home / "a.csv").write_bytes(b"theirs\n")
        real(handle)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(ConflictError):
        save(home, BOTH, LOG)
    assert bytes_in(home) == {**UNTOUCHED, "a.csv": b"theirs\n"}


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
    (Path, "chmod"),
    (Path, "replace"),
]
WRITTEN = {"a.csv": NEW, "sub/b.toml": NEW, "log": b"one\ntwo\n"}
MOST_CALLS = 30


@pytest.mark.parametrize("number", range(1, MOST_CALLS))
@pytest.mark.parametrize(("owner", "name"), CALLS, ids=[name for _, name in CALLS])
def test_a_failure_at_any_call_leaves_all_old_and_says_so_or_all_new(
    home: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, number: int
) -> None:
    """Nothing is torn, nothing mixed, no temporary file stays, and nothing is called saved that is not."""
    with monkeypatch.context() as patch:
        patch.setattr(writing, "REPLACE_PAUSES", ())
        failing_at(patch, owner, name, number, errno.ENOSPC)
        try:
            save(home, BOTH, LOG)
        except CsptuiError as error:
            expected, said = UNTOUCHED, str(error)
        else:
            expected, said = WRITTEN, ""
    assert bytes_in(home) == expected
    assert not said or "was" in said or "Not saved" in said or "cannot" in said


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
            save(home, BOTH, LOG)
    assert bytes_in(home) == UNTOUCHED


def test_a_partial_write_of_the_log_is_cut_off(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    calls = 0

    def short(handle: int, data: memoryview) -> int:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise OSError(errno.ENOSPC, "full")
        return real(handle, bytes(data[:2]))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", short)
        with pytest.raises(StorageError, match="Not saved"):
            save(home, BOTH, LOG)
    assert bytes_in(home) == UNTOUCHED


def test_a_new_file_is_taken_away_again_when_a_later_one_fails(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(writing, "REPLACE_PAUSES", ())
        failing_at(patch, Path, "replace", 2, errno.EIO)
        with pytest.raises(StorageError):
            save(home, [Write("new.csv", NEW), Write("a.csv", NEW, OLD)], LOG)
    assert bytes_in(home) == UNTOUCHED


def test_bytes_that_do_not_come_back_are_not_called_saved(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def spoil(source: Path, target: Path) -> Path:
        source.write_bytes(b"spoilt")
        return real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", spoil)
        with pytest.raises(StorageError, match="did not come back"):
            save(home, [Write("a.csv", NEW, OLD)], LOG)
    assert (home / "log").read_bytes() == b"one\n"


def test_a_file_that_is_held_open_for_a_moment_is_tried_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "REPLACE_PAUSES", (0.0, 0.0))
    failing_at(monkeypatch, Path, "replace", 1, errno.EACCES)
    save(home, BOTH, LOG)
    assert (home / "a.csv").read_bytes() == NEW


@pytest.mark.skipif(os.name == "nt", reason="this system has no modes")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_keeps_its_mode(home: Path, mode: int) -> None:
    (home / "a.csv").chmod(mode)
    save(home, BOTH, LOG)
    assert stat.S_IMODE((home / "a.csv").stat().st_mode) == mode


def test_a_read_only_mark_is_respected(home: Path) -> None:
    (home / "a.csv").chmod(0o444)
    with pytest.raises(StorageError, match="marked read-only"):
        save(home, BOTH, LOG)
    assert bytes_in(home) == UNTOUCHED


links = pytest.mark.skipif(os.name == "nt", reason="making links needs a privilege on this system")


@links
def test_a_link_is_not_written_through(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_bytes(OLD)
    (home / "a.csv").unlink()
    (home / "a.csv").symlink_to(outside)
    with pytest.raises(StorageError, match="is a link"):
        save(home, BOTH, LOG)
    assert outside.read_bytes() == OLD
    assert (home / "a.csv").is_symlink()


@links
def test_a_linked_folder_does_not_lead_out(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (home / "out").symlink_to(outside)
    with pytest.raises(StorageError, match="leads out of the data folder"):
        save(home, [Write("out/c.csv", NEW)], LOG)
    assert list(outside.iterdir()) == []


@links
def test_a_linked_log_is_not_written_through(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.log"
    outside.write_bytes(b"")
    (home / "log").unlink()
    (home / "log").symlink_to(outside)
    with pytest.raises(StorageError, match="is a link"):
        save(home, BOTH, LOG)
    assert outside.read_bytes() == b""
    assert (home / "a.csv").read_bytes() == OLD


@links
def test_a_data_folder_that_is_itself_a_link_is_written(home: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(home)
    save(tmp_path / "link", BOTH, LOG)
    assert (home / "a.csv").read_bytes() == NEW


def test_a_missing_folder_is_a_refusal(home: Path) -> None:
    with pytest.raises(StorageError, match=r"gone/c\.csv cannot be written"):
        save(home, [Write("gone/c.csv", NEW)], LOG)


def test_the_lock_is_held_and_let_go(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.0)
    with locked(home), pytest.raises(LockedError, match="Another program is saving"), locked(home):
        pytest.fail("the lock was had twice")
    with locked(home):
        pass


@links
def test_a_linked_lock_is_not_followed(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
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
            save(home, BOTH, LOG)
        assert (home / "a.csv").read_bytes() == NEW
    else:
        with pytest.raises(StorageError, match="cannot be written to"), locked(home):
            pytest.fail("the lock was had")
