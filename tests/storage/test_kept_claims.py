"""Claims kept with a reason, in the file of texts: read, told of where unreadable, merged, and at home."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_folder import COMMENTARY, QUARTER, folder

from csptui.domain.change import Change
from csptui.domain.claims import Kept, kept_text, parse_kept
from csptui.domain.claims.sentences import collapsed
from csptui.domain.problem import Severity
from csptui.storage import edits, half_lost, toml_text
from csptui.storage.changes import Action, Tail, lines, logged_of
from csptui.storage.folder import load, open_folder
from csptui.storage.merging import SIDES, Kind, Told, merge
from csptui.storage.past import as_of, since

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]

TEXTS = f"{QUARTER}/commentary.toml"
Q = "2009/10 Q4"
RISE = Kept("8.6%", "An increase of 8.6%.", "The fire service's unrounded data")
WELL = Kept("55", "All 55 are well.", 'Said by "the housing office": 2009')

words = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1, max_size=20)


def with_kept(folder: Path, tables: str) -> None:
    (folder / TEXTS).write_bytes((COMMENTARY + tables).encode())


def test_kept_claims_are_read_of_comments_and_narratives_and_reach_the_row(folder: Path) -> None:
    with_kept(
        folder,
        f"\n[kept]\nA1 = {json.dumps(kept_text([RISE]))}\n"
        f"\n[narrative_kept]\nfirst = {json.dumps(kept_text([WELL, RISE]))}\n",
    )
    dataset, problems = load(folder)
    assert problems == ()
    assert parse_kept(dataset.record.kept["A1"]) == (RISE,)
    assert parse_kept(dataset.record.kept_narrative["first"]) == (WELL, RISE)
    row = dataset.scorecard().row("A1")
    assert row is not None
    assert row.kept == dataset.record.kept["A1"]


@pytest.mark.parametrize(
    ("tables", "line"),
    [
        ('\n[kept]\nA1 = "nothing"\n', 8),
        ('\n[kept]\n# a note\nA1 = """\n{good}\nnothing\n"""\n', 11),
        ('\n[kept]\nA1 = """{good}\nnothing"""\n', 9),
        ('\n[kept]\nA1 = "{good}\\nnothing"\n', 8),
        ("\n[narrative_kept]\nfirst = '''\n\n{plain}\n\nnothing'''\n", 12),
    ],
)
def test_an_unreadable_line_is_told_of_with_its_line_and_stays(folder: Path, tables: str, line: int) -> None:
    plain = kept_text([RISE])
    with_kept(folder, tables.replace("{good}", json.dumps(plain)[1:-1]).replace("{plain}", plain))
    view = open_folder(folder)
    (problem,) = view.problems
    assert (problem.severity, problem.where.file, problem.where.line) == (Severity.WARNING, TEXTS, line)
    assert problem.message.startswith('"nothing" keeps no claim')
    # Whatever else is saved, it stays as it stands.
    write = edits.plan(view, [Change(Q, "source", "", "Police", "B2")]).writes[0]
    assert write.data is not None
    before, after = (
        toml_text.loads(data.decode(), "x") for data in ((folder / TEXTS).read_bytes(), write.data)
    )
    assert {name: after[name] for name in before} == before


def test_kept_claims_of_what_is_not_defined_are_told_of(folder: Path) -> None:
    entry = json.dumps(kept_text([RISE]))
    with_kept(folder, f"\n[kept]\nZ9 = {entry}\n\n[narrative_kept]\nthird = {entry}\n")
    messages = [problem.message for problem in open_folder(folder).problems]
    assert len(messages) == 2
    assert "Z9" in messages[0]
    assert '"third" is not a theme' in messages[1]


@given(st.lists(st.tuples(words, words, words), max_size=4))
def test_any_kept_claim_survives_the_file(entries: list[tuple[str, str, str]]) -> None:
    kept = [Kept(*map(collapsed, entry)) for entry in entries]
    text = toml_text.dumps({"kept": {"A1": kept_text(kept)}})
    read = toml_text.loads(text, "x")["kept"]
    assert isinstance(read, dict)
    assert toml_text.dumps({"kept": read}) == text
    assert parse_kept(read["A1"]) == tuple(kept)


def test_two_branches_merge_by_owner_and_clash_in_one_text(folder: Path) -> None:
    base = (folder / TEXTS).read_bytes()
    keeps = base + f"\n[kept]\nA1 = {json.dumps(kept_text([RISE]))}\n".encode()
    writes = base.replace(b"[narrative]", b'B2 = "Fewer."\n\n[narrative]').replace(b"well", b"bad")
    found = merge(Kind.COMMENTARY, [base, keeps, writes])
    assert found.clashes == ()
    assert merge(Kind.COMMENTARY, [base, writes, keeps]).data == found.data
    document = toml_text.loads(found.data.decode(), "x")
    assert document["comments"] == {"A1": "An increase.", "B2": "Fewer."}
    assert document["kept"] == {"A1": kept_text([RISE])}
    other = base + f"\n[kept]\nA1 = {json.dumps(kept_text([WELL]))}\n".encode()
    assert merge(Kind.COMMENTARY, [base, keeps, other]).clashes == (
        Told("A1", "kept claims", kept_text([RISE]), kept_text([WELL])),
    )
    themes = [base + f'\n[narrative_kept]\nfirst = "{side}"\n'.encode() for side in SIDES]
    assert merge(Kind.COMMENTARY, themes).clashes == (Told("first", "kept claims", "ours", "theirs"),)


def test_the_lines_of_a_save_that_is_half_lost_are_those_of_its_own_file() -> None:
    made = [
        Change(Q, "value", "1", "2", "A1"),
        Change(Q, "kept", "", "x", "A1"),
        Change(Q, "kept", "", "y", theme="first"),
        Change(Q, "target", "1", "2", "A1"),
    ]
    text = lines(made, Tail(), Action("A. Officer", datetime(2010, 4, 20, tzinfo=UTC)))
    lost = [logged_of(line) for line in half_lost.lines_lost(text, {TEXTS}).splitlines()]
    assert [one.change for one in lost if one is not None] == made[1:3]
    left = [logged_of(line) for line in half_lost.lines_left(text, {TEXTS}).splitlines()]
    assert [one.change for one in left if one is not None] == [made[0], made[3]]


def test_the_data_as_they_stood_have_the_claims_kept_then(folder: Path) -> None:
    with_kept(folder, '\n[kept]\nA1 = "now"\n\n[narrative_kept]\nfirst = "now"\n')
    made = [Change(Q, "kept", "then", "now", "A1"), Change(Q, "kept", "", "now", theme="first")]
    text = lines(made, Tail(), Action("A. Officer", datetime(2010, 4, 20, tzinfo=UTC)))
    entries = [entry for line in text.splitlines() if (entry := logged_of(line)) is not None]
    view = open_folder(folder)
    found, unread = as_of(view.dataset, since(folder, view, entries, lambda *_: False))
    assert unread == ()
    assert (found.record.kept, found.record.kept_narrative) == ({"A1": "then"}, {})
