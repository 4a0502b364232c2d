"""Comments and narratives as lines: the headings, bullets and bold of Markdown, and nothing else of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from csptui.outputs.layout import Words, flow, indented, words_of
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from csptui.outputs.appearance import Look

_HEADING = re.compile(r"#{1,6} ++(\S.*)")
_BULLET = re.compile(r"( *)(?:[-*+•]|([0-9]{1,3})[.)]) +(.*)")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*([^\s*]*)")
_DEEPEST = 3


def prose(text: str, look: Look, width: int) -> list[Line]:
    """Set a text in lines of at most `width` cells, with a blank line between its paragraphs."""
    lines: list[Line] = []
    for block in look.text(text).split("\n\n"):
        if not (set_block := _block(block.strip("\n"), look, width)):
            continue
        if lines:
            lines.append(Line())
        lines.extend(set_block)
    return lines


def _block(block: str, look: Look, width: int) -> list[Line]:
    """Set one paragraph, with the headings and bullets in it; lines that follow on are joined."""
    items: list[tuple[str, str, str]] = []
    for line in block.split("\n"):
        if (match := _HEADING.fullmatch(line)) is not None:
            items.append(("strong", "", match[1].rstrip("# ")))
        elif (match := _BULLET.fullmatch(line)) is not None:
            margin = "  " * min(len(match[1]) // 2, _DEEPEST)
            sign = f"{match[2]}. " if match[2] else look.pick("– ", "- ")
            items.append(("", margin + sign, match[3]))
        elif items and items[-1][0] != "strong":
            style, margin, before = items[-1]
            items[-1] = (style, margin, f"{before} {line}")
        else:
            items.append(("", "", line))
    lines: list[Line] = []
    for style, margin, words in items:
        set_lines = flow(_styled(words, style), width - len(margin))
        lines.extend(indented(set_lines, len(margin), margin))
    return lines


def _styled(text: str, style: str) -> Words:
    """Give the words of a text; a sign that follows bold words goes with them."""
    words: Words = []
    at = 0
    for match in _BOLD.finditer(text):
        words += words_of(text[at : match.start()], style)
        words += words_of(match[1] + match[2], "strong")
        at = match.end()
    return words + words_of(text[at:], style)
