"""Opens the screen."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from csptui.cli.options import choices
from csptui.cli.refusal import narrate
from csptui.cli.session import now, open_workspace, settings_file, state_file
from csptui.storage.settings import load_settings

if TYPE_CHECKING:
    import click


def open_screen(context: click.Context) -> int:
    """Run the screen until it is left, and give its exit code."""
    from csptui.tui.app import run  # noqa: PLC0415 - refused data need no screen
    from csptui.tui.crash import ErrorLog  # noqa: PLC0415 - as above

    workspace = open_workspace(context)
    settings, _ = load_settings(settings_file())
    chosen = choices(context)
    state = state_file()
    ending = run(
        workspace,
        settings=settings,
        state_file=state,
        drafts=state.with_name("drafts"),
        errors=ErrorLog(state.with_name("csptui-errors.log"), now),
        ascii_only=chosen.ascii_only or chosen.plain,
    )
    if ending.told:
        # The terminal may have gone, which is why the screen ended.
        with suppress(OSError):
            narrate(ending.told)
    return ending.code
