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
    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Row, Scorecard

__all__ = [
    "LIVE_WORDS",
    "SIGNED",
    "Live",
    "LiveTexts",
    "live_faults",
    "live_figures",
    "masked",
    "printed",
    "with_live",
]

LONGEST: Final = 100
"""Characters between the braces of a live figure."""
_IN_WORDS = frozenset(" \u00a0.-/_&'’()+")
_MOST_WORDS = max(len(words.split()) for words in LIVE_WORDS) + 2  # "per cent" is two words, "signed" one
_MOST_IN_CODE, _MOST_NAMED = 8, 8
_MOST_SLIPS = 100
"""So many slips are told what may be meant; looking for it is slow, and the rest are told all words."""
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
    return tuple(_figures(text, _Names(() if dataset is None else dataset.indicators)))


def masked(text: str) -> str:
    """Blank out live figures, which follow the data and claim nothing; all else keeps its place."""
    parts, at = [], 0
    for one in live_figures(text):
        parts += [text[at : one.start], " " * (one.end - one.start)]
        at = one.end
    return "".join((*parts, text[at:]))


def printed(text: str, dataset: Dataset, card: Scorecard) -> str:
    """Give a text as it is printed, its live figures filled in; what cannot be filled in stays as typed."""
    return LiveTexts(dataset, card).printed(text)


def live_faults(text: str, dataset: Dataset, card: Scorecard) -> tuple[tuple[Live, str], ...]:
    """Give each live figure that has nothing to print, with the reason, as words that follow its own."""
    return LiveTexts(dataset, card).faults(text)


def with_live(card: Scorecard, dataset: Dataset) -> Scorecard:
    """Give a scorecard whose comments know how they are printed; rows of which nothing changes stay."""
    rows, texts = [], LiveTexts(dataset, card)
    for row in card.rows:
        told = texts.printed(row.comment) if "{" in row.comment else row.comment
        filled = "" if told == row.comment else told
        rows.append(row if filled == row.filled else replace(row, filled=filled))
    return replace(card, rows=tuple(rows)) if any(map(_is_other, rows, card.rows)) else card


class LiveTexts:
    """The texts of one quarter: codes and rows are gathered once for all, and a figure is told once."""

    def __init__(self, dataset: Dataset, card: Scorecard) -> None:
        self._dataset, self._card = dataset, card
        self._names: _Names | None = None
        self._rows: dict[str, Row] = {}
        self._told: dict[tuple[str, str], str | Fault] = {}
        self._slips = 0

    def printed(self, text: str) -> str:
        """Give a text as it is printed (see the function of that name)."""
        parts, at = [], 0
        for one, value in self._filled(text):
            if not isinstance(value, Fault):
                parts += [text[at : one.start], _unit_once(value, text[one.end : one.end + LONGEST])]
                at = one.end
        return "".join((*parts, text[at:]))

    def faults(self, text: str) -> tuple[tuple[Live, str], ...]:
        """Give each live figure that has nothing to print, with the reason."""
        filled = self._filled(text)
        return tuple((one, value.message) for one, value in filled if isinstance(value, Fault))

    def _filled(self, text: str) -> Iterator[tuple[Live, str | Fault]]:
        if "{" not in text:
            return
        if self._names is None:
            self._names = _Names(self._dataset.indicators)
            self._rows = {row.id: row for row in self._card}
        for one in _figures(text, self._names):
            key = one.reference, one.words
            if key not in self._told:
                self._told[key] = self._value(one, self._names)
            yield one, self._told[key]

    def _value(self, one: Live, names: _Names) -> str | Fault:
        named = names.find(one.reference)
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
            self._slips += 1
            return Fault(f"asks for {one.words}: {_wanted(one.words, near=self._slips <= _MOST_SLIPS)}")
        row = self._rows.get(named[0].id)
        if row is None:
            return Fault(f"has nothing to print: {code} is not reported in {self._card.quarter}")
        value = value_printed(row, phrase[0], signed=phrase[1])
        return Fault(f"has nothing to print: {code} {value.message}") if isinstance(value, Fault) else value


class _Names:
    """Every id and code of the data, in the form in which they are compared, with what each names."""

    def __init__(self, indicators: tuple[Indicator, ...]) -> None:
        self._ids: dict[str, list[Indicator]] = {}
        self._codes: dict[str, list[Indicator]] = {}
        for one in indicators:
            self._ids.setdefault(fold_code(one.id), []).append(one)
            for code in dict.fromkeys(map(fold_code, (one.code, *one.codes))):
                self._codes.setdefault(code, []).append(one)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._ids)

    def __contains__(self, folded: str) -> bool:
        """Whether a folded text is an id or a code."""
        return folded in self._ids or folded in self._codes

    def find(self, reference: str) -> tuple[Indicator, ...]:
        """Give what a reference names, as `find_indicators` does."""
        folded = fold_code(reference)
        return tuple(self._ids.get(folded) or self._codes.get(folded) or ()) if folded else ()


def _is_other(one: object, other: object) -> bool:
    return one is not other


def _figures(text: str, names: _Names) -> Iterator[Live]:
    read: dict[str, tuple[str, str] | None] = {}
    for start, end in _braces(text):
        inner = text[start + 1 : end - 1]
        if inner not in read:
            tokens = inner.split()
            count = _reference_words(tokens, names)
            read[inner] = (" ".join(tokens[:count]), " ".join(tokens[count:])) if count else None
        found = read[inner]
        if found is not None:
            yield Live(start, end, *found)


def _braces(text: str) -> Iterator[tuple[int, int]]:
    """Give the pairs of braces on one line that hold but words; looks at each character a few times."""
    start = text.find("{")
    while start >= 0:
        end = text.find("}", start, start + LONGEST + 2)
        inner = text[start + 1 : end] if end >= 0 else ""
        if inner and all(one.isalnum() or one in _IN_WORDS for one in inner):
            yield start, end + 1
        start = text.find("{", start + 1)


def _reference_words(tokens: list[str], names: _Names) -> int:
    """Tell how many words are the reference, by the rule above; none if these words are no live figure."""
    for count in range(min(len(tokens), _MOST_IN_CODE), 0, -1) if names else ():
        code = fold_code("".join(tokens[:count]))
        if code in names and (count < len(tokens) or any(map(str.isdecimal, code))):
            return count
    number = next((at for at, token in enumerate(tokens[:2]) if any(map(str.isdecimal, token))), None)
    in_capitals = bool(tokens) and len(tokens[0]) > 1 and tokens[0][:2].isalpha() and tokens[0][:2].isupper()
    if number is not None or in_capitals:
        for count in range(max(1, len(tokens) - _MOST_WORDS), len(tokens)):
            if phrase_of(" ".join(tokens[count:])) is not None:
                return count
    goes_on = number is not None and len(tokens) > number + 1
    return number + 1 if in_capitals and number is not None and goes_on else 0


def _more(named: tuple[object, ...]) -> list[str]:
    return ["…"] if len(named) > _MOST_NAMED else []


def _wanted(words: str, *, near: bool) -> str:
    """Say which words a slip may stand for, if the nearest are to be looked for, or all that there are."""
    from difflib import get_close_matches  # noqa: PLC0415 - needed for a slip alone

    found = get_close_matches(words.casefold(), LIVE_WORDS, 1) if near else []
    return f"{found[0]} may be meant" if found else f"it can be {', '.join(LIVE_WORDS)}"


def _unit_once(value: str, after: str) -> str:
    """Leave out a unit that the text says itself right after the braces: `{NI 43 actual} per cent`."""
    for unit, spelt in _SPELT:
        if value.endswith(unit) and after.casefold().startswith(spelt):
            return value.removesuffix(unit)
    return value
