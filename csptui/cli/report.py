"""The verbs that give the report and the list of exceptions: as a page here, or as files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.files import FormatsType, check_files, make_files, verify_files
from csptui.cli.options import Verb
from csptui.cli.past import as_of_option, open_view_then
from csptui.cli.refusal import Refusal
from csptui.cli.session import data_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from csptui.cli.session import View
    from csptui.outputs.document.model import Document
    from csptui.outputs.document.source import Source

_FORMATS = "docx, html, pdf, xlsx, md, txt, csv"


def _file_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Add what makes files of a document."""
    template = click.option(
        "--template",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A Word document or template whose styles, header and footer the .docx takes.",
    )
    out = click.option(
        "-o",
        "--out",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Write files into this folder; - writes a single one to standard output.",
    )
    formats = click.option(
        "-f",
        "--format",
        "formats",
        type=FormatsType(),
        metavar="LIST",
        help=f"The formats, with commas between: {_FORMATS}; else all of them.",
    )
    wrapped: Callable[..., Any] = formats(out(template(verb)))
    return wrapped


@click.command(
    "exceptions",
    cls=Verb,
    short_help="Print the exceptions, worst first, or write them as files.",
    examples=(
        "csptui exceptions                    a page here",
        "csptui exceptions -o out/            every format, for the meeting",
        "csptui exceptions -f docx,pdf -o out/",
    ),
)
@_file_options
@as_of_option
@click.pass_context
def exceptions_verb(
    context: click.Context,
    formats: tuple[str, ...] | None,
    out: Path | None,
    template: Path | None,
    then: str | None,
) -> None:
    """Print the list of exceptions for the meeting: worst first, each with its reason and comment.

    With -o it becomes files instead, which are told with their places; nothing is asked. A file that
    somebody has changed since it was made is kept under another name.
    """
    if out is not None or formats is not None or template is not None:
        _refuse_then(then)
        make_files(context, "exceptions", formats, out, template)
        return
    view = open_view_then(context, then)
    if view.chosen.as_json:
        from csptui.outputs.objects import row_object  # noqa: PLC0415 - pages need no objects

        print_json([row_object(row) for row in view.dataset.scorecard().exceptions()])
        return
    from csptui.outputs.document.build import exceptions_document  # noqa: PLC0415 - JSON needs no pages

    _print_document(exceptions_document(_source(view, then)), view, then)


@click.command(
    "report",
    cls=Verb,
    short_help="Print the whole thematic report, or write it as files.",
    examples=(
        "csptui report                        a page here",
        "csptui report -o out/                every format",
        "csptui report -f docx,pdf -o out/    Word and PDF",
        "csptui report --verify out/          do the files still match the data?",
        "csptui report --check                can everybody read it?",
        "csptui report --check minutes.docx   can everybody read this file?",
    ),
)
@click.argument("paths", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@_file_options
@click.option("--sensitive", is_flag=True, help="With the sensitive parts; they are left out otherwise.")
@click.option("--check", is_flag=True, help="Hold FILEs, or the report, against the rules of access.")
@click.option(
    "--verify",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Tell which file of a folder no longer matches which of the data.",
)
@as_of_option
@click.pass_context
def report_verb(  # noqa: PLR0913 - click passes each option by its name
    context: click.Context,
    *,
    paths: tuple[Path, ...],
    formats: tuple[str, ...] | None,
    out: Path | None,
    template: Path | None,
    sensitive: bool,
    check: bool,
    verify: Path | None,
    then: str | None,
) -> None:
    """Print the whole thematic report: key, notes, each theme, exceptions and method.

    With -o it becomes files instead. A report with its sensitive parts has `sensitive` in its name. The
    same data give the same bytes, and beside the files lies a record (*.made.json) by which --verify
    tells later what no longer matches. A file that somebody has changed since it was made is kept under
    another name. With --check and --verify the exit code is 4 where something was found. --json gives the
    figures by theme, and under `document` the document block by block.
    """
    if paths and not check:
        message = "FILE is for --check: csptui report --check FILE. To write files: csptui report -o out/"
        raise Refusal(message)
    makes = out is not None or formats is not None or template is not None
    if verify is not None:
        if check or makes or sensitive or then is not None:
            message = "--verify takes no other option: csptui report --verify out/"
            raise Refusal(message)
        verify_files(context, verify)
    elif check:
        if out is not None:
            message = "--check writes nothing: leave out -o, or --check"
            raise Refusal(message)
        _refuse_then(then)
        check_files(context, paths, formats, template, sensitive=sensitive)
    elif makes:
        _refuse_then(then)
        make_files(context, "report", formats, out, template, sensitive=sensitive)
    else:
        _print(open_view_then(context, then), then, sensitive=sensitive)


def _print(view: View, then: str | None, *, sensitive: bool) -> None:
    from csptui.outputs.document.build import report_document  # noqa: PLC0415 - help needs no documents

    document = report_document(_source(view, then), sensitive=sensitive)
    if view.chosen.as_json:
        from csptui.outputs.document.objects import document_object  # noqa: PLC0415 - pages need no objects
        from csptui.outputs.objects import report_object  # noqa: PLC0415 - as above

        told = report_object(view.dataset, sensitive=sensitive)
        print_json({**told, "document": document_object(document)})
        return
    _print_document(document, view, then)


def _source(view: View, then: str | None) -> Source:
    """Give what a document is made from; of the past the log tells neither other quarters nor a version."""
    from csptui.outputs.document.source import Source, gather  # noqa: PLC0415 - help needs no documents

    return Source(view.dataset) if then is not None else gather(data_folder(view.chosen), view.dataset)


def _print_document(document: Document, view: View, then: str | None) -> None:
    from csptui.outputs.document.text.writer import set_document  # noqa: PLC0415 - JSON needs no pages

    look = look_of(view.chosen)
    shown = document if then is None else replace(document, version="")
    print_page(set_document(shown, look), look, view.chosen)


def _refuse_then(then: str | None) -> None:
    if then is not None:
        message = "Files are of the data as they are now: leave out --as-of, or print the page"
        raise Refusal(message)


VERBS = {"exceptions": exceptions_verb, "report": report_verb}
