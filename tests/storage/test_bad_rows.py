"""A row that cannot be read keeps its other cells when one is entered, or the change is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from csptui.domain.change import Change
from csptui.domain.problem import RefusedError
from csptui.storage import edits
from csptui.storage.folder import open_folder

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["small_folder"]

ACTUALS, TARGETS = "quarters/2009-10-Q4/actuals.csv", "targets.csv"


def with_row(folder: Path, where: str, row: str) -> int:
    """Put a row in the place of the one of C3, and give its line."""
    lines = (folder / where).read_text().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("C3,"))
    lines[at] = row
    (folder / where).write_text("\n".join(lines) + "\n")
    assert open_folder(folder).problems
    return at + 1


def planned(folder: Path, *fields: tuple[str, str]) -> str:
    """Give the row after a change of fields of which nothing could be read."""
    made = [Change("2009/10 Q4", field, "", text, "C3") for field, text in fields]
    plan = edits.plan(open_folder(folder), made)
    (write,) = plan.writes
    assert write.data is not None
    assert not plan.after.actuals.problems
    assert not plan.after.targets.problems
    for change in made:
        assert edits.text_now(plan.after, change) == change.after
    (row,) = (line for line in write.data.decode().splitlines() if line.startswith("C3,"))
    return row


@pytest.mark.parametrize(
    ("row", "fields", "after"),
    [
        (
            "C3,13.1x,2,62,473,M2009-12,provisional,",
            [("value", "13.1")],
            "13.1,1,62,473,M2009-12,provisional,",
        ),
        ("C3,13.1,1,62,,M2009-12,,M2010-07", [("fraction", "62/473")], "13.1,1,62,473,M2009-12,,M2010-07"),
        ("C3,13.1,1,,,soon,,", [("as_at", "M2009-12")], "13.1,1,,,M2009-12,,"),
        ("C3,13.1,1,,,,maybe,M2010-07", [("status", "revised")], "13.1,1,,,,revised,M2010-07"),
        ("C3,13.1,1,,,,,soon", [("expected", "M2010-07")], "13.1,1,,,,,M2010-07"),
        (
            "C3,13.1x,1,6x,473,,revised,",
            [("value", "13.1"), ("fraction", "62/473")],
            "13.1,1,62,473,,revised,",
        ),
        ("C3,13.1,nine,,,,revised,", [("value", "13.10")], "13.10,2,,,,revised,"),
    ],
)
def test_the_other_cells_of_a_bad_row_of_figures_stay(
    folder: Path, row: str, fields: list[tuple[str, str]], after: str
) -> None:
    with_row(folder, ACTUALS, row)
    assert planned(folder, *fields) == f"C3,{after}"


@pytest.mark.parametrize(
    ("row", "field", "text"),
    [
        ("C3,13.1,1,62x,473,M2009-12,,", "value", "13.1"),
        ("C3,13.1x,1,62,473,M2009-12,,", "status", "revised"),
        ("C3,13.1x,1,62,473,M2009-12,,", "value", "[x]"),
    ],
)
def test_a_row_that_stays_bad_is_refused_with_its_line(folder: Path, row: str, field: str, text: str) -> None:
    line = with_row(folder, ACTUALS, row)
    with pytest.raises(RefusedError, match=rf"^C3: its row cannot be read \(.+\): mend line {line} first\."):
        planned(folder, (field, text))


def test_the_other_cells_of_a_bad_target_stay(folder: Path) -> None:
    with_row(folder, TARGETS, "C3,2009/10,9x,1,FY2008/09")
    assert planned(folder, ("target", "<9.0")) == "C3,FY2009/10,<9.0,1,FY2008/09"


def test_a_target_that_stays_bad_is_refused_with_its_line(folder: Path) -> None:
    line = with_row(folder, TARGETS, "C3,FY2009/10,9,0,soon")
    with pytest.raises(RefusedError, match=f"mend line {line} first"):
        planned(folder, ("target", "8"))
    with_row(folder, TARGETS, "C3,FY2009/10,9x,0,FY2008/09")
    with pytest.raises(RefusedError, match=f"mend line {line} first"):
        planned(folder, ("applies_to", "FY2009/10"))


def test_an_undo_brings_back_even_the_cell_that_could_not_be_read(folder: Path) -> None:
    with_row(folder, ACTUALS, "C3,13.1x,1,62,473,M2009-12,revised,")
    old = (folder / ACTUALS).read_bytes()
    made = Change("2009/10 Q4", "value", "", "13.1", "C3")
    (write,) = edits.plan(open_folder(folder), [made]).writes
    assert write.data is not None
    (folder / ACTUALS).write_bytes(write.data)
    loaded = open_folder(folder)
    meant = edits.plan(loaded, [made.turned()])
    (back,) = edits.brought_back(loaded, meant, {ACTUALS: old}).writes
    assert back.data == old
    other = edits.plan(loaded, [made.turned(), Change("2009/10 Q4", "status", "", "revised", "A1")])
    assert edits.brought_back(loaded, other, {ACTUALS: old}) == other
