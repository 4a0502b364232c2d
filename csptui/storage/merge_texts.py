"""Merges two versions of a quarter's texts, commentary.toml, by table and key."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from csptui.domain.merge import Record, Spelt, three_ways
from csptui.storage import commentary, toml_text
from csptui.storage.findings import broken
from csptui.storage.merge_tables import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.merge import Clash, Outcome

Key = tuple[str, ...]
Document = dict[str, object]

_WHOLE = "text"
_NO_TEXT = "\x00"


@dataclass(frozen=True, slots=True)
class MergedTexts:
    """The text of a merged file, marks of a merge round what clashes, and what does."""

    text: str
    clashes: tuple[Clash[Key], ...]


class _Values:
    """The values of three documents by a text each, which is how they are compared."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}

    def record(self, value: object) -> Record:
        """Give a value as a record of one field."""
        meaning = value if isinstance(value, str) else _NO_TEXT + toml_text.dumps({"value": value})
        self._values[meaning] = value
        return {_WHOLE: Spelt(meaning, meaning)}

    def of(self, record: Record) -> object:
        """Give the value back."""
        return self._values[record[_WHOLE].meaning]


def merge(base: str, ours: str, theirs: str, where: Sequence[str]) -> MergedTexts:
    """Merge three texts; `where` names them in this order. Raises if one of them cannot be read."""
    values = _Values()
    names = iter(where)
    was, mine, other = (_units(toml_text.loads(text, next(names)), values) for text in (base, ours, theirs))
    outcome = three_ways(was, mine, other)
    keys = [*outcome.settled, *(clash.key for clash in outcome.clashes)]
    tables = {key[0] for key in keys if len(key) > 1}
    for key in keys:
        if len(key) == 1 and key[0] in tables:
            raise broken(where[1], None, f"holds {key[0]} in another form than theirs: merge it by hand")
    return MergedTexts(_printed(outcome, list(was), values, where[1]), outcome.clashes)


def _units(document: Document, values: _Values) -> dict[Key, Record]:
    """Divide a document into what merges by itself: each key of a table, each of the counts, all else whole.

    An empty text is none, as it is to whoever reads the file.
    """
    units: dict[Key, Record] = {}
    for name, value in document.items():
        if isinstance(value, dict):
            units |= {(name, key): values.record(one) for key, one in value.items() if one != ""}
        elif name == commentary.COUNTS and (keyed := _keyed(value)) is not None:
            units |= {(name, *key): values.record(one) for key, one in keyed.items()}
        else:
            units[name,] = values.record(value)
    return units


def _keyed(value: object) -> dict[Key, object] | None:
    """Give counts by theme, label and period; None where these do not tell them apart."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return None
    keyed = {tuple(str(one.get(name, "")) for name in ("theme", "label", "period")): one for one in value}
    return keyed if len(keyed) == len(value) else None


def _printed(outcome: Outcome[Key], base: list[Key], values: _Values, where: str) -> str:
    settled = {key: values.of(record) for key, record in outcome.settled.items()}
    if not outcome.clashes:
        return toml_text.dumps(_document(settled, base))
    sides = []
    for side in ("ours", "theirs"):
        records = {clash.key: getattr(clash, side) for clash in outcome.clashes}
        sides.append({key: values.of(record) for key, record in records.items() if record is not None})
    return _with_marks(settled, sides[0], sides[1], base, where)


def _document(units: dict[Key, object], base: list[Key]) -> Document:
    """Put units together again; counts keep the order of the base, with new ones after them."""
    document: Document = {}
    order = {key: number for number, key in enumerate(base)}
    for key in sorted(units, key=lambda key: (order.get(key, len(order)), key)):
        held = document.setdefault(key[0], [] if len(key) > 2 else {})  # noqa: PLR2004 - counts have more
        if isinstance(held, list):
            held.append(units[key])
        elif isinstance(held, dict) and len(key) > 1:
            held[key[1]] = units[key]
        else:
            document[key[0]] = units[key]
    return document


def _with_marks(
    settled: dict[Key, object],
    ours: dict[Key, object],
    theirs: dict[Key, object],
    base: list[Key],
    where: str,
) -> str:
    """Print a document in which each clash stands between marks, in the place of its key.

    A clash of counts is one of their whole list, at the end, where its tables take in nothing else.
    """
    listed = {key[0] for key in (*ours, *theirs) if len(key) != 2}  # noqa: PLR2004 - a table and a key
    plain = {key: value for key, value in settled.items() if key[0] not in listed}
    tokens: dict[str, str] = {}
    # No text of either side can hold a digest of them all.
    mark = sha256(repr((settled, ours, theirs)).encode("utf-8", "backslashreplace")).hexdigest()
    for number, key in enumerate(sorted({*ours, *theirs})):
        if key[0] in listed:
            continue
        token = f"{number} of {mark}"
        blocks = [_one(key, side[key], where) if key in side else "" for side in (ours, theirs)]
        tokens[token] = marked(*blocks)
        plain[key] = token
    text = toml_text.dumps(_document(plain, base))
    for token, block in tokens.items():
        text = _replaced(text, token, block)
    for name in sorted(listed):
        chunks = []
        for side in (ours, theirs):
            units = {key: value for key, value in {**settled, **side}.items() if key[0] == name}
            chunks.append(toml_text.dumps(_document(units, base)) if units else "")
        text += "\n" + marked(*chunks)
    return text


def _one(key: Key, value: object, where: str) -> str:
    if not isinstance(value, str):
        message = (
            f"holds in {'.'.join(key)} something else than a text, changed on both sides: merge it by hand"
        )
        raise broken(where, None, message)
    return toml_text.dumps({"table": {key[1]: value}}).partition("\n")[2]


def _replaced(text: str, token: str, block: str) -> str:
    """Put a block in the place of the line that ends in a token."""
    end = text.index(toml_text.dumps({"x": token}).removeprefix("x = ").rstrip("\n"))
    start = text.rfind("\n", 0, end) + 1
    return text[:start] + block + text[text.index("\n", end) + 1 :]
