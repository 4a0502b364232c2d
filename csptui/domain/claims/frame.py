"""One sentence made ready to be read: its tokens, its pieces, its numbers, and where it only supposes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.mentions import Mention, mentions
from csptui.domain.claims.passed_over import passed_over
from csptui.domain.claims.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.claims.sentences import Sentence
    from csptui.domain.claims.tokens import Token

WINDOW = 40
"""No word binds over more tokens than these, so that reading is linear in the text."""

_HARD = frozenset(";:()[]—…?!|")
_TELLING = words("note noted report reported see seen say confirm aware show shows told pleased")
_FRESH = words(
    """
    the this it there we these performance figures overall
    """
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence: `cuts[i]` tells how strongly token i parts it (0, 1, 2), `piece[i]` numbers its piece.

    `starts` has each piece's first token; `supposed[i]` tells whether what is told at token i only may be,
    and `wary[i]` the same for what has no number, which lasts longer.
    """

    text: str
    sentence: Sentence
    tokens: Sequence[Token]
    passed: set[int]
    mentions: Sequence[Mention]
    cuts: Sequence[int]
    piece: Sequence[int]
    starts: Sequence[int]
    supposed: Sequence[bool]
    wary: Sequence[bool]
    named: frozenset[int] = frozenset()
    units: frozenset[str] = frozenset()
    stated: frozenset[int] = frozenset()
    others: bool = False

    def low(self, at: int) -> str:
        """Give a token as it is compared; nothing outside the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def end_of(self, piece: int) -> int:
        """Give the index after a piece's last token."""
        return self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.tokens)

    def is_boundary(self, at: int) -> bool:
        """Whether a token parts pieces."""
        return 0 <= at < len(self.tokens) and self.cuts[at] > 0

    def between(self, start: int, end: int) -> str:
        """Give the text's own characters between two places of the sentence."""
        return self.text[start:end]

    @property
    def is_question(self) -> bool:
        """Whether the sentence asks."""
        return bool(self.tokens) and self.tokens[-1].text.startswith("?")


def frame_of(
    sentence: Sentence,
    text: str,
    found: Sequence[Token],
    named: frozenset[int],
    coded: set[int],
    units: frozenset[str],
) -> Frame:
    """Make a sentence ready; `named` has the first token of each code, `coded` all; `units` are of time."""
    passed = passed_over(found, units) | coded
    cuts = [_boundary(found, at) for at in range(len(found))]
    pieces, starts = _pieces(cuts)
    supposed, wary = _supposed(found, cuts)
    told = mentions(found, passed)
    stated = frozenset(at for one in told for at in range(one.first, one.last + 1))
    others = any(token.low in lexicon.OTHERS for token in found)
    return Frame(
        text,
        sentence,
        found,
        passed,
        told,
        cuts,
        pieces,
        starts,
        supposed,
        wary,
        named,
        units,
        stated,
        others,
    )


def _boundary(tokens: Sequence[Token], at: int) -> int:
    """Tell how strongly a token parts a sentence: 0 not at all, 1 softly, 2 strongly."""
    kind, text, low, begun, ended = tokens[at]
    if kind == "w":
        if low in lexicon.CUTS:
            return 2
        return 1 if low in lexicon.SOFT_CUTS else 0
    if kind == "n" or text[0] == "%":
        return 0
    if not _HARD.isdisjoint(text):
        return 2
    if text in {"-", "–", "--"}:
        before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
        spaced = (before is None or before.end < begun) and (after is None or after.start > ended)
        return 2 if spaced else 0
    return 1 if "," in text else 0


def _pieces(cuts: Sequence[int]) -> tuple[list[int], list[int]]:
    pieces: list[int] = []
    starts = [0]
    for at, strength in enumerate(cuts):
        if strength and at:
            starts.append(at)
        pieces.append(len(starts) - 1)
    return pieces, starts


def _supposed(found: Sequence[Token], cuts: Sequence[int]) -> tuple[list[bool], list[bool]]:
    """Tell of each token whether what stands there is supposed; the second list is slower to forget it."""
    quick: list[bool] = []
    slow: list[bool] = []
    hasty = patient = False
    for at, token in enumerate(found):
        strength = cuts[at]
        if strength:
            after = found[at + 1].low if at + 1 < len(found) else ""
            hasty = hasty and strength == 1 and after not in _FRESH
            patient = patient and token.text != ";"
        if token.low == "that" and at and found[at - 1].low in _TELLING:
            hasty = patient = False
        if token.low in lexicon.HYPOTHETICAL and _supposes(found, at):
            hasty = patient = True
        quick.append(hasty)
        slow.append(patient)
    return quick, slow


def _supposes(found: Sequence[Token], at: int) -> bool:
    token = found[at]
    if token.low == "may" and token.is_capital and at:
        return False
    before = found[at - 1].low if at else ""
    after = found[at + 1].low if at + 1 < len(found) else ""
    if before in {"than", "as"} or (
        token.low in {"plans", "next"} and after not in {"to", "year", "quarter"}
    ):
        return False
    return not (token.low == "will" and before in {"the", "a", "good"})
