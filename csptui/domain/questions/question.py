"""What a question is, and the words that several kinds of question share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.figure import number_text
from csptui.domain.trend import Direction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard

    Ask = Callable[[Dataset, Scorecard], Iterator["Question"]]

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one row, in plain words.

    `figures` is what it stands on, in a sentence; `answer` what the data say to it, empty where they are
    silent and somebody has to be asked.
    """

    kind: str
    ref: str
    question: str
    figures: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question; `words` say in one line what is asked about."""

    id: str
    words: str
    ask: Ask


def in_words(count: int) -> str:
    """Write a small count as a word."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def last_year(row: Row) -> str:
    """Give last year's value, with its unit."""
    return number_text(row.baseline.figure, row.indicator)


def row_figures(row: Row) -> str:
    """Give the figures of a row with their fractions, periods and marks."""
    year = row.quarter.baseline().year
    held = f"{year} {row.baseline_told}"
    return f"{held}; target {row.target_text or 'none'}; actual {row.actual_told}."


def movement_noun(row: Row) -> str:
    """Name the change of the number on last year: a rise, a fall, or a change."""
    return {Direction.UP: "rise", Direction.DOWN: "fall"}.get(row.direction, "change")


def in_short(text: str, most: int = 120) -> str:
    """Give a text in one line of at most so many characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: line.rfind(" ", 0, most)].rstrip(" ,;:.") + "…" if " " in line[:most] else line[:most] + "…"
