"""The user's editor in a real terminal: it has all of it, and the screen is back when it ends."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a POSIX system", allow_module_level=True)

from pty_harness import ESCAPE, INTERRUPT, SAVE, Terminal, copy_of_derby, environment_in, state_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HAND_OUT, PART = "\x07", "\x1bOQ"
EDITOR = """
import pathlib, select, sys
path = pathlib.Path(sys.argv[-1])
print("HANDED", path.name, path.stat().st_mode & 0o777, flush=True)
print("Your words: ", end="", flush=True)
try:
    while not select.select([sys.stdin], [], [], 0.02)[0]:  # a read that has begun hears no ctrl+c
        pass
    said = sys.stdin.readline().strip()
except KeyboardInterrupt:
    said = "interrupted"
if said == "fail":
    sys.exit(4)
path.write_text(path.read_text("utf-8") + said + "\\n", "utf-8")
"""


class Stage:
    """A copy of the data, a home of its own, and a small editor."""

    def __init__(self, place: Path) -> None:
        self.place, self.folder = place, copy_of_derby(place)
        self.temporary = place / "temporary"
        self.temporary.mkdir()
        script = place / "editor.py"
        script.write_text(EDITOR, "utf-8")
        own = {"EDITOR": f"{sys.executable} {script}", "VISUAL": "", "TMPDIR": str(self.temporary)}
        self.environment = environment_in(place) | own
        self.opened: list[Terminal] = []

    def start(self, *verb: str) -> Terminal:
        """Start the program, on its screen or with a verb."""
        terminal = Terminal([*verb, "--data", str(self.folder)], self.environment)
        self.opened.append(terminal)
        return terminal

    def start_writing(self) -> Terminal:
        """Open a narrative and type in it."""
        terminal = self.start()
        terminal.see("NI 39")
        terminal.press("4")
        terminal.see("NI 35")
        terminal.press("a")
        terminal.see("F2 sensitive part")
        terminal.press("XYZZY")
        terminal.see("XYZZY")
        return terminal

    def commentary(self) -> str:
        return (self.folder / "quarters/2009-10-Q4/commentary.toml").read_text("utf-8")

    def drafts(self) -> str:
        found = (state_in(self.place) / "drafts").glob("*.jsonl")
        return "".join(one.read_text("utf-8") for one in found)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Give a stage, and end what was started on it."""
    made = Stage(tmp_path)
    yield made
    for terminal in made.opened:
        terminal.close()


def test_the_editor_has_the_terminal_and_the_screen_comes_back(stage: Stage) -> None:
    terminal = stage.start_writing()
    terminal.press(HAND_OUT)
    terminal.see("HANDED narrative.md 384")
    assert terminal.modes()["1049"] == "l"
    assert "XYZZY" in stage.drafts()
    terminal.press("and PLUGH\r")
    terminal.see("Brought back from")
    terminal.see("and PLUGH")
    assert terminal.modes()["1049"] == "h"
    assert list(stage.temporary.glob("csptui-*[!k]")) == []
    assert "PLUGH" not in stage.commentary()
    terminal.press("!")
    terminal.press(SAVE)
    terminal.see("Saved the narrative")
    assert "PLUGH" in stage.commentary()
    terminal.press("q")
    assert terminal.end() == 0


def test_an_editor_that_fails_leaves_the_text(stage: Stage) -> None:
    terminal = stage.start_writing()
    terminal.press(HAND_OUT)
    terminal.see("Your words")
    terminal.press("fail\r")
    terminal.see("ended with 4, so the text is as it was")
    terminal.see("XYZZY")


def test_ctrl_c_in_the_editor_is_the_editors_own(stage: Stage) -> None:
    terminal = stage.start_writing()
    terminal.press(HAND_OUT)
    terminal.see("Your words")
    terminal.press(INTERRUPT)
    terminal.see("interrupted")
    terminal.see("Brought back from")
    terminal.press("still here")
    terminal.see("still here")


def test_ctrl_c_in_the_editor_of_a_verb_is_the_editors_own(stage: Stage) -> None:
    """The terminal sends it to the program too, which must not take the text away from under the editor."""
    terminal = stage.start("narrate", "Youth Crime", "--edit")
    terminal.see("Your words")
    terminal.press(INTERRUPT)
    terminal.see("Saved: 2009/10 Q4, narrative of Youth Crime")
    assert terminal.end() == 0
    assert "interrupted" in stage.commentary()


def test_a_verb_that_is_ended_meanwhile_leaves_no_text_lying_about(stage: Stage) -> None:
    terminal = stage.start("narrate", "4", "--edit", "--sensitive")
    terminal.see("Your words")
    terminal.process.kill(signal.SIGTERM)
    terminal.press("PLUGH\r")
    assert terminal.end() == -signal.SIGTERM
    assert list(stage.temporary.glob("csptui-*[!k]")) == []


def test_a_signal_that_comes_meanwhile_is_heard_and_nothing_is_lost(stage: Stage) -> None:
    terminal = stage.start_writing()
    terminal.press(HAND_OUT)
    terminal.see("Your words")
    terminal.process.kill(signal.SIGTERM)
    terminal.press("and PLUGH\r")
    assert terminal.end() == 128 + signal.SIGTERM
    assert "PLUGH" in stage.drafts()
    assert list(stage.temporary.glob("csptui-*[!k]")) == []


def test_a_kill_while_the_editor_is_open_loses_nothing_that_was_typed_before(stage: Stage) -> None:
    terminal = stage.start_writing()
    terminal.press(HAND_OUT)
    terminal.see("Your words")
    terminal.process.kill(signal.SIGKILL)
    assert "XYZZY" in stage.drafts()
    again = stage.start()
    again.see("1 draft from last time is back: the narrative of Community Cohesion")


def test_the_sensitive_part_has_a_file_of_its_own_name(stage: Stage) -> None:
    terminal = stage.start_writing()
    terminal.press(PART)
    terminal.see("Sensitive: in no output unless asked")
    terminal.press(HAND_OUT)
    terminal.see("HANDED sensitive-narrative.md 384")
    terminal.press("Heard of it.\r")
    terminal.see("Brought back from")
    terminal.press(ESCAPE)
    terminal.see("y leaves and loses the changes")


# The command line


def test_narrate_with_edit_saves_what_the_editor_leaves(stage: Stage) -> None:
    terminal = stage.start("narrate", "4", "--edit", "--sensitive")
    terminal.see("HANDED sensitive-narrative.md 384")
    terminal.press("PLUGH\r")
    terminal.see("Saved: 2009/10 Q4, sensitive narrative of Community")
    assert terminal.end() == 0
    assert "PLUGH" in stage.commentary()
    assert "A1 and BCT" in stage.commentary()


def test_narrate_with_an_editor_that_fails_saves_nothing(stage: Stage) -> None:
    before = stage.commentary()
    terminal = stage.start("narrate", "4", "--edit")
    terminal.see("Your words")
    terminal.press("fail\r")
    terminal.see("ended with 4, so the text is as it was")
    assert terminal.end() == 1
    assert stage.commentary() == before


def test_narrate_with_edit_keeps_what_cannot_be_saved(stage: Stage) -> None:
    """A colleague has saved the same narrative meanwhile: the screen shows one's own again."""
    terminal = stage.start("narrate", "4", "--edit")
    terminal.see("Your words")
    other = stage.start("narrate", "4", "Theirs.")
    other.see("Saved: 2009/10 Q4, narrative of Community")
    terminal.press("PLUGH\r")
    terminal.see("Your text is kept")
    assert terminal.end() == 5
    assert "PLUGH" not in stage.commentary()
    assert "PLUGH" in stage.drafts()
    again = stage.start()
    again.see("1 draft from last time is back: the narrative of Community Cohesion")
