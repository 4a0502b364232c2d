"""Two officers on one folder: every field of both is kept, and the same field is never decided silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from folder_seen import ACTUALS, COMMENTARY, at_most, bytes_in, log_of, reading

from csptui.domain.draft import Begun, Entry
from csptui.domain.figure import Absence, Figure, Fraction, Status
from csptui.domain.problem import ConflictError, RefusedError
from csptui.domain.scorecard import Reading
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["derby_workspace"]

WHEN = datetime(2010, 4, 20, 9, 30, tzinfo=UTC)


def open_as(folder: Path, who: str) -> Workspace:
    return Workspace.open(folder, who=who, now=lambda: WHEN)


def value_of(workspace: Workspace, name: str) -> Decimal | None:
    return workspace.dataset.record.readings[name].figure.value


def test_two_workspaces_keep_each_others_rows(derby: Path) -> None:
    one, other = open_as(derby, "one"), open_as(derby, "other")
    one.record(Entry("NI33", reading("7.8"), "Mine."))
    other.record(Entry("NI40", reading("1310")))
    assert [value_of(other, name) for name in ("NI33", "NI40")] == [Decimal("7.8"), 1310]
    assert other.dataset.record.comments["NI33"] == "Mine."
    assert {(one.indicator, one.field) for one in other.news} == {("NI33", "value"), ("NI33", "comment")}
    lines = log_of(derby)
    assert [line["who"] for line in lines] == ["one", "one", "other"]
    assert [line["seen"] for line in lines] == ["", *(line["digest"] for line in lines[:-1])]


def test_two_fields_of_one_row_merge(derby: Path) -> None:
    one, other = open_as(derby, "one"), open_as(derby, "other")
    held = one.dataset.record.readings["NI33"]
    one.record(Entry("NI33", Reading(replace(held.figure, value=Decimal("7.8")))))
    other.record(Entry("NI33", Reading(replace(held.figure, status=Status.PROVISIONAL))))
    after = other.dataset.record.readings["NI33"].figure
    assert (after.value, after.status) == (Decimal("7.8"), Status.PROVISIONAL)


def test_the_same_field_is_a_conflict_once_each_time(derby: Path) -> None:
    """Nothing is written, both values are told with who and when, and either can be chosen."""
    one, other = open_as(derby, "one"), open_as(derby, "other")
    one.record(Entry("NI33", reading("7.8")))
    before = bytes_in(derby)
    with pytest.raises(ConflictError, match=r"NI 33 actual: 7\.8 was saved by one on 2010-04-20 ") as caught:
        other.record(Entry("NI33", reading("7.7"), "And a comment."))
    assert bytes_in(derby) == before
    (conflict,) = caught.value.conflicts
    assert (conflict.change.before, conflict.theirs, conflict.change.after) == ("7.9", "7.8", "7.7")
    assert (conflict.who, conflict.when) == ("one", WHEN)
    assert [change.field for change in caught.value.changes] == ["value", "comment"]
    rest = [change for change in caught.value.changes if change.field != "value"]
    other.apply([*rest, conflict.mine()])
    assert value_of(other, "NI33") == Decimal("7.7")
    assert other.dataset.record.comments["NI33"] == "And a comment."
    assert [(line["from"], line["to"]) for line in log_of(derby) if line["field"] == "value"] == [
        ("7.9", "7.8"),
        ("7.8", "7.7"),
    ]


def test_the_same_change_by_both_is_no_conflict_and_logged_once(derby: Path) -> None:
    one, other = open_as(derby, "one"), open_as(derby, "other")
    one.record(Entry("NI33", reading("7.8")))
    other.record(Entry("NI33", reading("7.8")))
    assert len(log_of(derby)) == 1
    assert value_of(other, "NI33") == Decimal("7.8")


def test_what_was_typed_over_a_change_seen_meanwhile_is_a_conflict_by_when_it_was_begun(derby: Path) -> None:
    """The screen has shown the colleague's figure, but the officer began to type before that."""
    officer, colleague = open_as(derby, "officer"), open_as(derby, "colleague")
    record = officer.dataset.record
    begun = Begun(record.readings["NI33"], record.comments["NI33"])
    colleague.record(Entry("NI33", reading("7.8")))
    assert officer.poll() is not None
    with pytest.raises(ConflictError):
        officer.record(Entry("NI33", reading("7.7")), begun)
    officer.record(Entry("NI33", comment="Only the comment."), begun)
    assert value_of(officer, "NI33") == Decimal("7.8")


@pytest.mark.parametrize("what", ["narrative", "target"])
def test_narratives_and_targets_conflict_too(derby: Path, what: str) -> None:
    one, other = open_as(derby, "one"), open_as(derby, "other")

    def change(workspace: Workspace, number: str) -> None:
        if what == "narrative":
            workspace.narrate("youth-crime", f"Text {number}.")
        else:
            workspace.set_target("NI33", at_most(number))

    change(one, "8")
    with pytest.raises(ConflictError):
        change(other, "9")
    assert len(log_of(derby)) == 1


def test_a_spreadsheets_open_and_save_conflicts_with_nothing(derby: Path) -> None:
    """Its bytes differ in every line; no figure does."""
    officer = open_as(derby, "officer")
    path = derby / ACTUALS
    rows = path.read_text("utf-8").splitlines()
    respelt = [
        "\ufeff" + rows[0],
        *(row.replace("7.50", "7.5").replace("2475", '"2,475"') for row in rows[1:]),
    ]
    path.write_bytes("\r\n".join([*respelt, ""]).encode("utf-8"))
    officer.record(Entry("NI33", reading("7.8")))
    assert officer.news == ()
    assert value_of(officer, "NI33") == Decimal("7.8")
    assert path.read_bytes().decode("utf-8").splitlines()[0] == rows[0]


def test_a_row_that_a_colleague_broke_is_not_overwritten_with_what_was_meant_for_another(derby: Path) -> None:
    officer = open_as(derby, "officer")
    path = derby / ACTUALS
    path.write_bytes(path.read_bytes().replace(b"NI33,7.9,1", b"NI33,7.9x,1"))
    with pytest.raises(ConflictError):
        officer.record(Entry("NI33", reading("7.8")))
    assert b"NI33,7.9x,1" in path.read_bytes()
    officer.record(Entry("NI40", reading("1310")))
    assert b"NI33,7.9x,1" in path.read_bytes()


def test_a_merge_that_would_contradict_itself_is_refused(derby: Path) -> None:
    officer, colleague = open_as(derby, "officer"), open_as(derby, "colleague")
    held = officer.dataset.record.readings["NI33"]
    assert held.figure.fraction is None
    colleague.record(Entry("NI33", Reading(replace(held.figure, fraction=Fraction(79, 10_000)))))
    before = bytes_in(derby)
    with pytest.raises(RefusedError, match="Nothing was written"):
        officer.record(Entry("NI33", Reading(Figure(absence=Absence.CONFIDENTIAL))))
    assert bytes_in(derby) == before


def test_a_poll_sees_what_others_save_and_says_what_it_is(derby: Path) -> None:
    officer = open_as(derby, "officer")
    assert officer.poll() is None
    path = derby / COMMENTARY
    path.write_bytes(path.read_bytes().replace(b"An increase of 8.6%.", b"An increase of 8.5%."))
    dataset = officer.poll()
    assert dataset is not None
    assert dataset.record.comments["NI33"] == "An increase of 8.5%."
    assert [(one.indicator, one.field) for one in officer.news] == [("NI33", "comment")]
    assert officer.poll() is None


def test_a_poll_is_not_woken_by_ones_own_save(derby: Path) -> None:
    officer = open_as(derby, "officer")
    officer.record(Entry("NI33", reading("7.8"), "x"))
    officer.set_target("NI33", at_most("8"))
    assert officer.poll() is None


def test_a_value_put_back_by_a_program_that_knows_no_lock_is_noticed(derby: Path) -> None:
    officer = open_as(derby, "officer")
    path = derby / ACTUALS
    old = path.read_bytes()
    officer.record(Entry("NI33", reading("7.8")))
    assert officer.put_back() == ()
    path.write_bytes(old)
    assert officer.poll() is not None
    (entry,) = officer.put_back()
    assert (entry.change.indicator, entry.change.before, entry.change.after) == ("NI33", "7.9", "7.8")
    officer.apply([entry.change])
    assert value_of(officer, "NI33") == Decimal("7.8")
    assert officer.put_back() == ()


def test_a_spreadsheet_that_has_the_file_open_is_told_of(derby: Path) -> None:
    officer = open_as(derby, "officer")
    officer.record(Entry("NI33", reading("7.8")))
    assert officer.notice == ""
    path = derby / ACTUALS
    path.with_name(f".~lock.{path.name}#").write_bytes(b"")
    officer.record(Entry("NI33", reading("7.7")))
    assert "actuals.csv is open in LibreOffice" in officer.notice
