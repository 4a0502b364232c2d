"""Cuts prose into sentences and heads, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BREAK = re.compile(r"(?<=[.!?;])[\"')\]’”]?(?=\s+[\"'(\[‘“]?[A-Z0-9])|\n[ \t]*\n|\n(?=[ \t]*(?:[-*•#]|o ))")
_ABBREVIATIONS = (
    "e.g.",
    "i.e.",
    "etc.",
    "approx.",
    "no.",
    "dr.",
    "mr.",
    "mrs.",
    "ms.",
    "st.",
    "vs.",
    "cf.",
    "pop.",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or bullet of a text: where it lies, and its words with blanks collapsed."""

    start: int
    end: int
    said: str


def sentences(text: str) -> tuple[Sentence, ...]:
    """Cut a text into its sentences; a heading and a bullet are sentences of their own."""
    found: list[Sentence] = []
    start = 0
    for match in _BREAK.finditer(text):
        end = match.end() if text[match.start() : match.start() + 1] != "\n" else match.start()
        if text[max(start, end - 8) : end].casefold().endswith(_ABBREVIATIONS):
            continue
        _add(found, text, start, end)
        start = match.end()
    _add(found, text, start, len(text))
    return tuple(found)


def collapsed(text: str) -> str:
    """Give a text in one line, with single blanks."""
    return " ".join(text.split())


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    said = collapsed(piece)
    if said:
        found.append(Sentence(start + lead, start + len(piece.rstrip()), said))
