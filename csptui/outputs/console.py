"""The only place that makes a console: no markup, no emoji, no highlighting, colour where it is wanted."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from csptui.outputs.appearance import NARROWEST, SIXTEEN, STYLES, WIDEST, WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from csptui.outputs.line import Line


def print_plain(lines: Sequence[Line], stream: IO[str]) -> None:
    """Write lines without their styles, and without blank space at their ends."""
    stream.write("".join(f"{line.plain.rstrip()}\n" for line in lines))


def print_colour(lines: Sequence[Line], stream: IO[str], width: int) -> None:
    """Write lines that are laid out already with their styles, in the colours that the terminal has."""
    from rich.text import Text  # noqa: PLC0415 - see `line`

    console = make_console(stream, width)
    styles = STYLES | SIXTEEN if console.color_system in {"standard", "windows"} else STYLES
    text = Text(end="")
    for line in lines:
        for piece, style in line.pieces:
            text.append(piece, styles[style] if style else "")
        text.append("\n")
    console.print(text, soft_wrap=True)


def make_console(stream: IO[str], width: int) -> Console:
    """Give a console that writes what it is given and interprets none of it."""
    from rich.console import Console  # noqa: PLC0415 - see `line`

    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def page_width(environment: Mapping[str, str], terminal: int | None, asked: int | None = None) -> int:
    """Choose a width: what was asked for, else COLUMNS, else the terminal's, else that of A4 landscape."""
    told = environment.get("COLUMNS", "")
    if asked is None and told.isascii() and told.isdigit() and int(told[:6]) > 0:
        asked = int(told[:6])
    width = asked or terminal or WIDTH
    return max(NARROWEST, min(width, WIDEST))
