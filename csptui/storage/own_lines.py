"""Reads one indicator's rows of a table without parsing the others', where the file is plain.

Of a plain file each line is surely one row of plain cells, so the lines that hold an id can be read alone.
Any other file goes through its full reader: a line alone could mean something else than it means in its
file, or hide that the file is no table.
"""

from __future__ import annotations

import csv
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
Line = tuple[int, int]
"""Where a line begins, at the line feed before it, and where it ends."""


class OwnLines:
    """The lines of tables that have an id in one of their columns, with white space round it or none."""

    def __init__(self, columns: Sequence[str], key: str, column: int = 0) -> None:
        self.head = ",".join(columns)
        self._key, self._column = key, column

    def read(self, content: Content, own: Callable[[Content], T], whole: Callable[[Content], T]) -> T:
        """Read a file by its own lines with one reader, or all of it with another where it is not plain."""
        text = plain_text(content.text, self.head)
        if text is None:
            return whole(content)
        found = list(self._found(text))
        held = own(replace(content, text=alone(text, len(self.head), found)))
        if not held.problems:
            return held
        # A problem names its line: each row is put where it stands, under lines that are empty.
        return own(replace(content, text=in_place(text, len(self.head), found)))

    def lines(self, content: Content) -> list[str] | None:
        """Give the lines themselves, or None where the file is not plain."""
        text = plain_text(content.text, self.head)
        return None if text is None else [text[start + 1 : end] for start, end in self._found(text)]

    def _found(self, text: str) -> Iterator[Line]:
        for start, end in lines_with(text, self._key, len(self.head)):
            cells = text[start:end].split(",", self._column + 1)
            if len(cells) > self._column + 1 and cells[self._column].strip() == self._key:
                yield start, end


def lines_with(text: str, key: str, at: int) -> Iterator[Line]:
    """Give the lines of a text that hold a key from a place on, each with the line feed before it."""
    at = text.find(key, at)
    while at >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield text.rfind("\n", 0, at), end
        at = text.find(key, end)


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


def alone(text: str, at: int, found: Sequence[Line]) -> str:
    """Give a file's header, which ends at a place, with some of its lines alone."""
    return text[:at] + "".join(text[start:end] for start, end in found)


def in_place(text: str, at: int, found: Sequence[Line]) -> str:
    """Give a file with some lines alone and all the others empty, so that each keeps its number."""
    parts = [text[:at]]
    for start, end in found:
        parts += ("\n" * text.count("\n", at, start), text[start:end])
        at = end
    return "".join(parts)
