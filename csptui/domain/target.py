"""Targets: parse, print and the edge that a value must reach (RULES 3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from csptui.domain.figure import digits
from csptui.domain.indicator import Indicator, Polarity
from csptui.domain.period import Period
from csptui.domain.problem import Fault
from csptui.domain.typed import LONGEST, PERIODS, parse_number

if TYPE_CHECKING:
    from decimal import Decimal

    from csptui.domain.quarter import FinancialYear


class Comparison(Enum):
    """How an actual meets a target; the value of a member is the sign as typed in files."""

    AT_MOST = "<="
    BELOW = "<"
    AT_LEAST = ">="
    ABOVE = ">"
    WITHIN = "±"

    @property
    def is_upper(self) -> bool:
        """Whether the value must not be larger (a band limits its size)."""
        return self in {Comparison.AT_MOST, Comparison.BELOW, Comparison.WITHIN}

    @property
    def is_strict(self) -> bool:
        """Whether the edge itself misses the target."""
        return self in {Comparison.BELOW, Comparison.ABOVE}


class NoTarget(Enum):
    """The three absences of a target, kept apart and printed as they were written."""

    EMPTY = ""
    NOT_APPLICABLE = "n/a"
    SEE_COMMENT = "See comment"


@dataclass(frozen=True, slots=True)
class Edge:
    """What a value is held against: a limit and how it must be met; a band's limit is 0 or more."""

    comparison: Comparison
    limit: Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """A target as written; `bare` if it was a number alone, which reads by polarity.

    `rolled_from` is the year whose target was carried over when a new year began, until somebody confirms
    it; None once it is confirmed, or was set for its own year.
    """

    edge: Edge | None = None
    bare: bool = False
    absence: NoTarget | None = NoTarget.EMPTY
    applies_to: Period | None = None
    rolled_from: FinancialYear | None = None

    @property
    def is_rolled(self) -> bool:
        """Whether it was carried over and is not confirmed."""
        return self.rolled_from is not None

    def confirmed(self) -> Target:
        """Give the target as one that holds for its own year."""
        return replace(self, rolled_from=None)


UNSET = Target()
_SIGN = re.compile(
    r"(<=|>=|<|>|≤|≥|±|\+/-|\+-)? *+((?:[^%( ]++| ++(?=[^%( ]))*+) *+(%)? *+(?:\(([^()]*+)\))?"
)
_SIGNS = {
    "<": Comparison.BELOW,
    "<=": Comparison.AT_MOST,
    "≤": Comparison.AT_MOST,
    ">": Comparison.ABOVE,
    ">=": Comparison.AT_LEAST,
    "≥": Comparison.AT_LEAST,
    "±": Comparison.WITHIN,
    "+/-": Comparison.WITHIN,
    "+-": Comparison.WITHIN,
}
_BARE = {
    Polarity.LOWER: Comparison.AT_MOST,
    Polarity.HIGHER: Comparison.AT_LEAST,
    Polarity.ZERO: Comparison.WITHIN,
}
_ABSENCES = {
    "": NoTarget.EMPTY,
    "n/a": NoTarget.NOT_APPLICABLE,
    "na": NoTarget.NOT_APPLICABLE,
    "see comment": NoTarget.SEE_COMMENT,
}


def parse_target(text: str, indicator: Indicator) -> Target | Fault:
    """Read a target as typed for an indicator; a fault names the character at fault."""
    if len(text) > LONGEST:
        return Fault(f"at most {LONGEST} characters are read; this has {len(text):,}", LONGEST)
    start = len(text) - len(text.lstrip(" "))
    text = text.strip(" ")
    absence = _ABSENCES.get(" ".join(text.split()).casefold())
    if absence is not None:
        return Target(absence=absence)
    match = _SIGN.fullmatch(text)
    if match is None:
        return Fault("a target is a number, with < <= > >= or ± before it, or n/a, or See comment", start)
    sign, number_text, percent, period_text = match.groups()
    number = parse_number(number_text)
    if isinstance(number, Fault):
        return Fault(number.message, start + match.start(2) + number.position)
    if percent and not indicator.unit.is_percentage:
        message = f'"%": {indicator.code} is in "{indicator.unit.value}", not in per cent'
        return Fault(message, start + match.start(3))
    period = None if period_text is None else Period.parse(period_text)
    if period_text is not None and period is None:
        return Fault(f"not a period such as {PERIODS}", start + match.start(4))
    return _with_edge(sign, number, period, indicator, start)


def _with_edge(
    sign: str | None, number: Decimal, period: Period | None, indicator: Indicator, start: int
) -> Target | Fault:
    comparison = _BARE.get(indicator.polarity) if sign is None else _SIGNS[sign]
    if comparison is None:
        return Fault(f"{indicator.code} has no better direction: put < <= > >= or ± before the number", start)
    if comparison is Comparison.WITHIN and number < 0:
        return Fault("a band's limit cannot be negative", start)
    return Target(Edge(comparison, number), bare=sign is None, absence=None, applies_to=period)


def edge_text(edge: Edge, indicator: Indicator, *, bare: bool = False) -> str:
    """Print an edge with its sign and unit: `<9%`, `±5%`, `2,230`."""
    sign = "" if bare else edge.comparison.value
    return f"{sign}{digits(edge.limit)}{indicator.unit.suffix}"


def target_text(target: Target, indicator: Indicator, *, period: bool = True) -> str:
    """Print a target as it was written, so that parsing it gives the same target."""
    if target.edge is None:
        return "" if target.absence is None else target.absence.value
    text = edge_text(target.edge, indicator, bare=target.bare)
    return f"{text} ({target.applies_to})" if period and target.applies_to is not None else text
