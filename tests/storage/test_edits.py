"""Changes and the files: what a plan writes, what stands against it, and what differs between two views."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from small_folder import QUARTER, folder

from csptui.domain.change import Change, Conflict
from csptui.domain.figure import Absence, Figure, Fraction, Status
from csptui.domain.period import Period, PeriodKind
from csptui.domain.problem import RefusedError, StorageError
from csptui.domain.scorecard import Reading
from csptui.domain.target import Comparison, Edge, NoTarget, Target
from csptui.storage import edits
from csptui.storage.findings import BrokenFileError
from csptui.storage.folder import open_folder
from csptui.storage.where import bytes_in, file_of

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]

Q = "2009/10 Q4"
ACTUALS, TEXTS, TARGETS = f"{QUARTER}/actuals.csv", f"{QUARTER}/commentary.toml", "targets.csv"


def change(field: str, before: str, after: str, name: str = "C3", theme: str = "") -> Change:
    return Change(Q, field, before, after, "" if theme else name, theme)


FIELDS = [
    (change("value", "13.1", "13.2"), ACTUALS, b"C3,13.2,1,62,473,M2009-12,provisional,M2010-07\n"),
    (change("fraction", "62/473", "63/473"), ACTUALS, b"C3,13.1,1,63,473,M2009-12,provisional,M2010-07\n"),
    (change("fraction", "62/473", ""), ACTUALS, b"C3,13.1,1,,,M2009-12,provisional,M2010-07\n"),
    (change("as_at", "M2009-12", "FY2008/09"), ACTUALS, b"C3,13.1,1,62,473,FY2008/09,provisional,M2010-07\n"),
    (change("status", "provisional", ""), ACTUALS, b"C3,13.1,1,62,473,M2009-12,,M2010-07\n"),
    (change("expected", "M2010-07", ""), ACTUALS, b"C3,13.1,1,62,473,M2009-12,provisional,\n"),
    (change("comment", "An increase.", "None.", "A1"), TEXTS, b'A1 = "None."\n'),
    (change("source", "", "Police", "A1"), TEXTS, b'[sources]\nA1 = "Police"\n'),
    (change("narrative", "All is well.", "No.", theme="first"), TEXTS, b'first = "No."\n'),
    (change("target", "<9", "<=9.50"), TARGETS, b"C3,FY2009/10,<=9.50,2,FY2009/10\n"),
    (change("applies_to", "FY2009/10", ""), TARGETS, b"C3,FY2009/10,<9,0,\n"),
    (change("kept", "", "A line.", "A1"), TEXTS, b'[kept]\nA1 = "A line."\n'),
    (
        change("kept", "", "One.\nTwo.", theme="first"),
        TEXTS,
        b'[narrative_kept]\nfirst = """\nOne.\nTwo."""\n',
    ),
]


@pytest.mark.parametrize(("made", "where", "row"), FIELDS)
def test_one_field_is_written_and_seen_as_changed(folder: Path, made: Change, where: str, row: bytes) -> None:
    loaded = open_folder(folder)
    plan = edits.plan(loaded, [made])
    assert file_of(loaded, made) == where
    assert edits.text_now(loaded, made) == made.before
    assert (plan.done, plan.conflicts) == ((made,), ())
    (write,) = plan.writes
    assert (write.where, write.seen) == (where, (folder / where).read_bytes())
    assert write.data is not None
    assert row in write.data
    assert edits.text_now(plan.after, made) == made.after
    assert bytes_in(plan.after, where) == write.data
    assert edits.changed_fields(loaded, plan.after) == (made,)
    assert edits.changed_fields(plan.after, plan.after) == ()
    # On the disk it is the same again, and bringing the old bytes back undoes it.
    (folder / where).write_bytes(write.data)
    assert edits.changed_fields(plan.after, open_folder(folder)) == ()
    back = edits.with_bytes(plan.after, where, write.seen)
    assert edits.changed_fields(loaded, back) == ()


@pytest.mark.parametrize(("made", "where"), [(made, where) for made, where, _ in FIELDS])
def test_what_is_there_already_is_not_written_and_what_is_neither_is_a_conflict(
    folder: Path, made: Change, where: str
) -> None:
    del where
    loaded = open_folder(folder)
    same = Change(Q, made.field, "whatever", made.before, made.indicator, made.theme)
    assert edits.plan(loaded, [same]) == edits.Plan((), loaded)
    other = Change(Q, made.field, "whatever", "another", made.indicator, made.theme)
    plan = edits.plan(loaded, [other])
    assert plan.conflicts == (Conflict(other, made.before),)
    assert (plan.writes, plan.after, plan.done) == ((), loaded, ())


def test_changes_of_three_files_in_one_plan_or_none_of_them(folder: Path) -> None:
    loaded = open_folder(folder)
    made = [one for one, _, _ in FIELDS if one.after and one.field not in {"fraction", "source"}]
    plan = edits.plan(loaded, made)
    assert {write.where for write in plan.writes} == {ACTUALS, TEXTS, TARGETS}
    assert edits.changed_fields(loaded, plan.after) == tuple(
        sorted(made, key=lambda one: [ACTUALS, TEXTS, TARGETS].index(file_of(loaded, one)))
    )
    against = edits.plan(loaded, [*made, change("source", "was", "is")])
    assert against.writes == ()
    assert len(against.conflicts) == 1
    assert edits.plan(loaded, []).writes == ()


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (change("value", "13.1", "abc"), 'C3: the value "abc" is not plain digits'),
        (change("target", "<9", "about"), "C3: the target"),
        (change("value", "", "5", "NONE"), "NONE is not an indicator of this partnership"),
        (change("colour", "", "red"), "colour is not a field that can be changed"),
        (change("comment", "An increase.", "\ud800", "A1"), "a character that cannot be stored"),
    ],
)
def test_what_a_file_cannot_take_is_refused(folder: Path, made: Change, words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        edits.plan(open_folder(folder), [made])
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("made", "where"), [(FIELDS[0][0], ACTUALS), (FIELDS[6][0], TEXTS), (FIELDS[9][0], TARGETS)]
)
def test_a_broken_file_takes_no_change(folder: Path, made: Change, where: str) -> None:
    (folder / where).write_bytes(b'"\n[[[')
    with pytest.raises(StorageError, match="cannot be used as it is, so nothing was written"):
        edits.plan(open_folder(folder), [made])


def test_readings_and_targets_as_the_log_has_them(folder: Path) -> None:
    of = open_folder(folder).indicators["C3"]
    figure = Figure(Decimal("7.50"), Fraction(3, 40), Period(PeriodKind.MONTH, 2009, 12), Status.REVISED)
    reading = Reading(figure, Period(PeriodKind.YEAR, 2010))
    fields = edits.reading_fields(reading)
    assert fields == [
        ("value", "7.50"),
        ("fraction", "3/40"),
        ("as_at", "M2009-12"),
        ("status", "revised"),
        ("expected", "FY2010/11"),
    ]
    assert repr(edits.reading_from(dict(fields), of)) == repr(reading)
    assert edits.reading_fields(Reading()) == [(name, "") for name, _ in fields]
    other = Reading(Figure(Decimal("7.5"), Fraction(3, 40), figure.as_at, Status.FINAL), reading.expected)
    assert edits.reading_changes(reading, other) == [("value", "7.50", "7.5"), ("status", "revised", "")]
    aim = Target(
        Edge(Comparison.BELOW, Decimal("9.0")), absence=None, applies_to=Period(PeriodKind.YEAR, 2009)
    )
    assert edits.target_fields(aim) == [
        ("target", "<9.0"),
        ("applies_to", "FY2009/10"),
        ("rolled_from", ""),
    ]
    assert edits.target_fields(Target(absence=NoTarget.SEE_COMMENT)) == [
        ("target", "See comment"),
        ("applies_to", ""),
        ("rolled_from", ""),
    ]
    assert edits.target_changes(aim, Target()) == [("target", "<9.0", ""), ("applies_to", "FY2009/10", "")]
    edits.prove_reading(reading, of)
    edits.prove_target(aim, of)


def test_what_would_not_read_back_is_not_proved(folder: Path) -> None:
    of = open_folder(folder).indicators
    with pytest.raises(RefusedError, match=r"^B2: .* Nothing was written$"):
        edits.prove_reading(Reading(Figure(Decimal(5), Fraction(1, 2))), of["B2"])
    with pytest.raises(StorageError, match=r"actuals\.csv would not read back as it was meant"):
        edits.prove_reading(Reading(Figure(Decimal(5), absence=Absence.CONFIDENTIAL)), of["B2"])
    with pytest.raises(StorageError, match=r"targets\.csv would not read back as it was meant"):
        edits.prove_target(Target(Edge(Comparison.BELOW, Decimal(9)), bare=True, absence=None), of["C3"])
    with pytest.raises(RefusedError, match=r"^C3: .* Nothing was written$"):
        edits.prove_target(Target(Edge(Comparison.BELOW, Decimal(10) ** 13), absence=None), of["C3"])


def test_old_bytes_come_back_only_where_they_say_what_is_meant(folder: Path) -> None:
    loaded = open_folder(folder)
    plan = edits.plan(loaded, [FIELDS[0][0]])
    said = {ACTUALS: plan.writes[0].data}
    back = edits.brought_back(loaded, plan, said)
    assert (back.writes, back.done) == (plan.writes, plan.done)
    for other in ({ACTUALS: loaded.actuals.source}, {ACTUALS: b"rubbish"}, {"x.csv": b""}):
        assert edits.brought_back(loaded, plan, other) is plan


def test_files_that_are_not_there_are_empty_views(folder: Path) -> None:
    loaded = open_folder(folder)
    for where in (ACTUALS, TEXTS, TARGETS):
        without = edits.with_bytes(loaded, where, None)
        assert bytes_in(without, where) is None
        assert {file_of(loaded, one) for one in edits.changed_fields(loaded, without)} == {where}
        assert all(one.after == "" for one in edits.changed_fields(loaded, without))
        with pytest.raises(BrokenFileError):
            edits.with_bytes(loaded, where, b"\0")
    assert bytes_in(loaded, "partnership.toml") is None
    with pytest.raises(RefusedError, match=r"x\.csv is not a file of 2009/10 Q4"):
        edits.with_bytes(loaded, "x.csv", b"")
    assert edits.empty_quarter(["B", "A"]).decode().splitlines()[1:] == ["A,,,,,,,", "B,,,,,,,"]
