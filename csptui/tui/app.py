"""The application: its appearance, the way in and the ways out."""

from __future__ import annotations

import asyncio
import gc
import signal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import constants
from textual.app import WINDOWS, App
from textual.events import Key

from csptui.domain.problem import CsptuiError
from csptui.domain.shown import show
from csptui.storage.settings import State, load_state, save_state
from csptui.tui.appearance import APPEARANCES, MONO, STANDARD, appearance_named, next_appearance
from csptui.tui.keys import APP
from csptui.tui.screens.main import MainScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType
    from textual.command import Provider
    from textual.driver import Driver
    from textual.events import Event
    from textual.filter import LineFilter

    from csptui.storage.settings import Settings
    from csptui.tui.appearance import Palette
    from csptui.workspace import Workspace


def _commands() -> type[Provider]:
    from csptui.tui.commands import Commands  # noqa: PLC0415 - the first screen does not need it

    return Commands


def _uncoloured() -> Sequence[LineFilter]:
    from csptui.tui.uncoloured import Uncoloured  # noqa: PLC0415 - only under NO_COLOR

    return (Uncoloured(),)


class CsptuiApp(App[None], inherit_bindings=False):
    """The terminal application for one data folder."""

    TITLE = "csptui"
    CSS_PATH = Path(__file__).with_name("csptui.tcss")
    DEFAULT_MODE = "main"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {_commands}  # noqa: RUF012 - Textual's own form
    BINDINGS: ClassVar[list[BindingType]] = list(APP)

    def __init__(
        self,
        workspace: Workspace,
        *,
        settings: Settings | None = None,
        state_file: Path | None = None,
        ascii_only: bool = False,
    ) -> None:
        super().__init__()
        self.animation_level = "none"
        self.ascii_only = ascii_only
        self.state_file = state_file
        self._interrupted = False
        self._uncoloured = _uncoloured() if self.no_color else ()
        self._on_first_paint: Callable[[], None] | None = None
        for palette in APPEARANCES:
            self.register_theme(palette.theme())
        self._begin_with(self._first_appearance(settings))
        if settings is not None and settings.keys:
            self.set_keymap(settings.keys)
        self.main = MainScreen(workspace, ascii_only=ascii_only)
        self.add_mode(self.DEFAULT_MODE, lambda: self.main)

    def get_driver_class(self) -> type[Driver]:
        """Give Textual's driver for the platform, on POSIX one that does not keep a leaver waiting."""
        usual = super().get_driver_class()
        if WINDOWS or constants.DRIVER is not None:
            return usual
        from csptui.tui.driver import QuickDriver  # noqa: PLC0415 - POSIX only

        return QuickDriver

    def on_mount(self) -> None:
        """Leave in good order when the system asks for it."""
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and not WINDOWS and not self.is_headless:
                asyncio.get_running_loop().add_signal_handler(number, partial(self._asked_to_leave, number))

    def _asked_to_leave(self, number: int) -> None:
        self.exit(return_code=128 + number)

    def action_command_palette(self) -> None:
        """Open the palette."""
        from csptui.tui.commands import Palette  # noqa: PLC0415 - the first screen does not need it

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    # Appearance

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Give what every line goes through: under NO_COLOR it loses its colours, greys among them."""
        return self._uncoloured or super().get_line_filters()

    def _begin_with(self, palette: Palette) -> None:
        """Set the appearance before anything is styled, so that no style sheet is read twice at the start."""
        self.set_reactive(App.theme, palette.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.update_classes({"-dark-mode": palette.dark, "-light-mode": not palette.dark}, update=False)
        self._styled_with = palette.name

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - as Textual has it
        """Style everything again, unless the appearance is the one that everything is styled with."""
        if self.theme != self._styled_with:
            self._styled_with = self.theme
            super().refresh_css(animate)

    def _first_appearance(self, settings: Settings | None) -> Palette:
        if self.no_color:
            return MONO
        remembered = "" if self.state_file is None else load_state(self.state_file).appearance
        wished = "" if settings is None else settings.appearance
        return appearance_named(remembered) or appearance_named(wished) or STANDARD

    def choose_appearance(self, palette: Palette) -> None:
        """Turn to an appearance, and remember it for the next start."""
        if self.no_color and palette is not MONO:
            self.main.say("NO_COLOR is set: the appearance stays Mono.")
            return
        self.theme = palette.name
        told = f"Appearance: {palette.title}."
        if self.state_file is not None:
            try:
                save_state(self.state_file, State(palette.name))
            except CsptuiError as error:
                told = f"{told} {error}."
        self.main.say(told)

    def action_next_appearance(self) -> None:
        """Turn to the next appearance."""
        self.choose_appearance(next_appearance(self.theme))

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text as it is shown: what is pasted into a field later acts on no terminal."""
        # Tabs stay: a spreadsheet parts the cells of a copied row by them.
        super().copy_to_clipboard("\t".join(show(part) for part in text.split("\t")))

    # The ways out

    def action_leave(self) -> None:
        """Leave; asks only if a draft would be lost."""
        self.leave()

    def leave(self) -> None:
        """Leave, after asking if a draft would be lost."""
        held: list[tuple[str, ...]] = [
            screen.unsaved_names()
            for screen in self.screen_stack
            if isinstance(screen, MainScreen) or hasattr(screen, "unsaved_names")
        ]
        names = tuple(name for one in held for name in one)
        if not names:
            self.exit()
            return
        from csptui.tui.screens.leave import LeaveScreen  # noqa: PLC0415 - not on the first screen

        if isinstance(self.screen, LeaveScreen):
            return

        def answered(leave: bool | None) -> None:  # noqa: FBT001 - Textual gives the answer so
            if leave:
                self.exit()

        self.push_screen(LeaveScreen(names), answered)

    def action_interrupt(self) -> None:
        """Copy what is selected, else leave; the second time in a row leaves without asking."""
        selected = getattr(self.focused, "selected_text", "") or self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
        elif self._interrupted:
            self.exit()
        else:
            self._interrupted = True
            self.leave()

    async def on_event(self, event: Event) -> None:
        """Forget an interrupt at the next other key."""
        if isinstance(event, Key) and event.key != "ctrl+c":
            self._interrupted = False
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """Give a text field the keys that were typed before it had the focus, when hands are fast.

        A field stops every key that it takes itself, so what comes here of these was sent to another widget.
        """
        focused, take = self.focused, getattr(self.focused, "take", None)
        if focused is None or take is None:
            return
        # Only the edit pane saves by a key of the field; a sheet's Enter is a binding like any other.
        saves = event.key == "enter" and self.screen is self.main and hasattr(focused, "enter")
        if saves or focused.check_consume_key(event.key, event.character):
            event.prevent_default()
            take(event)

    # The first paint

    def when_painted(self, callback: Callable[[], None]) -> None:
        """Have something done after the first paint."""
        self._on_first_paint = callback

    def post_display_hook(self) -> None:
        """Do what was to wait for the first paint."""
        if self._on_first_paint is not None and self.main.is_mounted:
            callback, self._on_first_paint = self._on_first_paint, None
            callback()


def run(
    workspace: Workspace,
    *,
    settings: Settings | None = None,
    state_file: Path | None = None,
    ascii_only: bool = False,
) -> int:
    """Run the screen until it is left, and give the exit code. Both ends must be a terminal."""
    gc.disable()
    app = CsptuiApp(workspace, settings=settings, state_file=state_file, ascii_only=ascii_only)
    app.when_painted(_collect_again)
    app.run()
    return app.return_code or 0


def _collect_again() -> None:
    """Leave all that the start has made out of every later collection."""
    gc.freeze()
    gc.enable()
