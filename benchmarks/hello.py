"""The least that a Textual application can be; the screen's times are held against it."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """One line of text."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012 - as Textual's own examples have it

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("Hello, world")


if __name__ == "__main__":
    Hello().run()
