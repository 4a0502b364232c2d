"""Names that a spreadsheet takes for its sheets, its tables and their heads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_SHEET, _MOST_TABLE, _MOST_HEAD = 31, 200, 200
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")
_NOT_IN_TABLES = re.compile(r"\W", re.ASCII)
_BEGINNING = re.compile(r"[A-Za-z_]")
# A reference to a cell in either way of writing one, and what else Excel keeps for itself.
_REFERENCE = re.compile(r"[A-Za-z]{1,3}\d+|[RrCc]|[Rr]\d*[Cc]\d*|[Rr]\d+|[Cc]\d+")
_RESERVED = {"history"}


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Give a name for each sheet: no sign that Excel forbids, 31 units of UTF-16 at most, no two alike."""
    cleaned = (_NOT_IN_SHEETS.sub(" ", show_line(title)) for title in titles)
    return _apart((" ".join(title.split()).strip("' ") for title in cleaned), _MOST_SHEET, "Sheet")


def table_names(names: Iterable[str]) -> list[str]:
    """Give a name for each table that is no reference to a cell: letters, digits and lines below alone."""
    cleaned = (_NOT_IN_TABLES.sub("_", name) for name in names)
    safe = (
        name if _BEGINNING.match(name) and not _REFERENCE.fullmatch(name) else f"table_{name}"
        for name in cleaned
    )
    return _apart(safe, _MOST_TABLE, "table", gap="_")


def heads(titles: Iterable[str]) -> list[str]:
    """Give the head of each column of a table, no two alike."""
    return _apart((show_line(title) for title in titles), _MOST_HEAD, "Column")


def _apart(names: Iterable[str], most: int, empty: str, *, gap: str = " ") -> list[str]:
    """Tell those apart that are alike, or kept, by numbers; capitals make no difference to a spreadsheet."""
    taken, given = set(_RESERVED), []
    for wanted in names:
        name, number = cut(wanted, most).rstrip() or empty, 1
        while name.casefold() in taken:
            number += 1
            ending = f"{gap}{number}"
            name = f"{cut(wanted or empty, most - len(ending)).rstrip()}{ending}"
        taken.add(name.casefold())
        given.append(name)
    return given


def cut(text: str, most: int) -> str:
    """Give the beginning of a text, of so many units of UTF-16 at most, which is what Excel counts."""
    if len(text) * 2 <= most or units(text) <= most:
        return text
    kept = text[:most]
    while units(kept) > most:
        kept = kept[: len(kept) - max(1, (units(kept) - most) // 2)]
    return kept


def units(text: str) -> int:
    """Give how many units of UTF-16 a text has."""
    return len(text) + sum(character > "\uffff" for character in text)
