"""What becomes of an indicator from a quarter on: read with its words, and each slip has its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from csptui.domain.indicator import Dated, Indicator
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage.definitions import read_indicators
from csptui.storage.files import content_of

if TYPE_CHECKING:
    from csptui.domain.problem import Problem

START = '[[theme]]\nid = "t"\nname = "T"\n[[theme.section]]\nname = "S"\n'
ONE = '[[theme.section.indicator]]\nid = "A1"\nname = "n"\nunit = "count"\npolarity = "lower"\n'
LINE = START.count("\n") + ONE.count("\n") + 1
Q1 = Quarter(FinancialYear(2011), 1)
Q2 = Q1.next()


def define(text: str) -> tuple[Indicator, tuple[Problem, ...]]:
    found = read_indicators(content_of(f"{START}{ONE}{text}".encode(), "indicators.toml"))
    (indicator,) = found.themes[0].indicators
    return indicator, found.problems


def test_breaks_with_and_without_a_reason_are_in_order() -> None:
    one, problems = define('breaks = [{ at = "2011/12 Q2", why = " counted\\n anew " }, "2011/12 Q1"]\n')
    assert problems == ()
    assert one.breaks == (Q1, Q2)
    assert one.break_words == (Dated(Q2, "counted anew"),)
    assert one.breaks_told == (Dated(Q1), Dated(Q2, "counted anew"))
    assert one.break_between(Q1, Q2) == Dated(Q2, "counted anew")
    assert one.break_between(Q1.previous(), Q1) == Dated(Q1)
    assert one.break_between(Q2, Q2.next()) is None


def test_changes_of_definition_are_no_breaks() -> None:
    one, problems = define('changes = [{ at = "2011/12 Q1", what = "aged 10 to 17" }]\n')
    assert problems == ()
    assert one.changes == (Dated(Q1, "aged 10 to 17"),)
    assert one.breaks == ()
    assert not one.breaks_between(Q1.previous(), Q1)
    assert one.changes_between(Q1.previous(), Q1) == one.changes
    assert one.changes_between(Q1, Q2) == ()


def test_a_list_of_tables_may_stand_under_its_own_headers() -> None:
    one, problems = define('[[theme.section.indicator.breaks]]\nat = "2011/12 Q1"\nwhy = "w"\n')
    assert problems == ()
    assert one.breaks_told == (Dated(Q1, "w"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('breaks = ["soon"]', 'breaks "soon" is no quarter: write it as "2009/10 Q4"'),
        ('breaks = [{ at = "2011" }]', 'breaks "2011" is no quarter'),
        ('breaks = [{ why = "w" }]', "breaks: one has no quarter"),
        ('breaks = [{ at = "2011/12 Q1", whi = "w" }]', 'unknown key "whi"'),
        ('breaks = [{ at = "2011/12 Q1", why = 3 }]', "why must be"),
        ("breaks = [3]", "breaks must be a list of"),
        ('breaks = "2011/12 Q1"', "breaks must be a list"),
        ('breaks = ["2011/12 Q1", { at = "2011/12 Q1", why = "w" }]', "breaks names 2011/12 Q1 twice"),
        ('changes = ["2011/12 Q1"]', "does not say what is changed"),
        ('changes = [{ at = "2011/12 Q1" }]', "does not say what is changed"),
        ('changes = [{ at = "2011/12 Q5", what = "w" }]', 'changes "2011/12 Q5" is no quarter'),
        ('changes = [{ at = "2011/12 Q1", why = "w", what = "v" }]', 'unknown key "why"'),
        ('starts = "2011/12 Q2"\nends = "2011/12 Q1"', "it ends (2011/12 Q1) before it starts (2011/12 Q2)"),
        ('starts = "2011-12"', 'starts "2011-12" is no quarter'),
    ],
)
def test_a_slip_is_a_problem_with_its_line_and_the_rest_is_read(text: str, said: str) -> None:
    one, problems = define(f'{text}\nowner = "o"\n')
    (problem,) = problems
    assert said in problem.message
    line = LINE + text.count("\n")
    assert (problem.where.file, problem.where.line, problem.indicator) == ("indicators.toml", line, "A1")
    assert one.owner == "o"


def test_of_two_breaks_at_one_quarter_the_first_counts() -> None:
    one, _ = define('breaks = [{ at = "2011/12 Q1", why = "a" }, { at = "2011/12 Q1", why = "b" }]\n')
    assert one.breaks_told == (Dated(Q1, "a"),)


def test_what_is_dated_shows_no_control_characters() -> None:
    """A reason is data: it is shown through `show`, and none of it acts on a terminal."""
    one, problems = define('breaks = [{ at = "2011/12 Q1", why = "a\\u001b[2J\\u202eb" }]\n')
    assert problems == ()
    assert one.breaks_told[0].words == "a\x1b[2J\u202eb"
