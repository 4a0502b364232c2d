"""What is left of an unexpected error: its kind and its place in the code. Nothing of the data, ever.

Messages and local variables may hold what is being typed or what stands in the files, so neither is read.
"""

from __future__ import annotations

import os
import platform
import sys
import threading
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from textual.worker import WorkerFailed

from csptui import __version__
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

LARGEST = 500_000
"""Bytes from which the log begins anew."""

MOST_FRAMES, MOST_CAUSES = 40, 5
_NEVER_LINKED = getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class ErrorLog:
    """The file in the user's state folder to which unexpected errors go, and the clock for it."""

    path: Path
    now: Callable[[], datetime]

    def add(self, error: BaseException) -> bool:
        """Add an error; say whether it is on the disk."""
        when = self.now().isoformat(timespec="seconds")
        about = f"csptui {__version__}, Python {platform.python_version()}, {sys.platform}"
        text = "\n".join((f"{when}  {about}", *described(error), ""))
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | _NEVER_LINKED
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path, flags, 0o600)
            try:
                if os.fstat(handle).st_size > LARGEST:
                    os.ftruncate(handle, 0)
                os.write(handle, text.encode("ascii", "backslashreplace"))
            finally:
                os.close(handle)
        except OSError:
            return False
        return True

    def catch_the_rest(self) -> None:
        """Have errors that nothing else catches ended by the one sentence too, outside of the screen."""

        def uncaught(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                return
            with suppress(OSError):
                sys.stderr.write(f"csptui: {show_line(sentence(error, self if self.add(error) else None))}\n")

        sys.excepthook = uncaught


def sentence(error: BaseException, log: ErrorLog | None, kept: str = "") -> str:
    """Say in one sentence that the program has ended, what is kept, and where the log is."""
    kind = type(own(error)).__name__
    where = "" if log is None else f" The log of it, without any of the data, is {log.path}"
    told = f"an unexpected error ended the screen ({kind})"
    return "; ".join(part for part in (told, kept) if part) + "." + (f"{where}." if where else "")


def own(error: BaseException) -> BaseException:
    """Give the error that a worker ended with, where Textual has wrapped it."""
    return error.error if isinstance(error, WorkerFailed) else error


def described(error: BaseException) -> Iterator[str]:
    """Give the lines of an error: its kind, then where it passed, innermost last; its causes after it."""
    told: BaseException | None = own(error)
    for number in range(MOST_CAUSES):
        if told is None:
            return
        yield f"  {'after ' if number else ''}{type(told).__module__}.{type(told).__qualname__}"
        frames = list(traceback.walk_tb(told.__traceback__))[-MOST_FRAMES:]
        yield from (
            f"    {_place(frame.f_code.co_filename)}:{line} {frame.f_code.co_qualname}"
            for frame, line in frames
        )
        told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)


def _place(file: str) -> str:
    """Give a source file's path from its package on: what comes before tells of the user's machine."""
    parts = PurePath(file).parts
    for at in range(len(parts) - 1, 0, -1):
        if parts[at - 1] in {"site-packages", "lib"} or parts[at - 1].startswith("python3"):
            return "/".join(parts[at:])
        if parts[at] == "csptui":
            return "/".join(parts[at:])
    return parts[-1] if parts else file


def threads_end_the_app(end: Callable[[BaseException], object]) -> None:
    """Have an error in a thread end the app; alone it would be written over the screen."""

    def uncaught(what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            end(what.exc_value)

    threading.excepthook = uncaught
