"""What is painted on a page of a PDF: grounds, and texts with their colours, in the order of painting.

Followed are plain colours, paths and text (ISO 32000-1, 8 and 9). Pictures, patterns, shadings, transparency
and forms are not: what stands on or in them is not judged. A path that is no rectangle counts as the box
round it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdf import PageObject, PdfReader
    from pypdf.generic import PdfObject

MOST_BYTES, MOST_LOOKS, MOST_LETTERS = 16 * 1024 * 1024, 10_000_000, 1_000_000
"""Of a whole file: bytes of what is painted, grounds looked at, and letters of its fonts."""
_STRIP, _FAR = 10.0, 2_000.0

_FILLS = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
_ENDS = (*_FILLS, b"S", b"s", b"n")
_SHOWS = (b"Tj", b"TJ", b"'", b'"')
_PAIR = re.compile(rb"<([0-9A-Fa-f]{2,8})>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{2,8})>\s*<([0-9A-Fa-f]{2,8})>\s*<([0-9A-Fa-f]+)>")
_LONGEST_RANGE = 0x10000

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


class PaintError(Exception):
    """More is painted on a page than can be followed."""


class Box(NamedTuple):
    """A rectangle on the page, in points from its lower left corner."""

    left: float
    low: float
    right: float
    high: float

    def holds(self, across: float, up: float) -> bool:
        """Tell whether a point is within."""
        return self.left <= across <= self.right and self.low <= up <= self.high


class Ground(NamedTuple):
    """A painted area, and what it is painted with: a colour `#rrggbb`, or nothing where that is not known."""

    box: Box
    colour: str


class Written(NamedTuple):
    """A piece of text, where its middle line begins, its colour, and the ground that it stands on.

    `field` is the place of that ground among those of the page, or nothing where it is the paper.
    """

    text: str
    across: float
    up: float
    colour: str
    ground: str
    field: int | None


@dataclass
class Painted:
    """Everything on a page."""

    grounds: list[Ground] = field(default_factory=list)
    texts: list[Written] = field(default_factory=list)


@dataclass
class _State:
    """What `q` keeps and `Q` brings back."""

    matrix: Matrix = _SAME
    colour: str = "#000000"
    size: float = 0.0
    letters: dict[bytes, str] = field(default_factory=dict)

    def copy(self) -> _State:
        return _State(self.matrix, self.colour, self.size, self.letters)


class Bounds:
    """How much of a file is still followed, whichever page it is of, and the fonts that are read already."""

    def __init__(self) -> None:
        """Begin with all of it."""
        self._bytes, self._looks, self._letters = MOST_BYTES, MOST_LOOKS, MOST_LETTERS
        self._fonts: dict[int, dict[bytes, str]] = {}

    def read(self, size: int) -> None:
        """Take bytes off what may be read. Raises `PaintError` where there are none left."""
        self._bytes -= size
        if self._bytes < 0:
            raise PaintError

    def look(self, times: int = 1) -> None:
        """Take looks at grounds off what there may be. Raises `PaintError` where there are none left."""
        self._looks -= times
        if self._looks < 0:
            raise PaintError

    def letters(self, font: PdfObject) -> dict[bytes, str]:
        """Give what the codes of a font stand for. Raises `PaintError` where they are too many."""
        number = font.idnum if isinstance(font, IndirectObject) else -1
        if number in self._fonts:
            return self._fonts[number]
        found: dict[bytes, str] = {}
        for code, letter in _letters(font):
            found[code] = letter
            self._letters -= 1
            if self._letters < 0:
                raise PaintError
        if number >= 0:
            self._fonts[number] = found
        return found


def painted(page: PageObject, reader: PdfReader, bounds: Bounds, paper: str = "#ffffff") -> Painted:
    """Follow the operators of a page. Raises `PaintError` where there are too many of them."""
    contents = page.get_contents()
    if contents is None:
        return Painted()
    bounds.read(len(contents.get_data()))
    painter = _Painter(_fonts(page, bounds), bounds, paper)
    for operands, operator in ContentStream(contents, reader).operations:
        painter.follow(operands, operator)
    return painter.painted


class _Painter:
    def __init__(self, fonts: dict[str, dict[bytes, str]], bounds: Bounds, paper: str) -> None:
        self.painted = Painted()
        self._fonts, self._bounds, self._paper = fonts, bounds, paper
        self._state, self._kept = _State(), list[_State]()
        self._path: list[tuple[float, float]] = []
        self._line: Matrix = _SAME
        # The grounds that reach into each strip of the page, so that few are looked at for each text.
        self._strips: dict[int, list[int]] = {}

    def follow(self, operands: Sequence[PdfObject], operator: bytes) -> None:
        match operator:
            case b"q":
                self._kept.append(self._state.copy())
            case b"Q" if self._kept:
                self._state = self._kept.pop()
            case b"cm":
                self._state.matrix = _times(_matrix(operands), self._state.matrix)
            case b"g" | b"rg" | b"k" | b"sc" | b"scn":
                self._state.colour = _colour(operands)
            case b"cs":
                self._state.colour = "#000000"
            case b"m" | b"l" | b"c" | b"v" | b"y" | b"re":
                self._path += _points(operands, operator)
            case _ if operator in _ENDS:
                self._end(operator)
            case _:
                self._write(operands, operator)

    def _end(self, operator: bytes) -> None:
        if operator in _FILLS and self._path:
            placed = [_at(self._state.matrix, *point) for point in self._path]
            across, up = zip(*placed, strict=True)
            box = Box(min(across), min(up), max(across), max(up))
            first, last = (int(min(max(side, -_FAR), _FAR) // _STRIP) for side in (box.low, box.high))
            self._bounds.look(last - first + 1)
            for strip in range(first, last + 1):
                self._strips.setdefault(strip, []).append(len(self.painted.grounds))
            self.painted.grounds.append(Ground(box, self._state.colour))
        self._path = []

    def _write(self, operands: Sequence[PdfObject], operator: bytes) -> None:
        match operator:
            case b"BT":
                self._line = _SAME
            case b"Tf":
                self._state.letters = self._fonts.get(str(operands[0]), {})
                self._state.size = float(str(operands[1]))
            case b"Tm":
                self._line = _matrix(operands)
            case b"Td" | b"TD":
                moved: Matrix = (1, 0, 0, 1, float(str(operands[0])), float(str(operands[1])))
                self._line = _times(moved, self._line)
            case _ if operator in _SHOWS and operands:
                self._show(operands[-1])

    def _show(self, shown: PdfObject) -> None:
        state = self._state
        parts = shown if isinstance(shown, ArrayObject) else [shown]
        codes = b"".join(_bytes(part) for part in parts)
        text = _read(codes, state.letters)
        # A little up and in: the middle of the first letter, not the line that it stands on.
        across, up = _at(_times(self._line, state.matrix), state.size * 0.2, state.size * 0.3)
        field = self._under(across, up)
        ground = self._paper if field is None else self.painted.grounds[field].colour
        self.painted.texts.append(Written(text, across, up, state.colour, ground, field))

    def _under(self, across: float, up: float) -> int | None:
        for at in reversed(self._strips.get(int(up // _STRIP), ())):
            self._bounds.look()
            if self.painted.grounds[at].box.holds(across, up):
                return at
        return None


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _at(matrix: Matrix, across: float, up: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * across + c * up + e, b * across + d * up + f)


def _matrix(operands: Sequence[PdfObject]) -> Matrix:
    a, b, c, d, e, f = (float(str(one)) for one in operands)
    return (a, b, c, d, e, f)


def _points(operands: Sequence[PdfObject], operator: bytes) -> list[tuple[float, float]]:
    held = [float(str(one)) for one in operands]
    if operator == b"re":
        left, low, wide, high = held
        return [(left, low), (left + wide, low + high)]
    return list(zip(held[::2], held[1::2], strict=True))


def _colour(operands: Sequence[PdfObject]) -> str:
    try:
        parts = [min(max(float(str(one)), 0.0), 1.0) for one in operands]
    except ValueError:  # the name of a pattern
        return ""
    match parts:
        case [grey]:
            parts = [grey] * 3
        case [cyan, magenta, yellow, black]:
            parts = [(1 - one) * (1 - black) for one in (cyan, magenta, yellow)]
        case [_, _, _]:
            pass
        case _:
            return ""
    return "#" + "".join(f"{round(one * 255):02x}" for one in parts)


def _fonts(page: PageObject, bounds: Bounds) -> dict[str, dict[bytes, str]]:
    """Give for each font of a page what its codes stand for."""
    resources = page.get("/Resources")
    held = resources.get_object() if resources is not None else None
    fonts = held.get("/Font") if isinstance(held, DictionaryObject) else None
    named = fonts.get_object() if fonts is not None else None
    if not isinstance(named, DictionaryObject):
        return {}
    return {name: bounds.letters(named.raw_get(name)) for name in named}


def _letters(font: PdfObject) -> Iterator[tuple[bytes, str]]:
    """Give the codes of a font, each with what it stands for."""
    held = font.get_object()
    told = held.get("/ToUnicode") if isinstance(held, DictionaryObject) else None
    stream = told.get_object() if told is not None else None
    if not isinstance(stream, StreamObject):
        return
    data = stream.get_data()
    for block in _blocks(data, b"bfchar"):
        yield from ((_code(code), _unicode(text)) for code, text in _PAIR.findall(block))
    for block in _blocks(data, b"bfrange"):
        for first, last, text in _RANGE.findall(block):
            begin, end = int(first, 16), min(int(last, 16), int(first, 16) + _LONGEST_RANGE)
            for code in range(begin, end + 1):
                at = (int(text, 16) + code - begin) % 0x110000
                yield code.to_bytes(len(first) // 2, "big"), chr(at)


def _blocks(data: bytes, name: bytes) -> Iterator[bytes]:
    """Give what stands between the beginning and the end of each block of a name."""
    for begun in data.split(b"begin" + name)[1:]:
        block, end, _ = begun.partition(b"end" + name)
        if end:
            yield block


def _code(text: bytes) -> bytes:
    return bytes.fromhex(text.decode("ascii").zfill(len(text) + len(text) % 2))


def _unicode(text: bytes) -> str:
    return _code(text).decode("utf-16-be", "replace")


def _bytes(part: PdfObject) -> bytes:
    held = getattr(part, "original_bytes", part)
    return held if isinstance(held, bytes) else b""


def _read(codes: bytes, letters: dict[bytes, str]) -> str:
    """Give what codes stand for; those of a font that does not say are letters, one each."""
    if not letters:
        return "x" * len(codes)
    wide = len(next(iter(letters)))
    return "".join(letters.get(codes[at : at + wide], "") for at in range(0, len(codes), wide))
