"""The least that the command line could do: import click, read Derby's figures, print 24 rows."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

DATA = Path(__file__).parents[1] / "data"


@click.command()
def main() -> None:
    """Print the actuals as they stand in the file."""
    with (DATA / "partnership.toml").open("rb") as file:
        title = str(tomllib.load(file)["name"])
    with (DATA / "quarters" / "2009-10-Q4" / "actuals.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    table = Table(*header, title=title)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
