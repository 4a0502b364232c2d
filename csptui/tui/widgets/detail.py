"""The sentences under the table: why the row has its colour, how surely, and how it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from csptui.analysis.held_intervals import row_words
from csptui.domain.chance import chance, chance_brief, chance_on_quarter, chance_sentence
from csptui.domain.compared import comparisons
from csptui.domain.formula import brief_sum
from csptui.domain.group_words import group_lines
from csptui.domain.moved import moved, moved_sentence
from csptui.domain.shown import show, show_line
from csptui.domain.why import (
    amber_sentence,
    certainty_sentence,
    change_sentence,
    colour_sentence,
    distance_sentence,
    flags,
    polarity_words,
    rule_sentence,
    trend_sentence,
)
from csptui.legend import ASCII_UNCERTAIN, UNCERTAIN, VERDICT_STYLES, mark_of, movement_text
from csptui.tui.findings import NO_FINDINGS, Findings
from csptui.tui.keys import first_key
from csptui.tui.widgets.wording import in_ascii

if TYPE_CHECKING:
    from textual.binding import BindingType

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row

LABEL = 12
ENOUGH_ROOM, AIRY = 6, 12
"""The heights from which everything is told, and with a blank line under the title."""


class Detail(Widget, can_focus=True, inherit_bindings=False):
    """One row explained, in three lines or in full; it scrolls where the comment is long."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", "Down", tooltip="Read on", id="detail.down"),
        Binding("k,up", "scroll(-1)", "Up", tooltip="Read back", id="detail.up"),
    ]

    row: reactive[Row | None] = reactive(None, always_update=True)
    found: reactive[Findings] = reactive(NO_FINDINGS)
    dataset: reactive[Dataset | None] = reactive(None, always_update=True)
    top: reactive[int] = reactive(0)

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.ascii_only = ascii_only
        self._height = 0

    def watch_row(self, old: Row | None, new: Row | None) -> None:
        """Begin at the top of another row."""
        if old is None or new is None or old.id != new.id:
            self.top = 0

    def action_scroll(self, by: int) -> None:
        """Move through a long comment."""
        self.top = max(0, min(self.top + by, self._height - self.size.height))

    def render(self) -> Content:
        """Give the lines that fit."""
        width, height = self.size
        if self.row is None or width <= 0:
            return Content("")
        if height < ENOUGH_ROOM:
            return Content("\n").join(self._short(self.row, width)[:height])
        lines = self._full(self.row, width)
        self._height = len(lines)
        lines = lines[self.top :]
        if len(lines) > height:
            more = len(lines) - height + 1
            told = f"{' ' * (LABEL + 2)}… {more:,} more lines"
            lines = [*lines[: height - 1], Content.styled(told, "$text-muted")]
        return Content("\n").join(lines)

    def _short(self, row: Row, width: int) -> list[Content]:
        mark = mark_of(row.rating)
        sure = "" if row.rating.certain else ", not certain"
        rated = Content.assemble(
            " ",
            (show_line(row.indicator.code), "bold $csp-strong"),
            "  ",
            (f"{mark.ascii if self.ascii_only else mark.glyph} {mark.word}{sure}", f"bold $csp-{mark.style}"),
            "  ",
        )
        rated += _clauses(show_line(colour_sentence(row)), width - rated.cell_length)
        certain = show_line(certainty_sentence(row) or distance_sentence(row) or " ".join(flags(row)))
        second = Content.styled(f"  {certain}", "$csp-note" if not row.rating.certain else "$foreground")
        moved = movement_text(row, ascii_only=self.ascii_only)
        third = Content.assemble("  ", (moved, f"$csp-{VERDICT_STYLES[row.movement]}"), "  " if moved else "")
        told = show_line(trend_sentence(row) if row.has_trend else change_sentence(row))
        third += Content.styled(show_line(_clauses(told, width + 1 - third.cell_length)), "$text-muted")
        if row.part:
            third = Content("")
        to_fix = self._to_fix(row)
        lines = (*_first_two(rated, second, width), *(_beside(*to_fix, width) if to_fix else [third]))
        return [line.truncate(width, ellipsis=True) for line in lines]

    def _to_fix(self, row: Row) -> tuple[Content, Content] | None:
        """Give the first thing to fix in the row, and the key that leads to all of them."""
        found = self.found.of_row(row.id)
        if not found:
            return None
        count = f"1 of {len(found):,}: " if len(found) > 1 else ""
        key = first_key("checks", self.app._keymap)  # noqa: SLF001 - Textual has no public way to read it
        way = "fix or keep" if found[0].claim is not None else "checks"
        told = Content.styled(f"! {count}{show_line(found[0].sentence)}", "$csp-note")
        return told, Content.assemble("  ", (show_line(key), "bold $csp-strong"), (f" {way}", "$text-muted"))

    def _full(self, row: Row, width: int) -> list[Content]:
        air = [Content("")] if self.size.height >= AIRY else []
        lines = [self._title(row, width), *air, *self._colour(row, width)]
        to_fix = self._to_fix(row)
        if to_fix:
            # Before the rest: it is in sight however much there is to read.
            lines += _ended(
                _block(Content.styled("To fix", "$text-muted"), to_fix[0], width), to_fix[1], width
            )
        lines += self._movement(row, width)
        for text in flags(row):
            lines += _block(Content(""), Content.styled(f"! {show_line(text)}", "$csp-note"), width)
        lines.append(Content(""))
        comment = show(row.printed)
        label = Content.styled("Comment", "$text-muted")
        body = Content(comment) if comment else Content.styled("none yet: c writes one", "$text-muted")
        return [*lines, *_block(label, body, width), *self._reasons(row, width)]

    def _title(self, row: Row, width: int) -> Content:
        indicator = row.indicator
        codes = " · ".join(show_line(code) for code in indicator.codes if code != indicator.code)
        parts = [(f" {show_line(indicator.code)}  {show_line(indicator.name)}", "bold $csp-strong")]
        rest = "   ".join(part for part in (codes, polarity_words(indicator.polarity)) if part)
        return Content.assemble(*parts, (f"    {rest}", "$text-muted")).truncate(width, ellipsis=True)

    def _colour(self, row: Row, width: int) -> list[Content]:
        mark = mark_of(row.rating)
        glyph = mark.ascii if self.ascii_only else mark.glyph
        badge = Content.styled(
            f" {glyph} {mark.word.upper()} ", f"bold $csp-{mark.style}-badge-ink on $csp-{mark.style}-badge"
        )
        body = Content(show_line(colour_sentence(row)))
        rule = "" if row.rating.edge is None else rule_sentence(row.rating.rule, row.indicator.unit)
        if rule and body.cell_length + len(rule) + 3 <= _room(badge, width):
            body = Content.assemble(body, "   ", (show_line(rule), "$text-muted"))
        lines = _block(badge, body, width)
        sure = show_line(certainty_sentence(row))
        if sure:
            sign = ASCII_UNCERTAIN if self.ascii_only else UNCERTAIN
            lines += _block(Content(""), Content.styled(f"{sign} {sure}", "$csp-note"), width)
        reach = show_line(distance_sentence(row))
        if reach:
            lines += _block(Content(""), Content.styled(reach, "$text-muted"), width)
        return lines

    def _reasons(self, row: Row, width: int) -> list[Content]:
        """Give what stands behind the answer, for those who read on: the sum, amber, the parts, chance."""
        parts = moved(row)
        told = [("Sum", brief_sum(row)), ("Amber", amber_sentence(row))]
        told.append(("Interval", row_words(row)))
        told.append(("Moved", "" if parts is None else moved_sentence(row, parts)))
        told.append(("Chance", "" if row.change is None else chance_sentence(chance(row))))
        move = chance_on_quarter(row)
        told.append(("", "" if move is None or row.part else chance_sentence(move)))
        if self.dataset is not None:
            told += group_lines(comparisons(self.dataset, row.indicator))
        lines: list[Content] = []
        for label, words in told:
            if words:
                said = Content.styled(show_line(words), "$text-muted")
                said = in_ascii(said) if self.ascii_only else said
                lines += _block(Content.styled(show_line(label), "$text-muted"), said, width)
        return [Content(""), *lines] if lines else []

    def _movement(self, row: Row, width: int) -> list[Content]:
        label = Content.styled(
            movement_text(row, ascii_only=self.ascii_only), f"$csp-{VERDICT_STYLES[row.movement]}"
        )
        changed, trend = show_line(change_sentence(row)), show_line(trend_sentence(row))
        if row.part:
            # The first sentence of the detail says it, and the change and the trend would say it again.
            return []
        tested = chance(row)
        # Chance is of the change on the year, so it stands beside that.
        brief = "" if tested.p is None else chance_brief(tested)
        first, *rest = (trend, changed, brief) if row.has_trend else (changed, brief, trend)
        told = "  ".join(part for part in rest if part)
        return _block(label, Content.assemble(show_line(first), (show(f"  {told}"), "$text-muted")), width)


def _beside(told: Content, way: Content, width: int) -> list[Content]:
    """Give a sentence on one line, cut where the key beside it has no room otherwise."""
    room = max(10, width - way.cell_length - 3)
    return [Content.assemble("  ", told.truncate(room, ellipsis=True), way)]


def _ended(lines: list[Content], way: Content, width: int) -> list[Content]:
    """Give lines with a key and its words at their end, in one piece."""
    if lines[-1].cell_length + way.cell_length <= width:
        return [*lines[:-1], Content.assemble(lines[-1], way)]
    return [*lines, Content.assemble(" " * LABEL, way)]


def _clauses(sentence: str, room: int) -> str:
    """Leave out the last clauses of a sentence that has no room, so that no figure in it is cut."""
    clauses = sentence.removesuffix(".").split("; ")
    while len(clauses) > 1 and len("; ".join(clauses)) >= room:
        clauses.pop()
    kept = "; ".join(clauses)
    return f"{kept})." if kept.count("(") > kept.count(")") else f"{kept}."


def _first_two(rated: Content, second: Content, width: int) -> list[Content]:
    """Give the first two lines: a long first one goes on in the second, where that would be empty."""
    if second.plain.strip() or rated.cell_length <= width:
        return [rated, second]
    first, *rest = rated.wrap(width)
    return [first, Content.assemble("  ", Content(" ").join(rest))]


def _room(label: Content, width: int) -> int:
    """Give how many cells a text beside a label has."""
    return max(10, width - max(LABEL, label.cell_length + 1) - 3)


def _block(label: Content, body: Content, width: int) -> list[Content]:
    """Give a label with a wrapped text beside it."""
    space = max(LABEL, label.cell_length + 1)
    lines = body.wrap(_room(label, width))
    head = label.pad_right(max(0, space - label.cell_length))
    indents = [Content.assemble(" ", head, " ")] + [Content(" " * (space + 2))] * (len(lines) - 1)
    return [indent + line for indent, line in zip(indents, lines, strict=True)]
