"""csptui narrate --sensitive: the sensitive part from the command line, told and never repeated."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest
from run_csptui import derby_copy, run

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "Gangs A1 and BCT met."  # noqa: S105 - the text of a made-up report


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of Derby's data, which the verbs are pointed at."""
    made = derby_copy(tmp_path / "data")
    monkeypatch.setenv("CSPTUI_DATA", str(made))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return made


def held(folder: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(
        (folder / "quarters/2009-10-Q4/commentary.toml").read_text("utf-8")
    )
    return found


def test_it_saves_the_sensitive_part_alone_and_says_so_without_its_words(folder: Path) -> None:
    before = held(folder)
    done = run("narrate", "Youth Crime", "--sensitive", SECRET)
    assert done.exit_code == 0
    assert done.stdout == "Saved: 2009/10 Q4, sensitive narrative of Youth Crime, 5 words.\n"
    after = held(folder)
    assert after["sensitive"] == {**before["sensitive"], "youth-crime": SECRET}
    assert after["narrative"] == before["narrative"]
    again = run("narrate", "Youth Crime", "--sensitive", SECRET)
    assert again.stderr == "Nothing to save: Youth Crime has that sensitive narrative already.\n"
    gone = run("narrate", "Youth Crime", "--sensitive", "")
    assert gone.stdout == "Saved: 2009/10 Q4, Youth Crime has no sensitive narrative now.\n"
    assert held(folder) == before


def test_a_dash_reads_standard_input_and_json_is_the_whole_answer(folder: Path) -> None:
    done = run("narrate", "3", "--sensitive", "-", "--json", text="Custody: {NI 43 actual}.\n")
    assert json.loads(done.stdout) == {
        "theme": "Youth Crime",
        "quarter": "2009/10 Q4",
        "sensitive": "Custody: 13.11%.",
        "sensitive_typed": "Custody: {NI 43 actual}.",
        "changed": True,
    }
    assert held(folder)["sensitive"]["youth-crime"] == "Custody: {NI 43 actual}."


def test_without_it_the_narrative_is_saved_as_ever(folder: Path) -> None:
    before = held(folder)["sensitive"]
    done = run("narrate", "Youth Crime", SECRET, "--json")
    assert json.loads(done.stdout)["narrative_typed"] == SECRET
    assert "sensitive" not in json.loads(done.stdout)
    assert held(folder)["sensitive"] == before


def test_log_diff_undo_and_report_know_it_and_quote_it_only_when_asked(folder: Path) -> None:
    run("narrate", "Youth Crime", "--sensitive", SECRET)
    for words in (("log",), ("diff", "--since", "2001-01-01")):
        page = run(*words).stdout
        assert "sensitive narrative" in page
        assert "Gangs A1" not in page
        assert "Gangs A1" in run(*words, "--full").stdout
    assert "Gangs A1" not in run("report").stdout
    assert "Gangs A1" in run("report", "--sensitive").stdout
    undone = run("undo")
    assert "sensitive narrative" in undone.stdout
    assert "Gangs" not in undone.stdout
    assert "youth-crime" not in held(folder)["sensitive"]


def test_a_signed_off_quarter_refuses_it(folder: Path) -> None:
    (folder / "quarters/2009-10-Q4/signoff.toml").write_text('who = "Chair"\n', "utf-8")
    before = held(folder)
    done = run("narrate", "Youth Crime", "--sensitive", SECRET)
    assert (done.exit_code, done.stdout) == (6, "")
    assert "signed off" in done.stderr
    assert "Gangs" not in done.stderr
    assert held(folder) == before


@pytest.mark.usefixtures("folder")
def test_an_editor_needs_a_terminal_and_takes_no_text() -> None:
    done = run("narrate", "Youth Crime", "--edit")
    assert done.exit_code == 2
    assert "--edit needs a terminal" in done.stderr
    done = run("narrate", "Youth Crime", "--edit", "Some text.")
    assert done.exit_code == 2
    assert "--edit takes no text" in done.stderr
