"""An indicator beside its comparator groups: what each area has, in order, and how one's own stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from csptui.domain.compared import comparisons, direction
from csptui.domain.figure import digits
from csptui.domain.group_words import in_line_words, none_held, refused
from csptui.domain.rag import Ground
from csptui.domain.shown import show_line
from csptui.legend import CURSOR
from csptui.outputs.appearance import Look
from csptui.outputs.group import said
from csptui.outputs.group_strip import strip
from csptui.storage.area_values import FILE
from csptui.storage.where import where_of
from csptui.tui.screens.page import Body, Page
from csptui.tui.widgets.chart_pane import content_of
from csptui.tui.widgets.wording import Ledger, Line, Wording, badge, named, one_line, plainly, styled, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.geometry import Size
    from textual.widget import Widget

    from csptui.domain.compared import Compared
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row
    from csptui.tui.widgets.key_bar import KeyHint

_MOST_KEYS = 9


class GroupScreen(Page[None]):
    """One row beside one of its groups at a time; Tab and the number keys turn to another."""

    TITLE_WORDS: ClassVar[str] = "Comparator groups"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("H", "history", "History", tooltip="Every quarter of the row", id="group.history"),
        Binding("tab", "turn(1)", "Next group", tooltip="The next group", id="group.next"),
        Binding("shift+tab", "turn(-1)", "Previous group", tooltip="The group before", id="group.previous"),
        *(
            Binding(str(n), f"choose({n})", f"Group {n}", tooltip=f"Group {n}", id=f"group.{n}")
            for n in range(1, _MOST_KEYS + 1)
        ),
    ]
    BAR: ClassVar[tuple[tuple[str, str, int], ...]] = (
        ("group.next", "Next group", 3),
        ("group.history", "History", 4),
        ("page.down page.up", "Scroll", 5),
        ("page.help", "Help", 0),
        ("page.back", "Back", 0),
    )
    DEFAULT_CSS = """
    GroupScreen #group-tabs { display: none; }
    GroupScreen.-several #group-tabs { display: block; }
    GroupScreen #group-words { margin-bottom: 1; }
    GroupScreen #group-note { margin-top: 1; }
    """

    def __init__(self, dataset: Dataset, row: Row) -> None:
        """Show the first group of which a value is held."""
        super().__init__()
        self._dataset, self._row = dataset, row
        self._groups = comparisons(dataset, row.indicator)
        self._at = next((at for at, one in enumerate(self._groups) if one.average is not None), 0)

    @property
    def found(self) -> Compared | None:
        """The group that is shown; None where the row stands beside none."""
        return self._groups[self._at] if self._groups else None

    def body(self) -> Iterable[Widget]:
        """Give the names of the groups, the sentences, and the members in order."""
        with Body():
            yield Wording(id="group-tabs")
            yield Ledger(gutter=10, id="group-words")
            yield Members(id="group-members")
            yield Ledger(gutter=10, id="group-note")

    def tell(self) -> None:
        """Say what stands beside what."""
        row = self._row
        self.set_class(len(self._groups) > 1, "-several")
        name, short = named(row.indicator)
        self.head.put(name, text(str(row.quarter), "dim"), shorter=short)
        found = self.found
        if found is None:
            sentence = refused(self._dataset, row.indicator, ())
            self.query_one("#group-words", Ledger).put([(Content(""), text(sentence))])
            self.say(sentence)
            return
        self.query_one("#group-tabs", Wording).update(_tabs(self._groups, self._at))
        self.query_one("#group-words", Ledger).put(word_lines(found, self._row))
        self.query_one("#group-note", Ledger).put(note_lines(found))
        self.query_one(Members).put(found)
        self.say(place_words(found, self._at + 1, len(self._groups)))

    def hints(self) -> tuple[KeyHint, ...]:
        """Leave out the key to the next group where there is no other."""
        return tuple(one for one in super().hints() if len(self._groups) > 1 or one.action != "turn(1)")

    def action_turn(self, way: int) -> None:
        """Turn to the next group, and after the last to the first."""
        if self._groups:
            self.action_choose((self._at + way) % len(self._groups) + 1)

    def action_history(self) -> None:
        """Show every quarter of the row."""
        from csptui.tui.screens.history import open_history  # noqa: PLC0415 - only when asked for

        open_history(self, self._row.indicator)

    def action_choose(self, number: int) -> None:
        """Turn to a group by its number."""
        count = len(self._groups)
        if number > count:
            self.say("There is 1 group." if count == 1 else f"There are {count} groups.")
            return
        self._at = number - 1
        self.tell()
        self.query_one(Body).scroll_home(animate=False)


class Members(Wording):
    """The areas of a group in order, each with a bar, at any width."""

    _found: Compared | None = None

    def put(self, found: Compared) -> None:
        """Show another group."""
        self._found = found
        self.clear_cached_dimensions()
        self.refresh(layout=True)

    def render(self) -> Content:
        """Give the lines at the present width."""
        return plainly(Content("\n").join(self._lines(self.content_size.width)), self)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Give a line for each area, and one for the average."""
        del container, viewport
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        if self._found is None or width <= 0:
            return []
        look = Look(width, ascii_only=bool(getattr(self.app, "ascii_only", False)))
        return [content_of(line) for line in strip(self._found, look)]


def _tabs(groups: Sequence[Compared], at: int) -> Content:
    """Give the groups by number and id, the one that is shown marked."""
    parts: list[Content] = []
    for number, one in enumerate(groups):
        sign = CURSOR if number == at else " "
        key = f"{number + 1} " if number < _MOST_KEYS else ""
        words = one_line(f"{key}{one.group.id}")
        parts.append(Content.assemble(sign, words, "  ").stylize(styled("strong" if number == at else "dim")))
    return Content.assemble(*parts)


def word_lines(found: Compared, row: Row) -> list[Line]:
    """Give the sentences, and where values come from where none is held."""
    lines: list[Line] = [(text(label, "dim"), text(words)) for label, words in said(found)]
    group = row.rating.group
    if row.rating.ground is Ground.GROUP and group is not None and group.group == found.group.name:
        lines.append((badge(row.rating), text("rated by this average, since there is no target")))
    if found.average is None and found.missing:
        file = where_of(found.quarter, FILE)
        lines.append((text("Members", "dim"), one_line(", ".join(found.missing))))
        lines.append((text("File", "dim"), text(f"values are read from {file}, a line for each area")))
    return lines


def note_lines(found: Compared) -> list[Line]:
    """Give the group's name in full and what the partnership says of it."""
    lines: list[Line] = [(text("Group", "dim"), one_line(f"{found.group.name} ({found.group.id})"))]
    if found.group.note:
        lines.append((text("Note", "dim"), one_line(found.group.note, "dim")))
    return lines


def place_words(found: Compared, number: int, of: int) -> str:
    """Say in one sentence how the row stands beside the group, the answer first."""
    name = show_line(found.group.name)
    which = f" Group {number} of {of}, {name}." if of > 1 else f" {name}."
    if found.average is None:
        return show_line(none_held(found)) + (f" Group {number} of {of}." if of > 1 else "")
    if found.rank is None:
        return f"Own figure not compared.{which}"
    parts = [f"Rank {found.rank} of {len(found.standings)}, {direction(found.indicator)}"]
    if found.distance is not None:
        way = "above" if found.distance > 0 else "below"
        size = f"{digits(abs(found.distance), 1)}% {way} average"
        parts.append(size if found.distance else "at the average")
    if found.in_line is not None:
        parts.append(in_line_words(found))
    return f"{'; '.join(parts)}.{which}"
