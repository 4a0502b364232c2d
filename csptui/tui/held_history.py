"""All that the screen of history shows of one indicator, read in a thread: pandas is brought in there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.analysis.history import HistoryTable, tables
from csptui.analysis.history_notes import notes
from csptui.analysis.spc import Chart, Refused, chart_of
from csptui.analysis.spc_words import cause_words, sentence
from csptui.analysis.twelve_months import never_rolling
from csptui.domain.indicator import PeriodBasis
from csptui.domain.trend import TrendRule
from csptui.outputs.ahead import ahead_lines
from csptui.storage.series import read_series

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator
    from csptui.domain.problem import Problem
    from csptui.domain.quarter import Quarter
    from csptui.domain.trend import Trend


@dataclass(frozen=True, slots=True)
class HeldHistory:
    """The quarters with their trends by the partnership's rule, the trends by the other rule, the chart."""

    table: HistoryTable
    others: tuple[Trend, ...]
    chart: Chart | Refused
    notes: tuple[str, ...]
    ahead: tuple[tuple[str, str], ...] = ()
    """What the series says of where it goes, or why it does not, each under a word."""
    problems: tuple[Problem, ...] = ()

    @property
    def is_rolling(self) -> bool:
        """Whether each figure is itself of rolling 12 months."""
        return self.table.indicator.basis is PeriodBasis.ROLLING

    @property
    def why_no_rolling(self) -> str:
        """Say why no quarter has rolling 12 months beside its own figure."""
        whys = [row.rolling.why for row in self.table.rows]
        why = whys[-1] if whys else "no figure is held in any quarter"
        return f"No rolling 12 months: {never_rolling(self.table.indicator) or why}."

    @property
    def charted(self) -> Chart | None:
        """The control chart, where there is one."""
        return self.chart if isinstance(self.chart, Chart) else None

    @property
    def chart_words(self) -> str:
        """What the control chart shows, or why there is none, as a sentence."""
        return sentence(self.chart) if isinstance(self.chart, Chart) else _refusal(self.chart.sentence)

    def cause(self, quarter: Quarter) -> str:
        """Say the special cause that a quarter's point shows; empty where it shows none."""
        points = () if self.charted is None else self.charted.points
        return next((cause_words(point) for point in points if point.quarter == quarter), "")

    def place_of(self, quarter: Quarter) -> int:
        """Give the place of a quarter among the rows, of the last before it where it is not there."""
        places = [at for at, row in enumerate(self.table.rows) if row.quarter <= quarter]
        return places[-1] if places else 0


def held_history(folder: Path, dataset: Dataset, indicator: Indicator) -> HeldHistory:
    """Read an indicator through all quarters, and make of it what is shown."""
    series, problems = read_series(folder, dataset, indicator)
    rule = dataset.partnership.trend_rule
    other = next(one for one in TrendRule if one is not rule)
    table, second = (tables([series], one)[0] for one in (rule, other))
    others = {row.quarter: row.trend for row in second.rows}
    shown = table.for_reading()
    return HeldHistory(
        shown,
        tuple(others[row.quarter] for row in shown.rows),
        chart_of(series, dataset.partnership.charting),
        notes(table),
        tuple(ahead_lines(series.up_to(dataset.shown), dataset.shown)),
        problems,
    )


def _refusal(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}."
