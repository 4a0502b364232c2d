"""The verb that lists what is to fix and to look at: what the checks find, and what is wrong in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb
from csptui.cli.past import as_of_option, open_view_then
from csptui.cli.refusal import FOUND, Refusal, narrate
from csptui.cli.session import data_folder
from csptui.domain.problem import Severity
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

    from csptui.cli.session import View
    from csptui.domain.dataset import Dataset
    from csptui.domain.problem import Place, Problem
    from csptui.outputs.check_objects import Found


_OF_NARRATIVES = ("claim", "live-figure")
_FRACTION, _FIGURES = "fraction-rate", "/actuals.csv"


def _offered(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the ids of the checks."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - needed only to complete

    from csptui.domain.checks import CHECKS  # noqa: PLC0415 - as above

    del context, parameter
    return [
        CompletionItem(str(show_line(one.id)), help=one.words) for one in CHECKS if one.id.startswith(begun)
    ]


@click.command(
    "check",
    cls=Verb,
    short_help="List what is to fix before sign-off.",
    examples=(
        "csptui check                         what is to fix (!!) and to look at (!)",
        "csptui check --check claim --all     every claim of comments and narratives, those that fit too",
        "csptui check --list                  which checks there are",
        "csptui check --json",
    ),
)
@click.option("--all", "whole", is_flag=True, help="What fits or cannot be checked too, and the register.")
@click.option(
    "--check", "only", metavar="ID", shell_complete=_offered, help="One check, such as claim or file."
)
@click.option("--list", "listed", is_flag=True, help="List the checks, and what each finds.")
@click.option("--sensitive", is_flag=True, help="Read the sensitive narratives too.")
@as_of_option
@click.pass_context
def check_verb(
    context: click.Context,
    whole: bool,  # noqa: FBT001 - click passes flags so
    only: str | None,
    listed: bool,  # noqa: FBT001 - as above
    sensitive: bool,  # noqa: FBT001 - as above
    then: str | None,
) -> None:
    """List what the checks find and what is wrong in the files, by indicator, each with file and line.

    !! is to fix: the words or figures contradict each other. ! is to look at. The exit code is 4 if there is
    either. A claim can be kept with a reason, and a check turned off in partnership.toml, [checks].
    """
    view = open_view_then(context, then, tell=False)
    wanted = None if only is None else _wanted(only, view.dataset)
    if listed:
        _print_list(view, sensitive=sensitive)
        return
    found = [one for one in _found(view, then, sensitive=sensitive) if wanted is None or one.check == wanted]
    left_out = _left_out(view.dataset, wanted, sensitive=sensitive)
    if view.chosen.as_json:
        from csptui.outputs.check_objects import found_object  # noqa: PLC0415 - pages need no objects

        if left_out:
            narrate(left_out)
        print_json([found_object(one) for one in found if whole or one.stands])
    else:
        notes = [left_out] if left_out else []
        if then is not None:
            notes.append("The files themselves are looked at only as they are now: without --as-of.")
        _print_page(view, found, notes, wanted, whole=whole)
    if any(one.stands for one in found):
        context.exit(FOUND)


def _wanted(only: str, dataset: Dataset) -> str:
    """Give the id of the check that is meant, or refuse it with the nearest one."""
    from csptui.domain.checks import CHECK_IDS  # noqa: PLC0415 - help needs no checks
    from csptui.outputs.check_objects import FILE  # noqa: PLC0415 - as above

    wanted = only.strip().casefold()
    if wanted not in {*CHECK_IDS, FILE}:
        from difflib import get_close_matches  # noqa: PLC0415 - needed only for a slip

        near = get_close_matches(wanted[:60], [*CHECK_IDS, FILE], n=1)
        meant = f"did you mean {near[0]}?" if near else "csptui check --list shows them all"
        message = f'There is no check "{only}": {meant}'
        raise Refusal(message)
    if wanted in dataset.partnership.checks_off:
        narrate(f"{wanted} is turned off in partnership.toml, [checks].")
    return wanted


def _found(view: View, then: str | None, *, sensitive: bool) -> list[Found]:
    """Give all that is found in the order of the page; the files are looked at only as they are now."""
    from csptui.domain.checks import findings  # noqa: PLC0415 - help needs no checks
    from csptui.outputs.check_objects import Found  # noqa: PLC0415 - as above

    dataset = view.dataset
    made = findings(dataset, dataset.scorecard(), all_claims=True, sensitive=sensitive)
    if then is not None:
        return [Found(one, None, None) for one in made]
    from csptui.storage.folder import open_folder  # noqa: PLC0415 - as above
    from csptui.storage.places import Places  # noqa: PLC0415 - as above

    places = Places(open_folder(data_folder(view.chosen), dataset.shown))
    placed = [Found(one, None, places.of(one)) for one in made]
    told = {one.place for one in placed if one.check == _FRACTION}
    off = _FRACTION in dataset.partnership.checks_off
    problems = [one for one in _problems(view) if not _is_of_fraction(one, told, off=off)]
    return [*placed, *(Found(None, one, one.where) for one in problems)]


def _is_of_fraction(problem: Problem, told: set[Place | None], *, off: bool) -> bool:
    """Whether a problem is a fraction that does not make its value, and a check tells it, or is turned off.

    It is all that a file of figures warns of; whatever else is wrong there is an error.
    """
    if problem.severity is not Severity.WARNING:
        return False
    return problem.where in told or (off and problem.where.file.endswith(_FIGURES))


def _problems(view: View) -> Sequence[Problem]:
    from csptui.storage.changes import FILE as LOG  # noqa: PLC0415 - only this verb reads everything
    from csptui.storage.changes import read_log  # noqa: PLC0415 - as above
    from csptui.storage.folder import all_problems, open_folder  # noqa: PLC0415 - as above
    from csptui.storage.put_back import put_back_problems  # noqa: PLC0415 - as above

    folder = data_folder(view.chosen)
    loaded = open_folder(folder, view.dataset.shown)
    put_back = put_back_problems(loaded, read_log(folder / LOG))
    return (*all_problems(folder, view.problems), *put_back)


def _print_page(
    view: View, found: Sequence[Found], notes: Sequence[str], wanted: str | None, *, whole: bool
) -> None:
    from csptui.outputs.checks import checks_page, folded_words  # noqa: PLC0415 - JSON needs no pages

    look = look_of(view.chosen)
    told = [*notes]
    folded = folded_words(found)
    if folded and not whole:
        told.insert(0, f"Folded away: {folded}. To see them: csptui check --all")
    if off := sorted(view.dataset.partnership.checks_off):
        told.append(f"Turned off in partnership.toml: {', '.join(off)}.")
    listed = [one for one in found if whole or one.stands]
    print_page(checks_page(view.dataset, listed, look, told, only=wanted or ""), look, view.chosen)


def _left_out(dataset: Dataset, wanted: str | None, *, sensitive: bool) -> str:
    """Say how many narratives are not read, where a check that reads them is asked for."""
    left = sum(bool(text.strip()) for text in dataset.record.sensitive.values())
    if sensitive or not left or wanted not in {None, *_OF_NARRATIVES}:
        return ""
    narratives = "1 sensitive narrative was" if left == 1 else f"{left:,} sensitive narratives were"
    return f"{narratives} not read. To read them too: csptui check --sensitive"


def _print_list(view: View, *, sensitive: bool) -> None:
    """Print every check; those that are turned off are not run."""
    from collections import Counter  # noqa: PLC0415 - needed only here

    from csptui.domain.checks import CHECKS, findings  # noqa: PLC0415 - help needs no checks

    dataset = view.dataset
    off = dataset.partnership.checks_off
    counted = Counter(one.check for one in findings(dataset, dataset.scorecard(), sensitive=sensitive))
    checks = [(one, counted[one.id], one.id not in off) for one in CHECKS]
    if view.chosen.as_json:
        from csptui.outputs.check_objects import check_object  # noqa: PLC0415 - pages need no objects

        print_json([check_object(check, number, on=on) for check, number, on in checks])
        return
    from csptui.outputs.checks import checks_list_page  # noqa: PLC0415 - JSON needs no pages

    look = look_of(view.chosen)
    print_page(checks_list_page(checks, look), look, view.chosen)


VERBS = {"check": check_verb}
