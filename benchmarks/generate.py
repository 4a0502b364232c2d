"""Writes a made-up partnership of any size: `python benchmarks/generate.py DIR INDICATORS QUARTERS [LINES]`.

LINES asks for a log of changes too.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from csptui.domain.change import Change
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage.changes import FILE, Action, Tail, lines

PER_THEME = 25
SEED = 1974
PER_SAVE = 5
OFFICERS = ("A. Officer", "B. Officer", "C. Officer", "D. Officer")


def generate(folder: Path, indicators: int, quarters: int) -> None:
    """Write `indicators` indicators over `quarters` quarters that end in 2009/10 Q4, the same each time."""
    random = Random(SEED)  # noqa: S311 - figures for a benchmark
    folder.mkdir(parents=True, exist_ok=True)
    ids = [f"X{number:04}" for number in range(1, indicators + 1)]
    (folder / "partnership.toml").write_text(
        'name = "A large partnership"\nshort_name = "Large CSP"\n', "utf-8"
    )
    (folder / "indicators.toml").write_text("".join(_definitions(ids)), "utf-8")
    targets = "".join(f"{key},FY2009/10,{random.randint(40, 160)},0,\n" for key in ids)
    (folder / "targets.csv").write_text("indicator,year,target,places,applies_to\n" + targets, "utf-8")
    (folder / "comparators.csv").write_text("group,indicator,quarter,area,value\n", "utf-8")
    quarter = Quarter(FinancialYear(2009), 4)
    for _ in range(quarters):
        _write_quarter(folder / "quarters" / quarter.folder, ids, random)
        quarter = quarter.previous()


def _definitions(ids: list[str]) -> list[str]:
    parts: list[str] = []
    for number, key in enumerate(ids):
        if number % PER_THEME == 0:
            theme = number // PER_THEME + 1
            parts.append(f'[[theme]]\nid = "theme-{theme}"\nname = "Theme {theme}"\nshort = "T{theme}"\n')
            parts.append('[[theme.section]]\nname = ""\n')
        parts.append(
            f'[[theme.section.indicator]]\nid = "{key}"\ncode = "X {number + 1}"\n'
            f'codes = ["X {number + 1}"]\n'
            f'name = "Made-up indicator number {number + 1} of the benchmark"\ntier = "NI"\n'
            'unit = "per 1,000"\n'
            f'polarity = "{("lower", "higher")[number % 2]}"\nplaces = 2\nbasis = "rolling"\n'
            'definition = "What is counted, in one plain sentence of the length that such sentences have."\n'
        )
    return parts


def _write_quarter(folder: Path, ids: list[str], random: Random) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = "".join(f"{key},{random.uniform(30, 170):.2f},2,,,,,\n" for key in ids)
    header = "indicator,value,places,numerator,denominator,as_at,status,expected\n"
    (folder / "actuals.csv").write_text(header + rows, "utf-8")
    comments = "".join(
        f'{key} = "A comment of some length on indicator {key}, as officers write."\n' for key in ids
    )
    (folder / "commentary.toml").write_text("[comments]\n" + comments, "utf-8")


def generate_log(folder: Path, count: int, officers: tuple[str, ...] = OFFICERS) -> None:
    """Write a log of so many changed figures, saved in fives by four people; it ends as the files stand."""
    random = Random(SEED)  # noqa: S311 - as above
    held = _figures(folder)
    quarters = sorted({quarter for quarter, _ in held})
    ids = sorted({key for _, key in held})
    saves: list[list[tuple[str, str]]] = []
    for start in range(0, count, PER_SAVE):
        quarter = random.choice(quarters)
        saves.append([(quarter, key) for key in random.sample(ids, min(PER_SAVE, count - start))])
    left = Counter(place for save in saves for place in save)
    stands: dict[tuple[str, str], str] = {}
    when, tail, parts = datetime(2010, 4, 1, 9, tzinfo=UTC), Tail(), []
    for save in saves:
        made = []
        for quarter, key in save:
            left[quarter, key] -= 1
            after = f"{random.uniform(30, 170):.2f}" if left[quarter, key] else held[quarter, key]
            made.append(Change(quarter, "value", stands.get((quarter, key), ""), after, key))
            stands[quarter, key] = after
        when += timedelta(minutes=7)
        parts.append(lines(made, tail, Action(random.choice(officers), when)))
        tail = Tail(str(json.loads(parts[-1].splitlines()[-1])["digest"]))
    (folder / FILE).write_bytes(b"".join(parts))


def _figures(folder: Path) -> dict[tuple[str, str], str]:
    """Give every figure that the files hold, by its quarter and its indicator."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted((folder / "quarters").iterdir()):
        with (path / "actuals.csv").open(encoding="utf-8", newline="") as file:
            found |= {
                (str(Quarter.parse(path.name)), row["indicator"]): row["value"]
                for row in csv.DictReader(file)
            }
    return found


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    if sys.argv[4:]:
        generate_log(Path(sys.argv[1]), int(sys.argv[4]))
