"""The verb that prints a shell's completion script."""

from __future__ import annotations

import click

from csptui.cli.options import Verb
from csptui.cli.refusal import Refusal

_SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    cls=Verb,
    short_help="Print a shell's completion script.",
    examples=(
        'eval "$(csptui completion bash)"                                     in ~/.bashrc',
        'eval "$(csptui completion zsh)"                                      in ~/.zshrc',
        "csptui completion fish > ~/.config/fish/completions/csptui.fish",
    ),
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion_verb(context: click.Context, shell: str) -> None:
    """Print the script that completes verbs, options, codes, themes and quarters in a shell."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - needed only here

    kind = get_completion_class(shell)
    if kind is None:
        message = f"There is no completion for {shell}"
        raise Refusal(message)
    root = context.find_root()
    click.echo(kind(root.command, {}, "csptui", "_CSPTUI_COMPLETE").source())


VERBS = {"completion": completion_verb}
