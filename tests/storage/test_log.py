"""The log verified and joined: an altered, torn or missing line is named, and a union has one order."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.change import Change
from csptui.storage.changes import Action, Tail, digest_of_line, lines, problems, read_log
from csptui.storage.findings import BrokenFileError
from csptui.storage.log import Wrong, lines_of, union, verdict_on, verify

if TYPE_CHECKING:
    from pathlib import Path

WHEN = datetime(2010, 4, 20, 9, 30, tzinfo=UTC)


def chain(*values: str, start: bytes = b"", who: str = "A. Officer", minutes: int = 0) -> bytes:
    """Give a log with a line for each value, after what `start` holds."""
    data = start
    for number, value in enumerate(values):
        held = lines_of(data)
        when = WHEN + timedelta(minutes=minutes + number)
        change = Change("2009/10 Q4", "value", "", value, "A1")
        data += lines([change], Tail(held[-1].digest if held else ""), Action(who, when))
    return data


def joined(*parts: bytes) -> bytes:
    return b"".join(part + b"\n" for part in parts)


class TestVerify:
    """What was done to a log after it was written is found, and the first such line is named."""

    def test_a_log_as_it_was_written_is_sound(self, tmp_path: Path) -> None:
        path = tmp_path / "changes.jsonl"
        path.write_bytes(chain("1", "2", "3"))
        verdict = verify(path)
        assert verdict.is_sound
        assert verdict.lines == 3

    def test_no_log_yet_and_an_empty_one_are_sound(self, tmp_path: Path) -> None:
        path = tmp_path / "changes.jsonl"
        assert verify(path).is_sound
        path.write_bytes(b"\n\n")
        assert verify(path).is_sound

    def test_a_log_that_cannot_be_read_is_refused_in_words(self, tmp_path: Path) -> None:
        with pytest.raises(BrokenFileError, match=r"changes\.jsonl:? "):
            verify(tmp_path)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
    def test_a_pipe_in_its_place_holds_nobody_up(self, tmp_path: Path) -> None:
        path = tmp_path / "changes.jsonl"
        os.mkfifo(path)
        for read in (verify, read_log):
            with pytest.raises(BrokenFileError, match="is not a plain file"):
                read(path)
        assert "is not a plain file" in problems(path)[0].message

    @pytest.mark.parametrize("at", [0, 1, 2])
    @pytest.mark.parametrize("field", ["when", "who", "quarter", "indicator", "field", "from", "to", "seen"])
    def test_any_altered_field_of_any_line_names_that_line_and_no_other(self, at: int, field: str) -> None:
        parts = chain("1", "2", "3").splitlines()
        fields = json.loads(parts[at])
        fields[field] = "2011-01-01T00:00:00+00:00" if field == "when" else fields[field] + "9"
        parts[at] = json.dumps(fields).encode()
        verdict = verdict_on(lines_of(joined(*parts)))
        assert [(line.number, line.wrong) for line in verdict.wrong] == [(at + 1, Wrong.ALTERED)]

    def test_a_line_altered_with_its_digest_made_anew_is_missed_by_the_next(self) -> None:
        parts = chain("1", "2", "3").splitlines()
        fields = json.loads(parts[1])
        fields["to"] = "99"
        fields["digest"] = digest_of_line(fields)
        parts[1] = json.dumps(fields).encode()
        verdict = verdict_on(lines_of(joined(*parts)))
        assert [(line.number, line.wrong) for line in verdict.wrong] == [(3, Wrong.MISSING)]

    @pytest.mark.parametrize("at", [0, 1])
    def test_a_line_taken_out_is_missed_by_the_one_after_it(self, at: int) -> None:
        parts = chain("1", "2", "3").splitlines()
        del parts[at]
        verdict = verdict_on(lines_of(joined(*parts)))
        assert [(line.number, line.wrong) for line in verdict.wrong] == [(at + 1, Wrong.MISSING)]

    @pytest.mark.parametrize(
        ("torn", "wrong"),
        [
            (b'{"when": "20', Wrong.TORN),
            (b"\xff\x00", Wrong.TORN),
            (b"[" * 50_000, Wrong.TORN),
            (b'{"digest": "x"}', Wrong.TORN),
            (b"<<<<<<< HEAD", Wrong.MARK),
            (b"=======", Wrong.MARK),
        ],
    )
    def test_a_torn_line_and_the_mark_of_a_merge_are_told_apart(self, torn: bytes, wrong: Wrong) -> None:
        parts = chain("1", "2").splitlines()
        verdict = verdict_on(lines_of(joined(parts[0], torn, parts[1])))
        assert [(line.number, line.wrong) for line in verdict.wrong] == [(2, wrong)]

    def test_a_name_that_stands_twice_in_a_line_is_an_alteration(self) -> None:
        """Whoever reads the file sees the first, a program the last."""
        data = chain("1").replace(b'"to": "1"', b'"to": "2", "to": "1"')
        assert [line.wrong for line in verdict_on(lines_of(data)).wrong] == [Wrong.ALTERED]

    def test_order_spelling_and_line_ends_are_no_alteration(self) -> None:
        first, second = chain("1", "é").splitlines()
        fields = json.loads(second)
        respelt = json.dumps(dict(sorted(fields.items())), ensure_ascii=False).encode() + b"\r"
        assert verdict_on(lines_of(joined(respelt, b"", first + b"\r"))).is_sound


class TestUnion:
    """Two logs that grew apart become one, the same whoever joins them."""

    def test_both_sides_are_kept_and_the_whole_is_sound(self) -> None:
        base = chain("1", "2")
        ours = chain("3", "4", start=base, who="A", minutes=10)
        theirs = chain("5", "6", start=base, who="B", minutes=11)
        both = union(base, ours, theirs)
        assert both == union(base, theirs, ours)
        assert verdict_on(lines_of(both)).is_sound
        assert [json.loads(line)["to"] for line in both.splitlines()] == ["1", "2", "3", "5", "4", "6"]

    def test_logs_begun_apart_are_joined(self) -> None:
        both = union(b"", chain("1", who="A"), chain("2", who="B", minutes=1))
        assert both.count(b"\n") == 2
        assert verdict_on(lines_of(both)).is_sound

    def test_logs_begun_apart_stand_in_the_order_of_their_moments(self) -> None:
        apart = [
            chain("1", who=who, minutes=minutes) for who, minutes in (("A", 9), ("B", 1), ("C", 5), ("D", 3))
        ]
        made = {b"".join(order) for order in permutations(apart)}
        assert {union(b"", data, b"") for data in made} == {b"".join(apart[at] for at in (1, 3, 2, 0))}

    def test_a_line_in_two_spellings_is_one_line_and_the_same_either_way(self) -> None:
        line = chain("1")
        respelt = json.dumps(dict(sorted(json.loads(line).items()))).encode() + b"\r\n"
        assert union(b"", line, respelt) == union(b"", respelt, line)
        assert union(line, line, respelt).count(b"\n") == 1

    def test_a_line_never_stands_before_the_one_that_it_has_seen_though_a_clock_was_wrong(self) -> None:
        base = chain("1", minutes=60)
        ours = chain("2", start=base, minutes=0)
        assert union(base, ours, base) == ours

    def test_a_log_that_lost_lines_gets_them_back(self) -> None:
        whole = chain("1", "2", "3")
        cut = b"\n".join(whole.splitlines()[:1]) + b"\n"
        assert union(whole, cut, whole) == whole
        assert union(whole, cut, cut) == whole

    def test_an_altered_line_is_kept_beside_the_sound_one(self) -> None:
        base = chain("1", "2")
        forged = base.replace(b'"to": "1"', b'"to": "9"')
        both = union(base, forged, base)
        assert both == union(base, base, forged)
        assert forged.splitlines()[0] in both
        assert base.splitlines()[0] in both
        assert not verdict_on(lines_of(both)).is_sound

    def test_a_torn_line_that_one_side_mended_stays_away(self) -> None:
        base = chain("1") + b"torn\n"
        assert union(base, chain("1"), base) == chain("1")
        assert b"torn" in union(chain("1"), base, chain("1"))

    @given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30)), max_size=12))
    def test_three_logs_in_any_order_make_the_same_bytes(self, steps: list[tuple[int, int]]) -> None:
        base = chain("0")
        sides = [base, base, base]
        for number, (side, minutes) in enumerate(steps):
            sides[side] = chain(str(number), start=sides[side], who=f"w{side}", minutes=minutes)
        made = {union(base, union(base, one, two), three) for one, two, three in permutations(sides)}
        assert len(made) == 1
        assert verdict_on(lines_of(made.pop())).is_sound
