"""The indicators that a text names: by code or live figure, each where it stands."""

from __future__ import annotations

from pathlib import Path

from csptui.domain.links import Link, link_at, linked_ids, links
from csptui.storage.folder import load

DERBY, _ = load(Path(__file__).resolve().parents[2] / "data")


def named(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[one.start : one.end], one.ids) for one in links(text, DERBY)]


def test_codes_are_found_however_they_are_spelt() -> None:
    assert named("Arson (NI 33) and NI43, **NI 19.** And ni 111's too.") == [
        ("NI 33", ("NI33",)),
        ("NI43", ("NI43",)),
        ("NI 19", ("NI19",)),
        ("ni 111", ("NI111",)),
    ]


def test_a_live_figure_names_its_indicator() -> None:
    assert named("Custody is {NI 43 actual}, and {NI 999 actual} is nothing.") == [
        ("{NI 43 actual}", ("NI43",))
    ]


def test_what_is_no_code_of_the_data_names_nothing() -> None:
    assert named("NI 999, 43, NI, NI 43a, in 2009/10 and an old NI") == []


def test_each_is_named_once_the_first_first() -> None:
    found = links("NI 43, NI 33, NI 43", DERBY)
    assert linked_ids(found) == ("NI43", "NI33")


def test_a_link_is_at_its_own_characters_and_right_behind_them() -> None:
    found = (Link(3, 8, ("NI33",)),)
    assert [link_at(found, at) is not None for at in (2, 3, 8, 9)] == [False, True, True, False]
