"""Textual's POSIX driver, made to end well: at once, by signals too, and when the terminal has gone.

Textual's input thread waits up to 0.1 s for a last key, and another 0.1 s on nothing at all. Here the wait is
cut in slices, and where nothing is watched there is none. Without a terminal Textual's reads spin or raise,
and its writer dies of what it could not write, on which the app then waits for ever: here the app is told,
and what is written goes nowhere. If a later Textual reads or writes in another way, none of this has any
effect, and it costs nothing but what it saves.
"""

from __future__ import annotations

import asyncio
import errno
import os
import select
import selectors
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from selectors import SelectorKey
    from typing import TextIO

    from textual.app import App

SLICE = 0.025
"""Seconds that the input thread waits at most before it looks whether the app has ended."""

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class Leaver(Protocol):
    """An app that can be asked to leave by a signal."""

    def asked_to_leave(self, number: int) -> None:
        """Leave in good order."""


class SlicedSelector(selectors.SelectSelector):
    """Waits in short slices, not at all where there is nothing to wait for, and notices a hang-up."""

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """Wait for input, for a slice at most. Raises OSError where the terminal has gone."""
        if not self.get_map():
            return []
        ready = super().select(SLICE if timeout is None else min(timeout, SLICE))
        if ready and any(_has_gone(key.fd) for key, _ in ready):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return ready


def _has_gone(descriptor: int) -> bool:
    """Whether the other end of a terminal is closed; a read would then give nothing, again and again."""
    poll = select.poll()
    poll.register(descriptor, 0)
    return any(event & select.POLLHUP for _, event in poll.poll(0))


class _Selectors:
    """The standard module with the selector replaced."""

    SelectSelector = SlicedSelector

    def __getattr__(self, name: str) -> object:
        return getattr(selectors, name)


class Forgiving:
    """A terminal to write to that may go away: what comes after that goes nowhere."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._parts = file, list[str]()
        self._has_gone = False

    def fileno(self) -> int:
        """Give the descriptor."""
        return self._file.fileno()

    def write(self, text: str) -> int:
        """Take a text, to be written with the next flush."""
        if not self._has_gone:
            self._parts.append(text)
        return len(text)

    def flush(self) -> None:
        """Write what was taken."""
        text, self._parts = "".join(self._parts), []
        if self._has_gone or not text:
            return
        rest = memoryview(text.encode(self._file.encoding or "utf-8", "replace"))
        while rest and not self._has_gone:
            rest = rest[self._put(rest) :]

    def _put(self, part: memoryview) -> int:
        try:
            return os.write(self.fileno(), part)
        except BlockingIOError:
            # A program before may have left the terminal set not to block.
            select.select((), (self.fileno(),), ())
        except OSError:
            self._has_gone = True
        return 0


class QuickDriver(LinuxDriver):
    """Reads through the sliced selector, writes to what may go away, and leaves when signals ask for it."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        if sys.__stderr__ is not None:
            vars(self)["_file"] = Forgiving(sys.__stderr__)

    def start_application_mode(self) -> None:
        """Take the terminal over, when there is already an answer to signals."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, partial(self._leave, number))
        super().start_application_mode()  # type: ignore[no-untyped-call]  # as Textual has it

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        if self._mouse_pixels and self._writer_thread is not None:
            self.write("\x1b[?1016l")
        super().stop_application_mode()

    def _leave(self, number: int) -> None:
        cast("Leaver", self._app).asked_to_leave(number)

    def _run_input_thread(self) -> None:
        """Read input until the app ends, or the terminal does; any other error is the thread hook's."""
        try:
            self.run_input_thread()
        except OSError:
            self._loop.call_soon_threadsafe(self._leave, signal.SIGHUP)

    def run_input_thread(self) -> None:
        """Wait for input and hand it on."""
        vars(linux_driver)["selectors"] = _Selectors()
        super().run_input_thread()
