"""The verb that looks at everything round the data, and at none of the data."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from csptui.cli.answer import look_of, print_json, print_page
from csptui.cli.options import Verb, choices
from csptui.cli.refusal import FAILED, Refusal
from csptui.cli.session import PROGRAM, nearby_folder, settings_file, state_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from csptui.cli.options import Choices
    from csptui.domain.health import Sign


@click.command(
    "doctor",
    cls=Verb,
    short_help="Look at terminal, folder and versions.",
    examples=("csptui doctor", "csptui doctor --plain > doctor.txt        to send to somebody"),
)
@click.option("--paths", is_flag=True, help="Name the folders too; they are left out otherwise.")
@click.pass_context
def doctor_verb(context: click.Context, paths: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Look at the terminal, its signs and colours, the data folder, the lock, the log, drafts and versions.

    Each line is ok, look or fault, with what to do. No figure, name or text of the data is in it, nor the
    folder's path, so that it can be sent to somebody. The exit code is 1 if there is a fault.
    """
    from csptui.domain.health import State  # noqa: PLC0415 - help looks at nothing

    signs = [*_signs(choices(context), paths=paths)]
    chosen = choices(context)
    if chosen.as_json:
        from csptui.outputs.doctor import doctor_object  # noqa: PLC0415 - as above

        print_json(doctor_object(signs))
    else:
        from csptui.outputs.doctor import doctor_page  # noqa: PLC0415 - as above

        look = look_of(chosen)
        print_page(doctor_page(signs, look), look, chosen)
    if any(sign.state is State.FAULT for sign in signs):
        context.exit(FAILED)


def _signs(chosen: Choices, *, paths: bool) -> Iterator[Sign]:
    from csptui.cli.terminal import terminal_signs, version_signs  # noqa: PLC0415 - help looks at nothing
    from csptui.storage.examine import draft_sign  # noqa: PLC0415 - as above

    yield from terminal_signs(os.environ)
    yield from _folder_signs(chosen, paths=paths)
    yield draft_sign(state_file().with_name("drafts"))
    yield _settings(paths=paths)
    yield from version_signs()


def _folder_signs(chosen: Choices, *, paths: bool) -> Iterator[Sign]:
    from csptui.domain.health import Sign, State, well_or  # noqa: PLC0415 - help looks at nothing
    from csptui.storage.examine import AREA, folder_signs  # noqa: PLC0415 - as above

    source = "named by --data" if chosen.data else "named by CSPTUI_DATA"
    if not chosen.data and not os.environ.get("CSPTUI_DATA"):
        source = "the nearest upward from here"
    try:
        folder = nearby_folder(chosen)
    except Refusal:
        yield Sign(
            AREA, "folder", source, State.FAULT, "CSPTUI_DATA names the home of a user that there is not."
        )
        return
    if folder is None:
        source, folder = "the bundled example", _example()
        if folder is None:
            yield Sign(AREA, "folder", f"{source}, which is copied for you at the first start")
            return
    told = f"{source}: {folder.resolve()}" if paths else source
    is_there = folder.is_dir()
    yield well_or(is_there, AREA, "folder", told, "There is no such folder: correct the name.", State.FAULT)
    if is_there:
        yield from folder_signs(folder)


def _example() -> Path | None:
    """Give the user's own copy of the bundled example, if it was made."""
    import platformdirs  # noqa: PLC0415 - needed only without a folder

    from csptui.storage.start import bundled_copy, is_copied  # noqa: PLC0415 - as above

    home = platformdirs.user_data_path(PROGRAM, appauthor=False)
    return bundled_copy(home) if is_copied(home) else None


def _settings(*, paths: bool) -> Sign:
    from csptui.domain.health import well_or  # noqa: PLC0415 - help looks at nothing
    from csptui.storage.settings import load_settings  # noqa: PLC0415 - as above

    path = settings_file()
    _, problems = load_settings(path)
    told = (
        f"{len(problems)} problems"
        if problems
        else "read"
        if path.is_file()
        else "none, so all is as it comes"
    )
    if paths:
        told += f": {path}"
    return well_or(not problems, "You", "settings", told, "csptui says what is wrong when it saves.")


VERBS = {"doctor": doctor_verb}
