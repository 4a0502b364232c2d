"""TOML behind guards: size, depth and one error with file and line, and the lines of its keys."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import tomli

from csptui.storage.findings import broken

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST = 24
LONGEST_NUMBER = 64

_TEXT = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
)
_TEXTS_AND_NOTES = re.compile(rf"{_TEXT}|#[^\n]*+", re.DOTALL)
_BRACKETS = re.compile(r"[\[\]{}]")
_LONG_KEY = re.compile(rf"(?<![\w.-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{DEEPEST}}}")
_DIGITS = rf"[0-9][0-9A-Fa-f_xo]{{{LONGEST_NUMBER},}}+"
# An exponent of four digits or more makes a number that nothing can print or hold.
_EXPONENT = r"[0-9][0-9_]*+(?:\.[0-9_]++)?+[eE][+-]?[0-9_]{4,}+"
_MONSTER = re.compile(rf"(?<![\w.])(?:{_DIGITS}|{_EXPONENT})")
_PLACE = re.compile(r"\(at line ([0-9]+), column [0-9]+\)")
_HEADER = re.compile(r"[ \t]*\[\[?([^\[\]\n]+)\]")
_KEY = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[\w-]+)[ \t]*[.=]""")


def loads(text: str, where: str) -> dict[str, object]:
    """Read a document; numbers with a point are Decimal. Raises the one error for a broken file."""
    if (line := _too_deep(text)) is not None:
        raise broken(where, line, f"is nested more than {DEEPEST} deep, which no file of ours is: correct it")
    if (line := _monster(text)) is not None:
        raise broken(where, line, "holds a number that is far too long or too large: correct it")
    try:
        return tomli.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        message = str(error)
        match = _PLACE.search(message)
        line = int(match[1]) if match is not None else max(1, len(text.splitlines()))
        said = message.partition(" (at ")[0] if isinstance(error, tomli.TOMLDecodeError) else "Invalid value"
        said = f"is not TOML from here: {said[:1].lower()}{said[1:120]}; correct this line"
        raise broken(where, line, said) from error


def _too_deep(text: str) -> int | None:
    """Give the line where brackets or dotted keys nest too deeply; one linear pass, before any parsing."""
    if text.count("[") + text.count("{") <= DEEPEST and text.count(".") < DEEPEST:
        return None
    if _deep_at(_TEXTS_AND_NOTES.sub("s", text)) is None:
        return None
    bare = _TEXTS_AND_NOTES.sub(_blank, text)
    return bare.count("\n", 0, _deep_at(bare)) + 1


def _monster(text: str) -> int | None:
    """Give the line of a number that would take long to read, to compare or to print."""
    if _MONSTER.search(text) is None:
        return None
    bare = _TEXTS_AND_NOTES.sub(_blank, text)
    match = _MONSTER.search(bare)
    return None if match is None else bare.count("\n", 0, match.start()) + 1


def _deep_at(bare: str) -> int | None:
    depth = 0
    for match in _BRACKETS.finditer(bare):
        depth += 1 if match[0] in "[{" else -1
        if depth > DEEPEST:
            return match.start()
    long_key = _LONG_KEY.search(bare)
    return None if long_key is None else long_key.start()


def _blank(match: re.Match[str]) -> str:
    """Put a plain word in a text's place, with as many lines."""
    return "s" + "\n" * match[0].count("\n")


_LONG_QUOTES = ('"""', "'''")


class Lines:
    """Where tables and keys stand in a document; read only when a problem has to name its place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[tuple[str, int, str], int] | None = None

    def of(self, table: str, number: int = 0, key: str = "") -> int | None:
        """Give the line of a key in the `number`th table of a name, else of the table, else None."""
        if self._found is None:
            self._found = _places(self._text)
        return self._found.get((table, number, key)) or self._found.get((table, number, ""))

    def within(self, table: str, key: str, number: int) -> int | None:
        """Give the line of the `number`th line, from 0, of a text; of its key where all stands in one."""
        first = self.of(table, 0, key)
        if first is None:
            return None
        line = self._text.split("\n")[first - 1].rstrip()
        if line.endswith(_LONG_QUOTES):
            return first + 1 + number
        return first + number if any(quotes in line for quotes in _LONG_QUOTES) else first


def _places(text: str) -> dict[tuple[str, int, str], int]:
    found: dict[tuple[str, int, str], int] = {}
    seen: dict[str, int] = {}
    table, number = "", 0
    folded = _TEXTS_AND_NOTES.sub(_fold, text)
    for line, content in enumerate(folded.split("\n"), start=1):
        if (header := _HEADER.match(content)) is not None:
            table = ".".join(_plain(part) for part in header[1].split("."))
            number = seen.get(table, 0)
            seen[table] = number + 1
            found[table, number, ""] = line
        elif (key := _KEY.match(content)) is not None:
            found.setdefault((table, number, _plain(key[1])), line)
    return found


def _fold(match: re.Match[str]) -> str:
    return _blank(match) if "\n" in match[0] or match[0].startswith("#") else match[0]


def _plain(text: str) -> str:
    text = text.strip()
    return text[1:-1] if text[:1] in {'"', "'"} else text


def same(one: object, other: object) -> bool:
    """Whether two values mean the same, in whatever order their keys stand; NaN is the same as NaN."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and (one == other or str(one) == str(other) == "NaN")


def in_order(document: Mapping[str, object]) -> dict[str, object]:
    """Give a document with its keys sorted throughout; lists of tables come last, where TOML wants them."""
    tables = sorted(document.items(), key=lambda item: (isinstance(item[1], list), item[0]))
    return {name: _sorted(value) for name, value in tables}


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_sorted(one) for one in value]
    return value


def dumps(document: Mapping[str, object]) -> str:
    """Print a document so that reading it gives the same: keys sorted, a text of several lines as such.

    A text that holds a carriage return, or a line that looks like the mark of a merge, is written on
    one line with escapes, since it would not come back otherwise.
    """
    import tomli_w  # noqa: PLC0415 - needed only to save

    parts: list[str] = []
    plain: list[str] = []
    for name, value in in_order(document).items():
        if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
            lines = [
                tomli_w.dumps({key: one}, multiline_strings=_survives(one)) for key, one in value.items()
            ]
            parts.append(tomli_w.dumps({name: {}}) + "".join(lines))
            continue
        chunk = tomli_w.dumps({name: value}, multiline_strings=_survives(value))
        (parts if chunk.startswith("[") else plain).append(chunk)
    return "\n".join((["".join(plain)] if plain else []) + parts)


_UNSAFE = re.compile(r"\r|^(?:<{7}|\|{7}|>{7})", re.MULTILINE)


def _survives(value: object) -> bool:
    """Whether every text in a value comes back from a form of several lines."""
    if isinstance(value, str):
        return _UNSAFE.search(value) is None
    if isinstance(value, dict):
        return all(map(_survives, value.values()))
    if isinstance(value, list):
        return all(map(_survives, value))
    return True
