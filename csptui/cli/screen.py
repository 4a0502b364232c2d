"""Opens the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.cli.options import choices
from csptui.cli.session import open_workspace, settings_file, state_file
from csptui.storage.settings import load_settings

if TYPE_CHECKING:
    import click


def open_screen(context: click.Context) -> int:
    """Run the screen until it is left, and give its exit code."""
    from csptui.tui.app import run  # noqa: PLC0415 - refused data need no screen

    workspace = open_workspace(context)
    settings, _ = load_settings(settings_file())
    chosen = choices(context)
    return run(
        workspace, settings=settings, state_file=state_file(), ascii_only=chosen.ascii_only or chosen.plain
    )
