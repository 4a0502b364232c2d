"""The verb that says where the year may end."""

from __future__ import annotations

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, WordType


@click.command(
    "forecast",
    cls=Verb,
    short_help="Say where the year may end, and by what method.",
    examples=("csptui forecast NI43", "csptui forecast NI43 --quarter 2010-11-Q2 --json"),
)
@click.argument("ref", nargs=-1, required=True, type=WordType("codes"))
@click.pass_context
def forecast_verb(context: click.Context, ref: tuple[str, ...]) -> None:
    """Say where the year of the quarter shown may end, with the range, and what its target takes from now.

    Figures of quarters alone go on at the rate of those held: counts and rates of a population (per 1,000)
    add up, the fractions of other rates are pooled, and a target is for each quarter unless it says that it
    is for the year. Rolling 12 months stay where they are if the quarters to come are as last year's. The
    range is 2.66 times the average moving range of at least five quarters in a row, over what is to come.
    Parts of a quarter are not used, and no gap or break in series is crossed. When the year is complete its
    actual is given and no forecast.

    --json gives method (run rate, same quarters last year, actual), year, forecast, lower, upper, target
    (for the year), target_met, needed (of each quarter to come, or the move in each: needed_of), reach,
    so_far, quarters, held, moving_range and sentence.
    """
    from csptui.analysis.forecast import forecast_of  # noqa: PLC0415 - help needs no analysis
    from csptui.cli.five_year import answered  # noqa: PLC0415 - as above
    from csptui.cli.held_series import held_series  # noqa: PLC0415 - as above
    from csptui.outputs.forecast import forecast_object, forecast_page  # noqa: PLC0415 - as above

    view, series = held_series(context, " ".join(ref))
    found = answered(forecast_of(series, view.dataset.shown))
    if view.chosen.as_json:
        print_json(forecast_object(found))
        return
    look = look_of(view.chosen)
    print_page(forecast_page(found, look), look, view.chosen)


VERBS = {"forecast": forecast_verb}
