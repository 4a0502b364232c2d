"""What is typed and not saved as lines of JSON, and back: strict, since anything may stand in such a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.draft import Begun, Draft
from csptui.domain.figure import Status
from csptui.domain.quarter import Quarter
from csptui.storage.edits import reading_fields, reading_from
from csptui.storage.findings import BadCellError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csptui.domain.indicator import Indicator

LONGEST_NAME = 200
_TYPED = ("actual", "numerator", "denominator", "as_at", "source", "comment")
_STATUSES = {one.value: one for one in Status}


class DraftKey(NamedTuple):
    """What a kept text is for: an indicator or a theme of a quarter; the other of them is empty.

    `sensitive` is of a theme alone: the part that is left out of every output unless it is asked for.
    """

    quarter: Quarter
    indicator: str = ""
    theme: str = ""
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft with what its row held when typing began, and when the row was last seen, as field texts."""

    quarter: Quarter
    draft: Draft
    begun: Mapping[str, str]
    base: Mapping[str, str]

    @property
    def key(self) -> DraftKey:
        """What it is for."""
        return DraftKey(self.quarter, self.draft.indicator)


@dataclass(frozen=True, slots=True)
class KeptText:
    """A narrative half written, with the text that it began from."""

    quarter: Quarter
    theme: str
    text: str
    begun: str
    sensitive: bool = False

    @property
    def key(self) -> DraftKey:
        """What it is for."""
        return DraftKey(self.quarter, theme=self.theme, sensitive=self.sensitive)


Kept = KeptDraft | KeptText


def held_fields(begun: Begun) -> dict[str, str]:
    """Give what a row held as texts; `begun_from` reads them."""
    return {**dict(reading_fields(begun.reading)), "comment": begun.comment, "source": begun.source}


def begun_from(held: Mapping[str, str], indicator: Indicator) -> Begun | None:
    """Read what a row held, or give None where the indicator no longer takes such a figure."""
    try:
        reading = reading_from(held, indicator)
    except BadCellError:
        return None
    return Begun(reading, held.get("comment", ""), held.get("source", ""))


def head(folder: str, after: Iterable[str]) -> bytes:
    """Give the first line: which data folder the drafts are of, and the files that this one replaces."""
    return _line({"csptui": "drafts", "folder": folder, "after": list(after)})


def line_of(kept: Kept) -> bytes:
    """Give the line of a draft or a narrative."""
    if isinstance(kept, KeptText):
        return _line({**_about(kept.key), "text": kept.text, "begun": kept.begun})
    typed = {name: getattr(kept.draft, name) for name in _TYPED} | {"status": kept.draft.status.value}
    fields: dict[str, object] = {**_about(kept.key), "typed": typed, "begun": dict(kept.begun)}
    if kept.base != kept.begun:
        fields["base"] = dict(kept.base)
    return _line(fields)


def gone_line(key: DraftKey) -> bytes:
    """Give the line that says that a draft was saved or dropped."""
    return _line({**_about(key), "gone": True})


def _about(key: DraftKey) -> dict[str, object]:
    # A name of its own: a reader that knows no sensitive part passes it over, and takes it for no narrative.
    kind, name = ("sensitive", key.theme) if key.sensitive else ("theme", key.theme)
    return {"quarter": str(key.quarter), **({"indicator": key.indicator} if key.indicator else {kind: name})}


def _line(fields: Mapping[str, object]) -> bytes:
    # ASCII alone, so that half a character of a paste is kept too, and no text can end a line.
    return json.dumps(fields, ensure_ascii=True).encode("ascii") + b"\n"


class ReadLines(NamedTuple):
    """What a file of drafts holds in the end, and the files that it replaces."""

    kept: dict[DraftKey, Kept]
    after: frozenset[str]


def read_lines(data: bytes) -> ReadLines:
    """Read all lines, the last word on each draft; what is no such line, a torn one too, is passed over."""
    kept: dict[DraftKey, Kept] = {}
    after: set[str] = set()
    for line in data.split(b"\n"):
        fields = _fields(line)
        if fields.get("csptui") == "drafts":
            after.update(_texts_in(fields.get("after")))
            continue
        key = _key_of(fields)
        if key is None:
            continue
        found = _kept_of(key, fields)
        if found is not None:
            kept[key] = found
        elif fields.get("gone") is True:
            kept.pop(key, None)
    return ReadLines(kept, frozenset(after))


def _fields(line: bytes) -> dict[str, object]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _texts_in(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _key_of(fields: Mapping[str, object]) -> DraftKey | None:
    found = [fields.get(name, "") for name in ("quarter", "indicator", "theme", "sensitive")]
    text, indicator, theme, hidden = (one if isinstance(one, str) else None for one in found)
    if text is None or indicator is None or theme is None or hidden is None:
        return None
    quarter = Quarter.parse(text) if len(text) <= LONGEST_NAME else None
    if quarter is None or sum(map(bool, (indicator, theme, hidden))) != 1:
        return None
    if len(indicator + theme + hidden) > LONGEST_NAME:
        return None
    return DraftKey(quarter, indicator, theme or hidden, sensitive=bool(hidden))


def _kept_of(key: DraftKey, fields: Mapping[str, object]) -> Kept | None:
    if key.theme:
        text, before = fields.get("text"), fields.get("begun")
        both = isinstance(text, str) and isinstance(before, str)
        return KeptText(key.quarter, key.theme, str(text), str(before), key.sensitive) if both else None
    typed, begun = _all_texts(fields.get("typed")), _all_texts(fields.get("begun"))
    base = _all_texts(fields.get("base", fields.get("begun")))
    if typed is None or begun is None or base is None:
        return None
    status = _STATUSES.get(typed.get("status", Status.FINAL.value))
    if status is None or not typed.keys() <= {*_TYPED, "status"}:
        return None
    texts = {name: typed.get(name, "") for name in _TYPED}
    return KeptDraft(key.quarter, Draft(key.indicator, status=status, **texts), begun, base)


def _all_texts(value: object) -> dict[str, str] | None:
    """Give a table of texts by name, or None for anything else."""
    if not isinstance(value, dict):
        return None
    texts = {name: one for name, one in value.items() if isinstance(one, str)}
    return texts if len(texts) == len(value) else None
