"""One of several officers at work on one folder at once; test_many_writers.py starts and directs it."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from csptui.domain.draft import Entry
from csptui.domain.figure import Status
from csptui.domain.problem import ConflictError, LockedError
from csptui.domain.quarter import Quarter
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from csptui.domain.figure import Figure

FIELDS = ("value", "status", "comment", "source")


def entry(workspace: Workspace, name: str, field: str, text: str) -> Entry:
    """Give an edit of one cell; whatever else the row holds is as it was read."""
    if field == "comment":
        return Entry(name, comment=text)
    if field == "source":
        return Entry(name, source=text)
    held = workspace.dataset.record.readings[name]
    figure: Figure = held.figure
    changed = (
        replace(figure, status=Status.PROVISIONAL)
        if field == "status"
        else replace(figure, value=Decimal(text))
    )
    return Entry(name, replace(held, figure=changed))


def write(workspace: Workspace, name: str, field: str, text: str) -> str:
    """Save one cell, again if somebody else is saving for long, and tell how it went."""
    for _ in range(20):
        try:
            workspace.record(entry(workspace, name, field, text))
        except LockedError:
            continue
        except ConflictError:
            return "conflict"
        return "saved"
    return "locked"


def main() -> None:
    """Open the folder, and answer each line of the standard input: go through all, look, or write one."""
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    quarter = Quarter.parse(sys.argv[3])
    workspace = Workspace.open(
        folder, who=f"officer {number}", now=lambda: datetime(2010, 4, 20, tzinfo=UTC), quarter=quarter
    )
    answer("ready")
    for line in sys.stdin:
        what, *rest = line.split()
        if what == "all":
            field = FIELDS[int(rest[0])]
            names = [one.id for one in workspace.dataset.indicators]
            random.Random(number).shuffle(names)  # noqa: S311 - each in an order of its own
            told = [write(workspace, name, field, str(number + 2)) for name in names]
            answer(" ".join(f"{told.count(one)} {one}" for one in sorted(set(told))))
        elif what == "look":
            workspace.reload()
            answer("looked")
        else:
            answer(write(workspace, *rest))


def answer(text: str) -> None:
    """Tell the test."""
    print(text, flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
