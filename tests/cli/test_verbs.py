"""What the verbs that only look answer, and where: standard output, standard error, exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from run_csptui import DERBY, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.usefixtures("data")
class TestReferences:
    """REF is an id or any code, in any case and spacing."""

    @pytest.mark.parametrize("ref", ["NI39", "ni 39", "LAA26", "laa 26", "Ni-39"])
    def test_any_spelling_finds_the_row(self, ref: str) -> None:
        assert json.loads(run("show", ref, "--json").stdout)["id"] == "NI39"

    def test_two_words_need_no_quotes(self) -> None:
        assert json.loads(run("show", "ni", "39", "--json").stdout)["id"] == "NI39"
        assert json.loads(run("show", "spi5.1", "--json").stdout)["id"] == "NI15"

    def test_a_mistyped_code_gets_a_suggestion(self) -> None:
        done = run("show", "NI93")
        assert done.exit_code == 2
        assert done.stdout == ""
        assert "did you mean NI 39?" in done.stderr

    @pytest.mark.parametrize(("ref", "count"), [("NI38", 2), ("ni 38", 2), ("PSA 25", 4)])
    def test_an_ambiguous_code_lists_what_it_could_be(self, ref: str, count: int) -> None:
        done = run("show", ref)
        assert done.exit_code == 2
        assert f"could be one of {count}" in done.stderr
        assert "NI38-diff  Drug-related (Class A) offending rate: difference" in done.stderr
        assert "NI38-rate" in done.stderr

    def test_nonsense_is_answered(self) -> None:
        done = run("show", "x" * 3000)
        assert done.exit_code == 2
        assert "No indicator is called" in done.stderr


class TestQuarters:
    """`quarters` lists what is held; `quarter new` begins one."""

    @pytest.mark.usefixtures("data")
    def test_quarters_are_listed_oldest_first(self) -> None:
        assert [one["quarter"] for one in json.loads(run("quarters", "--json").stdout)] == [
            "2008/09 Q4",
            "2009/10 Q4",
        ]
        assert "2009-10-Q4" in run("quarters").stdout

    def test_a_dry_run_makes_nothing(self, data: Path) -> None:
        done = run("quarter", "new", "2010-11-Q1", "--dry-run")
        assert done.exit_code == 0
        assert "Would make 2010/11 Q1" in done.stdout
        assert "20 figures owed" in done.stdout
        assert not (data / "quarters" / "2010-11-Q1").exists()

    def test_a_new_quarter_owes_every_figure(self, data: Path) -> None:
        assert "Made 2010/11 Q1" in run("quarter", "new", "2010/11 q1").stdout
        assert (data / "quarters" / "2010-11-Q1" / "actuals.csv").exists()
        rows = json.loads(run("list", "--json").stdout)
        assert {row["quarter"] for row in rows} == {"2010/11 Q1"}
        assert all(row["rag"] == "none" for row in rows)
        yearly = {row["id"] for row in rows if not row["owed"]}
        assert yearly == {"NI39", "NI19", "NI44a", "NI44b-d"}, "of these a figure is due in Q4"
        assert "20 figures are still owed." in run("list").stdout

    @pytest.mark.usefixtures("data")
    def test_a_quarter_is_made_once(self) -> None:
        done = run("quarter", "new", "2009-10-Q4")
        assert done.exit_code == 2
        assert "exists already" in done.stderr

    @pytest.mark.usefixtures("data")
    def test_a_quarter_that_is_not_held_is_refused_with_those_that_are(self) -> None:
        done = run("list", "--quarter", "2010-11-Q1")
        assert done.exit_code == 2
        assert "held: 2008/09 Q4, 2009/10 Q4" in done.stderr

    @pytest.mark.usefixtures("data")
    def test_what_is_no_quarter_is_refused(self) -> None:
        done = run("list", "--quarter", "Q9")
        assert done.exit_code == 2
        assert "2009-10-Q4" in done.stderr


class TestOptions:
    """The common options stand before the verb or after it."""

    @pytest.mark.usefixtures("data")
    def test_before_and_after_the_verb_are_the_same(self) -> None:
        before = run("--quarter", "2008-09-Q4", "--json", "list").stdout
        after = run("list", "--quarter", "2008-09-Q4", "--json").stdout
        assert before == after
        assert json.loads(before)[0]["quarter"] == "2008/09 Q4"

    @pytest.mark.usefixtures("data")
    def test_the_later_one_counts(self) -> None:
        out = run("--quarter", "2008-09-Q4", "list", "--json", "--quarter", "2009-10-Q4").stdout
        assert json.loads(out)[0]["quarter"] == "2009/10 Q4"

    @pytest.mark.usefixtures("data")
    @pytest.mark.parametrize(
        ("options", "count"),
        [
            (("--rag", "RED"), 5),
            (("--rag", "none"), 7),
            (("--theme", "youth"), 7),
            (("--theme", "3", "--rag", "red"), 2),
            (("--filter", "custody"), 1),
            (("--filter", "ni 38"), 2),
            (("--filter", "nothing like it"), 0),
        ],
    )
    def test_a_list_can_be_narrowed(self, options: tuple[str, ...], count: int) -> None:
        assert len(json.loads(run("list", "--json", *options).stdout)) == count
        assert run("list", *options).exit_code == 0

    @pytest.mark.usefixtures("data")
    def test_a_page_is_as_wide_as_asked(self) -> None:
        for width in (80, 132):
            lines = run("report", "--width", str(width)).stdout.splitlines()
            assert max(len(line) for line in lines) == width

    @pytest.mark.usefixtures("data")
    def test_columns_counts_where_no_width_is_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "90")
        assert max(len(line) for line in run("list").stdout.splitlines()) == 90

    @pytest.mark.usefixtures("data")
    @pytest.mark.parametrize("verb", ["list", "exceptions", "report", "check", "quarters"])
    def test_plain_is_ascii_without_tabs(self, verb: str) -> None:
        page = run(verb, "--plain").stdout
        assert page.isascii()
        assert "\t" not in page
        assert all(line == line.rstrip() for line in page.splitlines())

    @pytest.mark.usefixtures("data")
    def test_the_sensitive_part_is_printed_only_when_asked_for(self) -> None:
        page, whole = run("report").stdout, run("report", "--sensitive").stdout
        assert "BCT" not in page
        assert "55 = 52" not in page
        assert "A sensitive part of this theme is left out" in page
        assert "BCT" in whole
        assert "55 = 52 race related + 1 disability hate + 2 homophobic hate" in whole
        assert "BCT" not in run("report", "--json").stdout
        assert json.loads(run("report", "--json").stdout)["sensitive_left_out"] is True
        assert "BCT" in run("report", "--json", "--sensitive").stdout


class TestHelp:
    """Help begins with an example, and slips get a suggestion."""

    VERBS = (
        ("list",),
        ("show",),
        ("exceptions",),
        ("report",),
        ("record",),
        ("comment",),
        ("narrate",),
        ("target",),
        ("quarters",),
        ("quarter", "new"),
        ("check",),
        ("claims",),
        ("keep",),
        ("init",),
        ("completion",),
    )

    @pytest.mark.parametrize("flag", ["-h", "--help"])
    @pytest.mark.parametrize("verb", VERBS)
    def test_every_verb_begins_its_help_with_an_example(self, verb: tuple[str, ...], flag: str) -> None:
        done = run(*verb, flag)
        assert done.exit_code == 0
        assert done.stdout.startswith("Example")
        assert f"csptui {' '.join(verb)}" in done.stdout.split("Usage:")[0]

    def test_the_program_lists_its_verbs(self) -> None:
        done = run("-h")
        assert done.stdout.startswith("Examples:")
        assert all(f"\n  {verb[0]} " in done.stdout for verb in self.VERBS)
        assert "..." not in done.stdout.split("Commands:")[1]

    @pytest.mark.parametrize(("typed", "meant"), [("lst", "list"), ("exeptions", "exceptions")])
    def test_a_mistyped_verb_gets_a_suggestion(self, typed: str, meant: str) -> None:
        done = run(typed)
        assert done.exit_code == 2
        assert f"Did you mean {meant}?" in done.stderr

    def test_the_screen_is_not_opened_without_a_terminal(self) -> None:
        done = run()
        assert done.exit_code == 2
        assert "needs a terminal" in done.stderr

    def test_json_needs_a_verb(self) -> None:
        assert run("--json").exit_code == 2


class TestInit:
    """`init` makes a folder that opens."""

    def test_a_new_folder_opens(self, tmp_path: Path) -> None:
        done = run("init", str(tmp_path / "new"), "--name", "Elsewhere CSP", "--quarter", "2010-11-Q2")
        assert done.exit_code == 0, done.stderr
        rows = json.loads(run("list", "--json", "--data", str(tmp_path / "new")).stdout)
        assert [row["quarter"] for row in rows] == ["2010/11 Q2"]
        assert run("check", "--data", str(tmp_path / "new")).exit_code == 0

    def test_a_folder_that_holds_something_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
        done = run("init", str(tmp_path), "--quarter", "2010-11-Q2")
        assert done.exit_code == 2
        assert [one.name for one in tmp_path.iterdir()] == ["note.txt"]


class TestShow:
    """`show` has the arithmetic."""

    def test_json_has_the_arithmetic_of_the_rating(self) -> None:
        rating = json.loads(run("show", "NI43", "--json", "--data", str(DERBY)).stdout)["rating"]
        assert rating["shortfall"] == 4.11
        assert rating["allowance"] == 0.45
        assert rating["turns_at"] == 9.45
        assert rating["to_green"]["cases_limit"] == 42
        assert rating["to_amber"]["cases_limit"] == 44
        assert rating["outcomes"] == ["red"]

    def test_json_has_the_doubt_that_rounding_leaves(self) -> None:
        row = json.loads(run("show", "NI33", "--json", "--data", str(DERBY)).stdout)
        assert row["certain"] is False
        assert row["rating"]["interval"] == [7.85, 7.95]
        assert row["rating"]["outcomes"] == ["red", "amber"]
        assert (
            json.loads(run("show", "NI46", "--json", "--data", str(DERBY)).stdout)["rating"]["cases_to_spare"]
            == 2
        )

    def test_the_page_has_why_change_and_definition(self) -> None:
        page = run("show", "NI33", "--data", str(DERBY)).stdout
        for said in (
            "7.9 is 5.3% above the target of 7.50; amber runs to 7.875.",
            "Not certain: 7.9 stands for 7.85 to 7.95; below 7.875 it is amber.",
            "7.28 to 7.9 is +8.5% on 2008/09: worse.",
            "No trend data",
            "Tolerance 5% of the target",
            "Definition",
        ):
            assert said in page
