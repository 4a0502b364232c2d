"""Collects the problems of one file, and carries the one that stops its reading."""

from __future__ import annotations

from csptui.domain.problem import Place, Problem, Severity, StorageError

MOST_PROBLEMS = 100
_LONGEST_QUOTED = 60


class BrokenFileError(StorageError):
    """A file that cannot be used at all; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.where}: {problem.message}")
        self.problem = problem


def broken(where: str, line: int | None, message: str) -> BrokenFileError:
    """Give the error for a file that cannot be used at all."""
    return BrokenFileError(Problem(Place(where, line), message))


def quoted(text: str) -> str:
    """Quote a text from a file, cut where it is long."""
    if len(text) > _LONGEST_QUOTED:
        text = text[: _LONGEST_QUOTED - 1] + "…"
    return f'"{text}"'


class BadCellError(Exception):
    """Carries what is wrong with a cell out of a row's reader; never leaves the reader of the file."""

    def __init__(self, text: str, column: str, fault: str) -> None:
        super().__init__(f"the {column} {quoted(text)} {fault}")


class Findings:
    """The problems of one file; beyond a hundred they are only counted."""

    def __init__(self, where: str, found: tuple[Problem, ...] = ()) -> None:
        self.where = where
        self._found = list(found)
        self._more = 0

    def error(self, line: int | None, message: str, indicator: str | None = None) -> None:
        """Add a problem that leaves something unread."""
        self._add(line, message, Severity.ERROR, indicator)

    def warning(self, line: int | None, message: str, indicator: str | None = None) -> None:
        """Add a problem that asks for a look."""
        self._add(line, message, Severity.WARNING, indicator)

    def _add(self, line: int | None, message: str, severity: Severity, indicator: str | None) -> None:
        if len(self._found) < MOST_PROBLEMS:
            self._found.append(Problem(Place(self.where, line), message, severity, indicator))
        else:
            self._more += 1

    def problems(self) -> tuple[Problem, ...]:
        """Give what was found, in the order of lines."""
        found = sorted(self._found, key=lambda problem: problem.where.line or 0)
        if not self._more:
            return tuple(found)
        message = f"{self._more:,} more problems like these: correct the first ones, then check again"
        return (*found, Problem(Place(self.where), message))
