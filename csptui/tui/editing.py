"""Hands a text to the editor of the user's choice and takes it back as typed text; nothing is saved by it."""

from __future__ import annotations

import asyncio
import os
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple

from csptui.domain.problem import CsptuiError
from csptui.storage.editor import Editor, HandedText, editor_of, signals_wait
from csptui.storage.files import reason
from csptui.tui.screens.waiting import WaitingScreen
from csptui.tui.widgets.seen import pasted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from csptui.tui.widgets.comment import Comment


class Edited(NamedTuple):
    """What an editor has made of a text, or None where it is to stay; what is told; what is left."""

    text: str | None
    told: str
    left: str = ""


async def edited_outside(
    app: App[Any], area: Comment, name: str, is_there: Callable[[], bool] = lambda: True
) -> str:
    """Let a text be written in the user's editor; what comes back stands in the area as if it were typed.

    `is_there` is asked whether the area still holds that text when the editor has ended. Gives a sentence.
    """
    before = area.text
    found = await _edited(app, before, name)
    if found.text is None:
        return found.told
    words, left = pasted(found.text), f" {found.left}" if found.left else ""
    if words == before:
        return f"Nothing was changed in {found.told}.{left}"
    if not is_there() or area.text != before:
        app.copy_to_clipboard(words)
        return "The text has changed meanwhile: what the editor left is in the clipboard, ctrl+v puts it in."
    place = area.place
    area.put_in(words, 0, len(before))
    area.go_to(min(place, len(words)))
    return f"Brought back from {found.told}; ctrl+s saves it.{left}"


async def _edited(app: App[Any], before: str, name: str) -> Edited:
    try:
        editor = editor_of(os.environ)
        with HandedText(before, name) as handed:
            command = [*editor.words, os.fspath(handed.path)]
            driver = app._driver  # noqa: SLF001 - Textual tells in no other way whether it can make room
            if driver is not None and driver.can_suspend and not editor.in_window:
                code = _in_the_terminal(app, command)
            else:
                code = await _in_a_window(app, editor, command)
            after = handed.given_back(editor.name, code)
    except CsptuiError as error:
        return Edited(None, f"{error}.")
    except OSError as error:
        return Edited(None, f"The editor cannot be started ({reason(error)}): the text is as it was.")
    left = f"Its copy in {handed.left} cannot be deleted: delete it." if handed.left else ""
    return Edited(after, editor.name, left)


def _in_the_terminal(app: App[Any], command: list[str]) -> int:
    """Give the terminal to the editor and wait: the loop rests, so that nothing is drawn over it."""
    failed: OSError | None = None
    code = 0
    with app.suspend(), signals_wait():
        # An error that went through here would leave the screen suspended.
        try:
            code = subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own command
        except OSError as error:
            failed = error
    if failed is not None:
        raise failed
    return code


async def _in_a_window(app: App[Any], editor: Editor, command: list[str]) -> int:
    """Wait for an editor that has a window of its own, under a sheet that says so."""
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, stdin=quiet, stdout=quiet, stderr=quiet)
    sheet = WaitingScreen(editor.name)
    try:
        await app.push_screen(sheet)
        return await process.wait()
    finally:
        sheet.end()
