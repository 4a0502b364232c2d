"""Puts the right figure into a text, and keeps a claim with a reason: held against the text as it is now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from csptui.domain.change import SENSITIVE
from csptui.domain.claims import ClaimVerdict, comment_claims, keep, narrative_claims
from csptui.domain.draft import Begun, Draft, FieldFault
from csptui.domain.problem import RefusedError
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csptui.domain.claims import Claim, Fix
    from csptui.domain.dataset import Dataset
    from csptui.domain.finding import Finding
    from csptui.domain.scorecard import Row
    from csptui.workspace import Workspace

CHANGED = "the sentence or its figures have changed since"

_OPENS = {
    "comment": "Enter opens the comment",
    "narrative": "Enter opens the narrative",
    "sensitive": "Enter opens the sensitive narrative",
    "actual": "Enter opens the figure",
    "target": "Enter opens the target",
    "baseline": "Enter goes to the row: last year's figure stands in its own quarter",
    "definition": "Enter shows the definition, which stands in indicators.toml",
}


def what_to_do(finding: Finding) -> str:
    """Say what is to be done about a finding that no key puts right."""
    claim = finding.claim
    opens = _OPENS.get(finding.field, "It is put right in partnership.toml")
    if claim is None:
        return f"No key puts this right. {opens}."
    if claim.kept:
        return f"This is kept: {claim.kept}. K takes that back."
    if claim.verdict is ClaimVerdict.FITS:
        return "This fits: there is nothing to put right."
    if claim.verdict is ClaimVerdict.UNCHECKED:
        return f"This cannot be checked. K notes where it comes from. {opens}."
    return f"No one figure fits here. {opens}, K keeps the words with a reason."


def why_not_kept(finding: Finding) -> str:
    """Say why a finding cannot be kept with a reason; nothing where it can."""
    if finding.claim is None:
        off = f"{finding.check} = false under [checks] turns this check off"
        return f"Only words are kept with a reason; {off}."
    if finding.claim.verdict is ClaimVerdict.FITS and not finding.claim.kept:
        return "This fits the figures, and needs no reason."
    return ""


def put_right(workspace: Workspace, finding: Finding, row: Row | None) -> Dataset:
    """Save the text with the right figure in it. `row` is the row of a comment as it was shown."""
    dataset = workspace.dataset
    if row is None:
        prose = _prose_of(finding, dataset)
        fixed = _fixed(prose, _fix_now(finding, _narrative_claims(finding, dataset)))
        if finding.field == SENSITIVE:
            return workspace.narrate(finding.ref, None, sensitive=fixed, sensitive_begun=prose)
        return workspace.narrate(finding.ref, fixed, prose)
    now = _row_now(row, dataset)
    fix = _fix_now(finding, comment_claims(now.comment, now, dataset))
    entry = replace(Draft.of(now), comment=_fixed(now.comment, fix)).check(now)
    if isinstance(entry, FieldFault):
        raise RefusedError(entry.fault.message)
    return workspace.record(entry, Begun.of(now))


def keep_with_reason(workspace: Workspace, finding: Finding, row: Row | None, reason: str) -> Dataset:
    """Save the reason that a claim is kept for; an empty one takes it back."""
    dataset, claim = workspace.dataset, finding.claim
    if row is None:
        claims = _narrative_claims(finding, dataset)
        held = dataset.record.kept_narrative.get(finding.ref, "")
    else:
        now = _row_now(row, dataset)
        claims = comment_claims(now.comment, now, dataset)
        held = now.kept
    if claim is None or all((one.text, one.said) != (claim.text, claim.said) for one in claims):
        raise RefusedError(CHANGED)
    kept = keep(held, claim, reason)
    if row is None:
        return workspace.keep(kept, theme_id=finding.ref, begun=held)
    return workspace.keep(kept, indicator_id=finding.ref, begun=held)


def _row_now(row: Row, dataset: Dataset) -> Row:
    indicator = dataset.indicator(row.id)
    if indicator is None:
        message = f"{show_line(row.indicator.code)} is no longer defined"
        raise RefusedError(message)
    return dataset.row(indicator, row.theme, row.number)


def _narrative_claims(finding: Finding, dataset: Dataset) -> tuple[Claim, ...]:
    return narrative_claims(_prose_of(finding, dataset), finding.ref, dataset.scorecard(), dataset)


def _prose_of(finding: Finding, dataset: Dataset) -> str:
    return (dataset.record.texts(finding.field) or {}).get(finding.ref, "")


def _fix_now(finding: Finding, claims: Iterable[Claim]) -> Fix:
    """Give the fix of the claim as it stands now: the same words, and the same to be put in their place."""
    meant = finding.claim
    if meant is None or meant.fix is None:
        raise RefusedError(CHANGED)
    put = meant.fix.text
    fixes = [
        (one.said, one.fix)
        for one in claims
        if one.stands and one.fix is not None and (one.text, one.fix.text) == (meant.text, put)
    ]
    # Where another claim of it has been put right a moment ago, the sentence is another.
    same = [fix for said, fix in fixes if said == meant.said] or [fix for _, fix in fixes]
    if not same:
        raise RefusedError(CHANGED)
    return same[0]


def _fixed(prose: str, fix: Fix) -> str:
    return prose[: fix.start] + fix.text + prose[fix.end :]
