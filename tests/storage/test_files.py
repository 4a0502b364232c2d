"""Reading a file: what is tolerated is said aloud, what is no text is refused with its place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from csptui.domain.problem import Severity
from csptui.storage.files import LARGEST, content_of, decode, read
from csptui.storage.findings import BrokenFileError

if TYPE_CHECKING:
    from pathlib import Path


def refusal(data: bytes) -> str:
    with pytest.raises(BrokenFileError) as caught:
        content_of(data, "f.csv")
    return str(caught.value)


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert read(tmp_path / "f.csv", "f.csv") is None
    (tmp_path / "file").write_text("x", "utf-8")
    assert read(tmp_path / "file" / "f.csv", "f.csv") is None


def test_text_is_read_with_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_bytes("a,±5\r\n".encode())
    content = read(tmp_path / "f.csv", "f.csv")
    assert content is not None
    assert (content.text, content.data, content.warnings) == ("a,±5\r\n", b"a,\xc2\xb15\r\n", ())


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    content = content_of(b"\xef\xbb\xbfindicator", "f.csv")
    assert content.text == "indicator"
    assert content.warnings == ()


def test_windows_1252_is_read_and_said_aloud() -> None:
    content = content_of(b"a\nb,\xb15 \x96 \x80\n", "f.csv")
    assert content.text == "a\nb,±5 – €\n"
    (problem,) = content.warnings
    assert str(problem.where) == "f.csv:2"
    assert problem.severity is Severity.WARNING
    assert "Windows-1252" in problem.message
    assert "UTF-8" in problem.message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a\nb\0c\n", "f.csv:2: holds a NUL byte"),
        (b"\xff\xfea\0b\0", "f.csv:1: is UTF-16 text"),
        (b"a\n\x81\n", "f.csv:2: is neither UTF-8 nor Windows-1252"),
        (b"a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n", "f.csv:2: holds the marks of a merge"),
        (b"a\r\n<<<<<<<\r\nb\r\n", "f.csv:2: holds the marks of a merge"),
        (b"a\nb\n||||||| base\n", "f.csv:3: holds the marks of a merge"),
        (b"a\n>>>>>>> theirs", "f.csv:2: holds the marks of a merge"),
        (b"a" * (LARGEST + 1), "f.csv: is larger than 5 MB"),
    ],
)
def test_what_is_no_honest_text_is_refused_with_its_line(data: bytes, said: str) -> None:
    assert refusal(data).startswith(said)


def test_marks_within_a_line_are_no_marks_of_a_merge() -> None:
    text = "see <<<<<<< here\n=======\n<<<<<<<<< nine\n"
    assert content_of(text.encode(), "f.csv").text == text


def test_a_large_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(BrokenFileError, match="larger than 5 MB"):
        read(path, "f.csv")


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"a" * LARGEST)
    content = read(path, "f.csv")
    assert content is not None
    assert len(content.text) == LARGEST


def test_a_folder_in_a_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f.csv").mkdir()
    with pytest.raises(BrokenFileError, match=r"f\.csv: "):
        read(tmp_path / "f.csv", "f.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_files_place_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "f.csv")
    with pytest.raises(BrokenFileError, match="is not a plain file"):
        read(tmp_path / "f.csv", "f.csv")


def test_text_of_two_encodings_is_not_read_as_either() -> None:
    """One stray byte in a UTF-8 file must not make a save spell every other accent wrongly."""
    with pytest.raises(BrokenFileError) as found:
        decode("Café\n".encode() + b"caf\xe9\n", "commentary.toml")
    assert found.value.problem.where.line == 2
