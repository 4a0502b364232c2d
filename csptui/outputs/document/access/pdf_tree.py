"""The tags of a PDF: its structure tree, walked within bounds (ISO 32000-1, 14.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pypdf.generic import PdfObject

MOST_ELEMENTS, MOST_DEEP, MOST_ROLES = 500_000, 100, 20

_DEEP = "its tags are nested too deep"
_ROUND = "its tags go round in a circle"
_MANY = "it has more tags than can be followed"


class TreeError(Exception):
    """The tags cannot be followed; the sentence says why."""


@dataclass(slots=True)
class Element:
    """One element: its role with other names resolved, its own entries, and the page that it begins on."""

    role: str
    entries: DictionaryObject
    page: int
    kids: list[Element] = field(default_factory=list)

    def within(self) -> Iterator[Element]:
        """Give the elements within this one in reading order."""
        waiting = self.kids[::-1]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += one.kids[::-1]

    def attribute(self, name: str) -> PdfObject | None:
        """Give the value of an attribute, whoever owns it."""
        held = _resolved(self.entries.get("/A"))
        for one in held if isinstance(held, ArrayObject) else [held]:
            owned = _resolved(one)
            if isinstance(owned, DictionaryObject) and name in owned:
                return _resolved(owned[name])
        return None


def tree_of(root: DictionaryObject, pages: Mapping[int, int]) -> Element:
    """Give the tags below the root of the structure; `pages` are the numbers of pages by their objects.

    Raises `TreeError` where the tree is cyclic, too deep or too large.
    """
    roles = _resolved(root.get("/RoleMap"))
    names = dict(roles) if isinstance(roles, DictionaryObject) else {}
    top = Element("", root, 0)
    waiting: list[tuple[Element, PdfObject | None, int]] = [(top, root.get("/K"), 0)]
    seen: set[int] = set()
    made = 0
    while waiting:
        parent, kids, depth = waiting.pop()
        if depth > MOST_DEEP:
            raise TreeError(_DEEP)
        for kid in _listed(kids):
            if isinstance(kid, IndirectObject):
                if kid.idnum in seen:
                    raise TreeError(_ROUND)
                seen.add(kid.idnum)
            entries = _resolved(kid)
            if not isinstance(entries, DictionaryObject) or "/S" not in entries:
                continue
            element = Element(_role(str(entries["/S"]), names), entries, _page(entries, pages))
            parent.kids.append(element)
            waiting.append((element, entries.get("/K"), depth + 1))
            # Elements that stand in a shared list are none of those seen, however often it is read.
            made += 1
            if made > MOST_ELEMENTS:
                raise TreeError(_MANY)
    return top


def _listed(kids: PdfObject | None) -> list[PdfObject]:
    held = _resolved(kids)
    if isinstance(held, ArrayObject):
        return list(held)
    return [] if kids is None else [kids]


def _resolved(held: PdfObject | None) -> PdfObject | None:
    return held.get_object() if held is not None else None


def _role(name: str, names: Mapping[str, PdfObject]) -> str:
    for _ in range(MOST_ROLES):
        if name not in names:
            break
        name = str(_resolved(names[name]))
    return name.removeprefix("/")


def _page(entries: DictionaryObject, pages: Mapping[int, int]) -> int:
    held = entries.raw_get("/Pg") if "/Pg" in entries else None
    return pages.get(held.idnum, 0) if isinstance(held, IndirectObject) else 0
