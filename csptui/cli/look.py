"""The verbs that only look: list and show."""

from __future__ import annotations

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, WordType
from csptui.cli.past import as_of_option, open_view_then

RATINGS = ("red", "amber", "green", "none")


@click.command(
    "list",
    cls=Verb,
    short_help="List the indicators with their ratings.",
    examples=("csptui list", "csptui list --theme youth --rag red", "csptui list --json --filter custody"),
)
@click.option("--theme", metavar="THEME", type=WordType("themes"), help="One theme, by name or number.")
@click.option("--rag", type=click.Choice(RATINGS, case_sensitive=False), help="One rating.")
@click.option("--filter", "wanted", metavar="TEXT", default="", help="Words in names, codes or owners.")
@as_of_option
@click.pass_context
def list_verb(
    context: click.Context, theme: str | None, rag: str | None, wanted: str, then: str | None
) -> None:
    """List the indicators of the quarter with their ratings, in report order."""
    from csptui.cli.reference import find_theme  # noqa: PLC0415 - the other verbs name no theme
    from csptui.domain.scorecard import matches  # noqa: PLC0415 - help needs no data

    view = open_view_then(context, then)
    card = view.dataset.scorecard()
    rows = card.in_theme(None if theme is None else find_theme(view.dataset, theme).id)
    rows = tuple(
        row for row in rows if (rag is None or row.rating.colour.value == rag) and matches(row, wanted)
    )
    if view.chosen.as_json:
        from csptui.outputs.objects import row_object  # noqa: PLC0415 - pages need no objects

        print_json([row_object(row) for row in rows])
        return
    from csptui.outputs.listing import listing_page  # noqa: PLC0415 - JSON needs no pages

    look = look_of(view.chosen)
    print_page(listing_page(view.dataset, rows, look), look, view.chosen)


@click.command(
    "show",
    cls=Verb,
    short_help="Show one indicator and its arithmetic.",
    examples=("csptui show NI43", "csptui show ni 39 --json", "csptui show NI43 --as-of 2010-04-20"),
)
@click.argument("ref", nargs=-1, required=True, type=WordType("codes"))
@as_of_option
@click.pass_context
def show_verb(context: click.Context, ref: tuple[str, ...], then: str | None) -> None:
    """Show all that is held of one indicator, and the arithmetic of its rating."""
    from csptui.cli.held_series import series_in  # noqa: PLC0415 - the other verbs read no history
    from csptui.cli.reference import find_row  # noqa: PLC0415 - the other verbs name no row
    from csptui.outputs.ahead import ahead_lines, ahead_object  # noqa: PLC0415 - as above

    view = open_view_then(context, then)
    row = find_row(view.dataset, " ".join(ref))
    # The log tells of the quarter that is shown, and not what others held then.
    series = series_in(view, row.indicator, tell=False) if then is None else None
    if view.chosen.as_json:
        from csptui.outputs.objects import full_object  # noqa: PLC0415 - pages need no objects

        print_json(full_object(row) | ({} if series is None else ahead_object(series, row.quarter)))
        return
    from csptui.outputs.card import card_page  # noqa: PLC0415 - JSON needs no pages

    look = look_of(view.chosen)
    ahead = [] if series is None else ahead_lines(series, row.quarter)
    print_page(card_page(view.dataset, row, look, ahead), look, view.chosen)


VERBS = {
    "list": list_verb,
    "show": show_verb,
}
