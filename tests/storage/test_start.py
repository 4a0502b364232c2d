"""How a folder comes to be: the bundled copy is made once, a new partnership opens at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csptui.domain.problem import RefusedError, StorageError
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage.folder import load
from csptui.storage.start import bundled_copy, bundled_source, init_folder

QUARTER = Quarter(FinancialYear(2010), 1)


def test_the_bundled_example_is_copied_whole(tmp_path: Path) -> None:
    copy = bundled_copy(tmp_path / "state" / "csptui")
    assert copy == tmp_path / "state" / "csptui" / "derby"
    source = bundled_source()
    for path in copy.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (source / path.relative_to(copy)).read_bytes()
    dataset, problems = load(copy)
    assert problems == ()
    assert len(dataset.scorecard()) == 24
    assert [path.name for path in copy.parent.iterdir()] == ["derby"]


def test_a_copy_that_is_there_is_never_touched(tmp_path: Path) -> None:
    copy = bundled_copy(tmp_path)
    (copy / "targets.csv").write_bytes(b"mine\n")
    (copy / "comparators.csv").unlink()
    assert bundled_copy(tmp_path) == copy
    assert (copy / "targets.csv").read_bytes() == b"mine\n"
    assert not (copy / "comparators.csv").exists()


def test_even_an_empty_folder_in_its_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "derby").mkdir()
    assert list(bundled_copy(tmp_path).iterdir()) == []


def test_of_two_starts_at_once_the_quicker_one_makes_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(_: Path, target: Path) -> None:
        target.mkdir()
        (target / "theirs").write_bytes(b"")
        raise OSError(39, "Directory not empty")

    monkeypatch.setattr(Path, "rename", too_late)
    assert [path.name for path in bundled_copy(tmp_path).iterdir()] == ["theirs"]
    assert [path.name for path in tmp_path.iterdir()] == ["derby"]


def test_a_home_that_cannot_be_made_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="could not be copied"):
        bundled_copy(tmp_path / "file" / "csptui")


def test_a_new_partnership_opens_without_a_problem(tmp_path: Path) -> None:
    folder = init_folder(tmp_path / "new" / "ours", "Our Partnership", QUARTER)
    dataset, problems = load(folder)
    assert problems == ()
    assert dataset.partnership.name == "Our Partnership"
    assert dataset.shown == QUARTER
    (row,) = dataset.scorecard().rows
    assert row.is_owed


def test_a_new_partnerships_report_says_what_its_colours_mean(tmp_path: Path) -> None:
    """A committee sees the key on the cover of the first report, before anybody has written one."""
    init_folder(tmp_path / "mine", name="Mine", quarter=QUARTER)
    dataset, _ = load(tmp_path / "mine")
    assert set(dataset.partnership.key) == {"red", "amber", "green", "none"}


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "ours" / ".git").mkdir(parents=True)
    assert load(init_folder(tmp_path / "ours", "Ours", QUARTER))[1] == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1).filter(str.strip))
def test_a_partnership_may_have_any_name(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = init_folder(tmp_path_factory.mktemp("ours"), name, QUARTER)
    dataset, problems = load(folder)
    assert problems == ()
    assert dataset.partnership.name == " ".join(name.split())


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(RefusedError, match="is not an empty folder"):
        init_folder(tmp_path, "Ours", QUARTER)
    with pytest.raises(RefusedError, match="is not an empty folder"):
        init_folder(tmp_path / "file", "Ours", QUARTER)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("name", ["", " \n"])
def test_a_partnership_needs_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedError, match="needs a name"):
        init_folder(tmp_path / "ours", name, QUARTER)
