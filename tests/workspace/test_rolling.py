"""A new quarter: the targets that roll on into its year, what undo makes of them, and confirming them."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from folder_seen import Q1, Q4, bytes_in, open_at

from csptui.domain.draft import Entry
from csptui.domain.problem import ConflictError, RefusedError, StorageError
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.target import Comparison, Edge, Target
from csptui.storage.log import verify
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

pytest_plugins = ["derby_workspace"]
YEAR, NEXT = FinancialYear(2009), FinancialYear(2010)


def open_as(folder: Path, who: str, quarter: Quarter = Q1) -> Workspace:
    when = open_at(folder)._now()  # the clock of these tests stands still

    def now() -> datetime:
        return when

    return Workspace.open(folder, who=who, now=now, quarter=quarter)


def at_most(text: str) -> Target:
    return Target(Edge(Comparison.AT_MOST, Decimal(text)), bare=True, absence=None)


def targets_in(folder: Path) -> list[str]:
    return (folder / "targets.csv").read_text("utf-8").splitlines()


def test_targets_roll_on_where_the_year_has_none_and_say_from_when(workspace: Workspace) -> None:
    before = workspace.dataset.targets
    dataset = workspace.new_quarter(Q1)
    rolled = dataset.target("NI33", NEXT)
    assert rolled.rolled_from == YEAR
    assert rolled.confirmed() == before["NI33", YEAR]
    assert str(rolled.edge and rolled.edge.limit) == "7.50", "to the digit"
    assert dataset.target("NI39", NEXT).rolled_from is None, "it has one of its own"
    assert ("NI18", NEXT) not in dataset.targets, "there is none to roll on"
    assert {key: held for key, held in dataset.targets.items() if key in before} == before
    assert dataset == open_at(workspace.folder, Q1).dataset
    assert verify(workspace.folder / "changes.jsonl").is_sound


def test_nothing_else_is_copied(workspace: Workspace) -> None:
    record = workspace.new_quarter(Q1).record
    assert all(reading.figure.is_empty for reading in record.readings.values())
    assert (record.comments, record.sources, record.narrative) == ({}, {}, {})
    assert not (workspace.folder / "quarters" / "2010-11-Q1" / "commentary.toml").exists()


def test_the_file_of_targets_has_no_column_more_until_one_is_rolled_on(derby: Path) -> None:
    before = (derby / "targets.csv").read_bytes()
    workspace = open_at(derby)
    workspace.new_quarter(Q4.previous())
    assert (derby / "targets.csv").read_bytes() == before, "the year has a quarter already"
    workspace.new_quarter(Q1)
    header, *rows = targets_in(derby)
    assert header == "indicator,year,target,places,applies_to,rolled_from"
    assert "NI33,FY2010/11,7.50,2,,FY2009/10" in rows
    assert "NI33,FY2009/10,7.50,2,," in rows
    workspace.confirm_targets([one.id for one in workspace.dataset.indicators])
    assert targets_in(derby)[0] == "indicator,year,target,places,applies_to"
    assert "NI33,FY2010/11,7.50,2," in targets_in(derby)


def test_only_the_first_quarter_of_a_year_rolls_on(workspace: Workspace) -> None:
    third = Quarter(NEXT, 3)
    dataset = workspace.new_quarter(third)
    assert dataset.target("NI33", NEXT).rolled_from == YEAR, "the year begins with the quarter made first"
    workspace.set_target("NI33", Target())
    assert workspace.plan_quarter(Q1).rolled == ()
    assert workspace.new_quarter(Q1).target("NI33", NEXT) == Target(), "a target taken out stays out"


def test_years_that_were_skipped_roll_from_the_last_that_has_one(workspace: Workspace) -> None:
    far = Quarter(FinancialYear(2013), 2)
    plan = workspace.plan_quarter(far)
    assert plan.before == Q4
    years = {one.indicator: one.target.rolled_from for one in plan.rolled}
    assert years["NI33"] == YEAR
    assert years["NI39"] == NEXT, "its target for 2010/11 is nearer"


def test_a_target_that_nobody_confirmed_rolls_on_as_the_one_that_was_set(workspace: Workspace) -> None:
    workspace.new_quarter(Q1)
    workspace.new_quarter(Quarter(FinancialYear(2011), 1))
    assert workspace.dataset.target("NI33", FinancialYear(2011)).rolled_from == YEAR


def test_nothing_rolls_back_into_an_earlier_year(workspace: Workspace) -> None:
    assert workspace.plan_quarter(Quarter(FinancialYear(2007), 4)).rolled == ()
    assert workspace.plan_quarter(Quarter(FinancialYear(2007), 4)).before is None


def test_a_row_that_cannot_be_read_is_not_written_over(derby: Path) -> None:
    path = derby / "targets.csv"
    path.write_text(path.read_text("utf-8") + "NI33,FY2010/11,soon,,\n", "utf-8")
    workspace = open_at(derby)
    plan = workspace.plan_quarter(Q1)
    assert "NI33" not in {one.indicator for one in plan.rolled}
    assert "NI33" in plan.without_target
    workspace.new_quarter(Q1)
    assert "NI33,FY2010/11,soon,,," in targets_in(derby)


def test_targets_that_cannot_be_read_at_all_are_refused_and_no_quarter_is_made(derby: Path) -> None:
    (derby / "targets.csv").write_bytes(b"\0")
    workspace = open_at(derby)
    before = bytes_in(derby)
    with pytest.raises(StorageError, match=r"targets\.csv cannot be used as it is"):
        workspace.new_quarter(Q1)
    assert bytes_in(derby) == before
    assert workspace.new_quarter(Q4.previous()).shown == Q4.previous(), "it needs no targets"


def test_what_was_changed_since_the_folder_was_opened_is_in_what_rolls_on(derby: Path) -> None:
    mine, theirs = open_as(derby, "mine", Q4), open_as(derby, "theirs", Q4)
    theirs.set_target("NI33", at_most("7.25"))
    held = mine.new_quarter(Q1).target("NI33", NEXT)
    assert str(held.edge and held.edge.limit) == "7.25"


def test_undo_takes_the_targets_back_byte_by_byte_and_redo_brings_them(workspace: Workspace) -> None:
    before = (workspace.folder / "targets.csv").read_bytes()
    workspace.new_quarter(Q1)
    after = (workspace.folder / "targets.csv").read_bytes()
    dataset = workspace.undo()
    assert (workspace.folder / "targets.csv").read_bytes() == before
    assert dataset.shown == Q1, "the quarter itself stays"
    assert Q1 in dataset.available
    assert (workspace.folder / "quarters" / Q1.folder / "actuals.csv").exists(), "with its figures owed"
    workspace.redo()
    assert (workspace.folder / "targets.csv").read_bytes() == after


def test_undo_leaves_what_a_colleague_has_confirmed_or_set_since(derby: Path) -> None:
    mine = open_as(derby, "mine", Q4)
    mine.new_quarter(Q1)
    theirs = open_as(derby, "theirs")
    theirs.confirm_targets(["NI33"])
    theirs.set_target("NI20", at_most("11"))
    dataset = mine.undo()
    assert dataset.target("NI33", NEXT) == dataset.target("NI33", YEAR)
    assert dataset.target("NI20", NEXT) == at_most("11")
    assert dataset.target("NI40", NEXT) == Target()
    theirs.reload()
    theirs.undo()
    assert theirs.dataset.target("NI20", NEXT).rolled_from == YEAR


def test_an_undo_names_only_what_it_took_back_and_redo_brings_no_more(derby: Path) -> None:
    mine = open_as(derby, "mine", Q4)
    mine.new_quarter(Q1)
    open_as(derby, "theirs").confirm_targets(["NI33"])
    mine.undo()
    assert "NI40" in {one.indicator for one in mine.last_made}
    assert "NI33" not in {one.indicator for one in mine.last_made}, "what is theirs was left"
    dataset = mine.redo()
    assert dataset.target("NI40", NEXT).is_rolled
    assert dataset.target("NI33", NEXT) == dataset.target("NI33", YEAR), "still confirmed"


def test_a_redo_is_not_stopped_by_a_target_that_the_undo_had_left(derby: Path) -> None:
    mine = open_as(derby, "mine", Q4)
    mine.new_quarter(Q1)
    open_as(derby, "theirs").set_target("NI33", at_most("6.9"))
    mine.undo()
    dataset = mine.redo()
    assert dataset.target("NI40", NEXT).is_rolled
    assert dataset.target("NI33", NEXT) == at_most("6.9")


def test_an_undo_of_confirming_marks_no_target_that_somebody_has_set_since(derby: Path) -> None:
    mine = open_as(derby, "mine", Q4)
    mine.new_quarter(Q1)
    mine.confirm_targets(["NI33", "NI40"])
    path = derby / "targets.csv"
    path.write_text(
        path.read_text("utf-8").replace("NI33,FY2010/11,7.50,2", "NI33,FY2010/11,6.90,2"), "utf-8"
    )
    before = path.read_bytes()
    mine.reload()
    with pytest.raises(ConflictError, match="NI 33 target"):
        mine.undo()
    assert path.read_bytes() == before


def test_an_undo_of_targets_that_are_all_confirmed_changes_nothing_and_is_gone(derby: Path) -> None:
    mine = open_as(derby, "mine", Q4)
    ids = [one.indicator for one in mine.plan_quarter(Q1).rolled]
    mine.new_quarter(Q1)
    open_as(derby, "theirs").confirm_targets(ids)
    before = (derby / "targets.csv").read_bytes()
    mine.undo()
    assert mine.notice == "It was so already"
    assert (derby / "targets.csv").read_bytes() == before
    assert mine.next_undo() is None


def test_confirming_is_one_save_of_the_mark_alone_and_can_be_undone(workspace: Workspace) -> None:
    workspace.new_quarter(Q1)
    count = len(workspace.log())
    dataset = workspace.confirm_targets(["NI33", "NI40", "NI39", "NI18"])
    assert dataset.target("NI33", NEXT) == dataset.target("NI33", YEAR)
    made = [
        (one.change.indicator, one.change.field, one.change.before, one.change.after)
        for one in workspace.log()
    ]
    assert made[count:] == [
        ("NI33", "rolled_from", "FY2009/10", ""),
        ("NI40", "rolled_from", "FY2009/10", ""),
    ]
    assert workspace.undo().target("NI33", NEXT).rolled_from == YEAR
    assert workspace.confirm_targets(["NI39"]) is workspace.dataset


def test_another_target_is_not_confirmed_unseen(derby: Path) -> None:
    """A program that knows no marks has changed the number and left the mark."""
    workspace = open_at(derby)
    workspace.new_quarter(Q1)
    path = derby / "targets.csv"
    path.write_text(
        path.read_text("utf-8").replace("NI33,FY2010/11,7.50,2", "NI33,FY2010/11,9.00,2"), "utf-8"
    )
    with pytest.raises(ConflictError, match=r"NI 33 target: 9\.00 was saved by another program"):
        workspace.confirm_targets(["NI33"])
    assert "NI33,FY2010/11,9.00,2,,FY2009/10" in targets_in(derby)


def test_setting_a_target_anew_clears_the_mark_also_with_the_same_number(workspace: Workspace) -> None:
    workspace.new_quarter(Q1)
    held = workspace.dataset.target("NI33", NEXT)
    assert workspace.set_target("NI33", held.confirmed()).target("NI33", NEXT) == held.confirmed()
    assert workspace.set_target("NI20", at_most("11")).target("NI20", NEXT) == at_most("11")
    assert workspace.undo().target("NI20", NEXT).rolled_from == YEAR


def test_a_target_put_over_one_rolled_on_meanwhile_has_no_mark(derby: Path) -> None:
    """Mine is put over theirs by its value alone: the mark is of the target that is gone."""
    theirs = open_as(derby, "theirs", Q4)
    (derby / "quarters" / "2010-11-Q1").mkdir()
    mine = open_as(derby, "mine")
    begun = mine.dataset.target("NI33", NEXT)
    (derby / "quarters" / "2010-11-Q1").rmdir()
    theirs.new_quarter(Q1)
    with pytest.raises(ConflictError) as caught:
        mine.set_target("NI33", at_most("8"), begun)
    mine.reload()
    dataset = mine.apply([one.mine() for one in caught.value.conflicts])
    assert dataset.target("NI33", NEXT) == at_most("8")


def test_a_quarter_that_was_cut_off_can_be_begun_again(derby: Path) -> None:
    (derby / "quarters" / "2010-11-Q1").mkdir()
    workspace = open_at(derby, Q4)
    assert workspace.new_quarter(Q1).target("NI33", NEXT).rolled_from == YEAR
    with pytest.raises(RefusedError, match="exists already"):
        workspace.new_quarter(Q1)


def test_the_quarter_goes_on_after_it(workspace: Workspace) -> None:
    """Figures, comments and their undo in a quarter that was begun this way."""
    workspace.new_quarter(Q1)
    workspace.record(Entry("NI33", comment="New."))
    assert workspace.undo().record.comments == {}
    assert workspace.undo().target("NI33", NEXT) == Target()


def test_without_the_kept_bytes_the_undo_goes_by_field_and_leaves_empty_rows(workspace: Workspace) -> None:
    before = workspace.dataset.targets
    workspace.new_quarter(Q1)
    for path in (workspace.folder / ".csptui" / "kept").iterdir():
        path.write_bytes(b"spoilt")
    dataset = workspace.undo()
    assert {key: held for key, held in dataset.targets.items() if held != Target()} == {
        key: held for key, held in before.items() if held != Target()
    }
    assert "NI33,FY2010/11,,," in targets_in(workspace.folder)


def test_an_undo_while_the_targets_cannot_be_read_is_refused_and_comes_later(derby: Path) -> None:
    """What cannot be read is not what nobody holds: nothing is passed over."""
    workspace = open_at(derby)
    workspace.new_quarter(Q1)
    path = derby / "targets.csv"
    held = path.read_bytes()
    path.write_bytes(b"\0")
    log = (derby / "changes.jsonl").read_bytes()
    with pytest.raises(StorageError, match=r"targets\.csv cannot be used as it is"):
        workspace.undo()
    with pytest.raises(StorageError, match=r"targets\.csv cannot be used as it is"):
        open_at(derby, Q1).confirm_targets(["NI33"])
    assert (derby / "changes.jsonl").read_bytes() == log
    path.write_bytes(held)
    assert workspace.undo().target("NI33", NEXT) == Target()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look into any folder")
def test_quarters_that_cannot_be_looked_into_are_not_taken_for_none(derby: Path) -> None:
    workspace = open_at(derby)
    (derby / "quarters").chmod(0o300)
    try:
        with pytest.raises(StorageError, match="cannot be looked into"):
            workspace.new_quarter(Q1)
    finally:
        (derby / "quarters").chmod(0o700)
