"""The findings of a quarter as the screen holds them: one immutable value, handed down like the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csptui.domain.finding import Finding
    from csptui.domain.quarter import Quarter

SENSITIVE = "sensitive"
_NONE: Mapping[str, tuple[Finding, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """All findings of one quarter in report order; `to_fix` has those that stand, by indicator or theme.

    What stands in a sensitive narrative is in the list alone, so that every count says the same.
    """

    quarter: Quarter | None = None
    every: tuple[Finding, ...] = ()
    to_fix: Mapping[str, tuple[Finding, ...]] = field(default_factory=lambda: _NONE)

    @classmethod
    def of(cls, quarter: Quarter, every: Iterable[Finding]) -> Findings:
        """Sort out what is to be mended."""
        held = tuple(every)
        standing: dict[str, tuple[Finding, ...]] = {}
        for one in held:
            if one.to_fix and one.field != SENSITIVE:
                standing[one.ref] = (*standing.get(one.ref, ()), one)
        return cls(quarter, held, MappingProxyType(standing))

    @property
    def count(self) -> int:
        """How many there are to fix."""
        return sum(len(some) for some in self.to_fix.values())

    def of_row(self, ref: str) -> tuple[Finding, ...]:
        """Give what is to be mended in one row."""
        return self.to_fix.get(ref, ())


NO_FINDINGS = Findings()


def to_fix_text(count: int, *, short: bool = False) -> str:
    """Say how many there are to fix, such as `1 check to fix`; nothing where there is none."""
    if not count:
        return ""
    return f"{count:,} to fix" if short else f"{count:,} {'check' if count == 1 else 'checks'} to fix"
