"""What can be wrong, as values to show and as the few errors to raise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csptui.domain.change import Change, Conflict


class Severity(Enum):
    """How much a problem matters: an error leaves something unread, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a problem is: a file below the data folder, and a line counted from 1 where one is known."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in the data: where it is, what it is and what to do, in one sentence."""

    where: Place
    message: str
    severity: Severity = Severity.ERROR
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a typed text was refused; `position` counts characters from 0 and may be the text's length."""

    message: str
    position: int = 0


class CsptuiError(Exception):
    """A refusal whose text is the sentence for the officer."""


class StorageError(CsptuiError):
    """A file could not be read or written."""


class ConflictError(CsptuiError):
    """Somebody else changed what was to be changed, so nothing was written.

    `conflicts` are the fields that both have changed, `changes` all that was to be saved; both are empty
    where a whole file was taken away.
    """

    def __init__(
        self, message: str, conflicts: tuple[Conflict, ...] = (), changes: tuple[Change, ...] = ()
    ) -> None:
        super().__init__(message)
        self.conflicts = conflicts
        self.changes = changes


class LockedError(CsptuiError):
    """A quarter is signed off, or another program holds the folder."""


class RefusedError(CsptuiError):
    """What was asked for cannot be done with the data as it is."""
