"""What doctor found, as a page: a line for each sign, and what to do under those that are not well."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from csptui.domain.health import Sign, State
from csptui.outputs.layout import cut, flow, indented, padded, words_of
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.outputs.appearance import Look
    from csptui.outputs.objects import Object

_STYLES = {State.OK: "quiet", State.LOOK: "strong", State.FAULT: "strong"}
_WORD = 7
_WIDEST_NAME = 34


def doctor_page(signs: Sequence[Sign], look: Look) -> list[Line]:
    """Give the signs by area, and how many ask for something."""
    lines: list[Line] = []
    for area, group in groupby(signs, key=lambda sign: sign.area):
        lines += [*([Line()] if lines else []), *flow(words_of(look.line(area), "strong"), look.width)]
        members = list(group)
        room = min(max(len(sign.name) for sign in members), _WIDEST_NAME)
        for sign in members:
            head = Line.of("  ", (padded(sign.state.value, _WORD), _STYLES[sign.state]))
            head.append(f"{padded(cut(look.line(sign.name), room, look), room)}  ")
            told = flow(words_of(look.line(sign.found)), look.width - head.cells)
            told += flow(words_of(look.line(sign.advice), "aside"), look.width - head.cells)
            lines.append(Line.of(head, told[0] if told else ""))
            lines += indented(told[1:], head.cells)
    return [*lines, Line(), *flow(words_of(look.line(_summary(signs))), look.width)]


def _summary(signs: Sequence[Sign]) -> str:
    faults = sum(sign.state is State.FAULT for sign in signs)
    looks = sum(sign.state is State.LOOK for sign in signs)
    told = ["No fault" if not faults else "1 fault" if faults == 1 else f"{faults} faults"]
    if looks:
        told.append("1 thing to look at" if looks == 1 else f"{looks} things to look at")
    counted = ", ".join(told)
    return f"{counted}. No figure, name or text of the data stands here, so this can be sent to somebody."


def doctor_object(signs: Sequence[Sign]) -> Object:
    """Give the signs for JSON."""
    return {
        "faults": sum(sign.state is State.FAULT for sign in signs),
        "looks": sum(sign.state is State.LOOK for sign in signs),
        "signs": [
            {
                "area": sign.area,
                "name": sign.name,
                "state": sign.state.value,
                "found": sign.found,
                "advice": sign.advice or None,
            }
            for sign in signs
        ],
    }
