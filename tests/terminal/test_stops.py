"""However the program is stopped: the terminal is as it was, what was typed is there at the next start."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a POSIX system", allow_module_level=True)

from pty_harness import (
    ESCAPE,
    INTERRUPT,
    MODES,
    SAVE,
    Terminal,
    copy_of_derby,
    drafts_in,
    environment_in,
    state_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILING = str(Path(__file__).with_name("failing_app.py"))
KEPT = "Kept for next time: NI 33"


class Stage:
    """A copy of the data, a home of its own, and the program in a terminal."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.folder = copy_of_derby(place)
        self.opened: list[Terminal] = []

    def start(self, fault: str = "") -> Terminal:
        """Start the program, with a fault built in if one is named."""
        program = [FAILING, fault] if fault else ["-m", "csptui"]
        terminal = Terminal(["--data", str(self.folder)], environment_in(self.place), program=program)
        self.opened.append(terminal)
        return terminal

    def start_typing(self, fault: str = "") -> Terminal:
        """Start the program and type a figure that is not saved."""
        terminal = self.start(fault)
        terminal.see("NI 39")
        terminal.press("/")
        terminal.see("Keep")
        terminal.press("arson\r")
        terminal.see("5.3% above the target of 7.50")
        terminal.press("e")
        terminal.see("esc Leave")
        terminal.press("7.5")
        terminal.see("GREEN")
        return terminal

    def offers_it_again(self) -> None:
        """See that the next start has what was typed, and the file has not."""
        terminal = self.start()
        terminal.see("1 draft from last time is back: NI 33.")
        terminal.press("/")
        terminal.see("Keep")
        terminal.press("arson\r")
        terminal.see("5.3% above the target of 7.50")
        terminal.press("e")
        terminal.see("esc Leave")
        terminal.see("not saved yet")
        terminal.see("GREEN")
        terminal.press(ESCAPE)
        terminal.see("? Help")
        terminal.press("q")
        assert terminal.end() == 0
        assert "NI33,7.9," in (self.folder / "quarters/2009-10-Q4/actuals.csv").read_text("utf-8")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    yield made
    for terminal in made.opened:
        terminal.close()


def test_kill_9(stage: Stage) -> None:
    """Nothing can be done any more: what was typed was on the disk before."""
    terminal = stage.start_typing()
    terminal.wait(lambda: [one.actual for one in drafts_in(stage.place)] == ["7.5"], "the draft")
    terminal.process.kill(signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL
    stage.offers_it_again()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal(stage: Stage, number: signal.Signals) -> None:
    """The terminal is given back, and the draft is named."""
    terminal = stage.start_typing()
    terminal.process.kill(number)
    assert terminal.end() == 128 + number
    assert terminal.modes() == MODES
    assert terminal.after_the_screen() == f"{KEPT}. Not saved yet."
    stage.offers_it_again()


def test_ctrl_c(stage: Stage) -> None:
    """It asks nothing, since nothing is lost."""
    terminal = stage.start_typing()
    terminal.press(INTERRUPT)
    assert terminal.end() == 0
    assert terminal.modes() == MODES
    assert terminal.after_the_screen() == f"{KEPT}. Not saved yet."
    stage.offers_it_again()


def test_a_closed_window(stage: Stage) -> None:
    """There is no terminal to give back; the program ends and keeps what was typed."""
    terminal = stage.start_typing()
    assert terminal.hang_up() not in {0, -signal.SIGKILL}
    stage.offers_it_again()


@pytest.mark.parametrize("fault", ["handler", "worker", "timer", "callback", "thread"])
def test_an_error(stage: Stage, fault: str) -> None:
    """One sentence, a log of places without data, an exit code, and the draft."""
    terminal = stage.start_typing(fault)
    terminal.press(SAVE)
    assert terminal.end() == 1
    assert terminal.modes() == MODES
    said = " ".join(terminal.after_the_screen().split())
    assert said.startswith(f"csptui: an unexpected error ended the screen (ValueError); {KEPT}. The log of")
    assert said.count(".log") == 1
    log = (state_in(stage.place) / "csptui-errors.log").read_text("ascii")
    assert "builtins.ValueError" in log
    assert "failing_app.py:" in log
    assert " fail\n" in log
    for text in (said, log, terminal.written.decode()):
        assert "SECRET" not in text
        assert "Traceback" not in text
    assert str(stage.place) not in log
    stage.offers_it_again()


def test_an_error_at_the_start(stage: Stage) -> None:
    """No draft is named, since there is none."""
    terminal = stage.start("start")
    assert terminal.end() == 1
    assert {**MODES, **terminal.modes()} == MODES
    said = " ".join(terminal.after_the_screen().split())
    assert "csptui: an unexpected error ended the screen (ValueError)." in said
    assert "SECRET" not in terminal.written.decode()
    assert "Traceback" not in terminal.written.decode()


def test_an_error_at_the_end(stage: Stage) -> None:
    """An error while the screen closes has its sentence too."""
    terminal = stage.start_typing("end")
    terminal.press(INTERRUPT)
    assert terminal.end() == 1
    assert {**MODES, **terminal.modes()} == MODES
    assert "an unexpected error" in terminal.written.decode()
    assert "SECRET" not in terminal.written.decode()
    stage.offers_it_again()


def test_a_terminal_that_has_gone_without_a_word_does_not_keep_the_program(stage: Stage) -> None:
    """Under nohup no signal tells of it: the program notices, and neither spins nor waits for ever."""
    code = (
        "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
        "import csptui.tui.driver as d; d.SIGNALS = (signal.SIGTERM,);"
        "from csptui.cli.program import run; sys.exit(run(sys.argv[1:]))"
    )
    terminal = Terminal(["--data", str(stage.folder)], environment_in(stage.place), program=["-c", code])
    stage.opened.append(terminal)
    terminal.see("NI 39")
    terminal.press("/")
    terminal.see("Keep")
    terminal.press("arson\r")
    terminal.see("5.3% above the target of 7.50")
    terminal.press("e")
    terminal.see("esc Leave")
    terminal.press("7.5")
    terminal.see("GREEN")
    assert terminal.hang_up() == 128 + signal.SIGHUP
    stage.offers_it_again()
