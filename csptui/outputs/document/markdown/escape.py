"""Texts as Markdown that renders as they were typed (CommonMark 0.31, GFM 0.29): no sign of theirs acts."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csptui.outputs.document.model import Span

_SIGNS = re.compile(r"[\\`*_\[\]<>|~$]|&(?=[#A-Za-z])|:(?=//)|(?<=www)\.", re.IGNORECASE)
_BEGINNING = re.compile(r"#(?=[#\s]|$)|[-+](?=\s|$)|-(?=[-\s]*$)")
"""A heading, the mark of a list, a line across the page."""
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")
_BLANKS = re.compile(" {2,}")


def escaped(text: str) -> str:
    """Give a text for the middle of a line, such as a cell of a table."""
    return _SIGNS.sub(r"\\\g<0>", show_line(text))


def begun(line: str) -> str:
    """Give an escaped text that stands at the beginning of a line."""
    if (number := _NUMBERED.match(line)) is not None:
        return f"{number[1]}\\{line[number.end(1) :]}"
    return f"\\{line}" if _BEGINNING.match(line) is not None else line


def as_heading(text: str) -> str:
    """Give a text for a heading, whose last signs would be taken for its end."""
    line = escaped(text)
    words = line.rstrip("#")
    return words + "\\#" * (len(line) - len(words))


def inline(spans: Iterable[Span]) -> str:
    """Give running text; words in bold have signs about them, or tags where signs would be read as text."""
    pieces = _pieces(spans)
    line = ""
    for at, (text, strong) in enumerate(pieces):
        if not strong:
            line += escaped_keeping(text)
            continue
        before, words, after = _trimmed(text)
        line += before
        if words:
            inner = escaped(words)
            following = after or (escaped_keeping(pieces[at + 1][0]) if at + 1 < len(pieces) else "")
            line += _bold(inner, line[-1:], following[:1])
        line += after
    return _BLANKS.sub(" ", line).strip(" ")


def escaped_keeping(text: str) -> str:
    """Give a piece of a line, whose blanks at both ends part it from its neighbours."""
    before, words, after = _trimmed(text)
    return before + escaped(words) + after


def _pieces(spans: Iterable[Span]) -> list[tuple[str, bool]]:
    """Give the texts of spans, those alike joined."""
    runs: list[tuple[str, bool]] = []
    for span in spans:
        if not span.text:
            continue
        if runs and runs[-1][1] is span.strong:
            runs[-1] = (runs[-1][0] + span.text, span.strong)
        else:
            runs.append((span.text, span.strong))
    return runs


def _trimmed(text: str) -> tuple[str, str, str]:
    words = text.strip(" \t\r\n")
    if not words:
        return ("", "", " ") if text else ("", "", "")
    return " " if text[0] in " \t\r\n" else "", words, " " if text[-1] in " \t\r\n" else ""


def _bold(inner: str, before: str, after: str) -> str:
    """Mark words in bold: two stars only open before and close after what they can flank."""
    opens = not _is_sign(inner[0]) or _is_gap(before)
    closes = not _is_sign(inner[-1]) or _is_gap(after)
    return f"**{inner}**" if opens and closes else f"<strong>{inner}</strong>"


def _is_gap(character: str) -> bool:
    return character in {"", " "}


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
