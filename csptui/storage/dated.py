"""Reads what becomes of an indicator from a quarter on: its start and end, breaks in series, and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.indicator import Dated
from csptui.domain.quarter import Quarter
from csptui.storage.findings import quoted

if TYPE_CHECKING:
    from csptui.storage.fields import Fields


def read_term(fields: Fields) -> tuple[Quarter | None, Quarter | None]:
    """Read the first and the last quarter in which an indicator is reported."""
    starts, ends = fields.quarter("starts"), fields.quarter("ends")
    if starts is not None and ends is not None and ends < starts:
        message = (
            f"it ends ({ends}) before it starts ({starts}), so it is in no report: correct starts or ends"
        )
        fields.error("ends", message)
    return starts, ends


def read_breaks(fields: Fields) -> tuple[Dated, ...]:
    """Read the breaks in series: quarters, or tables of a quarter and the reason."""
    form = 'a quarter, or { at = "2011/12 Q1", why = "…" }'
    found: list[Dated | None] = []
    for one in fields.texts_or_tables("breaks"):
        if isinstance(one, str):
            quarter = _quarter(fields, "breaks", one)
            found.append(None if quarter is None else Dated(quarter))
        else:
            found.append(_table(fields, "breaks", one, "why", form))
    return _in_order(fields, "breaks", found)


def read_changes(fields: Fields) -> tuple[Dated, ...]:
    """Read the changes of the definition that break no series: each a quarter and what is changed."""
    form = '{ at = "2012/13 Q1", what = "…" }'
    found: list[Dated | None] = []
    for one in fields.texts_or_tables("changes"):
        if isinstance(one, str):
            fields.error(
                "changes", f"the change {quoted(one)} does not say what is changed: write it as {form}"
            )
            continue
        change = _table(fields, "changes", one, "what", form)
        if change is not None and not change.words:
            fields.error(
                "changes", f"the change at {change.at} does not say what is changed: write it as {form}"
            )
            continue
        found.append(change)
    return _in_order(fields, "changes", found)


def _table(fields: Fields, key: str, values: dict[str, object], words: str, form: str) -> Dated | None:
    inner = fields.beside(values, key)
    at, said = inner.text("at"), inner.text(words)
    inner.finish()
    if not at:
        fields.error(key, f"{key}: one has no quarter: write each as {form}")
        return None
    quarter = _quarter(fields, key, at)
    return None if quarter is None else Dated(quarter, " ".join(said.split()))


def _quarter(fields: Fields, key: str, text: str) -> Quarter | None:
    quarter = Quarter.parse(text)
    if quarter is None:
        fields.error(key, f'{key} {quoted(text)} is no quarter: write it as "2009/10 Q4"')
    return quarter


def _in_order(fields: Fields, key: str, found: list[Dated | None]) -> tuple[Dated, ...]:
    """Give them oldest first; of two at one quarter the first counts."""
    by_quarter: dict[Quarter, Dated] = {}
    for one in found:
        if one is None:
            continue
        if one.at in by_quarter:
            fields.error(key, f"{key} names {one.at} twice: take one out, or say both in one")
        by_quarter.setdefault(one.at, one)
    return tuple(by_quarter[at] for at in sorted(by_quarter))
