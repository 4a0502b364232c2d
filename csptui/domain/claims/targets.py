"""Claims about the target without a number: `target met`, `below target`, `on target`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from csptui.domain.claims import bond as bonds
from csptui.domain.claims import lexicon
from csptui.domain.claims.bond import is_aim
from csptui.domain.claims.claim import ClaimVerdict
from csptui.domain.claims.held import Relation
from csptui.domain.claims.verdicts import Judged, goes
from csptui.domain.claims.words import words
from csptui.domain.rag import Colour, shortfall

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.held import Facts

_REACH = 8
_OF_OTHERS = words(
    """
    stretch interim national regional next ltp strategic long-term aspirational original
    """
)
_INFINITIVES = words(
    """
    meet achieve hit reach attain exceed beat miss improve
    """
)
_SIDE_WORDS = {
    "above": lexicon.UP,
    "below": lexicon.DOWN,
    "over": lexicon.UP,
    "under": lexicon.DOWN,
    "behind": lexicon.WORSE,
    "short": lexicon.WORSE,
    "off": lexicon.WORSE,
    "outside": lexicon.WORSE,
    "ahead": lexicon.BETTER,
    "within": lexicon.BETTER,
    "inside": lexicon.BETTER,
    "on": bonds.MET,
    "better": lexicon.BETTER,
    "worse": lexicon.WORSE,
    "higher": lexicon.UP,
    "lower": lexicon.DOWN,
}
_VERBS = dict.fromkeys(lexicon.TARGET_MET, bonds.MET) | dict.fromkeys(lexicon.TARGET_MISSED, bonds.MISSED)
_VERBS |= {
    "exceeded": bonds.EXCEED,
    "surpassed": bonds.EXCEED,
    "beaten": lexicon.BETTER,
    "beat": lexicon.BETTER,
}
_VERBS |= {
    "exceeds": bonds.EXCEED,
    "exceeding": bonds.EXCEED,
    "achieving": bonds.MET,
    "meeting": bonds.MET,
}
_TRIED_WAYS = dict.fromkeys(("failed", "fails", "failing", "unable"), bonds.MISSED)
_TRIED = frozenset((*_TRIED_WAYS, "managed", "continued", "continues"))
_DID = dict.fromkeys(words("meet achieve hit reach attain"), bonds.MET) | {"miss": bonds.MISSED}
_MAY = words("would could might may should will can must")
_NARROWLY = words("narrowly just slightly marginally barely fractionally closely")
_NO_AIM = words("hardening group setting audience population date")
_ACROSS = words(
    """
    the our its this a of than for annual yearly has been was is not just comfortably end year
    """
)


@dataclass(frozen=True, slots=True)
class Aim:
    """A claim about the target: its tokens, the word that says it, and what it says."""

    first: int
    last: int
    word: int
    way: str
    negated: bool = False
    narrowly: bool = False


def aims(frame: Frame, bound: set[int]) -> list[Aim]:
    """Give what a sentence says of the target, but for what belongs to a number."""
    found: list[Aim] = []
    for at, token in enumerate(frame.tokens):
        if not is_aim(token.low, frame.low(at + 1)) or token.low == "planned" or frame.wary[at]:
            continue
        one = None if at in bound else _aim(frame, at)
        may = one is not None and any(frame.low(near) in _MAY for near in range(one.first, one.last))
        if one is not None and not may and one.word not in bound:
            found.append(replace(one, narrowly=_is_narrow(frame, one)))
    return found


def _is_narrow(frame: Frame, aim: Aim) -> bool:
    """Whether it is told as a near thing: `narrowly missed`, `just below target`."""
    near = range(max(0, aim.first - 2), aim.last + 1)
    return any(frame.low(at) in _NARROWLY for at in near)


def _aim(frame: Frame, at: int) -> Aim | None:
    """Find the word that says how the figure stands to the target, before it or after."""
    before = frame.low(at - 1)
    if before in _OF_OTHERS or frame.low(at + 1) in _NO_AIM:
        return None
    for back in range(at - 1, max(-1, at - _REACH), -1):
        low = frame.low(back)
        if low in _SIDE_WORDS:
            return _sided(frame, back, at)
        if low in _INFINITIVES and frame.low(back - 1) == "to" and frame.low(back - 2) in _TRIED:
            return Aim(back - 2, at, back - 2, _TRIED_WAYS.get(frame.low(back - 2), bonds.MET))
        way = _verb(frame, back)
        if way:
            return Aim(back, at, back, way, _negated(frame, back))
        passed = (
            low in _ACROSS or low == "-" or frame.tokens[back].kind == "n" or low == "%" or back == at - 1
        )
        if not passed or frame.is_boundary(back):
            break
    for ahead in range(at + 1, min(at + _REACH + 4, len(frame.tokens))):
        low = frame.low(ahead)
        if low in _VERBS and _passive(frame, at, ahead):
            return Aim(at, ahead, ahead, _VERBS[low], _negated(frame, ahead, at))
        on = low == "and" and frame.low(ahead + 1) in lexicon.AUXILIARIES
        if (frame.is_boundary(ahead) and not on) or low in _INFINITIVES:
            break
    return None


def _verb(frame: Frame, at: int) -> str:
    """Give what a verb before the target says: `met`, `missed`, `did not meet`."""
    low = frame.low(at)
    if low in _DID and {frame.low(at - 1), frame.low(at - 2)} & {"did", "didn't"}:
        return _DID[low]
    return _VERBS[low] if low in _VERBS and not _is_wished(frame, at) else ""


def _sided(frame: Frame, back: int, at: int) -> Aim | None:
    low, after = frame.low(back), frame.low(at + 1)
    if low == "on" and (at - back > 1 or after in {"to", "for"}):
        return None
    numbered = any(frame.tokens[one].kind == "n" for one in range(back, at))
    if low in {"over", "within"} and at - back > 3 and not numbered:  # noqa: PLR2004 - `over the target`
        return None
    return Aim(back, at, back, _SIDE_WORDS[low], _negated(frame, back))


def _passive(frame: Frame, at: int, ahead: int) -> bool:
    if frame.low(at + 1) == "" or ahead == at + 1:
        return True
    return any(frame.low(one) in lexicon.AUXILIARIES for one in range(at + 1, ahead))


def _is_wished(frame: Frame, at: int) -> bool:
    return frame.low(at - 1) in {"to", "towards", "of", "for", "be", "in", "if"}


def _negated(frame: Frame, at: int, start: int = 0) -> bool:
    window = range(max(start, at - 5), at)
    denied = any(
        frame.low(back) in lexicon.NEGATIONS
        and not (frame.low(back) in {"no", "none"} and frame.low(back - 1) == "of")
        for back in window
    )
    yet = any(frame.low(back) in {"yet", "still"} and frame.low(back + 1) == "to" for back in window)
    return denied or yet


def judge_aim(aim: Aim, facts: Facts) -> Judged:
    """Judge what is said of the target."""
    edge = facts.row.target.edge
    if facts.now is None:
        return Judged(ClaimVerdict.UNCHECKED, "no figure is held for this quarter")
    if edge is None or facts.part:
        return Judged(ClaimVerdict.UNCHECKED, facts.part or "there is no target")
    missed = shortfall(facts.now.value, edge)
    met = missed < 0 or (missed == 0 and not edge.comparison.is_strict)
    state = "meets" if met else "misses"
    reading = f"{facts.now.text} {state} the target of {facts.target_text}"
    told = _is_true(aim, facts, met=met)
    if told is not aim.negated:
        wide = aim.narrowly and not met and facts.row.rating.colour is Colour.RED
        return Judged(ClaimVerdict.UNCHECKED if wide else ClaimVerdict.FITS, reading)
    if _could_round(facts, met=met):
        return Judged(ClaimVerdict.UNCHECKED, f"{reading}, but within its rounding")
    return Judged(ClaimVerdict.CONTRADICTS, reading)


def _is_true(aim: Aim, facts: Facts, *, met: bool) -> bool:
    match aim.way:
        case bonds.MET:
            return met
        case bonds.MISSED | lexicon.WORSE:
            return not met
        case lexicon.BETTER:
            return met
    held = next((one for one in facts.readings if one.relation is Relation.TARGET and one.prime), None)
    return (
        held is not None and goes(held, aim.way, facts) and (aim.way != bonds.EXCEED or met or held.value > 0)
    )


def _could_round(facts: Facts, *, met: bool) -> bool:
    """Whether the rounding of the figure would let the target be met, or be missed."""
    edge, now = facts.row.target.edge, facts.now
    if edge is None or now is None:
        return False
    ends = [shortfall(value, edge) for value in (now.low, now.high)]
    return (
        any(end < 0 for end in ends) is not met
        and any(end > 0 for end in ends) is met
        and now.low != now.high
    )
