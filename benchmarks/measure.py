"""Times csptui in a real pseudo-terminal, beside a bare Textual application in the same run (POSIX only).

    python benchmarks/measure.py            # everything, about three minutes
    python benchmarks/measure.py --rounds 5 # quicker and rougher

Machines are noisy, so rounds interleave all the subjects and the ratios of medians are what to read.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from generate import generate
from long_log import long_log

HERE = Path(__file__).parent
PYTHON = sys.executable
FRAME_ENDS = b"\x1b[?2026l"
QUIET = 0.03
PATIENCE = 20.0
CACHE = str(Path(tempfile.gettempdir()) / "csptui-benchmark-cache")


def installed() -> dict[str, str]:
    """Give an environment in which the checkout runs as an installed program does: from compiled modules."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(HERE.parent), "PYTHONPYCACHEPREFIX": CACHE}


@dataclass
class Terminal:
    """A program in a pseudo-terminal of 120 columns and 36 rows."""

    process: subprocess.Popen[bytes]
    handle: int
    started: float

    @classmethod
    def spawn(cls, command: list[str]) -> Terminal:
        """Start a program; the clock runs from just before the fork."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        environment = {**installed(), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        return cls(process, ours, started)

    def until(self, wanted: bytes) -> float:
        """Read until the bytes come, and give the seconds since the start."""
        seen = b""
        while wanted not in seen:
            if not select.select([self.handle], [], [], PATIENCE)[0]:
                message = f"waited {PATIENCE} s for {wanted!r}; the end was {seen[-200:]!r}"
                raise TimeoutError(message)
            seen += os.read(self.handle, 65536)
        return time.perf_counter() - self.started

    def settle(self) -> None:
        """Read until nothing has come for a while."""
        while select.select([self.handle], [], [], 0.4)[0]:
            os.read(self.handle, 65536)

    def key(self, key: bytes) -> tuple[float, int]:
        """Send a key; give the milliseconds to the end of the last frame that it causes, and the bytes."""
        sent = time.perf_counter()
        os.write(self.handle, key)
        last, size = sent, 0
        wait = 2.0
        while select.select([self.handle], [], [], wait)[0]:
            size += len(os.read(self.handle, 65536))
            last = time.perf_counter()
            wait = QUIET
        return (last - sent) * 1000, size

    def leave(self) -> float:
        """Send q; give the milliseconds until the process has ended."""
        sent = time.perf_counter()
        os.write(self.handle, b"q")
        while self.process.poll() is None:
            if select.select([self.handle], [], [], 0.001)[0]:
                try:
                    os.read(self.handle, 65536)
                except OSError:
                    break
            if time.perf_counter() - sent > PATIENCE:
                self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        taken = (time.perf_counter() - sent) * 1000
        os.close(self.handle)
        return taken


def percentile(values: list[float], share: float) -> float:
    """Give the value below which `share` of the values lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def starts(subjects: dict[str, tuple[list[str], bytes]], rounds: int) -> None:
    """Compare the time to the first useful paint, and the time to quit."""
    paints: dict[str, list[float]] = {name: [] for name in subjects}
    quits: dict[str, list[float]] = {name: [] for name in subjects}
    for number in range(rounds + 1):
        for name, (command, wanted) in subjects.items():
            terminal = Terminal.spawn(command)
            painted = terminal.until(wanted) * 1000
            terminal.settle()
            left = terminal.leave()
            # The first round only compiles the modules, as an installation does.
            if number:
                paints[name].append(painted)
                quits[name].append(left)
    base = statistics.median(paints["hello"])
    for name in subjects:
        middle = statistics.median(paints[name])
        left = statistics.median(quits[name])
        print(
            f"first useful paint  {name:8} {middle:7.0f} ms  {middle / base:5.2f} x hello"
            f"   quit {left:5.0f} ms"
        )


def keys(name: str, command: list[str], wanted: bytes, presses: int) -> None:
    """Time line and page moves."""
    terminal = Terminal.spawn(command)
    terminal.until(wanted)
    terminal.settle()
    for what, pair in (("line move", (b"j", b"k")), ("page", (b"\x1b[6~", b"\x1b[5~"))):
        found = [terminal.key(pair[number // 10 % 2]) for number in range(presses)]
        moved = [(taken, size) for taken, size in found if size]
        times = [taken for taken, _ in moved]
        sizes = statistics.median(size for _, size in moved)
        print(
            f"{what:19} {name:8} p50 {statistics.median(times):5.1f} ms"
            f"  p95 {percentile(times, 0.95):5.1f} ms  {sizes:6.0f} bytes"
        )
    terminal.leave()


def saved(name: str, folder: Path, wanted: bytes, presses: int) -> None:
    """Time Enter on a typed figure to the repaint, and the save alone through the same door."""
    terminal = Terminal.spawn([PYTHON, "-m", "csptui", "--data", str(folder)])
    terminal.until(wanted)
    terminal.settle()
    terminal.key(b"e")
    times = []
    for number in range(presses):
        for figure in str(50 + number).encode():
            terminal.key(bytes([figure]))
        times.append(terminal.key(b"\r")[0])
    terminal.key(b"\x1b")
    terminal.leave()
    script = (
        "import sys,time,datetime,statistics;from dataclasses import replace;from pathlib import Path\n"
        "from csptui.workspace import Workspace;from csptui.domain.draft import Draft\n"
        "w=Workspace.open(Path(sys.argv[1]),who='x',now=lambda:datetime.datetime.now(datetime.UTC));t=[]\n"
        "for n,row in enumerate(list(w.dataset.scorecard())[:20]):\n"
        "  e=replace(Draft.of(row),actual=str(70+n),numerator='',denominator='').check(row)\n"
        "  a=time.perf_counter();w.record(e);t.append(time.perf_counter()-a)\n"
        "print(statistics.median(t)*1000)\n"
    )
    environment = installed()
    alone = subprocess.run(
        [PYTHON, "-c", script, str(folder)], check=True, capture_output=True, text=True, env=environment
    )
    middle = statistics.median(times)
    print(
        f"enter to repaint    {name:8} p50 {middle:5.1f} ms  of which the save {float(alone.stdout):5.1f} ms"
    )


def processor_seconds(process: int) -> float:
    """Give the seconds of a processor that a running process has used so far, in all its threads (Linux)."""
    tasks = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def idle_share(command: list[str], wanted: bytes, seconds: float) -> float:
    """Give the share of a processor that a program uses while nobody does anything."""
    terminal = Terminal.spawn(command)
    terminal.until(wanted)
    terminal.settle()
    terminal.settle()
    began, used = time.perf_counter(), processor_seconds(terminal.process.pid)
    while (left := began + seconds - time.perf_counter()) > 0:
        if select.select([terminal.handle], [], [], left)[0]:
            os.read(terminal.handle, 65536)
    share = (processor_seconds(terminal.process.pid) - used) / (time.perf_counter() - began)
    terminal.leave()
    return share


def idle(subjects: dict[str, tuple[list[str], bytes]], seconds: float) -> None:
    """Print how busy a program is when nobody does anything; files are looked at every second or so."""
    for name, (command, wanted) in subjects.items():
        print(f"idle                {name:8} {idle_share(command, wanted, seconds):7.2%} of a processor")


def command_line(rounds: int) -> None:
    """Compare `csptui exceptions` with a script that only reads and prints a table."""
    environment = installed()
    ours = [PYTHON, "-m", "csptui", "--data", str(HERE.parent / "data"), "exceptions"]
    theirs = [PYTHON, str(HERE / "table.py")]
    times: dict[str, list[float]] = {"exceptions": [], "table.py": []}
    for _ in range(rounds * 2):
        for name, command in (("exceptions", ours), ("table.py", theirs)):
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=environment)
            times[name].append((time.perf_counter() - started) * 1000)
    ours_time, theirs_time = (statistics.median(times[name]) for name in ("exceptions", "table.py"))
    print(
        f"csptui exceptions   {ours_time:7.0f} ms  {ours_time / theirs_time:5.2f} x table.py"
        f" ({theirs_time:.0f} ms)"
    )


def main() -> None:
    """Run every comparison."""
    parser = argparse.ArgumentParser(description="Times csptui beside a bare Textual application.")
    parser.add_argument("--rounds", type=int, default=15, help="starts of each subject")
    parser.add_argument("--presses", type=int, default=80, help="key presses of each kind")
    parser.add_argument("--idle", type=float, default=20, help="seconds of doing nothing")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        derby, big, huge = (Path(scratch) / name for name in ("derby", "big", "huge"))
        copytree(HERE.parent / "data", derby)
        generate(big, 500, 40)
        generate(huge, 5000, 2)

        def screen(folder: Path) -> list[str]:
            return [PYTHON, "-m", "csptui", "--data", str(folder)]

        starts(
            {
                "hello": ([PYTHON, str(HERE / "hello.py")], b"Hello, world"),
                "derby": (screen(derby), b"NI 39"),
                "big": (screen(big), b"X 1 "),
            },
            chosen.rounds,
        )
        idle({"derby": (screen(derby), b"NI 39"), "big": (screen(big), b"X 1 ")}, chosen.idle)
        for name, folder, wanted in (
            ("derby", derby, b"NI 39"),
            ("big", big, b"X 1 "),
            ("5,000", huge, b"X 1 "),
        ):
            keys(name, screen(folder), wanted, chosen.presses)
        # Before a save, which leaves lines of its own.
        long_log(big, Path(scratch), installed(), max(3, chosen.rounds // 3))
        saved("derby", derby, b"NI 39", 12)
        saved("big", big, b"X 1 ", 12)
    command_line(chosen.rounds)


if __name__ == "__main__":
    main()
