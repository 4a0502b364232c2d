"""A folder that several officers share: what one makes the next can write, and it is nobody's else."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

from csptui.domain.problem import StorageError
from csptui.storage import disk
from csptui.storage.writing import Write, locked, save

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OLD, NEW, NEWER = b"old\n", b"new\n", b"newer\n"
TABLE, ACTUALS = "targets.csv", "quarters/2009-10-Q4/actuals.csv"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="this system has no modes and groups")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Give a folder for a group, and an officer whose new files are by custom for nobody else."""
    folder = tmp_path / "home"
    (folder / ACTUALS).parent.mkdir(parents=True)
    (folder / TABLE).write_bytes(OLD)
    (folder / TABLE).chmod(0o664)
    for path in (folder, folder / "quarters", folder / "quarters/2009-10-Q4"):
        path.chmod(0o2775)
    custom = os.umask(0o077)
    yield folder
    os.umask(custom)


def modes(folder: Path) -> dict[str, int]:
    """Give the mode of everything in a folder."""
    return {
        path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
    }


def saved(home: Path) -> None:
    with locked(home):
        disk.make_folder(home / "quarters/2010-11-Q1")
        save(home, [Write(TABLE, NEW, OLD), Write(ACTUALS, NEW)], b"line\n")


def test_what_a_save_makes_has_the_mode_of_its_folder(home: Path) -> None:
    saved(home)
    found = modes(home)
    (old,) = (name for name in found if name.endswith(".z"))
    assert found == {
        ".csptui": 0o2775,
        ".csptui/kept": 0o2775,
        old: 0o664,
        ".csptui/lock": 0o664,
        "changes.jsonl": 0o664,
        "quarters": 0o2775,
        "quarters/2009-10-Q4": 0o2775,
        "quarters/2010-11-Q1": 0o2775,
        ACTUALS: 0o664,
        TABLE: 0o664,
    }


def test_a_folder_for_one_officer_stays_so(home: Path) -> None:
    for path in (home, home / "quarters", home / "quarters/2009-10-Q4"):
        path.chmod(0o700)
    os.umask(0o022)
    saved(home)
    found = modes(home)
    assert found.pop(TABLE) == 0o664
    assert {mode & 0o077 for mode in found.values()} == {0}


def another_group() -> int:
    """Give a group that this process may give its files to, other than its own."""
    groups = set(os.getgroups()) - {os.getegid()}
    if os.geteuid() == 0:
        groups.add(os.getegid() + 4711)
    if not groups:
        pytest.skip("whoever runs this is a member of one group only")
    return max(groups)


def test_the_group_of_the_folder_and_of_a_replaced_file_stays(home: Path) -> None:
    """Without the mark by which a system would see to it."""
    group = another_group()
    os.chown(home, -1, group)
    home.chmod(0o770)
    os.chown(home / TABLE, -1, group)
    (home / TABLE).chmod(0o660)
    saved(home)
    for name in (".csptui", ".csptui/kept", ".csptui/lock", "changes.jsonl", TABLE):
        assert (home / name).stat().st_gid == group, name
    assert modes(home)[TABLE] == modes(home)[".csptui/lock"] == 0o660
    assert (home / ACTUALS).stat().st_gid == (home / ACTUALS).parent.stat().st_gid != group


@pytest.mark.parametrize("call", ["chown", "chmod"])
@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_a_drive_that_knows_neither_is_written(
    home: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    """As one that belongs to another system, and a group that the officer is no member of."""

    def refused(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    if call == "chown":
        os.chown(home, -1, another_group())
    monkeypatch.setattr(os, call, refused)
    saved(home)
    assert (home / TABLE).read_bytes() == NEW


def test_a_mode_that_cannot_be_given_for_another_reason_is_a_refusal(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with locked(home):
        pass

    def refused(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "chmod", refused)
    with locked(home), pytest.raises(StorageError, match="Nothing was written"):
        save(home, [Write(TABLE, NEWER, OLD)])
    assert (home / TABLE).read_bytes() == OLD
