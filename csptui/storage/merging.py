"""Merges two versions of any file that the program writes, three ways (ARCHITECTURE, Saving 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from csptui.domain.change import FIELD_WORDS
from csptui.storage import (
    actuals,
    changes,
    commentary,
    comparators,
    files,
    log,
    merge_tables,
    merge_texts,
    tables,
    targets,
)
from csptui.storage.findings import BrokenFileError, Findings, broken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.merge import Clash, Record, Spelt

SIDES = ("base", "ours", "theirs")


class Kind(Enum):
    """The kinds of file that merge by field; the value is the name that each has in a data folder.

    Two have the name comparators.csv; the header tells which is which.
    """

    ACTUALS = actuals.FILE
    TARGETS = targets.FILE
    COMPARATORS = comparators.FILE
    AREAS = "a quarter's comparators.csv"
    COMMENTARY = commentary.FILE
    CHANGES = changes.FILE


_LAYOUTS = {
    Kind.ACTUALS: merge_tables.ACTUALS,
    Kind.TARGETS: merge_tables.TARGETS,
    Kind.COMPARATORS: merge_tables.COMPARATORS,
    Kind.AREAS: merge_tables.AREAS,
}
_TEXT_TABLES = {f"[{name}]".encode() for name in commentary.TEXTS} | {f"[[{commentary.COUNTS}]]".encode()}


@dataclass(frozen=True, slots=True)
class Told:
    """A field that both sides changed differently; a side that took the row out is None."""

    name: str
    field: str
    ours: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged file's bytes, with the marks of a merge round each clash, and what clashes."""

    data: bytes
    clashes: tuple[Told, ...] = ()
    warnings: tuple[str, ...] = ()


def kind_of(path: str, contents: Sequence[bytes]) -> Kind | None:
    """Tell a file's kind by its name, or else by how one of its contents begins."""
    name = path.replace("\\", "/").rpartition("/")[2]
    named = next((kind for kind in Kind if name == kind.value), None)
    if named is not None and named is not Kind.COMPARATORS:
        return named
    if named is Kind.COMPARATORS:
        found = (_kind_within(data) for data in contents)
        return next((kind for kind in found if kind is Kind.AREAS), Kind.COMPARATORS)
    return next((kind for data in contents if (kind := _kind_within(data)) is not None), None)


def _kind_within(data: bytes) -> Kind | None:
    if data.lstrip().startswith(b"{"):
        return Kind.CHANGES
    lines = {line.strip() for line in data.splitlines()}
    if lines.intersection(_TEXT_TABLES):
        return Kind.COMMENTARY
    try:
        first, *rest = files.decode(data, "")[0].split("\n", 2)
    except BrokenFileError:
        return None
    heads = [first, f"{first}\n{rest[0]}"] if rest else [first]
    return next((kind for kind in _LAYOUTS for head in heads if _is_head(head, kind)), None)


def _is_head(head: str, kind: Kind) -> bool:
    try:
        tables.parse(head, _LAYOUTS[kind].columns, Findings(""))
    except BrokenFileError:
        return False
    return True


def merge(kind: Kind, contents: Sequence[bytes], path: str = "") -> Merged:
    """Merge base, ours and theirs. Raises BrokenFileError, with side and line, if one cannot be read."""
    base, ours, theirs = contents
    if kind is Kind.CHANGES:
        return Merged(log.union(base, ours, theirs))
    where = [f"{path or kind.value} ({side})" for side in SIDES]
    texts, warnings = [], []
    for data, name in zip(contents, where, strict=True):
        text, found = files.decode(data, name)
        texts.append(text)
        warnings += [f"{one.where}: {one.message}" for one in found]
    for text, name in zip(texts[1:], where[1:], strict=True):
        if not text.strip() and kind is not Kind.COMMENTARY:
            raise broken(name, None, "is empty, without even its header: bring its content back")
    if kind is Kind.COMMENTARY:
        merged_texts = merge_texts.merge(texts[0], texts[1], texts[2], where)
        told = [_told_text(clash) for clash in merged_texts.clashes]
        return Merged(_bytes(merged_texts.text, where[1]), tuple(told), tuple(warnings))
    merged = merge_tables.merge(_LAYOUTS[kind], texts[0], texts[1], texts[2], where)
    told = [one for clash in merged.clashes for one in _told_row(clash)]
    return Merged(_bytes(merged.text, where[1]), tuple(told), tuple(warnings))


def _bytes(text: str, where: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise broken(where, None, "holds a character that cannot be stored: merge it by hand") from error


def _told_row(clash: Clash[tuple[str, ...]]) -> list[Told]:
    name = " ".join(clash.key)
    if clash.ours is None or clash.theirs is None:
        return [Told(name, "row", _row_text(clash.ours), _row_text(clash.theirs))]
    return [
        Told(name, FIELD_WORDS.get(field, field), _shown(clash.ours[field]), _shown(clash.theirs[field]))
        for field in clash.fields
    ]


def _row_text(record: Record | None) -> str | None:
    return None if record is None else " ".join(_shown(one) for one in record.values() if one.spelling)


def _shown(text: Spelt) -> str:
    return text.spelling.replace(merge_tables.BETWEEN, "/")


def _told_text(clash: Clash[tuple[str, ...]]) -> Told:
    words = {
        commentary.COMMENTS: "comment",
        commentary.SOURCES: "source",
        commentary.SENSITIVE: FIELD_WORDS["sensitive"],
        commentary.KEPT: FIELD_WORDS["kept"],
        commentary.NARRATIVE_KEPT: FIELD_WORDS["kept"],
    }
    field = words.get(clash.key[0], clash.key[0])
    sides = [
        None if side is None else next(iter(side.values())).spelling for side in (clash.ours, clash.theirs)
    ]
    return Told(" ".join(clash.key[1:]), field, *(None if one is None else one.strip("\0") for one in sides))
