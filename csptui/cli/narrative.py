"""The verb that saves the narrative of a theme, or the sensitive part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from csptui.cli.answer import print_json
from csptui.cli.options import Verb, WordType, choices
from csptui.cli.reference import split_theme
from csptui.cli.refusal import LOCKED, Refusal, narrate, saved
from csptui.cli.session import open_workspace
from csptui.cli.told import tell_beside
from csptui.cli.typed_text import text_from
from csptui.domain.change import FIELD_WORDS, NARRATIVE, SENSITIVE
from csptui.domain.live import printed
from csptui.domain.problem import CsptuiError
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Theme
    from csptui.workspace import Workspace


@click.command(
    "narrate",
    cls=Verb,
    short_help="Save the narrative of a theme.",
    examples=(
        'csptui narrate "Youth Crime" "Custody is going up."',
        "csptui narrate 3 - < youth.md",
        "csptui narrate 3 --edit",
        'csptui narrate 4 --sensitive "Two members of a gang leave prison."',
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="THEME [TEXT|-]", type=WordType("themes"))
@click.option("--edit", is_flag=True, help="Write it in your own editor: $VISUAL, or $EDITOR.")
@click.option("--sensitive", is_flag=True, help="The sensitive part, which outputs leave out unless asked.")
@click.pass_context
def narrate_verb(
    context: click.Context,
    words: tuple[str, ...],
    edit: bool,  # noqa: FBT001 - click passes flags so
    sensitive: bool,  # noqa: FBT001 - as above
) -> None:
    """Save the narrative of a theme; - reads it from standard input.

    THEME is a name, its beginning, or a number from 1. The text takes the place of the narrative held;
    an empty one ("") takes it out. Headings (##), bullets (-) and **bold** are printed as such. With
    --edit your own editor opens with the text that is held, and what you leave in it is saved. With
    --sensitive it is the sensitive part of the theme: no report has that unless it is asked for.
    """
    from csptui.domain.draft import tidy  # noqa: PLC0415 - help needs no data

    workspace = open_workspace(context)
    theme, rest = split_theme(workspace.dataset, words)
    field = SENSITIVE if sensitive else NARRATIVE
    text = tidy(_text(workspace, theme, field, rest, edit=edit))
    changed = _save(workspace, theme.id, field, text, edit=edit)
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


def _held(workspace: Workspace, theme_id: str, field: str) -> str:
    return (workspace.dataset.record.texts(field) or {}).get(theme_id, "")


def _text(workspace: Workspace, theme: Theme, field: str, rest: Sequence[str], *, edit: bool) -> str:
    """Give the text that is meant: typed, from standard input, or from the user's editor."""
    what = f"the {FIELD_WORDS[field]} of {theme.name}"
    if not edit:
        return text_from(rest, what)
    if rest:
        message = f"{theme.name}: --edit takes no text; leave one of them out"
        raise Refusal(message)
    if workspace.dataset.record.signed_off:
        message = f"{workspace.dataset.shown} is signed off, so it is not changed"
        raise Refusal(message, LOCKED)
    from csptui.cli.edited import text_from_editor  # noqa: PLC0415 - hardly ever needed

    name = FIELD_WORDS[field].replace(" ", "-")
    return text_from_editor(_held(workspace, theme.id, field), what, name)


def _save(workspace: Workspace, theme_id: str, field: str, text: str, *, edit: bool) -> bool:
    """Save a part of a theme, and tell whether it is another; what an editor has made is never lost."""
    held = _held(workspace, theme_id, field)
    if text == held:
        return False
    try:
        if field == SENSITIVE:
            workspace.narrate(theme_id, None, sensitive=text, sensitive_begun=held)
        else:
            workspace.narrate(theme_id, text, held)
    except CsptuiError as error:
        if not edit:
            raise
        from csptui.cli.edited import kept_for_the_screen  # noqa: PLC0415 - hardly ever needed
        from csptui.storage.draft_lines import KeptText  # noqa: PLC0415 - as above

        kept = KeptText(workspace.dataset.shown, theme_id, text, held, field == SENSITIVE)
        raise kept_for_the_screen(workspace, kept, error) from error
    return True


def _told(dataset: Dataset, theme: str, part: str, text: str) -> str:
    """Say what is saved; never the text itself."""
    if not text:
        return f"Saved: {dataset.shown}, {theme} has no {part} now."
    count = len(text.split())
    length = "1 word" if count == 1 else f"{count:,} words"
    return f"Saved: {dataset.shown}, {part} of {theme}, {length}."
