"""Names out of files: one part of a path on every system, and nothing outside the data folder is read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from csptui.domain.problem import StorageError
from csptui.storage import definitions
from csptui.storage.files import Content
from csptui.storage.folder import load
from csptui.storage.names import is_inside, name_fault

# Other modules have it as a plugin, which must not be imported before it is prepared.
pytest.register_assert_rewrite("small_folder")

from small_folder import INDICATORS, folder  # noqa: E402 - after the line above

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]

UNFIT = (
    "",
    ".",
    "..",
    "...",
    "a.",
    "a ",
    " a",
    "a/b",
    "a\\b",
    "/a",
    "\\\\host\\share",
    "C:",
    "C:a",
    "a:stream",
    "con",
    "CON",
    "Con.txt",
    "nul.tar.gz",
    "AUX .csv",
    "prn",
    "com1",
    "COM9.log",
    "com\u00b9",
    "LPT3",
    "conin$",
    "CONOUT$",
    "a\nb",
    "a\0b",
    "a\x7fb",
    "a*b",
    "a?b",
    'a"b',
    "a<b",
    "a>b",
    "a|b",
    "a\u202eb",
    "a\u200bb",
    "a" * 201,
    "\u5bbd" * 70,
)
FIT = (
    "a",
    "NI39",
    "a.b",
    "Youth Crime",
    "console",
    "communal",
    "com",
    "com10",
    "\u0141\u00f3d\u017a",
    "..a",
    "-x",
)


@pytest.mark.parametrize("name", UNFIT)
def test_a_name_that_some_system_refuses_or_takes_for_another(name: str) -> None:
    assert name_fault(name)


@pytest.mark.parametrize("name", FIT)
def test_a_name_that_every_system_takes(name: str) -> None:
    assert name_fault(name) == ""


@pytest.mark.parametrize("ident", ["con", "NUL", "com1.csv", "A.", "lpt9"])
def test_no_id_is_a_name_that_no_file_can_have(ident: str) -> None:
    """An indicator with such an id is left out, a theme gets another id, and both are told of."""
    text = INDICATORS.replace('id = "A1"', f'id = "{ident}"').replace('id = "second"', f'id = "{ident}"')
    read = definitions.read_indicators(Content(text, text.encode()))
    assert [one.id for theme in read.themes for one in theme.indicators] == ["B2", "C3", "D4"]
    assert [theme.id for theme in read.themes] == ["first", "theme-2"]
    assert [problem.where.line for problem in read.problems] == [9, 22]
    assert all("cannot be a file's name on every system" in problem.message for problem in read.problems)


def test_an_id_that_is_made_up_is_no_other_themes() -> None:
    text = INDICATORS.replace('id = "second"', 'id = ".."').replace('id = "first"', 'id = "theme-2"')
    read = definitions.read_indicators(Content(text, text.encode()))
    assert [theme.id for theme in read.themes] == ["theme-2", "theme-2-"]


@pytest.mark.parametrize(
    "name",
    ["2009-10-Q4 ", "2009-10-q4", "CON", "2009-10-Q5", "quarters", "2009-10-Q4\u200b", "\x1b[2J"],
)
def test_a_folder_that_is_no_quarter_is_passed_over_and_told_of(folder: Path, name: str) -> None:
    try:
        (folder / "quarters" / name).mkdir()
    except OSError:
        pytest.skip("this system has no such name")
    dataset, problems = load(folder)
    assert [str(one) for one in dataset.available] == ["2009/10 Q4"]
    assert [problem.where.file for problem in problems] == [f"quarters/{name}"]


@pytest.mark.skipif(os.name != "posix", reason="links need a right of their own elsewhere")
@pytest.mark.parametrize(
    "where",
    [
        "targets.csv",
        "comparators.csv",
        "quarters/2009-10-Q4/actuals.csv",
        "quarters/2009-10-Q4/commentary.toml",
    ],
)
def test_a_file_outside_is_not_read_by_a_link(folder: Path, tmp_path: Path, where: str) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes((folder / where).read_bytes())
    (folder / where).unlink()
    (folder / where).symlink_to(secret)
    _, problems = load(folder)
    assert [(str(one.where), one.message.partition(":")[0]) for one in problems] == [
        (where, "leads out of the data folder by a link")
    ]


@pytest.mark.skipif(os.name != "posix", reason="links need a right of their own elsewhere")
def test_links_within_the_folder_and_to_it_are_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "kept.csv").write_bytes((folder / "targets.csv").read_bytes())
    (folder / "targets.csv").unlink()
    (folder / "targets.csv").symlink_to("kept.csv")
    (tmp_path / "elsewhere").symlink_to(folder)
    for way in (folder, tmp_path / "elsewhere"):
        assert load(way)[1] == ()
    assert is_inside(folder, folder / "targets.csv")
    assert not is_inside(folder, tmp_path / "small-beside" / "x")


@pytest.mark.skipif(os.name != "posix", reason="links need a right of their own elsewhere")
def test_definitions_outside_are_not_read(folder: Path, tmp_path: Path) -> None:
    for name in ("partnership.toml", "indicators.toml"):
        (folder / name).rename(tmp_path / name)
        (folder / name).symlink_to(tmp_path / name)
    with pytest.raises(StorageError, match="leads out of the data folder"):
        load(folder)
