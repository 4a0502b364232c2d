"""The log of an unexpected error: its kind and places, and nothing else."""

from __future__ import annotations

import stat
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.worker import WorkerFailed

from csptui.tui import crash
from csptui.tui.crash import ErrorLog, described, sentence

if TYPE_CHECKING:
    from pathlib import Path

TYPED = "SECRET 7.9 of Derby"
NOW = datetime(2010, 4, 20, 9, 30, tzinfo=UTC)


def an_error(text: str = TYPED) -> Exception:
    """Give an error with a cause, as it is caught."""

    def inner(typed: str) -> None:
        raise KeyError(typed)

    try:
        try:
            inner(text)
        except KeyError as error:
            raise ValueError(text) from error
    except ValueError as error:
        return error
    raise AssertionError


@pytest.fixture
def log(tmp_path: Path) -> ErrorLog:
    """Give a log in a folder that is not there yet."""
    return ErrorLog(tmp_path / "state" / "csptui-errors.log", lambda: NOW)


def test_kinds_and_places_are_told_innermost_last(log: ErrorLog) -> None:
    """With the time, the versions and the causes."""
    assert log.add(an_error())
    first, *lines = log.path.read_text("ascii").splitlines()
    assert first.startswith("2010-04-20T09:30:00+00:00  csptui ")
    assert lines[0] == "  builtins.ValueError"
    assert lines[1].startswith("    test_crash_log.py:")
    assert lines[2] == "  after builtins.KeyError"
    assert lines[-1].endswith(" an_error.<locals>.inner")


@given(st.text(min_size=1))
def test_no_text_of_the_data_is_in_it(text: str) -> None:
    """Neither the message nor what was held in variables, whatever it is."""
    assert list(described(an_error(text))) == list(described(an_error()))
    assert sentence(an_error(text), None) == "an unexpected error ended the screen (ValueError)."


def test_a_worker_s_error_is_told_as_its_own() -> None:
    """Textual wraps it in one whose message repeats it."""
    wrapped = WorkerFailed(an_error())
    assert list(described(wrapped)) == list(described(wrapped.error))
    assert "(ValueError)" in sentence(wrapped, None)


def test_paths_begin_at_the_package() -> None:
    """What comes before would name the user."""
    assert crash._place("/home/somebody/venv/lib/python3.11/site-packages/textual/app.py") == "textual/app.py"
    assert crash._place("/usr/lib/python3.11/asyncio/base_events.py") == "asyncio/base_events.py"
    assert crash._place("/home/somebody/work/csptui/tui/app.py") == "csptui/tui/app.py"
    assert crash._place("/home/somebody/x.py") == "x.py"
    assert crash._place("<string>") == "<string>"


def test_the_log_does_not_grow_for_ever(log: ErrorLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """It begins anew."""
    monkeypatch.setattr(crash, "LARGEST", 2_000)
    for _ in range(40):
        assert log.add(an_error())
    assert log.path.stat().st_size < 3_000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_nobody_else_may_read_it(log: ErrorLog) -> None:
    """The mode is the user's own."""
    log.add(an_error())
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600


def test_a_log_that_cannot_be_written_is_not_named(tmp_path: Path) -> None:
    """The sentence then says less."""
    log = ErrorLog(tmp_path / "file" / "log", lambda: NOW)
    (tmp_path / "file").write_text("")
    assert not log.add(an_error())
    if sys.platform != "win32":
        linked = ErrorLog(tmp_path / "link.log", lambda: NOW)
        linked.path.symlink_to(tmp_path / "elsewhere")
        assert not linked.add(an_error())
        assert not (tmp_path / "elsewhere").exists()


def test_one_sentence_has_what_is_kept_and_where_the_log_is(log: ErrorLog) -> None:
    """And the kind of the error, for whoever is asked for help."""
    told = sentence(an_error(), log, "Kept for next time: NI 33")
    assert told.startswith("an unexpected error ended the screen (ValueError); Kept for next time: NI 33. ")
    assert str(log.path) in told
