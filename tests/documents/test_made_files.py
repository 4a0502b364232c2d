"""Files of a document: all or none, somebody's work kept, a record of what they were made from."""

from __future__ import annotations

import json
import os
import shutil
import stat
from typing import TYPE_CHECKING

import pytest
from documents import DERBY, ENFIELD

from csptui.domain.problem import CsptuiError, StorageError
from csptui.domain.quarter import Quarter
from csptui.outputs.document.formats import written
from csptui.outputs.document.made import Making, document_of, read_source
from csptui.outputs.document.manifest import Manifest, manifest_from
from csptui.outputs.document.model import Kind
from csptui.outputs.document.source import gather
from csptui.outputs.document.verify import State, verify
from csptui.storage import disk, out_files
from csptui.storage.disk import digest
from csptui.storage.folder import load
from csptui.storage.inputs import UNREADABLE, inputs_of, template_of, version_of
from csptui.storage.out_files import Outcome, put

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from csptui.outputs.document.formats import Wanted
    from csptui.outputs.document.model import Document

Q4 = Quarter.parse("2009-10-Q4")
assert Q4 is not None
TXT, MD, RECORD = "report-2009-10-Q4.txt", "report-2009-10-Q4.md", "report-2009-10-Q4.made.json"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(DERBY, tmp_path / "data")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def make(data: Path, out: Path, *formats: str, sensitive: bool = False) -> Making:
    assert Q4 is not None
    making = Making(data, Q4, Kind.REPORT, formats or ("txt", "md"), out, sensitive=sensitive)
    making.run()
    return making


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_and_their_record_are_there_and_nothing_else(data: Path, out: Path) -> None:
    making = make(data, out)
    assert names(out) == sorted([TXT, MD, RECORD])
    assert [path.name for path in making.files] == [MD, TXT]
    assert making.notes == ()


def test_making_changes_nothing_in_the_data_folder(data: Path, out: Path) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    make(data, out)
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_making_again_leaves_files_that_are_the_same_alone(data: Path, out: Path) -> None:
    make(data, out)
    before = {path.name: (path.stat().st_mtime_ns, path.stat().st_ino) for path in out.iterdir()}
    make(data, out)
    assert {path.name: (path.stat().st_mtime_ns, path.stat().st_ino) for path in out.iterdir()} == before


def test_what_the_program_made_itself_is_replaced(data: Path, out: Path) -> None:
    make(data, out)
    comment(data)
    assert make(data, out).notes == ()
    assert names(out) == sorted([TXT, MD, RECORD])
    assert "A new word on custody" in (out / TXT).read_text("utf-8")


def test_what_somebody_changed_is_kept_under_another_name(data: Path, out: Path) -> None:
    make(data, out)
    (out / TXT).write_text("polished by hand", "utf-8")
    told = make(data, out).notes
    assert told == (f"{TXT} was not as csptui had made it: it is kept as report-2009-10-Q4.kept-1.txt.",)
    assert (out / "report-2009-10-Q4.kept-1.txt").read_text("utf-8") == "polished by hand"
    (out / TXT).write_text("again", "utf-8")
    make(data, out)
    assert (out / "report-2009-10-Q4.kept-1.txt").read_text("utf-8") == "polished by hand"
    assert (out / "report-2009-10-Q4.kept-2.txt").read_text("utf-8") == "again"


def test_a_file_without_a_record_is_somebodys_work(data: Path, out: Path) -> None:
    out.mkdir()
    (out / TXT).write_text("mine", "utf-8")
    make(data, out)
    assert (out / "report-2009-10-Q4.kept-1.txt").read_text("utf-8") == "mine"


def test_a_spoilt_record_loses_no_file(data: Path, out: Path) -> None:
    make(data, out)
    (out / RECORD).write_text("{", "utf-8")
    comment(data)
    make(data, out)
    assert "report-2009-10-Q4.kept-1.txt" in names(out)


def test_the_sensitive_report_has_another_name(data: Path, out: Path) -> None:
    make(data, out)
    make(data, out, sensitive=True)
    assert "report-2009-10-Q4-sensitive.txt" in names(out)
    assert "gangs" not in (out / TXT).read_text("utf-8")
    assert "gangs" in (out / "report-2009-10-Q4-sensitive.txt").read_text("utf-8")


def test_a_format_that_fails_leaves_the_folder_as_it_was(
    data: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(data, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    comment(data)

    def failing(document: Document, name: str, wanted: Wanted) -> Mapping[str, bytes]:
        if name == "txt":
            message = "no more room"
            raise StorageError(message)
        return written(document, name, wanted)

    monkeypatch.setattr("csptui.outputs.document.made.written", failing)
    with pytest.raises(StorageError):
        make(data, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told_in_a_sentence(data: Path, out: Path) -> None:
    out.mkdir(mode=0o500)
    with pytest.raises(StorageError, match="cannot be written"):
        make(data, out)


def test_a_folder_in_the_place_of_a_file_is_told(data: Path, out: Path) -> None:
    (out / TXT).mkdir(parents=True)
    with pytest.raises(StorageError, match="is a folder"):
        make(data, out)


def test_a_file_in_the_place_of_the_folder_is_told(data: Path, out: Path) -> None:
    out.write_text("a file", "utf-8")
    for folder in (out, out / "below"):
        with pytest.raises(StorageError, match="is no folder: choose another with -o"):
            make(data, folder)


def test_what_a_killed_making_left_is_swept_after_an_hour(data: Path, out: Path) -> None:
    """What is younger may be another making's, and what only looks like it is somebody's."""
    make(data, out)
    left = [out / f".{TXT}.{number}.new" for number in (1, 2)]
    others = [out / f".{TXT}.x.new", out / ".mine.txt.1.new", out / f"{TXT}.1.new"]
    for one in (*left, *others):
        one.write_text("half", "utf-8")
    for one in (left[0], *others):
        os.utime(one, (1_000_000_000, 1_000_000_000))
    make(data, out)
    assert not left[0].exists()
    assert all(one.exists() for one in (left[1], *others))


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_is_replaced_and_what_it_leads_to_stays(data: Path, out: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere.txt"
    other.write_text("not mine", "utf-8")
    out.mkdir()
    (out / TXT).symlink_to(other)
    make(data, out)
    assert other.read_text("utf-8") == "not mine"
    assert not (out / TXT).is_symlink()
    assert (out / "report-2009-10-Q4.kept-1.txt").is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_files_are_for_whom_their_folder_is_for(data: Path, out: Path) -> None:
    out.mkdir(mode=0o770)
    out.chmod(0o770)
    make(data, out)
    assert stat.S_IMODE((out / TXT).stat().st_mode) == 0o660


# The version of the data


def test_the_version_follows_every_input_and_nothing_else(data: Path) -> None:
    def version() -> str:
        dataset = read_source(data, Q4 or Quarter.parse("x")).dataset  # type: ignore[arg-type]
        return version_of(inputs_of(data, dataset))

    first = version()
    (data / "changes.csv").write_text("", "utf-8")
    (data / "notes to myself.txt").write_text("x", "utf-8")
    assert version() == first
    for name in ("partnership.toml", "targets.csv", "quarters/2009-10-Q4/commentary.toml"):
        path = data / name
        before = path.read_bytes()
        path.write_bytes(before + b"\n")
        assert version() != first, name
        path.write_bytes(before)
    assert version() == first


def test_a_file_that_cannot_be_read_is_an_input_all_the_same(data: Path) -> None:
    (data / "comparators.csv").write_bytes(b"\x00" * 6_000_000)
    source = read_source(data, Q4)  # type: ignore[arg-type]
    assert source.inputs["comparators.csv"] == "unreadable"


# The record


def test_the_record_is_read_back_as_it_was_written(data: Path, out: Path) -> None:
    make(data, out)
    make(data, out, "txt", sensitive=True)
    written = (out / RECORD).read_bytes()
    record = manifest_from(written, RECORD)
    assert record.to_bytes() == written
    assert set(record.outputs) == {TXT, MD, "report-2009-10-Q4-sensitive.txt"}
    assert len(record.inputs) == 1


def test_inputs_that_no_file_is_of_any_more_are_dropped(data: Path, out: Path) -> None:
    make(data, out)
    comment(data)
    make(data, out, "txt")
    assert len(manifest_from((out / RECORD).read_bytes(), RECORD).inputs) == 2
    make(data, out, "md")
    assert len(manifest_from((out / RECORD).read_bytes(), RECORD).inputs) == 1


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "[]",
        "null",
        "{}",
        "[" * 100_000,
        '{"document": "report", "quarter": "x", "outputs": {}, "inputs": {}}',
        '{"document": "other", "quarter": "2009-10-Q4", "outputs": {}, "inputs": {}}',
        '{"document": "report", "quarter": "2009-10-Q4", "outputs": [], "inputs": {}}',
        (
            '{"document": "report", "quarter": "2009-10-Q4", "outputs": {"../../etc/passwd": {"sha256": "", '
            '"format": "txt", "version": "", "sensitive": false, "template": "", "by": ""}}, "inputs": {}}'
        ),
        '{"document": "report", "quarter": 7, "outputs": {}, "inputs": {"a": {"b": 1}}}',
    ],
)
def test_what_is_no_record_is_refused_in_a_sentence(spoilt: str) -> None:
    with pytest.raises(StorageError, match="not a record"):
        manifest_from(spoilt.encode(), "x.made.json")


def test_the_record_names_no_place_of_this_machine(data: Path, out: Path) -> None:
    make(data, out)
    text = (out / RECORD).read_text("utf-8")
    assert str(data) not in text
    assert json.loads(text)["quarter"] == "2009-10-Q4"


# Verification


def found(data: Path, out: Path) -> dict[str, tuple[State, tuple[str, ...]]]:
    return {one.file: (one.state, one.inputs) for one in verify(data, out)}


def test_files_just_made_match(data: Path, out: Path) -> None:
    make(data, out)
    assert found(data, out) == {TXT: (State.MATCHES, ()), MD: (State.MATCHES, ())}


def test_a_changed_input_is_named(data: Path, out: Path) -> None:
    make(data, out)
    comment(data)
    make(data, out, "md")
    named = ("quarters/2009-10-Q4/commentary.toml",)
    assert found(data, out) == {TXT: (State.STALE, named), MD: (State.MATCHES, ())}
    assert verify(data, out)[1].sentence == f"{TXT} no longer matches {named[0]}."


def test_a_new_and_a_missing_input_are_named(data: Path, out: Path) -> None:
    make(data, out, "txt")
    (data / "quarters/2009-10-Q4/comparators.csv").write_text("indicator,area,value,numerator,denominator\n")
    assert found(data, out)[TXT] == (State.STALE, ("quarters/2009-10-Q4/comparators.csv",))
    (data / "quarters/2009-10-Q4/comparators.csv").unlink()
    (data / "targets.csv").unlink()
    assert found(data, out)[TXT] == (State.STALE, ("targets.csv",))


def test_a_file_changed_by_hand_and_a_missing_one_are_told(data: Path, out: Path) -> None:
    make(data, out)
    (out / TXT).write_text("polished", "utf-8")
    (out / MD).unlink()
    assert found(data, out) == {TXT: (State.CHANGED, ()), MD: (State.MISSING, ())}


def test_a_file_of_another_program_version_is_told(data: Path, out: Path) -> None:
    make(data, out, "txt")
    record = json.loads((out / RECORD).read_text("utf-8"))
    (out / TXT).write_text("set by an earlier program", "utf-8")
    record["outputs"][TXT]["sha256"] = digest(b"set by an earlier program")
    record["outputs"][TXT]["by"] = "0.0.1"
    (out / RECORD).write_text(json.dumps(record), "utf-8")
    (one,) = verify(data, out)
    assert one.state is State.STALE
    assert "csptui 0.0.1 made it" in one.sentence


def test_a_quarter_that_is_not_held_any_more_is_told(data: Path, out: Path) -> None:
    make(data, out, "txt")
    shutil.rmtree(data / "quarters" / "2009-10-Q4")
    (one,) = verify(data, out)
    assert one.state is State.UNKNOWN
    assert "2009/10 Q4" in one.sentence


def test_a_folder_without_a_record_is_refused(data: Path, out: Path) -> None:
    with pytest.raises(CsptuiError, match="cannot be read"):
        verify(data, out)
    out.mkdir()
    with pytest.raises(CsptuiError, match="no record"):
        verify(data, out)


# One file


def test_a_put_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    assert put(tmp_path, "a/b.txt", b"one").outcome is Outcome.WRITTEN
    assert put(tmp_path, "a/b.txt", b"one").outcome is Outcome.AS_IT_WAS
    assert put(tmp_path, "a/b.txt", b"two").kept == "b.kept-1.txt"
    assert names(tmp_path / "a") == ["b.kept-1.txt", "b.txt"]


def comment(data: Path) -> None:
    """Change a comment as the program does."""
    path = data / "quarters" / "2009-10-Q4" / "commentary.toml"
    text = path.read_text("utf-8")
    assert "[comments]\n" in text
    path.write_text(text.replace('NI43 = """', 'NI43 = """A new word on custody. ', 1), "utf-8")
    assert path.read_text("utf-8") != text


def test_the_empty_record_has_the_name_of_its_document() -> None:
    assert Q4 is not None
    assert Manifest(Kind.EXCEPTIONS, Q4).name == "exceptions-2009-10-Q4.made.json"


PACKAGE = "report-2009-10-Q4-csv"


def without_narratives(data: Path) -> None:
    (data / "quarters/2009-10-Q4/commentary.toml").write_text("", encoding="utf-8")


def test_a_table_that_is_not_made_any_more_is_taken_out_of_the_package(data: Path, out: Path) -> None:
    make(data, out, "csv", "txt")
    assert "narratives.csv" in names(out / PACKAGE)
    without_narratives(data)
    make(data, out, "txt")
    assert "narratives.csv" in names(out / PACKAGE), "what is not made again stays"
    making = make(data, out, "csv")
    described = json.loads((out / PACKAGE / "datapackage.json").read_text(encoding="utf-8"))
    assert names(out / PACKAGE) == sorted(
        ["datapackage.json", *(one["path"] for one in described["resources"])]
    )
    assert not making.notes
    assert {state for state, _ in found(data, out).values()} == {State.MATCHES}


def test_a_table_that_somebody_changed_is_kept_when_it_is_not_made_any_more(data: Path, out: Path) -> None:
    make(data, out, "csv")
    (out / PACKAGE / "narratives.csv").write_text("mine", encoding="utf-8")
    without_narratives(data)
    making = make(data, out, "csv")
    assert "narratives.csv" not in names(out / PACKAGE)
    assert (out / PACKAGE / "narratives.kept-1.csv").read_text(encoding="utf-8") == "mine"
    assert [one for one in making.notes if "narratives.kept-1.csv" in one]
    assert {state for state, _ in found(data, out).values()} == {State.MATCHES}


def test_the_sensitive_package_is_no_leftover_of_the_other(data: Path, out: Path) -> None:
    make(data, out, "csv", sensitive=True)
    held = names(out / "report-2009-10-Q4-sensitive-csv")
    make(data, out, "csv")
    assert names(out / "report-2009-10-Q4-sensitive-csv") == held


def test_what_was_put_before_a_failure_is_on_record(data: Path, out: Path) -> None:
    (out / TXT).mkdir(parents=True)
    with pytest.raises(StorageError, match="is a folder"):
        make(data, out, "md", "txt")
    assert {name: state for name, (state, _) in found(data, out).items()} == {MD: State.MATCHES}
    comment(data)
    (out / TXT).rmdir()
    assert not make(data, out, "md", "txt").notes, "it was the program's own"


def test_what_another_program_made_meanwhile_stays_on_record(data: Path, out: Path) -> None:
    assert Q4 is not None
    making = Making(data, Q4, Kind.REPORT, ("md",), out)
    steps = making.steps()
    next(steps)
    put_before = out_files.put

    def put_late(folder: Path, name: str, *rest: object) -> object:
        if name == MD:
            make(data, out, "txt")
        return put_before(folder, name, *rest)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(out_files, "put", put_late)
        for _ in steps:
            pass
    assert set(found(data, out)) == {MD, TXT}


def test_a_record_of_another_system_is_passed_over(data: Path, out: Path) -> None:
    make(data, out)
    (out / f"._{RECORD}").write_bytes(b"\x00\x05\x16\x07")
    assert {state for state, _ in found(data, out).values()} == {State.MATCHES}


def test_two_programs_keep_two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that another program took after it was seen to be free is not taken from it."""
    (tmp_path / "a.txt").write_bytes(b"somebody's")
    (tmp_path / "a.kept-1.txt").write_bytes(b"kept a moment ago")
    is_there = disk.is_there
    monkeypatch.setattr(disk, "is_there", lambda path: path.name != "a.kept-1.txt" and is_there(path))
    assert put(tmp_path, "a.txt", b"new").kept == "a.kept-2.txt"
    held = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert held == {
        "a.txt": b"new",
        "a.kept-1.txt": b"kept a moment ago",
        "a.kept-2.txt": b"somebody's",
    }


def test_what_somebody_saves_while_a_file_is_written_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(b"ours")
    write_new = disk.write_new

    def write_late(path: Path, data: bytes) -> None:
        write_new(path, data)
        (tmp_path / "a.txt").write_bytes(b"somebody's")

    monkeypatch.setattr(disk, "write_new", write_late)
    done = put(tmp_path, "a.txt", b"new", {digest(b"ours")})
    assert (tmp_path / done.kept).read_bytes() == b"somebody's"
    assert done.path.read_bytes() == b"new"


def saving(data: Path, monkeypatch: pytest.MonkeyPatch, *, at: set[int] | None) -> None:
    """Let a colleague save a comment right after some of the times that the data are read, or after each."""
    file = data / "quarters/2009-10-Q4/commentary.toml"
    read = load
    times: list[int] = []

    def read_and_save(folder: Path, quarter: Quarter) -> object:
        found = read(folder, quarter)
        times.append(1)
        if at is None or len(times) in at:
            file.write_bytes(file.read_bytes() + b"# %d\n" % len(times))
            comment(data)
        return found

    monkeypatch.setattr("csptui.outputs.document.made.load", read_and_save)


@pytest.mark.parametrize("at", [{1}, {2}, {1, 2}, {2, 3}])
def test_what_is_read_and_its_version_are_of_one_moment(
    data: Path, monkeypatch: pytest.MonkeyPatch, at: set[int]
) -> None:
    assert Q4 is not None
    saving(data, monkeypatch, at=at)
    source = read_source(data, Q4)
    dataset, _ = load(data, Q4)
    assert source.inputs == inputs_of(data, dataset)
    assert source.dataset == dataset


def test_data_that_never_stand_still_are_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Q4 is not None
    saving(data, monkeypatch, at=None)
    with pytest.raises(CsptuiError, match="try again when nobody saves"):
        read_source(data, Q4)


def test_files_with_and_without_the_sensitive_parts_are_each_verified_as_they_were_made(
    data: Path, out: Path
) -> None:
    make(data, out, "md", sensitive=True)
    make(data, out, "md")
    assert [state for state, _ in found(data, out).values()] == [State.MATCHES] * 2


def test_the_exceptions_are_verified_as_exceptions(data: Path, out: Path) -> None:
    assert Q4 is not None
    Making(data, Q4, Kind.EXCEPTIONS, ("md",), out).run()
    make(data, out, "txt")
    assert [state for state, _ in found(data, out).values()] == [State.MATCHES] * 2


def test_the_files_of_memory_are_those_of_the_folder(data: Path, out: Path) -> None:
    """The partnership's own template too."""
    assert Q4 is not None
    template = Making(data, Q4, Kind.EXCEPTIONS, ("docx",), out).made()
    (data / "own.docx").write_bytes(*template.values())
    partnership = data / "partnership.toml"
    partnership.write_text(
        partnership.read_text("utf-8") + '\n[report]\ntemplate = "own.docx"\n', encoding="utf-8"
    )
    making = make(data, out, "docx", "txt")
    held = {path.name: path.read_bytes() for path in making.files}
    assert making.made() == held
    assert {state for state, _ in found(data, out).values()} == {State.MATCHES}
    document = document_of(read_source(data, Q4), Kind.REPORT)
    (plain,) = written(document, "docx").values()
    assert plain not in held.values(), "the template shows"


def test_a_format_that_is_not_known_any_more_is_told(data: Path, out: Path) -> None:
    make(data, out, "md")
    record = out / RECORD
    record.write_text(record.read_text("utf-8").replace('"format": "md"', '"format": "odt"'), "utf-8")
    assert found(data, out) == {MD: (State.STALE, ())}


def test_data_that_cannot_be_read_leave_files_untold(
    data: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(data, out, "md")
    saving(data, monkeypatch, at=None)
    (one,) = verify(data, out)
    assert one.state is State.UNKNOWN
    assert "cannot be held against the data: The files change while they are read" in one.sentence


def test_the_figures_of_other_areas_in_earlier_quarters_are_inputs(data: Path) -> None:
    """Ages and charts are held against the averages of each quarter."""
    assert Q4 is not None
    dataset, _ = load(data, Q4)
    name = "quarters/2008-09-Q4/comparators.csv"
    before = inputs_of(data, dataset)
    (data / name).write_bytes((data / name).read_bytes() + b"\n" if (data / name).exists() else b"group\n")
    after = inputs_of(data, dataset)
    assert {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)} == {name}


def test_the_version_hangs_on_no_order_of_names() -> None:
    assert version_of({"a": "1", "b": "2"}) == version_of({"b": "2", "a": "1"})


def test_a_template_that_leads_out_of_the_folder_is_not_followed(data: Path, tmp_path: Path) -> None:
    assert Q4 is not None
    (tmp_path / "theirs.docx").write_bytes(b"theirs")
    try:
        (data / "own.docx").symlink_to(tmp_path / "theirs.docx")
    except OSError:
        pytest.skip("no links on this system")
    partnership = data / "partnership.toml"
    partnership.write_text(
        partnership.read_text("utf-8") + '\n[report]\ntemplate = "own.docx"\n', encoding="utf-8"
    )
    dataset, _ = load(data, Q4)
    assert inputs_of(data, dataset)["own.docx"] == UNREADABLE
    with pytest.raises(CsptuiError, match="leads out of the data folder"):
        template_of(data, dataset)


def test_a_document_of_an_earlier_quarter_knows_nothing_later() -> None:
    latest, _ = load(ENFIELD)
    earlier = latest.available[-8]
    dataset, _ = load(ENFIELD, earlier)
    histories = gather(ENFIELD, dataset).histories
    assert histories
    assert max(point.quarter for one in histories.values() for point in one.points) == earlier
