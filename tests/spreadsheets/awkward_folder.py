"""A data folder of what spreadsheets respell most: dates, formulas, long numbers, noughts, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

QUARTER = "quarters/2009-10-Q4"
# Ids that look like something else to some reader, and that the definitions let through.
IDS = (
    "A1",
    "E5",
    "R1C1",
    "SUM",
    "PI",
    "NaN",
    "INF",
    "NULL",
    "N.A",
    "Q4",
    "H1",
    "FY2009",
    "CY2009",
    "M2009-12",
    "AD2009",
    "Mon",
    "Mar",
    "May-be",
    "X-1E5",
    "x.5",
    "GBP5",
    "EUR",
    "NI44b-d",
    "SPI5.1",
    "CP1.6aii",
    "_".join(["A"] * 32),
)
# Ids that a spreadsheet respells, or a file's name cannot have: the definitions refuse them.
REFUSED_IDS = (
    "1E5",
    "MAR1",
    "Sept-2",
    "May2010",
    "TRUE",
    "false",
    "=A1",
    "+A1",
    "-A1",
    "@x",
    "NI 44b+d",
    "007",
    "1/2",
    "2-3",
    "2009/10",
    "10%",
    "'5",
    "N.A.",
)
_UNITS = {"rate": "per 1,000", "share": "percent", "gap": "points", "whole": "count"}
FIGURES = {
    "rate": (
        "7.50,2,,,,,",
        "7.9,1,,,M2009-12,provisional,M2010-07",
        "0.00,2,,,FY2009/10,revised,2010/11 Q1",
        "-0.50,2,,,2009/10 Q4,estimated,FY2010/11",
        "0.000001,6,,,CY2009,,CY2010",
        "123456789.123456,6,,,cohort 2005,,cohort 2006",
        "-999999999999,0,,,,,",
        "999999999999.999,3,,,,,",
        "100000000000,0,,,,,",
        "[x],,,,M2009-12,,M2010-07",
        "[z],,,,,,",
        "[c],,,,,,",
        ",,62,473,,,",
        "1000.000000,6,1,1,M2010-01,,",
        ",,,,,,",
        '"1,234,567",0,,,,,',
        '"-1,234.50",2,,,,,',
    ),
    "share": ("13.110,3,62,473,,,", "100.0,1,,,,,", ",,999999999999,999999999999,,,", ",,0,5,FY2008/09,,"),
    "gap": ("-4.6,1,338,442,,,", "-0.0,1,,,,,"),
    "whole": ("1234567,0,,,M2024-01x1,,", "12,0,,,M2009-12x11,,M2010-03x2", '"1,234,567",0,,,,,', "0,0,,,,,"),
}
TARGETS = {
    "rate": (
        "7.50,2,",
        "<9,0,FY2009/10",
        "< 9,,",
        "<=9.0,1,M2009-12",
        "<=7.50,2,cohort 2005",
        "±5,0,",
        "±7.50,2,",
        "+/-5,,",
        "+-5.0,,",
        ">0.0,,",
        "n/a,,",
        "N/A,,",
        "See comment,,2009/10 Q4",
        ",,CY2009",
        "-10.50,2,",
        "0,0,",
        '"1,234,567",0,',
        "123456789012.120,3,",
    ),
    "share": (">95.0,1,", ">=95,,", ">= 95,,"),
    "gap": ("5.00,2,", "±0,,"),
    "whole": ("1234567,0,", "<1234567,0,"),
}
# Some of what people write by hand cannot be saved in each encoding or with each delimiter: it is told of.
BY_HAND = ("≤7.50", "≥ 95", '"< 1,234,567"', "±5", "<9", "12%")
AREAS = ("Bath & North East Somerset", "King's Lynn", "Luton", "St. Helens", "Ynys Môn", "Stoke-on-Trent")
VALUES = ("7.10", "0.00", "-0.50", "123456789.123456", "999999999999", "")


def make(folder: Path) -> Path:
    """Make the folder."""
    (folder / QUARTER).mkdir(parents=True)
    members = ", ".join(f'"{area}"' for area in AREAS)
    partnership = (
        f'name = "Awkward"\narea = "Here"\n\n[[group]]\nid = "MSG 15"\nname = "G"\nmembers = [{members}]\n'
    )
    ids: list[str] = []
    blocks: list[str] = ['[[theme]]\nid = "t"\nname = "T"\n\n[[theme.section]]\nname = ""\n']
    figures: list[str] = ["indicator,value,places,numerator,denominator,as_at,status,expected"]
    targets: list[str] = ["indicator,year,target,places,applies_to"]
    for kind, unit in _UNITS.items():
        for number in range(max(len(FIGURES[kind]), len(TARGETS[kind]))):
            free = [one for one in IDS if one not in ids]
            name = free[0] if free else f"{kind}{number}"
            ids.append(name)
            blocks.append(indicator(name, unit))
            if number < len(FIGURES[kind]):
                figures.append(f"{name},{FIGURES[kind][number]}")
            if number < len(TARGETS[kind]):
                targets += [f"{name},{year},{TARGETS[kind][number]}" for year in ("FY2009/10", "FY1999/00")]
    comparators = ["group,indicator,quarter,area,value"]
    for quarter in ("2009/10 Q4", "2008/09 Q4"):
        comparators += [
            f"MSG 15,{ids[0]},{quarter},{area},{value}" for area, value in zip(AREAS, VALUES, strict=True)
        ]
    own = ["indicator,area,value,numerator,denominator"]
    for at, (area, value) in enumerate(zip(AREAS, VALUES, strict=True)):
        own.append(f"{ids[1]},{area},{value},,")
        own.append(f"{ids[2]},{area},,{at},{at * 7 + 1000}")
    for where, text in {
        "partnership.toml": partnership,
        "indicators.toml": "\n".join(blocks),
        "targets.csv": "\n".join(targets) + "\n",
        "comparators.csv": "\n".join(comparators) + "\n",
        f"{QUARTER}/comparators.csv": "\n".join(own) + "\n",
        f"{QUARTER}/actuals.csv": "\n".join(figures) + "\n",
    }.items():
        (folder / where).write_bytes(text.encode())
    return folder


def targets_by_hand() -> bytes:
    """Print a file of targets as people write them."""
    rows = [f"{name},FY2009/10,{text},," for name, text in zip(IDS, BY_HAND, strict=False)]
    return "\n".join(("indicator,year,target,places,applies_to", *rows, "")).encode()


def indicator(name: str, unit: str) -> str:
    """Print the definition of an indicator."""
    fraction = {"percent": 'fraction = "rate"\n', "points": 'fraction = "supporting"\n'}.get(unit, "")
    polarity = "zero" if unit == "points" else "lower"
    head = f'[[theme.section.indicator]]\nid = "{name}"\nname = "N"\n'
    return f'{head}unit = "{unit}"\npolarity = "{polarity}"\n{fraction}'
