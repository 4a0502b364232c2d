"""What the command palette offers: every action, and the ways to an indicator, a theme, a quarter, a look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Provider
from textual.content import Content
from textual.widgets import Input

from csptui.domain.shown import show_line
from csptui.tui.appearance import APPEARANCES
from csptui.tui.keys import APP, MAIN, UNKEYED, keys_of
from csptui.tui.widgets.checked_text import CheckedText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.command import Hits

    from csptui.tui.app import CsptuiApp
    from csptui.tui.screens.main import MainScreen


class Command(NamedTuple):
    """One line of the palette; `always` lines are offered before anything is typed."""

    name: str
    tells: str
    run: Callable[[], object]
    always: bool = True


def commands(app: CsptuiApp) -> Iterator[Command]:
    """Give every command, those with a key first."""
    main, keymap = app.main, app.main.keymap
    # Over another screen, what acts on the board would act unseen.
    on_board = app.screen_stack[-2:][0] is main or len(app.screen_stack) == 1
    for binding in (*MAIN, *APP) if on_board else APP:
        if binding.id == "palette" or (binding.id or "").startswith(("theme.", "pane.")):
            continue
        node = main if binding in MAIN else app
        keys = " ".join(keys_of(binding, keymap))
        run = partial(node.run_action, binding.action)
        yield Command(binding.description, f"{binding.tooltip}  ({keys})", run)
    yield from _in_text(app)
    if on_board:
        for action, name, tells in UNKEYED:
            yield Command(name, tells, partial(main.run_action, action))
        yield from _places(main)
    for palette in APPEARANCES:
        name = f"Appearance: {palette.title}"
        yield Command(name, "Turn to this appearance", partial(app.choose_appearance, palette), always=False)


def _in_text(app: CsptuiApp) -> Iterator[Command]:
    """Give what can be done in a text that is being written."""
    writing = app.screen_stack[-2:][0].focused
    box = None if writing is None else writing.parent
    if isinstance(box, CheckedText):
        for binding in box.OFFERED:
            keys = " ".join(keys_of(binding, app.main.keymap))
            run = partial(box.run_action, binding.action)
            yield Command(binding.description, f"{binding.tooltip}  ({keys})", run)


def _places(main: MainScreen) -> Iterator[Command]:
    yield Command("Go to all themes", "Show every theme", partial(main.action_theme, 0), always=False)
    for number, theme in enumerate(main.card.themes, start=1):
        name = f"Go to theme {number}, {show_line(theme.name)}"
        yield Command(name, "Show one theme", partial(main.action_theme, number), always=False)
    for quarter in main.dataset.available:
        tells = f"Show {quarter.months}"
        yield Command(f"Go to quarter {quarter}", tells, partial(main.go_to_quarter, quarter), always=False)
    for row in main.card.rows:
        indicator = row.indicator
        codes = " ".join(show_line(code) for code in indicator.codes)
        name = f"Go to {show_line(indicator.code)} {show_line(indicator.label)}"
        yield Command(name, codes, partial(main.go_to, row.id), always=False)


class Palette(CommandPalette):
    """Textual's palette without its icon and its boxes."""

    DEFAULT_CSS = """
    Palette { background: $background 70%; }
    Palette SearchIcon { display: none; }
    Palette > Vertical, Palette > Vertical:dark { margin-top: 2; background: $background; }
    Palette #--input { border: none; border-top: solid $primary; background: $background; }
    Palette #--input { height: 2; }
    Palette #--input CommandInput {
        height: 1; padding: 0 1; border: none; background: $background; color: $csp-strong;
    }
    Palette #--input.--list-visible { border-bottom: none; }
    Palette CommandList, Palette CommandList:focus {
        border: none; border-top: solid $csp-hairline; border-bottom: solid $csp-hairline;
        scrollbar-size: 1 1;
        background: $background; max-height: 70vh; padding: 0;
    }
    Palette CommandList > .option-list--option { padding: 0 2; color: $foreground; }
    Palette CommandList > .option-list--option-highlighted {
        background: $csp-cursor; color: $csp-cursor-ink;
    }
    Palette > .command-palette--help-text { color: transparent; text-style: not bold; }
    Palette > .command-palette--highlight { text-style: bold underline; }
    Palette LoadingIndicator { display: none; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder="A command, an indicator, a theme, a quarter", id="--command-palette")

    def on_mount(self) -> None:
        """Keep the cursor still."""
        self.query_one(Input).cursor_blink = False


class Commands(Provider):
    """Finds commands by their name, and indicators by any of their codes too."""

    async def startup(self) -> None:
        """Collect the commands as they now stand."""
        self._commands = tuple(commands(self.app))  # type: ignore[arg-type]  # there is one app only

    async def discover(self) -> Hits:
        """Offer the actions."""
        for one in self._commands:
            if one.always:
                yield DiscoveryHit(
                    Content(show_line(one.name)), one.run, text=one.name, help=_plain(one.tells)
                )

    async def search(self, query: str) -> Hits:
        """Offer what matches."""
        find = self.matcher(query).fuzzy_search.match
        for one in self._commands:
            score, offsets = find(query, one.name)
            told, _ = find(query, one.tells)
            if max(score, told) > 0:
                name = Content(show_line(one.name))
                for at in offsets if score else ():
                    name = name.stylize(self.match_style or "bold", at, at + 1)
                yield Hit(max(score, told * TOLD), name, one.run, text=one.name, help=_plain(one.tells))


TOLD = 0.8
"""How much a match in the explanation counts against one in the name."""


def _plain(text: str) -> str:
    """Give a text that the palette does not read as markup: it takes content as it is, though typed `str`."""
    return cast("str", Content(show_line(text)))
