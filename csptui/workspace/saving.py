"""Saving: what is meant is held against the files as they are now, then all of it is written or none."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from csptui.domain import told, undo
from csptui.domain.change import OUTSIDE, Change, Conflict
from csptui.domain.dropped import but_confirmed, dropped, unrolled
from csptui.domain.problem import ConflictError, LockedError, RefusedError, StorageError
from csptui.domain.quarter import Quarter
from csptui.domain.then import field_of
from csptui.storage import changes, definitions, edits, journal, kept, watch
from csptui.storage.changes import Action, Tail
from csptui.storage.disk import digest
from csptui.storage.where import QUARTERS, SIGN_OFF, bytes_in, file_of
from csptui.storage.writing import ChangedError, Write, locked, recover, save
from csptui.workspace.opened import OpenFolder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csptui.domain.dataset import Dataset
    from csptui.storage.folder import LoadedFolder
    from csptui.storage.watch import Watch

TRIES = 4
"""How often a save is tried while a program that knows no lock goes on writing to its files."""

_OPEN_ELSEWHERE = "{} is open in {}: close it there without saving, or it may put old figures back"


class Saving(OpenFolder):
    """An open folder with the one road from every change to the files.

    `last_made` is what the last save has changed; what was so already, or was left to others, is not in it.
    """

    last_made: tuple[Change, ...] = ()

    def _apply(
        self,
        made: Sequence[Change],
        *,
        undoes: str = "",
        redoes: str = "",
        back: Mapping[str, tuple[str, str]] | None = None,
    ) -> Dataset:
        self.notice, self.news, self.last_made = "", (), ()
        # Two words on one field are one: the last.
        made = tuple({change.key: change for change in made}.values())
        if not made:
            return self.dataset
        quarter = self._quarter_of(made)
        for _ in range(TRIES - 1):
            with suppress(ChangedError):
                return self._try(made, quarter, undoes, redoes, back)
        return self._try(made, quarter, undoes, redoes, back)

    def _try(
        self,
        made: Sequence[Change],
        quarter: Quarter,
        undoes: str,
        redoes: str,
        back: Mapping[str, tuple[str, str]] | None,
    ) -> Dataset:
        with locked(self.folder):
            recover(self.folder)
            before, (loaded, watched) = self._loaded, self._fresh(quarter)
            self._may_write(loaded.dataset)
            self._still_there(loaded, made)
            # An undo brings back what the action has changed, no more and no less.
            self._needed(loaded, made)
            wanted = but_confirmed(loaded.dataset, made) if undoes else tuple(made)
            if not (undoes or redoes):
                wanted += (*dropped(loaded.dataset.record, made), *unrolled(loaded.dataset, made))
            plan = edits.plan(loaded, wanted)
            if plan.conflicts:
                raise self._conflict(plan.conflicts, made, undoing=bool(undoes or redoes))
            if back:
                plan = self._brought_back(loaded, plan, back)
            action = Action(self.who, self._now(), undoes, redoes)
            if loaded is not before and loaded.dataset.shown == before.dataset.shown:
                self._remember(edits.changed_fields(before, loaded))
            if plan.done:
                # What was not touched and goes along was meant as it is: the log tells that too.
                along = tuple(one for one in made if one.before == one.after)
                self._commit(plan.writes, plan.done, action, self._outside(loaded, (*plan.done, *along)))
            elif undoes or redoes:
                self._pass_over(loaded, made, action)
            self.last_made = plan.done
            # Only now: had the save failed, the next look would still find what others have changed.
            self._hold(loaded, watched)
            self._had -= {write.where for write in plan.writes if write.data is None}
            self._loaded = plan.after
            # What was seen of this quarter is in the log now, or is told as put back.
            self._seen = {key: one for key, one in self._seen.items() if one.quarter != str(quarter)}
        if before.dataset.shown != quarter:
            self.news = ()
        return self.dataset

    def _needed(self, loaded: LoadedFolder, made: Sequence[Change]) -> None:
        """Refuse where a file cannot be read now: what it holds must not be taken for nothing."""
        for where in (definitions.INDICATORS, *dict.fromkeys(file_of(loaded, change) for change in made)):
            if (problem := loaded.broken.get(where)) is not None:
                message = f"{where} cannot be used as it is: it {problem.message}. Nothing was written"
                raise StorageError(message)

    def _pass_over(self, loaded: LoadedFolder, made: Sequence[Change], action: Action) -> None:
        """Log that changes are left as they are: from what the files hold now to the same."""
        held = [(change, edits.text_now(loaded, change)) for change in made]
        left = [replace(change, before=now, after=now) for change, now in held]
        self._commit((), left, replace(action, why=undo.PASSED))
        self.notice = "It was so already"

    def _quarter_of(self, made: Sequence[Change]) -> Quarter:
        quarter = Quarter.parse(made[0].quarter)
        if quarter is None or any(change.quarter != made[0].quarter for change in made):
            message = "Changes of several quarters cannot be made in one go: nothing was written"
            raise RefusedError(message)
        return quarter

    def _fresh(self, quarter: Quarter) -> tuple[LoadedFolder, Watch]:
        """Give the files as they are now; what was read of them where that is still so."""
        if quarter == self.dataset.shown and watch.has_bytes(self._loaded):
            return self._loaded, self._watched
        return self._read(quarter)

    def _still_there(self, loaded: LoadedFolder, made: Sequence[Change]) -> None:
        """Refuse to make a file anew that somebody took away, until the files are read again on purpose."""
        for where in dict.fromkeys(file_of(loaded, change) for change in made):
            gone = bytes_in(loaded, where) is None and where not in loaded.broken
            if gone and where in self._had:
                message = f"{where} was taken away since it was read. Nothing was written"
                raise ConflictError(message, (), tuple(made))

    def _outside(self, loaded: LoadedFolder, made: Sequence[Change]) -> tuple[Change, ...]:
        """Give what was changed outside csptui and is in no line of the log, so that the log tells all.

        It is known of the fields that are changed now, and of those that were seen to change. What was put
        back to what it was before stays told as that, until its field is changed.
        """
        last = {field_of(entry.change): entry.change for entry in self.log()}
        meant = {field_of(change): change for change in made}
        quarter = made[0].quarter
        seen = {key: one for key, one in self._seen.items() if one.quarter == quarter}
        found: list[Change] = []
        for key, change in {**seen, **meant}.items():
            now, logged = edits.text_now(loaded, change), last.get(key)
            was = logged.after if logged is not None else change.before
            stays_told = logged is not None and logged.before == now and key not in meant
            if was != now and not stays_told:
                found.append(replace(change, before=was, after=now))
        return tuple(found)

    def _commit(
        self, writes: Sequence[Write], made: Sequence[Change], action: Action, outside: Sequence[Change] = ()
    ) -> None:
        tail = changes.read_tail(self.folder / changes.FILE)
        files = {one.where: (digest(one.seen), digest(one.data)) for one in writes}
        before = b""
        if outside:
            before = changes.lines(outside, tail, Action(OUTSIDE, action.when, why="seen at the next save"))
            last = changes.logged_of(before.splitlines()[-1])
            tail = Tail("" if last is None else last.digest)
        lines = before + changes.lines(made, tail, replace(action, files=files))
        notices = [save(self.folder, writes, lines)]
        for write in writes:
            program = watch.spreadsheet_with(journal.path_of(self.folder, write.where))
            if program:
                notices.append(_OPEN_ELSEWHERE.format(write.where, program))
        self.notice = ". ".join(notice for notice in notices if notice)

    def _brought_back(
        self, loaded: LoadedFolder, plan: edits.Plan, back: Mapping[str, tuple[str, str]]
    ) -> edits.Plan:
        """Give a plan that brings old bytes back, if the files are what the action left and all are kept."""
        wanted: dict[str, bytes | None] = {}
        for where, (now, then) in back.items():
            data = kept.recall(self.folder, then) if then else None
            if digest(bytes_in(loaded, where)) != now or (then and data is None):
                return plan
            wanted[where] = data
        return edits.brought_back(loaded, plan, wanted)

    def _conflict(
        self, conflicts: Sequence[Conflict], made: Sequence[Change], *, undoing: bool
    ) -> ConflictError:
        """Tell of what others have changed, by whom and when where the log knows it."""
        last = {field_of(entry.change): entry for entry in self.log()}
        known: list[Conflict] = []
        for one in conflicts:
            entry = last.get(field_of(one.change))
            if entry is not None and entry.change.after == one.theirs:
                one = Conflict(one.change, one.theirs, entry.who, entry.when)  # noqa: PLW2901 - the same, known
            known.append(one)
        sentence = "; ".join(told.conflict_told(self.dataset, one, undoing=undoing) for one in known)
        asked = {one.change.key for one in known}
        meant = tuple(one for one in made if one.before != one.after or one.key in asked)
        return ConflictError(f"{sentence}. Nothing was written", tuple(known), meant)

    def _may_write(self, dataset: Dataset) -> None:
        """Refuse to change a quarter that is not there or is signed off."""
        shown = dataset.shown
        if shown not in dataset.available:
            message = f"There is no quarter {shown}: make it with csptui quarter new"
            raise RefusedError(message)
        if os.path.lexists(self.folder / QUARTERS / shown.folder / SIGN_OFF):
            message = f"{shown} is signed off, so it is not changed"
            raise LockedError(message)
