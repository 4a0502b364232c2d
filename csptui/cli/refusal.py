"""Refusals as click shows them: a sentence on standard error and the exit code of its kind (LOOK)."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

import click

from csptui.domain.problem import ConflictError, CsptuiError, LockedError, RefusedError, StorageError
from csptui.domain.shown import show

if TYPE_CHECKING:
    from collections.abc import Iterator

GOOD, FAILED, WRONG, NO_DATA, FOUND, CONFLICT, LOCKED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130

_CODES: dict[type[CsptuiError], int] = {
    RefusedError: WRONG,
    ConflictError: CONFLICT,
    LockedError: LOCKED,
    StorageError: FAILED,
}


class Refusal(click.ClickException):
    """A refusal with its exit code."""

    def __init__(self, message: str, code: int = WRONG) -> None:
        super().__init__(message)
        self.exit_code = code  # type: ignore[misc] # click reads it from the instance all the same

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence on standard error."""
        click.echo(f"csptui: {show(self.message)}", file=file, err=file is None)


def refusal_for(error: CsptuiError) -> Refusal:
    """Give the refusal that an error of the floors below becomes."""
    code = next((_CODES[kind] for kind in type(error).__mro__ if kind in _CODES), FAILED)
    return Refusal(str(error), code)


def narrate(message: str) -> None:
    """Say something besides the answer, on standard error; where that is full or gone, work goes on."""
    with suppress(OSError):
        click.echo(show(message), err=True)


@contextmanager
def saved() -> Iterator[None]:
    """Print an answer to a change that is saved: if the answer cannot be written, that much is said."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"Saved, but the answer could not be written ({error.strerror or type(error).__name__})"
        raise Refusal(message, FAILED) from error
