"""Cuts a text into sentences with their tokens and the codes that they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.claims.sentences import sentences
from csptui.domain.claims.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.domain.claims.codes import Codes
    from csptui.domain.claims.sentences import Sentence
    from csptui.domain.claims.tokens import Token


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence with its tokens, the codes that it names (place and code), and all tokens of those."""

    sentence: Sentence
    tokens: Sequence[Token]
    codes: Sequence[tuple[int, str]]
    coded: set[int]

    def past_code(self) -> Part:
        """Give the sentence from what follows the code and the mark that it begins with."""
        last = self.codes[0][0]
        while last + 1 < len(self.tokens) and last + 1 in self.coded:
            last += 1
        mark = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        if mark is None or mark.kind != "m" or mark.text[0] not in ":.-–—*)":
            return self
        start = last + 2
        codes = tuple((at - start, code) for at, code in self.codes if at >= start)
        coded = {at - start for at in self.coded if at >= start}
        return Part(self.sentence, self.tokens[start:], codes, coded)

    @property
    def leads_with_code(self) -> bool:
        """Whether it begins with a code, as `NI 43:` or `- **NI 43.** …` do."""
        return bool(self.codes) and not any(token.is_word for token in self.tokens[: self.codes[0][0]])


def parts(text: str, masked: str, codes: Codes) -> Iterator[Part]:
    """Give the sentences of a text one by one, with tokens of the same text with live figures blanked out."""
    found = tokens(masked)
    at = 0
    for one in sentences(text):
        while at < len(found) and found[at].start < one.start:
            at += 1
        begun = at
        while at < len(found) and found[at].start < one.end:
            at += 1
        part = found[begun:at]
        yield Part(one, part, *codes.named(part))
