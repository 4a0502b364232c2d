"""Reads and writes a quarter's texts: commentary.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from csptui.domain.dataset import Counts
from csptui.domain.period import Period
from csptui.domain.problem import StorageError
from csptui.domain.typed import LONGEST
from csptui.storage import toml_text
from csptui.storage.actuals import STORED_PERIODS, unknown
from csptui.storage.findings import Findings, quoted
from csptui.storage.toml_text import Lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csptui.domain.indicator import Indicator
    from csptui.domain.problem import Problem
    from csptui.storage.files import Content

FILE = "commentary.toml"
COMMENTS, SOURCES, NARRATIVE, SENSITIVE, COUNTS = "comments", "sources", "narrative", "sensitive", "counts"
KEPT, NARRATIVE_KEPT = "kept", "narrative_kept"
_BY_INDICATOR = (COMMENTS, SOURCES, KEPT)
_BY_THEME = (NARRATIVE, SENSITIVE, NARRATIVE_KEPT)
TEXTS = (*_BY_INDICATOR, *_BY_THEME)
"""The tables of texts."""
_COUNTS_KEYS = {"theme", "label", "period", "total", "sensitive", "parts"}
_PART_KEYS = {"label", "count"}
_NOT_KEPT = 'keeps no claim: write it like "8.6%" in "An increase of 8.6%.": the reason, or take the line out'

Document = dict[str, object]


@dataclass(frozen=True, slots=True)
class Commentary:
    """A file of texts as it was read: what it means, all that it holds, and the bytes that stood there."""

    comments: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    narrative: Mapping[str, str] = field(default_factory=dict)
    sensitive: Mapping[str, str] = field(default_factory=dict)
    counts: tuple[Counts, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    kept_narrative: Mapping[str, str] = field(default_factory=dict)
    document: Document = field(default_factory=dict)
    source: bytes | None = None
    problems: tuple[Problem, ...] = ()


def read(
    content: Content, where: str, indicators: Mapping[str, Indicator], themes: frozenset[str]
) -> Commentary:
    """Read texts and counts; what is unknown is a warning and is kept. Raises if it is not TOML."""
    document = toml_text.loads(content.text, where)
    findings = Findings(where, content.warnings)
    reader = _Reader(findings, Lines(content.text), indicators, themes)
    reader.unknown_tables(document)
    return Commentary(
        reader.texts(document, COMMENTS),
        reader.texts(document, SOURCES),
        reader.texts(document, NARRATIVE),
        reader.texts(document, SENSITIVE),
        reader.counts(document),
        reader.kept(document, KEPT),
        reader.kept(document, NARRATIVE_KEPT),
        document,
        content.data,
        findings.problems(),
    )


class _Reader:
    """Reads the tables of one document."""

    def __init__(
        self, findings: Findings, lines: Lines, indicators: Mapping[str, Indicator], themes: frozenset[str]
    ) -> None:
        self._findings = findings
        self._lines = lines
        self._indicators = indicators
        self._themes = themes

    def unknown_tables(self, document: Document) -> None:
        for name, value in document.items():
            if name not in {*TEXTS, COUNTS}:
                line = self._lines.of(name) if isinstance(value, dict) else self._lines.of("", 0, name)
                message = f"unknown name {quoted(name)}: it is kept, and shown nowhere; look for a slip in it"
                self._findings.warning(line, message)

    def texts(self, document: Document, name: str) -> dict[str, str]:
        table = document.get(name, {})
        if not isinstance(table, dict):
            message = f"{name} must be a table of texts: correct it"
            self._findings.error(self._lines.of("", 0, name), message)
            return {}
        found: dict[str, str] = {}
        for key, text in table.items():
            if not isinstance(text, str):
                message = f"{quoted(key)} must be a text in quotes: correct it"
                self._findings.error(self._lines.of(name, 0, key), message)
                continue
            if text:
                found[key] = text
            if name in _BY_INDICATOR and key not in self._indicators:
                self._findings.warning(self._lines.of(name, 0, key), unknown(key, self._indicators))
            elif name in _BY_THEME and key not in self._themes:
                self._unknown_theme(self._lines.of(name, 0, key), key)
        return found

    def kept(self, document: Document, name: str) -> dict[str, str]:
        """Read claims that are kept with a reason; a line of them that cannot be read is told of."""
        found = self.texts(document, name)
        if found:
            from csptui.domain.claims.kept import parse_kept  # noqa: PLC0415 - hardly ever needed at the start

            for key, text in found.items():
                for number, line in enumerate(text.split("\n")):
                    if line.strip() and not parse_kept(line):
                        place = self._lines.within(name, key, number)
                        self._findings.warning(place, f"{quoted(line)} {_NOT_KEPT}")
        return found

    def _unknown_theme(self, line: int | None, key: str) -> None:
        message = f"{quoted(key)} is not a theme of indicators.toml: correct the id, or define the theme"
        self._findings.warning(line, message)

    def counts(self, document: Document) -> tuple[Counts, ...]:
        value = document.get(COUNTS, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._findings.error(self._lines.of("", 0, COUNTS), "counts must be a list of tables: correct it")
            return ()
        found = (self._one(number, table) for number, table in enumerate(value))
        return tuple(one for one in found if one is not None)

    def _one(self, number: int, table: Document) -> Counts | None:
        for key in table.keys() - _COUNTS_KEYS:
            line = self._lines.of(COUNTS, number, key)
            self._findings.warning(
                line, f"unknown key {quoted(key)}: it is kept; look for a slip in its name"
            )
        theme, label, total = table.get("theme"), table.get("label"), table.get("total")
        sensitive, parts = table.get("sensitive", False), _parts(table.get("parts", []))
        period_text = table.get("period", "")
        period = Period.parse(period_text[: LONGEST + 1]) if isinstance(period_text, str) else None
        for key, fits, wanted in (
            ("theme", isinstance(theme, str), "a theme's id"),
            ("label", isinstance(label, str), "a text in quotes"),
            ("total", _is_count(total), "a whole number of 0 or more"),
            ("sensitive", isinstance(sensitive, bool), "true or false"),
            ("parts", parts is not None, "a list of { label, count }"),
            ("period", period is not None or period_text == "", f"a period such as {STORED_PERIODS}"),
        ):
            if not fits:
                message = f"{key} must be {wanted}: correct it; these counts are left out"
                self._findings.error(self._lines.of(COUNTS, number, key), message)
                return None
        if theme not in self._themes:
            self._unknown_theme(self._lines.of(COUNTS, number, "theme"), str(theme))
        counts = Counts(
            str(theme), str(label), cast("int", total), parts or (), period, sensitive=bool(sensitive)
        )
        self._adds_up(counts, number)
        return counts

    def _adds_up(self, counts: Counts, number: int) -> None:
        made = sum(count for _, count in counts.parts)
        if counts.parts and made != counts.total:
            message = f"the parts of {quoted(counts.label)} make {made:,}, not the total of {counts.total:,}"
            self._findings.warning(self._lines.of(COUNTS, number, "total"), f"{message}: correct one of them")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**12


def _parts(value: object) -> tuple[tuple[str, int], ...] | None:
    if not isinstance(value, list):
        return None
    parts: list[tuple[str, int]] = []
    for one in value:
        if not isinstance(one, dict) or one.keys() != _PART_KEYS:
            return None
        label, count = one["label"], one["count"]
        if not isinstance(label, str) or not _is_count(count):
            return None
        parts.append((label, count))
    return tuple(parts)


def with_text(document: Document, name: str, key: str, text: str) -> Document:
    """Give a document with one text set, or taken out where it is empty; nothing else is touched."""
    table = document.get(name, {})
    if not isinstance(table, dict):
        message = f"{FILE} holds {name} as something else than a table of texts: correct it by hand first"
        raise StorageError(message)
    changed = {one: value for one, value in table.items() if one != key}
    if text:
        changed[key] = text
    rest = {one: value for one, value in document.items() if one != name}
    return {**rest, name: changed} if changed else rest
