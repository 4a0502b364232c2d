"""What the verbs that change data save, answer and refuse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from run_csptui import run

if TYPE_CHECKING:
    from pathlib import Path


def actual(data: Path, indicator: str) -> str:
    """Give an indicator's line of the quarter's file."""
    lines = (data / "quarters" / "2009-10-Q4" / "actuals.csv").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"{indicator},"))


class TestRecord:
    """`record` saves a figure and answers with the rating that follows."""

    def test_a_leading_minus_is_a_value(self, data: Path) -> None:
        done = run("record", "NI18", "-4.19%", "--json")
        assert done.exit_code == 0
        assert json.loads(done.stdout)["value"] == -4.19
        assert actual(data, "NI18") == "NI18,-4.19,2,,,,,"

    @pytest.mark.parametrize(
        ("words", "stored"),
        [
            (("NI18", "-.5"), "NI18,-0.5,1,,,,,"),
            (("NI18", "−4.10%"), "NI18,-4.10,2,,,,,"),
            (("NI43", "62/473", "[p]"), "NI43,,,62,473,,provisional,"),
            (("NI39", "2,476", "2008/09"), "NI39,2476,0,,,FY2008/09,,"),
            (("ni", "39", "2,476"), "NI39,2476,0,,,,,"),
            (("--quarter", "2009/10 Q4", "NI40", "[x]"), "NI40,[x],,,,,,"),
            (("NI40", "1,300", "--status", "estimated", "--as-at", "Dec 2009"), None),
            (("NI18", "--status", "final"), "NI18,-4.09,2,,,M2009-12,,"),
        ],
    )
    def test_what_is_typed_is_what_is_stored(
        self, data: Path, words: tuple[str, ...], stored: str | None
    ) -> None:
        done = run("record", *words)
        assert done.exit_code == 0, done.stderr
        code = stored.split(",")[0] if stored else "NI40"
        assert actual(data, code) == (stored or "NI40,1300,0,,,M2009-12,estimated,")

    def test_it_says_what_was_saved_its_rating_and_why(self, data: Path) -> None:
        done = run("record", "NI43", "40/473")
        assert done.exit_code == 0
        assert "Saved: NI 43, 2009/10 Q4: 40/473, was 13.11% (62/473)." in done.stdout
        assert "Green, was red" in done.stdout
        assert "8.46% is 6.0% below the target of <9%." in " ".join(done.stdout.split())
        assert (data / "changes.jsonl").exists()

    def test_the_same_figure_again_is_no_change(self, data: Path) -> None:
        before = actual(data, "NI20")
        done = run("record", "NI20", "11.73")
        assert (done.exit_code, done.stdout) == (0, "")
        assert "Nothing to save: NI 20 holds that already (11.73)." in done.stderr
        assert actual(data, "NI20") == before
        assert not (data / "changes.jsonl").exists()

    def test_an_empty_figure_takes_it_out(self, data: Path) -> None:
        done = run("record", "NI20", "")
        assert done.exit_code == 0
        assert "no figure, was 11.73" in done.stdout
        assert actual(data, "NI20") == "NI20,,,,,,,"

    def test_a_fault_is_pointed_at(self, data: Path) -> None:
        done = run("record", "NI43", "62/47x")
        assert done.exit_code == 2
        assert done.stderr.splitlines()[-2:] == ["  62/47x", "       ^"]
        assert '"x" at character 6' in done.stderr
        assert "13.11" in actual(data, "NI43")

    def test_a_caret_stands_under_wide_and_hidden_characters(self, data: Path) -> None:
        done = run("record", "NI43", "宽\x1b1")
        assert done.exit_code == 2
        assert done.stderr.splitlines()[-2:] == ["  宽␛1", "  ^"]
        assert actual(data, "NI43").startswith("NI43,13.11")

    def test_a_percentage_on_a_count_is_refused(self, data: Path) -> None:
        done = run("record", "NI40", "3%")
        assert done.exit_code == 2
        assert actual(data, "NI40").startswith("NI40,1302")

    @pytest.mark.usefixtures("data")
    def test_a_wrong_period_names_its_option(self) -> None:
        done = run("record", "NI40", "3", "--as-at", "soon")
        assert done.exit_code == 2
        assert "--as-at" in done.stderr

    @pytest.mark.usefixtures("data")
    def test_a_missing_figure_is_asked_for(self) -> None:
        done = run("record", "NI40")
        assert done.exit_code == 2
        assert "which figure?" in done.stderr


class TestTexts:
    """`comment` and `narrate` take a text or standard input."""

    def test_a_comment_is_saved(self, data: Path) -> None:
        done = run("comment", "NI20", "-3% is [red]markup[/] only.")
        assert done.exit_code == 0
        assert json.loads(run("show", "NI20", "--json").stdout)["comment"] == "-3% is [red]markup[/] only."
        assert "markup" in (data / "quarters" / "2009-10-Q4" / "commentary.toml").read_text("utf-8")

    @pytest.mark.usefixtures("data")
    def test_standard_input_loses_its_bom_and_its_carriage_returns(self) -> None:
        assert run("comment", "NI20", "-", text=b"\xef\xbb\xbfone\r\ntwo \xc2\xa3\r\n").exit_code == 0
        assert json.loads(run("show", "NI20", "--json").stdout)["comment"] == "one\ntwo £"

    @pytest.mark.usefixtures("data")
    def test_an_empty_pipe_takes_no_comment_out(self) -> None:
        done = run("comment", "NI39", "-", text=b" \n")
        assert done.exit_code == 2
        assert "nothing was changed" in done.stderr
        assert json.loads(run("show", "NI39", "--json").stdout)["comment"] != ""

    @pytest.mark.usefixtures("data")
    def test_text_that_is_not_utf_8_is_refused(self) -> None:
        done = run("comment", "NI39", "-", text=b"caf\xe9")
        assert done.exit_code == 2
        assert "not UTF-8 (line 1)" in done.stderr

    @pytest.mark.usefixtures("data")
    def test_a_comment_that_is_too_long_is_refused(self) -> None:
        done = run("comment", "NI39", "-", text=b"word " * 5_000)
        assert done.exit_code == 2
        assert "at most 20,000 characters" in done.stderr

    @pytest.mark.usefixtures("data")
    def test_an_empty_text_takes_the_comment_out(self) -> None:
        done = run("comment", "NI39", "")
        assert done.exit_code == 0
        assert "no comment now" in done.stdout
        assert json.loads(run("show", "NI39", "--json").stdout)["comment"] == ""

    @pytest.mark.usefixtures("data")
    def test_the_same_comment_is_no_change(self) -> None:
        done = run("comment", "NI20", "An increase of 3.7%.")
        assert (done.exit_code, done.stdout) == (0, "")
        assert "Nothing to save" in done.stderr

    @pytest.mark.usefixtures("data")
    @pytest.mark.parametrize("theme", ["3", "youth", "Youth Crime", "youth-crime"])
    def test_a_theme_is_found_by_number_name_and_beginning(self, theme: str) -> None:
        done = run("narrate", theme, "Custody is going up.")
        assert done.exit_code == 0
        assert "narrative of Youth Crime, 4 words" in done.stdout
        report = json.loads(run("report", "--json").stdout)
        assert report["themes"][2]["narrative"] == "Custody is going up."

    @pytest.mark.usefixtures("data")
    def test_a_theme_in_words_needs_no_quotes(self) -> None:
        assert "Community Safety, 1 word." in run("narrate", "Community", "Safety", "Fine.").stdout

    @pytest.mark.usefixtures("data")
    def test_an_unknown_theme_lists_all(self) -> None:
        done = run("narrate", "Yuoth Crime", "x")
        assert done.exit_code == 2
        assert 'did you mean "Youth Crime"?' in done.stderr
        assert "1  Substance Abuse" in done.stderr


class TestTargets:
    """`target` saves the target of the quarter's year."""

    @pytest.mark.parametrize(
        ("ref", "text", "shown"),
        [
            ("NI43", "<10%", "<10%"),
            ("NI40", "1,400", "1,400"),
            ("NI44a", "+/-4%", "±4%"),
            ("NI18", "-5%", "-5%"),
            ("NI39", "See comment", "See comment"),
            ("NI39", "", ""),
        ],
    )
    @pytest.mark.usefixtures("data")
    def test_a_target_is_saved_and_rated(self, ref: str, text: str, shown: str) -> None:
        done = run("target", ref, text, "--json")
        assert done.exit_code == 0, done.stderr
        assert json.loads(done.stdout)["target"] == shown
        assert json.loads(run("show", ref, "--json").stdout)["target"] == shown

    @pytest.mark.usefixtures("data")
    def test_a_fault_is_pointed_at(self) -> None:
        done = run("target", "NI43", "<9x")
        assert done.exit_code == 2
        assert done.stderr.splitlines()[-1] == "    ^"

    @pytest.mark.usefixtures("data")
    def test_the_same_target_is_no_change(self) -> None:
        done = run("target", "NI43", "<9")
        assert (done.exit_code, done.stdout) == (0, "")
        assert "has that target already" in done.stderr
