"""Left alone, the program looks for changes every second and uses next to nothing of the processor."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a POSIX system", allow_module_level=True)

from pty_harness import Terminal, copy_of_derby, environment_in

MOST = 0.01
WINDOW, WINDOWS = 4.0, 4


def processor_seconds(process: int) -> float:
    """Give the seconds that a running process has used of a processor, over all its threads."""
    tasks = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def watched(terminal: Terminal, seconds: float) -> float:
    """Do nothing for a while but read what comes; give the share of a processor that the program used."""
    began, used = time.monotonic(), processor_seconds(terminal.process.pid)
    while (left := began + seconds - time.monotonic()) > 0:
        terminal.read(left)
    return (processor_seconds(terminal.process.pid) - used) / (time.monotonic() - began)


@pytest.mark.skipif(
    not Path("/proc/self/schedstat").exists(), reason="only Linux tells a process's processor time so finely"
)
def test_a_program_left_alone_uses_less_than_a_hundredth(tmp_path: Path) -> None:
    """Its own processor time counts, in the best of four windows: a busy machine makes each step dearer."""
    terminal = Terminal(["--data", str(copy_of_derby(tmp_path))], environment_in(tmp_path))
    try:
        terminal.see("NI 39")
        while terminal.read(0.5):
            pass
        shares: list[float] = []
        while len(shares) < WINDOWS and not any(share < MOST for share in shares):
            shares.append(watched(terminal, WINDOW))
    finally:
        terminal.close()
    assert min(shares) < MOST, shares
    assert shares[-1] > 0


def test_a_page_over_the_board_is_not_painted_again_when_nothing_changes(tmp_path: Path) -> None:
    """The looks for others' changes go on under it, and write nothing to the terminal."""
    terminal = Terminal(["--data", str(copy_of_derby(tmp_path))], environment_in(tmp_path))
    try:
        terminal.see("NI 39")
        for key, wanted in (("H", "chart 1 of 3"), ("w", "Rating"), ("m", "Members")):
            terminal.press(key)
            terminal.see(wanted)
            while terminal.read(0.5):
                pass
            written = len(terminal.written)
            watched(terminal, 2 * WINDOW / WINDOWS)
            assert len(terminal.written) == written, key
            terminal.press("\x1b")
            terminal.see("row 1 of")
    finally:
        terminal.close()
