"""The files that people write: everything is read, each slip has its line, and the rest still opens."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from csptui.domain.exceptions_list import ALL_CLASSES
from csptui.domain.indicator import FractionUse, PeriodBasis, Polarity, ToleranceBasis, Unit
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.rag import Rule
from csptui.domain.scorecard import ExceptionClass
from csptui.domain.trend import TrendRule
from csptui.storage.definitions import MOST_THEMES, Definitions, read_indicators, read_partnership
from csptui.storage.files import content_of

if TYPE_CHECKING:
    from csptui.domain.dataset import Partnership
    from csptui.domain.indicator import Indicator
    from csptui.domain.problem import Problem

START = '[[theme]]\nid = "t"\nname = "T"\n[[theme.section]]\nname = "S"\n'
ONE = '[[theme.section.indicator]]\nid = "A1"\nname = "n"\nunit = "count"\npolarity = "lower"\n'


def define(text: str) -> Definitions:
    return read_indicators(content_of(text.encode(), "indicators.toml"))


def only(text: str) -> tuple[Indicator, Problem]:
    """Read one theme with one indicator that has one thing wrong."""
    found = define(text)
    (problem,) = found.problems
    (indicator,) = found.themes[0].indicators
    return indicator, problem


def partnership(text: str) -> tuple[Partnership, tuple[Problem, ...]]:
    return read_partnership(content_of(text.encode(), "partnership.toml"))


def test_an_indicator_is_read_with_all_its_keys() -> None:
    found = define(
        START + '[[theme.section.indicator]]\nid = "A1"\ncode = "A 1"\ncodes = ["A 1", "PSA 1"]\n'
        'name = "Long"\nshort = "Short"\ntier = "LAA"\nunit = "percent"\npolarity = "zero"\nplaces = 2\n'
        'signed = true\nbasis = "annual"\nfraction = "rate"\nowner = "o"\nsource = "s"\ndefinition = "d"\n'
        'cases = "people"\ntolerance = "2.5"\ntolerance_basis = "points"\nstarts = "2008/09 Q1"\n'
        'ends = "2010/11 Q4"\nbreaks = ["2009/10 Q2", "2009/10 Q1"]\n'
    )
    assert found.problems == ()
    (one,) = found.themes[0].indicators
    assert (one.theme, one.section) == ("t", "S")
    assert (one.code, one.codes) == ("A 1", ("A 1", "PSA 1"))
    assert (one.name, one.short, one.tier) == ("Long", "Short", "LAA")
    assert (one.unit, one.polarity, one.places, one.signed) == (Unit.PERCENT, Polarity.ZERO, 2, True)
    assert (one.basis, one.fraction, one.cases) == (PeriodBasis.ANNUAL, FractionUse.RATE, "people")
    assert (one.owner, one.source, one.definition) == ("o", "s", "d")
    assert (one.tolerance, one.tolerance_basis) == (Decimal("2.5"), ToleranceBasis.POINTS)
    year = FinancialYear(2009)
    assert one.breaks == (Quarter(year, 1), Quarter(year, 2))
    assert (one.starts, one.ends) == (Quarter(year.previous(), 1), Quarter(year.next(), 4))


def test_an_indicator_can_name_those_beside_it_even_if_they_come_later() -> None:
    extra = 'beside = ["B1"]\nofficial_unit = "per 10,000"\n'
    found = define(START + ONE + extra + ONE.replace("A1", "B1"))
    assert found.problems == ()
    first, second = found.themes[0].indicators
    assert (first.beside, first.official_unit) == (("B1",), Unit.PER_10000)
    assert (second.beside, second.official_unit) == ((), None)


def test_checks_can_be_turned_off_and_left_on() -> None:
    found, problems = partnership('name = "P"\n[checks]\nweak-target = false\nplaces = true\n')
    assert problems == ()
    assert found.checks_off == {"weak-target"}


@pytest.mark.parametrize("tolerance", ["2.5", '"2.5"'])
def test_a_tolerance_is_an_exact_decimal_with_or_without_quotes(tolerance: str) -> None:
    found, problems = partnership(f'name = "P"\n[rag]\ntolerance = {tolerance}\nbasis = "points"\n')
    assert problems == ()
    assert found.rule == Rule(Decimal("2.5"), ToleranceBasis.POINTS, "partnership.toml, rag")


def test_a_partnership_is_read_with_all_its_keys() -> None:
    found, problems = partnership(
        'name = "P"\nshort_name = "p"\ntitle = "R"\narea = "Here"\n'
        'compiled_by = "Team"\nnotes = ["one", "two"]\n'
        '[trend]\nrule = "three-quarters"\n[exceptions]\nclasses = ["red"]\n[groups]\ninclude_self = false\n'
        '[key]\nred = "bad"\n[glossary]\nNI = "National Indicator"\n'
        '[[group]]\nid = "MSG"\nname = "Most"\nnote = "n"\nmembers = ["Luton"]\n'
    )
    assert problems == ()
    assert (found.name, found.short_name, found.title, found.area) == ("P", "p", "R", "Here")
    assert (found.compiled_by, found.notes) == ("Team", ("one", "two"))
    assert found.trend_rule is TrendRule.THREE_QUARTERS
    assert found.exception_classes == (ExceptionClass.RED,)
    assert found.include_self is False
    assert found.key == {"red": "bad"}
    assert found.glossary == {"NI": "National Indicator"}
    assert [(group.id, group.name, group.members, group.note) for group in found.groups] == [
        ("MSG", "Most", ("Luton",), "n")
    ]
    assert found.rule == Rule()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('nmae = "x"\nname = "P"\n', 1, 'unknown key "nmae"'),
        ("area = 'x'\n", None, "name is missing"),
        ('name = ""\n', 1, "name is empty"),
        ("name = 5\n", 1, "name must be a text"),
        ('name = "P"\nnotes = "one"\n', 2, "notes must be a list"),
        ('name = "P"\nnotes = ["one", 2]\n', 2, "notes must be a list of texts"),
        ('name = "P"\n[rag]\ntolerence = 5\n', 3, 'unknown key "tolerence"'),
        ('name = "P"\n[rag]\ntolerance = "five"\n', 3, "tolerance must be a number"),
        ('name = "P"\n[rag]\ntolerance = -1\n', 3, "tolerance must be a number"),
        ('name = "P"\n[rag]\ntolerance = nan\n', 3, "tolerance must be a number"),
        ('name = "P"\n[rag]\ntolerance = inf\n', 3, "tolerance must be a number"),
        ('name = "P"\n[rag]\ntolerance = 1e999\n', 3, "tolerance must be a number"),
        ('name = "P"\n[rag]\ntolerance = 1e-999\n', 3, "tolerance must be a number"),
        (f'name = "P"\n[rag]\ntolerance = 0x{"f" * 60}\n', 3, "tolerance must be a number"),
        (f'name = "P"\n[rag]\ntolerance = {"9" * 60}\n', 3, "tolerance must be a number"),
        ('name = "P"\n[rag]\ntolerance = "1e1"\n', 3, "tolerance must be a number"),
        ('name = "P"\n[rag]\ntolerance = true\n', 3, "tolerance must be a number"),
        ('name = "P"\n[rag]\nbasis = "absolute"\n', 3, 'basis "absolute" is none of relative, points'),
        ('name = "P"\n[trend]\nrule = "two"\n', 3, "is none of previous-quarter, three-quarters"),
        ('name = "P"\n[exceptions]\nclasses = ["red", "blue"]\n', 3, '"blue" is none of red, amber'),
        ('name = "P"\n[groups]\ninclude_self = "yes"\n', 3, "include_self must be true or false"),
        ('name = "P"\n[key]\npurple = "x"\n', 3, 'unknown word "purple"'),
        ('name = "P"\n[glossary]\nNI = 1\n', 3, '"NI" must be a text'),
        ('name = "P"\n[checks]\nplaces = 1\n', 3, '"places" must be true or false'),
        ('name = "P"\n[checks]\nplaces = false\nplcaes = false\n', 4, '"plcaes": did you mean places?'),
        ('name = "P"\n[checks]\nx = false\n', 3, 'there is no check "x": use claim, '),
        ('name = "P"\nchecks = 1\n', 2, "checks must be a table"),
        ('name = "P"\nglossary = 1\n', 2, "glossary must be a table"),
        ('name = "P"\ngroup = 1\n', 2, "group must be a list"),
        ('name = "P"\n\n[colour]\nx = 1\n', 3, 'unknown key "colour"'),
        ('name = "P"\n[[group]]\nname = "x"\n', 2, "id is missing"),
        ('name = "P"\n[[group]]\nid = "a"\n[[group]]\n\nid = "a"\n', 6, 'the group "a" stands twice'),
        ('name = "P"\n[[group]]\nid = "a"\ncolour = 1\n', 4, 'unknown key "colour"'),
        ('name = "P"\n[[group]]\nid = "1/2"\n', 3, 'a spreadsheet respells "1/2"'),
        ('name = "P"\n[[group]]\nid = "a"\nmembers = ["May 2010"]\n', 4, 'respells "May 2010"'),
        ('name = "P"\n[[group]]\nid = "a"\nmembers = ["=A1"]\n', 4, 'respells "=A1"'),
        ('name = "P"\n[[group]]\nid = "a"\nmembers = ["True"]\n', 4, 'respells "True"'),
    ],
)
def test_a_slip_in_the_partnership_has_its_line_and_gives_way_to_the_default(
    text: str, line: int | None, said: str
) -> None:
    found, (problem,) = partnership(text)
    assert (problem.where.file, problem.where.line) == ("partnership.toml", line)
    assert said in problem.message
    assert found.rule.tolerance == 5
    assert found.trend_rule is TrendRule.PREVIOUS_QUARTER
    assert found.exception_classes in {ALL_CLASSES, (ExceptionClass.RED,)}


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('unit = "count"', 'unit = "dozens"', 9, 'unit "dozens" is none of count, number'),
        ('unit = "count"\n', "", 6, "unit is missing"),
        ('polarity = "lower"', 'polarity = "down"', 10, 'polarity "down" is none of lower'),
        ('polarity = "lower"\n', "", 6, "polarity is missing"),
        ('polarity = "lower"', "polarity = 1", 10, "polarity must be a text"),
        ('name = "n"\n', "", 6, "name is missing"),
        ('name = "n"', 'name = " "', 8, "name is empty"),
        ('name = "n"', 'name = "n"\nplaces = 7', 9, "places must be a whole number from 0 to 6"),
        ('name = "n"', "name = 'n'\nplaces = '1'", 9, "places must be a whole number"),
        ('name = "n"', "name = 'n'\nplaces = true", 9, "places must be a whole number"),
        ('name = "n"', "name = 'n'\nsigned = 1", 9, "signed must be true or false"),
        ('name = "n"', "name = 'n'\nbasis = 'weekly'", 9, 'basis "weekly" is none of rolling'),
        ('name = "n"', "name = 'n'\ncodes = 'A'", 9, "codes must be a list"),
        ('name = "n"', "name = 'n'\nfraction = 'rate'", 9, "count takes no fraction"),
        ('name = "n"', "name = 'n'\nstarts = 'soon'", 9, 'starts "soon" is no quarter'),
        ('name = "n"', "name = 'n'\nbreaks = ['soon']", 9, 'breaks "soon" is no quarter'),
        ('name = "n"', "name = 'n'\nbeside = ['B1']", 9, '"B1" is no other indicator'),
        ('name = "n"', "name = 'n'\nbeside = ['A1']", 9, '"A1" is no other indicator'),
        ('name = "n"', "name = 'n'\nbeside = 'B1'", 9, "beside must be a list"),
        ('name = "n"', "name = 'n'\nofficial_unit = 'per head'", 9, 'official_unit "per head" is none of'),
        ('name = "n"', "name = 'n'\ntolerance = 'x'", 9, "tolerance must be a number"),
        ('name = "n"', "name = 'n'\ntargets = 1", 9, 'unknown key "targets"'),
    ],
)
def test_a_slip_in_an_indicator_has_its_line_and_the_indicator_stays(
    old: str, new: str, line: int, said: str
) -> None:
    indicator, problem = only(START + ONE.replace(old, new))
    assert (problem.where.file, problem.where.line) == ("indicators.toml", line)
    assert said in problem.message
    assert problem.indicator == indicator.id == "A1"


def test_without_a_known_polarity_nothing_is_better() -> None:
    indicator, _ = only(START + ONE.replace("lower", "down"))
    assert indicator.polarity is Polarity.NONE


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('id = ""', "id is empty"),
        ("id = 5", "id must be a text"),
        ("", "id is missing"),
        ('id = "5A"', "must begin with a letter"),
        ('id = "=A1"', "must begin with a letter"),
        ('id = "A,1"', "letters, digits"),
        ('id = "A 1"', "letters, digits"),
        ('id = "' + "A" * 65 + '"', "letters, digits"),
        ('id = "MAR09"', "a spreadsheet respells"),
        ('id = "Dec-2009"', "a spreadsheet respells"),
        ('id = "true"', "a spreadsheet respells"),
        ('id = "a1"', 'the id "a1" is taken by "A1"'),
        ('id = "A-1"', 'the id "A-1" is taken by "A1"'),
    ],
)
def test_an_indicator_without_a_fit_id_is_left_out_and_the_others_open(given: str, said: str) -> None:
    found = define(START + ONE + ONE.replace('id = "A1"', given) + ONE.replace("A1", "B2"))
    (problem,) = found.problems
    assert problem.where.line in {11, 12}
    assert said in problem.message
    assert [one.id for one in found.themes[0].indicators] == ["A1", "B2"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", None, "defines no theme"),
        ("colour = 1\n" + START + ONE, 1, 'unknown key "colour"'),
        (START.replace('name = "T"', 'name = "T"\ncolour = 1') + ONE, 4, 'unknown key "colour"'),
        (START.replace('name = "S"', 'name = "S"\ncolour = 1') + ONE, 6, 'unknown key "colour"'),
        (START.replace('id = "t"\n', "") + ONE, 1, "id is missing"),
        (START.replace('id = "t"', 'id = "t t"') + ONE, 2, "is not letters, digits"),
        (START + ONE + START.replace("S", "R"), 12, 'the theme "t" stands twice'),
        (START.replace('name = "T"\n', "") + ONE, 1, "name is missing"),
    ],
)
def test_a_slip_in_a_theme_has_its_line(text: str, line: int | None, said: str) -> None:
    (problem,) = define(text).problems
    assert (problem.where.file, problem.where.line) == ("indicators.toml", line)
    assert said in problem.message


def test_a_theme_with_a_taken_id_gets_one_of_its_own() -> None:
    found = define(START + ONE + START + ONE.replace("A1", "B2"))
    assert [theme.id for theme in found.themes] == ["t", "theme-2"]
    assert [one.theme for theme in found.themes for one in theme.indicators] == ["t", "theme-2"]


@pytest.mark.parametrize("name", ["MARAC1", "SEPARATE2", "Mayor-3", "NI44b-d", "x_1.2"])
def test_an_id_that_only_begins_like_a_month_is_fit(name: str) -> None:
    assert define(START + ONE.replace("A1", name)).problems == ()


def test_the_right_one_of_many_indicators_is_named() -> None:
    text = START + "".join(ONE.replace("A1", f"A{number}") for number in range(9))
    broken = text.replace('id = "A7"\nname = "n"\nunit = "count"', 'id = "A7"\nname = "n"\nunit = "x"')
    (problem,) = define(broken).problems
    assert problem.indicator == "A7"
    assert broken.splitlines()[(problem.where.line or 0) - 1] == 'unit = "x"'


def test_themes_beyond_any_report_are_left_out() -> None:
    """Each theme is counted and headed by itself, so that thousands would take minutes."""
    text = "".join(f'[[theme]]\nid = "t{number}"\nname = "n"\n' for number in range(20_000))
    found = read_indicators(content_of(text.encode(), "indicators.toml"))
    assert len(found.themes) == MOST_THEMES
    (problem,) = found.problems
    assert problem.where.line == MOST_THEMES * 3 + 1
    assert "more than 200 themes" in problem.message
