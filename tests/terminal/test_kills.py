"""kill -9 at any moment of typing and saving: what was called saved is there, and what was typed before.

50 kills by default; `CSPTUI_KILLS=500 pytest tests/terminal/test_kills.py` does it ten times as thoroughly.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a POSIX system", allow_module_level=True)

from pty_harness import ESCAPE, SAVE, Terminal, copy_of_derby, drafts_in, environment_in

from csptui.domain.problem import Severity
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KILLS = int(os.environ.get("CSPTUI_KILLS", "50"))
LANES = 3
DWELLS = 6
"""One kill in so many comes more than two seconds after a figure was typed and not saved."""
LATEST = 2.0
"""Seconds of typing that may be lost at most (the issue's number)."""
ROWS = {"NI33": "NI 33", "NI20": "NI 20", "NI32": "NI 32", "NI40": "NI 40", "NI18": "NI 18", "NI49": "NI 49"}
NOW = datetime(2010, 4, 20, 9, 30, tzinfo=UTC)


class Killed(Exception):  # noqa: N818 - it is what was to happen
    """The moment of the kill has come."""


@dataclass
class Lane:
    """One officer at one copy of the data, whose program is killed again and again."""

    place: Path
    number: int
    folder: Path = field(init=False)
    held: dict[str, str] = field(default_factory=dict)
    acknowledged: int = 0
    dwelt: int = 0
    typed: int = 100

    def __post_init__(self) -> None:
        self.folder = copy_of_derby(self.place)

    def kill(self, kill: int) -> None:
        """Run the program, type and save until a moment given by chance, kill it, and look what is there."""
        chance = random.Random(f"{self.number}/{kill}")  # noqa: S311 - it is to be the same each time
        run = Run(self, chance, dwells=kill % DWELLS == 0)
        terminal = run.terminal
        try:
            run.type_and_save()
        finally:
            terminal.process.kill(signal.SIGKILL)
            terminal.drain()
            run.look()
            terminal.close()
        self.compare(run)

    def compare(self, run: Run) -> None:
        """Hold what is in the files against what the screen said."""
        opened = Workspace.open(self.folder, who="B. Colleague", now=lambda: NOW)
        held = {name: opened.dataset.record.readings[name].figure.value for name in ROWS}
        assert not [one for one in opened.problems if one.severity is Severity.ERROR], opened.problems
        for name in ROWS:
            found = f"{held[name]:f}"
            allowed = {self.held.get(name, found)}
            if name in run.saved:
                allowed = {run.saved[name]}
                self.acknowledged += 1
            elif name in run.asked:
                allowed.add(run.asked[name])
            assert found in allowed, f"{name} is {found}, not {allowed} (kill {run.why})"
            self.held[name] = found
        if run.dwelt_on:
            self.dwelt += 1
            kept = {(one.indicator, one.actual) for one in drafts_in(self.place)}
            assert run.dwelt_on <= kept, f"{run.dwelt_on} is not among {kept}"


class Run:
    """One run of the program: what was asked to be saved, and what the screen said was saved."""

    def __init__(self, lane: Lane, chance: random.Random, *, dwells: bool) -> None:
        self.lane, self.chance, self.dwells = lane, chance, dwells
        self.asked: dict[str, str] = {}
        self.saved: dict[str, str] = {}
        self.dwelt_on: set[tuple[str, str]] = set()
        self.keys_left = chance.randint(1, 60)
        self.bytes_left = chance.randint(0, 6000)
        self.why = f"{self.keys_left} keys, {self.bytes_left} bytes"
        self.terminal = Terminal(["--data", str(lane.folder)], environment_in(lane.place), rows=18)

    def type_and_save(self) -> None:
        """Type a figure into one row after another and save each; until the moment comes."""
        terminal = self.terminal
        terminal.see("? Help")
        names = list(ROWS)
        self.chance.shuffle(names)
        try:
            for name in names:
                self.edit(name)
        except Killed:
            return

    def edit(self, name: str) -> None:
        """Type a figure into a row and save it, with or without waiting for the answer."""
        self.lane.typed += 1
        typed = str(self.lane.typed)
        self.press("/", "Keep")
        for one in name.lower():
            self.press(one)
        self.press("\r", "1 of 24 shown")
        self.press("e", "esc Leave")
        for one in typed:
            self.press(one)
        if self.dwells and self.keys_left < 45:
            self.dwell(name, typed)
        self.asked[name] = typed
        self.press(SAVE, f"Saved {ROWS[name]}" if self.chance.random() < 0.5 else "")
        self.press(ESCAPE, "? Help")
        self.press(ESCAPE, "of 24")

    def dwell(self, name: str, typed: str) -> None:
        """Let two seconds go by after a figure was seen, and be killed then."""
        self.terminal.see(f"Actual     {typed}")
        seen = time.monotonic()
        while time.monotonic() - seen < LATEST:
            self.terminal.read(0.05)
        self.dwelt_on.add((name, typed))
        raise Killed

    def press(self, key: str, wanted: str = "") -> None:
        """Press a key, and read until the screen shows what comes of it."""
        self.keys_left -= 1
        self.terminal.press(key)
        if self.keys_left <= 0 and not self.dwells:
            self.read_on()
        if wanted:
            self.terminal.see(wanted)
        self.look()

    def read_on(self) -> None:
        """Take so many bytes more, if they come, and be killed."""
        start = len(self.terminal.written)
        while len(self.terminal.written) - start < self.bytes_left and self.terminal.read(0.05):
            self.look()
        raise Killed

    def look(self) -> None:
        """Take note of what the screen calls saved."""
        told = self.terminal.screen.display[-1]
        for name, code in ROWS.items():
            if f"Saved {code}." in told and name in self.asked:
                self.saved[name] = self.asked[name]


def shares() -> Iterator[range]:
    """Give each lane its kills."""
    for number in range(LANES):
        yield range(number, KILLS, LANES)


def test_kills_lose_nothing_that_was_saved(tmp_path: Path) -> None:
    """0 acknowledged edits lost; what was typed more than two seconds before is among the drafts."""
    lanes = [Lane(tmp_path / str(number), number) for number in range(LANES)]

    def work(lane: Lane, kills: range) -> None:
        for kill in kills:
            lane.kill(kill)

    with ThreadPoolExecutor(LANES) as pool:
        for done in [pool.submit(work, *each) for each in zip(lanes, shares(), strict=True)]:
            done.result()
    acknowledged, dwelt = sum(lane.acknowledged for lane in lanes), sum(lane.dwelt for lane in lanes)
    print(f"{KILLS} kills, {acknowledged} edits acknowledged, {dwelt} drafts older than {LATEST} s")  # noqa: T201
    # The test is worth something only if there was something to lose.
    assert acknowledged >= KILLS // 3
    assert dwelt >= KILLS // (2 * DWELLS)
