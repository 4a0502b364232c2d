"""A small data folder that is right in every file, for tests to break one thing at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PARTNERSHIP = """\
name = "Small Partnership"
area = "Here"

[rag]
tolerance = "5"

[[group]]
id = "MSG"
name = "Most Similar Group"
members = ["Luton", "Thanet"]
"""

INDICATORS = """\
[[theme]]
id = "first"
name = "First theme"

[[theme.section]]
name = ""

[[theme.section.indicator]]
id = "A1"
name = "A rate"
unit = "per 1,000"
polarity = "lower"
places = 2

[[theme.section.indicator]]
id = "B2"
name = "A count"
unit = "count"
polarity = "higher"

[[theme]]
id = "second"
name = "Second theme"

[[theme.section]]
name = "A section"

[[theme.section.indicator]]
id = "C3"
name = "A share"
unit = "percent"
polarity = "lower"
places = 1
fraction = "rate"

[[theme.section.indicator]]
id = "D4"
name = "A gap"
unit = "points"
polarity = "zero"
fraction = "supporting"
"""

TARGETS = """\
indicator,year,target,places,applies_to
A1,FY2009/10,7.50,2,
B2,FY2009/10,1321,0,
C3,FY2009/10,<9,0,FY2009/10
D4,FY2009/10,±5,0,
"""

ACTUALS = """\
indicator,value,places,numerator,denominator,as_at,status,expected
A1,7.90,2,,,,,
B2,1302,0,,,,,
C3,13.1,1,62,473,M2009-12,provisional,M2010-07
D4,-4.6,1,338,442,,,
"""

COMMENTARY = """\
[comments]
A1 = "An increase."

[narrative]
first = "All is well."
"""

COMPARATORS = """\
group,indicator,quarter,area,value
MSG,A1,2009/10 Q4,Luton,7.10
MSG,A1,2009/10 Q4,Thanet,8.20
MSG,A1,2008/09 Q4,Thanet,8.00
"""

QUARTER = "quarters/2009-10-Q4"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a small data folder with one quarter, 2009/10 Q4, and nothing wrong in it."""
    target = tmp_path / "small"
    (target / QUARTER).mkdir(parents=True)
    for where, text in {
        "partnership.toml": PARTNERSHIP,
        "indicators.toml": INDICATORS,
        "targets.csv": TARGETS,
        "comparators.csv": COMPARATORS,
        f"{QUARTER}/actuals.csv": ACTUALS,
        f"{QUARTER}/commentary.toml": COMMENTARY,
    }.items():
        (target / where).write_bytes(text.encode())
    return target


@pytest.fixture
def derby_folder(tmp_path: Path) -> Path:
    """Give a copy of Derby's data."""
    target = tmp_path / "derby"
    shutil.copytree(ROOT / "data", target)
    return target
