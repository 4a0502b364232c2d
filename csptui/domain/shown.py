"""Makes any text safe to show: nothing in data acts on a terminal, hides, or reorders what is read."""

from __future__ import annotations

import unicodedata
from typing import NewType

Shown = NewType("Shown", str)
"""Text that has been through `show`; the only kind that a widget or a console is given."""

MOST_MARKS = 3
"""How many combining marks one letter may carry before the rest are written out."""

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u180e")


def show(text: str) -> Shown:
    """Give a text with its line ends kept and every control, bidi, unseen or private character spelt out."""
    if text.isascii() and text.isprintable():
        return Shown(text)
    return Shown("".join(_spelt(text)))


def show_line(text: str) -> Shown:
    """Give a text on one line: runs of blank space, line ends among them, become one space."""
    return show(" ".join(text.split()))


def _spelt(text: str) -> list[str]:
    spelt: list[str] = []
    marks = 0
    for character in text.replace("\r\n", "\n"):
        if character in "\n ":
            marks = 0
            spelt.append(character)
        elif character == "\t":
            spelt.append("    ")
        elif unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me"}:
            marks += 1
            spelt.append(character if marks <= MOST_MARKS and _is_seen(character) else _named(character))
        else:
            marks = 0
            spelt.append(character if character.isprintable() and _is_seen(character) else _named(character))
    return spelt


def _is_seen(character: str) -> bool:
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return character not in _BLANK_LETTERS and not selector


def _named(character: str) -> str:
    return _PICTURES.get(ord(character)) or f"<U+{ord(character):04X}>"
