"""Runs the rules of access on finished files, each by the checker of its format."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from csptui.outputs.document.access.fault import Fault

CHECKERS: Mapping[str, str] = {
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".md": "md",
}
"""The module of each kind of file that has rules; plain text, CSV and JSON have no looks to go wrong."""


def has_rules(name: str) -> bool:
    """Whether files of this name are of a kind that can be checked."""
    return PurePath(name).suffix.casefold() in CHECKERS


def faults_of(name: str, data: bytes) -> list[Fault]:
    """Give what is wrong with a file of this name, in the order of the file. `has_rules` must hold."""
    module = import_module(f"csptui.outputs.document.access.{CHECKERS[PurePath(name).suffix.casefold()]}")
    check: Callable[[bytes], list[Fault]] = module.faults
    return check(data)
