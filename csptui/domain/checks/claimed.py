"""Checks of what is said: claims, live figures, and "significant" of what can be chance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from csptui.domain.chance import chance, p_text
from csptui.domain.claims import ClaimVerdict, Rooms, comment_claims, masked_text, narrative_claims
from csptui.domain.claims.sentences import sentences
from csptui.domain.finding import Finding
from csptui.domain.live import LiveTexts
from csptui.domain.problem import Severity
from csptui.domain.why import change_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.claims import Claim
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Scorecard

_SIGNIFICANT = re.compile(r"\bsignificant(?:ly)?\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|fell|grew|"
    r"(?:increas|decreas|reduc|improv|worsen|declin|chang|fall|drop|grow)[a-z]*)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:no|not|nor|without|n't)(?: [a-z]+){0,2}$", re.IGNORECASE)


def claim(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Give every claim of comments and narratives with its verdict; `findings` keeps those that stand."""
    rooms = Rooms(dataset, card)
    for row in card:
        for one in comment_claims(row.comment, row, dataset, rooms) if row.comment else ():
            yield _claimed(one, row.id, "comment")
    record = dataset.record
    for theme in card.themes:
        for field, texts in (("narrative", record.narrative), ("sensitive", record.sensitive)):
            if text := texts.get(theme.id, ""):
                for one in narrative_claims(text, theme.id, card, dataset, rooms):
                    yield _claimed(one, theme.id, field)


def _claimed(one: Claim, ref: str, field: str) -> Finding:
    severity = Severity.ERROR if one.verdict is ClaimVerdict.CONTRADICTS else Severity.WARNING
    return Finding("claim", severity, ref, one.sentence, one.text, field, one)


def live_figure(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find each live figure of a comment or narrative that has nothing to print."""
    texts = [(row.id, "comment", row.comment) for row in card]
    record = dataset.record
    for theme in card.themes:
        texts.append((theme.id, "narrative", record.narrative.get(theme.id, "")))
        texts.append((theme.id, "sensitive", record.sensitive.get(theme.id, "")))
    live_texts = LiveTexts(dataset, card)
    for ref, field, text in texts:
        for live, message in live_texts.faults(text):
            typed = text[live.start : live.end]
            yield Finding("live-figure", Severity.ERROR, ref, f'"{typed}" {message}.', typed, field)


def significance(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find a change that a comment calls significant though chance alone could have made it."""
    del dataset
    for row in card:
        if _SIGNIFICANT.search(row.comment) is None:
            continue
        tested = chance(row)
        if tested.p is None or not tested.can_be:
            continue
        masked = masked_text(row.comment)
        for one in sentences(masked):
            match = _SIGNIFICANT.search(masked, one.start, one.end)
            if match is None or _CHANGE.search(masked, one.start, one.end) is None:
                continue
            if _NOT.search(masked[max(one.start, match.start() - 40) : match.start()].rstrip()) is not None:
                continue
            said = (
                f'"{match[0]}" is said of a change that can be chance ({p_text(tested.p)}): '
                f"{change_sentence(row)}"
            )
            yield Finding("significance", Severity.WARNING, row.id, said, match[0], "comment")
