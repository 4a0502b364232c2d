"""The verb that prints what members of the committee will ask."""

from __future__ import annotations

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb
from csptui.cli.past import as_of_option, open_view_then


@click.command(
    "questions",
    cls=Verb,
    short_help="Print what members will ask.",
    examples=("csptui questions", "csptui questions --plain > questions.txt"),
)
@as_of_option
@click.pass_context
def questions_verb(context: click.Context, then: str | None) -> None:
    """Print what members of the committee will ask, each with its figures and, where held, the answer.

    Red rows come first, the furthest from target before the others, then amber ones, near misses, what
    got worse, and the rest. A row is close to losing its colour where two cases would do it, or a fifth of
    the distance that amber allows.

    --json gives an array in the same order, each with kind, ref, question, figures and answer (null where
    none is held). The kinds: red, improved-red, no-explanation, not-certain, near-miss, worse-green,
    worse-unrated, claim, repeated-comment, large-change, chance, target-period, weak-target.
    """
    from csptui.domain.questions import questions  # noqa: PLC0415 - help needs no data

    view = open_view_then(context, then)
    card = view.dataset.scorecard()
    if view.chosen.as_json:
        from csptui.outputs.questions import question_objects  # noqa: PLC0415 - pages need no objects

        print_json(question_objects(questions(view.dataset, card)))
        return
    from csptui.outputs.questions import questions_page  # noqa: PLC0415 - JSON needs no pages

    look = look_of(view.chosen)
    print_page(questions_page(view.dataset, card, look), look, view.chosen)


VERBS = {"questions": questions_verb}
