"""A text of a verb from the user's own editor; what cannot be saved then is kept for the screen."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from csptui.cli.refusal import FAILED, Refusal
from csptui.domain.problem import CsptuiError

if TYPE_CHECKING:
    from csptui.storage.draft_lines import KeptText
    from csptui.workspace import Workspace


def text_from_editor(held: str, what: str, name: str) -> str:
    """Give a text as the user's editor has left it; `name` is what its file is called."""
    from csptui.storage.editor import HandedText, editor_of, signals_wait  # noqa: PLC0415 - hardly ever needed

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        message = f"--edit needs a terminal; without one give {what}, or - to read it from standard input"
        raise Refusal(message)
    try:
        editor = editor_of(os.environ)
        with signals_wait(), HandedText(held, name) as handed:
            command = [*editor.words, os.fspath(handed.path)]
            code = subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own command
            return handed.given_back(editor.name, code)
    except OSError as error:
        message = f"The editor cannot be started ({error.strerror or type(error).__name__})"
        raise Refusal(message, FAILED) from error


def kept_for_the_screen(workspace: Workspace, text: KeptText, error: CsptuiError) -> Refusal:
    """Keep a text that was not saved among the drafts, and give the refusal that says where it is."""
    from csptui.cli.refusal import refusal_for  # noqa: PLC0415 - as below
    from csptui.cli.session import state_file  # noqa: PLC0415 - hardly ever needed
    from csptui.storage.drafts import DraftJournal  # noqa: PLC0415 - as above

    refused = refusal_for(error)
    try:
        journal = DraftJournal.open(state_file().with_name("drafts"), workspace.folder)
        # An older draft of the same comes back after this one.
        journal.set_aside(one for one in journal.found if one.key == text.key)
        journal.hold([*(one for one in journal.found if one.key != text.key), text])
        journal.close()
    except CsptuiError as unkept:
        message = f"{refused.format_message()}. {unkept}: the text was\n{text.text}"
    else:
        message = f"{refused.format_message()}. Your text is kept: csptui shows it again with the key a"
    return Refusal(message, refused.exit_code)
