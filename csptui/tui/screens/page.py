"""What all secondary screens have in common: a head, a body that scrolls, keys, and the spoken line."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from csptui.tui.keys import help_rows, key_text
from csptui.tui.sizes import PAGE_TOO_SMALL, is_tiny
from csptui.tui.widgets.key_bar import KeyBar, KeyHint
from csptui.tui.widgets.spoken import Spoken
from csptui.tui.widgets.wording import Bar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from csptui.tui.messages import ActionChosen

T = TypeVar("T")


class Body(VerticalScroll, can_focus=False):
    """The part of a page that scrolls."""

    DEFAULT_CSS = """
    Body { height: 1fr; scrollbar-size: 1 1; padding: 0 1; }
    """


class Page(Screen[T], inherit_bindings=False):
    """A screen to read: Esc and q go back, the usual keys scroll, `?` tells the keys."""

    TITLE_WORDS: ClassVar[str] = ""
    AUTO_FOCUS: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back", tooltip="Go back", id="page.back"),
        Binding("?,f1", "help", "Help", tooltip="The keys of this place", id="page.help"),
        Binding("j,down", "scroll('line', 1)", "Down", tooltip="Read on", id="page.down"),
        Binding("k,up", "scroll('line', -1)", "Up", tooltip="Read back", id="page.up"),
        Binding(
            "pagedown,space", "scroll('page', 1)", "Page down", tooltip="A page down", id="page.page-down"
        ),
        Binding("pageup", "scroll('page', -1)", "Page up", tooltip="A page up", id="page.page-up"),
        Binding("ctrl+d", "scroll('half', 1)", "Half down", tooltip="Half a page down", id="page.half-down"),
        Binding("ctrl+u", "scroll('half', -1)", "Half up", tooltip="Half a page up", id="page.half-up"),
        Binding("g,home", "top", "First", tooltip="The beginning", id="page.first"),
        Binding("G,end", "bottom", "Last", tooltip="The end", id="page.last"),
    ]
    BAR: ClassVar[tuple[tuple[str, str, int], ...]] = (
        ("page.down page.up", "Scroll", 5),
        ("page.help", "Help", 0),
        ("page.back", "Back", 0),
    )
    """What the key bar shows: binding ids, word, and how soon it is dropped."""
    HELPS: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """What keys of every page do on this one, by the ids of their bindings."""

    DEFAULT_CSS = """
    Page { layout: vertical; background: $background; color: $foreground; overflow: hidden; }
    Page > .head { height: 2; padding: 0 1; border-bottom: solid $csp-hairline; }
    Page > KeyBar { height: 1; }
    Page > Spoken { height: 1; }
    Page.-tiny > * { display: none; }
    Page.-tiny > Spoken { display: block; height: 1fr; content-align: center middle; text-align: center; }
    """

    def compose(self) -> ComposeResult:
        """Set head, body, keys and the spoken line under one another."""
        yield Bar(classes="head")
        yield from self.body()
        yield KeyBar()
        yield Spoken()

    def body(self) -> Iterable[Widget]:
        """Give what stands between head and keys: an empty body that scrolls, if a screen has no other."""
        return [Body()]

    def on_mount(self) -> None:
        """Fill the head, the keys and the spoken line."""
        self.query_one(KeyBar).hints = self.hints()
        self.tell()

    def on_resize(self, event: events.Resize) -> None:
        """Say in a window that is too small nothing but that."""
        tiny = is_tiny(event.size)
        self.set_class(tiny, "-tiny")
        self.query_one(Spoken).instead = PAGE_TOO_SMALL if tiny else ""

    def tell(self) -> None:
        """Say in the head and in the spoken line where one is; its title, if a screen has no more to say."""
        self.say(f"{self.TITLE_WORDS}." if self.TITLE_WORDS else "")

    @property
    def is_open(self) -> bool:
        """Whether the screen is not being left: its panes go before it is detached itself."""
        return self in self.app.screen_stack

    @property
    def head(self) -> Bar:
        """The first line."""
        return self.query_one(".head", Bar)

    def say(self, sentence: str) -> None:
        """Put a sentence in the spoken line; it is shown as it is."""
        self.query_one(Spoken).place = sentence

    def hints(self) -> tuple[KeyHint, ...]:
        """Give what the key bar shows, with the keys as the settings have them."""
        held = {one.id: (key, one) for key, one in self._bindings_in_use() if one.id}
        hints = []
        for ids, word, rank in self.BAR:
            found = [held[one] for one in ids.split() if one in held]
            if found:
                keys = " ".join(dict.fromkeys(key_text(key) for key, _ in found))
                hints.append(KeyHint(keys, word, found[-1][1].action, rank))
        return tuple(hints)

    def _bindings_in_use(self) -> list[tuple[str, Binding]]:
        """Give each binding of this screen with its first key."""
        keymap = self.app._keymap  # noqa: SLF001 - Textual has no public way to read it
        listed = [one for _, one in self._bindings]
        firsts: dict[str, tuple[str, Binding]] = {}
        for one in listed:
            keys = keymap.get(one.id or "", one.key)
            firsts.setdefault(one.id or one.action, (keys.split(",")[0], one))
        return list(firsts.values())

    def help_rows(self) -> tuple[tuple[str, str], ...]:
        """Give every key of this screen and what it does."""
        own = [
            one
            for kind in type(self).__mro__
            for one in vars(kind).get("BINDINGS", ())
            if isinstance(one, Binding) and one.id
        ]
        unique = {
            one.id: replace(one, tooltip=self.HELPS.get(one.id or "", one.tooltip)) for one in reversed(own)
        }
        return help_rows(reversed(unique.values()), self.app._keymap)  # noqa: SLF001 - as above

    def signs(self) -> tuple[tuple[str, str], ...]:
        """Give the signs that are only drawn on this screen, each with its meaning."""
        return ()

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from csptui.tui.screens.help import HelpScreen  # noqa: PLC0415 - it is a page itself

        self.app.push_screen(HelpScreen(self.TITLE_WORDS, self.help_rows(), self.signs()))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

    def on_action_chosen(self, message: ActionChosen) -> None:
        """Do what was clicked in the key bar."""
        message.stop()
        self.run_worker(self.run_action(message.action))

    def action_scroll(self, step: str, way: int) -> None:
        """Scroll by a line, half a page or a page."""
        body = self.query_one(Body)
        height = body.scrollable_content_region.height
        by = {"line": 1, "half": max(1, height // 2), "page": max(1, height - 1)}[step]
        body.scroll_relative(y=by * way, animate=False)

    def action_top(self) -> None:
        """Go to the beginning."""
        self.query_one(Body).scroll_home(animate=False)

    def action_bottom(self) -> None:
        """Go to the end."""
        self.query_one(Body).scroll_end(animate=False)
