"""The five appearances as data, each a Textual theme (LOOK, Colours).

Style sheets use Textual's own names for what it knows (`$foreground` is the ink, `$text-muted` the dimmed
ink, `$background` the ground, `$surface` a raised pane, `$primary` the focus) and these for the rest:

* `$csp-red` `$csp-amber` `$csp-green` `$csp-none`: the four ratings as text or glyph on the ground, a tint
  or a raised pane; `$csp-better` `$csp-worse` `$csp-same` likewise for movements;
* `$csp-red-badge` and `$csp-red-badge-ink`, and so for each rating: a badge and the letter on it;
* `$csp-red-tint` and so on: a whole row's ground;
* `$csp-cursor` `$csp-cursor-ink`: the row that the cursor is on; `$csp-cursor-off` the same without focus;
* `$csp-hairline`: lines between panes; `$csp-note`: what asks for a look; `$csp-fault`: what is refused;
* `$csp-strong`: headings and the figure that counts.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.color import Color
from textual.theme import Theme

RATINGS = ("red", "amber", "green", "none")
TINT = 0.13
"""How much of the text colour a dark row's tint has in it."""


class Paint(NamedTuple):
    """One rating's colours: as text, its badge, the letter on the badge, and the tint of a row."""

    text: str
    badge: str
    ink: str
    tint: str = ""


class Palette(NamedTuple):
    """All colours of one appearance; an empty tint is made from the text colour."""

    name: str
    title: str
    ground: str
    raised: str
    ink: str
    strong: str
    dim: str
    hairline: str
    focus: str
    cursor: str
    cursor_ink: str
    cursor_off: str
    red: Paint
    amber: Paint
    green: Paint
    none: Paint
    dark: bool = True

    def tint(self, rating: str) -> str:
        """Give the ground of a row with this rating."""
        paint: Paint = getattr(self, rating)
        if paint.tint:
            return paint.tint
        return Color.parse(self.ground).blend(Color.parse(paint.text), TINT).hex

    def variables(self) -> dict[str, str]:
        """Give the colours under the names that the style sheets use."""
        named = {
            "csp-strong": self.strong,
            "csp-hairline": self.hairline,
            "csp-cursor": self.cursor,
            "csp-cursor-ink": self.cursor_ink,
            "csp-cursor-off": self.cursor_off,
            "csp-better": self.green.text,
            "csp-worse": self.red.text,
            "csp-same": self.dim,
            "csp-note": self.amber.text,
            "csp-fault": self.red.text,
        }
        for rating in RATINGS:
            paint: Paint = getattr(self, rating)
            named[f"csp-{rating}"] = paint.text
            named[f"csp-{rating}-badge"] = paint.badge
            named[f"csp-{rating}-badge-ink"] = paint.ink
            named[f"csp-{rating}-tint"] = self.tint(rating)
        return named

    def theme(self) -> Theme:
        """Give the palette as a Textual theme."""
        return Theme(
            name=self.name,
            primary=self.focus,
            secondary=self.dim,
            warning=self.amber.text,
            error=self.red.text,
            success=self.green.text,
            accent=self.focus,
            foreground=self.ink,
            background=self.ground,
            surface=self.raised,
            panel=self.raised,
            boost=self.raised,
            dark=self.dark,
            variables=self.variables() | self._for_textual(),
        )

    def _for_textual(self) -> dict[str, str]:
        """Give Textual's own variables that would else be mixed from others, out of contrast."""
        return {
            "text": self.ink,
            "text-muted": self.dim,
            "text-disabled": self.dim,
            "foreground-muted": self.dim,
            "foreground-disabled": self.dim,
            "border": self.focus,
            "border-blurred": self.hairline,
            "block-cursor-background": self.cursor,
            "block-cursor-foreground": self.cursor_ink,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": self.cursor_off,
            "block-cursor-blurred-foreground": self.ink,
            "input-cursor-background": self.ink,
            "input-cursor-foreground": self.ground,
            "input-selection-background": self.cursor,
            "input-selection-foreground": self.cursor_ink,
            "screen-selection-background": self.cursor,
            "screen-selection-foreground": self.cursor_ink,
            "scrollbar": self.hairline,
            "scrollbar-hover": self.dim,
            "scrollbar-active": self.dim,
            "scrollbar-background": self.ground,
            "scrollbar-background-hover": self.ground,
            "scrollbar-background-active": self.ground,
            "scrollbar-corner-color": self.ground,
        }


STANDARD = Palette(
    "csp-standard",
    "Standard",
    ground="#14171a",
    raised="#1b1f24",
    ink="#d6dade",
    strong="#ffffff",
    dim="#9aa2aa",
    hairline="#343a41",
    focus="#6ea8dc",
    cursor="#26486f",
    cursor_ink="#ffffff",
    cursor_off="#222d3a",
    red=Paint("#ff6b5e", "#b3001b", "#ffffff"),
    amber=Paint("#ffc94d", "#ffd54a", "#000000"),
    green=Paint("#3fb68b", "#00703c", "#ffffff"),
    none=Paint("#9aa2aa", "#2a2f38", "#c3c9cf", "#14171a"),
)
COLOUR_SAFE = Palette(
    "csp-colour-safe",
    "Colour-safe",
    ground="#14171a",
    raised="#1b1f24",
    ink="#d6dade",
    strong="#ffffff",
    dim="#9aa2aa",
    hairline="#343a41",
    focus="#c8a2e8",
    cursor="#4a3a68",
    cursor_ink="#ffffff",
    cursor_off="#2a2636",
    red=Paint("#ff7a45", "#a63200", "#ffffff"),
    amber=Paint("#f5e663", "#ffe45c", "#000000"),
    green=Paint("#6cb6ff", "#0b5cad", "#ffffff"),
    none=Paint("#9aa2aa", "#2a2f38", "#c3c9cf", "#14171a"),
)
LIGHT = Palette(
    "csp-light",
    "Light",
    ground="#fbfbf9",
    raised="#f1f2f0",
    ink="#1f2328",
    strong="#000000",
    dim="#4c5258",
    hairline="#c9cdd1",
    focus="#0b5cad",
    cursor="#1d4f8a",
    cursor_ink="#ffffff",
    cursor_off="#d5dfeb",
    red=Paint("#a30019", "#b3001b", "#ffffff", "#f6c7c2"),
    amber=Paint("#6b4a00", "#ffd54a", "#000000", "#fff1c2"),
    green=Paint("#005c31", "#00703c", "#ffffff", "#cfe8da"),
    none=Paint("#4c5258", "#dcdfe2", "#24282d", "#fbfbf9"),
    dark=False,
)
HIGH_CONTRAST = Palette(
    "csp-high-contrast",
    "High contrast",
    ground="#000000",
    raised="#000000",
    ink="#ffffff",
    strong="#ffffff",
    dim="#dcdcdc",
    hairline="#a0a0a0",
    focus="#ffff00",
    cursor="#ffffff",
    cursor_ink="#000000",
    cursor_off="#3c3c3c",
    red=Paint("#ff9a91", "#b3001b", "#ffffff"),
    amber=Paint("#ffd95e", "#ffd54a", "#000000"),
    green=Paint("#6fe3b5", "#00703c", "#ffffff"),
    none=Paint("#dcdcdc", "#3c3c3c", "#ffffff", "#000000"),
)
MONO = Palette(
    "csp-mono",
    "Mono",
    ground="#101010",
    raised="#181818",
    ink="#dedede",
    strong="#ffffff",
    dim="#a6a6a6",
    hairline="#4a4a4a",
    focus="#ffffff",
    cursor="#e4e4e4",
    cursor_ink="#000000",
    cursor_off="#3a3a3a",
    red=Paint("#ffffff", "#f4f4f4", "#000000", "#101010"),
    amber=Paint("#dedede", "#8c8c8c", "#000000", "#101010"),
    green=Paint("#dedede", "#3c3c3c", "#ffffff", "#101010"),
    none=Paint("#a6a6a6", "#1c1c1c", "#c4c4c4", "#101010"),
)
APPEARANCES = (STANDARD, COLOUR_SAFE, LIGHT, HIGH_CONTRAST, MONO)


def appearance_named(name: str) -> Palette | None:
    """Give an appearance by its name or title, in any case."""
    wanted = name.strip().casefold()
    return next((one for one in APPEARANCES if wanted in {one.name, one.title.casefold()}), None)


def next_appearance(name: str) -> Palette:
    """Give the appearance that follows a named one, the first after the last."""
    names = [one.name for one in APPEARANCES]
    at = names.index(name) if name in names else -1
    return APPEARANCES[(at + 1) % len(APPEARANCES)]
