"""The verbs that change data: record, comment and narrate, and with them target."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from csptui.cli.narrative import narrate_verb
from csptui.cli.options import Verb, WordType, choices
from csptui.cli.reference import split_ref
from csptui.cli.refusal import FAILED, Refusal, narrate
from csptui.cli.session import open_workspace
from csptui.cli.target import target_verb
from csptui.cli.told import print_saved
from csptui.cli.typed_text import fault_message, text_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.draft import Draft, Entry
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row
    from csptui.workspace import Workspace

_STATUSES = ("final", "provisional", "revised", "estimated")
_FIELDS = {"as_at": "--as-at", "source": "--source", "comment": "the comment"}


@click.command(
    "record",
    cls=Verb,
    short_help="Save a figure.",
    examples=(
        "csptui record NI18 -4.09%",
        'csptui record NI43 62/473 "[p]"',
        "csptui record NI39 2,475 2008/09",
        'csptui record NI18 --status final --as-at "Mar 2010"',
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="REF FIGURE...", type=WordType("codes"))
@click.option(
    "--as-at",
    metavar="PERIOD",
    help='What the figure covers: "Dec 2009", 2008/09, "2005 cohort", or a part: "1 month to Jan 2010".',
)
@click.option("--status", type=click.Choice(_STATUSES, case_sensitive=False), help="How settled it is.")
@click.option("--source", metavar="TEXT", help="Where the figure comes from.")
@click.pass_context
def record_verb(
    context: click.Context, words: tuple[str, ...], as_at: str | None, status: str | None, source: str | None
) -> None:
    """Save a figure of the quarter, and print its new rating and why.

    FIGURE takes the place of the whole figure held: its value, fraction, period and marks. An empty one
    ("") takes the figure out. Without FIGURE the options change what is held. [x] not available, [z] not
    applicable, [c] confidential; [p] provisional, [r] revised, [e] estimated.
    """
    workspace = open_workspace(context)
    row, rest = split_ref(workspace.dataset, words)
    if not rest and as_at is None and status is None and source is None:
        message = f"{row.indicator.code}: which figure? Such as: csptui record {row.id} 12.3"
        raise Refusal(message)
    typed = " ".join(rest)
    draft = _draft(row, typed if rest else None, as_at, status, source)
    entry = _checked(draft, row, typed)
    if entry.is_empty:
        _tell_unchanged(context, workspace, row)
        return
    after = _save(workspace, entry)
    print_saved(context, workspace, row, after)


def _draft(row: Row, typed: str | None, as_at: str | None, status: str | None, source: str | None) -> Draft:
    from csptui.domain.draft import Draft  # noqa: PLC0415 - help needs no data
    from csptui.domain.figure import Status  # noqa: PLC0415

    draft = Draft.of(row)
    if typed is not None:
        draft = replace(draft, actual=typed, numerator="", denominator="", as_at="", status=Status.FINAL)
    if as_at is not None:
        draft = replace(draft, as_at=as_at)
    if status is not None:
        draft = replace(draft, status=Status(status.lower()))
    return draft if source is None else replace(draft, source=source)


def _checked(draft: Draft, row: Row, typed: str) -> Entry:
    from csptui.domain.draft import FieldFault  # noqa: PLC0415 - help needs no data

    entry = draft.check(row)
    if not isinstance(entry, FieldFault):
        return entry
    if entry.field == "actual" and typed:
        raise Refusal(fault_message(row.indicator.code, entry.fault, typed))
    text = {"as_at": draft.as_at, "source": draft.source}.get(entry.field, "")
    name = _FIELDS.get(entry.field, entry.field)
    raise Refusal(fault_message(f"{row.indicator.code}, {name}", entry.fault, text))


def _save(workspace: Workspace, entry: Entry) -> Row:
    dataset = workspace.record(entry)
    row = dataset.scorecard().row(entry.indicator)
    if row is None:
        message = f"{entry.indicator} is not reported in {dataset.shown}"
        raise Refusal(message)
    return row


def _tell_unchanged(context: click.Context, workspace: Workspace, row: Row) -> None:
    if choices(context).as_json:
        from csptui.cli.answer import print_json  # noqa: PLC0415 - hardly ever needed
        from csptui.outputs.objects import row_object  # noqa: PLC0415 - pages need no objects

        print_json(row_object(row))
    held = row.actual_text or "no figure"
    if workspace.accept(row.id):
        narrate(f"{row.indicator.code}: logged as right what another program has put back ({held}).")
        return
    narrate(f"Nothing to save: {row.indicator.code} holds that already ({held}).")


@click.command(
    "comment",
    cls=Verb,
    short_help="Save the comment of an indicator.",
    examples=(
        'csptui comment NI20 "Two pub closures explain the rise."',
        "csptui comment NI43 - < ni43.md",
        "csptui comment NI33 --copy-last",
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="REF TEXT|-", type=WordType("codes"))
@click.option("--copy-last", is_flag=True, help="Take last quarter's comment, to be changed afterwards.")
@click.pass_context
def comment_verb(context: click.Context, words: tuple[str, ...], copy_last: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Save the comment of an indicator; - reads it from standard input.

    The text takes the place of the comment held; an empty one ("") takes it out. A comment is never copied
    from quarter to quarter by itself: --copy-last does it where none is held, and csptui check goes on
    naming it until its words are changed.
    """
    workspace = open_workspace(context)
    row, rest = split_ref(workspace.dataset, words)
    if copy_last:
        text = _last_comment(workspace, row, rest)
    else:
        text = text_from(rest, f"the comment of {row.indicator.code}")
    from csptui.domain.draft import Draft  # noqa: PLC0415 - help needs no data

    entry = _checked(replace(Draft.of(row), comment=text), row, "")
    if entry.is_empty:
        narrate(f"Nothing to save: {row.indicator.code} has that comment already.")
        if choices(context).as_json:
            print_saved(context, workspace, row, row)
        return
    after = _save(workspace, entry)
    print_saved(context, workspace, row, after)


def _last_comment(workspace: Workspace, row: Row, rest: Sequence[str]) -> str:
    """Give last quarter's comment, where none would be lost by it."""
    from csptui.domain.last_said import last_said  # noqa: PLC0415 - hardly ever needed

    code = row.indicator.code
    if rest:
        message = f"{code}: --copy-last takes no text; leave one of them out"
        raise Refusal(message)
    said = last_said(workspace.dataset, row.id)
    if said is None:
        _refuse_unread(workspace, row.quarter.previous())
        message = f"{code} has no comment in {row.quarter.previous()}: there is nothing to copy"
        raise Refusal(message)
    if row.comment and not said.is_same(row.comment):
        message = (
            f"{code} has a comment in {row.quarter} already; to copy over it, take it out first: "
            f'csptui comment {row.id} ""'
        )
        raise Refusal(message)
    return said.text


def _refuse_unread(workspace: Workspace, quarter: Quarter) -> None:
    """Refuse where a quarter's comments cannot be read: that is another thing than to have none."""
    from csptui.storage import commentary  # noqa: PLC0415 - hardly ever needed
    from csptui.storage.folder import open_folder  # noqa: PLC0415
    from csptui.storage.where import where_of  # noqa: PLC0415

    where = where_of(quarter, commentary.FILE)
    if quarter not in workspace.dataset.available:
        return
    problem = open_folder(workspace.folder, quarter).broken.get(where)
    if problem is not None:
        message = f"{where} cannot be used as it is: it {problem.message}"
        raise Refusal(message, FAILED)


VERBS = {
    "record": record_verb,
    "comment": comment_verb,
    "narrate": narrate_verb,
    "target": target_verb,
}
