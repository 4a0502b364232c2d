"""What was made, and from what: a small file beside the documents, by which they can be verified later."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from csptui import __version__
from csptui.domain.problem import StorageError
from csptui.domain.quarter import Quarter
from csptui.outputs.document.model import Kind
from csptui.storage.names import name_fault

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

SUFFIX = ".made.json"
_LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Output:
    """One file: its digest, its format, the version of the data in it, and how it was asked for.

    `template` is the digest of the Word template, empty where there was none; `by` the program's version.
    """

    sha256: str
    format: str
    version: str
    sensitive: bool = False
    template: str = ""
    by: str = __version__


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of one document by name, and the digests of the inputs of each version of the data."""

    kind: Kind
    quarter: Quarter
    outputs: Mapping[str, Output] = field(default_factory=lambda: MappingProxyType({}))
    inputs: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def name(self) -> str:
        """The name of its file, such as `report-2009-10-Q4.made.json`."""
        return f"{self.kind.value}-{self.quarter.folder}{SUFFIX}"

    def digests(self, name: str) -> frozenset[str]:
        """Give the digests that the program has put under a name."""
        found = self.outputs.get(name)
        return frozenset() if found is None else frozenset({found.sha256})

    def left_over(self, made: Container[str], formats: Container[str], *, sensitive: bool) -> tuple[str, ...]:
        """Name the files of an earlier making that the same formats do not have any more: tables of CSV."""
        return tuple(
            name
            for name, one in sorted(self.outputs.items())
            if name not in made and one.format in formats and one.sensitive is sensitive
        )

    def with_outputs(
        self,
        outputs: Mapping[str, Output],
        version: str,
        inputs: Mapping[str, str],
        gone: Container[str] = (),
    ) -> Manifest:
        """Give it with files that were made again, and without those that are gone.

        Inputs that no file is of any more are dropped.
        """
        held_now = {name: one for name, one in self.outputs.items() if name not in gone}
        now = {**held_now, **outputs}
        held = {**self.inputs, version: inputs}
        used = {one.version for one in now.values()}
        return Manifest(
            self.kind,
            self.quarter,
            MappingProxyType(now),
            MappingProxyType({one: files for one, files in held.items() if one in used}),
        )

    def to_bytes(self) -> bytes:
        """Give the file: JSON in a fixed order."""
        document = {
            "document": self.kind.value,
            "quarter": self.quarter.folder,
            "outputs": {
                name: {
                    "sha256": one.sha256,
                    "format": one.format,
                    "version": one.version,
                    "sensitive": one.sensitive,
                    "template": one.template,
                    "by": one.by,
                }
                for name, one in sorted(self.outputs.items())
            },
            "inputs": {
                version: dict(sorted(files.items())) for version, files in sorted(self.inputs.items())
            },
        }
        return (json.dumps(document, indent=2) + "\n").encode()


def manifest_from(data: bytes, where: str) -> Manifest:
    """Read a manifest. Raises StorageError with the sentence for the officer if it is not one."""
    try:
        return _manifest(json.loads(data[:_LARGEST]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"{where} is not a record of what was made: take it away, and make the files again"
        raise StorageError(message) from error


def _manifest(document: Any) -> Manifest:  # noqa: ANN401 - JSON holds anything
    quarter = Quarter.parse(document["quarter"])
    if quarter is None:
        raise ValueError
    return Manifest(
        Kind(document["document"]),
        quarter,
        MappingProxyType({_file(name): _output(one) for name, one in document["outputs"].items()}),
        MappingProxyType(
            {
                _text(version): MappingProxyType({_text(name): _text(one) for name, one in files.items()})
                for version, files in document["inputs"].items()
            }
        ),
    )


def _text(value: Any) -> str:  # noqa: ANN401 - as above
    if not isinstance(value, str):
        raise TypeError
    return value


def _file(value: Any) -> str:  # noqa: ANN401 - as above
    name = _text(value)
    if any(name_fault(part) for part in name.split("/")):
        raise ValueError
    return name


def _output(value: Any) -> Output:  # noqa: ANN401 - as above
    sensitive = value["sensitive"]
    if not isinstance(sensitive, bool):
        raise TypeError
    return Output(
        _text(value["sha256"]),
        _text(value["format"]),
        _text(value["version"]),
        sensitive,
        _text(value["template"]),
        _text(value["by"]),
    )
