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
_FRESH = words(
    """
    the this it there we these performance figures overall
    """
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence: `piece[i]` numbers the piece that token i lies in, `starts` has each piece's first token.

    `hard[p]` tells whether a strong boundary stands before piece p; `supposed[i]` whether what is told at
    token i only may be; `wary[i]` is the same for what has no number, and lasts longer.
    """

    text: str
    sentence: Sentence
    tokens: Sequence[Token]
    passed: set[int]
    mentions: Sequence[Mention]
    piece: Sequence[int]
    starts: Sequence[int]
    hard: Sequence[bool]
    supposed: Sequence[bool]
    wary: Sequence[bool]
    codes: Sequence[tuple[int, str]] = ()
    units: frozenset[str] = frozenset()

    def low(self, at: int) -> str:
        """Give a token as it is compared; nothing outside the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def end_of(self, piece: int) -> int:
        """Give the index after a piece's last token."""
        return self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.tokens)

    def is_boundary(self, at: int) -> bool:
        """Whether a token parts pieces."""
        return 0 <= at < len(self.tokens) and boundary(self.tokens, at) > 0

    def between(self, start: int, end: int) -> str:
        """Give the text's own characters between two places of the sentence."""
        return self.text[start:end]

    @property
    def is_question(self) -> bool:
        """Whether the sentence asks."""
        return bool(self.tokens) and self.tokens[-1].text.startswith("?")


def boundary(tokens: Sequence[Token], at: int) -> int:
    """Tell how strongly a token parts a sentence: 0 not at all, 1 softly, 2 strongly."""
    token = tokens[at]
    if token.is_word:
        if token.low in lexicon.CUTS:
            return 2
        return 1 if token.low in lexicon.SOFT_CUTS else 0
    if token.kind == "n":
        return 0
    if token.text[0] == "%":
        return 0
    if any(one in _HARD for one in token.text):
        return 2
    if token.text in {"-", "–", "--"}:
        before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
        spaced = (before is None or before.end < token.start) and (after is None or after.start > token.end)
        return 2 if spaced else 0
    return 1 if "," in token.text else 0


def frame_of(
    sentence: Sentence,
    text: str,
    found: Sequence[Token],
    codes: Sequence[tuple[int, str]],
    coded: set[int],
    units: frozenset[str],
) -> Frame:
    """Make a sentence ready; `coded` are the tokens of named codes, `units` the row's own units of time."""
    passed = passed_over(found, units) | coded
    pieces, starts, hard = _pieces(found)
    supposed = _supposed(found, patient=False)
    wary = _supposed(found, patient=True)
    return Frame(
        text,
        sentence,
        found,
        passed,
        mentions(found, passed),
        pieces,
        starts,
        hard,
        supposed,
        wary,
        codes,
        units,
    )


def _pieces(found: Sequence[Token]) -> tuple[list[int], list[int], list[bool]]:
    pieces: list[int] = []
    starts, hard = [0], [True]
    for at in range(len(found)):
        strength = boundary(found, at)
        if strength and at:
            starts.append(at)
            hard.append(strength > 1)
        pieces.append(len(starts) - 1)
    return pieces, starts, hard


def _supposed(found: Sequence[Token], *, patient: bool) -> list[bool]:
    told: list[bool] = []
    state = False
    for at, token in enumerate(found):
        strength = boundary(found, at)
        after = found[at + 1].low if at + 1 < len(found) else ""
        if (strength > 1 and (not patient or token.text == ";")) or (
            strength == 1 and not patient and after in _FRESH
        ):
            state = False
        if _supposes(found, at):
            state = True
        told.append(state)
    return told


def _supposes(found: Sequence[Token], at: int) -> bool:
    token = found[at]
    if token.low not in lexicon.HYPOTHETICAL or (token.low == "may" and token.is_capital and at):
        return False
    before = found[at - 1].low if at else ""
    after = found[at + 1].low if at + 1 < len(found) else ""
    if before in {"than", "as"} or (
        token.low in {"plans", "next"} and after not in {"to", "year", "quarter"}
    ):
        return False
    return not (token.low == "will" and before in {"the", "a", "good"})
