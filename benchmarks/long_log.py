"""Times what reads the log of changes: on one of 50,000 lines, beside one of 500 in the same run."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from shutil import copytree
from typing import TYPE_CHECKING

from generate import OFFICERS, generate_log

from csptui.cli.session import who
from csptui.storage.changes import FILE

if TYPE_CHECKING:
    from pathlib import Path

LONG, SHORT = 50_000, 500
VERBS = (["log", "--last", "5"], ["undo", "--dry-run"])
CALLS = """
import json, sys, time
from datetime import UTC, datetime
from pathlib import Path
from csptui.storage.changes import Action, LogReader, lines, read_tail
from csptui.tui.history import History
from csptui.workspace import Workspace

folder = Path(sys.argv[1])
found = {}

def timed(name, call):
    started = time.perf_counter()
    given = call()
    found[name] = (time.perf_counter() - started) * 1000
    return given

workspace = Workspace.open(folder, who=sys.argv[2], now=lambda: datetime.now(UTC))
timed("d, first", lambda: History.of(workspace.dataset, workspace.log()))
timed("d, again", lambda: History.of(workspace.dataset, workspace.log()))
path = folder / "changes.jsonl"
reader = LogReader(path)
timed("the log, first", reader.read)
change = workspace.log()[-1].change
with path.open("ab") as file:
    file.write(lines([change.turned()], read_tail(path), Action("B. Officer", datetime.now(UTC))))
timed("the log, after a save", reader.read)
timed("the next undo", workspace.next_undo)
print(json.dumps(found))
"""


def long_log(folder: Path, scratch: Path, environment: dict[str, str], rounds: int) -> None:
    """Print the times on a long log and their ratios to those on a short one; `folder` has none."""
    me = who()
    folders = {count: scratch / f"log-{count}" for count in (SHORT, LONG)}
    for count, path in folders.items():
        copytree(folder, path)
        generate_log(path, count, (me, *OFFICERS[1:]))
    times: dict[str, dict[int, list[float]]] = {}
    for _ in range(rounds):
        for count, path in folders.items():
            before = (path / FILE).read_bytes()
            for name, taken in _times(path, me, environment).items():
                times.setdefault(name, {}).setdefault(count, []).append(taken)
            (path / FILE).write_bytes(before)
    for name, found in times.items():
        short, long = (statistics.median(found[count]) for count in (SHORT, LONG))
        ratio = f"{long / short:6.2f} x {SHORT} lines ({short:.1f} ms)"
        print(f"{LONG:,} lines logged {name:22} {long:7.1f} ms  {ratio}")


def _times(folder: Path, officer: str, environment: dict[str, str]) -> dict[str, float]:
    """Give the milliseconds of each command, and of each call in a program that stays."""
    found = {}
    for verb in VERBS:
        started = time.perf_counter()
        command = [sys.executable, "-m", "csptui", "--data", str(folder), *verb]
        subprocess.run(command, check=True, capture_output=True, env=environment)
        found[" ".join(["csptui", *verb])] = (time.perf_counter() - started) * 1000
    calls = [sys.executable, "-c", CALLS, str(folder), officer]
    told = subprocess.run(calls, check=True, capture_output=True, text=True, env=environment)
    calls_found: dict[str, float] = json.loads(told.stdout)
    return found | calls_found
