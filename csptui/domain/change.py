"""What was changed: one field at a time, as the log has it, and where two people changed the same one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

FIGURE_FIELDS: Final = ("value", "fraction", "as_at", "status", "expected")
ROLLED: Final = "rolled_from"
"""The year that a target was carried over from, until it is confirmed."""
TARGET_FIELDS: Final = ("target", "applies_to", ROLLED)
TEXT_FIELDS: Final = ("comment", "source")
NARRATIVE: Final = "narrative"
SENSITIVE: Final = "sensitive"
"""The part of a theme's narrative that is left out of every output unless it is asked for."""
KEPT: Final = "kept"
"""The claims of a comment or a narrative that are kept with a reason, a line each."""
NEW_QUARTER: Final = "quarter"

OUTSIDE: Final = "another program"
"""Who has changed what no csptui has saved."""

THEME_FIELDS: Final = (NARRATIVE, SENSITIVE)
"""The texts of a theme."""
PROSE_FIELDS: Final = (*TEXT_FIELDS, *THEME_FIELDS, KEPT)
"""The fields of the file of texts."""
LONG_FIELDS: Final = ("comment", *THEME_FIELDS, KEPT)
"""The fields that are too long to be quoted in a sentence."""

FIELD_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "value": "actual",
        "fraction": "fraction",
        "as_at": "as at",
        "status": "status",
        "expected": "due",
        "comment": "comment",
        "source": "source",
        "target": "target",
        "applies_to": "target's period",
        "rolled_from": "target rolled on from",
        "narrative": "narrative",
        "sensitive": "sensitive narrative",
        "kept": "kept claims",
        "quarter": "quarter",
    }
)
"""What each field is called where people read it."""

_NO_FILES: Mapping[str, tuple[str, str]] = MappingProxyType({})


class FieldKey(NamedTuple):
    """What a change is of: the unit by which changes meet, merge and conflict."""

    quarter: str
    indicator: str
    theme: str
    field: str


@dataclass(frozen=True, slots=True)
class Change:
    """One changed field: of an indicator, of a theme, or of the quarter itself; texts as they are stored.

    `quarter` is written `2009/10 Q4`; a target's is any quarter of the report year that it is for.
    """

    quarter: str
    field: str
    before: str
    after: str
    indicator: str = ""
    theme: str = ""

    @property
    def key(self) -> FieldKey:
        """What it is a change of."""
        return FieldKey(self.quarter, self.indicator, self.theme, self.field)

    @property
    def is_hidden(self) -> bool:
        """Whether no listing quotes it unless asked: what is kept of a theme has sentences of either part."""
        return self.field == SENSITIVE or (self.field == KEPT and bool(self.theme))

    def turned(self) -> Change:
        """Give the change that takes this one back."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Logged:
    """A change as the log has it: when (UTC), by whom, and in which action of one save.

    `undoes` and `redoes` name the action that this one takes back or does again. `files` are the digests of
    the files of the action before and after it, on its first line only; empty where there was no file.
    """

    change: Change
    when: datetime
    who: str
    action: str
    undoes: str = ""
    redoes: str = ""
    why: str = ""
    seen: str = ""
    digest: str = ""
    files: Mapping[str, tuple[str, str]] = field(default_factory=lambda: _NO_FILES)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was to be changed and that somebody else has changed since; who and when, where known."""

    change: Change
    theirs: str
    who: str = ""
    when: datetime | None = None

    def mine(self) -> Change:
        """Give the change that puts mine over theirs."""
        return replace(self.change, before=self.theirs)


def last_of_each(entries: Iterable[Logged]) -> dict[FieldKey, Logged]:
    """Give the last change of each field, from a log in its order."""
    return {entry.change.key: entry for entry in entries}
