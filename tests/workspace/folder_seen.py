"""What the tests of the workspace look at: the bytes of a folder, its log, and how entries are made."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from csptui.domain.figure import Figure
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.target import Comparison, Edge, Target
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.dataset import Dataset
    from csptui.domain.period import Period

Q4 = Quarter(FinancialYear(2009), 4)
Q1 = Q4.next()
YEAR = Q4.year
HERE = "quarters/2009-10-Q4"
ACTUALS, COMMENTARY = f"{HERE}/actuals.csv", f"{HERE}/commentary.toml"


def reading(value: str) -> Reading:
    return Reading(Figure(Decimal(value)))


def at_most(limit: str, applies_to: Period | None = None) -> Target:
    return Target(Edge(Comparison.AT_MOST, Decimal(limit)), bare=True, absence=None, applies_to=applies_to)


def log_of(folder: Path) -> list[dict[str, Any]]:
    path = folder / "changes.jsonl"
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Give all files but the program's own, so that a temporary one left behind is seen too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".csptui" not in path.parts
    }


def same(one: Dataset, other: Dataset) -> bool:
    """Whether two datasets mean the same, to the digit."""
    return one == other and repr(one) == repr(other)


def changed_lines(before: bytes, after: bytes) -> list[bytes]:
    return [line for line in after.splitlines() if line not in before.splitlines()]


def open_at(folder: Path, quarter: Quarter | None = None) -> Workspace:
    """Open a folder under a clock that stands still."""
    now = datetime(2010, 4, 20, 9, 30, tzinfo=UTC)
    return Workspace.open(folder, who="A. Officer", now=lambda: now, quarter=quarter)
