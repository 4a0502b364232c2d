"""Spreads jobs over worker processes side by side, and lists the faults that a run of calls can have."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Job = dict[str, Any]
Fault = tuple[str, str, str]

HERE = Path(__file__).parent
WORKERS = max(2, os.cpu_count() or 2)
ALL = os.environ.get("CSPTUI_FAULTS") == "all"
SEED = 20100420

_READ = ("EIO", "EACCES", "EINTR")
_WRITTEN = ("EIO", "ENOSPC", "EACCES", "EDQUOT", "EROFS", "EINTR")
_CHANGING = {
    *("openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink"),
    *("unlinkat", "mkdir", "mkdirat", "rmdir", "fchmod", "chmod", "truncate", "ftruncate", "link", "linkat"),
}
KILL = "SIGKILL"


class Farm:
    """Worker processes that do jobs, each in a folder of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.rounds = 0

    def do(self, jobs: Sequence[Job]) -> list[Job]:
        """Do jobs side by side, and give their answers in order; `unable` in one tells why none can be."""
        self.rounds += 1
        running = []
        for number in range(WORKERS):
            home = self.home / f"{self.rounds}-{number}"
            home.mkdir()
            todo, done = home / "todo", home / "done"
            todo.write_text("".join(json.dumps(job) + "\n" for job in jobs[number::WORKERS]))
            command = [sys.executable, "-X", "utf8", str(HERE / "fault_worker.py"), str(home)]
            with todo.open() as given, done.open("w") as taken:
                running.append((subprocess.Popen(command, stdin=given, stdout=taken), done))
        codes = [process.wait() for process, _ in running]
        assert codes == [0] * WORKERS, "a worker did not come to its end: its own words are above"
        answers: list[Job] = [{}] * len(jobs)
        for number, (_, done) in enumerate(running):
            answers[number::WORKERS] = [json.loads(line) for line in done.read_text().splitlines()]
        return answers


def job(scenario: str, *faults: Fault, **more: Any) -> Job:
    """Give a job; `recover` with its `start` and what was `told`, or a save."""
    return {"scenario": scenario, "recover": False, "faults": faults, **more}


def faults_at_each(calls: Sequence[str]) -> list[Fault]:
    """Give every single fault of a run of calls: a kill before each, and each errno that it can have."""
    found = []
    seen: Counter[str] = Counter()
    for call in calls:
        seen[call] += 1
        for what in (KILL, *(_WRITTEN if call in _CHANGING else _READ)):
            found.append((call, what, str(seen[call])))  # noqa: PERF401 - one of each for each
    return found


def lasting_faults(calls: Sequence[str]) -> list[Fault]:
    """Give faults that begin at a call and do not go away, as those of a disk that is full or dies."""
    found = []
    for call in sorted(set(calls) & _CHANGING):
        for number in range(1, calls.count(call) + 1):
            found += [(call, what, f"{number}+") for what in ("EIO", "ENOSPC", "EACCES")]
    return found


def faults_after(calls: Sequence[str], first: Fault) -> list[Fault]:
    """Give the faults that may meet what is done about a first one: at the next calls of each other kind."""
    call, _, number = first
    at = [index for index, one in enumerate(calls) if one == call][int(number) - 1]
    before = Counter(calls[:at])
    kinds = sorted(_CHANGING & set(calls) - {call} | {"flock", "read", "newfstatat"} - {call})
    return [
        (kind, what, f"{before[kind] + step}{lasts}")
        for kind in kinds
        for step in (1, 2)
        for what, lasts in ((KILL, ""), ("EIO", ""), ("EACCES", "+"))
    ]


def sample(found: Sequence[Any], number: int, at_night: int | None = None) -> list[Any]:
    """Give some of what was found, always the same ones; at night everything, or as many as are named."""
    if ALL:
        number = len(found) if at_night is None else at_night
    if len(found) <= number:
        return list(found)
    return random.Random(SEED).sample(list(found), number)  # noqa: S311 - to choose, not to hide
