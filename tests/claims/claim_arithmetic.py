"""What a row's figures make true, worked out in exact fractions and without the program's own reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from claim_numbers import places, spoken

if TYPE_CHECKING:
    from collections.abc import Callable

TIGHT, LOOSE = Fraction(1, 10), Fraction(1, 7)
"""How far a hedge reaches in a claim that is called true, and in a changed one that is called false."""
_FIGURE = re.compile(r"(-?[\d,.]+)%?(?: \(([\d,]+)/([\d,]+)\))?")
_NUMBER = re.compile(r"-?[\d,.]*\d")


@dataclass(frozen=True, slots=True)
class Known:
    """A figure as stated, with its fraction where one is given."""

    value: Fraction
    over: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures of a row: by `actual`, `base` and `before`; the target's number and its sign."""

    unit: str
    polarity: str
    known: dict[str, Known]
    target: Fraction | None = None
    sign: str = ""

    @property
    def in_points(self) -> bool:
        """Whether a difference of two values is in percentage points."""
        return self.unit in {"percent", "points"}


def facts_of(row: dict[str, str]) -> Facts:
    """Read a row's figures from their texts."""
    known = {}
    for name in ("actual", "base", "before"):
        if found := _FIGURE.match(row.get(name, "")):
            over = (whole(found[2]), whole(found[3])) if found[2] else None
            known[name] = Known(Fraction(found[1].replace(",", "")), over)
    text = row.get("target", "")
    number = _NUMBER.search(text)
    if number is None:
        return Facts(row["unit"], row["polarity"], known)
    usual = {"lower": "<=", "higher": ">=", "zero": "±"}.get(row["polarity"], "")
    return Facts(
        row["unit"],
        row["polarity"],
        known,
        Fraction(number[0].replace(",", "")),
        text[: number.start()].strip() or usual,
    )


def whole(text: str) -> int:
    """Read a whole number with its commas."""
    return int(text.replace(",", ""))


def is_true(text: str, says: str, facts: Facts, hedge_reach: Fraction = TIGHT) -> bool:
    """Tell whether a number or a direction is true in any reading that its words allow."""
    words = says.split()
    if words[0] in TURNS:
        return any(TURNS[words[0]](facts, earlier) for earlier in _earlier(words[1:], facts) or [""])
    hedges = [word for word in words[1:] if word not in {"base", "before"}]
    earlier = _earlier(words[1:], facts)
    values = [abs(value) for value in NUMBERS[words[0]](facts, earlier)]
    return any(_fits(text, value, words[0], hedges, hedge_reach) for value in values)


def _earlier(words: list[str], facts: Facts) -> list[str]:
    named = [word for word in words if word in {"base", "before"}]
    return [name for name in named or ["base", "before"] if name in facts.known]


def _fits(text: str, value: Fraction, says: str, hedges: list[str], reach: Fraction) -> bool:
    """Compare a number as it is written with what it is said of."""
    said, is_share = spoken(text)
    if is_share and says != "times":
        said *= 100
    if hedges:
        return _HEDGES[hedges[0]](said, value, reach)
    if is_share or says == "times":
        return abs(value - said) <= said * (Fraction(1, 20) if reach == TIGHT else Fraction(1, 10))
    scale = int(10 ** places(text))
    rounded = int(value * scale + Fraction(1, 2))
    return bool(rounded == said * scale)


_HEDGES: dict[str, Callable[[Fraction, Fraction, Fraction], bool]] = {
    "nearly": lambda said, value, reach: said * (1 - reach) <= value < said,
    "over": lambda said, value, reach: said <= value <= said * (1 + reach),
    "about": lambda said, value, reach: abs(value - said) <= said * reach,
    "more": lambda said, value, _: value > said,
    "within": lambda said, value, _: value <= said,
}


def _value(facts: Facts, name: str) -> Fraction:
    return facts.known[name].value


def _parts(facts: Facts, name: str) -> tuple[int, int]:
    over = facts.known[name].over
    if over is None:
        message = f"no fraction is held of {name}"
        raise ValueError(message)
    return over


def _size(facts: Facts, value: Fraction) -> Fraction:
    return abs(value) if facts.polarity == "zero" else value


def _moved(facts: Facts, name: str) -> Fraction:
    """Give how far the value has moved since an earlier one; from zero where nearness to it counts."""
    return _size(facts, _value(facts, "actual")) - _size(facts, _value(facts, name))


def _per_cent(facts: Facts, earlier: list[str]) -> list[Fraction]:
    found = [_moved(facts, one) * 100 / abs(_value(facts, one)) for one in earlier if _value(facts, one)]
    return found + (_points(facts, earlier) if facts.in_points else [])


def _points(facts: Facts, earlier: list[str]) -> list[Fraction]:
    return [_moved(facts, one) for one in earlier]


def _gap(facts: Facts, _: list[str]) -> list[Fraction]:
    """Give the distance to the target, in the unit; above it is more than 0."""
    if facts.target is None:
        return []
    return [_size(facts, _value(facts, "actual")) - facts.target]


def _gap_per_cent(facts: Facts, earlier: list[str]) -> list[Fraction]:
    gaps = _gap(facts, earlier)
    found = [gap * 100 / abs(facts.target) for gap in gaps if facts.target]
    return found + (gaps if facts.in_points else [])


def _part_moved(which: int, facts: Facts, earlier: list[str]) -> list[Fraction]:
    now = _parts(facts, "actual")[which]
    return [Fraction(now - _parts(facts, one)[which]) for one in earlier]


def _share(facts: Facts) -> Fraction:
    over = facts.known["actual"].over
    return _value(facts, "actual") if over is None else Fraction(100 * over[0], over[1])


def _rest(facts: Facts) -> Fraction:
    top, bottom = _parts(facts, "actual")
    return Fraction(bottom - top)


NUMBERS: dict[str, Callable[[Facts, list[str]], list[Fraction]]] = {
    "pct": _per_cent,
    "pts": _points,
    "diff": _points,
    "gap": _gap_per_cent,
    "gappts": _gap,
    "gapdiff": _gap,
    "actual": lambda facts, _: [_value(facts, "actual")],
    "base": lambda facts, _: [_value(facts, "base")],
    "before": lambda facts, _: [_value(facts, "before")],
    "num": lambda facts, _: [Fraction(_parts(facts, "actual")[0])],
    "den": lambda facts, _: [Fraction(_parts(facts, "actual")[1])],
    "oldnum": lambda facts, _: [Fraction(_parts(facts, "base")[0])],
    "oldden": lambda facts, _: [Fraction(_parts(facts, "base")[1])],
    "ndiff": lambda facts, earlier: _part_moved(0, facts, earlier),
    "ddiff": lambda facts, earlier: _part_moved(1, facts, earlier),
    "share": lambda facts, _: [_share(facts)],
    "restshare": lambda facts, _: [100 - _share(facts)],
    "rest": lambda facts, _: [_rest(facts)],
    "times": lambda facts, earlier: [_value(facts, "actual") / _value(facts, one) for one in earlier],
}
"""What a number says, by its word: every value that makes it true."""


def _met(facts: Facts) -> bool:
    gap = _gap(facts, [])[0]
    tests = {"<=": gap <= 0, "<": gap < 0, ">=": gap >= 0, ">": gap > 0, "±": gap <= 0}
    return tests[facts.sign]


def _better(facts: Facts, name: str) -> int:
    """Give 1 where the performance is better than it was, -1 where worse, 0 where the same."""
    moved = _moved(facts, name)
    sign = (moved > 0) - (moved < 0)
    return sign if facts.polarity == "higher" else -sign


def _ahead(facts: Facts) -> int:
    gap = _gap(facts, [])[0]
    sign = (gap > 0) - (gap < 0)
    return sign if facts.polarity == "higher" else -sign


TURNS: dict[str, Callable[[Facts, str], bool]] = {
    "up": lambda facts, one: _moved(facts, one) > 0,
    "down": lambda facts, one: _moved(facts, one) < 0,
    "level": lambda facts, one: _moved(facts, one) == 0,
    "notup": lambda facts, one: _moved(facts, one) <= 0,
    "notdown": lambda facts, one: _moved(facts, one) >= 0,
    "better": lambda facts, one: _better(facts, one) > 0,
    "worse": lambda facts, one: _better(facts, one) < 0,
    "notworse": lambda facts, one: _better(facts, one) >= 0,
    "notbetter": lambda facts, one: _better(facts, one) <= 0,
    "nup": lambda facts, one: _part_moved(0, facts, [one])[0] > 0,
    "ndown": lambda facts, one: _part_moved(0, facts, [one])[0] < 0,
    "dup": lambda facts, one: _part_moved(1, facts, [one])[0] > 0,
    "ddown": lambda facts, one: _part_moved(1, facts, [one])[0] < 0,
    "above": lambda facts, _: _gap(facts, [])[0] > 0,
    "below": lambda facts, _: _gap(facts, [])[0] < 0,
    "ahead": lambda facts, _: _ahead(facts) > 0,
    "behind": lambda facts, _: _ahead(facts) < 0,
    "met": lambda facts, _: _met(facts),
    "missed": lambda facts, _: not _met(facts),
}
"""What a direction says, by its word: whether it is true since one earlier figure, or of the target."""
