"""The verb that reads any text against a row, and saves nothing."""

from __future__ import annotations

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, WordType
from csptui.cli.past import as_of_option, open_view_then
from csptui.cli.reference import split_ref


@click.command(
    "claims",
    cls=Verb,
    short_help="Hold a text against the figures of a row.",
    examples=(
        'csptui claims NI43 "A rise of 4%."   is that so? nothing is saved',
        "csptui claims NI43                   its own comment",
        "csptui claims NI43 - < draft.md --json",
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="REF [TEXT|-]", type=WordType("codes"))
@as_of_option
@click.pass_context
def claims_verb(context: click.Context, words: tuple[str, ...], then: str | None) -> None:
    """Read a text for claims, and hold each against the figures of a row without saving anything.

    Without TEXT it is the comment held; - reads standard input. Each claim fits, fits only unrounded data,
    contradicts the figures, or cannot be checked. The exit code is 0 whatever they do.
    """
    from csptui.cli.typed_text import text_from  # noqa: PLC0415 - help reads no text
    from csptui.domain.claims import comment_claims  # noqa: PLC0415 - as above

    view = open_view_then(context, then)
    row, rest = split_ref(view.dataset, words)
    text = text_from(rest, f"the claims on {row.indicator.code}", saves=False) if rest else row.comment
    claims = comment_claims(text, row, view.dataset)
    if view.chosen.as_json:
        from csptui.outputs.check_objects import claim_object  # noqa: PLC0415 - pages need no objects

        print_json([claim_object(claim) for claim in claims])
        return
    from csptui.outputs.checks import claims_page  # noqa: PLC0415 - JSON needs no pages

    look = look_of(view.chosen)
    print_page(claims_page(row, text, claims, look), look, view.chosen)


VERBS = {"claims": claims_verb}
