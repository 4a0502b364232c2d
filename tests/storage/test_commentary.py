"""Texts in a file: each survives, what is unknown is said and kept, what is wrong has its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csptui.domain.dataset import Counts
from csptui.domain.indicator import Indicator
from csptui.domain.period import Period, PeriodKind
from csptui.domain.problem import Severity, StorageError
from csptui.storage import commentary, toml_text
from csptui.storage.commentary import COMMENTS, NARRATIVE, Commentary, Document, with_text
from csptui.storage.files import content_of

if TYPE_CHECKING:
    from csptui.domain.problem import Problem

INDICATORS = {name: Indicator(name, name, "n") for name in ("A1", "B2")}
THEMES = frozenset({"first", "second"})
WHERE = "commentary.toml"

texts = st.text(min_size=1, max_size=40) | st.text('\r\n"\\<=>| #[]', min_size=1, max_size=20)


def read(text: str) -> Commentary:
    return commentary.read(content_of(text.encode(), WHERE), WHERE, INDICATORS, THEMES)


def only(found: Commentary) -> Problem:
    (problem,) = found.problems
    return problem


@given(
    st.dictionaries(st.sampled_from(["A1", "B2"]), texts),
    st.dictionaries(st.sampled_from(sorted(THEMES)), texts),
)
@example({"A1": "a\r\nb\rc\nd", "B2": "<<<<<<< mine\n=======\n"}, {"first": '"""\n\\'})
def test_any_text_survives_a_write_and_a_read(comments: dict[str, str], narrative: dict[str, str]) -> None:
    document: Document = {}
    for name, text in comments.items():
        document = with_text(document, COMMENTS, name, text)
    for name, text in narrative.items():
        document = with_text(document, NARRATIVE, name, text)
    found = read(toml_text.dumps(document))
    assert found.problems == ()
    assert (found.comments, found.narrative) == (comments, narrative)


def test_an_empty_text_is_taken_out_and_nothing_else_is_touched() -> None:
    document: Document = {"comments": {"A1": "x", "B2": "y"}, "other": 1}
    assert with_text(document, COMMENTS, "A1", "") == {"comments": {"B2": "y"}, "other": 1}
    assert with_text({"comments": {"A1": "x"}}, COMMENTS, "A1", "") == {}
    assert document == {"comments": {"A1": "x", "B2": "y"}, "other": 1}


def test_everything_in_the_file_is_read() -> None:
    found = read(
        '[comments]\nA1 = "c"\nB2 = ""\n[sources]\nA1 = "s"\n'
        '[narrative]\nfirst = "n"\n[sensitive]\nsecond = "t"\n'
        '[[counts]]\ntheme = "first"\nlabel = "Incidents"\nperiod = "M2010-03"\nsensitive = true\ntotal = 3\n'
        'parts = [{ label = "a", count = 1 }, { label = "b", count = 2 }]\n'
        '[[counts]]\ntheme = "second"\nlabel = "Alone"\ntotal = 0\n'
    )
    assert found.problems == ()
    assert found.comments == {"A1": "c"}
    assert found.sources == {"A1": "s"}
    assert found.narrative == {"first": "n"}
    assert found.sensitive == {"second": "t"}
    assert found.counts == (
        Counts(
            "first", "Incidents", 3, (("a", 1), ("b", 2)), Period(PeriodKind.MONTH, 2010, 3), sensitive=True
        ),
        Counts("second", "Alone", 0, ()),
    )


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('[comments]\nA1 = "x"\nZ9 = "y"\n', "commentary.toml:3", '"Z9" is not an indicator'),
        ('[sources]\n\nz-9 = "y"\n', "commentary.toml:3", '"z-9" is not an indicator'),
        ('[narrative]\nthird = "y"\n', "commentary.toml:2", '"third" is not a theme'),
        ('[sensitive]\nthird = "y"\n', "commentary.toml:2", '"third" is not a theme'),
        ('[coments]\nA1 = "y"\n', "commentary.toml:1", 'unknown name "coments"'),
        ("note = 1\n", "commentary.toml:1", 'unknown name "note"'),
        (
            '[[counts]]\ntheme = "first"\nlabel = "x"\ntotal = 3\nparts = [{ label = "a", count = 1 }]\n',
            "commentary.toml:4",
            'the parts of "x" make 1, not the total of 3',
        ),
        ('[[counts]]\ntheme = "third"\nlabel = "x"\ntotal = 3\n', "commentary.toml:2", "is not a theme"),
        (
            '[[counts]]\ntheme = "first"\nlabel = "x"\ntotal = 3\nnote = 1\n',
            "commentary.toml:5",
            "unknown key",
        ),
    ],
)
def test_what_is_unknown_is_a_warning_with_its_line_and_is_kept(text: str, place: str, said: str) -> None:
    found = read(text)
    problem = only(found)
    assert str(problem.where) == place
    assert said in problem.message
    assert problem.severity is Severity.WARNING
    changed = with_text(found.document, COMMENTS, "B2", "new")
    assert toml_text.loads(toml_text.dumps(changed), WHERE) == changed
    assert (
        changed.items() >= {key: value for key, value in found.document.items() if key != "comments"}.items()
    )


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('[comments]\nB2 = "x"\nA1 = 5\n', "commentary.toml:3", '"A1" must be a text in quotes'),
        ("comments = 5\n", "commentary.toml:1", "comments must be a table of texts"),
        ("counts = 5\n", "commentary.toml:1", "counts must be a list of tables"),
        ('[[counts]]\nlabel = "x"\ntotal = 3\n', "commentary.toml:1", "theme must be a theme's id"),
        ('[[counts]]\ntheme = "first"\nlabel = 5\ntotal = 3\n', "commentary.toml:3", "label must be a text"),
        ('[[counts]]\ntheme = "first"\nlabel = "x"\ntotal = -3\n', "commentary.toml:4", "total must be"),
        ('[[counts]]\ntheme = "first"\nlabel = "x"\ntotal = true\n', "commentary.toml:4", "total must be"),
        (
            '[[counts]]\ntheme = "first"\nlabel = "x"\ntotal = 3\nparts = [1]\n',
            "commentary.toml:5",
            "parts must",
        ),
        (
            '[[counts]]\ntheme = "first"\nlabel = "x"\ntotal = 3\nperiod = "soon"\n',
            "commentary.toml:5",
            "period",
        ),
        (
            '[[counts]]\ntheme = "first"\nlabel = "x"\ntotal = 3\nsensitive = 1\n',
            "commentary.toml:5",
            "sensitive",
        ),
    ],
)
def test_what_is_wrong_is_an_error_with_its_line_and_the_rest_opens(text: str, place: str, said: str) -> None:
    found = read(text + '\n[narrative]\nfirst = "still here"\n')
    problem = only(found)
    assert str(problem.where) == place
    assert said in problem.message
    assert problem.severity is Severity.ERROR
    assert found.narrative == {"first": "still here"}
    assert found.counts == ()


def test_a_text_is_not_written_into_what_is_no_table() -> None:
    with pytest.raises(StorageError, match="correct it by hand first"):
        with_text({"comments": 5}, COMMENTS, "A1", "x")
