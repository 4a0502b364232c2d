"""Makes the packaged example csptui/examples/enfield from published tables.

    python tests/examples/make_enfield.py TABLES [OUT]

TABLES is a folder that holds the published tables in these places:

* borough-crime/: "MPS Borough Level Crime" of the London Datastore, as two monthly tables;
* alcohol-by-district/: alcohol-related admissions, indicator 91414 of the Local Alcohol Profiles;
* youth-justice/: measures of the Local Authority Interactive Tool, and its statistical neighbours.

All are under the Open Government Licence v3.0. The figures, the other areas' figures and the targets
are made anew; the files that people write (partnership.toml, indicators.toml and the quarters'
commentary.toml) stay as they are, and are copied where OUT is another folder.
"""

from __future__ import annotations

import argparse
import csv
import io
import shutil
import sys
import tomllib
from pathlib import Path

import enfield_annual
import enfield_crime
from enfield_annual import Annual
from enfield_crime import AREA, Crime, Quarter

EXAMPLE = Path(__file__).resolve().parents[2] / "csptui" / "examples" / "enfield"
ACTUALS = ("indicator", "value", "places", "numerator", "denominator", "as_at", "status", "expected")
COMPARATORS = ("indicator", "area", "value", "numerator", "denominator")
TARGETS = ("indicator", "year", "target", "places", "applies_to")
NOT_AVAILABLE, NOT_APPLICABLE = "[x]", "[z]"
Row = tuple[str, ...]


def make(tables: Path, out: Path) -> int:
    """Write the example's tables into a folder, and give how many files there are."""
    crime = Crime(tables)
    annual = [enfield_annual.admissions(tables), *enfield_annual.youth(tables, enfield_crime.LAST_YEAR)]
    groups = _groups()
    neighbours = enfield_annual.statistical_neighbours(tables, AREA)
    if groups["SN"] != neighbours:
        message = f"partnership.toml has other statistical neighbours than {', '.join(neighbours)}"
        raise ValueError(message)
    _copy_texts(out)
    years = {year for one in annual for year in one.values}
    for quarter in sorted({*enfield_crime.quarters(), *((year, 4) for year in years)}):
        folder = out / "quarters" / _folder(quarter)
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "actuals.csv", ACTUALS, _actuals(crime, annual, quarter))
        if others := _comparators(crime, annual, groups, quarter):
            _write(folder / "comparators.csv", COMPARATORS, others)
    _write(out / "targets.csv", TARGETS, _targets(crime, annual))
    return sum(1 for path in out.rglob("*") if path.is_file())


def _actuals(crime: Crime, annual: list[Annual], quarter: Quarter) -> list[Row]:
    rows: list[Row] = []
    if quarter in crime.months:
        for indicator in enfield_crime.indicators():
            cells = crime.cells(indicator, AREA, quarter)
            if cells is not None:
                value, above, below = cells
                rows.append(_actual(indicator, value, above, below, crime.as_at(indicator, quarter)))
            elif enfield_crime.is_due(indicator, quarter):
                rows.append(_actual(indicator, NOT_AVAILABLE))
    for one in annual:
        if quarter[0] in one.values:
            rows += _annual(one, quarter)
    return sorted(rows)


def _annual(annual: Annual, quarter: Quarter) -> list[Row]:
    """Give a year's figure in its fourth quarter; in the quarters before, that none is due."""
    year, number = quarter
    if number == 4:
        own = annual.values[year].get(AREA, "")
        return [_actual(annual.indicator, own or NOT_AVAILABLE, as_at=annual.as_at[year])]
    return [_actual(annual.indicator, NOT_APPLICABLE)] if year > min(annual.values) else []


def _actual(indicator: str, value: str, above: str = "", below: str = "", as_at: str = "") -> Row:
    places = str(len(value.partition(".")[2])) if value not in {"", NOT_AVAILABLE, NOT_APPLICABLE} else ""
    return indicator, value, places, above, below, as_at, "", ""


def _comparators(
    crime: Crime, annual: list[Annual], groups: dict[str, tuple[str, ...]], quarter: Quarter
) -> list[Row]:
    """Give the other areas' figures of a quarter: of crime only where the quarter is whole."""
    rows: list[Row] = []
    if quarter in crime.months and crime.is_whole(quarter):
        for indicator in enfield_crime.indicators():
            if indicator in enfield_crime.ALONE:
                continue
            headline = indicator in enfield_crime.HEADLINES
            for borough in crime.boroughs if headline else enfield_crime.NEIGHBOURS:
                cells = None if borough == AREA else crime.cells(indicator, borough, quarter)
                if cells is not None and not crime.as_at(indicator, quarter):
                    rows.append((indicator, borough, *cells))
    for one in annual:
        if quarter[1] == 4 and quarter[0] in one.values:
            held = one.values[quarter[0]]
            areas = {area for group in one.groups for area in groups[group]}
            rows += [(one.indicator, area, held.get(area, ""), "", "") for area in areas]
    return sorted(rows)


def _targets(crime: Crime, annual: list[Annual]) -> list[Row]:
    """Give the targets by the example's rule: of re-offending none is set, for the cohorts differ."""
    years = range(enfield_crime.FIRST_YEAR, enfield_crime.LAST_YEAR + 1)
    rows = [
        _target(indicator, year, crime.target(indicator, year))
        for indicator in (*enfield_crime.TARGETED, *enfield_crime.ROLLING)
        for year in years
    ]
    rows += [
        _target(one.indicator, year, one.values.get(year - 1, {}).get(AREA, ""))
        for one in annual
        if one.indicator in {"AL1", "YJ1"}
        for year in one.values
    ]
    return sorted(row for row in rows if row[2])


def _target(indicator: str, year: int, target: str) -> Row:
    return indicator, f"FY{_year(year)}", target, "0" if target.isdigit() else "", ""


def _groups() -> dict[str, tuple[str, ...]]:
    with (EXAMPLE / "partnership.toml").open("rb") as file:
        return {one["id"]: tuple(one["members"]) for one in tomllib.load(file)["group"]}


def _copy_texts(out: Path) -> None:
    """Copy what people write, where the example is made somewhere else."""
    if out.resolve() == EXAMPLE:
        return
    for path in sorted(EXAMPLE.rglob("*.toml")):
        target = out / path.relative_to(EXAMPLE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _year(start: int) -> str:
    return f"{start}/{(start + 1) % 100:02}"


def _folder(quarter: Quarter) -> str:
    return f"{_year(quarter[0]).replace('/', '-')}-Q{quarter[1]}"


def _write(path: Path, columns: Row, rows: list[Row]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns, *rows])
    path.write_bytes(text.getvalue().encode("utf-8"))


def main(arguments: list[str] | None = None) -> int:
    """Make the example; give the exit code."""
    told = (__doc__ or "").split("\n", maxsplit=1)[0]
    parser = argparse.ArgumentParser(description=told)
    parser.add_argument("tables", type=Path, help="the folder of the published tables")
    parser.add_argument("out", type=Path, nargs="?", default=EXAMPLE, help="where to; the package by default")
    chosen = parser.parse_args(arguments)
    count = make(chosen.tables, chosen.out)
    sys.stdout.write(f"{count} files in {chosen.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
