"""Pages of what is to fix and to look at: the findings of the checks, and the problems of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.claims import ClaimVerdict
from csptui.domain.live import LiveTexts
from csptui.outputs.check_objects import said_near
from csptui.outputs.layout import flow, heading, indented, padded, words_of
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csptui.domain.checks import Check
    from csptui.domain.claims import Claim
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row
    from csptui.outputs.appearance import Look
    from csptui.outputs.check_objects import Found
    from csptui.outputs.layout import Words

TO_FIX, TO_LOOK_AT = "!!", "!"
_MARGIN, _NAMED = 4, 18
"""Columns of the mark, and of the check's id."""


def count_words(found: Sequence[Found]) -> str:
    """Count what stands: `6 to fix, 30 to look at`."""
    fix = sum(one.stands and one.to_fix for one in found)
    look = sum(one.stands and not one.to_fix for one in found)
    return f"{fix:,} to fix, {look:,} to look at"


def checks_page(
    dataset: Dataset, found: Sequence[Found], look: Look, notes: Sequence[str] = (), *, only: str = ""
) -> list[Line]:
    """List what was found by indicator in report order, what is to fix first; the last line counts it.

    `only` is the check that was asked for; without one it is all of them.
    """
    title = f"{dataset.partnership.label}, {dataset.shown}"
    listed = [one for one in found if not one.in_register]
    if not found:
        nothing = (
            f"{only} finds nothing" if only else "no problems in the files, and the checks found nothing"
        )
        return [*flow(words_of(look.line(f"{title}: {nothing}.")), look.width), *_notes(notes, look)]
    lines = heading(f"{title}: checks before sign-off", look)
    for name, group in _groups(dataset, listed):
        lines += [Line(), *flow(words_of(look.line(name), "strong"), look.width)]
        for one in sorted(group, key=lambda one: (not one.stands, not one.to_fix)):
            lines += _entry(one, look)
    register = [one for one in found if one.in_register]
    if register:
        lines += [Line(), *_register(dataset, register, look)]
    lines += [Line(), *_notes(notes, look)]
    return [*lines, *flow(words_of(f"{count_words(found)}.", "strong"), look.width)]


def _groups(dataset: Dataset, found: Sequence[Found]) -> Iterable[tuple[str, list[Found]]]:
    """Give what was found by indicator, each theme's narrative after its indicators, the files last."""
    names: dict[str, str] = {}
    for theme in dataset.themes:
        names |= {one.id: f"{one.code} {one.label}" for one in theme.indicators}
        names.setdefault(theme.id, f"Narrative of {theme.name}")
    groups: dict[str, list[Found]] = {ref: [] for ref in (*names, "")}
    for one in found:
        groups[one.ref if one.ref in names else ""].append(one)
    return [(names.get(ref, "Files"), group) for ref, group in groups.items() if group]


def _entry(one: Found, look: Look) -> list[Line]:
    """Set one finding: its mark and check in the margin, its sentence, and where it lies."""
    mark = (TO_FIX if one.to_fix else TO_LOOK_AT) if one.stands else ""
    words = words_of(look.line(one.sentence))
    if one.place is not None:
        words += words_of(look.line(str(one.place)), "quiet")
    return _marked(mark, one.check, words, look)


def _marked(mark: str, name: str, words: Words, look: Look) -> list[Line]:
    """Set words beside a mark and a name in the margin."""
    lines = flow(words, look.width - _MARGIN - _NAMED)
    style = "strong" if mark == TO_FIX else ""
    head = Line.of((padded(f" {look.line(mark)}", _MARGIN), style), padded(look.line(name), _NAMED))
    return [Line.of(head, *lines[:1]), *indented(lines[1:], _MARGIN + _NAMED)]


def _register(dataset: Dataset, found: Sequence[Found], look: Look) -> list[Line]:
    """List the numbers of the narratives that no indicator holds, each with its source."""
    lines = heading("Claims register: numbers of the narratives that no indicator holds", look)
    names = {theme.id: theme.name for theme in dataset.themes}
    texts, last = LiveTexts(dataset, dataset.scorecard()), ""
    for one in found:
        claim = one.claim
        if claim is None:
            continue
        if one.ref != last:
            lines += [Line(), *flow(words_of(look.line(names.get(one.ref, one.ref)), "strong"), look.width)]
            last = one.ref
        source = f"Source: {claim.kept}." if claim.kept else "No source yet."
        words = [
            *words_of(look.line(f'"{claim.text}" in: {texts.printed(said_near(claim))}')),
            *words_of(look.line(source), "strong"),
        ]
        lines += indented(flow(words, look.width - _MARGIN), _MARGIN)
    return lines


def _notes(notes: Sequence[str], look: Look) -> list[Line]:
    return [line for one in notes for line in flow(words_of(look.line(one), "quiet"), look.width)]


def folded_words(found: Sequence[Found]) -> str:
    """Count the claims that are folded away: `21 claims fit, 9 cannot be checked, 1 is kept`."""
    claims = [one.claim for one in found if one.claim is not None and not one.stands]
    kept = sum(bool(claim.kept) for claim in claims)
    fits = sum(claim.verdict is ClaimVerdict.FITS and not claim.kept for claim in claims)
    rest = len(claims) - kept - fits
    parts = [
        f"{fits:,} {'claim fits' if fits == 1 else 'claims fit'}" if fits else "",
        f"{rest:,} cannot be checked" if rest else "",
        f"{kept:,} {'is' if kept == 1 else 'are'} kept with a reason" if kept else "",
    ]
    return ", ".join(part for part in parts if part)


def claims_page(row: Row, text: str, claims: Sequence[Claim], look: Look) -> list[Line]:
    """List the claims of a text on one row, each with its verdict and what it was held against."""
    title = f"{row.indicator.code} {row.indicator.label}, {row.quarter}"
    lines = flow(words_of(look.line(title), "strong"), look.width)
    if not claims:
        nothing = "No claim was found in the text." if text.strip() else "There is no text to read."
        return [*lines, Line(nothing)]
    for claim in claims:
        mark = TO_FIX if claim.stands else ""
        lines += _marked(mark, claim.kind.value, words_of(look.line(claim.sentence)), look)
    count = "1 claim" if len(claims) == 1 else f"{len(claims):,} claims"
    fix = sum(claim.stands for claim in claims)
    return [*lines, Line(f"{count}, {fix:,} to fix.", "strong")]


def checks_list_page(checks: Sequence[tuple[Check, int, bool]], look: Look) -> list[Line]:
    """List every check: what it finds, how much it has found, and whether it is turned off."""
    lines: list[Line] = []
    for check, found, on in checks:
        told = f"{check.words} ({f'{found:,} found' if on else 'turned off'})"
        lines += _marked("", check.id, words_of(look.line(told), "" if on else "quiet"), look)
    return lines
