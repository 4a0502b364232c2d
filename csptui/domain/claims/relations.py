"""Relations between the numbers of a text: a whole and its parts, `all but three` and the three."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.claims.claim import ClaimVerdict
from csptui.domain.claims.mentions import Form, Hedge
from csptui.domain.claims.verdicts import Judged
from csptui.domain.claims.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.mentions import Mention

MOST_PARTS = 12
_CLOSE, _SHARE = 2, 10
_OF_THESE = words("these those them which whom others remainder rest remaining")


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts that are to make a whole: the mentions of both, and how surely they are all of it."""

    whole: int
    parts: tuple[Mention, ...]
    first: Mention
    exhaustive: bool
    left_out: bool = False

    def judged(self) -> Judged | None:
        """Judge the sum; None where the parts need not make the whole."""
        sizes = [int(one.value) for one in self.parts]
        made = sum(sizes)
        shown = f"{' + '.join(f'{size:,}' for size in sizes)} = {made:,}"
        if made == self.whole:
            return Judged(ClaimVerdict.FITS, shown)
        close = abs(made - self.whole) <= max(_CLOSE, self.whole // _SHARE)
        too_large = any(size > self.whole for size in sizes)
        if not (self.exhaustive or close or too_large):
            return None
        return Judged(ClaimVerdict.CONTRADICTS, f"{shown}, not {self.whole:,}")


def counts_in(frame: Frame) -> list[Mention]:
    """Give the whole numbers of a sentence that count something."""
    return [
        one
        for one in frame.mentions
        if one.form is Form.NUMBER
        and one.sign == 0
        and one.hedge is Hedge.EXACT
        and one.value == one.value.to_integral_value()
        and one.value > 0
        and frame.low(one.last + 1) not in {"further", "more", "fewer", "additional"}
    ]


def sum_of(frame: Frame, before: Frame | None) -> Sum | None:
    """Find a whole with its parts in a sentence, or the parts of what the sentence before left out."""
    counts = counts_in(frame)
    if not 1 < len(counts) <= MOST_PARTS:
        return None
    for index, one in enumerate(counts):
        if _is_all_but(frame, one) and len(counts) - index > 2:  # noqa: PLR2004 - at least two parts
            return Sum(int(one.value), tuple(counts[index + 1 :]), one, exhaustive=True, left_out=True)
    if len(counts) == 2 and before is not None:  # noqa: PLR2004 - `one … and two …`
        return _goes_on(frame, before, counts)
    return _whole_first(frame, counts)


def _is_all_but(frame: Frame, one: Mention) -> bool:
    before = [frame.low(one.first - step) for step in (2, 1)]
    return before == ["all", "but"] or (before[1] == "but" and frame.low(one.first - 3) == "all")


def _goes_on(frame: Frame, before: Frame, counts: list[Mention]) -> Sum | None:
    left = [one for one in counts_in(before) if _is_all_but(before, one)]
    linked = frame.low(counts[1].first - 1) == "and" or frame.low(counts[1].first - 2) == "and"
    if not left or left[-1] is not counts_in(before)[-1] or not linked:
        return None
    whole = int(left[-1].value)
    return Sum(
        whole,
        tuple(counts),
        counts[0],
        exhaustive=abs(sum(int(one.value) for one in counts) - whole) <= _CLOSE,
    )


def _whole_first(frame: Frame, counts: list[Mention]) -> Sum | None:
    """Read `28: 23 … and five`, `of the six, four … and two`, `28 …, 23 of these … and five`."""
    if len(counts) < 3 or not _is_listed(frame, counts):  # noqa: PLR2004 - a whole and two parts
        return None
    whole, parts = counts[0], tuple(counts[1:])
    between = [frame.tokens[at] for at in range(whole.last + 1, parts[0].first)]
    colon = any(token.kind == "m" and token.text[0] in ":–—" for token in between)
    opens = frame.low(0) == "of" and whole.first <= 3  # noqa: PLR2004 - `of all the six`
    of_these = any(
        frame.low(at) == "of" and frame.low(at + 1) in _OF_THESE
        for at in range(whole.last + 1, len(frame.tokens) - 1)
    )
    if not (colon or opens or of_these):
        return None
    return Sum(int(whole.value), parts, whole, exhaustive=colon)


def _is_listed(frame: Frame, counts: Sequence[Mention]) -> bool:
    """Whether the last number follows an `and`, as a list ends."""
    last, one_before = counts[-1], counts[-2]
    return any(frame.low(at) == "and" for at in range(one_before.last + 1, last.first))
