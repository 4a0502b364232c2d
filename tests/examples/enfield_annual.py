"""The annual side of the example: alcohol-related admissions, youth justice, statistical neighbours."""

from __future__ import annotations

import csv
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from pathlib import Path

ADMISSIONS = "alcohol-by-district/alcohol_related_admissions.csv"
YOUTH = "youth-justice/lait_long_selected_measures.csv"
NEIGHBOURS = "youth-justice/sn_april_2021.xlsx"
MISSING = "-"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, slots=True)
class Annual:
    """An indicator of one value a year: by the year whose fourth quarter reports it, then by area.

    An empty value is one that the table has as missing; `as_at` gives the stored period of a year.
    """

    indicator: str
    groups: tuple[str, ...]
    values: dict[int, dict[str, str]] = field(default_factory=dict)
    as_at: dict[int, str] = field(default_factory=dict)


def admissions(sources: Path) -> Annual:
    """Read alcohol-related admissions: 2008/09 stands in 2008/09 Q4."""
    found = Annual("AL1", ("MSG", "England"))
    for row in _rows(sources / ADMISSIONS):
        year = int(row["period"][:4])
        found.values.setdefault(year, {})[row["area_name"]] = row["value"]
        found.as_at[year] = ""
    return found


def youth(sources: Path, last_year: int) -> list[Annual]:
    """Read the three measures of youth justice, as far as the example goes.

    The calendar year 2016 stands in 2016/17 Q4; the cohort of 2016, the year that ends in March 2016,
    in 2015/16 Q4.
    """
    groups = ("SN", "London", "region")
    found = {
        "FirstYJS": (Annual("YJ1", groups), 0, "CY{}", 0),
        "ReoffYO15-17": (Annual("YJ2", groups), 1, "cohort {}", 2),
        "ReoffYO": (Annual("YJ3", groups), 1, "cohort {}", 2),
    }
    for row in _rows(sources / YOUTH):
        if row["Short Desc"] not in found:
            continue
        annual, shift, period, places = found[row["Short Desc"]]
        year = int(row["Years"]) - shift
        if year > last_year:
            continue
        annual.values.setdefault(year, {})[row["LA and Regions"]] = printed(row["Values"], places)
        annual.as_at[year] = period.format(row["Years"])
    return [annual for annual, *_ in found.values()]


def printed(text: str, places: int) -> str:
    """Give a value with the places that are published; empty where it is missing.

    The table was kept in binary floats: 38.369999999999997 stands for 38.37.
    """
    if text == MISSING:
        return ""
    value = Decimal(text)
    shown = value.quantize(Decimal(1).scaleb(-places))
    if abs(value - shown) > Decimal("1e-9"):
        message = f"{text} has more than {places} places"
        raise ValueError(message)
    return f"{shown:f}"


def statistical_neighbours(sources: Path, area: str) -> tuple[str, ...]:
    """Read the ten statistical neighbours of an area, nearest first."""
    rows = _sheet(sources / NEIGHBOURS)
    names = {row["A"]: row["B"] for row in rows if "A" in row and "B" in row}
    row = next(row for row in rows if row.get("B") == area)
    return tuple(names[row[column]] for column in "FHJLNPRTVX")


def _sheet(book: Path) -> list[dict[str, str]]:
    """Read the only sheet of a workbook: each row's texts by the column's letter."""
    with zipfile.ZipFile(book) as parts:
        strings = ET.fromstring(parts.read("xl/sharedStrings.xml"))  # noqa: S314 - as at the import
        sheet = ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    shared = ["".join(text.text or "" for text in one.iter(f"{_SHEET}t")) for one in strings]
    rows: list[dict[str, str]] = []
    for row in sheet.iter(f"{_SHEET}row"):
        cells: dict[str, str] = {}
        for cell in row:
            value = cell.findtext(f"{_SHEET}v")
            if value is not None:
                column = cell.get("r", "").rstrip("0123456789")
                cells[column] = shared[int(value)] if cell.get("t") == "s" else value
        rows.append(cells)
    return rows


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
