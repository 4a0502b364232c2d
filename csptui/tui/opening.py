"""Opens a file that was made with the system's own program for it, where there is one to show it.

Only what csptui itself has made is opened, by a program that the system chooses: no data name one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

SOON = 10.0
"""Seconds within which a program that fails has not shown the file."""


def opener(platform: str, environment: Mapping[str, str]) -> str | None:
    """Give the program that opens files, or None where none would be seen; on Windows it has no name."""
    remote = any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
    has_display = any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if platform in {"win32", "darwin"}:
        if remote:
            return None
        return "" if platform == "win32" else _found("open", environment)
    return _found("xdg-open", environment) if has_display else None


def _found(name: str, environment: Mapping[str, str]) -> str | None:
    return shutil.which(name, path=environment.get("PATH", os.defpath))


def open_file(path: Path, failed: Callable[[], None]) -> bool:
    """Have a file opened, and say whether there is a program for it; never waits for that program.

    `failed` is called in a thread where the program ends at once without having opened the file.
    """
    program = opener(sys.platform, os.environ)
    if program is None:
        return False
    threading.Thread(target=_opened, args=(program, path, failed), daemon=True).start()
    return True


def _opened(program: str, path: Path, failed: Callable[[], None]) -> None:
    """Start the program and wait for its end, so that nothing is left of it; it outlives csptui."""
    begun = time.monotonic()
    try:
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - Windows knows the program for a file that csptui has made
            return
        nothing = subprocess.DEVNULL
        child = subprocess.Popen(  # noqa: S603 - the system's own program, with a file that csptui has made
            [program, str(path)], stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
        is_bad = child.wait() != 0 and time.monotonic() - begun < SOON
    except OSError:
        is_bad = True
    if is_bad:
        failed()
