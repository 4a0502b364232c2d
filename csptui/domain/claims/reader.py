"""Reads the claims of a comment or narrative and holds each against the figures (RULES 8)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from csptui.domain.claims.claim import Claim, ClaimVerdict, Fix
from csptui.domain.claims.cut import Part, parts
from csptui.domain.claims.frame import Frame, frame_of
from csptui.domain.claims.kept import with_reasons
from csptui.domain.claims.rooms import Rooms
from csptui.domain.claims.said import sentence_claims
from csptui.domain.claims.sentences import Sentence, collapsed
from csptui.domain.claims.tokens import tokens

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard

_LIVE = re.compile(r"\{[^{}\n]{0,100}\}")
LONGEST_MENDED, MOST_MENDED = 1_500, 8
"""A longer sentence, or one with more to mend, is given without fixes, so that reading stays linear."""
_NO_UNITS: frozenset[str] = frozenset()


def comment_claims(text: str, row: Row, dataset: Dataset, rooms: Rooms | None = None) -> tuple[Claim, ...]:
    """Give the claims of a comment on a row in order of place, with the reasons that they are kept for.

    `rooms` are the dataset's, for those who read many texts: they are furnished once.
    """
    return with_reasons(_Reader(text, rooms or Rooms(dataset), row).claims(), row.kept)


def narrative_claims(
    text: str, theme_id: str, card: Scorecard, dataset: Dataset, rooms: Rooms | None = None
) -> tuple[Claim, ...]:
    """Give the claims of a theme's narrative in order of place, with the reasons that they are kept for.

    A sentence that names a code, or stands under a heading or in a paragraph that begins with one, is held
    against that row; the other numbers are of no indicator. `rooms` are as for `comment_claims`.
    """
    kept = dataset.record.kept_narrative.get(theme_id, "")
    return with_reasons(_Reader(text, rooms or Rooms(dataset, card), None).claims(), kept)


def masked_text(text: str) -> str:
    """Blank out live figures, which follow the data and claim nothing; all else keeps its place."""
    return _LIVE.sub(lambda match: " " * len(match[0]), text)


def _frame(part: Part, text: str, units: frozenset[str]) -> Frame:
    told = part.past_code() if part.leads_with_code else part
    return frame_of(
        part.sentence, text, told.tokens, frozenset(at for at, _ in told.codes), told.coded, units
    )


class _Reader:
    """Reads one text from its beginning; it remembers under which code it is."""

    def __init__(self, text: str, rooms: Rooms, row: Row | None) -> None:
        self.text = text
        self.masked = masked_text(text)
        self.rooms = rooms
        self.row = row
        self.under: Row | None = None
        self.within: Row | None = None
        self.end = 0

    def claims(self) -> list[Claim]:
        found: list[Claim] = []
        before: Frame | None = None
        for part in parts(self.text, self.masked, self.rooms.codes):
            row = self._row(part)
            units = _NO_UNITS if row is None else self.rooms.words(row).units
            frame = _frame(part, self.text, units)
            found += self._mended(part, sentence_claims(frame, before, self.rooms, row), row)
            before = frame
        return found

    def _mended(self, part: Part, claims: list[Claim], row: Row | None) -> list[Claim]:
        """Give the claims of a sentence, with those fixes alone that make it fit when read again."""
        fixes = sum(one.fix is not None for one in claims)
        short = part.sentence.end - part.sentence.start <= LONGEST_MENDED and fixes <= MOST_MENDED
        return [
            replace(one, fix=None)
            if one.fix is not None
            and not (short and row is not None and self._mends(part, one, one.fix, row))
            else one
            for one in claims
        ]

    def _mends(self, part: Part, claim: Claim, fix: Fix, row: Row | None) -> bool:
        start, end = part.sentence.start, part.sentence.end
        mended = self.masked[start : fix.start] + fix.text + self.masked[fix.end : end]
        found = tokens(mended)
        whole = Sentence(0, len(mended), collapsed(mended))
        again = Part(whole, found, *self.rooms.codes.named(found))
        frame = _frame(again, mended, _NO_UNITS if row is None else self.rooms.words(row).units)
        grown = len(fix.text) - (fix.end - fix.start)
        first = min(fix.start, claim.start) - start
        last = max(fix.end, claim.end) + grown - start
        over = [
            one
            for one in sentence_claims(frame, None, self.rooms, row)
            if one.start < last and first < one.end and one.kind is claim.kind
        ]
        return bool(over) and all(one.verdict is ClaimVerdict.FITS for one in over)

    def _row(self, part: Part) -> Row | None:
        """Give the row that a sentence is about: by the code in it, else by the one that it stands under."""
        start = part.sentence.start
        heading = self.text[start : start + 1] == "#"
        bullet = self.text[start : start + 1] in {"-", "*", "•", "·"}
        if heading or (not bullet and self.text.find("\n\n", self.end, start) >= 0):
            self.within = None
        self.end = part.sentence.end
        named = {row.id: row for _, code in part.codes for row in self.rooms.named(code)}
        only = next(iter(named.values())) if len(named) == 1 else None
        if heading:
            self.under = only
        elif part.leads_with_code:
            self.within = only
        if not part.codes:
            return self.row or self.within or self.under
        if only is not None:
            return only
        return self.row if self.row is not None and self.row.id in named else None
