"""How far a colour stands out from its ground (WCAG 2.2, definition of contrast ratio)."""

from __future__ import annotations

LEAST = 4.5
"""For text of any size: large text may have less, and gets no less here."""


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours `#rrggbb`, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - of the definition
