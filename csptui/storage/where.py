"""Where everything stands in a data folder: the files of a quarter, and the file that holds a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.change import FIGURE_FIELDS, NEW_QUARTER, TARGET_FIELDS
from csptui.storage import actuals, commentary, targets

if TYPE_CHECKING:
    from csptui.domain.change import Change
    from csptui.domain.quarter import Quarter
    from csptui.storage.folder import LoadedFolder

QUARTERS, SIGN_OFF = "quarters", "signoff.toml"
_FIGURES = {*FIGURE_FIELDS, NEW_QUARTER}


def where_of(quarter: Quarter, file: str) -> str:
    """Give the name of a quarter's file below the data folder."""
    return f"{QUARTERS}/{quarter.folder}/{file}"


def place_of(field: str, quarter: Quarter) -> str:
    """Name the file that holds a field of a quarter."""
    if field in TARGET_FIELDS:
        return targets.FILE
    return where_of(quarter, actuals.FILE if field in _FIGURES else commentary.FILE)


def file_of(loaded: LoadedFolder, change: Change) -> str:
    """Name the file of a view that holds the field that a change is of."""
    return place_of(change.field, loaded.dataset.shown)


def files_of(loaded: LoadedFolder) -> tuple[str, ...]:
    """Name the files of a view that the program writes."""
    shown = loaded.dataset.shown
    return targets.FILE, where_of(shown, actuals.FILE), where_of(shown, commentary.FILE)


def bytes_in(loaded: LoadedFolder, where: str) -> bytes | None:
    """Give the bytes of a view's file as they were read, None if it was not there."""
    held = (loaded.targets.source, loaded.actuals.source, loaded.commentary.source)
    return dict(zip(files_of(loaded), held, strict=True)).get(where)
