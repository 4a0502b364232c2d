"""Check of codes and abbreviations that neither glossary nor notes explain, nor the text itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.claims import masked_text
from csptui.domain.finding import Finding
from csptui.domain.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Scorecard

_CAPITALS = r"[A-Z]{2,9}"
# An abbreviation, and the number of a numbered one: PSA 26, CP1.6aii.
_IN_TEXT = re.compile(
    rf"(?<![\w&])(?P<word>{_CAPITALS})(?P<number> ?[0-9](?:[0-9A-Za-z.]{{0,8}}[0-9A-Za-z])?)?s?(?![\w&])"
)
_ABBREVIATION = re.compile("[A-Z]{2}")
_BRACKETED = re.compile(rf"\(({_CAPITALS})\)")
_BEFORE_BRACKETS = re.compile(rf"(?<!\w)({_CAPITALS}) \(([^()\n]{{3,120}})\)")
_NEAR = 120
_LETTERS = re.compile(r"[A-Za-z]+")
_LINE_OF_CAPITALS = re.compile(r"[a-z]{2}")
_JOINING = {"of", "and", "for", "the", "to", "in", "on", "with", "by"}
_MOST_NAMED = 3

_EVERYDAY = (
    "UK EU TV PC ID OK IT CD DVD DNA GP HIV NHS VAT CCTV USA PDF AM PM II III IV VI VII "
    "AND OR NOT NO ALL THE NEW MUST ONLY YES RED AMBER GREEN RAG"
)
EVERYDAY = frozenset(_EVERYDAY.split())
"""Abbreviations that need no glossary, and words that are put in capitals for their weight."""


class _Code(NamedTuple):
    """A code as it stands: all of it, its abbreviation, and whether a number belongs to it."""

    text: str
    word: str
    numbered: bool


def unexplained_code(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find each code and abbreviation once, at its first place, that nothing explains.

    Read are the codes and names of the rows, comments and narratives; the sensitive parts are not, since
    they are full of names. Where the glossary explains some numbers of an abbreviation (PSA 14, PSA 23),
    it has to explain each.
    """
    explained = _Explained(dataset)
    first: dict[str, tuple[str, str]] = {}
    places: dict[str, dict[str, None]] = {}
    for code, ref, field, where in _met(dataset, card):
        if not explained.holds(code):
            first.setdefault(code.text, (ref, field))
            places.setdefault(code.text, {})[where] = None
    for text, (ref, field) in first.items():
        said = (
            f'"{text}" is explained in neither glossary nor notes; it stands in {_and(list(places[text]))}.'
        )
        yield Finding("unexplained-code", Severity.WARNING, ref, said, text, field)


def _and(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        return f"{', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} more places"
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _met(dataset: Dataset, card: Scorecard) -> Iterator[tuple[_Code, str, str, str]]:
    """Give every code with the row or theme, the field, and the place in words, in report order."""
    narratives = dataset.record.narrative
    for theme in card.themes:
        for row in card.in_theme(theme.id):
            code = row.indicator.code
            for text in dict.fromkeys((code, *row.indicator.codes)):
                yield _of_code(text), row.id, "definition", f"the codes of {code}"
            for one in _in_prose(row.indicator.name):
                yield one, row.id, "definition", f"the name of {code}"
            for one in _in_prose(row.comment):
                yield one, row.id, "comment", f"the comment on {code}"
        for one in _in_prose(narratives.get(theme.id, "")):
            yield one, theme.id, "narrative", f"the narrative of {theme.name}"


def _of_code(text: str) -> _Code:
    """Read a code of the list of codes: all its letters before a digit are its abbreviation."""
    text = " ".join(text.split())
    digit = next((at for at, sign in enumerate(text) if sign.isdigit()), len(text))
    return _Code(text, text[:digit].strip(), digit < len(text))


def _in_prose(text: str) -> Iterator[_Code]:
    masked = masked_text(text)
    for line in masked.splitlines():
        if _LINE_OF_CAPITALS.search(line) is None:
            continue
        for match in _IN_TEXT.finditer(line):
            yield _Code(_text_of(match), match["word"], match["number"] is not None)


class _Explained:
    """What the glossary, the notes and the words in brackets beside an abbreviation explain."""

    def __init__(self, dataset: Dataset) -> None:
        held = dataset.partnership
        self._names = {" ".join(name.split()) for name in held.glossary}
        codes = map(_of_code, self._names)
        self._numbered = {one.word for one in codes if one.numbered and one.word}
        notes = "\n".join(held.notes)
        self._noted = {text for one in _IN_TEXT.finditer(notes) for text in (one["word"], _text_of(one))}
        record = dataset.record
        names = (text for one in dataset.indicators for text in (one.name, one.definition))
        texts = "\n".join((notes, *names, *record.comments.values(), *record.narrative.values()))
        self._in_brackets = _explained_in(texts)
        self._own = _initials(f"{held.name} {held.title} {held.area}")

    def holds(self, code: _Code) -> bool:
        """Whether a code is explained."""
        if code.text in self._names or code.text in self._noted or _ABBREVIATION.search(code.word) is None:
            return True
        if code.numbered and code.word in self._numbered:
            return False
        word = code.word
        known = word in self._names or word in self._noted or word in EVERYDAY or word in self._in_brackets
        return known or (word.isalpha() and word.casefold() in self._own)


def _text_of(match: re.Match[str]) -> str:
    return match["word"] + (match["number"] or "")


def _explained_in(texts: str) -> set[str]:
    """Give the abbreviations that stand as `words in full (WIF)` or `WIF (words in full)`."""
    told: set[str] = set()
    for match in _BRACKETED.finditer(texts):
        if match[1] in told:
            continue
        before = texts[max(0, match.start() - _NEAR) : match.start()]
        if _initials(before).endswith(match[1].casefold()):
            told.add(match[1])
    for match in _BEFORE_BRACKETS.finditer(texts):
        if match[1] not in told and _initials(match[2]).startswith(match[1].casefold()):
            told.add(match[1])
    return told


def _initials(text: str) -> str:
    words = (one.casefold() for one in _LETTERS.findall(text))
    return "".join(one[0] for one in words if one not in _JOINING)
