"""The main job once, end to end, in a real pseudo-terminal of 80×24 with real keys."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a POSIX system", allow_module_level=True)

import pexpect
import pyte

if TYPE_CHECKING:
    from collections.abc import Iterator

DERBY = Path(__file__).parents[2] / "data"
PATIENCE = 30
ENTER, ESCAPE, SAVE = "\r", "\x1b", "\x13"


class Terminal:
    """A program in a pseudo-terminal, and the screen that a person would see."""

    def __init__(
        self, arguments: list[str], environment: dict[str, str], columns: int = 80, rows: int = 24
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.process: Any = pexpect.spawn(
            sys.executable,
            ["-m", "csptui", *arguments],
            env=environment,
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.process.delaybeforesend = None

    def text(self) -> str:
        return "\n".join(self.screen.display)

    def see(self, wanted: str) -> None:
        """Read what the program writes until the screen holds a text."""
        while wanted not in self.text():
            try:
                self.stream.feed(self.process.read_nonblocking(65536, timeout=PATIENCE))
            except (pexpect.TIMEOUT, pexpect.EOF) as error:
                message = f"{wanted!r} never came:\n{self.text()}"
                raise AssertionError(message) from error

    def press(self, keys: str) -> None:
        self.process.send(keys)

    def end(self) -> int:
        """Wait for the program's end and give its exit code (negative for a signal)."""
        while True:
            try:
                self.stream.feed(self.process.read_nonblocking(65536, timeout=PATIENCE))
            except pexpect.EOF:
                break
        self.process.close()
        if self.process.signalstatus is not None:
            return -int(self.process.signalstatus)
        return int(self.process.exitstatus or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DERBY, tmp_path / "derby"))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give a terminal's environment with no settings of whoever runs the tests."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("CSPTUI", "XDG", "NO_COLOR"))
    }
    homes = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    return {**kept, **homes, "TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": str(tmp_path)}


@pytest.fixture
def terminal(folder: Path, environment: dict[str, str]) -> Iterator[Terminal]:
    opened = Terminal(["--data", str(folder)], environment)
    yield opened
    opened.process.close(force=True)


def test_the_main_job_at_80_by_24(terminal: Terminal, folder: Path, environment: dict[str, str]) -> None:
    """See what is red and why, type a figure and a comment, find them in the files, print the exceptions."""
    terminal.see("NI 39")
    terminal.press("x")
    terminal.see("NI 43")
    terminal.press(ESCAPE)
    terminal.see("0 All")
    terminal.press("/arson" + ENTER)
    terminal.see("5.3% above the target of 7.50")
    terminal.press("e")
    terminal.see("esc Leave")
    terminal.press("7.5")
    terminal.see("GREEN")
    terminal.press(SAVE)
    terminal.see("Saved")
    terminal.press(ESCAPE)
    terminal.see("? Help")
    terminal.press("c")
    terminal.see("esc Leave")
    terminal.press(" Checked with the fire service.")
    terminal.see("fire service")
    terminal.press(SAVE)
    terminal.see("Saved")
    terminal.press(ESCAPE)
    terminal.see("? Help")
    terminal.press("q")
    assert terminal.end() == 0

    actuals = (folder / "quarters" / "2009-10-Q4" / "actuals.csv").read_text("utf-8")
    assert "NI33,7.5,1,,,,,\n" in actuals
    commentary = (folder / "quarters" / "2009-10-Q4" / "commentary.toml").read_text("utf-8")
    assert "Checked with the fire service." in commentary
    changes = [json.loads(line) for line in (folder / "changes.jsonl").read_text("utf-8").splitlines()]
    assert {change["field"] for change in changes} >= {"comment"}

    command = [sys.executable, "-m", "csptui", "--data", str(folder), "exceptions"]
    printed = subprocess.run(
        command, check=True, capture_output=True, encoding="utf-8", env=environment
    ).stdout
    assert "NI 43" in printed
    assert "NI 33" in printed
    assert "Checked with the fire service." in printed


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal(terminal: Terminal, number: signal.Signals) -> None:
    """SIGTERM and SIGHUP leave the alternate screen and show the cursor again."""
    terminal.see("NI 39")
    terminal.process.kill(number)
    written = b""
    while True:
        try:
            written += terminal.process.read_nonblocking(65536, timeout=PATIENCE)
        except pexpect.EOF:
            break
    assert b"\x1b[?1049l" in written
    assert b"\x1b[?25h" in written


def test_without_a_terminal_it_says_so(folder: Path, environment: dict[str, str]) -> None:
    """With no terminal at its ends the screen does not open and nothing hangs."""
    command = [sys.executable, "-m", "csptui", "--data", str(folder)]
    ended = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 2
    assert "terminal" in ended.stderr
    assert "Traceback" not in ended.stderr
