"""A small app round one widget or screen, and a hand-built partnership to show in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App

from csptui.domain.draft import Draft
from csptui.storage.folder import load
from csptui.tui.appearance import APPEARANCES, STANDARD
from csptui.tui.widgets.edit_pane import EditPane
from csptui.tui.widgets.field import OneLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.pilot import Pilot
    from textual.screen import Screen

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row

WIDE, NARROW = (120, 36), (80, 24)
DATA = Path(__file__).parents[2] / "data"


def derby() -> Dataset:
    """Give Derby's own quarter."""
    return load(DATA)[0]


def row_of(dataset: Dataset, ref: str) -> Row:
    """Give one row of the quarter shown."""
    row = dataset.scorecard().row(ref)
    assert row is not None, ref
    return row


class Plain(App[None]):
    """An app with the appearances and nothing else."""

    def __init__(self, screen: Screen[Any] | None = None, *, appearance: str = STANDARD.name) -> None:
        super().__init__()
        self._first = screen
        self._appearance = appearance
        self.results: list[object] = []
        self.ascii_only = False

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Let Textual's own theme parse before ours is set."""
        return STANDARD.variables()

    def on_mount(self) -> None:
        """Set the appearance and show the screen."""
        for palette in APPEARANCES:
            self.register_theme(palette.theme())
        self.theme = self._appearance
        if self._first is not None:
            self.push_screen(self._first, self.results.append)


class Editing(Plain):
    """An app round one edit pane that keeps the messages it posts."""

    CSS = "Editing EditPane { dock: bottom; }"

    def __init__(
        self,
        dataset: Dataset,
        ref: str,
        *,
        field: str = "actual",
        whole: bool = False,
        width: int | None = None,
    ) -> None:
        super().__init__()
        self.dataset = dataset
        self.row = row_of(dataset, ref)
        self.pane = EditPane()
        self.typed: list[Draft] = []
        self.saves: list[tuple[Draft, bool]] = []
        self.left = 0
        self._field, self._whole, self._width = field, whole, width

    def compose(self) -> ComposeResult:
        """Yield the pane."""
        yield self.pane

    def on_mount(self) -> None:
        """Open the row."""
        super().on_mount()
        self.screen.set_class(self._whole, "-short")
        if self._width:
            self.pane.styles.width = self._width
        self.pane.dataset = self.dataset
        self.pane.open(self.row, Draft.of(self.row), self._field)

    def on_edit_pane_typed(self, event: EditPane.Typed) -> None:
        """Keep the draft."""
        self.typed.append(event.draft)

    def on_edit_pane_save(self, event: EditPane.Save) -> None:
        """Keep the draft that is to be saved; the test answers."""
        self.saves.append((event.draft, event.go_on))

    def on_edit_pane_leave(self) -> None:
        """Count."""
        self.left += 1


CHARACTERS = {"\r": "enter", "\t": "tab", ".": "full_stop", "-": "minus", "%": "percent_sign", "/": "slash"}


def shown(app: Editing) -> str:
    """Give the preview as text."""
    return "\n".join(f"{label.plain}|{words.plain}" for label, words in app.pane._preview.lines)


def line(app: Editing, name: str) -> OneLine:
    """Give one field."""
    return app.query_one(f"#edit-{name.replace('_', '-')}", OneLine)


def screen_text(app: App[None]) -> str:
    """Give what is drawn, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


async def burst(app: Editing, pilot: Pilot[None], keys: str) -> None:
    """Send keys all at once, as a paste into the terminal does."""
    for one in keys:
        app.post_message(events.Key(CHARACTERS.get(one, one), one))
    await pilot.pause()
    await pilot.pause()
