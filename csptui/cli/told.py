"""Tells what a verb has saved: the row as it is now, why it has its colour, and what others have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.cli.answer import print_json
from csptui.cli.options import choices
from csptui.cli.refusal import narrate, saved

if TYPE_CHECKING:
    import click

    from csptui.domain.scorecard import Row
    from csptui.workspace import Workspace


def tell_beside(workspace: Workspace) -> None:
    """Say what there is to tell beside the success of a change."""
    if told := workspace.beside_told():
        narrate(told)


def print_saved(context: click.Context, workspace: Workspace, before: Row, after: Row) -> None:
    """Print what was saved, with the rating that follows from it, and what is odd about it."""
    tell_beside(workspace)
    chosen = choices(context)
    if chosen.as_json:
        from csptui.outputs.objects import row_object  # noqa: PLC0415 - pages need no objects

        with saved():
            print_json(row_object(after))
        return
    from csptui.cli.answer import look_of, print_page  # noqa: PLC0415 - JSON needs no pages
    from csptui.outputs.saved import saved_page  # noqa: PLC0415

    look = look_of(chosen)
    with saved():
        print_page(saved_page(workspace.dataset, before, after, look), look, chosen)
