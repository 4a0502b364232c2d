"""Reads texts from arguments or standard input, and points at the character that was refused."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from csptui.cli.refusal import Refusal, narrate
from csptui.domain.shown import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.problem import Fault

MOST_BYTES = 1_000_000
_POINTED = 100


def fault_message(what: str, fault: Fault, text: str) -> str:
    """Give a fault's sentence with the text under it, and a caret under the character at fault."""
    sentence = f"{what}: {fault.message}"
    if not text:
        return sentence
    from rich.cells import cell_len  # noqa: PLC0415 - needed only to point

    start = max(0, fault.position - _POINTED // 2)
    before = show(text[start : fault.position].replace("\n", " "))
    after = show(text[fault.position : start + _POINTED].replace("\n", " "))
    return f"{sentence}\n  {before}{after}\n  {' ' * cell_len(before)}^"


def text_from(words: Sequence[str], what: str, *, saves: bool = True) -> str:
    """Give the text that is meant: the words joined, or standard input for a single `-`.

    `saves` is whether the verb saves it: then a refusal says that nothing was saved.
    """
    if not words:
        message = f"There is no text for {what}: give one, or - to read it from standard input"
        raise Refusal(message)
    if list(words) != ["-"]:
        return " ".join(words)
    return _standard_input(what, saves=saves)


def _standard_input(what: str, *, saves: bool) -> str:
    if sys.stdin.isatty():
        end = "Ctrl+Z and Enter" if sys.platform == "win32" else "Ctrl+D on a line of its own"
        narrate(f"Type {what}; end with {end}.")
    unsaved = ": nothing was saved" if saves else ""
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        message = f"More than {MOST_BYTES:,} bytes came in for {what}{unsaved}"
        raise Refusal(message)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"Standard input is not UTF-8 (line {line}){unsaved}"
        raise Refusal(message) from error
    if not text.strip():
        message = f"Nothing came in for {what}"
        if saves:
            message += ', so nothing was changed; to take it out give "" as the text'
        raise Refusal(message)
    return text
