"""Lets go of what Textual keeps of widgets that are gone: what they drew, and what they listened to.

Each screen would cost 0.2 to 0.8 MB otherwise, a hundred of them: a cache keeps the lines of the last 1,024
widgets alive, and who watches the app or a screen is kept until what is watched changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache

if TYPE_CHECKING:
    from textual.dom import DOMNode


def forget_the_gone(*watched: DOMNode) -> None:
    """Empty that cache, which fills again with what is shown, and strike the watchers that have closed."""
    StylesCache.get_inner_outer.cache_clear()
    for node in watched:
        for watchers in getattr(node, "__watchers", {}).values():
            watchers[:] = [one for one in watchers if not one[0]._closing]  # noqa: SLF001 - Textual's own rule
