"""Tells which finished file no longer matches which input: by digests, and by making it once more."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from csptui import __version__
from csptui.domain.problem import CsptuiError, StorageError
from csptui.outputs.document.formats import FORMATS, Wanted, written
from csptui.outputs.document.made import document_of, read_source, template_for
from csptui.outputs.document.manifest import SUFFIX, manifest_from
from csptui.storage import out_files
from csptui.storage.disk import digest
from csptui.storage.files import reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from csptui.outputs.document.manifest import Manifest, Output
    from csptui.outputs.document.source import Source


class State(Enum):
    """What was found of a file."""

    MATCHES = "matches"
    STALE = "no longer matches"
    CHANGED = "changed by hand"
    MISSING = "missing"
    UNKNOWN = "cannot be told"


class Verified(NamedTuple):
    """A finished file, what was found of it, the inputs that have changed since, and a sentence."""

    file: str
    state: State
    inputs: tuple[str, ...]
    sentence: str


def verify(folder: Path, out: Path) -> tuple[Verified, ...]:
    """Verify every file that was made in a folder. Raises if nothing was made there, or it cannot be read."""
    try:
        # What begins with a dot is another system's, such as the `._` files of macOS on a shared drive.
        records = sorted(path for path in out.iterdir() if path.name.endswith(SUFFIX) and path.name[0] != ".")
    except OSError as error:
        message = f"{out} cannot be read: {reason(error)}"
        raise StorageError(message) from error
    if not records:
        message = f"{out} has no record of what was made: csptui report -o {out} makes files and a record"
        raise StorageError(message)
    found: list[Verified] = []
    for path in records:
        data = out_files.read_out(path)
        if data is None:
            message = f"{path} is no file"
            raise StorageError(message)
        found += _Record(folder, out, manifest_from(data, str(path))).verified()
    return tuple(found)


class _Record:
    """One document's record, held against the files and against the data as they are now."""

    def __init__(self, folder: Path, out: Path, manifest: Manifest) -> None:
        self._folder, self._out, self._manifest = folder, out, manifest
        self._source: Source | None = None
        self._gone = ""
        self._made: dict[tuple[str, bool], Mapping[str, bytes]] = {}

    def verified(self) -> Iterator[Verified]:
        try:
            self._source = read_source(self._folder, self._manifest.quarter)
            if self._manifest.quarter not in self._source.dataset.available:
                self._gone = f"{self._manifest.quarter} is not held any more"
        except CsptuiError as error:
            self._gone = str(error)
        for name, output in sorted(self._manifest.outputs.items()):
            yield self._one(name, output)

    def _one(self, name: str, output: Output) -> Verified:
        data = out_files.read_out(self._out.joinpath(*name.split("/")))
        if data is None:
            return Verified(name, State.MISSING, (), f"{name} is not there any more.")
        if digest(data) != output.sha256:
            return Verified(name, State.CHANGED, (), f"{name} was changed after it was made.")
        if self._source is None or self._gone:
            return Verified(name, State.UNKNOWN, (), f"{name} cannot be held against the data: {self._gone}.")
        moved = changed_inputs(self._manifest.inputs.get(output.version, {}), self._source.inputs)
        if moved:
            named = ", ".join(moved)
            return Verified(name, State.STALE, moved, f"{name} no longer matches {named}.")
        return self._once_more(name, output, self._source)

    def _once_more(self, name: str, output: Output, source: Source) -> Verified:
        """Make the same file of the same data: it has the same bytes, or another program made it."""
        try:
            made = self._files(output, source)
        except CsptuiError as error:
            return Verified(name, State.UNKNOWN, (), f"{name} cannot be made again: {error}.")
        if made is None:
            return Verified(name, State.UNKNOWN, (), f"{name} was made with a template that is not at hand.")
        if name in made and digest(made[name]) == output.sha256:
            return Verified(name, State.MATCHES, (), f"{name} matches the data, byte for byte.")
        if output.by == __version__:
            why = "the data are the same, and csptui makes it otherwise now"
        else:
            why = f"csptui {output.by} made it, and csptui {__version__} makes it otherwise"
        return Verified(name, State.STALE, (), f"{name} no longer matches: {why}.")

    def _files(self, output: Output, source: Source) -> Mapping[str, bytes] | None:
        key = (output.format, output.sensitive)
        if output.format not in FORMATS:
            return {}
        if key not in self._made:
            template = template_for(self._folder, source) if output.format == "docx" else None
            if output.template != digest(template):
                return None
            document = document_of(source, self._manifest.kind, sensitive=output.sensitive)
            self._made[key] = written(document, output.format, Wanted(template))
        return self._made[key]


def changed_inputs(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Name the files that are not as they were: changed, gone or new."""
    return tuple(sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name)))
