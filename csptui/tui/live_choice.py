"""What can be put in as a live figure: every word of every row, and what it would print now; no widget."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.live import LIVE_WORDS, live_faults, live_figures, printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard

Group = tuple["Row", list["Choice"]]


class Choice(NamedTuple):
    """One word of one row."""

    row: Row
    words: str

    @property
    def meaning(self) -> str:
        """What the word stands for."""
        return LIVE_WORDS[self.words]


class Choices:
    """The choices of a quarter, those of one row or theme first."""

    def __init__(self, dataset: Dataset, card: Scorecard, first: str) -> None:
        """Offer what a scorecard holds; `first` is the id of a row or of a theme."""
        self._dataset, self._card = dataset, card
        rows = sorted(card, key=lambda row: first not in {row.id, row.theme.id})
        self._rows = [(row, _folded(row)) for row in rows]
        self._written: dict[Choice, str] = {}

    def matching(self, wanted: str) -> list[Group]:
        """Give what holds each word that is typed, in its code, name or figure word."""
        parts = wanted.casefold().split()
        groups = ((row, list(_matching(row, folded, parts))) for row, folded in self._rows)
        return [(row, some) for row, some in groups if some]

    def written(self, choice: Choice) -> str:
        """Give a choice as it is typed, by its code where that names it alone; empty if nothing names it."""
        if choice not in self._written:
            self._written[choice] = self._write(choice)
        return self._written[choice]

    def _write(self, choice: Choice) -> str:
        indicator = choice.row.indicator
        for reference in (indicator.code, indicator.id):
            typed = f"{{{reference} {choice.words}}}"
            found = live_figures(typed, self._dataset)
            named = self._dataset.find(found[0].reference) if len(found) == 1 else ()
            if named == (indicator,) and found[0].words == choice.words:
                return typed
        return ""

    def prints(self, choice: Choice) -> str:
        """Give what it prints now; empty where there is nothing to print."""
        typed = self.written(choice)
        return "" if not typed or self.fault(choice) else printed(typed, self._dataset, self._card)

    def fault(self, choice: Choice) -> str:
        """Say why it has nothing to print; empty where it has."""
        typed = self.written(choice)
        if not typed:
            return f"{choice.row.indicator.code} cannot be written between braces"
        return "".join(f"it {message}" for _, message in live_faults(typed, self._dataset, self._card))


def _folded(row: Row) -> str:
    one = row.indicator
    return " ".join((one.code, one.id, *one.codes, one.label, one.name)).casefold()


def _matching(row: Row, folded: str, parts: list[str]) -> Iterator[Choice]:
    left = [part for part in parts if part not in folded]
    for words in LIVE_WORDS:
        if all(part in words for part in left):
            yield Choice(row, words)
