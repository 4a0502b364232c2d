"""Binds a number as a level: what the figure is, was, or is to be."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.bond import ANY, CHANGE, GAPS, LEVEL, SIDES, TARGET, Bond, change_word, is_aim
from csptui.domain.claims.held import Role, Since
from csptui.domain.claims.mentions import Form
from csptui.domain.claims.neutral import NEUTRAL
from csptui.domain.claims.passed_over import MONTH_NAMES, years_at
from csptui.domain.claims.words import words

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.mentions import Mention
    from csptui.domain.claims.subject import Vocabulary

_LEVEL_VERBS = words(
    """
    at is are was were stands stood now reached totalled totalling recorded remains remained reads
    number currently equals be been become became reported had have has saw sits sat showed shows of ended
    finished actual
    """
)
_NOW_NOUNS = words(
    """
    rate figure total level value score outturn result percentage actual number performance proportion
    ratio levels numbers count share outcome
    """
)
_LATER = words("next national regional stretch future original new proposed")
_STEPS = words("in the for a at of during end close")
_MOST_STEPS = 4
_TAKES = words("moved moves moving gone went took takes taking brought brings bringing")
_NEAR, _BY_TO, _FAR = 4, 8, 12
_THIN = words("a an the of about only just , : ( further - – = now currently still is was are were by")
_PAUSES = frozenset((":", ",", "("))
_OF = words("of at been was is were : = are ( being equals ,")
_COUNTED = words(
    """
    people persons individuals incidents cases offences crimes clients residents young referrals reports group
    cohort those victims
    """
)
_LEAST_COUNT = 10
_FAR_OFF = Decimal("1.5")
_KEPT_COUNT = words("recorded reported received registered counted in is")
_LEADS = words(
    """
    there were was we had have has with a an total of only just some about in all the and but which or so
    while when that is at saw see last this year over almost nearly around more less than under up to as
    """
)
_UNDONE = words("failed missed late lapsed unsuccessful dissatisfied unhappy otherwise")
_SHORT = 6
_AMOUNTS = words("amounts amounted equates equated comes came equal equivalent amounting")
_ENDED = words("ended closed finished end close finish")
_WERE = words("stayed kept remained avoided do does did was were are is have had completed engaged agreed")
_VERBS_OF_COUNTS = words(
    """
    is are was were has have had in per recorded reported registered took occurred on compared against
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
    after_noun = before > 0 and frame.tokens[before - 1].is_word and before - 1 not in frame.stated
    near = after_noun and any(at in frame.stated for at in range(max(0, before - 3), before))
    counted = word < 0 and near and frame.low(before) == "from"
    if counted:
        return Bond(LEVEL, first=before, last=one.last, firm=False)
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
        by = frame.low(at - 1) == "by"
        if frame.tokens[at].kind == "n" and at not in frame.passed and not by:
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
    if frame.low(before - 1).startswith("compar"):
        return Bond(LEVEL, first=before, last=one.last)
    way, word = _way_before(frame, before - 1)
    if word >= 0 and frame.low(before - 1) in _AMOUNTS:
        return Bond(CHANGE, way, word, word, one.last)
    if word < 0 and last is not None and one.first - last.last <= _BY_TO:
        way, word = _way_before(frame, last.first - 1)
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
    aimed = frame.low(at) == "shortfall" or any(
        is_aim(frame.low(near), frame.low(near + 1)) for near in range(max(0, at - 6), one.last + 6)
    )
    if frame.low(at) in GAPS and aimed:
        return Bond(TARGET, first=at, last=one.last)
    if frame.low(at) in {"change", "movement", "difference"}:
        return Bond(CHANGE, "", -1, at, one.last)
    return _of_farther(frame, one, before, at)


def _of_farther(frame: Frame, one: Mention, before: int, at: int) -> Bond | None:
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
    """Bind `a target of 9%` as the target, `above target at 13.11%` as the actual, `gap to target of 3%`."""
    gap = next((at for at in range(max(0, aim - 4), aim) if frame.low(at) in GAPS), -1)
    if gap >= 0 and frame.low(gap + 1) in {"to", "from", "between", "against", "on"}:
        return Bond(TARGET, first=gap, last=one.last)
    sided = frame.low(aim - 1) in SIDES or frame.low(aim - 2) in SIDES
    if sided and frame.low(before) == ":":
        return None
    if any(frame.low(at) in _LATER for at in range(max(0, aim - 3), one.first)):
        return Bond(LEVEL, first=aim, last=one.last, role=Role.TARGET, firm=False)
    told = sided and frame.low(before) in {"at", "is", "are", "was", "were"}
    return Bond(LEVEL, first=aim, last=one.last, role=Role.NOW if told else Role.TARGET)


def _back(before: int) -> range:
    return range(max(0, before - _FAR), before)


def _level(frame: Frame, one: Mention, before: int) -> Bond | None:
    low = frame.low(before)
    if is_aim(low, ""):
        return Bond(LEVEL, first=before, last=one.last, role=Role.TARGET)
    bond = _other_level(frame, one, before)
    if bond is not None:
        return bond
    if low not in _LEVEL_VERBS or (low == "of" and frame.low(before - 1) not in _NOW_NOUNS):
        return None
    # What there are now need not be what was counted.
    there_are = low == "are" and frame.low(before - 1) == "there"
    if there_are or (one.form is Form.NUMBER and one.spoken):
        return None
    role = Role.NOW if low in {"is", "now", "stands", "currently"} else Role.OTHER
    after = frame.tokens[one.last + 1 : one.last + 2]
    named = frame.low(one.first - 1) in {"a", "an"} and bool(after) and after[0].is_word
    firm = not named or after[0].low in _NOW_NOUNS
    return Bond(LEVEL, first=before, last=one.last, role=role, firm=firm)


def _other_level(frame: Frame, one: Mention, before: int) -> Bond | None:
    """Bind `with 937 in treatment`, `last year's 41.6`, `closed on 7.4%`, `compares with`, `against 475`."""
    low, earlier = frame.low(before), frame.low(before - 1)
    compared = earlier.startswith("compar")
    if low == "with" and frame.low(one.last + 1) == "in" and not compared:
        return Bond(LEVEL, first=one.first, last=one.last, role=Role.NOW)
    if low == "year" and frame.tokens[before].owns and earlier in {"last", "previous"}:
        return Bond(LEVEL, first=before, last=one.last, role=Role.BEFORE, since=Since.YEAR)
    if low == "on" and any(frame.low(back) in _ENDED for back in range(max(0, before - 6), before)):
        return Bond(LEVEL, first=before, last=one.last, role=Role.NOW)
    if low in {"with", "than"}:
        return Bond(LEVEL, first=before, last=one.last, firm=compared)
    if low in {"against", "versus", "v", "vs"}:
        return Bond(LEVEL, first=before, last=one.last, firm=any(at in frame.stated for at in _back(before)))
    this_year = low == "year" and earlier in {"this", "last"}
    if this_year and frame.end_of(frame.piece[one.last]) - one.last <= 2:  # noqa: PLR2004 - a full stop
        return Bond(LEVEL, first=before, last=one.last, role=Role.OTHER)
    return None


def across(frame: Frame, one: Mention, known: Vocabulary) -> Bond | None:
    """Bind over a bracket or comma: `increased (8.6%)`, `behind target by some way: 8.3 points`."""
    at = one.first - 1
    if at < 1 or not frame.is_boundary(at) or (frame.tokens[at].kind != "m" and frame.low(at) != "or"):
        return None
    alone = frame.end_of(frame.piece[one.last]) - one.last <= 2  # noqa: PLR2004 - a full stop at most
    level = _level_across(frame, one, at, known, alone=alone)
    if level is not None or not alone:
        return level
    way = change_word(frame.low(at - 1))
    if way:
        return Bond(CHANGE, way, at - 1, at - 1, one.last)
    for back in range(at - 1, max(-1, at - 9), -1):
        low = frame.low(back)
        if low in SIDES and any(is_aim(frame.low(back + step), "") for step in (1, 2, 3)):
            return Bond(TARGET, SIDES[low], back, back, one.last)
        if change_word(low) and frame.low(at)[:1] in {":", "(", "-", "–"}:
            return Bond(CHANGE, change_word(low), back, back, one.last)
    return None


def _level_across(frame: Frame, one: Mention, at: int, known: Vocabulary, *, alone: bool) -> Bond | None:
    """Bind `last year (1,248)`, `the result, 1,098, is`, `2008/09: 9.8%`, `…, or 31.5%`."""
    mark = frame.low(at)
    dated_before = {frame.low(at - 1), frame.low(at - 2)}
    named = dated_before & {"year", "quarter"}
    if mark[-1:] == "(" and named and dated_before & {"last", "previous"}:
        since = Since.YEAR if "year" in named else Since.QUARTER
        return Bond(LEVEL, first=at, last=one.last, role=Role.BEFORE, since=since)
    subject = frame.low(at - 1) in _NOW_NOUNS or known.names(frame.low(at - 1))
    if mark[:1] == ":" and alone and at <= _SHORT and subject:
        return Bond(LEVEL, first=at, last=one.last, role=Role.OTHER)
    if mark[:1] == ":" and alone and named and any(frame.low(back) == "same" for back in _back(at)):
        return Bond(LEVEL, first=at, last=one.last, role=Role.NOW)
    if mark == "," and frame.low(one.last + 1) == "," and subject:
        return Bond(LEVEL, first=at, last=one.last, role=Role.OTHER)
    if alone and mark[:1] in {":", "("} and at - 1 in frame.passed:
        return Bond(LEVEL, first=at, last=one.last, role=Role.OTHER)
    if alone and mark == "or":
        return Bond(ANY, first=at, last=one.last, role=Role.NOW)
    return None


def dated(frame: Frame, one: Mention, at: int) -> Bond | None:
    """Bind `71.2% last year`, `49 times last year`, `66.7% this year`."""
    if frame.low(one.first - 1) in {"by", "of"} or change_word(frame.low(one.first - 1)):
        return None
    if frame.low(at) in frame.units or frame.low(at) in {"times", "cases", "people", "incidents", "offences"}:
        at += 1
    steps = 0
    while steps < _MOST_STEPS and frame.low(at + steps) in _STEPS:
        steps += 1
    low, after = frame.low(at + steps), frame.low(at + steps + 1)
    if steps and years_at(frame.tokens, at + steps) is not None:
        return Bond(LEVEL, first=one.first, last=at + steps + 2, role=Role.OTHER)
    if low == "year" and after in {"before", "earlier", "ago"}:
        return Bond(LEVEL, first=one.first, last=at + steps + 1, role=Role.BEFORE)
    if low in {"last", "previous"} and after == "year":
        return Bond(LEVEL, first=one.first, last=at + steps + 1, role=Role.BEFORE)
    if (low in {"last", "previous"} and after == "quarter") or (low == "q" and steps):
        return Bond(LEVEL, first=one.first, last=at + steps + 1, role=Role.OTHER)
    dated_month = steps and low in MONTH_NAMES and frame.tokens[at + steps].is_capital
    if dated_month and frame.low(one.first - 1) == "and" and at + steps + 1 in frame.passed:
        return Bond(LEVEL, first=one.first, last=at + steps + 1, role=Role.OTHER)
    if low == "this" and after == "year":
        return Bond(LEVEL, first=one.first, last=at + steps + 1, role=Role.NOW)
    return None


def counted(frame: Frame, one: Mention, known: Vocabulary) -> Bond | None:
    """Bind a number that begins a piece and counts what the row counts: `149 incidents were reported`."""
    start = frame.starts[frame.piece[one.first]]
    end = min(frame.end_of(frame.piece[one.last]), one.last + _FAR)
    noun = frame.low(one.last + 1)
    if frame.low(one.first - 1) == "are" and frame.low(one.first - 2) == "there":
        return None
    named = known.counts and one.value >= _LEAST_COUNT and known.names(noun) and noun not in NEUTRAL
    if named and one.form is Form.NUMBER:
        return _count(frame, one, end, known)
    if noun in known.units and one.form is Form.NUMBER:
        return Bond(LEVEL, first=one.first, last=one.last + 1, role=Role.OTHER)
    done = one.form is Form.PERCENT and noun == "of" and known.names(frame.low(one.first - 1))
    if not done and (one.first - start > _NEAR or not _leads(frame, start, one.first)):
        return None
    if noun == "in" and one.form is Form.NUMBER and known.counts and known.names(frame.low(one.last + 2)):
        return _count(frame, one, end, known)
    if noun == "of":
        return _of_whole(frame, one, known, one.last + 1, end)
    if one.form is Form.PERCENT and known.is_share and noun in _WERE:
        return _count(frame, one, end, known)
    return _counted_number(frame, one, known, end) if one.form is Form.NUMBER else None


def _counted_number(frame: Frame, one: Mention, known: Vocabulary, end: int) -> Bond | None:
    at = one.last + 1
    per = next((ahead for ahead in range(at, min(end, at + 6)) if frame.low(ahead) == "per"), -1)
    if frame.low(at) in known.units or (per > 0 and frame.low(per + 1) == str(known.per)):
        return Bond(LEVEL, first=one.first, last=max(one.last, per), role=Role.NOW)
    own = known.names(frame.low(at))
    names = sum(known.names(frame.low(ahead)) for ahead in range(at, end))
    recorded = any(frame.low(ahead) in _KEPT_COUNT for ahead in range(at, end))
    kept = names > 1 or recorded or _is_near(one, known)
    if not known.counts or not (own or (frame.low(at) in _COUNTED and kept)):
        return None
    told = any(frame.low(ahead) in _VERBS_OF_COUNTS for ahead in range(at, end))
    if not told and end - at > 2:  # noqa: PLR2004 - `237 convictions,`
        return None
    return _count(frame, one, end, known)


def _is_near(one: Mention, known: Vocabulary) -> bool:
    """Whether a number may be the row's by its size, for what is counted is not said to be its own."""
    return any(one.value <= _FAR_OFF * size and size <= _FAR_OFF * one.value for size in known.sizes)


def _count(frame: Frame, one: Mention, end: int, known: Vocabulary) -> Bond:
    """Bind a count or share of what the row counts; of the rest where that is denied or named otherwise."""
    after = range(one.last + 1, end)
    denied = any(frame.low(at) in lexicon.NEGATIONS or frame.low(at) in _UNDONE for at in after)
    rest = denied or any(frame.tokens[at].is_word and not known.knows(frame.low(at)) for at in after)
    return Bond(LEVEL, first=one.first, last=end - 1, role=Role.OTHER, whole=True, rest=rest)


def _leads(frame: Frame, start: int, end: int) -> bool:
    """Whether what stands before a number leaves it at the head of its piece: `in total there were`."""
    return all(
        frame.low(at) in _LEADS or frame.low(at).endswith("ly")
        for at in range(start, end)
        if frame.tokens[at].is_word
    )


def _of_whole(frame: Frame, one: Mention, known: Vocabulary, at: int, end: int) -> Bond | None:
    """Bind `two thirds of young offenders were engaged`, `7.4% of disposals were custodial`."""
    those = one.form is Form.NUMBER and known.counts and frame.low(at + 1) in {"those", "the", "these"}
    if not those and (one.form is not Form.PERCENT or not known.is_share):
        return None
    if not any(known.names(frame.low(ahead)) or frame.low(ahead) in _COUNTED for ahead in range(at, end)):
        return None
    return _count(frame, one, end, known)
