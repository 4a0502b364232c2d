"""What has been typed, not yet saved: a draft becomes an entry or is refused (ARCHITECTURE)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from csptui.domain.figure import EMPTY, Figure, Fraction, Status, number_text
from csptui.domain.indicator import FractionUse
from csptui.domain.period import Period
from csptui.domain.problem import Fault
from csptui.domain.scorecard import Reading
from csptui.domain.typed import LONGEST, PERIODS, parse_figure, parse_whole

if TYPE_CHECKING:
    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Row

LONGEST_COMMENT = 20_000
LONGEST_SOURCE = 500


@dataclass(frozen=True, slots=True)
class FieldFault:
    """Why one field of a draft is refused; `field` is the draft's own name for it."""

    field: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Entry:
    """A checked draft, ready to be recorded; None leaves what is there."""

    indicator: str
    reading: Reading | None = None
    comment: str | None = None
    source: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return self.reading is None and self.comment is None and self.source is None


@dataclass(frozen=True, slots=True)
class Begun:
    """What a row held when typing in it began: by it a colleague's change of the same field is noticed."""

    reading: Reading
    comment: str = ""
    source: str = ""

    @classmethod
    def of(cls, row: Row) -> Begun:
        """Give what a row holds."""
        return cls(row.reading, row.comment, row.source)


@dataclass(frozen=True, slots=True)
class Draft:
    """The texts of the edit pane for one indicator, as typed."""

    indicator: str
    actual: str = ""
    numerator: str = ""
    denominator: str = ""
    as_at: str = ""
    status: Status = Status.FINAL
    source: str = ""
    comment: str = ""

    @classmethod
    def of(cls, row: Row) -> Draft:
        """Give the draft that changes nothing of a row."""
        figure = row.reading.figure
        stated = replace(figure, fraction=None, as_at=None, status=Status.FINAL)
        typed = "" if stated.value is None and stated.absence is None else number_text(stated, row.indicator)
        return cls(
            row.id,
            typed,
            "" if figure.fraction is None else f"{figure.fraction.numerator:,}",
            "" if figure.fraction is None else f"{figure.fraction.denominator:,}",
            "" if figure.as_at is None else str(figure.as_at),
            figure.status,
            row.source,
            row.comment,
        )

    def rebased(self, old: Draft, new: Draft) -> Draft:
        """Give the draft on a row that went from `old` to `new` meanwhile: only what was typed differs.

        Without this, a field that the officer never touched would put a colleague's change back.
        """
        names = ("actual", "numerator", "denominator", "as_at", "status", "source", "comment")
        untouched = {name: getattr(new, name) for name in names if getattr(self, name) == getattr(old, name)}
        return replace(self, **untouched)

    def figure(self, indicator: Indicator) -> Figure | FieldFault:
        """Read the figure fields together."""
        stated = parse_figure(self.actual, indicator)
        if isinstance(stated, Fault):
            return FieldFault("actual", stated)
        figure = self._with_fraction(stated, indicator)
        if isinstance(figure, FieldFault):
            return figure
        figure = self._with_period(figure)
        if isinstance(figure, FieldFault):
            return figure
        if figure.is_empty:
            return EMPTY
        return figure if figure.status is not Status.FINAL else replace(figure, status=self.status)

    def _with_fraction(self, figure: Figure, indicator: Indicator) -> Figure | FieldFault:
        numerator, denominator = self.numerator.strip(), self.denominator.strip()
        if not numerator and not denominator:
            return figure
        if not numerator or not denominator:
            field = "numerator" if not numerator else "denominator"
            return FieldFault(field, Fault("a fraction needs both its numbers", 0))
        if figure.fraction is not None:
            same = f"{figure.fraction.numerator}/{figure.fraction.denominator}"
            if same != f"{numerator}/{denominator}".replace(",", ""):
                return FieldFault("numerator", Fault("the actual holds another fraction", 0))
        parts: list[int] = []
        for field, text in (("numerator", numerator), ("denominator", denominator)):
            number = parse_whole(text)
            if isinstance(number, Fault):
                blanks = len(getattr(self, field)) - len(getattr(self, field).lstrip())
                return FieldFault(field, Fault(number.message, number.position + blanks))
            parts.append(number)
        if parts[1] == 0:
            return FieldFault("denominator", Fault("the denominator cannot be 0", 0))
        return self._suited(replace(figure, fraction=Fraction(parts[0], parts[1])), indicator)

    def _suited(self, figure: Figure, indicator: Indicator) -> Figure | FieldFault:
        if indicator.unit.multiplier is None:
            return FieldFault("numerator", Fault(f"{indicator.code} is a count and takes no fraction", 0))
        if figure.absence is not None:
            return FieldFault(
                "actual", Fault(f"{figure.absence.mark} and a fraction contradict each other", 0)
            )
        if figure.value is None and indicator.fraction is FractionUse.SUPPORTING:
            message = f"the fraction does not make {indicator.code}'s value: type the value too"
            return FieldFault("actual", Fault(message, 0))
        return figure

    def _with_period(self, figure: Figure) -> Figure | FieldFault:
        text = self.as_at.strip()
        if not text:
            return figure
        period = Period.parse(text) if len(text) <= LONGEST else None
        if period is None:
            return FieldFault("as_at", Fault(f"not a period such as {PERIODS}", 0))
        if figure.as_at is not None and figure.as_at != period:
            return FieldFault("as_at", Fault(f"the actual says {figure.as_at}", 0))
        return replace(figure, as_at=period)

    def check(self, row: Row) -> Entry | FieldFault:
        """Give the entry that the draft makes of a row, with only what differs, or the first fault."""
        reading = self._reading(row)
        if isinstance(reading, FieldFault):
            return reading
        comment = _change_of(self.comment, row.comment)
        source = _change_of(self.source, row.source)
        if comment is not None and len(comment) > LONGEST_COMMENT:
            message = f"a comment has at most {LONGEST_COMMENT:,} characters; this has {len(comment):,}"
            return FieldFault("comment", Fault(message, LONGEST_COMMENT))
        if source is not None and len(source) > LONGEST_SOURCE:
            message = f"a source has at most {LONGEST_SOURCE} characters; this has {len(source):,}"
            return FieldFault("source", Fault(message, LONGEST_SOURCE))
        same = same_reading(reading, row.reading)
        return Entry(self.indicator, None if same else reading, comment, source)

    def _reading(self, row: Row) -> Reading | FieldFault:
        """Give the reading that the figure fields make; the row's own where none of them was touched.

        A due date goes only when a final figure comes.
        """
        fields = ("actual", "numerator", "denominator", "as_at", "status")
        held = Draft.of(row)
        if all(getattr(self, field) == getattr(held, field) for field in fields):
            return row.reading
        figure = self.figure(row.indicator)
        if isinstance(figure, FieldFault):
            return figure
        settled = figure.status is Status.FINAL and not figure.is_empty
        return Reading(figure, None if settled else row.reading.expected)


def same_reading(one: Reading, other: Reading) -> bool:
    """Whether two readings are the same to the digit: 7.5 and 7.50 are not."""
    return one == other and one.figure.places == other.figure.places


def _change_of(typed: str, held: str) -> str | None:
    """Give a text that is typed, or None where it says what is held: line ends alone are no change."""
    text = tidy(typed)
    return None if text == tidy(held) else text


def tidy(text: str) -> str:
    """Give a text with plain line feeds as line ends and no blank space at either end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
