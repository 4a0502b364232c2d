"""Quarters: making a new one, turning to another, and entries in one without files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from folder_seen import (
    Q1,
    Q4,
    bytes_in,
    open_at,
    reading,
)

from csptui.domain.draft import Entry
from csptui.domain.problem import RefusedError
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.why import sentence_why

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.workspace import Workspace

pytest_plugins = ["derby_workspace"]


def test_a_quarter_without_files_gets_them_with_its_first_entry(derby: Path) -> None:
    (derby / "quarters" / "2010-11-Q1").mkdir()
    workspace = open_at(derby)
    assert workspace.dataset.shown == Q1
    workspace.record(Entry("NI33", reading("7.9"), "x"))
    files = bytes_in(derby / "quarters" / "2010-11-Q1")
    assert files["actuals.csv"].endswith(b"\nNI33,7.9,1,,,,,\n")
    assert files["commentary.toml"] == b'[comments]\nNI33 = "x"\n'


def test_a_quarter_that_is_not_there_is_not_made_by_an_entry(derby: Path) -> None:
    workspace = open_at(derby, Q1)
    before = bytes_in(derby)
    with pytest.raises(RefusedError, match="There is no quarter 2010/11 Q1"):
        workspace.record(Entry("NI33", reading("7.9")))
    assert bytes_in(derby) == before


def test_a_new_quarter_owes_every_figure_and_keeps_the_year_end_as_its_baseline(workspace: Workspace) -> None:
    plan = workspace.plan_quarter(Q1)
    assert plan.folder == "2010-11-Q1"
    assert len(plan.owed) == 20
    assert plan.not_due == ("NI39", "NI19", "NI44a", "NI44b-d")
    assert plan.before == Q4
    assert plan.targets == ("NI39",)
    assert len(plan.rolled) == 16
    assert plan.without_target == ("NI115", "NI18", "NI30", "NI15", "NI28", "NI29", "NI16")
    dataset = workspace.new_quarter(Q1)
    assert dataset.shown == Q1
    assert dataset.available[-1] == Q1
    rows = dataset.scorecard().rows
    assert [row.id for row in rows if row.is_owed] == list(plan.owed)
    assert {row.id for row in rows if not row.is_owed} == set(plan.not_due)
    assert dataset.scorecard().tally().owed == 20
    assert all(not row.baseline.figure.is_empty for row in rows)
    assert workspace.problems == ()
    text = bytes_in(workspace.folder)["quarters/2010-11-Q1/actuals.csv"]
    assert len(text.splitlines()) == 21
    with pytest.raises(RefusedError, match="exists already"):
        workspace.plan_quarter(Q1)


def test_what_is_due_once_a_year_is_owed_in_its_last_quarter_and_may_be_entered_before(
    workspace: Workspace,
) -> None:
    """Nobody is asked for an annual figure in Q1, and who has one may enter it."""
    workspace.new_quarter(Q1)
    before = workspace.dataset.scorecard().row("NI39")
    assert before is not None
    assert (before.actual_text, before.actual_told) == ("", "not due until Q4")
    assert "No figure is due in this quarter: the basis is annual." in sentence_why(before)
    workspace.record(Entry("NI39", reading("2431")))
    row = workspace.dataset.scorecard().row("NI39")
    assert row is not None
    assert (row.actual_told, row.is_owed) == ("2,431", False)
    assert workspace.dataset.scorecard().tally().owed == 20
    for quarter in (Q1.next(), Q1.next().next()):
        assert "NI19" in workspace.plan_quarter(quarter).not_due
    last = workspace.plan_quarter(Quarter(Q1.year, 4))
    assert (len(last.owed), last.not_due) == (24, ())


def test_settled_absences_are_not_asked_for_again(workspace: Workspace) -> None:
    plan = workspace.plan_quarter(Q4.previous())
    assert "NI33" in plan.targets
    assert plan.settled == ("NI115", "NI30", "NI15", "NI28", "NI29", "NI16")
    assert plan.without_target == ("NI18",)
    assert plan.rolled == ()


@pytest.mark.parametrize("row", ["NI33,FY2010/11,soon,,", "NI33,FY2010/11,7,0,,x,y"], ids=["bad", "ragged"])
def test_an_older_target_is_not_rolled_on_past_a_nearer_one_that_cannot_be_read(
    derby: Path, row: str
) -> None:
    """Somebody has set a nearer one: it is for them to mend, and 7.50 of 2009/10 is no longer it."""
    later = Quarter(FinancialYear(2011), 1)
    assert "NI33" in {one.indicator for one in open_at(derby).plan_quarter(later).rolled}
    path = derby / "targets.csv"
    path.write_text(path.read_text("utf-8") + f"{row}\n", "utf-8")
    plan = open_at(derby).plan_quarter(later)
    assert "NI33" not in {one.indicator for one in plan.rolled}
    assert "NI33" in plan.without_target


def test_an_indicator_that_has_ended_owes_nothing(derby: Path) -> None:
    path = derby / "indicators.toml"
    text = path.read_text("utf-8").replace('id = "NI33"\n', 'id = "NI33"\nends = "2009/10 Q4"\n')
    path.write_text(text, "utf-8")
    workspace = open_at(derby)
    assert "NI33" not in workspace.plan_quarter(Q1).owed
    workspace.new_quarter(Q1)
    assert b"NI33" not in bytes_in(derby)["quarters/2010-11-Q1/actuals.csv"]


def test_the_first_quarter_makes_the_folder_of_quarters(derby: Path) -> None:
    for path in sorted((derby / "quarters").rglob("*"), reverse=True):
        if path.is_file():
            path.unlink()
        else:
            path.rmdir()
    (derby / "quarters").rmdir()
    workspace = open_at(derby)
    assert workspace.new_quarter(Q4).available == (Q4,)


def test_another_quarter_is_shown_and_written(workspace: Workspace) -> None:
    dataset = workspace.show(Q4.previous().previous().previous().previous())
    assert str(dataset.shown) == "2008/09 Q4"
    workspace.record(Entry("NI33", reading("7.30")))
    baseline = workspace.show(Q4).scorecard().row("NI33")
    assert baseline is not None
    assert baseline.baseline_text == "7.30"


def test_the_same_entries_in_any_order_make_the_same_bytes(derby: Path, tmp_path: Path) -> None:
    def entered(folder: Path, ids: list[str]) -> dict[str, bytes]:
        workspace = open_at(folder)
        workspace.new_quarter(Q1)
        for one in ids:
            workspace.record(Entry(one, reading("5"), f"on {one}", "s"))
        return bytes_in(folder / "quarters" / "2010-11-Q1")

    other = tmp_path / "other"
    for path, data in bytes_in(derby).items():
        (other / path).parent.mkdir(parents=True, exist_ok=True)
        (other / path).write_bytes(data)
    ids = ["NI33", "NI40", "NI111", "NI44a"]
    assert entered(derby, ids) == entered(other, ids[::-1])
