"""A program in a pseudo-terminal, and what a person would see of it."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pexpect
import pyte

from csptui.storage.draft_lines import KeptDraft, read_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from csptui.domain.draft import Draft

DERBY = Path(__file__).parents[2] / "data"
PATIENCE = int(os.environ.get("CSPTUI_PATIENCE", "30"))
ENTER, ESCAPE, SAVE, INTERRUPT = "\r", "\x1b", "\x13", "\x03"
PROGRAM = ["-m", "csptui"]
MODES = {"1049": "l", "25": "h", "1000": "l", "1003": "l", "1006": "l", "2004": "l", "1004": "l", "7": "h"}
"""What the terminal's modes must be in the end: its own screen, a cursor, no mouse, no marked pastes."""


class Terminal:
    """A program in a pseudo-terminal, and the screen that a person would see."""

    def __init__(
        self,
        arguments: list[str],
        environment: dict[str, str],
        *,
        program: list[str] = PROGRAM,
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""
        self._has_hung_up = False
        self.process: Any = pexpect.spawn(
            sys.executable,
            [*program, *arguments],
            env=environment,
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.process.delaybeforesend = None

    def text(self) -> str:
        """Give what is on the screen."""
        return "\n".join(self.screen.display)

    def read(self, timeout: float) -> bool:
        """Take what the program writes next; say whether there was anything. Raises EOF at its end."""
        try:
            data = self.process.read_nonblocking(65536, timeout=timeout)
        except pexpect.TIMEOUT:
            return False
        self.written += data
        self.stream.feed(data)
        return True

    def see(self, wanted: str) -> None:
        """Read what the program writes until the screen holds a text."""
        self.wait(lambda: wanted in self.text(), repr(wanted))

    def wait(self, holds: Callable[[], bool], what: str) -> None:
        """Read what the program writes until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            try:
                self.read(0.05)
            except pexpect.EOF:
                if holds():
                    return
                end = 0
            if time.monotonic() > end:
                message = f"{what} never came:\n{self.text()}"
                raise AssertionError(message)

    def press(self, keys: str) -> None:
        """Type."""
        self.process.send(keys)

    def drain(self) -> None:
        """Read to the end."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self.read(0.5)
            except pexpect.EOF:
                return
        message = f"it did not end:\n{self.text()}"
        raise AssertionError(message)

    def end(self) -> int:
        """Wait for the program's end and give its exit code (negative for a signal)."""
        self.drain()
        self.process.close()
        if self.process.signalstatus is not None:
            return -int(self.process.signalstatus)
        return int(self.process.exitstatus or 0)

    def hang_up(self) -> int:
        """Close the terminal as a window is closed, and give the program's exit code."""
        self.process.ptyproc.fileobj.close()
        end = time.monotonic() + PATIENCE
        while True:
            pid, status = os.waitpid(self.process.pid, os.WNOHANG)
            if pid:
                self._has_hung_up = True
                return os.waitstatus_to_exitcode(status)
            assert time.monotonic() < end, "it did not end when its terminal did"
            time.sleep(0.01)

    def close(self) -> None:
        """End what is still there."""
        if not self._has_hung_up:
            self.process.close(force=True)

    def modes(self) -> dict[str, str]:
        """Give the last word on each of the terminal's modes that matter."""
        words = re.findall(rb"\x1b\[\?([0-9;]+)([hl])", self.written)
        last = {one: word.decode() for ones, word in words for one in ones.decode().split(";")}
        return {name: last[name] for name in MODES if name in last}

    def after_the_screen(self) -> str:
        """Give what was written when the terminal's own screen was back."""
        after = self.written.rpartition(b"\x1b[?1049l")[2].decode("utf-8")
        return re.sub(r"\x1b\[[?<]*[0-9;]*[a-z]", "", after).strip()


def copy_of_derby(place: Path) -> Path:
    """Copy the bundled data."""
    return Path(shutil.copytree(DERBY, place / "derby"))


def environment_in(place: Path) -> dict[str, str]:
    """Give a terminal's environment with no settings of whoever runs the tests."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("CSPTUI", "XDG", "NO_COLOR"))
    }
    homes = {name: str(place / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    return {**kept, **homes, "TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": str(place)}


def state_in(place: Path) -> Path:
    """Give the state folder that a program in that environment has."""
    if sys.platform == "darwin":
        return place / "Library" / "Application Support" / "csptui"
    return place / "XDG_STATE_HOME" / "csptui"


def drafts_in(place: Path) -> list[Draft]:
    """Give the drafts that are on the disk."""
    found: list[Draft] = []
    for path in sorted((state_in(place) / "drafts").glob("*.jsonl")):
        try:
            kept = read_lines(path.read_bytes()).kept
        except OSError as error:
            # The program may rewrite its file while we look.
            assert error.errno == errno.ENOENT  # noqa: PT017 - any other is a failure
            continue
        found += [one.draft for one in kept.values() if isinstance(one, KeptDraft)]
    return found
