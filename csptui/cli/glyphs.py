"""Measures how wide a terminal draws the program's own signs, by asking it where the cursor has got to."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GLYPHS = "■▲●–↑↓→►≈≤│─█┤┬└▁▂▃▄▅▆▇"
"""The signs that pages and screens are made of (LOOK), charts and small bars among them; each has to be one
column wide."""

SECONDS = 1.0
"""How long a terminal may take for an answer; one over a slow line takes a tenth of that."""

_REPORT = re.compile(rb"\x1b\[[0-9]{1,5};([0-9]{1,5})R")


def may_ask(reader: int) -> bool:
    """Tell whether a terminal is this program's just now; from the background asking would stop it."""
    if sys.platform == "win32":
        return False
    try:
        return os.tcgetpgrp(reader) == os.getpgrp()
    except OSError:
        return False


def measured(reader: int, writer: int, glyphs: Sequence[str] = GLYPHS) -> dict[str, int] | None:
    """Give each sign's width in columns as the terminal has it, or None where it does not answer."""
    if sys.platform == "win32":
        return None
    widths: dict[str, int] = {}
    try:
        with _listening(reader):
            for glyph in glyphs:
                os.write(writer, f"\r{glyph}\x1b[6n".encode())
                column = _column(reader, time.monotonic() + SECONDS)
                if column is None:
                    return None
                widths[glyph] = column - 1
    except OSError:
        return None
    finally:
        _wipe(writer)
    return widths


def _wipe(writer: int) -> None:
    try:
        os.write(writer, b"\r\x1b[K")
    except OSError:
        return


def _column(reader: int, until: float) -> int | None:
    """Read the terminal's report of where the cursor is."""
    held = b""
    while (rest := until - time.monotonic()) > 0:
        if not select.select([reader], [], [], rest)[0]:
            break
        part = os.read(reader, 256)
        if not part:
            break
        held = (held + part)[-512:]
        if (match := _REPORT.search(held)) is not None:
            return int(match[1])
    return None


@contextmanager
def _listening(reader: int) -> Iterator[None]:
    """Have keys and answers come at once and unseen, and everything as it was afterwards."""
    import termios  # noqa: PLC0415 - not on every system
    import tty  # noqa: PLC0415 - as above

    try:
        before = termios.tcgetattr(reader)
        tty.setcbreak(reader, termios.TCSANOW)
    except termios.error as error:
        raise OSError(*error.args) from error
    try:
        yield
    finally:
        # An answer that comes too late must not be typed into the shell.
        termios.tcsetattr(reader, termios.TCSAFLUSH, before)
