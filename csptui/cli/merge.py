"""The verb that git calls to merge a file of ours: csptui merge %O %A %B %P."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csptui.cli.answer import print_json
from csptui.cli.options import Verb, choices
from csptui.cli.refusal import Refusal, narrate
from csptui.domain.problem import CsptuiError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.storage.merging import Merged, Told

CLASHED = 1
NOT_MERGED = 129
"""What git takes for a merge that could not be made, which is not the same as a conflict (gitattributes)."""

_LONGEST = 300


@click.command(
    "merge",
    cls=Verb,
    short_help="Merge two versions of a file, for git.",
    examples=(
        'git config merge.csptui.driver "csptui merge %O %A %B %P"',
        "csptui merge base.csv ours.csv theirs.csv actuals.csv",
    ),
)
@click.argument("base", metavar="BASE", type=click.Path(path_type=Path))
@click.argument("ours", metavar="OURS", type=click.Path(path_type=Path))
@click.argument("theirs", metavar="THEIRS", type=click.Path(path_type=Path))
@click.argument("path", metavar="[PATH]", default="")
@click.pass_context
def merge_verb(context: click.Context, base: Path, ours: Path, theirs: Path, path: str) -> None:
    """Merge by field what OURS and THEIRS changed since BASE, and write it to OURS; a driver for git.

    PATH is the file's name in the repository: actuals.csv, targets.csv, comparators.csv (the partnership's
    or a quarter's), commentary.toml or changes.jsonl; without it the kind is read off the content. What a
    spreadsheet respells is no change.

    Exit codes, as git has them: 0 merged; 1 both changed the same field, which stands in OURS between
    git's marks until one side is chosen; 129 a file cannot be read, and OURS is left as it was.
    """
    with _merged_or_not():
        merged = _merged(base, ours, theirs, path)
        ours.write_bytes(merged.data)
    _tell(context, merged, path or ours.name)


@contextmanager
def _merged_or_not() -> Iterator[None]:
    """End every failure, foreseen or not, in the code by which git does not go on without THEIRS."""
    message = "an error of csptui's own"
    done = False
    try:
        yield
        done = True
    except CsptuiError as error:
        message = str(error)
    except OSError as error:
        message = f"{error.filename}: {error.strerror or type(error).__name__}"
    finally:
        if not done:
            message = f"Not merged: {message}"
            raise Refusal(message, NOT_MERGED)


def _merged(base: Path, ours: Path, theirs: Path, path: str) -> Merged:
    from csptui.storage.merging import Kind, kind_of, merge  # noqa: PLC0415 - help merges nothing

    contents = [one.read_bytes() for one in (base, ours, theirs)]
    kind = kind_of(path, [contents[1], contents[2], contents[0]])
    if kind is None:
        known = ", ".join(one.value for one in Kind)
        message = f"{path or ours.name} is none of {known}: let .gitattributes name only these for csptui"
        raise RefusedError(message)
    return merge(kind, contents, path)


def _tell(context: click.Context, merged: Merged, path: str) -> None:
    for warning in merged.warnings:
        narrate(warning)
    for one in merged.clashes:
        narrate(f"{path}: {one.name}, {one.field}: {_side(one.ours)} (ours), {_side(one.theirs)} (theirs)")
    if choices(context).as_json:
        print_json({"clean": not merged.clashes, "conflicts": [_object(one) for one in merged.clashes]})
    if merged.clashes:
        narrate(f"{path}: choose one side of each between the marks, then git add it")
        context.exit(CLASHED)


def _object(told: Told) -> dict[str, str | None]:
    return {"name": told.name, "field": told.field, "ours": told.ours, "theirs": told.theirs}


def _side(text: str | None) -> str:
    if text is None:
        return "taken out"
    text = " ".join(text.split()) or "none"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


VERBS = {"merge": merge_verb}
