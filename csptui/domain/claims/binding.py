"""Binds a number to the words round it: a change, a distance to target, a level, or none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.bond import (
    ANY,
    BARE,
    CHANGE,
    EXCEED,
    GAPS,
    LEVEL,
    SHARE,
    SIDES,
    TARGET,
    VERBS,
    WITHIN,
    Bond,
    change_word,
    is_aim,
)
from csptui.domain.claims.frame import WINDOW
from csptui.domain.claims.held import Relation, Role
from csptui.domain.claims.levels import across, counted, dated, left_level
from csptui.domain.claims.mentions import Form
from csptui.domain.claims.words import words

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.mentions import Mention
    from csptui.domain.claims.subject import Vocabulary

_SKIPPED_RIGHT = words(
    """
    further overall net annual annualised year-on-year quarterly slight small large sharp significant
    steady welcome real total whole rate percentage point relative sustained continued modest marked
    quarter-on-quarter substantial proportionate actual in-year the
    """
)
_PERIOD_AFTER_OVER = words(
    "last past year quarter period previous twelve 12 same time course prior two three four five six"
)
_YEAR_WORDS = words("year year's baseline previous annual 2008 last before earlier ago")
_FORETOLD = words("predicted expected forecast anticipated profile predictions expectations plan")
_OPENERS_LEFT = words("a an the only further just another")
_MADE = words("make makes made making take takes took set follow followed look broken written")
_SKIPS_MOST, _NEAR = 3, 8
_GOES_ON = words("which down up a an against compared")
_SIDE_OF = {"right": lexicon.BETTER, "wrong": lexicon.WORSE}


def bond_of(frame: Frame, index: int, known: Vocabulary) -> Bond:
    """Bind one mention of a sentence."""
    one = frame.mentions[index]
    if _is_series(frame, index):
        return Bond(LEVEL, first=one.first, last=one.last, firm=False)
    bond = (_bracketed(frame, one, index, known) if index else None) or _bond(frame, index, known)
    if bond is None and index:
        bond = _goes_on(frame, one, index, known)
    if bond is None:
        of_others = frame.low(one.last + 1) == "of"
        return Bond(BARE, first=one.first, last=one.last, firm=_is_alone(frame, one) and not of_others)
    return bond


def _bond(frame: Frame, index: int, known: Vocabulary) -> Bond | None:
    one = frame.mentions[index]
    return (
        _own(one)
        or _right(frame, one, index, known)
        or _left(frame, one, index)
        or across(frame, one, known)
        or counted(frame, one, known)
    )


def _is_series(frame: Frame, index: int) -> bool:
    """Whether it is one of three numbers or more in a row: `9.1%, 8.6%, 8.1% and 7.4%`."""
    joined = [_is_joined(frame, at) for at in range(index - 2, index + 2)]
    return any(joined[at] and joined[at + 1] for at in range(3))


def _is_joined(frame: Frame, index: int) -> bool:
    """Whether nothing but a comma or `and` stands between a mention and the next one."""
    if not 0 <= index < len(frame.mentions) - 1:
        return False
    one, other = frame.mentions[index : index + 2]
    between = {frame.low(at) for at in range(one.last + 1, other.first)}
    return one.form is other.form and bool(between) and between <= {",", "and"}


def _bracketed(frame: Frame, one: Mention, index: int, known: Vocabulary) -> Bond | None:
    """Bind what says again in brackets what stands before them: `up 36 (4%)`, `by 4.1% (37 people)`."""
    before = frame.mentions[index - 1]
    ends = any(frame.low(one.last + step)[:1] == ")" for step in (1, 2))
    adjoins = frame.low(one.first - 1) == "(" and one.first - before.last <= 3  # noqa: PLR2004 - a noun
    same = one.form is before.form or Form.FRACTION in {one.form, before.form}
    if not (ends and adjoins) or same or change_word(frame.low(one.last + 1)):
        return None
    bond = _bond(frame, index - 1, known)
    told = bond is not None and bond.relations in {CHANGE, TARGET} and bond.way != SHARE
    return Bond(bond.relations, bond.way, -1, bond.first, one.last) if bond is not None and told else None


def _goes_on(frame: Frame, one: Mention, index: int, known: Vocabulary) -> Bond | None:
    """Bind a number that goes on from the one before: `4.9% on last year, and 3.3% on last quarter`."""
    start = frame.starts[frame.piece[one.first]]
    begun = start < one.first and one.first - start <= 2 and frame.is_boundary(start)  # noqa: PLR2004 - `, and`
    same = one.form in {frame.mentions[index - 1].form, Form.NUMBER}
    if not begun or not same or frame.low(one.last + 1) not in {"in", "on", "since", "over", "against"}:
        return None
    bond = _bond(frame, index - 1, known)
    if bond is None or Relation.LEVEL in bond.relations:
        return None
    return Bond(bond.relations, bond.way, -1, one.first, one.last)


def _own(one: Mention) -> Bond | None:
    if not one.verb:
        return None
    return Bond(CHANGE, lexicon.UP if one.sign > 0 else lexicon.DOWN, one.first, one.first, one.last)


def _is_alone(frame: Frame, one: Mention) -> bool:
    """Whether the sentence is little more than the number itself."""
    piece = frame.piece[one.first]
    return one.first - frame.starts[piece] <= 2 and len(frame.tokens) <= 8  # noqa: PLR2004 - a few words


def _right(frame: Frame, one: Mention, index: int, known: Vocabulary) -> Bond | None:
    """Bind to what follows: `8.6% increase`, `11% above target`, `three fewer`, `98.6% of target`."""
    at = one.last + 1
    passed = 0
    while passed < _SKIPS_MOST and (frame.low(at) in _SKIPPED_RIGHT or frame.low(at).endswith("ly")):
        at += 1
        passed += 1
    bond = _level_right(frame, one, index) or _word_right(frame, one, at) or dated(frame, one, at)
    if bond is not None or one.form is not Form.NUMBER:
        return bond
    for ahead in range(at, min(at + 4, len(frame.tokens))):
        low = frame.low(ahead)
        if frame.is_boundary(ahead) or ahead in frame.stated:
            break
        spare = low == "to" and frame.low(ahead + 1) == "spare"
        if ahead > at and (spare or low in SIDES or low in lexicon.COMPARATIVES):
            return _word_right(frame, one, ahead)
        falls = low in {"falls", "fell", "fall"} and frame.low(ahead + 1) == "short"
        named = not falls and (known.names(low) or known.knows(low) or ahead in frame.passed)
        if not named or low in lexicon.AUXILIARIES:
            break
    return None


def _level_right(frame: Frame, one: Mention, index: int) -> Bond | None:
    """Bind a level by what follows: `the 75% target`, `31.5% (63 of 200)`, `7.8 out of ten`."""
    if is_aim(frame.low(one.last + 1), ""):
        return Bond(LEVEL, first=one.first, last=one.last + 1, role=Role.TARGET)
    if one.form is Form.PERCENT and _has_fraction_after(frame, index):
        return Bond(LEVEL, first=one.first, last=one.last, role=None if index else Role.OTHER)
    if _is_mark_out_of(frame, one):
        return Bond(LEVEL, first=one.first, last=one.last + 3, role=Role.OTHER)
    heads = one.form is Form.NUMBER and not one.spoken and one.first == 0 and frame.low(1) == ","
    if (heads and frame.low(2) in _GOES_ON) or _is_set_against(frame, index):
        return Bond(LEVEL, first=one.first, last=one.last, role=Role.NOW)
    return None


def _is_mark_out_of(frame: Frame, one: Mention) -> bool:
    """Whether it is a mark such as `7.8 out of ten`."""
    after = [frame.low(one.last + step) for step in (1, 2, 3)]
    return one.form is Form.NUMBER and after[:2] == ["out", "of"] and after[2] in {"ten", "10", "five", "5"}


def _word_right(frame: Frame, one: Mention, at: int) -> Bond | None:
    low, after = frame.low(at), frame.low(at + 1)
    if low in _SIDE_OF and after == "side":
        return Bond(TARGET, _SIDE_OF[low], at, one.first, at + 1)
    if low in lexicon.NOUNS and after != "short":
        if after in {"target", "targets"}:
            return Bond(LEVEL, first=one.first, last=at + 1, elsewhere="a target of its own", firm=False)
        return Bond(CHANGE, lexicon.NOUNS[low], at, one.first, at)
    if low in lexicon.COMPARATIVES:
        return _compared(frame, one, at, lexicon.COMPARATIVES[low])
    if low == "of" and frame.low(one.first - 1) not in SIDES and (share := _share(frame, one, at)):
        return share
    if low in GAPS and at == one.last + 1:
        return Bond(TARGET, first=one.first, last=at)
    if low == "to" and after == "spare":
        return Bond(TARGET, lexicon.BETTER, at + 1, one.first, at + 1)
    if low in SIDES and not _is_period(frame, at):
        return _compared(frame, one, at, SIDES[low])
    return None


def _share(frame: Frame, one: Mention, at: int) -> Bond | None:
    """Bind `98.6% of target`, `three quarters of what it was`."""
    seen = _compared_with(frame, at + 1)[0]
    near = any(is_aim(frame.low(at + step), frame.low(at + step + 1)) for step in (1, 2, 3))
    if seen is Relation.TARGET and near:
        return Bond(TARGET, SHARE, -1, one.first, at)
    was = frame.low(at + 1) == "what" and {"was", "were"} & {frame.low(at + step) for step in (3, 4, 5)}
    whole = frame.low(at + 1) in {"last", "the", "that"} and _is_whole(frame, at)
    if was or (seen is Relation.CHANGE and whole):
        return Bond(CHANGE, SHARE, -1, one.first, at)
    return None


def _has_fraction_after(frame: Frame, index: int) -> bool:
    """Whether the fraction that makes a percentage stands behind it: `31.5% (63 of 200)`."""
    one, after = frame.mentions[index], frame.mentions[index + 1 : index + 2]
    behind = bool(after) and after[0].form is Form.FRACTION and after[0].first == one.last + 2
    return behind and frame.low(one.last + 1) == "("


_SET_AGAINST = words("against compared versus v vs ( from")


def _is_set_against(frame: Frame, index: int) -> bool:
    """Whether a number heads its piece and another is held against it: `188 against 475 last year`."""
    one = frame.mentions[index]
    heads = one.first - frame.starts[frame.piece[one.first]] <= 1
    after = frame.mentions[index + 1 : index + 2]
    if not (heads and after and after[0].first - one.last <= _NEAR and after[0].form is one.form):
        return False
    first, second = frame.low(one.last + 1), frame.low(one.last + 2)
    between = {frame.low(at) for at in range(one.last + 1, after[0].first)}
    if first in lexicon.NOUNS:
        return False
    return bool(between & _SET_AGAINST) and bool({first, second} & (_SET_AGAINST | {","}))


def _is_whole(frame: Frame, at: int) -> bool:
    """Whether a past figure is what a share is of: `three quarters of last year's figure`."""
    return any(frame.tokens[one].owns for one in range(at, min(at + 5, len(frame.tokens))))


def _is_period(frame: Frame, at: int) -> bool:
    """Whether `over` or `within` begins a span of time: `over the last year`."""
    if frame.low(at) not in {"over", "within", "under", "inside"}:
        return False
    ahead = {frame.low(at + step) for step in (1, 2, 3)}
    return bool(ahead & _PERIOD_AFTER_OVER) and "target" not in ahead


def _compared(frame: Frame, one: Mention, at: int, way: str) -> Bond | None:
    """Bind to a comparison by what it compares with: the target, the year before, or something else."""
    side = frame.low(at) in SIDES
    first, last = min(one.first, at), max(one.last, at)
    seen, other = _compared_with(frame, at + 1)
    if other:
        return Bond(ANY, way, at, first, last, elsewhere=other)
    if seen is Relation.TARGET:
        return Bond(TARGET, way, at, first, last)
    if seen is Relation.CHANGE:
        changed = {WITHIN: "", EXCEED: lexicon.UP}.get(way, way)
        return Bond(CHANGE, changed, at, first, last)
    if side:
        return Bond(TARGET, way, at, first, last)
    if frame.low(at) in {"additional", "extra", "up", "down"} or one.form is Form.NUMBER:
        return Bond(CHANGE, way, at, first, last)
    return Bond(BARE, way, at, first, last)


def _compared_with(frame: Frame, start: int) -> tuple[Relation | None, str]:
    for at in range(start, min(start + 9, len(frame.tokens))):
        low = frame.low(at)
        if is_aim(low, frame.low(at + 1)):
            return Relation.TARGET, ""
        if low in lexicon.OTHERS:
            return None, f"{frame.tokens[at].text} figures"
        if low in _FORETOLD:
            return None, f"what was {low}" if low.endswith(("ed", "cast")) else f"a {low.rstrip('s')}"
        if low in _YEAR_WORDS or low in {"quarter", "quarter's", "q"}:
            return Relation.CHANGE, ""
        number = frame.tokens[at].kind == "n"
        aimed = number and frame.low(at - 1) in {"the", "our", "its", "a"} and _is_aim_of(frame, at)
        if number and at in frame.passed and not aimed:
            return Relation.CHANGE, ""
        if (frame.is_boundary(at) or number) and at > start and not aimed:
            break
    return None, ""


def _is_aim_of(frame: Frame, at: int) -> bool:
    """Whether a number is a target's: `the 8-minute target`, `the 75% target`."""
    return any(is_aim(frame.low(at + step), "") for step in (1, 2, 3))


def _left(frame: Frame, one: Mention, index: int) -> Bond | None:
    """Bind to what stands before: `fell by 2.1%`, `increase of 8.6%`, `exceeded by 56.4%`, `at 13.11%`."""
    before = one.first - 1
    while before >= 0 and (frame.low(before) in _OPENERS_LEFT or _is_adverb(frame, before)):
        before -= 1
    low = frame.low(before)
    if low == "by":
        return _by(frame, one, before - 1)
    if low in lexicon.FINITE and (not one.spoken or one.form is not Form.NUMBER):
        return Bond(CHANGE, lexicon.FINITE[low], before, before, one.last)
    if low in lexicon.BARE or low in lexicon.PARTICIPLES:
        way = lexicon.BARE.get(low) or lexicon.PARTICIPLES[low]
        return Bond(CHANGE, way, before, before, one.last)
    return _left_small(frame, one, before) or left_level(frame, one, before, index)


def _left_small(frame: Frame, one: Mention, before: int) -> Bond | None:
    """Bind `an extra 95`, `make up 31.5%`, `up 8.6%`, `within 2%`, `achieved 88%`, `exceeded 9%`."""
    low, earlier = frame.low(before), frame.low(before - 1)
    if low in {"extra", "additional"} and one.form is Form.NUMBER:
        return Bond(CHANGE, lexicon.UP, before, before, one.last)
    if low == "up" and earlier in {"make", "makes", "made"} and one.form is Form.PERCENT:
        return Bond(LEVEL, first=before, last=one.last, role=Role.OTHER)
    if low in {"up", "down"} and earlier not in _MADE:
        return Bond(CHANGE, low, before, before, one.last)
    if low == "within":
        return Bond(TARGET, WITHIN, before, before, one.last)
    if low in {"achieved", "met"}:
        return Bond(LEVEL, first=before, last=one.last, role=Role.NOW, firm=low == "achieved")
    return Bond(TARGET, VERBS[low], before, before, one.last) if low in VERBS else None


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
            return Bond(CHANGE, way, at, one.first, at)
    return None


def _word_by(frame: Frame, one: Mention, at: int) -> Bond | None:
    low = frame.low(at)
    if low == "passed" and _has_aim_near(frame, at):
        return Bond(TARGET, lexicon.BETTER, at, at, one.last)
    if VERBS.get(low) == EXCEED and _is_of_before(frame, at, one.last):
        return Bond(CHANGE, lexicon.UP, at, at, one.last)
    if low in VERBS or (low in SIDES and not _is_period(frame, at) and _has_aim_near(frame, at)):
        return Bond(TARGET, VERBS.get(low) or SIDES[low], at, at, one.last)
    if low in {"up", "down"}:
        return Bond(CHANGE, low, at, at, one.last)
    if low in lexicon.COMPARATIVES:
        return _compared(frame, one, at, lexicon.COMPARATIVES[low])
    way = change_word(low)
    return Bond(CHANGE, way, at, at, one.last) if way else None


def _is_of_before(frame: Frame, at: int, last: int) -> bool:
    """Whether it is last year's figure that was exceeded, and no target."""
    near = range(max(frame.starts[frame.piece[at]], at - 6), min(last + 6, len(frame.tokens)))
    before = any(
        frame.low(one) == "baseline"
        or (frame.low(one) in {"last", "previous"} and frame.low(one + 1)[:4] == "year")
        for one in near
    )
    return before and not _has_aim_near(frame, at)


def _has_aim_near(frame: Frame, at: int) -> bool:
    return any(is_aim(frame.low(at + step), frame.low(at + step + 1)) for step in range(-4, 6))
