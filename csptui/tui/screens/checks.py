"""Everything to fix or to look at in the quarter: what was found, where, and the keys that deal with it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from csptui.domain.finding import Finding
from csptui.domain.shown import show_line
from csptui.tui.check_words import (
    FIELD_WORDS,
    SHORT,
    Group,
    finding_lines,
    group_of,
    key_of,
    ref_words,
    told,
)
from csptui.tui.findings import to_fix_text
from csptui.tui.keys import keys_of
from csptui.tui.putting_right import what_to_do, why_not_kept
from csptui.tui.screens.listed import ListedPage
from csptui.tui.widgets.check_list import CheckList, Entry
from csptui.tui.widgets.filter_line import FilterLine
from csptui.tui.widgets.key_bar import KeyBar, KeyHint
from csptui.tui.widgets.wording import Bar, Ledger, named, one_line, text

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from csptui.domain.scorecard import Row
    from csptui.tui.screens.checking import CheckingScreen


class ChecksScreen(ListedPage[Finding]):
    """The findings of the quarter shown, on top of the board that reads them and saves what is done here."""

    TITLE_WORDS: ClassVar[str] = "Checks"
    AUTO_FOCUS: ClassVar[str] = "CheckList"
    LIST = CheckList
    DETAIL: ClassVar[str] = "check"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,e", "open", "Open", tooltip="Go to the text or the figure", id="checks.open"),
        Binding("f", "fix", "Fix", tooltip="Put the right figure in", id="checks.fix"),
        Binding("K", "keep", "Keep", tooltip="Keep it, with a reason; or take that back", id="checks.keep"),
        Binding("}", "to_fix(1)", "Next to fix", tooltip="The next one to fix", id="checks.next"),
        Binding("{", "to_fix(-1)", "Previous to fix", tooltip="The one to fix before", id="checks.previous"),
        Binding(
            "a", "scope", "All", tooltip="Show what fits and what cannot be checked too", id="checks.all"
        ),
        Binding("u", "undo", "Undo", tooltip="Take back your last change", id="checks.undo"),
        Binding("U", "redo", "Redo", tooltip="Do again what was undone last", id="checks.redo"),
        Binding("/", "filter", "Filter", tooltip="Show only what has these words", id="checks.filter"),
        Binding("tab", "read(1)", "Read on", tooltip="Read on below the list", id="checks.read"),
        Binding("shift+tab", "read(-1)", "Read back", tooltip="Read back", id="checks.read-back"),
    ]
    BAR: ClassVar[tuple[tuple[str, str, int], ...]] = (
        ("checks.fix", "Fix", 1),
        ("checks.keep", "Keep", 1),
        ("checks.open", "Open", 2),
        ("checks.previous checks.next", "To fix", 4),
        ("checks.all", "All", 3),
        ("checks.undo", "Undo", 5),
        ("checks.filter", "Filter", 6),
        ("checks.read", "Read on", 7),
        ("page.help", "Help", 0),
        ("page.back", "Back", 0),
    )
    DEFAULT_CSS = """
    ChecksScreen #check-detail {
        height: 8; border-top: solid $csp-hairline; padding: 0 1; scrollbar-size: 1 1;
    }
    ChecksScreen #check-title { height: 1; padding: 0 0 0 1; }
    ChecksScreen.-tall #check-detail { height: 10; }
    """

    def __init__(self, board: CheckingScreen, row: Row | None) -> None:
        """Begin at what was found in a row of the board."""
        super().__init__()
        self._board = board
        self._begin_at = None if row is None else row.id
        self._is_all = False
        self._busy: set[tuple[object, int]] = set()

    def on_mount(self) -> None:
        """Show what was found, now and whenever the board has checked again."""
        self.query_one(FilterLine).placeholder = "Filter: a code, a word, narrative, sensitive"
        self._show()
        self.watch(self._board, "found", self._show, init=False)

    # What is shown

    @property
    def _list(self) -> CheckList:
        return self.query_one(CheckList)

    def _show(self) -> None:
        """Fill the list as the scope and the filter have it; the cursor stays, or goes to what follows."""
        if not self.is_open:
            return
        entries = self._entries()
        self._list.widest_ref = max((cell_len(show_line(one.ref)) for one in entries), default=0)
        groups = [(group, [one for one in entries if one.group is group]) for group in Group]
        shown = [one for group, some in groups if self._is_all or group in SHORT for one in some]
        at = self._place_in(shown)
        headed = [
            (f"{group.value}: {len(some):,}", some) for group, some in groups if some and some[0] in shown
        ]
        self._list.put(headed, at=at, empty=self._empty())
        self.tell()

    def _entries(self) -> list[Entry]:
        """Give what was found, as far as the filter keeps it."""
        dataset, seen = self._board.dataset, Counter[object]()
        entries = []
        for finding in self._board.found.every:
            ref, key = ref_words(finding.ref, dataset), key_of(finding)
            seen[key] += 1
            words = f"{ref} {finding.field} {finding.check} {finding.sentence}".casefold()
            if all(word in words for word in self._wanted.casefold().split()):
                entries.append(Entry(finding, group_of(finding), ref, key, seen[key]))
        return entries

    def _place_in(self, shown: list[Entry]) -> int:
        """Give the place of what the cursor was on, or of what followed it where that has gone."""
        if self._begin_at is not None and shown:
            first = next((at for at, one in enumerate(shown) if one.finding.ref == self._begin_at), 0)
            self._begin_at = None
            return first
        places = {(one.group, one.key, one.nth): at for at, one in enumerate(shown)}
        items, here = self._list.items, self._list.at
        for one in (*items[here:], *reversed(items[:here])):
            if (place := places.get((one.group, one.key, one.nth))) is not None:
                return place
        return 0

    def _empty(self) -> str:
        if self._board.found.quarter is None:
            return " The checks are being made."
        if self._wanted.strip():
            return show_line(f" Nothing has {self._wanted}: Esc clears the filter.")
        return " Nothing is to fix or to look at: a shows what fits."

    def tell(self) -> None:
        """Say whose checks these are, and how many are to fix."""
        board, items = self._board, self._list.items
        count = board.found.count
        total = to_fix_text(count, short=True) or "nothing to fix"
        label, quarter = board.dataset.partnership.label, board.card.quarter
        name, number = text(self.TITLE_WORDS, "strong"), text(total, "note" if count else "dim")
        self.head.put(
            Content("   ").join([name, one_line(f"{label} {quarter}"), number]),
            text("all that was checked" if self._is_all else "a shows all", "dim"),
            shorter=Content("   ").join([name, text(quarter.short), number]),
        )
        if not items:
            self.query_one("#check-title", Bar).put(Content(""))
            self.query_one(Ledger).put(())
            self.say(f"Checks, none.{self._empty()}")

    @on(CheckList.Highlighted)
    def _come_to(self, message: CheckList.Highlighted) -> None:
        """Show the sentence and the figures of the finding that the cursor is on."""
        message.stop()
        entry, board = self._list.item, self._board
        if message.by_hand:
            self.say_first("")
        if entry is None or message.at != self._list.at:
            return  # Fast hands have moved on.
        finding = entry.finding
        row = board.card.row(finding.ref)
        name, shorter = (one_line(entry.ref, "strong"),) * 2 if row is None else named(row.indicator)
        where = FIELD_WORDS.get(finding.field, finding.field)
        self.query_one("#check-title", Bar).put(name, text(where, "dim"), shorter=shorter)
        keys = {one.id: keys_of(one, board.keymap)[0] for _, one in self._bindings_in_use()}
        ledger = finding_lines(finding, board.dataset, board.card, str(keys.get("checks.fix", "f")))
        self.query_one(Ledger).put(ledger)
        self.query_one("#check-detail").scroll_home(animate=False)
        inside = [one for one in self._list.items if one.group is entry.group]
        place = inside.index(entry) + 1
        heading = entry.group.value.split(":")[0]
        self.say(f"{heading}, {place:,} of {len(inside):,}. {entry.ref}: {told(finding)}")

    # The keys

    def action_open(self) -> None:
        """Go to the text or the figure."""
        if (entry := self._list.item) is not None:
            self.dismiss(entry.finding)

    def action_to_fix(self, by: int) -> None:
        """Go to the next one to fix, or the one before, round the end."""
        places = [at for at, one in enumerate(self._list.items) if one.group is Group.TO_FIX]
        if not places:
            self.say_first("Nothing is to fix here.")
            return
        here = self._list.at
        later = [at for at in (places if by > 0 else reversed(places)) if (at - here) * by > 0]
        self._list.go(later[0] if later else places[0 if by > 0 else -1])

    def action_fix(self) -> None:
        """Put the right figure in, and go to the next one."""
        entry = self._list.item
        if entry is None:
            return
        finding, board = entry.finding, self._board
        has_fix = finding.to_fix and finding.claim is not None and finding.claim.fix is not None
        refusal = board.why_not_changed(finding) or ("" if has_fix else what_to_do(finding))
        if refusal:
            self.say_first(refusal or what_to_do(finding))
        elif (entry.key, entry.nth) not in self._busy:
            # The board's worker: leaving this screen does not stop a save.
            self._go_on(entry)
            board.run_worker(self._done(entry, board.put_right(finding, board.card.quarter)), group="saves")

    def action_keep(self) -> None:
        """Ask for the reason to keep it for."""
        entry = self._list.item
        if entry is None:
            return
        finding, board, quarter = entry.finding, self._board, self._board.card.quarter
        refusal = why_not_kept(finding) or board.why_not_changed(finding, kept=True)
        if refusal:
            self.say_first(refusal)
            return
        from csptui.tui.screens.reason import ReasonScreen  # noqa: PLC0415 - when asked for

        def answered(reason: str | None) -> None:
            if reason is not None:
                self._go_on(entry)
                saves = board.keep_claim(finding, reason, quarter)
                board.run_worker(self._done(entry, saves), group="saves")

        self.app.push_screen(ReasonScreen(finding, entry.ref), answered)

    def _go_on(self, entry: Entry) -> None:
        """Go to the next one to fix at once: the save takes its time, and the hands need not wait."""
        self._busy.add((entry.key, entry.nth))
        items = self._list.items
        here = next((at for at, one in enumerate(items) if one is entry), self._list.at)
        others = [at for at, one in enumerate(items) if one.group is entry.group and at != here]
        if others:
            self._list.go(next((at for at in others if at > here), others[-1]))

    async def _done(self, entry: Entry, saves: Awaitable[str]) -> None:
        """Save what was asked for, and say what has come of it."""
        said = await saves
        self._busy.discard((entry.key, entry.nth))
        self._board.say(said)
        if self.is_open:
            self.say_first(said)

    def action_undo(self) -> None:
        """Take back the last change of one's own."""
        self._board.run_worker(self._stepped(back=True), group="saves")

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._board.run_worker(self._stepped(back=False), group="saves")

    async def _stepped(self, *, back: bool) -> None:
        await self._board.step(back=back)
        if self.is_open:
            self.say_first(self._board.notice)

    def action_scope(self) -> None:
        """Show what fits and what cannot be checked too, or only what is to be done."""
        self._is_all = not self._is_all
        self.query_one(KeyBar).hints = self.hints()
        self._show()

    def hints(self) -> tuple[KeyHint, ...]:
        """Give what the key bar shows; the key for all says what it would show."""
        word = "To do" if self._is_all else "All"
        return tuple(one._replace(word=word) if one.action == "scope" else one for one in super().hints())
