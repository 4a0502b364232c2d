"""Packages of Word: zips that are read with care, and written with the same bytes everywhere."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from csptui.domain.problem import CsptuiError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES, MOST_PARTS = 64 << 20, 4096
TYPES = "[Content_Types].xml"
_DAMAGED = (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)
"""RuntimeError: a part has a password; NotImplementedError, which is one: it is packed in an unknown way."""
_PACKED = (ZIP_STORED, ZIP_DEFLATED)
"""No other ways are in ISO/IEC 29500-2, and one of them takes as much memory as a file asks for."""

_FIRST = (TYPES, "_rels/.rels")


class PackageError(CsptuiError):
    """A file is no package that can be read; the text says why and goes on after the file's name."""


def unpacked(data: bytes) -> dict[str, bytes]:
    """Read the parts of a package; what says that it is too large is believed before it is read."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        message = "has a password or is in Word's old format: save it as .docx without a password"
        raise PackageError(message)
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MOST_PARTS or sum(member.file_size for member in members) > MOST_BYTES:
                message = f"unpacks to more than {MOST_BYTES >> 20} MB"
                raise PackageError(message)
            if any(member.compress_type not in _PACKED for member in members):
                message = "is packed in a way that Word does not read: save it anew"
                raise PackageError(message)
            return {member.filename: _read(archive, member) for member in members}
    except _DAMAGED as error:
        message = "is no Word document, or is damaged"
        raise PackageError(message) from error


def _read(archive: ZipFile, member: ZipInfo) -> bytes:
    """Unpack a part, and no more of it than it says that it has."""
    with archive.open(member) as part:
        return part.read(member.file_size + 1)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Write a package; nothing in it tells of a clock or a system.

    The parts are stored as they are: what deflate makes of them differs between versions of zlib.
    """
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name in (*_FIRST, *sorted(parts.keys() - set(_FIRST))):
            member = ZipInfo(name)
            member.create_system = 0
            archive.writestr(member, parts[name])
    return out.getvalue()
