"""A control chart as a plain object for JSON, its numbers at full precision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.analysis.spc_words import sentence
from csptui.outputs.objects import number

if TYPE_CHECKING:
    from fractions import Fraction

    from csptui.analysis.spc import Chart, Charted, Limits
    from csptui.domain.indicator import Indicator
    from csptui.outputs.objects import Object


def chart_object(made: Chart, indicator: Indicator | None = None) -> Object:
    """Give a chart: the lines in force, each point with its signal and the lines of its group."""
    of = {} if indicator is None else {"ref": indicator.id, "code": indicator.code, "name": indicator.name}
    quarters = [made.points[index - 1].quarter for index in made.rebases]
    return {
        **of,
        **_lines(made.limits),
        "screened": made.screened,
        "points": [_point(point) for point in made.points],
        "assurance": made.assurance.value,
        "sentence": sentence(made),
        "rebases": [
            index if quarter is None else str(quarter)
            for index, quarter in zip(made.rebases, quarters, strict=True)
        ],
        "run": made.run,
        "screening": made.screening,
        "better": made.better.value,
        "target": made.target or None,
        "groups": [
            {"from": group.start + 1, "to": group.end, **_lines(group), "screened": group.screened}
            for group in made.groups
        ],
        "notes": list(made.notes),
    }


def _lines(limits: Limits) -> Object:
    return {
        "mean": _number(limits.mean),
        "lower": _number(limits.lower),
        "upper": _number(limits.upper),
        "lower_warning": _number(limits.lower_warning),
        "upper_warning": _number(limits.upper_warning),
    }


def _point(point: Charted) -> Object:
    limits = point.limits
    told = {} if point.quarter is None else {"quarter": str(point.quarter), "text": point.text}
    return {
        **told,
        "value": number(point.value),
        "signal": point.signal.value,
        "side": point.side.value,
        "verdict": point.call.value,
        "mean": _number(limits.mean),
        "lower": _number(limits.lower),
        "upper": _number(limits.upper),
    }


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)
