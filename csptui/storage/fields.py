"""Reads one TOML table key by key; a wrong value is a finding and gives way to its default."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from csptui.domain.problem import Fault
from csptui.domain.quarter import Quarter
from csptui.domain.typed import LONGEST, parse_number
from csptui.storage.findings import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csptui.storage.findings import Findings
    from csptui.storage.toml_text import Lines

T = TypeVar("T")
_KINDS = {
    bool: "true or false",
    int: "a whole number",
    str: "a text in quotes",
    list: "a list",
    dict: "a table",
}


def _plain(value: int | Decimal) -> str:
    """Print a number in plain digits; the names of those that have none, or too many, are refused later."""
    if isinstance(value, int):
        return str(value) if value.bit_length() <= LONGEST else "too large"
    return f"{value:f}" if value.is_finite() and abs(value.adjusted()) <= LONGEST else str(value)


class Fields:
    """One table; what is left when all known keys were taken is unknown.

    `table` and `number` are the header's name and its place among headers of that name, for the line.
    """

    def __init__(
        self, values: Mapping[str, object], findings: Findings, lines: Lines, table: str = "", number: int = 0
    ) -> None:
        self._values = dict(values)
        self._findings = findings
        self._lines = lines
        self._table = table
        self._number = number
        self.indicator: str | None = None

    def has(self, key: str) -> bool:
        """Whether a key stands there and was not taken yet."""
        return key in self._values

    def line(self, key: str = "") -> int | None:
        """Give the line of a key or of a table of that name, else of the table that it should be in."""
        found = self._lines.of(self._table, self._number, key)
        return self._lines.of(key) if found is None and not self._table else found

    def line_within(self, table: str, key: str) -> int | None:
        """Give the line of a key of a table within this one."""
        return self._lines.of(table, 0, key)

    def error(self, key: str, message: str) -> None:
        """Report a wrong value at its line."""
        self._findings.error(self.line(key), message, self.indicator)

    def warning(self, key: str, message: str) -> None:
        """Report a value that asks for a look, at its line."""
        self._findings.warning(self.line(key), message, self.indicator)

    def _take(self, key: str, kind: type[T], default: T) -> T:
        value = self._values.pop(key, None)
        if value is None:
            return default
        if type(value) is kind:
            return value
        self.error(key, f"{key} must be {_KINDS[kind]}: correct it")
        return default

    def text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        """Take a text; one that is needed must be there and not be blank."""
        value = self._values.pop(key, None)
        if value is None:
            if needed:
                self.error("", f"{key} is missing here: add it")
            return default
        if not isinstance(value, str):
            self.error(key, f"{key} must be {_KINDS[str]}: correct it")
            return default
        text = value.strip()
        if needed and not text:
            self.error(key, f"{key} is empty: give it a text")
            return default
        return text

    def flag(self, key: str, *, default: bool) -> bool:
        """Take a yes or no."""
        return self._take(key, bool, default)

    def whole(self, key: str, default: int, most: int, least: int = 0) -> int:
        """Take a whole number from `least` to `most`."""
        number = self._take(key, int, default)
        if least <= number <= most:
            return number
        self.error(key, f"{key} must be a whole number from {least} to {most}: correct it")
        return default

    def choice(self, key: str, choices: Mapping[str, T], default: T, *, needed: bool = False) -> T:
        """Take one of a few words."""
        if key not in self._values and not needed:
            return default
        word = self.text(key, needed=needed)
        if word in choices:
            return choices[word]
        if word:
            self.error(key, f"{key} {quoted(word)} is none of {', '.join(choices)}: use one of them")
        return default

    def number(self, key: str) -> Decimal | None:
        """Take a number that is not negative, in quotes or not."""
        value = self._values.pop(key, None)
        if value is None:
            return None
        number: Decimal | Fault = Fault("")
        if isinstance(value, str):
            number = parse_number(value.strip())
        elif isinstance(value, int | Decimal) and not isinstance(value, bool):
            number = parse_number(_plain(value))
        if isinstance(number, Fault) or number < 0:
            self.error(key, f"{key} must be a number of 0 or more: correct it")
            return None
        return number

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts."""
        values = self._take(key, list, [])
        texts = tuple(one.strip() for one in values if isinstance(one, str))
        if len(texts) < len(values):
            self.error(key, f"{key} must be a list of texts in quotes: correct it")
        return texts

    def texts_or_tables(self, key: str) -> list[str | dict[str, object]]:
        """Take a list of texts and of tables."""
        values = self._take(key, list, [])
        found: list[str | dict[str, object]] = [one for one in values if isinstance(one, str | dict)]
        if len(found) < len(values):
            self.error(key, f"{key} must be a list of texts in quotes: correct it")
        return found

    def text_table(self, key: str) -> dict[str, str]:
        """Take a table of texts."""
        values = self._take(key, dict, {})
        for name, value in values.items():
            if not isinstance(value, str):
                line = self._lines.of(key, 0, name)
                self._findings.error(line, f"{quoted(name)} must be a text in quotes: correct it")
        return {name: value for name, value in values.items() if isinstance(value, str)}

    def flag_table(self, key: str) -> dict[str, bool]:
        """Take a table of yes and no."""
        values = self._take(key, dict, {})
        for name, value in values.items():
            if not isinstance(value, bool):
                line = self._lines.of(key, 0, name)
                self._findings.error(line, f"{quoted(name)} must be {_KINDS[bool]}: correct it")
        return {name: value for name, value in values.items() if isinstance(value, bool)}

    def quarter(self, key: str) -> Quarter | None:
        """Take a quarter, where one is given."""
        text = self.text(key)
        quarter = Quarter.parse(text) if text else None
        if text and quarter is None:
            self.error(key, f'{key} {quoted(text)} is no quarter: write it as "2009/10 Q4"')
        return quarter

    def quarters(self, key: str) -> tuple[Quarter, ...]:
        """Take a list of quarters."""
        found: list[Quarter] = []
        for text in self.texts(key):
            quarter = Quarter.parse(text)
            if quarter is None:
                self.error(key, f'{key} {quoted(text)} is no quarter: write it as "2009/10 Q4"')
            else:
                found.append(quarter)
        return tuple(sorted(found))

    def tables(self, key: str) -> list[dict[str, object]]:
        """Take a list of tables."""
        values = self._take(key, list, [])
        tables = [one for one in values if isinstance(one, dict)]
        if len(tables) < len(values):
            self.error(key, f"{key} must be a list of tables: correct it")
        return tables

    def table(self, key: str) -> Fields:
        """Take a table, empty where there is none."""
        return Fields(self._take(key, dict, {}), self._findings, self._lines, key)

    def inside(self, values: Mapping[str, object], table: str, number: int) -> Fields:
        """Give a reader for a table of a list in the same file."""
        return Fields(values, self._findings, self._lines, table, number)

    def beside(self, values: Mapping[str, object], key: str) -> Fields:
        """Give a reader for a table within a key of this one, whose problems have that key's line."""
        return _Within(values, self, key)

    def finish(self) -> None:
        """Report each key that nothing took."""
        for key in self._values:
            self.error(key, f"unknown key {quoted(key)}: look for a slip in its name, or take it out")


class _Within(Fields):
    """A table within a key of another, which is where its lines are."""

    def __init__(self, values: Mapping[str, object], outer: Fields, key: str) -> None:
        super().__init__(values, outer._findings, outer._lines)  # noqa: SLF001 - a part of the same table
        self._outer, self._key = outer, key
        self.indicator = outer.indicator

    def line(self, key: str = "") -> int | None:
        """Give the line of the key of the outer table, whichever of its own keys is meant."""
        del key
        return self._outer.line(self._key)
