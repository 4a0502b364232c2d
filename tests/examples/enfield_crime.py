"""The crime side of the example: monthly borough tables, and the indicators that are made of them."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MONTHLY_TABLES = (
    "borough-crime/MPS_borough_level_crime_2010-04_to_2022-01.csv",
    "borough-crime/MPS_borough_level_crime_2022-02_to_2024-01.csv",
)
FIRST_YEAR, LAST_YEAR = 2010, 2023
AREA = "Enfield"
NEIGHBOURS = ("Barnet", "Haringey", "Waltham Forest")
NO_BOROUGH = "London Heathrow and London City Airports"
FRAUD = "Historical Fraud and Forgery"
WHOLE = 3
"""Months in a quarter."""

Quarter = tuple[int, int]
"""The year in which the financial year begins, and the quarter from 1."""
Counts = dict[tuple[str, Quarter], dict[str, int]]
"""By borough and quarter: the offences of each minor category."""

# The categories as the tables name them; two names are cut short there.
SUMS = {
    "CR3": (FRAUD,),
    "CR4": ("Domestic Burglary",),
    "CR6": ("Burglary Business and Community",),
    "CR8": ("Robbery of Personal Property", "Robbery of Business Property"),
    "CR9": ("Theft from a Motor Vehicle",),
    "CR10": ("Theft or Taking of a Motor Vehicle",),
    "CR11": ("Theft from Person",),
    "CR12": ("Shoplifting",),
    "CR13": ("Violence with Injury",),
    "CR14": ("Violence without Injury",),
    "CR16": ("Homicide",),
    "CR17": ("Rape", "Other Sexual Offences"),
    "CR18": (
        "Other Firearm Offences",
        "Other Knife Offences",
        "Possession of Article with Blade or Point",
        "Possession of Firearm with Intent",
        "Possession of Firearms Offences",
        "Possession of Other Weapon",
    ),
    "CR19": ("Criminal Damage",),
    "CR20": ("Arson",),
    "CR21": ("Public Fear Alarm or Distress",),
    "CR22": ("Racially or Religiously Aggravated Public Fear, Al",),
    "CR24": ("Drug Trafficking",),
    "CR25": ("Possession of Drugs",),
}
ALL = "CR1"
ROLLING = {"CR2": "CR1", "CR5": "CR4"}
"""The sums of four quarters, and what each is the sum of."""
SHARES = {"CR7": ("CR4", "CR6"), "CR15": ("CR13", "CR14"), "CR23": ("CR22", "CR21")}
"""The percentages: the first out of both."""
YEARLY = {"CR26": "CR15"}
"""What is given once a year, of four whole quarters, and the share that it is of a quarter."""
HEADLINES = frozenset({"CR1", "CR2", "CR4", "CR7", "CR8", "CR13", "CR15", "CR23", "CR26"})
"""What is held of every borough; of the rest, the neighbours' figures."""
ALONE = frozenset({"CR16"})
"""What is compared with nobody: homicides are too few."""
BREAKS: dict[str, Quarter] = {
    "CR4": (2017, 1),
    "CR5": (2017, 1),
    "CR6": (2017, 1),
    "CR7": (2017, 1),
    "CR22": (2012, 1),
}
STARTS: dict[str, Quarter] = {"CR23": (2012, 1)}
FRAUD_ENDS: Quarter = (2012, 4)
FRAUD_LAST_MONTHS = ("201301", "201302")
TARGETED = ("CR1", "CR4", "CR6", "CR8", *(f"CR{number}" for number in (9, 10, 11, 12, 13, 14, 19, 20, 21)))
"""The counts with a target; of the sums of twelve months, all."""

Cells = tuple[str, str, str]
"""A value, a numerator and a denominator, each as a text."""


def quarter_of(month: str) -> Quarter:
    """Give the quarter of a month such as 201004."""
    year, number = int(month[:4]), int(month[4:])
    return (year, (number - 4) // 3 + 1) if number >= 4 else (year - 1, 4)


def before(quarter: Quarter, steps: int = 1) -> Quarter:
    """Give the quarter so many quarters earlier."""
    year, number = divmod(quarter[0] * 4 + quarter[1] - 1 - steps, 4)
    return year, number + 1


def quarters() -> list[Quarter]:
    """Give the quarters of the crime tables, oldest first."""
    return [(year, number) for year in range(FIRST_YEAR, LAST_YEAR + 1) for number in (1, 2, 3, 4)]


class Crime:
    """The offences of every borough by quarter, with how many months of each quarter the tables hold."""

    def __init__(self, sources: Path) -> None:
        self.counts: Counts = defaultdict(lambda: defaultdict(int))
        months: dict[Quarter, set[str]] = defaultdict(set)
        for table in MONTHLY_TABLES:
            for borough, minor, month, count in _cells(sources / table):
                months[quarter_of(month)].add(month)
                self.counts[borough, quarter_of(month)][minor] += count
        self.months = {quarter: sorted(found) for quarter, found in months.items()}
        if list(self.months) != quarters():
            message = "the monthly tables do not cover 2010/11 Q1 to 2023/24 Q4"
            raise ValueError(message)
        self.boroughs = sorted({borough for borough, _ in self.counts} - {NO_BOROUGH})

    def is_whole(self, quarter: Quarter) -> bool:
        """Tell whether the tables hold all three months of a quarter."""
        return len(self.months[quarter]) == WHOLE

    def as_at(self, indicator: str, quarter: Quarter) -> str:
        """Give the period of a figure that covers a part of its quarter; empty for a whole one."""
        found = self.months[quarter]
        if (indicator, quarter) == ("CR3", FRAUD_ENDS):
            found = list(FRAUD_LAST_MONTHS)
        if len(found) == WHOLE:
            return ""
        return f"M{found[-1][:4]}-{found[-1][4:]}x{len(found)}"

    def count(self, indicator: str, borough: str, quarter: Quarter) -> int:
        """Give the offences of an indicator that is a count."""
        held = self.counts[borough, quarter]
        if indicator == ALL:
            return sum(count for minor, count in held.items() if minor != FRAUD)
        return sum(held.get(minor, 0) for minor in SUMS[indicator])

    def cells(self, indicator: str, borough: str, quarter: Quarter) -> Cells | None:
        """Give an indicator's cells; None where it is not reported, or not available."""
        if indicator in ROLLING:
            total = self.rolling(indicator, borough, quarter)
            return None if total is None else (str(total), "", "")
        if indicator in YEARLY:
            return self.yearly(indicator, borough, quarter)
        if quarter < STARTS.get(indicator, quarter) or (indicator == "CR3" and quarter > FRAUD_ENDS):
            return None
        if indicator in SHARES:
            first, second = (self.count(one, borough, quarter) for one in SHARES[indicator])
            return "", str(first), str(first + second)
        return str(self.count(indicator, borough, quarter)), "", ""

    def yearly(self, indicator: str, borough: str, quarter: Quarter) -> Cells | None:
        """Give the fraction of a year in its last quarter; None before, and where a quarter is not whole."""
        four = [before(quarter, steps) for steps in range(4)]
        if quarter[1] != len(four) or not all(self.is_whole(one) for one in four):
            return None
        first, second = (
            sum(self.count(part, borough, one) for one in four) for part in SHARES[YEARLY[indicator]]
        )
        return "", str(first), str(first + second)

    def rolling(self, indicator: str, borough: str, quarter: Quarter) -> int | None:
        """Give a sum of four quarters; None where one is not whole, or where a break lies among them."""
        four = [before(quarter, steps) for steps in range(4)]
        broken = BREAKS.get(indicator)
        if four[-1] < (FIRST_YEAR, 1) or not all(self.is_whole(one) for one in four):
            return None
        if broken is not None and four[-1] < broken <= four[0]:
            return None
        return sum(self.count(ROLLING[indicator], borough, one) for one in four)

    def target(self, indicator: str, year: int) -> str:
        """Give the target of a year: no more than the year before, of a count its average quarter."""
        if year == FIRST_YEAR:
            return ""
        broken = BREAKS.get(indicator)
        if broken is not None and broken[0] == year:
            return "n/a"
        counted = ROLLING.get(indicator, indicator)
        total = sum(self.count(counted, AREA, (year - 1, number)) for number in (1, 2, 3, 4))
        return str(total if indicator in ROLLING else total // 4)


def _cells(table: Path) -> list[tuple[str, str, str, int]]:
    """Give each cell of a monthly table: borough, minor category, month and count."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        (row["LookUp_BoroughName"], row["MinorText"], month, int(count))
        for row in rows
        for month, count in row.items()
        if month.isdigit()
    ]


def is_due(indicator: str, quarter: Quarter) -> bool:
    """Tell whether a sum of four quarters would stand in a quarter, were all four of them whole."""
    if indicator in YEARLY:
        return quarter[1] == 4
    return indicator in ROLLING and quarter >= (FIRST_YEAR, 4)


def indicators() -> list[str]:
    """Give the ids of the crime indicators."""
    return sorted({ALL, *ROLLING, *SUMS, *SHARES, *YEARLY})
