"""Claims of quarters in a row, `the third quarter running that it has increased`, by the quarters held."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.claim import ClaimVerdict
from csptui.domain.claims.directions import is_of_performance
from csptui.domain.claims.verdicts import Judged
from csptui.domain.figure import number_text
from csptui.domain.indicator import Polarity
from csptui.domain.scorecard import NO_READING
from csptui.domain.series import point_of
from csptui.domain.trend import MOVES, Direction, Verdict, direction, run_up_to, verdict

if TYPE_CHECKING:
    from csptui.domain.claims.directions import Told
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.held import Facts

_NEAR = 10
_BESIDE = frozenset(("consecutive", "successive"))
_COUNTS = {"second": 2, "two": 2, "2": 2, "2nd": 2, "third": 3, "three": 3, "3": 3, "3rd": 3}
"""As many quarters in a row as can be told by those held; of more, none is judged."""
_WAYS = {
    lexicon.UP: (Direction.UP, Direction.DOWN),
    lexicon.DOWN: (Direction.DOWN, Direction.UP),
    lexicon.BETTER: (Verdict.BETTER, Verdict.WORSE),
    lexicon.WORSE: (Verdict.WORSE, Verdict.BETTER),
}


def run_of(frame: Frame, told: Told) -> int | None:
    """Give how many quarters in a row a direction is told of; 0 where that is not clear, None where none is.

    Beside a second run, or in another piece of the sentence, it is not clear which direction it is of.
    """
    near = range(max(0, told.first - _NEAR), min(len(frame.tokens), told.first + _NEAR))
    found = [one for one in near if _is_run(frame, one)]
    if not found:
        return None
    one = found[0]
    leads = "that" in {frame.low(one + 1), frame.low(one + 2), frame.low(one + 4)}
    apart = frame.piece[one] != frame.piece[told.word] and not leads
    if len(found) > 1 or apart or is_of_performance(frame, told.word):
        return 0
    before = one - 2 if frame.low(one - 1) in _BESIDE else one - 1
    return _COUNTS.get(frame.low(before), 0)


def _is_run(frame: Frame, at: int) -> bool:
    return frame.low(at) in {"quarter", "quarters"} and (
        frame.low(at + 1) == "running"
        or frame.low(at - 1) in _BESIDE
        or (frame.low(at + 1), frame.low(at + 3)) == ("in", "row")
    )


def judge_run(count: int, told: Told, facts: Facts) -> Judged:
    """Judge whether a figure moved one way for so many quarters in a row, as a trend takes the quarters.

    Whether three quarters in a row are three moves or two is not said: it fits where three moves agree, and
    is contradicted only where one of the last two goes the other way.
    """
    indicator, ways = facts.indicator, _WAYS.get(told.way)
    if not count or ways is None or told.negated or indicator.polarity is Polarity.ZERO:
        return Judged(ClaimVerdict.UNCHECKED, "a run of quarters is not clear")
    quarters = [facts.shown]
    for _ in range(MOVES):
        quarters.insert(0, quarters[0].previous())
    points = []
    for quarter in quarters:
        record = facts.quarters.get(quarter)
        reading = NO_READING if record is None else record.readings.get(indicator.id, NO_READING)
        points.append(point_of(indicator, quarter, reading))
    values, ended = run_up_to(points, indicator)
    if isinstance(ways[0], Direction):
        moves: list[Direction | Verdict] = [direction(first, then) for first, then in pairwise(values)]
    else:
        moves = [verdict(first, then, indicator.polarity) for first, then in pairwise(values)]
    if ways[1] in moves[1 - count :]:
        shown = ", ".join(number_text(one.reading.figure, indicator) for one in points[-len(values) :])
        return Judged(ClaimVerdict.CONTRADICTS, f"the last quarters are {shown}")
    if len(moves) < count:
        return Judged(ClaimVerdict.UNCHECKED, ended)
    if set(moves[-count:]) == {ways[0]}:
        shown = ", ".join(number_text(one.reading.figure, indicator) for one in points[-count - 1 :])
        return Judged(ClaimVerdict.FITS, f"the last quarters are {shown}")
    return Judged(ClaimVerdict.UNCHECKED, "it may be two moves that are meant, or three")
