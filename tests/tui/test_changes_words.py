"""What the changes screen says: saves in their order, words for values, what differs, then and now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from edit_harness import derby
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.change import Change, Logged
from csptui.domain.rag import Colour
from csptui.storage import edits
from csptui.storage.edits import reading_from
from csptui.tui.change_words import LONGEST_DIFFERENCE, count_words, difference, gist, shortened, value_words
from csptui.tui.history import History, text_here
from csptui.tui.then_and_now import putting_back, standing

DERBY = derby()
Q4 = "2009/10 Q4"
START = datetime(2010, 4, 20, 9, 30, tzinfo=UTC)


def logged(at: int, change: Change, action: str = "", **more: str) -> Logged:
    """Give a line of the log, one an hour."""
    who = more.pop("who", "A. Officer")
    when = START + timedelta(hours=at)
    return Logged(change, when, who, action or f"action{at}", digest=f"digest{at}", **more)  # type: ignore[arg-type]


def value(before: str, after: str, indicator: str = "NI33", quarter: str = Q4) -> Change:
    return Change(quarter, "value", before, after, indicator)


def history(*entries: Logged) -> History:
    return History.of(DERBY, entries, UTC)


def test_saves_stand_newest_first_each_with_its_lines_in_their_order() -> None:
    entries = [
        logged(0, value("7.9", "7.8"), "one"),
        logged(1, Change(Q4, "comment", "", "Words.", "NI33"), "one"),
        logged(2, value("7.8", "7.9"), "two"),
    ]
    saves = history(*entries).saves()
    assert [[item.entry for item in save.items] for save in saves[1:]] == [[entries[2]], entries[:2]]


def test_of_one_indicator_are_its_own_changes_alone() -> None:
    entries = [
        logged(0, value("7.9", "7.8"), "one"),
        logged(1, value("11.73", "11.73", "NI20"), "one"),
        logged(2, Change(Q4, "narrative", "", "", "", "substance"), "two"),
    ]
    (save,) = (one for one in history(*entries).saves("NI33") if one.entry is not None)
    assert [item.change.indicator for item in save.items] == ["NI33"]
    assert save.of == 2


def test_other_quarters_are_left_out_but_for_targets_of_the_year() -> None:
    entries = [
        logged(0, value("1", "2", quarter="2009/10 Q3")),
        logged(1, Change("2009/10 Q1", "target", "7.50", "7.50", "NI33")),
        logged(2, Change("2010/11 Q1", "target", "", "8", "NI33")),
        logged(3, value("1", "2", quarter="no quarter")),
    ]
    saves = [one for one in history(*entries).saves() if one.entry is not None]
    assert [one.items[0].change.quarter for one in saves] == ["2009/10 Q1"]


def test_undo_redo_and_what_was_undone_are_named_by_their_moments() -> None:
    entries = [
        logged(0, value("7.9", "7.8"), "one"),
        logged(1, value("7.8", "7.9"), "two", undoes="one"),
        logged(2, value("7.9", "7.8"), "three", redoes="one"),
        logged(3, value("7.8", "7.9"), "four", undoes="gone"),
        logged(4, value("7.9", "7.9"), "five"),
        logged(5, value("7.9", "7.9"), "six", undoes="five"),
    ]
    assert [one.mark for one in reversed(history(*entries).saves())] == [
        "",
        "undo of the save of 2010-04-20 09:30",
        "redo of the save of 2010-04-20 09:30",
        "undo of a save that is not here",
        "undone since",
        "undo of the save of 2010-04-20 13:30",
    ]


def test_what_is_not_as_the_log_last_wrote_it_stands_first_as_a_group_of_its_own() -> None:
    seen = history(logged(0, value("7.8", "7.7")), logged(1, value("11.5", "11.73", "NI20")))
    first, *_ = seen.saves()
    assert first.entry is None
    assert [item.change for item in first.items] == [value("7.7", "7.9")]
    assert not [one for one in seen.saves("NI20") if one.entry is None]


def test_a_filter_keeps_what_has_every_word_in_any_case() -> None:
    seen = history(
        logged(0, value("7.8", "7.9"), who="B. Colleague"),
        logged(1, Change(Q4, "comment", "", DERBY.record.comments["NI33"], "NI33")),
    )
    for words, found in (
        ("colleague", 1),
        ("NI 33", 2),
        ("ACTUAL ni", 1),
        ("2010-04-20 10:30", 1),
        ("increase of", 1),
        ("zebra", 0),
    ):
        assert sum(len(one.items) for one in seen.saves(wanted=words)) == found, words


def test_values_are_printed_as_the_report_prints_them() -> None:
    custody, arson = DERBY.indicator("NI43"), DERBY.indicator("NI33")
    assert value_words("value", "13.11", custody) == "13.11%"
    assert value_words("value", "", custody) == "none"
    assert value_words("target", "<9", custody) == "<9%"
    assert value_words("value", "seven", arson) == "seven"
    assert value_words("status", "", arson) == "final"
    assert value_words("as_at", "M2009-12", arson) == "Dec 2009"
    assert value_words("comment", "one two", arson) == "2 words"
    assert value_words("value", "7.9", None) == "7.9"
    assert (count_words(" \n"), count_words("a"), count_words("a " * 1200)) == (
        "none",
        "1 word",
        "1,200 words",
    )


def test_what_differs_is_found_in_the_middle_at_the_end_and_where_all_is_new() -> None:
    assert difference("up by 8.6% now", "up by 8.5% now") == ("up by ", "8.6%", "8.5%", " now")
    assert difference("a b", "a b c") == ("a b", "", " c", "")
    assert difference("", "new words") == ("", "", "new words", "")
    assert gist("It went up by 8.6% in the year.", "It went up by 8.5% in the year.").startswith(
        "It went up by 8.5%"
    )
    assert gist("keep this lost", "keep this") == "left out: lost"


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_a_difference_loses_no_character_of_either_text(before: str, after: str) -> None:
    parts = difference(before, after)
    assert parts.begin + parts.before + parts.end == before
    assert parts.begin + parts.after + parts.end == after


def test_a_long_difference_is_cut_with_a_sign() -> None:
    parts = shortened(difference("start " + "old " * 500, "start " + "new " * 500))
    assert len(parts.after.split()) == LONGEST_DIFFERENCE + 1
    assert parts.after.endswith("…")


def test_then_and_now_rates_the_row_before_the_save_after_it_and_today() -> None:
    """7.0 was green and 9 red against 7.50; 7.9, which holds now, was put there later."""
    seen = history(
        logged(0, value("7.0", "9"), "one"),
        logged(1, value("9", "7.9"), "two", who="B. Colleague"),
    )
    _, newest, oldest = ("", *seen.saves("NI33"))
    stands = standing(seen, oldest.items[0])
    colours = [None if row is None else row.rating.colour for row in stands.rows]
    assert colours == [Colour.GREEN, Colour.RED, Colour.RED]
    assert [row and row.actual_text for row in stands.rows] == ["7.0", "9", "7.9"]
    assert stands.now == "7.9"
    assert stands.since is newest.entry
    assert standing(seen, newest.items[0]).since is None


def test_a_rating_then_is_by_the_target_of_then() -> None:
    """The row was green while its target was 8.5."""
    seen = history(logged(0, value("7", "7.9")), logged(1, Change(Q4, "target", "8.5", "7.50", "NI33")))
    figure = next(one.items[0] for one in seen.saves() if one.items[0].change.field == "value")
    rows = standing(seen, figure).rows
    assert [row and row.rating.colour for row in rows] == [Colour.GREEN, Colour.GREEN, Colour.RED]


def test_a_log_that_spells_what_cannot_be_read_gives_no_rating_then() -> None:
    seen = history(logged(0, value("seven", "7.9")))
    before, after, now = standing(seen, seen.saves()[0].items[0]).rows
    assert before is None
    assert after is not None
    assert now is not None


def test_putting_back_makes_what_was_there_before_out_of_what_is_there_now() -> None:
    seen = history(logged(0, value("7.0", "9")), logged(1, value("9", "7.9")))
    newest, oldest = (one.items[0] for one in seen.saves("NI33"))
    assert putting_back(seen, newest) == (value("7.9", "9"),)
    assert putting_back(seen, oldest) == (value("7.9", "7.0"),)


def test_nothing_is_put_back_where_it_stands_there_or_is_no_field() -> None:
    seen = history(
        logged(0, value("7.9", "9")),
        logged(1, value("9", "7.9")),
        logged(2, Change(Q4, "quarter", "", Q4)),
        logged(3, Change(Q4, "later-field", "a", "b", "NI33")),
    )
    items = [item for one in seen.saves() for item in one.items]
    assert [putting_back(seen, item) for item in items] == [(), (), (value("7.9", "9"),), ()]


def test_a_value_and_its_fraction_go_back_together_and_nothing_else_does() -> None:
    """Either alone would state a figure that never was."""
    row = DERBY.scorecard().row("NI43")
    assert row is not None
    fields = {**dict(edits.reading_fields(row.reading)), "value": "", "fraction": "44/473"}
    changed = DERBY.with_reading("NI43", reading_from(fields, row.indicator))
    entries = (
        logged(0, value("13.11", "", "NI43"), "one"),
        logged(1, Change(Q4, "fraction", "62/473", "44/473", "NI43"), "one"),
        logged(2, Change(Q4, "source", "", "", "NI43"), "one"),
    )
    seen = History.of(changed, entries, UTC)
    back = putting_back(seen, seen.saves()[0].items[1])
    assert back == (value("", "13.11", "NI43"), Change(Q4, "fraction", "44/473", "62/473", "NI43"))


def test_a_target_set_in_another_quarter_goes_back_in_the_one_shown() -> None:
    seen = history(logged(0, Change("2009/10 Q1", "target", "8", "7.50", "NI33")))
    assert putting_back(seen, seen.saves()[0].items[0]) == (Change(Q4, "target", "7.50", "8", "NI33"),)


@pytest.mark.parametrize("field", ["quarter", "later-field", ""])
def test_what_is_no_field_has_no_present(field: str) -> None:
    assert text_here(DERBY, Change(Q4, field, "", "", "NI33")) is None
    assert text_here(replace(DERBY, shown=DERBY.shown.previous()), value("", "")) is None
