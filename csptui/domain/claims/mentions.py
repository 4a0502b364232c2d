"""Finds the numbers that a sentence states: percentages, points, fractions, counts; digits or words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.numerals import MULTIPLES, PARTS, may_count, read_words, word_value
from csptui.domain.claims.words import words
from csptui.domain.figure import places_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.claims.tokens import Token

HUNDRED = Decimal(100)
_ONE = Decimal(1)
_POINT_WORDS = frozenset(["point", "points", "pp", "ppt", "ppts", "pts"])
_PART_AFTER = words(
    """
    of increase rise decrease reduction fall drop decline higher lower more fewer less above below over
    under improvement up down cut
    """
)
_PART_BEFORE = words(
    """
    by over under than nearly almost about around roughly approximately just
    """
)


_LEAST_COUNT = 10
_PART_VERBS = words("were did had have")
_FACTORS = {"twice": Decimal(2), "double": Decimal(2), "treble": Decimal(3), "half": Decimal("0.5")}
_AS_MANY = words("many much high large often big few low long")


class Form(Enum):
    """How a number is written."""

    PERCENT = "percent"
    POINTS = "points"
    FRACTION = "fraction"
    NUMBER = "number"


class Hedge(Enum):
    """What a hedge makes of a number."""

    EXACT = "exact"
    ABOUT = "about"
    BELOW = "nearly"
    ABOVE = "just over"
    LEAST = "more than"
    MOST = "less than"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stated number: tokens `first` to `last` (included), of which `core` is the number's own first.

    `value` is in per cent where it is a percentage or part of a whole; `of` is a fraction's denominator.
    `sign` is 1 or -1 where one is written; `verb` is set where one word is both number and change.
    """

    first: int
    last: int
    start: int
    end: int
    form: Form
    value: Decimal
    hedge: Hedge = Hedge.EXACT
    spoken: bool = False
    sign: int = 0
    of: Decimal | None = None
    verb: bool = False

    @property
    def places(self) -> int:
        """How many digits follow its point."""
        return places_of(self.value)


def mentions(tokens: Sequence[Token], passed: set[int]) -> list[Mention]:
    """Give the numbers of a sentence in order of place."""
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        one = None if at in passed else _mention(tokens, at, passed)
        if one is None:
            at += 1
            continue
        found.append(_hedged(tokens, one))
        at = one.last + 1
    return found


def _mention(tokens: Sequence[Token], at: int, passed: set[int]) -> Mention | None:
    token = tokens[at]
    if token.is_number:
        return _digits(tokens, at, passed)
    if token.kind != "w" or not may_count(token.low):
        return None
    if token.low in MULTIPLES:
        size = MULTIPLES[token.low]
        sign = -1 if size < 0 else 1
        return Mention(
            at, at, token.start, token.end, Form.PERCENT, abs(size), spoken=True, sign=sign, verb=True
        )
    return _ratio(tokens, at) or _part(tokens, at) or _spelt(tokens, at, passed)


def _digits(tokens: Sequence[Token], at: int, passed: set[int]) -> Mention:
    token = tokens[at]
    sign, start = _sign(tokens, at)
    form, last = _form(tokens, at)
    first = at - 1 if sign and len(tokens[at - 1].text) == 1 else at
    one = Mention(first, last, start, tokens[last].end, form, token.value, sign=sign)
    return (_fraction(tokens, one, passed) or one) if form is Form.NUMBER else one


def _sign(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Give the sign that touches a number, and where the number with it begins."""
    token = tokens[at]
    before = tokens[at - 1] if at else None
    if before is None or before.kind != "m" or before.end != token.start:
        return 0, token.start
    clear = at < 2 or len(before.text) > 1 or tokens[at - 2].end != before.start  # noqa: PLR2004 - a range
    sign = {"+": 1, "-": -1, "−": -1, "–": -1}.get(before.text[-1], 0) if clear else 0
    return sign, token.start - (1 if sign else 0)


def _form(tokens: Sequence[Token], last: int) -> tuple[Form, int]:
    """Read the unit after a number: its form, and the index of its last token."""
    after = [one.low for one in tokens[last + 1 : last + 4]]
    percent = 0
    if (after and after[0] == "%") or (after and after[0] in {"percent", "percentage"}):
        percent = 1
    elif after[:2] == ["per", "cent"]:
        percent = 2
    elif after and after[0] in _POINT_WORDS:
        return Form.POINTS, last + 1
    elif (
        after == ["of", "a", "percentage"]
        and tokens[last + 4 : last + 5]
        and tokens[last + 4].low in _POINT_WORDS
    ):
        return Form.POINTS, last + 4
    elif after[:3] == ["of", "a", "point"]:
        return Form.POINTS, last + 3
    elif after[:2] == ["-", "point"]:
        return Form.POINTS, last + 2
    if percent and after[percent : percent + 1] and after[percent] in _POINT_WORDS:
        return Form.POINTS, last + percent + 1
    return (Form.PERCENT, last + percent) if percent else (Form.NUMBER, last)


def _fraction(tokens: Sequence[Token], one: Mention, passed: set[int]) -> Mention | None:
    """Read `62 of 473`, `62 out of 473`, `62/473`, `one in five`."""
    for link in (
        ("out", "of", "the"),
        ("of", "the"),
        ("out", "of"),
        ("of",),
        ("/",),
        ("in", "every"),
        ("in",),
    ):
        noun = link[0] == "in" and _counts_one(tokens, one)
        begun = one.last + 1 + noun
        ahead = tokens[begun : begun + len(link)]
        if tuple(token.low for token in ahead) != link:
            continue
        at = begun + len(link)
        read = None if at in passed else _whole(tokens, at)
        if read is None or read[0] == 0 or not _may_be_part(one.value, read[0], link):
            return None
        if link[0] == "in" and (read[0] > HUNDRED or one.value >= read[0]):
            return None
        if _form(tokens, read[1] - 1)[0] is not Form.NUMBER:
            return None
        end = tokens[read[1] - 1].end
        spoken = link[0] == "in"
        return Mention(
            one.first, read[1] - 1, one.start, end, Form.FRACTION, one.value, spoken=spoken, of=read[0]
        )
    return None


def _counts_one(tokens: Sequence[Token], one: Mention) -> bool:
    """Whether a noun stands between: `one order in five`."""
    after = [token.low for token in tokens[one.last + 1 : one.last + 4]]
    return one.spoken and one.value == 1 and after[1:2] == ["in"] and word_value(after[-1]) is not None


def _may_be_part(part: Decimal, whole: Decimal, link: tuple[str, ...]) -> bool:
    """Whether a number may be a part of another; one that is too large may be a slip, if both are counts."""
    if part != part.to_integral_value():
        return False
    return part <= whole or ("of" in link and min(part, whole) >= _LEAST_COUNT)


def _whole(tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    if at >= len(tokens):
        return None
    if tokens[at].is_number:
        value = tokens[at].value
        return (value, at + 1) if value == value.to_integral_value() else None
    read = read_words(tokens, at)
    return None if read is None else (Decimal(read[0]), read[1])


def _ratio(tokens: Sequence[Token], at: int) -> Mention | None:
    """Read `twice as many`, `three times as high`, `half as many`, `double last year's`."""
    low, ahead = tokens[at].low, [one.low for one in tokens[at + 1 : at + 3]]
    last = at
    if ahead[:1] == ["times"]:
        times = word_value(low)
        ahead, last = [one.low for one in tokens[at + 2 : at + 4]], at + 1
        factor = None if times is None else Decimal(times)
    else:
        factor = _FACTORS.get(low)
    if factor is None or len(ahead) < 2:  # noqa: PLR2004 - two words decide
        return None
    as_many = ahead[0] == "as" and ahead[1] in _AS_MANY
    of_last = ahead[0] == "last" and ahead[1] == "year"
    if not (as_many or of_last):
        return None
    change = (factor - 1) * HUNDRED
    last += 2 if as_many else 0
    sign = 1 if change > 0 else -1
    start, end = tokens[at].start, tokens[last].end
    return Mention(at, last, start, end, Form.PERCENT, abs(change), spoken=True, sign=sign, verb=True)


def _part(tokens: Sequence[Token], at: int) -> Mention | None:
    """Read `a third`, `two thirds`, `three-quarters`, `half`."""
    low = tokens[at].low
    first, dash, second = low.partition("-")
    top: int | None
    if dash and second in PARTS:
        top, last, part = word_value(first), at, second
    elif low in PARTS:
        top, last, part = 1, at, low
        if low != "half":
            return None
    else:
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        top = 1 if low in {"a", "an"} else word_value(low)
        last, part = at + 1, after
    if top is None or part not in PARTS or not 0 < top < PARTS[part]:
        return None
    if not _stands_as_part(tokens, at, last, top):
        return None
    value = Decimal(top) * HUNDRED / Decimal(PARTS[part])
    return Mention(at, last, tokens[at].start, tokens[last].end, Form.PERCENT, value, spoken=True)


def _stands_as_part(tokens: Sequence[Token], at: int, last: int, top: int) -> bool:
    """Whether it is a part of a whole, not `the third quarter` or `a quarter` of the year."""
    before = tokens[at - 1].low if at else ""
    after = tokens[last + 1].low if last + 1 < len(tokens) else ""
    ends = last + 1 >= len(tokens) or tokens[last + 1].kind == "m"
    if after in {"year", "years", "term"}:
        return False
    return (
        top > 1
        or after in _PART_AFTER
        or before in _PART_BEFORE
        or after in _PART_VERBS
        or (ends and before in {"is", "was"})
        or (before == "of" and at > 1 and tokens[at - 2].low in lexicon.NOUNS)
    )


def _spelt(tokens: Sequence[Token], at: int, passed: set[int]) -> Mention | None:
    read = read_words(tokens, at)
    if read is None:
        return None
    value, after = read
    form, last = _form(tokens, after - 1)
    one = Mention(at, last, tokens[at].start, tokens[last].end, form, Decimal(value), spoken=True)
    return (_fraction(tokens, one, passed) or one) if form is Form.NUMBER else one


def _hedged(tokens: Sequence[Token], one: Mention) -> Mention:
    """Give a mention with the hedge before it, which becomes part of it."""
    before = [token.low for token in tokens[max(0, one.first - 5) : one.first]]
    hedge, width = _hedge(before)
    if width == 0:
        return one
    return Mention(
        one.first - width,
        one.last,
        one.start,
        one.end,
        one.form,
        one.value,
        hedge,
        one.spoken,
        one.sign,
        one.of,
        one.verb,
    )


_HEDGES: tuple[tuple[tuple[str, ...], Hedge], ...] = (
    (("only", "just", "over"), Hedge.ABOVE),
    (("just", "over"), Hedge.ABOVE),
    (("just", "above"), Hedge.ABOVE),
    (("slightly", "over"), Hedge.ABOVE),
    (("slightly", "more", "than"), Hedge.ABOVE),
    (("a", "little", "over"), Hedge.ABOVE),
    (("a", "little", "more", "than"), Hedge.ABOVE),
    (("a", "little", "under"), Hedge.BELOW),
    (("just", "under"), Hedge.BELOW),
    (("just", "below"), Hedge.BELOW),
    (("slightly", "under"), Hedge.BELOW),
    (("slightly", "less", "than"), Hedge.BELOW),
    (("close", "to"), Hedge.BELOW),
    (("well", "over"), Hedge.LEAST),
    (("more", "than"), Hedge.LEAST),
    (("in", "excess", "of"), Hedge.LEAST),
    (("at", "least"), Hedge.LEAST),
    (("less", "than"), Hedge.MOST),
    (("fewer", "than"), Hedge.MOST),
    (("no", "more", "than"), Hedge.MOST),
    (("at", "most"), Hedge.MOST),
    (("up", "to"), Hedge.MOST),
    (("some",), Hedge.ABOUT),
)


_LONGEST_FIRST = sorted(_HEDGES, key=lambda pair: -len(pair[0]))


def _hedge(before: list[str]) -> tuple[Hedge, int]:
    for said, hedge in _LONGEST_FIRST:
        if tuple(before[-len(said) :]) == said:
            # `up to 12` is a hedge, `went up to 12` a level.
            return (Hedge.EXACT, 0) if said == ("up", "to") else (hedge, len(said))
    last = before[-1] if before else ""
    if last in lexicon.HEDGES_ABOUT:
        return Hedge.ABOUT, 1
    if last in lexicon.HEDGES_BELOW:
        return Hedge.BELOW, 1
    if last in lexicon.HEDGES_LEAST | lexicon.HEDGES_MOST and len(before) == 1:
        return (Hedge.LEAST if last in lexicon.HEDGES_LEAST else Hedge.MOST), 1
    if last in lexicon.HEDGES_LEAST and before[-2:-1] and before[-2] in {"by", "of", "at", "to", "from", "a"}:
        return Hedge.LEAST, 1
    if last in lexicon.HEDGES_MOST and before[-2:-1] and before[-2] in {"by", "of", "at", "to", "from"}:
        return Hedge.MOST, 1
    return Hedge.EXACT, 0


def _roundness(one: Mention) -> Decimal:
    """Give how far `about` may be off: of a round number more than of one with its last digit told."""
    if one.spoken and one.form is Form.PERCENT:
        return one.value * SHARE_ABOUT
    if one.places or one.value % 5:
        return Decimal(8).scaleb(-one.places - 1)
    return one.value * SHARE_ABOUT


SHARE_OF_HEDGE = Decimal("0.1")
SHARE_ABOUT = Decimal("0.075")
SHARE_SPOKEN = Decimal("0.08")
FAR = Decimal("1.5")


def stated_range(one: Mention) -> tuple[Decimal, Decimal]:
    """Give the least and the most that a stated number can mean."""
    value = one.value
    half = Decimal(5).scaleb(-one.places - 1)
    if one.spoken and one.form is Form.PERCENT:
        half = value * SHARE_SPOKEN
    match one.hedge:
        case Hedge.EXACT:
            return value - half, value + half
        case Hedge.ABOUT:
            wide = max(half, _roundness(one))
            return value - wide, value + wide
        case Hedge.BELOW:
            return value - max(half, value * SHARE_OF_HEDGE), value
        case Hedge.ABOVE:
            return value, value + max(half, value * SHARE_OF_HEDGE)
        case Hedge.LEAST:
            return value, max(value * FAR, value + _ONE)
        case Hedge.MOST:
            return value / FAR, value
