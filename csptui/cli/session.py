"""Opens the data that a verb works on, and gives its answers a console."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from csptui.cli.options import Choices, choices
from csptui.cli.refusal import NO_DATA, Refusal, narrate
from csptui.domain.problem import StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import click

    from csptui.domain.dataset import Dataset
    from csptui.domain.problem import Problem
    from csptui.domain.quarter import Quarter
    from csptui.workspace import Workspace

PROGRAM = "csptui"


class View(NamedTuple):
    """What a verb that only looks has: the data, and how the answer is wanted."""

    dataset: Dataset
    problems: tuple[Problem, ...]
    chosen: Choices


def nearby_folder(chosen: Choices) -> Path | None:
    """Give the folder named by option or environment, or the nearest one upward."""
    from csptui.storage.folder import find_folder  # noqa: PLC0415 - help and version read no files

    told = os.environ.get("CSPTUI_DATA")
    try:
        return find_folder(chosen.data, told, Path() if chosen.data or told else Path.cwd())
    except RuntimeError as error:
        message = f"There is no data folder {told}: the system knows no such user's home"
        raise Refusal(message, NO_DATA) from error
    except OSError:
        # The working folder is gone, so nothing is near it.
        return None


def data_folder(chosen: Choices) -> Path:
    """Give the folder that is meant; the bundled example is copied once where there is none."""
    found = nearby_folder(chosen)
    if found is not None:
        return found
    import platformdirs  # noqa: PLC0415 - needed only without a folder

    from csptui.storage.start import bundled_copy, is_copied  # noqa: PLC0415

    home = platformdirs.user_data_path(PROGRAM, appauthor=False)
    was_there = is_copied(home)
    folder = bundled_copy(home)
    if not was_there:
        narrate(f"Copied the bundled example (Derby, 2009/10 Q4) to {folder}, where your changes are kept.")
    return folder


def open_view(context: click.Context, *, tell: bool = True) -> View:
    """Read the data for a verb that only looks."""
    from csptui.storage.folder import load  # noqa: PLC0415 - help and version read no files

    chosen = choices(context)
    try:
        dataset, problems = load(data_folder(chosen), chosen.quarter)
    except StorageError as error:
        raise Refusal(str(error), NO_DATA) from error
    if tell:
        check_usable(dataset, problems, chosen.quarter)
    return View(dataset, problems, chosen)


def open_workspace(context: click.Context) -> Workspace:
    """Open the data for a verb that changes them."""
    from csptui.workspace import Workspace  # noqa: PLC0415 - verbs that only look do not need it

    chosen = choices(context)
    try:
        workspace = Workspace.open(data_folder(chosen), who=who(), now=now, quarter=chosen.quarter)
    except StorageError as error:
        raise Refusal(str(error), NO_DATA) from error
    check_usable(workspace.dataset, workspace.problems, chosen.quarter)
    return workspace


def check_usable(dataset: Dataset, problems: Sequence[Problem], asked: Quarter | None) -> None:
    """Refuse data with nothing to show or without the quarter asked for; tell of lesser problems."""
    if not dataset.indicators:
        reasons = [f"{problem.where}: {problem.message}" for problem in problems]
        raise Refusal("\n  ".join(["There are no indicators to show.", *reasons]), NO_DATA)
    if asked is not None and asked not in dataset.available:
        held = ", ".join(str(one) for one in dataset.available) or "none"
        message = f"{asked} is not held (held: {held}). To begin it: csptui quarter new {asked.folder}"
        raise Refusal(message)
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems):,} problems"
        narrate(f"{count} in the data: csptui check")


def who() -> str:
    """Give the name that changes are logged under: the settings' own, else the system's user name."""
    import getpass  # noqa: PLC0415 - needed only to save

    from csptui.storage.settings import load_settings, who_am_i  # noqa: PLC0415

    settings, problems = load_settings(settings_file())
    for problem in problems:
        narrate(f"{problem.where}: {problem.message}")
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    return who_am_i(settings, name)


def settings_file() -> Path:
    """Give the place of the user's settings."""
    import platformdirs  # noqa: PLC0415 - needed only to save, and by the screen

    return platformdirs.user_config_path(PROGRAM, appauthor=False) / "settings.toml"


def state_file() -> Path:
    """Give the place where the screen remembers its appearance."""
    import platformdirs  # noqa: PLC0415 - needed only by the screen

    return platformdirs.user_state_path(PROGRAM, appauthor=False) / "state.toml"


def now() -> datetime:
    """Give the present moment."""
    from datetime import UTC, datetime  # noqa: PLC0415 - needed only to save

    return datetime.now(UTC)
