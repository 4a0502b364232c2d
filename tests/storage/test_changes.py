"""The log: chained lines that a parser gives back whole, whatever its last line looks like."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.change import Change
from csptui.storage.changes import Action, Tail, digest_of_line, lines, read_tail
from csptui.storage.findings import BrokenFileError

if TYPE_CHECKING:
    from pathlib import Path

WHEN = datetime(2010, 4, 20, 9, 30, tzinfo=UTC)


def logged(*changes: Change, tail: Tail | None = None) -> bytes:
    return lines(changes, tail or Tail(), Action("A. Officer", WHEN))


def parsed(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


@given(st.text(), st.text(), st.text())
def test_any_text_comes_back_from_plain_ascii_lines(before: str, after: str, who: str) -> None:
    data = lines([Change("2009/10 Q4", "comment", before, after, "A1")], Tail(), Action(who, WHEN))
    assert data.isascii()
    assert data.count(b"\n") == 1
    (line,) = parsed(data)
    assert (line["from"], line["to"], line["who"], line["indicator"]) == (before, after, who, "A1")


def test_each_line_has_seen_the_one_before_it() -> None:
    first = logged(Change("q", "value", "", "1", "A1"), Change("q", "comment", "", "x", "A1"))
    one, two = parsed(first)
    assert one["seen"] == ""
    assert two["seen"] == one["digest"]
    (three,) = parsed(logged(Change("q", "narrative", "", "n", theme="t"), tail=Tail(two["digest"])))
    assert three["seen"] == two["digest"]
    assert "indicator" not in three
    assert three["theme"] == "t"


def test_the_digest_is_over_the_meaning_and_notices_each_field() -> None:
    (line,) = parsed(logged(Change("q", "value", "1", "2", "A1")))
    shuffled = dict(reversed(line.items()))
    assert digest_of_line(shuffled) == line["digest"]
    for name in line.keys() - {"digest"}:
        assert digest_of_line({**line, name: "other"}) != line["digest"]


def test_the_moment_is_logged_in_utc() -> None:
    summer = datetime(2010, 4, 20, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    (line,) = parsed(lines([Change("q", "value", "", "1", "A1")], Tail(), Action("w", summer)))
    assert line["when"] == "2010-04-20T09:30:00+00:00"


def test_an_absent_or_empty_log_has_an_empty_tail(tmp_path: Path) -> None:
    path = tmp_path / "changes.jsonl"
    assert read_tail(path) == Tail()
    path.write_bytes(b"")
    assert read_tail(path) == Tail()


@pytest.mark.parametrize("size", [1, 100_000, 3_000_000], ids=["short", "longer than a read", "longer still"])
def test_the_last_line_is_found_however_long_it_is(tmp_path: Path, size: int) -> None:
    path = tmp_path / "changes.jsonl"
    data = logged(Change("q", "comment", "", "x", "A1"), Change("q", "comment", "x", "y" * size, "A1"))
    path.write_bytes(data)
    assert read_tail(path) == Tail(parsed(data)[-1]["digest"])


def test_a_log_without_its_last_line_end_is_open(tmp_path: Path) -> None:
    path = tmp_path / "changes.jsonl"
    data = logged(Change("q", "value", "", "1", "A1"))
    path.write_bytes(data.removesuffix(b"\n"))
    assert read_tail(path) == Tail(parsed(data)[0]["digest"], is_open=True)


@pytest.mark.parametrize("torn", [b'{"when": "20', b"\xff\x00", b"[1]", b'{"digest": 5}', b"[" * 50_000])
def test_a_torn_last_line_is_passed_over_and_left_alone(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "changes.jsonl"
    data = logged(Change("q", "value", "", "1", "A1"))
    path.write_bytes(data + torn)
    tail = read_tail(path)
    assert tail == Tail(parsed(data)[0]["digest"], is_open=True)
    added = logged(Change("q", "value", "1", "2", "A1"), tail=tail)
    whole = (data + torn + added).split(b"\n")
    assert json.loads(whole[2])["to"] == "2"
    assert whole[1] == torn


def test_a_log_of_nothing_but_rubbish_is_started_anew_on_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "changes.jsonl"
    path.write_bytes(b"rubbish\nmore rubbish")
    assert read_tail(path) == Tail("", is_open=True)


def test_a_folder_in_its_place_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "changes.jsonl").mkdir()
    with pytest.raises(BrokenFileError, match=r"changes\.jsonl"):
        read_tail(tmp_path / "changes.jsonl")
