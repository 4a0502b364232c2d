"""The application: its appearance, the way in and the ways out."""

from __future__ import annotations

import asyncio
import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, runtime_checkable

from textual import constants
from textual.app import WINDOWS, App
from textual.events import Key, MouseDown, Paste

from csptui.domain.problem import CsptuiError
from csptui.domain.shown import show
from csptui.storage.settings import State, load_state, save_state
from csptui.tui.appearance import APPEARANCES, MONO, STANDARD, appearance_named, next_appearance
from csptui.tui.keys import APP, OF_A_ROW
from csptui.tui.screens.main import MainScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.console import RenderableType
    from textual.actions import ActionParseResult
    from textual.binding import BindingType
    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.events import Event
    from textual.filter import LineFilter

    from csptui.storage.drafts import DraftJournal
    from csptui.storage.settings import Settings
    from csptui.tui.appearance import Palette
    from csptui.tui.crash import ErrorLog
    from csptui.workspace import Workspace


@runtime_checkable
class HoldsWork(Protocol):
    """A screen in which something may be typed that is not saved."""

    keeps_work: bool
    """Whether what it names is among the drafts that are there at the next start."""

    def unsaved_names(self) -> tuple[str, ...]:
        """Name what is typed and not saved."""


class Ending(NamedTuple):
    """How the screen ended: the exit code, and what is to be said after it."""

    code: int
    told: str = ""


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
        drafts: Path | None = None,
        errors: ErrorLog | None = None,
        ascii_only: bool = False,
    ) -> None:
        super().__init__()
        self.animation_level = "none"
        self.ascii_only = ascii_only
        self.state_file = state_file
        self._drafts, self._errors = drafts, errors
        self.fatal: BaseException | None = None
        self._is_logged = False
        self._interrupted = False
        self._uncoloured = _uncoloured() if self.no_color else ()
        self._on_first_paint: list[Callable[[], None]] = []
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
        """Have errors of the loop and of threads end the app; then bring back what was left unsaved."""
        if not self.is_headless:
            from csptui.tui.crash import threads_end_the_app  # noqa: PLC0415 - not in tests of a screen

            loop = asyncio.get_running_loop()
            loop.set_exception_handler(self._loop_failed)
            threads_end_the_app(lambda error: loop.call_soon_threadsafe(self._went_wrong, error))
        if self._drafts is not None:
            self.when_painted(partial(self._bring_back, self._drafts))

    def _bring_back(self, place: Path) -> None:
        def opened() -> DraftJournal:
            from csptui.storage.drafts import DraftJournal  # noqa: PLC0415 - after the first paint

            return DraftJournal.open(place, self.main.workspace.folder)

        self.main.run_worker(self.main.bring_back(opened), group="drafts")

    def on_unmount(self) -> None:
        """Let the drafts go, for the next start."""
        self.main.let_drafts_go()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks; what is asked of the board is meant for the quarter that keys turn to."""
        if default_namespace is self.main and str(action).partition("(")[0] in OF_A_ROW:
            await self.main.wait_for_the_quarter()
        return await super().run_action(action, default_namespace, namespaces)

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
        """Leave; asks only if something would be lost."""
        self.leave()

    def leave(self) -> None:
        """Leave when what is being saved is saved, after asking if anything would be lost."""
        if self.main.is_saving:
            self.main.say("Saving before leaving; ctrl+c twice does not wait.")
            self.run_worker(self._leave_when_saved(), group="leaving", exclusive=True)
            return
        if self.main.making is not None:
            self.main.tell(f"{self.main.making.words}. Leaving when it is made; ctrl+c twice does not wait.")
            self.run_worker(self._leave_when_made(), group="leaving", exclusive=True)
            return
        kept = self.main.keep_before_the_end()
        screens = [screen for screen in self.screen_stack if isinstance(screen, HoldsWork)]
        lost = [screen.unsaved_names() for screen in screens if not (kept and screen.keeps_work)]
        names = tuple(dict.fromkeys(name for one in lost for name in one))
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

    async def _leave_when_saved(self) -> None:
        async with self.main.one_at_a_time:
            pass
        self.leave()

    async def _leave_when_made(self) -> None:
        await self.main.is_made.wait()
        if not self.main.refused:
            self.leave()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Bring what was typed to the disk, then leave."""
        self.main.keep_before_the_end()
        super().exit(result, return_code, message)

    def asked_to_leave(self, number: int) -> None:
        """Leave because the system asks for it by a signal, or because the terminal has gone."""
        self.exit(return_code=128 + number)

    def action_interrupt(self) -> None:
        """Copy what is selected, else leave; the second time in a row leaves without asking."""
        if self._interrupted:
            self.exit()
            return
        self._interrupted = True
        selected = getattr(self.focused, "selected_text", "") or self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
        else:
            self.leave()

    # The ways down

    def _loop_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """End the app for an error in a callback of the loop, which asyncio would write over the screen."""
        del loop
        error = context.get("exception")
        if isinstance(error, BaseException):
            self._went_wrong(error)

    def _went_wrong(self, error: BaseException) -> None:
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError(type(error).__name__))

    def _handle_exception(self, error: Exception) -> None:
        """Keep what was typed and log where the first error was; Textual would print locals, so data."""
        if self.fatal is None:
            self.fatal = error
            self.main.keep_before_the_end()
            self._is_logged = self._errors is not None and self._errors.add(error)
        super()._handle_exception(error)

    def panic(self, *_renderables: RenderableType) -> None:
        """End, and show nothing of what was given, which may hold data."""
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def ending(self) -> Ending:
        """Give the exit code, and the sentence that is said when the screen is gone."""
        names = self.main.short_names()
        kept = ""
        if names:
            listed = ", ".join(names)
            kept = f"Kept for next time: {listed}" if self.main.is_kept else f"Not kept: {listed}"
        if self.fatal is None:
            return Ending(self.return_code or 0, kept and f"{kept}. Not saved yet.")
        from csptui.tui.crash import sentence  # noqa: PLC0415 - for errors alone

        log = self._errors if self._is_logged else None
        return Ending(self.return_code or 1, f"csptui: {sentence(self.fatal, log, kept)}")

    async def on_event(self, event: Event) -> None:
        """Forget an interrupt at the next other key, click or paste."""
        if isinstance(event, MouseDown | Paste) or (isinstance(event, Key) and event.key != "ctrl+c"):
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
        self._on_first_paint.append(callback)

    def post_display_hook(self) -> None:
        """Do what was to wait for the first paint."""
        if self._on_first_paint and self.main.is_mounted:
            callbacks, self._on_first_paint = self._on_first_paint, []
            for callback in callbacks:
                callback()


def run(
    workspace: Workspace,
    *,
    settings: Settings | None = None,
    state_file: Path | None = None,
    drafts: Path | None = None,
    errors: ErrorLog | None = None,
    ascii_only: bool = False,
) -> Ending:
    """Run the screen until it is left, and say how it ended. Both ends must be a terminal.

    `drafts` is the folder where what is typed is kept for the next start.
    """
    gc.disable()
    app = CsptuiApp(
        workspace,
        settings=settings,
        state_file=state_file,
        drafts=drafts,
        errors=errors,
        ascii_only=ascii_only,
    )
    app.when_painted(_collect_again)
    app.when_painted(app.main.begin_to_look)
    if errors is not None:
        errors.catch_the_rest()
    app.run()
    return app.ending()


def _collect_again() -> None:
    """Leave all that the start has made out of every later collection."""
    gc.freeze()
    gc.enable()
