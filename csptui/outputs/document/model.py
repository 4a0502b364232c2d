"""The report as a document: the one model that every format is written from.

All words, figures and marks are in it, ready to be set: a format decides how things look and never what
they say. Texts are as in the files, live figures filled in; a format makes them safe for itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from csptui.domain.quarter import Quarter
    from csptui.legend import Mark


SENSITIVE = "Sensitive: not for publication"
"""What a document with the sensitive parts says of itself on every page."""


class Kind(Enum):
    """Which document it is; the value begins the names of its files."""

    REPORT = "report"
    EXCEPTIONS = "exceptions"


class Tone(Enum):
    """What a paragraph is to the reader."""

    BODY = "body"
    ASIDE = "aside"
    """Said beside the matter, such as what was left out."""
    WARNING = "warning"
    """To be seen before all else: a draft, a sensitive part."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of running text; `link` is the anchor of a place in the same document, or nothing."""

    text: str
    strong: bool = False
    link: str = ""


Spans: TypeAlias = "tuple[Span, ...]"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a part of the document) to 4."""

    text: str
    level: int
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Spans
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list; `number` is what was written before it, such as `1.`; nothing for a bullet.

    Its own items are of the second level, and have none.
    """

    spans: Spans
    number: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of two levels at most."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word with what is said to it; `mark` is the rating that the word stands for, if it does."""

    word: str
    blocks: tuple[Block, ...]
    mark: Mark | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Words with what is said to each: a glossary, a key, an exception, comments by indicator."""

    terms: tuple[Term, ...]


class Align(Enum):
    """To which side a column's cells are set."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its side, and its share of the width (compared with the others)."""

    head: str
    share: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table: a text, and below it, smaller, its details (a fraction, a period, marks).

    `mark` is the rating of a cell that is coloured: its text always says the colour in words too. `value`
    is the number behind a figure, in the indicator's unit. A `head` names its row.
    """

    text: str
    detail: str = ""
    mark: Mark | None = None
    value: Decimal | None = None
    head: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table; the anchor is that of its indicator, where this is the place to be jumped to."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of heads and no merged cells; the description is for who hears it."""

    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of parts, each a rating and how many have it."""

    label: str
    parts: tuple[tuple[Mark, int], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts by rating as bars one above the other."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Plotted:
    """One quarter of a line chart; a value of None is a gap, and no line is drawn across a break."""

    label: str
    value: Decimal | None
    text: str
    target: Decimal | None = None
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """An indicator through its quarters; `ticks` are the values named at the side, with their texts."""

    points: tuple[Plotted, ...]
    ticks: tuple[tuple[Decimal, str], ...]
    target_label: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its title, the sentence for who does not see it, and its numbers as a table.

    A format without pictures sets the numbers alone.
    """

    title: str
    alternative: str
    drawing: Bars | Plot
    numbers: Table


@dataclass(frozen=True, slots=True)
class Kept:
    """Blocks that are to stay on one page where they fit, such as an exception with its lines."""

    blocks: tuple[Block, ...]


Block: TypeAlias = "Heading | Paragraph | Bullets | Terms | Table | Chart | Kept"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document: the cover, the summary, a theme, the exceptions, the method.

    Its first block is its heading of level 1, but on the cover and in the print-out of the exceptions, whose
    heading is the document's title.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]


class FieldType(Enum):
    """What a field of a data table holds, in the words of the Table Schema."""

    TEXT = "string"
    NUMBER = "number"
    WHOLE = "integer"
    TRUTH = "boolean"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a data table; `required` ones are never empty, the first such is the key."""

    name: str
    title: str
    description: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    values: tuple[str, ...] = ()
    """The only values that there may be, if these are few."""
    shown_places: int | None = None
    """How many places of a number a reader is shown, where more are held."""


Value: TypeAlias = "str | Decimal | int | bool | None"


@dataclass(frozen=True, slots=True)
class DataTable:
    """The same figures and texts for other programs: one table a sheet, or a file of a data package."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `date` is the last day of the quarter: no document knows when it was made.

    `draft` is the line that a draft carries on every page, such as `Draft, not signed off: 6 checks to fix`,
    and empty once the quarter is signed off. `version` names the state of the files that it was made from.
    """

    kind: Kind
    title: str
    partnership: str
    quarter: Quarter
    period: str
    author: str
    date: date
    draft: str
    version: str
    parts: tuple[Part, ...]
    data: tuple[DataTable, ...] = ()
    language: str = "en-GB"
    sensitive: bool = False
    """Whether the sensitive parts are in it: its files are named so, and every page says it."""
    keywords: tuple[str, ...] = field(default=())

    @property
    def heading(self) -> str:
        """Title, partnership and quarter in one line, as a window or a file's properties show it."""
        return f"{self.title}, {self.partnership}, {self.quarter}"

    @property
    def compiled(self) -> str:
        """Who compiled it, as its head says it; empty where nobody is named."""
        return f"Compiled by {self.author}" if self.author else ""

    def blocks(self) -> Iterator[Block]:
        """Give every block in reading order, those within others after the one that holds them."""
        for part in self.parts:
            yield from _within(part.blocks)


def _within(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Kept):
            yield from _within(block.blocks)
        elif isinstance(block, Terms):
            for term in block.terms:
                yield from _within(term.blocks)
        elif isinstance(block, Chart):
            yield block.numbers


def plain(spans: Spans) -> str:
    """Give the words of spans without their looks."""
    return "".join(span.text for span in spans)
