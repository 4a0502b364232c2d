"""An open-and-save of every data file in LibreOffice, number detection on: no meaning changes."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import awkward_folder
import pytest
from office import WAYS, Office, needs_libreoffice

from csptui.domain.draft import Entry
from csptui.domain.figure import Figure
from csptui.domain.problem import Severity
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.storage import definitions, edits, merging
from csptui.storage.files import content_of
from csptui.storage.folder import available_quarters, open_folder
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from csptui.storage.folder import LoadedFolder

pytestmark = needs_libreoffice

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2010, 4, 20, 9, 30, tzinfo=UTC)


def _derby(folder: Path) -> Path:
    shutil.copytree(ROOT / "data", folder)
    return folder


def _begun(folder: Path) -> Path:
    """Give Derby with a quarter begun, so that targets are rolled on."""
    Workspace.open(_derby(folder), who="A. Officer", now=lambda: NOW).new_quarter(NEXT)
    return folder


NEXT = Quarter(FinancialYear(2010), 1)
FOLDERS: dict[str, Callable[[Path], Path]] = {
    "derby": _derby,
    "begun": _begun,
    "awkward": awkward_folder.make,
}


def _ids() -> list[str]:
    """Give ids that the definitions let through, many of them nearly dates, numbers or formulas."""
    months = ("jan", "February", "MARCH", "sept", "Dec")
    gaps, numbers = ("", "-", ".", "_", "x", "-x"), (1, 10, 2010)
    made = [f"{month}{gap}{number}" for month in months for gap in gaps for number in numbers]
    near = (
        "E1",
        "A1E5",
        "T",
        "F",
        "Yes",
        "True.",
        "B-1",
        "C.2.3",
        "D_4",
        "Hour",
        "Q1-2010",
        "Mon-1",
        "PM",
        "am1",
    )
    return [name for name in (*awkward_folder.IDS, *made, *near) if _passes(name)]


def _passes(name: str) -> bool:
    head = '[[theme]]\nid = "t"\nname = "T"\n\n[[theme.section]]\nname = ""\n'
    text = head + awkward_folder.indicator(name, "count")
    return not definitions.read_indicators(content_of(text.encode(), "indicators.toml")).problems


IDS = "\n".join(_ids()).encode()
BY_HAND = awkward_folder.targets_by_hand()
CONTROL = b"""\
indicator,value,places,numerator,denominator,as_at,status,expected
A1,7.50,,,,Dec 2009,,
E5,123456789012345678,,,,,,
"""


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Give one LibreOffice for all tests, which opens and saves all files of a way in one run."""
    scratch = tmp_path_factory.mktemp("office")
    files = [IDS, BY_HAND, CONTROL]
    for name, make in FOLDERS.items():
        files += [path.read_bytes() for path in sorted(make(scratch / name).rglob("*.csv"))]
    return Office(scratch, list(dict.fromkeys(files)))


@pytest.fixture(params=sorted(FOLDERS))
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give each folder in turn."""
    return FOLDERS[request.param](tmp_path / "data")


def _save_all(office: Office, folder: Path, way: str) -> None:
    """Open and save every CSV file of a folder."""
    for path in sorted(folder.rglob("*.csv")):
        path.write_bytes(office.saved(path.read_bytes(), way))


def _views(folder: Path) -> list[LoadedFolder]:
    return [open_folder(folder, quarter) for quarter in available_quarters(folder)]


def _errors(loaded: LoadedFolder) -> list[str]:
    return [str(one) for one in loaded.problems if one.severity is Severity.ERROR]


@pytest.mark.parametrize("way", WAYS)
def test_every_figure_and_target_is_the_same_to_the_digit(office: Office, folder: Path, way: str) -> None:
    before = _views(folder)
    _save_all(office, folder, way)
    after = _views(folder)
    for was, now in zip(before, after, strict=True):
        assert _errors(was) == _errors(now) == []
        assert edits.changed_fields(was, now) == ()
        # Decimals that are equal may differ in their digits (7.5 and 7.50): their printed forms do not.
        assert repr(now.actuals.readings) == repr(was.actuals.readings)
        assert repr(now.targets.targets) == repr(was.targets.targets)
        assert now.dataset == was.dataset


@pytest.mark.parametrize("way", WAYS)
def test_an_officer_saves_on_top_of_it_without_a_conflict(office: Office, folder: Path, way: str) -> None:
    workspace = Workspace.open(folder, who="A. Officer", now=lambda: NOW)
    before = workspace.dataset
    _save_all(office, folder, way)
    name = next(iter(sorted(before.record.readings)))
    reading = Reading(Figure(Decimal(3)))
    workspace.record(Entry(name, reading=reading))
    assert workspace.news == ()
    fresh = Workspace.open(folder, who="A. Officer", now=lambda: NOW).dataset
    assert fresh.record.readings == {**before.record.readings, name: reading}
    assert fresh.targets == before.targets


@pytest.mark.parametrize("way", WAYS)
def test_git_merges_it_with_what_was_there_to_the_same_bytes(office: Office, folder: Path, way: str) -> None:
    """A branch in which LibreOffice saved every file, and one in which nothing happened, either way about."""
    for path in sorted(folder.rglob("*.csv")):
        base = path.read_bytes()
        theirs = office.saved(base, way)
        kind = merging.kind_of(path.name, [base])
        assert kind is not None
        merged = [merging.merge(kind, sides) for sides in ((base, base, theirs), (base, theirs, base))]
        assert [one.clashes for one in merged] == [(), ()]
        assert [one.data for one in merged] == [base, base]


@pytest.mark.parametrize("way", WAYS)
def test_a_target_written_by_hand_is_the_same_or_told_of(office: Office, tmp_path: Path, way: str) -> None:
    """Windows-1252 has no ≤, and under semicolons a comma may be a decimal one: a sentence, no silence."""
    folder = awkward_folder.make(tmp_path / "data")
    path = folder / "targets.csv"
    path.write_bytes(BY_HAND)
    (before,) = _views(folder)
    path.write_bytes(office.saved(BY_HAND, way))
    (after,) = _views(folder)
    told = {one.indicator for one in after.problems if one.severity is Severity.ERROR}
    assert before.targets.targets
    for key, target in before.targets.targets.items():
        assert key[0] in told or repr(after.targets.targets[key]) == repr(target)


def test_what_a_spreadsheet_does_break_is_broken_here(office: Office) -> None:
    """A control: noughts, dates as people write them and long numbers do change by an open-and-save."""
    saved = office.saved(CONTROL, "as it was").decode()
    assert saved.startswith("indicator,value,places,")
    assert [one for one in ("7.50", "Dec 2009", "123456789012345678") if one in saved] == []


@pytest.mark.parametrize("way", WAYS)
def test_an_id_that_may_be_given_is_never_respelt(office: Office, way: str) -> None:
    assert len(_ids()) > 2 * len(awkward_folder.IDS)
    assert office.saved(IDS, way).decode().replace('"', "").split() == _ids()


@pytest.mark.parametrize("name", awkward_folder.REFUSED_IDS)
def test_an_id_that_a_spreadsheet_respells_is_refused(name: str) -> None:
    assert not _passes(name)
