"""Finds a data folder, and loads what one view of it needs (ARCHITECTURE, files on disk)."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from csptui.domain.change import FIELD_WORDS
from csptui.domain.dataset import Dataset, QuarterRecord
from csptui.domain.problem import LockedError, Place, Problem, Severity, StorageError
from csptui.domain.quarter import Quarter
from csptui.storage import (
    actuals,
    area_values,
    changes,
    commentary,
    comparators,
    definitions,
    files,
    journal,
    targets,
)
from csptui.storage.actuals import Actuals
from csptui.storage.commentary import Commentary
from csptui.storage.findings import BrokenFileError, quoted
from csptui.storage.targets import Targets
from csptui.storage.where import QUARTERS, SIGN_OFF, where_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from csptui.domain.change import Logged
    from csptui.domain.dataset import Partnership
    from csptui.domain.indicator import Indicator, Theme
    from csptui.storage.area_values import Areas
    from csptui.storage.files import Content

__all__ = [
    "LoadedFolder",
    "all_problems",
    "available_quarters",
    "find_folder",
    "load",
    "open_folder",
    "with_quarter",
    "with_targets",
]

_EARLIER = 3
_NO_FIGURES, _NO_TEXTS, _NO_TARGETS = Actuals(), Commentary(), Targets()

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LoadedFolder:
    """One view of a data folder: the dataset, and each file that may be written as it was read.

    `broken` holds why a file could not be used at all, by its name; such a file is never written.
    """

    folder: Path
    dataset: Dataset
    actuals: Actuals = _NO_FIGURES
    commentary: Commentary = _NO_TEXTS
    targets: Targets = _NO_TARGETS
    broken: Mapping[str, Problem] = field(default_factory=dict)
    others: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong, the quarter shown last."""
        written = (*self.targets.problems, *self.actuals.problems, *self.commentary.problems)
        return (*self.others, *self.broken.values(), *written)

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """The indicators by id."""
        return {one.id: one for one in self.dataset.indicators}


def find_folder(explicit: Path | None, environment: str | None, start: Path) -> Path | None:
    """Give the data folder that is meant: the named one, the environment's, else the nearest upward."""
    if explicit is not None:
        return explicit
    if environment:
        return Path(environment).expanduser()
    for level in (start, *start.parents):
        for candidate in (level, level / "data"):
            # os.path answers False where a folder may not be looked into; Path.is_file would raise.
            if os.path.isfile(candidate / definitions.PARTNERSHIP):  # noqa: PTH113
                return candidate
    return None


def available_quarters(folder: Path) -> tuple[Quarter, ...]:
    """Give the quarters that have a folder, oldest first."""
    return _quarters(folder)[0]


def _quarters(folder: Path) -> tuple[tuple[Quarter, ...], tuple[Problem, ...]]:
    found: list[Quarter] = []
    problems: list[Problem] = []
    try:
        with os.scandir(folder / QUARTERS) as entries:
            names = sorted(one.name for one in entries if not one.name.startswith(".") and _is_folder(one))
    except (FileNotFoundError, NotADirectoryError):
        return (), ()
    except OSError as error:
        message = f"cannot be looked into ({files.reason(error)}): check its permissions"
        return (), (Problem(Place(QUARTERS), message),)
    for name in names:
        quarter = Quarter.parse(name) if len(name) <= len("2009-10-Q4") else None
        if quarter is not None and quarter.folder == name:
            found.append(quarter)
            continue
        meant = "name it like 2009-10-Q4" if quarter is None else f"name it {quarter.folder}"
        message = f"the folder {quoted(name)} is not named as a quarter and is passed over: {meant}"
        problems.append(Problem(Place(f"{QUARTERS}/{name}"), message, Severity.WARNING))
    return tuple(sorted(found)), tuple(problems)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def load(folder: Path, quarter: Quarter | None = None) -> tuple[Dataset, tuple[Problem, ...]]:
    """Load a quarter, the latest by default, with every problem found. Raises if nothing can be opened."""
    loaded = open_folder(folder, quarter)
    return loaded.dataset, loaded.problems


def all_problems(folder: Path, found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Give what was found in one view, and what is wrong in every other quarter and in the log."""
    problems = dict.fromkeys(found)
    for quarter in available_quarters(folder):
        problems |= dict.fromkeys(open_folder(folder, quarter).problems)
    return (*problems, *changes.problems(folder / changes.FILE))


def open_folder(folder: Path, quarter: Quarter | None = None) -> LoadedFolder:
    """Load a quarter, the latest by default, with its files as they were read."""
    waiting = _finish_waiting(folder)
    reader = _Reader(folder)
    partnership, themes = reader.definitions()
    reader.others += waiting
    indicators = {one.id: one for theme in themes for one in theme.indicators}
    held = _NO_TARGETS
    if indicators:
        wanted = "is missing, so no indicator has a target: bring it back"
        held = reader.read(
            targets.FILE, lambda content: targets.read(content, indicators), held, wanted=wanted
        )
    available = reader.quarters()
    shown = quarter or _latest(available, held, folder)
    if shown not in available:
        reader.absent(shown, available)
    quarters: dict[Quarter, QuarterRecord] = {}
    areas, values, now, texts = area_values.NO_FILE, comparators.NONE, _NO_FIGURES, _NO_TEXTS
    # Without definitions each row of the other files would be a problem, and none the one at fault.
    if indicators:
        theme_ids = frozenset(theme.id for theme in themes)
        for one in _earlier(shown, available):
            earlier = reader.actuals(one, indicators)
            reader.others.extend(earlier.problems)
            said = reader.comments_before(one, indicators, theme_ids) if one == shown.previous() else {}
            quarters[one] = QuarterRecord(
                MappingProxyType(dict(earlier.readings)), MappingProxyType(dict(said))
            )
        if definitions.PARTNERSHIP not in reader.broken:
            areas, values = reader.areas(shown, indicators, partnership)
        now = reader.actuals(shown, indicators)
        texts = reader.commentary(shown, indicators, theme_ids)
    signed_off = os.path.lexists(folder / QUARTERS / shown.folder / SIGN_OFF)
    quarters[shown] = record_of(now, texts, signed_off=signed_off)
    dataset = Dataset(
        partnership,
        themes,
        shown,
        available,
        MappingProxyType(dict(held.targets)),
        MappingProxyType(quarters),
        MappingProxyType(dict(values)),
        MappingProxyType(dict(areas.values)),
    )
    return LoadedFolder(folder, dataset, now, texts, held, dict(reader.broken), tuple(reader.others))


def _finish_waiting(folder: Path) -> tuple[Problem, ...]:
    """Bring an interrupted save to its end before anything is read; tell of what could not be finished."""
    found = []
    if journal.is_waiting(folder):
        from csptui.storage import writing  # noqa: PLC0415 - hardly ever needed, and brings in the lock

        try:
            with writing.locked(folder):
                writing.recover(folder)
        except (StorageError, LockedError) as error:
            message = f"is a save that is not finished, so the files may hold half of it: {error}"
            found.append(Problem(Place(f"{journal.OWN}/{journal.JOURNAL}"), message))
    for name, aside in journal.unfinished(folder):
        if aside is None:
            message = "is not what csptui has put there, and is passed over: take it away"
            found.append(Problem(Place(name), message, Severity.WARNING))
            continue
        for entry in journal.changes_of(aside):
            found.append(Problem(Place(name), _unfinished_told(entry), Severity.WARNING))  # noqa: PERF401
    return tuple(found)


def _unfinished_told(entry: Logged) -> str:
    change = entry.change
    what = (
        f"{change.indicator or change.theme or change.quarter} {FIELD_WORDS.get(change.field, change.field)}"
    )
    return (
        f"a save of {entry.who} was interrupted, and the file has been changed by somebody else since: "
        f"{what} of {change.quarter} was to be {quoted(change.after)}; look at it, then take this file away"
    )


def record_of(figures: Actuals, texts: Commentary, *, signed_off: bool) -> QuarterRecord:
    """Give what two files hold of the quarter shown."""
    return QuarterRecord(
        MappingProxyType(dict(figures.readings)),
        MappingProxyType(dict(texts.comments)),
        MappingProxyType(dict(texts.sources)),
        MappingProxyType(dict(texts.narrative)),
        MappingProxyType(dict(texts.sensitive)),
        texts.counts,
        signed_off,
        MappingProxyType(dict(texts.kept)),
        MappingProxyType(dict(texts.kept_narrative)),
    )


def _earlier(shown: Quarter, available: tuple[Quarter, ...]) -> list[Quarter]:
    """Give the quarters held whose figures the quarter shown needs: its baseline and the three before."""
    needed = {shown.baseline()}
    quarter = shown
    for _ in range(_EARLIER):
        quarter = quarter.previous()
        needed.add(quarter)
    return [one for one in available if one in needed]


def _latest(available: tuple[Quarter, ...], held: Targets, folder: Path) -> Quarter:
    if available:
        return available[-1]
    years = [year for _, year in held.targets]
    if years:
        return Quarter(max(years), 4)
    message = f"{folder} holds no quarter yet: make one with csptui quarter new"
    raise StorageError(message)


class _Reader:
    """Reads the files of one folder; a file that cannot be used at all is remembered with the reason."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.broken: dict[str, Problem] = {}
        self.others: list[Problem] = []
        self.held: tuple[Quarter, ...] = ()

    def read(
        self, where: str, parse: Callable[[Content], T], missing: T, *, needed: str = "", wanted: str = ""
    ) -> T:
        """Read one file; give `missing` where it is not there or cannot be used.

        One that is `needed` counts as broken where it is not there; one that is `wanted` is told of.
        """
        try:
            content = files.read_inside(self.folder, where)
            if content is not None:
                return parse(content)
        except BrokenFileError as error:
            self.broken[where] = error.problem
            return missing
        if needed:
            self.broken[where] = Problem(Place(where), needed)
        elif wanted:
            self.others.append(Problem(Place(where), wanted))
        return missing

    def definitions(self) -> tuple[Partnership, tuple[Theme, ...]]:
        """Read both files of definitions; one of them has to be there."""
        nothing: tuple[Partnership, tuple[Problem, ...]] = (definitions.NO_PARTNERSHIP, ())
        partnership, problems = self.read(
            definitions.PARTNERSHIP,
            definitions.read_partnership,
            nothing,
            needed="is missing: the report has no name, and its rules are the defaults",
        )
        is_known = definitions.PARTNERSHIP not in self.broken
        groups = frozenset(one.id for one in partnership.groups) if is_known else None
        defined = self.read(
            definitions.INDICATORS,
            lambda content: definitions.read_indicators(content, groups),
            definitions.Definitions(),
            needed="is missing, so there is nothing to show: bring it back, or start anew with csptui init",
        )
        if len(self.broken) > 1:
            if not os.path.isdir(self.folder):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
                message = f"There is no data folder {self.folder}"
                raise StorageError(message)
            reasons = "; ".join(f"{one.where} {one.message}" for one in self.broken.values())
            message = f"{self.folder} cannot be opened: {reasons}"
            raise StorageError(message)
        self.others += (*problems, *defined.problems)
        return partnership, defined.themes

    def quarters(self) -> tuple[Quarter, ...]:
        """List the quarters; a folder with another name is a problem."""
        available, problems = _quarters(self.folder)
        self.others += problems
        self.held = available
        return available

    def absent(self, shown: Quarter, available: tuple[Quarter, ...]) -> None:
        """Say that the quarter shown is not held."""
        held = f"the latest held is {available[-1]}" if available else "none is held"
        message = f"there is no quarter {shown}; {held}: make it with csptui quarter new"
        self.others.append(Problem(Place(f"{QUARTERS}/{shown.folder}"), message))

    def actuals(self, quarter: Quarter, indicators: Mapping[str, Indicator]) -> Actuals:
        """Read a quarter's figures."""
        where = where_of(quarter, actuals.FILE)
        wanted = "is missing, so the quarter has no figures: bring it back" if quarter in self.held else ""
        return self.read(
            where, lambda content: actuals.read(content, where, indicators), Actuals(), wanted=wanted
        )

    def commentary(
        self, quarter: Quarter, indicators: Mapping[str, Indicator], themes: frozenset[str]
    ) -> Commentary:
        """Read a quarter's texts."""
        where = where_of(quarter, commentary.FILE)
        return self.read(
            where, lambda content: commentary.read(content, where, indicators, themes), Commentary()
        )

    def comments_before(
        self, quarter: Quarter, indicators: Mapping[str, Indicator], themes: frozenset[str]
    ) -> Mapping[str, str]:
        """Read the comments of the quarter before, beside which new ones are held.

        What is wrong in that file is a problem of its own quarter, not of the one shown.
        """
        where = where_of(quarter, commentary.FILE)
        try:
            content = files.read_inside(self.folder, where)
            held = None if content is None else commentary.read(content, where, indicators, themes)
        except BrokenFileError:
            return {}
        return {} if held is None else held.comments

    def areas(
        self, quarter: Quarter, indicators: Mapping[str, Indicator], partnership: Partnership
    ) -> tuple[Areas, Mapping[tuple[str, str], Mapping[str, Decimal]]]:
        """Read what other areas have in a quarter: from its own file, if there is one, and the other."""
        own = self.read(
            where_of(quarter, area_values.FILE),
            lambda content: area_values.read(content, quarter, indicators, partnership),
            area_values.NO_FILE,
        )
        stated = self.read(
            comparators.FILE,
            lambda content: comparators.read(content, quarter, indicators, partnership, own.given),
            comparators.Comparators(),
            wanted="" if own is not area_values.NO_FILE else area_values.wanted(self.folder, self.held),
        )
        self.others += (*own.problems, *stated.problems)
        return own, stated.values


def with_targets(loaded: LoadedFolder, held: Targets) -> LoadedFolder:
    """Give a view with the file of targets as it is now."""
    dataset = replace(loaded.dataset, targets=MappingProxyType(dict(held.targets)))
    return replace(loaded, targets=held, dataset=dataset)


def with_quarter(loaded: LoadedFolder, figures: Actuals, texts: Commentary) -> LoadedFolder:
    """Give a view with the files of the quarter shown as they are now."""
    dataset = loaded.dataset
    record = record_of(figures, texts, signed_off=dataset.record.signed_off)
    quarters = MappingProxyType({**dataset.quarters, dataset.shown: record})
    return replace(loaded, actuals=figures, commentary=texts, dataset=replace(dataset, quarters=quarters))
