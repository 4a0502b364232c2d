"""The verdicts on a text under edit in words: what underlining says to those who see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from csptui.tui.checked import NOTHING, Checked, Point
from csptui.tui.widgets.wording import Wording, hanging, plainly, text

if TYPE_CHECKING:
    from textual.geometry import Size

GUTTER = 4
FIX_KEY = "F4"
MOST = 12
"""Lines that the list takes where there is any room: what goes beyond them is counted."""


class ClaimList(Wording):
    """What is to be mended, in as many lines as there are; the rest is counted in the last of them."""

    DEFAULT_CSS = "ClaimList { height: auto; }"

    checked: reactive[Checked] = reactive(NOTHING, layout=True)
    here: reactive[Point | None] = reactive(None, layout=True)

    def watch_checked(self, checked: Checked) -> None:
        """Take no room where there is nothing to tell."""
        self.clear_cached_dimensions()
        self.display = bool(checked.points)

    def watch_here(self) -> None:
        """Forget how high the list was."""
        self.clear_cached_dimensions()

    def render(self) -> Content:
        """Give what goes into the present size."""
        width, height = self.content_size
        return plainly(Content("\n").join(claim_lines(self.checked, self.here, width, height)), self)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Give the lines that all of it would take, within reason."""
        del container, viewport
        return len(claim_lines(self.checked, self.here, width, MOST))


def claim_lines(checked: Checked, here: Point | None, width: int, height: int) -> list[Content]:
    """Set what was found in at most so many lines: that at the cursor first, and a count of the rest last."""
    if not checked.points or height < 1 or width < 1:
        return []
    first = [here] if here is not None else []
    wanted = [*first, *(one for one in checked.points if one.stands and one != here)]
    laid: list[Content] = []
    for at, one in enumerate(wanted):
        lines = _laid(one, width, _hint(one) if one is here else "")
        last = at + 1 == len(wanted) and not checked.tail
        room = height - len(laid) - (0 if last else 1)
        if len(lines) > room and (laid or room < 1):
            return [*laid, _tail(checked, wanted[at:], width)][:height]
        if len(lines) > room:
            lines = [*lines[: room - 1], lines[room - 1].truncate(max(1, width - 1)) + Content("…")]
        laid += lines
    return [*laid, _tail(checked, [], width)] if checked.tail else laid


def _laid(point: Point, width: int, hint: str) -> list[Content]:
    label = text(f" {point.sign}", point.style)
    words = text(point.sentence, "dim" if point.style == "dim" else "")
    if hint:
        words = Content.assemble(words, text(f" {hint}", "dim"))
    return hanging([(label, words)], GUTTER, width).split("\n")


def _hint(point: Point) -> str:
    """Say which key mends what is at the cursor."""
    return f"{FIX_KEY} puts in {point.fix.text}." if point.fix is not None and point.stands else ""


def _tail(checked: Checked, unseen: list[Point], width: int) -> Content:
    more = sum(one.stands for one in unseen)
    told = f"{more:,} to fix" if more == checked.to_fix else f"and {more:,} more to fix"
    parts = [told] if more else []
    parts += [checked.tail] if checked.tail else []
    return text("; ".join(parts), "dim").pad_left(GUTTER).truncate(width, ellipsis=True)
