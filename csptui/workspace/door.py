"""The one door for change: opens a data folder, holds the dataset, and records what is entered."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from csptui.domain import undo
from csptui.domain.change import KEPT, NARRATIVE, SENSITIVE, Change
from csptui.domain.problem import RefusedError
from csptui.domain.quarter import Quarter
from csptui.domain.scorecard import NO_READING
from csptui.storage import edits
from csptui.storage.changes import Action
from csptui.storage.where import QUARTERS, SIGN_OFF, place_of
from csptui.storage.writing import locked, recover
from csptui.workspace.rolling import Rolling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.draft import Begun, Entry
    from csptui.domain.indicator import Indicator
    from csptui.domain.target import Target
    from csptui.domain.undo import Step


class Workspace(Rolling):
    """The door: every change goes through it, and is held only once it is written and logged."""

    last_step: Step | None = None
    """What was undone or done again last."""

    # Changes

    def record(self, entry: Entry, begun: Begun | None = None) -> Dataset:
        """Save a figure, a comment and a source of one indicator, each where it differs.

        `begun` is what the row held when the typing began, by default what is in view: where somebody
        else has changed the same field since then, nothing is written and ConflictError tells of it.
        """
        with self._turn:
            name, held = entry.indicator, self.dataset.record
            indicator = self._known_indicator(name)
            made: list[Change] = []
            if entry.reading is not None:
                edits.prove_reading(entry.reading, indicator)
                before = held.readings.get(name, NO_READING)
                first = dict(edits.reading_fields(before if begun is None else begun.reading))
                fields = edits.reading_changes(before, entry.reading)
                made += [self._change(field, first[field], new, indicator=name) for field, _, new in fields]
                touched = {field for field, _, _ in fields}
                # What was not touched goes with a value that turns out to be in conflict.
                rest = [one for one in first.items() if one[0] not in touched and "value" in touched]
                made += [self._change(field, text, text, indicator=name) for field, text in rest]
            comment, source = held.comments.get(name, ""), held.sources.get(name, "")
            for field, new, old, was in (
                ("comment", entry.comment, comment, comment if begun is None else begun.comment),
                ("source", entry.source, source, source if begun is None else begun.source),
            ):
                if new is not None and new != old:
                    made.append(self._change(field, was, new, indicator=name))
            return self.apply(made)

    def narrate(
        self,
        theme_id: str,
        text: str | None,
        begun: str | None = None,
        *,
        sensitive: str | None = None,
        sensitive_begun: str | None = None,
    ) -> Dataset:
        """Save the narrative of a theme, its sensitive part, or both as one step; an empty one is taken out.

        None leaves a part as it is. `begun` and `sensitive_begun` are as for `record`.
        """
        with self._turn:
            self._known_theme(theme_id)
            record, made = self.dataset.record, []
            for field, new, texts, first in (
                (NARRATIVE, text, record.narrative, begun),
                (SENSITIVE, sensitive, record.sensitive, sensitive_begun),
            ):
                held = texts.get(theme_id, "")
                if new is not None and new != held:
                    was = held if first is None else first
                    made.append(self._change(field, was, new, theme=theme_id))
            return self.apply(made) if made else self.dataset

    def keep(
        self, text: str, *, indicator_id: str = "", theme_id: str = "", begun: str | None = None
    ) -> Dataset:
        """Save the claims that are kept of a comment or of a narrative, as `claims.keep` gives them.

        `begun` is as for `record`. What is kept of a sentence goes when its text is saved without it.
        """
        with self._turn:
            record = self.dataset.record
            if theme_id:
                self._known_theme(theme_id)
                held = record.kept_narrative.get(theme_id, "")
            else:
                self._known_indicator(indicator_id)
                held = record.kept.get(indicator_id, "")
            if held == text:
                return self.dataset
            was = held if begun is None else begun
            owner = "" if theme_id else indicator_id
            return self.apply([self._change(KEPT, was, text, indicator=owner, theme=theme_id)])

    def set_target(self, indicator_id: str, target: Target, begun: Target | None = None) -> Dataset:
        """Save an indicator's target for the year of the quarter shown; an empty one keeps its row.

        `begun` is as for `record`.
        """
        with self._turn:
            edits.prove_target(target, self._known_indicator(indicator_id))
            held = self.dataset.target(indicator_id, self.dataset.shown.year)
            first = dict(edits.target_fields(held if begun is None else begun))
            fields = edits.target_changes(held, target)
            return self.apply(
                [self._change(field, first[field], new, indicator=indicator_id) for field, _, new in fields]
            )

    def apply(self, made: Sequence[Change], *, undoes: str = "") -> Dataset:
        """Make changes of one quarter, all or none: the one road from every edit to the files.

        The files are read again under the lock, so that what others have changed since stays. Raises
        ConflictError where they have changed the same field: to put mine over theirs, call again with
        their value as the change's `before`; to leave theirs, leave the change out. `undoes` names the
        action that this takes back, where it is an undo that was settled.
        """
        with self._turn:
            return self._apply(made, undoes=undoes)

    def accept(self, indicator_id: str) -> bool:
        """Log that what another program has put back is right; tell whether anything of the indicator was."""
        with self._turn, locked(self.folder):
            recover(self.folder)
            back = [entry.change for entry in self.put_back() if entry.change.indicator == indicator_id]
            if back:
                action = Action(self.who, self._now(), why="right as it was put back")
                self._commit((), [change.turned() for change in back], action)
            return bool(back)

    def pass_over(self, step: Step) -> None:
        """Leave a step as it is, since somebody else has changed it: what is before it can be undone then."""
        with self._turn, locked(self.folder):
            recover(self.folder)
            loaded, _ = self._fresh(self._quarter_of(step.changes))
            self._pass_over(loaded, step.undoing(), Action(self.who, self._now(), undoes=step.action))

    # Undo

    def undo(self) -> Dataset:
        """Take back the last change of one's own, as a new change; turns to its quarter.

        Where nothing has touched the files since, they are again what they were, byte by byte. Raises
        RefusedError if there is nothing, ConflictError if somebody else has changed the same field since.
        """
        with self._turn:
            step = self.next_undo()
            if step is None:
                message = "There is nothing of yours to undo"
                raise RefusedError(message)
            files = self._files_of(step)
            back = {where: (new, old) for where, (old, new) in files.items()}
            self._step(step, step.undoing(), undoes=step.action, back=back)
            return self.dataset

    def redo(self) -> Dataset:
        """Do again what was undone last; as `undo`."""
        with self._turn:
            step = self.next_redo()
            if step is None:
                message = "There is nothing of yours to do again"
                raise RefusedError(message)
            self._step(step, step.changes, redoes=step.action, back=self._files_of(step))
            return self.dataset

    def _step(
        self,
        step: Step,
        made: Sequence[Change],
        *,
        undoes: str = "",
        redoes: str = "",
        back: Mapping[str, tuple[str, str]],
    ) -> None:
        along = undo.confirmed_then(step, self.log())
        self._apply((*made, *along), undoes=undoes, redoes=redoes, back=back)
        self.last_step = step

    def _files_of(self, step: Step) -> dict[str, tuple[str, str]]:
        """Give the digests of the step's files before and after it; a quarter that it began stays."""
        quarter = Quarter.parse(step.quarter) or self.dataset.shown
        own = {place_of(change.field, quarter) for change in step.changes}
        entries = (entry for entry in self.log() if entry.action == step.action)
        return {where: both for entry in entries for where, both in entry.files.items() if where in own}

    def next_undo(self) -> Step | None:
        """Give the step that an undo would take back."""
        done, _ = undo.steps(self.log(), self.who)
        return next((step for step in reversed(done) if self._can_change(step)), None)

    def next_redo(self) -> Step | None:
        """Give the step that a redo would do again."""
        _, undone = undo.steps(self.log(), self.who)
        return next((step for step in reversed(undone) if self._can_change(step)), None)

    def _can_change(self, step: Step) -> bool:
        """Whether a step is of what is there and open; one of a quarter signed off since is passed over."""
        quarter = Quarter.parse(step.quarter)
        if quarter is None or os.path.lexists(self.folder / QUARTERS / quarter.folder / SIGN_OFF):
            return False
        known = {one.id for one in self.dataset.indicators} | {one.id for one in self.dataset.themes}
        return all((change.indicator or change.theme) in known for change in step.changes)

    def _change(self, field: str, old: str, new: str, *, indicator: str = "", theme: str = "") -> Change:
        return Change(str(self.dataset.shown), field, old, new, indicator, theme)

    def _known_indicator(self, indicator_id: str) -> Indicator:
        indicator = self.dataset.indicator(indicator_id)
        if indicator is None:
            message = f"{indicator_id} is not an indicator of this partnership"
            raise RefusedError(message)
        return indicator

    def _known_theme(self, theme_id: str) -> None:
        if all(theme.id != theme_id for theme in self.dataset.themes):
            message = f"{theme_id} is not a theme of this partnership"
            raise RefusedError(message)
