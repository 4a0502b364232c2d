"""The verbs of a new quarter: the dry run, targets rolled on and confirmed, last quarter's comment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from run_csptui import run

if TYPE_CHECKING:
    from pathlib import Path


def answer(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


@pytest.fixture
def begun(data: Path) -> Path:
    """Give Derby's data with the next quarter begun."""
    assert run("quarter", "new", "2010-11-Q1").exit_code == 0
    return data


def test_the_dry_run_tells_exactly_what_is_made(data: Path) -> None:
    plan = answer("quarter", "new", "2010-11-Q1", "--dry-run")
    assert not (data / "quarters" / "2010-11-Q1").exists()
    made = answer("quarter", "new", "2010-11-Q1")
    assert plan | {"made": True} == made
    rows = answer("list")
    assert [row["id"] for row in rows if row["owed"]] == made["owed"]
    assert sorted(row["id"] for row in rows) == sorted([*made["owed"], *made["not_due"]])
    rolled = [
        {"id": row["id"], "target": row["target"], "rolled_from": row["target_rolled_from"]}
        for row in rows
        if row["target_rolled_from"]
    ]
    assert rolled == made["rolled"]
    assert [row["id"] for row in rows if not row["target"]] == made["without_target"]
    assert made["targets"] == ["NI39"]
    assert made["comments_not_copied"] == 17
    assert not any(row["comment"] or row["actual"] for row in rows)


def test_the_page_names_what_is_not_copied_and_every_target(data: Path) -> None:
    done = run("quarter", "new", "2010-11-Q1", "--dry-run").stdout
    words = " ".join(done.split())
    assert "none of 2009/10 Q4 is copied" in words
    assert "16 from 2009/10, marked [o] until confirmed: NI38-diff <0.0%" in words
    assert "NI 33 7.50" in words
    assert "17 of 2009/10 Q4 are not copied; each stands beside its new one." in words
    assert words.endswith("Nothing was written.")
    assert not (data / "quarters" / "2010-11-Q1").exists()


def test_what_starts_ends_changes_and_breaks_with_it_is_told(data: Path) -> None:
    path = data / "indicators.toml"
    text = path.read_text("utf-8")
    for name, keys in (
        ("NI33", 'starts = "2010/11 Q1"'),
        ("NI40", 'ends = "2009/10 Q4"'),
        ("NI20", 'ends = "2010/11 Q1"'),
        ("NI49", 'breaks = [{ at = "2010/11 Q1", why = "counted anew." }]'),
        ("NI34", 'changes = [{ at = "2010/11 Q1", what = "deaths abroad are left out" }]'),
    ):
        text = text.replace(f'id = "{name}"\n', f'id = "{name}"\n{keys}\n')
    path.write_text(text, "utf-8")
    plan = answer("quarter", "new", "2010-11-Q1", "--dry-run")
    assert (plan["starts"], plan["ended"], plan["last"]) == (["NI33"], ["NI40"], ["NI20"])
    assert plan["breaks"] == [{"id": "NI49", "at": "2010/11 Q1", "why": "counted anew."}]
    assert plan["changes"] == [{"id": "NI34", "at": "2010/11 Q1", "what": "deaths abroad are left out"}]
    words = " ".join(run("quarter", "new", "2010-11-Q1", "--dry-run").stdout.split())
    assert "NI 49 from 2010/11 Q1: nothing is compared across it (counted anew)." in words
    assert "NI 34 from 2010/11 Q1: its definition changes (deaths abroad are left out)." in words
    assert "NI 40: no longer reported, so no figure is owed." in words
    run("quarter", "new", "2010-11-Q1")
    shown = answer("show", "NI49")
    assert (shown["breaks"], shown["broken_at"]) == (
        [{"at": "2010/11 Q1", "why": "counted anew."}],
        "2010/11 Q1",
    )
    assert (answer("show", "NI33")["starts"], answer("show", "NI20")["ends"]) == ("2010/11 Q1", "2010/11 Q1")
    listed = run("list").stdout
    assert "[b]" in next(line for line in listed.splitlines() if "NI 49" in line)
    assert "[b] a break in series: nothing is compared across it" in " ".join(listed.split())
    assert "a break in series lies between, at 2010/11 Q1 (counted anew)" in shown["change_sentence"]


@pytest.mark.usefixtures("begun")
def test_a_target_rolled_on_says_so_everywhere() -> None:
    run("record", "NI33", "9")
    for verb in (("show", "NI33"), ("list",), ("report",), ("exceptions",)):
        words = " ".join(run(*verb).stdout.split())
        assert "[o]" in words or "The target is rolled on from 2009/10, not confirmed." in words, verb
    assert "The target is rolled on from 2009/10, not confirmed." in run("show", "NI33").stdout
    assert answer("show", "NI33")["target_rolled_from"] == "2009/10"
    checks = run("check").stdout
    assert "is rolled on from 2009/10, not confirmed" in " ".join(checks.split())


def test_one_target_is_confirmed_and_then_all(begun: Path) -> None:
    done = run("target", "NI33", "--confirm")
    assert "target 7.50 confirmed for 2010/11" in done.stdout
    assert answer("show", "NI33")["target_rolled_from"] is None
    again = run("target", "NI33", "--confirm")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "Nothing to confirm" in again.stderr
    confirmed = answer("target", "--confirm-all")
    assert confirmed["year"] == "2010/11"
    assert len(confirmed["confirmed"]) == 15
    assert "rolled_from" not in (begun / "targets.csv").read_text("utf-8")
    assert answer("target", "--confirm-all")["confirmed"] == []
    assert "Nothing to confirm" in run("target", "--confirm-all").stderr


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize(
    "arguments", [("target",), ("target", "NI33", "8", "--confirm"), ("target", "NI33", "--confirm-all")]
)
def test_a_confirmation_with_something_else_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert answer("show", "NI33")["target_rolled_from"] == "2009/10"


@pytest.mark.usefixtures("begun")
def test_setting_a_target_takes_the_mark_away() -> None:
    assert answer("target", "NI33", "7.50")["target_rolled_from"] is None


@pytest.mark.usefixtures("begun")
def test_last_quarters_comment_is_copied_on_demand_and_named_until_it_is_changed() -> None:
    last = json.loads(run("show", "NI33", "--quarter", "2009-10-Q4", "--json").stdout)["comment"]
    assert answer("comment", "NI33", "--copy-last")["comment"] == last
    assert "the same words as in 2009/10 Q4" in " ".join(run("check").stdout.split())
    run("comment", "NI33", f"{last} Nothing has changed since.")
    assert "the same words" not in " ".join(run("check").stdout.split())
    refused = run("comment", "NI33", "--copy-last")
    assert refused.exit_code == 2
    assert "has a comment in 2010/11 Q1 already" in refused.stderr


def test_comments_that_cannot_be_read_are_not_told_as_none(begun: Path) -> None:
    """Their file holds the marks of a merge: the refusal names it."""
    path = begun / "quarters" / "2009-10-Q4" / "commentary.toml"
    path.write_bytes(b"<<<<<<< ours\n" + path.read_bytes())
    done = run("comment", "NI33", "--copy-last")
    assert done.exit_code == 1
    assert "2009-10-Q4/commentary.toml cannot be used as it is: it holds the marks of a merge" in done.stderr


@pytest.mark.usefixtures("begun")
def test_there_may_be_nothing_to_copy() -> None:
    done = run("comment", "NI33", "--copy-last", "--quarter", "2009-10-Q4")
    assert done.exit_code == 2
    assert "has no comment in 2009/10 Q3" in done.stderr
    assert "takes no text" in run("comment", "NI33", "words", "--copy-last").stderr


@pytest.mark.usefixtures("begun")
def test_undo_of_the_new_quarter_takes_its_targets_and_redo_brings_them() -> None:
    assert run("undo").exit_code == 0
    assert answer("show", "NI33")["target"] == ""
    assert run("redo").exit_code == 0
    assert answer("show", "NI33")["target_rolled_from"] == "2009/10"


@pytest.mark.parametrize("arguments", [("--confirm-all",), ("NI33", "--confirm")])
def test_targets_that_cannot_be_read_are_not_told_as_confirmed(
    begun: Path, arguments: tuple[str, ...]
) -> None:
    path = begun / "targets.csv"
    path.write_text("<<<<<<< ours\n" + path.read_text("utf-8"), "utf-8")
    ended = run("target", *arguments)
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "targets.csv cannot be used as it is" in ended.stderr
    assert "Nothing to confirm" not in ended.stderr


@pytest.mark.usefixtures("begun")
def test_an_undo_tells_only_what_it_took_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A target that a colleague has confirmed stays, and is not named as undone."""
    with monkeypatch.context() as as_colleague:
        as_colleague.setenv("LOGNAME", "colleague")
        assert run("target", "NI33", "--confirm").exit_code == 0
    undone = {one["indicator"] for one in answer("undo")}
    assert "NI40" in undone
    assert "NI33" not in undone
    assert "NI33" not in {one["indicator"] for one in answer("redo")}


@pytest.mark.usefixtures("begun")
def test_the_log_tells_the_new_quarter_and_its_targets_as_one_save() -> None:
    (save,) = {one["action"] for one in answer("log") if one["quarter"] == "2010/11 Q1"}
    assert save
    words = " ".join(run("log").stdout.split())
    assert "new quarter 2010/11 Q1" in words
    assert "target rolled on from none → 2009/10" in words
