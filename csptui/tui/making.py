"""Making the files of a document from the screen: how far it is, what came of it, and the words for both."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from csptui.domain.shown import show_line
from csptui.tui.draft_words import unsaved_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csptui.domain.quarter import Quarter
    from csptui.outputs.document.made import Making

REPORT, EXCEPTIONS = "report", "exceptions"
"""The documents by the values of their kinds; those are imported when they are made."""
NAMES = {REPORT: "the report", EXCEPTIONS: "the list of exceptions"}
FORMATS = {
    "docx": "Word",
    "html": "HTML",
    "pdf": "PDF",
    "xlsx": "Excel",
    "md": "Markdown",
    "txt": "Text",
    "csv": "CSV package",
}
"""The formats in the order in which they are made, as people call them."""
_UNWRITABLE = " cannot be written: "
_ELSEWHERE = ((", or choose another folder with -o", ""), ("choose another with -o", "take it away"))
"""What a sentence advises that only the command line can do, and what is advised here."""
OUT = "out"
"""The folder beside the data that the screen writes into."""


class Progress(NamedTuple):
    """How far the making of a document is: what is being done, how many steps are done, and of how many."""

    kind: str
    step: str
    done: int = 0
    of: int = 1

    @property
    def words(self) -> str:
        """What is being made, and which part of it."""
        return f"Making {NAMES[self.kind]}: {self.step}"

    @property
    def is_first(self) -> str:
        """Say that nothing else is made meanwhile."""
        return f"{NAMES[self.kind].capitalize()} is being made: press again when it is done."


class Order(NamedTuple):
    """What is to be made."""

    folder: Path
    quarter: Quarter
    kind: str
    formats: tuple[str, ...]
    sensitive: bool = False
    unsaved: int = 0
    """Changes that were typed and not saved: they are not in it."""


class Files(NamedTuple):
    """What was made: the first file of each format, and what else there is to tell."""

    order: Order
    places: Mapping[str, Path]
    notes: tuple[str, ...]
    version: str

    def sentence(self, room: int) -> str:
        """Say what was made and where; a place for which there are too few columns loses its beginning."""
        count = len(self.places)
        formats = next((FORMATS[one] for one in self.places), "") if count == 1 else f"{count:,} formats"
        marked = " with its sensitive parts, not for publication," if self.order.sensitive else ""
        left = f" without {unsaved_words(self.order.unsaved)}," if self.order.unsaved else ""
        said, place = f"Made {NAMES[self.order.kind]}{marked}{left} in {formats}: ", out_of(self.order)
        whole = f"{said}{shortened(place)}."
        made = whole if cell_len(show_line(whole)) <= room else f"{said}…/{place.parent.name}/{place.name}."
        return " ".join((made, *self.notes))


def out_of(order: Order) -> Path:
    """Give the folder that an order is made into."""
    return order.folder / OUT


def refusal(order: Order, reason: str) -> str:
    """Say why nothing was made: the reason before the place, which is told from the data folder on."""
    told = reason.replace(f"{order.folder}{os.sep}", "")
    place, is_unwritable, why = told.partition(_UNWRITABLE)
    if is_unwritable:
        told = f"{why[:1].lower()}{why[1:]} ({place})"
    for elsewhere, here in _ELSEWHERE:
        told = told.replace(elsewhere, here)
    return f"{NAMES[order.kind].capitalize()} is not made: {told}."


def begun(order: Order) -> Making:
    """Begin to make a document; slow, since it brings in what the formats are written with."""
    from csptui.outputs.document.made import Making  # noqa: PLC0415 - only when something is made
    from csptui.outputs.document.model import Kind  # noqa: PLC0415 - as above

    kind = Kind(order.kind)
    return Making(order.folder, order.quarter, kind, order.formats, out_of(order), sensitive=order.sensitive)


def made(order: Order, making: Making) -> Files:
    """Give what a making that has come to its end has made."""
    places = dict(zip(making.formats, making.files, strict=True))
    return Files(order, places, making.notes, making.version)


def step_words(name: str) -> str:
    """Give a step of a making in words: a format by its name."""
    return FORMATS.get(name, name)


def chosen(formats: Iterable[str]) -> tuple[str, ...]:
    """Give formats in the order in which they are made."""
    wanted = frozenset(formats)
    return tuple(name for name in FORMATS if name in wanted)


def to_open(path: Path) -> Path:
    """Give what is opened of a format: of a data package its folder."""
    return path.parent if path.name == "datapackage.json" else path


def shortened(path: Path) -> str:
    """Give a place in full, but for one's own home."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(path)
