"""Offers codes, themes and quarters to a shell; data that cannot be read offer nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from csptui.cli.session import nearby_folder
from csptui.domain.indicator import fold_code
from csptui.domain.problem import CsptuiError
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from csptui.cli.options import Choices
    from csptui.domain.dataset import Dataset


def codes(chosen: Choices, incomplete: str) -> list[CompletionItem]:
    """Offer ids and codes without their spaces, the names beside them."""
    dataset = _dataset(chosen)
    if dataset is None:
        return []
    offered: dict[str, str] = {}
    for indicator in dataset.indicators:
        for code in (indicator.id, *indicator.codes):
            offered.setdefault("".join(code.split()), indicator.name)
    begun = fold_code(incomplete)
    return [
        CompletionItem(str(show_line(code)), help=str(show_line(name)))
        for code, name in offered.items()
        if fold_code(code).startswith(begun)
    ]


def themes(chosen: Choices, incomplete: str) -> list[CompletionItem]:
    """Offer the ids of themes."""
    dataset = _dataset(chosen)
    if dataset is None:
        return []
    begun = incomplete.casefold()
    return [
        CompletionItem(str(show_line(theme.id)), help=str(show_line(theme.name)))
        for theme in dataset.themes
        if theme.id.casefold().startswith(begun) or theme.name.casefold().startswith(begun)
    ]


def quarters(chosen: Choices, incomplete: str) -> list[CompletionItem]:
    """Offer the quarters that are held, the latest first."""
    dataset = _dataset(chosen)
    if dataset is None:
        return []
    return [
        CompletionItem(str(show_line(one.folder)), help=one.months)
        for one in reversed(dataset.available)
        if one.folder.casefold().startswith(incomplete.casefold())
    ]


def _dataset(chosen: Choices) -> Dataset | None:
    from csptui.storage.folder import load  # noqa: PLC0415 - an empty line reads no files

    folder = nearby_folder(chosen)
    if folder is None:
        return None
    try:
        return load(folder, chosen.quarter)[0]
    except CsptuiError:
        return None
