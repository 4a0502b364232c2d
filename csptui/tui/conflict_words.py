"""What a conflict looks like from both sides, and what another value that is typed for it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from csptui import legend
from csptui.domain.change import FIELD_WORDS, FIGURE_FIELDS, TARGET_FIELDS, THEME_FIELDS, Change
from csptui.domain.draft import LONGEST_COMMENT, Draft, FieldFault, tidy
from csptui.domain.figure import Status
from csptui.domain.problem import Fault
from csptui.domain.target import parse_target
from csptui.domain.told import moment_told
from csptui.domain.typed import parse_figure
from csptui.storage.edits import reading_changes, reading_fields, reading_from, target_changes
from csptui.storage.findings import BadCellError
from csptui.tui.change_words import LONG_TEXTS, difference, shortened
from csptui.tui.widgets.wording import Line, one_line, text

if TYPE_CHECKING:
    from csptui.domain.change import Conflict, FieldKey
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row


def conflict_lines(conflict: Conflict, dataset: Dataset) -> tuple[Line, ...]:
    """Set what it was, what they and what I have made of it, under each other; a figure with its rating."""
    when = "" if conflict.when is None else f", {moment_told(conflict.when)}"
    who = f"{conflict.who or 'another program'}{when}"
    change, rated = conflict.change, _rated(conflict, dataset)
    if change.field in LONG_TEXTS:
        was, theirs = _apart(change.before, conflict.theirs)
        mine = _apart(change.before, change.after)[1]
    else:
        was, theirs, mine = _value(change.before, "dim"), _value(conflict.theirs), _value(change.after)
    return (
        (text(" It was", "dim"), was),
        (text(" Theirs", "strong"), Content.assemble(theirs, rated[0])),
        (text(""), one_line(f"by {who}", "dim")),
        (text(" Mine", "strong"), Content.assemble(mine, rated[1])),
    )


def _value(stored: str, style: str = "") -> Content:
    return text(stored, style) if stored else text("none", "dim")


def _apart(one: str, other: str) -> tuple[Content, Content]:
    """Give two long texts with what differs in them made strong, and a few words around it."""
    parts = shortened(difference(one, other))

    def laid(own: str) -> Content:
        pieces = ((parts.begin, "dim"), (own, "strong"), (parts.end, "dim"))
        return Content(" ").join(
            [text(words, style) for words, style in pieces if words] or [text("none", "dim")]
        )

    return laid(parts.before), laid(parts.after)


def _rated(conflict: Conflict, dataset: Dataset) -> tuple[Content, Content]:
    """Give the ratings of theirs and mine, for a field of a figure; nothing for any other."""
    change = conflict.change
    row = dataset.scorecard().row(change.indicator)
    if row is None or change.field not in FIGURE_FIELDS:
        return Content(""), Content("")
    try:
        fields = {**dict(reading_fields(row.reading)), change.field: change.after}
        reading = reading_from(fields, row.indicator)
    except BadCellError:
        return _rating(row), Content("")
    return _rating(row), _rating(
        dataset.with_reading(row.id, reading).row(row.indicator, row.theme, row.number)
    )


def _rating(row: Row) -> Content:
    mark = legend.mark_of(row.rating)
    return Content.assemble("   ", text(f"{mark.glyph} {mark.word}", mark.style))


def fault_lines(fault: str) -> tuple[Line, ...]:
    """Give what is wrong, or what is asked a second time."""
    return ((text(" !", "fault"), one_line(fault, "fault")),)


def field_word(change: Change) -> str:
    """Name the field of a change where people read it."""
    return FIELD_WORDS.get(change.field, change.field)


def typed_changes(dataset: Dataset, conflict: Conflict, typed: str) -> tuple[Change, ...] | Fault:
    """Read another value for a field; gives the changes from what is held now, or why it cannot be read."""
    change = conflict.change
    if change.field in FIGURE_FIELDS or change.field in TARGET_FIELDS:
        row = dataset.scorecard().row(change.indicator)
        if row is None:
            return Fault(f"{change.indicator} is not reported in {dataset.shown}")
        read = _figure if change.field in FIGURE_FIELDS else _target
        fields = read(row, change.field, typed)
        if isinstance(fields, Fault):
            return fields
        return tuple(Change(change.quarter, *field, change.indicator) for field in fields)
    words = tidy(typed)
    if len(words) > LONGEST_COMMENT and change.field not in THEME_FIELDS:
        return Fault(f"at most {LONGEST_COMMENT:,} characters; this has {len(words):,}")
    made = replace(change, before=conflict.theirs, after=words)
    return () if words == conflict.theirs else (made,)


def stated_in(dataset: Dataset, conflict: Conflict, typed: str) -> tuple[FieldKey, ...]:
    """Name the other fields that a figure states as it is typed: `7.6 [r]` is a value and a status."""
    change, row = conflict.change, dataset.scorecard().row(conflict.change.indicator)
    stated = None if row is None or change.field != "value" else parse_figure(typed, row.indicator)
    if stated is None or isinstance(stated, Fault):
        return ()
    says = {
        "fraction": stated.fraction is not None,
        "as_at": stated.as_at is not None,
        "status": stated.status is not Status.FINAL,
    }
    return tuple(change.key._replace(field=field) for field, is_said in says.items() if is_said)


def _figure(row: Row, field: str, typed: str) -> list[tuple[str, str, str]] | Fault:
    draft = _draft_with(Draft.of(row), field, typed)
    if isinstance(draft, Fault):
        return draft
    entry = draft.check(row)
    if isinstance(entry, FieldFault):
        return entry.fault
    return [] if entry.reading is None else reading_changes(row.reading, entry.reading)


def _draft_with(draft: Draft, field: str, typed: str) -> Draft | Fault:
    match field:
        case "value":
            return replace(draft, actual=typed)
        case "fraction":
            above, _, below = typed.partition("/")
            return replace(draft, numerator=above.strip(), denominator=below.strip())
        case "as_at":
            return replace(draft, as_at=typed)
        case "status":
            names = {"": Status.FINAL} | {one.value: one for one in Status}
            status = names.get(typed.strip().lower())
            wanted = ", ".join(name for name in names if name)
            return Fault(f"not one of {wanted}") if status is None else replace(draft, status=status)
    return Fault("this one is taken from either side: m or t")


def _target(row: Row, _field: str, typed: str) -> list[tuple[str, str, str]] | Fault:
    target = parse_target(typed, row.indicator)
    return target if isinstance(target, Fault) else target_changes(row.target, target)
