"""Then and now: the log walked back gives what stood there, and a change that it does not know is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.change import Change, Logged
from csptui.domain.then import Then, walk_back

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WHEN = datetime(2010, 4, 20, tzinfo=UTC)


def logged(number: int, before: str, after: str, seen: str | None = None, **of: str) -> Logged:
    """Give a line of the log; it has seen the line numbered before it unless told otherwise."""
    change = Change(
        of.get("quarter", "2009/10 Q4"), of.get("field", "value"), before, after, of.get("name", "A1")
    )
    seen = (f"d{number - 1}" if number else "") if seen is None else seen
    return Logged(change, WHEN + timedelta(days=number), "A", f"a{number}", seen=seen, digest=f"d{number}")


def back(entries: Sequence[Logged], now: str, lines: int) -> Then:
    """Walk back to when only so many lines of the log stood there."""
    (found,) = walk_back(entries, lambda _: now, lambda number, _: number < lines)
    return found


class TestWalkBack:
    """One field, at each moment."""

    LOG = (logged(0, "1", "2"), logged(1, "2", "3"), logged(2, "3", "4"))

    def test_the_field_at_each_moment(self) -> None:
        assert [back(self.LOG, "4", lines).then for lines in range(4)] == ["1", "2", "3", "4"]
        assert not back(self.LOG, "4", 0).outside

    def test_the_last_change_since_is_named_and_none_where_there_is_none(self) -> None:
        first = back(self.LOG, "4", 1)
        assert first.last is self.LOG[2]
        assert first.differs
        assert back(self.LOG, "4", 3).last is None
        assert not back(self.LOG, "4", 3).differs

    def test_a_present_value_that_the_log_did_not_write_was_changed_outside(self) -> None:
        found = back(self.LOG, "5", 3)
        assert (found.then, found.now, found.outside) == ("4", "5", True)
        assert back(self.LOG, "5", 0).then == "1"

    def test_an_old_value_put_back_by_a_program_without_a_log_is_outside_too(self) -> None:
        assert back(self.LOG, "3", 3).outside

    def test_a_gap_between_two_lines_is_outside_only_where_it_is_since_then(self) -> None:
        log = (logged(0, "1", "2"), logged(1, "9", "3"), logged(2, "3", "4"))
        assert back(log, "4", 1).outside
        assert back(log, "4", 1).then == "2"
        assert not back(log, "4", 2).outside

    def test_two_branches_of_a_log_that_was_joined_are_no_gap(self) -> None:
        """Both changed 1, neither had seen the other; then one value was taken."""
        log = (
            logged(0, "", "1"),
            logged(1, "1", "2", seen="d0"),
            logged(2, "1", "3", seen="d0"),
        )
        assert not back(log, "3", 1).outside
        assert not back(log, "2", 1).outside, "the other branch's value was chosen"
        assert back(log, "4", 1).outside
        assert back(log, "2", 1).last is log[1], "its branch is the one that changed it"
        assert back(log, "3", 1).last is log[2]
        later = (*log, logged(3, "2", "5", seen="d2"))
        assert not back(later, "5", 1).outside

    def test_a_target_is_of_its_year_whichever_quarter_it_was_saved_in(self) -> None:
        log = (
            logged(0, "7", "8", field="target", quarter="2009/10 Q1"),
            logged(1, "8", "9", field="target", quarter="2009/10 Q4"),
        )
        assert back(log, "9", 0).then == "7"

    def test_what_is_no_field_is_passed_over(self) -> None:
        assert walk_back(self.LOG, lambda _: None, lambda *_: True) == ()

    def test_what_is_not_wanted_is_passed_over_and_still_joins_what_is(self) -> None:
        log = (logged(0, "1", "2"), logged(1, "", "x", name="B2"), logged(2, "1", "3"))
        (found,) = walk_back(log, lambda _: "2", lambda *_: True, lambda change: change.indicator == "A1")
        assert (found.key.indicator, found.then, found.outside) == ("A1", "3", True)

    def test_a_ring_of_lines_ends(self) -> None:
        log = (logged(0, "1", "2", seen="d1"), logged(1, "9", "3", seen="d0"))
        assert back(log, "5", 0).outside


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz"), st.booleans()), max_size=25))
def test_every_moment_comes_back(steps: list[tuple[str, str, bool]]) -> None:
    """At each length of the log each field is what the log had then; none is called outside that was not."""
    held: dict[str, str] = {}
    known: dict[str, str] = {}
    moments: list[dict[str, str]] = [{}]
    log: list[Logged] = []
    touched: list[tuple[int, str]] = []
    for name, text, by_us in steps:
        if held.get(name, "") == text:
            continue
        if by_us:
            log.append(logged(len(log), held.get(name, ""), text, name=name))
            known = {**known, name: text}
            moments.append(known)
        else:
            touched.append((len(log), name))
        held[name] = text

    def now_of(change: Change) -> str:
        return held.get(change.indicator, "")

    for lines, then in enumerate(moments):
        for found in walk_back(log, now_of, first(lines)):
            name = found.key.indicator
            if name in then:
                assert found.then == then[name]
            if all(who != name for _, who in touched):
                assert not found.outside


LINES = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.sampled_from("xyz"), st.integers(-1, 8)),
    min_size=1,
    max_size=9,
)


@given(LINES, st.integers(0, 9), st.sampled_from("xyz"))
def test_in_any_log_that_forked_outside_is_what_the_definition_says(
    steps: list[tuple[str, str, str, int]], held: int, now: str
) -> None:
    """Whichever line each has seen; a line that says it has seen a later one, or itself, has seen none."""
    log = [
        logged(number, before, after, seen=f"d{seen}", name=name)
        for number, (name, before, after, seen) in enumerate(steps)
    ]
    for found in walk_back(log, lambda _: now, first(held)):
        own = [number for number, entry in enumerate(log) if entry.change.indicator == found.key.indicator]
        since = [number for number in own if number >= held]
        gaps = [number for number in since if number != own[0] and not follows(log, own, number)]
        assert found.outside == (bool(gaps) or now not in last_written(log, own))


def has_seen(log: Sequence[Logged], later: int, earlier: int) -> bool:
    """Walk from line to line."""
    at = later
    while at > earlier:
        before = int(log[at].seen.removeprefix("d"))
        if not 0 <= before < at:
            return False
        at = before
    return at == earlier


def last_written(log: Sequence[Logged], own: Sequence[int]) -> set[str]:
    """Give what lines wrote that no other line had seen, and up to which nothing was overwritten."""
    last: list[int] = []
    for number in reversed(own):
        if any(has_seen(log, later, number) for later in last):
            break
        last.append(number)
    return {log[number].change.after for number in last}


def follows(log: Sequence[Logged], own: Sequence[int], number: int) -> bool:
    """Whether a change begins with what the log wrote last, or with what its own writer had seen last."""
    earlier = [one for one in own if one < number]
    seen = [one for one in earlier if has_seen(log, number, one)]
    before = log[number].change.before
    return (
        not seen
        or log[earlier[-1]].change.after == before
        or log[seen[-1]].change.after == before
        or before in last_written(log, earlier)
    )


def first(lines: int) -> Callable[[int, Logged], bool]:
    """Give the test for the first lines of a log."""
    return lambda number, _: number < lines
