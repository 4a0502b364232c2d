"""Undo and redo: named, over a restart, as new changes in the log, down to the same bytes."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from folder_seen import ACTUALS, COMMENTARY, Q1, Q4, at_most, bytes_in, log_of, reading

from csptui.domain.draft import Entry
from csptui.domain.figure import EMPTY
from csptui.domain.indicator import Polarity
from csptui.domain.problem import ConflictError, RefusedError
from csptui.domain.scorecard import Reading
from csptui.domain.told import changes_told
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.quarter import Quarter

pytest_plugins = ["derby_workspace"]


def open_as(folder: Path, who: str = "officer", quarter: Quarter | None = None) -> Workspace:
    return Workspace.open(folder, who=who, now=lambda: datetime(2010, 4, 20, tzinfo=UTC), quarter=quarter)


def data_in(folder: Path) -> dict[str, bytes]:
    return {where: data for where, data in bytes_in(folder).items() if where != "changes.jsonl"}


def test_an_undo_is_named_and_a_new_change(derby: Path) -> None:
    before = data_in(derby)
    workspace = open_as(derby)
    workspace.record(Entry("NI33", reading("7.8"), "It fell."))
    again = open_as(derby)
    step = again.next_undo()
    assert step is not None
    assert changes_told(again.dataset, step.undoing()) == "NI 33 comment and 7.8 → 7.9"
    again.undo()
    assert data_in(derby) == before
    assert again.dataset.record.readings["NI33"].figure.value == Decimal("7.9")
    lines = log_of(derby)
    assert [(line["field"], line["from"], line["to"]) for line in lines][2:] == [
        ("comment", "It fell.", "An increase of 8.6%."),
        ("value", "7.8", "7.9"),
    ]
    assert lines[2]["undoes"] == lines[3]["undoes"] == lines[0]["action"]


def test_a_redo_does_it_again_and_a_new_change_ends_it(derby: Path) -> None:
    workspace = open_as(derby)
    workspace.record(Entry("NI33", reading("7.8")))
    after = data_in(derby)
    workspace.undo()
    open_as(derby).redo()
    assert data_in(derby) == after
    workspace = open_as(derby)
    workspace.undo()
    workspace.record(Entry("NI40", reading("1310")))
    assert workspace.next_redo() is None
    with pytest.raises(RefusedError, match="nothing of yours to do again"):
        workspace.redo()


def test_targets_and_narratives_are_undone(derby: Path) -> None:
    before = data_in(derby)
    workspace = open_as(derby)
    workspace.set_target("NI33", at_most("8"))
    workspace.narrate("youth-crime", "Fewer.")
    workspace.undo()
    workspace.undo()
    assert data_in(derby) == before
    with pytest.raises(RefusedError, match="nothing of yours to undo"):
        workspace.undo()


def test_a_file_that_the_change_made_goes_with_it(derby: Path) -> None:
    (derby / COMMENTARY).unlink()
    before = data_in(derby)
    workspace = open_as(derby)
    workspace.record(Entry("NI33", comment="First."))
    workspace.undo()
    assert data_in(derby) == before
    workspace.redo()
    assert workspace.dataset.record.comments == {"NI33": "First."}


def test_what_somebody_wrote_by_hand_comes_back_to_the_byte(derby: Path) -> None:
    """A TOML writer drops remarks and order; the undo of a save brings them back."""
    path = derby / COMMENTARY
    path.write_bytes(b"# A remark of somebody.\n" + path.read_bytes())
    before = data_in(derby)
    workspace = open_as(derby)
    workspace.record(Entry("NI33", comment="x"))
    assert not path.read_bytes().startswith(b"#")
    workspace.undo()
    assert data_in(derby) == before


def test_others_changes_stay(derby: Path) -> None:
    mine, theirs = open_as(derby, "mine"), open_as(derby, "theirs")
    mine.record(Entry("NI33", reading("7.8")))
    theirs.record(Entry("NI40", reading("1310")))
    assert mine.next_undo() is not None
    mine.undo()
    readings = mine.dataset.record.readings
    assert readings["NI33"].figure.value == Decimal("7.9")
    assert readings["NI40"].figure.value == Decimal(1310)
    assert theirs.next_redo() is None


def test_an_undo_of_what_a_colleague_changed_since_says_so(derby: Path) -> None:
    mine = open_as(derby, "mine")
    mine.record(Entry("NI33", reading("7.8")))
    open_as(derby, "theirs").record(Entry("NI33", reading("7.7")))
    before = data_in(derby)
    with pytest.raises(ConflictError, match=r"NI 33 actual: it was changed to 7\.7 by theirs"):
        mine.undo()
    assert data_in(derby) == before


def test_an_undo_turns_to_its_quarter(derby: Path) -> None:
    workspace = open_as(derby)
    workspace.record(Entry("NI33", reading("7.8")))
    workspace.new_quarter(Q1)
    assert workspace.dataset.shown == Q1
    workspace.undo()
    assert workspace.dataset.shown == Q1, "the targets rolled on are a step of their own"
    workspace.undo()
    assert workspace.dataset.shown == Q4
    assert workspace.dataset.record.readings["NI33"].figure.value == Decimal("7.9")


def test_without_the_kept_bytes_an_undo_goes_by_field(derby: Path) -> None:
    workspace = open_as(derby)
    before = workspace.dataset
    workspace.record(Entry("NI33", reading("7.8"), "x"))
    for path in (derby / ".csptui" / "kept").iterdir():
        path.write_bytes(b"spoilt")
    workspace.undo()
    assert workspace.dataset.record == before.record


def act_at_random(workspace: Workspace, chance: random.Random, name: str) -> None:
    match chance.randrange(5):
        case 0:
            workspace.record(Entry(name, reading(f"{chance.randrange(1, 99)}.{chance.randrange(99):02}")))
        case 1:
            workspace.record(Entry(name, Reading(EMPTY), f"Comment {chance.random()}\n\nof two."))
        case 2:
            workspace.record(Entry(name, comment="", source=f"Source {chance.randrange(9)}"))
        case 3:
            workspace.narrate("youth-crime", chance.choice(["", "One.", "Two.", "Three."]))
        case _:
            indicator = workspace.dataset.indicator(name)
            if indicator is not None and indicator.polarity is Polarity.LOWER:
                workspace.set_target(name, at_most(str(chance.randrange(1, 9))))


@pytest.mark.parametrize("seed", [1, 2])
def test_200_random_actions_and_200_undos_give_the_same_bytes(derby: Path, seed: int) -> None:
    """With a restart every now and then, on both ways; and all of it is in a log that holds together."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    before = data_in(derby)
    workspace = open_as(derby)
    names = [one.id for one in workspace.dataset.indicators if not one.unit.counts]
    count = 0
    while count < 200:
        if chance.random() < 0.1:
            workspace = open_as(derby)
        size = len(log_of(derby))
        act_at_random(workspace, chance, chance.choice(names))
        count += len(log_of(derby)) > size
    assert data_in(derby) != before
    after = data_in(derby)
    for _ in range(200):
        if chance.random() < 0.1:
            workspace = open_as(derby)
        workspace.undo()
    assert data_in(derby) == before
    assert workspace.next_undo() is None
    for _ in range(200):
        workspace.redo()
    assert data_in(derby) == after
    digests = [line["digest"] for line in log_of(derby)]
    assert [line["seen"] for line in log_of(derby)] == ["", *digests[:-1]]
    assert (derby / ACTUALS).read_bytes() == after[ACTUALS]
