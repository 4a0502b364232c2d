"""Every finding has the file and line where it is mended."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csptui.domain.checks import findings
from csptui.storage.folder import open_folder
from csptui.storage.places import Places

if TYPE_CHECKING:
    from csptui.domain.finding import Finding
    from csptui.domain.problem import Place

DERBY = Path(__file__).parents[2] / "data"
NOW, BEFORE = "quarters/2009-10-Q4", "quarters/2008-09-Q4"


def placed(folder: Path) -> list[tuple[Finding, Place]]:
    """Give every finding of a folder with its place."""
    loaded = open_folder(folder)
    places = Places(loaded)
    data = loaded.dataset
    made = findings(data, data.scorecard(), all_claims=True, sensitive=True)
    return [(one, places.of(one)) for one in made]


@pytest.fixture(scope="module")
def derby() -> list[tuple[Finding, Place]]:
    return placed(DERBY)


@pytest.mark.parametrize(
    ("check", "ref", "file", "begins"),
    [
        ("no-explanation", "NI20", f"{NOW}/commentary.toml", "NI20 = "),
        ("significance", "NI43", f"{NOW}/commentary.toml", "NI43 = "),
        ("claim", "NI33", f"{NOW}/commentary.toml", "NI33 = "),
        ("weak-target", "NI39", "targets.csv", "NI39,FY2009/10,"),
        ("target-period", "NI35", "targets.csv", "NI35,FY2009/10,"),
        ("old-figure", "NI18", f"{NOW}/actuals.csv", "NI18,"),
        ("places", "NI32", f"{NOW}/actuals.csv", "NI32,"),
        ("shared-fraction", "NI44b-d", f"{BEFORE}/actuals.csv", "NI44b-d,"),
        ("sibling-unit", "NI33", "indicators.toml", 'unit = "per 1,000"'),
        ("unexplained-code", "NI33", "indicators.toml", 'codes = ["NI 33", "SPI 7.1", "HO DSO"]'),
        ("unexplained-code", "NI32", "indicators.toml", 'name = "Repeat domestic violence'),
        ("unexplained-code", "NI39", f"{NOW}/commentary.toml", "NI39 = "),
        ("claim", "substance-abuse", f"{NOW}/commentary.toml", "substance-abuse = "),
    ],
)
def test_the_line_is_the_one_to_mend(
    derby: list[tuple[Finding, Place]], check: str, ref: str, file: str, begins: str
) -> None:
    place = next(place for one, place in derby if (one.check, one.ref) == (check, ref))
    assert place.file == file
    assert place.line is not None
    assert (DERBY / file).read_text("utf-8").splitlines()[place.line - 1].startswith(begins)


def test_every_finding_of_derby_has_file_and_line(derby: list[tuple[Finding, Place]]) -> None:
    assert [one for one, place in derby if place.line is None] == []
    assert all((DERBY / place.file).is_file() for _, place in derby)


def test_the_sensitive_part_has_its_own_line(tmp_path: Path) -> None:
    """A theme's name stands under two headings of the file: each finding names its own."""
    folder = shutil.copytree(DERBY, tmp_path / "data")
    file = folder / NOW / "commentary.toml"
    text = '[narrative]\nyouth-crime = "Up by 41%."\n\n[sensitive]\nyouth-crime = "Up by 42%."\n'
    file.write_text(text, encoding="utf-8")
    lines = {one.text: place.line for one, place in placed(folder) if one.check == "claim"}
    assert (lines["41%"], lines["42%"]) == (2, 5)


@pytest.mark.parametrize("gone", [f"{NOW}/commentary.toml", f"{BEFORE}/actuals.csv", "targets.csv"])
def test_a_file_that_is_missing_or_broken_takes_no_finding_with_it(tmp_path: Path, gone: str) -> None:
    for at, spoil in enumerate(("", "\x00 = [")):
        folder = shutil.copytree(DERBY, tmp_path / str(at))
        if spoil:
            (folder / gone).write_text(spoil, encoding="utf-8")
        else:
            (folder / gone).unlink()
        assert len(placed(folder)) > 5


def test_definitions_that_break_after_the_reading_leave_the_file_without_a_line(tmp_path: Path) -> None:
    folder = shutil.copytree(DERBY, tmp_path / "data")
    loaded = open_folder(folder)
    for content in (None, "[[theme]\n"):
        if content is None:
            (folder / "indicators.toml").unlink()
        else:
            (folder / "indicators.toml").write_text(content, encoding="utf-8")
        places = Places(loaded)
        made = findings(loaded.dataset, loaded.dataset.scorecard())
        found = [places.of(one) for one in made if one.field == "definition"]
        assert {(one.file, one.line) for one in found} == {("indicators.toml", None)}


def test_rows_and_keys_spelt_by_hand_are_found(tmp_path: Path) -> None:
    """Semicolons, another order, spaces round an id, a quoted key: the line is still the right one."""
    folder = shutil.copytree(DERBY, tmp_path / "data")
    file = folder / NOW / "actuals.csv"
    head, *rows = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([head, *reversed(rows)]).replace(",", ";"), encoding="utf-8")
    texts = folder / NOW / "commentary.toml"
    texts.write_text('[comments]\n\n"NI20" = "An increase of 3.7%."\n', encoding="utf-8")
    found = {(one.check, one.ref): place for one, place in placed(folder)}
    line = found["old-figure", "NI18"].line
    assert line is not None
    assert file.read_text("utf-8").splitlines()[line - 1].startswith("NI18;")
    assert found["no-explanation", "NI20"].line == 3
