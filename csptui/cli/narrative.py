"""The verb that saves the narrative of a theme, or the sensitive part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from csptui.cli.answer import print_json
from csptui.cli.options import Verb, WordType, choices
from csptui.cli.reference import split_theme
from csptui.cli.refusal import narrate, saved
from csptui.cli.session import open_workspace
from csptui.cli.told import tell_beside
from csptui.cli.typed_text import text_from
from csptui.domain.change import FIELD_WORDS, NARRATIVE, SENSITIVE
from csptui.domain.live import printed
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.workspace import Workspace


@click.command(
    "narrate",
    cls=Verb,
    short_help="Save the narrative of a theme.",
    examples=(
        'csptui narrate "Youth Crime" "Custody is going up."',
        "csptui narrate 3 - < youth.md",
        'csptui narrate 4 --sensitive "Two members of a gang leave prison."',
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="THEME TEXT|-", type=WordType("themes"))
@click.option("--sensitive", is_flag=True, help="The sensitive part, which outputs leave out unless asked.")
@click.pass_context
def narrate_verb(context: click.Context, words: tuple[str, ...], sensitive: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Save the narrative of a theme; - reads it from standard input.

    THEME is a name, its beginning, or a number from 1. The text takes the place of the narrative held;
    an empty one ("") takes it out. Headings (##), bullets (-) and **bold** are printed as such. With
    --sensitive it is the sensitive part of the theme: no report has that unless it is asked for.
    """
    from csptui.domain.draft import tidy  # noqa: PLC0415 - help needs no data

    workspace = open_workspace(context)
    theme, rest = split_theme(workspace.dataset, words)
    field = SENSITIVE if sensitive else NARRATIVE
    text = tidy(text_from(rest, f"the {FIELD_WORDS[field]} of {theme.name}"))
    changed = _save(workspace, theme.id, field, text)
    tell_beside(workspace)
    with saved():
        if choices(context).as_json:
            dataset = workspace.dataset
            print_json(
                {
                    "theme": theme.name,
                    "quarter": str(dataset.shown),
                    field: printed(text, dataset, dataset.scorecard()),
                    f"{field}_typed": text,
                    "changed": changed,
                }
            )
        elif not changed:
            narrate(f"Nothing to save: {theme.name} has that {FIELD_WORDS[field]} already.")
        else:
            click.echo(show_line(_told(workspace.dataset, theme.name, FIELD_WORDS[field], text)))


def _save(workspace: Workspace, theme_id: str, field: str, text: str) -> bool:
    """Save a part of a theme, and tell whether it is another."""
    held = (workspace.dataset.record.texts(field) or {}).get(theme_id, "")
    if text == held:
        return False
    if field == SENSITIVE:
        workspace.narrate(theme_id, None, sensitive=text)
    else:
        workspace.narrate(theme_id, text)
    return True


def _told(dataset: Dataset, theme: str, part: str, text: str) -> str:
    """Say what is saved; never the text itself."""
    if not text:
        return f"Saved: {dataset.shown}, {theme} has no {part} now."
    count = len(text.split())
    length = "1 word" if count == 1 else f"{count:,} words"
    return f"Saved: {dataset.shown}, {part} of {theme}, {length}."
