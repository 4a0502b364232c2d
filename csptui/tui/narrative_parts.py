"""What the screen of a narrative is given and gives: the two parts of a theme, what helps, and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.change import FIELD_WORDS, NARRATIVE, SENSITIVE
from csptui.tui.widgets.key_bar import KeyHint

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.screen import Screen

    from csptui.tui.checked import Checked
    from csptui.tui.prose_lines import Previewed

BESIDE = 120
"""Columns from which the preview stands beside the text."""

WRITING = (
    KeyHint("^s", "Save", "save", 0),
    KeyHint("esc", "Back", "back", 0),
    KeyHint("F2", "Sensitive part", "part", 2),
    KeyHint("F5", "Preview", "preview", 3),
    KeyHint("^o", "Go to indicator", "go", 5),
    KeyHint("^g", "Editor", "", 4),
    KeyHint("^l", "Live figure", "", 6),
    KeyHint("F3", "Next check", "", 7),
    KeyHint("^z ^y", "Undo, redo", "", 8),
    KeyHint("F1", "Help", "help", 1),
)
ASKING = (
    KeyHint("^s", "Save", "save", 0),
    KeyHint("y", "Leave, lose the changes", "lose", 0),
    KeyHint("esc", "Write on", "back", 0),
)

QUESTION = "The text is changed and not saved. y leaves and loses the changes, Esc writes on, ctrl+s saves."
IS_SENSITIVE = "Sensitive: in no output unless asked"


class Aids(NamedTuple):
    """What helps the writer.

    `check` finds what is to be mended in a text, `picks` offers live figures, `preview` sets a text for a
    width, and `brought_down` comes back when all that is typed is on the disk.
    """

    check: Callable[[str], Checked]
    picks: Callable[[], Screen[str] | None]
    preview: Callable[[str, int], Previewed]
    brought_down: Callable[[], Awaitable[None]]


class Part(NamedTuple):
    """One text of a theme: its field, what is held, what was typed before and not saved.

    `keep` is told at each change what is not saved, or that nothing is.
    """

    field: str
    held: str
    typed: str | None = None
    keep: Callable[[str | None], None] | None = None


class Written(NamedTuple):
    """What is to be saved, None where a part is as it was; where to go then; and the part that was shown."""

    narrative: str | None = None
    sensitive: str | None = None
    go_to: str = ""
    first: str = NARRATIVE

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are to be saved."""
        both = ((NARRATIVE, self.narrative), (SENSITIVE, self.sensitive))
        return tuple(field for field, words in both if words is not None)

    @property
    def words(self) -> str:
        """Name them."""
        return " and ".join(FIELD_WORDS[field] for field in self.fields)
