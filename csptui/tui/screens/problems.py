"""What is wrong in the files: where, what, and how much it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from csptui.domain.problem import Problem, Severity
from csptui.tui.screens.page import Body, Page
from csptui.tui.widgets.wording import Ledger, Line, one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

WORDS = {Severity.ERROR: ("error", "fault"), Severity.WARNING: ("warning", "note")}


class ProblemsScreen(Page[None]):
    """Every problem that was found while the folder was read, errors first."""

    TITLE_WORDS: ClassVar[str] = "Problems in the files"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self._problems = tuple(sorted(problems, key=lambda one: one.severity is not Severity.ERROR))

    def body(self) -> Iterable[Widget]:
        """Give the problems one under another."""
        with Body():
            yield Ledger(problem_lines(self._problems), gutter=11)

    def tell(self) -> None:
        """Count them."""
        counted = count_of(self._problems)
        self.head.put(text(self.TITLE_WORDS, "strong"), text(counted, "dim"))
        self.say(f"{counted.capitalize()}. What can be read is shown all the same.")


def count_of(problems: tuple[Problem, ...]) -> str:
    """Say how many there are of each kind."""
    errors = sum(one.severity is Severity.ERROR for one in problems)
    kinds = [(errors, "error"), (len(problems) - errors, "warning")]
    said = [f"{number:,} {word}{'' if number == 1 else 's'}" for number, word in kinds if number]
    return ", ".join(said) or "no problems"


def problem_lines(problems: tuple[Problem, ...]) -> list[Line]:
    """Give severity and place, and the sentence under them."""
    if not problems:
        return [(Content(""), text("No problem was found: every file could be read."))]
    lines = []
    for one in problems:
        word, style = WORDS[one.severity]
        told = Content("\n").join([one_line(str(one.where), "strong"), text(one.message), Content("")])
        lines.append((text(f" {word}", style), told))
    return lines
