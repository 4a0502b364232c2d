"""Merging a quarter's texts: what merges by itself, what stands between marks, what is refused."""

from __future__ import annotations

import pytest

from csptui.storage import toml_text
from csptui.storage.findings import BrokenFileError
from csptui.storage.merge_texts import merge
from csptui.storage.merging import SIDES, Kind, Told, kind_of
from csptui.storage.merging import merge as merge_files

BASE = '[comments]\nA1 = "one"\nB2 = "two"\n\n[narrative]\nfirst = "well"\n'
COUNT = '[[counts]]\ntheme = "first"\nlabel = "{}"\nperiod = "{}"\nnumber = {}\n'


def both(base: str, ours: str, theirs: str) -> str:
    """Merge, and see that exchanging the sides gives the same."""
    found = merge(base, ours, theirs, SIDES)
    assert found.clashes == ()
    assert merge(base, theirs, ours, SIDES).text == found.text
    return found.text


def counts(*rows: tuple[str, str, int]) -> str:
    return "\n".join(COUNT.format(*row) for row in rows)


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        (BASE, BASE.replace("one", "new"), BASE.replace("one", "new")),
        (
            BASE.replace("one", "new"),
            BASE.replace("well", "bad"),
            BASE.replace("one", "new").replace("well", "bad"),
        ),
        (BASE.replace('B2 = "two"\n', ""), BASE, BASE.replace('B2 = "two"\n', "")),
        (BASE.replace('"two"', '""'), BASE, BASE.replace('B2 = "two"\n', "")),
        (BASE + 'second = "new"\n', BASE, BASE + 'second = "new"\n'),
        (BASE + "\n[sensitive]\nA1 = true\n", BASE, BASE + "\n[sensitive]\nA1 = true\n"),
    ],
)
def test_keys_of_tables_merge_by_themselves(ours: str, theirs: str, merged: str) -> None:
    assert toml_text.loads(both(BASE, ours, theirs), "x") == toml_text.loads(merged, "x")


def test_counts_merge_by_theme_label_and_period() -> None:
    base = counts(("a", "2009/10 Q4", 1), ("a", "2008/09 Q4", 2), ("b", "2009/10 Q4", 3))
    ours = counts(
        ("a", "2009/10 Q4", 1), ("a", "2008/09 Q4", 9), ("b", "2009/10 Q4", 3), ("z", "2009/10 Q4", 6)
    )
    theirs = counts(("a", "2009/10 Q4", 8), ("a", "2008/09 Q4", 2), ("c", "2009/10 Q4", 7))
    found = toml_text.loads(both(base, ours, theirs), "x")["counts"]
    assert isinstance(found, list)
    assert [(one["label"], one["period"], one["number"]) for one in found] == [
        ("a", "2009/10 Q4", 8),
        ("a", "2008/09 Q4", 9),
        ("c", "2009/10 Q4", 7),
        ("z", "2009/10 Q4", 6),
    ]


def test_counts_that_cannot_be_told_apart_are_merged_whole() -> None:
    base = counts(("a", "q", 1), ("a", "q", 2))
    assert (
        toml_text.loads(both(base, base, base + COUNT.format("b", "q", 3)), "x")["counts"]
        == toml_text.loads(base + COUNT.format("b", "q", 3), "x")["counts"]
    )
    plain = "counts = [1, 2]\n"
    assert toml_text.loads(both(plain, plain, "counts = [1, 3]\n"), "x") == {"counts": [1, 3]}
    assert toml_text.loads(both("counts = 1\n", "counts = 1\n", "counts = 2\n"), "x") == {"counts": 2}


def test_a_clash_of_texts_stands_between_marks_in_its_place() -> None:
    found = merge(
        BASE,
        BASE.replace("one", "mine"),
        BASE.replace("one", 'th"eirs').replace("well", "bad").replace('th"eirs', "theirs"),
        SIDES,
    )
    assert found.text == (
        '[comments]\n<<<<<<< ours\nA1 = "mine"\n=======\nA1 = "theirs"\n>>>>>>> theirs\nB2 = "two"\n'
        '\n[narrative]\nfirst = "bad"\n'
    )
    assert [clash.key for clash in found.clashes] == [("comments", "A1")]


def test_a_text_taken_out_on_one_side_and_changed_on_the_other() -> None:
    gone = BASE.replace('A1 = "one"\n', "")
    for sides, block in (
        ((gone, BASE.replace("one", "new")), '<<<<<<< ours\n=======\nA1 = "new"\n>>>>>>> theirs\n'),
        ((BASE.replace("one", "new"), gone), '<<<<<<< ours\nA1 = "new"\n=======\n>>>>>>> theirs\n'),
    ):
        text = merge(BASE, *sides, SIDES).text
        assert text == f'[comments]\n{block}B2 = "two"\n\n[narrative]\nfirst = "well"\n'


def test_a_clash_of_counts_is_one_of_their_list_and_of_nothing_else() -> None:
    base = BASE + "\n" + counts(("a", "q", 1), ("b", "q", 1))
    ours, theirs = base.replace("number = 1", "number = 2", 1), base.replace("number = 1", "number = 3", 1)
    text = merge(base, ours, theirs, SIDES).text
    head, _, block = text.partition("<<<<<<< ours\n")
    mine, _, rest = block.partition("=======\n")
    other, _, end = rest.partition(">>>>>>> theirs\n")
    assert end == ""
    assert toml_text.loads(head, "x") == toml_text.loads(BASE, "x")
    for side, number in ((mine, 2), (other, 3)):
        assert toml_text.loads(side, "x") == toml_text.loads(counts(("a", "q", number), ("b", "q", 1)), "x")
    none = merge(base, ours.partition("\n[[counts]]")[0] + "\n", theirs, SIDES).text
    assert "<<<<<<< ours\n" in none
    whole = merge(counts(("a", "q", 1)), "", counts(("a", "q", 3)), SIDES).text
    assert whole.startswith("\n<<<<<<< ours\n=======\n")
    (other, end) = whole.removeprefix("\n<<<<<<< ours\n=======\n").split(">>>>>>> theirs\n")
    assert end == ""
    assert toml_text.loads(other, "x") == toml_text.loads(counts(("a", "q", 3)), "x")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "words"),
    [
        (
            "",
            '[comments]\nA1 = "x"\n',
            'comments = "x"\n',
            "ours: holds comments in another form than theirs",
        ),
        (
            "",
            'comments = "x"\n',
            '[comments]\nA1 = "x"\n',
            "ours: holds comments in another form than theirs",
        ),
        (
            "[sensitive]\nA1 = 1\n",
            "[sensitive]\nA1 = 2\n",
            "[sensitive]\nA1 = 3\n",
            "ours: holds in sensitive.A1 something else than a text, changed on both sides: merge it by hand",
        ),
    ],
)
def test_what_cannot_be_merged_is_refused_with_what_to_do(
    base: str, ours: str, theirs: str, words: str
) -> None:
    with pytest.raises(BrokenFileError) as caught:
        merge(base, ours, theirs, SIDES)
    assert str(caught.value).startswith(words)


def test_what_clashes_is_told_by_its_words() -> None:
    base, ours, theirs = (f'[comments]\nA1 = "{word}"\n'.encode() for word in ("one", "mine", "theirs"))
    found = merge_files(Kind.COMMENTARY, [base, ours, theirs])
    assert found.clashes == (Told("A1", "comment", "mine", "theirs"),)
    gone = merge_files(Kind.COMMENTARY, [base, ours, b""])
    assert gone.clashes == (Told("A1", "comment", "mine", None),)
    head = b"indicator,value,places,numerator,denominator,as_at,status,expected\n"
    rows = [head + row for row in (b"A1,7,0,,,,,\n", b"A1,8,0,,,,,\n", b"")]
    assert merge_files(Kind.ACTUALS, rows).clashes == (Told("A1", "row", "8", None),)
    aims = [
        b"indicator,year,target,places,applies_to\nA1,FY2009/10," + cell + b",,\n"
        for cell in (b"7", b"8", b"9")
    ]
    assert merge_files(Kind.TARGETS, aims).clashes == (Told("A1 FY2009/10", "target", "8", "9"),)
    assert SIDES == ("base", "ours", "theirs")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'  {"when": 1}', Kind.CHANGES),
        (b'x = 1\n [comments] \nA1 = "x"\n', Kind.COMMENTARY),
        (b"[sources]\n", Kind.COMMENTARY),
        (b"[narrative]\n", Kind.COMMENTARY),
        (b"[sensitive]\n", Kind.COMMENTARY),
        (b"[kept]\n", Kind.COMMENTARY),
        (b"[narrative_kept]\n", Kind.COMMENTARY),
        (b"[[counts]]\n", Kind.COMMENTARY),
        (b"indicator,year,target,places,applies_to\nA1", Kind.TARGETS),
        (b"indicator,year,target,places,applies_to", Kind.TARGETS),
        (b"sep=;\ngroup;indicator;quarter;area;value\nx\ny\n", Kind.COMPARATORS),
        (b"indicator,value,numerator,denominator,as_at,status,expected\n", Kind.ACTUALS),
        (b"a,b\nindicator,year,target,places,applies_to\n", None),
        (b"", None),
        (b"\0", None),
    ],
)
def test_a_file_is_known_by_how_it_begins(content: bytes, kind: Kind | None) -> None:
    assert kind_of("x", [b"", content]) is kind
    assert kind_of("C:\\data\\targets.csv", [content]) is Kind.TARGETS
