"""Puts off the search for objects that hold one another, which takes longer the more there are."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def put_off() -> Iterator[None]:
    """Make many small objects without being searched through again and again; the next search is soon after.

    A document of 500 indicators is half a million of them: its time grew with more than its length.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
