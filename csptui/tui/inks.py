"""Rich styles for line-drawn widgets, looked up by the names of the theme's own variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Mapping

_INKS = {
    "ink": "foreground",
    "ref": "foreground",
    "dim": "text-muted",
    "strong": "csp-strong",
    "heading": "csp-strong",
}
_GROUNDS = {
    "ground": "background",
    "raised": "surface",
    "cursor": "csp-cursor",
    "cursor-off": "csp-cursor-off",
}
_BOLD = {"strong", "heading"}


class Inks:
    """The styles of one appearance: each pair of ink and ground is made once."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._styles: dict[tuple[str, str], Style] = {}

    def on(self, ink: str, ground: str) -> Style:
        """Give the style of an ink (`red-badge` brings its own ground) on a ground (a rating is its tint)."""
        key = (ink, ground)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._made(ink, ground)
        return style

    def _made(self, ink: str, ground: str) -> Style:
        named = self._variables
        if ink.endswith("-badge"):
            return Style(color=named[f"csp-{ink}-ink"], bgcolor=named[f"csp-{ink}"], bold=True)
        below = named[_GROUNDS.get(ground, f"csp-{ground}-tint")]
        if ground == "cursor":
            return Style(color=named["csp-cursor-ink"], bgcolor=below, bold=True)
        return Style(color=named[_INKS.get(ink, f"csp-{ink}")], bgcolor=below, bold=ink in _BOLD or None)
