"""What becomes of an indicator from a quarter on, in words: breaks, changes, its start and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.trend import TrendRule

if TYPE_CHECKING:
    from csptui.domain.indicator import Dated, Indicator
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row


def broken(row: Row) -> Dated | None:
    """Give the last break in series between the row's quarter and those that it would be compared with."""
    if not row.indicator.breaks:
        return None
    earliest = row.quarter.baseline()
    if row.trend.rule is TrendRule.THREE_QUARTERS:
        third = row.quarter.previous().previous().previous()
        earliest = min(earliest, third)
    return row.indicator.break_between(earliest, row.quarter)


def dated_text(one: Dated) -> str:
    """Give a quarter with the words for it: `2011/12 Q1 (counted anew)`."""
    return f"{one.at} ({one.words.rstrip('.')})" if one.words else str(one.at)


def series_flags(row: Row) -> list[str]:
    """Give what a reader should know of the series before they compare: a changed definition, a last time."""
    indicator, told = row.indicator, []
    base = row.quarter.baseline()
    if row.change is not None or row.has_trend:
        told += [
            f"Its definition changes from {dated_text(one)}: what is compared here lies on both sides."
            for one in indicator.changes_between(base, row.quarter)
        ]
    if indicator.ends == row.quarter:
        told.append("It is reported for the last time in this quarter.")
    return told


def not_yet(indicator: Indicator, quarter: Quarter) -> str:
    """Say that an indicator was not reported in an earlier quarter, where that is why no figure is held."""
    starts = indicator.starts
    return f"it is reported from {starts} on" if starts is not None and quarter < starts else ""


def dated_lines(indicator: Indicator) -> list[tuple[str, str]]:
    """Give a label and a text for each thing that is dated, for a page about the indicator."""
    lines = []
    if indicator.starts is not None or indicator.ends is not None:
        begun = "" if indicator.starts is None else f"from {indicator.starts}"
        ended = "" if indicator.ends is None else f"to {indicator.ends}"
        lines.append(("Reported", " ".join(part for part in (begun, ended) if part)))
    lines += [
        ("Break", f"from {dated_text(one)}: nothing is compared across") for one in indicator.breaks_told
    ]
    lines += [("Changed", f"from {dated_text(one)}: the series goes on") for one in indicator.changes]
    return lines
