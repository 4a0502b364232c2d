"""The power goes at any moment of a save or a recovery: what the disk then holds is all old or all new.

The program's own calls are noted once, and every state that a forgetful file system may be in after any of
them is built in a real folder and opened. Each fsync is needed: without any one of them a state is bad.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import fault_judge
import pytest
from fault_actions import SCENARIOS, SHOWN, Expected, data_in, open_at, prepare, undisturbed
from fault_farm import ALL
from fault_judge import KILLED, SAVED
from power_model import CutOffError, Recorder, build, digest_of, pending_at, states

from csptui.domain.problem import CsptuiError
from csptui.storage.folder import open_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from power_model import Tree

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="the calls that bring names to the disk are not Windows'"
)

SAVES = ("first", "record", "target", "undo", "quarter", "confirm")
MOST = 4000 if ALL else 1200
ENOUGH = 20


@dataclass
class Noted:
    """A save whose calls are noted, and how many there were when it was told to be saved."""

    recorder: Recorder
    expected: Expected
    told_at: int

    def bad_states(
        self, home: Path, most: int, forgotten: int | None = None, first: int = 0
    ) -> Iterator[tuple[int, str]]:
        """Give the moment and the fault of each bad state; `count` tells how many are looked at by then."""
        seen: set[tuple[str, bool]] = set()
        self.count = 0
        for end in range(len(self.recorder.ops), first, -1):
            is_told = end >= self.told_at
            for tree in states(self.recorder, pending_at(self.recorder, end, forgotten), most):
                key = (digest_of(tree), is_told)
                if key in seen:
                    continue
                seen.add(key)
                self.count += 1
                for fault in judged(home, tree, self.expected, SAVED if is_told else KILLED):
                    yield end, fault


def judged(home: Path, tree: Tree, expected: Expected, told: str) -> list[str]:
    """Start on what a disk holds after the power came back, and judge what is there then."""
    folder = home / "after"
    build(folder, tree)
    try:
        open_folder(folder, SHOWN)
        found = data_in(folder)
        bad = fault_judge.recovered(folder, found, expected, told)
        bad += [f"a problem is told: {one}" for one in open_at(folder).problems]
        return bad + fault_judge.kept_and_logged(open_at(folder))
    except CsptuiError as error:
        return [f"it cannot be opened: {error}"]
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Noted]:
    """Give what does a save in a folder of its own, noting its calls."""

    def noted(name: str) -> Noted:
        scenario = SCENARIOS[name]
        start, trial = tmp_path / "start", tmp_path / "trial"
        prepare(start, scenario.before)
        shutil.copytree(start, trial)
        expected = undisturbed(scenario, trial)
        workspace = open_at(start)
        recorder = Recorder(start)
        with recorder.noting(monkeypatch):
            scenario.act(workspace)
        assert recorder.misses() == []
        return Noted(recorder, expected, len(recorder.ops))

    return noted


@pytest.mark.parametrize("name", SAVES)
def test_every_state_after_a_power_loss_is_all_old_or_all_new(
    name: str, note: Callable[[str], Noted], tmp_path: Path
) -> None:
    noted = note(name)
    bad = list(islice(noted.bad_states(tmp_path, MOST), ENOUGH))
    assert not bad, f"{len(bad)} faults in the first {noted.count} states: {bad[:5]}"
    assert noted.count > 10


@pytest.mark.parametrize("name", SAVES)
def test_each_fsync_is_needed(name: str, note: Callable[[str], Noted], tmp_path: Path) -> None:
    """With any one of them left out, a state after a power loss is bad."""
    noted = note(name)
    syncs = [index for index, op in enumerate(noted.recorder.ops) if op.kind == "fsync"]
    needless = [
        noted.recorder.ops[index].where or "the folder itself"
        for index in syncs
        if next(noted.bad_states(tmp_path, MOST, index), None) is None
    ]
    assert needless == []
    assert len(syncs) >= 5


@pytest.mark.parametrize("name", SAVES)
def test_power_that_goes_while_a_killed_save_is_finished(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a kill has left unsaved may go with the power too, when the next start is at its finishing."""
    scenario = SCENARIOS[name]
    start, trial = tmp_path / "start", tmp_path / "trial"
    prepare(start, scenario.before)
    shutil.copytree(start, trial)
    counting = Recorder(trial)
    workspace = open_at(trial)
    old = data_in(trial)
    with counting.noting(monkeypatch):
        scenario.act(workspace)
    expected = Expected(old, data_in(trial))
    bad = []
    for kill in range(1, len(counting.ops)):
        shutil.rmtree(trial)
        shutil.copytree(start, trial)
        workspace = open_at(trial)
        recorder = Recorder(trial, kill_before=kill)
        with recorder.noting(monkeypatch):
            with pytest.raises(CutOffError):
                scenario.act(workspace)
            recorder.kill_before = None
            open_folder(trial, SHOWN)
        assert recorder.misses() == []
        came_true = data_in(trial) == expected.new
        noted = Noted(recorder, expected, len(recorder.ops) if came_true else len(recorder.ops) + 1)
        found = noted.bad_states(tmp_path, 300 if ALL else 24, first=kill)
        bad += [(kill, *one) for one in islice(found, ENOUGH)]
    assert not bad, f"{len(bad)}: {bad[:5]}"


@pytest.mark.parametrize(
    ("name", "next_name"), [("record", "undo"), ("record", "target"), ("target", "record")]
)
def test_power_that_goes_in_the_save_after_a_save(
    name: str, next_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one was told to be saved, and stays so, though its journal's going is not on the disk."""
    start = tmp_path / "start"
    prepare(start, SCENARIOS[name].before)
    workspace = open_at(start)
    recorder = Recorder(start)
    with recorder.noting(monkeypatch):
        SCENARIOS[name].act(workspace)
        told_at, first = len(recorder.ops), data_in(start)
        SCENARIOS[next_name].act(workspace)
    assert recorder.misses() == []
    noted = Noted(recorder, Expected(first, data_in(start)), len(recorder.ops))
    bad = list(islice(noted.bad_states(tmp_path, MOST // 4, first=told_at - 1), ENOUGH))
    assert not bad, f"{len(bad)} faults in the first {noted.count} states: {bad[:5]}"
