"""Times a history of one indicator beside reading the same files alone: `python benchmarks/history.py`.

One of 500 indicators over 80 quarters, and one alone over 80, each beside a plain read of the bytes of the
same CSV files; the same with other areas' values; and a start with 80 quarters beside one with 5. All
subjects take turns in every round, and the ratios of medians are what to read.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from generate import generate  # noqa: E402 - it stands beside this
from measure import installed  # noqa: E402 - as above

from csptui.analysis.history import table  # noqa: E402 - this checkout's own
from csptui.storage.folder import load  # noqa: E402 - as above
from csptui.storage.series import read_series  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


QUARTERS, FEW = 80, 5
MANY = 500
AREAS = tuple(f"Area {number}" for number in range(1, 15))


def main() -> None:
    """Run every comparison."""
    parser = argparse.ArgumentParser(description="Times a history beside reading the same files.")
    parser.add_argument("--rounds", type=int, default=25, help="turns of each subject")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch:
        folders = {name: Path(scratch) / name for name in ("one", "many", "few")}
        generate(folders["one"], 1, QUARTERS)
        generate(folders["many"], MANY, QUARTERS)
        generate(folders["few"], MANY, FEW)
        _histories("figures", folders, rounds)
        _starts(folders, max(5, rounds // 2))
        for name in ("one", "many"):
            _with_areas(folders[name])
        _histories("with 14 areas", folders, max(5, rounds // 2))


def _histories(what: str, folders: Mapping[str, Path], rounds: int) -> None:
    """Compare reading one history among many and alone with reading the files' bytes, and with the table."""
    one, _ = load(folders["one"])
    many, _ = load(folders["many"])
    series, _ = read_series(folders["many"], many, many.indicators[-1])
    table(series)  # pandas is imported once, and not counted
    took = _in_turns(
        {
            "1 of 1": lambda: read_series(folders["one"], one, one.indicators[-1]),
            f"1 of {MANY}": lambda: read_series(folders["many"], many, many.indicators[-1]),
            "bytes of 1": lambda: _read_bytes(folders["one"]),
            f"bytes of {MANY}": lambda: _read_bytes(folders["many"]),
            "its table": lambda: table(series),
        },
        rounds,
    )
    held = sum(path.stat().st_size for path in folders["many"].rglob("*.csv"))
    print(f"\n{what}: {MANY} x {QUARTERS} quarters, {held / 1e6:.1f} MB of CSV")
    for name, milliseconds in took.items():
        print(f"  {name:14} {milliseconds:7.2f} ms")
    among, alone = took[f"1 of {MANY}"], took["1 of 1"]
    size = _read_bytes(folders["many"]) / _read_bytes(folders["one"])
    print(f"  1 of {MANY} is {among / alone:.2f} x 1 of 1, and its files are {size:.0f} x as large")
    print(f"  1 of {MANY} is {among / took[f'bytes of {MANY}']:.2f} x reading the bytes of its files")


def _starts(folders: Mapping[str, Path], rounds: int) -> None:
    """Compare a start that has many quarters behind it with one that has few, in a process and as a verb."""
    took = _in_turns(
        {
            f"load, {FEW}": lambda: load(folders["few"]),
            f"load, {QUARTERS}": lambda: load(folders["many"]),
            f"verb, {FEW}": lambda: _verb(folders["few"]),
            f"verb, {QUARTERS}": lambda: _verb(folders["many"]),
        },
        rounds,
    )
    print(f"\nstart: {MANY} indicators, {QUARTERS} quarters and {FEW}")
    for name, milliseconds in took.items():
        print(f"  {name:14} {milliseconds:7.2f} ms")
    for what in ("load", "verb"):
        ratio = took[f"{what}, {QUARTERS}"] / took[f"{what}, {FEW}"]
        print(f"  {what} with {QUARTERS} quarters is {ratio:.2f} x with {FEW}")


def _in_turns(subjects: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Time each subject once a round, and give its median in milliseconds; the first round only warms up."""
    times: dict[str, list[float]] = {name: [] for name in subjects}
    for number in range(rounds + 1):
        for name, run in subjects.items():
            gc.collect()  # what one subject leaves behind is not charged to the next
            began = perf_counter()
            run()
            if number:
                times[name].append((perf_counter() - began) * 1000)
    return {name: statistics.median(held) for name, held in times.items()}


def _read_bytes(folder: Path) -> int:
    """Read the files that a history reads, and nothing more."""
    return sum(len(path.read_bytes()) for path in _files(folder))


def _files(folder: Path) -> list[Path]:
    paths = [path for held in sorted((folder / "quarters").iterdir()) for path in sorted(held.glob("*.csv"))]
    return [folder / "comparators.csv", *paths]


def _with_areas(folder: Path) -> None:
    """Give every quarter what fourteen other areas have of each indicator."""
    dataset, _ = load(folder)
    with (folder / "partnership.toml").open("a", encoding="utf-8") as file:
        members = ", ".join(f'"{area}"' for area in AREAS)
        file.write(
            f'area = "Here"\n\n[[group]]\nid = "MSG"\nname = "Most Similar Group"\nmembers = [{members}]\n'
        )
    rows = "".join(
        f"{one.id},{area},{50 + at}.25,,\n" for one in dataset.indicators for at, area in enumerate(AREAS)
    )
    for quarter in dataset.available:
        path = folder / "quarters" / quarter.folder / "comparators.csv"
        path.write_text(f"indicator,area,value,numerator,denominator\n{rows}", "utf-8")


def _verb(folder: Path) -> None:
    command = [sys.executable, "-m", "csptui", "list", "--json", "--data", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env=installed())


if __name__ == "__main__":
    main()
