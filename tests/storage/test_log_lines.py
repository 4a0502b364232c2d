"""One line of the log: what it is written as, what is read of it, and what is no line."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from csptui.domain.change import Change
from csptui.storage.changes import (
    FILE,
    MOST_NAMED,
    Action,
    Tail,
    digest_of_line,
    lines,
    logged_of,
    problems,
    read_log,
    read_tail,
)
from csptui.storage.findings import BrokenFileError
from csptui.storage.log import Wrong, lines_of, union, verdict_on

if TYPE_CHECKING:
    from pathlib import Path

WHEN = datetime(2010, 4, 20, 9, 30, 59, 999, tzinfo=UTC)
VALUE = Change("2009/10 Q4", "value", "7.9", "7.8", "NI33")
PROSE = Change("2009/10 Q4", "narrative", "", "All is well.", theme="first")
FILES = {"targets.csv": ("a" * 64, "b" * 64), "quarters/2009-10-Q4/actuals.csv": ("", "c" * 64)}
WHOLE = Action("A. Officer", WHEN, undoes="u" * 16, redoes="r" * 16, why="a slip", files=FILES)
KEYS = [
    "when",
    "who",
    "quarter",
    "indicator",
    "field",
    "from",
    "to",
    "why",
    "action",
    "undoes",
    "redoes",
    "files",
]


def fields_of(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.splitlines() if line]


def test_the_keys_of_a_line_and_their_order() -> None:
    first, second = fields_of(lines([VALUE, PROSE], Tail("s"), WHOLE))
    assert list(first) == [*KEYS, "seen", "digest"]
    assert list(second) == [
        *("when", "who", "quarter", "theme", "field", "from", "to", "why", "action", "undoes", "redoes"),
        *("seen", "digest"),
    ]
    assert first["when"] == "2010-04-20T09:30:59+00:00"
    assert first["files"] == {where: list(both) for where, both in FILES.items()}
    assert (first["seen"], second["seen"]) == ("s", first["digest"])
    assert first["action"] == second["action"]
    assert len(str(first["action"])) == 16
    (bare,) = fields_of(lines([VALUE], Tail(), Action("A. Officer", WHEN)))
    assert list(bare) == [*KEYS[:7], "action", "seen", "digest"]
    assert fields_of(lines([Change("q", "value", "", "")], Tail(), Action("", WHEN)))[0]["to"] == ""


def test_what_is_read_of_a_line_is_what_was_logged() -> None:
    first, second = (logged_of(line) for line in lines([VALUE, PROSE], Tail("s"), WHOLE).splitlines())
    assert first is not None
    assert second is not None
    assert (first.change, second.change) == (VALUE, PROSE)
    assert (first.who, first.when, first.why) == ("A. Officer", WHEN.replace(microsecond=0), "a slip")
    assert (first.undoes, first.redoes, first.seen, second.seen) == ("u" * 16, "r" * 16, "s", first.digest)
    assert (dict(first.files), dict(second.files)) == (FILES, {})
    assert first.action == second.action


def test_two_actions_of_one_content_have_two_names_by_the_chain() -> None:
    def name(*changes: Change, seen: str = "", who: str = "w", when: datetime = WHEN) -> object:
        return fields_of(lines(changes, Tail(seen), Action(who, when)))[0]["action"]

    assert name(VALUE) == name(VALUE)
    others = [
        name(VALUE, seen="s"),
        name(VALUE, who="x"),
        name(VALUE, when=WHEN + timedelta(seconds=1)),
        name(PROSE),
        name(VALUE, PROSE),
        name(Change("2009/10 Q4", "value", "7.9", "7.7", "NI33")),
    ]
    assert len({*others, name(VALUE)}) == len(others) + 1


def spoilt(**changes: object) -> bytes:
    (held,) = fields_of(lines([VALUE], Tail(), WHOLE))
    held |= changes
    return json.dumps({name: value for name, value in held.items() if value is not ...}).encode()


@pytest.mark.parametrize("name", ["when", "who", "quarter", "field", "from", "to", "seen", "digest"])
@pytest.mark.parametrize("value", [..., 5, None, ["x"]])
def test_a_line_without_what_it_needs_is_none(name: str, value: object) -> None:
    assert logged_of(spoilt(**{name: value})) is None
    assert logged_of(spoilt()) is not None


@pytest.mark.parametrize(
    "when",
    [
        "",
        "yesterday",
        "2010-04-20T09:30:00",
        "2010-04-20",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_a_moment_that_is_none(when: str) -> None:
    assert logged_of(spoilt(when=when)) is None


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    summer = datetime(2010, 4, 20, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    entry = logged_of(spoilt(when=summer.isoformat()))
    assert entry is not None
    assert entry.when.isoformat() == "2010-04-20T09:30:00+00:00"


@pytest.mark.parametrize("line", [b"", b"[]", b"5", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_line(line: bytes) -> None:
    assert logged_of(line) is None


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("action", ..., ("action", None)),
        ("action", 5, ("action", None)),
        ("indicator", ..., ("indicator", "")),
        ("why", ..., ("why", "")),
        ("undoes", ..., ("undoes", "")),
        ("redoes", ..., ("redoes", "")),
        ("files", ..., ("files", {})),
        ("files", "x", ("files", {})),
        (
            "files",
            {"a": ["1", "2"], "b": ["1"], "c": "12", "d": ["1", "2", "3"]},
            ("files", {"a": ("1", "2")}),
        ),
    ],
)
def test_what_may_be_missing(name: str, value: object, read: tuple[str, object]) -> None:
    """An older line has no action: it is one of its own, by its digest."""
    data = spoilt(**{name: value})
    entry = logged_of(data)
    assert entry is not None
    field, expected = read
    if field == "indicator":
        assert entry.change.indicator == expected
    elif field == "action":
        assert entry.action == entry.digest[:16]
    else:
        assert getattr(entry, field) == expected


def test_lines_that_cannot_be_read_are_told_with_their_number(tmp_path: Path) -> None:
    path = tmp_path / FILE
    assert problems(path) == ()
    good = lines([VALUE], Tail(), WHOLE)
    path.write_bytes(good + b"  \n\nrubbish\n" + good + b'{"field": 1}\n{"digest": 1}\n[]\n')
    found = problems(path)
    assert [one.where.line for one in found] == [4, 6, 7, 8]
    assert {one.message for one in found} == {"is not a line of the log: bring the line back as it was"}
    assert len(read_log(path)) == 2
    path.write_bytes(b"rubbish\n" * (MOST_NAMED + 5))
    assert len(problems(path)) == MOST_NAMED == 100
    path.unlink()
    path.mkdir()
    assert len(problems(path)) == 1
    assert read_log(tmp_path / "nothing") == ()


@pytest.mark.parametrize(
    ("data", "tail"),
    [
        (b"", Tail()),
        (b"x", Tail("", is_open=True)),
        (b"x\n", Tail()),
        (b'{"digest": "d"}\n', Tail("d")),
        (b'{"digest": "d"}', Tail("d", is_open=True)),
        (b'{"digest": "d"}\nx', Tail("d", is_open=True)),
        (b'{"digest": "c"}\n{"digest": "d"}\n', Tail("d")),
        (b'{"digest": "c"}\n{"digest": 5}\n\n', Tail("c")),
        (b'{"digest": "c"}\n' + b"x" * 70_000 + b"\n", Tail("c")),
        (b'{"digest": "c"}\n' + b"x" * 70_000, Tail("c", is_open=True)),
        (b"x" * 70_000 + b"\n", Tail()),
        (b"x" * 70_000 + b'\n{"digest": "d"}\n', Tail("d")),
    ],
)
def test_how_a_log_ends(tmp_path: Path, data: bytes, tail: Tail) -> None:
    path = tmp_path / FILE
    path.write_bytes(data)
    assert read_tail(path) == tail


def test_a_log_that_is_no_plain_file_ends_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.mkdir()
    with pytest.raises(BrokenFileError, match=r"is not a plain file|cannot be opened"):
        read_tail(path)
    path.rmdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)
        with pytest.raises(BrokenFileError, match="is not a plain file: put it aside"):
            read_tail(path)
        path.unlink()
    path.symlink_to(path)
    with pytest.raises(BrokenFileError, match="cannot be opened"):
        read_tail(path)


@pytest.mark.parametrize("mark", [b"<<<<<<< ours", b"||||||| base", b"=======", b">>>>>>> theirs"])
def test_marks_of_a_merge_are_told_as_such(mark: bytes) -> None:
    good = lines([VALUE], Tail(), WHOLE)
    verdict = verdict_on(lines_of(good + mark + b"\n"))
    assert [(one.number, one.wrong) for one in verdict.wrong] == [(2, Wrong.MARK)]
    assert verdict.lines == 2


def test_of_two_spellings_of_one_line_the_smaller_stays() -> None:
    (held,) = fields_of(lines([VALUE], Tail(), WHOLE))
    one = json.dumps(held).encode() + b"\n"
    other = json.dumps(held, separators=(",", ":")).encode() + b"\n"
    assert digest_of_line(json.loads(one)) == digest_of_line(json.loads(other))
    assert union(b"", one, other) == union(b"", other, one) == min(one, other)
