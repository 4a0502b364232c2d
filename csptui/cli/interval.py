"""The verb that gives the confidence interval of any share, count or rate; it reads no data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, WordType, choices
from csptui.cli.refusal import Refusal
from csptui.cli.typed_text import fault_message
from csptui.domain.problem import Fault

if TYPE_CHECKING:
    from decimal import Decimal

    from csptui.analysis.intervals import Interval

_FORMS = "csptui interval 65/100, csptui interval 222 --count, csptui interval 222/3215 --per 100000"
_ALL = 100


@click.command(
    "interval",
    cls=Verb,
    short_help="Give the confidence interval of a share, a count or a rate.",
    examples=(
        "csptui interval 65/100                       a share: Wilson",
        "csptui interval 222 --count                  a count: Byar's, exact Poisson below 10",
        "csptui interval 222/3215 --per 100000        a rate: as the count",
        "csptui interval 65/100 --level 99.8 --json",
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="N[/OF]", type=WordType())
@click.option("--count", is_flag=True, help="N is a count of events.")
@click.option("--per", metavar="M", type=WordType(), help="N/OF is a rate of events for each M.")
@click.option("--level", metavar="L", default="95", type=WordType(), help="In per cent; 95 if not given.")
@click.pass_context
def interval_verb(
    context: click.Context,
    words: tuple[str, ...],
    count: bool,  # noqa: FBT001 - click passes flags so
    per: str | None,
    level: str,
) -> None:
    """Give the confidence interval of a share (N/OF), a count (--count) or a rate (--per).

    The methods are those of English public health: Wilson's for a share, Byar's for a count or a rate, the
    exact Poisson limits where there are fewer than 10 events. csptui show REF has the interval of a figure
    that is held.

    --level is in per cent, more than 1 and less than 100; below 1 it is read as a share, so 0.998 is 99.8.

    --json gives value, lower, upper (of a share from 0 to 1, else in the unit asked for), method (Wilson,
    Byar's, exact Poisson) and level (in per cent).
    """
    from csptui.outputs.interval import interval_object, interval_page  # noqa: PLC0415 - help needs neither

    chosen = choices(context)
    typed = " ".join(words)
    numbers = _numbers(typed)
    wanted = None if per is None else _per(per)
    found = _interval(typed, numbers, wanted, _level(level), count=count)
    if chosen.as_json:
        print_json(interval_object(found))
        return
    look = look_of(chosen)
    print_page(interval_page(found, numbers, wanted, look), look, chosen)


def _interval(
    typed: str, numbers: tuple[int, ...], per: int | None, level: Decimal, *, count: bool
) -> Interval:
    from csptui.analysis.intervals import of_count, of_rate, of_share  # noqa: PLC0415 - help needs none

    if len(numbers) == 1:
        if per is not None:
            message = f"A rate needs what it is of: csptui interval {numbers[0]}/3215 --per {per}"
            raise Refusal(message)
        if not count:
            message = f"{typed} alone is a count or half a fraction: add --count, or write {typed}/OF"
            raise Refusal(message)
        return of_count(numbers[0], level)
    numerator, denominator = numbers
    if count:
        message = f"{typed} is a fraction and no count: leave --count out"
        raise Refusal(message)
    if per is not None:
        return of_rate(numerator, denominator, per, level)
    if numerator > denominator:
        message = (
            f"{typed} is more than a whole, so it is no share; if it is a rate of events, say for how many"
            f" with --per: csptui interval {typed} --per 1000"
        )
        raise Refusal(message)
    return of_share(numerator, denominator, level)


def _numbers(typed: str) -> tuple[int, ...]:
    """Read `222` or `65/100`. Raises Refusal with the character at fault."""
    from csptui.domain.typed import parse_whole  # noqa: PLC0415 - help needs no reader

    parts = typed.split("/")
    if len(parts) > 2:  # noqa: PLR2004 - a fraction has two numbers
        raise Refusal(fault_message("interval", Fault(f"write {_FORMS}", len("/".join(parts[:2]))), typed))
    numbers = []
    start = 0
    for part in parts:
        number = parse_whole(part)
        if isinstance(number, Fault):
            lead = len(part) - len(part.lstrip())
            if len(parts) == 1 and part.lstrip()[:1].isalpha():
                message = f"interval takes numbers ({_FORMS}); csptui show {typed} has the interval of a row"
                raise Refusal(message)
            fault = Fault(number.message, start + lead + number.position)
            raise Refusal(fault_message("interval", fault, typed))
        numbers.append(number)
        start += len(part) + 1
    if len(numbers) > 1 and numbers[1] == 0:
        fault = Fault("the denominator cannot be 0", len(parts[0]) + 1)
        raise Refusal(fault_message("interval", fault, typed))
    return tuple(numbers)


def _per(typed: str) -> int:
    from csptui.domain.typed import parse_whole  # noqa: PLC0415 - help needs no reader

    number = parse_whole(typed)
    if not isinstance(number, Fault) and number == 0:
        number = Fault("a rate is for each 1 or more", 0)
    if isinstance(number, Fault):
        raise Refusal(fault_message("--per", number, typed))
    return number


def _level(typed: str) -> Decimal:
    from csptui.domain.typed import parse_number  # noqa: PLC0415 - help needs no reader

    number = parse_number(typed.strip().removesuffix("%"))
    if isinstance(number, Fault):
        raise Refusal(fault_message("--level", number, typed))
    if 0 < number < 1 and not typed.strip().endswith("%"):
        return number * _ALL
    if not 1 < number < _ALL:
        fault = Fault("a level is in per cent, more than 1 and less than 100, such as 95 or 99.8", 0)
        raise Refusal(fault_message("--level", fault, typed))
    return number


VERBS = {"interval": interval_verb}
