"""Textual's POSIX driver with an input thread that ends at once when the app does.

Textual's waits up to 0.1 s for a last key, and another 0.1 s on nothing at all. Here the wait is cut in
slices, and where nothing is watched there is none. If a later Textual reads its input in another way, this
has no effect and costs nothing but those 0.2 s.
"""

from __future__ import annotations

import selectors
from typing import TYPE_CHECKING

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from selectors import SelectorKey

SLICE = 0.025
"""Seconds that the input thread waits at most before it looks whether the app has ended."""


class SlicedSelector(selectors.SelectSelector):
    """Waits in short slices, and not at all where there is nothing to wait for."""

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """Wait for input, for a slice at most."""
        if not self.get_map():
            return []
        return super().select(SLICE if timeout is None else min(timeout, SLICE))


class _Selectors:
    """The standard module with the selector replaced."""

    SelectSelector = SlicedSelector

    def __getattr__(self, name: str) -> object:
        return getattr(selectors, name)


class QuickDriver(LinuxDriver):
    """Reads input through the sliced selector."""

    def run_input_thread(self) -> None:
        """Wait for input and hand it on."""
        vars(linux_driver)["selectors"] = _Selectors()
        super().run_input_thread()
