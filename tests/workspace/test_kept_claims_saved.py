"""Claims that are kept with a reason: saved, logged, undone, and dropped with their sentence."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from folder_seen import ACTUALS, COMMENTARY, bytes_in, log_of, reading

from csptui.domain.change import Change
from csptui.domain.claims import Kept, comment_claims, keep, kept_text, parse_kept
from csptui.domain.draft import Begun, Entry
from csptui.domain.problem import ConflictError, LockedError, RefusedError
from csptui.domain.told import changes_told, conflict_told
from csptui.storage.log import verify
from csptui.storage.merging import kind_of, merge
from csptui.workspace import Workspace

pytest_plugins = ["derby_workspace"]

RISE = Kept("8.6%", "An increase of 8.6%.", "The fire service's unrounded data")
MORE = Kept("two", "More by two.", "Counted by hand")
ONE = kept_text([RISE])
BOTH = kept_text([RISE, MORE])
UNREAD = "a line that nobody can read"
TEXT = "An increase of 8.6%.\n\nMore by two."
YOUTH = "youth-crime"


def open_as(folder: Path, who: str = "officer") -> Workspace:
    return Workspace.open(folder, who=who, now=lambda: datetime(2010, 4, 20, tzinfo=UTC))


def data_in(folder: Path) -> dict[str, bytes]:
    return {where: data for where, data in bytes_in(folder).items() if where != "changes.jsonl"}


def told(folder: Path) -> list[tuple[str, str, str]]:
    return [(line["field"], line["from"], line["to"]) for line in log_of(folder)]


@pytest.fixture
def kept(derby: Path) -> Path:
    """Give a folder in which both claims of a comment and of a narrative are kept."""
    workspace = open_as(derby)
    workspace.record(Entry("NI33", comment=TEXT))
    workspace.narrate(YOUTH, TEXT)
    workspace.keep(BOTH, indicator_id="NI33")
    workspace.keep(BOTH, theme_id=YOUTH)
    return derby


def test_keeping_is_one_more_line_of_the_log_and_touches_one_file(derby: Path) -> None:
    before = data_in(derby)
    workspace = open_as(derby)
    dataset = workspace.keep(ONE, indicator_id="NI33")
    assert dataset.record.kept == {"NI33": ONE}
    assert open_as(derby).dataset == dataset
    after = data_in(derby)
    assert [where for where in after if after[where] != before[where]] == [COMMENTARY]
    (line,) = log_of(derby)
    assert (line["indicator"], line["field"], line["from"], line["to"]) == ("NI33", "kept", "", ONE)
    assert verify(derby / "changes.jsonl").is_sound
    step = workspace.next_undo()
    assert step is not None
    assert changes_told(dataset, step.changes) == "NI 33 kept claims"
    workspace.keep(ONE, indicator_id="NI33")
    assert len(log_of(derby)) == 1
    workspace.undo()
    assert data_in(derby) == before
    workspace.redo()
    assert data_in(derby) == after


def test_a_claim_of_a_narrative_is_kept_by_its_theme(derby: Path) -> None:
    workspace = open_as(derby)
    assert workspace.keep(ONE, theme_id=YOUTH).record.kept_narrative == {YOUTH: ONE}
    (line,) = log_of(derby)
    assert (line["theme"], line["field"], line["to"]) == (YOUTH, "kept", ONE)
    assert "indicator" not in line
    assert workspace.keep("", theme_id=YOUTH).record.kept_narrative == {}


def test_what_is_not_known_is_not_kept(workspace: Workspace) -> None:
    for name in ({"indicator_id": "NI999"}, {"theme_id": "nowhere"}, {}):
        with pytest.raises(RefusedError, match="of this partnership"):
            workspace.keep(ONE, **name)


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("An increase of 8.6%.", kept_text([RISE])),
        ("Less.\n\nMore by   two.\n", kept_text([MORE])),
        ("", ""),
        ("An increase of 8.6%.\n\nMore by two. And a third sentence.", BOTH),
    ],
)
def test_what_is_kept_goes_with_its_sentence_and_comes_back_with_it(
    kept: Path, comment: str, left: str
) -> None:
    before, count = data_in(kept), len(log_of(kept))
    workspace = open_as(kept)
    dataset = workspace.record(Entry("NI33", reading("7.8"), comment))
    assert dataset.record.kept.get("NI33", "") == left
    made = told(kept)[count:]
    assert ("kept", BOTH, left) in made or left == BOTH
    assert len({line["action"] for line in log_of(kept)[count:]}) == 1
    dataset = workspace.narrate(YOUTH, comment)
    assert dataset.record.kept_narrative.get(YOUTH, "") == left
    assert open_as(kept).dataset == dataset
    after = data_in(kept)
    workspace.undo()
    workspace.undo()
    assert data_in(kept) == before
    workspace.redo()
    workspace.redo()
    assert data_in(kept) == after
    assert verify(kept / "changes.jsonl").is_sound


def test_a_figure_drops_nothing(kept: Path) -> None:
    workspace = open_as(kept)
    count = len(log_of(kept))
    texts = (kept / COMMENTARY).read_bytes()
    workspace.record(Entry("NI33", reading("7.8")))
    assert (kept / COMMENTARY).read_bytes() == texts
    assert told(kept)[count:] == [("value", "7.9", "7.8")]


def test_a_line_that_cannot_be_read_stays(derby: Path) -> None:
    workspace = open_as(derby)
    workspace.keep(f"{UNREAD}\n{ONE}", indicator_id="NI33")
    assert workspace.record(Entry("NI33", comment="Another.")).record.kept == {"NI33": UNREAD}


def test_a_comment_changed_outside_leaves_its_lines_until_it_is_saved(kept: Path) -> None:
    path = kept / COMMENTARY
    path.write_bytes(path.read_bytes().replace(b'More by two."""', b'More by three."""'))
    workspace = open_as(kept)
    assert workspace.dataset.record.kept["NI33"] == BOTH
    workspace.record(Entry("NI40", reading("1310")))
    assert workspace.dataset.record.kept["NI33"] == BOTH
    dataset = workspace.record(Entry("NI33", comment="An increase of 8.6%.\n\nMore by four."))
    assert dataset.record.kept["NI33"] == ONE


def test_what_a_colleague_keeps_meanwhile_is_held_against_the_new_comment(derby: Path) -> None:
    """No conflict: what they keep of a sentence that stays, stays; what goes with its sentence goes."""
    open_as(derby).record(Entry("NI33", comment=TEXT))
    mine, colleague = open_as(derby), open_as(derby, "colleague")
    row = mine.dataset.scorecard().row("NI33")
    assert row is not None
    colleague.keep(BOTH, indicator_id="NI33")
    dataset = mine.record(Entry("NI33", comment="More by two."), Begun.of(row))
    assert parse_kept(dataset.record.kept["NI33"]) == (MORE,)


def test_both_keep_a_claim_of_one_comment(derby: Path) -> None:
    mine, colleague = open_as(derby), open_as(derby, "colleague")
    colleague.keep(ONE, indicator_id="NI33")
    mine.keep(ONE, indicator_id="NI32")
    before = bytes_in(derby)
    with pytest.raises(ConflictError, match="NI 33 kept claims: they were changed by colleague") as caught:
        mine.keep(kept_text([MORE]), indicator_id="NI33", begun="")
    assert bytes_in(derby) == before
    (conflict,) = caught.value.conflicts
    assert conflict.theirs == ONE
    assert "Nothing was written" not in conflict_told(mine.dataset, conflict)
    dataset = mine.apply([conflict.mine()])
    assert dataset.record.kept["NI33"] == kept_text([MORE])


def test_two_branches_in_which_claims_are_kept_come_together(derby: Path, tmp_path: Path) -> None:
    """Each file merges by field, and the joined log is sound and knows both."""
    open_as(derby).record(Entry("NI33", comment=TEXT))
    other = Path(shutil.copytree(derby, tmp_path / "other"))
    base = bytes_in(derby)
    open_as(derby).keep(BOTH, indicator_id="NI33")
    colleague = open_as(other, "colleague")
    colleague.keep(ONE, theme_id=YOUTH)
    colleague.record(Entry("NI40", comment="Fewer."))
    for where in (COMMENTARY, "changes.jsonl"):
        sides = [base[where], bytes_in(derby)[where], bytes_in(other)[where]]
        kind = kind_of(where, sides)
        assert kind is not None
        merged = merge(kind, sides)
        assert merged.clashes == ()
        (derby / where).write_bytes(merged.data)
    assert verify(derby / "changes.jsonl").is_sound
    workspace = open_as(derby)
    record = workspace.dataset.record
    assert (record.kept["NI33"], record.kept_narrative[YOUTH]) == (BOTH, ONE)
    assert record.comments["NI40"] == "Fewer."
    assert workspace.put_back() == ()
    assert workspace.undo().record.kept == {}


def test_my_comment_over_theirs_drops_what_they_keep_of_theirs(derby: Path) -> None:
    mine, colleague = open_as(derby), open_as(derby, "colleague")
    row = mine.dataset.scorecard().row("NI33")
    assert row is not None
    colleague.record(Entry("NI33", comment=TEXT))
    colleague.keep(BOTH, indicator_id="NI33")
    with pytest.raises(ConflictError) as caught:
        mine.record(Entry("NI33", comment="An increase of 8.6%. It is so."), Begun.of(row))
    assert [one.field for one in caught.value.changes] == ["comment"]
    dataset = mine.apply([one.mine() for one in caught.value.conflicts])
    assert parse_kept(dataset.record.kept["NI33"]) == (RISE,)


def test_changes_that_say_what_is_kept_are_taken_at_their_word(kept: Path) -> None:
    workspace = open_as(kept)
    quarter = str(workspace.dataset.shown)
    dataset = workspace.apply(
        [
            Change(quarter, "comment", TEXT, "Another.", "NI33"),
            Change(quarter, "kept", BOTH, ONE, "NI33"),
        ]
    )
    assert dataset.record.kept["NI33"] == ONE


def test_what_is_kept_of_the_sensitive_part_stays_with_another_narrative(kept: Path) -> None:
    path = kept / COMMENTARY
    text = path.read_bytes()
    path.write_bytes(text.replace(b"[sensitive]\n", f'[sensitive]\n{YOUTH} = "More by two."\n'.encode()))
    workspace = open_as(kept)
    assert workspace.narrate(YOUTH, "Another.").record.kept_narrative[YOUTH] == kept_text([MORE])


def test_what_is_kept_stays_where_its_sentence_has_a_live_figure(derby: Path) -> None:
    workspace = open_as(derby)
    prose = "It rose by 8.6% to {NI 33 actual}."
    row = workspace.record(Entry("NI33", comment=prose)).scorecard().row("NI33")
    assert row is not None
    claims = comment_claims(prose, row, workspace.dataset)
    workspace.keep(keep("", claims[-1], "A reason"), indicator_id="NI33")
    dataset = workspace.record(Entry("NI33", comment=f"{prose}\n\nAnd more."))
    row = dataset.scorecard().row("NI33")
    assert row is not None
    assert [one.kept for one in comment_claims(row.comment, row, dataset)][len(claims) - 1] == "A reason"


def test_an_undo_takes_back_its_own_action_and_nothing_else(derby: Path) -> None:
    """The claims that a colleague keeps of the new comment stay in the file, and apply no more."""
    mine, colleague = open_as(derby), open_as(derby, "colleague")
    mine.record(Entry("NI33", comment="More by two."))
    colleague.keep(kept_text([MORE]), indicator_id="NI33")
    dataset = mine.undo()
    assert dataset.record.comments["NI33"] == RISE.said
    assert dataset.record.kept["NI33"] == kept_text([MORE])


def test_an_old_copy_of_the_texts_put_back_is_told_of(kept: Path) -> None:
    path = kept / COMMENTARY
    old = path.read_bytes()
    workspace = open_as(kept)
    workspace.record(Entry("NI33", comment="Another."))
    path.write_bytes(old)
    assert workspace.poll() is not None
    assert {entry.change.field for entry in workspace.put_back()} == {"comment", "kept"}
    assert workspace.news_told().startswith("Put back by another program: NI 33 comment and kept claims.")
    assert workspace.accept("NI33")
    assert workspace.put_back() == ()


def test_a_quarter_that_is_signed_off_keeps_as_it_is(derby: Path) -> None:
    workspace = open_as(derby)
    (derby / ACTUALS).with_name("signoff.toml").write_bytes(b"")
    with pytest.raises(LockedError):
        workspace.keep(ONE, indicator_id="NI33")
