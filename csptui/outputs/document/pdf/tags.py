"""Completes the tags of tables: the head of each row as a head, and the description of each table.

The typesetter tags the heads of columns alone: heads of rows are behind a switch (`a11y-extras`) that its
Python package does not have in 0.15. Who listens to a table hears both heads of a cell, so they are added to
the finished file: `TH` with the scope `Row`, named in `Headers` by the cells of its row, and the `Summary` of
the table (ISO 32000-1, table 349).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_KIDS = re.compile(rb"/K\[([^][]*)\]")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,9}) 0 R")
_NAMED = re.compile(rb"\((\w+)\) ?(\d{1,9}) 0 R")
_TABLE, _ROW, _HEAD, _CELL = (
    b" 0 obj\n<</Type/StructElem/S/" + name + b"/P " for name in (b"Table", b"TR", b"TH", b"TD")
)
_NAME = re.compile(rb"/ID\(U(\d+)x\d+y\d+\)")
_NAMES = re.compile(rb"/IDTree<</Names\[([^][]*)\]>>")
_ENTRY = 20
"""Bytes of an entry in a table of references (ISO 32000-1, 7.5.4)."""


class TableTags(NamedTuple):
    """What is added to a table: its description, and for each row which of its cells is its head, if any."""

    description: str
    heads: tuple[int | None, ...]


def with_row_heads(made: bytes, tables: Sequence[TableTags]) -> bytes:
    """Give the file with the row heads of its tables, which are told in reading order, tagged."""
    file = _File(made)
    names: dict[bytes, int] = {}
    for number, tags in zip(file.of(_TABLE), tables, strict=True):
        file.objects[number] = _described(file.objects[number], tags.description)
        _tag_rows(file, number, tags.heads, names)
    file.name(names)
    return file.bytes()


def _tag_rows(file: _File, table: int, heads: Sequence[int | None], names: dict[bytes, int]) -> None:
    rows = [one for part in file.kids(table) for one in file.kids(part) if _ROW in file.objects[one][:60]]
    first, body = rows[0], rows[1:]
    named = _NAME.search(file.objects[file.kids(first)[0]])
    if named is None:
        return
    for place, (row, head) in enumerate(zip(body, heads, strict=True), 1):
        if head is None:
            continue
        cells = file.kids(row)
        name = b"U%bx%dy%d" % (named[1], head, place)
        names[name] = cells[head]
        for at, cell in enumerate(cells):
            old = file.objects[cell]
            file.objects[cell] = _head_of_row(old, name) if at == head else _headed(old, name)


def _head_of_row(cell: bytes, name: bytes) -> bytes:
    tagged = cell.replace(_CELL, _HEAD, 1).replace(b"<</O/Table", b"<</O/Table/Scope/Row", 1)
    return tagged.replace(b"/A[", b"/ID(%b)/A[" % name, 1)


def _headed(cell: bytes, name: bytes) -> bytes:
    return cell.replace(b"/Headers[", b"/Headers[(%b)" % name, 1)


def _described(table: bytes, description: str) -> bytes:
    if not description:
        return table
    text = b"<FEFF%b>" % description.encode("utf-16-be").hex().upper().encode()
    told = b"<</O/Table/Summary%b>>" % text
    # A table on several pages has no box round it, and with that no attributes yet.
    if b"/A[" in table:
        return table.replace(b"/A[", b"/A[" + told, 1)
    return table.replace(b"/K[", b"/A[%b]/K[" % told, 1)


class _File:
    """The objects of a file as typst writes it: one table of references, and no streams of objects."""

    def __init__(self, made: bytes) -> None:
        start = int(made[made.rindex(b"startxref") + 9 :].split()[0])
        head, first = made[start:].split(b"\n", 2)[:2]
        count = int(first.split()[1])
        at = start + len(head) + len(first) + 2
        offsets = [int(made[at + one * _ENTRY : at + one * _ENTRY + 10]) for one in range(count)]
        self._begin = made[: min(offsets[1:])]
        self._trailer = made[at + count * _ENTRY : made.rindex(b"startxref")]
        self._free = made[at : at + _ENTRY]
        ends = dict(zip(sorted(offsets[1:]), [*sorted(offsets[1:])[1:], start], strict=True))
        self.objects = {number: made[one : ends[one]] for number, one in enumerate(offsets) if number}

    def of(self, kind: bytes) -> Iterator[int]:
        """Give the numbers of the elements of a kind in reading order, in which typst numbers them."""
        return (number for number, one in self.objects.items() if kind in one[:60])

    def kids(self, number: int) -> list[int]:
        found = _KIDS.search(self.objects[number])
        return [int(one) for one in _REFERENCE.findall(found[1])] if found else []

    def name(self, names: Mapping[bytes, int]) -> None:
        """Add names of elements to the tree of names, which is kept in the order of its bytes."""
        for number, one in self.objects.items():
            if (found := _NAMES.search(one)) is not None:
                held = dict(_NAMED.findall(found[1])) | {name: b"%d" % at for name, at in names.items()}
                listed = b"".join(b"(%b)%b 0 R" % (name, held[name]) for name in sorted(held))
                self.objects[number] = one.replace(found[0], b"/IDTree<</Names[%b]>>" % listed)
                return

    def bytes(self) -> bytes:
        at, parts, entries = len(self._begin), [self._begin], [self._free]
        for one in self.objects.values():
            entries.append(b"%010d 00000 n\r\n" % at)
            parts.append(one)
            at += len(one)
        table = b"xref\n0 %d\n" % len(entries) + b"".join(entries)
        return b"".join((*parts, table, self._trailer, b"startxref\n%d\n%%%%EOF" % at))
