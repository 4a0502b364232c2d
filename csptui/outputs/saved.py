"""Says what was saved: the row as it is now, what it was, and why it has its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.why import sentence_why
from csptui.legend import mark_of, movement_text
from csptui.outputs.layout import flow, words_of
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row
    from csptui.outputs.appearance import Look


def saved_page(dataset: Dataset, before: Row, after: Row, look: Look) -> list[Line]:
    """Give what changed in a row, its rating and the reason."""
    told = "; ".join(_changes(before, after)) or "as it was"
    head = f"Saved: {after.indicator.code}, {dataset.shown}: {told}."
    mark = mark_of(after.rating)
    rating = Line.of(
        (f" {mark.badge(ascii_only=look.ascii_only)} ", mark.style),
        f" {mark.word}",
    )
    if mark_of(before.rating) is not mark:
        rating.append(f", was {mark_of(before.rating).word.lower()}")
    moved = movement_text(after, ascii_only=look.ascii_only)
    if moved:
        rating.append(f"  {moved}")
    return [
        *flow(words_of(look.line(head)), look.width),
        rating,
        *flow(words_of(look.line(sentence_why(after))), look.width),
    ]


def _changes(before: Row, after: Row) -> list[str]:
    """Name each field that differs, with what it was where that is short."""
    told = []
    if before.reading != after.reading or before.actual_text != after.actual_text:
        told.append(_from_to("", before.actual_text, after.actual_text, "no figure"))
    if before.target.is_rolled and before.target.confirmed() == after.target:
        told.append(f"target {after.target_text} confirmed for {after.quarter.year}")
    elif before.target != after.target:
        told.append(_from_to("target ", before.target_text, after.target_text, "none"))
    if before.source != after.source:
        told.append(_from_to("source ", before.source, after.source, "none"))
    if before.comment != after.comment:
        count = len(after.comment.split())
        words = "1 word" if count == 1 else f"{count:,} words"
        told.append(f"comment of {words}" if after.comment else "no comment now")
    if before.kept != after.kept:
        told.append(f"{_kept(after.kept) or 'no claim'} kept, was {_kept(before.kept) or 'none'}")
    return told


def _kept(text: str) -> str:
    from csptui.domain.claims import parse_kept  # noqa: PLC0415 - hardly ever needed

    count = len(parse_kept(text))
    return "1 claim" if count == 1 else f"{count:,} claims" if count else ""


def _from_to(name: str, old: str, new: str, nothing: str) -> str:
    was = f", was {old}" if old else ""
    return f"{name}{new or nothing}{was}"
