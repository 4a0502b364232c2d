"""Reads the findings of a quarter off the loop, and each text again only where something has changed."""

from __future__ import annotations

import time
from functools import partial
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.checks import CHECKS
from csptui.domain.claims import ClaimVerdict, Rooms, comment_claims, narrative_claims
from csptui.domain.finding import Finding
from csptui.domain.indicator import fold_code
from csptui.domain.problem import Severity
from csptui.tui.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from csptui.domain.claims import Claim
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Scorecard


CLAIM = "claim"


class FindingsReader:
    """Reads the findings of a quarter, and each text again only where it or its figures have changed."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._held: dict[_Place, _Held] = {}
        self._before: tuple[Dataset, Scorecard] | None = None

    def read(self, dataset: Dataset, card: Scorecard, is_wanted: Callable[[], bool]) -> Findings | None:
        """Give the findings, or None as soon as they are no longer wanted. Runs in a thread."""
        with self._turn:
            if not is_wanted():
                return None
            self._forget_changed(dataset, card)
            found: list[Finding] = []
            for some in chain(self._claims(dataset, card), _others(dataset, card)):
                if not is_wanted():
                    return None
                found += some
        order = _report_order(card)
        return Findings.of(card.quarter, sorted(found, key=lambda one: order.get(one.ref, len(order))))

    def _forget_changed(self, dataset: Dataset, card: Scorecard) -> None:
        """Forget what was read of texts whose figures have changed: their row's, or those of a code named."""
        before, self._before = self._before, (dataset, card)
        if before is None or _shared(before[0]) != _shared(dataset):
            self._held.clear()
            return
        changed = card.changed_from(before[1])
        codes = {
            fold_code(code)
            for row in card.rows
            if row.id in changed
            for code in (row.id, row.indicator.code, *row.indicator.codes)
        }
        for place, held in list(self._held.items()):
            if place.ref in changed or any(code in held.folded for code in codes):
                del self._held[place]

    def _claims(self, dataset: Dataset, card: Scorecard) -> Iterator[tuple[Finding, ...]]:
        """Give the claims of each text, from what was read before where that still holds."""
        if CLAIM in dataset.partnership.checks_off:
            return
        rooms = Rooms(dataset, card)
        for row in card.rows:
            if row.comment:
                yield self._read(
                    _Place(row.id, "comment"),
                    (row.comment, row.kept),
                    partial(comment_claims, row.comment, row, dataset, rooms),
                )
        record = dataset.record
        for theme in card.themes:
            kept = record.kept_narrative.get(theme.id, "")
            for name, texts in (("narrative", record.narrative), ("sensitive", record.sensitive)):
                if text := texts.get(theme.id, ""):
                    yield self._read(
                        _Place(theme.id, name),
                        (text, kept),
                        partial(narrative_claims, text, theme.id, card, dataset, rooms),
                    )

    def _read(
        self, place: _Place, texts: tuple[str, str], read: Callable[[], tuple[Claim, ...]]
    ) -> tuple[Finding, ...]:
        held = self._held.get(place)
        if held is None or held.texts != texts:
            found = tuple(claim_finding(one, place.ref, place.field) for one in read())
            held = self._held[place] = _Held(texts, fold_code(texts[0]), found)
            time.sleep(0)  # The loop's turn: a key goes before the next text.
        return held.findings


class _Place(NamedTuple):
    """Where a text stands: the indicator's or theme's id, and the field."""

    ref: str
    field: str


class _Held(NamedTuple):
    """What was read of a text; `folded` is the text as codes are looked for in it."""

    texts: tuple[str, str]
    folded: str
    findings: tuple[Finding, ...]


def _shared(dataset: Dataset) -> tuple[object, ...]:
    """Give what any text may be held against beside the rows of the quarter shown."""
    years = {dataset.shown.year, dataset.shown.year.next()}
    return (
        dataset.shown,
        dataset.partnership,
        dataset.themes,
        dataset.comparators,
        dataset.areas,
        {quarter: record for quarter, record in dataset.quarters.items() if quarter != dataset.shown},
        {key: target for key, target in dataset.targets.items() if key[1] not in years},
    )


def _others(dataset: Dataset, card: Scorecard) -> Iterator[tuple[Finding, ...]]:
    """Give what every other check finds; these look at figures and at words, and take little time."""
    for check in CHECKS:
        if check.id != CLAIM and check.id not in dataset.partnership.checks_off:
            yield tuple(check.run(dataset, card))
            time.sleep(0)


def _report_order(card: Scorecard) -> dict[str, int]:
    """Give the place of each row in the report, and of each theme after its rows."""
    refs = (ref for theme in card.themes for ref in (*(row.id for row in card.in_theme(theme.id)), theme.id))
    return {ref: at for at, ref in enumerate(dict.fromkeys(refs))}


def claim_finding(claim: Claim, ref: str, where: str) -> Finding:
    """Give a claim as a finding."""
    severity = Severity.ERROR if claim.verdict is ClaimVerdict.CONTRADICTS else Severity.WARNING
    return Finding(CLAIM, severity, ref, claim.sentence, claim.text, where, claim)
