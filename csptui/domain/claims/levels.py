"""Binds a number as a level: what the figure is, was, or is to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.bond import CHANGE, LEVEL, SIDES, TARGET, Bond, change_word, is_aim
from csptui.domain.claims.held import Role
from csptui.domain.claims.mentions import Form
from csptui.domain.claims.neutral import NEUTRAL
from csptui.domain.claims.words import words

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.mentions import Mention
    from csptui.domain.claims.subject import Vocabulary

_LEVEL_VERBS = words(
    """
    at is are was were stands stood now reached totalled totalling recorded remains remained reads
    number currently equals be been reported had have has saw sits sat showed shows of ended finished actual
    """
)
_NOW_NOUNS = words(
    """
    rate figure total level value score outturn result percentage actual number performance proportion
    ratio levels numbers count share outcome
    """
)
_LATER = words("next national regional stretch future original new proposed")
_TAKES = words("took takes taking brought brings bringing")
_NEAR, _FAR = 4, 12
_THIN = words("a an the of about only just , : ( further - – = now currently still is was are were by")
_PAUSES = frozenset((":", ",", "("))
_OF = words("of at was is were : = are ( being equals ,")
_COUNTED = words(
    """
    people persons individuals incidents cases offences crimes clients residents young referrals reports group
    cohort those
    """
)
_LEAST_COUNT = 10
_WERE = words("was were are is have had completed engaged agreed")
_VERBS_OF_COUNTS = words(
    """
    is are was were has have had in per recorded reported registered took occurred on
    """
)


def left_level(frame: Frame, one: Mention, before: int, index: int) -> Bond | None:
    """Bind a level by the words before it."""
    low = frame.low(before)
    if low in {"from", "between"}:
        return _from(frame, one, before)
    if low in {"to", "and"} and (bond := _to(frame, one, before, index)) is not None:
        return bond
    return _of(frame, one, before) or _level(frame, one, before)


def _from(frame: Frame, one: Mention, before: int) -> Bond:
    way, word = _way_before(frame, before - 1)
    if frame.low(before) == "between":
        way, word = "", -1
    first = before if word < 0 else word
    return Bond(LEVEL, way, word, first, one.last, Role.BEFORE)


def _way_before(frame: Frame, start: int) -> tuple[str, int]:
    for at in range(start, max(-1, start - 10), -1):
        low = frame.low(at)
        if frame.is_boundary(at) and low not in {",", "and"} and frame.tokens[at].kind == "m":
            break
        way = low if low in {"up", "down"} else change_word(low)
        if way:
            return way, at
        if frame.tokens[at].kind == "n" and at not in frame.passed:
            break
    return "", -1


def _to(frame: Frame, one: Mention, before: int, index: int) -> Bond | None:
    """Bind `to 188` as the level that was reached, and `from 35 and 36` as a pair."""
    last = frame.mentions[index - 1] if index else None
    if (
        last is not None
        and one.first - last.last <= _FAR
        and frame.low(last.first - 1) in {"from", "between"}
    ):
        way, word = _way_before(frame, last.first - 2)
        return Bond(LEVEL, way, word, last.first - 1, one.last, Role.NOW)
    if frame.low(before) != "to":
        return None
    way, word = _way_before(frame, before - 1)
    if word < 0 and last is not None and frame.low(last.first - 1) == "by" and one.first - last.last <= _NEAR:
        way, word = _way_before(frame, last.first - 2)
    if word < 0 and any(frame.low(back) in _TAKES for back in range(max(0, before - 8), before)):
        return Bond(LEVEL, first=before, last=one.last, role=Role.NOW)
    if word < 0:
        compared = frame.low(before - 1) in {"compared", "comparison", "relative"}
        return Bond(LEVEL, first=before, last=one.last, firm=False) if compared else None
    return Bond(LEVEL, way, word, word, one.last, Role.NOW)


def _of(frame: Frame, one: Mention, before: int) -> Bond | None:
    """Bind `increase of 8.6%`, `a decrease, of 24.6%`, `increases in these areas of 60%`, `target of 30%`."""
    goes_on = frame.end_of(frame.piece[one.last]) - one.last > 2  # noqa: PLR2004 - a full stop at most
    if frame.low(before) not in _OF or (goes_on and frame.low(before) in _PAUSES):
        return None
    at = before - 1
    while at >= 0 and frame.low(at) in _THIN:
        at -= 1
    if frame.low(at) == "baseline":
        return Bond(LEVEL, first=at, last=one.last, role=Role.BEFORE)
    if frame.low(at) in {"change", "movement", "difference"}:
        return Bond(CHANGE, "", -1, at, one.last)
    for back in range(at, max(-1, at - 10), -1):
        low = frame.low(back)
        if frame.tokens[back].kind == "m" and frame.is_boundary(back):
            break
        if is_aim(low, frame.low(back + 1)):
            return _of_aim(frame, one, before, back)
        if low in lexicon.NOUNS:
            return Bond(CHANGE, lexicon.NOUNS[low], back, back, one.last)
        if low in _NOW_NOUNS and frame.low(before) == "of":
            break
    return None


def _of_aim(frame: Frame, one: Mention, before: int, aim: int) -> Bond | None:
    """Bind `a target of 9%` as the target, and `above target at 13.11%` as the actual."""
    sided = frame.low(aim - 1) in SIDES or frame.low(aim - 2) in SIDES
    if sided and frame.low(before) == ":":
        return None
    if any(frame.low(at) in _LATER for at in range(max(0, aim - 3), one.first)):
        return Bond(LEVEL, first=aim, last=one.last, role=Role.TARGET, firm=False)
    told = sided and frame.low(before) in {"at", "is", "are", "was", "were"}
    return Bond(LEVEL, first=aim, last=one.last, role=Role.NOW if told else Role.TARGET)


def _level(frame: Frame, one: Mention, before: int) -> Bond | None:
    low = frame.low(before)
    if is_aim(low, ""):
        return Bond(LEVEL, first=before, last=one.last, role=Role.TARGET)
    if low == "with" and frame.low(one.last + 1) == "in":
        return Bond(LEVEL, first=one.first, last=one.last, role=Role.NOW)
    if low in {"against", "versus", "v", "vs", "with", "than"}:
        return Bond(LEVEL, first=before, last=one.last, firm=False)
    if low not in _LEVEL_VERBS:
        return None
    role = Role.NOW
    if low in {"was", "were", "had", "reached", "recorded", "stood"}:
        role = Role.OTHER
    if one.form is Form.NUMBER and one.spoken:
        return None
    return Bond(LEVEL, first=before, last=one.last, role=role)


def across(frame: Frame, one: Mention) -> Bond | None:
    """Bind over a bracket or comma: `increased (8.6%)`, `behind target by some way: 8.3 points`."""
    at = one.first - 1
    if at < 1 or not frame.is_boundary(at) or frame.tokens[at].kind != "m":
        return None
    alone = frame.end_of(frame.piece[one.last]) - one.last <= 2  # noqa: PLR2004 - a full stop at most
    way = change_word(frame.low(at - 1)) if alone else ""
    if way:
        return Bond(CHANGE, way, at - 1, at - 1, one.last)
    for back in range(at - 1, max(-1, at - 9), -1) if alone else ():
        low = frame.low(back)
        if low in SIDES and any(is_aim(frame.low(back + step), "") for step in (1, 2, 3)):
            return Bond(TARGET, SIDES[low], back, back, one.last)
        if change_word(low) and frame.low(at)[:1] in {":", "(", "-", "–"}:
            return Bond(CHANGE, change_word(low), back, back, one.last)
    return None


def dated(frame: Frame, one: Mention, at: int) -> Bond | None:
    """Bind `71.2% last year`, `49 times last year`, `66.7% this year`."""
    if frame.low(at) in {"times", "cases", "people", "incidents", "offences"}:
        at += 1
    steps = 0
    while steps < 2 and frame.low(at + steps) in {"in", "the", "for", "a"}:  # noqa: PLR2004 - `in the`
        steps += 1
    low, after = frame.low(at + steps), frame.low(at + steps + 1)
    if low == "year" and after in {"before", "earlier", "ago"}:
        return Bond(LEVEL, first=one.first, last=at + steps + 1, role=Role.BEFORE)
    if low in {"last", "previous"} and after == "year":
        return Bond(LEVEL, first=one.first, last=at + steps + 1, role=Role.BEFORE)
    if low == "this" and after == "year":
        return Bond(LEVEL, first=one.first, last=at + steps + 1, role=Role.NOW)
    return None


def counted(frame: Frame, one: Mention, known: Vocabulary) -> Bond | None:
    """Bind a number that begins a piece and counts what the row counts: `149 incidents were reported`."""
    start = frame.starts[frame.piece[one.first]]
    named = known.counts and one.value >= _LEAST_COUNT and known.names(frame.low(one.last + 1))
    if named and one.form is Form.NUMBER and frame.low(one.last + 1) not in NEUTRAL:
        end = min(frame.end_of(frame.piece[one.last]), one.last + _FAR)
        return _count(frame, one, end, known)
    if one.first - start > _NEAR or not _is_neutral(frame, start, one.first, known):
        return None
    end = min(frame.end_of(frame.piece[one.last]), one.last + _FAR)
    at = one.last + 1
    if frame.low(at) == "of":
        return _of_whole(frame, one, known, at, end)
    if one.form is Form.PERCENT and known.is_share and frame.low(at) in _WERE:
        return _count(frame, one, end, known)
    if one.form is not Form.NUMBER:
        return None
    per = next((ahead for ahead in range(at, min(end, at + 6)) if frame.low(ahead) == "per"), -1)
    if frame.low(per + 1) != str(known.per):
        per = -1
    if frame.low(at) in known.units or per > 0:
        return Bond(LEVEL, first=one.first, last=max(one.last, per), role=Role.NOW)
    if not known.counts or not (known.names(frame.low(at)) or frame.low(at) in _COUNTED):
        return None
    told = any(frame.low(ahead) in _VERBS_OF_COUNTS for ahead in range(at, end))
    if not told and end - at > 2:  # noqa: PLR2004 - `237 convictions,`
        return None
    return _count(frame, one, end, known)


def _count(frame: Frame, one: Mention, end: int, known: Vocabulary) -> Bond:
    """Bind a count or share of what the row counts; of the rest where that is denied or named otherwise."""
    after = range(one.last + 1, end)
    denied = any(frame.low(at) in lexicon.NEGATIONS for at in after)
    rest = denied or any(frame.tokens[at].is_word and not known.knows(frame.low(at)) for at in after)
    return Bond(LEVEL, first=one.first, last=end - 1, role=Role.OTHER, whole=True, rest=rest)


def _is_neutral(frame: Frame, start: int, end: int, known: Vocabulary) -> bool:
    return all(known.knows(frame.low(at)) for at in range(start, end) if frame.tokens[at].is_word)


def _of_whole(frame: Frame, one: Mention, known: Vocabulary, at: int, end: int) -> Bond | None:
    """Bind `two thirds of young offenders were engaged`, `7.4% of disposals were custodial`."""
    if one.form is not Form.PERCENT or not known.is_share:
        return None
    if not any(known.names(frame.low(ahead)) or frame.low(ahead) in _COUNTED for ahead in range(at, end)):
        return None
    return _count(frame, one, end, known)
