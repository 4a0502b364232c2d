"""The verbs that look back, log and diff; and the look back that other verbs take by `--as-of`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, WordType, choices
from csptui.cli.refusal import FOUND, Refusal, narrate
from csptui.cli.session import data_folder, open_view
from csptui.domain.change import TARGET_FIELDS, Change
from csptui.domain.indicator import fold_code
from csptui.domain.quarter import Quarter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csptui.cli.session import View
    from csptui.domain.change import Logged
    from csptui.domain.then import Then

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
    from csptui.storage.past import read_entries  # noqa: PLC0415 - as above

    view = open_view(context)
    entries = read_entries(data_folder(view.chosen))
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


@click.command(
    "diff",
    cls=Verb,
    short_help="List what differs between then and now.",
    examples=(
        "csptui diff --since 2010-04-20       what was changed on that day or later",
        'csptui diff --since "2010-04-20 09:30" NI33',
        "csptui diff --since 3f2a9c1b         since that save (csptui log has their ids)",
        "csptui diff --since 2009-10-Q3       how the figures moved from that quarter",
    ),
)
@click.argument("words", nargs=-1, metavar="[REF]", type=WordType("codes"))
@click.option("--since", required=True, metavar="DATE|QUARTER|SAVE", type=WordType("quarters"), help="Then.")
@click.option("--full", is_flag=True, help="Print long texts whole; they are cut to a line otherwise.")
@click.pass_context
def diff_verb(context: click.Context, words: tuple[str, ...], since: str, full: bool) -> None:  # noqa: FBT001 - click passes flags so
    """List each field that is another now than then: from, to, and who changed it last and when.

    By a date or a save, it is what the log says of one indicator or of all; every quarter is compared
    unless --quarter names one. What is not as the log last wrote it was changed outside csptui, and is
    said to be. By a quarter, it is its figures and targets against those of the quarter shown.
    """
    from csptui.outputs.log import Names  # noqa: PLC0415 - help needs no pages

    view = open_view(context)
    words_since, found = _differences(view, since, " ".join(words))
    names = Names.of(view.dataset)
    if view.chosen.as_json:
        from csptui.outputs.log_objects import then_object  # noqa: PLC0415 - pages need no objects

        print_json([then_object(one, names) for one in found])
        return
    from csptui.outputs.since import since_page  # noqa: PLC0415 - JSON needs no pages

    look = look_of(view.chosen)
    print_page(since_page(words_since, found, names, look, whole=full), look, view.chosen)


def _differences(view: View, since: str, ref: str) -> tuple[str, list[Then]]:
    """Give what --since means in words, and every wanted field that differs."""
    from csptui.cli.moment import moment_of  # noqa: PLC0415 - help needs no data
    from csptui.storage import past  # noqa: PLC0415 - as above
    from csptui.storage.folder import open_folder  # noqa: PLC0415 - as above

    folder = data_folder(view.chosen)
    entries = past.read_entries(folder)
    wanted = wanted_of(view, ref, entries)
    quarter = Quarter.parse(since)
    if quarter is None:
        moment = moment_of(since, entries, "--since", whole_day=False)
        loaded = open_folder(folder, view.dataset.shown)
        found = past.since(folder, loaded, entries, moment.held)
        told = f"since {moment.words}"
    elif quarter in view.dataset.available:
        found = past.moved(view.dataset, open_folder(folder, quarter), entries)
        told = f"between {quarter} and {view.dataset.shown}"
    else:
        held = ", ".join(str(one) for one in view.dataset.available) or "none"
        message = f"{quarter} is not held (held: {held})"
        raise Refusal(message)
    return told, [one for one in found if one.differs and wanted(_change(one))]


def _change(one: Then) -> Change:
    key = one.key
    return Change(key.quarter, key.field, one.then, one.now, key.indicator, key.theme)


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the option that shows the data as they stood."""
    told = "As the log has the data at the end of a date, at a time, or after a save."
    option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
        "--as-of", "then", metavar="DATE|SAVE", default=None, help=told
    )
    return option(command)


def open_view_then(context: click.Context, then: str | None, *, tell: bool = True) -> View:
    """Read the data for a verb that only looks, as they stood then, or as they are."""
    view = open_view(context, tell=tell)
    if then is None:
        return view
    from csptui.cli.moment import moment_of  # noqa: PLC0415 - help needs no data
    from csptui.storage import past  # noqa: PLC0415 - as above
    from csptui.storage.folder import open_folder  # noqa: PLC0415 - as above

    folder = data_folder(view.chosen)
    entries = past.read_entries(folder)
    moment = moment_of(then, entries, "--as-of", whole_day=True)
    fields = past.since(folder, open_folder(folder, view.dataset.shown), entries, moment.held)
    dataset, unread = past.as_of(view.dataset, fields)
    narrate(f"As the data stood at {moment.words}, by the log; names, rules and comparators are today's.")
    if not entries or not any(moment.held(number, entry) for number, entry in enumerate(entries)):
        narrate("The log begins after that: what it does not name is shown as it is now.")
    for told, ids in (
        ("changed outside csptui since then, so what the log has may not be all", _outside(fields)),
        ("the log has a text here that cannot be read, so it is shown as it is", unread),
    ):
        if ids:
            narrate(f"{', '.join(ids)}: {told}.")
    return view._replace(dataset=dataset)


def _outside(fields: Sequence[Then]) -> list[str]:
    return list(dict.fromkeys(one.key.indicator or one.key.theme for one in fields if one.outside))


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


VERBS = {"log": log_verb, "diff": diff_verb}
