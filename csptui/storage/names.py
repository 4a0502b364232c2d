"""Judges names that files are called by, as every system would, and keeps them inside the data folder."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_NAME = 200
# What Windows keeps for its devices, in any case and with any ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def name_fault(name: str) -> str:
    """Say why some system could not have a file of that name, or would take it for another; else nothing.

    A name that passes is one part of a path and no more: no drive, no folder, no way up.
    """
    if not name:
        return "it is empty"
    if len(name.encode("utf-8", "replace")) > LONGEST_NAME:
        return f"it is longer than {LONGEST_NAME} bytes"
    if _FORBIDDEN.search(name) is not None:
        return 'it holds one of < > : " / \\ | ? * or a control character'
    if name[-1] in ". " or name[0] == " ":
        return "it ends in a point or a space, or begins with a space"
    if _DEVICE.fullmatch(name) is not None:
        return "Windows keeps that name for a device"
    return "" if name.isprintable() else "it holds a character that is not seen"


def is_inside(folder: Path, path: Path) -> bool:
    """Whether a path leads to a place in the folder, whatever links are on the way."""
    root, real = os.path.realpath(folder), os.path.realpath(path)
    return real == root or real.startswith(root if root.endswith(os.sep) else root + os.sep)
