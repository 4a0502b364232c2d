"""Comparator groups in partnership.toml, and those that an indicator names."""

from __future__ import annotations

import pytest

from csptui.domain.groups import AverageKind, Group, Term
from csptui.domain.problem import Problem, Severity
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage.definitions import read_indicators, read_partnership
from csptui.storage.files import content_of

Q4 = Quarter(FinancialYear(2009), 4)
Q1 = Q4.next()
HEAD = 'name = "P"\narea = "Here"\n\n[[group]]\nid = "G"\n'


def read(rest: str) -> tuple[tuple[Group, ...], tuple[Problem, ...]]:
    partnership, problems = read_partnership(content_of((HEAD + rest).encode(), "partnership.toml"))
    return partnership.groups, problems


def test_names_alone_are_members_at_all_times() -> None:
    assert read('members = ["A", "B"]\n') == ((Group("G", "G", ("A", "B")),), ())


def test_all_that_a_group_may_say() -> None:
    groups, problems = read(
        'name = "Group"\nnote = "N."\nfrom = "2009/10 Q4"\nuntil = "2010-11-Q1"\ninclude_self = false\n'
        'average = "pooled"\nmembers = [\n  "A",\n  { area = "B", from = "2009/10 Q4" },\n'
        '  { area = "C", until = "2009/10 Q4" },\n'
        '  { area = "C", from = "2010/11 Q1", until = "2010/11 Q1" },\n]\n'
    )
    assert problems == ()
    terms = (Term("B", Q4), Term("C", None, Q4), Term("C", Q1, Q1))
    assert groups == (
        Group(
            "G", "Group", ("A", "B", "C"), "N.", terms, Q4, Q1, include_self=False, average=AverageKind.POOLED
        ),
    )


def test_without_its_own_rule_a_group_leaves_it_to_the_partnership() -> None:
    (group,), _ = read("members = []\n")
    assert group.include_self is None
    assert [group.counts_self(by_default=one) for one in (True, False)] == [True, False]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('members = ["A", 1]', "members must be a list of texts in quotes"),
        ('members = [{ from = "2009/10 Q4" }]', 'a member is a name, or { area = "…"'),
        ('members = [{ area = "A", from = "Q9" }]', 'from "Q9" is no quarter'),
        ('members = [{ area = "A", since = "2009/10 Q4" }]', 'unknown key "since"'),
        (
            'members = [{ area = "A", from = "2010/11 Q1", until = "2009/10 Q4" }]',
            '"A" ends (2009/10 Q4) before it begins (2010/11 Q1)',
        ),
        (
            'members = [{ area = "A", until = "2010/11 Q1" }, { area = "A", from = "2009/10 Q4" }]',
            'the quarters of "A" overlap',
        ),
        ('average = "median"', 'average "median" is none of mean, pooled'),
        ('include_self = "yes"', "include_self must be true or false"),
        ('from = "then"', 'from "then" is no quarter'),
        ("until = 2010", "until must be a text in quotes"),
        ('from = "2010/11 Q1"\nuntil = "2009/10 Q4"', "the group ends (2009/10 Q4) before it begins"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(line: str, said: str) -> None:
    groups, problems = read(f"{line}\n")
    assert len(groups) == 1
    assert [one.severity for one in problems] == [Severity.ERROR]
    assert problems[0].where.line in {6, 7}
    assert said in problems[0].message


@pytest.mark.parametrize(
    ("line", "said", "members"),
    [
        ('members = ["A", "Here"]', "Here is the partnership's own area, which include_self counts", ("A",)),
        ('members = ["A", "A"]', '"A" stands twice among the members', ("A",)),
        ('members = ["A", "Mar 09"]', 'a spreadsheet respells "Mar 09" in comparators.csv', ("A", "Mar 09")),
        (
            'members = [{ area = "Mar 09" }]',
            'a spreadsheet respells "Mar 09" in comparators.csv',
            ("Mar 09",),
        ),
    ],
)
def test_what_asks_for_a_look_is_a_warning(line: str, said: str, members: tuple[str, ...]) -> None:
    (group,), problems = read(f"{line}\n")
    assert [(one.severity, one.where.line) for one in problems] == [(Severity.WARNING, 6)]
    assert said in problems[0].message
    assert group.members == members


@pytest.mark.parametrize(
    "line",
    [
        'members = ["A", { area = "A", from = "2010/11 Q1" }]',
        'members = [{ area = "A", from = "2010/11 Q1" }, "A"]',
    ],
)
def test_a_member_at_all_times_and_at_some_is_one_at_all_times(line: str) -> None:
    (group,), problems = read(f"{line}\n")
    assert [one.severity for one in problems] == [Severity.WARNING]
    assert group.members_in(Q4) == ("A",)


INDICATOR = """\
[[theme]]
id = "t"
name = "T"
[[theme.section]]
name = ""
[[theme.section.indicator]]
id = "A"
name = "a"
unit = "count"
polarity = "lower"
"""


def groups_of(line: str, known: frozenset[str] | None) -> tuple[tuple[str, ...] | None, tuple[Problem, ...]]:
    found = read_indicators(content_of(f"{INDICATOR}{line}\n".encode(), "indicators.toml"), known)
    return found.themes[0].indicators[0].groups, found.problems


def test_an_indicator_may_name_its_groups_in_an_order_of_its_own() -> None:
    known = frozenset({"G", "H"})
    assert groups_of('groups = ["H", "G", "H"]', known) == (("H", "G"), ())
    assert groups_of("groups = []", known) == ((), ())
    assert groups_of("", known) == (None, ())


def test_a_group_that_is_not_defined_is_told_unless_none_can_be_known() -> None:
    found, (problem,) = groups_of('groups = ["X", "G"]', frozenset({"G"}))
    assert found == ("G",)
    assert (problem.where.line, problem.indicator) == (11, "A")
    assert '"X" is not a group of partnership.toml' in problem.message
    assert groups_of('groups = ["X"]', None) == (("X",), ())
