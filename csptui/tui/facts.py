"""What the header, the themes and the spoken line are told: small values made from a scorecard."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.scorecard import Tally, tally
from csptui.domain.shown import show_line
from csptui.domain.trend import TrendKind, Verdict
from csptui.legend import STATIC, mark_of
from csptui.tui.findings import to_fix_text

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard


class ThemeCount(NamedTuple):
    """A theme as the sidebar and the tabs show it; number 0 stands for all themes."""

    number: int
    name: str
    short: str
    tally: Tally


class HeaderFacts(NamedTuple):
    """What the header says."""

    partnership: str = ""
    quarter: str = ""
    short_quarter: str = ""
    months: str = ""
    signed_off: bool = False
    tally: Tally = Tally()
    problems: int = 0
    unsaved: int = 0
    to_fix: int = 0


def header_facts(
    dataset: Dataset, counted: Tally, problems: int, unsaved: int, to_fix: int = 0
) -> HeaderFacts:
    """Give what the header says of a dataset."""
    quarter = dataset.shown
    return HeaderFacts(
        show_line(dataset.partnership.label),
        str(quarter),
        quarter.short,
        quarter.months,
        dataset.record.signed_off,
        counted,
        problems,
        unsaved,
        to_fix,
    )


def count_text(shown: int, of: int) -> str:
    """Say how many rows are shown: `24 indicators`, `2 of 24`."""
    if shown != of:
        return f"{shown:,} of {of:,}"
    return f"{of:,} {'indicator' if of == 1 else 'indicators'}"


def theme_counts(card: Scorecard) -> tuple[ThemeCount, ...]:
    """Count all rows and each theme's."""
    counts = [
        ThemeCount(number, show_line(theme.name), show_line(theme.label), tally(card.in_theme(theme.id)))
        for number, theme in enumerate(card.themes, start=1)
    ]
    return (ThemeCount(0, "All themes", "All", _sum(counts)), *counts)


def recount(counts: tuple[ThemeCount, ...], card: Scorecard, theme_id: str) -> tuple[ThemeCount, ...]:
    """Count one theme anew, and the total with it."""
    number = next((at for at, theme in enumerate(card.themes, start=1) if theme.id == theme_id), 0)
    changed = [
        ThemeCount(one.number, one.name, one.short, tally(card.in_theme(theme_id)))
        if one.number == number
        else one
        for one in counts[1:]
    ]
    return (ThemeCount(0, counts[0].name, counts[0].short, _sum(changed)), *changed)


def _sum(counts: list[ThemeCount]) -> Tally:
    parts = [one.tally for one in counts]
    return Tally(
        sum(one.red for one in parts),
        sum(one.amber for one in parts),
        sum(one.green for one in parts),
        sum(one.none for one in parts),
        sum(one.owed for one in parts),
    )


_MOVING = {
    Verdict.BETTER: "getting better",
    Verdict.WORSE: "getting worse",
    Verdict.SAME: "no change",
    Verdict.NONE: "",
}


def spoken(row: Row, place: int, of: int, *, unsaved: bool, to_fix: int = 0) -> str:
    """Say where the cursor is: `NI 33, row 11 of 24. Red, not certain; getting worse; 1 check to fix.`."""
    rated = mark_of(row.rating).word + ("" if row.rating.certain else ", not certain")
    moving = STATIC if row.trend.kind is TrendKind.STATIC else _MOVING[row.movement]
    if moving:
        # Beside a check that is to be fixed there is no room for the longer word in 80 columns.
        word = "on" if to_fix else "against"
        basis = "" if row.has_trend else f" {word} {row.quarter.baseline().year.short}"
        moving = f"; {moving}{', sustained' if row.trend.sustained else ''}{basis}"
    if row.part:
        moving = f"; {row.part}"
    owed = "; figure owed" if row.is_owed else ""
    checks = f"; {to_fix_text(to_fix)}" if to_fix else ""
    draft = " Unsaved draft." if unsaved else ""
    return f"{show_line(row.indicator.code)}, row {place:,} of {of:,}. {rated}{moving}{owed}{checks}.{draft}"
