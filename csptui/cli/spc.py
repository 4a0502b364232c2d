"""The verb that makes a control chart: of an indicator's own history, or of any list of values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, WordType, choices
from csptui.cli.refusal import FAILED, Refusal
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from csptui.analysis.spc import Chart
    from csptui.domain.charting import Charting
    from csptui.domain.quarter import Quarter
    from csptui.outputs.spc import Subject

BETTER = ("lower", "higher", "zero", "none")


class Asked(NamedTuple):
    """The options as typed."""

    ref: str
    values: str | None
    run: str | None
    screening: bool | None
    rebases: tuple[str, ...]
    better: str | None
    target: str | None


@click.command(
    "spc",
    cls=Verb,
    short_help="Make a control chart (XmR), with its special causes.",
    examples=(
        "csptui spc NI16                              of an indicator's own quarters",
        "csptui spc NI16 --rebase 2013-14-Q1 --json",
        "csptui spc --values 1,2,1,2,10,1,2,1,2,1,2,1,2,1,2,1,2,1",
        "csptui spc --values -3,1.5,2,0,1,-2,-1,0,2,1,-1,0,1 --no-screening --better lower --target 2",
        "csptui spc --values - < numbers.txt          one a line, or between commas",
    ),
)
@click.argument("ref", nargs=-1, type=WordType("codes"))
@click.option(
    "--values", metavar="LIST", type=WordType(), help="Any list, oldest first: 1,2.5,-3; - reads it."
)
@click.option("--run", metavar="N", type=WordType(), help="Points in a trend or a shift: 5 to 9, usually 7.")
@click.option("--screening/--no-screening", default=None, help="Leave very large moving ranges out, once.")
@click.option(
    "--rebase",
    "rebases",
    metavar="N|QUARTER",
    multiple=True,
    type=WordType(),
    help="First point of a new group: its number from 1, or of REF its quarter. May be repeated.",
)
@click.option(
    "--better", type=click.Choice(BETTER, case_sensitive=False), help="Of a list: which way is better."
)
@click.option("--target", metavar="X", type=WordType(), help="A target for a list, such as 2 or <=2.")
@click.pass_context
def spc_verb(context: click.Context, /, ref: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 - six options
    """Make a control chart of single values (XmR) and name its special causes.

    Of REF every whole figure counts up to the quarter shown whose period follows on and shares no month
    with the one before; a gap or a break in series begins anew. Run and screening are the partnership's
    (partnership.toml, control_charts) unless given here; indicators.toml may hold rebase = ["2013/14 Q1"].
    Of a list they are 7 and on. At least 13 points are needed. Commas divide a list, so none stands within
    a number.

    --rebase 10 begins a new group at the tenth point (the first point is 1): it has its own mean and
    limits, and no run and no range reaches across.

    --json gives mean, lower, upper, lower_warning and upper_warning of the last group; screened (ranges left
    out); points, each with value, signal (none, outside, trend, two-in-three, shift), side (high or low of
    the mean, empty on it; of a trend high is rising), verdict (improvement, concern, neutral, none), mean,
    lower, upper, and of REF quarter and text; assurance (pass, fail, hit and miss, none); sentence, rebases,
    run, screening, better, target, groups and notes.
    """
    asked = Asked(" ".join(ref), **options)
    chosen = choices(context)
    if (asked.values is None) == (not asked.ref):
        both = ", and not both" if asked.ref else ""
        message = f"Give a REF or --values{both}: csptui spc NI16, or csptui spc --values 1,2,1"
        raise Refusal(message)
    made, subject = _of_ref(context, asked) if asked.values is None else _of_list(asked)
    if chosen.as_json:
        from csptui.outputs.spc_objects import chart_object  # noqa: PLC0415 - pages need no objects

        print_json(chart_object(made, subject.indicator))
        return
    from csptui.outputs.spc import spc_page  # noqa: PLC0415 - JSON needs no pages

    look = look_of(chosen)
    print_page(spc_page(made, subject, look), look, chosen)


def _of_ref(context: click.Context, asked: Asked) -> tuple[Chart, Subject]:
    from csptui.analysis.spc import Refused, chart_of  # noqa: PLC0415 - help needs no statistics
    from csptui.cli.held_series import held_series  # noqa: PLC0415 - a list needs no data
    from csptui.outputs.spc import Subject  # noqa: PLC0415 - as above

    for option, given in (("--better", asked.better), ("--target", asked.target)):
        if given is not None:
            message = f"{option} is for --values: an indicator has its own"
            raise Refusal(message)
    quarters = [_quarter(typed) for typed in asked.rebases]
    view, series = held_series(context, asked.ref)
    indicator, partnership = series.indicator, view.dataset.partnership
    charting = _charting(asked, partnership.charting)
    made = chart_of(series, charting, rebases=quarters)
    if isinstance(made, Refused):
        message = f"{indicator.code}: {made.sentence}"
        raise Refusal(message, FAILED)
    set_in = "partnership.toml, control_charts" if charting == partnership.charting else ""
    return made, Subject(partnership.name, indicator, set_in)


def _charting(asked: Asked, usual: Charting) -> Charting:
    from dataclasses import replace  # noqa: PLC0415 - help needs none

    run = usual.run if asked.run is None else _run(asked.run)
    return replace(usual, run=run, screening=usual.screening if asked.screening is None else asked.screening)


def _run(typed: str) -> int:
    from csptui.domain.charting import LONGEST_RUN, SHORTEST_RUN  # noqa: PLC0415 - help needs no statistics

    if typed in map(str, range(SHORTEST_RUN, LONGEST_RUN + 1)):
        return int(typed)
    message = f'--run: "{show_line(typed)}" is no number of points from {SHORTEST_RUN} to {LONGEST_RUN}'
    raise Refusal(message)


def _quarter(typed: str) -> Quarter:
    from csptui.domain.quarter import Quarter  # noqa: PLC0415 - help needs no data

    found = Quarter.parse(typed)
    if found is None:
        message = f'--rebase: "{show_line(typed)}" is no quarter: write it as 2013-14-Q1 or "2013/14 Q1"'
        raise Refusal(message)
    return found


def _of_list(asked: Asked) -> tuple[Chart, Subject]:
    from dataclasses import replace  # noqa: PLC0415 - help needs no statistics

    from csptui.analysis.spc import chart, short_notes, why_not  # noqa: PLC0415 - as above
    from csptui.analysis.spc_words import flat_notes  # noqa: PLC0415 - as above
    from csptui.cli.spc_list import starts_of, target_of, values_of  # noqa: PLC0415 - REF gives no list
    from csptui.domain.charting import USUAL  # noqa: PLC0415 - as above
    from csptui.domain.indicator import Polarity  # noqa: PLC0415 - as above
    from csptui.outputs.spc import Subject  # noqa: PLC0415 - as above

    values = values_of(asked.values or "")
    charting = _charting(asked, USUAL)
    better = Polarity(asked.better.lower() if asked.better else "none")
    target = target_of(asked.target)
    if refused := why_not(len(values), "points that do not overlap", given="given"):
        raise Refusal(refused.sentence, FAILED)
    made = chart(
        values,
        run=charting.run,
        screening=charting.screening,
        rebases=starts_of(asked.rebases, len(values)),
        better=better,
        target=target,
    )
    notes = [*short_notes(made), *flat_notes(made)]
    if target is not None and made.edge is None:
        notes.append("The target says nothing without --better, or a sign before it such as <=.")
    told = made.target if asked.target is None or made.edge is None else show_line(asked.target)
    return replace(made, notes=tuple(notes), target=told), Subject(f"A list of {len(values):,} values")


VERBS = {"spc": spc_verb}
