"""Reads one indicator's rows of a table without parsing the others', where the file is plain.

Of a plain file each line is surely one row of plain cells, so the lines that hold an id can be read alone.
Any other file goes through its full reader: a line alone could mean something else than it means in its
file, or hide that the file is no table.
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from csptui.storage import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from csptui.domain.problem import Problem
    from csptui.storage.files import Content


class _Read(Protocol):
    @property
    def problems(self) -> tuple[Problem, ...]: ...


T = TypeVar("T", bound=_Read)


class OwnLines:
    """The lines of tables that have an id in one of their columns, with white space round it or none."""

    def __init__(self, columns: Sequence[str], key: str, column: int = 0) -> None:
        self.head = ",".join(columns)
        self._key = key
        before = "[^,\n]*," * column
        self._line = re.compile(rf"\n{before}[^\S\n]*{re.escape(key)}[^\S\n]*,.*")

    def read(self, content: Content, own: Callable[[Content], T], whole: Callable[[Content], T]) -> T:
        """Read a file by its own lines with one reader, or all of it with another where it is not plain."""
        text = plain_text(content.text, self.head)
        if text is None:
            return whole(content)
        found = list(self._found(text))
        held = own(replace(content, text=self.head + "".join(one[0] for one in found)))
        if not held.problems:
            return held
        # A problem names its line: each row is put where it stands, under lines that are empty.
        return own(replace(content, text=in_place(text, len(self.head), found)))

    def lines(self, content: Content) -> list[str] | None:
        """Give the lines themselves, or None where the file is not plain."""
        text = plain_text(content.text, self.head)
        return None if text is None else [one[0][1:] for one in self._found(text)]

    def _found(self, text: str) -> Iterator[re.Match[str]]:
        # A search for the key alone is several times as fast as one for the pattern.
        at = text.find(self._key, len(self.head))
        while at >= 0:
            found = self._line.match(text, text.rfind("\n", 0, at))
            if found is not None:
                yield found
            end = text.find("\n", at)
            at = -1 if end < 0 else text.find(self._key, end)


def plain_text(text: str, head: str) -> str | None:
    """Give a file's text with bare line feeds if it is plain and has that header, else None."""
    if "\r" in text:
        if text.count("\r") != text.count("\r\n"):
            return None
        text = text.replace("\r\n", "\n")
    if not text.startswith(head + "\n") or '"' in text:
        return None
    if len(text) > tables.MOST_ROWS and text.count("\n") >= tables.MOST_ROWS:
        return None
    return None if _has_long_line(text, csv.field_size_limit()) else text


def _has_long_line(text: str, longest: int) -> bool:
    """Whether there may be a line with more characters than a cell may have; at half of them there may be."""
    half = max(1, longest // 2)
    return any(text.find("\n", at, at + half) < 0 for at in range(0, len(text) - half + 1, half))


def in_place(text: str, at: int, found: Sequence[re.Match[str]]) -> str:
    """Give a file with some lines alone and all the others empty, so that each keeps its number."""
    parts = [text[:at]]
    for one in found:
        parts += ("\n" * text.count("\n", at, one.start()), one[0])
        at = one.end()
    return "".join(parts)
