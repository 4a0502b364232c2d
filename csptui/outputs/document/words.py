"""Short texts that several parts of a document say alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.rolling_told import counted
from csptui.legend import COLOURS
from csptui.outputs.document.model import Paragraph, Span, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.dataset import Counts
    from csptui.domain.scorecard import Row, Tally


def said(text: str, tone: Tone = Tone.BODY) -> Paragraph:
    """Give a plain paragraph."""
    return Paragraph((Span(text),), tone)


def sentence(text: str) -> str:
    """Give words as a sentence: with a capital, and with a full stop where no sign ends it."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", ":")) else ".")


def listed(parts: list[str]) -> str:
    """Give parts as a list in words: `1 red, 2 amber and 3 green`."""
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def tally_words(tally: Tally) -> str:
    """Say how many have each colour: `1 red, 1 amber and 2 green`; what there is none of is left out."""
    counts = [(tally.of(colour), mark.word.lower()) for colour, mark in COLOURS.items()]
    return listed([f"{count:,} {word}" for count, word in counts if count])


def tally_sentence(tally: Tally) -> str:
    """Say how many indicators there are, by colour, and how many figures are owed."""
    return f"{counted(tally.total, 'indicator')}: {tally_words(tally)}.{owed_words(tally)}"


def owed_words(tally: Tally) -> str:
    """Say after a sentence how many figures are owed, if any are."""
    if not tally.owed:
        return ""
    return f" {counted(tally.owed, 'figure')} {'is' if tally.owed == 1 else 'are'} still owed."


def status_words(row: Row) -> str:
    """Say how a figure is not final and when the final one is due: `provisional, final due July 2010`."""
    expected = row.reading.expected
    due = "" if expected is None else f", final due {expected}"
    return f"{row.reading.figure.status.value}{due}"


def counts_text(one: Counts) -> str:
    """Give a total with its parts: `Incidents (March 2010): 55 = 52 race related + 3 others`."""
    period = "" if one.period is None else f" ({one.period})"
    parts = " + ".join(f"{count:,} {label.lower()}" for label, count in one.parts)
    return f"{one.label}{period}: {one.total:,}{f' = {parts}' if parts else ''}"


def members_text(note: str, members: Sequence[str]) -> str:
    """Name the members of a group after what is said of it."""
    named = f"{', '.join(members)}."
    return f"{note} {named}" if note else named
