"""Several officers save into one folder at once: no edit is lost, and the same cell is one conflict."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fault_writer import FIELDS

from csptui.domain.figure import Status
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage.changes import FILE, read_log
from csptui.storage.log import verify
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITERS, EDITS, ROUNDS = 8, 100, 50
QUARTERS = (Quarter(FinancialYear(2009), 3), Quarter(FinancialYear(2009), 4))
HEADER = "indicator,value,places,numerator,denominator,as_at,status,expected\n"


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder of a hundred indicators and two quarters, in memory where the machine has it."""
    memory = Path("/dev/shm")  # noqa: S108 - made with a random name
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as home:
        made = Path(home)
        names = [f"I{number}" for number in range(EDITS)]
        indicators = "".join(
            f'[[theme.section.indicator]]\nid = "{name}"\ncode = "{name}"\nname = "Indicator {name}"\n'
            'unit = "count"\npolarity = "lower"\n'
            for name in names
        )
        theme = '[[theme]]\nid = "one"\nname = "One"\n[[theme.section]]\nname = ""\n'
        (made / "partnership.toml").write_text('name = "Many"\n')
        (made / "indicators.toml").write_text(theme + indicators)
        (made / "targets.csv").write_text("indicator,year,target,places,applies_to\n")
        (made / "comparators.csv").write_bytes(
            (Path(__file__).resolve().parents[2] / "data" / "comparators.csv").read_bytes()
        )
        for quarter in QUARTERS:
            (made / "quarters" / quarter.folder).mkdir(parents=True)
            path = made / "quarters" / quarter.folder / "actuals.csv"
            path.write_text(HEADER + "".join(f"{name},1,0,,,,,\n" for name in names))
        yield made


class Writer:
    """A process that saves, told what to do line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def say(self, line: str) -> None:
        """Tell it what to do."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        """Wait for its answer."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@contextmanager
def writers(folder: Path, quarters: list[Quarter]) -> Iterator[list[Writer]]:
    """Start one process for each quarter named, all of them ready at once."""
    script = str(Path(__file__).with_name("fault_writer.py"))
    with ExitStack() as stack:
        made = []
        for number, quarter in enumerate(quarters):
            command = [sys.executable, script, str(folder), str(number), quarter.folder]
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
            made.append(Writer(stack.enter_context(process)))
        assert [one.hear() for one in made] == ["ready"] * len(made)
        yield made
        for one in made:
            assert one.process.stdin is not None
            one.process.stdin.close()


def value_of(workspace: Workspace, name: str) -> Decimal | None:
    return workspace.dataset.record.readings[name].figure.value


def open_at(folder: Path, quarter: Quarter) -> Workspace:
    return Workspace.open(
        folder, who="looker", now=lambda: datetime(2010, 4, 20, tzinfo=UTC), quarter=quarter
    )


def test_eight_writers_lose_no_edit(folder: Path) -> None:
    """800 edits of distinct cells, in the same four files at once: each is in the files and in the log."""
    with writers(folder, [QUARTERS[number % 2] for number in range(WRITERS)]) as made:
        for number, one in enumerate(made):
            one.say(f"all {number // 2}")
        assert [one.hear() for one in made] == [f"{EDITS} saved"] * WRITERS
    for which, quarter in enumerate(QUARTERS):
        workspace = open_at(folder, quarter)
        record = workspace.dataset.record
        assert not workspace.problems
        for name in record.readings:
            found = record.readings[name].figure
            texts = (record.comments[name], record.sources[name])
            assert (found.value, found.status) == (Decimal(which + 2), Status.PROVISIONAL)
            assert texts == (str(which + 6), str(which + 8))
    log = read_log(folder / FILE)
    cells = {(one.change.quarter, one.change.indicator, one.change.field) for one in log}
    assert len(log) == len(cells) == WRITERS * EDITS
    assert {one.change.field for one in log} == set(FIELDS)
    verdict = verify(folder / FILE)
    assert (verdict.lines, verdict.is_sound) == (WRITERS * EDITS, True)
    assert [one.seen for one in log] == ["", *(one.digest for one in log[:-1])]


def test_the_same_cell_by_two_at_once_is_one_conflict_each_time(folder: Path) -> None:
    with writers(folder, [QUARTERS[0]] * 2) as (one, other):
        for number in range(ROUNDS):
            for writer in (one, other):
                writer.say("look")
            assert [one.hear(), other.hear()] == ["looked"] * 2
            texts = [str(number + 100), str(number + 200)]
            for writer, text in zip((one, other), texts, strict=True):
                writer.say(f"write I7 value {text}")
            told = [one.hear(), other.hear()]
            assert sorted(told) == ["conflict", "saved"]
            assert str(value_of(open_at(folder, QUARTERS[0]), "I7")) == texts[told.index("saved")]
    assert len(read_log(folder / FILE)) == ROUNDS
    assert verify(folder / FILE).is_sound
