"""Looks at the terminal for `doctor`: size, ends, encoding, colours, and how wide it draws our signs."""

from __future__ import annotations

import os
import sys
from importlib import metadata
from platform import machine, python_implementation, python_version, release, system
from typing import TYPE_CHECKING

from csptui import __version__
from csptui.cli.answer import can_write_signs
from csptui.cli.glyphs import GLYPHS, may_ask, measured
from csptui.domain.health import Sign, State, well_or

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

AREA = "Terminal"
_LEAST = (60, 18)
_PACKAGES = ("textual", "rich", "pandas", "click", "filelock", "platformdirs", "tomli", "tomli-w")
_HOSTS = {
    "WT_SESSION": "Windows Terminal",
    "TMUX": "tmux",
    "STY": "screen",
    "SSH_CONNECTION": "SSH",
    "VSCODE_PID": "VS Code",
}
_LONGEST = 40


def terminal_signs(environment: Mapping[str, str]) -> Iterator[Sign]:
    """Look at the terminal as this process has it."""
    ends = {name: getattr(sys, name).isatty() for name in ("stdin", "stdout", "stderr")}
    told = ", ".join(f"{name} {'is one' if is_one else 'is none'}" for name, is_one in ends.items())
    both = ends["stdin"] and ends["stdout"]
    yield well_or(both, AREA, "a terminal", told, "The screen needs one at both ends; verbs do not.")
    yield _size()
    term = environment.get("TERM", "")
    is_known = term not in {"", "dumb", "unknown"} or sys.platform == "win32"
    yield well_or(
        is_known, AREA, "TERM", _named(term), "Set it to what your terminal is, such as xterm-256color."
    )
    hosts = [name for variable, name in _HOSTS.items() if environment.get(variable)]
    program = environment.get("TERM_PROGRAM", "")
    yield Sign(
        AREA, "within", ", ".join([*hosts, *([_named(program)] if program else [])]) or "nothing known"
    )
    encoding = (sys.stdout.encoding or "none").lower()
    advice = "Signs are printed as ASCII: set PYTHONUTF8=1, or a UTF-8 locale."
    yield well_or(can_write_signs(), AREA, "encoding", encoding, advice)
    yield _colours(environment)
    yield _widths(both=both)


def _named(text: str) -> str:
    return text[:_LONGEST] or "not set"


def _size() -> Sign:
    try:
        columns, rows = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
    except (OSError, ValueError):
        return Sign(AREA, "size", "none is known")
    fits = columns >= _LEAST[0] and rows >= _LEAST[1]
    advice = f"The screen needs {_LEAST[0]} × {_LEAST[1]} at least, and has room for all at 140 × 42."
    return well_or(fits, AREA, "size", f"{columns} × {rows}", advice)


def _colours(environment: Mapping[str, str]) -> Sign:
    from csptui.outputs.appearance import WIDTH  # noqa: PLC0415 - help needs no pages
    from csptui.outputs.console import make_console  # noqa: PLC0415 - as above

    colours = make_console(sys.stdout, WIDTH).color_system or "none"
    told = [f"rich uses {colours}", f"COLORTERM {_named(environment.get('COLORTERM', ''))}"]
    if environment.get("NO_COLOR"):
        told.append("NO_COLOR is set")
    few = colours in {"standard", "windows"}
    return well_or(
        not few, AREA, "colours", ", ".join(told), "With 16 colours the greens and ambers are rough."
    )


def _widths(*, both: bool) -> Sign:
    asked = both and may_ask(sys.stdin.fileno())
    widths = measured(sys.stdin.fileno(), sys.stdout.fileno()) if asked else None
    how = "measured in this terminal"
    if widths is None:
        from rich.cells import cell_len  # noqa: PLC0415 - needed only where nothing answers

        widths = {glyph: cell_len(glyph) for glyph in GLYPHS}
        how = "by rich's table of widths" + (", as the terminal did not answer" if asked else "")
    wide = {glyph: width for glyph, width in widths.items() if width != 1}
    told = (
        f"{GLYPHS} are one column each"
        if not wide
        else ", ".join(f"{glyph} is {width}" for glyph, width in wide.items()) + " columns wide"
    )
    advice = "Set ambiguous characters to narrow in the terminal, or use another font or csptui --ascii."
    return well_or(not wide, AREA, "signs", f"{told} ({how})", advice, State.FAULT)


def version_signs() -> Iterator[Sign]:
    """Tell the versions of what runs."""
    yield Sign("Versions", "csptui", __version__)
    yield Sign("Versions", "Python", f"{python_version()}, {python_implementation()}")
    yield Sign("Versions", "system", f"{system()} {release()} {machine()}")
    for name in _PACKAGES:
        try:
            yield Sign("Versions", name, metadata.version(name))
        except metadata.PackageNotFoundError:
            advice = "Install csptui again: pip install ."
            yield Sign("Versions", name, "not installed", State.FAULT, advice)
