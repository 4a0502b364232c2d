"""The 24 rows of the report come out of the files as the rules have them, in JSON and in print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from run_csptui import DERBY

from csptui.cli.program import program

FIGURES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "derby_figures.json").read_text(encoding="utf-8")
)
VERDICTS = {"improved": "better", "worsened": "worse", "static": "same"}
LETTERS = {"RED": "R R", "AMBER": "A A", "GREEN": "G G"}
LISTED = ["NI19", "NI43", "NI39", "NI20", "NI33", "NI35", "NI40", "NI38-diff", "NI38-rate"]
LISTED += ["NI44a", "NI44b-d", "NI46", "NI115"]


def run(*arguments: str) -> str:
    """Give what a command prints on Derby's data."""
    done = CliRunner().invoke(program, [*arguments, "--data", str(DERBY)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    """Give the rows of `csptui list --json`."""
    listed: list[dict[str, Any]] = json.loads(run("list", "--json"))
    return listed


def test_the_rows_stand_in_report_order(rows: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in rows] == [figure["id"] for figure in FIGURES]


@pytest.mark.parametrize("index", range(24), ids=[figure["id"] for figure in FIGURES])
def test_json_has_rating_verdict_variance_and_change(rows: list[dict[str, Any]], index: int) -> None:
    row, figure = rows[index], FIGURES[index]
    assert row["rag"] == {"NO TARGET": "none"}.get(figure["rag"], figure["rag"].lower())
    assert row["verdict"] == VERDICTS[figure["direction"]]
    assert row["variance_percent"] == figure["variance_pct"]
    assert row["value"] == figure["actual"]
    assert row["change"] == pytest.approx(figure["change"], abs=1e-9)
    assert row["tier"] == figure["tier"]
    assert row["trend"] == "none"
    assert row["sustained"] is False
    assert row["certain"] is (row["id"] not in {"NI33", "NI35"})
    assert row["exception"] is (row["id"] in LISTED)


def test_json_gives_numbers_without_noise(rows: list[dict[str, Any]]) -> None:
    by_id = {row["id"]: row for row in rows}
    assert (by_id["NI39"]["value"], by_id["NI33"]["value"]) == (2475, 7.9)
    assert by_id["NI43"]["change_points"] == 2.63
    assert by_id["NI43"]["actual"] == "13.11% (62/473)"
    assert by_id["NI19"]["baseline"] == "88.9% (2005 cohort)"
    assert by_id["NI30"]["target"] == "See comment"
    assert by_id["NI18"]["target"] == ""
    assert by_id["NI115"]["target"] == "n/a"


def test_the_printed_table_has_the_same(rows: list[dict[str, Any]]) -> None:
    """On a wide plain page each row is one line: badge, reference, name, figures, distance, verdict."""
    lines = iter(run("list", "--plain", "--width", "200").splitlines())
    for row, figure in zip(rows, FIGURES, strict=True):
        line = next(line for line in lines if row["label"] in line)
        assert line.split(row["label"])[0].split() == [
            *LETTERS.get(figure["rag"], "- -").split(),
            *row["code"].split(),
        ]
        after = line.split(row["label"])[1]
        assert row["verdict"] in after.split()
        if figure["variance_pct"] is None:
            assert "%" not in after.split(row["actual"].split(" ")[0])[-1]
        else:
            assert f"{figure['variance_pct']:+.1f}%" in after


def test_exceptions_stand_in_the_order_of_the_rules() -> None:
    listed = json.loads(run("exceptions", "--json"))
    assert [row["id"] for row in listed] == LISTED
    classes = [row["exception_class"] for row in listed]
    assert classes == ["red"] * 5 + ["amber"] * 2 + ["green worsening"] * 5 + ["not rated worsening"]


def test_the_printed_exceptions_are_the_same_in_the_same_order(rows: list[dict[str, Any]]) -> None:
    """Each with the sentence why, the way to green on a line of its own, and what its comment gives."""
    page = run("exceptions", "--plain", "--width", "200")
    by_id = {row["id"]: row for row in rows}
    places = [page.index(f"{by_id[one]['code']}: {by_id[one]['label']}") for one in LISTED]
    assert places == sorted(places)
    words = " ".join(page.split())
    for one in LISTED:
        for sentence in sentences(by_id[one]["why"].replace("±", "+/-")):
            assert sentence in words
    for code, quoted in (
        ("NI39", "Action The PCT is investigating."),
        ("NI40", "Cause The likely cause is that drug treatment moved in Q4"),
        ("NI43", "Cause The reduction in first-time entrants since April 2009"),
    ):
        assert quoted in words, code


def sentences(text: str) -> list[str]:
    """Give the sentences of a text; a full stop in a figure ends none."""
    return [f"{one.removesuffix('.')}." for one in " ".join(text.split()).split(". ")]


def test_every_theme_counts_its_colours() -> None:
    """The summary counts all and every theme; each theme says its own again."""
    page = run("report", "--plain")
    words = " ".join(page.split())
    for told in (
        "24 indicators: 5 red, 2 amber, 10 green and 7 not rated.",
        "5 indicators: 1 red, 1 amber, 2 green and 1 not rated.",
        "11 indicators: 2 red, 3 green and 6 not rated.",
        "7 indicators: 2 red and 5 green.",
        "1 indicator: 1 amber.",
        "Substance Abuse 1 1 2 1 5 Community Safety 2 0 3 6 11 Youth Crime 2 0 5 0 7",
        "All themes 5 2 10 7 24",
    ):
        assert told in words, told
