"""What `doctor` finds: signs of health, none of which holds any of the data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How a sign is: well, worth a look, or a fault that keeps csptui from working as it should."""

    OK = "ok"
    LOOK = "look"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked at: where it belongs, what was found, and what to do where it is not well."""

    area: str
    name: str
    found: str
    state: State = State.OK
    advice: str = ""


def well_or(sign: bool, area: str, name: str, found: str, advice: str, state: State = State.LOOK) -> Sign:  # noqa: FBT001 - a row of a table
    """Give a sign that is well, or that is in another state and comes with advice."""
    return Sign(area, name, found) if sign else Sign(area, name, found, state, advice)
