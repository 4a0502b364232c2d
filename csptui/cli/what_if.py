"""The verb that rates the quarter by another rule, other targets or other figures, and saves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, WordType, choices
from csptui.cli.past import as_of_option, open_view_then
from csptui.cli.refusal import Refusal
from csptui.cli.typed_text import fault_message
from csptui.domain.problem import Fault
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from click.shell_completion import CompletionItem

    from csptui.domain.dataset import Dataset
    from csptui.domain.figure import Figure
    from csptui.domain.quarter import FinancialYear
    from csptui.domain.what_if import Asked

USUAL, REPORT = "usual", "report"
_ALONE = {"--places": USUAL, "--target-year": REPORT}
"""The options that may stand without a value, and what they mean then."""

_MOST_PLACES = 6
_BASES = ("relative", "points")


class WhatIf(Verb):
    """A verb with options that may stand before REF=FIGURE without a value of their own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give such an option its value where a REF=FIGURE, another option or nothing follows."""
        given = []
        for index, word in enumerate(args):
            following = args[index + 1] if index + 1 < len(args) else "--"
            alone = "=" in following or (following.startswith("-") and not following[1:2].isdigit())
            given.append(f"{word}={_ALONE[word]}" if word in _ALONE and alone else word)
        return super().parse_args(ctx, given)


class FigureType(WordType):
    """A figure that is asked for an indicator: REF=FIGURE."""

    def __init__(self) -> None:
        super().__init__("codes")

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the codes, each with the sign after which the figure comes."""
        from click.shell_completion import CompletionItem as Item  # noqa: PLC0415 - needed only to complete

        from csptui.cli.complete import codes  # noqa: PLC0415 - as above

        del param
        if "=" in incomplete:
            return []
        return [Item(f"{one.value}=", help=one.help) for one in codes(choices(ctx), incomplete)]


@click.command(
    "what-if",
    cls=WhatIf,
    short_help="See what ratings would be; nothing is saved.",
    examples=(
        "csptui what-if --basis points        5 points in place of 5% of the target",
        "csptui what-if --tolerance 3",
        "csptui what-if --target-year         each row against its target for the report's own year",
        "csptui what-if --places 0            actuals stated at no decimal places",
        "csptui what-if NI33=7.8 NI43=42/473 NI18=-4.5%",
    ),
)
@click.argument("words", nargs=-1, metavar="[REF=FIGURE]...", type=FigureType())
@click.option("--basis", type=click.Choice(_BASES, case_sensitive=False), help="What the tolerance is of.")
@click.option("--tolerance", metavar="N", type=WordType(), help="Per cent of the target, or points.")
@click.option(
    "--places", metavar="[N]", type=WordType(), help="Decimal places; without N each indicator's usual ones."
)
@click.option(
    "--target-year", metavar="[YEAR]", type=WordType(), help="Such as 2009/10; without YEAR the report's own."
)
@as_of_option
@click.pass_context
def what_if_verb(
    context: click.Context,
    /,
    words: tuple[str, ...],
    then: str | None,
    **settings: Any,  # noqa: ANN401 - the texts of four options
) -> None:
    """See which ratings would change by another rule, other targets or other figures. Nothing is saved.

    Several may be asked together. A row whose figure is asked is shown whether its colour changes or not.
    FIGURE is typed as for record: 7.8, 62/473, "13.1% (62/473)", -4.5%; without any ("NI33=") as if none
    were held.

    A tolerance set on an indicator itself (indicators.toml) stays, as it would if the partnership's own
    were changed; the page names such rows. --places rounds half up, from the fraction where one makes the
    value; what is stated to fewer places stays. --target-year takes each row's target whose own period is
    that financial year, from whichever report holds it; rows without one keep the printed target, and the
    page names them.

    --json gives an object: asked (basis, tolerance, places, target_year, figures by id); changed and named
    (the rows that change, and those asked for), each with id, changes, before and after, and in both rag,
    certain, value, actual, target, variance_percent, turns_at and why; tallies (before, after); and ids of
    rows in kept_target, own_tolerance, known_to_fewer_places and certainty_changes.
    """
    from csptui.domain.what_if import what_if  # noqa: PLC0415 - help needs no data

    view = open_view_then(context, then)
    asked = asked_of(view.dataset, words, settings)
    if asked.is_empty:
        message = "What if what? Such as: csptui what-if --basis points, or csptui what-if NI33=7.8"
        raise Refusal(message)
    answer = what_if(view.dataset, asked)
    if view.chosen.as_json:
        from csptui.outputs.what_if import what_if_object  # noqa: PLC0415 - pages need no objects

        print_json(what_if_object(answer))
        return
    from csptui.outputs.what_if import what_if_page  # noqa: PLC0415 - JSON needs no pages

    look = look_of(view.chosen)
    print_page(what_if_page(view.dataset, answer, look), look, view.chosen)


def asked_of(dataset: Dataset, words: Sequence[str], settings: dict[str, str | None]) -> Asked:
    """Read what is asked. Raises Refusal with the character at fault."""
    from csptui.domain.indicator import ToleranceBasis  # noqa: PLC0415 - help needs no data
    from csptui.domain.what_if import Asked, Places  # noqa: PLC0415 - as above

    basis, places = settings["basis"], settings["places"]
    return Asked(
        None if basis is None else ToleranceBasis(basis.lower()),
        _tolerance(settings["tolerance"]),
        None if places is None else Places(_places(places)),
        _year(dataset, settings["target_year"]),
        _figures(dataset, words),
    )


def _tolerance(typed: str | None) -> Decimal | None:
    from csptui.domain.typed import parse_number  # noqa: PLC0415 - help needs no data

    if typed is None:
        return None
    width = parse_number(typed.removesuffix("%"))
    if not isinstance(width, Fault) and width < 0:
        width = Fault("a tolerance is 0 or more", 0)
    if isinstance(width, Fault):
        raise Refusal(fault_message("--tolerance", width, typed))
    return width


def _places(typed: str) -> int | None:
    if typed.casefold() == USUAL:
        return None
    if typed.isascii() and typed.isdigit() and len(typed.lstrip("0")) <= 1 and int(typed[-1]) <= _MOST_PLACES:
        return int(typed[-1])
    fault = Fault(f"0 to {_MOST_PLACES} decimal places, or none for each indicator's usual ones", 0)
    raise Refusal(fault_message("--places", fault, typed))


def _year(dataset: Dataset, typed: str | None) -> FinancialYear | None:
    from csptui.domain.quarter import FinancialYear  # noqa: PLC0415 - help needs no data

    if typed is None or typed.casefold() == REPORT:
        return None if typed is None else dataset.shown.year
    year = FinancialYear.parse(typed)
    if year is None:
        fault = Fault(f"a financial year, such as {dataset.shown.year}", 0)
        raise Refusal(fault_message("--target-year", fault, typed))
    return year


def _figures(dataset: Dataset, words: Sequence[str]) -> dict[str, Figure]:
    from csptui.cli.reference import find_row  # noqa: PLC0415 - not every what-if names a row
    from csptui.domain.typed import parse_figure  # noqa: PLC0415 - as above

    figures: dict[str, Figure] = {}
    for ref, typed in _asked_figures(dataset, words):
        row = find_row(dataset, ref)
        figure = parse_figure(typed, row.indicator)
        if isinstance(figure, Fault):
            raise Refusal(fault_message(row.indicator.code, figure, typed))
        if row.id in figures:
            message = f"{row.indicator.code} is asked twice: give it one figure"
            raise Refusal(message)
        figures[row.id] = figure
    return figures


def _asked_figures(dataset: Dataset, words: Sequence[str]) -> list[tuple[str, str]]:
    """Divide words at each sign into references and figures; both may be several words (`ni 33=7.8 [p]`)."""
    found: list[tuple[str, list[str]]] = []
    loose: list[str] = []
    for word in words:
        ref, sign, typed = word.partition("=")
        if not sign:
            loose.append(word)
            continue
        taken = _in_ref(dataset, loose, ref)
        before, loose = loose[: len(loose) - taken], [*loose[len(loose) - taken :], ref]
        if before and not found:
            break
        if before:
            found[-1][1].extend(before)
        found.append((" ".join(loose), [typed] if typed else []))
        loose = []
    if loose and not found:
        named = show_line(loose[0])
        message = f'Which figure for "{named}"? Such as: csptui what-if {named}=7.8'
        raise Refusal(message)
    if loose:
        found[-1][1].extend(loose)
    return [(ref, " ".join(typed)) for ref, typed in found]


def _in_ref(dataset: Dataset, loose: Sequence[str], ref: str) -> int:
    """Give how many of the words before a sign belong to its reference: the fewest that name a row."""
    for count in range(len(loose) + 1):
        if dataset.find(" ".join([*loose[len(loose) - count :], ref])):
            return count
    return 0


VERBS = {"what-if": what_if_verb}
