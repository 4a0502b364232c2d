"""Runs the program with one fault built in, which ctrl+s in the edit pane sets off. For tests alone."""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import NoReturn

from csptui.cli.program import run
from csptui.tui.app import CsptuiApp
from csptui.tui.screens.entry import EntryScreen
from csptui.tui.screens.main import MainScreen


def fail(*_arguments: object) -> NoReturn:
    """Fail with data in the message and in a local variable, as real errors have them."""
    local = "SECRET-LOCAL"
    message = f"SECRET-MESSAGE {len(local)} [/] \x1b[31m"
    raise ValueError(message)


async def fail_later(*_arguments: object, **_named: object) -> None:
    """Fail in a worker."""
    fail()


def on_timer(screen: EntryScreen, *_arguments: object) -> None:
    """Fail in a timer."""
    screen.set_timer(0.01, fail)


def in_callback(*_arguments: object) -> None:
    """Fail in a callback of the loop."""
    asyncio.get_running_loop().call_soon(fail)


def in_thread(*_arguments: object) -> None:
    """Fail in a thread of its own."""
    threading.Thread(target=fail).start()


FAULTS: dict[str, tuple[type, str, object]] = {
    "handler": (EntryScreen, "on_edit_pane_save", fail),
    "worker": (EntryScreen, "_save", fail_later),
    "timer": (EntryScreen, "on_edit_pane_save", on_timer),
    "callback": (EntryScreen, "on_edit_pane_save", in_callback),
    "thread": (EntryScreen, "on_edit_pane_save", in_thread),
    "start": (MainScreen, "compose", fail),
    "end": (CsptuiApp, "on_unmount", fail),
}


if __name__ == "__main__":
    where, name, fault = FAULTS[sys.argv[1]]
    setattr(where, name, fault)
    sys.exit(run(sys.argv[2:]))
