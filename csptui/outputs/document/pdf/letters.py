"""Which characters the fonts within the typesetter draw, and texts spelt with no others.

A PDF/UA file may hold no character that its fonts lack (ISO 14289-1, 7.21), so each text is looked through
before it is set. What cannot be drawn is written as `show` writes what cannot be seen: `<U+4E2D>`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import chain
from operator import is_
from typing import TYPE_CHECKING, Any

from csptui.domain.shown import show
from csptui.outputs.document import model

if TYPE_CHECKING:
    from csptui.outputs.document.model import Document

DRAWN = (
    "21-7E A1-AC AE-377 37A-37F 384-38A 38C 38E-3A1 3A3-4FF 510-513 51A-51D 531-556 559-58A 58D-58F "
    "591-5C7 5D0-5EA 5EF-5F4 606-60C 615 61B 61F 621-63A 640-655 65A 660-66D 674 679-67B 67E-680 683-684 "
    "686-687 691 698 6A4 6A9 6AF 6BE 6CC 6F0-6F9 900-97F E3F E81-E82 E84 E87-E88 E8A E8D E94-E97 E99-E9F "
    "EA1-EA3 EA5 EA7 EAA-EAB EAD-EB9 EBB-EBC EC8-ECD 10D0-10FF 115F-1160 13A0-13F5 13F8-13FD 17B4-17B5 "
    "17C1-17C3 180B-180D 180F 1AB0-1ACE 1D00-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D "
    "1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 1FD6-1FDB 1FDD-1FEF 1FF2-1FF4 1FF6-1FFE 2010-2027 2030-2040 "
    "2042 2044-2052 2054-205E 2070-2071 2074-208E 2090-209C 20A0-20C0 20D0-20F0 2100-211E 2120 2122 2124 "
    "2126-2151 2153-2184 2189 2190-23FF 2422-2423 2460-262F 2638-268B 2690-269C 26A0-26A7 26AA-26B2 "
    "2701-2704 2706-2709 270C-2727 2729-274B 274D 274F-2752 2756 2758-275E 2761-277F 2794 2798-27AF "
    "27B1-2B73 2B76-2B95 2B97-2BFF 2C60-2CF3 2CF9-2CFF 2E02-2E05 2E08-2E0A 2E17-2E18 2E1F 2E22-2E25 2E2E "
    "3012 3016-3017 301A-301B 302E-3030 3036 306E 3164 A46A-A46B A640-A641 A648-A649 A656-A657 A708-A716 "
    "A71B-A727 A72D A730 A735 A765 A789-A78E A790-A791 A793 A7AA A7F8-A7F9 AB52 AB66 AB70-ABBF FB00-FB06 "
    "FB13-FB17 FB1D-FB36 FB38-FB3C FB3E FB40-FB41 FB43-FB44 FB46-FB4F FB52-FB81 FB8A-FB95 FB9E-FB9F "
    "FBAA-FBAD FBE8-FBE9 FBFC-FBFF FE00-FE0F FE20-FE2F FE66 FE70-FE74 FE76-FEFC FFA0 FFFC-FFFD "
    "10140-1018E 102E0-102FB 1D106-1D107 1D400-1D454 1D456-1D49C 1D49E-1D49F 1D4A2 1D4A5-1D4A6 "
    "1D4A9-1D4AC 1D4AE-1D4B9 1D4BB 1D4BD-1D4C3 1D4C5-1D505 1D507-1D50A 1D50D-1D514 1D516-1D51C "
    "1D51E-1D539 1D53B-1D53E 1D540-1D544 1D546 1D54A-1D550 1D552-1D6A5 1D6A8-1D7CB 1D7CE-1D7FF "
    "1EE00-1EE03 1EE05-1EE1F 1EE21-1EE22 1EE24 1EE27 1EE29-1EE32 1EE34-1EE37 1EE39 1EE3B 1EE42 1EE47 "
    "1EE49 1EE4B 1EE4D-1EE4F 1EE51-1EE52 1EE54 1EE57 1EE59 1EE5B 1EE5D 1EE5F 1EE61-1EE62 1EE64 "
    "1EE67-1EE6A 1EE6C-1EE72 1EE74-1EE77 1EE79-1EE7C 1EE7E 1EE80-1EE89 1EE8B-1EE9B 1EEA1-1EEA3 "
    "1EEA5-1EEA9 1EEAB-1EEBB 1EEF0-1EEF1 1F12F 1F6D1 1F780-1F7D8 1F7E0-1F7EB 1F800-1F80B 1F810-1F847 "
    "1F850-1F859 1F860-1F887 1F890-1F8AD 1F8B0-1F8B1"
)
"""Ranges of characters that the fonts draw alone, in regular, semibold and bold (typst 0.15)."""

_CONTROLS = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]")


class Letters:
    """Spells texts with the letters that can be drawn, and remembers whether it had to spell any out.

    Fonts that draw each of two characters may still not draw them joined: `without` are characters that have
    turned out so. `ascii_only` trusts nothing else.
    """

    def __init__(self, without: frozenset[str] = frozenset(), *, ascii_only: bool = False) -> None:
        self._drawn = frozenset(filter(str.isascii, _drawn())) if ascii_only else _drawn() - without
        self.spelt = False

    def fitted(self, text: str) -> str:
        """Give a text as it is set: line ends are kept, what is not drawn is named by its number."""
        if text.isascii() and text.isprintable():
            return text
        shown = show(_CONTROLS.sub(_named, text.replace("\r\n", "\n")))
        if lacking := set(shown) - self._drawn:
            self.spelt = True
            return shown.translate({ord(one): f"<U+{ord(one):04X}>" for one in lacking})
        return shown


def spelt(document: Document, letters: Letters) -> Document:
    """Give a document all of whose texts are as they are set; the tables for other programs are left out."""
    fitted: Document = _spelt(replace(document, data=()), letters)
    return fitted


def _spelt(held: Any, letters: Letters) -> Any:  # noqa: ANN401 - whatever a field of the model holds
    """Give the same with its texts fitted, down to the last field of the model's own records."""
    if isinstance(held, str):
        return letters.fitted(held)
    if isinstance(held, tuple):
        new = tuple([_spelt(one, letters) for one in held])
        return held if all(map(is_, new, held)) else new
    changed = {}
    for name in _names(held.__class__):
        old = getattr(held, name)
        if (new := _spelt(old, letters)) is not old:
            changed[name] = new
    return replace(held, **changed) if changed else held


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Give the fields of a record of the model; anything else has none."""
    if kind.__module__ != model.__name__ or not is_dataclass(kind):
        return ()
    return tuple(one.name for one in fields(kind) if one.init)


def _named(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"


@cache
def marks() -> frozenset[str]:
    """Give the marks that the fonts draw, which stand on a letter that may be another font's."""
    return frozenset(one for one in _drawn() if unicodedata.category(one)[0] == "M")


@cache
def _drawn() -> frozenset[str]:
    return frozenset(chain.from_iterable(_range(one) for one in DRAWN.split())) | {" ", "\n"}


def _range(text: str) -> map[str]:
    first, _, last = text.partition("-")
    return map(chr, range(int(first, 16), int(last or first, 16) + 1))
