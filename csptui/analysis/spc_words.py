"""What a control chart says in words: of a point, of the whole, and of its target."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.analysis.xmr import Assurance, Call, Side, Signal

if TYPE_CHECKING:
    from fractions import Fraction

    from csptui.analysis.xmr import Chart, Charted

_CALLS = {Call.IMPROVEMENT: ", an improvement", Call.CONCERN: ", a concern"}
_ASSURED = {
    Assurance.PASS: "will consistently pass",
    Assurance.FAIL: "will consistently fail",
    Assurance.HIT_AND_MISS: "will hit and miss",
}
LETTERS = {
    Signal.OUTSIDE: "O",
    Signal.TREND: "T",
    Signal.TWO_IN_THREE: "W",
    Signal.SHIFT: "S",
}
"""The letter of each special cause, for narrow columns; the words always stand beside it."""


def signal_words(point: Charted) -> str:
    """Say which special cause a point shows: `shift of 7 below the mean`; empty where it shows none."""
    high = point.side is Side.HIGH
    match point.signal:
        case Signal.OUTSIDE:
            return "above the upper limit" if high else "below the lower limit"
        case Signal.TREND:
            return f"trend of {point.length} {'rising' if high else 'falling'}"
        case Signal.TWO_IN_THREE:
            return f"two of three {'above the upper' if high else 'below the lower'} warning line"
        case Signal.SHIFT:
            return f"shift of {point.length} {'above' if high else 'below'} the mean"
        case Signal.NONE:
            return ""


def cause_words(point: Charted) -> str:
    """Say the special cause with what it means: `shift of 7 below the mean, an improvement`."""
    words = signal_words(point)
    return words and words + _CALLS.get(point.call, "")


def sentence(made: Chart) -> str:
    """Say what the latest point shows, whether earlier ones show anything, and how the target will fare."""
    quarter = made.latest.quarter
    latest = f"The latest point, {len(made.points) if quarter is None else quarter}, shows"
    earlier = sum(point.signal is not Signal.NONE for point in made.points[:-1])
    if made.latest.signal is not Signal.NONE:
        told = f"{latest} a special cause: {cause_words(made.latest)}."
    elif earlier:
        told = f"{latest} no special cause; {earlier} earlier point{'s do' if earlier > 1 else ' does'}."
    else:
        told = f"{latest} no special cause, nor does any before it."
    assured = assurance_words(made)
    return f"{told} {assured}" if assured else told


def assurance_words(made: Chart) -> str:
    """Say whether the process within its limits meets its target; empty where there is none to meet."""
    if made.assurance is Assurance.NONE:
        return ""
    return f"Within its limits it {_ASSURED[made.assurance]} the target of {made.target}."


def flat_notes(made: Chart) -> tuple[str, ...]:
    """Say which groups have limits without width though their values differ, as screening left only ties."""
    return tuple(
        f"The limits from {made.name(group.start)} have no width: screening leaves only ranges of 0, so any"
        " point off the mean is outside."
        for group in made.groups
        if group.screened and not group.average_range
    )


def rounded(number: Fraction, places: int) -> Decimal:
    """Round half away from zero, exactly, to decimal places."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if number >= 0 else -whole).scaleb(-places)
