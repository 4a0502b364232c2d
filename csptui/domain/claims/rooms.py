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
    """The facts and the vocabulary of each row, kept while one text is read."""

    def __init__(self, dataset: Dataset, card: Scorecard | None = None) -> None:
        self.dataset = dataset
        self.card = card
        self.codes = Codes(dataset)
        self._rows: dict[str, Row] | None = None
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
        if self._rows is None:
            card = self.dataset.scorecard() if self.card is None else self.card
            self._rows = {row.id: row for row in card}
        return tuple(self._rows[one] for one in self.codes.ids.get(code, ()) if one in self._rows)
