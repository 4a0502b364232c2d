"""Cuts a text into sentences that are ready to be read, each with the codes in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.claims.frame import Frame, frame_of
from csptui.domain.claims.sentences import sentences
from csptui.domain.claims.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.claims.codes import Codes


def frames(text: str, codes: Codes, units: frozenset[str] = frozenset()) -> Iterator[Frame]:
    """Give the sentences of a text one by one, cut into tokens once."""
    found = tokens(text)
    at = 0
    for one in sentences(text):
        while at < len(found) and found[at].start < one.start:
            at += 1
        begun = at
        while at < len(found) and found[at].start < one.end:
            at += 1
        part = found[begun:at]
        named, coded = codes.named(part)
        yield frame_of(one, text, part, named, coded, units)
