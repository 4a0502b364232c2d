"""A text under edit with the verdicts on its claims, which are read when the hands rest."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from csptui.tui.checked import NOTHING, Checked
from csptui.tui.marks import Mark
from csptui.tui.widgets.claim_list import ClaimList
from csptui.tui.widgets.comment import Comment
from csptui.tui.widgets.wording import Divider, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.content import Content
    from textual.screen import Screen
    from textual.timer import Timer

    How = Callable[[str], Checked]

LEAST, MOST = 3, 6
"""Lines that the text has at least, and lines that the verdicts take at most."""

PAUSE = 0.3
"""Seconds without a key after which the text is read; 0 reads at each key."""


class CheckedText(Vertical):
    """A heading, the text, and what was found in it. `read` says how it is to be read."""

    DEFAULT_CSS = """
    CheckedText Comment { height: 1fr; min-height: 3; scrollbar-size: 1 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f3", "next_check", "Next check", show=False, id="check.next", tooltip="The next check to fix"
        ),
        Binding(
            "f4",
            "fix_check",
            "Fix",
            show=False,
            id="check.fix",
            tooltip="Put in the figure that fits, at the cursor",
        ),
        Binding(
            "ctrl+l",
            "live_figure",
            "Insert a live figure",
            show=False,
            id="check.live",
            tooltip="Insert a live figure, which follows the data",
        ),
        Binding(
            "ctrl+g",
            "editor",
            "Open in your editor",
            show=False,
            id="check.editor",
            tooltip="Open the text in your own editor: $VISUAL or $EDITOR",
        ),
    ]

    class Read(Message):
        """Posted when the text has been read."""

        def __init__(self, found: Checked) -> None:
            super().__init__()
            self.found = found

    class Handed(Message):
        """Posted when the text is to be written in the user's editor; the owner keeps it first."""

        def __init__(self, box: CheckedText) -> None:
            super().__init__()
            self.box = box

    OFFERED: ClassVar[list[Binding]] = [one for one in BINDINGS if isinstance(one, Binding)]
    """The keys that the palette offers too."""

    def __init__(self, area: Comment, *, headed: bool = True, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.picks: Callable[[], Screen[str] | None] = lambda: None
        self._headed = headed
        self.area = area
        self._head, self._list = Divider(), ClaimList()
        self._left, self._right = text("Comment", "dim"), text("")
        self._wanted: How | None = None
        self._of = ""
        self._reads = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Set the heading, the text and the verdicts."""
        if self._headed:
            yield self._head
        yield self.area
        yield self._list

    def on_resize(self, event: events.Resize) -> None:
        """Give the verdicts what the text can spare."""
        room = event.size.height - 1 - LEAST
        self._list.styles.max_height = max(1, min(MOST, room, (event.size.height + 1) // 3))

    @property
    def found(self) -> Checked:
        """What was found when the text was read last."""
        return self._list.checked

    def head(self, left: Content, right: Content) -> None:
        """Show another heading."""
        self._left, self._right = left, right
        self._tell()

    def begin(self) -> None:
        """Forget what was found: another text is shown."""
        self._wanted = None
        self._take(NOTHING)

    def read(self, how: How, *, now: bool = False) -> None:
        """Have the text read when the hands have rested, or `now`."""
        self._wanted = how
        if now or not PAUSE:
            self._rested()
        elif self._timer is None:
            self._timer = self.set_timer(PAUSE, self._rested)
        else:
            self._timer.reset()

    def action_next_check(self) -> None:
        """Go to the next words that are to be mended, round the end."""
        standing = self.found.standing
        if standing and self.area.text == self._of:
            place = self.area.place
            after = [one for one in standing if one.start > place]
            self.area.go_to((after or standing)[0].start)

    def action_fix_check(self) -> None:
        """Put in the figure that fits in the place of the one at the cursor."""
        here = self.found.at(self.area.place)
        if here is not None and here.stands and here.fix is not None and self.area.text == self._of:
            self.area.put_in(here.fix.text, here.fix.start, here.fix.end)

    def action_live_figure(self) -> None:
        """Ask which live figure to put in at the cursor, of those that the owner of the text offers."""
        screen = self.picks()
        self.area.covered_by = screen
        if screen is not None:
            self.app.push_screen(screen, self._insert)

    def action_editor(self) -> None:
        """Ask for the user's editor, once the keys that were typed before are in the text."""
        self.area.call_later(self.post_message, self.Handed(self))

    def _insert(self, words: str | None) -> None:
        self.area.covered_by = None
        if words is not None:
            self.area.replace(words, *self.area.selection, maintain_selection_offset=False)

    def _rested(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not self._reads and self.is_running:
            self._reads = True
            self.run_worker(self._read_on(), group="claims")

    async def _read_on(self) -> None:
        """Read in a thread, and again while another text or figure has come meanwhile."""
        try:
            while (how := self._wanted) is not None and self._timer is None:
                typed = self.area.text
                found = await asyncio.to_thread(how, typed)
                if how is self._wanted:
                    self._wanted, self._of = None, typed
                    self._take(found)
        finally:
            self._reads = False

    def _take(self, found: Checked) -> None:
        if found == self.found and not found.points:
            return
        self._list.checked = found
        self.area.mark(Mark(one.start, one.end, one.style) for one in found.points if one.stands)
        self._point()
        self._tell()
        self.post_message(self.Read(found))

    def _tell(self) -> None:
        fix = self.found.to_fix
        told = text(f"{fix:,} to fix   ", "fault") if fix else text("")
        self._head.put(self._left, told + self._right)

    @on(Comment.SelectionChanged)
    def _moved(self, _event: Comment.SelectionChanged) -> None:
        # It goes on to the screen: a preview follows the cursor too.
        self._point()

    def _point(self) -> None:
        """Let what is at the cursor lead the list."""
        here = self.found.at(self.area.place) if self.found.points and self.area.has_focus else None
        self._list.here = here
