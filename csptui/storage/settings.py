"""The user's own settings, which the user writes, and the program's small state, which it writes."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csptui.domain.problem import StorageError
from csptui.storage import files, toml_text
from csptui.storage.fields import Fields
from csptui.storage.files import reason
from csptui.storage.findings import BrokenFileError, Findings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from csptui.domain.problem import Problem

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user has settled: the name that changes are logged under, an appearance, keys of their own."""

    name: str = ""
    appearance: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """What the program remembers from one start to the next."""

    appearance: str = ""


def load_settings(file: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read the settings; a wrong one is a problem and gives way to the default."""
    where = file.name
    try:
        content = files.read(file, where)
        if content is None:
            return Settings(), ()
        values = toml_text.loads(content.text, where)
    except BrokenFileError as error:
        return Settings(), (error.problem,)
    findings = Findings(where, content.warnings)
    root = Fields(values, findings, toml_text.Lines(content.text))
    settings = Settings(root.text("name"), root.text("appearance"), root.text_table("keys"))
    root.finish()
    return settings, findings.problems()


def load_state(file: Path) -> State:
    """Read the state; one that cannot be read is no loss."""
    try:
        content = files.read(file, file.name)
        values = {} if content is None else toml_text.loads(content.text, file.name)
    except BrokenFileError:
        return State()
    appearance = values.get("appearance", "")
    return State(appearance if isinstance(appearance, str) else "")


def save_state(file: Path, state: State) -> None:
    """Write the state, whole or not at all. Raises StorageError if it cannot be written."""
    temporary = file.with_name(f".{file.name}.{os.urandom(8).hex()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(toml_text.dumps({"appearance": state.appearance}).encode("utf-8"))
        temporary.replace(file)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        message = f"The appearance could not be remembered ({reason(error)})"
        raise StorageError(message) from error


def who_am_i(settings: Settings, system_name: str) -> str:
    """Give the name that changes are logged under: the user's own, else the system's."""
    for name in (settings.name, system_name):
        # A name from the system may hold bytes that are no text; they must not stop a save.
        plain = " ".join(name.encode("utf-8", "replace").decode("utf-8").split())
        if plain:
            return plain[:_LONGEST_NAME]
    return "unknown"
