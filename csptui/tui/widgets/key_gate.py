"""The gate of the edit pane: holds keys while a save is under way, and gives each to the right field."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from csptui.tui.widgets.comment import Comment
from csptui.tui.widgets.field import Asked, Choice, OneLine, Wish

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget

    Field = OneLine | Choice | Comment

AT_ONCE = {
    "save",
    "save_next",
    "leave",
    "next_field",
    "previous_field",
    "next_check",
    "fix_check",
    "live_figure",
    "editor",
}
"""Actions that a field's key runs in its own turn, before the next key is taken."""


class KeyGate:
    """Decides for one pane which field takes a key, and when."""

    def __init__(self, pane: Widget) -> None:
        self._pane = pane
        self._held: deque[events.Key] = deque()
        self._waiting = self._releasing = False

    @property
    def field(self) -> Field:
        """The field in focus, else the first."""
        focused = self._pane.screen.focused
        if isinstance(focused, OneLine | Choice | Comment):
            return focused
        return self._pane.query(OneLine).first()

    def admits(self, field: Widget, event: events.Key) -> bool:
        """Hold a key while a save is under way, pass it on after the focus, or run what it is bound to."""
        if self._waiting and event.key != "escape":
            self._held.append(event)
            return False
        focused = self.field
        if focused is not field:
            focused.take(event)
            return False
        if event.is_printable or (isinstance(field, Comment) and event.key == "enter"):
            return True
        bound = self._pane.screen.active_bindings.get(event.key)
        if bound is None or not bound.enabled or bound.binding.action not in AT_ONCE:
            return True
        if bound.node not in {self._pane, field, field.parent}:
            return True
        getattr(bound.node, f"action_{bound.binding.action}")()
        return False

    def ask(self, wish: Wish) -> None:
        """Ask through the field in focus, so that all that was typed before is known first."""
        if wish is not Wish.LEAVE:
            if self._waiting:
                return
            self._waiting = True
        self.field.post_message(Asked(wish))

    def go_on(self) -> None:
        """End the wait; the field in focus takes the keys that were held, until one of them saves again."""
        self._waiting = self._releasing = False
        while self._held and not self._waiting:
            self.field.take(self._held.popleft())

    def go_on_soon(self) -> None:
        """End the wait after what happens now, unless that opens another row."""
        self._releasing = True
        self._pane.call_later(self._release)

    def _release(self) -> None:
        if self._releasing:
            self.go_on()

    def forget(self) -> None:
        """End the wait and drop what was held."""
        self._held.clear()
        self._waiting = self._releasing = False
