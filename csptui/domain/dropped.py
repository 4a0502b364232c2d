"""What goes with what is changed: kept claims with their sentence, a target's mark with the old target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.change import KEPT, NARRATIVE, ROLLED, SENSITIVE, TARGET_FIELDS, THEME_FIELDS, Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.domain.dataset import Dataset, QuarterRecord


def dropped(record: QuarterRecord, changes: Sequence[Change]) -> Iterator[Change]:
    """Give the changes that drop what is kept of sentences which a comment or a narrative no longer has.

    Where the changes say themselves what is to be kept of a text, nothing follows from it.
    """
    said = {(one.indicator, one.theme) for one in changes if one.field == KEPT}
    for change in changes:
        owner = change.indicator, change.theme
        is_text = change.field == "comment" or change.field in THEME_FIELDS
        if not is_text or owner in said or change.before == change.after:
            continue
        said.add(owner)
        kept = record.kept_narrative if change.theme else record.kept
        held = kept.get(change.theme or change.indicator, "")
        if not held:
            continue
        from csptui.domain.claims.kept import still_kept  # noqa: PLC0415 - hardly ever needed to save

        left = still_kept(held, _prose_of(record, changes, change.theme) if change.theme else change.after)
        if left != held:
            yield Change(change.quarter, KEPT, held, left, *owner)


def _prose_of(record: QuarterRecord, changes: Sequence[Change], theme: str) -> str:
    """Give both parts of a theme as the changes leave them: what is kept of either stands in one place."""
    held = {NARRATIVE: record.narrative.get(theme, ""), SENSITIVE: record.sensitive.get(theme, "")}
    after = {one.field: one.after for one in changes if one.theme == theme and one.field in held}
    return "\n\n".join((held | after).values())


def unrolled(dataset: Dataset, changes: Sequence[Change]) -> Iterator[Change]:
    """Give the changes that take the mark of a target rolled on away where another target is set.

    `dataset` is what the files hold now: a target may have been rolled on since it was looked at.
    """
    said = {one.indicator for one in changes if one.field == ROLLED}
    for change in changes:
        if change.field not in TARGET_FIELDS or change.before == change.after or change.indicator in said:
            continue
        said.add(change.indicator)
        held = dataset.target(change.indicator, dataset.shown.year).rolled_from
        if held is not None:
            yield Change(change.quarter, ROLLED, held.stored, "", change.indicator)


def but_confirmed(dataset: Dataset, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Leave out what would take a target away that was rolled on, and has been confirmed since.

    Only an undo of the new quarter asks for that; a target that somebody has confirmed is theirs.
    """
    year = dataset.shown.year
    confirmed = {
        one.indicator
        for one in changes
        if one.field == ROLLED
        and one.before
        and not one.after
        and not dataset.target(one.indicator, year).is_rolled
    }
    return tuple(one for one in changes if one.field not in TARGET_FIELDS or one.indicator not in confirmed)
