"""A log read again and again is each time what a reading of the whole gives; only new lines are parsed."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.change import Change, last_of_each
from csptui.storage.changes import FILE, Action, LogReader, Tail, lines, read_log, read_tail
from csptui.storage.findings import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Callable

WHEN = datetime(2010, 4, 20, 9, 30, tzinfo=UTC)


def saved(path: Path, *values: str) -> None:
    """Append a save as the program does."""
    made = [Change("2009/10 Q4", "value", "", value, f"A{number}") for number, value in enumerate(values)]
    append(path, lines(made, read_tail(path), Action("A. Officer", WHEN)))


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def replaced(path: Path, old: bytes, new: bytes) -> None:
    """Edit a log in place; its time is set, since a computer's clock may stand still for so long."""
    moment = path.stat().st_mtime_ns
    with path.open("r+b") as file:
        data = file.read().replace(old, new)
        file.seek(0)
        file.write(data)
        file.truncate()
    os.utime(path, ns=(moment, moment + 1_000_000_000))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a log of three saves."""
    found = tmp_path / FILE
    for value in ("first", "other", "third"):
        saved(found, value, "5")
    return found


def test_lines_that_were_read_are_not_parsed_again(path: Path) -> None:
    reader = LogReader(path)
    first = reader.read()
    assert reader.read() is first
    saved(path, "fourth")
    second = reader.read()
    assert second == read_log(path)
    assert len(second) == 7
    assert all(one is other for one, other in zip(first, second[:6], strict=True))


def test_no_log_yet_is_an_empty_one_and_one_that_was_taken_away_too(path: Path) -> None:
    data = path.read_bytes()
    path.unlink()
    reader = LogReader(path)
    assert reader.read() == ()
    path.write_bytes(data)
    assert len(reader.read()) == 6
    path.unlink()
    assert reader.read() == ()
    assert reader.last_of_each() == {}
    saved(path, "1")
    assert [entry.change.after for entry in reader.read()] == ["1"]


def shorter(path: Path) -> None:
    os.truncate(path, path.read_bytes().index(b"\n") + 1)


def other_file_with_more(path: Path) -> None:
    """As git or an editor leaves it that writes a new file and renames it."""
    fresh = path.with_name("fresh")
    fresh.write_bytes(path.read_bytes().replace(b'"first"', b'"worst"'))
    saved(fresh, "7")
    fresh.replace(path)


def altered_in_its_length(path: Path) -> None:
    replaced(path, b'"first"', b'"worst"')


def altered_and_longer(path: Path) -> None:
    replaced(path, b'"third"', b'"thirteenth"')


def altered_in_the_last_line_and_goes_on(path: Path) -> None:
    data = path.read_bytes()
    at = data.rindex(b"A. Officer")
    path.write_bytes(data[:at] + b"B. Officer" + data[at + 10 :])
    saved(path, "8")


def joined_with_a_line_that_has_seen_another(path: Path) -> None:
    """Join logs in place, which may move lines too."""
    replaced(path, b'"first"', b'"worst"')
    append(path, lines([Change("2009/10 Q4", "value", "", "9", "A1")], Tail("s"), Action("C", WHEN)))


@pytest.mark.parametrize(
    "change",
    [
        shorter,
        other_file_with_more,
        altered_in_its_length,
        altered_and_longer,
        altered_in_the_last_line_and_goes_on,
        joined_with_a_line_that_has_seen_another,
    ],
)
def test_a_log_that_is_not_what_it_was_is_read_anew(path: Path, change: Callable[[Path], None]) -> None:
    for value in range(30):  # more than is compared at the log's end
        saved(path, str(value))
    reader = LogReader(path)
    before = reader.read()
    change(path)
    assert reader.read() == read_log(path) != before
    assert reader.last_of_each() == last_of_each(read_log(path))


def test_a_line_without_an_end_counts_as_it_does_in_a_whole_reading(path: Path) -> None:
    line = path.read_bytes().splitlines()[0].replace(b'"first"', b'"opens"')
    reader = LogReader(path)
    for part in (line[:50], line[50:], b"", b"\n", line, b"rubbish", b"\n\n" + line):
        append(path, part)
        assert reader.read() == read_log(path)
        assert reader.last_of_each() == last_of_each(read_log(path))
    assert len(reader.read()) == 8


def test_what_cannot_be_read_is_refused_and_read_when_it_can(path: Path) -> None:
    reader = LogReader(path)
    reader.read()
    aside = path.with_name("aside")
    path.rename(aside)
    path.mkdir()
    for _ in range(2):
        with pytest.raises(BrokenFileError, match=FILE):
            reader.read()
    path.rmdir()
    aside.rename(path)
    assert reader.read() == read_log(path)


def test_what_is_given_does_not_change_under_who_has_it(path: Path) -> None:
    reader = LogReader(path)
    entries, last = reader.read(), reader.last_of_each()
    held = (tuple(entries), dict(last))
    last.clear()
    saved(path, "10", "11", "12")
    assert len(reader.read()) == 9
    assert (entries, reader.last_of_each()) != held
    assert entries == held[0]
    assert reader.last_of_each() == last_of_each(read_log(path))


STEPS = st.sampled_from(["save", "save two", "rubbish", "torn", "line end", "cut", "look"])


@given(st.lists(STEPS, max_size=20))
def test_whatever_is_appended_or_cut_off(steps: list[str]) -> None:
    """Each reading is what a reading from the beginning gives."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.touch()
        reader = LogReader(path)
        for number, step in enumerate(steps):
            if step == "save":
                saved(path, str(number))
            elif step == "save two":
                saved(path, str(number), "x" * 3000)
            elif step == "cut":
                os.truncate(path, path.stat().st_size * 2 // 3)
            elif step != "look":
                append(path, {"rubbish": b"<<<<\n", "torn": b'{"when": "2010', "line end": b"\n"}[step])
            if step == "look":
                assert reader.read() == read_log(path)
        assert reader.read() == read_log(path)
        assert reader.last_of_each() == last_of_each(read_log(path))
