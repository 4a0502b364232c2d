"""The appearances, from the themes themselves: contrast everywhere, and states apart without any hue."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from main_harness import SMALL, _colours, app, folder, seen, spoken, workspace
from textual.color import Color

from csptui.storage.settings import Settings, State, load_state, save_state
from csptui.tui.app import CsptuiApp
from csptui.tui.appearance import (
    APPEARANCES,
    COLOUR_SAFE,
    RATINGS,
    Palette,
    appearance_named,
    next_appearance,
)

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.workspace import Workspace

__all__ = ["_colours", "app", "folder", "workspace"]

TEXT, GLYPH = 4.5, 3.0
MOVEMENTS = ("csp-better", "csp-worse", "csp-same")
INKS = ("foreground", "text-muted", "csp-strong", "csp-note", "csp-fault", *MOVEMENTS)
# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def variables(palette: Palette) -> dict[str, str]:
    """Give every colour that a style sheet can name, as Textual makes them of the theme."""
    theme = palette.theme()
    return {**theme.to_color_system().generate(), **theme.variables}


def linear(colour: str) -> tuple[float, float, float]:
    def channel(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = Color.parse(colour).rgb
    return channel(red), channel(green), channel(blue)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    """Give the contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    """Give CIE L*a*b* of linear RGB (D65)."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089

    def bend(part: float) -> float:
        return part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116

    return 116 * bend(y) - 16, 500 * (bend(x) - bend(y)), 200 * (bend(y) - bend(z))


def distance(one: str, other: str, blindness: str | None) -> float:
    """Give the CIE 1976 difference of two colours as a person with a colour blindness sees them."""

    def seen_as(colour: str) -> tuple[float, float, float]:
        rgb = linear(colour)
        if blindness is None:
            return lab(rgb)
        first, second, third = (
            sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in BLINDNESS[blindness]
        )
        return lab((first, second, third))

    return math.dist(seen_as(one), seen_as(other))


@pytest.mark.parametrize("palette", APPEARANCES, ids=lambda one: one.name)
def test_text_stands_out_from_what_it_stands_on(palette: Palette) -> None:
    named = variables(palette)
    grounds = ["background", "surface", "csp-cursor-off", *(f"csp-{rating}-tint" for rating in RATINGS)]
    pairs = [(ink, ground) for ink in INKS for ground in grounds]
    pairs += [
        (f"csp-{rating}", ground)
        for rating in RATINGS
        for ground in ("background", "surface", "csp-cursor-off")
    ]
    pairs += [(f"csp-{rating}-badge-ink", f"csp-{rating}-badge") for rating in RATINGS]
    pairs += [("csp-cursor-ink", "csp-cursor"), ("primary", "background")]
    pairs += [("block-cursor-foreground", "block-cursor-background")]
    pairs += [("input-selection-foreground", "input-selection-background")]
    pairs += [("input-cursor-foreground", "input-cursor-background")]
    weak = {pair: ratio for pair in pairs if (ratio := contrast(named[pair[0]], named[pair[1]])) < TEXT}
    assert not weak


@pytest.mark.parametrize("palette", APPEARANCES, ids=lambda one: one.name)
def test_glyphs_and_the_cursor_can_be_found(palette: Palette) -> None:
    named = variables(palette)
    pairs = [(f"csp-{rating}", f"csp-{rating}-tint") for rating in RATINGS]
    pairs += [(movement, f"csp-{rating}-tint") for movement in MOVEMENTS for rating in RATINGS]
    weak = {pair: ratio for pair in pairs if (ratio := contrast(named[pair[0]], named[pair[1]])) < GLYPH}
    assert not weak
    assert distance(named["csp-cursor"], named["background"], None) > 20
    assert distance(named["csp-cursor-off"], named["background"], None) > 5


@pytest.mark.parametrize("blindness", [None, *BLINDNESS])
@pytest.mark.parametrize("kind", ["", "-badge"])
def test_states_differ_for_every_eye_in_the_colour_safe_one(blindness: str | None, kind: str) -> None:
    named = variables(COLOUR_SAFE)
    for one, other in combinations(("red", "amber", "green"), 2):
        apart = distance(named[f"csp-{one}{kind}"], named[f"csp-{other}{kind}"], blindness)
        assert apart > 20, (one, other, apart)
    worse, better = named["csp-worse"], named["csp-better"]
    assert distance(worse, better, blindness) > 20


@pytest.mark.parametrize("palette", APPEARANCES[:3], ids=lambda one: one.name)
def test_rows_of_different_rating_are_tinted_apart(palette: Palette) -> None:
    tints = [palette.tint(rating) for rating in RATINGS]
    for one, other in combinations(tints, 2):
        assert distance(one, other, None) > 4


def test_the_table_of_look_is_kept() -> None:
    standard, safe = APPEARANCES[:2]
    assert (standard.red.text, standard.amber.text, standard.green.text) == ("#ff6b5e", "#ffc94d", "#3fb68b")
    assert (standard.red.badge, standard.amber.badge, standard.green.badge) == (
        "#b3001b",
        "#ffd54a",
        "#00703c",
    )
    assert (safe.red.text, safe.amber.text, safe.green.text) == ("#ff7a45", "#f5e663", "#6cb6ff")
    assert (safe.red.badge, safe.amber.badge, safe.green.badge) == ("#a63200", "#ffe45c", "#0b5cad")
    assert standard.ground == safe.ground == "#14171a"


def test_appearances_come_in_order_and_round() -> None:
    titles = [one.title for one in APPEARANCES]
    assert titles == ["Standard", "Colour-safe", "Light", "High contrast", "Mono"]
    assert next_appearance(APPEARANCES[0].name) is COLOUR_SAFE
    assert next_appearance(APPEARANCES[-1].name) is APPEARANCES[0]
    assert appearance_named("colour-SAFE") is COLOUR_SAFE
    assert appearance_named("no such") is None


async def test_one_key_turns_to_the_next_and_remembers_it(workspace: Workspace, tmp_path: Path) -> None:
    state = tmp_path / "state.toml"
    app = CsptuiApp(workspace, state_file=state)
    async with app.run_test(size=SMALL) as pilot:
        for palette in (*APPEARANCES[1:], APPEARANCES[0], APPEARANCES[1]):
            await pilot.press("T")
            await pilot.pause()
            assert app.theme == palette.name
            assert f"Appearance: {palette.title}." in spoken(app)
            assert "■ R" in seen(app)
    assert appearance_named(load_state(state).appearance) is COLOUR_SAFE
    assert CsptuiApp(workspace, state_file=state).theme == COLOUR_SAFE.name


def test_what_was_chosen_last_comes_before_the_settings(workspace: Workspace, tmp_path: Path) -> None:
    settings = Settings(appearance="light")
    assert CsptuiApp(workspace, settings=settings).theme == "csp-light"
    save_state(tmp_path / "state.toml", State("csp-mono"))
    assert CsptuiApp(workspace, settings=settings, state_file=tmp_path / "state.toml").theme == "csp-mono"


async def test_no_color_is_mono_and_stays_so(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = CsptuiApp(workspace)
    async with app.run_test(size=SMALL) as pilot:
        assert app.theme == "csp-mono"
        await pilot.press("T")
        assert app.theme == "csp-mono"
        assert "NO_COLOR is set" in spoken(app)


async def test_mono_draws_only_greys(workspace: Workspace) -> None:
    app = CsptuiApp(workspace, settings=Settings(appearance="mono"))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    if colour is not None and colour.triplet is not None:
                        assert len(set(colour.triplet)) == 1, (segment.text, colour)


async def test_no_color_sends_no_colour_and_still_shows_the_cursor(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = CsptuiApp(workspace)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("j", "j", "j")
        styled = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
        for segment in styled:
            assert segment.style is None or (segment.style.color, segment.style.bgcolor) == (None, None)
        reverse = "".join(segment.text for segment in styled if segment.style and segment.style.reverse)
        assert "Problem drug" in reverse
        assert "■ R" in reverse
        assert "Class A" not in reverse
