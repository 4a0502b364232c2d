"""Prints answers on standard output: pages by way of a console, JSON without one."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.cli.options import Choices
    from csptui.outputs.appearance import Look
    from csptui.outputs.line import Line
    from csptui.outputs.objects import Object

_SIGNS = "■▲●–↑↓→≈─±"


def look_of(chosen: Choices) -> Look:
    """Choose how pages look on standard output."""
    from csptui.outputs.appearance import Look  # noqa: PLC0415 - help and JSON print no page
    from csptui.outputs.console import page_width  # noqa: PLC0415

    terminal = _terminal_width() if sys.stdout.isatty() else None
    width = page_width(os.environ, terminal, chosen.width)
    return Look(width, ascii_only=chosen.ascii_only or chosen.plain or not can_write_signs())


def print_page(lines: Sequence[Line], look: Look, chosen: Choices) -> None:
    """Print a page."""
    from csptui.outputs.console import print_colour, print_plain  # noqa: PLC0415 - as above

    if not chosen.plain and sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        print_colour(lines, sys.stdout, look.width)
    else:
        print_plain(lines, sys.stdout)


def print_json(value: Object | list[Object]) -> None:
    """Print JSON."""
    from csptui.outputs.objects import json_text  # noqa: PLC0415 - pages need no JSON

    click.echo(json_text(value))


def _terminal_width() -> int | None:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None


def can_write_signs() -> bool:
    """Tell whether the encoding of standard output has the program's own signs."""
    try:
        _SIGNS.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
