"""Checking: the findings of the quarter are read off the loop, and what is found is put right or kept."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from csptui.domain.change import FIELD_WORDS, THEME_FIELDS
from csptui.domain.shown import show_line
from csptui.tui.screens.shared import SharedScreen
from csptui.tui.view import only_to_fix

if TYPE_CHECKING:
    from collections.abc import Callable

    from csptui.domain.dataset import Dataset
    from csptui.domain.finding import Finding
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Scorecard
    from csptui.tui.app import CsptuiApp
    from csptui.tui.findings import Findings
    from csptui.tui.findings_reader import FindingsReader
    from csptui.workspace import Workspace


class CheckingScreen(SharedScreen):
    """The board with its findings: after the first paint, and after each change of the data."""

    app: CsptuiApp

    def __init__(self, workspace: Workspace, *, ascii_only: bool = False) -> None:
        super().__init__(workspace, ascii_only=ascii_only)
        self._reader: FindingsReader | None = None
        self._wanted: Scorecard | None = None

    def on_mount(self) -> None:
        """Begin once the first frame is on the screen: it waits for no check."""
        self.app.when_painted(self._check_again)

    def on_unmount(self) -> None:
        """Let a check that is under way go: nobody waits for it."""
        self._wanted = None

    def take(self, dataset: Dataset, changed: str | None = None) -> None:
        """Take over a new dataset, and check it."""
        super().take(dataset, changed)
        if self._wanted is not None:
            self._check_again()

    def _check_again(self) -> None:
        self._wanted = self.card
        # One that is under way for other data ends by itself, at its next text.
        self.run_worker(self._check(self.dataset, self.card), group="checks")

    async def _check(self, dataset: Dataset, card: Scorecard) -> None:
        found = await asyncio.to_thread(self._read, dataset, card)
        if found is not None and self._wanted is card:
            self.found = found

    def _read(self, dataset: Dataset, card: Scorecard) -> Findings | None:
        if self._reader is None:
            from csptui.tui.findings_reader import FindingsReader  # noqa: PLC0415 - after the first paint

            self._reader = FindingsReader()
        return self._reader.read(dataset, card, lambda: self._wanted is card)

    def watch_found(self, old: Findings, new: Findings) -> None:
        """Tell of what was found; rows keep their places, unless a filter has been waiting for it."""
        if old.quarter != new.quarter and only_to_fix(self.lens.wanted):
            self._look()
        self._tell_facts()
        if not self.is_editing:
            self.take_place()

    def action_to_fix(self, by: int) -> None:
        """Go to the next row with something to fix, or the one before, round the end."""
        rows, found = self.shown.rows, self.found
        places = [at for at, row in enumerate(rows) if row.id in found.to_fix]
        if not places:
            self.say(self._nothing_to_fix())
            return
        here = self.table.at
        later = [at for at in (places if by > 0 else reversed(places)) if (at - here) * by > 0]
        at = later[0] if later else places[0 if by > 0 else -1]
        self.table.move_to(rows[at].id)
        self.here()
        told = show_line(found.of_row(rows[at].id)[0].sentence)
        of = f"{len(places):,} {'row' if len(places) == 1 else 'rows'}"
        self.say(f"{places.index(at) + 1:,} of {of} to fix: {told}")

    def _nothing_to_fix(self) -> str:
        found = self.found
        if found.quarter is None:
            return "The checks are still being made."
        if not found.count:
            return f"Nothing is to fix in {self.card.quarter}: v lists what is to look at."
        return f"Nothing is to fix in the rows shown: v lists all {found.count:,}."

    # What is found, put right or kept

    def why_not_changed(self, finding: Finding, *, kept: bool = False) -> str:
        """Say why the text of a finding is not changed now; nothing where it can be."""
        quarter, ref = self.card.quarter, finding.ref
        if self.dataset.record.signed_off:
            return f"{quarter} is signed off, so it is not changed."
        if kept:
            return ""
        row, draft = self.card.row(ref), self.drafts.get((quarter, ref))
        is_typed = draft is not None and row is not None and draft.comment != row.comment
        if finding.field in THEME_FIELDS:
            is_typed = self.text_of(quarter, ref, finding.field) is not None
        if not is_typed or finding.field not in {"comment", *THEME_FIELDS}:
            return ""
        of = "" if row is None else f" of {show_line(row.indicator.code)}"
        name = f"the {FIELD_WORDS[finding.field]}{of}"
        return f"What is typed in {name} is not saved yet: Enter opens it."

    async def put_right(self, finding: Finding, quarter: Quarter) -> str:
        """Save the right figure in the place of the wrong one; give the sentence of what has come of it."""
        from csptui.tui.putting_right import put_right  # noqa: PLC0415 - not on the first screen

        row = self.card.row(finding.ref) if finding.field == "comment" else None
        fix = None if finding.claim is None else finding.claim.fix
        texts = self.dataset.record.texts(finding.field) or {}
        prose = texts.get(finding.ref, "") if row is None else row.comment
        words = "" if fix is None else f'"{fix.text}" in the place of "{prose[fix.start : fix.end]}"'
        change = partial(put_right, self.workspace, finding, row)
        refusal = await self._saved(finding, change, quarter)
        return self._come_of(finding, refusal, f"Put in {words}.")

    async def keep_claim(self, finding: Finding, reason: str, quarter: Quarter) -> str:
        """Save the reason that a claim is kept for; give the sentence of what has come of it."""
        from csptui.tui.putting_right import keep_with_reason  # noqa: PLC0415 - not on the first screen

        row = self.card.row(finding.ref) if finding.field == "comment" else None
        words = f'"{finding.text}"'
        done = f"{words} is kept: {reason}." if reason else f"{words} is no longer kept."
        change = partial(keep_with_reason, self.workspace, finding, row, reason)
        refusal = await self._saved(finding, change, quarter)
        if refusal and reason:
            refusal = f"{refusal}. The reason was: {reason}"
        return self._come_of(finding, refusal, done)

    async def _saved(self, finding: Finding, change: Callable[[], Dataset], quarter: Quarter) -> str:
        row = self.card.row(finding.ref) if finding.field == "comment" else None
        changed = None if row is None else self.unless_typed(row.id)
        refusal = await self.in_turn(change, changed, only_in=quarter)
        if row is not None and not refusal:
            self._go_on_from_comment(row.id)
        return refusal

    def _come_of(self, finding: Finding, refusal: str, done: str) -> str:
        row = self.card.row(finding.ref) if finding.field == "comment" else None
        name = show_line(row.indicator.code) if row is not None else f"the {FIELD_WORDS[finding.field]}"
        said = f"Not done: {refusal}." if refusal else self.told(f"{name}: {done}")
        return show_line(said[:1].upper() + said[1:])

    def _go_on_from_comment(self, ref: str) -> None:
        """Have a draft of the row begin from the comment as it is saved now: the change was one's own."""
        key, row = (self.card.quarter, ref), self.card.row(ref)
        draft, typing = self.drafts.get(key), self.typing.get(key)
        if row is None or draft is None or typing is None or draft.comment != row.comment:
            return
        self.typing[key] = typing._replace(begun=replace(typing.begun, comment=row.comment))
        self.keep_at_once()

    async def step(self, *, back: bool) -> None:
        """Take back the last change of one's own, or do it again."""
        await self._step(back=back)
