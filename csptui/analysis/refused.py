"""What a statistic gives in place of an answer where the data do not allow one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer: a sentence that tells what is missing, without a full stop."""

    sentence: str
