"""The list of findings: sign, reference, and what was found, under the headings of what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.shown import show_line
from csptui.tui.cells import fit
from csptui.tui.check_words import INKS, SENSITIVE, SIGNS, Group, Key, told
from csptui.tui.widgets.line_list import LineList, Parts

if TYPE_CHECKING:
    from csptui.domain.finding import Finding

WIDEST_REF = 16


class Entry(NamedTuple):
    """One finding in the list; `nth` tells those apart whose words stand twice in one sentence."""

    finding: Finding
    group: Group
    ref: str
    key: Key
    nth: int


class CheckList(LineList[Entry]):
    """Findings with a cursor."""

    widest_ref = 0
    """Cells of the widest reference, of those too that are not listed now."""
    _ref = 0

    def fit_columns(self, width: int) -> None:
        """Give the references the room that the widest needs."""
        self._ref = min(self.widest_ref, WIDEST_REF, width // 4)

    def parts(self, item: Entry) -> Parts:
        """Give sign, reference and sentence."""
        sign, ink = SIGNS[item.group], INKS.get(item.group, "dim")
        parts = [
            (f" {sign:<2} ", ink),
            (f"{fit(show_line(item.ref), self._ref, ascii_only=self.ascii_only)}  ", "ref"),
        ]
        if item.finding.field == "sensitive":
            parts.append((SENSITIVE, "note"))
        return [*parts, (str(show_line(told(item.finding))), "ink" if item.group in INKS else "dim")]
