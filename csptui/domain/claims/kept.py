"""Claims that an officer keeps with a reason: lines beside the text, dropped when their sentence changes."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from csptui.domain.claims.sentences import collapsed, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csptui.domain.claims.claim import Claim

LONGEST_REASON = 200
_IN = " in "


@dataclass(frozen=True, slots=True)
class Kept:
    """A reason (or a source) for some words of one sentence."""

    words: str
    said: str
    reason: str


def parse_kept(text: str) -> tuple[Kept, ...]:
    """Read the lines of kept claims; one that cannot be read is passed over."""
    found = (_parse(line) for line in text.splitlines())
    return tuple(one for one in found if one is not None)


def kept_text(entries: Iterable[Kept]) -> str:
    """Give the lines of kept claims, as `parse_kept` reads them."""
    return "\n".join(_line(one) for one in entries)


def keep(text: str, claim: Claim, reason: str) -> str:
    """Give the lines with a claim kept for a reason, or no longer kept where the reason is empty."""
    meant = Kept(collapsed(claim.text), claim.said, collapsed(reason)[:LONGEST_REASON])
    lines = [line for line in text.splitlines() if not _is_same(_parse(line), meant)]
    return "\n".join([*lines, _line(meant)] if meant.reason else lines)


def still_kept(text: str, prose: str) -> str:
    """Give the lines whose sentence still stands in the prose; a line that cannot be read stays.

    A sentence has its live figures as they are typed, as a claim's own has.
    """
    said = {one.said for one in sentences(prose)}
    parsed = ((line, _parse(line)) for line in text.splitlines())
    return "\n".join(line for line, one in parsed if one is None or one.said in said)


def with_reasons(claims: Iterable[Claim], text: str) -> tuple[Claim, ...]:
    """Give the claims with the reasons that they are kept for."""
    reasons = {(one.words, one.said): one.reason for one in parse_kept(text)}
    return tuple(replace(one, kept=reasons.get((collapsed(one.text), one.said), "")) for one in claims)


def _line(one: Kept) -> str:
    words, said = (json.dumps(text, ensure_ascii=False) for text in (one.words, one.said))
    return f"{words}{_IN}{said}: {one.reason}"


def _parse(line: str) -> Kept | None:
    decoder = json.JSONDecoder()
    try:
        words, end = decoder.raw_decode(line)
        if not line.startswith(_IN, end):
            return None
        said, end = decoder.raw_decode(line, end + len(_IN))
    except (ValueError, RecursionError):
        return None
    if not isinstance(words, str) or not isinstance(said, str) or not line.startswith(": ", end):
        return None
    return Kept(words, said, line[end + 2 :].strip())


def _is_same(one: Kept | None, other: Kept) -> bool:
    return one is not None and (one.words, one.said) == (other.words, other.said)
