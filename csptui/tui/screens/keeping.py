"""What is typed and not saved: by row in memory, on the disk within a second, back at the next start."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.change import NARRATIVE, SENSITIVE
from csptui.domain.draft import Begun, Draft, Entry
from csptui.domain.problem import StorageError
from csptui.domain.scorecard import NO_READING
from csptui.domain.shown import show_line
from csptui.storage.draft_lines import DraftKey as KeptKey
from csptui.storage.draft_lines import KeptDraft, KeptText, begun_from, held_fields
from csptui.tui.draft_words import be, called, counted, have, listed
from csptui.tui.screens.changing import ChangingScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.timer import Timer

    from csptui.domain.dataset import Dataset
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row
    from csptui.storage.draft_lines import Kept
    from csptui.storage.drafts import DraftJournal
    from csptui.tui.screens.board import DraftKey
    from csptui.workspace import Workspace

DELAY = 0.5
"""Seconds from the first key that is not on the disk to its way there."""


class Typing(NamedTuple):
    """What a row held when typing in it began, and what it held when the draft was last put on top of it."""

    begun: Begun
    base: Begun


class KeepingScreen(ChangingScreen):
    """The board with the drafts: each change of them is on its way to the journal, unless there is none."""

    keeps_work = True
    """Whether what `unsaved_names` names is there at the next start."""

    def __init__(self, workspace: Workspace, *, ascii_only: bool = False) -> None:
        super().__init__(workspace, ascii_only=ascii_only)
        self.journal: DraftJournal | None = None
        self.is_kept = False
        self.typing: dict[DraftKey, Typing] = {}
        self.texts: dict[KeptKey, KeptText] = {}
        self._lost: tuple[Kept, ...] = ()
        self._soon: Timer | None = None
        self._told_unkept = False

    # Drafts of rows

    def draft_of(self, row: Row) -> Draft:
        """Give what was typed for a row and not yet saved, or the draft that changes nothing."""
        return self.drafts.get((row.quarter, row.id)) or Draft.of(row)

    def begun_of(self, row: Row) -> Begun:
        """Give what a row held when typing in it began."""
        typing = self.typing.get((row.quarter, row.id))
        return Begun.of(row) if typing is None else typing.begun

    def keep(self, row: Row, draft: Draft | None) -> None:
        """Hold what was typed for a row, or nothing any more."""
        key = (row.quarter, row.id)
        if self.drafts.get(key) == draft:
            return
        drafts = dict(self.drafts)
        drafts.pop(key, None)
        if draft is not None:
            drafts[key] = draft
            self.typing.setdefault(key, Typing(Begun.of(row), Begun.of(row)))
        self.drafts = MappingProxyType(drafts)

    def keep_later(self, row: Row, saved: Draft) -> None:
        """Drop the draft that is saved; what has been typed since goes on from what is saved now."""
        key = (row.quarter, row.id)
        draft, now = self.drafts.get(key), self._row_of(key)
        if draft is None:
            return
        if draft == saved or (now is not None and says_the_same(draft, now)):
            self.keep(row, None)
            self.keep_at_once()
        elif now is not None:
            self.typing[key] = Typing(Begun.of(now), Begun.of(now))

    def action_drop_draft(self) -> None:
        """Drop what was typed for the row and not saved."""
        row = self.here()
        if row is None:
            return
        code = show_line(row.indicator.code)
        if (row.quarter, row.id) not in self.drafts:
            self.say(f"Nothing that was typed for {code} is unsaved.")
            return
        self.keep(row, None)
        self.keep_at_once()
        self.say(f"Dropped what was typed for {code}.")

    def watch_drafts(self) -> None:
        """Mark the rows, and bring what was typed to the disk soon."""
        super().watch_drafts()
        for key in self.typing.keys() - self.drafts.keys():
            del self.typing[key]
        self._keep_soon()

    def take(self, dataset: Dataset, changed: str | None = None) -> None:
        """Take over a new dataset; what was typed stays on top of rows that somebody else has changed."""
        super().take(dataset, changed)
        if changed is not None:
            return
        back = self._take_up_lost() if self._lost else []
        if self.drafts:
            self._settle()
        if back:
            self.say(f"{counted(len(back))} {be(back)} back with the row: {listed(back)}.")

    def _settle(self) -> None:
        """Put the drafts of the quarter shown on top of their rows as they now are.

        One that says what its row says is dropped. One whose row has gone is told of and stays on the disk.
        """
        drafts = dict(self.drafts)
        lost: list[Kept] = []
        for key, draft in self.drafts.items():
            row, typing = self._row_of(key), self.typing.get(key)
            if key[0] != self.card.quarter or typing is None:
                continue
            if row is None:
                lost.append(_kept(key, drafts.pop(key), typing))
                continue
            put = draft.rebased(Draft.of(_as_it_was(row, typing.base)), Draft.of(row))
            self.typing[key] = typing._replace(base=Begun.of(row))
            if says_the_same(put, row):
                del drafts[key]
            else:
                drafts[key] = put
        if drafts != self.drafts:
            self._lost = (*self._lost, *lost)
            self.drafts = MappingProxyType(drafts)
        if lost:
            self.say(self._told_lost(lost))

    def _row_of(self, key: DraftKey) -> Row | None:
        quarter, indicator = key
        return self.card.row(indicator) if quarter == self.card.quarter else None

    # Drafts without a row

    def keep_lost(self, row: Row, draft: Draft) -> None:
        """Hold what is typed at a row that has gone meanwhile, on top of what it held."""
        key, typing = KeptKey(row.quarter, row.id), Typing(Begun.of(row), Begun.of(row))
        kept = next((one for one in self._lost if one.key == key), None)
        if kept is None and draft == Draft.of(row):
            return
        others = tuple(one for one in self._lost if one.key != key)
        new = _kept((row.quarter, row.id), draft, typing)
        self._lost = (*others, replace(kept, draft=draft) if isinstance(kept, KeptDraft) else new)
        self._keep_soon()

    def _take_up_lost(self) -> list[str]:
        """Take up what has its row or theme again; give the names."""
        here = [one for one in self._lost if one.quarter == self.card.quarter]
        lost = self._take_up(here)
        self._lost = (*(one for one in self._lost if one.quarter != self.card.quarter), *lost)
        return self._names(one for one in here if one.key in self._keys())

    def _take_up(self, found: Iterable[Kept]) -> list[Kept]:
        """Take up drafts that have a row or a theme; give those that have none, or whose row has another."""
        drafts, texts = dict(self.drafts), dict(self.texts)
        lost: list[Kept] = []
        for kept in found:
            if kept.key in self._keys():
                # Fast hands have typed there before.
                if self.journal is None:
                    lost.append(kept)
                else:
                    self.journal.set_aside([kept])
            elif isinstance(kept, KeptText):
                if not self._has_place(kept):
                    lost.append(kept)
                elif self._differs(kept):
                    texts[kept.key] = kept
            elif (typing := self._typing_from(kept)) is None:
                lost.append(kept)
            else:
                drafts[kept.quarter, kept.draft.indicator] = kept.draft
                self.typing[kept.quarter, kept.draft.indicator] = typing
        self.texts, self.drafts = texts, MappingProxyType(drafts)
        return lost

    # Narratives

    def text_of(self, quarter: Quarter, theme: str, field: str = NARRATIVE) -> KeptText | None:
        """Give the narrative that was half written for a theme, or the sensitive part of it."""
        return self.texts.get(KeptKey(quarter, theme=theme, sensitive=field == SENSITIVE))

    def keep_text(self, key: KeptKey, begun: str, text: str | None) -> None:
        """Hold a narrative half written, or nothing any more; `begun` is the text that it began from."""
        if text is None:
            self.texts.pop(key, None)
        else:
            held = self.texts.get(key) or KeptText(key.quarter, key.theme, "", begun, key.sensitive)
            self.texts[key] = replace(held, text=text)
        self._keep_soon()

    # Names

    def unsaved_names(self) -> tuple[str, ...]:
        """Name the rows and themes with unsaved text, with their quarter where it is not the one shown."""
        return tuple(self._called(key, long=True) for key in self._keys())

    def short_names(self) -> tuple[str, ...]:
        """Name them by their codes."""
        return tuple(self._called(key, long=False) for key in self._keys())

    def _keys(self) -> list[KeptKey]:
        return [*(KeptKey(quarter, indicator) for quarter, indicator in self.drafts), *self.texts]

    def _called(self, key: KeptKey, *, long: bool) -> str:
        name = called(self.dataset, key, long=long)
        return show_line(name if key.quarter == self.card.quarter else f"{name} ({key.quarter})")

    # To the disk

    @property
    def is_saving(self) -> bool:
        """Whether a save is at work on the files; one that waits for an answer of the officer is not."""
        saves = any(one.group == "saves" and not one.is_finished for one in self.app.workers)
        return saves and self.one_at_a_time.locked()

    def _keep_soon(self) -> None:
        if self.journal is not None and self._soon is None and self.is_running:
            self._soon = self.set_timer(DELAY, self.keep_at_once)

    def keep_at_once(self) -> None:
        """Bring what was typed to the disk, off the loop."""
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        if self.journal is not None and self.is_running:
            self.run_worker(self._keep_on(self.journal), group="drafts")

    async def brought_down(self) -> None:
        """Bring what was typed to the disk, and come back when it is there."""
        if self.journal is not None:
            await self._keep_on(self.journal)

    async def _keep_on(self, journal: DraftJournal) -> None:
        journal.hold(self._held())
        try:
            await asyncio.to_thread(journal.write)
        except StorageError as error:
            self._unkept(error)
        else:
            self.is_kept, self._told_unkept = True, False

    def _unkept(self, error: StorageError) -> None:
        self.is_kept = False
        if not self._told_unkept:
            self._told_unkept = True
            self.say(f"{error}.")

    def once_kept(self, change: Callable[[], Dataset]) -> Callable[[], Dataset]:
        """Give a save that brings what is typed to the disk first: a kill leaves no half of it on top.

        A journal that cannot be written stops no save.
        """
        journal = self.journal
        if journal is None:
            return change
        journal.hold(self._held())

        def keep_and_change() -> Dataset:
            with suppress(StorageError):  # The next write says it.
                journal.write()
            return change()

        return keep_and_change

    def keep_before_the_end(self) -> bool:
        """Bring what was typed to the disk before anything else happens; say whether it is there."""
        if self.journal is None:
            return False
        self.journal.hold(self._held())
        self.is_kept = True
        try:
            self.journal.write()
        except StorageError:
            self.is_kept = False
        return self.is_kept

    def let_drafts_go(self) -> None:
        """Close the journal; what it keeps is there for the next start."""
        journal, self.journal = self.journal, None
        if journal is None:
            return
        journal.hold(self._held())
        try:
            journal.close()
        except StorageError:
            self.is_kept = False

    def _held(self) -> list[Kept]:
        typed = [_kept(key, draft, self._typing_of(key)) for key, draft in self.drafts.items()]
        return [*self._lost, *self.texts.values(), *typed]

    def _typing_of(self, key: DraftKey) -> Typing:
        typing, row = self.typing.get(key), self._row_of(key)
        begun = Begun(NO_READING) if row is None else Begun.of(row)
        return Typing(begun, begun) if typing is None else typing

    # From the disk

    async def bring_back(self, open_journal: Callable[[], DraftJournal]) -> None:
        """Offer what was left unsaved by earlier runs, as the drafts that they were."""
        try:
            self.journal = await asyncio.to_thread(open_journal)
        except StorageError as error:
            self._unkept(error)
            return
        told = self._restore(self.journal)
        if self.journal.spare:
            told.append(f"Older drafts of {listed(self._names(self.journal.spare))} come back after these.")
        told += [f"Drafts that cannot be read: {one}." for one in self.journal.unread]
        if told:
            self.say(" ".join((*([self.notice] if self.notice else ()), *told)))
        self.keep_at_once()

    def _restore(self, journal: DraftJournal) -> list[str]:
        before = set(self._keys())
        lost = self._take_up(journal.found)
        self._lost = tuple(lost)
        self._settle()
        names = [self._called(key, long=False) for key in self._keys() if key not in before]
        told = [f"{counted(len(names))} from last time {be(names)} back: {listed(names)}."] if names else []
        return [*told, self._told_lost(lost)] if lost else told

    def _typing_from(self, kept: KeptDraft) -> Typing | None:
        """Give what a row held, or None where there is no such row any more."""
        indicator = self.dataset.indicator(kept.draft.indicator)
        if indicator is None or not self._has_place(kept):
            return None
        begun, base = begun_from(kept.begun, indicator), begun_from(kept.base, indicator)
        row = self._row_of((kept.quarter, kept.draft.indicator))
        if begun is None or base is None:
            return None if row is None else Typing(Begun.of(row), Begun.of(row))
        return Typing(begun, base)

    def _has_place(self, kept: Kept) -> bool:
        if kept.quarter not in self.dataset.available:
            return False
        if isinstance(kept, KeptText):
            return any(theme.id == kept.theme for theme in self.dataset.themes)
        return kept.quarter != self.card.quarter or self.card.row(kept.draft.indicator) is not None

    def _differs(self, kept: KeptText) -> bool:
        shown = kept.quarter == self.card.quarter
        texts = self.dataset.record.texts(SENSITIVE if kept.sensitive else NARRATIVE) or {}
        return not shown or kept.text != texts.get(kept.theme, "")

    def _names(self, kept: Iterable[Kept]) -> list[str]:
        return [self._called(one.key, long=False) for one in kept]

    def _told_lost(self, lost: Sequence[Kept]) -> str:
        names = self._names(lost)
        return f"{counted(len(names))} {have(names)} no row now and {be(names)} kept: {listed(names)}."

    def action_drop_lost(self) -> None:
        """Drop the drafts that have no row any more."""
        if not self._lost:
            self.say("Every draft has its row.")
            return
        told, self._lost = counted(len(self._lost)), ()
        self.keep_at_once()
        self.say(f"Dropped {told} that had no row.")


def says_the_same(draft: Draft, row: Row) -> bool:
    """Whether a draft would change nothing of its row."""
    entry = draft.check(row)
    return isinstance(entry, Entry) and entry.is_empty


def _as_it_was(row: Row, held: Begun) -> Row:
    return replace(row, reading=held.reading, comment=held.comment, source=held.source)


def _kept(key: DraftKey, draft: Draft, typing: Typing) -> KeptDraft:
    return KeptDraft(key[0], draft, held_fields(typing.begun), held_fields(typing.base))
