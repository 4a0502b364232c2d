"""Questions about what comments say or leave unsaid, and about changes that nobody explains."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from csptui.domain.chance import chance, chance_words
from csptui.domain.checks.explained import no_explanation as explained_check
from csptui.domain.claims import ClaimVerdict, Rooms, comment_claims, narrative_claims
from csptui.domain.live import printed
from csptui.domain.questions.question import Question, in_short, in_words, movement_noun
from csptui.domain.rag import Colour
from csptui.domain.why import change_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from csptui.domain.claims import Claim
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard

LARGE = Decimal(10)
"""A change on last year of so many per cent is large; in points, half as many, where per cent is withheld."""
_BESIDE, _NEAR = 3, 100
"""How many words beside a claim are quoted with it, and in how many characters they are looked for."""
_STOP = re.compile(r"[.!?;:](?=\s|$)|\n")
_WORDS = re.compile(r"(\s+)")
_NUMBER = re.compile(r"[0-9](?:[0-9.,/]*[0-9])?")


def no_explanation(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask for the cause and the action where a red or amber row gives neither."""
    for found in explained_check(dataset, card):
        row = card.row(found.ref)
        if row is not None:
            said = f"What is behind {row.indicator.code}, and what is being done about it?"
            held = f'The comment says: "{in_short(row.printed)}"' if row.comment else "There is no comment."
            yield Question("no-explanation", row.id, said, held)


def contradiction(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask which is right where a comment or a narrative says what the figures do not."""
    fill, rooms = partial(printed, dataset=dataset, card=card), Rooms(dataset, card)
    for row in card:
        for claim in comment_claims(row.comment, row, dataset, rooms) if row.comment else ():
            yield from _contradicted(claim, row.id, row.comment, "comment", fill)
    for theme in card.themes:
        text = dataset.record.narrative.get(theme.id, "")
        for claim in narrative_claims(text, theme.id, card, dataset, rooms) if text else ():
            if claim.ref and card.row(claim.ref) is not None:
                yield from _contradicted(claim, claim.ref, text, "narrative", fill)


def _contradicted(
    claim: Claim, ref: str, text: str, where: str, fill: Callable[[str], str]
) -> Iterator[Question]:
    if claim.verdict is not ClaimVerdict.CONTRADICTS or not claim.stands:
        return
    parts = text[: claim.start], text[claim.start : claim.end], text[claim.end :]
    around = _around(*map(fill, parts))
    said = f'The {where} says "{around}": is that so?'
    fix, answer = claim.fix, ""
    if fix is not None:
        first, last = min(claim.start, fix.start), max(claim.end, fix.end)
        right = text[first : fix.start] + fix.text + text[fix.end : last]
        answer = f'By the figures "{in_short(fill(text[first:last]))}" would be "{in_short(fill(right))}".'
    yield Question("claim", ref, said, _sentence(claim.reading), answer)


def _around(before: str, words: str, after: str) -> str:
    """Give words with a few of their neighbours in the sentence or line."""
    led = _WORDS.split(_STOP.split(before[-_NEAR:])[-1])
    followed = _WORDS.split(_STOP.split(after[:_NEAR])[0])
    # Words and the blanks between them take turns.
    beside = 2 * _BESIDE + 1
    return in_short("".join([*led[-beside:], words, *followed[:beside]]))


def _sentence(text: str) -> str:
    """Begin a text like a sentence, and end it so."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""


def repeated(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask what is new where a comment has the words of last quarter's, with other numbers or the same."""
    before = card.quarter.previous()
    held = dataset.quarters.get(before)
    for row in card:
        old = "" if held is None else held.comments.get(row.id, "")
        if not old or _words(old) != _words(row.comment):
            continue
        pairs = list(zip(_NUMBER.findall(old), _NUMBER.findall(row.comment), strict=True))
        changed = [f"{one} is now {other}" for one, other in pairs if one != other]
        how = f"with {_numbers(len(changed))} changed" if changed else "word for word"
        said = f"The comment on {row.indicator.code} is that of {before}, {how}: what is new?"
        says = "With the figures of now it says" if row.filled else "Both say"
        figures = f"{'; '.join(changed)}." if changed else f'{says}: "{in_short(row.printed)}"'
        yield Question("repeated-comment", row.id, said, figures)


def _words(comment: str) -> str:
    """Give a comment with its numbers, blanks and capitals evened out."""
    return _NUMBER.sub("0", " ".join(comment.split())).casefold()


def _numbers(count: int) -> str:
    return "one number" if count == 1 else f"{in_words(count)} numbers"


def large_change(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask what is behind a large change of which the report says nothing.

    Red and amber rows without a comment are asked for their cause anyway.
    """
    del dataset
    for row in card:
        coloured = row.rating.colour in {Colour.RED, Colour.AMBER}
        if not coloured and not row.comment.strip() and _is_large(row):
            said = f"What is behind the {movement_noun(row)} of {row.indicator.code}? There is no comment."
            yield Question("large-change", row.id, said, change_sentence(row))


def _is_large(row: Row) -> bool:
    moved = row.change
    if moved is None:
        return False
    if moved.percent is not None:
        return abs(moved.percent) >= LARGE
    return moved.points is not None and abs(moved.points) * 2 >= LARGE


def can_be_chance(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask whether a change is real that chance alone could have made."""
    del dataset
    for row in card:
        found = chance(row)
        if found.can_be and row.change is not None and row.change.units != 0:
            said = f"Is the {movement_noun(row)} of {row.indicator.code} real?"
            answer = f"It {chance_words(found)}, comparing {found.tested}."
            yield Question("chance", row.id, said, change_sentence(row), answer)
