"""`log` lists the changes, newest save first; `log verify` names the first line that was altered."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from run_csptui import csptui, run

from csptui.domain.change import Change
from csptui.storage.changes import Action, Tail, lines
from csptui.storage.log import lines_of

if TYPE_CHECKING:
    from pathlib import Path

QUARTER = "2009/10 Q4"
LONG = "A comment that is far too long for a line of a page, " * 6


def save(data: Path, *changes: Change, who: str = "A. Officer", day: int = 20, **marks: Any) -> str:
    """Log one save, and give the id of its action."""
    path = data / "changes.jsonl"
    held = lines_of(path.read_bytes()) if path.exists() else []
    tail = Tail(held[-1].digest if held else "")
    made = lines(changes, tail, Action(who, datetime(2010, 4, day, 9, 30, tzinfo=UTC), **marks))
    with path.open("ab") as log:
        log.write(made)
    action: str = json.loads(made.splitlines()[0])["action"]
    return action


def arson(before: str, after: str, quarter: str = QUARTER) -> Change:
    return Change(quarter, "value", before, after, "NI33")


class TestLog:
    """Who, when, which field in plain words, from what, to what."""

    def test_the_newest_save_comes_first_with_its_id_person_and_fields(self, data: Path) -> None:
        first = save(data, arson("7.9", "7.8"), Change(QUARTER, "as_at", "", "M2009-12", "NI33"))
        second = save(data, Change(QUARTER, "narrative", "", "Well.", theme="youth-crime"), who="B", day=21)
        page = run("log").stdout
        assert page.index(second[:8]) < page.index(first[:8])
        assert "A. Officer, 2009/10 Q4" in page
        assert "NI 33  actual 7.9 → 7.8" in page
        assert "NI 33  as at none → Dec 2009" in page
        assert "narrative none → Well." in page

    def test_an_undo_names_the_save_that_it_takes_back(self, data: Path) -> None:
        first = save(data, arson("7.9", "7.8"))
        save(data, arson("7.8", "7.9"), undoes=first, day=21)
        assert f"(undo of {first[:8]})" in run("log").stdout
        newest = json.loads(run("log", "--json").stdout)[0]
        assert (newest["undoes"], newest["redoes"]) == (first, None)
        save(data, arson("7.9", "7.8"), redoes=first, why="It was right.", day=22)
        page = run("log", "--last", "1").stdout
        assert f"(redo of {first[:8]})" in page
        assert "Why: It was right." in page

    def test_one_indicator_and_one_quarter_can_be_asked_for(self, data: Path) -> None:
        save(data, arson("7.9", "7.8"))
        save(data, arson("7.28", "7.3", "2008/09 Q4"), day=21)
        save(data, Change(QUARTER, "value", "11.73", "11.7", "NI20"), day=22)
        save(data, Change("2009/10 Q1", "target", "7.50", "7.4", "NI33"), day=23)

        def told(*more: str) -> list[str]:
            return [one["to"] for one in json.loads(run("log", "--json", *more).stdout)]

        assert told() == ["7.4", "11.7", "7.3", "7.8"]
        assert told("ni", "33") == ["7.4", "7.3", "7.8"]
        assert told("NI33", "--quarter", "2008-09-Q4") == ["7.3"]
        assert told("--last", "1") == ["7.4"]
        assert told("NI33", "--quarter", "2009-10-Q4") == ["7.4", "7.8"], "a target is for its whole year"

    def test_an_indicator_that_is_defined_no_more_goes_by_its_id(self, data: Path) -> None:
        save(data, Change(QUARTER, "value", "", "1", "OLD9"))
        assert "OLD9  actual none → 1" in run("log", "old 9").stdout

    @pytest.mark.usefixtures("data")
    def test_a_mistyped_code_is_refused_and_no_log_is_said(self) -> None:
        assert "did you mean NI 39?" in run("log", "NI93").stderr
        assert run("log").stdout == "No change is logged.\n"

    def test_long_texts_are_cut_to_a_line_unless_the_whole_is_wanted(self, data: Path) -> None:
        save(data, Change(QUARTER, "comment", "Short.", LONG, "NI33"))
        assert "…" in run("log").stdout
        whole = run("log", "--full").stdout
        assert "…" not in whole
        assert whole.count("far too long") == 6

    def test_plain_is_ascii_and_no_control_sign_comes_through(self, data: Path) -> None:
        save(data, Change(QUARTER, "comment", "\x1b[2J\u202e", "é\x9b1m\x07", "NI33"), who="\x1b]0;x\x07")
        save(data, arson("7.9", "7.8"))
        assert "7.9 -> 7.8" in run("log", "--plain").stdout
        for page in (run("log").stdout, run("log", "--plain").stdout, run("log", "--full").stdout):
            assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in page.replace("\n", ""))

    def test_a_moment_that_no_clock_knows_is_printed_all_the_same(self, data: Path) -> None:
        line = {"when": "0001-01-01T00:00:00+00:00", "who": "", "quarter": QUARTER, "field": "value"}
        rest = {"from": "1", "to": "2", "seen": "", "digest": "d" * 64}
        (data / "changes.jsonl").write_text(json.dumps(line | rest))
        assert "0001-01-01 00:0" in run("log").stdout


class TestVerify:
    """Exit 0 and a sentence where all is well; else the first altered line by its number, and exit 4."""

    def test_a_sound_log(self, data: Path) -> None:
        assert run("log", "verify").exit_code == 0
        save(data, arson("7.9", "7.8"))
        done = run("log", "verify")
        assert done.exit_code == 0
        assert "1 line, each as it was written" in done.stdout
        assert json.loads(run("log", "verify", "--json").stdout)["sound"] is True

    def test_what_the_verbs_themselves_write_is_sound(self, data: Path) -> None:
        assert run("record", "NI33", "7.8", "--source", "FRS").exit_code == 0
        assert run("comment", "NI33", "Ünusual.").exit_code == 0
        assert run("log", "verify").exit_code == 0
        assert (data / "changes.jsonl").read_bytes().count(b"\n") == 3

    def test_the_first_altered_line_is_named(self, data: Path) -> None:
        for value in ("1", "2", "3", "4"):
            save(data, arson("0", value))
        path = data / "changes.jsonl"
        whole = path.read_bytes()
        path.write_bytes(whole.replace(b'"to": "2"', b'"to": "9"').replace(b'"to": "4"', b'"to": "9"'))
        done = run("log", "verify")
        assert done.exit_code == 4
        assert done.stdout.startswith("changes.jsonl:2 was altered")
        assert "After it: line 4, of 4 lines." in done.stdout
        told = json.loads(run("log", "verify", "--json").stdout)
        assert (told["first"], [one["line"] for one in told["wrong"]]) == (2, [2, 4])

    def test_a_missing_line_is_named_by_the_one_after_it(self, data: Path) -> None:
        for value in ("1", "2", "3"):
            save(data, arson("0", value))
        path = data / "changes.jsonl"
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
        done = run("log", "verify")
        assert done.exit_code == 4
        assert done.stdout.startswith("changes.jsonl:1 follows a line that is not in the log")


class TestCompletion:
    """A shell is offered what the verbs that look back take."""

    @pytest.mark.parametrize(
        ("words", "offered"),
        [
            (("log", "NI3"), "NI33"),
            (("diff", "NI3"), "NI33"),
            (("diff", "--since", "2008"), "2008-09-Q4"),
            (("lo",), "log"),
            (("doc",), "doctor"),
            (("me",), "merge"),
        ],
    )
    def test_codes_quarters_and_verbs(self, data: Path, words: tuple[str, ...], offered: str) -> None:
        line = " ".join(("csptui", *words))
        done = csptui(
            home=data.parent,
            CSPTUI_DATA=str(data),
            _CSPTUI_COMPLETE="bash_complete",
            COMP_WORDS=line,
            COMP_CWORD=str(len(words)),
        )
        assert f"plain,{offered}".encode() in done.stdout.splitlines()
