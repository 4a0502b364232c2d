"""The README cannot drift: its commands, verbs and keys are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

import click
from click.testing import CliRunner

from csptui.cli.program import program
from csptui.domain.live import LIVE_WORDS, printed
from csptui.storage.folder import load

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_two_commands_that_set_everything_up() -> None:
    """Exactly two fenced commands install the program, one for users and one for developers."""
    fenced = re.findall(r"^```\n(.*?)^```", README, flags=re.DOTALL | re.MULTILINE)
    installs = [line for block in fenced for line in block.splitlines() if "install" in line]
    assert installs == ["pip install . && csptui", 'pip install -e ".[dev]" && pytest']


def test_every_verb_in_the_readme_exists() -> None:
    """A verb that the README shows is a command, and no command is left out."""
    shown = set(re.findall(r"^csptui ([a-z-]+)", README, flags=re.MULTILINE))
    commands = set(program.list_commands(click.Context(program)))
    assert shown <= commands
    assert commands - shown <= {"narrate", "quarters", "completion", "merge"}


def test_what_the_readme_shows_of_an_answer_is_in_it(tmp_path: Path) -> None:
    """Below each `$` stands what that command prints, whatever the width of the page."""
    shown = re.findall(r"^```\n\$ csptui (.*)\n((?:.*\n)*?)```", README, flags=re.MULTILINE)
    assert len(shown) == 2
    for command, told in shown:
        environment = {"CSPTUI_DATA": str(ROOT / "csptui" / "examples" / "enfield"), "HOME": str(tmp_path)}
        done = CliRunner().invoke(program, command.split(), env=environment, prog_name="csptui")
        assert done.exit_code == 0, done.output
        assert " ".join(told.split()) in " ".join(done.output.split())


def test_the_files_that_the_readme_names_are_there() -> None:
    """The picture, the scripts and the licence that it points to exist."""
    for name in [*re.findall(r"\]\(([^)#:]+)\)", README), "tests/pictures/make.py", "benchmarks/measure.py"]:
        assert (ROOT / name).exists(), name


def test_the_words_of_live_figures_print_what_the_readme_says() -> None:
    """Its table has every word, what it means, and what it prints of Derby's NI 43."""
    data, _ = load(ROOT / "data")
    card = data.scorecard()
    for words, meaning in LIVE_WORDS.items():
        typed = f"{{NI 43 {words}}}"
        told = printed(typed, data, card)
        assert f"| `{words}` | {meaning} | {'–' if told == typed else f'`{told}`'} |" in README
