"""Finds the row or the theme that a reference means, or says what it could mean."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from csptui.cli.refusal import Refusal
from csptui.domain.indicator import fold_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator, Theme
    from csptui.domain.scorecard import Row

_NEAR = 0.55
_MOST_WORDS = 6
_LONGEST, _SUGGESTED = 40, 3


def find_row(dataset: Dataset, ref: str) -> Row:
    """Give the one row that a reference names. Raises Refusal with a suggestion, or with the choice."""
    found = find_indicator(dataset, ref)
    row = dataset.scorecard().row(found.id)
    if row is None:
        message = f"{found.code} is not reported in {dataset.shown}{_reported(dataset, found)}"
        raise Refusal(message)
    return row


def _reported(dataset: Dataset, indicator: Indicator) -> str:
    """Say which quarter that is held has it, and how to ask for that; empty where none has."""
    has = [quarter for quarter in dataset.available if indicator.runs_in(quarter)]
    if not has:
        return ""
    way, nearest = ("last", has[-1]) if has[-1] < dataset.shown else ("first", has[0])
    return f"; the {way} quarter that has it is {nearest}: --quarter {nearest.folder}"


def find_indicator(dataset: Dataset, ref: str) -> Indicator:
    """Give the one indicator that a reference names, though it be in no report of the quarter shown."""
    found = dataset.find(ref)
    if not found:
        near = nearest_codes(dataset, ref)
        meant = f": did you mean {_either(near)}?" if near else "; csptui list shows them all"
        message = f'No indicator is called "{ref}"{meant}'
        raise Refusal(message)
    if len(found) > 1:
        width = max(len(one.id) for one in found)
        names = [f"  {one.id:{width}}  {one.name}" for one in found]
        raise Refusal("\n".join([f'"{ref}" could be one of {len(found)}; give its id:', *names]))
    return found[0]


def nearest_codes(dataset: Dataset, ref: str) -> list[str]:
    """Give up to three codes that are most like a mistyped one; exchanged characters come first."""
    wanted = fold_code(ref)[:_LONGEST]
    folded: dict[str, str] = {}
    for indicator in dataset.indicators:
        for code in (indicator.code, *indicator.codes, indicator.id):
            folded.setdefault(fold_code(code), code)
    near = get_close_matches(wanted, folded, n=len(folded) or 1, cutoff=_NEAR)
    likest = [code for code in near if sorted(code) == sorted(wanted)] or near[:_SUGGESTED]
    return [folded[code] for code in likest[:_SUGGESTED]]


def _either(names: Sequence[str]) -> str:
    """Join names with commas and a last `or`."""
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def find_theme(dataset: Dataset, ref: str) -> Theme:
    """Give the theme that a name, its beginning, or a number means."""
    theme = dataset.find_theme(ref)
    if theme is not None:
        return theme
    names = {name.casefold(): one.name for one in dataset.themes for name in (one.name, one.short, one.id)}
    near = get_close_matches(ref.casefold()[:60], [name for name in names if name], n=1, cutoff=_NEAR)
    meant = f': did you mean "{names[near[0]]}"?' if near else ""
    listed = [f"  {number}  {one.name}" for number, one in enumerate(dataset.themes, start=1)]
    raise Refusal("\n".join([f'No one theme is called "{ref}"{meant}', *listed]))


def split_ref(dataset: Dataset, words: Sequence[str]) -> tuple[Row, list[str]]:
    """Divide words into the reference that they begin with (`NI39`, or `ni 39` in two) and the rest."""
    for count in range(1, min(len(words), _MOST_WORDS) + 1):
        ref = " ".join(words[:count])
        if dataset.find(ref):
            return find_row(dataset, ref), list(words[count:])
    return find_row(dataset, words[0]), list(words[1:])


def split_theme(dataset: Dataset, words: Sequence[str]) -> tuple[Theme, list[str]]:
    """Divide words into the theme that they begin with and the rest."""
    for count in range(1, min(len(words), _MOST_WORDS) + 1):
        theme = dataset.find_theme(" ".join(words[:count]))
        if theme is not None:
            return theme, list(words[count:])
    return find_theme(dataset, words[0]), list(words[1:])
