"""The formats of a workbook's cells: colours of the palette, and numbers with their own places."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from csptui.legend import COLOURS, NO_DATA
from csptui.outputs.document.model import Field, FieldType
from csptui.outputs.document.palette import ACCENT, HAIRLINE, PAPER, QUIET, RATINGS, TEXT, WARNING
from csptui.outputs.document.workbook.notes import Look

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONT = "Arial"
_BASE = {"font_name": FONT, "font_size": 11, "font_color": TEXT, "valign": "top"}
_HAIR = 7
_INDENT, _AT_RIGHT = {"align": "left", "indent": 1}, {"align": "right", "indent": 1}
_CELL = _BASE | {"bottom": _HAIR, "bottom_color": HAIRLINE}
_STYLES = {mark.word.casefold(): mark.style for mark in (*COLOURS.values(), NO_DATA)}
"""The style name of each word of a rating, in whichever case a table has it."""
_LOOKS: dict[Look, dict[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 18, "font_color": ACCENT},
    Look.HEADING: {"bold": True, "font_size": 13, "font_color": ACCENT},
    Look.BODY: {},
    Look.WARNING: {"bold": True, "font_color": WARNING.fore, "bg_color": WARNING.back},
    Look.LINK: {"font_color": ACCENT, "underline": 1},
}


class Looks:
    """The formats of one workbook, each made when it is first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.text = cache(self._text)
        """Give the format of a text, `@`: what is typed over it stays a text too; `right` stands there."""
        self.rating = cache(self._rating)
        """Give the format of a rating's word."""
        self.number = cache(self._number)
        """Give the format of a number, which shows so many places."""
        self.empty = cache(self._empty)
        """Give the format of a cell with nothing in it."""

    def line(self, look: Look) -> Format:
        """Give the format of a line of notes."""
        return self._format(_BASE | {"text_wrap": True} | _LOOKS[look])

    def lead(self) -> Format:
        """Give the format of the word that leads a line."""
        return self._format(_BASE | {"bold": True})

    def plain(self) -> Format:
        """Give the format of what follows such a word."""
        return self._format(_BASE)

    def head(self, field: Field) -> Format:
        """Give the format of a column's head, which stands on the side of its column."""
        return self._format(
            _BASE
            | {"bold": True, "font_color": PAPER, "bg_color": ACCENT, "text_wrap": True, "valign": "bottom"}
            | (_AT_RIGHT if is_number(field) else _INDENT)
        )

    def _text(self, *, right: bool = False) -> Format:
        return self._format(
            _CELL | {"text_wrap": True, "num_format": "@"} | (_AT_RIGHT if right else _INDENT)
        )

    def _rating(self, word: str) -> Format:
        ink = RATINGS[_STYLES[word.casefold()]]
        ground = {} if ink.back == PAPER else {"bold": True, "bg_color": ink.back}
        return self._format(_CELL | _INDENT | {"font_color": ink.fore, "num_format": "@"} | ground)

    def _number(self, places: int) -> Format:
        shown = f"#,##0.{'0' * places}" if places else "#,##0"
        return self._format(_CELL | _AT_RIGHT | {"num_format": shown})

    def _empty(self) -> Format:
        return self._format(_CELL | {"font_color": QUIET})

    def _format(self, properties: dict[str, Any]) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]


def is_number(field: Field) -> bool:
    """Whether the field's cells stand at the right."""
    return field.type in {FieldType.NUMBER, FieldType.WHOLE}


def rates(field: Field) -> bool:
    """Whether the words of a field are ratings, which have their colours."""
    return bool(field.values) and all(value.casefold() in _STYLES for value in field.values)
