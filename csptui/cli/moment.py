"""Reads what `--since` and `--as-of` name: a date, a date and time, or a save by its id."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from csptui.cli.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from csptui.domain.change import Logged
    from csptui.domain.then import Held

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    rf"{_DATE.pattern}[T ][0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})?"
)
_ACTION = re.compile(r"[0-9a-f]{4,64}")
_FORMS = 'a date such as 2010-04-20, "2010-04-20 09:30", or the id of a save from csptui log'


class Moment(NamedTuple):
    """A moment in words, and the test for the lines of the log that stood there by then."""

    words: str
    held: Held


def moment_of(
    text: str, entries: Sequence[Logged], option: str, *, whole_day: bool, zone: tzinfo | None = None
) -> Moment:
    """Read a moment; a date alone is its first instant, or its last if the `whole_day` counts.

    Times without a zone are this computer's own. Of a save it is the moment just after it.
    """
    text = text.strip()
    if _DATE.fullmatch(text) or _MOMENT.fullmatch(text):
        try:
            moment = datetime.fromisoformat(text)
            moment = moment.replace(tzinfo=zone) if moment.tzinfo is None and zone is not None else moment
            if _DATE.fullmatch(text) and whole_day:
                moment += timedelta(days=1)
            moment = moment.astimezone()
        except (ValueError, OverflowError, OSError) as error:
            message = f'{option}: "{text}" is no moment that a calendar has: write {_FORMS}'
            raise Refusal(message) from error
        if _DATE.fullmatch(text):
            words = f"the end of {text}" if whole_day else text
            return Moment(words, lambda _, entry: entry.when < moment)
        return Moment(text, lambda _, entry: entry.when <= moment)
    if not _ACTION.fullmatch(text.casefold()):
        message = f'{option}: "{text}" is not {_FORMS}'
        raise Refusal(message)
    return _save_of(text.casefold(), entries, option)


def _save_of(text: str, entries: Sequence[Logged], option: str) -> Moment:
    named = dict.fromkeys(entry.action for entry in entries if entry.action.startswith(text))
    if not named:
        message = f'{option}: no save has an id that begins with "{text}": csptui log lists them'
        raise Refusal(message)
    if len(named) > 1:
        message = f'{option}: {len(named)} saves have ids that begin with "{text}": give more of it'
        raise Refusal(message)
    (action,) = named
    last = max(number for number, entry in enumerate(entries) if entry.action == action)
    return Moment(f"the save {action[:8]} by {entries[last].who}", lambda number, _: number <= last)
