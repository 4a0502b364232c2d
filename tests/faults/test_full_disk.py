"""A disk with ever so little room: a save is done or it is not, nothing is torn, and later all goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager, nullcontext
from typing import TYPE_CHECKING

import fault_judge
import pytest
from fault_actions import NOW, SCENARIOS, SHOWN, Expected, data_in, open_at, prepare, undisturbed
from fault_judge import LATER, REFUSED, SAVED

from csptui.domain.draft import Entry
from csptui.domain.problem import CsptuiError
from csptui.storage import journal
from csptui.storage.changes import FILE
from csptui.storage.folder import open_folder
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEVELS = 16
PAGE = 4096
FILES = 128

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the small disk is a tmpfs, on Linux")


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a disk of one megabyte and a few hundred files; skip where none may be mounted."""
    place = tmp_path_factory.mktemp("disk")
    options = f"size=1m,nr_inodes={FILES},mode=0700"
    mount = ["mount", "-t", "tmpfs", "-o", options, "csptui-small", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount, so no small disk can be made")
    if done.returncode:
        pytest.skip(f"a small disk may not be mounted here: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(disk: Path, pages: int) -> Path:
    """Fill a disk but for some pages."""
    filler = disk / "filler"
    handle = os.open(filler, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        # Page by page: of a longer write that does not fit, tmpfs may keep what does.
        while os.write(handle, bytes(PAGE)) == PAGE:
            pass
    except OSError:
        size = os.fstat(handle).st_size // PAGE * PAGE
        os.ftruncate(handle, max(0, size - pages * PAGE))
    finally:
        os.close(handle)
    return filler


def use_up(disk: Path, files: int) -> Path:
    """Use up the number of files that a disk can hold, but for some."""
    many = disk / "many"
    many.mkdir()
    made: list[Path] = []
    try:
        while True:
            path = many / str(len(made))
            path.touch()
            made.append(path)
    except OSError:
        for path in made[len(made) - files :]:
            path.unlink()
    return many


def told_of(folder: Path, name: str) -> tuple[str, str]:
    """Do a save, and give what is told."""
    workspace = open_at(folder)
    try:
        SCENARIOS[name].act(workspace)
    except CsptuiError as error:
        made = "is saved, but cannot be shown" in str(error)
        return (LATER if "will be finished" in workspace.notice else SAVED) if made else REFUSED, str(error)
    return (LATER if "will be finished" in workspace.notice else SAVED), workspace.notice


def bad_at(folder: Path, name: str, expected: Expected, full: Path) -> tuple[str, list[str]]:
    """Save on a full disk, start again on it, make room, and judge each time; give what was told too."""
    told, words = told_of(folder, name)
    waits = journal.is_waiting(folder)
    bad = fault_judge.at_once(data_in(folder), expected, told, waits=waits)
    bad += [f"{path.name} is left" for path in folder.rglob("*.tmp") if not waits]
    open_folder(folder, SHOWN)
    if full.is_dir():
        shutil.rmtree(full)
    else:
        full.unlink()
    open_folder(folder, SHOWN)
    bad += fault_judge.recovered(folder, data_in(folder), expected, told)
    bad += fault_judge.goes_on(folder)
    return told, [f"{fault} [{words}]" for fault in bad]


def fill_up_page(folder: Path) -> None:
    """Have somebody else add to the log until it ends just before a page's end: the next line may be torn."""
    other = Workspace.open(folder, who="B. Other", now=lambda: NOW, quarter=SHOWN)
    log = folder / FILE
    for text in ("x", "y"):
        before = log.stat().st_size if log.exists() else 0
        other.record(Entry("NI49", comment=text))
    line = log.stat().st_size - before
    missing = (-log.stat().st_size - line - 100) % PAGE
    other.record(Entry("NI49", comment="z" * (missing + 1)))
    assert -100 <= log.stat().st_size % PAGE - PAGE < 0


@contextmanager
def held_open(folder: Path) -> Iterator[None]:
    """Hold every file open, as other programs do, so that the room of a replaced one is not free."""
    with ExitStack() as stack:
        for path in folder.rglob("*"):
            if path.is_file():
                stack.enter_context(path.open("rb"))
        yield


@pytest.mark.parametrize("kind", ["pages", "files", "pages while all is held open"])
@pytest.mark.parametrize("name", ["first", "record", "target", "undo", "quarter"])
def test_sixteen_levels_of_room(disk: Path, tmp_path: Path, name: str, kind: str) -> None:
    """From none to enough: told the truth of at each, whole at each, and nothing in the way afterwards."""
    start, folder = tmp_path / "start", disk / "h"
    prepare(start, SCENARIOS[name].before)
    if kind.endswith("open"):
        fill_up_page(start)
    shutil.copytree(start, tmp_path / "trial")
    expected = undisturbed(SCENARIOS[name], tmp_path / "trial")
    bad, told = [], []
    for level in range(LEVELS):
        shutil.copytree(start, folder)
        full = use_up(disk, level) if kind == "files" else fill(disk, level)
        with held_open(folder) if kind.endswith("open") else nullcontext():
            one, found = bad_at(folder, name, expected, full)
        bad += [f"{name} with {level} free: {fault}" for fault in found]
        told.append(one)
        shutil.rmtree(folder)
    assert bad == []
    assert told[0] == REFUSED
    assert told[-1] == SAVED
    assert LATER in told or not kind.endswith("open")
