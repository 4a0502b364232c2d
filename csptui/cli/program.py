"""The command `csptui`: its verbs, each imported when it is called, and the end of a run."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from errno import EINVAL
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from csptui import __version__
from csptui.cli.options import Verbs, choices, common_options, write_examples
from csptui.cli.refusal import FAILED, GOOD, INTERRUPTED, WRONG, Refusal, refusal_for
from csptui.domain.problem import CsptuiError
from csptui.domain.shown import show

if TYPE_CHECKING:
    from typing import TextIO

NAME = "csptui"
EXAMPLES = (
    "csptui                               open the screen",
    "csptui list --rag red                what is red",
    "csptui exceptions --plain            the list for the meeting, for an e-mail",
    "csptui record NI18 -4.09%            enter a figure",
    'csptui comment NI20 "Two causes."    say why',
)
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_VERBS = {
    "list": "look",
    "show": "look",
    "exceptions": "report",
    "report": "report",
    "record": "change",
    "comment": "change",
    "narrate": "change",
    "target": "change",
    "undo": "back",
    "redo": "back",
    "log": "past",
    "diff": "past",
    "history": "history",
    "what-if": "what_if",
    "questions": "questions",
    "spc": "spc",
    "interval": "interval",
    "five-year": "five_year",
    "forecast": "forecast",
    "group": "group",
    "quarters": "data",
    "quarter": "data",
    "check": "check",
    "claims": "claims",
    "keep": "keep",
    "init": "data",
    "merge": "merge",
    "doctor": "doctor",
    "completion": "completion",
}


class Program(Verbs):
    """The program's own group: verbs stand in modules that are imported when needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the verbs in the order of help."""
        del ctx
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb's module and give the verb."""
        del ctx
        if cmd_name not in _VERBS:
            return None
        module = import_module(f"csptui.cli.{_VERBS[cmd_name]}")
        verb: click.Command = module.VERBS[cmd_name]
        return verb

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples before all else."""
        write_examples(EXAMPLES, formatter)
        super().format_help(ctx, formatter)


@click.command(
    NAME, cls=Program, invoke_without_command=True, context_settings=SETTINGS, params=common_options()
)
@click.version_option(__version__, prog_name=NAME, message="%(prog)s %(version)s")
@click.pass_context
def program(context: click.Context) -> int:
    """Review, enter and print a Community Safety Partnership's quarterly report.

    Without a verb the screen opens. REF is an id or any code of an indicator, in any case and spacing:
    NI39, "ni 39", LAA26.
    """
    if context.invoked_subcommand is not None:
        return GOOD
    return _open_screen(context)


def _open_screen(context: click.Context) -> int:
    chosen = choices(context)
    if chosen.as_json:
        message = "--json needs a verb: csptui list --json"
        raise Refusal(message)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        message = "The screen needs a terminal for input and output; csptui -h lists verbs that need none."
        raise Refusal(message, WRONG)
    # Textual is imported here and nowhere else, so that no other verb waits for it.
    from csptui.cli.screen import open_screen  # noqa: PLC0415

    try:
        return open_screen(context)
    except CsptuiError as error:
        raise refusal_for(error) from error


def run(arguments: list[str]) -> int:
    """Run one command to its end, and give the exit code."""
    _have_streams()
    for stream in (sys.stdout, sys.stderr):
        _forgive(stream)
    code = GOOD
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except OSError as error:
        code = _unheard(error, code)
    try:
        sys.stderr.flush()
    except OSError:
        _let_go_of(sys.stderr)
    return code


def _run(arguments: list[str]) -> int:
    stream = sys.stdout
    try:
        code: Any = program.main(args=arguments, prog_name=NAME, standalone_mode=False)
    except click.ClickException as error:
        # Click repeats what was typed, which may hold anything.
        error.message = show(error.message)  # type: ignore[misc] # final in name only
        # Nobody hears why where standard error is full or gone; the exit code still tells.
        with suppress(OSError):
            error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SystemExit:
        # Where the reader of its pipe has left, click wraps the stream and ends.
        if sys.stdout is not stream:
            raise BrokenPipeError from None
        raise
    return code if isinstance(code, int) else GOOD


def _unheard(error: OSError, code: int) -> int:
    """Give the exit code where the answer had nowhere to go; a reader that left has had enough."""
    _let_go_of(sys.stdout)
    # Windows says so of a pipe without a reader.
    gone = isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == EINVAL)
    if gone or code != GOOD:
        return code
    named = f"{error.filename}: " if error.filename is not None else "The answer could not be written: "
    with suppress(OSError):
        Refusal(f"{named}{error.strerror or type(error).__name__}").show()
    return FAILED


def _have_streams() -> None:
    """Put nothing in the place of a stream that was closed before the start."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - kept to the end


def _forgive(stream: TextIO) -> None:
    """Have characters that a narrow encoding lacks replaced; they must not end the program."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _let_go_of(stream: TextIO) -> None:
    """Let the interpreter flush into nothing at its end what the stream could not take."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
