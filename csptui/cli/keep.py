"""The verb that keeps a claim with a reason, or gives a number of a narrative its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from csptui.cli.answer import print_json
from csptui.cli.options import Verb, WordType, choices
from csptui.cli.reference import find_theme, split_ref
from csptui.cli.refusal import Refusal, narrate, saved
from csptui.cli.session import open_workspace
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.claims import Claim
    from csptui.domain.dataset import Dataset


class _Text(NamedTuple):
    """A comment or a narrative: whose it is, its claims, and the lines of those that are kept."""

    name: str
    indicator_id: str
    theme_id: str
    claims: Sequence[Claim]
    held: str


@click.command(
    "keep",
    cls=Verb,
    short_help="Keep a claim, with the reason why it is right.",
    examples=(
        'csptui keep NI33 8.6% "From the fire service\'s unrounded data"',
        'csptui keep --theme substance-abuse 60% "Police crime figures, city centre, March 2010"',
        'csptui keep NI33 8.6% ""              no longer',
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="REF WORDS REASON", type=WordType("codes"))
@click.option(
    "--theme", metavar="THEME", type=WordType("themes"), help="Of a theme's narrative; without REF."
)
@click.pass_context
def keep_verb(context: click.Context, words: tuple[str, ...], theme: str | None) -> None:
    """Keep a claim of a comment that the figures do not bear out, with the reason why it is right.

    WORDS are the claim's own (csptui claims REF lists them), or more of its sentence where they stand twice.
    REASON is remembered for that sentence, and dropped when the sentence changes. With --theme it is the
    source of a number of a narrative. An empty REASON ("") takes it back.
    """
    from csptui.domain.claims import keep  # noqa: PLC0415 - help needs no claims

    workspace = open_workspace(context)
    text, rest = _named(workspace.dataset, words, theme)
    wanted, reason = _given(rest, text)
    claim = _meant(text, wanted)
    lines = keep(text.held, claim, reason)
    if lines == text.held:
        narrate(f'Nothing to save: "{claim.text}" is {"kept so already" if reason else "not kept"}.')
    else:
        workspace.keep(lines, indicator_id=text.indicator_id, theme_id=text.theme_id)
    if told := workspace.beside_told():
        narrate(told)
    after = next(one for one in _again(workspace.dataset, text) if _same(one, claim))
    with saved():
        if choices(context).as_json:
            from csptui.outputs.check_objects import claim_object  # noqa: PLC0415 - pages need no objects

            print_json(claim_object(after))
        elif lines != text.held:
            done = "Saved" if reason else "No longer kept"
            click.echo(show_line(f"{done}: {text.name}, {after.sentence}"))
            if was := claim.kept if reason else "":
                narrate(f"It was kept before with: {was}")


def _named(dataset: Dataset, words: tuple[str, ...], theme: str | None) -> tuple[_Text, list[str]]:
    """Give the text that is meant, and the words after its name."""
    if theme is not None:
        found = find_theme(dataset, theme)
        return _narrative(dataset, found.id), list(words)
    row, rest = split_ref(dataset, words)
    return _comment(dataset, row.id), rest


def _comment(dataset: Dataset, indicator_id: str) -> _Text:
    from csptui.domain.claims import comment_claims  # noqa: PLC0415 - help needs no claims

    row = dataset.scorecard().row(indicator_id)
    if row is None:
        return _Text("", indicator_id, "", (), "")
    claims = comment_claims(row.comment, row, dataset)
    return _Text(f"{row.indicator.code}, comment", row.id, "", claims, row.kept)


def _narrative(dataset: Dataset, theme_id: str) -> _Text:
    from csptui.domain.claims import narrative_claims  # noqa: PLC0415 - help needs no claims

    record, name = dataset.record, next(one.name for one in dataset.themes if one.id == theme_id)
    claims = narrative_claims(record.narrative.get(theme_id, ""), theme_id, dataset.scorecard(), dataset)
    return _Text(f"{name}, narrative", "", theme_id, claims, record.kept_narrative.get(theme_id, ""))


def _again(dataset: Dataset, text: _Text) -> Sequence[Claim]:
    """Give the claims of a text as they are once it is saved."""
    found = _narrative(dataset, text.theme_id) if text.theme_id else _comment(dataset, text.indicator_id)
    return found.claims


def _given(rest: Sequence[str], text: _Text) -> tuple[str, str]:
    from csptui.domain.claims.kept import LONGEST_REASON  # noqa: PLC0415 - help needs no claims

    if len(rest) != 2:  # noqa: PLR2004 - the words and the reason
        message = (
            f"{text.name}: give the words of the claim, then the reason, each in quotes, "
            'such as: csptui keep NI33 8.6% "unrounded data"'
        )
        raise Refusal(message)
    words, reason = (" ".join(one.split()) for one in rest)
    if not words:
        message = f"{text.name}: give the words of the claim"
        raise Refusal(message)
    if len(reason) > LONGEST_REASON:
        message = f"{text.name}: a reason has at most {LONGEST_REASON} characters; this has {len(reason):,}"
        raise Refusal(message)
    return words, reason


def _meant(text: _Text, words: str) -> Claim:
    """Give the one claim that words name: its own, or more of the sentence around it."""
    wanted = words.casefold()
    found = [one for one in text.claims if _own(one) == wanted]
    if not found:
        found = [one for one in text.claims if _own(one) in wanted and wanted in one.said.casefold()]
    found = list({(one.text, one.said): one for one in found}.values())
    if not found:
        listed = ", ".join(f'"{one.text}"' for one in text.claims) or "none"
        message = f'{text.name}: no claim in it is "{words}" (its claims: {listed})'
        raise Refusal(message)
    if len(found) > 1:
        lines = [f'  "{one.text}" in: {one.said}' for one in found]
        message = "\n".join(
            [f'{text.name}: "{words}" could be one of {len(found)}; give other words:', *lines]
        )
        raise Refusal(message)
    return found[0]


def _own(claim: Claim) -> str:
    return " ".join(claim.text.split()).casefold()


def _same(one: Claim, other: Claim) -> bool:
    return (one.text, one.said) == (other.text, other.said)


VERBS = {"keep": keep_verb}
