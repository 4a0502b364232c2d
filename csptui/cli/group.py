"""The verb that sets an indicator beside its comparator groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, WordType
from csptui.cli.past import as_of_option, open_view_then
from csptui.cli.refusal import FAILED, Refusal

if TYPE_CHECKING:
    from csptui.domain.compared import Compared


@click.command(
    "group",
    cls=Verb,
    short_help="Set an indicator beside its comparator groups.",
    examples=(
        "csptui group NI33                     every group, with its members in order",
        "csptui group NI33 --group MSG --json",
        "csptui group AL1 --quarter 2012-13-Q4",
    ),
)
@click.argument("ref", nargs=-1, required=True, type=WordType("codes"))
@click.option("--group", "only", metavar="ID", default="", help="One group, by its id.")
@as_of_option
@click.pass_context
def group_verb(context: click.Context, ref: tuple[str, ...], only: str, then: str | None) -> None:
    """Show what the areas of each comparator group have, and how one's own figure stands among them.

    Average (unweighted or pooled, with the count of values held), rank, quartile, distance, and whether the
    figure is in line: inside the mean ± 1.96 sample standard deviations of the group. A value that is
    missing is named and never averaged in; a figure of another period is not compared.
    """
    from csptui.cli.reference import find_row  # noqa: PLC0415 - help names no row
    from csptui.domain.compared import comparisons  # noqa: PLC0415 - as above
    from csptui.domain.group_words import refused  # noqa: PLC0415 - as above

    view = open_view_then(context, then)
    row = find_row(view.dataset, " ".join(ref))
    found = comparisons(view.dataset, row.indicator)
    if only:
        found = _named(found, only)
    if not any(one.average is not None for one in found):
        message = refused(view.dataset, row.indicator, found)
        if found and len(view.dataset.available) > 1:
            other = f"csptui history {row.id} has the average of each quarter that has one"
            message = f"{message.removesuffix('.')}; {other}"
        raise Refusal(message, FAILED)
    if view.chosen.as_json:
        from csptui.outputs.group_objects import groups_object  # noqa: PLC0415 - pages need no objects

        print_json(groups_object(row.id, row.quarter, found))
        return
    from csptui.outputs.group import group_page  # noqa: PLC0415 - JSON needs no pages

    look = look_of(view.chosen)
    print_page(group_page(view.dataset, row, found, look), look, view.chosen)


def _named(found: tuple[Compared, ...], only: str) -> tuple[Compared, ...]:
    named = tuple(one for one in found if one.group.id.casefold() == only.strip().casefold())
    if not named:
        ids = ", ".join(one.group.id for one in found) or "none"
        message = f'No group of this indicator has the id "{only}"; its groups: {ids}'
        raise Refusal(message)
    return named


VERBS = {"group": group_verb}
