"""The rows that claims are held against, gathered when they are first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.claims.held import Facts, facts_of
from csptui.domain.claims.subject import Vocabulary, vocabulary_of

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard


class Rooms:
    """The facts and the vocabulary of each row, kept while one text is read."""

    def __init__(self, dataset: Dataset, card: Scorecard | None = None) -> None:
        self.dataset = dataset
        self.card = card
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
            self._words[row.id] = vocabulary_of(row.indicator, self.dataset)
        return self._words[row.id]

    def named(self, code: str) -> tuple[Row, ...]:
        """Give the rows that a code names."""
        return self.rows(tuple(one.id for one in self.dataset.find(code)))

    def rows(self, ids: tuple[str, ...]) -> tuple[Row, ...]:
        """Give rows by their indicators' ids."""
        if self.card is None:
            self.card = self.dataset.scorecard()
        found = (self.card.row(one) for one in ids)
        return tuple(row for row in found if row is not None)
