"""When a change cannot be saved: nothing is written, nothing is held, and a sentence says why."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import tomli_w
from folder_seen import (
    ACTUALS,
    COMMENTARY,
    HERE,
    Q1,
    Q4,
    at_most,
    bytes_in,
    log_of,
    open_at,
    reading,
)

from csptui.domain.draft import Entry
from csptui.domain.figure import Figure, Fraction
from csptui.domain.period import Period, PeriodKind
from csptui.domain.problem import ConflictError, LockedError, RefusedError, StorageError
from csptui.domain.scorecard import Reading
from csptui.domain.target import Comparison, Edge, Target
from csptui.storage import writing
from csptui.storage.folder import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from csptui.workspace import Workspace

pytest_plugins = ["derby_workspace"]


@pytest.mark.parametrize(
    ("where", "change"),
    [
        (ACTUALS, lambda w: w.record(Entry("NI33", reading("7.8")))),
        (COMMENTARY, lambda w: w.record(Entry("NI33", comment="x"))),
        (COMMENTARY, lambda w: w.record(Entry("NI33", reading("7.8"), "x"))),
        (COMMENTARY, lambda w: w.narrate("youth-crime", "x")),
        ("targets.csv", lambda w: w.set_target("NI33", at_most("8"))),
    ],
    ids=["figure", "comment", "both", "narrative", "target"],
)
@pytest.mark.parametrize("theirs", [b"theirs\n", b"", None], ids=["changed", "emptied", "taken away"])
def test_a_file_that_became_unusable_or_went_is_never_overwritten(
    workspace: Workspace, where: str, change: Any, theirs: bytes | None
) -> None:
    path = workspace.folder / where
    if theirs is None:
        path.unlink()
    else:
        path.write_bytes(theirs)
    if theirs == b"" and where == COMMENTARY:
        pytest.skip("an empty file of texts is a sound one: it is merged like any other")
    before, dataset = bytes_in(workspace.folder), workspace.dataset
    error = ConflictError if theirs is None else StorageError
    with pytest.raises(error, match=where):
        change(workspace)
    assert bytes_in(workspace.folder) == before
    assert workspace.dataset is dataset


def test_a_save_that_fails_changes_nothing_and_is_said(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before, dataset = bytes_in(workspace.folder), workspace.dataset
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        changes: list[Callable[[], object]] = [
            lambda: workspace.record(Entry("NI33", reading("7.8"), "x")),
            lambda: workspace.narrate("youth-crime", "x"),
            lambda: workspace.set_target("NI33", at_most("8")),
            lambda: workspace.new_quarter(Q1),
        ]
        for change in changes:
            with pytest.raises(StorageError, match=r"No space left on device"):
                change()
    assert bytes_in(workspace.folder) == before
    assert workspace.dataset is dataset
    assert not (workspace.folder / "quarters" / "2010-11-Q1").exists()
    assert workspace.record(Entry("NI33", reading("7.8"))).record.readings["NI33"] == reading("7.8")


def test_a_log_that_cannot_be_written_means_not_saved(workspace: Workspace) -> None:
    (workspace.folder / "changes.jsonl").mkdir()
    before = bytes_in(workspace.folder)
    with pytest.raises(StorageError, match=r"changes\.jsonl"):
        workspace.record(Entry("NI33", reading("7.8")))
    assert bytes_in(workspace.folder) == before


def test_a_torn_log_is_continued_on_a_line_of_its_own(workspace: Workspace) -> None:
    workspace.record(Entry("NI33", reading("7.8")))
    path = workspace.folder / "changes.jsonl"
    (first,) = log_of(workspace.folder)
    path.write_bytes(path.read_bytes() + b'{"when": "2010')
    workspace.record(Entry("NI33", reading("7.7")))
    lines = path.read_bytes().splitlines()
    assert lines[1] == b'{"when": "2010'
    assert json.loads(lines[2])["seen"] == first["digest"]


@pytest.mark.parametrize(
    "change",
    [
        lambda w: w.record(Entry("NI33", reading("7.8"))),
        lambda w: w.record(Entry("NI33", comment="x")),
        lambda w: w.narrate("youth-crime", "x"),
        lambda w: w.set_target("NI33", at_most("8")),
    ],
    ids=["figure", "comment", "narrative", "target"],
)
def test_a_quarter_that_is_signed_off_is_read_only(workspace: Workspace, change: Any) -> None:
    (workspace.folder / HERE / "signoff.toml").write_bytes(b"")
    before = bytes_in(workspace.folder)
    with pytest.raises(LockedError, match="2009/10 Q4 is signed off"):
        change(workspace)
    assert bytes_in(workspace.folder) == before


def test_a_lock_that_is_not_had_is_said(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.0)
    before = bytes_in(workspace.folder)
    with writing.locked(workspace.folder), pytest.raises(LockedError, match="Another program is saving"):
        workspace.record(Entry("NI33", reading("7.8")))
    assert bytes_in(workspace.folder) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda w: w.record(Entry("NI999", reading("1"))), "NI999 is not an indicator"),
        (lambda w: w.set_target("NI999", at_most("1")), "NI999 is not an indicator"),
        (lambda w: w.narrate("nowhere", "x"), "nowhere is not a theme"),
        (lambda w: w.record(Entry("NI33", comment="\ud800")), "cannot be stored"),
        (lambda w: w.new_quarter(Q4), "exists already"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(workspace: Workspace, change: Any, said: str) -> None:
    before = bytes_in(workspace.folder)
    with pytest.raises(RefusedError, match=said):
        change(workspace)
    assert bytes_in(workspace.folder) == before


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("NI40", Reading(Figure(Decimal("7.5")))),
        ("NI40", Reading(Figure(Decimal(7), Fraction(1, 2)))),
        ("NI44a", Reading(Figure(fraction=Fraction(1, 2)))),
        ("NI33", Reading(Figure(Decimal("1e-9")))),
        ("NI33", Reading(Figure(Decimal("NaN")))),
        ("NI33", Reading(Figure(Decimal(7), as_at=Period(PeriodKind.YEAR, 2009, 3)))),
    ],
)
def test_a_figure_that_would_not_read_back_is_never_written(
    workspace: Workspace, name: str, given: Reading
) -> None:
    before = bytes_in(workspace.folder)
    with pytest.raises((StorageError, RefusedError), match=r"would not read back|Nothing was written"):
        workspace.record(Entry(name, given))
    assert bytes_in(workspace.folder) == before


@pytest.mark.parametrize(
    "target",
    [
        Target(Edge(Comparison.AT_LEAST, Decimal(7)), bare=True, absence=None),
        Target(Edge(Comparison.BELOW, Decimal("1e-9")), absence=None),
    ],
)
def test_a_target_that_would_not_read_back_is_never_written(workspace: Workspace, target: Target) -> None:
    """A bare number means at most where lower is better, whatever the caller takes it for."""
    before = bytes_in(workspace.folder)
    with pytest.raises((StorageError, RefusedError), match=r"would not read back|Nothing was written"):
        workspace.set_target("NI18", target)
    assert bytes_in(workspace.folder) == before


def test_a_library_that_drops_words_of_others_is_found_out(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tomli_w.dumps
    before = bytes_in(workspace.folder)
    with monkeypatch.context() as patch:
        patch.setattr(tomli_w, "dumps", lambda *a, **k: real(*a, **k).replace("decrease", "increase"))
        with pytest.raises(StorageError, match="would not read back"):
            workspace.record(Entry("NI33", comment="x"))
    assert bytes_in(workspace.folder) == before


def test_a_text_beyond_the_size_of_a_file_is_never_written(workspace: Workspace) -> None:
    before = bytes_in(workspace.folder)
    with pytest.raises(StorageError, match="could not be read again"):
        workspace.narrate("youth-crime", "x" * 5_000_000)
    assert bytes_in(workspace.folder) == before


@pytest.mark.parametrize(
    ("where", "change"),
    [
        (ACTUALS, lambda w: w.record(Entry("NI33", reading("7.8")))),
        (COMMENTARY, lambda w: w.record(Entry("NI33", comment="x"))),
        ("targets.csv", lambda w: w.set_target("NI33", at_most("8"))),
    ],
)
def test_a_file_that_could_not_be_read_is_not_written(derby: Path, where: str, change: Any) -> None:
    (derby / where).write_bytes(b"<<<<<<< ours\n")
    workspace = open_at(derby)
    before = bytes_in(derby)
    with pytest.raises(StorageError, match="cannot be used as it is"):
        change(workspace)
    assert bytes_in(derby) == before


def test_bad_rows_are_kept_and_their_problems_go_when_they_are_mended(derby: Path) -> None:
    path = derby / ACTUALS
    text = (
        path.read_bytes().replace(b"NI33,7.9,1", b"NI33,7.9x,1") + b"Z9,1,0,,,,,\nNI40,9,0,,,,,\nragged,1\n"
    )
    path.write_bytes(text)
    workspace = open_at(derby)
    assert [problem.where.line for problem in workspace.problems] == [13, 26, 27, 28]
    workspace.record(Entry("NI33", reading("7.9")))
    assert path.read_bytes() == text.replace(b"7.9x", b"7.9")
    left = load(derby)[1]
    assert [problem.where.line for problem in left] == [26, 27, 28]
    assert workspace.problems == left


@pytest.mark.skipif(os.name == "nt", reason="making links needs a privilege on this system")
def test_quarters_that_lead_out_of_the_folder_are_not_written(derby: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (derby / "quarters").rename(outside)
    (derby / "quarters").symlink_to(outside)
    workspace = open_at(derby)
    before = bytes_in(outside)
    with pytest.raises(StorageError, match="leads out of the data folder"):
        workspace.record(Entry("NI33", reading("7.9"), "x"))
    with pytest.raises(StorageError, match="leads out of the data folder"):
        workspace.new_quarter(Q1)
    assert bytes_in(outside) == before
    assert {path.name for path in outside.iterdir()} == {"2008-09-Q4", "2009-10-Q4"}
