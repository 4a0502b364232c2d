"""The verb target: saves a target, or confirms those that were rolled on into a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from csptui.cli.answer import print_json
from csptui.cli.options import Verb, WordType, choices
from csptui.cli.reference import split_ref
from csptui.cli.refusal import Refusal, narrate, saved
from csptui.cli.session import open_workspace
from csptui.cli.told import print_saved, tell_beside
from csptui.cli.typed_text import fault_message
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from csptui.domain.scorecard import Row
    from csptui.workspace import Workspace


@click.command(
    "target",
    cls=Verb,
    short_help="Save a target.",
    examples=(
        'csptui target NI43 "<9%"',
        "csptui target NI40 1,321",
        'csptui target NI44a "+/-5%"',
        "csptui target NI33 --confirm",
        "csptui target --confirm-all",
    ),
)
@click.argument("words", nargs=-1, metavar="REF TARGET", type=WordType("codes"))
@click.option("--confirm", is_flag=True, help="Confirm a target that was rolled on from an earlier year.")
@click.option("--confirm-all", "every", is_flag=True, help="Confirm all targets rolled on into this year.")
@click.pass_context
def target_verb(
    context: click.Context,
    words: tuple[str, ...],
    confirm: bool,  # noqa: FBT001 - click passes flags so
    every: bool,  # noqa: FBT001 - as above
) -> None:
    """Save the target printed in the report of the quarter's year.

    A number alone reads by polarity (at most for lower, at least for higher). Also < <= > >= before it,
    +/- for a band, n/a, "See comment", a period after it such as "30% (2009/10)", or "" for none. A new
    quarter rolls last year's targets on, marked [o]: --confirm, or a target set anew, takes the mark away.
    """
    if every:
        if words or confirm:
            message = "--confirm-all stands alone: leave out the reference, the target and --confirm"
            raise click.UsageError(message, context)
        _confirm_all(context)
        return
    if not words:
        message = 'which indicator, and which target? Such as: csptui target NI43 "<9%"'
        raise click.UsageError(message, context)
    from csptui.domain.problem import Fault  # noqa: PLC0415 - help needs no data
    from csptui.domain.target import parse_target  # noqa: PLC0415

    workspace = open_workspace(context)
    row, rest = split_ref(workspace.dataset, words)
    if confirm:
        if rest:
            message = f"{row.indicator.code}: --confirm takes no target; to set another, leave --confirm out"
            raise click.UsageError(message, context)
        _confirm(context, workspace, row)
        return
    if not rest:
        message = f'{row.indicator.code}: which target? Such as: csptui target {row.id} "<9%"'
        raise Refusal(message)
    typed = " ".join(rest)
    target = parse_target(typed, row.indicator)
    if isinstance(target, Fault):
        raise Refusal(fault_message(f"{row.indicator.code}, target", target, typed))
    before = row
    dataset = workspace.set_target(row.id, target)
    after = dataset.scorecard().row(row.id)
    if after is None or after.target == before.target:
        narrate(f"Nothing to save: {row.indicator.code} has that target already.")
        if choices(context).as_json:
            print_saved(context, workspace, before, before)
        return
    print_saved(context, workspace, before, after)


def _confirm(context: click.Context, workspace: Workspace, row: Row) -> None:
    """Confirm the target of one row, and print the row."""
    if row.target.is_rolled:
        after = workspace.confirm_targets([row.id]).scorecard().row(row.id)
        print_saved(context, workspace, row, after or row)
        return
    # None may be seen because the file cannot be read, which is refused.
    workspace.confirm_targets(())
    year, held = row.quarter.year, row.target_text or "none"
    narrate(f"Nothing to confirm: the target of {row.indicator.code} for {year} is {held}.")
    if choices(context).as_json:
        print_saved(context, workspace, row, row)


def _confirm_all(context: click.Context) -> None:
    """Confirm every target of the year that was rolled on, and name them."""
    workspace = open_workspace(context)
    rows = [row for row in workspace.dataset.scorecard() if row.target.is_rolled]
    year = workspace.dataset.shown.year
    # Also with none: they may not be seen because the file cannot be read, which is refused.
    workspace.confirm_targets([row.id for row in rows])
    if rows:
        tell_beside(workspace)
    with saved():
        if choices(context).as_json:
            confirmed = [{"id": row.id, "target": row.target_text} for row in rows]
            print_json({"year": str(year), "confirmed": confirmed})
        elif not rows:
            narrate(f"Nothing to confirm: no target of {year} is rolled on.")
        else:
            targets = "1 target" if len(rows) == 1 else f"{len(rows):,} targets"
            named = ", ".join(f"{row.indicator.code} {row.target_text}" for row in rows)
            click.echo(show_line(f"Confirmed {targets} for {year}: {named}."))
