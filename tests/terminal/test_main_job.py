"""The main job once, end to end, in a real pseudo-terminal of 80×24 with real keys."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a POSIX system", allow_module_level=True)

from pty_harness import ENTER, ESCAPE, PATIENCE, SAVE, Terminal, copy_of_derby, environment_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_derby(tmp_path)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give a terminal's environment with no settings of whoever runs the tests."""
    return environment_in(tmp_path)


@pytest.fixture
def terminal(folder: Path, environment: dict[str, str]) -> Iterator[Terminal]:
    opened = Terminal(["--data", str(folder)], environment)
    yield opened
    opened.close()


def test_the_main_job_at_80_by_24(terminal: Terminal, folder: Path, environment: dict[str, str]) -> None:
    """See what is red and why, type a figure and a comment, find them in the files, print the exceptions."""
    terminal.see("NI 39")
    terminal.press("x")
    terminal.see("NI 43")
    terminal.press(ESCAPE)
    terminal.see("0 All")
    terminal.press("/")
    terminal.see("Keep")
    terminal.press("arson" + ENTER)
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
    terminal.press(" This is due to two large fires.")
    terminal.see("large fires")
    terminal.press(SAVE)
    terminal.see("Saved")
    terminal.press(ESCAPE)
    terminal.see("? Help")
    terminal.press("q")
    assert terminal.end() == 0

    actuals = (folder / "quarters" / "2009-10-Q4" / "actuals.csv").read_text("utf-8")
    assert "NI33,7.5,1,,,,,\n" in actuals
    commentary = (folder / "quarters" / "2009-10-Q4" / "commentary.toml").read_text("utf-8")
    assert "This is due to two large fires." in commentary
    changes = [json.loads(line) for line in (folder / "changes.jsonl").read_text("utf-8").splitlines()]
    assert {change["field"] for change in changes} >= {"comment"}

    command = [sys.executable, "-m", "csptui", "--data", str(folder), "exceptions"]
    printed = subprocess.run(
        command, check=True, capture_output=True, encoding="utf-8", env=environment
    ).stdout
    assert "NI 43" in printed
    assert "NI 33" in printed
    assert "This is due to two large fires." in printed


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
