"""Makes the new bytes of a file, and proves that they read back as what was meant before any is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from csptui.domain.draft import same_reading
from csptui.domain.figure import Status
from csptui.domain.problem import RefusedError, StorageError
from csptui.storage import actuals, commentary, files, tables, targets, toml_text
from csptui.storage.findings import BrokenFileError
from csptui.storage.folder import where_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """A file's new bytes, and what they read back as."""

    data: bytes
    value: T


def figures_with(loaded: LoadedFolder, indicator_id: str, reading: Reading) -> Changed[Actuals]:
    """Give the figures of the quarter shown with one reading replaced."""
    where = where_of(loaded.dataset.shown, actuals.FILE)
    _usable(loaded, where)
    table = actuals.with_reading(loaded.actuals.table, indicator_id, reading)
    indicators = loaded.indicators
    changed = _read_back(tables.dumps(table), where, lambda content: actuals.read(content, where, indicators))
    meant = {**loaded.actuals.readings, indicator_id: reading}
    got = changed.value.readings
    if got.keys() != meant.keys() or not all(same_reading(got[one], meant[one]) for one in meant):
        raise _not_as_meant(where)
    return changed


def texts_with(loaded: LoadedFolder, key: str, texts: Sequence[tuple[str, str]]) -> Changed[Commentary]:
    """Give the texts of the quarter shown with some of one indicator or theme replaced, by table."""
    where = where_of(loaded.dataset.shown, commentary.FILE)
    _usable(loaded, where)
    document = loaded.commentary.document
    for table, text in texts:
        document = commentary.with_text(document, table, key, text)
    text = toml_text.dumps(document)
    themes = frozenset(theme.id for theme in loaded.dataset.themes)
    indicators = loaded.indicators
    changed = _read_back(text, where, lambda content: commentary.read(content, where, indicators, themes))
    if not toml_text.same(changed.value.document, document):
        raise _not_as_meant(where)
    return changed


def targets_with(loaded: LoadedFolder, indicator_id: str, target: Target) -> Changed[Targets]:
    """Give the targets with one of the year shown replaced."""
    _usable(loaded, targets.FILE)
    year = loaded.dataset.shown.year
    table = targets.with_target(loaded.targets.table, indicator_id, year, target)
    indicators = loaded.indicators
    changed = _read_back(tables.dumps(table), targets.FILE, lambda content: targets.read(content, indicators))
    meant = {**loaded.targets.targets, (indicator_id, year): target}
    got = changed.value.targets
    if got.keys() != meant.keys() or not all(_same_target(got[one], meant[one]) for one in meant):
        raise _not_as_meant(targets.FILE)
    return changed


def empty_quarter(indicator_ids: Iterable[str]) -> bytes:
    """Give the file of a quarter in which each indicator owes its figure."""
    return tables.dumps(actuals.empty_table(indicator_ids)).encode("utf-8")


def reading_changes(before: Reading, after: Reading) -> list[FieldChange]:
    """Give the fields in which two readings differ, as the log has them."""
    both = zip(reading_fields(before), reading_fields(after), strict=True)
    return [(field, old, new) for (field, old), (_, new) in both if old != new]


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


def target_changes(before: Target, after: Target) -> list[FieldChange]:
    """Give the fields in which two targets differ, as the log has them."""
    both = zip(_target_fields(before), _target_fields(after), strict=True)
    return [(field, old, new) for (field, old), (_, new) in both if old != new]


def _same_target(one: Target, other: Target) -> bool:
    """Whether two targets are the same to the digit: 7.5 and 7.50 are not."""
    return one == other and not target_changes(one, other)


def _target_fields(target: Target) -> list[tuple[str, str]]:
    applies_to = "" if target.applies_to is None else target.applies_to.stored
    return [("target", targets.text_of(target)), ("applies_to", applies_to)]


def _read_back(text: str, where: str, read: Callable[[Content], T]) -> Changed[T]:
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = "The text holds a character that cannot be stored: type it anew. Nothing was written"
        raise RefusedError(message) from error
    try:
        return Changed(data, read(files.content_of(data, where)))
    except BrokenFileError as error:
        message = f"Nothing was written, since {where} could not be read again: it {error.problem.message}"
        raise StorageError(message) from error


def _usable(loaded: LoadedFolder, where: str) -> None:
    if (problem := loaded.broken.get(where)) is not None:
        message = f"{problem.where} {problem.message}. It cannot be used as it is, so nothing was written"
        raise StorageError(message)


def _not_as_meant(where: str) -> StorageError:
    return StorageError(f"{where} would not read back as it was meant, so nothing was written")
