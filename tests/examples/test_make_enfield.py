"""The script that makes the Enfield example: run again on the published tables, it gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import enfield_annual
import make_enfield
import pytest
from enfield_crime import before, quarter_of
from enfield_example import ENFIELD

TABLES = os.environ.get("CSPTUI_EXAMPLE_SOURCES", "")


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder by its place."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.skipif(not TABLES, reason="CSPTUI_EXAMPLE_SOURCES names no folder of the published tables")
def test_made_again_it_is_the_same_to_the_byte(tmp_path: Path) -> None:
    """The packaged files are what the script makes of the tables, and nothing else."""
    script = Path(make_enfield.__file__)
    made = subprocess.run(
        [sys.executable, str(script), TABLES, str(tmp_path / "made")],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert bytes_of(tmp_path / "made") == bytes_of(ENFIELD)
    assert made.stderr == ""


def test_months_fall_into_the_quarters_of_the_financial_year() -> None:
    """The year begins in April, and January to March belong to the year before."""
    assert quarter_of("201004") == (2010, 1)
    assert quarter_of("201012") == (2010, 3)
    assert quarter_of("202401") == (2023, 4)
    assert before((2010, 1)) == (2009, 4)
    assert before((2010, 3), 7) == (2008, 4)


def test_float_noise_is_taken_off_and_nothing_else() -> None:
    """38.369999999999997 was 38.37; a dash is missing, and not nought; a third place is refused."""
    assert enfield_annual.printed("38.369999999999997", 2) == "38.37"
    assert enfield_annual.printed("46", 2) == "46.00"
    assert enfield_annual.printed("490", 0) == "490"
    assert enfield_annual.printed("-", 2) == ""
    with pytest.raises(ValueError, match="more than 2 places"):
        enfield_annual.printed("38.371", 2)


def test_the_tables_are_not_in_the_repository() -> None:
    """What is packaged names no place of anybody's machine, and holds no raw table."""
    for where, content in bytes_of(ENFIELD).items():
        assert where.endswith((".csv", ".toml"))
        assert b"\r" not in content
        for word in (b"/work", b"/home", b"/tmp", b"C:\\"):
            assert word not in content
