"""Reads what `csptui spc --values` takes: a list of numbers, a target, and where groups begin."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.cli.refusal import FAILED, Refusal
from csptui.cli.typed_text import text_from
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.target import Edge

MOST = 10_000
_DIVIDERS = re.compile(r"[,;\t\n]")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_ORDINAL = re.compile(r"[0-9]{1,6}")
_MINUSES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " "})
_LONGEST, _SHOWN, _LARGEST = 64, 40, 30
_SIGNS = re.compile(r"(<=|>=|<|>|≤|≥|±|\+/-)? *(.*)", re.DOTALL)


def values_of(typed: str) -> list[Decimal]:
    """Read a list, oldest first; a single `-` stands for standard input.

    Raises Refusal that names the place of an item which is no number.
    """
    text = text_from([typed], "the list of values", saves=False)
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    items = _DIVIDERS.split(text) if _DIVIDERS.search(text) else text.split()
    if not any(item.strip() for item in items):
        message = "--values: the list is empty: give numbers with commas between them, such as 1,2,1"
        raise Refusal(message)
    if len(items) > MOST:
        message = f"--values: at most {MOST:,} values are read; these are {len(items):,}"
        raise Refusal(message)
    return [_value(item, f"--values: value {number}") for number, item in enumerate(items, start=1)]


def _value(item: str, what: str) -> Decimal:
    text = item.translate(_MINUSES).strip()
    if not text:
        message = f"{what} is empty: take a comma out, or give the value (a gap is never bridged)"
        raise Refusal(message)
    named = f'"{show_line(text[:_SHOWN])}{"…" if len(text) > _SHOWN else ""}"'
    if len(text) > _LONGEST or _NUMBER.fullmatch(text) is None:
        message = f"{what}, {named}, is no number: write digits with a point, such as -4.25"
        raise Refusal(message)
    value = Decimal(text)
    if value and abs(value.adjusted()) > _LARGEST:
        message = f"{what}, {named}, is too {'large' if value.adjusted() > 0 else 'small'} to chart"
        raise Refusal(message)
    return value or Decimal(0)


def starts_of(typed: Sequence[str], count: int) -> list[int]:
    """Read where groups begin, counted from 1. Raises Refusal, also where a group would be one point."""
    from csptui.analysis.spc import LEAST_IN_GROUP  # noqa: PLC0415 - help needs no statistics

    starts = sorted({_start(one, count) for one in typed})
    for start, end in zip((1, *starts), (*starts, count + 1), strict=True):
        if end - start < LEAST_IN_GROUP:
            message = (
                f"a group of a control chart needs {LEAST_IN_GROUP} points; the one from point {start} has 1"
            )
            raise Refusal(message, FAILED)
    return starts


def _start(typed: str, count: int) -> int:
    text = typed.strip()
    if _ORDINAL.fullmatch(text) and 1 < int(text) <= count:
        return int(text)
    message = (
        f'--rebase: "{show_line(text[:_SHOWN])}" is no point at which a new group begins: give a number from'
        f" 2 to {count}"
    )
    raise Refusal(message)


def target_of(typed: str | None) -> Edge | Decimal | None:
    """Read a target: a number, which reads by polarity, or one with a sign. Raises Refusal."""
    from csptui.domain.target import Comparison, Edge  # noqa: PLC0415 - help needs no targets

    if typed is None:
        return None
    match = _SIGNS.fullmatch(typed.strip())
    sign, text = match.groups() if match else (None, typed)
    value = _value(text.removesuffix("%"), "--target")
    if sign is None:
        return value
    comparison = Comparison({"≤": "<=", "≥": ">=", "+/-": "±"}.get(sign, sign))
    if comparison is Comparison.WITHIN and value < 0:
        message = "--target: a band's limit cannot be negative"
        raise Refusal(message)
    return Edge(comparison, value)
