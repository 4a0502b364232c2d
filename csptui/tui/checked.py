"""What the check of a text under edit has found, in the order in which it is told; no widget."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.claims import ClaimVerdict, comment_claims, narrative_claims
from csptui.domain.live import live_faults, live_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csptui.domain.claims import Claim, Fix
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Reading, Row, Scorecard

_ORDER = (ClaimVerdict.CONTRADICTS, ClaimVerdict.UNROUNDED)
_SIGNS = {ClaimVerdict.FITS: "ok", ClaimVerdict.UNCHECKED: "?"}
_COUNTED = {ClaimVerdict.FITS: ("fits", "fit"), ClaimVerdict.UNCHECKED: ("cannot be checked",) * 2}


class Point(NamedTuple):
    """One thing that was found in a text: its place, the sign and style that it is drawn in, what to say."""

    start: int
    end: int
    sign: str
    style: str
    sentence: str
    stands: bool = True
    fix: Fix | None = None


class Checked(NamedTuple):
    """All that was found: what is to be mended first, the worst first, then the rest; each by its place."""

    points: tuple[Point, ...] = ()
    tail: str = ""

    @property
    def standing(self) -> tuple[Point, ...]:
        """What is to be mended, by place."""
        return tuple(sorted(one for one in self.points if one.stands))

    @property
    def to_fix(self) -> int:
        """How many there are to mend."""
        return sum(one.stands for one in self.points)

    def at(self, place: int) -> Point | None:
        """Give what was found at a place of the text; what is to be mended goes before the rest."""
        return next((one for one in self.points if one.start <= place <= one.end), None)


NOTHING = Checked()


def comment_checked(text: str, *, row: Row, dataset: Dataset, reading: Reading | None) -> Checked:
    """Hold a comment against its row, with the figure that is typed in it."""
    if reading is not None:
        dataset = dataset.with_reading(row.id, reading)
        row = dataset.row(row.indicator, row.theme, row.number)
    card = dataset.scorecard() if live_figures(text, dataset) else None
    return checked(comment_claims(text, row, dataset), () if card is None else _faults(text, dataset, card))


def narrative_checked(text: str, *, theme: str, card: Scorecard, dataset: Dataset) -> Checked:
    """Hold a theme's narrative against the rows that it names."""
    return checked(narrative_claims(text, theme, card, dataset), _faults(text, dataset, card))


def nothing_checked(_text: str) -> Checked:
    """Find nothing: the figures cannot be read as they are typed now."""
    return NOTHING


def checked(claims: Iterable[Claim], faults: Iterable[Point] = ()) -> Checked:
    """Put the claims of a text, and the live figures in it that cannot be printed, in order."""
    claims = tuple(claims)
    standing = [one for one in claims if one.stands]
    ordered = [_point(one) for verdict in _ORDER for one in standing if one.verdict is verdict]
    rest = [_point(one) for one in claims if not one.stands]
    return Checked((*faults, *ordered, *rest), _tail(claims))


def _faults(text: str, dataset: Dataset, card: Scorecard) -> Iterator[Point]:
    """Give the live figures of a text that have nothing to print."""
    for live, message in live_faults(text, dataset, card):
        yield fault_point(live.start, live.end, text[live.start : live.end], message)


def fault_point(start: int, end: int, words: str, message: str) -> Point:
    """Give a live figure that cannot be printed."""
    return Point(start, end, "!!", "fault", f'"{words}" {message}.')


def _point(claim: Claim) -> Point:
    sign, style = "", "dim"
    if claim.stands:
        sign, style = "!!", "fault" if claim.verdict is ClaimVerdict.CONTRADICTS else "note"
    elif not claim.kept:
        sign = _SIGNS.get(claim.verdict, "")
    return Point(claim.start, claim.end, sign, style, claim.sentence, claim.stands, claim.fix)


def _tail(claims: Iterable[Claim]) -> str:
    """Count what asks for nothing: `3 fit, 2 cannot be checked, 1 kept`."""
    others = [one for one in claims if not one.stands]
    counts = Counter(one.verdict for one in others if not one.kept)
    parts = [
        f"{counts[verdict]:,} {words[counts[verdict] > 1]}"
        for verdict, words in _COUNTED.items()
        if counts[verdict]
    ]
    kept = sum(bool(one.kept) for one in others)
    return ", ".join([*parts, f"{kept:,} kept"] if kept else parts)
