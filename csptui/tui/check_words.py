"""How findings are listed and told: their headings, their signs, and the sentence that they are about."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from csptui.domain.claims import ClaimVerdict, masked_text
from csptui.domain.claims.sentences import sentences
from csptui.legend import variance_text
from csptui.tui.widgets.wording import Line, badge, movement, one_line, text

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.finding import Finding
    from csptui.domain.scorecard import Row, Scorecard


class Group(Enum):
    """Under which heading a finding is listed; the value of a member is the heading."""

    TO_FIX = "To fix"
    TO_LOOK_AT = "To look at"
    KEPT = "Kept with a reason"
    REGISTER = "Claims register: numbers that no indicator holds"
    UNCHECKED = "Cannot be checked"
    FITS = "Fits the figures"


SHORT = (Group.TO_FIX, Group.TO_LOOK_AT, Group.KEPT)
"""The groups that are listed unless all are asked for."""

SIGNS = {
    Group.TO_FIX: "!!",
    Group.TO_LOOK_AT: "!",
    Group.KEPT: "k",
    Group.REGISTER: "?",
    Group.UNCHECKED: "?",
    Group.FITS: "ok",
}
SENSITIVE = "sensitive  "
INKS = {Group.TO_FIX: "note", Group.TO_LOOK_AT: "ink", Group.FITS: "better"}

FIELD_WORDS = {
    "comment": "comment",
    "narrative": "narrative",
    "sensitive": "sensitive narrative",
    "actual": "actual",
    "baseline": "last year's actual",
    "target": "target",
    "definition": "definition",
}
"""What the place of a finding is called."""


class Key(NamedTuple):
    """What a finding is known by when everything has been checked again: its place in a text may change."""

    check: str
    ref: str
    field: str
    words: str
    said: str


def key_of(finding: Finding) -> Key:
    """Give what a finding is known by."""
    claim = finding.claim
    said = finding.sentence if claim is None else claim.said
    return Key(finding.check, finding.ref, finding.field, finding.text, said)


def group_of(finding: Finding) -> Group:
    """Give the heading of a finding."""
    claim = finding.claim
    if finding.to_fix:
        return Group.TO_FIX
    if claim is None:
        return Group.TO_LOOK_AT
    if claim.verdict is ClaimVerdict.UNCHECKED and not claim.ref:
        return Group.REGISTER
    if claim.kept:
        return Group.KEPT
    return Group.FITS if claim.verdict is ClaimVerdict.FITS else Group.UNCHECKED


def ref_words(ref: str, dataset: Dataset) -> str:
    """Give the code of an indicator or the short name of a theme."""
    indicator = dataset.indicator(ref)
    if indicator is not None:
        return indicator.code
    return next((theme.label for theme in dataset.themes if theme.id == ref), ref or "–")


def told(finding: Finding) -> str:
    """Say in one line what was found; of what is kept the reason, which is why nothing is left to do."""
    claim = finding.claim
    if claim is None or not claim.kept:
        return finding.sentence
    word = "source" if group_of(finding) is Group.REGISTER else "kept"
    return f'"{claim.text}" {word}: {claim.kept}'


def prose_of(finding: Finding, dataset: Dataset) -> str:
    """Give the text that a finding is about; nothing where it is about a figure."""
    record = dataset.record
    texts = {"comment": record.comments, "narrative": record.narrative, "sensitive": record.sensitive}
    return texts.get(finding.field, {}).get(finding.ref, "")


def _span(finding: Finding, prose: str) -> tuple[int, int] | None:
    """Give where the words of a finding stand in its text, if they still stand there."""
    claim = finding.claim
    if claim is not None:
        return (claim.start, claim.end) if prose[claim.start : claim.end] == claim.text else None
    at = prose.find(finding.text) if finding.text else -1
    return None if at < 0 else (at, at + len(finding.text))


def sentence_line(finding: Finding, dataset: Dataset) -> Content | None:
    """Give the sentence that the words stand in, with the words underlined."""
    prose = prose_of(finding, dataset)
    span = _span(finding, prose)
    if span is None:
        return None
    start, end = span
    inside = next((one for one in sentences(masked_text(prose)) if one.start <= start < one.end), None)
    first, last = (start, end) if inside is None else (inside.start, max(inside.end, end))
    parts = (prose[first:start], prose[start:end], prose[end:last])
    before, words, after = (" ".join(f"x{part}x".split())[1:-1] for part in parts)
    return Content.assemble(text(before), text(words).stylize("underline $csp-note"), text(after))


def figures_line(row: Row) -> Content:
    """Give the figures of a row in one line: rating, actual, target, last year's, and movement."""
    far = variance_text(row)
    parts = [
        badge(row.rating),
        one_line(row.actual_text or "no actual", "strong"),
        one_line(f"target {row.target_text or 'none'}" + (f" ({far})" if far else "")),
        one_line(f"{row.quarter.baseline().year.short} {row.baseline_told}"),
        movement(row),
    ]
    return Content("  ").join([part for part in parts if part])


def finding_lines(finding: Finding, dataset: Dataset, card: Scorecard, key: str) -> list[Line]:
    """Give what was found, the sentence, what the key `f` puts in, and the figures of the row."""
    claim, group = finding.claim, group_of(finding)
    ink = "note" if group is Group.TO_FIX else ""
    lines: list[Line] = [(text(f" {SIGNS[group]}", ink or "dim"), text(finding.sentence, ink))]
    said = sentence_line(finding, dataset)
    if said is not None:
        label = FIELD_WORDS.get(finding.field, finding.field).split()[0].capitalize()
        lines.append((text(f" {label}", "dim"), said))
    if claim is not None and claim.fix is not None and finding.to_fix:
        there = prose_of(finding, dataset)[claim.fix.start : claim.fix.end]
        put = Content.assemble(text(f'"{claim.fix.text}"', "strong"), text(f' in the place of "{there}"'))
        lines.append((text(f" {key} puts in", "dim"), put))
    row = card.row(finding.ref if claim is None or not claim.ref else claim.ref)
    if row is not None:
        lines.append((text(" Figures", "dim"), figures_line(row)))
    return lines
