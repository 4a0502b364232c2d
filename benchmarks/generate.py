"""Writes a made-up partnership of any size: `python benchmarks/generate.py DIR INDICATORS QUARTERS`."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from csptui.domain.quarter import FinancialYear, Quarter

PER_THEME = 25
SEED = 1974


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


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
