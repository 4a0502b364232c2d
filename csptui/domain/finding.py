"""What a check has found: the words or figures that it is about, and the sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.problem import Severity

if TYPE_CHECKING:
    from csptui.domain.claims import Claim


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a check.

    `check` is the check's id, `ref` an indicator's or theme's id (empty for the partnership), `field` where
    it lies: comment, narrative, sensitive, actual, baseline, target, definition, partnership or file.
    """

    check: str
    severity: Severity
    ref: str
    sentence: str
    text: str = ""
    field: str = ""
    claim: Claim | None = None

    @property
    def to_fix(self) -> bool:
        """Whether it is to be mended (or kept with a reason) before sign-off; others are to be looked at."""
        if self.claim is not None:
            return self.claim.stands
        return self.severity is Severity.ERROR
