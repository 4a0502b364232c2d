"""The one door: each change is in the file, in the log and in the dataset, and means the same in each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from folder_seen import (
    ACTUALS,
    COMMENTARY,
    Q1,
    Q4,
    YEAR,
    at_most,
    bytes_in,
    changed_lines,
    log_of,
    reading,
    same,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csptui.domain.draft import Draft, Entry
from csptui.domain.figure import EMPTY, Figure, Fraction, Status
from csptui.domain.period import Period
from csptui.domain.rag import Colour
from csptui.domain.scorecard import Reading
from csptui.domain.target import NoTarget, Target
from csptui.storage.changes import digest_of_line
from csptui.storage.folder import load

if TYPE_CHECKING:
    from csptui.workspace import Workspace

pytest_plugins = ["derby_workspace"]


def test_a_figure_a_comment_and_a_source_are_in_the_files_the_log_and_the_dataset(
    workspace: Workspace,
) -> None:
    before = bytes_in(workspace.folder)
    dataset = workspace.record(Entry("NI33", reading("7.80"), "It fell.", "Fire service"))
    after = bytes_in(workspace.folder)
    assert changed_lines(before[ACTUALS], after[ACTUALS]) == [b"NI33,7.80,2,,,,,"]
    assert changed_lines(before[COMMENTARY], after[COMMENTARY]) == [
        b'NI33 = "It fell."',
        b'NI33 = "Fire service"',
    ]
    assert set(after) - set(before) == {"changes.jsonl"}
    assert dataset is workspace.dataset
    row = dataset.scorecard().row("NI33")
    assert row is not None
    assert (row.actual_text, row.comment, row.source) == ("7.80", "It fell.", "Fire service")
    assert row.rating.colour is Colour.AMBER
    assert [(line["field"], line["from"], line["to"]) for line in log_of(workspace.folder)] == [
        ("value", "7.9", "7.80"),
        ("comment", "An increase of 8.6%.", "It fell."),
        ("source", "", "Fire service"),
    ]


def test_what_is_held_is_what_a_fresh_start_would_read(workspace: Workspace) -> None:
    workspace.record(Entry("NI32", Reading(Figure(Decimal("13.5"), Fraction(31, 230))), "a\r\nb"))
    workspace.narrate("youth-crime", "Fewer.\n\nMuch fewer.")
    workspace.set_target("NI33", at_most("7.60", Period.of_year(YEAR)))
    dataset, problems = load(workspace.folder)
    assert problems == workspace.problems == ()
    assert same(dataset, workspace.dataset)
    assert same(workspace.reload(), dataset)


def test_every_field_of_a_reading_is_logged(workspace: Workspace) -> None:
    whole = Reading(
        Figure(Decimal("13.5"), Fraction(31, 230), Period.of_quarter(Q4), Status.PROVISIONAL),
        Period.of_year(YEAR),
    )
    workspace.record(Entry("NI32", whole))
    workspace.record(Entry("NI32", Reading(EMPTY)))
    lines = log_of(workspace.folder)
    assert [(line["field"], line["from"], line["to"]) for line in lines] == [
        ("value", "13.48", "13.5"),
        ("as_at", "", "2009/10 Q4"),
        ("status", "", "provisional"),
        ("expected", "", "FY2009/10"),
        ("value", "13.5", ""),
        ("fraction", "31/230", ""),
        ("as_at", "2009/10 Q4", ""),
        ("status", "provisional", ""),
        ("expected", "FY2009/10", ""),
    ]
    assert b"\nNI32,,,,,,,\n" in bytes_in(workspace.folder)[ACTUALS]


def test_each_line_of_the_log_says_who_when_and_what_it_has_seen(workspace: Workspace) -> None:
    workspace.record(Entry("NI33", reading("7.8"), "x"))
    workspace.narrate("youth-crime", "y")
    workspace.set_target("NI33", at_most("8"))
    workspace.new_quarter(Q1)
    lines = log_of(workspace.folder)
    named = [line.get("indicator", line.get("theme")) for line in lines]
    assert named[:5] == ["NI33", "NI33", "youth-crime", "NI33", None]
    assert {line["field"] for line in lines[5:]} == {"target", "applies_to", "rolled_from"}
    assert {line["who"] for line in lines} == {"A. Officer"}
    assert {line["when"] for line in lines} == {"2010-04-20T09:30:00+00:00"}
    assert [line["quarter"] for line in lines[:4]] == ["2009/10 Q4"] * 4
    assert {line["quarter"] for line in lines[4:]} == {"2010/11 Q1"}
    assert [line["digest"] for line in lines] == [digest_of_line(line) for line in lines]
    assert [line["seen"] for line in lines] == ["", *(line["digest"] for line in lines[:-1])]


def test_what_changes_nothing_writes_nothing(workspace: Workspace) -> None:
    before, dataset = bytes_in(workspace.folder), workspace.dataset
    record = dataset.record
    row = dataset.scorecard().row("NI18")
    assert row is not None
    entry = Draft.of(row).check(row)
    assert isinstance(entry, Entry)
    assert workspace.record(entry) is dataset
    assert workspace.record(Entry("NI33")) is dataset
    assert workspace.record(Entry("NI33", record.readings["NI33"], record.comments["NI33"], "")) is dataset
    assert workspace.narrate("youth-crime", record.narrative["youth-crime"]) is dataset
    assert workspace.set_target("NI33", dataset.target("NI33", YEAR)) is dataset
    assert workspace.set_target("NI18", Target()) is dataset
    assert bytes_in(workspace.folder) == before


def test_a_zero_more_after_the_point_is_a_change(workspace: Workspace) -> None:
    """7.9 stands for 7.85 to 7.95 and 7.90 does not, so the rating becomes certain."""
    dataset = workspace.record(Entry("NI33", reading("7.90")))
    row = dataset.scorecard().row("NI33")
    assert row is not None
    assert row.rating.certain
    assert [(line["from"], line["to"]) for line in log_of(workspace.folder)] == [("7.9", "7.90")]


def test_an_emptied_text_is_taken_out(workspace: Workspace) -> None:
    dataset = workspace.record(Entry("NI33", comment="", source=""))
    assert "NI33" not in dataset.record.comments
    assert b"NI33" not in bytes_in(workspace.folder)[COMMENTARY]
    assert "youth-crime" not in workspace.narrate("youth-crime", "").record.narrative


def test_a_target_is_set_for_the_year_of_the_quarter_shown(workspace: Workspace) -> None:
    before = bytes_in(workspace.folder)["targets.csv"]
    dataset = workspace.set_target("NI39", at_most("2300"))
    after = bytes_in(workspace.folder)["targets.csv"]
    assert changed_lines(before, after) == [b"NI39,FY2009/10,2300,0,"]
    assert b"\nNI39,FY2010/11,2386,0,FY2009/10\n" in after
    assert str(dataset.target("NI39", YEAR).edge) == str(at_most("2300").edge)
    assert [(line["field"], line["from"], line["to"]) for line in log_of(workspace.folder)] == [
        ("target", "2230", "2300"),
        ("applies_to", "FY2008/09", ""),
    ]


@pytest.mark.parametrize("absence", NoTarget)
def test_the_three_absences_are_kept_apart(workspace: Workspace, absence: NoTarget) -> None:
    dataset = workspace.set_target("NI33", Target(absence=absence))
    assert dataset.target("NI33", YEAR).absence is absence
    assert f"\nNI33,FY2009/10,{absence.value},,\n".encode() in bytes_in(workspace.folder)["targets.csv"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(comment=st.text(max_size=60) | st.text('\r\n"\\<>=|\t\x00\x1b\u202e[]', max_size=20))
def test_any_comment_comes_back_as_it_was_typed(workspace: Workspace, comment: str) -> None:
    dataset = workspace.record(Entry("NI33", comment=comment))
    assert dataset.record.comments.get("NI33", "") == comment
    assert load(workspace.folder)[0].record.comments.get("NI33", "") == comment


def test_threads_take_turns(workspace: Workspace) -> None:
    ids = [one.id for one in workspace.dataset.indicators]
    threads = [Thread(target=workspace.record, args=(Entry(one, comment=f"on {one}"),)) for one in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert workspace.dataset.record.comments == {one: f"on {one}" for one in ids}
    assert load(workspace.folder)[0].record.comments == workspace.dataset.record.comments
    lines = log_of(workspace.folder)
    assert [line["seen"] for line in lines] == ["", *(line["digest"] for line in lines[:-1])]


def test_a_cosmetic_open_and_save_in_a_spreadsheet_means_the_same(workspace: Workspace) -> None:
    path = workspace.folder / ACTUALS
    before = workspace.dataset
    text = path.read_text("utf-8").replace("0.30,2", "0.3,2").replace(",", ";").replace("\n", "\r\n")
    path.write_bytes(("\ufeff" + text).encode())
    assert same(workspace.reload(), before)
    workspace.record(Entry("NI33", reading("7.8")))
    assert b"\nNI29,0.3,2,,,,,\n" in path.read_bytes()


def test_a_replaced_entry_keeps_what_it_does_not_name(workspace: Workspace) -> None:
    held = workspace.dataset.record.readings["NI30"]
    dataset = workspace.record(Entry("NI30", replace(held, expected=None)))
    assert dataset.record.readings["NI30"].figure == held.figure
    assert [line["field"] for line in log_of(workspace.folder)] == ["expected"]
