"""The packaged example of Enfield, and short ways to its figures."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from csptui.domain.quarter import Quarter
from csptui.storage.folder import load
from csptui.storage.series import read_series

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Row
    from csptui.domain.series import Point, Series

ENFIELD = Path(__file__).parents[2] / "csptui" / "examples" / "enfield"
LAST = "2023/24 Q4"


def quarter(text: str) -> Quarter:
    """Give a quarter by its name."""
    found = Quarter.parse(text)
    assert found is not None
    return found


@cache
def dataset(text: str = LAST) -> Dataset:
    """Open the example at a quarter; there must be no problem."""
    found, problems = load(ENFIELD, quarter(text))
    assert problems == ()
    return found


def indicator(ref: str) -> Indicator:
    """Give an indicator by its id."""
    found = dataset().indicator(ref)
    assert found is not None
    return found


def row(ref: str, text: str = LAST) -> Row:
    """Give an indicator's row in a quarter's report."""
    return next(one for one in dataset(text).scorecard().rows if one.id == ref)


@cache
def series(ref: str) -> Series:
    """Give an indicator through the quarters; there must be no problem."""
    found, problems = read_series(ENFIELD, dataset(), indicator(ref))
    assert problems == ()
    return found


def point(ref: str, text: str) -> Point:
    """Give an indicator's point in a quarter."""
    return next(one for one in series(ref).points if one.quarter == quarter(text))
