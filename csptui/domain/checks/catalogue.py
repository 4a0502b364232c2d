"""The list of checks, and what they find in a quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.checks.check import Check
from csptui.domain.checks.claimed import claim, live_figure, significance
from csptui.domain.checks.codes import unexplained_code
from csptui.domain.checks.explained import no_explanation
from csptui.domain.checks.figures import fraction_rate, impossible, old_figure, places, shared_fraction
from csptui.domain.checks.history import outlier, sibling_unit
from csptui.domain.checks.rolled import copied_comment, rolled_target
from csptui.domain.checks.targets import target_period, weak_target
from csptui.domain.problem import Severity

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.finding import Finding
    from csptui.domain.scorecard import Scorecard

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

CHECKS: tuple[Check, ...] = (
    Check("claim", _ERROR, "words of a comment or narrative that the figures do not bear out", claim),
    Check("live-figure", _ERROR, "a live figure such as {NI 43 change} with nothing to print", live_figure),
    Check("fraction-rate", _ERROR, "a stated value that its fraction does not make", fraction_rate),
    Check("impossible", _ERROR, "more cases than there are in all, or fewer than none", impossible),
    Check("shared-fraction", _WARNING, "two rows that hold one and the same fraction", shared_fraction),
    Check("outlier", _WARNING, "a value far outside its own history, such as 79 for 7.9", outlier),
    Check("sibling-unit", _WARNING, "a unit at odds with an indicator beside it", sibling_unit),
    Check("places", _WARNING, "last year's and this year's value with other decimal places", places),
    Check(
        "old-figure",
        _WARNING,
        "a figure older than the quarter, of a part only, or not final",
        old_figure,
    ),
    Check("weak-target", _WARNING, "a target weaker than last year's actual", weak_target),
    Check("target-period", _WARNING, "a target for another period than the actual's", target_period),
    Check("rolled-target", _WARNING, "a target rolled on from an earlier year, not confirmed", rolled_target),
    Check("copied-comment", _WARNING, "a comment with the same words as last quarter's", copied_comment),
    Check("no-explanation", _WARNING, "a red or amber row without cause, action or outlook", no_explanation),
    Check("significance", _WARNING, '"significant" of a change that can be chance', significance),
    Check("unexplained-code", _WARNING, "a code or abbreviation that nothing explains", unexplained_code),
)
CHECK_IDS = tuple(one.id for one in CHECKS)


def findings(
    dataset: Dataset, card: Scorecard, *, all_claims: bool = False, sensitive: bool = False
) -> tuple[Finding, ...]:
    """Give what the checks find, in report order, what is to fix first within a row.

    Checks that the partnership has turned off are left out; so are claims that nobody need look at, unless
    `all_claims`, and those of the sensitive narratives, unless `sensitive`.
    """
    off = dataset.partnership.checks_off
    found = [
        one
        for check in CHECKS
        if check.id not in off
        for one in check.run(dataset, card)
        if (all_claims or one.claim is None or one.claim.stands) and (sensitive or one.field != "sensitive")
    ]
    order = _report_order(card)
    return tuple(sorted(found, key=lambda one: (order.get(one.ref, len(order)), not one.to_fix)))


def _report_order(card: Scorecard) -> dict[str, int]:
    """Give the place of each row, and of each theme after its rows."""
    refs = (ref for theme in card.themes for ref in (*(row.id for row in card.in_theme(theme.id)), theme.id))
    order: dict[str, int] = {}
    for ref in refs:
        order.setdefault(ref, len(order))
    return order
