"""Makes the files of a document: reads the data anew, writes every format, and puts them in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.problem import RefusedError, StorageError
from csptui.outputs.document.build import exceptions_document, report_document
from csptui.outputs.document.collection import put_off
from csptui.outputs.document.formats import FORMATS, Wanted, written
from csptui.outputs.document.manifest import Manifest, Output, manifest_from
from csptui.outputs.document.model import Kind
from csptui.outputs.document.source import gather
from csptui.storage import out_files
from csptui.storage.disk import digest
from csptui.storage.folder import load
from csptui.storage.inputs import inputs_of, template_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from csptui.domain.quarter import Quarter
    from csptui.outputs.document.model import Document
    from csptui.outputs.document.source import Source

_TRIES = 5


class Step(NamedTuple):
    """What is about to be done, for a progress bar: its name, how many steps are done, and of how many."""

    name: str
    done: int
    of: int


class Making:
    """One making of files. `steps` does the work; then `told` and `files` tell what came of it.

    `quarter` is that of the data folder which is meant; `formats` are names of FORMATS. All bytes are made
    before the first file is put, so that a format which fails leaves the folder as it was. Raises
    CsptuiError with the sentence for the officer.
    """

    def __init__(
        self,
        folder: Path,
        quarter: Quarter,
        kind: Kind,
        formats: Sequence[str],
        out: Path,
        *,
        sensitive: bool = False,
        template: Path | None = None,
    ) -> None:
        self.folder, self.quarter, self.kind, self.out = folder, quarter, kind, out
        self.formats = tuple(name for name in FORMATS if name in formats)
        self.sensitive, self.template = sensitive, template
        self.notes: tuple[str, ...] = ()
        """What else there is to tell, a sentence each, such as a file that is kept."""
        self.files: tuple[Path, ...] = ()
        """Where the files are, one of each format; a data package's is its datapackage.json."""
        self.version = ""
        """The version of the data that are in them."""

    def steps(self) -> Iterator[Step]:
        """Make the files; before each step it is said what comes."""
        of = len(self.formats) + 2
        yield Step("reading the data", 0, of)
        source, document, wanted = self._read()
        made: dict[str, tuple[str, bytes]] = {}
        for done, name in enumerate(self.formats, start=1):
            yield Step(name, done, of)
            for file, data in written(document, name, wanted).items():
                made[file] = name, data
        yield Step("writing the files", of - 1, of)
        self._put(document, source, made, wanted)
        yield Step("done", of, of)

    def run(self) -> None:
        """Make the files without telling how far it is."""
        for _ in self.steps():
            pass

    def made(self) -> dict[str, bytes]:
        """Give the files by name, and put none anywhere."""
        _, document, wanted = self._read()
        return {file: data for name in self.formats for file, data in written(document, name, wanted).items()}

    def _read(self) -> tuple[Source, Document, Wanted]:
        source = read_source(self.folder, self.quarter)
        document = document_of(source, self.kind, sensitive=self.sensitive)
        wanted = Wanted(template_for(self.folder, source, self.template) if "docx" in self.formats else None)
        return source, document, wanted

    def told(self) -> dict[str, object]:
        """Give what came of it for other programs."""
        return {
            "document": self.kind.value,
            "quarter": str(self.quarter),
            "version": self.version,
            "files": [str(path) for path in self.files],
            "notes": list(self.notes),
        }

    def _put(
        self, document: Document, source: Source, made: dict[str, tuple[str, bytes]], wanted: Wanted
    ) -> None:
        empty = Manifest(self.kind, self.quarter)
        before = held_manifest(self.out, empty)
        outputs: dict[str, Output] = {}
        first: dict[str, Path] = {}
        gone = before.left_over(made, self.formats, sensitive=document.sensitive)
        try:
            for file, (name, data) in made.items():
                template = digest(wanted.template) if name == "docx" else ""
                done = out_files.put(self.out, file, data, before.digests(file))
                outputs[file] = Output(digest(data), name, document.version, document.sensitive, template)
                first.setdefault(name, done.path)
                self._note(file, done.kept)
            for file in gone:
                self._note(file, out_files.take_away(self.out, file, before.digests(file)))
        finally:
            # After a failure too, else what was put before it would pass for somebody's work the next time.
            if outputs:
                # Another program may have made other formats here meanwhile.
                now = held_manifest(self.out, empty).with_outputs(
                    outputs, document.version, source.inputs, gone
                )
                out_files.put(self.out, now.name, now.to_bytes(), _Any())
        self.files, self.version = tuple(first.values()), document.version

    def _note(self, file: str, kept: str) -> None:
        if kept:
            self.notes += (f"{file} was not as csptui had made it: it is kept as {kept}.",)


class _Any:
    """Holds every digest: a record of the program's own is never somebody's work."""

    def __contains__(self, digest_: object) -> bool:
        return True


def held_manifest(out: Path, empty: Manifest) -> Manifest:
    """Read what was made in a folder before; nothing where there is no record that can be read."""
    try:
        data = out_files.read_out(out / empty.name)
        return empty if data is None else manifest_from(data, empty.name)
    except StorageError:
        return empty


def document_of(source: Source, kind: Kind, *, sensitive: bool = False) -> Document:
    """Give the document of a kind."""
    with put_off():
        if kind is Kind.EXCEPTIONS:
            return exceptions_document(source)
        return report_document(source, sensitive=sensitive)


def read_source(folder: Path, quarter: Quarter) -> Source:
    """Read the data with the digests of their files as of one moment, whoever saves meanwhile."""
    dataset, _ = load(folder, quarter)
    before = inputs_of(folder, dataset)
    for _ in range(_TRIES):
        dataset, _ = load(folder, quarter)
        source = gather(folder, dataset)
        if source.inputs == before:
            return source
        before = source.inputs
    message = "The files change while they are read: try again when nobody saves"
    raise RefusedError(message)


def template_for(folder: Path, source: Source, asked: Path | None = None) -> bytes | None:
    """Give the Word template that was asked for, else the partnership's own, else none."""
    if asked is None:
        return template_of(folder, source.dataset)
    data = out_files.read_out(asked)
    if data is None:
        message = f"There is no Word template {asked}"
        raise RefusedError(message)
    return data
