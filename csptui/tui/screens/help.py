"""The keys of a place, and what the glyphs and marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from csptui import legend
from csptui.domain.rag import Colour
from csptui.tui.screens.page import Body, Page
from csptui.tui.widgets.wording import Divider, Ledger, Line, one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

MEANINGS = {
    Colour.RED: "misses the target by more than the tolerance",
    Colour.AMBER: "misses the target, within the tolerance",
    Colour.GREEN: "meets the target",
    Colour.NONE: "no figure, or no target and no group average",
}
ARROWS = (
    ("↑ ↓ →", "where the number went: up, down, level; the word beside it is the verdict"),
    ("↑↑ ↓↓", "sustained: the last three moves agree"),
)
MORE_MARKS = (
    ("*", "typed, not saved yet"),
    ("!", "at the end of a row: something to fix, which v shows"),
)
_GUTTER = 16


class HelpScreen(Page[None]):
    """The keys of one place in words, and the key to what is drawn."""

    TITLE_WORDS: ClassVar[str] = "Help"
    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    HelpScreen .columns { layout: vertical; height: auto; }
    HelpScreen Divider { margin-top: 1; }
    HelpScreen Divider.first { margin-top: 0; }
    """

    def __init__(
        self, title: str, rows: tuple[tuple[str, str], ...], signs: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Tell of keys, and before the signs that stand everywhere of those of the place."""
        super().__init__()
        self._title = title
        self._rows = rows
        self._signs = signs

    def body(self) -> Iterable[Widget]:
        """Give keys, ratings, movements and marks."""
        with Body():
            yield Divider(id="help-keys", classes="first")
            yield Ledger([_line(*row) for row in self._rows], gutter=_GUTTER)
            yield Divider(id="help-drawn")
            yield Ledger([*(_line(*one) for one in self._signs), *drawn_lines()], gutter=_GUTTER)

    def tell(self) -> None:
        """Say what is explained here."""
        self.head.put(one_line(self._title, "strong"), text("Esc goes back", "dim"))
        self.query_one("#help-keys", Divider).put(text("Keys", "dim"))
        self.query_one("#help-drawn", Divider).put(text("What is drawn", "dim"))
        self.say(f"{one_line(self._title).plain}: {len(self._rows)} keys, then what the signs mean.")

    def action_help(self) -> None:
        """Go back: this is the help."""
        self.action_back()


def _line(sign: str, meaning: str) -> Line:
    return (text(f" {sign}", "strong"), text(meaning))


def drawn_lines() -> list[Line]:
    """Give every glyph and mark with its meaning."""
    lines: list[Line] = []
    for colour, mark in legend.COLOURS.items():
        shown = Content.styled(
            f" {mark.badge()} ", f"bold $csp-{mark.style}-badge-ink on $csp-{mark.style}-badge"
        )
        lines.append((Content.assemble(" ", shown), text(f"{mark.word}: {MEANINGS[colour]}")))
    lines.extend(_line(*one) for one in (*ARROWS, *legend.MARKERS.items(), *MORE_MARKS))

    return lines
