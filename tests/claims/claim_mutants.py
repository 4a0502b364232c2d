"""Claims that are false: written so, or true ones changed in one digit, number word or direction."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from claim_arithmetic import LOOSE, TURNS, is_true
from claim_numbers import others, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claim_arithmetic import Facts
    from claim_corpus import Mark, Sentence

FLIPS = {
    "+": "-",
    "-": "+",
    "above": "below",
    "achieved": "missed",
    "adrift of": "below",
    "ahead of": "behind",
    "beat": "missed",
    "beaten": "missed",
    "behind": "ahead of",
    "below": "above",
    "better than": "worse than",
    "better": "worse",
    "climbed": "fallen",
    "climbing": "falling",
    "come down": "gone up",
    "continue to rise": "continue to fall",
    "continues to fall": "continues to rise",
    "cut": "rise",
    "declined": "increased",
    "decrease": "rise",
    "decreased": "increased",
    "deteriorated": "improved",
    "deterioration": "improvement",
    "down": "up",
    "downward": "upward",
    "drop": "rise",
    "dropped": "rose",
    "exceeded": "missed",
    "exceeding": "missing",
    "exceeds": "misses",
    "failed to meet": "met",
    "failing to meet": "meeting",
    "fall": "rise",
    "fallen": "risen",
    "falling": "rising",
    "faster": "slower",
    "fell": "rose",
    "fewer": "more",
    "gain": "loss",
    "gone down": "gone up",
    "gone up": "gone down",
    "got worse": "got better",
    "grew": "shrank",
    "grown": "shrunk",
    "growth": "decline",
    "higher": "lower",
    "improve": "worsen",
    "improved": "worsened",
    "improvement": "deterioration",
    "improving": "worsening",
    "increase": "decrease",
    "increased": "decreased",
    "inside": "outside",
    "less": "more",
    "lower": "higher",
    "lowered": "raised",
    "met": "missed",
    "missed": "met",
    "more": "fewer",
    "narrowed": "widened",
    "no change": "an increase",
    "not achieve": "achieve",
    "not achieved": "achieved",
    "not been met": "been met",
    "not been reached": "been reached",
    "not changed": "risen",
    "not met": "met",
    "off target": "on target",
    "on target": "off target",
    "outstripped": "missed",
    "over": "under",
    "passed": "missed",
    "quicker": "slower",
    "reached": "missed",
    "reduced": "increased",
    "reduction": "rise",
    "remained static": "increased",
    "rise": "fall",
    "risen": "fallen",
    "rising": "falling",
    "rose": "fell",
    "short of": "above",
    "shortened": "lengthened",
    "shorter": "longer",
    "slipped": "climbed",
    "smaller": "larger",
    "stable": "rising",
    "stayed level": "gone up",
    "strengthened": "weakened",
    "surpassed": "missed",
    "the same as": "fewer than",
    "unchanged": "worse",
    "under": "over",
    "up": "down",
    "well within": "well outside",
    "went down": "went up",
    "widened": "narrowed",
    "wider": "narrower",
    "within": "outside",
    "worse than": "better than",
    "worse": "better",
    "worsened": "improved",
    "worsening": "improving",
}
"""Words of direction and their opposites, in the same place of a sentence."""

_PAIRS = (
    ("up", "down"),
    ("notup", "notdown"),
    ("better", "worse"),
    ("notworse", "notbetter"),
    ("nup", "ndown"),
    ("dup", "ddown"),
    ("above", "below"),
    ("ahead", "behind"),
    ("met", "missed"),
)
_OPPOSITES = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
_LEVEL = {"unchanged": "worse", "the same as": "down"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A text with one claim that is false; `what` is `digit`, `word` or `direction`, or `written` so."""

    what: str
    text: str
    start: int
    end: int
    old: str = ""
    new: str = ""


def mutants(sentence: Sentence, facts: Facts) -> Iterator[Mutant]:
    """Give the false claims of a text and every false variant of its true ones, the same each time."""
    for claim in sentence.false:
        yield Mutant("written", sentence.text, claim.start, claim.end)
    for claim in sentence.claims:
        for mark in claim.marks:
            for what, new in _changes(sentence, mark, facts):
                text = sentence.text[: mark.start] + new + sentence.text[mark.end :]
                longer = len(new) - (mark.end - mark.start)
                yield Mutant(what, text, claim.start, claim.end + longer, mark.text, new)


def is_false(text: str, says: str, facts: Facts) -> bool:
    """Tell whether a changed number or direction is false, however kindly it is read."""
    return says.split(maxsplit=1)[0] == "rel" or not is_true(text, says, facts, LOOSE)


def flipped(mark: Mark) -> tuple[str, str]:
    """Give the opposite of a direction and what it says."""
    word, *rest = mark.says.split()
    new = FLIPS[mark.text.lower()]
    if mark.text[:1].isupper():
        new = new[:1].upper() + new[1:]
    opposite = _LEVEL.get(mark.text.lower(), "up") if word == "level" else _OPPOSITES[word]
    return new, " ".join([opposite, *rest])


def _changes(sentence: Sentence, mark: Mark, facts: Facts) -> Iterator[tuple[str, str]]:
    if mark.says.split()[0] in TURNS:
        new, says = flipped(mark)
        if is_false(new, says, facts):
            yield "direction", new
        return
    # Seeded by what is changed, so that one more sentence changes no other's mutants.
    random = Random(f"{sentence.row} {mark.text} {mark.says}")  # noqa: S311 - which digits, nothing secret
    said, _ = spoken(mark.text)
    for new in others(mark.text, random):
        if spoken(new)[0] != said and is_false(new, mark.says, facts):
            yield "digit" if any(map(str.isdigit, new)) else "word", new
