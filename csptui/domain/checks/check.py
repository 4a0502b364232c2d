"""What a check is: an id, how much its finding matters, what it finds in words, and the function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from csptui.domain.dataset import Dataset
    from csptui.domain.finding import Finding
    from csptui.domain.problem import Severity
    from csptui.domain.scorecard import Scorecard

    Run = Callable[[Dataset, Scorecard], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check before sign-off (RULES 10); `words` say in one line what it finds."""

    id: str
    severity: Severity
    words: str
    run: Run
