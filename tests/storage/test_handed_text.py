"""A text handed to an editor: in a private file that is gone afterwards, and read back with care."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from csptui.domain.problem import RefusedError, StorageError
from csptui.storage.editor import MOST_BYTES, Editor, HandedText, editor_of

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "## Alcohol\n\nFewer, by {NI 39 change}. Łódź 🙂"


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a temporary folder in which it can see what is left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def there(*names: str) -> dict[str, str]:
    return {name: f"/bin/{name}" for name in names}


# Which editor


def test_visual_goes_before_editor_and_an_empty_one_is_none() -> None:
    found = there("vim", "nano").get
    both = {"VISUAL": "vim", "EDITOR": "nano"}
    assert editor_of(both, windows=False, which=found) == Editor(("/bin/vim",), "vim")
    assert editor_of({"VISUAL": " ", "EDITOR": "nano"}, windows=False, which=found).name == "nano"


def test_arguments_are_taken_apart_and_no_shell_sees_them() -> None:
    editor = editor_of({"EDITOR": "code --wait -n '$(touch x); a b'"}, windows=False, which=there("code").get)
    assert editor.words == ("/bin/code", "--wait", "-n", "$(touch x); a b")


def test_a_path_of_windows_keeps_its_backslashes_quoted_or_not() -> None:
    held = {r"C:\Program Files\Edit\ed.exe": r"C:\Program Files\Edit\ed.exe", "code": r"C:\b\code.cmd"}
    for command in (r'"C:\Program Files\Edit\ed.exe" -m', r"C:\Program Files\Edit\ed.exe"):
        editor = editor_of({"EDITOR": command}, windows=True, which=held.get)
        assert editor.words[0] == r"C:\Program Files\Edit\ed.exe"
        assert not editor.in_window
    assert editor_of({"EDITOR": "code --wait"}, windows=True, which=held.get).words == (
        r"C:\b\code.cmd",
        "--wait",
    )


def test_without_either_one_that_is_there_is_taken() -> None:
    assert editor_of({}, windows=False, which=there("nano", "vi").get).name == "nano"
    assert editor_of({}, windows=False, which=there("vi").get).name == "vi"
    assert editor_of({}, windows=True, which=there("notepad").get).in_window


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "No editor was found: set EDITOR"),
        ({"EDITOR": "gone --wait"}, r"\$EDITOR is gone --wait, which was not found"),
        ({"VISUAL": "'vi"}, r"\$VISUAL is 'vi, which has a quote that is not closed"),
        ({"VISUAL": "''"}, r"\$VISUAL is '', which was not found"),
    ],
)
def test_an_editor_that_is_not_there_is_one_sentence(environment: dict[str, str], told: str) -> None:
    with pytest.raises(RefusedError, match=told):
        editor_of(environment, windows=False, which=there().get)


# The file


def test_the_file_is_private_and_goes_with_all_that_lies_beside_it(tmp_path: Path) -> None:
    with HandedText(TEXT, "sensitive-narrative") as handed:
        path = handed.path
        assert path.name == "sensitive-narrative.md"
        if sys.platform != "win32":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        path.with_name(".narrative.md.swp").write_text("a copy of it", "utf-8")
        path.with_name("narrative.md~").write_text("another", "utf-8")
    assert list(tmp_path.iterdir()) == []
    assert handed.left == ""


def test_it_goes_when_the_editor_fails_too(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="such"), HandedText(TEXT, "comment"):
        raise FileNotFoundError(2, "no such editor")
    assert list(tmp_path.iterdir()) == []


def test_a_character_that_cannot_be_stored_is_refused_before_a_file_is_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be stored"), HandedText("half \ud83d", "comment"):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "one line", "ends\n", "two\n\n", TEXT, "\n\nafter blanks"])
def test_what_is_left_alone_comes_back_as_it_was(text: str) -> None:
    with HandedText(text, "comment") as handed:
        assert handed.given_back("vi", 0) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfone\r\ntwo\r\n", "one\ntwo"),
        (b"one\rtwo", "one\ntwo"),
        (b"", ""),
        (b"kept\n\n", "kept\n"),
        ("Łódź".encode(), "Łódź"),
    ],
)
def test_any_line_ends_and_a_mark_of_utf_8_are_understood(data: bytes, text: str) -> None:
    with HandedText("begun", "comment") as handed:
        handed.path.write_bytes(data)
        assert handed.given_back("vi", 0) == text


def test_what_cannot_be_taken_is_told_and_the_text_stays() -> None:
    for data, told in (
        (b"a\n\xff\xfe", r"vi left a text that is not UTF-8 \(line 2\), so it is as it was"),
        (b"x" * (MOST_BYTES + 1), "vi left more than 1,000,000 bytes, so the text is as it was"),
        (b"x" * 6_000_000, "larger than 5 MB"),
    ):
        with HandedText(TEXT, "comment") as handed:
            handed.path.write_bytes(data)
            with pytest.raises(StorageError, match=told):
                handed.given_back("vi", 0)
    with HandedText(TEXT, "comment") as handed:
        with pytest.raises(StorageError, match="vi ended with 1, so the text is as it was"):
            handed.given_back("vi", 1)
        handed.path.unlink()
        with pytest.raises(StorageError, match="vi left no file"):
            handed.given_back("vi", 0)
        handed.path.mkdir()
        with pytest.raises(StorageError, match=r"cannot be opened|is not a plain file"):
            handed.given_back("vi", 0)


def test_a_place_that_takes_no_file_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", os.fspath(tmp_path / "gone"))
    with pytest.raises(StorageError, match="cannot be handed to an editor"), HandedText(TEXT, "comment"):
        pass
