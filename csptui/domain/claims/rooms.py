"""The rows that claims are held against, gathered when they are first asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from csptui.domain.claims.codes import Codes
from csptui.domain.claims.held import Facts, Relation, facts_of
from csptui.domain.claims.subject import Vocabulary, vocabulary_of

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard


class Rooms:
    """The facts and the vocabulary of each row, kept while a text is read, or all texts of a dataset."""

    def __init__(self, dataset: Dataset, card: Scorecard | None = None) -> None:
        self.dataset = dataset
        self.card = card
        self.codes = Codes(dataset)
        self._rows: dict[str, Row | None] = {} if card is None else {row.id: row for row in card}
        self._facts: dict[str, Facts] = {}
        self._words: dict[str, Vocabulary] = {}

    def facts(self, row: Row) -> Facts:
        """Give what a row holds."""
        if row.id not in self._facts:
            self._facts[row.id] = facts_of(row, self.dataset)
        return self._facts[row.id]

    def words(self, row: Row) -> Vocabulary:
        """Give the words that a row goes by."""
        if row.id not in self._words:
            levels = (held for held in self.facts(row).readings if held.relation is Relation.LEVEL)
            sizes = tuple(abs(held.value) for held in levels)
            self._words[row.id] = replace(vocabulary_of(row.indicator, self.dataset), sizes=sizes)
        return self._words[row.id]

    def named(self, code: str) -> tuple[Row, ...]:
        """Give the rows that a code names."""
        found = (self._row(one) for one in self.codes.ids.get(code, ()))
        return tuple(row for row in found if row is not None)

    def _row(self, ref: str) -> Row | None:
        """Give a row of the card; without one only the rows that are named are rated, each once."""
        if ref not in self._rows:
            self._rows[ref] = None if self.card is not None else self._rated(ref)
        return self._rows[ref]

    def _rated(self, ref: str) -> Row | None:
        dataset = self.dataset
        pairs = ((theme, one) for theme in dataset.themes for one in theme.indicators)
        running = ((theme, one) for theme, one in pairs if one.runs_in(dataset.shown))
        for number, (theme, one) in enumerate(running, start=1):
            if one.id == ref:
                return dataset.row(one, theme, number)
        return None
