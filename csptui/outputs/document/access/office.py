"""Opens what Office writes, a zip archive of XML, without trusting it."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_PARTS = 5_000
_LARGEST = 128 * 1024 * 1024
"""How many bytes all parts together may have once they are unpacked."""
_LARGEST_READ = 32 * 1024 * 1024
"""How many bytes of XML are read; it takes some ten times that of memory."""
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""No other ways are in ISO/IEC 29500-2, and one of them takes as much memory as a file asks for."""
_BROKEN = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError)


class UnreadableError(Exception):
    """A file that cannot be read as what it claims to be; its text ends a sentence that says so."""


class Parts:
    """The parts of an archive by their names, each unpacked when it is asked for."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            held = self._archive.infolist()
        except _BROKEN as error:
            msg = "it is no whole zip archive; write it anew."
            raise UnreadableError(msg) from error
        if len(held) > _MOST_PARTS or sum(one.file_size for one in held) > _LARGEST:
            msg = f"it unpacks to more than {_LARGEST // 2**20} MB, or to more than {_MOST_PARTS:,} parts."
            raise UnreadableError(msg)
        if any(one.compress_type not in _PACKED for one in held):
            msg = "it is packed in a way that no office program reads; write it anew."
            raise UnreadableError(msg)
        self._held = {one.filename: one for one in held}
        self._left = _LARGEST_READ

    def __contains__(self, name: str) -> bool:
        return name in self._held

    def xml(self, name: str) -> etree._Element:
        """Give the root of a part; raises `UnreadableError` where it is missing or no plain XML."""
        data = self._bytes(name)
        # Entities could be declared in another encoding too, which no office program writes.
        if b"<!" in data.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or b"\0" in data:
            raise UnreadableError(_of(name, "declares a document type or is not UTF-8"))
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableError(_of(name, "is no whole XML")) from error

    def related(self, name: str) -> Mapping[str, tuple[str, str]]:
        """Give what a part leads to: by id, the last word of the kind and the name of the other part."""
        folder, file = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self:
            return {}
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[1:],
            )
            for one in self.xml(relations).iterfind("{*}Relationship")
            if one.get("TargetMode") != "External"
        }

    def _bytes(self, name: str) -> bytes:
        if name not in self._held:
            raise UnreadableError(_of(name, "is missing"))
        try:
            with self._archive.open(self._held[name]) as part:
                data = part.read(self._left + 1)
        except (*_BROKEN, RuntimeError, zlib.error) as error:
            raise UnreadableError(_of(name, "cannot be unpacked")) from error
        self._left -= len(data)
        if self._left < 0:
            msg = f"it has more than {_LARGEST_READ // 2**20} MB of XML."
            raise UnreadableError(msg)
        return data


def _of(name: str, why: str) -> str:
    return f"its part {name} {why}; write it anew."
