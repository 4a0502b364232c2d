"""The verbs of quarters: quarter new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import QuarterType, Verb, Verbs, choices, common_options
from csptui.cli.refusal import saved
from csptui.cli.session import open_workspace

if TYPE_CHECKING:
    from csptui.domain.quarter import Quarter


@click.command(
    "quarter", cls=Verbs, params=common_options(), no_args_is_help=True, short_help="Begin a quarter."
)
def quarter_group() -> None:
    """Begin a quarter: csptui quarter new 2010-11-Q1."""


@quarter_group.command(
    "new",
    cls=Verb,
    examples=("csptui quarter new 2010-11-Q1 --dry-run", "csptui quarter new 2010-11-Q1"),
)
@click.argument("new", metavar="QUARTER", type=QuarterType())
@click.option("--dry-run", is_flag=True, help="Say what would be made, and make nothing.")
@click.pass_context
def new_verb(context: click.Context, new: Quarter, dry_run: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Begin a quarter: every figure is owed, no actual and no comment is copied.

    The first quarter of a year takes the targets of the year before where it has none; each is marked [o]
    until it is confirmed: csptui target REF --confirm.
    """
    workspace = open_workspace(context)
    plan = workspace.plan_quarter(new)
    if not dry_run:
        workspace.new_quarter(new)
    chosen, dataset = choices(context), workspace.dataset
    with saved():
        if chosen.as_json:
            from csptui.outputs.new_quarter import plan_object  # noqa: PLC0415 - pages need no objects

            print_json(plan_object(plan, dataset, made=not dry_run))
            return
        from csptui.outputs.new_quarter import plan_page  # noqa: PLC0415 - JSON needs no pages

        look = look_of(chosen)
        print_page(plan_page(plan, dataset, look, made=not dry_run), look, chosen)
