"""Every key of the main screen as one named binding, and how keys are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.keys import format_key

from csptui.tui.widgets.key_bar import KeyHint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAIN = (
    Binding("?,f1", "help", "Help", tooltip="The keys of this place", id="help"),
    Binding("e,enter", "edit", "Edit", tooltip="Edit the figure", id="edit"),
    Binding("c", "comment", "Comment", tooltip="Edit the comment", id="comment"),
    Binding("w", "why", "Why", tooltip="Why the row has its colour, in full", id="why"),
    Binding("m", "group", "Group", tooltip="Comparator groups: average, rank, members", id="group"),
    Binding(
        "H",
        "history",
        "History",
        tooltip="Every quarter: chart, numbers, control chart, forecast",
        id="history",
    ),
    Binding("i", "definition", "Definition", tooltip="What the indicator measures", id="definition"),
    Binding("t", "target", "Target", tooltip="Set the target", id="target"),
    Binding("a", "narrative", "Narrative", tooltip="Write the narrative of the row's theme", id="narrative"),
    Binding("x", "exceptions", "Exceptions", tooltip="The list of exceptions", id="exceptions"),
    Binding(
        "X",
        "print_exceptions",
        "Print exceptions",
        tooltip="Make the list of exceptions, in every format",
        id="exceptions.print",
    ),
    Binding("r", "report", "Report", tooltip="The report as pages, before it is made", id="report"),
    Binding(
        "R",
        "build_report",
        "Make the report",
        tooltip="Make the report, in the formats chosen",
        id="report.build",
    ),
    Binding("v", "checks", "Checks", tooltip="Checks: what is to fix or to look at", id="checks"),
    Binding("}", "to_fix(1)", "Next to fix", tooltip="The next row with something to fix", id="to-fix.next"),
    Binding(
        "{",
        "to_fix(-1)",
        "Previous to fix",
        tooltip="The row before with something to fix",
        id="to-fix.previous",
    ),
    Binding("d", "changes", "Changes", tooltip="Changes: who, when, from, to", id="changes"),
    Binding("!", "problems", "Problems", tooltip="What is wrong in the files", id="problems"),
    Binding("u", "undo", "Undo", tooltip="Take back your last change", id="undo"),
    Binding("U", "redo", "Redo", tooltip="Do again what was undone last", id="redo"),
    Binding("/", "filter", "Filter", tooltip="Show only what matches, as you type", id="filter"),
    Binding("n", "match(1)", "Next match", tooltip="The next row that the filter keeps", id="match.next"),
    Binding(
        "N",
        "match(-1)",
        "Previous match",
        tooltip="The row before that the filter keeps",
        id="match.previous",
    ),
    Binding("o", "order", "Order", tooltip="Order by the next column", id="order"),
    Binding("O", "reverse", "Reverse", tooltip="Turn the order round", id="order.reverse"),
    Binding("[", "quarter(-1)", "Previous quarter", tooltip="Show the quarter before", id="quarter.previous"),
    Binding("]", "quarter(1)", "Next quarter", tooltip="Show the next quarter", id="quarter.next"),
    Binding("y", "copy", "Copy", tooltip="Copy the row as text", id="copy"),
    Binding("b", "sidebar", "Sidebar", tooltip="Show or hide the themes", id="sidebar"),
    Binding("z", "zoom", "Enlarge", tooltip="Enlarge the pane in focus, and back", id="zoom"),
    Binding("T", "app.next_appearance", "Appearance", tooltip="The next appearance", id="appearance"),
    Binding("tab", "pane(1)", "Next pane", tooltip="Go to the next pane", id="pane.next"),
    Binding("shift+tab", "pane(-1)", "Previous pane", tooltip="Go to the pane before", id="pane.previous"),
    Binding("escape", "back", "Back", tooltip="Clear the filter, or make the pane small again", id="back"),
    Binding("q", "app.leave", "Quit", tooltip="Leave; asks only if something would be lost", id="leave"),
    Binding("0", "theme(0)", "All themes", tooltip="Show every theme", id="theme.0"),
    *(
        Binding(str(n), f"theme({n})", f"Theme {n}", tooltip=f"Show theme {n}", id=f"theme.{n}")
        for n in range(1, 10)
    ),
)

APP = (
    Binding("ctrl+p", "command_palette", "Commands", tooltip="Find any command", id="palette", priority=True),
    Binding("ctrl+q", "leave", "Quit", tooltip="Leave from anywhere", id="quit", priority=True),
    Binding(
        "ctrl+c",
        "interrupt",
        "Copy or quit",
        tooltip="Copy what is selected, else leave; twice always leaves",
        id="interrupt",
        priority=True,
    ),
)

UNKEYED = (
    ("what_if", "What if", "The ratings that another tolerance would give; nothing is saved"),
    ("questions", "Questions to expect", "What members will ask of this quarter, with the figures"),
    ("new_quarter", "New quarter", "Start an empty quarter with its targets due"),
    (
        "confirm_targets",
        "Confirm rolled targets",
        "The targets carried over from the year before; dry run first",
    ),
    ("reload", "Read the files again", "Take in what has changed on disk"),
    ("drop_draft", "Drop what was typed here", "Forget the unsaved draft of this row; the files stay"),
    ("drop_lost", "Drop drafts without a row", "Forget drafts whose indicator or quarter has gone"),
)
"""Actions that have no key of their own: the palette has them."""

OF_A_ROW = frozenset(
    [
        "edit",
        "comment",
        "why",
        "group",
        "history",
        "definition",
        "target",
        "narrative",
        "exceptions",
        "print_exceptions",
        "report",
        "build_report",
        "checks",
        "changes",
        "copy",
    ]
)
"""Actions that show or change what stands in the quarter shown."""

BAR = (
    ("edit", "Edit", 2),
    ("comment", "Comment", 3),
    ("why", "Why", 4),
    ("filter", "Filter", 6),
    ("exceptions", "Exceptions", 4),
    ("checks", "Checks", 5),
    ("report", "Report", 4),
    ("history", "History", 7),
    ("definition", "Definition", 9),
    ("target", "Target", 10),
    ("narrative", "Narrative", 11),
    ("changes", "Changes", 12),
    ("undo", "Undo", 7),
    ("order", "Order", 8),
    ("quarter.previous quarter.next", "Quarter", 7),
    ("palette", "Commands", 6),
    ("help", "Help", 0),
    ("leave", "Quit", 0),
)
"""What the key bar shows: binding ids, word, and how soon it is dropped."""

EDITING = (
    ("edit.next-field", "tab", "Next field", "", 4),
    ("edit.save-next", "enter", "Save, next row", "", 2),
    ("edit.save", "ctrl+s", "Save", "", 3),
    ("edit.leave", "escape", "Leave, kept", "", 1),
    ("help", "f1", "Help", "help", 0),
    ("quit", "ctrl+q", "Quit", "app.leave", 0),
)
COMMENTING = (
    ("check.next", "f3", "Next check", "", 4),
    ("check.live", "ctrl+l", "Live figure", "", 3),
    ("check.editor", "ctrl+g", "Editor", "", 5),
    ("edit.save", "ctrl+s", "Save", "", 2),
    ("edit.leave", "escape", "Leave, kept", "", 1),
    ("help", "f1", "Help", "help", 0),
    ("quit", "ctrl+q", "Quit", "app.leave", 0),
)
FILTERING = (
    ("filter.keep", "enter", "Keep", "", 1),
    ("filter.clear", "escape", "Clear", "", 1),
    ("help", "f1", "Help", "help", 0),
    ("quit", "ctrl+q", "Quit", "app.leave", 0),
)
"""What the key bar shows where text is typed: binding id, its key there, word, action, rank."""

_NAMES = {
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "esc",
    "enter": "enter",
    "tab": "tab",
    **{f"f{n}": f"F{n}" for n in range(1, 13)},
}


def key_text(key: str) -> str:
    """Give a key as people write it: `^p`, `?`, `PgUp`."""
    key = key.strip()
    if key.startswith("ctrl+"):
        return f"^{key_text(key.removeprefix('ctrl+'))}"
    return _NAMES.get(key) or format_key(key)


def keys_of(binding: Binding, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """Give a binding's keys as people write them, moved as the settings have them."""
    keys = keymap.get(binding.id or "", binding.key)
    return tuple(key_text(key) for key in keys.split(","))


def first_key(name: str, keymap: Mapping[str, str]) -> str:
    """Give the first key of a binding of the main screen, for a sentence that names it."""
    return next(keys_of(one, keymap)[0] for one in MAIN if one.id == name)


def bar_hints(keymap: Mapping[str, str]) -> tuple[KeyHint, ...]:
    """Give what the key bar shows in the main screen."""
    by_id = {binding.id: binding for binding in (*MAIN, *APP)}
    hints = []
    for ids, word, rank in BAR:
        bindings = [by_id[one] for one in ids.split()]
        keys = " ".join(keys_of(binding, keymap)[0] for binding in bindings)
        hints.append(KeyHint(keys, word, bindings[-1].action, rank))
    return tuple(hints)


def typing_hints(
    hints: tuple[tuple[str, str, str, str, int], ...], keymap: Mapping[str, str]
) -> tuple[KeyHint, ...]:
    """Give what the key bar shows where text is typed."""
    return tuple(
        KeyHint(key_text(keymap.get(name, key).split(",")[-1]), word, action, rank)
        for name, key, word, action, rank in hints
    )


def help_rows(bindings: Iterable[Binding], keymap: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Give (keys, what they do) for each binding, the themes' ten keys as one."""
    rows = []
    for binding in bindings:
        if (binding.id or "").startswith("theme.") and not keymap.get(binding.id or ""):
            if binding.id == "theme.0":
                rows.append(("0–9", "All themes, theme 1 to 9"))
            continue
        rows.append((" ".join(keys_of(binding, keymap)), binding.tooltip or binding.description))
    return tuple(rows)
