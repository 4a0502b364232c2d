"""Applies changes to files: three ways by field, then new bytes that are proved to read back as meant.

A change says what a field was and what it is to be. Where the file holds neither, somebody else has changed
the same field, and that is a conflict; changes of other fields by others are kept as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from csptui.domain.change import (
    FIGURE_FIELDS,
    KEPT,
    NARRATIVE,
    PROSE_FIELDS,
    ROLLED,
    SENSITIVE,
    TARGET_FIELDS,
    Change,
    Conflict,
)
from csptui.domain.draft import same_reading
from csptui.domain.figure import Status
from csptui.domain.problem import RefusedError, StorageError
from csptui.domain.scorecard import NO_READING
from csptui.storage import actuals, commentary, files, tables, targets, toml_text
from csptui.storage.findings import BadCellError, BrokenFileError
from csptui.storage.folder import with_quarter, with_targets
from csptui.storage.where import bytes_in, file_of, where_of
from csptui.storage.writing import Write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Reading
    from csptui.domain.target import Target
    from csptui.storage.actuals import Actuals
    from csptui.storage.commentary import Commentary
    from csptui.storage.files import Content
    from csptui.storage.folder import LoadedFolder
    from csptui.storage.targets import Targets

T = TypeVar("T")
FieldChange = tuple[str, str, str]
"""A field's name with its text before and after."""

_TABLES = {
    "comment": commentary.COMMENTS,
    "source": commentary.SOURCES,
    NARRATIVE: commentary.NARRATIVE,
    SENSITIVE: commentary.SENSITIVE,
    KEPT: commentary.KEPT,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What changes make of a view: the files to write, the view after it, and what stands against it.

    `done` are the changes that alter something; one that the files hold already is not among them.
    """

    writes: tuple[Write, ...]
    after: LoadedFolder
    done: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def plan(loaded: LoadedFolder, changes: Sequence[Change]) -> Plan:
    """Tell what changes of the quarter in view make of its files as they are now.

    Raises StorageError or RefusedError where a file cannot take them. With a conflict nothing is written.
    """
    done: list[Change] = []
    conflicts: list[Conflict] = []
    for where in dict.fromkeys(file_of(loaded, change) for change in changes):
        _usable(loaded, where)
    for change in changes:
        now = text_now(loaded, change)
        if change.after in {now, change.before}:
            continue
        if now == change.before:
            done.append(change)
        else:
            conflicts.append(Conflict(change, now))
    conflicts += _beside_those(loaded, changes, conflicts, done)
    if conflicts or not done:
        return Plan((), loaded, tuple(done), tuple(conflicts))
    writes, after = _written(loaded, done)
    return Plan(writes, after, tuple(done))


def _beside_those(
    loaded: LoadedFolder, changes: Sequence[Change], conflicts: Sequence[Conflict], done: Sequence[Change]
) -> list[Conflict]:
    """Give untouched fields that the other side has changed: of a figure in conflict, or a target confirmed.

    A value of one side with the period or the status of the other would be a figure that nobody entered;
    and who confirms a target means the one that they have seen.
    """
    asked = {one.change.indicator for one in conflicts if one.change.field == "value"}
    asked |= {one.indicator for one in done if one.field == ROLLED}
    untouched = [one for one in changes if one.before == one.after and one.indicator in asked]
    return [Conflict(one, now) for one in untouched if (now := text_now(loaded, one)) != one.after]


def text_now(loaded: LoadedFolder, change: Change) -> str:
    """Give what the files hold of the field that a change is of, as the log has it."""
    return text_in(loaded.dataset, change)


def text_in(dataset: Dataset, change: Change) -> str:
    """Give what the quarter shown holds of the field that a change is of, as the log has it."""
    record = dataset.record
    if change.field in FIGURE_FIELDS:
        return dict(reading_fields(record.readings.get(change.indicator, NO_READING)))[change.field]
    if change.field in TARGET_FIELDS:
        return dict(target_fields(dataset.target(change.indicator, dataset.shown.year)))[change.field]
    if (texts := record.texts(change.field, of_theme=bool(change.theme))) is not None:
        return texts.get(change.theme or change.indicator, "")
    message = f"{change.field} is not a field that can be changed"
    raise RefusedError(message)


def _written(loaded: LoadedFolder, changes: Sequence[Change]) -> tuple[tuple[Write, ...], LoadedFolder]:
    """Give the new bytes of each file that changes concern, and the view with them."""
    figures, texts, aims = loaded.actuals, loaded.commentary, loaded.targets
    for indicator_id, fields in _by_indicator(changes, FIGURE_FIELDS).items():
        figures = _figures_with(loaded, figures, indicator_id, fields)
    prose = [change for change in changes if change.field in PROSE_FIELDS]
    if prose:
        texts = _texts_with(loaded, prose)
    if meant := _by_indicator(changes, TARGET_FIELDS):
        aims = targets_with(loaded, _meant_targets(loaded, meant))
    shown = loaded.dataset.shown
    all_writes = (
        Write(where_of(shown, actuals.FILE), figures.source, loaded.actuals.source),
        Write(where_of(shown, commentary.FILE), texts.source, loaded.commentary.source),
        Write(targets.FILE, aims.source, loaded.targets.source),
    )
    after = with_targets(with_quarter(loaded, figures, texts), aims)
    return tuple(write for write in all_writes if write.data != write.seen), after


def _by_indicator(changes: Iterable[Change], fields: Sequence[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for change in changes:
        if change.field in fields:
            found.setdefault(change.indicator, {})[change.field] = change.after
    return found


def _figures_with(
    loaded: LoadedFolder, held: Actuals, indicator_id: str, fields: Mapping[str, str]
) -> Actuals:
    """Give the figures of the quarter shown with some fields of one reading replaced."""
    where = where_of(loaded.dataset.shown, actuals.FILE)
    indicator = _indicator(loaded, indicator_id)
    before = held.readings.get(indicator_id, NO_READING)
    reading = actuals.mended(held, indicator, fields) or _reading_with(before, fields, indicator)
    table = actuals.with_reading(held.table, indicator_id, reading)
    indicators = loaded.indicators
    changed = _read_back(tables.dumps(table), where, lambda content: actuals.read(content, where, indicators))
    meant = {**held.readings, indicator_id: reading}
    got = changed.readings
    if got.keys() != meant.keys() or not all(same_reading(got[one], meant[one]) for one in meant):
        raise _not_as_meant(where)
    return changed


def _reading_with(before: Reading, fields: Mapping[str, str], indicator: Indicator) -> Reading:
    try:
        return reading_from({**dict(reading_fields(before)), **fields}, indicator)
    except BadCellError as error:
        message = f"{indicator.code}: {error}. Nothing was written"
        raise RefusedError(message) from error


def _texts_with(loaded: LoadedFolder, changes: Sequence[Change]) -> Commentary:
    """Give the texts of the quarter shown with some replaced."""
    where = where_of(loaded.dataset.shown, commentary.FILE)
    document = loaded.commentary.document
    for change in changes:
        key = change.theme or change.indicator
        is_of_theme = change.theme and change.field == KEPT
        table = commentary.NARRATIVE_KEPT if is_of_theme else _TABLES[change.field]
        document = commentary.with_text(document, table, key, change.after)
    text = toml_text.dumps(document)
    themes = frozenset(theme.id for theme in loaded.dataset.themes)
    indicators = loaded.indicators
    changed = _read_back(text, where, lambda content: commentary.read(content, where, indicators, themes))
    if not toml_text.same(changed.document, document):
        raise _not_as_meant(where)
    return changed


def _meant_targets(loaded: LoadedFolder, meant: Mapping[str, Mapping[str, str]]) -> dict[str, Target]:
    """Give the targets of the year shown with some fields of each replaced."""
    year, found = loaded.dataset.shown.year, {}
    for indicator_id, fields in meant.items():
        indicator = _indicator(loaded, indicator_id)
        before = dict(target_fields(loaded.dataset.target(indicator_id, year)))
        try:
            target = targets.mended(loaded.targets, indicator, year, fields)
            target = target or targets.target_from({**before, **fields}, indicator, year)
        except BadCellError as error:
            message = f"{indicator.code}: {error}. Nothing was written"
            raise RefusedError(message) from error
        found[indicator_id] = target
    return found


def targets_with(loaded: LoadedFolder, made: Mapping[str, Target]) -> Targets:
    """Give the file of targets with some of the year shown replaced, proved to read back as meant."""
    year, held = loaded.dataset.shown.year, loaded.targets
    by_key = {(indicator_id, year): target for indicator_id, target in made.items()}
    table = targets.with_targets(held.table, by_key)
    indicators = loaded.indicators
    changed = _read_back(tables.dumps(table), targets.FILE, lambda content: targets.read(content, indicators))
    meant = {**held.targets, **by_key}
    got = changed.targets
    if got.keys() != meant.keys() or not all(_same_target(got[one], meant[one]) for one in meant):
        raise _not_as_meant(targets.FILE)
    return changed


def empty_quarter(indicator_ids: Iterable[str]) -> bytes:
    """Give the file of a quarter in which each indicator owes its figure."""
    return tables.dumps(actuals.empty_table(indicator_ids)).encode("utf-8")


def reading_fields(reading: Reading) -> list[tuple[str, str]]:
    """Give a reading's fields as the log has them; `reading_from` reads them."""
    figure = reading.figure
    fraction = figure.fraction
    status = "" if figure.status is Status.FINAL else figure.status.value
    return [
        ("value", actuals.value_text(figure)),
        ("fraction", "" if fraction is None else f"{fraction.numerator}/{fraction.denominator}"),
        ("as_at", "" if figure.as_at is None else figure.as_at.stored),
        ("status", status),
        ("expected", "" if reading.expected is None else reading.expected.stored),
    ]


def reading_from(fields: Mapping[str, str], indicator: Indicator) -> Reading:
    """Read a reading from its fields as the log has them; a missing one is empty. Raises BadCellError."""
    return actuals.reading_of(actuals.cells_from(fields, indicator), indicator)


def prove_reading(reading: Reading, indicator: Indicator) -> None:
    """Make sure that a reading can be stored: that its fields read back as the same, to the digit."""
    try:
        same = same_reading(reading_from(dict(reading_fields(reading)), indicator), reading)
    except BadCellError as error:
        message = f"{indicator.code}: {error}. Nothing was written"
        raise RefusedError(message) from error
    if not same:
        raise _not_as_meant(actuals.FILE)


def prove_target(target: Target, indicator: Indicator) -> None:
    """Make sure that a target can be stored, as `prove_reading` does."""
    try:
        same = _same_target(targets.target_from(dict(target_fields(target)), indicator), target)
    except BadCellError as error:
        message = f"{indicator.code}: {error}. Nothing was written"
        raise RefusedError(message) from error
    if not same:
        raise _not_as_meant(targets.FILE)


def reading_changes(before: Reading, after: Reading) -> list[FieldChange]:
    """Give the fields in which two readings differ, as the log has them."""
    return _differing(reading_fields(before), reading_fields(after))


def target_fields(target: Target) -> list[tuple[str, str]]:
    """Give a target's fields as the log has them."""
    applies_to = "" if target.applies_to is None else target.applies_to.stored
    rolled_from = "" if target.rolled_from is None else target.rolled_from.stored
    return [("target", targets.text_of(target)), ("applies_to", applies_to), (ROLLED, rolled_from)]


def target_changes(before: Target, after: Target) -> list[FieldChange]:
    """Give the fields in which two targets differ, as the log has them."""
    return _differing(target_fields(before), target_fields(after))


def _differing(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> list[FieldChange]:
    both = zip(before, after, strict=True)
    return [(field, old, new) for (field, old), (_, new) in both if old != new]


def with_bytes(loaded: LoadedFolder, where: str, data: bytes | None) -> LoadedFolder:
    """Give a view with one of its files read from other bytes. Raises BrokenFileError if it cannot be."""
    indicators = loaded.indicators
    content = None if data is None else files.content_of(data, where)
    shown = loaded.dataset.shown
    if where == targets.FILE:
        read = targets.Targets() if content is None else targets.read(content, indicators)
        return with_targets(loaded, read)
    if where == where_of(shown, actuals.FILE):
        figures = actuals.Actuals() if content is None else actuals.read(content, where, indicators)
        return with_quarter(loaded, figures, loaded.commentary)
    if where != where_of(shown, commentary.FILE):
        message = f"{where} is not a file of {shown}"
        raise RefusedError(message)
    themes = frozenset(theme.id for theme in loaded.dataset.themes)
    texts = commentary.Commentary()
    if content is not None:
        texts = commentary.read(content, where, indicators, themes)
    return with_quarter(loaded, loaded.actuals, texts)


def brought_back(loaded: LoadedFolder, meant: Plan, wanted: Mapping[str, bytes | None]) -> Plan:
    """Give a plan that puts old bytes back, or the one that is meant where they do not say the same."""
    after = loaded
    try:
        for where, data in wanted.items():
            after = with_bytes(after, where, data)
    except (BrokenFileError, RefusedError):
        return meant
    if any(not actuals.is_unread(after.actuals, one.indicator) for one in changed_fields(after, meant.after)):
        return meant
    writes = tuple(Write(where, data, bytes_in(loaded, where)) for where, data in wanted.items())
    return Plan(writes, after, meant.done)


def _same_target(one: Target, other: Target) -> bool:
    """Whether two targets are the same to the digit: 7.5 and 7.50 are not."""
    return one == other and not target_changes(one, other)


def _indicator(loaded: LoadedFolder, indicator_id: str) -> Indicator:
    indicator = loaded.indicators.get(indicator_id)
    if indicator is None:
        message = f"{indicator_id} is not an indicator of this partnership"
        raise RefusedError(message)
    return indicator


def _read_back(text: str, where: str, read: Callable[[Content], T]) -> T:
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = "The text holds a character that cannot be stored: type it anew. Nothing was written"
        raise RefusedError(message) from error
    try:
        return read(files.content_of(data, where))
    except BrokenFileError as error:
        message = f"Nothing was written, since {where} could not be read again: it {error.problem.message}"
        raise StorageError(message) from error


def _usable(loaded: LoadedFolder, where: str) -> None:
    if (problem := loaded.broken.get(where)) is not None:
        message = f"{problem.where} {problem.message}. It cannot be used as it is, so nothing was written"
        raise StorageError(message)


def _not_as_meant(where: str) -> StorageError:
    return StorageError(f"{where} would not read back as it was meant, so nothing was written")


def changed_fields(before: LoadedFolder, after: LoadedFolder) -> tuple[Change, ...]:
    """Give the fields of the quarter in view that differ between two readings of the folder."""
    quarter, year = str(after.dataset.shown), after.dataset.shown.year
    old, new = before.dataset.record, after.dataset.record
    found: list[Change] = []
    for name in dict.fromkeys((*old.readings, *new.readings)):
        one, other = old.readings.get(name, NO_READING), new.readings.get(name, NO_READING)
        if not same_reading(one, other):
            found += [Change(quarter, *change, name) for change in reading_changes(one, other)]
    for field, texts, now, is_of_theme in (
        ("comment", old.comments, new.comments, False),
        ("source", old.sources, new.sources, False),
        (NARRATIVE, old.narrative, new.narrative, True),
        (SENSITIVE, old.sensitive, new.sensitive, True),
        (KEPT, old.kept, new.kept, False),
        (KEPT, old.kept_narrative, new.kept_narrative, True),
    ):
        for key in dict.fromkeys((*texts, *now)):
            was, text = texts.get(key, ""), now.get(key, "")
            if was != text:
                owner = ("", key) if is_of_theme else (key, "")
                found.append(Change(quarter, field, was, text, *owner))
    for name, its_year in dict.fromkeys((*before.dataset.targets, *after.dataset.targets)):
        if its_year == year:
            fields = target_changes(before.dataset.target(name, year), after.dataset.target(name, year))
            found += [Change(quarter, *change, name) for change in fields]
    return tuple(found)
