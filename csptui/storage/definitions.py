"""Reads partnership.toml and indicators.toml, which people write and the program never does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.charting import LONGEST_RUN, SHORTEST_RUN, USUAL, Charting
from csptui.domain.dataset import Partnership
from csptui.domain.exceptions_list import ALL_CLASSES
from csptui.domain.indicator import (
    FractionUse,
    Indicator,
    PeriodBasis,
    Polarity,
    Section,
    Theme,
    ToleranceBasis,
    Unit,
    fold_code,
)
from csptui.domain.quarter import MONTHS
from csptui.domain.rag import Rule
from csptui.domain.scorecard import ExceptionClass
from csptui.domain.trend import TrendRule
from csptui.domain.typed import MOST_PLACES
from csptui.storage import toml_text
from csptui.storage.dated import read_breaks, read_changes, read_term
from csptui.storage.fields import Fields
from csptui.storage.findings import Findings, quoted
from csptui.storage.groups import read_groups
from csptui.storage.names import name_fault

if TYPE_CHECKING:
    from csptui.domain.problem import Problem
    from csptui.storage.files import Content

PARTNERSHIP, INDICATORS = "partnership.toml", "indicators.toml"
MOST_THEMES = 200
NO_PARTNERSHIP = Partnership("Unnamed partnership")

_UNITS = {one.value: one for one in Unit}
_OWN_UNITS: dict[str, Unit | None] = {**_UNITS}
_POLARITIES = {one.value: one for one in Polarity}
_PERIODS = {one.value: one for one in PeriodBasis}
_FRACTIONS: dict[str, FractionUse | None] = {one.value: one for one in FractionUse}
_BASES = {one.value: one for one in ToleranceBasis}
_OWN_BASES: dict[str, ToleranceBasis | None] = {**_BASES}
_RULES = {one.value: one for one in TrendRule}
_CLASSES = {one.value: one for one in ExceptionClass}
_KEY_WORDS = ("red", "amber", "green", "none", "improving", "static", "worsening", "no_data")

# An id is a cell of the CSV files, so it must be nothing that a spreadsheet respells.
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")
_MONTHS = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_LIKE_A_DATE = re.compile(rf"(?:{_MONTHS}|sept)[-.]?[0-9]{{1,4}}|true|false", re.IGNORECASE)
_THEME_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


@dataclass(frozen=True, slots=True)
class Definitions:
    """What indicators.toml defines."""

    themes: tuple[Theme, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_partnership(content: Content) -> tuple[Partnership, tuple[Problem, ...]]:
    """Read the partnership's name, rules, notes, glossary and groups. Raises if it is not TOML."""
    findings = Findings(PARTNERSHIP, content.warnings)
    root = Fields(toml_text.loads(content.text, PARTNERSHIP), findings, toml_text.Lines(content.text))
    rag, trend, exceptions, groups = (root.table(name) for name in ("rag", "trend", "exceptions", "groups"))
    charts, report = root.table("control_charts"), root.table("report")
    area = root.text("area")
    partnership = Partnership(
        name=root.text("name", NO_PARTNERSHIP.name, needed=True),
        short_name=root.text("short_name"),
        title=root.text("title", NO_PARTNERSHIP.title),
        area=area,
        compiled_by=root.text("compiled_by"),
        notes=root.texts("notes"),
        key=_key(root, findings),
        glossary=root.text_table("glossary"),
        groups=read_groups(root, findings, area),
        rule=_rule(rag),
        trend_rule=trend.choice("rule", _RULES, NO_PARTNERSHIP.trend_rule),
        exception_classes=_classes(exceptions),
        include_self=groups.flag("include_self", default=True),
        checks_off=_checks_off(root, findings),
        charting=_charting(charts),
        template=_template(report),
    )
    for fields in (root, rag, trend, exceptions, groups, charts, report):
        fields.finish()
    return partnership, findings.problems()


def _template(report: Fields) -> str:
    name = report.text("template")
    if name and (fault := name_fault(name)):
        report.error("template", f"template {quoted(name)} must be a file of this folder, but {fault}")
        return ""
    return name


def _key(root: Fields, findings: Findings) -> dict[str, str]:
    words = root.text_table("key")
    for name in words:
        if name not in _KEY_WORDS:
            message = f"unknown word {quoted(name)} in the key: use {', '.join(_KEY_WORDS)}"
            findings.error(root.line_within("key", name), message)
    return {name: text for name, text in words.items() if name in _KEY_WORDS}


def _checks_off(root: Fields, findings: Findings) -> frozenset[str]:
    told = root.flag_table("checks")
    if not told:
        return frozenset()
    # Few partnerships turn one off, and the checks bring in the reader of prose.
    from difflib import get_close_matches  # noqa: PLC0415

    from csptui.domain.checks import CHECK_IDS  # noqa: PLC0415

    for name in told:
        if name not in CHECK_IDS:
            near = get_close_matches(name[:60], CHECK_IDS, n=1)
            meant = f"did you mean {near[0]}?" if near else f"use {', '.join(CHECK_IDS)}"
            findings.error(root.line_within("checks", name), f"there is no check {quoted(name)}: {meant}")
    return frozenset(name for name, wanted in told.items() if not wanted and name in CHECK_IDS)


def _rule(rag: Fields) -> Rule:
    tolerance = rag.number("tolerance")
    basis = rag.choice("basis", _BASES, Rule().basis)
    if tolerance is None:
        return Rule(basis=basis)
    return Rule(tolerance, basis, f"{PARTNERSHIP}, rag")


def _charting(charts: Fields) -> Charting:
    run = charts.whole("run", USUAL.run, LONGEST_RUN, SHORTEST_RUN)
    return Charting(run, charts.flag("screening", default=USUAL.screening))


def _classes(exceptions: Fields) -> tuple[ExceptionClass, ...]:
    words = exceptions.texts("classes")
    for word in words:
        if word not in _CLASSES:
            exceptions.error("classes", f"{quoted(word)} is none of {', '.join(_CLASSES)}: use one of them")
    counted = tuple(_CLASSES[word] for word in words if word in _CLASSES)
    return counted or ALL_CLASSES


def read_indicators(content: Content, groups: frozenset[str] | None = None) -> Definitions:
    """Read themes, sections and indicators in report order. Raises if it is not TOML.

    `groups` are the ids of the partnership's comparator groups, None where they are not known.
    """
    findings = Findings(INDICATORS, content.warnings)
    root = Fields(toml_text.loads(content.text, INDICATORS), findings, toml_text.Lines(content.text))
    themes = _Themes(findings, groups).read(root)
    root.finish()
    if not themes:
        findings.error(None, "defines no theme: add [[theme]] with an id and a name")
    return Definitions(themes, findings.problems())


class _Themes:
    """Reads themes, counting tables as they come so that a problem finds its header, and ids met so far."""

    def __init__(self, findings: Findings, groups: frozenset[str] | None = None) -> None:
        self._findings = findings
        self._groups = groups
        self._ids: dict[str, str] = {}
        self._themes: set[str] = set()
        self._sections = 0
        self._indicators = 0
        self._beside: list[tuple[Fields, Indicator]] = []

    def read(self, root: Fields) -> tuple[Theme, ...]:
        themes: list[Theme] = []
        for number, values in enumerate(root.tables("theme")):
            if number == MOST_THEMES:
                line = root.inside(values, "theme", number).line()
                message = f"there are more than {MOST_THEMES} themes, which no report has: take some out"
                self._findings.error(line, message)
                break
            fields = root.inside(values, "theme", number)
            theme_id = self._theme_id(fields, number)
            name = fields.text("name", theme_id, needed=True)
            sections = self._read_sections(root, fields, theme_id)
            themes.append(Theme(theme_id, name, fields.text("short"), sections))
            fields.finish()
        self._look_beside()
        return tuple(themes)

    def _look_beside(self) -> None:
        """Report the ids that stand beside an indicator and are none."""
        ids = set(self._ids.values())
        for fields, indicator in self._beside:
            for other in indicator.beside:
                if other not in ids or other == indicator.id:
                    fields.error("beside", f"{quoted(other)} is no other indicator's id: correct it")

    def _theme_id(self, fields: Fields, number: int) -> str:
        """Give an id that is fit for the files and new: the one that stands there, if it is."""
        theme_id = fields.text("id", needed=True)
        fault = ""
        if theme_id and _THEME_ID.fullmatch(theme_id) is None:
            fault = f"the id {quoted(theme_id)} is not letters, digits, - _ and .: change it"
        elif theme_id and (unfit := name_fault(theme_id)):
            fault = f"the id {quoted(theme_id)} cannot be a file's name on every system ({unfit}): change it"
        elif theme_id in self._themes:
            fault = f"the theme {quoted(theme_id)} stands twice: give it another id"
        if fault:
            fields.error("id", fault)
        if fault or not theme_id:
            return self._free_id(number)
        self._themes.add(theme_id)
        return theme_id

    def _free_id(self, number: int) -> str:
        free = f"theme-{number + 1}"
        while free in self._themes:
            free += "-"
        self._themes.add(free)
        return free

    def _read_sections(self, root: Fields, theme: Fields, theme_id: str) -> tuple[Section, ...]:
        sections: list[Section] = []
        for values in theme.tables("section"):
            fields = root.inside(values, "theme.section", self._sections)
            self._sections += 1
            name = fields.text("name")
            found: list[Indicator] = []
            for one in fields.tables("indicator"):
                inner = root.inside(one, "theme.section.indicator", self._indicators)
                self._indicators += 1
                indicator_id = self._id_of(inner)
                if indicator_id is not None:
                    found.append(_indicator(inner, indicator_id, theme_id, name, self._groups))
                    if found[-1].beside:
                        self._beside.append((inner, found[-1]))
            fields.finish()
            sections.append(Section(name, tuple(found)))
        return tuple(sections)

    def _id_of(self, fields: Fields) -> str | None:
        """Give an id that is fit for the files and new; without one the indicator is left out."""
        indicator_id = fields.text("id", needed=True)
        if not indicator_id:
            return None
        if _ID.fullmatch(indicator_id) is None:
            message = (
                f"the id {quoted(indicator_id)} must begin with a letter and hold letters, digits, - _ and ."
            )
            fields.error("id", f"{message} only: the indicator is left out")
            return None
        if fault := name_fault(indicator_id):
            message = f"the id {quoted(indicator_id)} cannot be a file's name on every system ({fault})"
            fields.error("id", f"{message}: change it; the indicator is left out")
            return None
        if _LIKE_A_DATE.fullmatch(indicator_id) is not None:
            message = f"a spreadsheet respells the id {quoted(indicator_id)}: change it"
            fields.error("id", f"{message}; the indicator is left out")
            return None
        folded = fold_code(indicator_id)
        if (first := self._ids.get(folded)) is not None:
            message = f"the id {quoted(indicator_id)} is taken by {quoted(first)}: give it another"
            fields.error("id", f"{message}; this indicator is left out")
            return None
        self._ids[folded] = indicator_id
        return indicator_id


def _indicator(
    fields: Fields, indicator_id: str, theme: str, section: str, groups: frozenset[str] | None
) -> Indicator:
    fields.indicator = indicator_id
    codes = fields.texts("codes")
    code = fields.text("code", codes[0] if codes else indicator_id)
    unit = fields.choice("unit", _UNITS, Unit.NUMBER, needed=True)
    fraction = fields.choice("fraction", _FRACTIONS, None)
    if fraction is not None and unit.multiplier is None:
        fields.error("fraction", f"{unit.value} takes no fraction: take it out, or change the unit")
        fraction = None
    (starts, ends), breaks = read_term(fields), read_breaks(fields)
    indicator = Indicator(
        id=indicator_id,
        code=code,
        name=fields.text("name", code, needed=True),
        unit=unit,
        polarity=fields.choice("polarity", _POLARITIES, Polarity.NONE, needed=True),
        codes=codes,
        short=fields.text("short"),
        tier=fields.text("tier"),
        theme=theme,
        section=section,
        places=fields.whole("places", 0, MOST_PLACES),
        signed=fields.flag("signed", default=False),
        basis=fields.choice("basis", _PERIODS, PeriodBasis.ROLLING),
        fraction=fraction,
        owner=fields.text("owner"),
        source=fields.text("source"),
        definition=fields.text("definition"),
        cases=fields.text("cases", "cases"),
        of=fields.text("of"),
        tolerance=fields.number("tolerance"),
        tolerance_basis=fields.choice("tolerance_basis", _OWN_BASES, None),
        starts=starts,
        ends=ends,
        breaks=tuple(one.at for one in breaks),
        rebases=fields.quarters("rebase"),
        beside=fields.texts("beside"),
        official_unit=fields.choice("official_unit", _OWN_UNITS, None),
        groups=_compared_with(fields, groups),
        break_words=tuple(one for one in breaks if one.words),
        changes=read_changes(fields),
    )
    fields.finish()
    return indicator


def _compared_with(fields: Fields, groups: frozenset[str] | None) -> tuple[str, ...] | None:
    """Read the ids of comparator groups, each once; None where the indicator names none of its own."""
    if not fields.has("groups"):
        return None
    named = tuple(dict.fromkeys(fields.texts("groups")))
    for one in named:
        if groups is not None and one not in groups:
            fields.error(
                "groups", f"{quoted(one)} is not a group of {PARTNERSHIP}: correct the id, or define it"
            )
    return tuple(one for one in named if groups is None or one in groups)
