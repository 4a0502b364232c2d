"""`check` lists what is to fix and to look at: its page, its JSON, its exit code, and what is folded away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from run_csptui import run

from csptui.domain.checks import CHECK_IDS

if TYPE_CHECKING:
    from pathlib import Path

ACTUALS = "quarters/2009-10-Q4/actuals.csv"
COMMENTARY = "quarters/2009-10-Q4/commentary.toml"
KEYS = [
    "check",
    "ref",
    "severity",
    "text",
    "verdict",
    "sentence",
    "said",
    "reading",
    "field",
    "file",
    "line",
    "kept",
]
VERDICTS = {"fits", "unrounded", "contradicts", "unchecked"}


def objects(*arguments: str, code: int = 4) -> list[dict[str, Any]]:
    """Give the objects that `check --json` prints, and hold it to its exit code."""
    done = run("check", "--json", *arguments)
    assert done.exit_code == code, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.usefixtures("data")
class TestDerby:
    """On Derby the files are sound, and the checks find what the report printed."""

    def test_no_problem_is_in_the_files(self) -> None:
        assert objects("--check", "file", code=0) == []

    def test_the_json_has_the_keys_of_the_contract(self) -> None:
        found = objects("--all")
        assert all(list(one) == KEYS for one in found)
        assert {one["severity"] for one in found} == {"error", "warning", "info"}
        assert {one["verdict"] for one in found if one["check"] == "claim"} <= VERDICTS
        assert {one["verdict"] for one in found if one["check"] != "claim"} == {None}
        assert all(one["sentence"] and one["file"] and one["line"] for one in found)

    def test_what_stands_is_listed_and_the_rest_with_all(self) -> None:
        usual, every = objects(), objects("--all")
        assert {one["verdict"] for one in usual} <= {None, "contradicts", "unrounded"}
        assert "info" not in {one["severity"] for one in usual}
        assert [one for one in every if one["severity"] != "info"] == usual
        assert {one["verdict"] for one in every if one["severity"] == "info"} == {"fits", "unchecked"}

    def test_the_disagreements_of_the_printed_report_are_to_fix(self) -> None:
        found = {(one["ref"], one["text"]) for one in objects("--check", "claim")}
        assert {("NI111", "56.4%"), ("NI43", "4%"), ("NI19", "increase"), ("NI33", "8.6%")} <= found

    def test_the_page_is_in_report_order_and_its_last_line_counts(self) -> None:
        lines = run("check").stdout.splitlines()
        heads = [line for line in lines if line.startswith(("NI ", "Narrative"))]
        assert heads[0].startswith("NI 39")
        assert heads[-1].startswith("NI 35")
        fix = sum(line.startswith(" !! ") for line in lines)
        look = sum(line.startswith(" !  ") for line in lines)
        assert lines[-1] == f"{fix} to fix, {look} to look at."
        assert fix + look == len(objects())

    def test_what_is_to_fix_comes_first_in_its_row(self) -> None:
        lines = run("check").stdout.splitlines()
        at = next(number for number, line in enumerate(lines) if line.startswith("NI 33"))
        marks = [line[1:3] for line in lines[at + 1 : lines.index("", at)] if line[1:3].strip()]
        assert marks == sorted(marks, key=lambda mark: mark != "!!")
        assert marks[0] == "!!"

    @pytest.mark.usefixtures("data")
    def test_the_register_prints_the_live_figures_of_its_sentences(self) -> None:
        """The page is read by people; the object keeps the sentence as typed, by which the claim is kept."""
        run("narrate", "youth-crime", "Thefts fell to 412, beside {NI 43 actual} of convictions.")
        page = run("check", "--all", "--width", "120").stdout
        assert '"412" in: Thefts fell to 412, beside 13.11% of convictions. No source yet.' in page
        (one,) = [one for one in objects("--check", "claim", "--all") if one["text"] == "412"]
        assert one["said"] == "Thefts fell to 412, beside {NI 43 actual} of convictions."

    def test_what_is_folded_away_is_counted(self) -> None:
        page, whole = run("check").stdout, run("check", "--all").stdout
        assert "claims fit, " in page
        assert "csptui check --all" in page
        assert "Folded away" not in whole
        assert '"11%" fits' in whole

    def test_the_register_lists_the_numbers_that_no_indicator_holds(self) -> None:
        page = run("check", "--all", "--width", "120").stdout
        register = page.partition("Claims register")[2]
        assert '"5.1%" in: Increases in robbery have been slight, at 5.1%. No source yet.' in register
        assert "Claims register" not in run("check").stdout
        assert '"5.1%"' not in page.partition("Claims register")[0]

    @pytest.mark.usefixtures("data")
    def test_the_register_gives_of_a_very_long_sentence_what_is_near(self) -> None:
        """Else the page of one long sentence would hold it once for each of its numbers."""
        run("narrate", "youth-crime", f"There were {' and '.join(map(str, range(1000, 1400)))} thefts.")
        page = run("check", "--all", "--width", "120").stdout
        numbers = [line for line in page.splitlines() if line.startswith('    "1')]
        assert len(numbers) == 400
        assert '"1200" in: ...' in page
        assert len(page) < 400_000

    def test_sensitive_narratives_are_read_only_when_asked_for_and_that_is_said(self) -> None:
        page = run("check", "--all").stdout
        assert "1 sensitive narrative was not read" in page
        assert "ifty-five" not in page
        asked = run("check", "--all", "--sensitive").stdout
        assert "not read" not in asked
        assert "ifty-five" in asked
        assert "sensitive" not in {one["field"] for one in objects("--all")}
        assert "1 sensitive narrative was not read" in run("check", "--json").stderr
        assert "not read" not in run("check", "--check", "places").stdout
        assert "sensitive" in {one["field"] for one in objects("--all", "--sensitive")}

    @pytest.mark.parametrize("check", CHECK_IDS)
    def test_one_check_alone(self, check: str) -> None:
        every = [one for one in objects() if one["check"] == check]
        assert objects("--check", check, code=4 if every else 0) == every
        page = run("check", "--check", check).stdout
        assert (f"{check} finds nothing." in page) is not bool(every)

    def test_a_mistyped_check_gets_a_suggestion(self) -> None:
        done = run("check", "--check", "weak-targets")
        assert done.exit_code == 2
        assert "did you mean weak-target?" in done.stderr

    def test_the_list_names_every_check_with_what_it_finds(self) -> None:
        listed = json.loads(run("check", "--list", "--json").stdout)
        assert [one["check"] for one in listed] == list(CHECK_IDS)
        assert {one["check"]: one["found"] for one in listed}["weak-target"] == 8
        page = run("check", "--list")
        assert page.exit_code == 0
        assert all(one["finds"].split()[0] in page.stdout and one["on"] for one in listed)

    @pytest.mark.parametrize("width", [60, 80, 120, 200])
    @pytest.mark.parametrize("more", [(), ("--all", "--sensitive"), ("--list",)])
    def test_no_line_is_wider_than_the_page(self, width: int, more: tuple[str, ...]) -> None:
        page = run("check", "--width", str(width), *more).stdout
        assert max(map(len, page.splitlines())) <= width

    def test_plain_is_ascii(self) -> None:
        assert run("check", "--plain", "--all", "--sensitive").stdout.isascii()


class TestFiles:
    """Problems of the files stand in the same list."""

    def test_in_the_group_of_their_row_to_fix(self, data: Path) -> None:
        text = (data / ACTUALS).read_text("utf-8").replace("NI20,11.73,2", "NI20,elephant,2")
        (data / ACTUALS).write_text(text, encoding="utf-8")
        (one,) = objects("--check", "file")
        assert (one["ref"], one["severity"], one["field"], one["file"]) == ("NI20", "error", "file", ACTUALS)
        lines = run("check").stdout.splitlines()
        at = next(number for number, line in enumerate(lines) if line.startswith("NI 20"))
        assert lines[at + 1].startswith(" !! file ")

    def test_those_of_no_row_come_last(self, data: Path) -> None:
        with (data / ACTUALS).open("a", encoding="utf-8") as file:
            file.write("NI99,1,0,,,,,\n")
        page = run("check").stdout
        assert f"{ACTUALS}:26" in page
        assert page.index("\nFiles\n") > page.index("\nNI 35 ")

    def test_a_value_that_its_fraction_does_not_make_is_told_once(self, data: Path) -> None:
        text = (data / ACTUALS).read_text("utf-8").replace("NI43,13.11,2,62,473", "NI43,14.11,2,62,473")
        (data / ACTUALS).write_text(text, encoding="utf-8")
        line = [number for number, row in enumerate(text.splitlines(), 1) if row.startswith("NI43,")]
        found = [one for one in objects() if (one["file"], one["line"]) == (ACTUALS, *line)]
        assert [one["check"] for one in found if "62/473" in one["sentence"]] == ["fraction-rate"]


class TestNothing:
    """Where nothing stands, that is said and the exit code is 0."""

    def test_a_new_folder(self, tmp_path: Path) -> None:
        run("init", str(tmp_path / "new"), "--name", "Elsewhere CSP", "--quarter", "2010-11-Q2")
        done = run("check", "--data", str(tmp_path / "new"))
        assert done.exit_code == 0
        assert "no problems in the files, and the checks found nothing" in done.stdout

    def test_a_kept_claim_does_not_stand(self, data: Path) -> None:
        assert any(one["ref"] == "NI33" for one in objects("--check", "claim"))
        run("keep", "NI33", "8.6%", "Unrounded data of the fire service")
        assert not any(one["ref"] == "NI33" for one in objects("--check", "claim"))
        (one,) = [one for one in objects("--check", "claim", "--all") if one["ref"] == "NI33"]
        assert (one["kept"], one["severity"]) == ("Unrounded data of the fire service", "info")
        assert "1 is kept with a reason" in run("check").stdout
        assert "NI33" in (data / COMMENTARY).read_text("utf-8")

    def test_a_source_stands_in_the_register(self, data: Path) -> None:
        del data
        run("keep", "--theme", "community-safety", "5.1%", "Police recorded crime")
        page = run("check", "--all", "--width", "120").stdout
        assert "at 5.1%. Source: Police recorded crime." in page


class TestTurnedOff:
    """[checks] in partnership.toml turns a check off."""

    @pytest.fixture
    def off(self, data: Path) -> Path:
        file = data / "partnership.toml"
        text = file.read_text("utf-8").replace("# weak-target = false", "weak-target = false", 1)
        file.write_text(text, encoding="utf-8")
        return data

    @pytest.mark.usefixtures("off")
    def test_it_finds_nothing_and_that_is_said(self) -> None:
        assert "weak-target" not in {one["check"] for one in objects()}
        assert "Turned off in partnership.toml: weak-target." in run("check").stdout
        assert "(turned off)" in run("check", "--list").stdout
        done = run("check", "--check", "weak-target")
        assert (done.exit_code, "turned off" in done.stderr) == (0, True)

    def test_a_fraction_that_makes_another_value_is_no_problem_of_its_file_then(self, data: Path) -> None:
        """Reading the figures tells of it as well, in every quarter: turned off, neither says a word."""
        for quarter, stated in (("2009-10-Q4", "NI43,13.11"), ("2008-09-Q4", "NI43,10.48")):
            figures = data / "quarters" / quarter / "actuals.csv"
            text = figures.read_text("utf-8")
            assert stated in text
            figures.write_text(text.replace(stated, "NI43,14.11"), encoding="utf-8")
        assert [one["field"] for one in objects("--check", "fraction-rate")] == ["actual", "baseline"]
        assert objects("--check", "file", code=0) == []
        file = data / "partnership.toml"
        text = file.read_text("utf-8").replace("[checks]", "[checks]\nfraction-rate = false", 1)
        file.write_text(text, encoding="utf-8")
        assert objects("--check", "file", code=0) == []
        assert "makes" not in run("check").stdout

    def test_an_unknown_id_is_a_problem_with_its_line_and_a_suggestion(self, off: Path) -> None:
        file = off / "partnership.toml"
        text = file.read_text("utf-8").replace("weak-target = false", "weak-taget = false", 1)
        file.write_text(text, encoding="utf-8")
        (one,) = objects("--check", "file")
        line = text.splitlines().index(next(row for row in text.splitlines() if row.startswith("weak-taget")))
        assert (one["file"], one["line"]) == ("partnership.toml", line + 1)
        assert one["sentence"] == 'there is no check "weak-taget": did you mean weak-target?'


def test_as_of_shows_what_the_checks_would_have_found(data: Path) -> None:
    """The figures as they stood, with no file and line, since the files are as they are now."""
    before = objects("--check", "places")
    first = run("record", "NI33", "7.90")
    assert first.exit_code == 0, first.stderr
    second = run("record", "NI35", "3.60")
    assert second.exit_code == 0, second.stderr
    assert [one["ref"] for one in objects("--check", "places")] == ["NI32"]
    action = json.loads((data / "changes.jsonl").read_text("utf-8").splitlines()[0])["action"]
    then = objects("--check", "places", "--as-of", action)
    assert [one["ref"] for one in then] == ["NI32", "NI35"]
    assert {(one["file"], one["line"]) for one in then} == {(None, None)}
    assert [one["ref"] for one in before] == ["NI32", "NI33", "NI35"]


def test_the_ids_of_checks_are_offered_to_the_shell() -> None:
    from click import Context  # noqa: PLC0415 - only this test completes

    from csptui.cli.check import check_verb  # noqa: PLC0415 - as above

    (option,) = [one for one in check_verb.params if one.name == "only"]
    offered = option.shell_complete(Context(check_verb), "old")
    assert [one.value for one in offered] == ["old-figure"]
