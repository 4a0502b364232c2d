"""A sensitive part half written: a draft of its own, which no reader takes for the narrative."""

from __future__ import annotations

import json

from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage.draft_lines import KeptText, gone_line, line_of, read_lines

Q4 = Quarter(FinancialYear(2009), 4)
OPEN = KeptText(Q4, "youth-crime", "In the open.", "")
HIDDEN = KeptText(Q4, "youth-crime", "Gangs met.", "Before.", sensitive=True)


def test_both_parts_of_a_theme_are_kept_apart() -> None:
    kept = read_lines(line_of(OPEN) + line_of(HIDDEN)).kept
    assert kept == {OPEN.key: OPEN, HIDDEN.key: HIDDEN}
    assert read_lines(line_of(OPEN) + line_of(HIDDEN) + gone_line(HIDDEN.key)).kept == {OPEN.key: OPEN}
    assert read_lines(line_of(HIDDEN) + gone_line(OPEN.key)).kept == {HIDDEN.key: HIDDEN}


def test_a_reader_that_knows_no_sensitive_part_finds_no_theme_in_its_line() -> None:
    assert "theme" not in json.loads(line_of(HIDDEN))
    assert json.loads(line_of(HIDDEN))["sensitive"] == "youth-crime"


def test_a_line_that_names_two_owners_is_passed_over() -> None:
    line = json.loads(line_of(HIDDEN))
    for more in ({"theme": "youth-crime"}, {"indicator": "NI33"}, {"sensitive": True}, {"sensitive": ""}):
        assert read_lines(json.dumps({**line, **more}).encode() + b"\n").kept == {}
