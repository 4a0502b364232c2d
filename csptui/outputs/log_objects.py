"""The log, and what differs since, as plain objects for JSON; texts are as in the files, not made safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csptui.domain.change import Change, Logged
    from csptui.domain.then import Then
    from csptui.outputs.log import Names
    from csptui.outputs.objects import Object
    from csptui.storage.log import Verdict


def logged_object(entry: Logged, names: Names) -> Object:
    """Give a line of the log, with the code that its indicator has now."""
    change = entry.change
    return {
        "when": entry.when.isoformat(timespec="seconds"),
        "who": entry.who,
        "quarter": change.quarter,
        "indicator": change.indicator or None,
        "code": names.of_change(change) if change.indicator else None,
        "theme": change.theme or None,
        "field": change.field,
        "from": change.before,
        "to": change.after,
        "why": entry.why,
        "action": entry.action,
        "undoes": entry.undoes or None,
        "redoes": entry.redoes or None,
    }


def change_object(change: Change) -> Object:
    """Give a change that was made, or would be."""
    return {
        "quarter": change.quarter,
        "indicator": change.indicator or None,
        "theme": change.theme or None,
        "field": change.field,
        "from": change.before,
        "to": change.after,
    }


def then_object(one: Then, names: Names) -> Object:
    """Give a field as it stood then and stands now, with the last change that the log has of it since."""
    return {
        "quarter": one.key.quarter,
        "indicator": one.key.indicator or None,
        "code": names.of_change(one.key) if one.key.indicator else None,
        "theme": one.key.theme or None,
        "field": one.key.field,
        "from": one.then,
        "to": one.now,
        "who": None if one.last is None else one.last.who,
        "when": None if one.last is None else one.last.when.isoformat(timespec="seconds"),
        "action": None if one.last is None else one.last.action,
        "outside": one.outside,
    }


def verdict_object(verdict: Verdict) -> Object:
    """Give whether the log is sound, and each line that is not."""
    return {
        "sound": verdict.is_sound,
        "lines": verdict.lines,
        "first": verdict.wrong[0].number if verdict.wrong else None,
        "wrong": [
            {"line": line.number, "kind": line.wrong.name.lower(), "message": line.wrong.value}
            for line in verdict.wrong
            if line.wrong is not None
        ],
    }
