"""What others change is seen, once and rightly, whatever happens between two looks."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from folder_seen import ACTUALS, COMMENTARY, Q1, Q4, at_most, bytes_in, log_of, reading

from csptui.domain.draft import Begun, Entry
from csptui.domain.figure import Figure, Status
from csptui.domain.period import Period
from csptui.domain.problem import ConflictError, CsptuiError, StorageError
from csptui.domain.scorecard import Reading
from csptui.domain.undo import PASSED
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["derby_workspace"]


def open_as(folder: Path, who: str = "officer") -> Workspace:
    return Workspace.open(folder, who=who, now=lambda: datetime(2010, 4, 20, tzinfo=UTC))


def value_of(workspace: Workspace, name: str) -> Decimal | None:
    return workspace.dataset.record.readings[name].figure.value


def save_in(officer: Workspace, where: str, text: str) -> None:
    """Save something that goes into one of the files."""
    if where == "targets.csv":
        officer.set_target("NI33", at_most(text))
    elif where == ACTUALS:
        officer.record(Entry("NI33", reading(text)))
    else:
        officer.record(Entry("NI33", comment=text))


def test_a_save_that_fails_hides_no_colleagues_change(derby: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a failed save has read is not taken in, so the next look brings it to the screen."""
    officer = open_as(derby)
    open_as(derby, "colleague").record(Entry("NI40", reading("1310")))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(StorageError):
            officer.record(Entry("NI33", reading("7.8")))
    dataset = officer.poll()
    assert dataset is not None
    assert value_of(officer, "NI40") == 1310
    assert [change.indicator for change in officer.news] == ["NI40"]


def test_an_undo_that_fails_in_another_quarter_does_not_turn_to_it(
    derby: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = open_as(derby)
    officer.record(Entry("NI33", reading("7.8")))
    officer.new_quarter(Q1)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(StorageError):
            officer.undo()
    assert officer.dataset.shown == Q1
    officer.record(Entry("NI33", reading("7.1")))
    assert b"NI33,7.1," in (derby / "quarters" / Q1.folder / "actuals.csv").read_bytes()
    assert b"NI33,7.8," in (derby / ACTUALS).read_bytes()


@pytest.mark.parametrize("where", [ACTUALS, COMMENTARY, "targets.csv"])
def test_a_file_that_was_broken_and_is_mended_is_read_again(derby: Path, where: str) -> None:
    path = derby / where
    sound = path.read_bytes()
    officer = open_as(derby)
    path.write_bytes(b"<<<<<<< ours\n")
    assert officer.poll() is not None
    with pytest.raises(CsptuiError, match="cannot be used as it is"):
        save_in(officer, where, "8")
    path.write_bytes(sound)
    assert officer.poll() is not None
    save_in(officer, where, "9")
    assert len(log_of(derby)) == 1


def test_a_save_swallows_no_change_of_another_file(derby: Path) -> None:
    """The baseline was corrected just before: the look after the save still finds it."""
    officer = open_as(derby)
    baseline = derby / "quarters" / "2008-09-Q4" / "actuals.csv"
    baseline.write_bytes(baseline.read_bytes().replace(b"NI33,7.28,", b"NI33,7.30,"))
    officer.record(Entry("NI33", reading("7.8")))
    assert officer.poll() is not None
    row = officer.dataset.scorecard().row("NI33")
    assert row is not None
    assert row.baseline_text == "7.30"


@pytest.mark.parametrize("where", ["indicators.toml", "partnership.toml"])
def test_a_slip_in_the_definitions_keeps_the_last_view_and_is_told_once(derby: Path, where: str) -> None:
    officer = open_as(derby)
    before, path = officer.dataset, derby / where
    sound = path.read_bytes()
    path.write_bytes(b"slip = \n")
    with pytest.raises(StorageError, match=rf"{where}.*What was read before stays on the screen"):
        officer.poll()
    assert officer.dataset is before
    assert officer.poll() is None
    officer.record(Entry("NI33", reading("7.8")))
    assert officer.poll() is None
    path.write_bytes(sound)
    assert officer.poll() is not None
    assert value_of(officer, "NI33") == Decimal("7.8")


def test_a_quarter_whose_folder_goes_keeps_the_last_view(derby: Path) -> None:
    officer = open_as(derby)
    (derby / "quarters" / Q4.folder).rename(derby / "elsewhere")
    with pytest.raises(StorageError, match="The folder of 2009/10 Q4 is gone"):
        officer.poll()
    assert len(officer.dataset.record.readings) == 24
    (derby / "elsewhere").rename(derby / "quarters" / Q4.folder)
    officer.poll()
    officer.record(Entry("NI33", reading("7.8")))


def test_a_file_that_was_taken_away_is_not_made_anew_after_a_look_either(derby: Path) -> None:
    officer = open_as(derby)
    sound = (derby / ACTUALS).read_bytes()
    (derby / ACTUALS).unlink()
    assert officer.poll() is not None
    with pytest.raises(ConflictError, match="was taken away"):
        officer.record(Entry("NI33", reading("7.8")))
    assert not (derby / ACTUALS).exists()
    (derby / ACTUALS).write_bytes(sound)
    assert officer.poll() is not None
    officer.record(Entry("NI33", reading("7.8")))
    (derby / ACTUALS).unlink()
    officer.reload()
    officer.record(Entry("NI33", reading("7.8")))
    assert (derby / ACTUALS).exists()


def test_a_journal_that_cannot_be_finished_is_no_news_at_each_look(derby: Path) -> None:
    officer = open_as(derby)
    (derby / ".csptui").mkdir()
    (derby / ".csptui" / "journal").write_bytes(b"[]")
    assert [officer.poll() for _ in range(6)] == [None] * 6


def test_a_quiet_look_reads_no_file(derby: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = open_as(derby)
    for _ in range(6):
        assert officer.poll() is None
    real, read = os.read, 0

    def counted(handle: int, size: int) -> bytes:
        nonlocal read
        read += 1
        return real(handle, size)

    monkeypatch.setattr(os, "read", counted)
    for _ in range(5):
        assert officer.poll() is None
    assert read == 0


def test_a_change_within_the_same_tick_of_the_drives_clock_is_seen(derby: Path) -> None:
    """The same size, the same time, the same number: the looks after a change compare the bytes."""
    officer = open_as(derby)
    path = derby / ACTUALS
    stamp = path.stat()
    data = path.read_bytes().replace(b"NI33,7.9,", b"NI33,7.8,")
    with path.open("r+b") as file:
        file.write(data)
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert officer.poll() is not None
    assert value_of(officer, "NI33") == Decimal("7.8")


def test_an_undo_that_a_colleague_stands_against_can_be_passed_over(derby: Path) -> None:
    officer = open_as(derby)
    officer.record(Entry("NI40", reading("1310")))
    officer.record(Entry("NI33", reading("7.8")))
    open_as(derby, "colleague").record(Entry("NI33", reading("7.7")))
    with pytest.raises(ConflictError):
        officer.undo()
    step = officer.next_undo()
    assert step is not None
    officer.pass_over(step)
    officer.undo()
    assert value_of(officer, "NI40") == 1302
    assert value_of(officer, "NI33") == Decimal("7.7")
    assert officer.next_undo() is None
    (line,) = (one for one in log_of(derby) if one.get("why") == PASSED)
    assert line["from"] == line["to"] == "7.7"
    assert officer.put_back() == ()


def test_a_quarter_signed_off_since_holds_no_undo_up(derby: Path) -> None:
    officer = open_as(derby)
    officer.record(Entry("NI33", reading("7.8")))
    officer.new_quarter(Q1)
    officer.record(Entry("NI40", reading("5")))
    (derby / "quarters" / Q4.folder / "signoff.toml").write_bytes(b"")
    officer.undo()
    officer.undo()  # the targets that were rolled on
    assert officer.next_undo() is None


def test_an_undo_of_what_is_so_already_is_told_and_goes_on(derby: Path) -> None:
    officer = open_as(derby)
    before = (derby / ACTUALS).read_bytes()
    officer.record(Entry("NI40", reading("1310")))
    middle = (derby / ACTUALS).read_bytes()
    officer.record(Entry("NI33", reading("7.8")))
    (derby / ACTUALS).write_bytes(middle)
    officer.undo()
    assert officer.notice == "It was so already"
    officer.undo()
    assert (derby / ACTUALS).read_bytes() == before


def test_a_value_in_conflict_brings_the_period_and_status_that_came_with_it(derby: Path) -> None:
    """Mine over theirs is the figure that I entered, not mine with their month and their mark."""
    officer = open_as(derby)
    begun = Begun(officer.dataset.record.readings["NI33"])
    period = Period.parse("Dec 2009")
    theirs = Reading(Figure(Decimal("8.4"), as_at=period, status=Status.PROVISIONAL))
    open_as(derby, "colleague").record(Entry("NI33", theirs))
    with pytest.raises(ConflictError) as caught:
        officer.record(Entry("NI33", reading("7.5")), begun)
    assert [one.change.field for one in caught.value.conflicts] == ["value", "as_at", "status"]
    officer.apply([one.mine() for one in caught.value.conflicts])
    assert officer.dataset.record.readings["NI33"] == reading("7.5")


def test_a_colleague_is_named_for_a_target_set_in_another_quarter_of_the_year(derby: Path) -> None:
    officer = open_as(derby)
    officer.new_quarter(Q1)
    officer.new_quarter(Q1.next())
    colleague = Workspace.open(derby, who="B", now=lambda: datetime(2010, 8, 1, tzinfo=UTC), quarter=Q1)
    held = officer.dataset.target("NI33", Q1.year)
    colleague.set_target("NI33", at_most("6"))
    with pytest.raises(ConflictError, match="6 was saved by B"):
        officer.set_target("NI33", at_most("5"), held)
    assert officer.poll() is not None
    assert officer.put_back() == ()
    assert "by B" in officer.news_told()


def test_put_back_and_other_news_are_both_told(derby: Path) -> None:
    officer = open_as(derby)
    old = (derby / ACTUALS).read_bytes()
    officer.record(Entry("NI33", reading("7.8")))
    (derby / ACTUALS).write_bytes(old.replace(b"NI40,1302", b"NI40,1310"))
    assert officer.poll() is not None
    told = officer.news_told()
    assert "Put back by another program: NI 33 7.8 → 7.9." in told
    assert "Changed elsewhere: NI 40 1302 → 1310." in told
    assert bytes_in(derby)


def told_by(folder: Path) -> list[tuple[str, str, str, str]]:
    return [(line["who"], line["field"], line["from"], line["to"]) for line in log_of(folder)]


def test_what_was_changed_outside_is_in_the_log_from_the_next_save_on(derby: Path) -> None:
    """A field that no csptui has ever saved, seen to change; and the gap before a change of one's own."""
    officer = open_as(derby)
    path = derby / ACTUALS
    path.write_bytes(path.read_bytes().replace(b"NI33,7.9,", b"NI33,7.4,"))
    assert officer.poll() is not None
    path.write_bytes(path.read_bytes().replace(b"NI33,7.4,", b"NI33,7.3,"))
    officer.record(Entry("NI40", reading("1310")))
    assert told_by(derby) == [
        ("another program", "value", "7.9", "7.3"),
        ("officer", "value", "1302", "1310"),
    ]
    digests = [line["digest"] for line in log_of(derby)]
    assert [line["seen"] for line in log_of(derby)] == ["", *digests[:-1]]
    path.write_bytes(path.read_bytes().replace(b"NI40,1310", b"NI40,1299"))
    open_as(derby).record(Entry("NI40", reading("1300")))
    assert told_by(derby)[2:] == [
        ("another program", "value", "1310", "1299"),
        ("officer", "value", "1299", "1300"),
    ]


def test_a_save_that_fails_forgets_nothing_that_was_seen_outside(
    derby: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = open_as(derby)
    path = derby / ACTUALS
    path.write_bytes(path.read_bytes().replace(b"NI33,7.9,", b"NI33,7.4,"))
    assert officer.poll() is not None
    (derby / ".csptui").mkdir()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(StorageError):
            officer.record(Entry("NI40", reading("1310")))
    officer.record(Entry("NI40", reading("1310")))
    assert told_by(derby)[0] == ("another program", "value", "7.9", "7.4")


def test_what_was_put_back_stays_told_until_it_is_decided(derby: Path) -> None:
    officer = open_as(derby)
    old = (derby / ACTUALS).read_bytes()
    officer.record(Entry("NI33", reading("7.8")))
    (derby / ACTUALS).write_bytes(old)
    assert officer.poll() is not None
    officer.record(Entry("NI40", reading("1310")))
    assert [entry.change.indicator for entry in officer.put_back()] == ["NI33"]
    assert officer.accept("NI33")
    assert officer.put_back() == ()
    assert not officer.accept("NI33")
    assert told_by(derby)[-1] == ("officer", "value", "7.8", "7.9")


def test_a_file_rewritten_in_the_middle_of_a_save_is_merged_by_another_try(
    derby: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing conflicts: a program that knows no lock has changed another row just before the commit."""
    officer = open_as(derby)
    path, real = derby / ACTUALS, os.fsync
    done: list[bool] = []

    def meanwhile(handle: int) -> None:
        if not done:
            done.append(True)
            path.write_bytes(path.read_bytes().replace(b"NI40,1302", b"NI40,1310"))
        real(handle)

    monkeypatch.setattr(os, "fsync", meanwhile)
    (derby / ".csptui").mkdir()
    officer.record(Entry("NI33", reading("7.8")))
    assert (value_of(officer, "NI33"), value_of(officer, "NI40")) == (Decimal("7.8"), Decimal(1310))


def test_a_stray_file_of_an_unfinished_save_is_told_and_bars_nothing(derby: Path) -> None:
    (derby / ".csptui" / "unfinished-x").mkdir(parents=True)
    officer = open_as(derby)
    assert [problem.where.file for problem in officer.problems] == [".csptui/unfinished-x"]
    officer.record(Entry("NI33", reading("7.8")))
