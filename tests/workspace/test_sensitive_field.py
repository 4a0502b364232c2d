"""The sensitive part of a theme: a field as every other, and one that no listing quotes."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from folder_seen import COMMENTARY, bytes_in, changed_lines, log_of, open_at

from csptui.domain.change import FIELD_WORDS, LONG_FIELDS, SENSITIVE, Change
from csptui.domain.claims import Kept, kept_text
from csptui.domain.problem import ConflictError, LockedError
from csptui.domain.told import changes_told, conflict_told
from csptui.outputs.appearance import Look
from csptui.outputs.log import Names, log_page, saves_of
from csptui.storage import past
from csptui.storage.edits import changed_fields
from csptui.storage.folder import open_folder
from csptui.storage.log import verify
from csptui.storage.merging import kind_of, merge
from csptui.storage.put_back import put_back_problems
from csptui.workspace import Workspace

pytest_plugins = ["derby_workspace"]

COHESION, YOUTH = "community-cohesion", "youth-crime"
SECRET = "Gangs A1 and BCT met in Normanton on Friday."  # noqa: S105 - the text of a made-up report
LATER = datetime(2010, 4, 21, tzinfo=UTC)


def open_as(folder: Path, who: str) -> Workspace:
    return Workspace.open(folder, who=who, now=lambda: LATER)


def test_it_is_saved_in_its_table_and_nothing_else_moves(derby: Path) -> None:
    before = bytes_in(derby)
    dataset = open_at(derby).narrate(YOUTH, None, sensitive=SECRET)
    after = bytes_in(derby)
    assert dataset.record.sensitive[YOUTH] == SECRET
    assert {where for where in after if after[where] != before.get(where)} == {COMMENTARY, "changes.jsonl"}
    assert changed_lines(before[COMMENTARY], after[COMMENTARY]) == [f'youth-crime = "{SECRET}"'.encode()]
    assert open_at(derby).dataset == dataset
    assert [(one["theme"], one["field"], one["to"]) for one in log_of(derby)] == [(YOUTH, SENSITIVE, SECRET)]


def test_an_empty_one_is_taken_out_with_its_table(derby: Path) -> None:
    dataset = open_at(derby).narrate(COHESION, None, sensitive="")
    assert dataset.record.sensitive == {}
    assert b"[sensitive]" not in bytes_in(derby)[COMMENTARY]


def test_both_parts_are_one_save_and_one_step(derby: Path) -> None:
    before = bytes_in(derby)[COMMENTARY]
    workspace = open_at(derby)
    workspace.narrate(COHESION, "For all to read.", sensitive=SECRET)
    after = bytes_in(derby)[COMMENTARY]
    assert len({line["action"] for line in log_of(derby)}) == 1
    assert [line["field"] for line in log_of(derby)] == ["narrative", SENSITIVE]
    workspace.undo()
    assert bytes_in(derby)[COMMENTARY] == before
    workspace.redo()
    assert bytes_in(derby)[COMMENTARY] == after
    assert verify(derby / "changes.jsonl").is_sound


def test_one_part_leaves_the_other_alone(derby: Path) -> None:
    workspace = open_at(derby)
    was = workspace.dataset.record
    workspace.narrate(COHESION, None, sensitive=SECRET)
    assert workspace.dataset.record.narrative == was.narrative
    workspace.narrate(COHESION, "For all to read.")
    assert workspace.dataset.record.sensitive[COHESION] == SECRET
    count = len(log_of(derby))
    workspace.narrate(COHESION, "For all to read.", sensitive=SECRET)
    assert len(log_of(derby)) == count


def test_a_signed_off_quarter_refuses_it(derby: Path) -> None:
    (derby / "quarters/2009-10-Q4/signoff.toml").write_text('who = "Chair"\n', "utf-8")
    before = bytes_in(derby)
    with pytest.raises(LockedError, match="signed off"):
        open_at(derby).narrate(COHESION, None, sensitive=SECRET)
    assert bytes_in(derby) == before


def test_two_who_change_it_meet_in_a_conflict_that_quotes_neither(derby: Path) -> None:
    mine, theirs = open_at(derby), open_as(derby, "colleague")
    held = mine.dataset.record.sensitive[COHESION]
    theirs.narrate(COHESION, None, sensitive="Another account of it.")
    before = bytes_in(derby)
    with pytest.raises(ConflictError) as caught:
        mine.narrate(COHESION, "Mine.", sensitive=SECRET, sensitive_begun=held)
    assert bytes_in(derby) == before
    (conflict,) = caught.value.conflicts
    told = conflict_told(mine.dataset, conflict)
    assert "Cohesion and Neighbourhoods sensitive narrative: it was changed by colleague" in told
    for sentence in (told, str(caught.value)):
        assert "Gangs" not in sentence
        assert "account" not in sentence
    assert [one.field for one in caught.value.changes] == ["narrative", SENSITIVE]
    dataset = mine.apply([caught.value.changes[0], conflict.mine()])
    assert (dataset.record.narrative[COHESION], dataset.record.sensitive[COHESION]) == ("Mine.", SECRET)


def test_the_narrative_and_its_sensitive_part_never_conflict(derby: Path) -> None:
    mine, theirs = open_at(derby), open_as(derby, "colleague")
    theirs.narrate(COHESION, "Theirs.")
    dataset = mine.narrate(COHESION, None, sensitive=SECRET)
    assert (dataset.record.narrative[COHESION], dataset.record.sensitive[COHESION]) == ("Theirs.", SECRET)


def test_git_merges_it_by_theme_and_names_a_clash_as_sensitive(derby: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(derby, tmp_path / "other"))
    base = bytes_in(derby)[COMMENTARY]
    open_at(derby).narrate(YOUTH, "In the open.", sensitive=SECRET)
    open_as(other, "colleague").narrate(COHESION, None, sensitive="Another.")
    sides = [base, bytes_in(derby)[COMMENTARY], bytes_in(other)[COMMENTARY]]
    kind = kind_of(COMMENTARY, sides)
    assert kind is not None
    merged = merge(kind, sides)
    assert merged.clashes == ()
    (derby / COMMENTARY).write_bytes(merged.data)
    record = open_at(derby).dataset.record
    assert (record.sensitive[YOUTH], record.sensitive[COHESION]) == (SECRET, "Another.")
    clash = merge(kind, [base, sides[2], base.replace(b"## Gangs", b"## Groups")]).clashes
    assert [(one.name, one.field) for one in clash] == [(COHESION, FIELD_WORDS[SENSITIVE])]


def test_no_listing_of_the_log_quotes_it_unless_the_whole_is_asked_for(derby: Path) -> None:
    workspace = open_at(derby)
    workspace.narrate(COHESION, None, sensitive=SECRET)
    saves, look = saves_of(workspace.log()), Look(120)
    names = Names.of(workspace.dataset)
    page = "\n".join(line.plain for line in log_page(saves, names, look))
    assert "sensitive narrative" in page
    assert "→ 9 words" in page
    assert "Gangs" not in page
    assert "Gangs A1 and BCT" in "\n".join(line.plain for line in log_page(saves, names, look, whole=True))


def test_what_another_program_puts_back_is_told_without_the_words(derby: Path) -> None:
    before = bytes_in(derby)[COMMENTARY]
    open_at(derby).narrate(YOUTH, None, sensitive=SECRET)
    (derby / COMMENTARY).write_bytes(before)
    workspace = open_at(derby)
    loaded = open_folder(derby, workspace.dataset.shown)
    (problem,) = put_back_problems(loaded, workspace.log())
    assert "youth-crime sensitive narrative" in problem.message
    assert "Gangs" not in problem.message
    assert changes_told(workspace.dataset, [one.change for one in workspace.put_back()]) == (
        "Youth Crime sensitive narrative"
    )


def test_what_is_kept_of_it_is_quoted_no_more_than_it_is(derby: Path) -> None:
    """A line of kept claims has its whole sentence, of whichever part."""
    workspace, look = open_at(derby), Look(120)
    workspace.narrate(YOUTH, None, sensitive=SECRET)
    before = bytes_in(derby)[COMMENTARY]
    workspace.keep(kept_text([Kept("two", SECRET, "Heard")]), theme_id=YOUTH)
    saves, names = saves_of(workspace.log()), Names.of(workspace.dataset)
    page = "\n".join(line.plain for line in log_page(saves, names, look))
    assert "kept claims" in page
    assert "Gangs" not in page
    assert "Gangs" in "\n".join(line.plain for line in log_page(saves, names, look, whole=True))
    (derby / COMMENTARY).write_bytes(before)
    workspace = open_at(derby)
    (problem,) = put_back_problems(open_folder(derby, workspace.dataset.shown), workspace.log())
    assert "youth-crime kept claims" in problem.message
    assert "Gangs" not in problem.message


def test_what_is_kept_of_a_comment_is_quoted(derby: Path) -> None:
    workspace = open_at(derby)
    workspace.keep(kept_text([Kept("8.6%", "An increase of 8.6%.", "Counted")]), indicator_id="NI33")
    page = log_page(saves_of(workspace.log()), Names.of(workspace.dataset), Look(120))
    assert "An increase of 8.6%." in "\n".join(line.plain for line in page)


def test_what_stood_at_a_moment_has_it_too(derby: Path) -> None:
    workspace = open_at(derby)
    was = workspace.dataset.record.sensitive[COHESION]
    open_as(derby, "colleague").narrate(COHESION, None, sensitive=SECRET)
    loaded = open_folder(derby, workspace.dataset.shown)
    fields = past.since(derby, loaded, past.read_entries(derby), lambda _, entry: entry.when < LATER)
    dataset, unread = past.as_of(loaded.dataset, fields)
    assert loaded.dataset.record.sensitive[COHESION] == SECRET
    assert dataset.record.sensitive[COHESION] == was
    assert unread == ()


def test_a_change_outside_is_found_as_one_of_the_sensitive_part(derby: Path) -> None:
    earlier = open_folder(derby)
    path = derby / COMMENTARY
    path.write_bytes(path.read_bytes().replace(b"## Gangs", b"## Groups"))
    (change,) = changed_fields(earlier, open_folder(derby))
    assert (change.field, change.theme, change.indicator) == (SENSITIVE, COHESION, "")


def test_kept_claims_of_the_narrative_stay_and_those_of_a_lost_sentence_go(derby: Path) -> None:
    """What is kept of both parts stands in one place; each goes with its own sentence."""
    workspace = open_at(derby)
    workspace.narrate(YOUTH, "Up by two.", sensitive="Down by three.\n\nUp by four.")
    lines = [Kept("two", "Up by two.", "Counted"), Kept("three", "Down by three.", "Heard")]
    workspace.keep(kept_text(lines), theme_id=YOUTH)
    workspace.narrate(YOUTH, None, sensitive="Down by three.")
    assert workspace.dataset.record.kept_narrative[YOUTH] == kept_text(lines)
    workspace.narrate(YOUTH, "Up by two. More.", sensitive="Nothing more.")
    assert workspace.dataset.record.kept_narrative[YOUTH] == kept_text(lines[:1])
    workspace.narrate(YOUTH, "Gone.", sensitive="Up by two.")
    assert workspace.dataset.record.kept_narrative[YOUTH] == kept_text(lines[:1])


def test_kept_claims_that_both_parts_lose_go_in_one_change(derby: Path) -> None:
    workspace = open_at(derby)
    workspace.narrate(YOUTH, "Up by two.", sensitive="Down by three.")
    lines = [Kept("two", "Up by two.", "Counted"), Kept("three", "Down by three.", "Heard")]
    workspace.keep(kept_text(lines), theme_id=YOUTH)
    workspace.narrate(YOUTH, "Gone.", sensitive="Gone too.")
    assert YOUTH not in workspace.dataset.record.kept_narrative
    assert [line["field"] for line in log_of(derby)][-3:] == ["narrative", SENSITIVE, "kept"]


def test_a_part_is_saved_over_no_other_text_than_the_one_that_it_was_begun_on(derby: Path) -> None:
    """A colleague's text may have come in by a reload, while an older one was being worked on."""
    workspace = open_at(derby)
    workspace.narrate(YOUTH, "Theirs.", sensitive="Theirs too.")
    with pytest.raises(ConflictError):
        workspace.narrate(YOUTH, "Mine.", "Older.")
    with pytest.raises(ConflictError):
        workspace.narrate(YOUTH, None, sensitive="Mine.", sensitive_begun="Older.")
    record = workspace.dataset.record
    assert (record.narrative[YOUTH], record.sensitive[YOUTH]) == ("Theirs.", "Theirs too.")


def test_it_is_one_of_the_long_fields_with_a_name_of_its_own() -> None:
    assert SENSITIVE in LONG_FIELDS
    assert FIELD_WORDS[SENSITIVE] == "sensitive narrative"
    change = Change("2009/10 Q4", SENSITIVE, "", SECRET, "", YOUTH)
    assert change.turned().after == ""
