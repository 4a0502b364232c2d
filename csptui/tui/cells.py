"""The only place where a row becomes cells: columns by width, and each column's text and ink."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size

from csptui.domain.figure import number_text
from csptui.domain.series_words import broken
from csptui.domain.shown import show_line
from csptui.domain.target import target_text
from csptui.legend import (
    BREAK,
    OTHER_BASIS,
    PART,
    UNCERTAIN,
    VERDICT_STYLES,
    mark_of,
    movement_text,
    target_marks,
    variance_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from csptui.domain.scorecard import Row

MARKED, COMPACT, ROOMY, FULL, AMPLE = 66, 74, 92, 112, 122
"""The widths of a table from which it has marks, all figures, room, the owner, and words for targets."""
SPARK = 8
"""Columns of the last quarters, one to a bar."""

UNSAVED, TO_FIX = "*", "!"


class Column(NamedTuple):
    """One column: `gap` blanks stand before it; the last of `slot` cells is kept for a mark."""

    id: str
    heading: str
    width: int
    gap: int = 1
    right: bool = False
    slot: int = 0


class Basis(NamedTuple):
    """What the columns depend on: last year's label, and whether there are trends, owners, bars to show."""

    year: str = ""
    has_trend: bool = False
    has_owner: bool = False
    has_sparks: bool = False

    @property
    def heading(self) -> str:
        """The heading of the last column, which says the basis (LOOK)."""
        if self.has_trend:
            return "Trend"
        return f"On {self.year}" if self.year else ""


class Cell(NamedTuple):
    """A column's text for one row, and the name of the ink it is written in."""

    text: str
    ink: str = "ink"


def columns(width: int, basis: Basis, ref_width: int) -> tuple[Column, ...]:
    """Give the columns that a table of this width has; the name takes what is left."""
    roomy, full = width >= ROOMY, width >= FULL
    gap, figure = (2 if roomy else 1), (7 if full else 6)
    fixed = [
        Column("rag", " RAG " if roomy else "RAG", 5 if roomy else 3),
        Column("ref", "Ref", max(3, min(ref_width, 9 if roomy else 8)), gap),
        Column("actual", "Actual", figure + 1, 2, right=True, slot=1),
        Column("variance", "v target", 8, gap - 1, right=True),
        Column("trend", basis.heading, 9 if full or basis.has_trend else 8, gap),
    ]
    if width >= COMPACT:
        fixed[2:2] = [
            Column("baseline", basis.year, figure, 2, right=True),
            Column("target", "Target", 11 if width >= AMPLE else figure, 2, right=True),
        ]
    if basis.has_sparks:
        fixed.append(Column("spark", "Quarters", SPARK, 2))
    if width >= MARKED:
        fixed.append(Column("marks", "", 5, slot=1))
    else:
        fixed.append(Column("marks", "", 1, slot=1))
    if full and basis.has_owner:
        fixed.append(Column("owner", "Owner", 10, 2))
    taken = sum(column.gap + column.width for column in fixed)
    fixed.insert(2, Column("name", "Indicator", max(8, width - taken - gap), gap))
    return tuple(fixed)


def fit(text: str, width: int, *, right: bool = False, ascii_only: bool = False) -> str:
    """Give a text exactly `width` cells wide, cut with a mark that says so."""
    size = len(text) if text.isascii() else cell_len(text)
    if size > width:
        more = "~" if ascii_only else "…"
        return set_cell_size(set_cell_size(text, max(0, width - 1)).rstrip() + more, width)
    return " " * (width - size) + text if right else text + " " * (width - size)


def figure_fit(text: str, width: int, *, ascii_only: bool = False) -> str:
    """Give a figure right-aligned; one too wide loses its commas first, and is never cut unmarked."""
    if len(text) > width:
        text = text.replace(",", "")
    return fit(text, width, right=True, ascii_only=ascii_only)


def _rag(row: Row, *, ascii_only: bool) -> Cell:
    mark = mark_of(row.rating)
    return Cell(mark.badge(ascii_only=ascii_only), f"{mark.style}-badge")


def _variance(row: Row, *, ascii_only: bool) -> Cell:
    text = variance_text(row, ascii_only=ascii_only)
    return Cell(text if text.endswith((UNCERTAIN, "~")) else f"{text} ")


def _trend(row: Row, *, ascii_only: bool) -> Cell:
    return Cell(movement_text(row, ascii_only=ascii_only), VERDICT_STYLES[row.movement])


def marks(row: Row, *, has_trend: bool) -> str:
    """Give the marks of a row: its status, its target's, a break, and another basis than the heading's."""
    found = row.reading.figure.status.mark + "".join(target_marks(row))
    if broken(row) is not None:
        found += BREAK
    if has_trend and not row.has_trend and movement_text(row):
        found += OTHER_BASIS
    return f"{PART}{found}" if row.part else found


MAKERS: dict[str, Callable[..., Cell]] = {
    "rag": _rag,
    "ref": lambda row, **_: Cell(show_line(row.indicator.code), "ref"),
    "name": lambda row, **_: Cell(show_line(row.indicator.label)),
    "baseline": lambda row, **_: Cell(number_text(row.baseline.figure, row.indicator), "dim"),
    "target": lambda row, **_: Cell(target_text(row.target, row.indicator, period=False), "dim"),
    "actual": lambda row, **_: Cell(number_text(row.reading.figure, row.indicator), "strong"),
    "variance": _variance,
    "trend": _trend,
    "owner": lambda row, **_: Cell(show_line(row.indicator.owner), "dim"),
}


def _of_part(number: str, width: int) -> str:
    """Mark a figure of a part of a period; without room for both it is told as `part`."""
    marked = f"{number}{PART}"
    return marked if cell_len(marked.replace(",", "")) <= width else "part"


def cell(
    column: Column,
    row: Row,
    *,
    has_trend: bool,
    unsaved: bool,
    ascii_only: bool,
    to_fix: bool = False,
    spark: str = "",
) -> Cell:
    """Give one cell, as wide as its column without the gap before it."""
    if column.id == "marks":
        shown = fit(marks(row, has_trend=has_trend), column.width - 1, ascii_only=ascii_only)
        return Cell(shown + (TO_FIX if to_fix else " "), "note")
    if column.id == "spark":
        return Cell(spark.ljust(column.width), "dim")
    made = MAKERS[column.id](row, ascii_only=ascii_only)
    if column.id == "baseline" and row.baseline_part:
        made = made._replace(text=_of_part(made.text, column.width))
    if column.id == "rag":
        return Cell(f" {made.text} " if column.width > 3 else made.text, made.ink)  # noqa: PLR2004 - the badge
    if column.slot:
        slot = UNSAVED if unsaved else " "
        return Cell(figure_fit(made.text, column.width - 1, ascii_only=ascii_only) + slot, made.ink)
    if column.right:
        return Cell(figure_fit(made.text, column.width, ascii_only=ascii_only), made.ink)
    return Cell(fit(made.text, column.width, ascii_only=ascii_only), made.ink)


def row_as_text(row: Row) -> str:
    """Give a row as one line of text for the clipboard: tab-separated, with the words for its marks."""
    mark = mark_of(row.rating)
    sure = "" if row.rating.certain else ", not certain"
    return "\t".join(
        (
            show_line(row.indicator.code),
            show_line(row.indicator.name),
            row.baseline_text,
            " ".join((row.target_text, *target_marks(row))),
            row.actual_text,
            f"{mark.word}{sure}",
            variance_text(row),
            movement_text(row),
        )
    )
