"""Text in two columns and in the app's own styles: the one way in which words reach these screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from csptui import legend
from csptui.domain.rag import Colour
from csptui.domain.shown import show, show_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.geometry import Size
    from textual.widget import Widget

    from csptui.domain.indicator import Indicator
    from csptui.domain.rag import Rating
    from csptui.domain.scorecard import Row

Line = tuple[Content, Content]
"""A label and the text beside it."""

NARROWEST = 18
"""Columns of text below which a label gets a line of its own."""

_STYLES = {
    "": "",
    "dim": "$text-muted",
    "strong": "bold $csp-strong",
    "note": "$csp-note",
    "fault": "bold $csp-fault",
    "at-fault": "bold underline $csp-fault",
    "rule": "$csp-hairline",
}


def styled(name: str) -> str:
    """Give the style that a name stands for: those above, or a rating or movement of `legend`."""
    return _STYLES.get(name, f"$csp-{name}")


def text(words: str, style: str = "") -> Content:
    """Give words of any origin, made safe to show, in a style of `styled`."""
    return Content.styled(show(words), styled(style))


def one_line(words: str, style: str = "") -> Content:
    """Give words of any origin on one line."""
    return Content.styled(show_line(words), styled(style))


def badge(rating: Rating) -> Content:
    """Give a rating as glyph and word on its badge; without a colour there is no word to shout."""
    mark = legend.mark_of(rating)
    said = f" {mark.badge()} " if rating.colour is Colour.NONE else f" {mark.glyph} {mark.word.upper()} "
    return Content.styled(said, f"bold $csp-{mark.style}-badge-ink on $csp-{mark.style}-badge")


def movement(row: Row) -> Content:
    """Give direction and verdict of a row, such as `↑ worse`."""
    return text(legend.movement_text(row), legend.VERDICT_STYLES[row.movement])


def named(indicator: Indicator) -> tuple[Content, Content]:
    """Give an indicator's code with its name, and with its short name for where that does not fit."""
    code = one_line(indicator.code, "strong")
    name, short = (one_line(said, "strong") for said in (indicator.name, indicator.label))
    return Content.assemble(code, "   ", name), Content.assemble(code, "   ", short)


def cut(content: Content, width: int) -> Content:
    """Give a content on exactly `width` columns, with an ellipsis where it is longer."""
    shortened = content.truncate(width, ellipsis=True) if content.cell_length > width else content
    return shortened.pad_right(width - shortened.cell_length)


def right(content: Content, width: int) -> Content:
    """Give a content at the right of exactly `width` columns."""
    shortened = content.truncate(width, ellipsis=True) if content.cell_length > width else content
    return shortened.pad_left(width - shortened.cell_length)


def hanging(lines: Iterable[Line], gutter: int, width: int) -> Content:
    """Set labels in a column of `gutter` and wrap the texts beside them within `width`."""
    beside = width - gutter >= NARROWEST
    laid: list[Content] = []
    for label, words in lines:
        indent = gutter if beside else 2
        folded = words.wrap(max(2, width - indent)) if words else [Content("")]
        if not beside and label:
            laid.append(label)
            laid.extend(part.pad_left(indent) for part in folded)
            continue
        laid.append(Content.assemble(label.pad_right(max(0, indent - label.cell_length)), folded[0]))
        laid.extend(part.pad_left(indent) for part in folded[1:])
    return Content("\n").join(laid)


def _same(some: Sequence[Line], others: Sequence[Line]) -> bool:
    """Whether lines are alike in their words and their styles; `==` of contents looks at words only."""
    return len(some) == len(others) and all(
        label.is_same(other_label) and words.is_same(other_words)
        for (label, words), (other_label, other_words) in zip(some, others, strict=True)
    )


_ASCII = str.maketrans("■▲●–↑↓→►◄≈─│…×÷−█", "RAG-^v=><~-|~x/-#")


def plainly(content: Content, widget: Widget) -> Content:
    """Give the content without glyphs where the app was asked for plain ASCII, sign for sign."""
    return in_ascii(content) if getattr(widget.app, "ascii_only", False) else content


def in_ascii(content: Content) -> Content:
    """Give the content with a plain sign in the place of each glyph."""
    return Content(content.plain.translate(_ASCII), list(content.spans))


class Wording(Static):
    """Plain words in the app's styles; never markup."""

    DEFAULT_CSS = "Wording { height: auto; }"

    def __init__(self, words: Content | None = None, *, id: str | None = None, classes: str = "") -> None:  # noqa: A002 - Textual's own name
        super().__init__(words or Content(""), markup=False, id=id, classes=classes)

    def render(self) -> Content:
        """Give the words."""
        shown = super().render()
        return plainly(shown, self) if isinstance(shown, Content) else Content("")


class Ledger(Wording):
    """Labels in one column and texts in the other, wrapped under themselves at any width."""

    def __init__(
        self,
        lines: Sequence[Line] = (),
        *,
        gutter: int = 12,
        fits: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str = "",
    ) -> None:
        """Show lines; one that `fits` leaves out the last of them where it is too low for all."""
        super().__init__(id=id, classes=classes)
        self._lines = tuple(lines)
        self._gutter = gutter
        self._fits = fits

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def put(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        if _same(lines, self._lines):
            return
        self._lines = tuple(lines)
        self.clear_cached_dimensions()
        self.refresh(layout=True)

    def render(self) -> Content:
        """Give the lines at the present width."""
        width, height = max(1, self.content_size.width), self.content_size.height
        shown = self._fitting(width, height) if self._fits else self._lines
        return plainly(hanging(shown, self._gutter, width), self)

    def _fitting(self, width: int, height: int) -> tuple[Line, ...]:
        """Give as many lines as are whole in a height, the first in any case."""
        taken = 0
        for at, line in enumerate(self._lines):
            taken += hanging([line], self._gutter, width).plain.count("\n") + 1
            if taken > height and at:
                return self._lines[:at]
        return self._lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Give the lines needed at a width."""
        del container, viewport
        return len(hanging(self._lines, self._gutter, max(1, width)).plain.split("\n"))


class Bar(Wording):
    """One line with words at its left, cut where they are too long, and words at its right."""

    def __init__(self, *, id: str | None = None, classes: str = "") -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._left = self._shorter = self._right = Content("")

    def put(self, left: Content, at_right: Content | None = None, *, shorter: Content | None = None) -> None:
        """Show other words; `shorter` takes the place of the left ones where they do not fit."""
        at_right, shorter = at_right or Content(""), shorter or left
        if self._left.is_same(left) and self._shorter.is_same(shorter) and self._right.is_same(at_right):
            return
        self._left, self._shorter, self._right = left, shorter, at_right
        self.refresh()

    def put_right(self, at_right: Content) -> None:
        """Show other words at the right."""
        self.put(self._left, at_right, shorter=self._shorter)

    def render(self) -> Content:
        """Give the line at the present width."""
        width = self.content_size.width
        taken = self._right.cell_length
        alone = not taken or width < taken + NARROWEST
        room = width if alone else width - taken - 2
        left = cut(self._left if self._left.cell_length <= room else self._shorter, room)
        return plainly(left if alone else Content.assemble(left, Content("  "), self._right), self)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        del container, viewport, width
        return 1


class Divider(Bar):
    """A hairline with a heading in it, and words at its right end."""

    def render(self) -> Content:
        """Give the heading, the line and the words at the present width."""
        width = self.content_size.width
        heading = Content.assemble(self._left, " ") if self._left else Content("")
        ending = Content.assemble(" ", self._right) if self._right else Content("")
        if width < heading.cell_length + ending.cell_length:
            return cut(heading, width)
        rest = width - heading.cell_length - ending.cell_length
        line = Content.styled("─" * rest, styled("rule"))
        return plainly(Content.assemble(heading, line, ending), self)
