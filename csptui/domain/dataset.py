"""Everything that one view of a partnership needs, immutable: `with_…` returns a new one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from csptui.domain.charting import USUAL, Charting
from csptui.domain.covered import part_only
from csptui.domain.exceptions_list import ALL_CLASSES, classify
from csptui.domain.figure import value_of
from csptui.domain.groups import AreaValue, AreaValues, first_average, unlike
from csptui.domain.indicator import Indicator, Polarity, Theme, find_indicators
from csptui.domain.live import with_live
from csptui.domain.rag import DEFAULT_RULE, Rule, rate
from csptui.domain.scorecard import NO_READING, ExceptionClass, Reading, Row, Scorecard, movement
from csptui.domain.series import point_of
from csptui.domain.target import UNSET, Target
from csptui.domain.trend import Direction, TrendRule, Verdict, change, direction, trend, verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from csptui.domain.groups import Group, GroupAverage
    from csptui.domain.period import Period
    from csptui.domain.quarter import FinancialYear, Quarter
    from csptui.domain.series import Point

    Past = tuple[tuple[Quarter, Mapping[str, Reading]], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """A total with the parts that make it, such as incidents reported in a month."""

    theme: str
    label: str
    total: int
    parts: tuple[tuple[str, int], ...]
    period: Period | None = None
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Partnership:
    """Who reports, by which rules, and what the report says of itself.

    `checks_off` are the ids of the checks that are turned off. `template` names the Word template of its
    documents, a file of the data folder; empty where it has none.
    """

    name: str
    short_name: str = ""
    title: str = "Thematic performance report"
    area: str = ""
    compiled_by: str = ""
    notes: tuple[str, ...] = ()
    key: Mapping[str, str] = field(default_factory=dict)
    glossary: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    rule: Rule = DEFAULT_RULE
    trend_rule: TrendRule = TrendRule.PREVIOUS_QUARTER
    exception_classes: tuple[ExceptionClass, ...] = ALL_CLASSES
    include_self: bool = True
    checks_off: frozenset[str] = frozenset()
    charting: Charting = USUAL
    template: str = ""

    @property
    def label(self) -> str:
        """The name for a header line."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class QuarterRecord:
    """What is held of one quarter; texts by indicator id or theme id.

    `kept` and `kept_narrative` are the claims kept with a reason, as lines that `claims.parse_kept` reads.
    """

    readings: Mapping[str, Reading] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    narrative: Mapping[str, str] = field(default_factory=dict)
    sensitive: Mapping[str, str] = field(default_factory=dict)
    counts: tuple[Counts, ...] = ()
    signed_off: bool = False
    kept: Mapping[str, str] = field(default_factory=dict)
    kept_narrative: Mapping[str, str] = field(default_factory=dict)

    def texts(self, name: str, *, of_theme: bool = False) -> Mapping[str, str] | None:
        """Give the texts of a changeable field by the ids of their owners; None if it is no such field."""
        match name:
            case "comment":
                return self.comments
            case "source":
                return self.sources
            case "narrative":
                return self.narrative
            case "sensitive":
                return self.sensitive
            case "kept":
                return self.kept_narrative if of_theme else self.kept
        return None


NO_RECORD = QuarterRecord()


K = TypeVar("K")
V = TypeVar("V")


def put(mapping: Mapping[K, V], key: K, value: V | None) -> Mapping[K, V]:
    """Give a copy with one entry set, or removed where the value is None."""
    changed = dict(mapping)
    if value is None:
        changed.pop(key, None)
    else:
        changed[key] = value
    return MappingProxyType(changed)


def _whole(reading: Reading, indicator: Indicator, quarter: Quarter) -> Decimal | None:
    """Give the value of a reading that covers the whole of its period."""
    return (
        None if part_only(reading.figure, indicator.basis, quarter) else value_of(reading.figure, indicator)
    )


def _leading(past: Past, indicator: Indicator) -> list[Point]:
    """Give the points that lead up to the quarter shown, back to the first that has no whole figure."""
    points: list[Point] = []
    for quarter, readings in reversed(past):
        point = point_of(indicator, quarter, readings.get(indicator.id, NO_READING))
        points.insert(0, point)
        if point.value is None:
            break
    return points


@dataclass(frozen=True, slots=True)
class Dataset:
    """A partnership with the quarter shown, its baseline and the three quarters before it.

    `available` names every quarter on disk, oldest first. Of other areas it holds the values of the
    quarter shown: `areas` by indicator and area, from the quarter's own file, `comparators` by group,
    indicator and area, from the partnership's; `area_values` gives both.
    Older history is read when asked for, by `analysis`.
    """

    partnership: Partnership
    themes: tuple[Theme, ...]
    shown: Quarter
    available: tuple[Quarter, ...] = ()
    targets: Mapping[tuple[str, FinancialYear], Target] = field(default_factory=dict)
    quarters: Mapping[Quarter, QuarterRecord] = field(default_factory=dict)
    comparators: Mapping[tuple[str, str], Mapping[str, Decimal]] = field(default_factory=dict)
    areas: Mapping[str, Mapping[str, AreaValue]] = field(default_factory=dict)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators in report order."""
        return tuple(indicator for theme in self.themes for indicator in theme.indicators)

    @property
    def record(self) -> QuarterRecord:
        """What is held of the quarter shown."""
        return self.quarters.get(self.shown, NO_RECORD)

    def indicator(self, indicator_id: str) -> Indicator | None:
        """Give an indicator by its id."""
        return next((one for one in self.indicators if one.id == indicator_id), None)

    def find(self, ref: str) -> tuple[Indicator, ...]:
        """Give the indicators that an id or code names."""
        return find_indicators(self.indicators, ref)

    def find_theme(self, ref: str) -> Theme | None:
        """Give a theme by id, name, short name or number from 1, in any case; a clear beginning will do."""
        wanted = ref.strip().casefold()
        if wanted.isascii() and wanted.isdigit():
            position = int(wanted[:4]) - 1
            return self.themes[position] if 0 <= position < len(self.themes) else None
        for theme in self.themes:
            if wanted in {theme.id.casefold(), theme.name.casefold(), theme.short.casefold()}:
                return theme
        begun = [one for one in self.themes if wanted and one.name.casefold().startswith(wanted)]
        return begun[0] if len(begun) == 1 else None

    def target(self, indicator_id: str, year: FinancialYear) -> Target:
        """Give the target printed in a year's report; an unset one where there is none."""
        return self.targets.get((indicator_id, year), UNSET)

    def with_reading(self, indicator_id: str, reading: Reading) -> Dataset:
        """Give the dataset with a reading of the quarter shown replaced."""
        record = self.record
        return self._with(replace(record, readings=put(record.readings, indicator_id, reading)))

    def with_comment(self, indicator_id: str, text: str) -> Dataset:
        """Give the dataset with a comment replaced; an empty one is removed."""
        record = self.record
        return self._with(replace(record, comments=put(record.comments, indicator_id, text or None)))

    def with_source(self, indicator_id: str, text: str) -> Dataset:
        """Give the dataset with a source replaced; an empty one is removed."""
        record = self.record
        return self._with(replace(record, sources=put(record.sources, indicator_id, text or None)))

    def with_narrative(self, theme_id: str, text: str) -> Dataset:
        """Give the dataset with a theme's narrative replaced; an empty one is removed."""
        record = self.record
        return self._with(replace(record, narrative=put(record.narrative, theme_id, text or None)))

    def with_sensitive(self, theme_id: str, text: str) -> Dataset:
        """Give the dataset with the sensitive part of a theme replaced; an empty one is removed."""
        record = self.record
        return self._with(replace(record, sensitive=put(record.sensitive, theme_id, text or None)))

    def with_kept(self, text: str, *, indicator_id: str = "", theme_id: str = "") -> Dataset:
        """Give the dataset with the kept claims of an indicator or a theme replaced; none are removed."""
        record = self.record
        if theme_id:
            held = put(record.kept_narrative, theme_id, text or None)
            return self._with(replace(record, kept_narrative=held))
        return self._with(replace(record, kept=put(record.kept, indicator_id, text or None)))

    def with_target(self, indicator_id: str, year: FinancialYear, target: Target) -> Dataset:
        """Give the dataset with a target replaced."""
        return replace(self, targets=put(self.targets, (indicator_id, year), target))

    def _with(self, record: QuarterRecord) -> Dataset:
        return replace(self, quarters=put(self.quarters, self.shown, record))

    def scorecard(self) -> Scorecard:
        """Rate every indicator that is reported in the quarter shown."""
        pairs = [(theme, one) for theme in self.themes for one in theme.indicators if one.runs_in(self.shown)]
        past = self._past()
        rows = tuple(
            self._row(one, theme, number, past) for number, (theme, one) in enumerate(pairs, start=1)
        )
        return with_live(Scorecard(self.shown, rows, self.themes), self)

    def rescored(self, card: Scorecard, indicator_id: str) -> Scorecard:
        """Give a scorecard of this quarter with one row rated anew and all others as they are.

        Only a comment with a live figure of that row is printed in another way.
        """
        past = self._past()
        rows = tuple(
            self._row(row.indicator, row.theme, row.number, past) if row.id == indicator_id else row
            for row in card.rows
        )
        return with_live(Scorecard(card.quarter, rows, card.themes), self)

    def row(self, indicator: Indicator, theme: Theme, number: int) -> Row:
        """Rate one indicator in the quarter shown; `number` is its place in the report from 1."""
        return self._row(indicator, theme, number, self._past())

    def _past(self) -> Past:
        """Give the readings of the quarter shown and the three before it, oldest first."""
        quarters = [self.shown]
        for _ in range(3):
            quarters.insert(0, quarters[0].previous())
        return tuple((quarter, self.quarters.get(quarter, NO_RECORD).readings) for quarter in quarters)

    def _row(self, indicator: Indicator, theme: Theme, number: int, past: Past) -> Row:
        record = self.record
        reading = record.readings.get(indicator.id, NO_READING)
        year_end = self.shown.baseline()
        last = self.quarters.get(year_end, NO_RECORD).readings.get(indicator.id, NO_READING)
        broken = bool(indicator.breaks) and indicator.breaks_between(year_end, self.shown)
        baseline, across = (NO_READING, last) if broken else (last, NO_READING)
        target = self.target(indicator.id, self.shown.year)
        part = part_only(reading.figure, indicator.basis, self.shown)
        group = None if part or target.edge is not None else self._group_average(indicator, reading)
        base = _whole(baseline, indicator, year_end)
        rating = rate(reading.figure, indicator, target, self.partnership.rule, group, whole=not part)
        now = rating.value
        moved = None if base is None or now is None else change(base, now, indicator.unit)
        judged = Verdict.NONE if moved is None else verdict(moved.base, moved.now, indicator.polarity)
        travel = trend(_leading(past, indicator), indicator, self.partnership.trend_rule)
        classes = self.partnership.exception_classes
        return Row(
            number,
            indicator,
            theme,
            self.shown,
            reading,
            baseline,
            target,
            rating,
            moved,
            Direction.NONE if moved is None else direction(moved.base, moved.now),
            judged,
            travel,
            record.comments.get(indicator.id, ""),
            record.sources.get(indicator.id, ""),
            self.targets.get((indicator.id, self.shown.year.next())),
            classify(rating, movement(travel, judged), classes),
            record.kept.get(indicator.id, ""),
            before=past[-2][1].get(indicator.id, NO_READING),
            across=across,
        )

    def area_values(self, indicator: Indicator) -> AreaValues:
        """Give what other areas have of an indicator in the quarter shown."""
        stated = {
            group.id: self.comparators.get((group.id, indicator.id), {}) for group in self.partnership.groups
        }
        return AreaValues.made(self.areas.get(indicator.id, {}), stated)

    def _group_average(self, indicator: Indicator, reading: Reading) -> GroupAverage | None:
        if indicator.polarity is Polarity.NONE or not (self.comparators or self.areas):
            return None
        if unlike(reading.figure, indicator, self.shown):
            return None
        values = self.area_values(indicator)
        return first_average(indicator, self.shown, values, reading.figure, self.partnership)
