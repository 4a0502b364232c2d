"""Settings are read and never written; the state is written whole; a name is always had."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csptui.domain.problem import StorageError
from csptui.storage.settings import Settings, State, load_settings, load_state, save_state, who_am_i


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == (Settings(), ())
    assert load_state(tmp_path / "state.toml") == State()


def test_settings_are_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('name = "A. Officer"\nappearance = "mono"\n[keys]\nquit = "ctrl+q"\n', "utf-8")
    found, problems = load_settings(file)
    assert problems == ()
    assert found == Settings("A. Officer", "mono", {"quit": "ctrl+q"})


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("nmae = 'x'\n", 1, 'unknown key "nmae"'),
        ("\nname = 5\n", 2, "name must be a text"),
        ("[keys]\nquit = 5\n", 2, '"quit" must be a text'),
        ("name = \n", 1, "is not TOML"),
    ],
)
def test_a_slip_has_its_line_and_gives_way_to_the_default(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    found, (problem,) = load_settings(file)
    assert found == Settings()
    assert (problem.where.file, problem.where.line) == ("settings.toml", line)
    assert said in problem.message


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(appearance=st.text())
def test_the_state_comes_back(appearance: str, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "state.toml"
    save_state(file, State(appearance))
    assert load_state(file) == State(appearance)
    assert [path.name for path in file.parent.iterdir()] == ["state.toml"]


@pytest.mark.parametrize("data", [b"\0", b"appearance = 5\n", b"]["])
def test_a_broken_state_is_no_loss(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "state.toml"
    file.write_bytes(data)
    assert load_state(file) == State()


def test_a_state_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    file = tmp_path / "state.toml"
    save_state(file, State("mono"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(StorageError, match="could not be remembered"):
            save_state(file, State("light"))
    assert load_state(file) == State("mono")
    assert [path.name for path in tmp_path.iterdir()] == ["state.toml"]


@pytest.mark.parametrize(
    ("own", "system", "who"),
    [
        ("A. Officer", "aofficer", "A. Officer"),
        ("", "aofficer", "aofficer"),
        (" \n", "  aofficer ", "aofficer"),
        ("", "", "unknown"),
        ("two\nlines", "", "two lines"),
        ("", "off\udcffice", "off?ice"),
        ("x" * 500, "", "x" * 100),
    ],
)
def test_a_change_always_has_a_name_on_one_line(own: str, system: str, who: str) -> None:
    assert who_am_i(Settings(own), system) == who
