"""The folder: how it is found, what one view loads, and that one broken file never takes the rest down."""

from __future__ import annotations

import shutil
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from csptui.domain.problem import StorageError
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage.folder import all_problems, available_quarters, find_folder, load, open_folder

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["small_folder"]

Q4 = Quarter(FinancialYear(2009), 4)
HERE = "quarters/2009-10-Q4"
HEADER = "indicator,value,places,numerator,denominator,as_at,status,expected\n"


def put(folder: Path, where: str, text: str | bytes) -> None:
    path = folder / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_the_small_folder_has_no_problem(folder: Path) -> None:
    dataset, problems = load(folder)
    assert problems == ()
    assert dataset.shown == Q4
    assert len(dataset.scorecard()) == 4
    assert set(dataset.comparators[("MSG", "A1")]) == {"Luton", "Thanet"}


def test_a_named_folder_comes_first_then_the_environment(tmp_path: Path, folder: Path) -> None:
    assert find_folder(tmp_path / "named", str(folder), folder) == tmp_path / "named"
    assert find_folder(None, str(tmp_path / "other"), folder) == tmp_path / "other"


def test_the_nearest_folder_upward_is_found(tmp_path: Path, folder: Path) -> None:
    deep = folder / "quarters" / "2009-10-Q4"
    assert find_folder(None, None, deep) == folder
    assert find_folder(None, "", folder) == folder
    (tmp_path / "project" / "src").mkdir(parents=True)
    shutil.copytree(folder, tmp_path / "project" / "data")
    assert find_folder(None, None, tmp_path / "project" / "src") == tmp_path / "project" / "data"


def test_a_folder_comes_before_its_own_data(folder: Path) -> None:
    shutil.copytree(folder, folder / "data")
    assert find_folder(None, None, folder) == folder


def test_no_folder_is_none(tmp_path: Path) -> None:
    assert find_folder(None, None, tmp_path) is None


def test_quarters_are_listed_oldest_first(folder: Path) -> None:
    for name in ("2010-11-Q1", "2008-09-Q4", "1999-00-Q2"):
        (folder / "quarters" / name).mkdir()
    assert [quarter.folder for quarter in available_quarters(folder)] == [
        "1999-00-Q2",
        "2008-09-Q4",
        "2009-10-Q4",
        "2010-11-Q1",
    ]


def test_folders_with_other_names_are_warnings_and_files_are_none(folder: Path) -> None:
    for name in ("2009-10-q4 copy", "2009-10-q3", "old", ".git", "2009-11-Q1"):
        (folder / "quarters" / name).mkdir()
    put(folder, "quarters/Thumbs.db", "x")
    dataset, problems = load(folder)
    assert dataset.available == (Q4,)
    assert sorted(problem.where.file for problem in problems) == [
        "quarters/2009-10-q3",
        "quarters/2009-10-q4 copy",
        "quarters/2009-11-Q1",
        "quarters/old",
    ]
    assert any("name it 2009-10-Q3" in problem.message for problem in problems)


def test_only_what_a_view_needs_is_read(folder: Path) -> None:
    """Quarters that the one shown does not look at may be broken beyond reading."""
    for name in ("2007-08-Q4", "2008-09-Q3", "2010-11-Q1"):
        put(folder, f"quarters/{name}/actuals.csv", b"\0")
    dataset, problems = load(folder, Q4)
    assert problems == ()
    assert len(dataset.available) == 4
    assert list(dataset.quarters) == [Q4]


def test_the_baseline_and_the_three_quarters_before_are_read(folder: Path) -> None:
    names = ("2008-09-Q4", "2009-10-Q1", "2009-10-Q2", "2009-10-Q3")
    for number, name in enumerate(names):
        put(folder, f"quarters/{name}/actuals.csv", f"{HEADER}A1,{number},0,,,,,\n")
        put(folder, f"quarters/{name}/commentary.toml", b"\0")
    dataset, problems = load(folder)
    assert problems == ()
    values = {one.folder: held.readings["A1"].figure.value for one, held in dataset.quarters.items()}
    assert values.pop("2009-10-Q4") == Decimal("7.90")
    assert values == dict(zip(names, range(4), strict=True))


def test_the_latest_quarter_is_shown_unless_another_is_asked_for(folder: Path) -> None:
    put(folder, "quarters/2010-11-Q1/actuals.csv", HEADER)
    assert load(folder)[0].shown == Q4.next()
    assert load(folder, Q4)[0].shown == Q4


def test_a_quarter_that_is_not_there_is_empty_with_a_problem(folder: Path) -> None:
    dataset, (problem,) = load(folder, Q4.next())
    assert dataset.shown == Q4.next()
    assert dataset.record.readings == {}
    assert dataset.available == (Q4,)
    assert problem.where.file == "quarters/2010-11-Q1"
    assert "csptui quarter new" in problem.message


def test_without_any_quarter_the_targets_say_which_year(folder: Path) -> None:
    shutil.rmtree(folder / "quarters")
    dataset, (problem,) = load(folder)
    assert dataset.shown == Q4
    assert "none is held" in problem.message


def test_without_quarter_and_target_there_is_a_refusal_that_says_what_to_do(folder: Path) -> None:
    shutil.rmtree(folder / "quarters")
    put(folder, "targets.csv", "indicator,year,target,places,applies_to\n")
    with pytest.raises(StorageError, match="holds no quarter yet: make one with csptui quarter new"):
        load(folder)
    assert load(folder, Q4)[0].shown == Q4


@pytest.mark.parametrize("where", ["targets.csv", "comparators.csv", f"{HERE}/actuals.csv"])
def test_a_missing_file_is_told_of_and_the_rest_opens(folder: Path, where: str) -> None:
    (folder / where).unlink()
    dataset, problems = load(folder)
    assert [str(problem.where) for problem in problems] == [where]
    assert len(dataset.scorecard()) == 4


BROKEN = {
    "a NUL byte": b"a\n\0",
    "UTF-16": b"\xff\xfea\0",
    "conflict marks": b"x\n<<<<<<< ours\n",
    "not text": b"\x81\x8d\x8f",
    "an unclosed quote": b'indicator,"value\n',
    "rubbish": b"] = rubbish [\n",
    "too large": b"a" * 5_000_001,
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize(
    "where",
    [
        "partnership.toml",
        "indicators.toml",
        "targets.csv",
        "comparators.csv",
        f"{HERE}/actuals.csv",
        f"{HERE}/commentary.toml",
        "quarters/2008-09-Q4/actuals.csv",
    ],
)
def test_a_broken_file_is_one_problem_and_all_others_open(folder: Path, where: str, what: str) -> None:
    put(folder, "quarters/2008-09-Q4/actuals.csv", f"{HEADER}A1,7.28,2,,,,,\n")
    put(folder, where, BROKEN[what])
    loaded = open_folder(folder)
    assert [problem.where.file for problem in loaded.problems] == [where]
    assert set(loaded.broken) == {where}
    assert loaded.problems[0].where.line is not None or what == "too large"
    dataset = loaded.dataset
    assert (dataset.partnership.name == "Small Partnership") == (where != "partnership.toml")
    rows = dataset.scorecard().rows
    assert len(rows) == (0 if where == "indicators.toml" else 4)
    if where not in {"indicators.toml", f"{HERE}/actuals.csv"}:
        assert all(not row.is_owed for row in rows)
    if where not in {"indicators.toml", "targets.csv"}:
        assert dataset.targets
    if where not in {"indicators.toml", f"{HERE}/commentary.toml"}:
        assert dataset.record.comments == {"A1": "An increase."}


def test_a_file_in_windows_1252_opens_with_a_warning(folder: Path) -> None:
    text = (folder / "targets.csv").read_text("utf-8").encode("cp1252")
    put(folder, "targets.csv", text)
    dataset, (problem,) = load(folder)
    assert (problem.where.file, problem.where.line) == ("targets.csv", 5)
    assert dataset.target("D4", FinancialYear(2009)).edge is not None


def test_a_folder_without_definitions_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"partnership\.toml is missing.*indicators\.toml is missing"):
        load(tmp_path)
    with pytest.raises(StorageError, match="There is no data folder"):
        load(tmp_path / "nowhere")


def test_one_file_of_definitions_is_enough_to_open(folder: Path) -> None:
    (folder / "partnership.toml").unlink()
    dataset, problems = load(folder)
    assert [problem.where.file for problem in problems if "missing" in problem.message] == [
        "partnership.toml"
    ]
    assert len(dataset.scorecard()) == 4


def test_a_signed_off_quarter_is_known(folder: Path) -> None:
    assert not load(folder)[0].record.signed_off
    put(folder, f"{HERE}/signoff.toml", "")
    assert load(folder)[0].record.signed_off


def test_a_quarter_without_texts_is_no_problem(folder: Path) -> None:
    """Texts come with the first comment, so a quarter may be without them."""
    (folder / HERE / "commentary.toml").unlink()
    assert load(folder)[1] == ()


def test_a_check_of_everything_reads_every_quarter_and_the_log(folder: Path) -> None:
    """A fault in an old quarter or in a line of the log is found, which no view of a quarter would."""
    old = folder / "quarters" / "2001-02-Q1"
    old.mkdir()
    (old / "actuals.csv").write_text("nonsense\n", "utf-8")
    (folder / "changes.jsonl").write_text("{{{\n", "utf-8")
    found = [str(problem.where) for problem in all_problems(folder, load(folder)[1])]
    assert found == ["quarters/2001-02-Q1/actuals.csv:1", "changes.jsonl:1"]


def test_the_comments_of_the_quarter_before_are_read(folder: Path) -> None:
    """New comments are held beside the last ones; those of other quarters are not needed."""
    for name in ("2008-09-Q4", "2009-10-Q2", "2009-10-Q3"):
        put(folder, f"quarters/{name}/actuals.csv", f"{HEADER}A1,1,0,,,,,\n")
        put(folder, f"quarters/{name}/commentary.toml", f'[comments]\nA1 = "Said in {name}."\n')
    dataset, problems = load(folder)
    assert problems == ()
    said = {one.folder: dict(held.comments) for one, held in dataset.quarters.items() if one != Q4}
    assert said == {"2008-09-Q4": {}, "2009-10-Q2": {}, "2009-10-Q3": {"A1": "Said in 2009-10-Q3."}}
