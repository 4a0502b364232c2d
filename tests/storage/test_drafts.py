"""What is typed is on the disk after each write, comes back at the next start, and nothing foreign harms."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csptui.domain.draft import Begun, Draft
from csptui.domain.figure import Status
from csptui.domain.problem import StorageError
from csptui.domain.quarter import Quarter
from csptui.storage import drafts
from csptui.storage.draft_lines import (
    Kept,
    KeptDraft,
    KeptText,
    begun_from,
    held_fields,
    line_of,
    read_lines,
)
from csptui.storage.drafts import DraftJournal
from csptui.storage.folder import load

DERBY = load(Path(__file__).parents[2] / "data")[0]
Q4 = DERBY.shown
TEXTS = st.text(st.characters(exclude_categories=()), max_size=30)
HELD = {"value": "7.9", "comment": "", "source": ""}


def a_draft(name: str = "NI33", actual: str = "7.8", base: str = "7.9") -> KeptDraft:
    """Give a draft of an indicator."""
    return KeptDraft(Q4, Draft(name, actual), HELD, {**HELD, "value": base})


def kept_in(journal: DraftJournal) -> set[str]:
    """Name what a journal has found."""
    return {one.draft.indicator if isinstance(one, KeptDraft) else one.theme for one in journal.found}


def left_by(place: Path, folder: Path, *kept: Kept) -> None:
    """Leave drafts as an app does that ends in good order."""
    journal = DraftJournal.open(place, folder)
    journal.hold(kept)
    journal.close()


def again(place: Path, folder: Path) -> tuple[Kept, ...]:
    """Give what the next start finds, and leave it there."""
    journal = DraftJournal.open(place, folder)
    journal.hold(journal.found)
    journal.close()
    return journal.found


kept_drafts = st.builds(
    KeptDraft,
    st.just(Q4),
    st.builds(
        Draft,
        st.sampled_from(["NI33", "NI40", "x"]),
        TEXTS,
        TEXTS,
        TEXTS,
        TEXTS,
        st.sampled_from(Status),
        TEXTS,
        TEXTS,
    ),
    st.dictionaries(TEXTS, TEXTS, max_size=3),
    st.dictionaries(TEXTS, TEXTS, max_size=3),
)
kept_texts = st.builds(KeptText, st.just(Q4), st.sampled_from(["safety", "t"]), TEXTS, TEXTS)


@given(st.lists(st.one_of(kept_drafts, kept_texts), max_size=6))
def test_any_text_comes_back_as_it_was_typed(kept: list[Kept]) -> None:
    """Half a surrogate pair of a paste, line ends and control characters among it; the last word counts."""
    found = read_lines(b"".join(map(line_of, kept))).kept
    assert found == {one.key: one for one in kept}


@settings(deadline=None)
@given(st.data())
def test_bytes_of_any_kind_are_passed_over(data: st.DataObject) -> None:
    """Lines before and after foreign bytes are read."""
    foreign = data.draw(
        st.one_of(
            st.binary(max_size=60),
            st.sampled_from(
                [
                    b"[" * 100_000,
                    b'{"quarter":' * 20_000,
                    b"9" * 6000,
                    b'{"quarter": 5, "indicator": []}',
                    b'{"quarter": "2009/10 Q4", "indicator": "NI33"}',
                    b'{"quarter": "2009/10 Q4", "indicator": "NI33", "typed": {"actual": 5}, "begun": {}}',
                    b'{"quarter": "2009/10 Q4", "indicator": "NI33", "typed": {"x": "5"}, "begun": {}}',
                    b'{"quarter": "2009/10 Q4", "indicator": "NI33", "typed": {"status": "?"}, "begun": {}}',
                    b'{"quarter": "2009/10 Q4", "indicator": "a", "theme": "b", "gone": true}',
                    b'{"quarter": "2009/10 Q4", "theme": "b", "text": null, "begun": ""}',
                    b'{"csptui": "drafts", "after": {"a": 1}}',
                    b'{"csptui": "drafts", "after": [[], null]}',
                ]
            ),
        )
    )
    one, two = a_draft(), KeptText(Q4, "safety", "Half", "")
    found = read_lines(line_of(one) + foreign + b"\n" + line_of(two)).kept
    assert found[one.key] == one
    assert found[two.key] == two


@given(st.integers(min_value=0), st.lists(st.one_of(kept_drafts, kept_texts), min_size=1, max_size=4))
def test_a_torn_last_line_takes_no_other_with_it(cut: int, kept: list[Kept]) -> None:
    """A kill in the middle of a write leaves all that was written before."""
    *first, last = kept
    torn = line_of(last)[: cut % len(line_of(last))]
    before = {one.key: one for one in first}
    found = read_lines(b"".join(map(line_of, first)) + torn).kept
    assert found in (before, {**before, last.key: last})


@pytest.mark.parametrize("row", DERBY.scorecard().rows, ids=lambda row: row.id)
def test_what_a_row_held_is_read_back(row: object) -> None:
    """Every reading of the report survives its texts, to the digit."""
    begun = Begun.of(row)  # type: ignore[arg-type]  # a row of the parameters
    assert begun_from(held_fields(begun), row.indicator) == begun  # type: ignore[attr-defined]


def test_a_reading_that_the_indicator_no_longer_takes_is_none() -> None:
    """A unit that was changed since is no reason to end."""
    indicator = DERBY.indicator("NI39")
    assert indicator is not None
    assert begun_from({"value": "seven"}, indicator) is None


def test_a_draft_comes_back_at_each_start_until_it_is_saved(tmp_path: Path) -> None:
    """What is held at the end is found at the next start; what is no longer held leaves no file."""
    place, folder = tmp_path / "state" / "drafts", tmp_path
    assert again(place, folder) == ()
    assert not place.exists()
    left_by(place, folder, a_draft(), KeptText(Q4, "safety", "Half", ""))
    for _ in range(3):
        assert again(place, folder) == (a_draft(), KeptText(Q4, "safety", "Half", ""))
    left_by(place, folder)
    assert again(place, folder) == ()
    assert list(place.iterdir()) == []


def test_a_write_is_on_the_disk_without_an_end_in_good_order(tmp_path: Path) -> None:
    """A process that is killed leaves what its last write held."""
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from csptui.domain.draft import Draft\n"
        "from csptui.domain.quarter import Quarter\n"
        "from csptui.storage.draft_lines import KeptDraft\n"
        "from csptui.storage.drafts import DraftJournal\n"
        "journal = DraftJournal.open(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "q = Quarter.parse('2009-10-Q4')\n"
        "def d(name, text): return KeptDraft(q, Draft(name, text), {}, {})\n"
        "for kept in ([d('NI33', '1')], [d('NI33', '2'), d('NI40', '3')], [d('NI40', '3')]):\n"
        "    journal.hold(kept)\n"
        "    journal.write()\n"
        "os.kill(os.getpid(), 9) if hasattr(os, 'fork') else os._exit(9)\n"
    )
    import subprocess  # noqa: PLC0415 - this test alone starts a process

    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path / "d"), str(tmp_path)], check=False)
    assert ended.returncode != 0
    (found,) = DraftJournal.open(tmp_path / "d", tmp_path).found
    assert isinstance(found, KeptDraft)
    assert found.draft == Draft("NI40", "3")


def test_an_app_that_runs_keeps_its_drafts_to_itself(tmp_path: Path) -> None:
    """A second app on the same folder finds nothing until the first has ended; a third then has it all."""
    first = DraftJournal.open(tmp_path / "d", tmp_path)
    first.hold([a_draft("NI33")])
    first.write()
    second = DraftJournal.open(tmp_path / "d", tmp_path)
    assert second.found == ()
    second.hold([a_draft("NI40")])
    second.write()
    first.close()
    second.close()
    assert kept_in(DraftJournal.open(tmp_path / "d", tmp_path)) == {"NI33", "NI40"}


def test_folders_do_not_mix(tmp_path: Path) -> None:
    """Each data folder has its own drafts; a link to it is the same folder."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    left_by(tmp_path / "d", one, a_draft())
    assert again(tmp_path / "d", other) == ()
    if sys.platform != "win32":
        (tmp_path / "link").symlink_to(one)
        assert again(tmp_path / "d", tmp_path / "link") == (a_draft(),)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_nobody_else_may_read_them(tmp_path: Path) -> None:
    """The file is 0600 and its folder 0700, whatever the user's mask."""
    before = os.umask(0)
    try:
        left_by(tmp_path / "d", tmp_path, a_draft())
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "d").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((tmp_path / "d").stat().st_mode) == 0o700


def test_two_drafts_of_one_row_are_both_kept(tmp_path: Path) -> None:
    """Two apps that were killed had the same row open: the newer comes back, the older after it."""
    apps = [DraftJournal.open(tmp_path / "d", tmp_path) for _ in range(2)]
    for app, typed in zip(apps, ("1", "2"), strict=True):
        app.hold([a_draft(actual=typed)])
        app.write()
    paths = sorted((tmp_path / "d").glob("*.jsonl"), key=lambda path: b'"actual": "2"' in path.read_bytes())
    for number, path in enumerate(paths):
        os.utime(path, (1_000 + number, 1_000 + number))
    for app in apps:
        app._let_go()
        for left in app._replaced:
            left.release(remove=False)
    journal = DraftJournal.open(tmp_path / "d", tmp_path)
    assert (journal.found, journal.spare) == ((a_draft(actual="2"),), (a_draft(actual="1"),))
    journal.close()
    (found,) = again(tmp_path / "d", tmp_path)
    assert found == a_draft(actual="1")


def test_a_kill_between_the_new_file_and_the_end_of_the_old_one_makes_no_second_draft(tmp_path: Path) -> None:
    """The new file names those that it replaces."""
    left_by(tmp_path / "d", tmp_path, a_draft(actual="1"))
    (old,) = (tmp_path / "d").glob("*.jsonl")
    kept = old.read_bytes()
    journal = DraftJournal.open(tmp_path / "d", tmp_path)
    journal.hold([a_draft(actual="2")])
    journal.close()
    old.write_bytes(kept)
    journal = DraftJournal.open(tmp_path / "d", tmp_path)
    assert (journal.found, journal.spare) == ((a_draft(actual="2"),), ())


def test_a_file_that_somebody_took_away_is_written_again(tmp_path: Path) -> None:
    """A cleaner of old files does not take what is being typed."""
    journal = DraftJournal.open(tmp_path / "d", tmp_path)
    journal.hold([a_draft("NI33")])
    journal.write()
    if sys.platform == "win32":
        pytest.skip("Windows takes no open file away")
    for path in (tmp_path / "d").iterdir():
        path.unlink()
    journal.hold([a_draft("NI33"), a_draft("NI40")])
    journal.close()
    assert len(again(tmp_path / "d", tmp_path)) == 2


def test_a_long_day_does_not_grow_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Superseded lines are dropped when they are many; what is typed is there at any time."""
    monkeypatch.setattr(drafts, "GROWN", 5_000)
    journal = DraftJournal.open(tmp_path / "d", tmp_path)
    comment = ""
    for number in range(300):
        comment += f"word {number} "
        journal.hold([replace(a_draft(), draft=Draft("NI33", comment=comment))])
        journal.write()
        (path,) = (tmp_path / "d").glob("*.jsonl")
        assert path.stat().st_size < 5_000 + 2 * len(comment) + 1_000
        (found,) = read_lines(path.read_bytes()).kept.values()
        assert isinstance(found, KeptDraft)
        assert found.draft.comment == comment
    journal.close()


def test_more_than_can_be_read_again_is_refused(tmp_path: Path) -> None:
    """Nothing is called kept that the next start would not read; what was kept before stays."""
    journal = DraftJournal.open(tmp_path / "d", tmp_path)
    journal.hold([a_draft()])
    journal.write()
    journal.hold([a_draft(), KeptText(Q4, "safety", "x" * drafts.MOST, "")])
    with pytest.raises(StorageError, match="too long to be kept"):
        journal.close()
    assert again(tmp_path / "d", tmp_path) == (a_draft(),)


def test_a_file_too_large_to_read_is_left_and_told(tmp_path: Path) -> None:
    """It is neither read nor taken away."""
    left_by(tmp_path / "d", tmp_path, a_draft())
    (path,) = (tmp_path / "d").glob("*.jsonl")
    with path.open("ab") as file:
        file.truncate(6_000_000)
    journal = DraftJournal.open(tmp_path / "d", tmp_path)
    assert journal.found == ()
    (told,) = journal.unread
    assert "larger than" in told
    journal.close()
    assert path.exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file where the folder should be: a sentence, and no more."""
    (tmp_path / "d").write_text("")
    journal = DraftJournal.open(tmp_path / "d", tmp_path)
    journal.hold([a_draft()])
    with pytest.raises(StorageError, match="cannot be kept for the next start"):
        journal.write()
    with pytest.raises(StorageError):
        journal.close()


@pytest.mark.parametrize("call", ["write", "fsync", "open"])
def test_a_full_disk_loses_nothing_that_was_kept_and_is_got_over(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error is told each time; the first write that works again keeps everything."""
    journal = DraftJournal.open(tmp_path / "d", tmp_path)
    journal.hold([a_draft("NI33")])
    journal.write()

    def full(*_arguments: object, **_named: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(f"csptui.storage.drafts.os.{call}", full)
        journal.hold([a_draft("NI33"), a_draft("NI40")])
        if call == "open":
            journal._let_go()
        for _ in range(2):
            with pytest.raises(StorageError, match="No space left"):
                journal.write()
    journal.hold([a_draft("NI33"), a_draft("NI40"), a_draft("NI20")])
    journal.write()
    assert len(list((tmp_path / "d").glob("*.jsonl"))) == 1
    journal.close()
    assert len(again(tmp_path / "d", tmp_path)) == 3


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("12")), unique_by=lambda p: p[0]),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_any_course_of_writes_and_starts_ends_with_the_last_word(
    course: list[tuple[list[tuple[str, str]], bool]],
) -> None:
    """After each write, the next start finds exactly what was held."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made, "d")
        journal = DraftJournal.open(place, Path(made))
        for held, restarts in course:
            kept = [a_draft(name, typed) for name, typed in held]
            journal.hold(kept)
            journal.write()
            if restarts:
                journal.close()
                journal = DraftJournal.open(place, Path(made))
                assert sorted(map(repr, journal.found)) == sorted(map(repr, kept))
        journal.close()


def test_a_quarter_is_read_in_its_own_spelling() -> None:
    """Drafts of other quarters are told apart."""
    other = Quarter.parse("2008-09-Q4")
    assert other is not None
    one, two = a_draft(), replace(a_draft(), quarter=other)
    assert len(read_lines(line_of(one) + line_of(two)).kept) == 2
