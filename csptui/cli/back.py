"""The verbs that take back the last change, and do it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from csptui.cli.answer import print_json
from csptui.cli.options import Verb, choices
from csptui.cli.refusal import FAILED, Refusal, narrate
from csptui.cli.session import open_workspace
from csptui.domain.shown import show_line
from csptui.domain.told import changes_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.change import Change
    from csptui.workspace import Workspace


@click.command(
    "undo",
    cls=Verb,
    short_help="Take back your last change.",
    examples=("csptui undo", "csptui undo --dry-run              only say what it would be"),
)
@click.option("--dry-run", is_flag=True, help="Say what would be taken back, and change nothing.")
@click.pass_context
def undo_verb(context: click.Context, dry_run: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Take back your last change, in whatever quarter it was: a figure, a text, a target.

    It is a new change in the log. Again takes back the one before it; csptui redo does it again. Where
    somebody else has changed the same field since, nothing is written and the exit code is 5.
    """
    workspace = open_workspace(context)
    step = workspace.next_undo()
    if step is None:
        message = "There is nothing of yours to undo"
        raise Refusal(message, FAILED)
    if not dry_run:
        workspace.undo()
        step = workspace.last_step or step
    made = workspace.last_made or step.undoing()
    _tell(context, workspace, made, "Undone" if not dry_run else "It would undo")


@click.command(
    "redo",
    cls=Verb,
    short_help="Do again what was undone last.",
    examples=("csptui redo", "csptui redo --dry-run              only say what it would be"),
)
@click.option("--dry-run", is_flag=True, help="Say what would be done again, and change nothing.")
@click.pass_context
def redo_verb(context: click.Context, dry_run: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Do again what you have undone last, unless you have changed anything since."""
    workspace = open_workspace(context)
    step = workspace.next_redo()
    if step is None:
        message = "There is nothing of yours to do again"
        raise Refusal(message, FAILED)
    if not dry_run:
        workspace.redo()
        step = workspace.last_step or step
    made = workspace.last_made or step.changes
    _tell(context, workspace, made, "Done again" if not dry_run else "It would do again")


def _tell(context: click.Context, workspace: Workspace, made: Sequence[Change], done: str) -> None:
    """Name the changes that were made, or would be."""
    words = changes_told(workspace.dataset, made)
    if choices(context).as_json:
        from csptui.outputs.log_objects import change_object  # noqa: PLC0415 - words need no objects

        print_json([change_object(change) for change in made])
    else:
        click.echo(show_line(f"{done}: {made[0].quarter}, {words}."))
    if told := workspace.beside_told():
        narrate(told)


VERBS = {"undo": undo_verb, "redo": redo_verb}
