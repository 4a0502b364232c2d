"""Where a finding of the checks lies: file and line, for whoever mends it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.problem import Place
from csptui.storage import actuals, commentary, definitions, targets, toml_text
from csptui.storage.files import read_inside
from csptui.storage.findings import BrokenFileError
from csptui.storage.toml_text import Lines
from csptui.storage.where import where_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from csptui.domain.finding import Finding
    from csptui.domain.quarter import Quarter
    from csptui.storage.folder import LoadedFolder
    from csptui.storage.tables import Table

_INDICATOR = "theme.section.indicator"
_TABLES = {
    "comment": commentary.COMMENTS,
    "narrative": commentary.NARRATIVE,
    "sensitive": commentary.SENSITIVE,
}


class Places:
    """The places of one view; files that the view does not hold are read once, when one is asked for."""

    def __init__(self, loaded: LoadedFolder) -> None:
        self._loaded = loaded
        self._shown = loaded.dataset.shown
        self._texts: Lines | None = None
        self._defined: tuple[Lines, dict[str, int]] | None = None
        self._baseline: dict[str, int] | None = None

    def of(self, finding: Finding) -> Place:
        """Give the file of a finding, and its line where it has one."""
        finders: dict[str, Callable[[Finding], Place]] = {
            "comment": self._text,
            "narrative": self._text,
            "sensitive": self._text,
            "actual": self._actual,
            "baseline": self._earlier,
            "target": self._target,
            "definition": self._definition,
        }
        finder = finders.get(finding.field)
        return Place(definitions.PARTNERSHIP) if finder is None else finder(finding)

    def _text(self, finding: Finding) -> Place:
        where = where_of(self._shown, commentary.FILE)
        source = self._loaded.commentary.source
        if source is None:
            return Place(where)
        if self._texts is None:
            self._texts = Lines(source.decode("utf-8-sig", errors="replace"))
        return Place(where, self._texts.of(_TABLES[finding.field], 0, finding.ref))

    def _actual(self, finding: Finding) -> Place:
        lines = _lines_of(self._loaded.actuals.table)
        return Place(where_of(self._shown, actuals.FILE), lines.get(finding.ref))

    def _earlier(self, finding: Finding) -> Place:
        quarter = self._shown.baseline()
        if self._baseline is None:
            self._baseline = self._lines_in(quarter)
        return Place(where_of(quarter, actuals.FILE), self._baseline.get(finding.ref))

    def _lines_in(self, quarter: Quarter) -> dict[str, int]:
        where = where_of(quarter, actuals.FILE)
        try:
            content = read_inside(self._loaded.folder, where)
            if content is None:
                return {}
            return _lines_of(actuals.read(content, where, self._loaded.indicators).table)
        except BrokenFileError:
            return {}

    def _target(self, finding: Finding) -> Place:
        line = targets.line_of(self._loaded.targets, finding.ref, self._shown.year)
        return Place(targets.FILE, line)

    def _definition(self, finding: Finding) -> Place:
        if self._defined is None:
            self._defined = self._read_definitions()
        lines, numbers = self._defined
        number = numbers.get(finding.ref)
        indicator = self._loaded.indicators.get(finding.ref)
        if number is None or indicator is None:
            return Place(definitions.INDICATORS)
        key = "unit"
        if finding.check == "unexplained-code":
            key = "codes" if finding.text in indicator.codes else "name"
        return Place(definitions.INDICATORS, lines.of(_INDICATOR, number, key))

    def _read_definitions(self) -> tuple[Lines, dict[str, int]]:
        """Give the lines of indicators.toml, and which table of its indicators is whose."""
        try:
            content = read_inside(self._loaded.folder, definitions.INDICATORS)
            if content is None:
                return Lines(""), {}
            document = toml_text.loads(content.text, definitions.INDICATORS)
        except BrokenFileError:
            return Lines(""), {}
        ids = (
            one.get("id")
            for theme in _tables(document, "theme")
            for section in _tables(theme, "section")
            for one in _tables(section, "indicator")
        )
        numbers = {one.strip(): number for number, one in enumerate(ids) if isinstance(one, str)}
        return Lines(content.text), numbers


def _tables(values: dict[str, object], key: str) -> list[dict[str, object]]:
    found = values.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _lines_of(table: Table) -> dict[str, int]:
    """Give the line of each indicator's first row, which is the one used."""
    lines: dict[str, int] = {}
    for row in table.rows:
        if not row.ragged:
            lines.setdefault(row.cells[0].strip(), row.line)
    return lines
