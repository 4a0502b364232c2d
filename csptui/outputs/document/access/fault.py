"""What can be wrong with a file for who reads it by ear, enlarged, or without colours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class AccessRule(Enum):
    """The rules, by the ids that are told."""

    HEADER_ROW = "header-row"
    """A table has a row of heads that is marked as such."""
    HEADING_ORDER = "heading-order"
    """No level of heading is skipped on the way down."""
    COLOUR_ALONE = "colour-alone"
    """What a colour says, a word says too."""
    ALTERNATIVE_TEXT = "alternative-text"
    """A picture has a text for who does not see it."""
    LANGUAGE = "language"
    """The file names its language."""
    TITLE = "title"
    """The file has a title."""
    CONTRAST = "contrast"
    """Text stands out from its ground by 4.5 to 1 or more (WCAG 2.2, 1.4.3)."""
    UNREADABLE = "unreadable"
    """The file can be read as what it claims to be."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the rule, where in the file, and what to do, as one sentence."""

    rule: AccessRule
    where: str
    message: str
