"""The members of a group in order, in the characters of a terminal, readable without colour."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rich.cells import cell_len

from csptui.domain.compared import Compared, compared
from csptui.domain.groups import AreaValue, AreaValues, Group, OwnValue
from csptui.domain.indicator import Indicator, Polarity, Unit
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.outputs.appearance import Look
from csptui.outputs.group_strip import strip

Q4 = Quarter(FinancialYear(2009), 4)


def found(polarity: Polarity = Polarity.LOWER, own: str = "6", **others: str) -> Compared:
    values = {area: AreaValue(Decimal(one)) for area, one in others.items() if one}
    group = Group("G", "G", tuple(others))
    indicator = Indicator("A", "A", "a", Unit.PER_1000, polarity, places=1)
    return compared(group, Q4, AreaValues(values), OwnValue("Derby", Decimal(own)), indicator)


def lines(one: Compared, width: int = 60, *, ascii_only: bool = False) -> list[str]:
    return [line.plain for line in strip(one, Look(width, ascii_only=ascii_only))]


def test_the_whole_strip() -> None:
    """Rank with ties, name, value and bar; one's own is marked, named and thick; the average in its place."""
    assert lines(found(Luton="2", Torbay="6", Thanet="", Slough="10"), 48) == [
        "  1   Luton         2.0  ─────        │",
        "  2= ►Derby (own)   6.0  █████████████│",
        "  2=  Torbay        6.0  ─────────────│",
        "      average       6.0               │",
        "  4   Slough       10.0  ─────────────│─────────",
        "   –  Thanet       no value held",
    ]


def test_it_has_no_sign_beyond_ascii_where_that_is_asked() -> None:
    said = lines(found(Luton="2", Torbay="6", Thanet="", Slough="10"), ascii_only=True)
    assert all(line.isascii() for line in said)
    assert ">Derby (own)" in said[1]
    assert "###" in said[1]
    assert "---" in said[2]


@pytest.mark.parametrize("width", [40, 60, 80, 110, 200])
def test_it_keeps_within_any_width(width: int) -> None:
    names: dict[str, str] = {"A" * 60: "1", "日本" * 20: "-200000.5", "C": "99999999.9", "D" * 9: ""}
    for ascii_only in (False, True):
        said = lines(found(Polarity.LOWER, "5", **names), width, ascii_only=ascii_only)
        assert max(map(cell_len, said)) <= width


def test_the_best_stands_first_where_higher_is_better() -> None:
    said = lines(found(Polarity.HIGHER, Luton="2", Torbay="10"))
    assert [line.split()[1] for line in said if line[:3].strip()] == ["Torbay", "►Derby", "Luton"]


def test_bars_begin_at_nought_whichever_side_a_value_is_on() -> None:
    said = lines(found(own="-10", Luton="10"), 60)
    own, other = (next(line for line in said if name in line) for name in ("Derby", "Luton"))
    assert own.index("█") < other.index("─")
    assert abs(own.rindex("█") - other.index("─")) <= 2


def test_the_average_stands_between_those_that_are_before_and_after_it() -> None:
    said = lines(found(own="1", Luton="2", Torbay="6"))
    assert ["average" in line for line in said] == [False, False, True, False]


def test_nothing_is_drawn_where_no_members_value_is_held() -> None:
    assert lines(found(Luton="", Torbay="")) == []


def test_all_nought_is_drawn_too() -> None:
    assert len(lines(found(own="0", Luton="0"))) == 3
