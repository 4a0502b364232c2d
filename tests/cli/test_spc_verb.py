"""`csptui spc`: of a list and of an indicator; the exact keys of its JSON, its page and each refusal."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from run_csptui import csptui, run

from csptui.cli.program import run as program_run
from csptui.domain.quarter import FinancialYear, Quarter

HOSTILE: dict[str, str] = json.loads((Path(__file__).parents[1] / "data" / "hostile.json").read_text("utf-8"))
Capture = pytest.CaptureFixture[str]
ACTING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Cn"}
VECTOR = "1,2,1,2,10,1,2,1,2,1,2,1,2,1,2,1,2,1"
QUIET = ",".join(["12,8"] * 10)
PARTNERSHIP = 'name = "Testshire"\n'
INDICATORS = """
[[theme]]
id = "crime"
name = "Crime"
[[theme.section]]
[[theme.section.indicator]]
id = "X1"
name = "Burglaries"
unit = "count"
polarity = "lower"
basis = "quarter"
[[theme.section.indicator]]
id = "X2"
name = "Share detected"
unit = "percent"
polarity = "higher"
places = 1
"""


def answer(*arguments: str) -> dict[str, Any]:
    """Give the answer as an object."""
    done = run("spc", *arguments, "--json")
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def page(*arguments: str) -> str:
    """Give the page of eighty columns."""
    done = run("spc", *arguments, "--width", "80")
    assert done.exit_code == 0, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 80
    return done.stdout


def told(*arguments: str) -> str:
    """Give the page with its lines joined."""
    return " ".join(page(*arguments).split())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with twenty quarters of X1, the last seven low, and two of X2."""
    made = tmp_path / "county"
    made.mkdir()
    (made / "partnership.toml").write_text(PARTNERSHIP, "utf-8")
    (made / "indicators.toml").write_text(INDICATORS, "utf-8")
    quarter = Quarter(FinancialYear(2010), 1)
    for at, value in enumerate([20, 30, 10, 20, 35, 15, 20, 30, 20, 25, 35, 15, 30, 9, 8, 9, 8, 9, 8, 9]):
        rows = [f"X1,{value},0,,,,,"] + (["X2,31.5,1,,,,,"] if at > 17 else [])
        where = made / "quarters" / quarter.folder
        where.mkdir(parents=True)
        head = "indicator,value,places,numerator,denominator,as_at,status,expected"
        (where / "actuals.csv").write_text("\n".join([head, *rows, ""]), "utf-8")
        quarter = quarter.next()
    monkeypatch.setenv("CSPTUI_DATA", str(made))
    monkeypatch.delenv("COLUMNS", raising=False)
    return made


class TestList:
    def test_the_vector(self) -> None:
        found = answer("--values", VECTOR)
        assert found["mean"] == 35 / 18
        assert (found["lower"], found["upper"]) == (pytest.approx(-0.7155555), pytest.approx(4.6044444))
        assert found["lower_warning"] == pytest.approx(35 / 18 - 2.66 * 2 / 3)
        assert found["upper_warning"] == pytest.approx(35 / 18 + 2.66 * 2 / 3)
        assert [one["signal"] for one in found["points"]] == ["none"] * 4 + ["outside"] + ["none"] * 13
        assert found["points"][4] == {
            "value": 10,
            "signal": "outside",
            "side": "high",
            "verdict": "neutral",
            "mean": found["mean"],
            "lower": found["lower"],
            "upper": found["upper"],
        }
        assert (found["screened"], found["screening"], found["run"]) == (2, True, 7)
        assert (found["assurance"], found["rebases"], found["notes"]) == ("none", [], [])

    def test_without_screening(self) -> None:
        found = answer("--values", VECTOR, "--no-screening")
        assert (found["lower"], found["upper"]) == (pytest.approx(-3.0626143), pytest.approx(6.9515032))
        assert (found["screened"], found["screening"]) == (0, False)

    def test_a_list_needs_no_data(self, tmp_path: Path) -> None:
        """It answers where there is no folder, no settings, and copies none of the example."""
        done = csptui("spc", "--values", VECTOR, "--json", home=tmp_path)
        assert done.returncode == 0
        assert done.stderr == b""
        assert list(tmp_path.iterdir()) == []

    def test_verdicts_and_run(self) -> None:
        found = answer("--values", f"20,1,20,3,20,5,20,9,{'8,9,8,9,8,9'}", "--run", "6", "--better", "lower")
        assert [one["signal"] for one in found["points"]][-7:] == ["shift"] * 7
        assert {one["verdict"] for one in found["points"][-7:]} == {"improvement"}
        assert {one["side"] for one in found["points"][-7:]} == {"low"}
        assert found["sentence"].endswith("special cause: shift of 7 below the mean, an improvement.")

    @pytest.mark.parametrize(
        ("target", "better", "assured"),
        [
            ("21", "lower", "pass"),
            ("21", "HIGHER", "fail"),
            ("10", "lower", "hit and miss"),
            ("-1", "lower", "fail"),
            (">=-1", "lower", "pass"),
            ("21", "none", "none"),
            ("±21", "none", "pass"),
            ("21", "zero", "pass"),
        ],
    )
    def test_targets(self, target: str, better: str, assured: str) -> None:
        found = answer("--values", QUIET, "--target", target, "--better", better)
        assert found["assurance"] == assured
        assert bool(found["notes"]) == (assured == "none")

    def test_limits_without_width_are_noted(self) -> None:
        """Of a list and of an indicator alike; without screening there is nothing to note."""
        rare = ",".join("0" * 12 + "1")
        assert "so any point off the mean is outside." in answer("--values", rare)["notes"][0]
        assert answer("--values", rare, "--no-screening")["notes"] == []

    def test_groups(self) -> None:
        found = answer("--values", f"{QUIET},{'102,98,' * 9}102,98", "--rebase", "21")
        assert (found["mean"], found["rebases"]) == (100, [21])
        assert [(one["from"], one["to"], one["mean"]) for one in found["groups"]] == [
            (1, 20, 10),
            (21, 40, 100),
        ]
        assert (found["points"][0]["mean"], found["points"][20]["mean"]) == (10, 100)
        two = answer("--values", f"{QUIET},{QUIET}", "--rebase", "31", "--rebase=11", "--rebase", "11")
        assert two["rebases"] == [11, 31]
        assert answer("--values", QUIET, "--rebase", "19")["rebases"] == [19]
        lines = page("--values", QUIET, "--rebase", "19").splitlines()
        assert [one.split() for one in lines[lines.index("rebased") - 1 :][:3]] == [
            ["18", "8"],
            ["rebased"],
            ["19", "12"],
        ]

    @pytest.mark.parametrize(
        "typed",
        ["-1, 2 ,\u22121;2\t-1,2.50,1e1,.5,+3,-0,1,2,1", "\u2013" + "1,2," * 6 + "1"],
    )
    def test_ways_of_writing_numbers(self, typed: str) -> None:
        found = answer("--values", typed)
        assert len(found["points"]) == 13
        assert found["points"][0]["value"] == -1

    def test_full_precision_goes_in_and_out(self) -> None:
        found = answer("--values", "0.83654123705678901" + ",0.8,0.9" * 6)
        assert found["points"][0]["value"] == 0.83654123705678901

    def test_standard_input(self) -> None:
        done = run("spc", "--values", "-", "--json", text=VECTOR.replace(",", "\r\n") + "\r\n")
        assert json.loads(done.stdout) == answer("--values", VECTOR)

    def test_the_page(self) -> None:
        words = told("--values", VECTOR, "--better", "lower", "--target", "5")
        assert "The latest point, 18, shows no special cause; 1 earlier point does." in words
        assert "Within its limits it will consistently pass the target of 5." in words
        assert "Mean: 1.9444; limits -0.7156 and 4.6044; warning lines 0.1711 and 3.7178." in words
        assert "5 10 O above the upper limit, a concern" in words
        assert "2 moving ranges of 3.267 times their average or more left out once;" in words

    def test_plain_is_ascii(self) -> None:
        done = run("spc", "--values", f"{QUIET},60,10,-40", "--plain", "--width", "80")
        assert done.stdout.isascii()
        assert "O  above the upper limit" in done.stdout


class TestListRefused:
    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("1,2,x,4", 'value 3, "x", is no number'),
            ("1,,2", "value 2 is empty"),
            ("1,2,", "value 3 is empty"),
            ("", "the list is empty"),
            (" ", "the list is empty"),
            ("NaN,1", 'value 1, "NaN", is no number'),
            ("1,inf", 'value 2, "inf", is no number'),
            ("1,1e99", 'value 2, "1e99", is too large to chart'),
            ("1,1e-99", 'value 2, "1e-99", is too small to chart'),
            ("1,1e400", "value 2"),
            ("1,\u0661", "value 2"),
            ("1,5%", 'value 2, "5%", is no number'),
            ("1,2/3", "value 2"),
            ("1,\x1b[31m2", "value 2"),
            ("1," + "9" * 100, "value 2"),
        ],
    )
    def test_a_bad_item_is_named_with_its_place(self, typed: str, sentence: str) -> None:
        done = run("spc", "--values", typed)
        assert done.exit_code == 2
        assert sentence in done.stderr
        assert "\x1b" not in done.stderr
        assert done.stdout == ""

    def test_twelve_are_too_few(self) -> None:
        done = run("spc", "--values", "1,2,1,2,1,2,1,2,1,2,1,2")
        assert (done.exit_code, done.stdout) == (1, "")
        needs = "control chart needs 13 points that do not overlap; 12 are given"
        assert done.stderr == f"csptui: {needs}\n"

    @pytest.mark.parametrize(
        ("arguments", "code", "sentence"),
        [
            (("--run", "4"), 2, '"4" is no number of points from 5 to 9'),
            (("--run", "10"), 2, "from 5 to 9"),
            (("--run", "-7"), 2, "from 5 to 9"),
            (("--run", "seven"), 2, "from 5 to 9"),
            (("--rebase", "1"), 2, "give a number from 2 to 18"),
            (("--rebase", "19"), 2, "give a number from 2 to 18"),
            (("--rebase", "-2"), 2, "give a number from 2 to 18"),
            (("--rebase", "2015-16-Q1"), 2, "give a number from 2 to 18"),
            (("--rebase", "18"), 1, "needs 2 points; the one from point 18 has 1"),
            (("--rebase", "2"), 1, "needs 2 points; the one from point 1 has 1"),
            (("--target", "abc"), 2, '--target, "abc", is no number'),
            (("--target", "±-2"), 2, "a band's limit cannot be negative"),
            (("--better", "sideways"), 2, "sideways"),
            (("NI16",), 2, "Give a REF or --values, and not both"),
        ],
    )
    def test_options(self, arguments: tuple[str, ...], code: int, sentence: str) -> None:
        done = run("spc", "--values", VECTOR, *arguments)
        assert done.exit_code == code
        assert sentence in done.stderr

    def test_neither(self) -> None:
        done = run("spc")
        assert done.exit_code == 2
        assert "Give a REF or --values: csptui spc NI16" in done.stderr


@pytest.mark.usefixtures("folder")
class TestIndicator:
    def test_its_points_have_quarters_and_texts(self) -> None:
        found = answer("X1")
        assert (found["ref"], found["code"], found["name"]) == ("X1", "X1", "Burglaries")
        assert len(found["points"]) == 20
        last = found["points"][-1]
        assert (last["quarter"], last["text"], last["value"]) == ("2014/15 Q4", "9", 9)
        assert (last["signal"], last["side"], last["verdict"]) == ("shift", "low", "improvement")
        assert "special cause: shift of 7 below the mean, an improvement" in found["sentence"]
        assert found["better"] == "lower"

    def test_the_page(self) -> None:
        words = told("x1")
        assert words.startswith("Testshire Control chart X1 Burglaries The latest point, 2014/15 Q4, shows")
        assert "Mean: 18.3; limits" in words
        assert "2014/15 Q4 9 S shift of 7 below the mean, an improvement" in words
        assert "Set in partnership.toml, control_charts." in words

    def test_up_to_a_quarter(self) -> None:
        found = answer("X1", "--quarter", "2013-14-Q4")
        assert len(found["points"]) == 16
        assert {one["signal"] for one in found["points"]} == {"none"}

    def test_settings_of_the_partnership_and_those_given_here(self, folder: Path) -> None:
        file = folder / "partnership.toml"
        file.write_text(f"{PARTNERSHIP}[control_charts]\nrun = 8\nscreening = false\n", "utf-8")
        found = answer("X1")
        assert (found["run"], found["screening"]) == (8, False)
        assert found["points"][-1]["signal"] == "none"
        assert "a run is 8 points. Set in partnership.toml" in told("X1")
        own = answer("X1", "--run", "7", "--screening")
        assert (own["run"], own["screening"], own["points"][-1]["signal"]) == (7, True, "shift")
        assert "Set in" not in told("X1", "--run", "7")

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("run = 4", "run must be a whole number from 5 to 9"),
            ("run = 10", "run must be a whole number from 5 to 9"),
            ('run = "7"', "run must be a whole number"),
            ("screening = 1", "screening must be true or false"),
            ("runs = 7", "unknown key"),
        ],
    )
    def test_a_wrong_setting_is_a_problem_and_the_usual_one_counts(
        self, folder: Path, line: str, sentence: str
    ) -> None:
        (folder / "partnership.toml").write_text(f"{PARTNERSHIP}[control_charts]\n{line}\n", "utf-8")
        assert sentence in run("check").stdout
        found = answer("X1")
        assert (found["run"], found["screening"]) == (7, True)

    def test_a_rebase_in_the_definitions_and_one_given_here(self, folder: Path) -> None:
        text = INDICATORS.replace('basis = "quarter"', 'basis = "quarter"\nrebase = ["2013/14 Q2"]')
        (folder / "indicators.toml").write_text(text, "utf-8")
        assert answer("X1")["rebases"] == ["2013/14 Q2"]
        assert answer("X1", "--rebase", "2011/12 Q1")["rebases"] == ["2011/12 Q1", "2013/14 Q2"]
        assert "rebased" in page("X1")
        assert "The limits from 2013/14 Q2 rest on 7 points, and are provisional" in told("X1")

    @pytest.mark.parametrize(
        ("arguments", "code", "sentence"),
        [
            (("X2",), 1, "X2: control chart needs 13 quarters that do not overlap; 2 are held, and they are"),
            (("X1", "--quarter", "2010-11-Q2"), 1, "needs 13 quarters that do not overlap; 2 are held\n"),
            (("X1", "--rebase", "5"), 2, '--rebase: "5" is no quarter'),
            (
                ("X1", "--rebase", "2014-15-Q4"),
                1,
                "needs 2 points; between the rebases the one from 2014/15 Q4",
            ),
            (("X1", "--better", "lower"), 2, "--better is for --values"),
            (("X1", "--target", "5"), 2, "--target is for --values"),
            (("X3",), 2, "X3"),
        ],
    )
    def test_refusals(self, arguments: tuple[str, ...], code: int, sentence: str) -> None:
        done = run("spc", *arguments)
        assert (done.exit_code, done.stdout) == (code, "")
        assert sentence in done.stderr


@pytest.mark.usefixtures("data")
def test_derby_holds_two_quarters_of_rolling_years() -> None:
    done = run("spc", "NI16")
    assert done.exit_code == 1
    assert "control chart needs 13 quarters that do not overlap; 2 are held" in done.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_is_typed_acts_or_ends_in_a_traceback(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every text in every place is refused in a sentence that shows it, or is a number after all."""
    text = HOSTILE[name]
    rest = ("--values", VECTOR)
    for words in (
        ("--values", text),
        ("--values", f"1,2,{text}"),
        (text,),
        ("X1", "--rebase", text),
        (*rest, "--rebase", text),
        (*rest, "--run", text),
        (*rest, "--target", text),
        (*rest, "--better", text),
    ):
        code = program_run(["spc", *words])
        said = "".join(capsys.readouterr())
        acting = {one for one in said if one != "\n" and unicodedata.category(one) in ACTING}
        assert (acting, code in {0, 1, 2}) == (set(), True), (words, said)
        assert "Traceback" not in said
