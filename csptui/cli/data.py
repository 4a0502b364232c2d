"""The verbs for the data folder itself: quarters and init, and with them quarter new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, choices
from csptui.cli.quarter import quarter_group
from csptui.cli.refusal import Refusal, narrate, saved
from csptui.cli.session import now, open_view
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from csptui.cli.options import Choices
    from csptui.domain.quarter import Quarter


@click.command(
    "quarters",
    cls=Verb,
    short_help="List the quarters held.",
    examples=("csptui quarters", "csptui quarters --json"),
)
@click.pass_context
def quarters_verb(context: click.Context) -> None:
    """List the quarters that are held, oldest first."""
    view = open_view(context)
    dataset = view.dataset
    if view.chosen.as_json:
        from csptui.outputs.objects import quarter_objects  # noqa: PLC0415 - pages need no objects

        print_json(quarter_objects(dataset.available, dataset.shown))
        return
    from csptui.outputs.folder import quarters_page  # noqa: PLC0415 - JSON needs no pages

    look = look_of(view.chosen)
    print_page(quarters_page(dataset, look), look, view.chosen)


@click.command(
    "init",
    cls=Verb,
    short_help="Make a data folder.",
    examples=(
        'csptui init my-partnership --name "Our Community Safety Partnership"',
        "csptui init derby --example derby          Derby's report, to change as you like",
        "csptui init enfield --example enfield      fourteen years of real figures",
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", default="", metavar="NAME", help="The partnership's name; else the folder's.")
@click.option("--example", default="", metavar="NAME", help="A whole example instead: derby or enfield.")
@click.pass_context
def init_verb(context: click.Context, folder: Path, name: str, example: str) -> None:
    """Make a data folder for a new partnership, with one example to change.

    Its first quarter is --quarter, else the last one that has ended. --example makes a copy of a whole
    example to try things on: derby is one report, enfield holds fourteen years of real figures.
    """
    from csptui.storage.start import init_folder  # noqa: PLC0415 - help makes no folder

    chosen = choices(context)
    if example:
        if name or chosen.quarter:
            message = "--example brings its own name and quarters: leave out --name and --quarter"
            raise Refusal(message)
        _make_example(folder, example, chosen)
        return
    quarter = chosen.quarter or _last_ended()
    name = name.strip() or _name_of(folder).replace("-", " ").replace("_", " ").strip().title()
    if not name:
        message = f"{folder} has no name to take for the partnership: give one with --name"
        raise Refusal(message)
    made = init_folder(folder, name, quarter)
    if chosen.as_json:
        print_json({"folder": str(made), "name": name, "quarter": str(quarter)})
        return
    with saved():
        click.echo(show_line(f"Made {made}: {name}, {quarter}."))
    narrate(f"Next: edit {made / 'indicators.toml'}, then csptui --data {made}")


def _make_example(folder: Path, example: str, chosen: Choices) -> None:
    """Copy an example into a folder, and say what it holds."""
    from csptui.storage.folder import load  # noqa: PLC0415 - help makes no folder
    from csptui.storage.start import example_folder, example_names  # noqa: PLC0415

    if example not in example_names():
        message = f'There is no example "{show_line(example)}": use {" or ".join(example_names())}'
        raise Refusal(message)
    made = example_folder(folder, example)
    dataset, _ = load(made)
    name, held = dataset.partnership.name, len(dataset.available)
    if chosen.as_json:
        told = {"folder": str(made), "name": name, "quarter": str(dataset.shown), "quarters": held}
        print_json({**told, "example": example})
        return
    with saved():
        click.echo(show_line(f"Made {made}: {name}, {held} quarters to {dataset.shown}."))
    narrate(f"Next: csptui --data {made}")


def _name_of(folder: Path) -> str:
    """Give the folder's own name; for `.` and `..` it is what they stand for."""
    if folder.name not in {"", ".."}:
        return folder.name
    try:
        return folder.resolve().name
    except (OSError, RuntimeError):  # a working folder that is gone, or a link to itself
        return ""


def _last_ended() -> Quarter:
    """Give the quarter before the present one."""
    from csptui.domain.quarter import FinancialYear, Quarter  # noqa: PLC0415 - needed only here

    today = now().astimezone()
    start = today.year if today.month >= 4 else today.year - 1  # noqa: PLR2004 - April
    return Quarter(FinancialYear(start), (today.month - 4) % 12 // 3 + 1).previous()


VERBS = {
    "quarters": quarters_verb,
    "quarter": quarter_group,
    "init": init_verb,
}
