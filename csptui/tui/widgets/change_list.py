"""The list of changes: drawn line by line, so that a log of ten thousand lines scrolls like a short one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len

from csptui.domain.change import FIELD_WORDS, NEW_QUARTER
from csptui.domain.shown import show_line
from csptui.tui.cells import fit
from csptui.tui.change_words import LONG_TEXTS, gist, value_words
from csptui.tui.widgets.indicator_table import HEADER
from csptui.tui.widgets.line_list import HeadedList, Parts

if TYPE_CHECKING:
    from csptui.domain.change import Change
    from csptui.tui.history import History, Item, Save

VALUE = 11
"""Cells for a value: what is longer has the rest of the line."""
WIDEST_REF = 20
OUTSIDE = "Changed outside csptui"


class Widths(NamedTuple):
    """How wide the columns are; no `ref` where all changes are of one indicator."""

    ref: int
    field: int
    rest: int

    @property
    def left(self) -> int:
        """Cells before the values."""
        return 3 + (self.ref + 2 if self.ref else 0) + self.field + 1


class ChangeList(HeadedList["Save", "Item"]):
    """Changed fields under their saves, with a cursor."""

    header: ClassVar[int] = HEADER
    gap: ClassVar[str] = "  "

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(ascii_only=ascii_only, id=id)
        self._history: History | None = None
        self._has_refs = True
        self._widths = Widths(0, 0, 0)

    def put_saves(self, history: History, saves: tuple[Save, ...], *, has_refs: bool, empty: str) -> None:
        """Show other saves; the cursor stays on its change where that is still there."""
        kept = self.item
        self._history, self._has_refs = history, has_refs
        items = [item for save in saves for item in save.items]
        self.put(((save, save.items) for save in saves), at=_place_of(kept, items), empty=empty)

    def fit_columns(self, width: int) -> None:
        """Give each column the room that its widest needs."""
        if self._history is None:
            return
        changes = [item.change for item in self.items]
        names = {self._history.names.of_change(change) for change in changes} if self._has_refs else set()
        fields = {_field_of(change) for change in changes}
        ref = min(max((cell_len(show_line(name)) for name in names), default=0), WIDEST_REF, width // 4)
        field = min(max((cell_len(show_line(name)) for name in fields), default=0), width // 4)
        widths = Widths(max(3, ref) if names else 0, max(5, field), 0)
        self._widths = widths._replace(rest=max(0, width - widths.left))

    def header_parts(self) -> Parts:
        """Give the names of the columns."""
        widths = self._widths
        ref = f"{fit('Ref', widths.ref)}  " if widths.ref else ""
        text = f"   {ref}{fit('Field', widths.field)} {'From':>{VALUE}}   {'To':>{VALUE}}"
        return [(text if self.items else "", "dim")]

    def heading_parts(self, heading: Save) -> Parts:
        """Give when a save was made and by whom."""
        entry, history = heading.entry, self._history
        if entry is None or history is None:
            return [(f" {OUTSIDE}", "note"), ("  by whom and when is not known", "dim")]
        who = show_line(entry.who) or "nobody named"
        parts = [(f" {history.moment(entry)}  {who}", "ink")]
        if heading.mark:
            parts.append((f"  {heading.mark}", "dim"))
        if heading.of > len(heading.items):
            parts.append((f"  {len(heading.items):,} of {heading.of:,} fields", "dim"))
        return parts

    def parts(self, item: Item) -> Parts:
        """Give reference, field and the two values."""
        widths, change = self._widths, item.change
        parts: Parts = []
        if widths.ref and self._history is not None:
            name = show_line(self._history.names.of_change(change))
            parts.append((f"{fit(name, widths.ref, ascii_only=self.ascii_only)}  ", "ink"))
        field = show_line(_field_of(change))
        parts.append((f"{fit(field, widths.field, ascii_only=self.ascii_only)} ", "dim"))
        return [*parts, *self._values(change)]

    def _values(self, change: Change) -> Parts:
        if change.field == NEW_QUARTER:
            return [(show_line(f"{change.after} was begun"), "ink")]
        indicator = None if self._history is None else self._history.dataset.indicator(change.indicator)
        sides = (change.before, change.after)
        old, new = (str(show_line(value_words(change.field, one, indicator))) for one in sides)
        arrow = " > " if self.ascii_only else " → "
        if max(cell_len(old), cell_len(new)) <= VALUE:
            parts = [(" " * (VALUE - cell_len(old)) + old, "dim"), (arrow, "dim")]
            parts.append((" " * (VALUE - cell_len(new)) + new, "strong"))
            if change.field in LONG_TEXTS and not change.is_hidden:
                said = show_line(gist(*sides))
                parts.append((f"  {said.replace('…', '~') if self.ascii_only else said}", "ink"))
            return parts
        room = self._widths.rest - len(arrow)
        half = VALUE if cell_len(old) <= VALUE else max(VALUE, room // 2)
        old = fit(old, half, right=True, ascii_only=self.ascii_only)
        new = fit(new, min(max(0, room - half), cell_len(new)), ascii_only=self.ascii_only)
        return [(old, "dim"), (arrow, "dim"), (new, "strong")]


def _place_of(kept: Item | None, items: list[Item]) -> int:
    if kept is None or kept.entry is None:
        return 0
    digest = kept.entry.digest
    held = (at for at, one in enumerate(items) if one.entry is not None and one.entry.digest == digest)
    return next(held, 0)


def _field_of(change: Change) -> str:
    return FIELD_WORDS.get(change.field, change.field)
