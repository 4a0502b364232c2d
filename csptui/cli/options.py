"""What every verb takes: the common options, and a form of command that a leading minus does not trip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from csptui.cli.refusal import refusal_for
from csptui.domain.problem import CsptuiError
from csptui.domain.quarter import Quarter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.parser import _OptionParser
    from click.shell_completion import CompletionItem

    QuarterParam = click.ParamType[Quarter]
    WordParam = click.ParamType[str]
else:
    # Only click 8.2 and later let the class be subscripted.
    QuarterParam = WordParam = click.ParamType

_META = "csptui."
_MASK = "\x00"
"""Put before a word with a leading minus while click parses; no argument of a process can hold it."""


class Choices(NamedTuple):
    """The common options as given, before the verb or after it; the later one counts."""

    data: Path | None = None
    quarter: Quarter | None = None
    as_json: bool = False
    plain: bool = False
    ascii_only: bool = False
    width: int | None = None


def choices(context: click.Context) -> Choices:
    """Give the common options of a run."""
    given = {name: context.meta[_META + name] for name in Choices._fields if _META + name in context.meta}
    return Choices(**given)


class QuarterType(QuarterParam):
    """A quarter as people write it."""

    name = "quarter"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Quarter:  # noqa: ANN401
        """Read a quarter, or refuse it with the forms that are read."""
        if isinstance(value, Quarter):
            return value
        found = Quarter.parse(str(value))
        if found is None:
            self.fail(f'"{value}" is no quarter: write it as 2009-10-Q4 or "2009/10 Q4"', param, ctx)
        return found

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the quarters that are held."""
        from csptui.cli.complete import quarters  # noqa: PLC0415 - needed only to complete

        del param
        return quarters(choices(ctx), incomplete)


class WordType(WordParam):
    """A word of a reference, figure or text, which may begin with a minus."""

    name = "text"

    def __init__(self, offers: str = "") -> None:
        self.offers = offers

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the codes, the themes or the quarters for the first word."""
        from csptui.cli.complete import codes, quarters, themes  # noqa: PLC0415 - needed only to complete

        if not self.offers or ctx.params.get(param.name or ""):
            return []
        offer = {"codes": codes, "themes": themes, "quarters": quarters}[self.offers]
        return offer(choices(ctx), incomplete)


def _keep(context: click.Context, param: click.Parameter, value: object) -> object:
    if value is not None and value is not False:
        context.meta[f"{_META}{param.name}"] = value
    return value


def common_options() -> list[click.Parameter]:
    """Make the options that stand before the verb or after it."""
    kept: dict[str, Any] = {"expose_value": False, "callback": _keep}
    flag = kept | {"is_flag": True}
    return [
        click.Option(
            ["--data"],
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="The data folder; else CSPTUI_DATA, the nearest one upward, or the bundled example.",
            **kept,
        ),
        click.Option(
            ["--quarter"],
            type=QuarterType(),
            metavar="QUARTER",
            help="The quarter, such as 2009-10-Q4; else the latest.",
            **kept,
        ),
        click.Option(["--json", "as_json"], help="Answer in JSON.", **flag),
        click.Option(["--plain"], help="Plain ASCII without colour, for e-mail and pipes.", **flag),
        click.Option(["--ascii", "ascii_only"], help="Use ASCII for badges, arrows and lines.", **flag),
        click.Option(
            ["--width"], type=click.IntRange(60, 400), metavar="N", help="Columns of the page.", **kept
        ),
    ]


class Verb(click.Command):
    """A command that begins its help with examples, and takes the common options."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **settings: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **settings)
        self.examples = tuple(examples)
        self.params += common_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse with words such as `-4.09%` taken for what they are, which is no option."""
        short = {name[:2] for param in self.params for name in param.opts if len(name) == len("-f")}
        return super().parse_args(ctx, _masked(args, frozenset(short | {"-h"})))

    def make_parser(self, ctx: click.Context) -> _OptionParser:
        """Make a parser that takes the mask off again, so that no word or file's name goes on with it."""
        parser = super().make_parser(ctx)
        parse = parser.parse_args

        def unmasked(args: list[str]) -> tuple[dict[str, Any], list[str], list[click.Parameter]]:
            given, rest, order = parse(args=args)
            return {name: _bare(value) for name, value in given.items()}, _bare(rest), order

        parser.parse_args = unmasked  # type: ignore[method-assign] # click makes its parser in this method alone
        return parser

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples before all else."""
        write_examples(self.examples, formatter)
        super().format_help(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run, and turn a refusal into its sentence and exit code."""
        try:
            return super().invoke(ctx)
        except CsptuiError as error:
            raise refusal_for(error) from error


def write_examples(examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    """Write examples one a line."""
    if examples:
        formatter.write("Example:\n" if len(examples) == 1 else "Examples:\n")
        formatter.write("".join(f"  {example}\n" for example in examples) + "\n")


def _masked(args: list[str], short: frozenset[str]) -> list[str]:
    """Mask what only looks like an option; `short` are the verb's own options of one letter."""
    end = args.index("--") if "--" in args else len(args)
    return [_MASK + word if _is_value(word, short) else word for word in args[:end]] + args[end:]


def _bare(given: Any) -> Any:  # noqa: ANN401 - what click gives: a word, words, or a flag
    """Give words without the mask."""
    if isinstance(given, list | tuple):
        return type(given)(_bare(one) for one in given)
    return given.removeprefix(_MASK) if isinstance(given, str) else given


def _is_value(word: str, short: frozenset[str]) -> bool:
    return len(word) > 1 and word[0] == "-" and word[1] != "-" and word[:2] not in short


class Verbs(click.Group):
    """A group that says what was meant by a mistyped verb."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb, or suggest the nearest."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches  # noqa: PLC0415 - needed only for a slip

            near = get_close_matches(name.casefold(), self.list_commands(ctx), n=1, cutoff=0.5)
            meant = f" Did you mean {near[0]}?" if near else f" See {ctx.command_path} -h."
            ctx.fail(f'There is no verb "{name}".{meant}')
        return super().resolve_command(ctx, args)
