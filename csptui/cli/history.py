"""The verb that shows an indicator through the quarters."""

from __future__ import annotations

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, WordType, choices
from csptui.cli.refusal import Refusal


@click.command(
    "history",
    cls=Verb,
    short_help="Show one indicator through the quarters.",
    examples=(
        "csptui history NI16                  every quarter held, rolling 12 months, year on year",
        "csptui history ni 16 --last 8",
        "csptui history NI16 --csv > ni16.csv",
        "csptui history NI16 --json",
    ),
)
@click.argument("ref", nargs=-1, required=True, type=WordType("codes"))
@click.option("--last", type=click.IntRange(1), metavar="N", help="Only the last N quarters.")
@click.option("--csv", "as_csv", is_flag=True, help="One line a quarter, in plain digits.")
@click.pass_context
def history_verb(context: click.Context, ref: tuple[str, ...], last: int | None, as_csv: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Show an indicator through every quarter held, up to the one asked for by --quarter.

    Beside each figure stand rolling 12 months where four whole quarters make them, the change on the same
    quarter a year ago, the target, the average of the comparator group, and the trend by the partnership's
    rule. Nothing crosses a break in series, bridges a gap in a sum or a trend, or takes a part of a period
    for a whole one; the notes say where. Of an annual figure there is a line a year.

    --json gives ref, code, name, unit, basis, rule, notes, and points, oldest first, each with quarter,
    value (null where no whole figure is held; missing then says why), text, marks ([p] [r] [e], and [b] at a
    break), covers, break, rolling and rolling_text, year_on_year (units, percent, points, text, verdict),
    target, target_text, average (of present areas), trend and sustained; rolling_missing and
    year_on_year_missing say why those are null.

    --csv gives a line a quarter under a header, in plain digits, the value at its printed places.
    """
    chosen = choices(context)
    if as_csv and chosen.as_json:
        message = "--csv and --json are two answers: ask for one"
        raise Refusal(message)
    from csptui.cli.held_series import held_series  # noqa: PLC0415 - help reads no history

    view, series = held_series(context, " ".join(ref))
    from csptui.analysis.history import csv_text, table  # noqa: PLC0415 - brings in pandas
    from csptui.analysis.history_notes import notes  # noqa: PLC0415 - as above

    history = table(series, view.dataset.partnership.trend_rule).last(last)
    if as_csv:
        click.echo(csv_text(history), nl=False)
        return
    told = notes(history)
    if view.chosen.as_json:
        from csptui.outputs.history_objects import history_object  # noqa: PLC0415 - pages need no objects

        print_json(history_object(history, told))
        return
    from csptui.outputs.history import history_page  # noqa: PLC0415 - JSON needs no pages

    look = look_of(view.chosen)
    print_page(history_page(view.dataset, history, told, look), look, view.chosen)


VERBS = {"history": history_verb}
