"""The only place that makes a console: no markup, no emoji, no highlighting, colour where it is wanted."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from csptui.outputs.appearance import NARROWEST, WIDEST, WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class _Console(Console):
    """Leaves a broken pipe to the program, which ends quietly."""

    def on_broken_pipe(self) -> None:
        """Pass on that the reader of the pipe has left."""
        raise BrokenPipeError


def make_console(width: int, *, stream: IO[str] | None = None, colour: bool = True) -> Console:
    """Give a console that writes what it is given, to standard output unless told otherwise."""
    return _Console(
        file=sys.stdout if stream is None else stream,
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        color_system="auto" if colour else None,
        no_color=None if colour else True,
        legacy_windows=False,
    )


def print_lines(console: Console, lines: Sequence[Text]) -> None:
    """Print lines that are laid out already: nothing is wrapped or cut again."""
    if console.color_system is None:
        for line in lines:
            line.rstrip()
    console.print(Text("\n").join(lines), soft_wrap=True)


def page_width(environment: Mapping[str, str], terminal: int | None, asked: int | None = None) -> int:
    """Choose a width: what was asked for, else COLUMNS, else the terminal's, else that of A4 landscape."""
    told = environment.get("COLUMNS", "")
    if asked is None and told.isascii() and told.isdigit() and int(told[:6]) > 0:
        asked = int(told[:6])
    width = asked or terminal or WIDTH
    return max(NARROWEST, min(width, WIDEST))
