"""Which files are opened, and how often: a start opens nothing of older quarters, a history no text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_folder import ACTUALS, folder

from csptui.domain.quarter import FinancialYear, Quarter

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["folder"]

ROOT = Path(__file__).resolve().parents[2]
SHOWN = Quarter(FinancialYear(2009), 4)
SCRIPT = """
import json, sys
from pathlib import Path

opened = []


def heard(event, arguments):
    if event == "open" and "quarters" in Path(str(arguments[0])).parts:
        opened.append(Path(str(arguments[0])).parts[-2:])


folder = Path(sys.argv[1])
sys.addaudithook(heard)
from csptui.storage.folder import load
dataset, _ = load(folder)
if sys.argv[2:]:
    opened.clear()
    from csptui.storage.series import read_series
    read_series(folder, dataset, dataset.indicator(sys.argv[2]))
print(json.dumps(opened))
"""


@pytest.fixture
def long_folder(folder: Path) -> Path:
    """Give a folder of 24 quarters in a row, the last 2009/10 Q4."""
    quarter = SHOWN
    for _ in range(23):
        quarter = quarter.previous()
        held = folder / "quarters" / quarter.folder
        held.mkdir()
        (held / "actuals.csv").write_bytes(ACTUALS.encode())
        (held / "commentary.toml").write_bytes(b'[comments]\nA1 = "Then."\n')
        (held / "comparators.csv").write_bytes(b"indicator,area,value,numerator,denominator\nA1,Luton,7,,\n")
    return folder


def opened(*arguments: str) -> Sequence[tuple[str, str]]:
    """Run the script in a fresh interpreter, and give every file of a quarter that it opened."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return [(quarter, name) for quarter, name in json.loads(done.stdout)]


def test_a_start_opens_no_quarter_that_the_report_does_not_need(long_folder: Path) -> None:
    """The quarter shown, the three before it and the year-end before: no file of the other nineteen."""
    needed = {SHOWN, SHOWN.baseline()}
    quarter = SHOWN
    for _ in range(3):
        quarter = quarter.previous()
        needed.add(quarter)
    held = opened(str(long_folder))
    assert {quarter for quarter, _ in held} == {one.folder for one in needed}
    assert len(held) == len(set(held))


def test_a_history_opens_figures_and_other_areas_of_each_quarter_once(long_folder: Path) -> None:
    """Texts are no part of it."""
    held = opened(str(long_folder), "A1")
    assert len(held) == len(set(held))
    assert {name for _, name in held} == {"actuals.csv", "comparators.csv"}
    assert sum(name == "actuals.csv" for _, name in held) == 24
