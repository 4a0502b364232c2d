"""The verbs that look back: log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, WordType, choices
from csptui.cli.refusal import FOUND
from csptui.cli.session import data_folder, open_view
from csptui.domain.change import TARGET_FIELDS
from csptui.domain.indicator import fold_code
from csptui.domain.quarter import Quarter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csptui.cli.session import View
    from csptui.domain.change import Change, Logged

_VERIFY = ("verify",)


@click.command(
    "log",
    cls=Verb,
    short_help="List the changes: who, when, from, to.",
    examples=(
        "csptui log                           every change, the newest first",
        "csptui log NI33 --full               of one indicator, with long texts whole",
        "csptui log --last 5 --json",
        "csptui log verify                    is any line altered or missing?",
    ),
)
@click.argument("words", nargs=-1, metavar="[REF|verify]", type=WordType("codes"))
@click.option("--last", type=click.IntRange(1), metavar="N", help="Only the last N saves.")
@click.option("--full", is_flag=True, help="Print long texts whole; they are cut to a line otherwise.")
@click.pass_context
def log_verb(context: click.Context, words: tuple[str, ...], last: int | None, full: bool) -> None:  # noqa: FBT001 - click passes flags so
    """List the changes of one indicator or of all, the newest save first as git does.

    Each save begins with its id, which diff --since takes; times are this computer's. Every quarter is
    listed unless --quarter names one. --json gives a list of changes, the newest first too.

    csptui log verify judges every line, and names the first that was altered, that is torn, or before
    which one is missing; the exit code is then 4. The very last line cannot be missed by any other.
    """
    if words == _VERIFY:
        _verify(context)
        return
    from csptui.outputs.log import Names, log_page, saves_of  # noqa: PLC0415 - help needs no pages
    from csptui.storage.changes import FILE, read_log  # noqa: PLC0415 - as above

    view = open_view(context)
    entries = read_log(data_folder(view.chosen) / FILE)
    wanted = wanted_of(view, " ".join(words), entries)
    saves = saves_of(entry for entry in entries if wanted(entry.change))[:last]
    names = Names.of(view.dataset)
    if view.chosen.as_json:
        from csptui.outputs.log_objects import logged_object  # noqa: PLC0415 - pages need no objects

        print_json([logged_object(entry, names) for save in saves for entry in reversed(save)])
        return
    look = look_of(view.chosen)
    print_page(log_page(saves, names, look, whole=full), look, view.chosen)


def wanted_of(view: View, ref: str, entries: Sequence[Logged] = ()) -> Callable[[Change], bool]:
    """Give the test for changes of the indicator and the quarter asked for, or of all.

    A target counts for every quarter of its year. An indicator that is defined no more goes by its id.
    """
    from csptui.cli.reference import find_row  # noqa: PLC0415 - only some verbs name a row

    quarter = view.chosen.quarter
    wanted = ""
    if ref:
        gone = {
            entry.change.indicator for entry in entries if fold_code(entry.change.indicator) == fold_code(ref)
        }
        found = view.dataset.find(ref)
        wanted = found[0].id if len(found) == 1 else ""
        if not wanted:
            wanted = gone.pop() if len(gone) == 1 and not found else find_row(view.dataset, ref).id

    def is_wanted(change: Change) -> bool:
        if wanted and change.indicator != wanted:
            return False
        if quarter is None:
            return True
        own = Quarter.parse(change.quarter)
        if own is None:
            return False
        return own.year == quarter.year if change.field in TARGET_FIELDS else own == quarter

    return is_wanted


def _verify(context: click.Context) -> None:
    from csptui.outputs.log import verdict_page  # noqa: PLC0415 - help needs no pages
    from csptui.storage.changes import FILE  # noqa: PLC0415 - as above
    from csptui.storage.log import verify  # noqa: PLC0415 - as above

    chosen = choices(context)
    verdict = verify(data_folder(chosen) / FILE)
    if chosen.as_json:
        from csptui.outputs.log_objects import verdict_object  # noqa: PLC0415 - pages need no objects

        print_json(verdict_object(verdict))
    else:
        look = look_of(chosen)
        print_page(verdict_page(verdict, FILE, look), look, chosen)
    if not verdict.is_sound:
        context.exit(FOUND)


VERBS = {"log": log_verb}
