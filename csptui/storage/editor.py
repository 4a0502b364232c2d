"""A text handed to the editor of the user's own choice: in a private file that is gone afterwards."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import tempfile
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from csptui.domain.problem import RefusedError, StorageError
from csptui.storage import files
from csptui.storage.findings import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType, TracebackType

MOST_BYTES = 1_000_000
"""What an editor may bring back, as standard input may."""

NAMED_BY = ("VISUAL", "EDITOR")
"""The variables that name the editor, the first that is set before the next."""

_USUAL = ("nano", "vi")
_OF_WINDOWS = "notepad"
_QUOTES = "\"'"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_LATER = ("SIGTERM", "SIGHUP")
"""Signals that ask to leave: they do it when the editor has ended, which has them too or goes on."""
_BOM = b"\xef\xbb\xbf"


class Editor(NamedTuple):
    """A command with its arguments, the name to tell it by, and whether it opens a window of its own."""

    words: tuple[str, ...]
    name: str
    in_window: bool = False


def editor_of(
    environment: Mapping[str, str],
    *,
    windows: bool = os.name == "nt",
    which: Callable[[str], str | None] = shutil.which,
) -> Editor:
    """Give the editor that is meant: `$VISUAL`, `$EDITOR`, or one that is there. Raises RefusedError."""
    for variable in NAMED_BY:
        if command := environment.get(variable, "").strip():
            return _named(command, variable, windows=windows, which=which)
    for name in (_OF_WINDOWS,) if windows else _USUAL:
        if (found := which(name)) is not None:
            return Editor((found,), name, in_window=windows)
    message = "No editor was found: set EDITOR to the command of yours"
    raise RefusedError(message)


def _named(command: str, variable: str, *, windows: bool, which: Callable[[str], str | None]) -> Editor:
    # A path with blanks in it that nobody has quoted, as Windows has them.
    words = [command] if which(command) else _words(command, variable, windows=windows)
    found = which(words[0]) if words and words[0] else None
    if found is None:
        message = f"${variable} is {command}, which was not found: set it to the command of your editor"
        raise RefusedError(message)
    name = Path(found).stem if windows else Path(found).name
    # By its full name Windows finds a script too, such as code.cmd.
    return Editor((found, *words[1:]), name, in_window=windows and name.lower() == _OF_WINDOWS)


def _words(command: str, variable: str, *, windows: bool) -> list[str]:
    """Take a command apart as a shell would; nothing in it is carried out."""
    try:
        words = shlex.split(command, posix=not windows)
    except ValueError as error:
        message = f"${variable} is {command}, which has a quote that is not closed"
        raise RefusedError(message) from error
    return [_unquoted(word) for word in words] if windows else words


def _unquoted(word: str) -> str:
    is_quoted = len(word) > 1 and word[0] == word[-1] and word[0] in _QUOTES
    return word[1:-1] if is_quoted else word


class HandedText:
    """A text in a file of its own, in a folder that only its user can look into; both go at the end.

    `left` names what could not be taken away, or is empty. Entering raises StorageError where the text cannot
    be written.
    """

    def __init__(self, text: str, name: str) -> None:
        self._text, self._name = text, name
        self._folder: Path | None = None
        self.left = ""

    def __enter__(self) -> Self:
        # An editor ends its last line; one that does it to a text without is no change.
        text = self._text + ("" if self._text.endswith("\n") or not self._text else "\n")
        try:
            data = text.replace("\n", os.linesep).encode("utf-8")
        except UnicodeEncodeError as error:
            message = "The text holds a character that cannot be stored: type it anew, then open the editor"
            raise StorageError(message) from error
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="csptui-"))  # 0700
            handle = os.open(self.path, _FLAGS, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
        except OSError as error:
            self._take_away()
            message = f"The text cannot be handed to an editor ({files.reason(error)})"
            raise StorageError(message) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._take_away()

    @property
    def path(self) -> Path:
        """The file, for the editor."""
        assert self._folder is not None  # noqa: S101 - entered before
        return self._folder / f"{self._name}.md"

    def given_back(self, editor: str, code: int) -> str:
        """Give the text as the editor has left it. Raises StorageError where it is not to be taken."""
        if code:
            message = f"{editor} ended with {code}, so the text is as it was"
            raise StorageError(message)
        try:
            data = files.read_bytes(self.path, "The text of the editor")
        except BrokenFileError as error:
            message = f"{error.problem.where} {error.problem.message}. It is as it was"
            raise StorageError(message) from error
        if data is None:
            message = f"{editor} left no file, so the text is as it was"
            raise StorageError(message)
        if len(data) > MOST_BYTES:
            message = f"{editor} left more than {MOST_BYTES:,} bytes, so the text is as it was"
            raise StorageError(message)
        try:
            text = data.removeprefix(_BOM).decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            message = f"{editor} left a text that is not UTF-8 (line {line}), so it is as it was"
            raise StorageError(message) from error
        return self._as_begun(text.replace("\r\n", "\n").replace("\r", "\n"))

    def _as_begun(self, text: str) -> str:
        """Take the end of the last line off where the text had none."""
        return text if self._text.endswith("\n") else text.removesuffix("\n")

    def _take_away(self) -> None:
        """Delete the folder with all that the editor has put beside the file."""
        folder = self._folder
        if folder is None:
            return
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            self.left = os.fspath(folder) if folder.exists() else ""


@contextmanager
def signals_wait() -> Iterator[None]:
    """Leave ctrl+c to an editor that has the terminal; what asks to leave is heard when it has ended."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []

    def hear(number: int, _frame: FrameType | None) -> None:
        heard.append(number)

    numbers = [getattr(signal, name) for name in _LATER if hasattr(signal, name)]
    held = {number: signal.getsignal(number) for number in (signal.SIGINT, *numbers)}
    # The loop of a screen hears of signals by this; without it they are heard here alone.
    wake = signal.set_wakeup_fd(-1)
    try:
        for number in held:
            signal.signal(number, hear)
        yield
    finally:
        for number, handler in held.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wake)
        for number in dict.fromkeys(heard):
            if number != signal.SIGINT:
                signal.raise_signal(number)
