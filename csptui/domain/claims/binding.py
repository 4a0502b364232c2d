"""Binds a number to the words round it: a change, a distance to target, a level, or none of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.frame import WINDOW
from csptui.domain.claims.held import Relation, Role, Since
from csptui.domain.claims.mentions import Form, Mention
from csptui.domain.claims.words import words

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame

EXCEED, WITHIN, MET, MISSED, SHARE = "exceed", "within", "met", "missed", "share"
_CHANGE = frozenset((Relation.CHANGE,))
_TARGET = frozenset((Relation.TARGET,))
_LEVEL = frozenset((Relation.LEVEL,))
_BARE = frozenset((Relation.CHANGE, Relation.TARGET))
_ANY = frozenset(Relation)

SIDES = {
    "above": lexicon.UP,
    "over": lexicon.UP,
    "below": lexicon.DOWN,
    "under": lexicon.DOWN,
    "beneath": lexicon.DOWN,
    "short": lexicon.WORSE,
    "shy": lexicon.WORSE,
    "behind": lexicon.WORSE,
    "adrift": lexicon.WORSE,
    "off": "",
    "away": "",
    "outside": lexicon.WORSE,
    "ahead": lexicon.BETTER,
    "inside": lexicon.BETTER,
    "within": WITHIN,
    "beyond": EXCEED,
}
VERBS = {
    "exceeded": EXCEED,
    "exceeds": EXCEED,
    "exceed": EXCEED,
    "exceeding": EXCEED,
    "surpassed": EXCEED,
    "overshot": EXCEED,
    "missed": lexicon.WORSE,
    "misses": lexicon.WORSE,
    "missing": lexicon.WORSE,
    "beat": lexicon.BETTER,
    "beats": lexicon.BETTER,
    "beaten": lexicon.BETTER,
    "bettered": lexicon.BETTER,
    "outperformed": lexicon.BETTER,
    "outperforming": lexicon.BETTER,
    "underperformed": lexicon.WORSE,
    "undershot": lexicon.DOWN,
    "met": lexicon.BETTER,
    "achieved": lexicon.BETTER,
}
_SKIPPED_RIGHT = words(
    """
    further overall net annual annualised year-on-year quarterly slight small large sharp significant
    steady welcome real total whole rate percentage point relative sustained continued modest marked
    quarter-on-quarter substantial proportionate actual in-year the
    """
)
_PERIOD_AFTER_OVER = words(
    """
    last past year quarter period previous twelve 12 same time course prior two three four five six
    """
)
_LEVEL_VERBS = words(
    """
    at is are was were stands stood now reached totalled totalling recorded remains remained reads
    currently equals be been reported had have has saw sits sat showed shows of ended finished actual
    """
)
_NOW_NOUNS = words(
    """
    rate figure total level value score outturn result percentage actual number performance proportion
    ratio levels numbers count share outcome
    """
)
_NEAR = 4
_THIN = words(
    """
    a an the of about only just , : ( further - – = now currently still is was are were by
    """
)


@dataclass(frozen=True, slots=True)
class Bond:
    """What a number is bound to: the relations that it admits, and which way they must go.

    `word` is the token that says the way (-1 for none); `first` and `last` are the tokens from which to which
    the claim reaches; `elsewhere` is what it is compared with where that is not held.
    """

    relations: frozenset[Relation]
    way: str = ""
    word: int = -1
    first: int = 0
    last: int = 0
    role: Role | None = None
    since: Since | None = None
    elsewhere: str = ""
    firm: bool = True


def bond_of(frame: Frame, index: int) -> Bond:
    """Bind one mention of a sentence."""
    one = frame.mentions[index]
    bond = _own(frame, one) or _right(frame, one) or _left(frame, one, index) or _across(frame, one)
    if bond is None:
        return Bond(_BARE, first=one.first, last=one.last, firm=_is_alone(frame, one))
    return bond


def _own(frame: Frame, one: Mention) -> Bond | None:
    if not one.verb:
        return None
    del frame
    return Bond(_CHANGE, lexicon.UP if one.sign > 0 else lexicon.DOWN, one.first, one.first, one.last)


def _is_alone(frame: Frame, one: Mention) -> bool:
    """Whether the sentence is little more than the number itself."""
    piece = frame.piece[one.first]
    return one.first - frame.starts[piece] <= 2 and len(frame.tokens) <= 8  # noqa: PLR2004 - a few words


def _right(frame: Frame, one: Mention) -> Bond | None:
    """Bind to what follows: `8.6% increase`, `11% above target`, `three fewer`, `98.6% of target`."""
    at = one.last + 1
    passed = 0
    while passed < 3 and (frame.low(at) in _SKIPPED_RIGHT or frame.low(at).endswith("ly")):  # noqa: PLR2004
        at += 1
        passed += 1
    bond = _word_right(frame, one, at)
    if bond is None and one.form is Form.NUMBER:
        for ahead in range(at + 1, min(at + 4, len(frame.tokens))):
            if frame.is_boundary(ahead) or frame.tokens[ahead].kind == "n":
                break
            low = frame.low(ahead)
            if low in SIDES or low in {"fewer", "more", "higher", "lower", "less"}:
                return _word_right(frame, one, ahead)
    return bond


def _word_right(frame: Frame, one: Mention, at: int) -> Bond | None:
    low, after = frame.low(at), frame.low(at + 1)
    if low in lexicon.NOUNS:
        if after in {"target", "targets"}:
            return Bond(_LEVEL, first=one.first, last=at + 1, elsewhere="a target of its own", firm=False)
        return Bond(_CHANGE, lexicon.NOUNS[low], at, one.first, at)
    if low in lexicon.COMPARATIVES:
        return _compared(frame, one, at, lexicon.COMPARATIVES[low])
    if low == "of" and _object(frame, at + 1) is Relation.TARGET:
        return Bond(_TARGET, SHARE, -1, one.first, at)
    if low in SIDES and not _is_period(frame, at):
        return _compared(frame, one, at, SIDES[low])
    return None


def _is_period(frame: Frame, at: int) -> bool:
    """Whether `over` or `within` begins a span of time: `over the last year`."""
    if frame.low(at) not in {"over", "within", "under", "inside"}:
        return False
    ahead = {frame.low(at + step) for step in (1, 2, 3)}
    return bool(ahead & _PERIOD_AFTER_OVER) and "target" not in ahead


def _compared(frame: Frame, one: Mention, at: int, way: str) -> Bond | None:
    """Bind to a comparison by what it compares with: the target, the year before, or something else."""
    side = frame.low(at) in SIDES
    seen, other = _compared_with(frame, at + 1)
    if other:
        return Bond(_ANY, way, at, one.first, at, elsewhere=other)
    if seen is Relation.TARGET:
        return Bond(_TARGET, way, at, one.first, at)
    if seen is Relation.CHANGE:
        changed = {WITHIN: "", EXCEED: lexicon.UP}.get(way, way)
        return Bond(_CHANGE, changed, at, one.first, at)
    if side:
        return Bond(_TARGET, way, at, one.first, at)
    if frame.low(at) in {"additional", "extra", "up", "down"} or one.form is Form.NUMBER:
        return Bond(_CHANGE, way, at, one.first, at)
    return Bond(_BARE, way, at, one.first, at)


def _object(frame: Frame, start: int) -> Relation | None:
    return _compared_with(frame, start)[0]


_YEAR_WORDS = words(
    """
    year year's baseline previous annual 2008 last before earlier
    """
)


def _compared_with(frame: Frame, start: int) -> tuple[Relation | None, str]:
    for at in range(start, min(start + 8, len(frame.tokens))):
        low = frame.low(at)
        if low in {"target", "targets", "targeted", "trajectory", "milestone"}:
            return Relation.TARGET, ""
        if low in lexicon.OTHERS:
            return None, f"{frame.tokens[at].text} figures"
        if low in {
            "predicted",
            "expected",
            "forecast",
            "anticipated",
            "profile",
            "predictions",
            "expectations",
        }:
            return None, f"what was {low}" if low.endswith("ed") else f"a {low.rstrip('s')}"
        if low in _YEAR_WORDS or low in {"quarter", "quarter's", "q"}:
            return Relation.CHANGE, ""
        if at + 2 < len(frame.tokens) and frame.tokens[at].kind == "n" and at in frame.passed:
            return Relation.CHANGE, ""
        if frame.is_boundary(at) and at > start:
            break
    return None, ""


def _left(frame: Frame, one: Mention, index: int) -> Bond | None:
    """Bind to what stands before: `fell by 2.1%`, `increase of 8.6%`, `exceeded by 56.4%`, `at 13.11%`."""
    before = one.first - 1
    while before >= 0 and (
        frame.low(before) in {"a", "an", "the", "only", "further", "just", "another"}
        or _is_adverb(frame, before)
    ):
        before -= 1
    low = frame.low(before)
    if low == "by":
        return _by(frame, one, before - 1)
    if low in {"from", "between"}:
        return _from(frame, one, before)
    if low in {"to", "and"} and (bond := _to(frame, one, before, index)) is not None:
        return bond
    if low in lexicon.FINITE and (not one.spoken or one.form is not Form.NUMBER):
        return Bond(_CHANGE, lexicon.FINITE[low], before, before, one.last)
    if low in lexicon.BARE or low in lexicon.PARTICIPLES:
        way = lexicon.BARE.get(low) or lexicon.PARTICIPLES[low]
        return Bond(_CHANGE, way, before, before, one.last)
    if low in {"up", "down"}:
        return Bond(_CHANGE, low, before, before, one.last)
    if low == "within":
        return Bond(_TARGET, WITHIN, before, before, one.last)
    if low in VERBS:
        return Bond(_TARGET, VERBS[low], before, before, one.last)
    return _of(frame, one, before) or _level(frame, one, before)


def _is_adverb(frame: Frame, at: int) -> bool:
    token = frame.tokens[at]
    return token.is_word and token.low.endswith("ly") and len(token.low) > 4  # noqa: PLR2004 - not `fly`


def _by(frame: Frame, one: Mention, start: int) -> Bond | None:
    """Find the nearest word of change or of target before `by`, else a verb of change after the number."""
    for at in range(start, max(-1, start - WINDOW // 2), -1):
        if frame.tokens[at].text.startswith(";"):
            break
        bond = _word_by(frame, one, at)
        if bond is not None:
            return bond
    for at in range(one.last + 1, min(one.last + 8, len(frame.tokens))):
        way = change_word(frame.low(at))
        if way and frame.low(at) not in lexicon.NOUNS:
            return Bond(_CHANGE, way, at, one.first, at)
    return None


def _word_by(frame: Frame, one: Mention, at: int) -> Bond | None:
    low = frame.low(at)
    if low in VERBS or (low in SIDES and not _is_period(frame, at) and "target" in _near(frame, at)):
        return Bond(_TARGET, VERBS.get(low) or SIDES[low], at, at, one.last)
    if low in {"up", "down"}:
        return Bond(_CHANGE, low, at, at, one.last)
    if low in lexicon.COMPARATIVES:
        return _compared(frame, one, at, lexicon.COMPARATIVES[low])
    way = change_word(low)
    return Bond(_CHANGE, way, at, at, one.last) if way else None


def change_word(low: str) -> str:
    """Give the way that a word of change goes; empty for any other word."""
    tables = (lexicon.FINITE, lexicon.PARTICIPLES, lexicon.BARE, lexicon.NOUNS)
    return next((table[low] for table in tables if low in table), "")


def _near(frame: Frame, at: int) -> set[str]:
    return {frame.low(at + step) for step in range(-4, 5)}


def _from(frame: Frame, one: Mention, before: int) -> Bond:
    way, word = _way_before(frame, before - 1)
    if frame.low(before) == "between":
        way, word = "", -1
    first = before if word < 0 else word
    return Bond(_LEVEL, way, word, first, one.last, Role.BEFORE)


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
    if index:
        last = frame.mentions[index - 1]
        near = one.first - last.last <= 12  # noqa: PLR2004 - `from 10.48% in 2008/09 to 13.11%`
        linked = frame.low(last.first - 1) in {"from", "between"}
        if near and linked:
            way, word = _way_before(frame, last.first - 2)
            return Bond(_LEVEL, way, word, last.first - 1, one.last, Role.NOW)
    if frame.low(before) != "to":
        return None
    way, word = _way_before(frame, before - 1)
    if word < 0 and index:
        last = frame.mentions[index - 1]
        if frame.low(last.first - 1) == "by" and one.first - last.last <= _NEAR:
            way, word = _way_before(frame, last.first - 2)
    if word < 0:
        compared = frame.low(before - 1) in {"compared", "comparison", "relative"}
        return Bond(_LEVEL, first=before, last=one.last, firm=False) if compared else None
    return Bond(_LEVEL, way, word, word, one.last, Role.NOW)


_OF = words("of at was is were : = are ( being equals ,")


def _of(frame: Frame, one: Mention, before: int) -> Bond | None:
    """Bind `increase of 8.6%`, `a decrease, of 24.6%`, `increases in these areas of 60%`, `target of 30%`."""
    if frame.low(before) not in _OF:
        return None
    at = before - 1
    while at >= 0 and frame.low(at) in _THIN:
        at -= 1
    if frame.low(at) == "baseline":
        return Bond(_LEVEL, first=at, last=one.last, role=Role.BEFORE)
    if frame.low(at) in {"change", "movement", "difference"}:
        return Bond(_CHANGE, "", -1, at, one.last)
    for back in range(at, max(-1, at - 10), -1):
        low = frame.low(back)
        if frame.tokens[back].kind == "m" and frame.is_boundary(back):
            break
        if low in {"target", "targets"}:
            return Bond(_LEVEL, first=back, last=one.last, role=Role.TARGET)
        if low in lexicon.NOUNS:
            return Bond(_CHANGE, lexicon.NOUNS[low], back, back, one.last)
        if low in _NOW_NOUNS and frame.low(before) == "of":
            break
    return None


def _level(frame: Frame, one: Mention, before: int) -> Bond | None:
    low = frame.low(before)
    if low in {"target", "targets"}:
        return Bond(_LEVEL, first=before, last=one.last, role=Role.TARGET)
    if low in {"against", "versus", "v", "vs", "with", "than"}:
        return Bond(_LEVEL, first=before, last=one.last, firm=False)
    if low not in _LEVEL_VERBS:
        return None
    role = Role.NOW
    if low in {"was", "were", "had", "reached", "recorded", "stood"}:
        role = Role.OTHER
    if one.form is Form.NUMBER and one.spoken:
        return None
    return Bond(_LEVEL, first=before, last=one.last, role=role)


def _across(frame: Frame, one: Mention) -> Bond | None:
    """Bind over a bracket or comma: `increased (8.6%)`, `a fall - 8.6% - on last year`."""
    at = one.first - 1
    if at < 1 or not frame.is_boundary(at) or frame.tokens[at].kind != "m":
        return None
    low = frame.low(at - 1)
    for table in (lexicon.FINITE, lexicon.NOUNS):
        if low in table:
            return Bond(_CHANGE, table[low], at - 1, at - 1, one.last)
    return None
