"""TOML behind guards: any text comes back, hostile documents are refused before they are parsed."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from csptui.storage.files import content_of
from csptui.storage.findings import BrokenFileError
from csptui.storage.toml_text import DEEPEST, Lines, dumps, loads, same

texts = st.text(max_size=30) | st.text("\r\n\"\\<>|=' #[]a\t\x00\x7f\u2028\ufeff", max_size=12)
plain = (
    texts
    | st.integers(-(10**15), 10**15)
    | st.booleans()
    | st.dates()
    | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=3)
)
values: st.SearchStrategy[Any] = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
documents = st.dictionaries(texts, st.dictionaries(texts, texts, max_size=4) | values, max_size=4)


@given(documents)
@example({"comments": {"A1": "a\r\nb", "A2": "a\rb", "A3": "\n", "A4": '"""', "A5": "\\\n", "A6": '\n"'}})
@example({"comments": {"A1": "<<<<<<< ours\n=======\n>>>>>>> theirs"}})
@example({"counts": [{"label": "x", "total": 1}], "comments": {"A": "b"}, "z": 1})
@example({"counts": [], "comments": {}, "deep": {"a": {"b": {"c": "d\ne"}}}})
@example({"a": [{"b": "x" * 200}, {"b": "y\r\n"}], "": {"": ""}})
def test_any_document_comes_back_and_its_bytes_are_stable(document: dict[str, Any]) -> None:
    text = dumps(document)
    again = loads(text, "t.toml")
    assert again == document
    assert dumps(again) == text
    assert loads(content_of(text.encode(), "t.toml").text, "t.toml") == document


def test_the_order_of_keys_does_not_change_the_bytes() -> None:
    one = {"b": {"y": "1", "x": "2"}, "a": {"z": "3"}}
    other = {"a": {"z": "3"}, "b": {"x": "2", "y": "1"}}
    assert dumps(one) == dumps(other)


def test_a_text_of_several_lines_is_written_as_such() -> None:
    assert dumps({"comments": {"A1": "one\ntwo"}}) == '[comments]\nA1 = """\none\ntwo"""\n'


def test_values_of_every_kind_survive() -> None:
    text = "a = 1.50\nb = 2009-10-01T08:00:00Z\nc = 08:00:00\nd = inf\n"
    document = loads(text, "t.toml")
    assert document["a"] == Decimal("1.50")
    assert document["b"] == dt.datetime(2009, 10, 1, 8, tzinfo=dt.UTC)
    assert loads(dumps(document), "t.toml") == document


def test_same_is_of_meaning_and_of_kind() -> None:
    assert same(
        loads("a = nan\n[b]\nx = 1\ny = [1, 2]\n", "t"), loads("b = {y = [1, 2], x = 1}\na = nan\n", "t")
    )
    pairs: list[tuple[Any, Any]] = [
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": 1, "b": 1}),
        ([1, 2], [2, 1]),
        ([1], [1, 1]),
        (1, True),
        (1, Decimal(1)),
        ("NaN", Decimal("NaN")),
        ({}, []),
    ]
    assert not any(same(one, other) or same(other, one) for one, other in pairs)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\nb = \n", "t.toml:2: is not TOML"),
        ("a = 1\na = 2\n", "t.toml:2: is not TOML"),
        ('a = 1\n\nb = "open\n', "t.toml:3: is not TOML"),
        ('a = """never closed\n\n\n', "t.toml:"),
        ("[a]\n[a]\n", "t.toml:2: is not TOML"),
        ("a = [\n", "t.toml:1: is not TOML"),
        ("a = 2009-13-45\n", "t.toml:1: is not TOML"),
        ("a = " + "9" * 5000, "t.toml:1: holds a number that is far too long"),
        ("a = 1e999999999999999999999\n", "t.toml:1: holds a number that is far too"),
        ("a = 1\nb = 0x" + "f" * 6000, "t.toml:2: holds a number that is far too"),
        ("a = 1\nb = 1e999999999\n", "t.toml:2: holds a number that is far too"),
        ("a = 1\nb = [1, 2.5E-0009]\n", "t.toml:2: holds a number that is far too"),
        ("a = 1\rb = 2\n", "t.toml:1: is not TOML"),
        ("x\n" * 3, "t.toml:1: is not TOML"),
    ],
)
def test_a_broken_document_is_one_error_with_file_and_line(text: str, place: str) -> None:
    with pytest.raises(BrokenFileError) as caught:
        loads(text, "t.toml")
    assert str(caught.value).startswith(place)
    assert len(str(caught.value)) < 250


DEEP = DEEPEST + 1


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * DEEP + "]" * DEEP,
        "a = 1\n\nb = " + "{x=" * DEEP + "1" + "}" * DEEP,
        "b = [" + "[1]," * 50 + "[" * DEEP + "]" * DEEP + "]",
        ".".join("a" * DEEP) + " = 1",
        "[" + ".".join("a" * DEEP) + "]",
        '"a".' * DEEP + "a = 1",
        "'a' . " * DEEP + "a = 1",
        "x = { " + "b-1 . " * DEEP + "c = 1 }",
        "a = " + "[" * 2_000_000,
        "a" + ".a" * 2_000_000 + " = 1",
        "a = '''\n]]]]]]]]]]\n'''\nb = " + "[" * DEEP + "]" * DEEP,
        'a = "]]]]]]]]]]]]]]]]" # ]]]]]]]]\nb = ' + "[ # ]\n" * DEEP + "]" * DEEP,
    ],
    ids=range(12),
)
def test_deep_nesting_is_refused_before_it_is_parsed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(*_: object, **__: object) -> None:
        pytest.fail("the document reached the parser")

    monkeypatch.setattr(tomli, "loads", parsed)
    with pytest.raises(BrokenFileError, match=f"nested more than {DEEPEST} deep"):
        loads(text, "t.toml")


def test_the_line_of_deep_nesting_is_named() -> None:
    with pytest.raises(BrokenFileError, match=r"t\.toml:6: "):
        loads('a = """\n[[\n"""\n\n# [[[\nb = ' + "[" * DEEP + "]" * DEEP, "t.toml")


@pytest.mark.parametrize(
    "text",
    [
        'a = """' + "[" * 99 + '"""\n',
        "a = '''" + "{" * 99 + "'''\n",
        'a = "' + "[" * 99 + '\\""\n',
        "a = '" + "[" * 99 + "'\n",
        "# " + "[" * 99 + "\n",
        "[[a]]\n" * 99,
        "a = [" + "1.5, " * 99 + "]\n",
        'a = "' + "x." * 99 + '"\n',
        'a = """' + '\\"""' * 50 + "[" * 99 + '"""\n',
        'a = """x""' + "[" * 99 + '""""\n',
    ],
    ids=range(10),
)
def test_what_only_looks_deep_is_read(text: str) -> None:
    loads(text, "t.toml")


@pytest.mark.parametrize(
    "piece", ['"""\\', "'''", '"', "'", '\\"""', "a.", "a ", "[", "#", '""""', "a\t.", "\n"], ids=range(12)
)
def test_a_long_hostile_document_ends(piece: str) -> None:
    """Each is millions of characters: anything but one linear pass would not come back."""
    text = "a = " + piece * (1_000_000 // len(piece))
    with suppress(BrokenFileError):
        loads(text, "t.toml")


def test_lines_of_tables_and_keys_are_found() -> None:
    text = (
        'name = "x"\n# [[theme]]\n[[theme]]\nid = "a"\n[[theme]]\nnote = """\n[[theme]]\nid = 1\n"""\n'
        'id = "b"\n"quoted key" = 1\n[ rag ]\ntolerance = 5\nx.y = 1\n'
    )
    lines = Lines(text)
    assert lines.of("", 0, "name") == 1
    assert lines.of("theme", 0, "id") == 4
    assert lines.of("theme", 1, "id") == 10
    assert lines.of("theme", 1, "quoted key") == 11
    assert lines.of("theme", 1, "missing") == 5
    assert lines.of("rag", 0, "tolerance") == 13
    assert lines.of("rag", 0, "x") == 14
    assert lines.of("nowhere") is None
