"""`csptui questions` on Derby: the exact questions of each kind, and a sheet that fits the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from run_csptui import run

from csptui.domain.questions import KINDS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("data")

DERBY = {
    "red": ["NI19", "NI43", "NI39", "NI20", "NI33"],
    "improved-red": ["NI19"],
    "no-explanation": ["NI20", "NI33"],
    "not-certain": ["NI33", "NI35"],
    "near-miss": ["NI46"],
    "worse-green": ["NI46", "NI38-diff", "NI38-rate", "NI44a", "NI44b-d"],
    "worse-unrated": ["NI115"],
    "repeated-comment": [],
    "large-change": [],
    "target-period": ["NI35"],
    "weak-target": ["NI39", "NI33", "NI46", "NI38-diff", "NI38-rate", "NI32", "NI111", "NI45"],
}
"""What the kinds find by figures and comments as they are, in the order of the sheet."""


def asked() -> list[dict[str, str | None]]:
    """Give every question."""
    found: list[dict[str, str | None]] = json.loads(run("questions", "--json").stdout)
    return found


@pytest.mark.parametrize("kind", DERBY)
def test_what_each_kind_finds(kind: str) -> None:
    assert [one["ref"] for one in asked() if one["kind"] == kind] == DERBY[kind]


def test_the_words_that_the_figures_contradict_are_asked_about() -> None:
    """RULES 8, right column: each of these would have been caught before the meeting."""
    found = {one["ref"] for one in asked() if one["kind"] == "claim"}
    assert found == {"NI19", "NI43", "NI111"}


def test_changes_that_can_be_chance_are_those_of_rules_5() -> None:
    found = {one["ref"]: one["answer"] or "" for one in asked() if one["kind"] == "chance"}
    wanted = {
        "NI32": "p = 0.058",
        "NI43": "p = 0.18",
        "NI44a": "p = 0.14",
        "NI45": "p = 0.056",
        "NI46": "p = 0.40",
    }
    assert {key: p for key, p in wanted.items() if p in found[key]} == wanted


def test_every_question_has_its_figures() -> None:
    found = asked()
    assert {one["kind"] for one in found} <= {kind.id for kind in KINDS}
    for one in found:
        assert list(one) == ["kind", "ref", "question", "figures", "answer"]
        assert (one["question"] or "").strip()
        assert (one["figures"] or "").strip()
        assert one["answer"] is None or one["answer"].strip()


def test_answers_where_they_are_held() -> None:
    found = {(one["kind"], one["ref"]): one["answer"] for one in asked()}
    assert found["near-miss", "NI46"] == "2 fewer young people would turn it from green."
    assert found["improved-red", "NI19"] == "Green at 79 of 191 or fewer: 80 fewer than now."
    assert found["no-explanation", "NI20"] is None
    assert found["target-period", "NI35"] == "No target for 2009/10 is held."
    assert (found["red", "NI20"] or "") == "Red this quarter; 2009/10 Q3 is not held."
    assert (found["red", "NI39"] or "").endswith('The comment: "The PCT is investigating."')


def test_the_page_says_what_could_not_be_compared() -> None:
    words = " ".join(run("questions", "--width", "80").stdout.split())
    assert "Questions to expect" in words
    assert f"{len(asked())} questions on 16 of 24 indicators" in words
    assert "2009/10 Q3 is not held: no colour and no comment could be compared with it." in words
    assert "No answer is held." in words


def test_a_quarter_before_makes_longer_runs_and_repeats(data: Path) -> None:
    """The colours of the quarter before lengthen the runs, its comments show what is repeated."""
    before = data / "quarters" / "2009-10-Q3"
    before.mkdir()
    head = "indicator,value,places,numerator,denominator,as_at,status,expected\n"
    (before / "actuals.csv").write_text(f"{head}NI20,11.80,2,,,,,\nNI33,7.6,1,,,,,\n", "utf-8")
    (before / "commentary.toml").write_text('[comments]\nNI20 = "An increase of 4.3%."\n', "utf-8")
    found = {(one["kind"], one["ref"]): one for one in asked()}
    assert "at least two quarters running" in (found["red", "NI20"]["answer"] or "")
    assert found["red", "NI33"]["answer"] == "Red since this quarter: it was amber in 2009/10 Q3."
    assert found["repeated-comment", "NI20"]["figures"] == "4.3 is now 3.7."


def test_two_pages_at_most() -> None:
    """A4 has 84 lines of 10 points, each of more than 80 columns."""
    assert len(run("questions", "--width", "80").stdout.splitlines()) <= 2 * 84


@pytest.mark.parametrize("width", [60, 80, 110, 160])
@pytest.mark.parametrize("look", [[], ["--ascii"], ["--plain"]])
def test_no_line_is_wider_than_the_page(width: int, look: list[str]) -> None:
    done = run("questions", "--width", str(width), *look)
    assert done.exit_code == 0
    assert all(len(line) <= width for line in done.stdout.splitlines())
    assert not look or done.stdout.isascii()


def test_the_sensitive_parts_are_not_read() -> None:
    done = run("questions")
    assert "BCT" not in done.stdout
    assert "Fifty-five" not in done.stdout


def test_the_help_begins_with_an_example_and_names_every_kind() -> None:
    told = run("questions", "-h").stdout
    assert told.startswith("Examples:\n  csptui questions")
    words = told.replace("-\n  ", "-").split()
    assert {kind.id for kind in KINDS} <= {word.strip(",.") for word in words}
