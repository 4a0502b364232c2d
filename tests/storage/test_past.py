"""What the files hold of any quarter is what its view would show, whatever stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from csptui.domain.change import FIGURE_FIELDS, TARGET_FIELDS, Change
from csptui.domain.quarter import Quarter
from csptui.storage import edits
from csptui.storage.folder import open_folder
from csptui.storage.past import Present

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytest_plugins = ["small_folder"]
QUARTER = "quarters/2009-10-Q4"

OTHERS = ("2004-05-Q1", "2007-08-Q2", "2008-09-Q4", "2009-10-Q3", "2010-11-Q1")
"""The third and the fourth are in the view of 2009/10 Q4 too, by their figures."""


@pytest.fixture
def quarters(folder: Path) -> Path:
    """Give six quarters; each has figures and texts of its own."""
    for number, name in enumerate(OTHERS):
        path = folder / "quarters" / name
        path.mkdir()
        for file in ("actuals.csv", "commentary.toml"):
            text = (folder / QUARTER / file).read_text("utf-8")
            text = text.replace("1302", f"13{number}2").replace("62,473", f"{number},47")
            if file == "commentary.toml":
                text += f'[kept]\nA1 = "{number}"\n\n[narrative_kept]\nfirst = "n {number}"\n'
            (path / file).write_text(text.replace("well", f"well {number}"), "utf-8")
    return folder


def fields() -> list[Change]:
    """Give a change of every field of every quarter, of what is defined and what is not."""
    named = [*OTHERS, "2009-10-Q4"]
    texts = [
        Change(one, field, "", "", key)
        for one in named
        for field in (*FIGURE_FIELDS, *TARGET_FIELDS)
        for key in ("A1", "B2", "C3", "D4", "gone")
    ]
    texts += [
        Change(one, field, "", "", key)
        for one in named
        for field in ("comment", "source", "kept")
        for key in ("A1", "D4", "gone")
    ]
    return texts + [
        Change(one, field, "", "", theme=key)
        for one in named
        for field in ("narrative", "kept")
        for key in ("first", "gone")
    ]


def nothing(_: Path) -> None:
    """Leave all as it is."""


def no_figures(folder: Path) -> None:
    (folder / "quarters/2004-05-Q1/actuals.csv").unlink()


def no_texts(folder: Path) -> None:
    (folder / "quarters/2004-05-Q1/commentary.toml").unlink()


def broken_figures(folder: Path) -> None:
    (folder / "quarters/2007-08-Q2/actuals.csv").write_bytes(b"some,other,table\n1,2,3\n")


def broken_texts(folder: Path) -> None:
    (folder / "quarters/2007-08-Q2/commentary.toml").write_bytes(b"[comments\n")


def bad_rows(folder: Path) -> None:
    path = folder / "quarters/2010-11-Q1/actuals.csv"
    path.write_text(path.read_text("utf-8").replace("7.90", "seven") + "gone,1,,,,,,\n", "utf-8")


def no_definitions(folder: Path) -> None:
    (folder / "indicators.toml").unlink()


@pytest.mark.parametrize(
    "change", [nothing, no_figures, no_texts, broken_figures, broken_texts, bad_rows, no_definitions]
)
@pytest.mark.parametrize("shown", ["2009-10-Q4", "2004-05-Q1"])
def test_each_field_is_what_the_view_of_its_quarter_shows(
    quarters: Path, change: Callable[[Path], None], shown: str
) -> None:
    change(quarters)
    present = Present(quarters, open_folder(quarters, Quarter.parse(shown)))
    views = {name: open_folder(quarters, Quarter.parse(name)) for name in (*OTHERS, "2009-10-Q4")}
    for one in fields():
        assert present.text(one) == edits.text_now(views[one.quarter], one), one


def test_the_fields_of_quarters_differ_from_each_other(quarters: Path) -> None:
    present = Present(quarters, open_folder(quarters))
    for change in (
        Change("", "value", "", "", "B2"),
        Change("", "narrative", "", "", theme="first"),
        Change("", "kept", "", "", "A1"),
        Change("", "kept", "", "", theme="first"),
    ):
        found = {
            present.text(Change(one, change.field, "", "", change.indicator, change.theme)) for one in OTHERS
        }
        assert len(found) == len(OTHERS)


def test_what_is_no_quarter_no_field_or_not_held(quarters: Path) -> None:
    present = Present(quarters, open_folder(quarters))
    assert present.text(Change("someday", "value", "", "", "A1")) is None
    assert present.text(Change("2009/10 Q4", "shape", "", "", "A1")) is None
    assert present.text(Change("2001/02 Q1", "shape", "", "", "A1")) is None
    assert present.text(Change("2001/02 Q1", "value", "", "", "A1")) == ""
    assert present.text(Change("2001/02 Q1", "narrative", "", "", theme="first")) == ""
    assert present.text(Change("2001/02 Q1", "quarter", "", "")) == ""
    assert present.text(Change("2009/10 Q4", "quarter", "", "")) == "2009/10 Q4"


def test_a_quarter_is_read_once_by_its_own_two_files(quarters: Path) -> None:
    """What nobody asks for may be of any kind, and what was read is not read again."""
    view = open_folder(quarters)
    present = Present(quarters, view)
    figure, comment = (Change("2004/05 Q1", field, "", "", "A1") for field in ("value", "comment"))
    assert present.text(figure) == "7.90"
    own = quarters / "quarters/2004-05-Q1"
    (own / "actuals.csv").unlink()
    (quarters / "targets.csv").unlink()
    (quarters / "partnership.toml").unlink()
    (quarters / "indicators.toml").unlink()
    assert present.text(figure) == "7.90"
    assert present.text(comment) == "An increase."
    (own / "commentary.toml").unlink()
    assert present.text(comment) == "An increase."
