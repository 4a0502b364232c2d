"""Live figures: `{NI 43 change points}` in a comment prints as the number, and follows the data.

Braces hold a live figure where, on one line, there are but words between them, and these

* begin with an id or a code of the data and go on with any word (with a number in the code, even alone); or
* begin like a code, with two capitals or with a number in the first two words, and end in LIVE_WORDS; or
* begin like a code, with two capitals and a number, and go on with any word.

Other braces are prose, and nothing is said of them. A live figure refers to figures, never to a text, so
that none can lead back to itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from csptui.domain.indicator import fold_code
from csptui.domain.live_values import LIVE_WORDS, SIGNED, phrase_of, value_printed
from csptui.domain.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Scorecard

__all__ = ["LIVE_WORDS", "SIGNED", "Live", "live_faults", "live_figures", "masked", "printed", "with_live"]

LONGEST: Final = 100
"""Characters between the braces of a live figure."""
_IN_WORDS = frozenset(" \u00a0.-/_&'’()+")
_MOST_WORDS = max(len(words.split()) for words in LIVE_WORDS) + 2  # "per cent" is two words, "signed" one
_MOST_IN_CODE, _MOST_NAMED = 8, 8
_SPELT = (("%", ("%", " per cent", " percent")), (" points", (" points", " percentage points")))


@dataclass(frozen=True, slots=True)
class Live:
    """A live figure at `start` to `end` of a text: what it refers to, and which of its figures is meant."""

    start: int
    end: int
    reference: str
    words: str


def live_figures(text: str, dataset: Dataset | None = None) -> tuple[Live, ...]:
    """Give the live figures of a text by place; with the data, those that only its codes tell as well."""
    found = []
    codes: frozenset[str] | None = None
    for start, end in _braces(text):
        if codes is None:
            codes = _codes(dataset)
        tokens = text[start + 1 : end - 1].split()
        count = _reference_words(tokens, codes)
        if count:
            found.append(Live(start, end, " ".join(tokens[:count]), " ".join(tokens[count:])))
    return tuple(found)


def masked(text: str) -> str:
    """Blank out live figures, which follow the data and claim nothing; all else keeps its place."""
    parts, at = [], 0
    for one in live_figures(text):
        parts += [text[at : one.start], " " * (one.end - one.start)]
        at = one.end
    return "".join((*parts, text[at:]))


def printed(text: str, dataset: Dataset, card: Scorecard) -> str:
    """Give a text as it is printed, its live figures filled in; what cannot be filled in stays as typed."""
    parts, at = [], 0
    for one, value in _filled(text, dataset, card):
        if not isinstance(value, Fault):
            parts += [text[at : one.start], _unit_once(value, text[one.end : one.end + LONGEST])]
            at = one.end
    return "".join((*parts, text[at:]))


def live_faults(text: str, dataset: Dataset, card: Scorecard) -> tuple[tuple[Live, str], ...]:
    """Give each live figure that has nothing to print, with the reason, as words that follow its own."""
    filled = _filled(text, dataset, card)
    return tuple((one, value.message) for one, value in filled if isinstance(value, Fault))


def with_live(card: Scorecard, dataset: Dataset) -> Scorecard:
    """Give a scorecard whose comments know how they are printed; rows of which nothing changes stay."""
    rows = []
    for row in card.rows:
        told = printed(row.comment, dataset, card) if "{" in row.comment else row.comment
        filled = "" if told == row.comment else told
        rows.append(row if filled == row.filled else replace(row, filled=filled))
    return replace(card, rows=tuple(rows)) if any(map(_is_other, rows, card.rows)) else card


def _is_other(one: object, other: object) -> bool:
    return one is not other


def _braces(text: str) -> Iterator[tuple[int, int]]:
    """Give the pairs of braces on one line that hold but words; looks at each character a few times."""
    start = text.find("{")
    while start >= 0:
        end = text.find("}", start, start + LONGEST + 2)
        inner = text[start + 1 : end] if end >= 0 else ""
        if inner and all(one.isalnum() or one in _IN_WORDS for one in inner):
            yield start, end + 1
        start = text.find("{", start + 1)


def _reference_words(tokens: list[str], codes: frozenset[str]) -> int:
    """Tell how many words are the reference, by the rule above; none if these words are no live figure."""
    for count in range(min(len(tokens), _MOST_IN_CODE), 0, -1) if codes else ():
        code = fold_code("".join(tokens[:count]))
        if code in codes and (count < len(tokens) or any(map(str.isdecimal, code))):
            return count
    number = next((at for at, token in enumerate(tokens[:2]) if any(map(str.isdecimal, token))), None)
    in_capitals = bool(tokens) and len(tokens[0]) > 1 and tokens[0][:2].isalpha() and tokens[0][:2].isupper()
    if number is not None or in_capitals:
        for count in range(max(1, len(tokens) - _MOST_WORDS), len(tokens)):
            if phrase_of(" ".join(tokens[count:])) is not None:
                return count
    goes_on = number is not None and len(tokens) > number + 1
    return number + 1 if in_capitals and number is not None and goes_on else 0


def _codes(dataset: Dataset | None) -> frozenset[str]:
    """Give every id and code of the data, in the form in which they are compared."""
    indicators = () if dataset is None else dataset.indicators
    return frozenset(fold_code(code) for one in indicators for code in (one.id, one.code, *one.codes))


def _filled(text: str, dataset: Dataset, card: Scorecard) -> Iterator[tuple[Live, str | Fault]]:
    for one in live_figures(text, dataset):
        yield one, _value(one, dataset, card)


def _value(one: Live, dataset: Dataset, card: Scorecard) -> str | Fault:
    named = dataset.find(one.reference)
    if not named:
        return Fault(f"names no indicator: {one.reference} is neither an id nor a code")
    if len(named) > 1:
        ids = ", ".join([*(indicator.id for indicator in named[:_MOST_NAMED]), *_more(named)])
        return Fault(f"names {len(named)} indicators: write the id of one of them, {ids}")
    code = named[0].code
    if not one.words:
        return Fault(f"says no figure of {code}: add a word, such as actual")
    phrase = phrase_of(one.words)
    if phrase is None:
        return Fault(f"asks for {one.words}: {_wanted(one.words)}")
    row = card.row(named[0].id)
    if row is None:
        return Fault(f"has nothing to print: {code} is not reported in {card.quarter}")
    value = value_printed(row, phrase[0], signed=phrase[1])
    return Fault(f"has nothing to print: {code} {value.message}") if isinstance(value, Fault) else value


def _more(named: tuple[object, ...]) -> list[str]:
    return ["…"] if len(named) > _MOST_NAMED else []


def _wanted(words: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - needed for a slip alone

    near = get_close_matches(words.casefold(), LIVE_WORDS, 1)
    return f"{near[0]} may be meant" if near else f"it can be {', '.join(LIVE_WORDS)}"


def _unit_once(value: str, after: str) -> str:
    """Leave out a unit that the text says itself right after the braces: `{NI 43 actual} per cent`."""
    for unit, spelt in _SPELT:
        if value.endswith(unit) and after.casefold().startswith(spelt):
            return value.removesuffix(unit)
    return value
