"""Runs saves and recoveries in children whose system calls fail as told, and judges what they leave.

Started by test_system_calls.py with jobs on its standard input; it imports the program once, and forks for
each job a child to which strace is attached just before the save begins.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fault_judge
from fault_actions import SCENARIOS, SHOWN, Expected, data_in, open_at, prepare, undisturbed
from fault_judge import KILLED, LATER, REFUSED, SAVED

from csptui.domain.problem import CsptuiError
from csptui.storage import journal, writing
from csptui.storage.folder import LoadedFolder, open_folder
from csptui.storage.journal import path_of

CALLS = (
    "openat,read,pread64,write,pwrite64,lseek,newfstatat,fstat,stat,lstat,statx,close,fsync,fdatasync,rename,"
    "renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,fchmod,chmod,truncate,ftruncate,getdents64,flock,"
    "access,faccessat,faccessat2,readlink,readlinkat,link,linkat"
)
PATIENCE = 60
ANY_TRACER = ctypes.c_ulong(-1)
PR_SET_PTRACER = 0x59616D61
_TEXT = re.compile(r"^(?:\d+ +)?([a-z0-9_]+)\(")

Job = dict[str, Any]


class UnableError(Exception):
    """strace cannot attach here; the reason is in its own words."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a child has told, in which words, and whether a view that it showed was mixed."""

    told: str
    words: str
    mixed: bool = False


def run(folder: Path, job: Job, trace: Path | None = None) -> Outcome:
    """Do a job in a child under strace; `trace` takes a list of its calls."""
    ours, its = socket.socketpair()
    ours.settimeout(PATIENCE)
    child = os.fork()
    if child == 0:
        ours.close()
        _child(folder, job, its)
    its.close()
    ready = _hears(ours)
    arguments = ["-o", str(trace or "/dev/null"), "-e", f"trace={CALLS}"]
    for call, what, when in job["faults"]:
        fault = f"signal={what}" if what.startswith("SIG") else f"error={what}"
        arguments += ["-e", f"inject={call}:{fault}:when={when}"]
    with subprocess.Popen(
        ["strace", "-f", "-p", str(child), *arguments], stderr=subprocess.PIPE, text=True
    ) as tracer:
        assert tracer.stderr is not None
        first = tracer.stderr.readline()
        try:
            if "attached" not in first:
                raise UnableError(first.strip())
            told = _answer(ours) if ready else Outcome("crashed", "before the save began")
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            ours.close()
    return told


def _hears(ours: socket.socket) -> bool:
    """Wait until the child is ready; its calls until then are not counted."""
    try:
        return bool(ours.recv(1))
    except OSError:
        return False


def _answer(ours: socket.socket) -> Outcome:
    """Let the child go, and give what it tells; nothing if it was killed."""
    try:
        ours.send(b"x")
        data = ours.recv(100_000)
    except TimeoutError:
        return Outcome("crashed", "it hangs")
    except ConnectionResetError:
        data = b""
    if not data:
        return Outcome(KILLED, "")
    return Outcome(*json.loads(data))


def _child(folder: Path, job: Job, its: socket.socket) -> None:
    """Get ready, wait until strace is there, do the job and tell of it; the calls of a socket never fail."""
    writing.LOCK_SECONDS = 0.2
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANY_TRACER, 0, 0, 0)
    scenario = SCENARIOS[job["scenario"]]
    try:
        workspace = None if job["recover"] else open_at(folder)
        its.send(b"r")
        its.recv(1)
        try:
            if workspace is None:
                answer = _looked(folder, job)
            else:
                scenario.act(workspace)
                answer = (_told(workspace.notice), workspace.notice, False)
        except CsptuiError as error:
            made = workspace is not None and "is saved, but cannot be shown" in str(error)
            answer = (_told(workspace.notice) if workspace and made else REFUSED, str(error), False)
        except Exception as error:  # noqa: BLE001 - what is no refusal is what is looked for
            answer = ("crashed", f"{type(error).__name__}: {error}", False)
        its.send(json.dumps(answer).encode())
    finally:
        os._exit(0)


def _told(notice: str) -> str:
    return LATER if "will be finished" in notice else SAVED


def _looked(folder: Path, job: Job) -> tuple[str, str, bool]:
    """Open a folder, and tell whether the view of it is half of a save without a word about it."""
    loaded = open_folder(folder, SHOWN)
    words = "; ".join(f"{one.where} {one.message}" for one in loaded.problems)
    return SAVED, words, _is_mixed(loaded, job["expected"]) and not words


def _is_mixed(loaded: LoadedFolder, expected: Expected) -> bool:
    held = {
        "actuals.csv": loaded.actuals.source,
        "commentary.toml": loaded.commentary.source,
        "targets.csv": loaded.targets.source,
    }
    states = set()
    for where in expected.changed:
        if where.startswith("quarters/") and SHOWN.folder not in where:
            continue
        data = held[where.rpartition("/")[2]]
        states.add("new" if data == expected.new[where] else "old")
    return len(states) > 1


class Runner:
    """Prepares each scenario once, and judges job after job in a folder that is made anew for each."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "h"
        self.known: dict[str, Expected] = {}

    def expected(self, name: str) -> Expected:
        """Give what a scenario makes when nothing goes wrong, having prepared its folder."""
        if name not in self.known:
            start = self.home / f"start {name}"
            prepare(start, SCENARIOS[name].before)
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.copytree(start, self.folder)
            self.known[name] = undisturbed(SCENARIOS[name], self.folder)
            shutil.rmtree(self.folder)
        return self.known[name]

    def do(self, job: Job) -> Job:
        """Do one job: the fault, the judgement at once, the recovery, the judgement after it."""
        name = job["scenario"]
        job["expected"] = expected = self.expected(name)
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(job.get("start") or self.home / f"start {name}", self.folder)
        trace = self.home / "trace"
        outcome = run(self.folder, job, trace if job.get("list") else None)
        if job.get("list"):
            calls = [match[1] for line in trace.read_text().splitlines() if (match := _TEXT.match(line))]
            return {"calls": calls, "told": outcome.told, "bad": []}
        bad = [outcome.words] if outcome.told == "crashed" else []
        told = job["told"] if job["recover"] else outcome.told
        if outcome.mixed:
            bad.append("half a save is shown without a word")
        waits = journal.journal_path(self.folder).exists()
        if not job["recover"]:
            bad += fault_judge.at_once(data_in(self.folder), expected, told, waits=waits)
        if waits and job.get("keep"):
            shutil.copytree(self.folder, job["keep"])
        if outcome.told != KILLED and not waits and not _is_of_removal(job):
            bad += self._left_behind(name)
        _read_again(self.folder)
        sure = LATER if waits and not job["recover"] else told
        found = data_in(self.folder)
        bad += fault_judge.recovered(self.folder, found, expected, sure)
        bad += fault_judge.goes_on(self.folder)
        return {"told": outcome.told, "words": outcome.words, "waits": waits, "bad": bad}

    def _left_behind(self, name: str) -> list[str]:
        before = set(self.home.joinpath(f"start {name}").rglob("*.tmp"))
        return [f"{path.name} is left" for path in self.folder.rglob("*.tmp") if path not in before]


def _is_of_removal(job: Job) -> bool:
    return any(call.startswith("unlink") for call, _, _ in job["faults"]) or job["recover"]


def _read_again(folder: Path) -> None:
    """Start again with nothing going wrong; a folder that cannot be opened is told by what it holds."""
    try:
        open_folder(folder, SHOWN)
    except CsptuiError as error:
        path_of(folder, "cannot be opened").write_text(str(error))


def main() -> None:
    """Do the jobs of the standard input, one a line, and answer each on the standard output."""
    runner = Runner(Path(sys.argv[1]))
    for line in sys.stdin:
        try:
            answer = runner.do(json.loads(line))
        except UnableError as error:
            answer = {"unable": str(error)}
        print(json.dumps(answer), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
