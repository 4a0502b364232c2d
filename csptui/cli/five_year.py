"""The verb for the five-year trend of an indicator, or of any five values or fractions."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

import click

from csptui.analysis.refused import Refused
from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, WordType, choices
from csptui.cli.refusal import FAILED, Refusal
from csptui.cli.typed_text import fault_message
from csptui.domain.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.analysis.five_year import Estimate, FiveYear, Share
    from csptui.cli.options import Choices

_N = r"([+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?|[+-]?\.[0-9]{1,15})%?"
_POINT = re.compile(rf"{_N} *[:(] *{_N} *(?:-|to) *{_N} *\)?")
_SHARE = re.compile(r"([0-9]{1,12}) */ *([0-9]{1,12})")
_MINUSES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " "})
Answer = TypeVar("Answer")


@click.command(
    "five-year",
    cls=Verb,
    short_help="Tell the five-year trend of an annual series.",
    examples=(
        "csptui five-year CR26",
        'csptui five-year --points "24.67:23.16-26.25, 24.6:23.15-26.19, 28:26.44-29.64, ..."',
        'csptui five-year --points "-1.2:-2.0--0.4, -1.0:-1.9 to -0.1, ..."',
        "csptui five-year --fractions 994/40299,1023/41527,1199/42811,1332/44064,1367/44701 --json",
    ),
)
@click.argument("ref", nargs=-1, type=WordType("codes"))
@click.option("--points", metavar="LIST", type=WordType(), help="VALUE:LOWER-UPPER for each year (95%).")
@click.option("--fractions", metavar="LIST", type=WordType(), help="CASES/ALL for each year.")
@click.pass_context
def five_year_verb(
    context: click.Context, ref: tuple[str, ...], points: str | None, fractions: str | None
) -> None:
    """Tell whether an annual series has risen or fallen over its last five years, by the Fingertips rule.

    There is a trend where chi-square is over 9.5495 and the slope keeps its sign whichever year is left
    out. Values with their 95% intervals are weighted by them; shares are tested by Cochran-Armitage, and
    their slope is that of the log odds. Lists are oldest first, parted by commas or semicolons; of more
    than five the last five count.

    Of an indicator the five years have to follow on and share no month: quarters, rolling 12 months and
    years on either side of a gap or a break in series are refused, and so are figures without an interval.

    --json gives trend (increasing, decreasing, no significant change), slope (a year, of the values or the
    log odds: slope_of), chi2, sentence, method, turned_without, and of an indicator verdict and points.
    """
    given = [one for one in (" ".join(ref), points, fractions) if one]
    if len(given) != 1:
        message = "Give one of them: an indicator, --points or --fractions; csptui five-year -h has examples"
        raise Refusal(message)
    chosen = choices(context)
    if ref:
        _of_indicator(context, " ".join(ref))
    elif points is not None:
        from csptui.analysis.five_year import trend_of_values  # noqa: PLC0415 - help needs no analysis

        _print(answered(trend_of_values(list(_points(points)))), chosen)
    elif fractions is not None:
        from csptui.analysis.five_year import trend_of_shares  # noqa: PLC0415 - as above

        _print(answered(trend_of_shares(list(_shares(fractions)))), chosen)


def answered(found: Answer | Refused) -> Answer:
    """Give the answer, or raise the sentence that the data do not allow one with its exit code."""
    if isinstance(found, Refused):
        raise Refusal(found.sentence, FAILED)
    return found


def _print(trend: FiveYear, chosen: Choices) -> None:
    from csptui.outputs.five_year import five_year_object, five_year_page  # noqa: PLC0415 - help prints no trend

    if chosen.as_json:
        print_json(five_year_object(trend))
        return
    look = look_of(chosen)
    print_page(five_year_page(trend, look), look, chosen)


def _of_indicator(context: click.Context, ref: str) -> None:
    from csptui.analysis.five_year_series import five_year_of  # noqa: PLC0415 - lists need no series
    from csptui.cli.held_series import held_series  # noqa: PLC0415 - as above
    from csptui.outputs.five_year import five_years_object, five_years_page  # noqa: PLC0415 - as above

    view, series = held_series(context, ref)
    found = answered(five_year_of(series))
    if view.chosen.as_json:
        print_json(five_years_object(found, series.indicator))
        return
    look = look_of(view.chosen)
    print_page(five_years_page(found, series.indicator, look), look, view.chosen)


def _points(typed: str) -> Iterator[Estimate]:
    from csptui.analysis.five_year import Estimate  # noqa: PLC0415 - help needs no analysis

    form = "write each as VALUE:LOWER-UPPER, such as 24.67:23.16-26.25, parted by commas"
    for part, start in _parts(typed):
        match = _POINT.fullmatch(part)
        if match is None:
            raise Refusal(fault_message("--points", Fault(form, start), typed))
        value, lower, upper = (Fraction(number) for number in match.groups())
        if lower > upper or not lower <= value <= upper:
            fault = Fault(f"{match[1]} does not lie between {match[2]} and {match[3]}", start)
            raise Refusal(fault_message("--points", fault, typed))
        yield Estimate(value, lower, upper)


def _shares(typed: str) -> Iterator[Share]:
    from csptui.analysis.five_year import Share  # noqa: PLC0415 - help needs no analysis

    form = "write each as CASES/ALL in whole numbers, such as 994/40299, parted by commas"
    for part, start in _parts(typed):
        match = _SHARE.fullmatch(part)
        if match is None:
            raise Refusal(fault_message("--fractions", Fault(form, start), typed))
        share = Share(int(match[1]), int(match[2]))
        if share.denominator == 0 or share.numerator > share.denominator:
            wrong = "has nothing below the line" if share.denominator == 0 else "is more than a whole"
            raise Refusal(fault_message("--fractions", Fault(f"{part} {wrong}", start), typed))
        yield share


def _parts(typed: str) -> Iterator[tuple[str, int]]:
    """Give what stands between the commas or semicolons, each with its place."""
    start = 0
    for part in typed.translate(_MINUSES).replace(";", ",").split(","):
        yield part.strip(), start + len(part) - len(part.lstrip())
        start += len(part) + 1


VERBS = {"five-year": five_year_verb}
