"""Makes any text safe to show: nothing in data acts on a terminal, hides, or reorders what is read."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache
from typing import NewType

Shown = NewType("Shown", str)
"""Text that has been through `show`; the only kind that a widget or a console is given."""

MOST_MARKS = 4
"""How many marks one letter may carry before the rest are written out."""

UNSEEN = "\ufffd"
"""What stands for a character that hides, reorders or acts where one must stand for one."""

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
# Letters and marks that nothing is drawn for, though Unicode counts them among what can be printed.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U00016fe4\U0001d159\U000e0100-\U000e01ef]"
)
# Besides Unicode's own marks: parts of Korean syllables, and the tones of skin, join what is before them.
_JOINING = re.compile("[\u1161-\u11ff\ud7b0-\ud7ff\U0001f3fb-\U0001f3ff]")
_GAPS = re.compile("[ \t\r\n]+")


class _Kind(Enum):
    """What a character does where it stands."""

    LETTER = 1
    GAP = 2
    MARK = 3
    HIDDEN = 4


def show(text: str) -> Shown:
    """Give a text with its line ends kept and every control, bidi, unseen or private character spelt out."""
    if _is_plain(text):
        return Shown(text)
    return Shown("".join(_spelt(text.replace("\r\n", "\n"))))


def show_line(text: str) -> Shown:
    """Give a text on one line: runs of spaces, tabs and line ends become one space, all else is shown."""
    if text.isascii() and text.isprintable():
        return Shown(" ".join(text.split()))
    return show(_GAPS.sub(" ", text).strip(" "))


def show_in_place(text: str) -> Shown:
    """Give a text of the same length, for a cursor to walk on: one sign for what `show` spells in several."""
    if _is_plain(text):
        return Shown(text)
    return Shown("".join(_in_place(spelt) for spelt in _spelt(text)))


def _in_place(spelt: str) -> str:
    return spelt if len(spelt) == 1 else " " if spelt.isspace() else UNSEEN


def _is_plain(text: str) -> bool:
    """Whether a text is shown as it is; few characters are looked at, however often each stands there."""
    if text.isascii() and text.isprintable():
        return True
    return all(character in "\n " or _kind(character) is _Kind.LETTER for character in set(text))


def _spelt(text: str) -> list[str]:
    """Give what is shown for each character."""
    spelt: list[str] = []
    # How many marks stand on the letter before; none may stand on nothing, where it would reach elsewhere.
    marks = MOST_MARKS
    for character in text:
        kind = _kind(character)
        marks = marks + 1 if kind is _Kind.MARK else 0 if kind is _Kind.LETTER else MOST_MARKS
        if kind is _Kind.HIDDEN or marks > MOST_MARKS:
            spelt.append(_named(character))
        else:
            spelt.append("    " if character == "\t" else character)
    return spelt


@lru_cache(maxsize=4096)
def _kind(character: str) -> _Kind:
    if character in "\n\t ":
        return _Kind.GAP
    if _BLANK.match(character) is not None or not character.isprintable():
        return _Kind.HIDDEN
    is_mark = unicodedata.category(character)[0] == "M" or _JOINING.match(character) is not None
    return _Kind.MARK if is_mark else _Kind.LETTER


def _named(character: str) -> str:
    return _PICTURES.get(ord(character)) or f"<U+{ord(character):04X}>"
